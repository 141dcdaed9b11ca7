#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "codec/codec.h"
#include "container/png_chunks.h"
#include "unit/codec/decoded.h"
#include "unit/codec/png_samples.h"

using namespace imprint;
using namespace imprint::test;
using codec::decode;
using codec::encode_like;
using codec::probe;
using image::PixelFormat;

namespace {

struct Kind {
  uint8_t colour_type, depth;
  PixelFormat decoded;
};
constexpr Kind kKinds[] = {
    {0, 1, PixelFormat::kGray8},        {0, 2, PixelFormat::kGray8},   {0, 4, PixelFormat::kGray8},
    {0, 8, PixelFormat::kGray8},        {0, 16, PixelFormat::kGray16}, {2, 8, PixelFormat::kRgb8},
    {2, 16, PixelFormat::kRgb16},       {3, 1, PixelFormat::kRgb8},    {3, 2, PixelFormat::kRgb8},
    {3, 4, PixelFormat::kRgb8},         {3, 8, PixelFormat::kRgb8},    {4, 8, PixelFormat::kGrayAlpha8},
    {4, 16, PixelFormat::kGrayAlpha16}, {6, 8, PixelFormat::kRgba8},   {6, 16, PixelFormat::kRgba16},
};

PngSpec spec_of(const Kind& kind, bool interlaced) {
  PngSpec spec;
  spec.colour_type = kind.colour_type;
  spec.depth = kind.depth;
  spec.interlaced = interlaced;
  if (kind.colour_type == 3) spec.before = {palette_chunk(1u << kind.depth)};
  return spec;
}

uint32_t decoded_sample(const image::Image& pixels, uint32_t x, uint32_t y, uint32_t c) {
  const auto t = traits(pixels.format);
  const uint8_t* p = pixels.view().row(y) + (x * t.channels + c) * t.bytes_per_sample;
  if (t.bytes_per_sample == 1) return *p;
  uint16_t v = 0;
  std::memcpy(&v, p, 2);
  return v;
}

// What the sample of colour channel c must come out as.
uint32_t expected_sample(const PngSpec& spec, uint32_t x, uint32_t y, uint32_t c) {
  if (spec.colour_type == 3) return palette_chunk(256).second[stored_sample(spec, x, y, 0) * 3 + c];
  const uint32_t v = stored_sample(spec, x, y, c);
  return spec.depth < 8 ? v * 255 / ((1u << spec.depth) - 1) : v;
}

size_t wrong_samples(const PngSpec& spec, const image::Image& pixels) {
  size_t wrong = 0;
  const uint32_t channels = spec.colour_type == 3 ? 3 : channels_of(spec.colour_type);
  for (uint32_t y = 0; y < spec.height_px; ++y)
    for (uint32_t x = 0; x < spec.width_px; ++x)
      for (uint32_t c = 0; c < channels; ++c)
        wrong += decoded_sample(pixels, x, y, c) != expected_sample(spec, x, y, c);
  return wrong;
}

Bytes rewritten(const Bytes& file) {
  const codec::Picture picture = decoded(file);
  auto out = encode_like(file, picture.pixels.view(), {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

container::PngChunks chunks_of(const Bytes& file) {
  auto split = container::split_png(file, {});
  REQUIRE(split.ok());
  return std::move(split).value();
}

std::string types_of(const Bytes& file) {
  std::string out;
  for (const auto& chunk : chunks_of(file).chunks) out += (out.empty() ? "" : " ") + std::string(chunk.type);
  return out;
}

std::optional<Bytes> data_of(const Bytes& file, std::string_view type) {
  for (const auto& chunk : chunks_of(file).chunks)
    if (chunk.type == type) return Bytes(chunk.data.begin(), chunk.data.end());
  return std::nullopt;
}

}  // namespace

TEST_CASE("png: every colour type and depth decodes to the samples stored, interlaced or not") {
  for (const Kind& kind : kKinds)
    for (const bool interlaced : {false, true}) {
      CAPTURE(kind.colour_type);
      CAPTURE(kind.depth);
      CAPTURE(interlaced);
      const PngSpec spec = spec_of(kind, interlaced);
      const Bytes file = make_png(spec);
      const codec::Picture picture = decoded(file);
      CHECK(picture.format == container::Format::kPng);
      REQUIRE(picture.pixels.format == kind.decoded);
      CHECK(wrong_samples(spec, picture.pixels) == 0);
      const auto info = probe(file, {});
      REQUIRE(info.ok());
      CHECK(info.value().pixel_format == kind.decoded);
      CHECK(info.value().width_px == 13);
      CHECK(info.value().height_px == 11);
    }
}

TEST_CASE("png: rewriting keeps samples and interlacing, and depth and colour type where samples were not expanded") {
  for (const Kind& kind : kKinds)
    for (const bool interlaced : {false, true}) {
      CAPTURE(kind.colour_type);
      CAPTURE(kind.depth);
      CAPTURE(interlaced);
      const PngSpec spec = spec_of(kind, interlaced);
      const Bytes out = rewritten(make_png(spec));
      CHECK(wrong_samples(spec, decoded(out).pixels) == 0);
      PngSpec want = spec;
      if (kind.depth < 8) want.depth = 8;
      CHECK(data_of(out, "IHDR") == ihdr_of(want));
      CHECK(types_of(out) == (kind.colour_type == 3 ? "IHDR PLTE IDAT IEND" : "IHDR IDAT IEND"));
    }
}

TEST_CASE("png: interlaced pictures smaller than a pass decode and rewrite") {
  for (uint32_t side = 1; side <= 9; ++side) {
    CAPTURE(side);
    PngSpec spec = spec_of({2, 8, PixelFormat::kRgb8}, true);
    spec.width_px = side;
    spec.height_px = 10 - side;
    CHECK(wrong_samples(spec, decoded(make_png(spec)).pixels) == 0);
    CHECK(wrong_samples(spec, decoded(rewritten(make_png(spec))).pixels) == 0);
  }
}

TEST_CASE("png: changed pixels are written, also from rows with space between them") {
  const PngSpec spec;
  const Bytes file = make_png(spec);
  codec::Picture picture = decoded(file);
  for (uint8_t& sample : picture.pixels.samples) sample ^= 3;
  const size_t row = picture.pixels.stride_bytes(), stride = row + 5;
  std::vector<uint8_t> spaced(stride * spec.height_px, 0xEE);
  for (uint32_t y = 0; y < spec.height_px; ++y) std::memcpy(&spaced[y * stride], picture.pixels.view().row(y), row);
  const auto out = encode_like(file, {spaced.data(), spec.width_px, spec.height_px, stride, PixelFormat::kRgb8}, {});
  REQUIRE(out.ok());
  CHECK(decoded(out.value()).pixels.samples == picture.pixels.samples);
}

TEST_CASE("png: a palette with tRNS becomes RGBA, and what was said about the palette goes") {
  PngSpec spec = spec_of({3, 2, PixelFormat::kRgba8}, false);
  spec.before.push_back({"hIST", Bytes(8, 1)});
  spec.before.push_back({"tRNS", {0, 128}});  // the other two entries are opaque (11.3.1.1)
  spec.before.push_back({"bKGD", {2}});
  spec.before.push_back({"sBIT", {8, 8, 8}});
  const Bytes file = make_png(spec);
  const codec::Picture picture = decoded(file);
  REQUIRE(picture.pixels.format == PixelFormat::kRgba8);
  CHECK(probe(file, {}).value().pixel_format == PixelFormat::kRgba8);
  CHECK(wrong_samples(spec, picture.pixels) == 0);
  constexpr uint32_t kAlpha[] = {0, 128, 255, 255};
  for (uint32_t x = 0; x < spec.width_px; ++x)
    CHECK(decoded_sample(picture.pixels, x, 4, 3) == kAlpha[stored_sample(spec, x, 4, 0)]);

  const Bytes out = rewritten(file);
  CHECK(types_of(out) == "IHDR bKGD IDAT IEND");
  CHECK(data_of(out, "bKGD") == Bytes{0, 2, 0, 4, 0, 253});  // entry 2 of the palette
  CHECK(decoded(out).pixels.samples == picture.pixels.samples);
}

TEST_CASE("png: a palette of greys becomes grey, unless a colour profile or one colour says otherwise") {
  PngSpec spec;
  spec.colour_type = 3;
  spec.depth = 2;
  const Chunk greys = {"PLTE", {10, 10, 10, 250, 250, 250, 0, 0, 0, 90, 90, 90}};
  spec.before = {greys, {"bKGD", {1}}};
  const Bytes file = make_png(spec);
  const codec::Picture picture = decoded(file);
  REQUIRE(picture.pixels.format == PixelFormat::kGray8);
  size_t wrong = 0;
  for (uint32_t y = 0; y < spec.height_px; ++y)
    for (uint32_t x = 0; x < spec.width_px; ++x)
      wrong += decoded_sample(picture.pixels, x, y, 0) != greys.second[stored_sample(spec, x, y, 0) * 3];
  CHECK(wrong == 0);
  CHECK(probe(file, {})->pixel_format == PixelFormat::kGray8);
  const Bytes out = encode_like(file, picture.pixels.view(), {}).value();
  CHECK(decoded(out).pixels.samples == picture.pixels.samples);
  const auto chunks = container::split_png(out, {});
  CHECK(chunks->chunks[0].data[9] == 0);
  CHECK(as_text(chunks->chunks[1].data) == std::string_view("\0\xFA", 2));

  for (const bool behind : {false, true}) {  // one behind the pixels says nothing
    PngSpec profiled = spec;
    (behind ? profiled.after : profiled.before).push_back({"iCCP", bytes_of("x")});
    const PixelFormat expected = behind ? PixelFormat::kGray8 : PixelFormat::kRgb8;
    CHECK(decoded(make_png(profiled)).pixels.format == expected);
    CHECK(probe(make_png(profiled), {})->pixel_format == expected);
  }
  spec.before[0].second[4] = 251;
  CHECK(decoded(make_png(spec)).pixels.format == PixelFormat::kRgb8);
  spec.before = {greys, {"tRNS", {0}}};
  CHECK(decoded(make_png(spec)).pixels.format == PixelFormat::kRgba8);
}

TEST_CASE("png: few colours go back into a palette, exactly up to 256, nearly beyond; many become RGB") {
  PngSpec spec;
  spec.colour_type = 3;
  spec.depth = 2;
  spec.width_px = 120;
  spec.height_px = 90;
  spec.before = {palette_chunk(4), {"bKGD", {3}}};
  const Bytes file = make_png(spec);
  const image::Image picture = decoded(file).pixels;
  REQUIRE(picture.format == PixelFormat::kRgb8);
  // Adds to each sample of one pixel in `every` what `change` gives for its number.
  const auto changed = [&](size_t every, auto change) {
    image::Image out = picture;
    for (size_t i = 0; i < out.samples.size() / 3; i += every)
      for (size_t c = 0; c < 3; ++c) out.samples[i * 3 + c] = static_cast<uint8_t>(out.samples[i * 3 + c] / 2 + change(i, c));
    return out;
  };
  const image::Image exact = changed(1, [](size_t i, size_t) { return i * 7 % 50; });  // at most 200
  const Bytes indexed = encode_like(file, exact.view(), {}).value();
  CHECK(decoded(indexed).pixels.samples == exact.samples);
  CHECK(types_of(indexed) == "IHDR PLTE bKGD IDAT IEND");
  const Bytes table = *data_of(indexed, "PLTE");
  CHECK(table.size() <= 768);
  CHECK(data_of(indexed, "bKGD")->size() == 1);

  // Greys alone would come back as a grey picture.
  image::Image grey = picture;
  for (size_t i = 0; i < grey.samples.size(); ++i) grey.samples[i] = static_cast<uint8_t>(i / 3 % 200);
  const codec::Picture still_rgb = decoded(encode_like(file, grey.view(), {}).value());
  CHECK(still_rgb.pixels.format == PixelFormat::kRgb8);
  CHECK(still_rgb.pixels.samples == grey.samples);

  const image::Image near = changed(100, [](size_t i, size_t c) { return i / 100 % 60 + c * (i / 6000); });
  const Bytes close = encode_like(file, near.view(), {}).value();
  CHECK(types_of(close) == "IHDR PLTE bKGD IDAT IEND");
  double sum = 0;
  const image::Image back = decoded(close).pixels;
  for (size_t i = 0; i < back.samples.size(); ++i) sum += (back.samples[i] - near.samples[i]) * (back.samples[i] - near.samples[i]);
  CHECK(sum / static_cast<double>(back.samples.size()) <= 0.1);

  const image::Image many = changed(1, [](size_t i, size_t c) { return (i * 2654435761u >> (7 + c)) % 100; });
  const Bytes coloured = encode_like(file, many.view(), {}).value();
  CHECK(decoded(coloured).pixels.samples == many.samples);
  CHECK(types_of(coloured) == "IHDR bKGD IDAT IEND");
}

TEST_CASE("png: a colour key becomes alpha at every depth") {
  for (const Kind& kind : {Kind{0, 4, PixelFormat::kGrayAlpha8}, Kind{0, 16, PixelFormat::kGrayAlpha16},
                           Kind{2, 8, PixelFormat::kRgba8}, Kind{2, 16, PixelFormat::kRgba16}}) {
    CAPTURE(kind.colour_type);
    CAPTURE(kind.depth);
    PngSpec spec = spec_of(kind, false);
    Bytes key;
    for (uint32_t c = 0; c < channels_of(kind.colour_type); ++c)
      append_be16(key, static_cast<uint16_t>(stored_sample(spec, 5, 6, c)));
    spec.before.push_back({"tRNS", key});
    const Bytes file = make_png(spec);
    const codec::Picture picture = decoded(file);
    REQUIRE(picture.pixels.format == kind.decoded);
    const uint32_t alpha = traits(kind.decoded).channels - 1;
    CHECK(decoded_sample(picture.pixels, 5, 6, alpha) == 0);
    CHECK(decoded_sample(picture.pixels, 0, 0, alpha) == traits(kind.decoded).max_value());
    CHECK(wrong_samples(spec, picture.pixels) == 0);
    const Bytes out = rewritten(file);
    CHECK(types_of(out) == "IHDR IDAT IEND");
    CHECK(decoded(out).pixels.samples == picture.pixels.samples);
  }
}

TEST_CASE("png: unknown chunks, text and trailing bytes keep their place and bytes") {
  PngSpec spec;
  spec.before = {{"gAMA", {0, 0, 0xB1, 0x8F}},
                 {"iCCP", bytes_of("no profile at all")},
                 {"caBX", {1, 2}},
                 palette_chunk(3),
                 {"puNk", {9}}};
  spec.after = {{"tEXt", bytes_of(std::string_view("Title\0x", 7))}, {"puNk", {}}, {"eXIf", {1}}};
  Bytes file = make_png(spec);
  append(file, as_bytes("behind the end"));
  const Bytes out = rewritten(file);
  CHECK(types_of(out) == "IHDR gAMA iCCP caBX PLTE puNk IDAT tEXt puNk eXIf IEND");
  for (const auto& chunks : {spec.before, spec.after})
    for (const auto& [type, data] : chunks)
      if (type != "puNk") CHECK(data_of(out, type) == data);
  CHECK(data_of(out, "puNk") == Bytes{9});
  CHECK(as_text(chunks_of(out).trailing) == "behind the end");
}

TEST_CASE("png: an ancillary chunk with a wrong CRC is kept as it is and stops nothing") {
  PngSpec spec;
  spec.before = {{"puNk", {1, 2, 3}}};
  Bytes file = make_png(spec);
  file[8 + 25 + 8] = 77;
  const Bytes out = rewritten(file);
  CHECK(data_of(out, "puNk") == Bytes{77, 2, 3});
  CHECK_FALSE(chunks_of(out).chunks[1].crc_ok);
}

TEST_CASE("png: sBIT stays only where it says that all bits count, iDOT never") {
  const auto types_with = [](Chunk chunk) {
    PngSpec spec;
    spec.before = {std::move(chunk)};
    return types_of(rewritten(make_png(spec)));
  };
  CHECK(types_with({"sBIT", {8, 8, 8}}) == "IHDR sBIT IDAT IEND");
  CHECK(types_with({"sBIT", {5, 6, 5}}) == "IHDR IDAT IEND");
  CHECK(types_with({"sBIT", {8, 8, 8, 8}}) == "IHDR IDAT IEND");
  CHECK(types_with({"iDOT", Bytes(28, 0)}) == "IHDR IDAT IEND");
  CHECK(types_with({"bKGD", {0, 1, 0, 2, 0, 3}}) == "IHDR bKGD IDAT IEND");
}

TEST_CASE("png: the background of grey below 8 bits is scaled with the samples") {
  PngSpec spec = spec_of({0, 2, PixelFormat::kGray8}, false);
  spec.before = {{"bKGD", {0, 2}}};
  CHECK(data_of(rewritten(make_png(spec)), "bKGD") == Bytes{0, 170});
  spec.before = {{"bKGD", {0, 4}}};  // no 2-bit value
  CHECK(types_of(rewritten(make_png(spec))) == "IHDR IDAT IEND");
}

TEST_CASE("png: eXIf tells the orientation, with and without the prefix of JPEG") {
  const std::string_view tiff("MM\0*\0\0\0\x8\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0", 26);
  PngSpec spec;
  CHECK(decoded(make_png(spec)).orientation == image::Orientation::kUpright);
  spec.after = {{"eXIf", bytes_of(tiff)}};
  CHECK(decoded(make_png(spec)).orientation == image::Orientation::kRotate90Cw);
  spec.after = {{"eXIf", bytes_of(std::string("Exif\0\0", 6) + std::string(tiff))}};
  CHECK(decoded(make_png(spec)).orientation == image::Orientation::kRotate90Cw);
}

TEST_CASE("png: headers that cannot be are refused by probe and decode alike") {
  const auto refused = [](const PngSpec& spec, Code code, std::string_view message) {
    const Bytes file = make_png(spec);
    CHECK(probe(file, {}).status().code() == code);
    CHECK(decode_status(file).code() == code);
    CHECK(decode_status(file).message() == message);
  };
  PngSpec spec;
  spec.depth = 4;
  refused(spec, Code::kMalformed, "PNG colour type 2 with bit depth 4 does not exist");
  spec = {};
  spec.width_px = 0;
  refused(spec, Code::kMalformed, "picture of 0 x 11 pixels");
  spec = {};
  spec.colour_type = 3;
  refused(spec, Code::kMalformed, "indexed PNG has no PLTE chunk");
  spec.depth = 2;
  spec.before = {palette_chunk(5)};
  refused(spec, Code::kMalformed, "PLTE of 15 bytes at bit depth 2");
  spec.before = {palette_chunk(4), {"tRNS", Bytes(5, 0)}};
  refused(spec, Code::kMalformed, "tRNS of 5 bytes in a PNG of colour type 3");
  spec.before = {palette_chunk(4), palette_chunk(4)};
  refused(spec, Code::kMalformed, "PNG has two PLTE chunks");
  spec = {};
  spec.before = {{"tRNS", {0, 1}}};
  refused(spec, Code::kMalformed, "tRNS of 2 bytes in a PNG of colour type 2");
  spec.before = {{"acTL", {0, 0, 0, 2, 0, 0, 0, 0}}};
  refused(spec, Code::kUnsupportedPixels, "animated PNG is not supported; still pictures are");
  spec.before = {{"NEWx", {}}};
  refused(spec, Code::kUnsupportedPixels, "PNG has the unknown critical chunk NEWx");
}

TEST_CASE("png: a wrong CRC is refused wherever it touches the pixels") {
  const Bytes good = make_png(spec_of({3, 8, PixelFormat::kRgb8}, false));
  size_t at = 8;
  for (const std::string_view type : {"IHDR", "PLTE", "IDAT"}) {
    CAPTURE(type);
    Bytes file = good;
    const size_t size = read_be32(&file[at]) + 12;
    file[at + size - 1] ^= 1;
    CHECK(decode_status(file).code() == Code::kMalformed);
    CHECK(decode_status(file).message() == "PNG chunk " + std::string(type) + " has a wrong CRC");
    at += size;
  }
}

TEST_CASE("png: pixel data that is missing, short, damaged or scattered is refused") {
  const PngSpec spec;
  const Chunk ihdr{"IHDR", ihdr_of(spec)}, iend{"IEND", {}};
  CHECK(decode_status(png_of({ihdr, iend})).message() == "PNG has no IDAT chunk");

  Bytes rows = filtered_rows(spec);
  CHECK(decode(png_of({ihdr, {"IDAT", zlib_packed(rows)}, iend}), {}).ok());
  Bytes short_rows(rows.begin(), rows.end() - 1);
  CHECK(decode_status(png_of({ihdr, {"IDAT", zlib_packed(short_rows)}, iend})).code() == Code::kDecodeFailed);

  Bytes packed = zlib_packed(rows);
  packed[packed.size() / 2] ^= 0x55;
  CHECK(decode_status(png_of({ihdr, {"IDAT", packed}, iend})).code() == Code::kDecodeFailed);

  packed = zlib_packed(rows);
  const Chunk first{"IDAT", Bytes(packed.begin(), packed.begin() + 20)},
      rest{"IDAT", Bytes(packed.begin() + 20, packed.end())};
  CHECK(decode(png_of({ihdr, first, rest, iend}), {}).ok());
  CHECK(decode_status(png_of({ihdr, first, {"tEXt", {}}, rest, iend})).message() ==
        "PNG chunk tEXt stands between IDAT chunks");
}

TEST_CASE("png: several IDAT chunks are replaced where the first one stood") {
  const PngSpec spec;
  const Bytes packed = zlib_packed(filtered_rows(spec));
  std::vector<Chunk> chunks = {{"IHDR", ihdr_of(spec)}, {"puNk", {1}}};
  for (const uint8_t byte : packed) chunks.push_back({"IDAT", {byte}});
  chunks.push_back({"puNk", {2}});
  chunks.push_back({"IEND", {}});
  CHECK(types_of(rewritten(png_of(chunks))) == "IHDR puNk IDAT puNk IEND");
}

TEST_CASE("png: a file cut at any byte is refused") {
  const Bytes file = make_png(spec_of({3, 4, PixelFormat::kRgb8}, true));
  for (size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(decode(ByteView(file).first(size), {}).ok());
  }
  CHECK(decode(file, {}).ok());
}

TEST_CASE("png: limits refuse a size before anything of that size is made") {
  PngSpec spec;
  Limits limits;
  limits.max_pixels = 13 * 11;
  const Bytes file = make_png(spec);
  CHECK(decode(file, limits).ok());
  limits.max_pixels -= 1;
  CHECK(decode(file, limits).status().message() == "pixel count 143 exceeds max_pixels 142");
  CHECK(probe(file, limits).status().code() == Code::kLimitExceeded);

  Bytes huge = ihdr_of(spec);
  huge[0] = 0x7F;
  CHECK(decode_status(png_of({{"IHDR", huge}, {"IDAT", {}}, {"IEND", {}}})).code() == Code::kLimitExceeded);
}

TEST_CASE("png: compressed metadata is never inflated on the way through") {
  PngSpec spec;
  const Bytes bomb = zlib_packed(Bytes(32u << 20, 0));
  Bytes itxt = bytes_of(std::string_view("k\0\1\0\0\0", 6));
  append(itxt, bomb);
  spec.before = {{"iTXt", itxt}};
  Limits limits;
  limits.max_metadata_bytes = 1000;
  const Bytes file = make_png(spec);
  CHECK(decode(file, limits).ok());
  CHECK(data_of(rewritten(file), "iTXt") == itxt);
}
