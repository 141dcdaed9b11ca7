#ifdef IMPRINT_WITH_WEBP
#include <doctest/doctest.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "codec/codec.h"
#include "container/webp_chunks.h"
#include "unit/codec/animations.h"
#include "unit/codec/webp_samples.h"

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr uint8_t kWebpIccFlag = 0x20, kWebpXmp = 0x04;

// ANMF with its flags (RFC 9649 2.7.1.1): 2 "do not blend", 1 "dispose to background".
Bytes stage_anmf(const AnimationFrame& frame, size_t number, float quality, uint8_t weakest_alpha) {
  const Bytes coded = make_webp(stage_pixels(frame, number, weakest_alpha), quality);
  const auto split = container::split_webp(coded, {});
  Bytes parts;
  for (const auto& chunk : split.value().chunks)
    if (chunk.type != "VP8X") append(parts, chunk.raw);
  append(parts, webp_chunk("LAST", as_bytes("odd")));  // an unknown chunk inside a frame
  Bytes out = anmf(frame.x_px, frame.y_px, frame.width_px, frame.height_px, parts);
  out[8 + 12] = static_cast<uint8_t>(frame.delay);
  out[8 + 15] = static_cast<uint8_t>((frame.blend ? 0 : 2) | (frame.disposal == 2 ? 1 : 0));
  return out;
}

Bytes stage_webp(const std::vector<AnimationFrame>& frames, float quality = -1, uint8_t weakest_alpha = 0) {
  const uint8_t flags = kWebpAnimation | kWebpAlpha | kWebpExif | kWebpIccFlag | kWebpXmp;
  std::vector<Bytes> chunks = {vp8x(flags, kStageWidth, kStageHeight), webp_chunk("ICCP", as_bytes("profile")),
                               webp_chunk("ANIM", Bytes{9, 8, 7, 6, 5, 0})};
  for (size_t i = 0; i < frames.size(); ++i) chunks.push_back(stage_anmf(frames[i], i, quality, weakest_alpha));
  chunks.push_back(webp_chunk("EXIF", as_bytes("MM\0*")));
  chunks.push_back(webp_chunk("XMP ", as_bytes("<x:xmpmeta/>")));
  chunks.push_back(webp_chunk("MINE", as_bytes("unknown")));
  return webp_of(chunks);
}

struct Shown {
  std::vector<Bytes> canvases;  // RGBA
  std::vector<int> times_ms;
  uint32_t loops = 0;
};

// libwebp's own player.
Shown show(const Bytes& file) {
  const WebPData data{file.data(), file.size()};
  WebPAnimDecoder* player = WebPAnimDecoderNew(&data, nullptr);
  REQUIRE(player != nullptr);
  WebPAnimInfo info;
  WebPAnimDecoderGetInfo(player, &info);
  Shown out;
  out.loops = info.loop_count;
  uint8_t* canvas = nullptr;
  int time_ms = 0;
  while (WebPAnimDecoderGetNext(player, &canvas, &time_ms) != 0) {
    out.canvases.emplace_back(canvas, canvas + size_t{info.canvas_width} * info.canvas_height * 4);
    out.times_ms.push_back(time_ms);
  }
  WebPAnimDecoderDelete(player);
  REQUIRE(out.canvases.size() == info.frame_count);
  return out;
}

constexpr uint32_t kMarkX = 70, kMarkY = 60, kMarkWidth = 40, kMarkHeight = 20;

Status draw_sheet(image::MutableView canvas) {
  for (uint32_t y = kMarkY; y < kMarkY + kMarkHeight; ++y)
    for (uint32_t x = kMarkX; x < kMarkX + kMarkWidth; ++x) {
      uint8_t* p = canvas.row(y) + size_t{x} * 4;
      for (int c = 0; c < 3; ++c) p[c] = static_cast<uint8_t>((p[3] == 0 ? 0 : p[c]) / 4 + 180);
      p[3] = std::max<uint8_t>(p[3], 180);
    }
  return {};
}

Bytes edited(const Bytes& file) {
  Result<Bytes> out = codec::edit_frames(file, codec::Touch::kDrawn, draw_sheet, {});
  INFO(out.status().message());
  REQUIRE(out.ok());
  return std::move(out).value();
}

// Largest difference of a sample that a viewer sees.
int largest_error(Bytes wanted, const Bytes& got) {
  REQUIRE(draw_sheet({wanted.data(), kStageWidth, kStageHeight, kStageWidth * 4, image::PixelFormat::kRgba8}).ok());
  int worst = 0;
  for (size_t at = 0; at < wanted.size(); at += 4) {
    worst = std::max(worst, std::abs(wanted[at + 3] - got[at + 3]));
    for (size_t c = 0; wanted[at + 3] != 0 && c < 3; ++c)
      worst = std::max(worst, std::abs(wanted[at + c] - got[at + c]));
  }
  return worst;
}

int check_sheet(const Bytes& before) {
  const Shown was = show(before), is = show(edited(before));
  REQUIRE(was.canvases.size() == is.canvases.size());
  CHECK(was.times_ms == is.times_ms);
  CHECK(was.loops == is.loops);
  int worst = 0;
  for (size_t i = 0; i < was.canvases.size(); ++i)
    worst = std::max(worst, largest_error(was.canvases[i], is.canvases[i]));
  return worst;
}

Status refusal(ByteView file, const Limits& limits = {}) {
  return codec::edit_frames(file, codec::Touch::kDrawn, draw_sheet, limits).status();
}

}  // namespace

