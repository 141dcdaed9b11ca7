// Pixels: what decodes agrees with what was probed, can be written, and decodes again to the same size and format.
#include "codec/codec.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  const Limits limits = fuzz::small_limits();
  const auto info = codec::probe(file, limits);
  const auto picture = codec::decode(file, limits);
  if (!picture.ok()) return 0;
  const image::Image& pixels = picture.value().pixels;
  FUZZ_REQUIRE(info.ok());
  FUZZ_REQUIRE(info.value().width_px == pixels.width_px && info.value().height_px == pixels.height_px);
  FUZZ_REQUIRE(info.value().pixel_format == pixels.format);

  const auto out = codec::encode_like(file, pixels.view(), limits);
  if (!out.ok()) return 0;
  const auto again = codec::decode(out.value(), limits);
  FUZZ_REQUIRE(again.ok());
  FUZZ_REQUIRE(again.value().pixels.format == pixels.format);
  if (picture.value().format == container::Format::kPng) FUZZ_REQUIRE(again.value().pixels.samples == pixels.samples);
  return 0;
}
