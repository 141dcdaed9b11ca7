// Fine: the correlation as a smooth function of place and size, climbed.
#include <algorithm>
#include <array>
#include <cmath>

#include "label/find_search.h"

namespace imprint::label {
namespace {

using image::Plane;

// Of the mean ink energy: parts with less are gaps between letters and say nothing.
constexpr double kPartWithInk = 0.3;

// The surroundings of a candidate, about as large as the letters looked for.
struct Patch {
  Plane pixels;
  double left, top;         // of it in the base
  double scale_x, scale_y;  // its pixels per pixel of the base
};

Patch cut_patch(const Pyramid& pyramid, const Candidate& c, double ink_px) {
  double factor = 1;
  const Plane& level = pyramid.level_for(c.ink_height, ink_px, factor);
  const double around = 0.6 * c.ink_height;
  const auto inside = [](double value, int length) {
    return std::clamp(static_cast<int>(std::floor(value)), 0, length);
  };
  const int left = inside((c.left - around) * factor, level.width - 1),
            top = inside((c.top - around) * factor, level.height - 1);
  const int right = std::max(left + 1, inside((c.left + c.width() + around) * factor + 1, level.width)),
            bottom = std::max(top + 1, inside((c.top + c.height() + around) * factor + 1, level.height));
  Plane cut = image::crop(level, left, top, right - left, bottom - top);
  const double shrink_by = std::min(1.0, 1.15 * ink_px / (c.ink_height * factor));
  const int width = std::max(1, static_cast<int>(std::lround(cut.width * shrink_by))),
            height = std::max(1, static_cast<int>(std::lround(cut.height * shrink_by)));
  const double scale_x = factor * width / cut.width, scale_y = factor * height / cut.height;
  if (width != cut.width || height != cut.height) cut = image::resize(cut, width, height);
  return {std::move(cut), left / factor, top / factor, scale_x, scale_y};
}

// Bilinear taps of one axis.
struct Axis {
  std::vector<int> first;
  std::vector<float> share;  // of the sample after `first`

  Axis(int count, double centre, double step, int length) : first(static_cast<size_t>(count)), share(first.size()) {
    for (int i = 0; i < count; ++i) {
      const double at = std::clamp(centre + (i + 0.5 - 0.5 * count) * step - 0.5, 0.0, length - 1.0);
      const int whole = std::max(0, std::min(static_cast<int>(at), length - 2));
      first[static_cast<size_t>(i)] = whole;
      share[static_cast<size_t>(i)] = length < 2 ? 0.f : static_cast<float>(at - whole);
    }
  }
};

struct Sums {
  double weight = 0, ink = 0, ink_squared = 0, pixel = 0, pixel_squared = 0, product = 0;

  double covariance() const { return product - ink * pixel / weight; }
  double ink_energy() const { return ink_squared - ink * ink / weight; }
  double score() const {
    const double energy = pixel_squared - pixel * pixel / weight;
    return covariance() / std::sqrt(std::max(ink_energy(), 1e-9) * std::max(energy, weight));
  }
};

// Some columns and rows of a shape.
struct Part {
  int left, top, right, bottom;
};

class Matcher {
 public:
  Matcher(const Shape& shape, const Patch& patch) : shape_(shape), patch_(patch) {}

  // Centre and size of a sample of the shape, in the patch's pixels.
  Sums at(double x, double y, double size) const { return at(x, y, size, {0, 0, shape_.ink.width, shape_.ink.height}); }
  // The same over a part of the shape.
  Sums at(double x, double y, double size, const Part& part) const {
    const Plane& p = patch_.pixels;
    const Axis columns(shape_.ink.width, x, size, p.width),
        rows(shape_.ink.height, y, size * patch_.scale_y / patch_.scale_x, p.height);
    Sums sums;
    for (int r = part.top; r < part.bottom; ++r) {
      const auto row = static_cast<size_t>(r);
      const float *upper = p.row(rows.first[row]), *lower = p.row(std::min(rows.first[row] + 1, p.height - 1));
      add_row(shape_.ink.row(r), shape_.weight.row(r), upper, lower, rows.share[row], columns, p.width, part, sums);
    }
    return sums;
  }

