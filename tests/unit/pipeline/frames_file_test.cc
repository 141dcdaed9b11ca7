// GIF and animations: marked on every frame, read across frames.
#ifdef IMPRINT_WITH_GIF
#include "pipeline/frames_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "codec/gif_coding.h"
#include "data/handling.h"
#include "data/painter.h"
#include "pipeline/mark.h"
#include "pipeline/verify.h"
#include "pipeline/watermark_file.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

constexpr uint64_t kFramesPayload = 0x0123456789ABCDEF;
constexpr uint32_t kWidth = 320, kHeight = 240;
constexpr codec::Rect kWhole = {0, 0, kWidth, kHeight};

using Film = std::vector<image::Image>;  // GRAY8, which a table of 256 greys holds exactly

constexpr uint8_t kControl[] = {0x21, 0xF9, 4, 4, 5, 0, 0, 0};

// With `leads` frames of one pixel before the film: all else of them is transparent.
Bytes gif_of(const Film& film, size_t leads = 0) {
  Bytes out;
  append(out, as_bytes("GIF89a"));
  append(out, Bytes{kWidth & 255, kWidth >> 8, kHeight & 255, kHeight >> 8, 0, 0, 0});
  std::vector<codec::Colour> greys;
  for (codec::Colour level = 0; level < 256; ++level) greys.push_back(level * 0x010101);
  for (size_t i = 0; i < leads; ++i) {
    append(out, kControl);
    append(out, codec::code_gif_image({{0, 0, 1, 1}, {0}, greys}).value());
  }
  for (const image::Image& frame : film) {
    const auto coded = codec::code_gif_image({kWhole, {frame.samples.begin(), frame.samples.end()}, greys});
    REQUIRE(coded.ok());
    append(out, kControl);
    append(out, coded.value());
  }
  out.push_back(0x3B);
  return out;
}

Film pan(size_t frames) {
  const image::Image large = test::paint(test::Scene::kPortrait, kWidth + 80, kHeight + 60, image::PixelFormat::kGray8);
  Film out;
  for (size_t i = 0; i < frames; ++i)
    out.push_back(test::crop(large, static_cast<uint32_t>(80 * i / frames), static_cast<uint32_t>(60 * i / frames), kWidth, kHeight));
  return out;
}

// A band that moves over a picture.
Film moving_band(size_t frames) {
  Film out(frames, test::paint(test::Scene::kTerrain, kWidth, kHeight, image::PixelFormat::kGray8));
  for (size_t i = 0; i < frames; ++i)
    for (uint32_t y = 0; y < kHeight; ++y) std::memset(out[i].view().row(y) + 40 * i, 255, 30);
  return out;
}

watermark::Key some_key(uint8_t first) {
  std::array<uint8_t, 32> bytes{};
  bytes[0] = first;
  return watermark::private_key(bytes);
}

Result<MarkedFile> embedded_frames(ByteView file, const watermark::Key& key = watermark::open_key(), const watermark::EmbedOptions& options = {}) {
  Replacement nobody;
  return embed_file(file, kFramesPayload, key, options, {}, nobody, {});
}

FoundMark found_in(ByteView file, const watermark::Key& key = watermark::open_key(), bool search = true) {
  const auto found = detect_file(file, {key}, {.search = search}, {});
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  return found->front();
}

Film frames_of(ByteView file) {
  Film out;
  const auto look = [&](image::View canvas) -> Status {
    image::Image& frame = out.emplace_back(canvas.width_px, canvas.height_px, canvas.format);
    std::memcpy(frame.samples.data(), canvas.data, frame.samples.size());
    return {};
  };
  REQUIRE(codec::each_frame(file, look, {}).ok());
  return out;
}

}  // namespace

TEST_CASE("frames of a file: a GIF of one and of many frames carries a mark, read with its key and with no other") {
  for (const size_t frames : {size_t{1}, size_t{2}, size_t{11}}) {
    CAPTURE(frames);
    const Bytes file = gif_of(pan(frames));
    const auto marked = embedded_frames(file, some_key(3));
    REQUIRE_MESSAGE(marked.ok(), marked.status().message());
    CHECK(found_in(marked->bytes, some_key(3)).payload == kFramesPayload);
    CHECK_FALSE(found_in(marked->bytes, some_key(4)).found);
    CHECK_FALSE(found_in(marked->bytes).found);
    CHECK_FALSE(found_in(file, some_key(3)).found);
    CHECK(frames_of(marked->bytes).size() == frames);
    CHECK(embedded_frames(file, some_key(3))->bytes == marked->bytes);
  }
}

TEST_CASE("frames of a file: the quality that is told is that of the worst written frame") {
  const Bytes file = gif_of(pan(5));
  const auto marked = embedded_frames(file);
  REQUIRE(marked.ok());
  const Film before = frames_of(file), after = frames_of(marked->bytes);
  double worst = 999;
  for (size_t i = 0; i < before.size(); ++i) worst = std::min(worst, test::psnr_db(test::to_rgb8(before[i]), test::to_rgb8(after[i])));
  CHECK(marked->quality.psnr_db == doctest::Approx(worst).epsilon(1e-6));
}

