#include "data/painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

namespace imprint::test {
namespace {

using Colour = std::array<double, 3>;  // red, green, blue in [0, 1]

// Well mixed bits of a lattice point (the finaliser of MurmurHash3).
uint32_t hash(uint32_t x, uint32_t y, uint32_t seed) {
  uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ seed * 0xC2B2AE3Du;
  h = (h ^ h >> 16) * 0x85EBCA6Bu;
  h = (h ^ h >> 13) * 0xC2B2AE35u;
  return h ^ h >> 16;
}
double unit(uint32_t x, uint32_t y, uint32_t seed) { return hash(x, y, seed) / 4294967296.0; }

double smooth_step(double t) { return t * t * (3 - 2 * t); }
double mix(double a, double b, double t) { return a + (b - a) * t; }
Colour mix(const Colour& a, const Colour& b, double t) {
  return {mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)};
}
// 0 below `low`, 1 above `high`, smooth between.
double ramp(double low, double high, double v) { return smooth_step(std::clamp((v - low) / (high - low), 0.0, 1.0)); }

// Value noise in [0, 1]; x and y >= 0.
double noise(double x, double y, uint32_t seed) {
  const auto ix = static_cast<uint32_t>(x), iy = static_cast<uint32_t>(y);
  const double fx = smooth_step(x - ix), fy = smooth_step(y - iy);
  return mix(mix(unit(ix, iy, seed), unit(ix + 1, iy, seed), fx),
             mix(unit(ix, iy + 1, seed), unit(ix + 1, iy + 1, seed), fx), fy);
}

double fractal(double x, double y, int octaves, uint32_t seed) {
  double sum = 0, weight = 0.5, total = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += weight * noise(x, y, seed + static_cast<uint32_t>(i));
    total += weight;
    weight *= 0.55;
    x *= 2;
    y *= 2;
  }
  return sum / total;
}

// Where a pixel lies: u and v in units of the shortest side from the upper left corner, and the picture's extent in them.
struct Place {
  double u, v, width, height;
  uint32_t x, y;
};

Colour sky(const Place& p, uint32_t seed) {
  const Colour ground = mix(Colour{0.25, 0.47, 0.80}, Colour{0.86, 0.90, 0.95}, p.v / p.height);
  return mix(ground, {0.97, 0.97, 0.98}, 0.8 * ramp(0.5, 0.75, fractal(3 * p.u, 6 * p.v, 4, seed)));
}

Colour terrain(const Place& p, uint32_t seed) {
  const auto height = [&](double u, double v) { return fractal(5 * u, 5 * v, 8, seed); };
  const double here = height(p.u, p.v);
  const double slope = (height(p.u + 0.004, p.v) - here) / 0.004;
  const double light = std::clamp(0.65 + 0.16 * slope, 0.15, 1.2);
  Colour c = mix(Colour{0.22, 0.36, 0.16}, Colour{0.55, 0.48, 0.36}, ramp(0.35, 0.6, here));
  c = mix(c, {0.92, 0.93, 0.95}, ramp(0.62, 0.75, here));
  for (double& v : c) v *= light;
  return c;
}

Colour portrait(const Place& p, uint32_t seed) {
  Colour c = mix(Colour{0.30, 0.34, 0.32}, Colour{0.62, 0.58, 0.50}, fractal(2 * p.u, 2 * p.v, 2, seed));
  const double dx = (p.u - p.width / 2) / 0.24, dy = (p.v - 0.47 * p.height) / 0.33;
  const double hair_r = std::hypot(dx / 1.25, (dy + 0.15) / 1.2);
  if (hair_r < 1) {
    const double strand = noise(90 * p.u + 6 * noise(3 * p.u, 3 * p.v, seed + 7), 6 * p.v, seed + 1);
    c = mix(Colour{0.10, 0.07, 0.05}, Colour{0.42, 0.28, 0.17}, 0.25 + 0.75 * strand);
  }
  const double r2 = dx * dx + dy * dy;
  if (r2 < 1) {  // a lit ellipsoid with pores
    const double light = 0.35 + 0.65 * std::clamp(-0.45 * dx - 0.4 * dy + 0.8 * std::sqrt(1 - r2), 0.0, 1.0);
    const double pores = 0.04 * (fractal(60 * p.u, 60 * p.v, 3, seed + 2) - 0.5);
    c = {0.93 * light + pores, 0.74 * light + pores, 0.62 * light + pores};
    for (double side : {-0.38, 0.38}) {
      const double eye = std::hypot((dx - side) / 0.16, (dy + 0.15) / 0.08);
      if (eye < 1) c = mix(Colour{0.15, 0.10, 0.08}, Colour{0.92, 0.91, 0.90}, ramp(0.35, 0.55, eye));
    }
    if (std::hypot(dx / 0.3, (dy - 0.5) / 0.07) < 1) c = {0.66 * light, 0.30 * light, 0.28 * light};
  }
  return c;
}

Colour flat_art(const Place& p, uint32_t seed) {
  Colour c{0.95, 0.90, 0.78};
  for (uint32_t i = 0; i < 14; ++i) {
    const double x = unit(i, 1, seed) * p.width, y = unit(i, 2, seed) * p.height, size = 0.05 + 0.2 * unit(i, 3, seed);
    const bool disc = i % 2 == 0;
    const bool inside = disc ? std::hypot(p.u - x, p.v - y) < size
                             : std::fabs(p.u - x) < size && std::fabs(p.v - y) < 0.4 * size;
    if (inside) c = {unit(i, 4, seed), unit(i, 5, seed), unit(i, 6, seed)};
  }
  return c;
}

