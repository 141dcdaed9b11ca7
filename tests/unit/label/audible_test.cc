#include "label/audible/audible.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <string>

#include "label/audible/rhythm.h"

using namespace imprint;
using namespace imprint::label;

namespace {

constexpr imprint::audio::PcmFormat kMono{16000, 1}, kStereo{44100, 2}, kPhone{8000, 1}, kSurround{48000, 6};

// Noise that comes and goes like syllables, at about `db`.
std::vector<float> programme(imprint::audio::PcmFormat format, double seconds, double db, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> noise;
  std::vector<float> out;
  float held = 0.0f;
  for (size_t i = 0; i < static_cast<size_t>(seconds * format.rate_hz); ++i) {
    const double t = static_cast<double>(i) / format.rate_hz;
    held = 0.9f * held + 0.44f * noise(random);
    const double swell =
        0.6 + 0.4 * std::sin(2 * std::numbers::pi * 3.1 * t) * std::sin(2 * std::numbers::pi * 0.7 * t);
    for (uint32_t c = 0; c < format.channels; ++c)
      out.push_back(static_cast<float>(held * swell * std::pow(10.0, db / 20)));
  }
  return out;
}

std::vector<float> labelled(const std::vector<float>& sound, imprint::audio::PcmFormat format, AudiblePlace place) {
  auto out = with_audible_label(sound, format, place);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

FoundAudible found_in(const std::vector<float>& sound, imprint::audio::PcmFormat format,
                      const FindAudibleOptions& options = {}) {
  const auto out = find_audible_label(sound, format, options);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return out.value();
}

// Other lengths of tone and gap, in units.
std::vector<float> rhythm(imprint::audio::PcmFormat format, const std::vector<double>& lengths, double unit,
                          double db) {
  std::vector<float> out;
  for (size_t i = 0; i < lengths.size(); ++i)
    for (size_t k = 0; k < static_cast<size_t>(lengths[i] * unit * format.rate_hz); ++k)
      for (uint32_t c = 0; c < format.channels; ++c)
        out.push_back(i % 2 == 1 ? 0.0f
                                 : static_cast<float>(std::pow(10.0, db / 20) *
                                                      std::sin(2 * std::numbers::pi * 700.0 * static_cast<double>(k) /
                                                               format.rate_hz)));
  return out;
}

std::vector<float> joined(std::vector<float> a, const std::vector<float>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("audible: the rhythm has its length, the loudness of the programme within bounds, and no peak beyond") {
  for (const imprint::audio::PcmFormat format :
       {kMono, kStereo, kPhone, kSurround, imprint::audio::PcmFormat{11025, 1}, imprint::audio::PcmFormat{192000, 2}})
    for (const auto& [wanted, expected] :
         {std::pair{-18.0, -18.0}, {-30.0, -23.0}, {-9.0, -14.0}, {-5.0, -11.0}, {-std::numeric_limits<double>::infinity(), -23.0}}) {
      CAPTURE(format.rate_hz);
      const auto label = make_audible_label(format, wanted);
      REQUIRE(label.ok());
      CHECK(label.value().size() / format.channels == static_cast<size_t>(std::lround(0.88 * format.rate_hz)));
      const auto loud = loudness_of(label.value(), format);
      REQUIRE(loud.ok());
      CHECK(loud.value().integrated_lufs == doctest::Approx(expected).epsilon(0.003));
      CHECK(loud.value().true_peak_db < kMaxTruePeakDb + 0.05);
    }
}

TEST_CASE("audible: loudness is that of BS.1770") {
  // A sine of 997 Hz at full scale in one channel is -3.01 LUFS (ITU-R BS.1770-4, annex 1).
  std::vector<float> tone(48000 * 3);
  for (size_t i = 0; i < tone.size(); ++i)
    tone[i] = static_cast<float>(std::sin(2 * std::numbers::pi * 997.0 * static_cast<double>(i) / 48000.0));
  const auto loud = loudness_of(tone, {48000, 1});
  CHECK(loud.value().integrated_lufs == doctest::Approx(-3.01).epsilon(0.02));
  CHECK(loud.value().true_peak_db == doctest::Approx(0.0).epsilon(0.05));
  CHECK(std::isinf(loudness_of(std::vector<float>(48000), {48000, 1}).value().integrated_lufs));
}

TEST_CASE("audible: nothing of the sound is covered, and silence stands between") {
  const std::vector<float> sound = programme(kStereo, 3, -20);
  const size_t label = make_audible_label(kStereo, -20).value().size(), silence = 2 * 8820;
  const auto ends_in = [&](const std::vector<float>& out, size_t from) {
    return std::equal(sound.begin(), sound.end(), out.begin() + static_cast<std::ptrdiff_t>(from));
  };
  const std::vector<float> start = labelled(sound, kStereo, AudiblePlace::kStart);
  CHECK(start.size() == sound.size() + label + silence);
  CHECK(ends_in(start, label + silence));
  CHECK(std::all_of(start.begin() + static_cast<std::ptrdiff_t>(label),
                    start.begin() + static_cast<std::ptrdiff_t>(label + silence), [](float s) { return s == 0.0f; }));
  const std::vector<float> end = labelled(sound, kStereo, AudiblePlace::kEnd);
  CHECK(end.size() == sound.size() + label + silence);
  CHECK(ends_in(end, 0));
  const std::vector<float> middle = labelled(sound, kStereo, AudiblePlace::kMiddle);
  CHECK(middle.size() == sound.size() + label + 2 * silence);
  const uint64_t turns[] = {0, 1000, 132300};
  CHECK(with_audible_labels(sound, kStereo, turns).value().size() == sound.size() + 3 * label + 4 * silence);
}

TEST_CASE("audible: the middle is where the sound is quietest") {
  std::vector<float> sound = programme(kMono, 9, -20);
  std::fill(sound.begin() + 5 * 16000, sound.begin() + 5 * 16000 + 6400, 0.0f);
  const FoundAudible found = found_in(labelled(sound, kMono, AudiblePlace::kMiddle), kMono);
  CHECK(found.found);
  CHECK(found.start_seconds == doctest::Approx(5.1 + 0.2).epsilon(0.03));
  CHECK(found.place == AudiblePlace::kMiddle);
}

TEST_CASE("audible: what was put is found, in its place, with its lengths and loudness") {
  for (const imprint::audio::PcmFormat format : {kMono, kStereo, kPhone, kSurround})
    for (const AudiblePlace place : {AudiblePlace::kStart, AudiblePlace::kMiddle, AudiblePlace::kEnd})
      for (const double db : {-12.0, -30.0}) {
        CAPTURE(format.rate_hz);
        CAPTURE(db);
        const std::vector<float> sound = programme(format, 4, db);
        const FoundAudible found = found_in(labelled(sound, format, place), format);
        CHECK(found.found);
        CHECK(found.score > 0.9);
        CHECK(found.place == place);
        CHECK(found.audibility == Audibility::kAudible);
        CHECK(found.unit_seconds == doctest::Approx(kUnitSeconds).epsilon(0.03));
        CHECK(found.worst_timing_units < 0.3);
        CHECK(std::fabs(found.tone_hz / kToneHz - 1.0) < 0.13);
        CHECK(found.programme_lufs ==
              doctest::Approx(loudness_of(sound, format).value().integrated_lufs).epsilon(0.05));
      }
}

TEST_CASE("audible: of several labels the first is told, near or far from the others") {
  for (const double seconds : {3.0, 35.0}) {
    CAPTURE(seconds);
    const std::vector<float> sound = programme(kMono, 3 * seconds, -25);
    const auto turn = static_cast<uint64_t>(seconds * kMono.rate_hz);
    const uint64_t from_start[] = {0, turn, 2 * turn}, later[] = {turn, 2 * turn};
    const FoundAudible first = found_in(with_audible_labels(sound, kMono, from_start).value(), kMono);
    CHECK(first.place == AudiblePlace::kStart);
    CHECK(first.start_seconds < 0.05);
    const FoundAudible second = found_in(with_audible_labels(sound, kMono, later).value(), kMono);
    CHECK(second.start_seconds == doctest::Approx(seconds + 0.2).epsilon(0.02));
    CHECK(second.place == AudiblePlace::kMiddle);
  }
}

TEST_CASE("audible: a label alone, and one before less than half a second, are at the start") {
  CHECK(found_in(labelled({}, kPhone, AudiblePlace::kStart), kPhone).place == AudiblePlace::kStart);
  CHECK(found_in(labelled(programme(kMono, 0.3, -20), kMono, AudiblePlace::kStart), kMono).place ==
        AudiblePlace::kStart);
}

TEST_CASE("audible: faster and slower by a tenth it is found, and rhythms of other lengths within a wider range") {
  const std::vector<double> ours = {1, 1, 3, 3, 1, 1, 1};
  for (const double unit : {0.0728, 0.076, 0.08, 0.084, 0.088}) {
    const FoundAudible found = found_in(joined(rhythm(kMono, ours, unit, -18), programme(kMono, 3, -26)), kMono);
    CHECK(found.found);
    CHECK(found.unit_seconds == doctest::Approx(unit).epsilon(0.03));
    CHECK(found.audibility == Audibility::kAudible);
  }
  const std::vector<float> slow = joined(rhythm(kMono, ours, 0.15, -18), programme(kMono, 3, -26));
  CHECK_FALSE(found_in(slow, kMono).found);
  CHECK(found_in(slow, kMono, {0.04, 0.2}).found);
}

TEST_CASE("audible: other rhythms, and sound without one, are not found") {
  for (const std::vector<double>& other : std::vector<std::vector<double>>{
           {3, 1, 1, 3, 1, 1, 1},  // N I
           {1, 1, 1, 3, 1, 1, 3},  // I A
           {1, 1, 3, 1, 1, 1, 1},  // one letter, L
           {1, 1, 1, 1, 1, 1, 1},  // H
           {1, 1, 3, 3, 3, 1, 1},  // A N
           {2, 1, 2, 2, 2, 1, 2},
       })
    CHECK_FALSE(found_in(joined(rhythm(kMono, other, 0.08, -18), programme(kMono, 2, -26)), kMono).found);
  for (unsigned seed = 1; seed <= 8; ++seed) CHECK_FALSE(found_in(programme(kMono, 10, -20, seed), kMono).found);
  CHECK_FALSE(found_in(std::vector<float>(16000 * 3), kMono).found);
  CHECK_FALSE(found_in({}, kMono).found);
  CHECK_FALSE(found_in(programme(kMono, 0.5, -20), kMono).found);
}

TEST_CASE("audible: a rhythm far under its programme is too quiet, and one with a length off is told by it") {
  const std::vector<double> ours = {1, 1, 3, 3, 1, 1, 1};
  const FoundAudible quiet = found_in(
      joined(joined(rhythm(kMono, ours, 0.08, -40), std::vector<float>(3200)), programme(kMono, 3, -15)), kMono);
  CHECK(quiet.found);
  CHECK(quiet.audibility == Audibility::kTooQuiet);
  const FoundAudible odd =
      found_in(joined(joined(rhythm(kMono, {1, 1, 3, 2.2, 1, 1, 1}, 0.08, -18), std::vector<float>(3200)),
                      programme(kMono, 3, -24)),
               kMono);
  if (odd.found) CHECK(odd.audibility == Audibility::kWrongTiming);
  CHECK(odd.score < 0.95);
}

TEST_CASE("audible: what is no sound is refused by name") {
  CHECK(make_audible_label({0, 1}, -20).status().message() == "sample rate 0 Hz is not from 8000 to 192000");
  CHECK(make_audible_label({1000000000, 1}, -20).status().code() == Code::kInvalidArgument);
  CHECK(make_audible_label({8000, 0}, -20).status().code() == Code::kInvalidArgument);
  CHECK(make_audible_label({8000, 9}, -20).status().code() == Code::kInvalidArgument);
  std::vector<float> sound(100);
  sound[7] = std::nanf("");
  CHECK(find_audible_label(sound, kMono).status().message() == "sample 7 is not a number from -65536 to 65536");
  sound[7] = std::numeric_limits<float>::infinity();
  CHECK(with_audible_label(sound, kMono, AudiblePlace::kStart).status().code() == Code::kMalformed);
  CHECK(loudness_of(std::vector<float>(3), kStereo).status().code() == Code::kInvalidArgument);
  const uint64_t behind[] = {4};
  CHECK(with_audible_labels(std::vector<float>(3), kMono, behind).status().code() == Code::kInvalidArgument);
  CHECK(with_audible_labels(std::vector<float>(3), kMono, {}).status().code() == Code::kInvalidArgument);
  CHECK(find_audible_label(std::vector<float>(3), kMono, {0.001, 0.1}).status().code() == Code::kInvalidArgument);
}
