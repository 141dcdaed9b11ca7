// Kinds of sound files, told by their first bytes as kinds of pictures are (pictures/codec.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace imprint_conform {

// "wav" (RF64 and BW64 too), "aiff", "flac", "ogg", "mp3", "m4a"; empty: none of them.
std::string_view sound_format_of(std::span<const uint8_t> file);
// Whether `format` is one of these words.
bool is_sound_format(std::string_view format);
// "audio" of these words, "image" of every other one: Exhibit::medium.
std::string_view medium_of(std::string_view format);

}  // namespace imprint_conform
