// Drawn sound: the same every time, loud enough, of eight seconds.
#include "sound/painter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <set>

#include "sound/formats.h"

using namespace imprint_conform;

TEST_CASE("drawn sound: a list begins alike whatever its length, and seeds make others") {
  const auto four = sound_list(4, 1), twelve = sound_list(12, 1), other = sound_list(4, 2);
  std::set<std::string> ids;
  for (const DrawnSound& sound : twelve) ids.insert(sound.id);
  CHECK(ids.size() == 12);
  for (size_t i = 0; i < four.size(); ++i) {
    CHECK(four[i].id == twelve[i].id);
    CHECK(four[i].seed == twelve[i].seed);
    CHECK(four[i].seed != other[i].seed);
  }
  CHECK(draw_sound(four[0]) == draw_sound(four[0]));
  CHECK(draw_sound(four[0]) != draw_sound(other[0]));
}

TEST_CASE("drawn sound: WAV of 8 s, a tenth of full scale, no peak cut") {
  for (const DrawnSound& sound : sound_list(8, 7)) {
    CAPTURE(sound.id);
    const std::vector<uint8_t> wav = draw_sound(sound);
    CHECK(sound_format_of(wav) == "wav");
    const std::vector<int16_t> samples = samples_of(wav);
    REQUIRE(samples.size() == 8 * kDrawnRateHz);
    double power = 0;
    int peak = 0;
    for (const int16_t sample : samples) {
      power += static_cast<double>(sample) * sample;
      peak = std::max(peak, std::abs(sample));
    }
    const double loudness = std::sqrt(power / static_cast<double>(samples.size())) / 32767;
    CHECK(loudness > 0.05);
    CHECK(loudness < 0.11);
    CHECK(peak <= 29500);
    CHECK(peak > 5000);
  }
}

TEST_CASE("drawn sound: its samples come out of its WAV and go in again") {
  const std::vector<uint8_t> wav = draw_sound(sound_list(1, 3)[0]);
  CHECK(wav_of(samples_of(wav)) == wav);
  std::vector<uint8_t> stereo = wav;
  stereo[22] = 2;
  CHECK(samples_of(stereo).empty());
  CHECK(samples_of(std::vector<uint8_t>(wav.begin(), wav.begin() + 20)).empty());
}
