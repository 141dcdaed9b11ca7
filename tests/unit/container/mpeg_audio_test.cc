// Headers of frames of MPEG audio.
#include "container/mpeg_audio.h"

#include <doctest/doctest.h>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::test;
using container::read_mpeg_frame;

namespace {

struct Row {
  std::string header;
  unsigned layer;
  bool first_edition;
  uint32_t rate_hz, channels, kbit_a_second, samples;
  size_t bytes;
};

TEST_CASE("mpeg audio: what the header of a frame says") {
  const Row rows[] = {
      {"\xFF\xFB\x90\x64"s, 3, true, 44100, 2, 128, 1152, 417},   // 144 * 128000 / 44100, rounded down
      {"\xFF\xFB\x92\xC4"s, 3, true, 44100, 1, 128, 1152, 418},   // one more with the padding bit
      {"\xFF\xFB\xE8\x00"s, 3, true, 32000, 2, 320, 1152, 1440},
      {"\xFF\xF3\x80\xC0"s, 3, false, 22050, 1, 64, 576, 208},    // MPEG-2: half a frame
      {"\xFF\xE3\x18\xC0"s, 3, false, 8000, 1, 8, 576, 72},       // MPEG-2.5
      {"\xFF\xFD\x40\xC0"s, 2, true, 44100, 1, 64, 1152, 208},
      {"\xFF\xF5\x84\x00"s, 2, false, 24000, 2, 64, 1152, 384},
      {"\xFF\xFF\x54\x00"s, 1, true, 48000, 2, 160, 384, 160},
      {"\xFF\xFB\x00\x00"s, 3, true, 44100, 2, 0, 1152, 0},       // free format
  };
  for (const Row& row : rows) {
    const auto frame = read_mpeg_frame(as_bytes(row.header));
    REQUIRE(frame);
    CHECK(frame->layer == row.layer);
    CHECK(frame->first_edition == row.first_edition);
    CHECK(frame->rate_hz == row.rate_hz);
    CHECK(frame->channels == row.channels);
    CHECK(frame->kbit_a_second == row.kbit_a_second);
    CHECK(frame->samples == row.samples);
    CHECK(frame->bytes == row.bytes);
  }
}

TEST_CASE("mpeg audio: reserved values begin no frame") {
  for (const std::string& header : {"\xFF\xEB\x90\x64"s, "\xFF\xF9\x90\x64"s, "\xFF\xFB\x9C\x64"s, "\xFF\xFB\xF0\x64"s, "\xFE\xFB\x90\x64"s, "\xFF\x1B\x90\x64"s, "\xFF\xFB\x90"s})
    CHECK_FALSE(read_mpeg_frame(as_bytes(header)));
}

}  // namespace
