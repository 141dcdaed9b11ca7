#include "readers/readers.h"

#include <array>
#include <cstdio>
#include <opencv2/imgproc.hpp>
#include <tuple>

#include "mill/mill.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/quality.h"
#include "sound/formats.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

// What a reader says, or why it could not.
template <typename Body>
json reading(Body&& body) {
  try {
    return body();
  } catch (const std::exception& e) {
    return {{"error", e.what()}};
  }
}

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

json parsed(const imprint::Report& report) { return json::parse(report.json()); }

// Around a label, wide enough for the plate that it may stand on.
cv::Rect with_margin(const json& box, const cv::Size& size) {
  const int x = box.at("x"), y = box.at("y"), width = box.at("width"), height = box.at("height");
  const cv::Rect wide(x - height, y - height, width + 2 * height, 3 * height);
  return wide & cv::Rect({0, 0}, size);
}

// What the original has, and whether the file still has it; what it never had is absent.
json kept(ByteSpan original, ByteSpan file, bool same_alpha) {
  const FileFacts before = facts_of(original), after = facts_of(file);
  json kept{{"size", before.width == after.width && before.height == after.height}};
  if (!before.icc_sha256.empty()) kept["icc"] = before.icc_sha256 == after.icc_sha256;
  if (before.says_orientation && before.orientation != 1) kept["orientation"] = before.orientation == after.orientation;
  if (before.bits > 8) kept["depth"] = after.bits >= before.bits;
  if (before.has_alpha) kept["alpha"] = after.has_alpha && same_alpha;
  return kept;
}

cv::Mat alpha_of(const Picture& picture) {
  cv::Mat alpha;
  cv::extractChannel(picture.pixels, alpha, 3);
  if (picture.bits() == 16) alpha.convertTo(alpha, CV_8U, 1.0 / 257);
  return alpha;
}

bool alpha_is_same(const Picture& a, const Picture& b) {
  if (!a.has_alpha() || !b.has_alpha() || a.pixels.size() != b.pixels.size()) return false;
  return cv::countNonZero(alpha_of(a) != alpha_of(b)) == 0;
}

// Colours as stored: what lies under transparency counts, and alpha itself is another rule's matter.
Picture colours_of(const Picture& picture) {
  if (!picture.has_alpha()) return to_rgb8(picture);
  cv::Mat colours;
  cv::cvtColor(picture.pixels, colours, cv::COLOR_RGBA2RGB);
  return to_rgb8({colours});
}

// What the verifier heard of the explicit label: its layer of people's labels, which in sound is the audible one.
json audible(const json& verified) {
  if (verified.contains("error")) return {{"error", verified["error"]}};
  return verified.value("visible", json::object());
}

// GIF holds few colours and AVIF is slow: PSNR is of what everybody compares.
constexpr int kNoiseDigits = 2, kSsimDigits = 4;

}  // namespace

cv::Mat eight_bits(const Picture& picture) {
  cv::Mat pixels = picture.pixels;
  if (picture.bits() == 16) picture.pixels.convertTo(pixels, CV_8U, 1.0 / 257);
  return picture.has_alpha() ? pixels : to_rgb8({pixels}).pixels;
}

Readers::Readers(const ReaderOptions& options, RunProgram run) : options_(options), run_(std::move(run)) {
  for (const std::string& pem : options_.anchors_pem) {
    context_.add_manifest_trust(IMPRINT_TRUST_USE_SIGNER, pem);
  }
  tools_["imprint"] = std::string(imprint::version());
  if (options_.visible) begin_to_see();
  if (options_.exiftool) {
    std::string version = run_({"exiftool", "-ver"});
    while (!version.empty() && version.back() == '\n') version.pop_back();
    if (!version.empty()) {
      programs_.insert("exiftool");
      tools_["exiftool"] = version;
    }
  }
}

Readers::~Readers() = default;

// To ask first whether lines can be read here would load the models twice.
void Readers::begin_to_see() {
  try {
    idle_.push_back(std::make_unique<TextReader>());
  } catch (const ConformError&) {
    return;  // rules on visible labels are not judged, and say why
  }
  programs_.insert("visible");
  for (const auto& [name, version] : idle_.back()->tools()) tools_[name] = version;
}

