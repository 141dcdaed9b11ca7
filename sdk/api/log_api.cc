// The log of Art. 9.
#include <cstring>
#include <ctime>
#include <limits>

#include "api/guard.h"
#include "api/handles.h"
#include "api/log_record.h"
#include "crypto/hash.h"
#include "pipeline/replacement.h"
#include "record/log.h"

namespace imprint::api {

Result<std::string> log_copy(const std::string& path, record::Entry entry, ByteView file) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (const uint8_t byte : crypto::sha256(file)) {
    entry.file_sha256 += kDigits[byte >> 4];
    entry.file_sha256 += kDigits[byte & 15];
  }
  if (entry.time_s == 0) entry.time_s = std::time(nullptr);
  IMPRINT_ASSIGN_OR_RETURN(const record::Head head, record::append(path, entry));
  return head.hash;
}

Status log_replacement(imprint_text path, const pipeline::Replacement& replacement, record::Entry entry, ByteView file) {
  if (!present(path) || replacement.replaced.empty()) return {};
  entry.waiver = replacement.word;
  entry.replaced = pipeline::in_one_line(replacement);
  return log_copy(to_string(path), std::move(entry), file).status();
}

}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

namespace {

Result<std::string> to_path(imprint_text path) {
  std::string text = to_string(path);
  if (text.empty() || text.find('\0') != std::string::npos)
    return Status{Code::kInvalidArgument, "path of the log is empty"};
  return text;
}

void give_summary(const record::Summary& from, imprint_log_summary* summary) {
  imprint_log_summary out = IMPRINT_LOG_SUMMARY_INIT;
  out.records = from.records;
  out.first_sequence = from.first_sequence;
  out.last_sequence = from.last_sequence;
  out.first_time_s = from.first_time_s;
  out.last_time_s = from.last_time_s;
  out.torn_bytes = from.torn_bytes;
  from.head.copy(out.head, IMPRINT_LOG_HASH_CHARS);
  write_result(out, summary);
}

}  // namespace

extern "C" {

imprint_status imprint_log_append(imprint_text path, const imprint_log_entry* entry, char* head_out,
                                  imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(entry != nullptr, "entry is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string file, to_path(path));
    IMPRINT_ASSIGN_OR_RETURN(const imprint_log_entry given, read_options(entry, "log entry"));
    IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "log entry"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView copy, to_bytes(given.file));
    record::Entry wanted{
        given.time_s, to_string(given.producer), to_string(given.produce_id), to_string(given.waiver), {}, to_string(given.replaced),
        to_string(given.mark_id_key_id)};
    IMPRINT_ASSIGN_OR_RETURN(const std::string head, log_copy(file, std::move(wanted), copy));
    if (head_out != nullptr) std::memcpy(head_out, head.c_str(), head.size() + 1);
    return {};
  });
}

imprint_status imprint_log_verify(imprint_text path, imprint_log_summary* summary, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_result(summary, "log summary"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string file, to_path(path));
    IMPRINT_ASSIGN_OR_RETURN(const record::Summary found, record::verify(file));
    give_summary(found, summary);
    return {};
  });
}

imprint_status imprint_log_export(imprint_text path, int64_t from_s, int64_t until_s, imprint_bytes* out,
                                  imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string file, to_path(path));
    if (until_s == 0) until_s = std::numeric_limits<int64_t>::max();
    IMPRINT_ASSIGN_OR_RETURN(const Bytes document, record::export_records(file, from_s, until_s));
    return give_bytes(document, out);
  });
}

imprint_status imprint_log_purge(imprint_text path, int64_t before_s, int64_t now_s, uint64_t* removed,
                                 imprint_log_summary* summary, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_result(summary, "log summary"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string file, to_path(path));
    IMPRINT_RETURN_IF_ERROR(require(now_s >= 0 && now_s <= 253402300799, "now_s is outside 1970 to 9999"));
    const int64_t clock_s = std::time(nullptr);
    IMPRINT_ASSIGN_OR_RETURN(const record::Purged purged,
                             record::purge(file, before_s, {now_s == 0 ? clock_s : now_s, clock_s}));
    if (removed != nullptr) *removed = purged.removed;
    give_summary(purged.left, summary);
    return {};
  });
}

}  // extern "C"
