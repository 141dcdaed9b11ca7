#ifdef IMPRINT_WITH_TIFF
#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "container/tiff_file.h"
#include "unit/codec/decoded.h"
#include "unit/codec/tiff_samples.h"

using namespace imprint;
using namespace imprint::test;
using image::PixelFormat;

namespace {

std::vector<TiffSpec> writable_specs() {
  std::vector<TiffSpec> out;
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kRgba8, PixelFormat::kGray8, PixelFormat::kRgb16,
                                   PixelFormat::kGray16, PixelFormat::kRgba16})
    for (const bool little : {true, false}) {
      TiffSpec spec;
      spec.format = format;
      spec.little_endian = little;
      out.push_back(spec);
    }
  for (const uint16_t compression : {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS})
    for (const uint32_t tile : {0u, 16u}) {
      TiffSpec spec;
      spec.compression = compression;
      spec.tile_px = tile;
      spec.predictor = compression == COMPRESSION_PACKBITS ? 1 : 2;
      out.push_back(spec);
    }
  TiffSpec one_strip;  // larger than the 8 KB into which libtiff likes to cut
  one_strip.width_px = 200;
  one_strip.rows_per_strip = one_strip.height_px;
  out.push_back(one_strip);
  return out;
}

// Noise, that compresses to more than the old pixels did.
image::Image changed(image::Image picture) {
  uint32_t seed = 99;
  for (uint8_t& s : picture.samples) {
    seed = seed * 1664525u + 1013904223u;
    s = static_cast<uint8_t>(s + (seed >> 26));
  }
  return picture;
}

bool contains(const Bytes& file, const Bytes& piece) {
  return std::search(file.begin(), file.end(), piece.begin(), piece.end()) != file.end();
}

}  // namespace

TEST_CASE("tiff: pixels decode as they were drawn, in every layout that is written too") {
  for (const TiffSpec& spec : writable_specs()) {
    const image::Image drawn = tiff_picture(spec);
    const codec::Picture picture = decoded(make_tiff(drawn, spec));
    CAPTURE(spec.compression);
    REQUIRE(picture.pixels.format == spec.format);
    CHECK(picture.pixels.samples == drawn.samples);
  }
}

