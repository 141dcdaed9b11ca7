#include "model/rule.h"

#include <array>

namespace imprint_conform {

std::string_view word_of(Level level) {
  static constexpr std::array<std::string_view, 3> words{"mandatory", "recommended", "informative"};
  return words[static_cast<size_t>(level)];
}

std::string_view word_of(How how) {
  static constexpr std::array<std::string_view, 3> words{"machine", "human", "either"};
  return words[static_cast<size_t>(how)];
}

}  // namespace imprint_conform
