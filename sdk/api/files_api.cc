// Calls on files that the library reads and writes itself (spec/abi.md 11).
#include "api/calls.h"
#include "api/guard.h"
#include "api/handles.h"
#include "disk/new_file.h"
#include "disk/read_file.h"

namespace imprint::api {

Result<std::string> to_path(imprint_text path, const char* name) {
  if (!present(path) || path.size == 0) return Status{Code::kInvalidArgument, std::string(name) + " is absent or empty"};
  std::string out = to_string(path);
  if (out.find('\0') != std::string::npos) return Status{Code::kInvalidArgument, std::string(name) + " holds a zero byte"};
  return out;
}

Status check_existing(imprint_existing existing) {
  return require(existing == IMPRINT_EXISTING_KEEP || existing == IMPRINT_EXISTING_REPLACE, "existing is no imprint_existing");
}

namespace {

constexpr unsigned kNewFileMode = 0666;  // less what the process's umask takes away

disk::Existing to_existing(imprint_existing existing) {
  return existing == IMPRINT_EXISTING_REPLACE ? disk::Existing::kReplace : disk::Existing::kKeep;
}

Status to_status(const std::string& path, const disk::Reason& reason) {
  if (reason.empty()) return {};
  return {reason == disk::kExists ? Code::kFileExists : Code::kFileWrite, path + ": " + reason};
}

}  // namespace

Status check_out_path(const std::string& path, imprint_existing existing) {
  return to_status(path, disk::check_target(path, to_existing(existing)));
}

Result<Bytes> read_path(const std::string& path, uint64_t max_file_bytes) {
  disk::ReadResult read = disk::read_file(path, max_file_bytes);
  switch (read.fault) {
    case disk::ReadFault::kNone: return std::move(read.bytes);
    case disk::ReadFault::kMissing: return Status{Code::kFileNotFound, path + ": " + read.reason};
    case disk::ReadFault::kRefused: return Status{Code::kFileRead, path + ": " + read.reason};
    case disk::ReadFault::kTooLarge: break;
  }
  return limit_exceeded(path + ": file size in bytes", read.size_bytes, "max_file_bytes", max_file_bytes);
}

Status write_path(const std::string& path, ByteView bytes, imprint_existing existing) {
  disk::NewFile file(path, to_existing(existing), kNewFileMode);
  disk::Reason reason = file.open();
  if (reason.empty()) reason = file.write(bytes);
  if (reason.empty()) reason = file.finish();
  return to_status(path, reason);
}

namespace {

// Reads `path`, lets `work` make an output of it, writes that to `out_path`.
template <typename Work>
Status from_path_to_path(const imprint_context* context, imprint_text path, imprint_text out_path, imprint_existing existing,
                         imprint_report** report, Work work) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  if (report != nullptr) *report = nullptr;
  IMPRINT_RETURN_IF_ERROR(check_existing(existing));
  IMPRINT_ASSIGN_OR_RETURN(const std::string from, to_path(path, "path"));
  IMPRINT_ASSIGN_OR_RETURN(const std::string to, to_path(out_path, "out_path"));
  IMPRINT_RETURN_IF_ERROR(check_out_path(to, existing));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes file, read_path(from, context->held->limits.max_file_bytes));
  Output out;
  IMPRINT_RETURN_IF_ERROR(work(to_view(file), &out.bytes, &out.report));
  if (out.bytes.data != nullptr) IMPRINT_RETURN_IF_ERROR(write_path(to, ByteView(out.bytes.data, out.bytes.size), existing));
  if (report != nullptr) *report = std::exchange(out.report, nullptr);
  return {};
}

}  // namespace
}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

extern "C" {

imprint_status imprint_mark_path(const imprint_context* context, imprint_text path, imprint_text out_path, imprint_existing existing,
                                 imprint_text producer, imprint_text produce_id, const imprint_mark_options* options,
                                 imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&] {
    return from_path_to_path(context, path, out_path, existing, report, [&](imprint_byte_view file, imprint_bytes* out, imprint_report** made) {
      return mark_file(context, file, producer, produce_id, options, out, made);
    });
  });
}

imprint_status imprint_propagate_path(const imprint_context* context, imprint_text path, imprint_text out_path, imprint_existing existing,
                                      imprint_text propagator, imprint_text propagate_id, const imprint_propagate_options* options,
                                      imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    return from_path_to_path(context, path, out_path, existing, report, [&](imprint_byte_view file, imprint_bytes* out, imprint_report** made) {
      return propagate_file(context, file, propagator, propagate_id, options, out, made);
    });
  });
}

imprint_status imprint_verify_path(const imprint_context* context, imprint_text path, const imprint_verify_options* options,
                                   imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const std::string from, to_path(path, "path"));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes file, read_path(from, context->held->limits.max_file_bytes));
    return verify_file(context, to_view(file), options, report);
  });
}

imprint_status imprint_file_read(const imprint_context* context, imprint_text path, imprint_bytes* out, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string from, to_path(path, "path"));
    IMPRINT_ASSIGN_OR_RETURN(Bytes file, read_path(from, context->held->limits.max_file_bytes));
    return give_bytes(std::move(file), out);
  });
}

imprint_status imprint_file_write(imprint_text path, imprint_byte_view bytes, imprint_existing existing, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_existing(existing));
    IMPRINT_ASSIGN_OR_RETURN(const std::string to, to_path(path, "path"));
    IMPRINT_RETURN_IF_ERROR(require(bytes.data != nullptr || bytes.size == 0, "bytes.data is NULL, bytes.size is not 0"));
    return write_path(to, ByteView(bytes.data, bytes.size), existing);
  });
}

}  // extern "C"
