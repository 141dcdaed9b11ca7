// A report for people at a terminal: the headline, and the rules that somebody has to look at.
#pragma once

#include <string>

#include "model/report.h"

namespace imprint_conform {

// `chinese`: the texts in Chinese. `everything`: passed rules and those that do not apply too.
std::string told(const Report& report, bool chinese, bool everything);

}  // namespace imprint_conform
