// Changes that coarse tables would round away.
#include <doctest/doctest.h>

#include <cmath>

#include "codec/codec.h"
#include "container/jpeg_segments.h"
#include "unit/codec/jpeg_samples.h"

using namespace imprint;
using test::JpegSpec;
using test::make_jpeg;

namespace {

JpegSpec coarse(uint32_t width = 61, uint32_t height = 43) {
  JpegSpec spec;
  spec.width_px = width;
  spec.height_px = height;
  spec.quality = 30;
  return spec;
}

image::Image pixels_of(ByteView file) {
  auto picture = codec::decode(file, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  return std::move(picture->pixels);
}

// One wave along x in every block, `level` high, added to each colour.
image::Image with_wave(const image::Image& before, double level) {
  image::Image out = before;
  const uint32_t channels = traits(out.format).channels;
  for (uint32_t y = 0; y < out.height_px; ++y)
    for (uint32_t i = 0; i < out.width_px * channels; ++i) {
      const double wave = level * std::cos((2 * (i / channels % 8) + 1) * 2 * std::acos(-1.0) / 16);
      uint8_t& sample = out.view().row(y)[i];
      sample = static_cast<uint8_t>(std::lround(std::min(255.0, std::max(0.0, sample + wave))));
    }
  return out;
}

// How much of such a wave stands in `after` and not in `before`, in levels.
double wave_in(const image::Image& before, const image::Image& after) {
  const uint32_t channels = traits(before.format).channels;
  double sum = 0, power = 0;
  for (uint32_t y = 0; y < before.height_px; ++y)
    for (uint32_t i = 0; i < before.width_px * channels; ++i) {
      const double wave = std::cos((2 * (i / channels % 8) + 1) * 2 * std::acos(-1.0) / 16);
      sum += wave * (after.view().row(y)[i] - before.view().row(y)[i]);
      power += wave * wave;
    }
  return sum / power;
}

Bytes kept(ByteView file, const image::Image& before, const image::Image& after, double threshold) {
  auto made = codec::encode_keeping(file, before.view(), after.view(), threshold, {});
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

}  // namespace

TEST_CASE("encode_keeping: a change below half a step is kept from its threshold on, and lost by ordinary rounding") {
  for (const bool grey : {false, true}) {
    JpegSpec spec = coarse(64, 48);
    spec.quality = 10;
    spec.input = grey ? JCS_GRAYSCALE : JCS_RGB;
    spec.stored = grey ? JCS_GRAYSCALE : JCS_YCbCr;
    const Bytes file = make_jpeg(spec);
    const image::Image before = pixels_of(file);
    // The step of (2, 0) is 50 at quality 10, and this wave, rounded to levels, .46 of it; a whole step is a wave of 8.8 levels.
    const image::Image after = with_wave(before, 3.8);
    const image::Image plain = pixels_of(codec::encode_like(file, after.view(), {}).value());
    CHECK(std::abs(wave_in(before, plain)) < 0.6);
    CHECK(wave_in(before, pixels_of(kept(file, before, after, 0.4))) > 7);
    CHECK(std::abs(wave_in(before, pixels_of(kept(file, before, after, 0.5)))) < 0.6);
  }
}

TEST_CASE("encode_keeping: without a change every kind of file is what encode_like() makes of it") {
  std::vector<JpegSpec> specs(5, coarse());
  specs[1].progressive = true;
  specs[2].optimised = true;
  specs[3].restart_interval = 3;
  specs[4].luma_sampling = {2, 1};
  for (const JpegSpec& spec : specs) {
    const Bytes file = make_jpeg(spec);
    const image::Image before = pixels_of(file);
    const Bytes as_ever = codec::encode_like(file, before.view(), {}).value();
    CHECK(kept(file, before, before, 0.35) == as_ever);
    // With one the segments and the tables stay too.
    const Bytes changed = kept(file, before, with_wave(before, 3), 0.35);
    CHECK(changed != as_ever);
    const auto a = container::split_jpeg(as_ever, {}), b = container::split_jpeg(changed, {});
    REQUIRE(b.ok());
    for (size_t i = 0; i < a->segments.size() && i < b->segments.size(); ++i)
      if (a->segments[i].marker == container::kJpegDqt) CHECK(std::equal(a->segments[i].raw.begin(), a->segments[i].raw.end(), b->segments[i].raw.begin(), b->segments[i].raw.end()));
  }
}

TEST_CASE("rounds_changes_away: coarse tables alone, of JPEG with luma at full size") {
  JpegSpec spec = coarse();
  CHECK(codec::rounds_changes_away(make_jpeg(spec), {}));
  spec.quality = 75;
  const Bytes fine = make_jpeg(spec);
  CHECK_FALSE(codec::rounds_changes_away(fine, {}));
  const image::Image pixels = pixels_of(fine);
  CHECK(codec::encode_keeping(fine, pixels.view(), pixels.view(), 0.4, {}).status().code() == Code::kUnsupportedPixels);
  spec = coarse();
  spec.stored = JCS_RGB;
  spec.luma_sampling = {1, 1};
  CHECK_FALSE(codec::rounds_changes_away(make_jpeg(spec), {}));
  spec = coarse();
  spec.adjust = [](jpeg_compress_struct& codec) { codec.comp_info[1].h_samp_factor = 4; };
  CHECK_FALSE(codec::rounds_changes_away(make_jpeg(spec), {}));
  CHECK_FALSE(codec::rounds_changes_away(Bytes{1, 2, 3}, {}));
  Bytes cut = make_jpeg(coarse());
  cut.resize(30);
  CHECK_FALSE(codec::rounds_changes_away(cut, {}));
}
