#include "runner/options.h"

#include <array>
#include <cstdlib>

#include "model/error.h"

namespace imprint_conform {

namespace fs = std::filesystem;

std::string_view word_of(Scale scale) {
  static constexpr std::array<std::string_view, 3> words{"quick", "full", "audit"};
  return words[static_cast<size_t>(scale)];
}

fs::path data_folder(const fs::path& told) {
  const auto holds_rules = [](const fs::path& folder) { return fs::is_directory(folder / "rubric"); };
  if (!told.empty()) {
    if (holds_rules(told)) return told;
    throw ConformError(told.string() + ": no folder rubric/ in it");
  }
  if (const char* named = std::getenv("IMPRINT_CONFORMANCE"); named && holds_rules(named)) return named;
  std::error_code ignored;
  fs::path at = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (int up = 0; up < 6 && !at.empty(); ++up, at = at.parent_path()) {
    for (const char* place : {"share/imprint/conformance", "conformance"}) {
      if (holds_rules(at / place)) return at / place;
    }
    if (at == at.root_path()) break;
  }
  throw ConformError(
      "the rules of the suite were not found; --data or IMPRINT_CONFORMANCE names the folder that holds rubric/");
}

std::string tool_path(const RunOptions& options) {
  if (!options.tool.empty()) return fs::absolute(options.tool).string();
  if (const char* named = std::getenv("IMPRINT_TOOL")) return named;
  std::error_code ignored;
  const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* place : {"imprint", "../bin/imprint", "../../bin/imprint", "../cli/imprint"}) {
    if (fs::is_regular_file(here / place)) return fs::weakly_canonical(here / place).string();
  }
  return "";
}

}  // namespace imprint_conform
