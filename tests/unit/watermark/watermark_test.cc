// Embedding and detection, from both sides.
#include "watermark/watermark.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/handling.h"
#include "data/painter.h"

using namespace imprint;
using namespace imprint::test;
using namespace imprint::watermark;
using image::Image;
using image::PixelFormat;

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;
constexpr Scene kSpeaking[] = {Scene::kSky, Scene::kTerrain, Scene::kPortrait, Scene::kFlatArt, Scene::kText};

Key some_key(uint8_t seed) { return private_key({seed, 2, 3, 4}); }

Image marked(const Image& picture, uint64_t payload = kPayload, const Key& key = open_key(),
             EmbedOptions options = {}) {
  Image out = picture;
  const Result<EmbedReport> report = embed(out.view(), payload, key, options);
  REQUIRE(report.ok());
  return out;
}

Detection look(const Image& picture, const std::vector<Key>& keys = {open_key()}, bool search = false) {
  const Result<Detection> detection = detect(picture.view(), keys, {search});
  REQUIRE(detection.ok());
  return detection.value();
}

}  // namespace

TEST_CASE("watermark: the right key reads every scene, unmarked pictures read nothing") {
  for (Scene scene : kSpeaking) {
    const Image picture = paint(scene, 512, 512);
    CAPTURE(name_of(scene));
    const Detection found = look(marked(picture));
    CHECK(found.found);
    CHECK(found.payload == kPayload);
    CHECK(found.key_id == "open");
    CHECK_FALSE(look(picture).found);
  }
}

TEST_CASE("watermark: a mark under the open key does not hide a private one, on the whole picture and in a crop") {
  constexpr uint64_t kOther = 0xFEDCBA9876543210;
  const Key mine = some_key(7), another = some_key(8);
  const std::vector<Key> ring = {mine, another, open_key()};
  const auto all = [&](const Image& seen, bool search) { return detect_all(seen.view(), ring, {search}).value(); };
  for (Scene scene : {Scene::kTerrain, Scene::kPortrait}) {
    CAPTURE(name_of(scene));
    const Image hidden = marked(marked(paint(scene, 640, 640), kPayload, mine), kOther);
    const Image part = test::crop(hidden, 60, 40, 500, 520);
    for (const std::vector<Detection>& found : {all(hidden, false), all(part, true)}) {
      REQUIRE(found.size() == 2);
      CHECK(found[0].payload == kPayload);
      CHECK(found[0].key_id == mine.id);
      CHECK(found[1].payload == kOther);
      CHECK(found[1].key_id == "open");
      CHECK(found[0].attempts == found[1].attempts);
    }
  }
}

TEST_CASE("watermark: a private mark that only a search finds is looked for behind an open one of the whole picture") {
  const Key mine = some_key(7);
  const Image part = test::crop(marked(paint(Scene::kTerrain, 700, 700), kPayload, mine), 70, 50, 560, 600);
  const Image hidden = marked(part, 42);
  const std::vector<Detection> found = detect_all(hidden.view(), {mine, open_key()}, {.search = true}).value();
  REQUIRE(found.size() == 2);
  CHECK(found[0].payload == kPayload);
  CHECK(found[1].payload == 42);
  // Without the search there is the open one alone, and without any of the keys nothing.
  CHECK(detect_all(hidden.view(), {mine, open_key()}, {.search = false}).value().front().payload == 42);
  const std::vector<Detection> nothing = detect_all(hidden.view(), {some_key(9)}, {.search = false}).value();
  REQUIRE(nothing.size() == 1);
  CHECK_FALSE(nothing[0].found);
  CHECK(nothing[0].key_id.empty());
}

TEST_CASE("watermark: the search finds nothing in unmarked pictures of any scene") {
  for (Scene scene : kAllScenes) {
    const Detection found = look(paint(scene, 300, 280), {open_key(), some_key(1)}, true);
    CAPTURE(name_of(scene));
    CHECK_FALSE(found.found);
    CHECK(found.p_value == 1);
    CHECK(found.key_id.empty());
  }
}

TEST_CASE("watermark: a wrong key finds nothing in marked pictures") {
  for (Scene scene : kSpeaking) {
    const Image picture = marked(paint(scene, 400, 360));
    CAPTURE(name_of(scene));
    CHECK_FALSE(look(picture, {some_key(1), some_key(2)}, true).found);
  }
}

