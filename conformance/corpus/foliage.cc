// Photograph-like: leaves and blossoms close by, sharp in front of a blurred thicket.
#include <cmath>

#include "corpus/canvas.h"

namespace imprint_conform::painters {
namespace {

struct Leaf {
  double x, y, length, turn_cos, turn_sin, width;
  Colour colour;
  double light;
};

// A pointed ellipse with a midrib, veins and light from one side.
void paint_leaf(Canvas& canvas, const Leaf& leaf, uint64_t seed) {
  const double reach = leaf.length;
  canvas.paint(leaf.x - reach, leaf.y - reach, leaf.x + reach, leaf.y + reach, [&](double px, double py) {
    const double dx = px - leaf.x, dy = py - leaf.y;
    const double along = (dx * leaf.turn_cos + dy * leaf.turn_sin) / leaf.length;
    const double across = (-dx * leaf.turn_sin + dy * leaf.turn_cos) / leaf.length;
    const double half = leaf.width * (1 - along * along) * (1 - 0.35 * along);
    const double edge = (half - std::abs(across)) * leaf.length;  // px inside the edge
    if (std::abs(along) > 1 || edge < -1) return std::pair{Colour{}, 0.0};
    const double vein_at = std::abs(std::fmod(along * 7 + std::abs(across) * 9 + 14, 1.0) - 0.5);
    const double vein = smooth_step(0.10, 0.02, vein_at) * 0.5 + smooth_step(0.020, 0.004, std::abs(across));
    const double blotch = fractal(px * 0.05, py * 0.05, 3, seed);
    const double shade = leaf.light * (0.78 + 1.1 * across + 0.18 * along + 0.16 * blotch) + 0.22 * vein;
    return std::pair{leaf.colour * std::max(0.15, shade), clamp01(edge + 0.5)};
  });
}

// Petals around a middle.
void paint_blossom(Canvas& canvas, Dice& dice, double x, double y, double size, Colour colour) {
  const int petals = 5 + dice.whole(4);
  const double first = dice.number(0, 6.28);
  for (int i = 0; i < petals; ++i) {
    const double a = first + 6.283185307 * i / petals, c = std::cos(a), s = std::sin(a);
    paint_leaf(canvas,
               {x + c * size * 0.55, y + s * size * 0.55, size * 0.55, c, s, 0.42, colour, dice.number(0.95, 1.2)},
               dice.seed());
  }
  const uint64_t seed = dice.seed();
  const double middle = size * 0.22;
  canvas.paint(x - middle, y - middle, x + middle, y + middle, [&](double px, double py) {
    const double r = std::hypot(px - x, py - y);
    const double dots = 0.7 + 0.5 * smooth_noise(px * 0.6, py * 0.6, seed);
    return std::pair{Colour{0.90, 0.66, 0.14} * dots, clamp01(middle - r + 0.5)};
  });
}

Colour green_of(Dice& dice, double season) {
  const Colour spring = mix({0.30, 0.52, 0.14}, {0.46, 0.62, 0.20}, dice.number());
  const Colour autumn = mix({0.66, 0.36, 0.10}, {0.74, 0.56, 0.16}, dice.number());
  return mix(spring, autumn, clamp01(season + dice.number(-0.25, 0.25)));
}

void paint_leaves(Canvas& canvas, Dice& dice, int count, double size, double light, double season) {
  for (int i = 0; i < count; ++i) {
    const double a = dice.number(0, 6.283185307), deeper = 0.55 + 0.45 * i / count;  // those painted last lie on top
    paint_leaf(canvas,
               {dice.number(-0.05, 1.05) * canvas.width(), dice.number(-0.05, 1.05) * canvas.height(),
                size * dice.number(0.6, 1.3), std::cos(a), std::sin(a), dice.number(0.30, 0.52), green_of(dice, season),
                light * deeper * dice.number(0.7, 1.25)},
               dice.seed());
  }
}

}  // namespace

Canvas foliage(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const double season = dice.number() < 0.3 ? dice.number(0.5, 1) : 0, shortest = std::min(width, height);
  Canvas canvas(width, height, {0.05, 0.08, 0.04});
  paint_leaves(canvas, dice, 260, shortest * 0.075, 0.65, season);
  soften(canvas, static_cast<int>(shortest / 60));
  const int count = 160 + dice.whole(240);
  paint_leaves(canvas, dice, count, shortest * dice.number(0.05, 0.10), 1.0, season);
  const Colour petals[] = {
      {0.92, 0.90, 0.94}, {0.86, 0.30, 0.44}, {0.62, 0.42, 0.80}, {0.94, 0.78, 0.22}, {0.90, 0.46, 0.20}};
  const Colour colour = petals[dice.whole(5)];
  const int blossoms = dice.whole(10);
  for (int i = 0; i < blossoms; ++i)
    paint_blossom(canvas, dice, dice.number(0.05, 0.95) * width, dice.number(0.05, 0.95) * height,
                  shortest * dice.number(0.06, 0.14), colour);
  // Light through the leaves: bright and dark parts of the whole.
  const uint64_t spots = dice.seed();
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      canvas.at(x, y) = canvas.at(x, y) * (1.0 + 0.35 * fractal(x * 3.0 / shortest, y * 3.0 / shortest, 3, spots));
  add_grain(canvas, 0.022, dice.seed());
  return canvas;
}

}  // namespace imprint_conform::painters
