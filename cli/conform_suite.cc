#include "conform_suite.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "files.h"

namespace imprint_cli {

namespace fs = std::filesystem;

std::string conform_suite(const std::string& asked_by) {
  if (const char* named = std::getenv("IMPRINT_CONFORM")) {
    if (::access(named, X_OK) == 0) return named;
    throw CommandError(kFailed, asked_by + ": imprint-conform cannot be run: IMPRINT_CONFORM is '" + named +
                                    "': " + std::strerror(errno));
  }
  std::error_code ignored;
  const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* place : {"imprint-conform", "../libexec/imprint/imprint-conform", "../conformance/imprint-conform"})
    if (::access((here / place).c_str(), X_OK) == 0) return (here / place).string();
  throw CommandError(
      kFailed,
      asked_by +
          ": the conformance suite (imprint-conform) is not installed beside this tool; IMPRINT_CONFORM can name it");
}

}  // namespace imprint_cli
