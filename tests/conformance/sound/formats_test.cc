// Kinds of sound by their first bytes.
#include "sound/formats.h"

#include <doctest/doctest.h>

#include <string>

using namespace imprint_conform;

namespace {

std::string_view kind(const std::string& bytes) {
  return sound_format_of({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

TEST_CASE("formats of sound: each is told by its own bytes") {
  CHECK(kind("RIFF\1\2\3\4WAVEfmt ") == "wav");
  CHECK(kind("RF64\xff\xff\xff\xffWAVEds64") == "wav");
  CHECK(kind("BW64\xff\xff\xff\xffWAVEds64") == "wav");
  CHECK(kind("FORM\1\2\3\4AIFFCOMM") == "aiff");
  CHECK(kind("FORM\1\2\3\4AIFCFVER") == "aiff");
  CHECK(kind("fLaC") == "flac");
  CHECK(kind("OggS") == "ogg");
  CHECK(kind("ID3\4") == "mp3");
  CHECK(kind("\xff\xfb\x90\x64") == "mp3");
  CHECK(kind(std::string("\0\0\0\x20", 4) + "ftypM4A ") == "m4a");
}

TEST_CASE("formats of sound: pictures, other containers and stumps are none") {
  CHECK(kind("").empty());
  CHECK(kind("RIFF\1\2\3\4WEBPVP8 ").empty());
  CHECK(kind("RIFF\1\2\3\4WAV").empty());
  CHECK(kind("FORM\1\2\3\4ILBM").empty());
  CHECK(kind("\x89PNG\r\n\x1a\n").empty());
  CHECK(kind("\xff\xd8\xff\xe1").empty());                            // JPEG
  CHECK(kind("\xff\xf1\x50\x80").empty());                            // raw AAC: layer 0
  CHECK(kind("\xff\xfb\xf0\x64").empty());                            // no such bit rate
  CHECK(kind("\xff\xfb\x9c\x64").empty());                            // no such sampling rate
  CHECK(kind("\xff\xfb\x90").empty());
  CHECK(kind(std::string("\0\0\0\x20", 4) + "ftypavif").empty());
}

TEST_CASE("formats of sound: a word says which medium it is of") {
  for (const char* word : {"wav", "aiff", "flac", "ogg", "mp3", "m4a"}) {
    CHECK(is_sound_format(word));
    CHECK(medium_of(word) == "audio");
  }
  for (const char* word : {"png", "jpeg", "unknown", ""}) {
    CHECK_FALSE(is_sound_format(word));
    CHECK(medium_of(word) == "image");
  }
}
