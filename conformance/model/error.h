// The one exception of the suite: a sentence that names the thing and what to do.
#pragma once

#include <stdexcept>

namespace imprint_conform {

class ConformError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace imprint_conform