TEST_CASE("webp frames: every way to blend and dispose, without loss") {
  CHECK(check_sheet(stage_webp(kStageFrames)) == 0);
  CHECK(check_sheet(stage_webp(frames_on_nothing())) == 0);
  for (int first = 1; first < 3; ++first)
    for (int second = 1; second < 3; ++second)
      for (const bool blend : {false, true}) {
        CAPTURE(first);
        CAPTURE(second);
        CHECK(check_sheet(stage_webp({{8, 8, 100, 70, first, true, blend},
                                      {50, 40, 60, 45, second, true, !blend},
                                      {0, 0, 120, 90, first, true, blend},
                                      {90, 70, 10, 10, second, false, blend}})) == 0);
      }
}

TEST_CASE("webp frames: half transparent pixels are blended as libwebp's player does, to a level") {
  CHECK(check_sheet(stage_webp(kStageFrames, -1, 90)) <= 2);
}

TEST_CASE("webp frames: lossy ones stay lossy, each as fine as it was") {
  const Bytes before = stage_webp({kStageFrames.begin(), kStageFrames.begin() + 3}, 80, 255), after = edited(before);
  for (const Bytes* file : {&before, &after}) {
    const auto split = container::split_webp(*file, {});
    REQUIRE(split.ok());
    for (const auto& chunk : split.value().chunks)
      if (chunk.type == "ANMF") {
        const auto parts = container::split_webp_frame(chunk.data.subspan(16), {});
        REQUIRE(parts.ok());
        CHECK(parts.value().back().type == "LAST");
        CHECK(std::none_of(parts.value().begin(), parts.value().end(),
                           [](const auto& part) { return part.type == "VP8L"; }));
      }
  }
  CHECK(after.size() < 2 * before.size());
}

TEST_CASE("webp frames: all other chunks stay byte for byte and in order") {
  Bytes before = stage_webp(kStageFrames);
  append(before, as_bytes("trailing"));
  const Bytes after = edited(before);
  const auto was = container::split_webp(before, {}), is = container::split_webp(after, {});
  REQUIRE(is.ok());
  REQUIRE(was.value().chunks.size() == is.value().chunks.size());
  CHECK(as_text(is.value().trailing) == "trailing");
  for (size_t i = 0; i < is.value().chunks.size(); ++i) {
    const auto &old = was.value().chunks[i], &now = is.value().chunks[i];
    CHECK(old.type == now.type);
    if (old.type != "ANMF") CHECK(as_text(old.raw) == as_text(now.raw));
  }
  CHECK(edited(before) == after);
}

TEST_CASE("webp frames: the alpha flag is set when a frame needs it") {
  const AnimationFrame small = {0, 0, 40, 40, 1, false};
  Bytes file = webp_of({vp8x(kWebpAnimation, kStageWidth, kStageHeight), anim(), stage_anmf(small, 0, -1, 255)});
  CHECK((edited(file)[20] & kWebpAlpha) != 0);
  const AnimationFrame whole = {0, 0, kStageWidth, kStageHeight, 1, false};
  file = webp_of({vp8x(kWebpAnimation, kStageWidth, kStageHeight), anim(), stage_anmf(whole, 0, -1, 255)});
  CHECK((edited(file)[20] & kWebpAlpha) == 0);
}

TEST_CASE("webp frames: a still picture has none") {
  const Bytes still = make_webp(webp_picture(40, 30, image::PixelFormat::kRgb8));
  const auto info = codec::probe_frames(still, {});
  REQUIRE(info.ok());
  CHECK_FALSE(info.value().has_value());
  CHECK(refusal(still).code() == Code::kUnsupportedPixels);
}

TEST_CASE("webp frames: cut files, frames off the canvas, damaged and costly ones are refused") {
  const Bytes file = stage_webp(kStageFrames);
  for (size_t size = 0; size < file.size(); size += 11) CHECK_FALSE(refusal(ByteView(file).first(size)).ok());

  const auto with_frame = [](const Bytes& frame) {
    return webp_of({vp8x(kWebpAnimation, kStageWidth, kStageHeight), anim(),
                    stage_anmf({0, 0, kStageWidth, kStageHeight, 1, false}, 0, -1, 255), frame});
  };
  const Status off = refusal(with_frame(stage_anmf({100, 0, 30, 10, 1, false}, 0, -1, 255)));
  CHECK(off.code() == Code::kMalformed);
  CHECK(off.message().find("WebP frame 2 does not fit") != std::string::npos);
  Bytes liar = stage_anmf({0, 0, 30, 10, 1, false}, 0, -1, 255);
  liar[8 + 6] = 30;
  CHECK(refusal(with_frame(liar)).message().find("another size than it claims") != std::string::npos);
  CHECK_FALSE(refusal(with_frame(anmf(0, 0, 30, 10, {}))).ok());
  CHECK(refusal(with_frame(webp_chunk("ANMF", Bytes(3)))).code() == Code::kMalformed);
  CHECK(refusal(webp_of({vp8x(kWebpAnimation, 50, 50), anim()})).message().find("no frame") != std::string::npos);

  Limits limits;
  limits.max_decoded_pixels = 20 * kStageWidth * kStageHeight;
  CHECK(refusal(stage_webp(std::vector<AnimationFrame>(20, {0, 0, 1, 1, 1, false})), limits).ok());
  const Status costly = refusal(stage_webp(std::vector<AnimationFrame>(21, {0, 0, 1, 1, 1, false})), limits.for_call());
  CHECK(costly.code() == Code::kLimitExceeded);
  CHECK(costly.message().find("canvases of 21 frames") != std::string::npos);
}
#endif
