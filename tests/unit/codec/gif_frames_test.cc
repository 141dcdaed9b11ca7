#ifdef IMPRINT_WITH_GIF
#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "codec/codec.h"
#include "codec/palette.h"
#include "container/gif_blocks.h"
#include "unit/codec/animations.h"
#include "unit/codec/gif_samples.h"

using namespace imprint;
using namespace imprint::test;
using container::GifBlock;

namespace {

int append_all(GifFileType* gif, const GifByteType* data, int size) {
  append(*static_cast<Bytes*>(gif->UserData), {data, static_cast<size_t>(size)});
  return size;
}

// --- painted files, written by giflib -------------------------------------------------------------------------

ColorMapObject* stage_map(int colours) {
  ColorMapObject* map = GifMakeMapObject(colours, nullptr);
  for (int i = 0; i < colours; ++i) {
    const auto part = [](int value) { return static_cast<GifByteType>(value); };
    map->Colors[i] = {part(30 * i), part(250 - 25 * i), part(i % 3 * 100)};
  }
  return map;
}

void put_control(GifFileType* gif, const AnimationFrame& frame) {
  const auto flags = static_cast<uint8_t>(frame.disposal << 2 | (frame.holes ? 1 : 0));
  const uint8_t control[4] = {flags, static_cast<uint8_t>(frame.delay), 0, 0};
  EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, control);
}

void put_stage_frame(GifFileType* gif, const AnimationFrame& frame, size_t number) {
  put_control(gif, frame);
  EGifPutImageDesc(gif, static_cast<int>(frame.x_px), static_cast<int>(frame.y_px), static_cast<int>(frame.width_px),
                   static_cast<int>(frame.height_px), false, nullptr);
  std::vector<uint8_t> row(frame.width_px);
  for (uint32_t y = 0; y < frame.height_px; ++y) {
    for (uint32_t x = 0; x < frame.width_px; ++x) row[x] = static_cast<uint8_t>(stage_index(frame, number, x, y));
    EGifPutLine(gif, row.data(), static_cast<int>(row.size()));
  }
}

void put_loop(GifFileType* gif, uint8_t times) {
  EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE);
  EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0");
  const uint8_t data[3] = {1, times, 0};
  EGifPutExtensionBlock(gif, 3, data);
  EGifPutExtensionTrailer(gif);
}

Bytes stage_gif(const std::vector<AnimationFrame>& frames) {
  Bytes out;
  int error = 0;
  GifFileType* gif = EGifOpen(&out, append_all, &error);
  EGifSetGifVersion(gif, true);
  ColorMapObject* map = stage_map(16);
  EGifPutScreenDesc(gif, kStageWidth, kStageHeight, 8, 0, map);
  GifFreeMapObject(map);
  put_loop(gif, 5);
  for (size_t i = 0; i < frames.size(); ++i) {
    EGifPutComment(gif, ("before " + std::to_string(i)).c_str());
    put_stage_frame(gif, frames[i], i);
  }
  EGifPutComment(gif, "at the end");
  EGifCloseFile(gif, &error);
  append(out, as_bytes("trailing"));
  return out;
}

// --- an independent reader: giflib slurps, canvases by the letter of section 23 -----------------------------------

struct Canvas {
  std::vector<uint32_t> pixels = std::vector<uint32_t>(kStageWidth * kStageHeight);  // 0xFFrrggbb; 0 is nothing
};

int read_all(GifFileType* gif, GifByteType* to, int wanted) {
  auto* left = static_cast<ByteView*>(gif->UserData);
  const size_t size = std::min(left->size(), static_cast<size_t>(wanted));
  std::memcpy(to, left->data(), size);
  *left = left->subspan(size);
  return static_cast<int>(size);
}

void lay_image(const GifFileType& gif, const SavedImage& image, int transparent, Canvas& canvas) {
  const GifImageDesc& d = image.ImageDesc;
  const ColorMapObject* map = d.ColorMap != nullptr ? d.ColorMap : gif.SColorMap;
  for (int i = 0; i < d.Width * d.Height; ++i) {
    const int index = image.RasterBits[i];
    if (index == transparent) continue;
    const GifColorType c = map->Colors[index];
    canvas.pixels[static_cast<size_t>((d.Top + i / d.Width) * gif.SWidth + d.Left + i % d.Width)] =
        0xFF000000u | uint32_t{c.Red} << 16 | uint32_t{c.Green} << 8 | c.Blue;
  }
}

