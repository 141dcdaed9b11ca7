#ifdef IMPRINT_WITH_AVIF
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "codec/av1_frames.h"
#include "codec/codec.h"
#include "unit/codec/avif_samples.h"
#include "unit/codec/decoded.h"

using namespace imprint;
using namespace imprint::test;
using codec::decode;
using codec::probe;
using image::Orientation;
using image::PixelFormat;

namespace {

const bool kNoEncoder = !can_encode_avif();

// Of 0 to 1, whatever the depth.
double sample_at(const image::Image& pixels, uint32_t x, uint32_t y, uint32_t c) {
  const auto t = traits(pixels.format);
  const uint8_t* p = pixels.view().row(y) + (x * t.channels + c) * t.bytes_per_sample;
  if (t.bytes_per_sample == 1) return *p / 255.0;
  uint16_t v = 0;
  std::memcpy(&v, p, 2);
  return v / 65535.0;
}

// The largest difference from what was drawn, in levels of 8 bits.
double largest_error(const AvifSpec& spec, const image::Image& pixels) {
  double worst = 0;
  for (uint32_t y = 0; y < pixels.height_px; ++y)
    for (uint32_t x = 0; x < pixels.width_px; ++x)
      for (uint32_t c = 0; c < traits(pixels.format).channels; ++c) {
        const uint32_t drawn_channel = spec.sampling == AVIF_PIXEL_FORMAT_YUV400 && c != 3 ? 0 : c;
        const uint32_t drawn = avif_sample(x % spec.width_px, y % spec.height_px, drawn_channel);
        worst = std::max(worst, std::abs(255 * sample_at(pixels, x, y, c) - drawn));
      }
  return worst;
}

void check_decodes(const AvifSpec& spec, PixelFormat format, double tolerance) {
  const Bytes file = make_avif(spec);
  REQUIRE_FALSE(file.empty());
  const codec::Picture picture = decoded(file);
  CHECK(picture.format == container::Format::kAvif);
  CHECK(picture.orientation == Orientation::kUpright);
  REQUIRE(picture.pixels.format == format);
  CHECK(picture.pixels.width_px == spec.width_px * spec.grid_columns);
  CHECK(picture.pixels.height_px == spec.height_px * spec.grid_rows);
  CHECK(largest_error(spec, picture.pixels) <= tolerance);
  const auto info = probe(file, {});
  REQUIRE(info.ok());
  CHECK(info.value().pixel_format == format);
  CHECK(info.value().width_px == picture.pixels.width_px);
}

Bytes turned_file(int turns, int mode) {
  AvifSpec spec;
  spec.width_px = 16, spec.height_px = 8;
  spec.adjust = [&](avifImage& image) {
    if (turns >= 0) image.transformFlags |= AVIF_TRANSFORM_IROT;
    if (mode >= 0) image.transformFlags |= AVIF_TRANSFORM_IMIR;
    image.irot.angle = static_cast<uint8_t>(std::max(turns, 0));
    image.imir.mode = static_cast<uint8_t>(std::max(mode, 0));
  };
  return make_avif(spec);
}

// Where the file holds `text`.
size_t find(const Bytes& file, std::string_view text, size_t from = 0) {
  const size_t at = as_text(file).find(text, from);
  REQUIRE(at != std::string_view::npos);
  return at;
}

void put_be32(Bytes& file, size_t at, uint32_t value) {
  Bytes bytes;
  append_be32(bytes, value);
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<ptrdiff_t>(at));
}

// The picture in its corner, row by row: enough to tell which way it lies.
using Corners = std::array<uint32_t, 4>;

// What a viewer does, after ISO/IEC 23008-12: turn counter-clockwise, then mirror.
Corners viewed_by_boxes(Corners c, int turns, int mode) {
  for (int i = 0; i < turns; ++i) c = {c[1], c[3], c[0], c[2]};
  if (mode == 0) c = {c[2], c[3], c[0], c[1]};
  if (mode == 1) c = {c[1], c[0], c[3], c[2]};
  return c;
}

