#include "image/adapt.h"

#include <cstring>

namespace imprint::image {
namespace {

uint32_t wide_sample(const uint8_t* at) {
  uint16_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

uint8_t narrowed(uint32_t wide) { return static_cast<uint8_t>((wide + 128) / 257); }

// One sample of `from`, as `to` has it.
void put_sample(const uint8_t* from, bool wide, uint8_t* to, bool wide_out) {
  if (!wide)
    *to = *from;
  else if (wide_out)
    std::memcpy(to, from, sizeof(uint16_t));
  else
    *to = narrowed(wide_sample(from));
}

}  // namespace

bool is_opaque(View pixels) {
  const FormatTraits t = traits(pixels.format);
  if (!t.has_alpha()) return true;
  const size_t step = t.bytes_per_pixel(), bytes = t.bytes_per_sample, at = step - bytes;
  for (uint32_t y = 0; y < pixels.height_px; ++y) {
    const uint8_t* alpha = pixels.row(y) + at;
    for (uint32_t x = 0; x < pixels.width_px; ++x, alpha += step)
      if ((bytes == 1 ? *alpha : wide_sample(alpha)) != t.max_value()) return false;
  }
  return true;
}

Image adapted(View pixels, PixelFormat to) {
  const FormatTraits from = traits(pixels.format), wanted = traits(to);
  const bool wide = from.bytes_per_sample == 2, wide_out = wanted.bytes_per_sample == 2;
  Image out(pixels.width_px, pixels.height_px, to);
  for (uint32_t y = 0; y < pixels.height_px; ++y) {
    const uint8_t* in = pixels.row(y);
    uint8_t* put = out.view().row(y);
    for (uint32_t x = 0; x < pixels.width_px; ++x, in += from.bytes_per_pixel()) {
      for (uint32_t c = 0; c < wanted.channels; ++c, put += wanted.bytes_per_sample) {
        const bool alpha = c >= wanted.colour_channels;
        const uint32_t colour = from.blue_first ? 2 - c : c;
        const uint32_t source = alpha ? from.colour_channels : from.colour_channels == 1 ? 0 : colour;
        put_sample(in + source * from.bytes_per_sample, wide, put, wide_out);
      }
    }
  }
  return out;
}

Image upright(View stored, Orientation orientation) {
  using enum Orientation;
  const auto is_one_of = [&](auto... these) { return ((orientation == these) || ...); };
  const bool from_right = is_one_of(kMirrorHorizontal, kRotate180, kTransverse, kRotate90Ccw);
  const bool from_bottom = is_one_of(kMirrorVertical, kRotate180, kTransverse, kRotate90Cw);
  const bool swapped = orientation >= kTranspose;
  const size_t pixel = traits(stored.format).bytes_per_pixel();
  Image out(swapped ? stored.height_px : stored.width_px, swapped ? stored.width_px : stored.height_px, stored.format);
  for (uint32_t y = 0; y < stored.height_px; ++y)
    for (uint32_t x = 0; x < stored.width_px; ++x) {
      const uint32_t sx = from_right ? stored.width_px - 1 - x : x, sy = from_bottom ? stored.height_px - 1 - y : y;
      std::memcpy(out.view().row(swapped ? x : y) + (swapped ? y : x) * pixel, stored.row(sy) + sx * pixel, pixel);
    }
  return out;
}

}  // namespace imprint::image
