// Another program, run over files in a folder of its own: it has no input, no terminal, a bare environment, and limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/status.h"

namespace imprint {

// A new folder that only this user can look into, gone with what is in it when this object is.
class TemporaryFolder {
 public:
  // In the system's place for such (TMPDIR). kFileWrite.
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// All are at most; processor time is held to `seconds`, too.
struct ProgramLimits {
  double seconds = 60;
  uint64_t file_bytes = uint64_t{1} << 30;    // of each file that it writes
  uint64_t memory_bytes = uint64_t{2} << 30;  // of addresses
};

// Runs `words`, a program (a path, or a name that PATH knows) and its arguments, and waits until it is through. Whatever it starts is ended
// with it. What it says on its standard error, of which the end is kept, stands in the errors.
// kFileNotFound where there is no such program; kDecodeFailed when it ends with an error; kLimitExceeded; kCancelled.
Status run_program(const std::vector<std::string>& words, const ProgramLimits& limits, const Progress& progress);

}  // namespace imprint
