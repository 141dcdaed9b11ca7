// Noise, softness, grain, and rounding to samples.
#include "corpus/canvas.h"

#include <cmath>

namespace imprint_conform::painters {
namespace {

uint64_t mixed(uint64_t z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

uint64_t hash(int64_t x, int64_t y, uint64_t seed) {
  return mixed(mixed(seed + 0x9e3779b97f4a7c15 * static_cast<uint64_t>(x)) +
               0xd1b54a32d192ed03 * static_cast<uint64_t>(y));
}

// One of eight directions, times the way from the corner: gradient noise without a sine.
double slope(int64_t x, int64_t y, uint64_t seed, double dx, double dy) {
  constexpr double d = 0.70710678118654752;
  constexpr double kX[] = {1, d, 0, -d, -1, -d, 0, d}, kY[] = {0, d, 1, d, 0, -d, -1, -d};
  const uint64_t h = hash(x, y, seed) & 7;
  return kX[h] * dx + kY[h] * dy;
}

double fade(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

uint32_t to_sample(double value, uint32_t peak) {
  return static_cast<uint32_t>(std::floor(clamp01(value) * peak + 0.5));
}

// One pass of a box over a line of `count` values that lie `step` apart.
void box_line(double* line, size_t count, size_t step, int radius, std::vector<double>& copy) {
  copy.resize(count);
  for (size_t i = 0; i < count; ++i) copy[i] = line[i * step];
  const auto at = [&](int64_t i) {
    return copy[static_cast<size_t>(std::clamp<int64_t>(i, 0, static_cast<int64_t>(count) - 1))];
  };
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) sum += at(i);
  for (size_t i = 0; i < count; ++i) {
    line[i * step] = sum / (2 * radius + 1);
    sum += at(static_cast<int64_t>(i) + radius + 1) - at(static_cast<int64_t>(i) - radius);
  }
}

}  // namespace

double hash01(int64_t x, int64_t y, uint64_t seed) { return static_cast<double>(hash(x, y, seed) >> 11) * 0x1p-53; }

double smooth_noise(double x, double y, uint64_t seed) {
  const double fx = std::floor(x), fy = std::floor(y), dx = x - fx, dy = y - fy;
  const auto ix = static_cast<int64_t>(fx), iy = static_cast<int64_t>(fy);
  const double u = fade(dx), v = fade(dy);
  const double top = slope(ix, iy, seed, dx, dy) * (1 - u) + slope(ix + 1, iy, seed, dx - 1, dy) * u;
  const double low = slope(ix, iy + 1, seed, dx, dy - 1) * (1 - u) + slope(ix + 1, iy + 1, seed, dx - 1, dy - 1) * u;
  return (top * (1 - v) + low * v) * 1.5;
}

double fractal(double x, double y, int octaves, uint64_t seed, double gain) {
  double sum = 0, strength = 1, all = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += strength * smooth_noise(x, y, seed + static_cast<uint64_t>(i) * 0x632be59bd9b4e019);
    all += strength;
    strength *= gain;
    x = x * 2 + 17.3, y = y * 2 - 9.1;
  }
  return sum / all;
}

double ridges(double x, double y, int octaves, uint64_t seed) {
  double sum = 0, strength = 0.5, before = 1;
  for (int i = 0; i < octaves; ++i) {
    double v = 1 - std::abs(smooth_noise(x, y, seed + static_cast<uint64_t>(i) * 0x632be59bd9b4e019));
    v *= v * before;
    before = v;
    sum += v * strength;
    strength *= 0.5;
    x = x * 2 + 11.7, y = y * 2 + 3.9;
  }
  return sum;
}

void soften(Canvas& canvas, int radius_px) {
  static_assert(sizeof(Colour) == 3 * sizeof(double));
  if (radius_px < 1) return;
  std::vector<double> copy;
  const auto w = static_cast<size_t>(canvas.width()), h = static_cast<size_t>(canvas.height());
  for (int pass = 0; pass < 3; ++pass)
    for (size_t c = 0; c < 3; ++c) {
      double* all = &canvas.at(0, 0).r + c;
      for (size_t y = 0; y < h; ++y) box_line(all + y * w * 3, w, 3, radius_px, copy);
      for (size_t x = 0; x < w; ++x) box_line(all + x * 3, h, w * 3, radius_px, copy);
    }
}

void add_grain(Canvas& canvas, double strength, uint64_t seed) {
  const auto bell = [&](int64_t x, int64_t y, uint64_t channel) {
    return hash01(x, y, seed + channel) + hash01(x, y, seed + channel + 77) - 1;
  };
  for (int y = 0; y < canvas.height(); ++y)
    for (int x = 0; x < canvas.width(); ++x) {
      Colour& p = canvas.at(x, y);
      const double k = strength * (1.2 - 0.6 * clamp01(p.g)), shared = bell(x, y, 3);
      p = p + Colour{k * (shared + 0.5 * bell(x, y, 0)), k * (shared + 0.5 * bell(x, y, 1)),
                     k * (shared + 0.5 * bell(x, y, 2))};
    }
}

Picture to_picture(const Canvas& canvas, int bits) {
  Picture out;
  out.pixels.create(canvas.height(), canvas.width(), bits == 16 ? CV_16UC3 : CV_8UC3);
  for (int y = 0; y < canvas.height(); ++y)
    for (int x = 0; x < canvas.width(); ++x) {
      const Colour& p = canvas.at(x, y);
      const double values[] = {p.r, p.g, p.b};
      for (int c = 0; c < 3; ++c) {
        if (bits == 16)
          out.pixels.ptr<uint16_t>(y)[x * 3 + c] = static_cast<uint16_t>(to_sample(values[c], 65535));
        else
          out.pixels.ptr<uint8_t>(y)[x * 3 + c] = static_cast<uint8_t>(to_sample(values[c], 255));
      }
    }
  return out;
}

Picture to_picture(const Canvas& canvas, const std::vector<double>& alpha) {
  const Picture opaque = to_picture(canvas, 8);
  Picture out;
  out.pixels.create(opaque.pixels.size(), CV_8UC4);
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) {
      const auto p = opaque.pixels.at<cv::Vec3b>(y, x);
      const double cover = alpha[static_cast<size_t>(y) * static_cast<size_t>(out.width()) + static_cast<size_t>(x)];
      out.pixels.at<cv::Vec4b>(y, x) = {p[0], p[1], p[2], static_cast<uint8_t>(to_sample(cover, 255))};
    }
  return out;
}

}  // namespace imprint_conform::painters
