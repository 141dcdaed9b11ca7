// What a judge says of one file.
#pragma once

#include <map>
#include <string>

#include "model/outcome.h"

namespace imprint_conform {

struct Told {
  Outcome outcome = Outcome::kPass;
  Reason reason = Reason::kNone;
  std::string measured = {}, needed = {}, place = {};
  std::map<std::string, std::string> names = {};  // for the {names} of the rule's messages, beside the rule's parameters
};

}  // namespace imprint_conform
