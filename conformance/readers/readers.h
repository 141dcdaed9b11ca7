// What each reader sees of a file: our linter and verifier through the public ABI, ExifTool as a second reader of
// metadata, the finder of visible labels, and the comparison with the file that went in. Readings are the JSON that
// judges look at (model/exhibit.h).
#pragma once

#include <filesystem>
#include <functional>
#include <imprint/imprint.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pictures/picture.h"
#include "visible/finder.h"

namespace imprint_conform {

// Runs a program and gives its standard output; empty: it could not be run or failed.
using RunProgram = std::function<std::string(const std::vector<std::string>& words)>;

struct ReaderOptions {
  bool visible = true;                       // look for visible labels, where there is OCR
  bool handled = false;                      // and in what platforms make of the file
  bool exiftool = true;                      // where it is installed
  std::vector<std::string> manifest_reader;  // a program that prints crJSON of the file named behind it; empty: none
  std::vector<std::string> anchors_pem;      // texts with certificates that manifests are trusted by
};

class Readers {
 public:
  Readers(const ReaderOptions& options, RunProgram run);
  ~Readers();

  // Every reading of `file`, which lies at `path`; with the file that went in also "before_after" and, of pictures,
  // "quality". Pictures are looked at ("visible"), sound is listened to ("audible"). Safe from several threads.
  std::map<std::string, nlohmann::json> read(const std::filesystem::path& path, ByteSpan file, ByteSpan original,
                                             const std::filesystem::path& original_path);

  const std::set<std::string>& programs() const { return programs_; }  // "visible", "exiftool"
  const nlohmann::json& tools() const { return tools_; }               // name -> version or digest

 private:
  nlohmann::json lint(ByteSpan file) const;
  nlohmann::json verify(ByteSpan file) const;
  nlohmann::json compare(ByteSpan before, ByteSpan after) const;
  void begin_to_see();
  std::pair<nlohmann::json, nlohmann::json> tags(const std::filesystem::path& path,
                                                 const std::filesystem::path& original) const;
  nlohmann::json other_manifest_reader(const std::filesystem::path& path) const;
  nlohmann::json visible(const Picture& picture);
  nlohmann::json handled(const Picture& picture);
  nlohmann::json quality(ByteSpan original, ByteSpan file, const nlohmann::json& visible) const;
  Sight look_at(const Picture& picture);

  ReaderOptions options_;
  RunProgram run_;
  imprint::Context context_;
  std::set<std::string> programs_;
  nlohmann::json tools_ = nlohmann::json::object();
  std::mutex mutex_;
  std::vector<std::unique_ptr<TextReader>> idle_;  // a reader serves one thread at a time
};

// Pixels as the finder takes them: 8 bits, RGB, or RGBA where transparency says where the picture ends.
cv::Mat eight_bits(const Picture& picture);

// The parts that need no file.
// ExifTool's JSON (-j -G1 -a) to {"reads_format", "aigc": [{"place", "text"}], "says": {"provider", "time", "id"}}.
nlohmann::json second_reading(const nlohmann::json& tags);
// Properties of the groups XMP-* or EXIF that `before` has and `after` has not, or has otherwise; what labels
// themselves write is left out.
std::vector<std::string> lost_tags(const nlohmann::json& before, const nlohmann::json& after, bool xmp);
// Whether there are properties of EXIF that lost_tags() would miss; how a TIFF stores its pixels is none.
bool has_exif(const nlohmann::json& tags);
// Whether the bytes name the label's keys somewhere.
bool names_keys(ByteSpan file);

}  // namespace imprint_conform
