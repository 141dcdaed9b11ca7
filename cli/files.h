// Reading inputs and writing outputs: whole files, "-" for the standard streams, never half an output.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "disk/read_file.h"

namespace imprint_cli {

// Exit codes of the tool (README, "Command line").
enum ExitCode : int { kDone = 0, kFailed = 1, kAbsent = 2, kUnsupported = 3 };

// What the tool itself could not do, where the library has no status for it (spec/errors.md, "The tool's own").
inline constexpr const char* kArgument = "IMPRINT_CLI_ARGUMENT";
inline constexpr const char* kInput = "IMPRINT_CLI_INPUT";
inline constexpr const char* kOutput = "IMPRINT_CLI_OUTPUT";
inline constexpr const char* kNotThere = "IMPRINT_CLI_NOT_THERE";

// Ends a command, or the work on one input of several, with a message on stderr and this exit code. `status` is that of the library,
// which then stands behind the message, or one of the tool's own.
struct CommandError : std::runtime_error {
  CommandError(int code, const std::string& what, const std::string& status = kArgument)
      : std::runtime_error(status.starts_with("IMPRINT_CLI_") ? what : what + " [" + status + "]"),
        exit_code(code),
        message(what),
        status(status) {}
  int exit_code;
  std::string message, status;
};

// The worst answer wins: a failure over an unsupported file over an absent label.
int worse(int a, int b);

using Bytes = imprint::disk::FileBytes;

// For all files read from now on; 0 = 512 MiB, the library's own default.
void limit_files(uint64_t bytes);

// Refuses a larger file before it reads any of it, and a stream as soon as it gives more.
Bytes read_file(const std::string& path);

// A folder by this name, or one that a trailing slash says it is.
bool names_folder(const std::string& path);

// Refuses an existing `path` unless `force`, and what cannot be written; call before any work is done.
void check_output(const std::string& path, bool force);

// All bytes are at `path` at once, or nothing has changed (sdk/disk/new_file.h). `mode` as in open(2), for a new file.
void write_file(const std::string& path, std::span<const uint8_t> bytes, bool force, unsigned mode = 0644);

}  // namespace imprint_cli