TEST_CASE("watermark: a private key reads its own mark from a ring of keys, the open key does not") {
  const Key key = some_key(7);
  const Image picture = marked(paint(Scene::kPortrait, 512, 384), kPayload, key);
  CHECK_FALSE(look(picture).found);
  const Detection found = look(picture, {open_key(), some_key(8), key});
  CHECK(found.found);
  CHECK(found.payload == kPayload);
  CHECK(found.key_id == key.id);
}

TEST_CASE("watermark: two marks under two keys live in one picture") {
  const Key key = some_key(7);
  const Image picture = marked(marked(paint(Scene::kPortrait, 640, 512), kPayload), ~kPayload, key);
  CHECK(look(picture, {open_key()}).payload == kPayload);
  CHECK(look(picture, {key}).payload == ~kPayload);
}

TEST_CASE("watermark: every payload comes back as it went in") {
  const Image picture = paint(Scene::kPortrait, 384, 384);
  for (uint64_t payload : {uint64_t{0}, ~uint64_t{0}, uint64_t{1}, uint64_t{1} << 63, uint64_t{0xAAAAAAAAAAAAAAAA}}) {
    const Detection found = look(marked(picture, payload));
    CHECK(found.found);
    CHECK(found.payload == payload);
  }
}

TEST_CASE("watermark: all eight orientations of a marked picture read without a search") {
  const Image picture = marked(paint(Scene::kPortrait, 480, 400));
  for (uint8_t number = 1; number <= 8; ++number) {
    const Detection found = look(orient(picture, static_cast<image::Orientation>(number)));
    CAPTURE(number);
    CHECK(found.found);
    CHECK(found.payload == kPayload);
    CHECK(std::fabs(std::fabs(found.rotation_deg) - (number >= 5 ? 90 : 0)) < 0.5);
  }
}

TEST_CASE("watermark: every pixel format carries it, alpha and hidden pixels stay as they were") {
  for (PixelFormat format : kPublicFormats) {
    const Image picture = paint(Scene::kPortrait, 420, 380, format);
    const Image out = marked(picture);
    CAPTURE(name_of(format));
    CHECK(look(out).payload == kPayload);
    const image::FormatTraits t = traits(format);
    if (!t.has_alpha()) continue;
    size_t hidden = 0, alpha_changed = 0, hidden_changed = 0;
    for (uint32_t y = 0; y < picture.height_px; ++y)
      for (uint32_t x = 0; x < picture.width_px; ++x) {
        const uint32_t alpha = sample(picture, x, y, t.colour_channels);
        alpha_changed += sample(out, x, y, t.colour_channels) != alpha ? 1 : 0;
        if (alpha != 0) continue;
        ++hidden;
        for (uint32_t c = 0; c < t.colour_channels; ++c)
          hidden_changed += sample(out, x, y, c) != sample(picture, x, y, c) ? 1 : 0;
      }
    CHECK(hidden > 1000);
    CHECK(alpha_changed == 0);
    CHECK(hidden_changed == 0);
  }
}

TEST_CASE("watermark: formats of one scene read each other's marks, whatever the order of samples") {
  const Image rgb = marked(paint(Scene::kPortrait, 384, 384, PixelFormat::kRgb8));
  const Image bgr = marked(paint(Scene::kPortrait, 384, 384, PixelFormat::kBgr8));
  for (uint32_t y = 0; y < 384; y += 7)
    for (uint32_t x = 0; x < 384; ++x)
      for (uint32_t c = 0; c < 3; ++c) REQUIRE(sample(rgb, x, y, c) == sample(bgr, x, y, 2 - c));
}

TEST_CASE("watermark: rows may be padded, and the padding is left alone") {
  const Image picture = paint(Scene::kPortrait, 300, 280);
  const size_t stride = picture.stride_bytes() + 20;
  std::vector<uint8_t> padded(stride * 280, 0xEE);
  for (uint32_t y = 0; y < 280; ++y)
    std::copy_n(picture.view().row(y), picture.stride_bytes(), padded.data() + y * stride);
  const image::MutableView view{padded.data(), 300, 280, stride, PixelFormat::kRgb8};
  REQUIRE(embed(view, kPayload, open_key(), {}).ok());
  const Image wanted = marked(picture);
  for (uint32_t y = 0; y < 280; ++y) {
    CHECK(std::equal(wanted.view().row(y), wanted.view().row(y) + wanted.stride_bytes(), view.row(y)));
    CHECK(std::count(view.row(y) + picture.stride_bytes(), view.row(y) + stride, 0xEE) == 20);
  }
}

