// What painters paint on: linear-in-looks RGB in [0, 1], rounded to samples last.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "pictures/picture.h"

namespace imprint_conform::painters {

struct Colour {
  double r = 0, g = 0, b = 0;
};
inline Colour operator+(Colour a, Colour b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
inline Colour operator*(Colour a, double k) { return {a.r * k, a.g * k, a.b * k}; }
inline Colour mix(Colour a, Colour b, double t) { return a * (1 - t) + b * t; }
inline double clamp01(double v) { return std::clamp(v, 0.0, 1.0); }
// 0 below `low`, 1 above `high`, smooth between.
inline double smooth_step(double low, double high, double v) {
  const double t = clamp01((v - low) / (high - low));
  return t * t * (3 - 2 * t);
}

class Canvas {
 public:
  Canvas(int width, int height, Colour fill = {})
      : width_(width), height_(height), pixels_(size_t(width) * size_t(height), fill) {}
  int width() const { return width_; }
  int height() const { return height_; }
  Colour& at(int x, int y) { return pixels_[size_t(y) * size_t(width_) + size_t(x)]; }
  const Colour& at(int x, int y) const { return pixels_[size_t(y) * size_t(width_) + size_t(x)]; }
  bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
  // Lays `colour` over a pixel; does nothing outside.
  void blend(int x, int y, Colour colour, double cover) {
    if (holds(x, y) && cover > 0) at(x, y) = mix(at(x, y), colour, std::min(cover, 1.0));
  }
  // Paints every pixel of the box with `cover_and_colour(x + 0.5, y + 0.5)` -> {Colour, cover}.
  template <typename Shade>
  void paint(double left, double top, double right, double bottom, Shade shade) {
    const int x0 = std::max(0, int(left)), y0 = std::max(0, int(top));
    const int x1 = std::min(width_ - 1, int(right) + 1), y1 = std::min(height_ - 1, int(bottom) + 1);
    for (int y = y0; y <= y1; ++y)
      for (int x = x0; x <= x1; ++x) {
        const auto [colour, cover] = shade(x + 0.5, y + 0.5);
        blend(x, y, colour, cover);
      }
  }

 private:
  int width_, height_;
  std::vector<Colour> pixels_;
};

// One number in [0, 1) for a place and a seed.
double hash01(int64_t x, int64_t y, uint64_t seed);
// Smooth noise in about [-1, 1], one hill a unit, and its sum over octaves, each half as large and `gain` as strong.
double smooth_noise(double x, double y, uint64_t seed);
double fractal(double x, double y, int octaves, uint64_t seed, double gain = 0.5);
// The same, folded into ridges: [0, 1], 1 on the crests.
double ridges(double x, double y, int octaves, uint64_t seed);

// Blurs by three passes of a box, all of whose sums are exact enough to round alike everywhere.
void soften(Canvas& canvas, int radius_px);
// Grain as of a camera's sensor: more in the dark, one number a channel.
void add_grain(Canvas& canvas, double strength, uint64_t seed);

Picture to_picture(const Canvas& canvas, int bits);
Picture to_picture(const Canvas& canvas, const std::vector<double>& alpha);  // 8-bit RGBA

// Random numbers for one picture.
class Dice {
 public:
  explicit Dice(uint64_t seed) : seed_(seed) {}
  double number(double low = 0, double high = 1) { return low + (high - low) * hash01(count_++, 0, seed_); }
  int whole(int count) { return std::min(count - 1, int(number() * count)); }
  uint64_t seed() { return seed_ ^ uint64_t(++count_) * 0x9e3779b97f4a7c15; }

 private:
  uint64_t seed_;
  int64_t count_ = 0;
};

// The painters.
Canvas landscape(int width, int height, uint64_t seed);
Canvas foliage(int width, int height, uint64_t seed);
Canvas portrait(int width, int height, uint64_t seed);
Canvas flat_art(int width, int height, uint64_t seed);
Canvas night(int width, int height, uint64_t seed);
Canvas gradient(int width, int height, uint64_t seed);
Canvas grain_only(int width, int height, uint64_t seed);
Picture text_page(int width, int height, uint64_t seed);
Picture cut_out(int width, int height, uint64_t seed);

}  // namespace imprint_conform::painters