 private:
  static void add_row(const float* ink, const float* weights, const float* upper, const float* lower, float down,
                      const Axis& columns, int width, const Part& part, Sums& sums) {
    float s[6] = {};
    for (auto i = static_cast<size_t>(part.left); i < static_cast<size_t>(part.right); ++i) {
      const float weight = weights[i];
      if (weight < 0.02f) continue;
      const int at = columns.first[i], next = std::min(at + 1, width - 1);
      const float right = columns.share[i];
      const float above = upper[at] + right * (upper[next] - upper[at]),
                  below = lower[at] + right * (lower[next] - lower[at]);
      const float value = above + down * (below - above);
      s[0] += weight;
      s[1] += weight * ink[i];
      s[2] += weight * ink[i] * ink[i];
      s[3] += weight * value;
      s[4] += weight * value * value;
      s[5] += weight * value * ink[i];
    }
    sums.weight += s[0];
    sums.ink += s[1];
    sums.ink_squared += s[2];
    sums.pixel += s[3];
    sums.pixel_squared += s[4];
    sums.product += s[5];
  }

  const Shape& shape_;
  const Patch& patch_;
};

struct Place {
  double x, y, size;
  double score = -1;  // without the sign of the ink
};

void look(const Matcher& matcher, Place at, Place& best) {
  at.score = std::abs(matcher.at(at.x, at.y, at.size).score());
  if (at.score > best.score) best = at;
}

// Every place and size that the coarse step may have meant.
Place look_around(const Matcher& matcher, const Place& start, double ink_px) {
  Place best = start;
  const double step = 0.1 * ink_px * start.size;
  for (const double size : {0.96, 1.0, 1.04})
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        look(matcher, {start.x + dx * step, start.y + dy * step, start.size * size}, best);
  return best;
}

Place climb(const Matcher& matcher, Place best, double ink_px, double step, double last) {
  look(matcher, best, best);
  for (; step > last; step /= 2) {
    const double length = step * ink_px * best.size;
    for (int round = 0; round < 3; ++round) {
      const Place from = best;
      look(matcher, {from.x - length, from.y, from.size}, best);
      look(matcher, {from.x + length, from.y, from.size}, best);
      look(matcher, {from.x, from.y - length, from.size}, best);
      look(matcher, {from.x, from.y + length, from.size}, best);
      look(matcher, {from.x, from.y, from.size * (1 - step / 2)}, best);
      look(matcher, {from.x, from.y, from.size * (1 + step / 2)}, best);
      if (best.score <= from.score) break;
    }
  }
  return best;
}

// The least correlation among parts of about one character each, with the sign of the whole: a text that shares all but
// one character correlates well as a whole.
double weakest_part(const Matcher& matcher, const Shape& shape, const Place& place, double sign) {
  const int columns = std::max(1, static_cast<int>(std::lround(shape.block_width() / shape.ink_height))),
            lines = std::max(1, static_cast<int>(std::lround(shape.block_height() / (1.3 * shape.ink_height))));
  const double mean_energy = matcher.at(place.x, place.y, place.size).ink_energy() / (columns * lines);
  double weakest = 1;
  for (int line = 0; line < lines; ++line)
    for (int column = 0; column < columns; ++column) {
      const Part part{shape.ink.width * column / columns, shape.ink.height * line / lines,
                      shape.ink.width * (column + 1) / columns, shape.ink.height * (line + 1) / lines};
      const Sums sums = matcher.at(place.x, place.y, place.size, part);
      if (sums.weight > 0 && sums.ink_energy() > kPartWithInk * mean_energy)
        weakest = std::min(weakest, sign * sums.score());
    }
  return weakest;
}

}  // namespace

Fit refine(const Pyramid& pyramid, const Candidate& start, double ink_px, bool wide) {
  ink_px = std::min(ink_px, start.ink_height);
  const Patch patch = cut_patch(pyramid, start, ink_px);
  const Shape shape = shrink(*start.shape, ink_px / start.shape->ink_height);
  const Matcher matcher(shape, patch);
  Place place{(start.left + start.width() / 2 - patch.left) * patch.scale_x,
              (start.top + start.height() / 2 - patch.top) * patch.scale_y,
              start.ink_height * patch.scale_x / shape.ink_height};
  if (wide) place = look_around(matcher, place, ink_px);
  place = climb(matcher, place, ink_px, wide ? 0.05 : 0.04, wide ? 0.02 : 0.004);
  const Sums sums = matcher.at(place.x, place.y, place.size);
  Fit fit{start};
  fit.place.ink_height = place.size * shape.ink_height / patch.scale_x;
  fit.place.left = patch.left + place.x / patch.scale_x - fit.place.width() / 2;
  fit.place.top = patch.top + place.y / patch.scale_y - fit.place.height() / 2;
  fit.place.score = sums.score();
  if (!wide) fit.weakest_part = weakest_part(matcher, shape, place, fit.place.score < 0 ? -1 : 1);
  const double slope = sums.covariance() / std::max(sums.ink_energy(), 1e-9);
  fit.ground_level = (sums.pixel - slope * sums.ink) / std::max(sums.weight, 1e-9);
  fit.ink_level = fit.ground_level + slope;
  return fit;
}

}  // namespace imprint::label