TEST_CASE("watermark: the quality floor holds and the report is what a ruler says") {
  for (Scene scene : kAllScenes)
    for (double floor_db : {36.0, 42.0, 44.0}) {
      const Image picture = paint(scene, 400, 300);
      Image out = picture;
      const Result<EmbedReport> report = embed(out.view(), kPayload, open_key(), {1.0, floor_db});
      CAPTURE(name_of(scene));
      CAPTURE(floor_db);
      CHECK(report->psnr_db >= floor_db - 0.1);
      CHECK(report->psnr_db == doctest::Approx(psnr_db(picture, out)).epsilon(1e-6));
    }
}

TEST_CASE("watermark: the quality floor holds where it is near the rounding of 8 bits") {
  for (double floor_db : {46.0, 50.0, 55.0, 60.0}) {
    const Image picture = paint(Scene::kTerrain, 400, 300);
    CAPTURE(floor_db);
    CHECK(psnr_db(picture, marked(picture, kPayload, open_key(), {1.0, floor_db})) >= floor_db - 0.1);
  }
}

TEST_CASE("watermark: less strength changes the picture less") {
  const Image picture = paint(Scene::kTerrain, 400, 300);
  double before = 0;
  for (double strength : {1.0, 0.7, 0.4, 0.2}) {
    const double quality = psnr_db(picture, marked(picture, kPayload, open_key(), {strength, 40.0}));
    CHECK(quality > before + 0.8);
    before = quality;
  }
}

TEST_CASE("watermark: the same input gives the same pixels") {
  const Image picture = paint(Scene::kTerrain, 333, 257);
  CHECK(marked(picture).samples == marked(picture).samples);
  CHECK(marked(picture).samples != marked(picture, kPayload + 1).samples);
}

TEST_CASE("watermark: a side under kMinSidePx is refused and stays untouched") {
  struct Size {
    uint32_t width, height;
  };
  for (const Size size : {Size{kMinSidePx - 1, 400}, Size{400, kMinSidePx - 1}, Size{1, 1}, Size{16, 16}}) {
    const Image picture = paint(Scene::kTerrain, size.width, size.height);
    Image out = picture;
    CHECK(embed(out.view(), kPayload, open_key(), {}).status().code() == Code::kImageTooSmall);
    CHECK(out.samples == picture.samples);
  }
  for (Scene scene : {Scene::kSky, Scene::kPortrait, Scene::kFlatArt})
    CHECK(look(marked(paint(scene, kMinSidePx, kMinSidePx))).payload == kPayload);
}

TEST_CASE("watermark: pictures too small to hold a mark answer not found") {
  struct Size {
    uint32_t width, height;
  };
  for (const Size size :
       {Size{1, 1}, Size{15, 15}, Size{16, 16}, Size{17, 16}, Size{1, 900}, Size{900, 16}, Size{64, 64}}) {
    CAPTURE(size.width);
    CHECK_FALSE(look(paint(Scene::kNoise, size.width, size.height), {open_key()}, true).found);
    CHECK_FALSE(look(fill(0.5, size.width, size.height), {open_key()}, true).found);
  }
}

TEST_CASE("watermark: one-coloured pictures read back and their unmarked selves do not") {
  for (double grey : {0.0, 0.02, 0.5, 0.98, 1.0}) {
    const Image picture = fill(grey, 512, 512);
    CAPTURE(grey);
    CHECK(look(marked(picture)).payload == kPayload);
    CHECK_FALSE(look(picture, {open_key()}, true).found);
  }
}

TEST_CASE("watermark: half of the picture, cut anywhere, still reads") {
  const Image picture = marked(paint(Scene::kPortrait, 720, 560));
  struct Corner {
    uint32_t x, y;
  };
  for (const Corner corner : {Corner{0, 0}, Corner{100, 80}, Corner{210, 164}}) {
    const Detection found = look(crop(picture, corner.x, corner.y, 510, 396), {open_key()}, true);
    CAPTURE(corner.x);
    CHECK(found.found);
    CHECK(found.payload == kPayload);
    CHECK(found.pixels_per_canonical == doctest::Approx(560 / 512.0).epsilon(0.02));
  }
}

