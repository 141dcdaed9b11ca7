// Everything that is no photograph: flat art, text pages, night scenes, gradients, noise, cut-outs.
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "corpus/canvas.h"

namespace imprint_conform::painters {
namespace {

constexpr double kTurn = 6.283185307179586;

// Five colours that go together.
struct Palette {
  Colour sky, sun, far, near, accent;
};
Palette palette_of(Dice& dice) {
  const Palette all[] = {
      {{0.98, 0.85, 0.62}, {0.96, 0.45, 0.25}, {0.55, 0.40, 0.55}, {0.22, 0.20, 0.38}, {0.95, 0.95, 0.90}},
      {{0.70, 0.90, 0.95}, {1.00, 0.85, 0.30}, {0.40, 0.70, 0.55}, {0.15, 0.45, 0.40}, {0.90, 0.30, 0.30}},
      {{0.95, 0.93, 0.88}, {0.85, 0.30, 0.25}, {0.60, 0.65, 0.70}, {0.25, 0.30, 0.38}, {0.20, 0.60, 0.70}},
      {{0.15, 0.16, 0.30}, {0.98, 0.90, 0.65}, {0.30, 0.25, 0.50}, {0.55, 0.25, 0.45}, {0.95, 0.60, 0.30}}};
  return all[dice.whole(4)];
}

void disc(Canvas& canvas, double x, double y, double r, Colour colour) {
  canvas.paint(x - r, y - r, x + r, y + r, [&](double px, double py) {
    return std::pair{colour, clamp01(r - std::hypot(px - x, py - y) + 0.5)};
  });
}

void bar(Canvas& canvas, double left, double top, double right, double bottom, Colour colour) {
  canvas.paint(left, top, right, bottom, [&](double px, double py) {
    return std::pair{colour, px > left && px < right && py > top && py < bottom ? 1.0 : 0.0};
  });
}

// One colour below a line of two waves.
void hills(Canvas& canvas, double level, double swing, double phase, Colour colour) {
  const double w = canvas.width();
  canvas.paint(0, level - swing * 1.5, w, canvas.height(), [&](double px, double py) {
    const double line =
        level + swing * (std::sin(px / w * kTurn + phase) + 0.4 * std::sin(px / w * kTurn * 2.3 + phase * 2));
    return std::pair{colour, clamp01(py - line + 0.5)};
  });
}

void house(Canvas& canvas, double x, double foot, double size, Colour wall, Colour roof, Colour glass) {
  bar(canvas, x, foot - size * 0.7, x + size, foot, wall);
  canvas.paint(x - size * 0.1, foot - size * 1.2, x + size * 1.1, foot - size * 0.7, [&](double px, double py) {
    const double half = (py - (foot - size * 1.2)) / (size * 0.5) * size * 0.6;
    return std::pair{roof, clamp01(half - std::abs(px - x - size / 2) + 0.5) * (py < foot - size * 0.7 ? 1 : 0)};
  });
  bar(canvas, x + size * 0.15, foot - size * 0.5, x + size * 0.4, foot - size * 0.25, glass);
  bar(canvas, x + size * 0.6, foot - size * 0.5, x + size * 0.82, foot, roof);
}

// Made-up words of the usual letters and lengths.
std::string words(Dice& dice, int letters) {
  const std::string vowels = "aeiou", others = "bcdfghlmnprstvw";
  std::string text;
  while (static_cast<int>(text.size()) < letters) {
    const int length = 2 + dice.whole(8);
    for (int i = 0; i < length; ++i)
      text += i % 2 == 0 ? others[static_cast<size_t>(dice.whole(15))] : vowels[static_cast<size_t>(dice.whole(5))];
    text += dice.number() < 0.1 ? ", " : " ";
  }
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text.substr(0, static_cast<size_t>(letters));
}

struct Page {
  cv::Mat rgb;
  cv::Scalar ink, soft;
  int font = cv::FONT_HERSHEY_COMPLEX;