// What a viewer does, after CIPA DC-008: which stored corner comes to the upper left, upper right, lower left, lower
// right.
Corners viewed_by_exif(Orientation orientation) {
  switch (orientation) {
    case Orientation::kUpright: return {0, 1, 2, 3};
    case Orientation::kMirrorHorizontal: return {1, 0, 3, 2};
    case Orientation::kRotate180: return {3, 2, 1, 0};
    case Orientation::kMirrorVertical: return {2, 3, 0, 1};
    case Orientation::kTranspose: return {0, 2, 1, 3};
    case Orientation::kRotate90Cw: return {2, 0, 3, 1};
    case Orientation::kTransverse: return {3, 1, 2, 0};
    case Orientation::kRotate90Ccw: return {1, 3, 0, 2};
  }
  return {};
}

}  // namespace

TEST_CASE("avif: every depth and sampling decodes near to what was drawn, lossless 8 bit exactly" *
          doctest::skip(kNoEncoder)) {
  for (const uint32_t depth : {8u, 10u, 12u})
    for (const bool alpha : {false, true}) {
      CAPTURE(depth);
      CAPTURE(alpha);
      const PixelFormat narrow = alpha ? PixelFormat::kRgba8 : PixelFormat::kRgb8;
      const PixelFormat wide = alpha ? PixelFormat::kRgba16 : PixelFormat::kRgb16;
      AvifSpec spec;
      spec.depth = depth;
      spec.alpha = alpha;
      check_decodes(spec, depth == 8 ? narrow : wide, depth == 8 ? 0 : 0.5);
      spec.lossless = false;
      for (const avifPixelFormat sampling :
           {AVIF_PIXEL_FORMAT_YUV444, AVIF_PIXEL_FORMAT_YUV422, AVIF_PIXEL_FORMAT_YUV420}) {
        spec.sampling = sampling;
        const Bytes file = make_avif(spec);
        const codec::Picture picture = decoded(file);
        CHECK(picture.pixels.format == (depth == 8 ? narrow : wide));
      }
    }
}

TEST_CASE("avif: monochrome comes as three equal channels" * doctest::skip(kNoEncoder)) {
  for (const uint32_t depth : {8u, 10u})
    for (const bool alpha : {false, true}) {
      AvifSpec spec;
      spec.depth = depth;
      spec.alpha = alpha;
      spec.sampling = AVIF_PIXEL_FORMAT_YUV400;
      const PixelFormat narrow = alpha ? PixelFormat::kRgba8 : PixelFormat::kRgb8;
      check_decodes(spec, depth == 8 ? narrow : alpha ? PixelFormat::kRgba16 : PixelFormat::kRgb16, 1);
    }
}

TEST_CASE("avif: premultiplied alpha is divided out again" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.alpha = spec.premultiplied = true;
  spec.width_px = 16;  // keeps alpha above 239, where dividing costs next to nothing
  check_decodes(spec, PixelFormat::kRgba8, 2);
}

TEST_CASE("avif: a grid is put together" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.width_px = spec.height_px = 64;
  spec.grid_columns = 3, spec.grid_rows = 2;
  check_decodes(spec, PixelFormat::kRgb8, 0);
  spec.alpha = true;
  check_decodes(spec, PixelFormat::kRgba8, 0);
}

TEST_CASE("avif: of a sequence the first frame is read" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.frames = 3;
  check_decodes(spec, PixelFormat::kRgb8, 0);
}

TEST_CASE("avif: irot and imir become the orientation that shows the same, and turn nothing" *
          doctest::skip(kNoEncoder)) {
  for (int turns = -1; turns <= 3; ++turns)
    for (int mode = -1; mode <= 1; ++mode) {
      CAPTURE(turns);
      CAPTURE(mode);
      const codec::Picture picture = decoded(turned_file(turns, mode));
      CHECK(viewed_by_exif(picture.orientation) == viewed_by_boxes({0, 1, 2, 3}, turns, mode));
      CHECK(picture.pixels.width_px == 16);
      CHECK(picture.pixels.view().row(0)[3] == avif_sample(1, 0, 0));
    }
}