struct Shown {
  std::vector<Canvas> canvases;
  std::vector<int> delays;
};

Shown show(const Bytes& file) {
  ByteView left(file);
  int error = 0;
  GifFileType* gif = DGifOpen(&left, read_all, &error);
  REQUIRE(gif != nullptr);
  REQUIRE(DGifSlurp(gif) == GIF_OK);
  Shown out;
  Canvas canvas;
  for (int i = 0; i < gif->ImageCount; ++i) {
    GraphicsControlBlock control{DISPOSAL_UNSPECIFIED, false, 0, NO_TRANSPARENT_COLOR};
    DGifSavedExtensionToGCB(gif, i, &control);
    const Canvas before = canvas;
    const SavedImage& image = gif->SavedImages[i];
    lay_image(*gif, image, control.TransparentColor, canvas);
    out.canvases.push_back(canvas);
    out.delays.push_back(control.DelayTime);
    if (control.DisposalMode == DISPOSE_PREVIOUS) canvas = before;
    for (int y = 0; control.DisposalMode == DISPOSE_BACKGROUND && y < image.ImageDesc.Height; ++y)
      std::fill_n(&canvas.pixels[static_cast<size_t>((image.ImageDesc.Top + y) * gif->SWidth + image.ImageDesc.Left)],
                  image.ImageDesc.Width, 0);
  }
  DGifCloseFile(gif, &error);
  return out;
}

// --- edits ----------------------------------------------------------------------------------------------------

constexpr uint32_t kMarkX = 70, kMarkY = 60, kMarkWidth = 40, kMarkHeight = 20;
bool in_mark(size_t at) { return at % kStageWidth - kMarkX < kMarkWidth && at / kStageWidth - kMarkY < kMarkHeight; }

// A half-transparent sheet: as many new tones as there are under it.
Status draw_sheet(image::MutableView canvas) {
  for (uint32_t y = kMarkY; y < kMarkY + kMarkHeight; ++y)
    for (uint32_t x = kMarkX; x < kMarkX + kMarkWidth; ++x) {
      uint8_t* p = canvas.row(y) + size_t{x} * 4;
      for (int c = 0; c < 3; ++c) p[c] = static_cast<uint8_t>(p[c] / 4 + 180);
      p[3] = std::max<uint8_t>(p[3], 180);
    }
  return {};
}

uint32_t with_sheet(uint32_t pixel) {
  uint32_t out = 0xFF000000;
  for (const int shift : {0, 8, 16}) out |= ((pixel >> shift & 255) / 4 + 180) << shift;
  return out;
}

void check_sheet(const Bytes& before, const Bytes& after) {
  const Shown was = show(before), is = show(after);
  REQUIRE(was.canvases.size() == is.canvases.size());
  CHECK(was.delays == is.delays);
  for (size_t i = 0; i < was.canvases.size(); ++i) {
    CAPTURE(i);
    size_t wrong = 0;
    for (size_t at = 0; at < was.canvases[i].pixels.size(); ++at) {
      const uint32_t old = was.canvases[i].pixels[at];
      wrong += is.canvases[i].pixels[at] != (in_mark(at) ? with_sheet(old) : old);
    }
    CHECK(wrong == 0);
  }
}

Bytes edited(const Bytes& file, const codec::FrameEdit& edit = draw_sheet) {
  Result<Bytes> out = codec::edit_frames(file, codec::Touch::kDrawn, edit, {});
  INFO(out.status().message());
  REQUIRE(out.ok());
  return std::move(out).value();
}

Status refusal(ByteView file, const Limits& limits = {}) {
  return codec::edit_frames(file, codec::Touch::kDrawn, draw_sheet, limits).status();
}

}  // namespace

TEST_CASE("gif frames: every disposal, offset and hole; drawn on in one place, exact elsewhere") {
  check_sheet(stage_gif(kStageFrames), edited(stage_gif(kStageFrames)));
  check_sheet(stage_gif(frames_on_nothing()), edited(stage_gif(frames_on_nothing())));
  for (int first = 0; first < 4; ++first)
    for (int second = 0; second < 4; ++second)
      for (const bool holes : {false, true}) {
        CAPTURE(first);
        CAPTURE(second);
        const std::vector<AnimationFrame> frames = {{8, 8, 100, 70, first, holes},
                                                    {50, 40, 60, 45, second, !holes},
                                                    {0, 0, 120, 90, first, true},
                                                    {90, 70, 10, 10, second, false}};
        check_sheet(stage_gif(frames), edited(stage_gif(frames)));
      }
}