  // One line; its height in px is that of a line of the page.
  void write(const std::string& text, int x, int baseline, double line_px, int bold = 1) {
    cv::putText(rgb, text, {x, baseline}, font, line_px / 40, ink, bold, cv::LINE_AA);
  }
  int letters_in(int width_px, double line_px) const {
    int ignored = 0;
    const int ten = cv::getTextSize("mean hotel", font, line_px / 40, 1, &ignored).width;
    return std::max(8, width_px * 10 / std::max(1, ten));
  }
};

void write_chart(Page& page, Dice& dice, cv::Rect at) {
  cv::rectangle(page.rgb, at, page.soft);
  const int bars = 5 + dice.whole(5), step = at.width / bars;
  for (int i = 0; i < bars; ++i) {
    const int tall = static_cast<int>(at.height * dice.number(0.15, 0.9));
    const cv::Scalar colour(40 + dice.whole(180), 40 + dice.whole(160), 60 + dice.whole(180));
    cv::rectangle(page.rgb,
                  cv::Rect(at.x + i * step + step / 5, at.y + at.height - tall, std::max(2, step * 3 / 5), tall),
                  colour, cv::FILLED);
  }
}

}  // namespace

Canvas flat_art(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const Palette p = palette_of(dice);
  const double shortest = std::min(width, height);
  Canvas canvas(width, height, p.sky);
  disc(canvas, width * dice.number(0.2, 0.8), height * dice.number(0.15, 0.4), shortest * dice.number(0.10, 0.18),
       p.sun);
  for (int i = 0; i < 3; ++i) {  // clouds of three discs on a bar
    const double x = dice.number(0.1, 0.9) * width, y = dice.number(0.08, 0.35) * height,
                 r = shortest * dice.number(0.025, 0.05);
    const Colour white = mix(p.accent, p.sky, 0.4);
    for (int k = -1; k <= 1; ++k) disc(canvas, x + k * r * 1.2, y - (k == 0 ? r * 0.5 : 0), r, white);
    bar(canvas, x - r * 2.2, y, x + r * 2.2, y + r, white);
  }
  hills(canvas, height * 0.55, height * 0.06, dice.number(0, kTurn), mix(p.far, p.sky, 0.35));
  hills(canvas, height * 0.65, height * 0.05, dice.number(0, kTurn), p.far);
  const int houses = 2 + dice.whole(4);
  for (int i = 0; i < houses; ++i)
    house(canvas, width * (0.08 + 0.84 * i / houses), height * dice.number(0.76, 0.82),
          shortest * dice.number(0.10, 0.17), p.accent, p.sun, p.near);
  hills(canvas, height * 0.82, height * 0.03, dice.number(0, kTurn), p.near);
  return canvas;
}

Canvas night(int width, int height, uint64_t seed) {
  Dice dice(seed);
  Canvas canvas(width, height);
  const double shortest = std::min(width, height);
  const uint64_t glow = dice.seed();
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double low = static_cast<double>(y) / height;
      canvas.at(x, y) = mix({0.012, 0.016, 0.040}, {0.090, 0.070, 0.085}, low * low) *
                        (1 + 0.35 * fractal(x * 2.0 / shortest, y * 3.0 / shortest, 4, glow));
    }
  for (int i = 0; i < width * height / 6000; ++i)
    canvas.blend(dice.whole(width), static_cast<int>(dice.number(0, 0.6) * height), {0.9, 0.92, 1},
                 dice.number(0.05, 0.7));
  const double mx = dice.number(0.15, 0.85) * width, my = dice.number(0.1, 0.3) * height, mr = shortest * 0.045;
  canvas.paint(mx - mr * 6, my - mr * 6, mx + mr * 6, my + mr * 6, [&](double px, double py) {
    const double d = std::hypot(px - mx, py - my) / mr;
    const Colour face = Colour{0.88, 0.86, 0.78} * (0.9 + 0.15 * smooth_noise(px / mr * 2, py / mr * 2, glow + 1));
    return std::pair{face, std::max(clamp01((1 - d) * mr + 0.5), 0.10 * std::exp(-d * 0.9))};
  });
  for (int row = 0; row < 3; ++row) {  // houses, those in front darker and larger
    const Colour wall = mix({0.055, 0.055, 0.080}, {0.012, 0.012, 0.018}, row / 2.0);
    for (double x = -20; x < width;) {
      const double wide = shortest * dice.number(0.05, 0.14), top = height * (0.50 + 0.12 * row - dice.number(0, 0.22));
      bar(canvas, x, top, x + wide, height, wall);
      const double pane = shortest * (0.008 + 0.004 * row), lit = dice.number(0.1, 0.5);
      for (double wy = top + pane * 2; wy < height - pane; wy += pane * 2.6)
        for (double wx = x + pane; wx < x + wide - pane * 1.5; wx += pane * 2.2)
          if (dice.number() < lit)
            bar(canvas, wx, wy, wx + pane, wy + pane * 1.3,
                mix({0.95, 0.72, 0.36}, {0.70, 0.80, 0.92}, dice.number()) * dice.number(0.2, 0.85));
      x += wide * dice.number(0.8, 1.3);
    }
  }
  add_grain(canvas, 0.020, dice.seed());
  return canvas;
}

Canvas gradient(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const auto any = [&] { return Colour{dice.number(0.05, 0.95), dice.number(0.05, 0.95), dice.number(0.05, 0.95)}; };
  const Colour a = any(), b = any(), c = any(), spot = any();
  const double angle = dice.number(0, kTurn), co = std::cos(angle), si = std::sin(angle), sx = dice.number(),
               sy = dice.number();
  const double reach = dice.number(0.3, 0.7), strength = dice.number(0.2, 0.8);
  Canvas canvas(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double u = (x + 0.5) / width, v = (y + 0.5) / height, t = clamp01(0.5 + (u - 0.5) * co + (v - 0.5) * si);
      const Colour base = t < 0.5 ? mix(a, b, t * 2) : mix(b, c, t * 2 - 1);
      canvas.at(x, y) = mix(base, spot, strength * smooth_step(reach, 0, std::hypot(u - sx, v - sy)));
    }
  return canvas;
}