TEST_CASE("avif: a size beyond limits is refused by its boxes alone" * doctest::skip(kNoEncoder)) {
  Bytes file = make_avif({});
  const size_t ispe = find(file, "ispe");
  put_be32(file, ispe + 8, 65536);
  CHECK(probe(file, {}).status().message() == "width 65536 exceeds max_dimension_px 32768");
  CHECK(decode_status(file).code() == Code::kLimitExceeded);
  put_be32(file, ispe + 8, 30000);
  put_be32(file, ispe + 12, 30000);
  CHECK(decode_status(file).message() == "pixel count 900000000 exceeds max_pixels 120000000");
}

TEST_CASE("avif: coded data larger than the boxes say is not decoded" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.width_px = spec.height_px = 300;  // more than 256 x 256, which any picture may have
  Bytes file = make_avif(spec);
  CHECK(decode_status(file).ok());
  const size_t ispe = find(file, "ispe");
  put_be32(file, ispe + 8, 200);
  put_be32(file, ispe + 12, 200);
  CHECK(decode_status(file).code() == Code::kDecodeFailed);
}

TEST_CASE("avif: cells of a grid larger than they claim are not decoded" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.width_px = spec.height_px = 512;
  spec.grid_columns = spec.grid_rows = 4;
  Bytes file = make_avif(spec);
  CHECK(decode_status(file).ok());
  for (size_t at = 0; (at = as_text(file).find("ispe", at)) != std::string_view::npos; at += 16)
    for (const size_t side : {at + 8, at + 12}) put_be32(file, side, read_be32(&file[side]) / 8);  // 64 and 256
  using namespace std::string_view_literals;
  const size_t grid = find(file, "\0\0\3\3\x08\0\x08\0"sv);  // 23008-12 6.6.2.3: rows and columns, 2048 x 2048
  file[grid + 4] = file[grid + 6] = 1;
  CHECK(probe(file, {}).value().width_px == 256);
  CHECK(decode_status(file).code() == Code::kDecodeFailed);
}

TEST_CASE("avif: more coded items than any picture needs are refused before a decoder is opened" *
          doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.width_px = spec.height_px = 64;
  spec.grid_columns = spec.grid_rows = 33;
  const Bytes file = make_avif(spec);
  REQUIRE_FALSE(file.empty());
  CHECK(probe(file, {}).status().message() == "item count of an AVIF with a grid 1089 exceeds the fixed limit of 640");
  CHECK(decode_status(file).code() == Code::kLimitExceeded);
}

TEST_CASE("avif: lists that name items more often than can be looked up are refused" * doctest::skip(kNoEncoder)) {
  Bytes file = make_avif({});
  CHECK(probe(file, {}).ok());
  Limits limits;
  limits.max_steps = 8;  // one picture is named three times
  CHECK(probe(file, limits).status().message().starts_with("AVIF items"));
}

