// Real files, where there are some: each gives pixels or a refusal, and the one that was expected of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "codec/codec.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"

using namespace imprint;
namespace fs = std::filesystem;

namespace {

const fs::path kImages = fs::path(IMPRINT_SHARED_DATA) / "images";

Bytes read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_in(const char* folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kImages / folder))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// Formats of which the build has the reader.
bool is_supported(const Bytes& file) {
  switch (container::sniff(file)) {
    case container::Format::kPng:
    case container::Format::kJpeg: return true;
#ifdef IMPRINT_WITH_WEBP
    case container::Format::kWebp: return true;
#endif
#ifdef IMPRINT_WITH_GIF
    case container::Format::kGif: return true;
#endif
#ifdef IMPRINT_WITH_TIFF
    case container::Format::kTiff: return true;
#endif
#ifdef IMPRINT_WITH_AVIF
    case container::Format::kAvif: return true;
#endif
    default: return false;
  }
}

// What a build gives that can leave the format out.
Code if_supported(const Bytes& file, Code code) { return is_supported(file) ? code : Code::kUnsupportedFormat; }

// Mean difference of colour samples that can be seen, 8 bits.
double visible_distance(const image::Image& a, const image::Image& b) {
  const image::FormatTraits t = traits(a.format);
  double sum = 0, count = 0;
  for (size_t i = 0; i < a.samples.size(); i += t.channels) {
    if (t.has_alpha() && a.samples[i + t.colour_channels] == 0) continue;
    for (uint32_t c = 0; c < t.colour_channels; ++c, ++count)
      sum += std::abs(int{a.samples[i + c]} - int{b.samples[i + c]});
  }
  return sum / std::max(count, 1.0);
}

// Decoding agrees with probing; writing, where it is built, keeps size and format; PNG samples exactly, JPEG samples
// nearly.
void check_round_trip(const Bytes& file) {
  const auto picture = codec::decode(file, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  const image::Image& pixels = picture.value().pixels;
  const auto info = codec::probe(file, {});
  REQUIRE(info.ok());
  CHECK(info.value().pixel_format == pixels.format);
  CHECK(info.value().width_px == pixels.width_px);
  CHECK(info.value().height_px == pixels.height_px);

  const auto out = codec::encode_like(file, pixels.view(), {});
  if (!codec::check_writable(file, {}).ok()) {
    CHECK(out.status().code() == Code::kUnsupportedFormat);
    return;
  }
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  const auto again = codec::decode(out.value(), {});
  REQUIRE_MESSAGE(again.ok(), again.status().message());
  CHECK(again.value().orientation == picture.value().orientation);
  REQUIRE(again.value().pixels.samples.size() == pixels.samples.size());
  if (picture.value().format == container::Format::kPng || picture.value().format == container::Format::kTiff) {
    CHECK(again.value().pixels.samples == pixels.samples);
    return;
  }
  // JPEG keeps its coefficients but for rounding; the others lose once more what they lose.
  const double most = picture.value().format == container::Format::kJpeg ? 0.5 : 2.5;
  CHECK(visible_distance(pixels, again.value().pixels) < most);
}

}  // namespace

TEST_CASE("media: photographs, generated, labelled and special pictures survive decoding and rewriting" *
          doctest::skip(!fs::exists(kImages))) {
  const std::map<std::string, std::string> refused = {
      {"d_cmyk_adobe.jpg",
       "YCCK JPEG is not supported; 8-bit grey and three-colour JPEG, baseline or progressive, is"}};
  size_t round_trips = 0;
  for (const char* folder : {"kodak", "ai", "labelled", "special"})
    for (const fs::path& path : files_in(folder)) {
      const std::string name = path.filename().string();
      CAPTURE(name);
      const Bytes file = read_file(path);
      const auto expected = refused.find(name);
      if (!is_supported(file)) {
        CHECK(codec::decode(file, {}).status().code() == Code::kUnsupportedFormat);
      } else if (expected != refused.end()) {
        CHECK(codec::decode(file, {}).status().message() == expected->second);
      } else {
        check_round_trip(file);
        ++round_trips;
      }
    }
  CHECK(round_trips >= 100);
}

TEST_CASE("media: PngSuite decodes, all but the files that are broken on purpose" *
          doctest::skip(!fs::exists(kImages))) {
  size_t broken = 0, sound = 0;
  for (const fs::path& path : files_in("pngsuite")) {
    const std::string name = path.filename().string();
    if (path.extension() != ".png") continue;
    CAPTURE(name);
    const Bytes file = read_file(path);
    if (name[0] == 'x') {
      CHECK_FALSE(codec::decode(file, {}).ok());
      ++broken;
    } else {
      check_round_trip(file);
      ++sound;
    }
  }
  CHECK(broken == 14);
  CHECK(sound >= 155);
}

