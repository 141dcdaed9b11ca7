#include "picture_names.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "files.h"

namespace imprint_cli {
namespace {

using std::string_view_literals::operator""sv;

struct Format {
  const char* name;
  std::string_view start;  // of its bytes, from `at` on
  size_t at;
  std::array<std::string_view, 4> endings;
  imprint_picture_format convertible = IMPRINT_PICTURE_FORMAT_SAME;  // SAME: nothing is converted to it
  bool sound = false;
};

// AVIF and HEIC share a container and some brands, and count as one here.
constexpr Format kFormats[] = {{"PNG", "\x89PNG"sv, 0, {".png", ".apng"}, IMPRINT_PICTURE_FORMAT_PNG},
                               {"JPEG", "\xFF\xD8\xFF"sv, 0, {".jpg", ".jpeg", ".jpe", ".jfif"}, IMPRINT_PICTURE_FORMAT_JPEG},
                               {"GIF", "GIF8"sv, 0, {".gif"}},
                               {"WebP", "WEBP"sv, 8, {".webp"}, IMPRINT_PICTURE_FORMAT_WEBP},
                               {"TIFF", "II"sv, 0, {".tif", ".tiff"}},
                               {"TIFF", "MM"sv, 0, {".tif", ".tiff"}},
                               {"M4A", "ftypM4"sv, 4, {".m4a", ".m4b"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"AVIF or HEIC", "ftyp"sv, 4, {".avif", ".heic", ".heif", ".hif"}},
                               {"WAV", "WAVE"sv, 8, {".wav", ".wave", ".rf64", ".bwf"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"AIFF", "AIF"sv, 8, {".aif", ".aiff", ".aifc"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"FLAC", "fLaC"sv, 0, {".flac"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"Ogg", "OggS"sv, 0, {".ogg", ".oga", ".opus"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"MP3", "\xFF"sv, 0, {".mp3"}, IMPRINT_PICTURE_FORMAT_SAME, true},
                               {"MP3 or FLAC", "ID3"sv, 0, {".mp3", ".flac"}, IMPRINT_PICTURE_FORMAT_SAME, true}};

bool names(const Format& format, std::string_view ending) {
  return !ending.empty() && std::find(format.endings.begin(), format.endings.end(), ending) != format.endings.end();
}

std::string ending_of(const std::string& path) {
  std::string out = std::filesystem::path(path).extension().string();
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

void check_picture_name(const std::string& output, std::span<const uint8_t> file) {
  const std::string ending = ending_of(output);
  const std::string_view content(reinterpret_cast<const char*>(file.data()), file.size());
  const auto is = [&](const Format& f) { return content.substr(std::min(f.at, content.size())).starts_with(f.start); };
  const auto named = [&](const Format& f) { return names(f, ending); };
  const Format* actual = std::find_if(std::begin(kFormats), std::end(kFormats), is);
  if (actual == std::end(kFormats) || names(*actual, ending) || std::none_of(std::begin(kFormats), std::end(kFormats), named)) return;
  throw CommandError(kFailed, output + ": the file is and stays " + actual->name + "; give the output a name that ends in " +
                                  std::string(actual->endings.front()) +
                                  (actual->sound ? ", or convert the sound before" : "; `imprint mark --convert` makes another format"));
}

imprint_picture_format format_named(const std::string& output) {
  const std::string ending = ending_of(output);
  const auto named = [&](const Format& f) { return names(f, ending); };
  const Format* format = std::find_if(std::begin(kFormats), std::end(kFormats), named);
  if (format != std::end(kFormats) && format->convertible != IMPRINT_PICTURE_FORMAT_SAME) return format->convertible;
  throw CommandError(kFailed, output + ": --convert goes by the ending of the output's name; give it one of .png, .jpg and .webp");
}

}  // namespace imprint_cli