Colour text(const Place& p, uint32_t seed) {
  constexpr double kLine = 0.05, kGlyph = 0.03;
  const auto line = static_cast<uint32_t>(p.v / kLine), glyph = static_cast<uint32_t>(p.u / kGlyph);
  const double in_x = p.u / kGlyph - glyph, in_y = p.v / kLine - line;
  const bool blank = unit(glyph, line, seed) < 0.15 || line % 7 == 6;
  const bool margin = p.u < 0.06 || p.u > p.width - 0.06;
  if (blank || margin || in_x > 0.85 || in_y > 0.7) return {0.97, 0.96, 0.93};
  const auto column = static_cast<uint32_t>(in_x / 0.17), row = static_cast<uint32_t>(in_y / 0.1);
  const uint32_t bits = hash(glyph, line, seed + 1);
  const bool ink = ((bits >> (column + 5 * row) % 32) & 1) != 0;
  return ink ? Colour{0.10, 0.10, 0.13} : Colour{0.97, 0.96, 0.93};
}

Colour colour_at(Scene scene, const Place& p, uint32_t seed) {
  switch (scene) {
    case Scene::kSky: return sky(p, seed);
    case Scene::kTerrain: return terrain(p, seed);
    case Scene::kPortrait: return portrait(p, seed);
    case Scene::kFlatArt: return flat_art(p, seed);
    case Scene::kText: return text(p, seed);
    case Scene::kNoise: return {unit(p.x, p.y, seed), unit(p.x, p.y, seed + 1), unit(p.x, p.y, seed + 2)};
  }
  return {};
}

double alpha_at(const Place& p) { return ramp(0.2, 0.3, std::hypot(p.u - 0.25, p.v - 0.25)); }

void put(image::Image& picture, uint32_t x, uint32_t y, const Colour& c, double alpha) {
  const image::FormatTraits t = traits(picture.format);
  const auto stored = [&](double v) { return static_cast<uint32_t>(std::lround(std::clamp(v, 0.0, 1.0) * t.max_value())); };
  if (t.colour_channels == 1) {
    set_sample(picture, x, y, 0, stored(0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2]));
  } else {
    for (uint32_t i = 0; i < 3; ++i) set_sample(picture, x, y, t.blue_first ? 2 - i : i, stored(c[i]));
  }
  if (t.has_alpha()) set_sample(picture, x, y, t.colour_channels, stored(alpha));
}

}  // namespace

std::string name_of(Scene scene) {
  switch (scene) {
    case Scene::kSky: return "sky";
    case Scene::kTerrain: return "terrain";
    case Scene::kPortrait: return "portrait";
    case Scene::kFlatArt: return "flat art";
    case Scene::kText: return "text";
    case Scene::kNoise: return "noise";
  }
  return "";
}

std::string name_of(image::PixelFormat format) {
  switch (format) {
    case image::PixelFormat::kRgb8: return "RGB8";
    case image::PixelFormat::kRgba8: return "RGBA8";
    case image::PixelFormat::kBgr8: return "BGR8";
    case image::PixelFormat::kBgra8: return "BGRA8";
    case image::PixelFormat::kGray8: return "GRAY8";
    case image::PixelFormat::kRgb16: return "RGB16";
    case image::PixelFormat::kRgba16: return "RGBA16";
    case image::PixelFormat::kGray16: return "GRAY16";
    case image::PixelFormat::kGrayAlpha8: return "GRAYA8";
    case image::PixelFormat::kGrayAlpha16: return "GRAYA16";
  }
  return "";
}

image::Image paint(Scene scene, uint32_t width_px, uint32_t height_px, image::PixelFormat format, uint32_t seed) {
  image::Image picture(width_px, height_px, format);
  const double side = std::min(width_px, height_px);
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < width_px; ++x) {
      const Place p{(x + 0.5) / side, (y + 0.5) / side, width_px / side, height_px / side, x, y};
      put(picture, x, y, colour_at(scene, p, seed), alpha_at(p));
    }
  return picture;
}

image::Image fill(double grey, uint32_t width_px, uint32_t height_px, image::PixelFormat format) {
  image::Image picture(width_px, height_px, format);
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < width_px; ++x) put(picture, x, y, {grey, grey, grey}, 1);
  return picture;
}

uint32_t sample(const image::Image& picture, uint32_t x, uint32_t y, uint32_t channel) {
  const image::FormatTraits t = traits(picture.format);
  const uint8_t* at = picture.view().row(y) + (static_cast<size_t>(x) * t.channels + channel) * t.bytes_per_sample;
  if (t.bytes_per_sample == 1) return *at;
  uint16_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

void set_sample(image::Image& picture, uint32_t x, uint32_t y, uint32_t channel, uint32_t value) {
  const image::FormatTraits t = traits(picture.format);
  uint8_t* at = picture.view().row(y) + (static_cast<size_t>(x) * t.channels + channel) * t.bytes_per_sample;
  const auto wide = static_cast<uint16_t>(value);
  if (t.bytes_per_sample == 1) *at = static_cast<uint8_t>(value);
  else std::memcpy(at, &wide, sizeof wide);
}

double psnr_db(const image::Image& a, const image::Image& b) {
  const image::FormatTraits t = traits(a.format);
  double squares = 0;
  for (uint32_t y = 0; y < a.height_px; ++y)
    for (uint32_t x = 0; x < a.width_px; ++x)
      for (uint32_t c = 0; c < t.colour_channels; ++c) {
        const double d = static_cast<double>(sample(a, x, y, c)) - sample(b, x, y, c);
        squares += d * d;
      }
  if (squares == 0) return 999;
  const double count = static_cast<double>(a.width_px) * a.height_px * t.colour_channels;
  return 10 * std::log10(static_cast<double>(t.max_value()) * t.max_value() * count / squares);
}

}  // namespace imprint::test
