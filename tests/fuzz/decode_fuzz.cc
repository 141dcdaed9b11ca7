// Pixels: what decodes agrees with what was probed, can be written, and decodes again to the same size and format.
#include <utility>

#include "codec/codec.h"
#include "container/attached.h"
#include "fuzz.h"
#include "image/adapt.h"

using namespace imprint;

namespace {

// Frames that can be read can be drawn on, and the result has as many.
void check_frames(ByteView file, fuzz::Run& run) {
  const auto info = codec::probe_frames(file, run.call());
  if (!info.ok() || !info.value()) return;
  size_t seen = 0;
  const auto count = [&](image::View canvas) {
    ++seen;
    FUZZ_REQUIRE(canvas.width_px == info.value()->width_px && canvas.height_px == info.value()->height_px);
    return Status();
  };
  const auto draw = [](image::MutableView canvas) {
    for (uint32_t x = 0; x < canvas.width_px; ++x)
      for (uint32_t c = 0; c < 4; ++c) canvas.data[4 * x + c] = static_cast<uint8_t>(canvas.data[4 * x] + x * (c + 1));
    return Status();
  };
  const bool reads = codec::each_frame(file, count, run.call()).ok();
  FUZZ_REQUIRE(!reads || seen == info.value()->count);
  for (const codec::Touch touch : {codec::Touch::kDrawn, codec::Touch::kShaded}) {
    const auto out = codec::edit_frames(file, touch, draw, run.call());
    FUZZ_REQUIRE(reads || !out.ok());
    if (!out.ok()) return;
    seen = 0;
    FUZZ_REQUIRE(codec::each_frame(out.value(), count, run.call()).ok());
    FUZZ_REQUIRE(seen == info.value()->count);
  }
}

// libavif and libwebp leave an alpha out that is opaque all over.
bool may_lose_alpha(const codec::Picture& picture) {
  const bool by_them = picture.format == container::Format::kAvif || picture.format == container::Format::kWebp;
  return by_them && traits(picture.pixels.format).has_alpha() && image::is_opaque(picture.pixels.view());
}

// What goes along into another format is read from there as it was.
void check_conversion(ByteView file, const image::Image& pixels, fuzz::Run& run) {
  const auto attached = container::attached_to(file, run.call());
  if (!attached.ok() || pixels.width_px > 256 || pixels.height_px > 256) return;
  const bool opaque = image::is_opaque(pixels.view());
  for (const container::Format to : {container::Format::kPng, container::Format::kJpeg, container::Format::kWebp}) {
    const auto stored = codec::stored_as(pixels.format, opaque, to);
    if (!stored.ok() || (!opaque && !traits(stored.value()).has_alpha())) continue;
    const image::Image adapted = image::adapted(pixels.view(), stored.value());
    const auto bare = codec::encode(adapted.view(), to, 80);
    FUZZ_REQUIRE(bare.ok());
    std::vector<std::string> left_out;
    const auto made = container::attach(bare.value(), attached.value(), left_out);
    FUZZ_REQUIRE(made.ok());
    const auto decoded = codec::decode(made.value(), run.call());
    FUZZ_REQUIRE(decoded.ok() && decoded->pixels.width_px == pixels.width_px);
    const auto read = container::attached_to(made.value(), run.call());
    FUZZ_REQUIRE(read.ok());
    if (left_out.empty()) FUZZ_REQUIRE(read->icc == attached->icc && read->xmp == attached->xmp);
  }
}

// A faint change that goes into the coefficients of a JPEG with coarse tables.
void check_keeping(ByteView file, const image::Image& pixels, fuzz::Run& run) {
  if (!codec::rounds_changes_away(file, run.call())) return;
  image::Image marked = pixels;
  for (size_t i = 0; i < marked.samples.size(); i += 7) marked.samples[i] = static_cast<uint8_t>(marked.samples[i] ^ 6);
  const auto out = codec::encode_keeping(file, pixels.view(), std::as_const(marked).view(), 0.4, run.call());
  if (!out.ok()) return;
  const auto again = codec::decode(out.value(), run.call());
  FUZZ_REQUIRE(again.ok() && again->pixels.width_px == pixels.width_px && again->pixels.height_px == pixels.height_px);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size, fuzz::bounds_of_products());
  check_frames(file, run);
  const auto info = codec::probe(file, run.call());
  const auto picture = codec::decode(file, run.call());
  if (!picture.ok()) return 0;
  const image::Image& pixels = picture.value().pixels;
  FUZZ_REQUIRE(info.ok());
  FUZZ_REQUIRE(info.value().width_px == pixels.width_px && info.value().height_px == pixels.height_px);
  FUZZ_REQUIRE(info.value().pixel_format == pixels.format);

  check_conversion(file, pixels, run);

  const auto out = codec::encode_like(file, pixels.view(), run.call());
  if (!out.ok()) return 0;
  check_keeping(file, pixels, run);
  const auto again = codec::decode(out.value(), run.call());
  FUZZ_REQUIRE(again.ok());
  FUZZ_REQUIRE(again.value().pixels.format == pixels.format || may_lose_alpha(picture.value()));
  if (picture.value().format == container::Format::kPng) FUZZ_REQUIRE(again.value().pixels.samples == pixels.samples);
  return 0;
}