Canvas grain_only(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const double size = dice.number() < 0.5 ? 0 : dice.number(1.5, 5), colour = dice.number();
  const uint64_t seeds[] = {dice.seed(), dice.seed(), dice.seed(), dice.seed()};
  const auto value = [&](int x, int y, uint64_t s) {
    return size == 0 ? hash01(x, y, s) : 0.5 + 0.6 * fractal(x / size, y / size, 3, s, 0.8);
  };
  Canvas canvas(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double shared = value(x, y, seeds[3]);
      const auto one = [&](uint64_t s) { return shared * (1 - colour) + value(x, y, s) * colour; };
      canvas.at(x, y) = {one(seeds[0]), one(seeds[1]), one(seeds[2])};
    }
  return canvas;
}

Picture text_page(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const bool dark = dice.number() < 0.25;
  const double warm = dice.number(0, 14);
  Page page;
  page.rgb =
      cv::Mat(height, width, CV_8UC3,
              dark ? cv::Scalar(28, 30, 36) : cv::Scalar(252, 252 - std::floor(warm / 3), 252 - std::floor(warm)));
  page.ink = dark ? cv::Scalar(220, 222, 226) : cv::Scalar(24, 24, 28);
  page.soft = dark ? cv::Scalar(90, 94, 104) : cv::Scalar(170, 172, 178);
  const int fonts[] = {cv::FONT_HERSHEY_COMPLEX, cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_DUPLEX,
                       cv::FONT_HERSHEY_TRIPLEX};
  page.font = fonts[dice.whole(4)];
  const int margin = width / 12, columns = width > height && dice.number() < 0.6 ? 2 : 1;
  const double line_px = std::max(18.0, height * dice.number(0.020, 0.032));
  const int title_px = static_cast<int>(line_px * 2);
  page.write(words(dice, std::min(40, page.letters_in(width - 2 * margin, title_px))), margin, margin + title_px / 2,
             title_px, 2);
  cv::line(page.rgb, {margin, margin + title_px}, {width - margin, margin + title_px}, page.soft, 2);
  const int column = (width - 2 * margin - (columns - 1) * margin / 2) / columns;
  for (int c = 0; c < columns; ++c) {
    const int x = margin + c * (column + margin / 2), chart_at = 5 + dice.whole(10);
    int y = margin + title_px * 2;
    for (int line = 0; y < height - margin / 2; ++line) {
      const int tall = static_cast<int>(line_px * 6);
      if (line == chart_at && y + tall < height - margin) {
        write_chart(page, dice, {x, y - static_cast<int>(line_px / 2), column, tall});
        y += tall + static_cast<int>(line_px);
      }
      const int room = page.letters_in(column, line_px);
      const bool last = dice.number() < 0.15;  // of a paragraph
      page.write(words(dice, last ? std::max(8, room / 2) : room - 1), x, y, line_px);
      y += static_cast<int>(line_px * (last ? 1.9 : 1.25));
    }
  }
  return {page.rgb};
}

// A badge on nothing: opaque shapes with soft shadows, a half transparent ribbon, and pixels without colour around.
Picture cut_out(int width, int height, uint64_t seed) {
  Dice dice(seed);
  const Palette p = palette_of(dice);
  Canvas canvas(width, height, p.near);
  std::vector<double> alpha(static_cast<size_t>(width) * static_cast<size_t>(height), 0.0);
  const double cx = width / 2.0, cy = height / 2.0, r = std::min(width, height) * 0.36, points = 9 + dice.whole(8),
               turn = dice.number(0, kTurn);
  const uint64_t seed_of_texture = dice.seed();
  const double ribbon = dice.number(0.2, 0.5);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double dx = x + 0.5 - cx, dy = y + 0.5 - cy, d = std::hypot(dx, dy), a = std::atan2(dy, dx) + turn;
      const double rim = r * (1 + 0.07 * std::cos(a * points));
      const double shadow = 0.55 * smooth_step(1.22, 0.95, std::hypot(dx - r * 0.05, dy - r * 0.08) / r);
      const double badge = clamp01(rim - d + 0.5);
      const double light = 0.85 + 0.25 * fractal(dx / r * 3, dy / r * 3, 5, seed_of_texture) - 0.2 * dy / r;
      Colour c = mix(p.sun, p.accent, smooth_step(0.80, 0.78, d / r)) * light;
      c = mix(c, p.far * light, smooth_step(0.70, 0.68, d / r));
      c = mix(c, p.accent, smooth_step(0.012, 0.006, std::abs(d / r - 0.60)));
      const bool on_ribbon = std::abs(dy) < r * 0.22 && std::abs(dx) < r * 1.25;
      const size_t at = static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x);
      canvas.at(x, y) = mix(Colour{0, 0, 0}, c, badge);
      alpha[at] = std::max(shadow, badge);
      if (!on_ribbon) continue;
      canvas.at(x, y) = mix(canvas.at(x, y), p.accent, badge > 0.5 ? 1 - ribbon : 1);
      alpha[at] = std::max(alpha[at], 1 - ribbon);
    }
  return to_picture(canvas, alpha);
}

}  // namespace imprint_conform::painters