TEST_CASE("gif frames: what is seen while reading is what an independent reader sees") {
  const Bytes file = stage_gif(kStageFrames);
  const Shown shown = show(file);
  size_t number = 0, wrong = 0;
  const auto look = [&](image::View canvas) -> Status {
    for (size_t at = 0; at < kStageWidth * kStageHeight; ++at) {
      const uint8_t* p = canvas.data + at * 4;
      const uint32_t pixel = p[3] == 0 ? 0 : 0xFF000000u | uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | p[2];
      wrong += pixel != shown.canvases[number].pixels[at];
    }
    ++number;
    return {};
  };
  REQUIRE(codec::each_frame(file, look, {}).ok());
  CHECK(number == kStageFrames.size());
  CHECK(wrong == 0);
  const auto info = codec::probe_frames(file, {});
  REQUIRE(info.ok());
  REQUIRE(info.value().has_value());
  CHECK(info.value()->count == kStageFrames.size());
}

TEST_CASE("gif frames: loop count, comments and what trails stay in their places") {
  const Bytes before = stage_gif(kStageFrames), after = edited(before);
  const auto was = container::split_gif(before, {}), is = container::split_gif(after, {});
  REQUIRE(was.ok());
  REQUIRE(is.ok());
  REQUIRE(was.value().blocks.size() == is.value().blocks.size());
  CHECK(as_text(was.value().trailing) == as_text(is.value().trailing));
  CHECK(std::equal(was.value().header.begin(), was.value().header.end(), is.value().header.begin()));
  for (size_t i = 0; i < was.value().blocks.size(); ++i) {
    const GifBlock &old = was.value().blocks[i], &now = is.value().blocks[i];
    CHECK(old.kind == now.kind);
    CHECK(old.label == now.label);
    if (old.kind == container::kGifExtension && old.label != container::kGifGraphicControl)
      CHECK(as_text(old.raw) == as_text(now.raw));
  }
}

TEST_CASE("gif frames: the same file gives the same bytes; a still GIF is one frame; GIF87a becomes 89a") {
  const Bytes file = stage_gif(kStageFrames);
  CHECK(edited(file) == edited(file));
  Bytes still = stage_gif({{0, 0, kStageWidth, kStageHeight, 0, false}});
  check_sheet(still, edited(still));
  still[4] = '7';
  CHECK(as_text(edited(still)).substr(0, 6) == "GIF89a");
}

TEST_CASE("gif frames: a full table gives places to what is drawn and keeps every frequent colour") {
  codec::ColourCounts kept, drawn;
  for (uint32_t i = 0; i < 256; ++i) kept[i << 16 | (255 - i) << 8] = 10 + i % 7;
  kept[0xFF0000] = 1000;
  for (uint32_t i = 0; i < 200; ++i) drawn[0x010101 * (i + 50)] = i == 100 ? 500 : 3;
  const codec::Palette palette = codec::choose_palette(kept, drawn, 255);
  CHECK(palette.colours.size() == 255);
  for (const codec::Colour exact : {0xFF0000u, 0x323232u, 0x010101u * 249, 0x969696u})
    CHECK(palette.colours[palette.index_of.at(exact)] == exact);
  int worst = 0;
  for (const auto& [colour, count] : drawn)
    worst = std::max(worst, std::abs(static_cast<int>(colour & 255) -
                                     static_cast<int>(palette.colours[palette.index_of.at(colour)] & 255)));
  CHECK(worst <= 8);  // 200 levels, 32 places
  for (const auto& [colour, count] : kept) {
    const codec::Colour now = palette.colours[palette.index_of.at(colour)];
    worst = std::max(worst, std::abs(static_cast<int>(colour >> 16) - static_cast<int>(now >> 16)));
  }
  CHECK(worst <= 8);
  const codec::Palette exact = codec::choose_palette({{1, 5}, {2, 5}}, {{2, 1}, {3, 1}}, 3);
  CHECK(exact.colours.size() == 3);
}

namespace {

// More tones than a table holds, which depend on the place and on what is there.
Status shade(image::MutableView canvas) {
  for (uint32_t y = 0; y < canvas.height_px; ++y)
    for (uint32_t x = 0; x < canvas.width_px; ++x)
      for (uint32_t c = 0; c < 3; ++c) {
        uint8_t& level = canvas.row(y)[size_t{x} * 4 + c];
        level = static_cast<uint8_t>(std::clamp<int>(level + static_cast<int>((x * (c + 3) + y * 7) % 13) - 6, 0, 255));
      }
  return {};
}

int level_of(uint32_t pixel, int channel) { return static_cast<int>(pixel >> (8 * channel) & 255); }

}  // namespace

