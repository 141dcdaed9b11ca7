// One [[rule]] of a rule file. Used by loader.cc alone.
#pragma once

#include <map>
#include <string>

#include "model/rule.h"
#include "rules/loader.h"
#include "rules/strict_toml.h"

namespace imprint_conform {

// `documents`: prefix of ids -> title of the document.
Rule read_rule(const StrictTable& table, const std::map<std::string, std::string>& documents,
               const Vocabulary& vocabulary);

Level level_of(const StrictTable& table, std::string_view key);

}  // namespace imprint_conform
