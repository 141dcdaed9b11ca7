// The log of copies that were given out without a visible label, or over somebody's label (Measures Art. 9 and 10; spec/log.md). The one room that
// touches files.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/status.h"

namespace imprint::record {

inline constexpr size_t kMaxIdBytes = 1024, kMaxWaiverBytes = 4096, kMaxReplacedBytes = 4096;  // longer fields are refused

// One copy without visible label, or one whose former label or mark was replaced. Times are seconds since 1970-01-01 UTC,
// here and below.
struct Entry {
  int64_t time_s = 0;
  std::string producer, produce_id;  // of a watermark alone that replaces another: none, and its payload in hex
  std::string waiver;         // who asked for it or allowed it, and under which agreement; not empty
  std::string file_sha256;    // of the copy, 64 hex digits
  std::string replaced = {};  // what stood in the file; not empty: the copy is a replacement
  std::string mark_id_key = {};  // of a keyed mark_id: the id of its key, 16 hex digits; empty: version 1
};

struct Head {
  uint64_t sequence = 0;
  std::string hash;  // of the last record; 64 zeros for none
};

struct Summary {
  uint64_t records = 0, first_sequence = 0, last_sequence = 0;  // what purge left does not count the purged ones
  int64_t first_time_s = 0, last_time_s = 0;
  uint64_t torn_bytes = 0;  // after the last record: a write that was cut off and never acknowledged
  std::string head;         // hash of the last record
};

// Adds a record and makes it durable before it returns; safe for several processes at once, and against being killed at
// any moment. Makes the file if there is none. Errors: kInvalidArgument; kLogBroken; kLogFile.
Result<Head> append(const std::string& path, const Entry& entry);

// Reads every record. Errors: kLogBroken, with the line; kLogFile.
Result<Summary> verify(const std::string& path);

// A JSON document of the records from `from_s` up to, not including, `until_s`. Errors: those of verify.
Result<Bytes> export_records(const std::string& path, int64_t from_s, int64_t until_s);

struct Purged {
  uint64_t removed = 0;
  Summary left;
};

// By what time a purge counts six months.
struct Now {
  int64_t asked_s;  // the caller's
  int64_t clock_s;  // the system's
};
inline constexpr int64_t kClockTolerance_s = 300;  // by which clocks of one service may differ

// Removes the oldest records, as far as they are older than `before_s`. Errors: kLogTooYoung when one of them is
// younger than six months; kLogClock when `now` is ahead of the clock, or behind the newest record, by more than the
// tolerance; nothing is removed then. Those of verify.
Result<Purged> purge(const std::string& path, int64_t before_s, const Now& now);

// The same day and time six calendar months earlier; where that month is shorter, its last day.
int64_t six_months_before(int64_t now_s);

std::string to_text(int64_t time_s);  // "2026-11-24T10:30:00Z"
// That form, or the date alone for its first second. Errors: kInvalidArgument.
Result<int64_t> from_text(const std::string& text);

}  // namespace imprint::record
