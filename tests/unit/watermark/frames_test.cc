// The mark of an animation: alike in every frame, still where the picture is still, read across frames.
#include "watermark/frames.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "crypto/keyed_stream.h"
#include "data/handling.h"
#include "data/painter.h"
#include "image/difference.h"

using namespace imprint;
using namespace imprint::watermark;

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;
constexpr uint32_t kWidth = 320, kHeight = 240;

Key some_key(uint8_t first) {
  std::array<uint8_t, 32> bytes{};
  bytes[0] = first;
  return private_key(bytes);
}

using Film = std::vector<image::Image>;

// A camera that goes over a picture: nothing stands still.
Film pan(size_t frames, test::Scene scene = test::Scene::kPortrait) {
  const image::Image large = test::paint(scene, kWidth + 80, kHeight + 60);
  Film out;
  for (size_t i = 0; i < frames; ++i)
    out.push_back(test::crop(large, static_cast<uint32_t>(80 * i / frames), static_cast<uint32_t>(60 * i / frames), kWidth, kHeight));
  return out;
}

// A patch that wanders over a ground.
Film sprite(size_t frames) {
  const image::Image ground = test::paint(test::Scene::kTerrain, kWidth, kHeight), patch = test::paint(test::Scene::kNoise, 40, 40);
  Film out;
  for (size_t i = 0; i < frames; ++i) {
    image::Image& frame = out.emplace_back(ground);
    for (uint32_t y = 0; y < 40; ++y)
      std::memcpy(frame.view().row(100 + y) + 3 * (20 + 12 * i), std::as_const(patch).view().row(y), size_t{3} * 40);
  }
  return out;
}

Result<EmbedReport> mark(Film& film, const Key& key, const EmbedOptions& options = {}) {
  auto marker = FrameMarker::make(kWidth, kHeight, kPayload, key, options);
  REQUIRE(marker.ok());
  if (marker.value().has_to_look())
    for (const image::Image& frame : film) marker.value().look(frame.view());
  for (image::Image& frame : film) marker.value().mark(frame.view());
  return marker.value().report();
}

Film marked(Film film, const Key& key = open_key()) {
  REQUIRE(mark(film, key).ok());
  return film;
}

std::vector<Detection> heard(const Film& film, const std::vector<Key>& keys, bool search = false) {
  const DetectOptions options{.search = search};
  FrameEvidence evidence(options);
  for (const image::Image& frame : film) evidence.add(frame.view());
  auto found = detect_all(evidence, film.front().view(), keys, options);
  REQUIRE(found.ok());
  return std::move(found).value();
}

bool alone(const image::Image& frame, const Key& key = open_key(), bool search = false) {
  return detect(frame.view(), {key}, {.search = search})->found;
}

// Noise of its own in each frame, so strong that no frame shows its mark.
Film noisy(Film film, double levels) {
  for (size_t number = 0; number < film.size(); ++number) {
    crypto::KeyedStream stream(open_key().bytes, "noise" + std::to_string(number));
    for (uint8_t& sample : film[number].samples) {
      double sum = 0;
      for (int i = 0; i < 3; ++i) sum += stream.next_u32() / 4294967296.0 - 0.5;
      sample = static_cast<uint8_t>(std::clamp(std::lround(sample + 2 * levels * sum), 0L, 255L));
    }
  }
  return film;
}

}  // namespace

TEST_CASE("frames: each carries the payload by itself, under the same key") {
  const Film film = marked(pan(6), some_key(3));
  for (const image::Image& frame : film) {
    const auto found = detect(frame.view(), {some_key(3)}, {.search = false});
    CHECK(found->found);
    CHECK(found->payload == kPayload);
    CHECK_FALSE(alone(frame, some_key(4)));
  }
}

TEST_CASE("frames: one frame is marked as a still picture is") {
  Film film = pan(1);
  image::Image still = film.front();
  const auto of_film = mark(film, open_key());
  const auto of_still = embed(still.view(), kPayload, open_key(), {});
  CHECK(film.front().samples == still.samples);
  CHECK(of_film->psnr_db == doctest::Approx(of_still->psnr_db).epsilon(1e-9));
  CHECK(of_film->visibility == of_still->visibility);
  CHECK(of_film->robustness == of_still->robustness);
}