TEST_CASE("frames of a file: pixels of a GIF that stand still stay as they are") {
  const Bytes file = gif_of(moving_band(6));
  const auto marked = embedded_frames(file);
  REQUIRE(marked.ok());
  const Film before = frames_of(file), after = frames_of(marked->bytes);
  for (size_t i = 1; i < before.size(); ++i) {
    size_t still = 0, moved = 0;
    for (size_t at = 0; at < before[i].samples.size(); at += 4) {
      if (std::memcmp(&before[i].samples[at], &before[i - 1].samples[at], 4) != 0) continue;
      ++still;
      moved += std::memcmp(&after[i].samples[at], &after[i - 1].samples[at], 4) != 0;
    }
    CHECK(still > kWidth * kHeight / 2);
    CHECK(moved == 0);
  }
}

TEST_CASE("frames of a file: a first frame that carries nothing is told by the robustness, and the others are read") {
  const auto marked = embedded_frames(gif_of(pan(7), 1));
  REQUIRE_MESSAGE(marked.ok(), marked.status().message());
  CHECK(marked->quality.robustness == watermark::Robustness::kLow);
  CHECK(found_in(marked->bytes).payload == kFramesPayload);
  CHECK_FALSE(watermark::detect(codec::decode(marked->bytes, {})->pixels.view(), {watermark::open_key()}, {})->found);
  const auto whole = embedded_frames(gif_of(pan(8)));
  CHECK(whole->quality.robustness > watermark::Robustness::kLow);
}

TEST_CASE("frames of a file: nothing to carry a mark, a mark of somebody else, a picture too small") {
  CHECK(embedded_frames(gif_of({}, 2)).status().code() == Code::kReadBackFailed);
  const auto marked = embedded_frames(gif_of(pan(3)));
  Replacement nobody, somebody{"the provider, ticket 4", {}};
  CHECK(embed_file(marked->bytes, 7, watermark::open_key(), {}, {}, nobody, {}).status().code() == Code::kAlreadyLabelled);
  REQUIRE(embed_file(marked->bytes, 7, watermark::open_key(), {.strength = 1}, {}, somebody, {}).status().code() != Code::kAlreadyLabelled);
  CHECK(somebody.replaced.size() == 1);
  CHECK(embedded_frames(gif_of(pan(2)), watermark::open_key(), {.strength = 0.02, .least_robustness = watermark::Robustness::kHigh}).status().code() ==
        Code::kTooWeak);
}

TEST_CASE("frames of a file: frames behind a damaged one are not heard, those before it are") {
  Bytes file = embedded_frames(gif_of(pan(6)))->bytes;
  const auto last = std::find_end(file.begin(), file.end(), std::begin(kControl), std::begin(kControl) + 3);
  REQUIRE(last != file.end());
  std::fill(last + 40 + 768, last + 60 + 768, uint8_t{0xFF});
  CHECK_FALSE(codec::each_frame(file, [](image::View) { return Status(); }, {}).ok());
  CHECK(found_in(file).payload == kFramesPayload);
}

TEST_CASE("frames of a file: reading is counted as decoded pixels, up to a bound that long animations do not raise") {
  const auto spent = [](size_t frames) {
    const Limits limits;
    const Bytes file = gif_of(Film(frames, test::fill(0.5, kWidth, kHeight, image::PixelFormat::kGray8)));
    REQUIRE(detect_file(file, {watermark::open_key()}, {.search = false}, limits).ok());
    return limits.spent(Resource::kDecodedPixels) / (kWidth * kHeight);
  };
  CHECK(spent(1) == 1);
  CHECK(spent(5) == 1 + 5);
  CHECK(spent(64) == 1 + 64);
  CHECK(spent(90) == 1 + 64);
}

TEST_CASE("frames of a file: all layers in one call, and read back in another") {
  MarkOptions options;
  const auto marked = mark(gif_of(pan(4)), "001191000000000000000K00000", "frames-1", watermark::open_key(), options, {});
  REQUIRE_MESSAGE(marked.ok(), marked.status().message());
  CHECK(marked->evidence.watermark.state == LayerState::kPresent);
  CHECK(marked->evidence.visible.state == LayerState::kPresent);
  CHECK(marked->evidence.agreement == Agreement::kAgree);
  REQUIRE(marked->evidence.watermark.embedded.has_value());
  const auto read = verify(marked->bytes, {watermark::open_key()}, {}, {});
  REQUIRE(read.ok());
  CHECK(read->watermark.state == LayerState::kPresent);
  CHECK(read->visible.state == LayerState::kPresent);
  CHECK(read->verdict.state == State::kGenerated);
  // Under a waiver the watermark alone.
  options.visible = false;
  options.waiver = "requested by user 17";
  const auto bare = mark(gif_of(pan(4)), "001191000000000000000K00000", "frames-1", watermark::open_key(), options, {});
  REQUIRE_MESSAGE(bare.ok(), bare.status().message());
  CHECK(verify(bare->bytes, {watermark::open_key()}, {}, {})->visible.state == LayerState::kAbsent);
}
#endif
