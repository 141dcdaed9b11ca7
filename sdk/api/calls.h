// The calls that work on a whole file, inside the exception barrier: what the functions of the ABI share that take bytes, paths or many files.
#pragma once

#include <string>

#include "base/status.h"
#include "imprint/imprint.h"
#include "pipeline/canvas.h"

namespace imprint::api {

// Frees what a call gave when something fails after it.
struct Output {
  imprint_bytes bytes{nullptr, 0};
  imprint_report* report = nullptr;
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    imprint_bytes_free(&bytes);
    imprint_report_destroy(report);
  }
};

Status mark_file(const imprint_context* context, imprint_byte_view file, imprint_text producer, imprint_text produce_id,
                 const imprint_mark_options* options, imprint_bytes* out, imprint_report** report);
Status verify_file(const imprint_context* context, imprint_byte_view file, const imprint_verify_options* options, imprint_report** report);
Status propagate_file(const imprint_context* context, imprint_byte_view file, imprint_text propagator, imprint_text propagate_id,
                      const imprint_propagate_options* options, imprint_bytes* out, imprint_report** report);

Result<std::string> to_path(imprint_text path, const char* name);
Status check_existing(imprint_existing existing);
// kFileExists, kFileWrite: what write_path() would refuse, before any work.
Status check_out_path(const std::string& path, imprint_existing existing);
Result<Bytes> read_path(const std::string& path, uint64_t max_file_bytes);
Status write_path(const std::string& path, ByteView bytes, imprint_existing existing);

inline imprint_byte_view to_view(const Bytes& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace imprint::api
