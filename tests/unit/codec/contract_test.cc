// What every format's codec promises, on one small file of each.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "codec/codec.h"
#include "unit/codec/jpeg_samples.h"
#include "unit/codec/png_samples.h"
#ifdef IMPRINT_WITH_WEBP
#include "unit/codec/webp_samples.h"
#endif
#ifdef IMPRINT_WITH_GIF
#include "unit/codec/gif_samples.h"
#endif
#ifdef IMPRINT_WITH_TIFF
#include "unit/codec/tiff_samples.h"
#endif
#ifdef IMPRINT_WITH_AVIF
#include "unit/codec/avif_samples.h"
#endif

using namespace imprint;
using namespace imprint::test;
using codec::decode;
using codec::probe;

namespace {

// libtiff writes the values of a directory behind it, the resolution and the name of the software last.
[[maybe_unused]] constexpr size_t kTiffTail = 64;

struct Row {
  std::string name;
  container::Format format;
  Bytes file;
  bool writable = false;
  size_t dispensable_bytes = 0;  // at its end, without which all pixels are there
};

std::vector<Row> rows() {
  std::vector<Row> out = {{"PNG", container::Format::kPng, make_png({}), true},
                          {"JPEG", container::Format::kJpeg, make_jpeg({}), true, 2}};
#ifdef IMPRINT_WITH_WEBP
  const auto alpha = webp_picture(21, 17, image::PixelFormat::kRgba8);
  out.push_back({"WebP", container::Format::kWebp, make_webp(webp_picture(21, 17, image::PixelFormat::kRgb8)), true});
  out.push_back({"WebP, lossy, alpha", container::Format::kWebp, make_webp(alpha, 80), true});
#endif
#ifdef IMPRINT_WITH_GIF
  out.push_back({"GIF", container::Format::kGif, make_gif({})});
#endif
#ifdef IMPRINT_WITH_TIFF
  out.push_back({"TIFF", container::Format::kTiff, make_tiff(tiff_picture({}), {}), true, kTiffTail});
#endif
#ifdef IMPRINT_WITH_AVIF
  if (can_encode_avif()) out.push_back({"AVIF", container::Format::kAvif, make_avif({}), true});
#endif
  return out;
}

}  // namespace

TEST_CASE("contract: probing tells what decoding gives, and decoding gives it twice") {
  for (const Row& row : rows()) {
    CAPTURE(row.name);
    const auto info = probe(row.file, {});
    const auto picture = decode(row.file, {});
    REQUIRE_MESSAGE(picture.ok(), picture.status().message());
    REQUIRE(info.ok());
    const image::Image& pixels = picture.value().pixels;
    CHECK(picture.value().format == row.format);
    CHECK(info.value().format == row.format);
    CHECK(info.value().width_px == pixels.width_px);
    CHECK(info.value().height_px == pixels.height_px);
    CHECK(info.value().pixel_format == pixels.format);
    CHECK(pixels.samples.size() == pixels.stride_bytes() * pixels.height_px);
    CHECK(decode(row.file, {}).value().pixels.samples == pixels.samples);
  }
}

TEST_CASE("contract: a picture at the limit is read, one pixel beyond it is refused by probe and decode") {
  for (const Row& row : rows()) {
    CAPTURE(row.name);
    const codec::PictureInfo info = probe(row.file, {}).value();
    Limits limits;
    limits.max_pixels = uint64_t{info.width_px} * info.height_px;
    limits.max_dimension_px = std::max(info.width_px, info.height_px);
    CHECK(decode(row.file, limits).ok());
    limits.max_pixels -= 1;
    for (const Status& status : {probe(row.file, limits).status(), decode(row.file, limits).status()})
      CHECK(status.message() == "pixel count " + std::to_string(limits.max_pixels + 1) + " exceeds max_pixels " +
                                    std::to_string(limits.max_pixels));
    limits = {};
    limits.max_dimension_px = std::max(info.width_px, info.height_px) - 1;
    CHECK(probe(row.file, limits).status().code() == Code::kLimitExceeded);
    CHECK(decode(row.file, limits).status().code() == Code::kLimitExceeded);
  }
}

TEST_CASE("contract: a file cut at any byte is refused with a reason") {
  for (const Row& row : rows()) {
    CAPTURE(row.name);
    for (size_t size = 0; size + row.dispensable_bytes < row.file.size(); ++size) {
      CAPTURE(size);
      const Bytes cut(row.file.begin(), row.file.begin() + static_cast<ptrdiff_t>(size));  // its own end, for asan
      const auto picture = decode(cut, {});
      REQUIRE_FALSE(picture.ok());
      CHECK_FALSE(picture.status().message().empty());
      // Cut between two boxes, an AVIF only shows it by data that is not there, which libavif words as damage.
      const bool said = picture.status().message().find("truncated") != std::string::npos;
      if (size > 32 && !row.writable) CHECK((said || picture.status().code() == Code::kTruncated));
    }
  }
}

TEST_CASE("contract: writable formats are written, the others refuse it before anything else") {
  for (const Row& row : rows()) {
    CAPTURE(row.name);
    const codec::Picture picture = decode(row.file, {}).value();
    const auto written = codec::encode_like(row.file, picture.pixels.view(), {});
    CHECK(written.ok() == row.writable);
    CHECK(codec::check_writable(row.file, {}).ok() == row.writable);
    if (row.writable) continue;
    const std::string wanted =
        std::string(container::format_name(row.format)) + " pixels can be read but not written by this build; ";
    CHECK(written.status().code() == Code::kUnsupportedFormat);
    CHECK(written.status().message().starts_with(wanted));
    // The first bytes are enough to know.
    CHECK(codec::check_writable(ByteView(row.file).first(16), {}).message().starts_with(wanted));
  }
}