TEST_CASE("frames: what stands still stays still, to the byte, also beside what moves") {
  const Film before = sprite(8), after = marked(before);
  for (size_t i = 1; i < before.size(); ++i) {
    size_t still = 0, moved = 0;
    for (size_t at = 0; at < before[i].samples.size(); at += 3) {
      if (std::memcmp(&before[i].samples[at], &before[i - 1].samples[at], 3) != 0) continue;
      ++still;
      moved += std::memcmp(&after[i].samples[at], &after[i - 1].samples[at], 3) != 0;
    }
    CHECK(still > kWidth * kHeight * 9 / 10);
    CHECK(moved == 0);
  }
}

TEST_CASE("frames: the floor of the quality holds on the worst frame, the report is of it") {
  Film film = pan(5, test::Scene::kTerrain), before = film;
  const auto report = mark(film, open_key(), {.min_psnr_db = 46});
  REQUIRE(report.ok());
  double worst = 999;
  for (size_t i = 0; i < film.size(); ++i) worst = std::min(worst, test::psnr_db(before[i], film[i]));
  CHECK(worst >= 45.9);
  CHECK(report->psnr_db == doctest::Approx(worst).epsilon(1e-6));
  Film free = before;
  CHECK(mark(free, open_key())->psnr_db < worst);
}

TEST_CASE("frames: an animation that offers too little is refused") {
  Film film = pan(2, test::Scene::kSky);
  CHECK(mark(film, open_key(), {.strength = 0.02, .least_robustness = Robustness::kHigh}).status().code() == Code::kTooWeak);
  CHECK(FrameMarker::make(kMinSidePx - 1, 400, 1, open_key(), {}).status().code() == Code::kImageTooSmall);
}

TEST_CASE("frames: a mark that no frame shows is read from several") {
  const Film film = noisy(marked(pan(8)), 50);
  for (const image::Image& frame : film) CHECK_FALSE(alone(frame));
  const std::vector<Detection> found = heard(film, {some_key(9), open_key()});
  REQUIRE(found.size() == 1);
  CHECK(found.front().found);
  CHECK(found.front().payload == kPayload);
  CHECK(found.front().key_id == "open");
  CHECK(found.front().place.width_px == kWidth);
}

TEST_CASE("frames: what was marked is found after a crop, by a search of the sum") {
  Film film = noisy(marked(pan(8)), 40);
  for (image::Image& frame : film) frame = test::crop(frame, 22, 16, 276, 208);
  const std::vector<Detection> found = heard(film, {open_key()}, true);
  CHECK(found.front().found);
  CHECK(found.front().payload == kPayload);
  size_t by_themselves = 0;
  for (const image::Image& frame : film) by_themselves += alone(frame, open_key(), true);
  CHECK(by_themselves < film.size());
}

TEST_CASE("frames: nothing is found in unmarked ones, nor under another key") {
  for (const bool search : {false, true}) {
    CAPTURE(search);
    for (const Film& film : {pan(8), sprite(8), noisy(pan(8), 24)}) CHECK_FALSE(heard(film, {some_key(1), open_key()}, search).front().found);
    CHECK_FALSE(heard(marked(pan(8), some_key(3)), {some_key(4), open_key()}, search).front().found);
  }
}

TEST_CASE("frames: a first frame that carries a mark alone is read, and all attempts are paid for") {
  Film film = pan(8);
  image::Image still = film.front();
  REQUIRE(embed(still.view(), kPayload, open_key(), {}).ok());
  film.front() = still;
  const Detection of_film = heard(film, {open_key()}).front(), of_still = detect(still.view(), {open_key()}, {.search = false}).value();
  CHECK(of_film.found);
  CHECK(of_film.payload == kPayload);
  // 160 are planned for a key of an animation, 96 for that of a still picture.
  if (of_film.pilot_sigma == of_still.pilot_sigma) CHECK(of_film.p_value / of_still.p_value == doctest::Approx(160.0 / 96));
}

TEST_CASE("frames: one alone is a still picture") {
  const Film film = marked(pan(1));
  const Detection of_film = heard(film, {open_key()}).front(), of_still = detect(film.front().view(), {open_key()}, {.search = false}).value();
  CHECK(of_film.p_value == of_still.p_value);
}
