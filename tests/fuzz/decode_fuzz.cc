// Pixels: what decodes agrees with what was probed, can be written, and decodes again to the same size and format.
#include "codec/codec.h"
#include "fuzz.h"

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
      canvas.data[4 * x + 3] = static_cast<uint8_t>(canvas.data[4 * x] + x);
    return Status();
  };
  const bool reads = codec::each_frame(file, count, run.call()).ok();
  FUZZ_REQUIRE(!reads || seen == info.value()->count);
  const auto out = codec::edit_frames(file, draw, run.call());
  FUZZ_REQUIRE(reads || !out.ok());
  if (!out.ok()) return;
  seen = 0;
  FUZZ_REQUIRE(codec::each_frame(out.value(), count, run.call()).ok());
  FUZZ_REQUIRE(seen == info.value()->count);
}

bool is_opaque(const image::Image& pixels) {
  const size_t pixel = traits(pixels.format).bytes_per_pixel(), sample = traits(pixels.format).bytes_per_sample;
  for (size_t at = pixel; at <= pixels.samples.size(); at += pixel)
    for (size_t i = 1; i <= sample; ++i)
      if (pixels.samples[at - i] != 0xFF) return false;
  return true;
}

// libavif and libwebp leave an alpha out that is opaque all over.
bool may_lose_alpha(const codec::Picture& picture) {
  const bool by_them = picture.format == container::Format::kAvif || picture.format == container::Format::kWebp;
  return by_them && traits(picture.pixels.format).has_alpha() && is_opaque(picture.pixels);
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

  const auto out = codec::encode_like(file, pixels.view(), run.call());
  if (!out.ok()) return 0;
  const auto again = codec::decode(out.value(), run.call());
  FUZZ_REQUIRE(again.ok());
  FUZZ_REQUIRE(again.value().pixels.format == pixels.format || may_lose_alpha(picture.value()));
  if (picture.value().format == container::Format::kPng) FUZZ_REQUIRE(again.value().pixels.samples == pixels.samples);
  return 0;
}
