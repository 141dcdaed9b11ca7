// What a run is told: the command line in one struct.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace imprint_conform {

enum class Scale { kQuick, kFull, kAudit };
std::string_view word_of(Scale scale);

struct RunOptions {
  std::filesystem::path data;                // rubric/, profiles/, subjects/
  std::filesystem::path subject;             // subject.toml
  std::vector<std::filesystem::path> files;  // in place of a subject: a folder subject of these
  std::string profile = "cn-gb45438";
  Scale scale = Scale::kQuick;
  std::vector<std::filesystem::path> folders;  // pictures of the caller's, beside the painted ones
  bool only_folders = false;                   // no painted pictures
  bool private_corpus = false;                 // names and pictures of the folders stay out of the report
  uint64_t seed = 1;
  uint32_t pictures = 0;             // 0: by scale
  std::vector<std::string> ladders;  // empty: by scale; "none": no mill
  std::vector<std::string>
      acts;                   // of mark, mark-again, spoilt, unlabelled, detector, platform, mill, clean; empty: all
  unsigned jobs = 0;          // 0: one a core
  std::filesystem::path out;  // the report's folder
  std::filesystem::path waivers;
  std::vector<std::filesystem::path> signing_keys;
  std::vector<std::filesystem::path> anchors;
  std::vector<std::string> manifest_reader;
  bool handled = false;  // look for visible labels after platforms' pipelines too
  bool fresh = false, no_ocr = false, no_exiftool = false, quiet = false;
  std::filesystem::path tool;  // the imprint program, for subjects that name {tool}; empty: beside this program
};

// `data`, IMPRINT_CONFORMANCE, share/imprint/conformance beside the program, or conformance/ of the source tree it was
// built in. Throws ConformError when rubric/ is in none of them.
std::filesystem::path data_folder(const std::filesystem::path& told);

// options.tool, IMPRINT_TOOL, or the tool beside this program or in its build tree; empty: none was found.
std::string tool_path(const RunOptions& options);

}  // namespace imprint_conform
