// What a file with a mark costs, and whether a coarse one can carry it.
#include "pipeline/picture_mark.h"

#include <doctest/doctest.h>

#include <cmath>

#include "codec/codec.h"
#include "unit/handled.h"
#include "data/painter.h"
#include "image/difference.h"
#include "pipeline/mark.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;

image::Image pixels_of(ByteView file) {
  auto picture = codec::decode(file, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  return std::move(picture->pixels);
}

Result<MarkedFile> embedded(ByteView file) {
  Replacement nobody;
  return embed_file(file, kPayload, watermark::open_key(), {}, {}, nobody, {});
}

// What imprint_watermark_embed() would say of the decoded pixels.
watermark::EmbedReport of_buffer(ByteView file) {
  image::Image picture = pixels_of(file);
  return watermark::embed(picture.view(), kPayload, watermark::open_key(), {}).value();
}

// Independent of image::difference().
double measured_psnr(const image::Image& a, const image::Image& b) {
  REQUIRE(a.samples.size() == b.samples.size());
  double squares = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) squares += std::pow(double{1} * a.samples[i] - b.samples[i], 2);
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.samples.size()) / squares);
}

}  // namespace

TEST_CASE("embed_file: of a PNG the file's quality is the buffer's, to the last digit") {
  for (const image::PixelFormat format : {image::PixelFormat::kRgb8, image::PixelFormat::kRgba8, image::PixelFormat::kGray8, image::PixelFormat::kRgb16}) {
    const Bytes file = test::png_bytes(test::paint(test::Scene::kPortrait, 400, 360, format));
    const auto marked = embedded(file);
    REQUIRE_MESSAGE(marked.ok(), marked.status().message());
    const watermark::EmbedReport buffer = of_buffer(file);
    CHECK(marked->quality.psnr_db == doctest::Approx(buffer.psnr_db).epsilon(1e-6));
    CHECK(marked->quality.max_change == doctest::Approx(buffer.max_change).epsilon(1e-6));
    CHECK(marked->quality.visibility == buffer.visibility);
    CHECK(marked->quality.robustness == buffer.robustness);
  }
}

TEST_CASE("embed_file: of a lossy format the quality is what the written file shows") {
  const image::Image painted = test::paint(test::Scene::kTerrain, 480, 400);
  std::vector<Bytes> files = {test::jpeg_bytes(painted, 80)};
  if (codec::check_encodable(container::Format::kWebp).ok())
    files.push_back(codec::encode(painted.view(), container::Format::kWebp, 80).value());
  for (const Bytes& file : files) {
    const auto marked = embedded(file);
    REQUIRE_MESSAGE(marked.ok(), marked.status().message());
    CHECK(marked->quality.psnr_db == doctest::Approx(measured_psnr(pixels_of(file), pixels_of(marked->bytes))).epsilon(1e-6));
    CHECK(std::abs(marked->quality.psnr_db - of_buffer(file).psnr_db) > 0.05);
    CHECK(marked->quality.visibility == of_buffer(file).visibility);
  }
}

TEST_CASE("mark: the quality of the watermark is the file's, against the labelled picture") {
  const Bytes file = test::jpeg_bytes(test::paint(test::Scene::kTerrain, 480, 400), 85);
  MarkOptions options;
  const auto with_mark = mark(file, "001191000000000000000K10000", "1", watermark::open_key(), options, {});
  REQUIRE_MESSAGE(with_mark.ok(), with_mark.status().message());
  REQUIRE(with_mark->evidence.watermark.embedded);
  CHECK(with_mark->evidence.watermark.embedded->visibility > 0);
  options.watermark = false;
  const auto label_alone = mark(file, "001191000000000000000K10000", "1", watermark::open_key(), options, {});
  REQUIRE(label_alone.ok());
  CHECK_FALSE(label_alone->evidence.watermark.embedded);
  // The label itself is no cost of the mark: coded alone it differs from its own pixels by its coding only.
  const double told = with_mark->evidence.watermark.embedded->psnr_db;
  CHECK(told == doctest::Approx(measured_psnr(pixels_of(label_alone->bytes), pixels_of(with_mark->bytes))).epsilon(0.02));
  CHECK(told > measured_psnr(pixels_of(file), pixels_of(with_mark->bytes)) + 3);
}

namespace {

// With ordinary rounding.
bool plain_reads_back(const Bytes& file) {
  image::Image picture = pixels_of(file);
  REQUIRE(watermark::embed(picture.view(), kPayload, watermark::open_key(), {}).ok());
  watermark::Detection detection;
  const image::Image written = pixels_of(codec::encode_like(file, picture.view(), {}).value());
  return check_watermark_reads(written.view(), kPayload, watermark::open_key(), {}, &detection).ok();
}

}  // namespace

TEST_CASE("embed_file: coarse tables that round a mark away are coded so that it stays; what carries it by itself is coded as ever") {
  int saved = 0;
  for (const int quality : {30, 40, 75})
    for (const test::Scene scene : {test::Scene::kTerrain, test::Scene::kPortrait, test::Scene::kNoise}) {
      const Bytes file = test::jpeg_bytes(test::paint(scene, 640, 512), quality);
      const bool plain = plain_reads_back(file);
      const auto marked = embedded(file);
      CAPTURE(quality);
      CAPTURE(static_cast<int>(scene));
      if (plain) {
        image::Image picture = pixels_of(file);
        REQUIRE(watermark::embed(picture.view(), kPayload, watermark::open_key(), {}).ok());
        REQUIRE(marked.ok());
        CHECK(marked->bytes == codec::encode_like(file, picture.view(), {}).value());
      } else if (marked.ok()) {
        ++saved;
        CHECK(quality < 75);
        CHECK(marked->quality.psnr_db >= of_buffer(file).psnr_db - 3);
        watermark::Detection detection;
        CHECK(check_watermark_reads(pixels_of(marked->bytes).view(), kPayload, watermark::open_key(), {}, &detection).ok());
      } else {
        CHECK(marked.status().code() == Code::kReadBackFailed);
      }
    }
  CHECK(saved > 0);
}
