// Photograph-like: fractal mountains in perspective under a sky with clouds, a lake in some, trees in front in some.
#include <cmath>

#include "corpus/canvas.h"

namespace imprint_conform::painters {
namespace {

// One scene: everything that differs between two landscapes.
struct Scene {
  uint64_t seed;
  double horizon;  // share of the height above it
  double relief, base, water;
  double sun_x, sun_z, sun_y;  // towards the sun, length 1
  Colour zenith, haze, sun, grass, rock, snow;
  double snow_line, cloud;
  bool has_lake, has_trees;
};

Scene scene_of(uint64_t seed) {
  Dice dice(seed);
  Scene s;
  s.seed = dice.seed();
  s.horizon = dice.number(0.30, 0.46);
  s.relief = dice.number(1.5, 3.2);
  s.base = dice.number(0.9, 1.4);
  const int light = dice.whole(4);  // noon, morning, evening, overcast
  const Colour zeniths[] = {{0.20, 0.42, 0.78}, {0.36, 0.56, 0.82}, {0.24, 0.28, 0.52}, {0.60, 0.64, 0.70}};
  const Colour hazes[] = {{0.74, 0.84, 0.94}, {0.96, 0.90, 0.80}, {0.97, 0.62, 0.42}, {0.82, 0.84, 0.86}};
  const Colour suns[] = {{1.0, 0.97, 0.90}, {1.0, 0.90, 0.74}, {1.0, 0.70, 0.46}, {0.82, 0.83, 0.85}};
  s.zenith = zeniths[light], s.haze = hazes[light], s.sun = suns[light];
  const double angle = dice.number(-1.0, 1.0), rise = light == 2 ? 0.35 : dice.number(0.5, 0.9);
  const double length = std::sqrt(angle * angle + rise * rise + 0.36);
  s.sun_x = angle / length, s.sun_y = rise / length, s.sun_z = 0.6 / length;
  const Colour greens[] = {{0.26, 0.36, 0.14}, {0.36, 0.38, 0.16}, {0.52, 0.44, 0.22}, {0.20, 0.32, 0.16}};
  s.grass = greens[dice.whole(4)];
  s.rock = mix({0.44, 0.40, 0.36}, {0.52, 0.42, 0.34}, dice.number());
  s.snow = {0.93, 0.95, 0.98};
  s.snow_line = dice.number(1.2, 3.0);
  s.cloud = light == 3 ? 0.9 : dice.number(-0.2, 0.5);
  s.has_lake = dice.number() < 0.5;
  s.water = s.has_lake ? dice.number(0.15, 0.4) : -10;
  s.has_trees = dice.number() < 0.6;
  return s;
}

double height_at(const Scene& s, double x, double z) {
  const double bend = 0.4 * smooth_noise(x * 0.2, z * 0.2, s.seed + 5);
  const double mountains = ridges(x * 0.22 + bend, z * 0.22, 7, s.seed) - 0.42;
  const double far = smooth_step(1.5, 9, z);  // flat in front, steep behind
  return s.relief * mountains * (0.25 + far) + 0.18 * fractal(x * 1.5, z * 1.5, 4, s.seed + 9);
}

Colour sky_at(const Scene& s, double x, double up, double width) {
  Colour sky = mix(s.haze, s.zenith, std::pow(clamp01(up), 0.6));
  const double px = x / width * 3 / (0.35 + up), pz = 1.2 / (0.12 + up);
  const double clouds = fractal(px + 0.3 * smooth_noise(px * 2, pz, s.seed + 31), pz, 6, s.seed + 21, 0.55);
  const double cover =
      smooth_step(0.28 - 0.5 * s.cloud, 0.75 - 0.4 * s.cloud, clouds + 0.25) * smooth_step(0.0, 0.18, up);
  const double lit = clamp01(0.72 + 0.5 * smooth_noise(px * 1.5 + 4, pz * 1.5, s.seed + 41));
  return mix(sky, mix({0.62, 0.64, 0.70}, s.sun, lit), 0.85 * cover);
}

Colour ground_at(const Scene& s, double x, double z, double y, double step) {
  const double e = std::max(0.004, step);
  const double slope_x = (height_at(s, x + e, z) - y) / e, slope_z = (height_at(s, x, z + e) - y) / e;
  const double length = std::sqrt(slope_x * slope_x + slope_z * slope_z + 1);
  const double light = clamp01((-slope_x * s.sun_x - slope_z * -s.sun_z + s.sun_y) / length);
  const double steep = 1 - 1 / length;
  const double grain = fractal(x * 14, z * 14, 4, s.seed + 51, 0.6);
  Colour c =
      mix(s.grass * (1 + 0.45 * grain), s.rock * (1 + 0.35 * grain), smooth_step(0.12, 0.34, steep + 0.1 * grain));
  c = mix(c, s.snow, smooth_step(s.snow_line, s.snow_line + 0.35, y + 0.25 * grain) * smooth_step(0.5, 0.25, steep));
  return mix(c * 0.22, Colour{c.r * s.sun.r, c.g * s.sun.g, c.b * s.sun.b} * 1.25, light);
}

// Columns from front to back, each pixel painted by the first ground that covers it ("voxel space").
void paint_ground(Canvas& canvas, const Scene& s) {
  const int w = canvas.width(), h = canvas.height();
  const double horizon = s.horizon * h, scale = 0.9 * std::min(w, 2 * h),
               eye = std::max(height_at(s, 0, 0), s.water) + s.base;
  for (int x = 0; x < w; ++x) {
    const double ray = (x + 0.5 - w / 2.0) / scale;
    int lowest_free = h;  // rows from here on are painted
    for (double z = 0.9; z < 40 && lowest_free > 0;) {
      const double step = 0.0045 * z;
      double y = height_at(s, ray * z, z);
      const bool wet = y < s.water;
      if (wet) y = s.water;
      const int row = std::max(0, static_cast<int>(std::floor(horizon + (eye - y) / z * scale)));
      if (row < lowest_free) {
        Colour c;
        if (wet) {
          const double wave = fractal(ray * z * 6, z * 22, 4, s.seed + 61);
          const double up = clamp01(0.25 + 0.02 * z + 0.5 * wave);
          c = mix(sky_at(s, x + 40 * wave, up, w), {0.06, 0.16, 0.20}, 0.45);
        } else {
          c = ground_at(s, ray * z, z, y, step);
        }
        const double air = 1 - std::exp(-z * 0.055);
        c = mix(c, s.haze, air);
        for (int fill = row; fill < lowest_free; ++fill) canvas.at(x, fill) = c;
        lowest_free = row;
      }
      z += step;
    }
  }
}

// A fir of many short strokes.
void paint_fir(Canvas& canvas, const Scene& s, Dice& dice, double foot_x, double foot_y, double tall) {
  const double lean = dice.number(-0.03, 0.03);
  const Colour dark = mix({0.05, 0.10, 0.05}, {0.10, 0.15, 0.06}, dice.number());
  canvas.paint(foot_x - tall * 0.02, foot_y - tall, foot_x + tall * 0.02, foot_y, [&](double x, double y) {
    return std::pair{Colour{0.16, 0.11, 0.08},
                     smooth_step(tall * 0.018, tall * 0.008, std::abs(x - foot_x - lean * (foot_y - y)))};
  });
  const int strokes = static_cast<int>(tall * 1.6) + 40;
  for (int i = 0; i < strokes; ++i) {
    const double up = dice.number(0.08, 1.0), reach = tall * 0.24 * (1.04 - up) * dice.number(0.5, 1.15);
    const double side = dice.number() < 0.5 ? -1 : 1, droop = dice.number(0.15, 0.5), light = dice.number(0.6, 1.7);
    const double bright = light * (side * s.sun_x > 0 ? 1.25 : 0.8);
    const double y0 = foot_y - up * tall, x0 = foot_x + lean * up * tall;
    for (double t = 0; t < reach; t += 0.5)
      for (int k = 0; k < 2; ++k)
        canvas.blend(static_cast<int>(x0 + side * t),
                     static_cast<int>(y0 + droop * t + k + 2 * hash01(i, static_cast<int64_t>(t * 4), s.seed)),
                     dark * bright, 0.75);
  }
}

}  // namespace

Canvas landscape(int width, int height, uint64_t seed) {
  const Scene s = scene_of(seed);
  Canvas canvas(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double up = (s.horizon * height - y) / (s.horizon * height);
      canvas.at(x, y) = sky_at(s, x, std::max(0.0, up), width);
    }
  paint_ground(canvas, s);
  Dice dice(seed + 1);
  if (s.has_trees) {
    const int trees = 5 + dice.whole(9);
    const double from = dice.number(-0.1, 0.5);
    for (int i = 0; i < trees; ++i) {
      const double near = (i + 1.0) / trees;
      paint_fir(canvas, s, dice, width * (from + dice.number(0, 0.55)), height * (0.80 + 0.22 * near),
                height * (0.16 + 0.26 * near) * dice.number(0.8, 1.2));
    }
  }
  add_grain(canvas, 0.018, seed + 2);
  return canvas;
}

}  // namespace imprint_conform::painters