TEST_CASE("avif: places of items that share bytes are paid for, as libavif copies what stands in several") {
  const auto file = [](uint8_t items, uint8_t places) {
    Bytes out = {0, 0, 0, 20, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f', 0, 0, 0, 0, 'a', 'v', 'i', 'f'};
    const auto size = static_cast<uint8_t>(16 + items * (6 + 8 * places));
    const auto add = [&](std::initializer_list<uint8_t> bytes) { out.insert(out.end(), bytes); };
    add({0, 0, 0, static_cast<uint8_t>(size + 12), 'm', 'e', 't', 'a', 0, 0, 0, 0});
    add({0, 0, 0, size, 'i', 'l', 'o', 'c', 0, 0, 0, 0, 0x44, 0, 0, items});  // 14496-12 8.11.3
    for (uint8_t i = 1; i <= items; ++i) {
      add({0, i, 0, 0, 0, places});
      for (uint8_t p = 0; p < places; ++p) add({0, 0, 0, 0, 0, 0, 0, 40});
    }
    return out;
  };
  Limits limits;
  limits.max_inflated_bytes = 20;
  CHECK(probe(file(5, 2), limits).status().message().starts_with("AVIF items that share bytes"));
  CHECK_FALSE(probe(file(10, 1), limits).status().message().starts_with("AVIF items that share bytes"));
}

TEST_CASE("av1: frames are counted with those that are not shown, up to what does not add up") {
  using codec::count_av1_frames;
  const Bytes delimiter = {0x12, 0}, frame = {0x32, 2, 1, 2}, header = {0x1A, 1, 0}, extended = {0x36, 0x08, 1, 9},
              endless = {0x30, 7};
  Bytes data;
  for (const Bytes& unit : {delimiter, frame, header, extended, frame}) append(data, unit);
  CHECK(count_av1_frames(data) == 4);
  append(data, endless);  // of no size: the last one
  append(data, frame);
  CHECK(count_av1_frames(data) == 5);
  CHECK(count_av1_frames({}) == 0);
  CHECK(count_av1_frames(delimiter) == 0);
  for (const Bytes& cut : {Bytes{0x32}, Bytes{0x32, 0x80}, Bytes{0x32, 5, 1}, Bytes{0x36, 8}})
    CHECK(count_av1_frames(cut) == 1);
}

TEST_CASE("avif: a coded picture of more frames than layers need is refused" * doctest::skip(kNoEncoder)) {
  // The picture is the last thing in the file, so that frames can be put behind it; they are never shown.
  const auto with_frames = [](int more) {
    Bytes file = make_avif({});
    const size_t mdat = find(file, "mdat");
    const Bytes frame = {0x32, 2, 0, 0};
    put_be32(file, mdat - 4, read_be32(&file[mdat - 4]) + static_cast<uint32_t>(4 * more));
    for (int i = 0; i < more; ++i) append(file, frame);
    return file;
  };
  CHECK(probe(with_frames(0), {}).ok());
  Bytes file = with_frames(8);
  const size_t iloc = find(file, "iloc");
  // 14496-12 8.11.3, version 0 with numbers of 4 bytes: one item, one place.
  const size_t length = iloc + 4 + 4 + 2 + 2 + 2 + 2 + 2 + 4;
  const uint32_t stated = read_be32(&file[length]);
  REQUIRE(stated + read_be32(&file[length - 4]) + 32 == file.size());
  put_be32(file, length, stated + 28);
  CHECK(probe(file, {}).ok());
  put_be32(file, length, stated + 32);
  CHECK(probe(file, {}).status().message() == "frame count of an AVIF picture 9 exceeds the fixed limit of 8");
}

TEST_CASE("avif: tracks and their descriptions are paid for before libavif reads them" * doctest::skip(kNoEncoder)) {
  const auto with = [](std::string_view moov) {
    Bytes file = make_avif({});
    const auto append_be32 = [&](size_t value) {
      for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<uint8_t>(value >> shift));
    };
    append_be32(moov.size() + 8);
    for (const char c : "moov" + std::string(moov)) file.push_back(static_cast<uint8_t>(c));
    Limits limits;
    limits.max_inflated_bytes = 10'000;
    return probe(file, limits).status().message();
  };
  const std::string track("\0\0\0\x08trak", 8);
  CHECK_FALSE(with(track + track).starts_with("AVIF tracks"));
  CHECK(with(track + track + track).starts_with("AVIF tracks"));
  // Version and flags, a count, and so many boxes of eight bytes.
  const auto described = [](char count) {
    std::string out("\0\0\0\x08stsd\0\0\0\0\0\0\0", 15);
    out.push_back(count);
    for (char i = 0; i < count; ++i) out += std::string("\0\0\0\x08", 4) + "av01";
    out[3] = static_cast<char>(out.size());
    return out;
  };
  CHECK_FALSE(with(described(1)).starts_with("AVIF sample"));
  CHECK(with(described(12)).starts_with("AVIF sample"));
}

