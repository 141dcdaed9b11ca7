// One call of the subject on one file, and what is kept of it.
#include <opencv2/imgproc.hpp>

#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"
#include "report/dsse.h"
#include "runner/dressed.h"
#include "runner/gather.h"
#include "sound/formats.h"

namespace imprint_conform {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string extension_for(const std::string& format) {
  return format == "jpeg" ? "jpg" : format == "tiff" ? "tif" : format;
}

// An id without what folders and shells would read into it.
std::string file_name(std::string id) {
  for (char& c : id) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (!plain) c = '_';
  }
  return id;
}

// The first line, without what moves cursors; reports show it.
std::string first_words(const std::string& text) {
  std::string words;
  for (const char c : text) {
    if (c == '\n' && !words.empty()) break;
    if (static_cast<unsigned char>(c) >= 0x20) words += c;
    if (words.size() >= 200) break;
  }
  return words;
}

// Paths of this run are none of the report's business.
std::string without(std::string text, const std::string& path) {
  for (size_t at = text.find(path); !path.empty() && at != std::string::npos; at = text.find(path))
    text.replace(at, path.size(), "FILE");
  return text;
}

bool is(const std::vector<int>& codes, int code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

}  // namespace

Done ask(Gathering& gathering, const Asked& asked) {
  Done done;
  const std::string name = file_name(asked.id), extension = extension_for(asked.format);
  done.in = gathering.folder / (name + ".in." + extension);
  done.out = gathering.folder / (name + ".out." + extension);
  write_file(done.in, asked.input);
  std::error_code ignored;
  fs::remove(done.out, ignored);
  std::map<std::string, std::string> placeholders = asked.placeholders;
  placeholders["in"] = done.in.string();
  placeholders["out"] = done.out.string();
  done.result = gathering.callee.call(asked.verb, placeholders);
  if (fs::exists(done.out)) done.output = read_file(done.out);

  Exhibit& exhibit = done.exhibit;
  exhibit.id = asked.id;
  exhibit.act = asked.act;
  exhibit.picture = asked.picture;
  exhibit.format = asked.format;
  exhibit.medium = medium_of(asked.format);
  exhibit.asked = asked.told;
  exhibit.ended = done.result.ended;
  exhibit.exit_code = done.result.exit_code;
  std::string said = done.result.err;
  for (const fs::path& file : {done.in, done.out})  // here, and in the folder of the call
    said = without(without(said, file.string()),
                   "{work}/" + std::string(file == done.in ? "in/" : "out/") + file.filename().string());
  exhibit.said = first_words(said);
  exhibit.original = sha256_hex(asked.input);
  if (!done.output.empty()) exhibit.output = sha256_hex(done.output);
  return done;
}

void read_output(Gathering& gathering, Done& done) {
  if (done.output.empty()) return;
  for (auto& [reader, reading] : gathering.readers.read(done.out, done.output, read_file(done.in), done.in)) {
    done.exhibit.readings[reader] = std::move(reading);
  }
}

void forget(const Done& done) {
  std::error_code ignored;
  fs::remove(done.in, ignored);
  fs::remove(done.out, ignored);
}

std::string thumbnail_of(ByteSpan file) {
  try {
    const Picture picture = to_rgb8(decode(file, {.apply_orientation = true}));
    constexpr double kLongestPx = 160;
    const double scale = std::min(1.0, kLongestPx / std::max(picture.width(), picture.height()));
    Picture small;
    const cv::Size size(std::max(1, static_cast<int>(picture.width() * scale)),
                        std::max(1, static_cast<int>(picture.height() * scale)));
    cv::resize(picture.pixels, small.pixels, size, 0, 0, cv::INTER_AREA);
    const Bytes jpeg = encode_jpeg(small, {.quality = 80});
    return "data:image/jpeg;base64," + base64({reinterpret_cast<const char*>(jpeg.data()), jpeg.size()});
  } catch (const ConformError&) {
    return "";
  }
}

json detection_of(const Subject& subject, const CallResult& result) {
  if (result.ended != Ended::kExited) return {{"error", std::string(word_of(result.ended))}};
  json detection{{"detected", is(subject.exits.found, result.exit_code)}};
  const json answer = json::parse(result.out, nullptr, false);
  if (answer.is_discarded()) {
    const bool told = is(subject.exits.found, result.exit_code) || is(subject.exits.not_found, result.exit_code);
    return told && subject.detect.found.empty() ? detection : json{{"error", "what it printed is no JSON"}};
  }
  const auto at = [&](const std::string& pointer) {
    return pointer.empty() ? json() : answer.value(json::json_pointer(pointer), json());
  };
  if (const json found = at(subject.detect.found); found.is_boolean()) detection["detected"] = found;
  if (const json payload = at(subject.detect.payload); payload.is_string()) detection["payload"] = payload;
  if (const json p_value = at(subject.detect.p_value); p_value.is_number()) detection["p_value"] = p_value;
  return detection;
}

Bytes encoded(const InputPicture& picture, const std::string& format) {
  if (picture.sound) return picture.sound();
  if (!picture.file.empty()) {
    Bytes file = read_file(picture.file);
    const auto own = format_of(file);
    if (own && word_of(*own) == format) return file;
    const Picture pixels = decode(file);
    if (format == "png") return encode_png(pixels);
    if (format == "jpeg") return encode_jpeg(to_rgb8(pixels), {.quality = 95});
    throw ConformError(picture.id + ": is not turned into " + format);
  }
  const Picture pixels = picture.draw();
  const auto plain = [&] {
    if (format == "png") return encode_png(pixels);
    if (format == "jpeg") return encode_jpeg(to_rgb8(pixels), {.quality = 95});
    if (format == "webp") return encode_webp(pixels.bits() == 16 ? to_rgb8(pixels) : pixels, 95);
    if (format == "tiff") return encode_tiff(pixels);
    if (format == "avif") return encode_avif(to_rgb8(pixels), 12);
    if (format == "gif") return encode_gif(to_rgb8(pixels), 256);
    throw ConformError("no picture is made in the format " + format);
  };
  return picture.dressed && (format == "png" || format == "jpeg") ? dressed(plain()) : plain();
}

std::string producer_of(const Subject& subject) {
  return subject.claims.producer_code.empty() ? "001191000000000000000K10000" : subject.claims.producer_code;
}

std::string number_for(const std::string& what, uint64_t seed) {
  const std::string text = "number/" + std::to_string(seed) + "/" + what;
  return "conform-" + sha256_hex(ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size())).substr(0, 20);
}

std::string payload_for(const std::string& picture) {
  const std::string text = "payload/" + picture;
  return sha256_hex(ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size())).substr(0, 16);
}

}  // namespace imprint_conform