std::map<std::string, json> Readers::read(const std::filesystem::path& path, ByteSpan file, ByteSpan original,
                                          const std::filesystem::path& original_path) {
  std::map<std::string, json> readings;
  readings["lint"] = reading([&] { return lint(file); });
  readings["verify"] = reading([&] { return verify(file); });
  readings["raw"] = {
      {"names_keys", names_keys(file) && !readings["verify"].value("/manifest/aigc"_json_pointer, json()).is_string()}};
  json own_tags = json::object(), original_tags = json::object();
  if (programs_.contains("exiftool")) {
    std::tie(own_tags, original_tags) = tags(path, original.empty() ? std::filesystem::path() : original_path);
    readings["exiftool"] = second_reading(own_tags);
  }
  if (!options_.manifest_reader.empty()) readings["crjson"] = reading([&] { return other_manifest_reader(path); });
  const bool sound = !sound_format_of(file).empty();
  if (sound) readings["audible"] = audible(readings["verify"]);
  if (!sound && programs_.contains("visible")) {
    readings["visible"] = reading([&] { return visible(decode(file, {.apply_orientation = true})); });
    if (options_.handled)
      readings["visible_handled"] = reading([&] { return handled(decode(file, {.apply_orientation = true})); });
  }
  if (original.empty()) return readings;
  if (!sound)
    readings["quality"] =
        reading([&] { return quality(original, file, readings.contains("visible") ? readings["visible"] : json()); });
  readings["before_after"] = reading([&] { return compare(original, file); });
  if (programs_.contains("exiftool")) {
    readings["before_after"]["xmp_lost"] = lost_tags(original_tags, own_tags, true);
    if (!sound && has_exif(original_tags) && readings["quality"].contains("kept"))
      readings["quality"]["kept"]["exif"] = lost_tags(original_tags, own_tags, false).empty();
  }
  return readings;
}

json Readers::lint(ByteSpan file) const { return parsed(context_.lint_aigc(file)); }

json Readers::verify(ByteSpan file) const {
  imprint::VerifyOptions options;
  options.no_search = 1;  // what a product gives out is whole
  json report = parsed(context_.verify(file, options));
  report["anchors_given"] = !options_.anchors_pem.empty();
  return report;
}

json Readers::compare(ByteSpan before, ByteSpan after) const { return parsed(context_.compare_aigc(before, after)); }

// Both in one start of the program, which takes longer than to read them; the second path may be empty.
std::pair<json, json> Readers::tags(const std::filesystem::path& path, const std::filesystem::path& original) const {
  std::vector<std::string> words{"exiftool", "-j", "-G1", "-a", "-n", "-api", "largefilesupport=1", path.string()};
  if (!original.empty()) words.push_back(original.string());
  const json answer = json::parse(run_(words), nullptr, false);
  if (!answer.is_array() && !original.empty())  // one that it cannot read takes the other along
    return {tags(path, {}).first, tags(original, {}).first};
  const auto of = [&](const std::filesystem::path& file) {
    for (const json& one : answer.is_array() ? answer : json::array())
      if (one.value("SourceFile", "") == file.string()) return one;
    return json(json::object());
  };
  return {of(path), of(original)};
}

// crJSON of any validator: its validation_state, in our words.
json Readers::other_manifest_reader(const std::filesystem::path& path) const {
  std::vector<std::string> words = options_.manifest_reader;
  words.push_back(path.string());
  const json answer = json::parse(run_(words), nullptr, false);
  if (answer.is_discarded()) return json::object();
  std::string state = answer.value("validation_state", answer.value("validationState", ""));
  for (char& c : state) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return {{"validation_state", state}};
}

Sight Readers::look_at(const Picture& picture) {
  std::unique_ptr<TextReader> reader;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!reader) reader = std::make_unique<TextReader>();
  const Sight sight = look(eight_bits(picture), *reader);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
  return sight;
}

json Readers::visible(const Picture& picture) { return to_json(look_at(picture)); }

json Readers::handled(const Picture& picture) {
  json read = json::object();
  const Picture flat = to_rgb8(picture);
  for (const char* pipeline :
       {"social-1080-q80", "social-1080-q70", "screenshot-phone", "screenshot-desktop", "thumb-480-q70"}) {
    const Milled milled = apply("pipeline", pipeline, flat, 1);
    read[pipeline] = !look_at(decode(milled.bytes)).labels.empty();
  }
  return read;
}

json Readers::quality(ByteSpan original, ByteSpan file, const json& visible) const {
  json quality{{"kept", kept(original, file, alpha_is_same(decode(original), decode(file)))}};
  // As a viewer shows them: the places of labels are told so.
  const DecodeOptions upright{.apply_orientation = true};
  const Picture before = decode(original, upright), after = decode(file, upright);
  if (before.pixels.size() != after.pixels.size()) return quality;
  const Picture a = colours_of(before);
  Picture b{colours_of(after).pixels.clone()};
  // The visible label is meant to be seen: quality is of the rest.
  for (const json& label : visible.value("labels", json::array())) {
    const cv::Rect box = with_margin(label.at("box"), b.pixels.size());
    a.pixels(box).copyTo(b.pixels(box));
  }
  quality["label_left_out"] = !visible.value("labels", json::array()).empty();
  quality["psnr_db"] = fixed(psnr_db(a, b), kNoiseDigits);
  quality["ssim"] = fixed(ssim_luma(a, b), kSsimDigits);
  quality["largest_change"] = largest_change(a, b);
  return quality;
}

}  // namespace imprint_conform