TEST_CASE("avif: damage gives an error or a picture of the stated size" * doctest::skip(kNoEncoder)) {
  AvifSpec spec;
  spec.alpha = true;
  const Bytes file = make_avif(spec);
  Limits limits;
  limits.max_pixels = 1 << 20;
  size_t refused = 0;
  for (size_t at = 0; at < file.size(); ++at) {
    Bytes damaged = file;
    damaged[at] ^= 0x55;
    const auto picture = decode(damaged, limits);
    if (!picture.ok()) {
      ++refused;
      CHECK_FALSE(picture.status().message().empty());
      continue;
    }
    const auto info = probe(damaged, limits);
    REQUIRE(info.ok());
    CHECK(picture.value().pixels.width_px == info.value().width_px);
  }
  CHECK(refused > 100);
}

TEST_CASE("avif: boxes that contradict themselves are refused") {
  const auto status = [](std::string_view boxes) {
    Bytes file = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f', 0, 0, 0, 0};
    append(file, as_bytes(boxes));
    CHECK_FALSE(probe(file, {}).ok());
    return decode_status(file);
  };
  using namespace std::string_view_literals;
  CHECK(status("\0\0\0\7free"sv).message() == "AVIF box free is smaller than its header");
  CHECK(status("\0\0\0\1free\0\0\0\0\0\0\0\x08"sv).code() == Code::kMalformed);
  CHECK(status("\0\0\0\1free\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv).code() == Code::kTruncated);
  CHECK(status("\0\0\0\x10"
               "free"sv)
            .message() == "AVIF box free of 16 bytes is cut short after 8");
  CHECK(status("\0\0\0\x0Ameta\0\0"sv).code() == Code::kMalformed);
  CHECK(status("\0\0\0\x10meta\0\0\0\0\0\0\0\x20"sv).code() == Code::kTruncated);
  CHECK(status(""sv).code() == Code::kTruncated);
}
TEST_CASE("avif: new pixels come back near, metadata and turns stay") {
  if (!can_encode_avif()) return;
  const std::string packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
  AvifSpec spec;
  spec.adjust = [&](avifImage& image) {
    avifImageSetMetadataXMP(&image, reinterpret_cast<const uint8_t*>(packet.data()), packet.size());
    image.transformFlags |= AVIF_TRANSFORM_IROT;
    image.irot.angle = 1;
  };
  for (const uint32_t depth : {8u, 10u}) {
    spec.depth = depth;
    const Bytes file = make_avif(spec);
    const codec::Picture picture = decoded(file);
    const auto out = codec::encode_like(file, picture.pixels.view(), {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    const codec::Picture back = decoded(out.value());
    CHECK(back.orientation == picture.orientation);
    REQUIRE(back.pixels.format == picture.pixels.format);
    double sum = 0;
    for (size_t i = 0; i < back.pixels.samples.size(); ++i)
      sum += std::abs(int{back.pixels.samples[i]} - int{picture.pixels.samples[i]});
    CHECK((depth > 8 || sum / static_cast<double>(back.pixels.samples.size()) < 4));
    CHECK(std::search(out.value().begin(), out.value().end(), packet.begin(), packet.end()) != out.value().end());
  }
}

TEST_CASE("avif: sequences are not written") {
  if (!can_encode_avif()) return;
  AvifSpec spec;
  spec.frames = 2;
  const Bytes file = make_avif(spec);
  const codec::Picture picture = decoded(file);
  CHECK(codec::encode_like(file, picture.pixels.view(), {}).status().code() == Code::kUnsupportedPixels);
}
#endif
