// Chain and age of the records; how they get to disk is in locked_file.cc.
#include "record/log.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "record/line.h"
#include "record/locked_file.h"

namespace imprint::record {
namespace {

constexpr size_t kReadBytes = 1 << 18;
static_assert(kReadBytes > kMaxLineBytes);

Status broken_at(const std::string& path, uint64_t line, const std::string& what) {
  return {Code::kLogBroken, path + ":" + std::to_string(line) + ": the log is broken: " + what};
}

Status check_field(const char* name, const std::string& value, size_t most, bool needed) {
  if (needed && value.empty()) return {Code::kInvalidArgument, std::string(name) + " is empty"};
  if (value.size() > most)
    return {Code::kInvalidArgument,
            std::string(name) + " of " + std::to_string(value.size()) + " bytes exceeds " + std::to_string(most)};
  // dump() throws on what is not UTF-8; asking here names the field.
  try {
    (void)nlohmann::json(value).dump();
  } catch (const nlohmann::json::exception&) {
    return {Code::kInvalidArgument, std::string(name) + " is not UTF-8"};
  }
  return {};
}

Status check_entry(const Entry& e) {
  IMPRINT_RETURN_IF_ERROR(check_field("producer", e.producer, kMaxIdBytes, e.replaced.empty()));
  IMPRINT_RETURN_IF_ERROR(check_field("produce_id", e.produce_id, kMaxIdBytes, true));
  IMPRINT_RETURN_IF_ERROR(check_field("waiver", e.waiver, kMaxWaiverBytes, true));
  IMPRINT_RETURN_IF_ERROR(check_field("replaced", e.replaced, kMaxReplacedBytes, false));
  if (!e.mark_id_key.empty() && !is_lower_hex(e.mark_id_key, 16))
    return {Code::kInvalidArgument, "the id of a mark_id key is 16 lower-case hexadecimal digits, not \"" + e.mark_id_key + "\""};
  if (!is_lower_hex(e.file_sha256, 64))
    return {Code::kInvalidArgument, "file_sha256 is not 64 hex digits"};
  // Years of four digits.
  if (e.time_s < 0 || e.time_s > 253402300799)
    return {Code::kInvalidArgument, "time " + std::to_string(e.time_s) + " is outside 1970 to 9999"};
  return {};
}

// A record as the walk meets it.
struct Met {
  Line line;
  std::string_view text;
  uint64_t number;      // of its line, from 1
  uint64_t begin, end;  // bytes of the file, newline included
};

// Does this record follow the one before it?
Status check_link(const std::string& path, const Line& line, uint64_t number, const std::optional<Line>& before) {
  if (line.purge) return number == 1 ? Status{} : broken_at(path, number, "a purge stands in its middle");
  if (!before) {
    if (line.sequence == 1 && line.previous == kNoHash) return {};
    return broken_at(path, number, "records before sequence number " + std::to_string(line.sequence) + " are missing");
  }
  if (line.sequence != before->sequence + 1)
    return broken_at(path, number,
                     "sequence number " + std::to_string(line.sequence) + " after " + std::to_string(before->sequence));
  if (line.previous != (before->purge ? before->previous : before->hash))
    return broken_at(path, number, "it does not name the hash of the record before it");
  return {};
}

// Calls `use` for every record in order, checked; returns the bytes after the last newline.
Result<uint64_t> walk(const LockedFile& file, const std::string& path, const std::function<Status(const Met&)>& use) {
  std::optional<Line> before;
  uint64_t number = 0, begin = 0;  // of the line that is next
  while (begin < file.size()) {
    IMPRINT_ASSIGN_OR_RETURN(
        const std::string block,
        file.read(begin, static_cast<size_t>(std::min<uint64_t>(kReadBytes, file.size() - begin))));
    size_t at = 0;
    for (size_t newline; (newline = block.find('\n', at)) != block.npos; at = newline + 1) {
      const std::string_view text = std::string_view(block).substr(at, newline - at);
      Result<Line> line = read_line(text);
      if (!line.ok()) return broken_at(path, number + 1, line.status().message());
      ++number;
      IMPRINT_RETURN_IF_ERROR(check_link(path, line.value(), number, before));
      IMPRINT_RETURN_IF_ERROR(use({line.value(), text, number, begin + at, begin + newline + 1}));
      before = std::move(line).value();
    }
    if (at == 0 && block.size() > kMaxLineBytes)
      return broken_at(path, number + 1, "a line of more than " + std::to_string(kMaxLineBytes) + " bytes");
    if (at == 0) return file.size() - begin;
    begin += at;
  }
  return uint64_t{0};
}

void add_to(Summary& summary, const Line& line) {
  summary.head = line.purge ? line.previous : line.hash;
  summary.last_sequence = line.sequence;
  if (line.purge) return;
  if (summary.records++ == 0) {
    summary.first_sequence = line.sequence;
    summary.first_time_s = line.time_s;
  }
  summary.last_time_s = line.time_s;
}

Result<Summary> summarise(const LockedFile& file, const std::string& path) {
  Summary summary;
  summary.head = kNoHash;
  IMPRINT_ASSIGN_OR_RETURN(summary.torn_bytes, walk(file, path, [&](const Met& met) -> Status {
                             add_to(summary, met.line);
                             return {};
                           }));
  return summary;
}

// Where the next record goes, and what it follows. Only the end of the file is read: the whole chain is verify's
// business.
struct End {
  uint64_t offset = 0;
  Head head{0, kNoHash};
};

Result<End> find_end(const LockedFile& file, const std::string& path) {
  const uint64_t begin = file.size() > 2 * kMaxLineBytes ? file.size() - 2 * kMaxLineBytes : 0;
  IMPRINT_ASSIGN_OR_RETURN(const std::string tail, file.read(begin, static_cast<size_t>(file.size() - begin)));
  const size_t newline = tail.rfind('\n');
  if (newline == tail.npos) {
    // The first write of all was cut off.
    if (begin == 0 && tail.size() <= kMaxLineBytes) return End{};
    return Status(Code::kLogBroken, path + ": the log is broken: no record at its end");
  }
  const size_t first = newline == 0 ? 0 : tail.rfind('\n', newline - 1) + 1;  // npos + 1 == 0
  const Result<Line> last = read_line(std::string_view(tail).substr(first, newline - first));
  if (!last.ok())
    return Status(Code::kLogBroken, path + ": the log is broken: its last record: " + last.status().message());
  return End{begin + newline + 1, {last->sequence, last->purge ? last->previous : last->hash}};
}

// Whoever may purge could else call any record old.
Status check_now(const std::string& path, const Now& now) {
  if (now.asked_s <= now.clock_s || now.asked_s - now.clock_s <= kClockTolerance_s) return {};
  return {Code::kLogClock, path + ": " + to_text(now.asked_s) + " as the present is ahead of the system's clock, " +
                               to_text(now.clock_s)};
}

// A clock that was set back, or records of a clock that was set forward: by neither can an age be told.
Status check_newest(const std::string& path, int64_t newest_s, int64_t now_s) {
  if (newest_s <= now_s || newest_s - now_s <= kClockTolerance_s) return {};
  return {Code::kLogClock,
          path + ": " + to_text(now_s) + " as the present is behind the newest record, " + to_text(newest_s)};
}

}  // namespace

Result<Head> append(const std::string& path, const Entry& entry) {
  IMPRINT_RETURN_IF_ERROR(check_entry(entry));
  IMPRINT_ASSIGN_OR_RETURN(LockedFile file, LockedFile::open(path, Access::kAppend));
  IMPRINT_ASSIGN_OR_RETURN(const End end, find_end(file, path));
  const uint64_t sequence = end.head.sequence + 1;
  const std::string line = write_record(sequence, end.head.hash, entry);
  IMPRINT_RETURN_IF_ERROR(file.append(end.offset, line + "\n"));
  IMPRINT_ASSIGN_OR_RETURN(const Line written, read_line(line));
  return Head{sequence, written.hash};
}

Result<Summary> verify(const std::string& path) {
  IMPRINT_ASSIGN_OR_RETURN(const LockedFile file, LockedFile::open(path, Access::kRead));
  return summarise(file, path);
}

Result<Bytes> export_records(const std::string& path, int64_t from_s, int64_t until_s) {
  IMPRINT_ASSIGN_OR_RETURN(const LockedFile file, LockedFile::open(path, Access::kRead));
  Summary summary;
  summary.head = kNoHash;
  std::string records;
  IMPRINT_RETURN_IF_ERROR(walk(file, path, [&](const Met& met) -> Status {
                            add_to(summary, met.line);
                            if (met.line.purge || met.line.time_s < from_s || met.line.time_s >= until_s) return {};
                            records += (records.empty() ? "\n  " : ",\n  ") + std::string(met.text);
                            return {};
                          }).status());
  const std::string document = "{\"schema_version\":1,\"log_records\":" + std::to_string(summary.records) +
                               ",\"head\":\"" + summary.head + "\",\"records\":[" + records +
                               (records.empty() ? "]}\n" : "\n]}\n");
  const ByteView bytes = as_bytes(document);
  return Bytes(bytes.begin(), bytes.end());
}

Result<Purged> purge(const std::string& path, int64_t before_s, const Now& now) {
  IMPRINT_RETURN_IF_ERROR(check_now(path, now));
  IMPRINT_ASSIGN_OR_RETURN(LockedFile file, LockedFile::open(path, Access::kReplace));
  // A time within the tolerance makes no record older than it is.
  const int64_t now_s = std::min(now.asked_s, now.clock_s);
  const int64_t youngest = six_months_before(now_s);
  Purged purged;
  purged.left.head = kNoHash;
  Line last;
  uint64_t kept_from = 0;
  int64_t newest_s = std::numeric_limits<int64_t>::min();
  bool going = true;
  IMPRINT_ASSIGN_OR_RETURN(const uint64_t torn, walk(file, path, [&](const Met& met) -> Status {
                             newest_s = std::max(newest_s, met.line.time_s);
                             going = going && (met.line.purge || met.line.time_s < before_s);
                             if (!going || met.line.purge) {
                               add_to(purged.left, met.line);
                               return {};
                             }
                             if (met.line.time_s >= youngest)
                               return {Code::kLogTooYoung, path + ":" + std::to_string(met.number) +
                                                               ": the record of " + to_text(met.line.time_s) +
                                                               " is younger than six months at " + to_text(now_s) +
                                                               " and has to be kept (Measures Art. 9)"};
                             last = met.line;
                             kept_from = met.end;
                             ++purged.removed;
                             return {};
                           }));
  purged.left.torn_bytes = torn;
  IMPRINT_RETURN_IF_ERROR(check_newest(path, newest_s, now_s));
  if (purged.removed == 0) return purged;
  const std::string head = write_purge(last.sequence, last.hash, now_s) + "\n";
  IMPRINT_RETURN_IF_ERROR(file.replace(head, kept_from));
  if (purged.left.records == 0) {
    purged.left.last_sequence = last.sequence;
    purged.left.head = last.hash;
  }
  return purged;
}

}  // namespace imprint::record
