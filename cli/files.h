// Reading inputs and writing outputs: whole files, "-" for the standard streams, never half an output.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace imprint_cli {

// Exit codes of the tool (README, "Command line").
enum ExitCode : int { kDone = 0, kFailed = 1, kAbsent = 2, kUnsupported = 3 };

// Ends a command with a message on stderr and this exit code.
struct CommandError : std::runtime_error {
  CommandError(int code, const std::string& message) : std::runtime_error(message), exit_code(code) {}
  int exit_code;
};

using Bytes = std::vector<uint8_t>;

// For all files read from now on; 0 = 512 MiB, the library's own default.
void limit_files(uint64_t bytes);

// Refuses a larger file before it reads any of it, and a stream as soon as it gives more.
Bytes read_file(const std::string& path);

// Refuses an existing `path` unless `force`, and what cannot be written; call before any work is done.
void check_output(const std::string& path, bool force);

// All bytes are at `path` at once, or nothing has changed (sdk/disk/new_file.h). `mode` as in open(2), for a new file.
void write_file(const std::string& path, std::span<const uint8_t> bytes, bool force, unsigned mode = 0644);

}  // namespace imprint_cli