TEST_CASE("tiff: new pixels read back exactly, other fields stay, nothing of the old pixels does") {
  for (const TiffSpec& spec : writable_specs()) {
    CAPTURE(spec.compression);
    CAPTURE(spec.tile_px);
    const image::Image drawn = tiff_picture(spec), wanted = changed(drawn);
    const Bytes file = make_tiff(drawn, spec);
    const auto out = codec::encode_like(file, wanted.view(), {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    CHECK(decoded(out.value()).pixels.samples == wanted.samples);
    constexpr std::string_view kSoftware = "drawn by a test";
    CHECK(contains(out.value(), Bytes(kSoftware.begin(), kSoftware.end())));
    // Rows of the uncompressed original would be found word for word.
    const Bytes row(drawn.samples.begin(), drawn.samples.begin() + 40);
    if (spec.compression == COMPRESSION_NONE && spec.little_endian) {
      CHECK(contains(file, row));
      CHECK_FALSE(contains(out.value(), row));
      CHECK(out.value().size() == file.size());
    }
  }
}

TEST_CASE("tiff: new strips share the room of the old ones, and room at the end is given back") {
  const auto coded_bytes = [](const Bytes& file) {
    const auto tiff = container::open_tiff(file, {});
    const auto counts = tiff->tiff.find(tiff->pages.front().at, TIFFTAG_STRIPBYTECOUNTS, {});
    std::pair<size_t, size_t> all_and_largest;
    for (size_t i = 0; i < counts->count; ++i) {
      const size_t size = static_cast<size_t>(*tiff->tiff.element(*counts, i));
      all_and_largest.first += size;
      all_and_largest.second = std::max(all_and_largest.second, size);
    }
    return all_and_largest;
  };
  for (const uint16_t compression : {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
    TiffSpec spec;
    spec.compression = compression;
    spec.height_px = 200;
    image::Image drawn = tiff_picture(spec);
    for (size_t i = 0; i < drawn.samples.size(); ++i) drawn.samples[i] = static_cast<uint8_t>(i / 50);
    const image::Image wanted = changed(drawn);
    const Bytes file = make_tiff(drawn, spec);
    const Bytes finer = codec::encode_like(file, wanted.view(), {}).value();
    const auto [old_bytes, old_largest] = coded_bytes(file);
    const auto [new_bytes, new_largest] = coded_bytes(finer);
    REQUIRE(new_bytes > old_bytes + 8 * new_largest);  // else there is nothing to see
    CHECK(finer.size() <= file.size() - old_bytes + new_bytes + new_largest + 26);
    // What went to the end shrinks with it.
    const Bytes again = codec::encode_like(finer, drawn.view(), {}).value();
    CHECK(decoded(again).pixels.samples == drawn.samples);
    CHECK(again.size() <= file.size() + new_largest + 26);
  }
}

TEST_CASE("tiff: orientation is told, pixels stay as they are stored") {
  TiffSpec spec;
  spec.orientation = 6;
  const image::Image drawn = tiff_picture(spec);
  const codec::Picture picture = decoded(make_tiff(drawn, spec));
  CHECK(picture.orientation == image::Orientation::kRotate90Cw);
  CHECK(picture.pixels.samples == drawn.samples);
}

TEST_CASE("tiff: what cannot be written without loss is read, and its writing refused by name") {
  TiffSpec associated;
  associated.format = PixelFormat::kRgba8;
  associated.extra = EXTRASAMPLE_ASSOCALPHA;
  const Bytes file = make_tiff(tiff_picture(associated), associated);
  const codec::Picture picture = decoded(file);
  const Status status = codec::encode_like(file, picture.pixels.view(), {}).status();
  CHECK(status.code() == Code::kUnsupportedPixels);
  CHECK(status.message().ends_with("this file stores its samples in another way"));
}

TEST_CASE("tiff: strips that overlap the directory are refused rather than written over it") {
  TiffSpec spec;
  spec.rows_per_strip = 1;  // strips no longer than the directory
  Bytes file = make_tiff(tiff_picture(spec), spec);
  // The directory's own place becomes that of the first strip.
  const uint32_t directory = read_le32(&file[4]);
  const uint16_t entries = read_le16(&file[directory]);
  for (uint16_t i = 0; i < entries; ++i) {
    const size_t at = directory + 2 + size_t{i} * 12;
    if (read_le16(&file[at]) != TIFFTAG_STRIPOFFSETS) continue;
    const uint32_t list = read_le32(&file[at + 8]);
    for (int k = 0; k < 4; ++k) file[list + static_cast<size_t>(k)] = static_cast<uint8_t>(directory >> (8 * k));
  }
  const image::Image wanted = changed(decoded(file).pixels);
  CHECK_FALSE(codec::encode_like(file, wanted.view(), {}).ok());
}

namespace {

std::string little_endian(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

// Pixels behind the header, and a directory behind them.
Bytes tiff_of(const std::vector<std::array<uint32_t, 4>>& entries, const std::string& pixels) {
  std::string out =
      std::string("II*\0", 4) + little_endian(8 + pixels.size(), 4) + pixels + little_endian(entries.size(), 2);
  for (const auto& [tag, type, count, value] : entries)
    out += little_endian(tag, 2) + little_endian(type, 2) + little_endian(count, 4) + little_endian(value, 4);
  out += little_endian(0, 4);
  return {out.begin(), out.end()};
}

}  // namespace

TEST_CASE("tiff: values that share bytes are copied by libtiff, and so are paid for") {
  const auto file = [](uint32_t values) {
    std::vector<std::array<uint32_t, 4>> entries = {{256, 3, 1, 4}, {257, 3, 1, 4}, {258, 3, 1, 8}, {259, 3, 1, 1},
                                                    {262, 3, 1, 1}, {273, 4, 1, 8}, {278, 3, 1, 4}, {279, 4, 1, 16}};
    for (uint32_t i = 0; i < values; ++i) entries.push_back({1000 + i, 1, 900, 8});
    return tiff_of(entries, std::string(1000, 'p'));
  };
  Limits limits;
  limits.max_inflated_bytes = 10'000;
  CHECK(codec::decode(file(8), limits).ok());
  CHECK(codec::decode(file(20), limits.for_call()).status().message().starts_with("TIFF values that share bytes"));
}

TEST_CASE("tiff: strips are paid for by what is read of them, and one strip in the place of all shows itself once") {
  const auto file = [](uint32_t width, uint32_t rows) {
    std::string places, sizes;
    for (uint32_t y = 0; y < rows; ++y) places += little_endian(8 + 8 * rows, 4), sizes += little_endian(width, 4);
    return tiff_of({{256, 4, 1, width},
                    {257, 4, 1, rows},
                    {258, 3, 1, 8},
                    {259, 3, 1, 1},
                    {262, 3, 1, 1},
                    {273, 4, rows, 8},
                    {278, 3, 1, 1},
                    {279, 4, rows, 8 + 4 * rows}},
                   places + sizes + std::string(width, 'p'));
  };
  CHECK(codec::decode(file(300, 200), {}).ok());
  CHECK(codec::decode(file(20000, 2000), {}).status().code() == Code::kLimitExceeded);  // 40 MP out of 36 KB
  Limits limits;
  limits.max_steps = 500'000;
  CHECK(codec::decode(file(300, 200), limits).status().message().starts_with("TIFF strips or tiles"));
}

TEST_CASE("tiff: a strip of more samples than a pixel needs is refused before it is decoded") {
  const auto file = [](uint32_t samples) {
    return tiff_of({{256, 4, 1, 4000},
                    {257, 4, 1, 4000},
                    {258, 3, 1, 8},
                    {259, 3, 1, 50000},
                    {262, 3, 1, 1},
                    {273, 4, 1, 8},
                    {277, 3, 1, samples},
                    {278, 4, 1, 4000},
                    {279, 4, 1, 30000}},
                   std::string(30000, 'p'));
  };
  CHECK(codec::decode(file(20), {}).status().code() == Code::kLimitExceeded);
  CHECK(codec::decode(file(4), {}).status().code() != Code::kLimitExceeded);
}
#endif

namespace {

// `file` with a further directory of one field.
Bytes with_directory(Bytes file, uint16_t tag) {
  const auto tiff = container::open_tiff(file, {});
  REQUIRE(tiff.ok());
  const size_t next = tiff->pages[0].at + tiff->tiff.ifd_bytes(tiff->pages[0].entries) - 4;
  if (file.size() % 2 == 1) file.push_back(0);
  for (size_t i = 0; i < 4; ++i) file[next + i] = static_cast<uint8_t>(file.size() >> (8 * i));
  for (const unsigned n : {1u, unsigned{tag}, 4u}) append(file, Bytes{static_cast<uint8_t>(n), static_cast<uint8_t>(n >> 8)});
  append(file, Bytes{1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0});
  return file;
}

}  // namespace

TEST_CASE("tiff: a directory without strips and tiles is no page, one with them is") {
  const image::Image drawn = tiff_picture({});
  const Bytes file = make_tiff(drawn, {});
  const auto rewritten = [&](uint16_t tag) { return codec::encode_like(with_directory(file, tag), drawn.view(), {}).status(); };
  constexpr uint16_t kStripOffsets = 273, kManifest = 0xCD41;
  CHECK(rewritten(kManifest).ok());
  const Status pages = rewritten(kStripOffsets);
  CHECK(pages.code() == Code::kUnsupportedPixels);
  CHECK(pages.message().find("has 2 pages") != std::string::npos);
}
