#include "image/difference.h"

#include <algorithm>
#include <cmath>

namespace imprint::image {
namespace {

// Whole numbers, so that no order of adding up changes them.
struct Total {
  uint64_t squares = 0, count = 0;
  uint32_t largest = 0;
};

// Rows of samples that all count.
template <typename Sample>
void add_row(const Sample* a, const Sample* b, size_t samples, Total& total) {
  uint64_t squares = 0;
  uint32_t largest = 0;
  for (size_t i = 0; i < samples; ++i) {
    const int step = int{a[i]} - int{b[i]};
    const auto size = static_cast<uint32_t>(step < 0 ? -step : step);
    squares += uint64_t{size} * size;
    largest = std::max(largest, size);
  }
  total.squares += squares;
  total.count += samples;
  total.largest = std::max(total.largest, largest);
}

// The sample of colour channel c (red, green, blue; grey is each of them), in 16 bits.
uint32_t sample_at(const uint8_t* row, const FormatTraits& t, uint32_t x, uint32_t c) {
  const uint32_t channel = t.colour_channels == 1 ? 0 : t.blue_first ? 2 - c : c;
  const size_t at = static_cast<size_t>(x) * t.channels + channel;
  return t.bytes_per_sample == 2 ? reinterpret_cast<const uint16_t*>(row)[at] : row[at] * 257u;
}

bool transparent(const uint8_t* row, const FormatTraits& t, uint32_t x) {
  if (!t.has_alpha()) return false;
  const size_t at = static_cast<size_t>(x) * t.channels + t.colour_channels;
  return t.bytes_per_sample == 2 ? reinterpret_cast<const uint16_t*>(row)[at] == 0 : row[at] == 0;
}

// Pixel by pixel, in 16 bits.
void add_any_row(const uint8_t* a, const FormatTraits& ta, const uint8_t* b, const FormatTraits& tb, uint32_t width, Total& total) {
  const uint32_t colours = std::max(ta.colour_channels, tb.colour_channels);
  for (uint32_t x = 0; x < width; ++x) {
    if (transparent(a, ta, x)) continue;
    for (uint32_t c = 0; c < colours; ++c) {
      const uint32_t of_a = sample_at(a, ta, x, c), of_b = sample_at(b, tb, x, c);
      const uint32_t size = of_a < of_b ? of_b - of_a : of_a - of_b;
      total.squares += uint64_t{size} * size;
      total.largest = std::max(total.largest, size);
    }
    total.count += colours;
  }
}

}  // namespace

Difference difference(View before, View after) {
  const FormatTraits ta = traits(before.format), tb = traits(after.format);
  const bool plain = before.format == after.format && !ta.has_alpha();
  const size_t samples = static_cast<size_t>(before.width_px) * ta.channels;
  Total total;
  for (uint32_t y = 0; y < before.height_px; ++y) {
    const uint8_t *a = before.row(y), *b = after.row(y);
    if (plain && ta.bytes_per_sample == 1) add_row(a, b, samples, total);
    else if (plain) add_row(reinterpret_cast<const uint16_t*>(a), reinterpret_cast<const uint16_t*>(b), samples, total);
    else add_any_row(a, ta, b, tb, before.width_px, total);
  }
  const double level = plain && ta.bytes_per_sample == 1 ? 1 : 257;
  return {static_cast<double>(total.squares) / (level * level) / static_cast<double>(std::max<uint64_t>(total.count, 1)), total.largest / level};
}

double psnr_db(double mean_square) { return 10 * std::log10(255.0 * 255.0 / std::max(mean_square, 1e-9)); }

}  // namespace imprint::image
