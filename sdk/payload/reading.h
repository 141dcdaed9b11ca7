// What the reader of any medium answers about one mark.
#pragma once

#include <cstdint>
#include <string>

namespace imprint::payload {

struct Reading {
  bool found = false;
  uint64_t payload = 0;
  std::string key_id;
  // Upper bound of the chance that content without this key's mark gives this answer: all attempts are paid for.
  double p_value = 1;
  double pilot_sigma = 0;  // strength of the best synchronisation, in standard deviations of noise
  uint32_t attempts = 0;   // that were put to the test
};

}  // namespace imprint::payload