TEST_CASE("media: bad files give the refusal that fits, the harmless among them their pixels" *
          doctest::skip(!fs::exists(kImages))) {
  const std::map<std::string, Code> expected = {
      {"c2pars_tiff_poc.tiff", Code::kMalformed},
      {"d_bad_ihdr_crc.png", Code::kMalformed},
      {"d_bomb_30000x30000_1bit.png", Code::kLimitExceeded},
      {"d_bomb_itxt_64mib.png", Code::kOk},  // the text is the bomb, and nobody here inflates it
      {"d_chunk_length_overflow.png", Code::kMalformed},
      {"d_corrupt_idat.png", Code::kMalformed},
      {"d_empty.jpg", Code::kUnsupportedFormat},
      {"d_empty.png", Code::kUnsupportedFormat},
      {"d_huge_canvas.webp", Code::kLimitExceeded},
      {"d_huge_header_2e31.png", Code::kLimitExceeded},
      {"d_huge_header_65500.png", Code::kLimitExceeded},
      {"d_huge_sof_65500.jpg", Code::kLimitExceeded},
      {"d_jpeg_named.png", Code::kOk},
      {"d_no_eoi.jpg", Code::kOk},  // all samples are there
      {"d_png_named.jpg", Code::kOk},
      {"d_segment_length_past_end.jpg", Code::kTruncated},
      {"d_signature_only.png", Code::kTruncated},
      {"d_text_named.png", Code::kUnsupportedFormat},
      {"d_truncated.avif", Code::kTruncated},
      {"d_truncated.webp", Code::kTruncated},
      {"d_truncated_60pct.jpg", Code::kTruncated},
      {"d_truncated_60pct.png", Code::kTruncated},
      {"d_truncated_header.jpg", Code::kTruncated},
      {"d_truncated_header.png", Code::kTruncated},
      {"d_webp_named.png", Code::kOk},
      {"d_xmp_cut_json.jpg", Code::kOk},
      {"d_xmp_entity_expansion.jpg", Code::kOk},
      {"d_zero_size.png", Code::kMalformed},
  };
  for (const auto& entry : expected) {
    const auto& name = entry.first;
    CAPTURE(name);
    const Bytes file = read_file(kImages / "bad" / name);
    const Status status = codec::decode(file, {}).status();
    const bool optional =
        name.ends_with(".webp") || name.ends_with(".avif") || name.ends_with(".tiff") || name == "d_webp_named.png";
    CHECK_MESSAGE(status.code() == (optional ? if_supported(file, entry.second) : entry.second), status.message());
  }
}

TEST_CASE("media: a 64 MiB text in a 64 KiB chunk is refused by the limit on metadata" *
          doctest::skip(!fs::exists(kImages))) {
  const Bytes file = read_file(kImages / "bad" / "d_bomb_itxt_64mib.png");
  const auto split = container::split_png(file, {});
  REQUIRE(split.ok());
  REQUIRE(split.value().chunks[1].type == "iTXt");
  CHECK(container::parse_png_text(split.value().chunks[1], {}).status().code() == Code::kLimitExceeded);
}

TEST_CASE("media: a gain map behind a rewritten JPEG is where the multi-picture list says" *
          doctest::skip(!fs::exists(kImages))) {
  const Bytes file = read_file(kImages / "special" / "display_p3_gainmap.jpg");
  const auto picture = codec::decode(file, {});
  REQUIRE(picture.ok());
  image::Image noisy = picture.value().pixels;
  for (size_t i = 0; i < noisy.samples.size(); i += 3) noisy.samples[i] ^= 9;  // so that the length changes a lot
  const auto out = codec::encode_like(file, noisy.view(), {});
  REQUIRE(out.ok());
  REQUIRE(out.value().size() != file.size());
  const auto points_behind_eoi = [](ByteView bytes) {
    const auto split = container::split_jpeg(bytes, {});
    REQUIRE(split.ok());
    for (const auto& s : split.value().segments) {
      if (s.marker != container::kJpegApp2 || !container::starts_with(s.data, "MPF")) continue;
      // In this file the list is big-endian and its last entry ends the segment: offset, then two numbers of two bytes.
      const uint32_t offset = read_be32(s.data.last(8).data());
      return s.data.data() + 4 + offset == split.value().trailing.data();
    }
    return false;
  };
  CHECK(points_behind_eoi(file));
  CHECK(points_behind_eoi(out.value()));
}