TEST_CASE("watermark: half and twice the size still read, and the scale is told") {
  const Image picture = marked(paint(Scene::kPortrait, 640, 560));
  for (double factor : {0.5, 2.0}) {
    const auto width = static_cast<uint32_t>(640 * factor), height = static_cast<uint32_t>(560 * factor);
    const Detection found = look(resize(picture, width, height));
    CAPTURE(factor);
    CHECK(found.payload == kPayload);
    CHECK(found.pixels_per_canonical == doctest::Approx(factor * 560 / 512.0).epsilon(0.02));
  }
}

TEST_CASE("watermark: a turned picture reads, and the turn is told") {
  const Image picture = marked(paint(Scene::kPortrait, 640, 560));
  for (double degrees : {3.0, -20.0}) {
    const Detection found = look(rotate(picture, degrees), {open_key()}, true);
    CAPTURE(degrees);
    CHECK(found.payload == kPayload);
    CHECK(std::fabs(found.rotation_deg - degrees) < 0.5);
  }
}

TEST_CASE("watermark: the place of a mark is the whole picture, whether it is whole or a crop") {
  const Image picture = marked(paint(Scene::kPortrait, 640, 560));
  // Not of the portrait: calm parts at an edge may be left out.
  const Image part = crop(marked(paint(Scene::kTerrain, 640, 560)), 60, 40, 480, 420);
  for (const auto& [seen, search] : {std::pair(&picture, false), {&part, true}}) {
    const Detection found = look(*seen, {open_key()}, search);
    CHECK(found.place.x_px == 0);
    CHECK(found.place.y_px == 0);
    CHECK(found.place.width_px == seen->width_px);
    CHECK(found.place.height_px == seen->height_px);
  }
  CHECK(look(fill(0.5, 400, 400), {open_key()}, true).place.width_px == 0);
}

TEST_CASE("watermark: the p-value pays for every attempt and is far below the limit for a whole picture") {
  const Detection found = look(marked(paint(Scene::kPortrait, 512, 512)));
  REQUIRE(found.found);
  CHECK(found.attempts == 1);
  CHECK(found.p_value > 0);
  CHECK(found.p_value <= kMaxPValue);
  CHECK(found.p_value < 1e-20);
}

TEST_CASE("watermark: the pattern lies elsewhere in every picture and for every payload") {
  // The difference of two marks in one flat picture would cancel if both lay at the same place with the same pilots.
  const Image grey = fill(0.5, 512, 512);
  const Image a = marked(grey, kPayload), b = marked(grey, kPayload + 1), c = marked(fill(0.52, 512, 512), kPayload);
  const auto alike = [&](const Image& x, const Image& base_x, const Image& y, const Image& base_y) {
    double xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < x.samples.size(); ++i) {
      const double dx = x.samples[i] - base_x.samples[i], dy = y.samples[i] - base_y.samples[i];
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    return xy / std::sqrt(xx * yy);
  };
  CHECK(std::fabs(alike(a, grey, b, grey)) < 0.2);
  CHECK(std::fabs(alike(a, grey, c, fill(0.52, 512, 512))) < 0.2);
}

TEST_CASE("watermark: a picture stretched along one axis reads, upright or turned by a quarter") {
  const Image picture = marked(paint(Scene::kPortrait, 640, 560));
  for (image::Orientation o : {image::Orientation::kUpright, image::Orientation::kRotate90Cw}) {
    const Image turned = orient(picture, o);
    const Image stretched = resize(turned, turned.width_px * 4 / 5, turned.height_px);
    CHECK(look(stretched, {open_key()}, true).payload == kPayload);
    CHECK(look(crop(stretched, 20, 30, stretched.width_px * 8 / 10, stretched.height_px * 8 / 10), {open_key()}, true)
              .payload == kPayload);
  }
}

TEST_CASE("watermark: a square that was made 16:9 reads, either way and with a quarter turn") {
  const Image picture = marked(paint(Scene::kPortrait, 576, 576));
  CHECK(look(resize(picture, 1024, 576), {open_key()}, true).payload == kPayload);
  CHECK(look(resize(picture, 576, 324), {open_key()}, true).payload == kPayload);
  const Image turned = orient(picture, image::Orientation::kRotate90Cw);
  CHECK(look(resize(turned, 324, 576), {open_key()}, true).payload == kPayload);
  // And back: half of the scales lie below that of the full frame.
  CHECK(look(resize(marked(paint(Scene::kPortrait, 1024, 576)), 576, 576), {open_key()}, true).payload == kPayload);
}

