// Portrait-like: a head with shaded features, hair of strands, shoulders, and a blurred background of lights.
#include <cmath>

#include "corpus/canvas.h"

namespace imprint_conform::painters {
namespace {

struct Face {
  double x, y, size;  // centre, half the head's height
  double light;       // from the left (-1) to the right (1)
  Colour skin, hair, shirt, iris, lips;
};

// An ellipse with a soft rim of `soft` px.
double inside(double px, double py, double x, double y, double rx, double ry, double soft) {
  const double d = 1 - std::hypot((px - x) / rx, (py - y) / ry);
  return smooth_step(-soft / rx, soft / rx, d);
}

void paint_background(Canvas& canvas, Dice& dice) {
  const Colour tones[] = {{0.20, 0.26, 0.24}, {0.34, 0.28, 0.22}, {0.18, 0.22, 0.32}, {0.48, 0.50, 0.48}};
  const Colour tone = tones[dice.whole(4)];
  const uint64_t seed = dice.seed();
  const double w = canvas.width(), h = canvas.height();
  for (int y = 0; y < canvas.height(); ++y)
    for (int x = 0; x < canvas.width(); ++x)
      canvas.at(x, y) = tone * (1.0 + 0.6 * fractal(x * 2.2 / w, y * 2.2 / h, 3, seed) - 0.3 * y / h);
  const int lights = 6 + dice.whole(18);
  for (int i = 0; i < lights; ++i) {
    const double x = dice.number() * w, y = dice.number(0, 0.75) * h, r = std::min(w, h) * dice.number(0.02, 0.07);
    const Colour c = mix({1.0, 0.82, 0.50}, {0.64, 0.84, 1.0}, dice.number());
    const double bright = dice.number(0.15, 0.5);
    canvas.paint(x - r, y - r, x + r, y + r, [&](double px, double py) {
      const double d = std::hypot(px - x, py - y) / r;
      return std::pair{c, bright * smooth_step(1.0, 0.93, d) * (0.75 + 0.25 * d * d)};
    });
  }
  soften(canvas, std::max(2, static_cast<int>(std::min(w, h) / 160)));
}

void paint_shoulders(Canvas& canvas, const Face& f, uint64_t seed) {
  const double top = f.y + f.size * 1.15;
  canvas.paint(0, f.y + f.size * 0.5, canvas.width(), canvas.height(), [&](double px, double py) {
    const double dx = (px - f.x) / f.size;
    const double line =
        top + f.size * (0.12 * dx * dx + (std::abs(dx) > 1.3 ? 0.5 * (std::abs(dx) - 1.3) * (std::abs(dx) - 1.3) : 0));
    const double weave =
        0.05 * std::sin(px * 1.9) * std::sin(py * 1.7) + 0.10 * fractal(px / f.size * 2.5, py / f.size * 1.2, 4, seed);
    const double light = 0.75 + 0.3 * f.light * dx + weave - 0.12 * (py - line) / f.size;
    return std::pair{f.shirt * light, smooth_step(-1, 1, py - line)};
  });
  // the neck, in the shadow of the chin
  canvas.paint(f.x - f.size * 0.36, f.y + f.size * 0.5, f.x + f.size * 0.36, top + f.size * 0.25,
               [&](double px, double py) {
                 const double dx = (px - f.x) / (f.size * 0.36);
                 const double end = top + f.size * 0.22 * (1 - dx * dx);
                 const double shade =
                     0.52 + 0.2 * f.light * dx + 0.2 * smooth_step(f.y + f.size * 0.85, f.y + f.size * 1.25, py);
                 return std::pair{f.skin * shade, smooth_step(1.0, 0.94, std::abs(dx)) * smooth_step(1, -1, py - end)};
               });
}

// The head as an egg lit from one side, with the relief of brows, nose and cheeks.
void paint_head(Canvas& canvas, const Face& f, uint64_t seed) {
  const double rx = f.size * 0.74, ry = f.size;
  canvas.paint(f.x - rx, f.y - ry, f.x + rx, f.y + ry, [&](double px, double py) {
    const double u = (px - f.x) / rx, v = (py - f.y) / ry, jaw = v > 0 ? 1 - 0.20 * v * v : 1;
    const double d = std::hypot(u / jaw, v);
    const double z = std::sqrt(std::max(0.0, 1 - std::min(1.0, d * d)));
    double shade = 0.50 + 0.40 * (0.75 * z + 0.45 * f.light * u - 0.25 * v);
    const double nose = std::exp(-u * u * 90) * smooth_step(-0.25, 0.1, v) * smooth_step(0.34, 0.22, v);
    shade += 0.10 * nose - 0.10 * f.light * std::exp(-(u + 0.10 * f.light) * (u + 0.10 * f.light) * 160) *
                               smooth_step(-0.2, 0.15, v) * smooth_step(0.36, 0.24, v);
    const double sockets = std::exp(-((std::abs(u) - 0.36) * (std::abs(u) - 0.36) * 22 + (v + 0.10) * (v + 0.10) * 60));
    shade -= 0.13 * sockets;
    const double cheeks = std::exp(-((std::abs(u) - 0.45) * (std::abs(u) - 0.45) * 14 + (v - 0.25) * (v - 0.25) * 16));
    shade += 0.012 * fractal(px * 0.35, py * 0.35, 3, seed, 0.7);  // pores
    const Colour skin = mix(f.skin, Colour{f.skin.r, f.skin.g * 0.78, f.skin.b * 0.76}, 0.35 * cheeks);
    return std::pair{skin * (shade * 1.18), smooth_step(1.012, 0.992, d)};
  });
}

void paint_eyes(Canvas& canvas, const Face& f) {
  for (const double side : {-1.0, 1.0}) {
    const double x = f.x + side * f.size * 0.27, y = f.y - f.size * 0.09, r = f.size * 0.125;
    canvas.paint(x - r * 1.4, y - r * 1.2, x + r * 1.4, y + r * 1.2, [&](double px, double py) {
      const double dx = (px - x) / r, dy = (py - y) / r;
      const double lid = 0.52 * (1 - dx * dx * 0.85);  // half the opening
      const double open = smooth_step(-0.06, 0.06, lid - std::abs(dy));
      const double d = std::hypot(dx, dy + 0.02);
      const double rays = 0.8 + 0.3 * std::sin(std::atan2(dy, dx) * 22);
      Colour c = mix({0.90, 0.88, 0.86}, {0.62, 0.58, 0.56}, smooth_step(0.6, 1.1, std::abs(dx)));
      c = mix(c, f.iris * rays, smooth_step(0.50, 0.46, d));
      c = mix(c, {0.03, 0.02, 0.02}, smooth_step(0.24, 0.20, d));
      c = mix(c, {1, 1, 1}, smooth_step(0.12, 0.08, std::hypot(dx - 0.16, dy + 0.18)));
      c = mix(c, {0.10, 0.06, 0.05}, smooth_step(0.16, 0.02, lid + dy) * smooth_step(-0.05, 0.05, -dy));  // lashes
      return std::pair{c, open};
    });
    canvas.paint(x - r * 1.7, y - r * 2.6, x + r * 1.7, y - r * 0.9, [&](double px, double py) {  // brow
      const double dx = (px - x) / (r * 1.5), arch = y - r * 1.75 + r * 0.40 * (dx - 0.05 * side) * (dx - 0.05 * side);
      const double hairs = 0.7 + 0.3 * std::sin(px * 2.3 + py * 1.1);
      return std::pair{f.hair * 0.8, hairs * smooth_step(r * 0.26, r * 0.08, std::abs(py - arch)) *
                                         smooth_step(1.05, 0.8, std::abs(dx))};
    });
  }
}

void paint_mouth(Canvas& canvas, const Face& f) {
  const double y = f.y + f.size * 0.50, w = f.size * 0.27;
  canvas.paint(f.x - w, y - w * 0.5, f.x + w, y + w * 0.5, [&](double px, double py) {
    const double dx = (px - f.x) / w, dy = (py - y) / w - 0.07 * (1 - dx * dx);
    const double upper = 0.20 * (1 - dx * dx) - 0.05 * std::exp(-dx * dx * 40), lower = 0.26 * (1 - dx * dx);
    const double edge = dy < 0 ? upper + dy : lower - dy;
    const double shine =
        0.25 * std::exp(-((dx - 0.1 * f.light) * (dx - 0.1 * f.light) * 8 + (dy - 0.12) * (dy - 0.12) * 160));
    const double line = smooth_step(0.035, 0.0, std::abs(dy)) * 0.6;
    const double shade = dy < 0 ? 0.82 : 1.0;
    return std::pair{f.lips * (shade + shine - line),
                     0.9 * smooth_step(-0.01, 0.05, edge) * smooth_step(1.0, 0.85, std::abs(dx))};
  });
  const double ny = f.y + f.size * 0.27;  // nostrils
  for (const double side : {-1.0, 1.0})
    canvas.paint(f.x - f.size * 0.16, ny - f.size * 0.05, f.x + f.size * 0.16, ny + f.size * 0.05,
                 [&](double px, double py) {
                   return std::pair{f.skin * 0.30, 0.7 * inside(px, py, f.x + side * f.size * 0.075, ny, f.size * 0.042,
                                                                f.size * 0.020, f.size * 0.012)};
                 });
}

// The hair on the head itself, down to the hairline, combed from the parting.
void paint_crown(Canvas& canvas, const Face& f, double parting, uint64_t seed) {
  const double rx = f.size * 0.80, ry = f.size * 1.07;
  canvas.paint(f.x - rx, f.y - ry, f.x + rx, f.y + f.size * 0.3, [&](double px, double py) {
    const double u = (px - f.x) / rx, v = (py - f.y) / ry, from_parting = std::abs(u - parting);
    const double line = std::min(-0.66 + 0.95 * from_parting * from_parting, -0.36);  // the hairline, above the brows
    const double angle = std::atan2(px - f.x - parting * rx, f.size * 1.5 - (py - f.y));
    const double hairs = fractal(angle * 120 + u * 30, v * 3, 4, seed, 0.7);
    const double shine = 0.62 + 0.55 * std::exp(-(v + 0.82) * (v + 0.82) * 40) + 0.5 * hairs + 0.2 * f.light * u;
    const double edge = smooth_step(0.03, -0.03, v - line + 0.04 * hairs) * smooth_step(1.0, 0.985, std::hypot(u, v));
    return std::pair{f.hair * std::max(0.2, shine), edge};
  });
}

// One strand: a curve that starts on the crown and falls beside the face.
void paint_strand(Canvas& canvas, const Face& f, Dice& dice, bool behind) {
  const double side = dice.number() < 0.5 ? -1 : 1, out = behind ? dice.number(0.1, 1.0) : dice.number(0.80, 1.02);
  const double length = behind ? dice.number(1.5, 2.4) : dice.number(0.9, 1.5);
  const double light = dice.number(0.55, 1.25) * (1 + 0.25 * f.light * side), wave = dice.number(0, 6.28),
               wide = f.size / 150;
  const int points = static_cast<int>(f.size * length * 1.6);
  for (int i = 0; i < points; ++i) {
    const double t = static_cast<double>(i) / points, fall = t * length;
    const double x = f.x + side * f.size *
                               (0.86 * out * std::sin(std::min(1.0, fall * 0.95) * 1.5708) +
                                0.05 * std::sin(fall * 5 + wave) * fall);
    const double y = f.y - f.size * (1.06 - 0.10 * out) + f.size * fall * (0.55 + 0.45 * std::min(1.0, fall)) -
                     (1 - out) * 0.02 * f.size;
    const double shine = light * (0.85 + 0.5 * std::exp(-(fall - 0.35) * (fall - 0.35) * 18));
    for (double k = -wide; k <= wide; k += 0.6)
      canvas.blend(static_cast<int>(x + k), static_cast<int>(y), f.hair * shine, 0.40 * (1 - t * t * t));
  }
}

}  // namespace

Canvas portrait(int width, int height, uint64_t seed) {
  Dice dice(seed);
  Canvas canvas(width, height);
  paint_background(canvas, dice);
  Face f;
  const double shortest = std::min(width, height);
  f.size = shortest * dice.number(0.27, 0.32);
  f.x = width * dice.number(0.42, 0.58);
  f.y = height * 0.5 - f.size * 0.12;
  f.light = dice.number() < 0.5 ? -0.8 : 0.8;
  const Colour skins[] = {{0.94, 0.78, 0.68}, {0.86, 0.66, 0.52}, {0.70, 0.50, 0.38}, {0.46, 0.31, 0.24}};
  const Colour hairs[] = {
      {0.10, 0.08, 0.07}, {0.28, 0.17, 0.10}, {0.56, 0.40, 0.22}, {0.40, 0.14, 0.08}, {0.55, 0.54, 0.53}};
  f.skin = skins[dice.whole(4)], f.hair = hairs[dice.whole(5)];
  f.shirt = mix({0.24, 0.30, 0.44}, {0.66, 0.30, 0.26}, dice.number());
  f.iris = mix({0.20, 0.36, 0.46}, {0.32, 0.19, 0.10}, dice.number());
  f.lips = Colour{f.skin.r * 0.84, f.skin.g * 0.52, f.skin.b * 0.54};
  const int strands = static_cast<int>(f.size * 4);
  for (int i = 0; i < strands; ++i) paint_strand(canvas, f, dice, true);
  paint_shoulders(canvas, f, dice.seed());
  paint_head(canvas, f, dice.seed());
  paint_eyes(canvas, f);
  paint_mouth(canvas, f);
  paint_crown(canvas, f, dice.number(-0.35, 0.35), dice.seed());
  for (int i = 0; i < strands; ++i) paint_strand(canvas, f, dice, false);
  add_grain(canvas, 0.014, dice.seed());
  return canvas;
}

}  // namespace imprint_conform::painters
