// Paints a landscape, so that the quickstart has a "generated" picture of its own: evening sky, sun, mountains, lake.
//   paint_picture OUT.png WIDTH HEIGHT
#include <algorithm>
#include <cmath>

#include "png_file.h"

namespace {

// A repeatable value in [0, 1) for a lattice point.
double lattice(int x, int y, uint32_t seed) {
  uint32_t h = seed + 0x9E3779B9u * static_cast<uint32_t>(x) + 0x85EBCA6Bu * static_cast<uint32_t>(y);
  h = (h ^ h >> 16) * 0x7FEB352Du;
  h = (h ^ h >> 15) * 0x846CA68Bu;
  return (h ^ h >> 16) / 4294967296.0;
}

double smooth_noise(double x, double y, uint32_t seed) {
  const double fx = std::floor(x), fy = std::floor(y);
  const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
  const auto ease = [](double t) { return t * t * (3 - 2 * t); };
  const double u = ease(x - fx), v = ease(y - fy);
  const double top = std::lerp(lattice(ix, iy, seed), lattice(ix + 1, iy, seed), u);
  const double bottom = std::lerp(lattice(ix, iy + 1, seed), lattice(ix + 1, iy + 1, seed), u);
  return std::lerp(top, bottom, v);
}

// Octaves of noise, about [0, 1].
double fractal(double x, double y, uint32_t seed, int octaves) {
  double sum = 0, weight = 0.5;
  for (int i = 0; i < octaves; ++i, weight /= 2, x *= 2, y *= 2) sum += weight * smooth_noise(x, y, seed + static_cast<uint32_t>(i));
  return sum;
}

struct Colour {
  double r, g, b;
};
Colour mix(Colour a, Colour b, double t) { return {std::lerp(a.r, b.r, t), std::lerp(a.g, b.g, t), std::lerp(a.b, b.b, t)}; }

constexpr double kHorizon = 0.68;

Colour sky(double x, double y) {
  Colour c = mix({38, 54, 110}, {250, 168, 104}, std::pow(y / kHorizon, 1.6));
  const double sun = std::hypot((x - 0.95) * 1.0, y - 0.50);
  c = mix(c, {255, 240, 205}, std::clamp(1.15 - sun / 0.09, 0.0, 1.0));
  c = mix(c, {255, 205, 140}, 0.45 * std::exp(-sun * 4));
  const double cloud = fractal(x * 3, y * 9, 11, 6);
  return mix(c, {255, 222, 205}, 0.55 * std::clamp((cloud - 0.5) * 3.2, 0.0, 1.0));
}

Colour land(double x, double y) {
  Colour c = sky(x, y);
  const Colour ranges[] = {{120, 110, 150}, {78, 84, 118}, {42, 58, 74}, {24, 40, 38}};
  for (int i = 0; i < 4; ++i) {
    const double ridge = 0.40 + 0.085 * i - 0.22 * (fractal(x * (1.6 + i), 0.5, 40 + 7 * static_cast<uint32_t>(i), 7) - 0.4);
    if (y < ridge) continue;
    const double texture = fractal(x * 40, y * 60, 90 + static_cast<uint32_t>(i), 5) - 0.5;
    c = mix(ranges[i], {240, 176, 130}, std::clamp(0.25 - 0.06 * i + texture * 0.3, 0.0, 1.0));
  }
  return c;
}

Colour picture(double x, double y) {
  if (y < kHorizon) return land(x, y);
  const double depth = (y - kHorizon) / (1 - kHorizon);
  const double ripple = (fractal(x * 14, 8 / (depth + 0.08), 7, 4) - 0.5) * 0.09 * (0.3 + depth);
  return mix(land(x + ripple, std::max(0.0, 2 * kHorizon - y + ripple)), {18, 34, 52}, 0.25 + 0.35 * depth);
}

}  // namespace

int main(int argc, char** argv) {
  const long width = argc == 4 ? std::atol(argv[2]) : 0, height = argc == 4 ? std::atol(argv[3]) : 0;
  if (width < 1 || height < 1 || width > 16384 || height > 16384) {
    std::fprintf(stderr, "usage: paint_picture OUT.png WIDTH HEIGHT (1 to 16384)\n");
    return 1;
  }
  Rgb out(static_cast<uint32_t>(width), static_cast<uint32_t>(height));
  for (uint32_t y = 0; y < out.height; ++y)
    for (uint32_t x = 0; x < out.width; ++x) {
      const Colour c = picture((x + 0.5) / out.height, (y + 0.5) / out.height);
      const double grain = (lattice(static_cast<int>(x), static_cast<int>(y), 3) - 0.5) * 5;
      const double values[] = {c.r, c.g, c.b};
      for (int i = 0; i < 3; ++i) out.at(x, y)[i] = static_cast<uint8_t>(std::clamp(values[i] + grain, 0.0, 255.0) + 0.5);
    }
  write_png(argv[1], out);
  return 0;
}
