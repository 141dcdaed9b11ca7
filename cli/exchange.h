// What the library asks for and cannot do itself: signatures by another program, time-stamps by an authority. Bounded
// in size and time.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "files.h"

namespace imprint_cli {

// Runs `command` in the shell with `request` as its standard input. Its standard error is ours. Throws CommandError
// when it fails, takes longer than a minute, or answers more than `capacity` bytes.
Bytes ask_program(const std::string& command, std::span<const uint8_t> request, size_t capacity);

struct Answer {
  Bytes bytes;  // of its standard output
  int exit_code = 0;
};
// The same for a program by its path and arguments, without a shell; what its exit code means is the caller's matter.
Answer run_program(const std::vector<std::string>& words, std::span<const uint8_t> request, size_t capacity,
                   std::chrono::seconds limit);

// RFC 3161 over HTTP (3.4): POST of a TimeStampReq to http://…; no TLS, no redirects elsewhere, half a minute at most.
Bytes ask_authority(const std::string& url, std::span<const uint8_t> request, size_t capacity);

}  // namespace imprint_cli
