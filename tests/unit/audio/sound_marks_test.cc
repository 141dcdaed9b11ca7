// Several marks in one sound, their spans, what ends the looking, and sums of what is faint.
#include <doctest/doctest.h>

#include <algorithm>

#include "audio/sound_sums.h"
#include "unit/audio/sounds.h"

using namespace imprint;
using namespace imprint::audio;
using payload::open_key;
using payload::private_key;

namespace {

constexpr PcmFormat kMono{16000, 1};

std::vector<float> joined(std::vector<float> a, const std::vector<float>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

FaintPart part_at(double start_seconds, double time_scale = 1, float llr = 1) {
  return {{time_scale, 0, 0, 5}, std::vector<float>(4, llr), start_seconds, start_seconds + 12};
}

}  // namespace

TEST_CASE("sound marks: two pieces one after the other give two answers, each with its span") {
  const std::vector<float> one = marked(band(20, 16000), kMono, open_key(), 1), between = white(18, 16000),
                           other = marked(white(20, 16000, 0.1f, 8), kMono, open_key(), 2);
  const std::vector<SoundDetection> found = listen_for_all(joined(joined(one, between), other), kMono);
  REQUIRE(found.size() == 2);
  CHECK(found[0].payload == 1);
  CHECK(found[0].start_seconds < 2);
  CHECK(std::abs(found[0].end_seconds - 20) < 2);
  CHECK(found[1].payload == 2);
  CHECK(std::abs(found[1].start_seconds - 38) < 2);
  CHECK(std::abs(found[1].end_seconds - 58) < 2);
  CHECK(found[0].attempts == found[1].attempts);
}

TEST_CASE("sound marks: a mark that runs on is one answer, over changes of origin too") {
  const std::vector<SoundDetection> found = listen_for_all(marked(white(70, 8000), {8000, 1}), {8000, 1});
  REQUIRE(found.size() == 1);
  CHECK(found[0].start_seconds < 2);
  CHECK(found[0].end_seconds > 68);
}

TEST_CASE("sound marks: two pieces of one key that were mixed are both read") {
  std::vector<float> mix = marked(white(20, 16000), kMono, open_key(), 1);
  const std::vector<float> other = marked(white(20, 16000, 0.1f, 8), kMono, open_key(), 2);
  for (size_t i = 0; i < mix.size(); ++i) mix[i] += other[i];
  std::vector<SoundDetection> found = listen_for_all(mix, kMono);
  REQUIRE(found.size() == 2);
  CHECK(found[0].payload + found[1].payload == 3);
}

TEST_CASE("sound marks: an open mark keeps no private one from being looked for") {
  const payload::Key mine = private_key({4, 5, 6}), other = private_key({6, 5, 4});
  const std::vector<float> open = marked(white(20, 16000), kMono, open_key(), 1);
  const std::vector<float> late = joined(open, marked(white(14, 16000, 0.1f, 8), kMono, mine, 2));
  const std::vector<float> both = marked(marked(white(14, 16000), kMono, mine, 2), kMono, open_key(), 1);
  for (const std::vector<float>& sound : {late, both}) {
    const std::vector<SoundDetection> found = listen_for_all(sound, kMono, {other, mine, open_key()});
    REQUIRE(found.size() == 2);
    CHECK(found[0].key_id == mine.id);  // in the order of the keys
    CHECK(found[1].key_id == "open");
  }
}

TEST_CASE("sound marks: the first ends the looking only where it was asked for, and an open one only where no key was given") {
  const payload::Key mine = private_key({4, 5, 6});
  const std::vector<float> open = marked(white(14, 16000), kMono, open_key(), 1), own = marked(white(14, 16000), kMono, mine, 2);
  const auto is_done = [](const std::vector<float>& sound, const std::vector<payload::Key>& keys, bool first_only) {
    SoundReader reader = SoundReader::make(kMono, keys, {.search = false, .first_only = first_only}).value();
    REQUIRE(reader.process(sound).ok());
    CHECK(reader.result().found);
    return reader.is_done();
  };
  CHECK(is_done(open, {open_key()}, true));
  CHECK(is_done(own, {mine, open_key()}, true));
  CHECK_FALSE(is_done(open, {mine, open_key()}, true));
  CHECK_FALSE(is_done(open, {open_key()}, false));
}

TEST_CASE("sound marks: no more than 33 under one key are told") {
  std::vector<float> many;
  for (uint64_t i = 1; i <= 36; ++i) many = joined(std::move(many), marked(white(9, 8000, 0.1f, static_cast<uint32_t>(i)), {8000, 1}, open_key(), i));
  CHECK(listen_for_all(many, {8000, 1}).size() == kMostMarks);
}

TEST_CASE("sound sums: parts that were played alike are added in twos, fours and eights, others are not") {
  SoundSums sums;
  CHECK(sums.add(part_at(0)).empty());
  CHECK(sums.add(part_at(6)).empty());           // overlaps
  CHECK(sums.add(part_at(12, 1.05)).empty());    // another speed
  const std::vector<SoundSums::Sum> two = sums.add(part_at(13, 1, 2));
  REQUIRE(two.size() == 1);
  CHECK(two[0].llrs == std::vector<float>(4, 3));
  CHECK(two[0].start_seconds == 0);
  CHECK(two[0].end_seconds == 25);
  const std::vector<SoundSums::Sum> three = sums.add(part_at(26));
  REQUIRE(three.size() == 2);
  CHECK(three[1].llrs == std::vector<float>(4, 4));
  for (int i = 0; i < 20; ++i) CHECK(sums.add(part_at(40 + 13 * i)).size() <= 3);
}

TEST_CASE("sound sums: what single stretches are too faint for is read from several") {
  // Under the strength at which 24 s suffice.
  SoundWriter writer = SoundWriter::make({8000, 1}, kSoundPayload, open_key(), {.strength = 0.17}).value();
  std::vector<float> out;
  REQUIRE(writer.process(white(110, 8000), out).ok());
  writer.flush(out);
  CHECK_FALSE(listen({out.begin(), out.begin() + 24 * 8000}, {8000, 1}, {open_key()}, {.search = false}).found);
  CHECK(listen(out, {8000, 1}, {open_key()}, {.search = false}).payload == kSoundPayload);
}
