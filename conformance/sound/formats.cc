#include "sound/formats.h"

#include <algorithm>
#include <array>

namespace imprint_conform {
namespace {

constexpr std::array<std::string_view, 6> kFormats{"wav", "aiff", "flac", "ogg", "mp3", "m4a"};

// A frame of layer III: eleven bits of synchronisation, and no value that its header reserves (ISO 11172-3 2.4.1.3).
// JPEG (ff d8) has no such bits, and raw AAC says layer 0.
bool is_mp3_frame(std::span<const uint8_t> file) {
  if (file.size() < 4 || file[0] != 0xff || (file[1] & 0xe0) != 0xe0) return false;
  const int version = file[1] >> 3 & 3, layer = file[1] >> 1 & 3, rate = file[2] >> 4, frequency = file[2] >> 2 & 3;
  return version != 1 && layer == 1 && rate != 15 && frequency != 3;
}

}  // namespace

std::string_view sound_format_of(std::span<const uint8_t> file) {
  const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
  const auto at = [&](size_t place, std::string_view words) {
    return bytes.size() >= place + words.size() && bytes.substr(place, words.size()) == words;
  };
  if ((at(0, "RIFF") || at(0, "RF64") || at(0, "BW64")) && at(8, "WAVE")) return "wav";
  if (at(0, "FORM") && (at(8, "AIFF") || at(8, "AIFC"))) return "aiff";
  if (at(0, "fLaC")) return "flac";
  if (at(0, "OggS")) return "ogg";
  if (at(4, "ftypM4A ") || at(4, "ftypM4B ")) return "m4a";
  return at(0, "ID3") || is_mp3_frame(file) ? "mp3" : "";
}

bool is_sound_format(std::string_view format) {
  return std::find(kFormats.begin(), kFormats.end(), format) != kFormats.end();
}

std::string_view medium_of(std::string_view format) { return is_sound_format(format) ? "audio" : "image"; }

}  // namespace imprint_conform