TEST_CASE("watermark: a picture stretched and turned reads, in either order") {
  const Image picture = marked(paint(Scene::kPortrait, 640, 560));
  const Image turned = rotate(picture, 4);
  CHECK(look(resize(turned, turned.width_px * 9 / 10, turned.height_px), {open_key()}, true).payload == kPayload);
  CHECK(look(rotate(resize(picture, 640, 500), 35), {open_key()}, true).payload == kPayload);
}

TEST_CASE("watermark: keystones read, however the picture is turned, and nothing is found in those of unmarked pictures") {
  for (Scene scene : {Scene::kPortrait, Scene::kFlatArt}) {
    CAPTURE(name_of(scene));
    const Image picture = marked(paint(scene, 800, 640));
    for (image::Orientation o : {image::Orientation::kUpright, image::Orientation::kRotate90Cw})
      CHECK(look(keystone(orient(picture, o), 0.1), {open_key()}, true).payload == kPayload);
    CHECK_FALSE(look(keystone(paint(scene, 800, 640), 0.1), {open_key()}, true).found);
  }
}

TEST_CASE("watermark: a negative reads, as a whole and cropped") {
  Image picture = marked(paint(Scene::kPortrait, 640, 560));
  for (uint8_t& sample : picture.samples) sample = static_cast<uint8_t>(255 - sample);
  CHECK(look(picture).payload == kPayload);
  CHECK(look(crop(picture, 50, 40, 400, 380), {open_key()}, true).payload == kPayload);
}

// `picture` without the marks of these scenes, which it never had.
Image without_marks_of(Image picture, std::initializer_list<Scene> scenes) {
  uint64_t payload = kPayload;
  for (Scene scene : scenes) {
    const Image other = paint(scene, picture.width_px, picture.height_px), other_marked = marked(other, ++payload);
    for (size_t i = 0; i < picture.samples.size(); ++i) {
      const int residual = other_marked.samples[i] - other.samples[i];
      picture.samples[i] = static_cast<uint8_t>(std::clamp(picture.samples[i] - residual, 0, 255));
    }
  }
  return picture;
}

TEST_CASE("watermark: marks of other pictures that are subtracted do not win over the picture's own") {
  // Not text or noise: their own marks are much fainter, or much louder, than the others.
  for (Scene scene : {Scene::kSky, Scene::kTerrain, Scene::kPortrait, Scene::kFlatArt}) {
    CAPTURE(name_of(scene));
    const Image picture = marked(paint(scene, 512, 512));
    CHECK(look(without_marks_of(picture, {Scene::kSky})).payload == kPayload);
    CHECK(look(without_marks_of(picture, {Scene::kSky, Scene::kPortrait})).payload == kPayload);
  }
}

TEST_CASE("watermark: no pixel changes by more than 22 levels") {
  for (Scene scene : kAllScenes) {
    Image out = paint(scene, 400, 300);
    const Result<EmbedReport> report = embed(out.view(), kPayload, open_key(), {1.0, 30.0});
    REQUIRE(report.ok());
    CAPTURE(name_of(scene));
    CHECK(report->max_change <= 22.0);
  }
}

TEST_CASE("watermark: more threads change nothing but the time") {
  const Image picture = paint(Scene::kPortrait, 700, 560);
  const Image one = marked(picture);
  for (uint32_t threads : {2u, 3u, 16u}) {
    Image several = picture;
    REQUIRE(embed(several.view(), kPayload, open_key(), {.threads = threads}).ok());
    CHECK(several.samples == one.samples);
  }
  for (const Image& seen : {crop(one, 100, 80, 420, 300), picture}) {
    const Detection wanted = look(seen, {open_key()}, true);
    const Result<Detection> found = detect(seen.view(), {open_key()}, {.search = true, .threads = 3});
    CHECK(found->found == wanted.found);
    CHECK(found->payload == wanted.payload);
    CHECK(found->p_value == wanted.p_value);
    CHECK(found->attempts == wanted.attempts);
    CHECK(found->pilot_sigma == wanted.pilot_sigma);
  }
}
