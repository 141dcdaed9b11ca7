// One line of the log: its bytes, and what a reader needs of them (spec/log.md 1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "record/log.h"

namespace imprint::record {

inline constexpr size_t kMaxLineBytes = 65536;
inline constexpr const char* kNoHash = "0000000000000000000000000000000000000000000000000000000000000000";

struct Line {
  uint64_t sequence = 0;
  int64_t time_s = 0;
  std::string previous, hash;
  bool purge = false;
};

// Both without the final newline.
std::string write_record(uint64_t sequence, const std::string& previous, const Entry& entry);
std::string write_purge(uint64_t last_removed, const std::string& its_hash, int64_t now_s);

// Errors: kLogBroken, saying what is wrong.
Result<Line> read_line(std::string_view text);

}  // namespace imprint::record
