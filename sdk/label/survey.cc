// What lies under a label, and the tone and opacity that its words need there.
#include <algorithm>
#include <array>
#include <cmath>

#include "label/blend.h"
#include "label/samples.h"

namespace imprint::label {
namespace {

using image::FormatTraits;

// Below this mean the picture counts as dark: the grey from which white and black are equally far in WCAG contrast,
// sqrt(1.05 * 0.05) - 0.05 = 0.179 in linear light, 118 in sRGB.
constexpr double kDarkBelow = 118;

// WCAG 2.2 level AA for text, with a little room for rounding.
constexpr double kContrast = 4.6;

// A label flattens its ground until no more than this deviation (8-bit levels) stays: contrast alone does not make
// words readable on gravel, and a contour alone does not either. Tuned with tests/bench/legibility.py.
constexpr double kPlainRoughness = 16, kOutlinedRoughness = 24;

// One pixel as a viewer may see it: encoded luma (ITU-R BT.709-6 3.2) and linear luminance (WCAG 2.2), for the lightest
// and the darkest page behind a transparent picture.
struct Shade {
  double luma_over_white, luma_over_black, luminance_over_white;
};

const std::array<double, 256>& linear_table() {
  static const std::array<double, 256> table = [] {
    std::array<double, 256> t{};
    for (size_t i = 0; i < t.size(); ++i) {
      const double s = static_cast<double>(i) / 255;
      t[i] = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    }
    return t;
  }();
  return table;
}

double linear(double level) { return linear_table()[static_cast<size_t>(std::clamp(level + 0.999, 0.0, 255.0))]; }

template <typename Sample>
Shade shade_of(const uint8_t* pixel, const FormatTraits& t) {
  constexpr double kMax = Sample(~Sample{0});
  const auto level = [&](uint32_t i) { return load<Sample>(pixel + i * sizeof(Sample)) * (255 / kMax); };
  const double first = level(0), green = t.colour_channels == 3 ? level(1) : first,
               last = t.colour_channels == 3 ? level(2) : first;
  const double red = t.blue_first ? last : first, blue = t.blue_first ? first : last;
  const double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  if (!t.has_alpha() || load<Sample>(pixel + t.colour_channels * sizeof(Sample)) == kMax)
    return {luma, luma, 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)};
  const double alpha = level(t.colour_channels) / 255, page = 255 * (1 - alpha);
  const auto seen = [&](double c) { return linear(c * alpha + page); };
  return {luma * alpha + page, luma * alpha, 0.2126 * seen(red) + 0.7152 * seen(green) + 0.0722 * seen(blue)};
}

template <typename Use>  // void(Shade, first of its row)
void each_shade(const UprightPixels& pixels, const Placement& plate, Use&& use) {
  const FormatTraits t = traits(pixels.format());
  for (uint32_t y = 0; y < plate.height_px; ++y) {
    const uint8_t* pixel = pixels.at(plate.x_px, plate.y_px + y);
    for (uint32_t x = 0; x < plate.width_px; ++x, pixel += pixels.step_x())
      use(t.bytes_per_sample == 2 ? shade_of<uint16_t>(pixel, t) : shade_of<uint8_t>(pixel, t), x);
  }
}

struct Ground {
  double mean_luma = 0, deviation = 0;
  double lightest = 0;        // luminance, over white
  double darkest_luma = 255;  // over black
};

Ground survey(const UprightPixels& pixels, const Placement& plate) {
  Ground g;
  double sum = 0, squares = 0;
  each_shade(pixels, plate, [&](const Shade& s, uint32_t) {
    sum += s.luma_over_white;
    squares += s.luma_over_white * s.luma_over_white;
    g.lightest = std::max(g.lightest, s.luminance_over_white);
    g.darkest_luma = std::min(g.darkest_luma, s.luma_over_black);
  });
  const double count = static_cast<double>(plate.width_px) * plate.height_px;
  g.mean_luma = sum / count;
  g.deviation = std::sqrt(std::max(0.0, squares / count - g.mean_luma * g.mean_luma));
  return g;
}

// The share of plate with which white ink stands out from the lightest pixel. The transfer curve is convex, so the
// luminance of a blend is at most the blend of the luminances.
double share_for_white(const Ground& ground) {
  const double plate = linear_table()[kWhiteOnDark.plate], limit = 1.05 / kContrast - 0.05;
  return ground.lightest <= limit ? 0 : (ground.lightest - limit) / (ground.lightest - plate);
}

// The same for black ink on the darkest pixel: a luminance is at least that of the grey of the same luma.
double share_for_black(const Ground& ground) {
  const auto& table = linear_table();
  const double limit = kContrast * (table[kBlackOnLight.ink] + 0.05) - 0.05;
  const double luma = static_cast<double>(std::lower_bound(table.begin(), table.end(), limit) - table.begin());
  return ground.darkest_luma >= luma ? 0 : (luma - ground.darkest_luma) / (255 - ground.darkest_luma);
}

// The share of plate that leaves no more than `roughness`.
double share_for_calm(const Ground& ground, double roughness) {
  return ground.deviation <= roughness ? 0 : 1 - roughness / ground.deviation;
}

uint32_t opacity_of(double share) { return std::min(static_cast<uint32_t>(std::ceil(share * 255)), kPlateOpacity); }

Backing plain_backing(const Ground& ground, bool dark) {
  const double white = share_for_white(ground), black = share_for_black(ground);
  if (white != black) dark = white < black;
  const double share = std::max(share_for_calm(ground, kPlainRoughness), dark ? white : black);
  Backing backing;
  backing.tone = dark ? kWhiteOnDark : kBlackOnLight;
  backing.opacity = opacity_of(share);
  return backing;
}

}  // namespace

Backing choose_backing(const UprightPixels& pixels, const Placement& plate, Style style) {
  const Ground ground = survey(pixels, plate);
  const bool dark = ground.mean_luma < kDarkBelow;
  if (style == Style::kPlain) return plain_backing(ground, dark);
  Backing backing;
  backing.tone = dark ? kWhiteOnDark : kBlackOnLight;
  backing.opacity = style == Style::kOutlined ? opacity_of(share_for_calm(ground, kOutlinedRoughness)) : kPlateOpacity;
  return backing;
}

double activity(const UprightPixels& pixels, const Placement& plate) {
  double sum = 0, left = 0;
  std::vector<double> above(plate.width_px);
  bool first_row = true;
  each_shade(pixels, plate, [&](const Shade& s, uint32_t x) {
    const double luma = s.luma_over_white;
    if (x > 0) sum += std::abs(luma - left);
    if (!first_row) sum += std::abs(luma - above[x]);
    if (x + 1 == plate.width_px) first_row = false;
    left = above[x] = luma;
  });
  return sum / (2.0 * plate.width_px * plate.height_px);
}

}  // namespace imprint::label