TEST_CASE("gif frames: shaded all over, neighbours keep their mean, and what is still stays still") {
  const std::vector<AnimationFrame> frames = {{0, 0, 120, 90, 1, false}, {30, 20, 40, 40, 1, false}, {60, 30, 50, 50, 1, true}};
  const Bytes file = stage_gif(frames);
  const Result<Bytes> out = codec::edit_frames(file, codec::Touch::kShaded, shade, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  const Shown was = show(file), is = show(out.value());
  REQUIRE(is.canvases.size() == was.canvases.size());
  for (size_t i = 0; i < was.canvases.size(); ++i) {
    CAPTURE(i);
    double drift = 0;
    size_t moved = 0;
    for (size_t at = 0; at < was.canvases[i].pixels.size(); ++at) {
      const uint32_t before = was.canvases[i].pixels[at], after = is.canvases[i].pixels[at];
      for (int c = 0; c < 3; ++c) drift += level_of(after, c) - level_of(before, c);
      if (i > 0 && before == was.canvases[i - 1].pixels[at]) moved += after != is.canvases[i - 1].pixels[at];
    }
    CHECK(std::abs(drift) / static_cast<double>(3 * was.canvases[i].pixels.size()) < 0.5);
    CHECK(moved == 0);
  }
}

TEST_CASE("gif frames: every disposal, offset and hole under shades; what is transparent stays so") {
  for (const Bytes& file : {stage_gif(kStageFrames), stage_gif(frames_on_nothing())}) {
    const Result<Bytes> out = codec::edit_frames(file, codec::Touch::kShaded, shade, {});
    REQUIRE(out.ok());
    const Shown was = show(file), is = show(out.value());
    REQUIRE(is.canvases.size() == was.canvases.size());
    for (size_t i = 0; i < was.canvases.size(); ++i)
      for (size_t at = 0; at < was.canvases[i].pixels.size(); ++at)
        REQUIRE((is.canvases[i].pixels[at] == 0) == (was.canvases[i].pixels[at] == 0));
  }
}

TEST_CASE("gif frames: cut files, images off the canvas and costly files are refused") {
  const Bytes file = stage_gif(kStageFrames);
  const size_t whole = file.size() - std::strlen("trailing");
  for (size_t size = 0; size < whole; size += 7) CHECK_FALSE(refusal(ByteView(file).first(size)).ok());
  CHECK(refusal(ByteView(file).first(whole - 1)).code() == Code::kTruncated);

  const Status off = refusal(stage_gif({{0, 0, 120, 90, 0, false}, {100, 0, 30, 10, 0, false}}));
  CHECK(off.code() == Code::kMalformed);
  CHECK(off.message().find("GIF image 2, 30 x 10 at 100,0") != std::string::npos);

  Limits limits;
  limits.max_decoded_pixels = 20 * kStageWidth * kStageHeight;
  CHECK(refusal(stage_gif(std::vector<AnimationFrame>(20, {0, 0, 1, 1, 0, false})), limits).ok());
  const Status costly = refusal(stage_gif(std::vector<AnimationFrame>(21, {0, 0, 1, 1, 0, false})), limits.for_call());
  CHECK(costly.code() == Code::kLimitExceeded);
  CHECK(costly.message().find("canvases of 21 frames") != std::string::npos);
  limits = {};
  limits.max_memory_bytes = kStageWidth * kStageHeight;
  CHECK(refusal(file, limits).message().find("max_memory_bytes") != std::string::npos);
  limits = {};
  limits.max_file_bytes = file.size();
  CHECK(refusal(file, limits).ok() == (edited(file).size() <= file.size()));
}

TEST_CASE("gif frames: an error of the caller's stops the work and is handed back") {
  int calls = 0;
  const auto stop = [&](image::MutableView) -> Status {
    return ++calls == 3 ? Status(Code::kLabelDoesNotFit, "no") : Status();
  };
  CHECK(codec::edit_frames(stage_gif(kStageFrames), codec::Touch::kDrawn, stop, {}).status().code() == Code::kLabelDoesNotFit);
  CHECK(calls == 3);
}
#endif
