#include "watermark/local_lines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/simd.h"

namespace imprint::watermark {
namespace {

constexpr float kLineClip = 2.f;  // times the noise, as in LineReader

std::vector<double> spread(int side_px, double margin_px, double step_px) {
  const double room = std::max(0.0, side_px - 2 * margin_px);
  const int steps = static_cast<int>(std::ceil(room / step_px - 1e-9));
  std::vector<double> out;
  for (int i = 0; i <= steps; ++i) out.push_back(steps == 0 ? 0 : -room / 2 + room * i / steps);
  return out;
}

// A row of values of neighbouring places, as wide as a vector.
constexpr size_t kLanes = 8;
size_t padded(size_t places) { return (places + kLanes - 1) / kLanes * kLanes; }

// sums[place] += factors[place] * value, complex. `places` is a multiple of kLanes; places stand side by side, so that
// nothing is added across a vector.
[[gnu::always_inline]] inline void add_products(const float* re, const float* im, std::complex<float> value,
                                                float* sums_re, float* sums_im, size_t places) {
  const float vre = value.real(), vim = value.imag();
  for (size_t i = 0; i < places; ++i) {
    sums_re[i] += re[i] * vre - im[i] * vim;
    sums_im[i] += re[i] * vim + im[i] * vre;
  }
}

}  // namespace

PlaceGrid::PlaceGrid(int width_px, int height_px, double margin_px, double step_px)
    : x(spread(width_px, margin_px, step_px)), y(spread(height_px, margin_px, step_px)) {}

LocalLines::LocalLines(const LineReader& lines, PlaceGrid places, double window_px)
    : lines_(lines),
      places_(std::move(places)),
      x_(axis_of(places_.x, lines.width(), window_px)),
      y_(axis_of(places_.y, lines.height(), window_px)) {}

// Scaled so that noise of the plane keeps unit power: it fills 1 / kOversampling of the period, and the bins have unit
// power.
LocalLines::Axis LocalLines::axis_of(const std::vector<double>& places, int bins, double window_px) {
  const double width = bins / window_px;  // half of the Hann window's
  Axis out;
  out.half = std::max(1, static_cast<int>(width));
  double squares = 0;
  for (int i = -out.half; i <= out.half; ++i)
    squares += std::pow(std::cos(std::numbers::pi / 2 * std::min(1.0, std::fabs(i) / width)), 4);
  const double scale = 1 / std::sqrt(squares * LineReader::kOversampling);
  out.places = padded(places.size());
  for (int fraction = 0; fraction < kFractions; ++fraction) {
    const double off = (fraction + 0.5) / kFractions - 0.5;
    for (int i = -out.half; i <= out.half; ++i) {
      const double from = i - off, inside = std::min(1.0, std::fabs(from) / width);
      const double window = scale * std::pow(std::cos(std::numbers::pi / 2 * inside), 2);
      for (size_t place = 0; place < out.places; ++place) {
        const double turn = place < places.size() ? 2 * std::numbers::pi * from * places[place] / bins : 0;
        out.re.push_back(static_cast<float>(window * std::cos(turn)));
        out.im.push_back(static_cast<float>(window * std::sin(turn)));
      }
    }
  }
  return out;
}

IMPRINT_SIMD
float LocalLines::hear(double fx, double fy, Heard& out) const {
  const int bins_x = 2 * x_.half + 1, bins_y = 2 * y_.half + 1;
  const int kx = static_cast<int>(std::lround(fx * lines_.width())),
            ky = static_cast<int>(std::lround(fy * lines_.height()));
  if (std::abs(kx) + x_.half >= lines_.width() / 2 || std::abs(ky) + y_.half >= lines_.height() / 2) return 0;
  const auto fraction = [](double offset) {
    return static_cast<size_t>(std::clamp(static_cast<int>((offset + 0.5) * kFractions), 0, kFractions - 1));
  };
  const size_t columns = places_.x.size(), rows = places_.y.size(), wide = x_.places;
  const size_t from_x = fraction(fx * lines_.width() - kx) * wide * static_cast<size_t>(bins_x);
  const size_t from_y = fraction(fy * lines_.height() - ky) * y_.places * static_cast<size_t>(bins_y);
  static thread_local std::vector<float> across_re, across_im, row_re, row_im;  // [bin of y][column]; of one row of places
  across_re.assign(wide * static_cast<size_t>(bins_y), 0.f);
  across_im.assign(across_re.size(), 0.f);
  for (int j = 0; j < bins_y; ++j)
    for (int i = 0; i < bins_x; ++i) {
      const size_t at = from_x + static_cast<size_t>(i) * wide, to = static_cast<size_t>(j) * wide;
      add_products(&x_.re[at], &x_.im[at], lines_.value(kx + i - x_.half, ky + j - y_.half), &across_re[to],
                   &across_im[to], wide);
    }
  for (size_t r = 0; r < rows; ++r) {
    row_re.assign(wide, 0.f);
    row_im.assign(wide, 0.f);
    for (size_t j = 0; j < static_cast<size_t>(bins_y); ++j) {
      const size_t at = from_y + j * y_.places + r;
      add_products(&across_re[j * wide], &across_im[j * wide], {y_.re[at], y_.im[at]}, row_re.data(), row_im.data(),
                   wide);
    }
    for (size_t c = 0; c < columns; ++c) {
      const float power = row_re[c] * row_re[c] + row_im[c] * row_im[c];
      const float clip = power > kLineClip * kLineClip ? kLineClip / std::sqrt(power) : 1.f;
      out[r * columns + c] = {row_re[c] * clip, row_im[c] * clip};
    }
  }
  return lines_.gain(kx, ky);
}

std::vector<LinePair> LocalLines::read(const std::vector<Carrier>& carriers, const Geometry& g) const {
  std::vector<LinePair> out(places_.size() * carriers.size());
  Heard heard(places_.size());
  for (size_t i = 0; i < carriers.size(); ++i)
    for (int sign : {1, -1}) {
      const double u = static_cast<double>(carriers[i].u) / kPeriod,
                   v = static_cast<double>(sign * carriers[i].v) / kPeriod;
      const float gain = hear(g.xx * u + g.xy * v, g.yx * u + g.yy * v, heard);
      if (gain <= 0) continue;
      for (size_t place = 0; place < heard.size(); ++place) {
        LinePair& pair = out[place * carriers.size() + i];
        (sign > 0 ? pair.plus : pair.minus) = {heard[place], gain};
      }
    }
  return out;
}

std::vector<float> LocalLines::power(const std::vector<Carrier>& carriers, const Geometry& g) const {
  std::vector<float> out(places_.size(), 0.f);
  Heard heard(places_.size());
  float lines = 0;
  for (const Carrier c : carriers)
    for (int sign : {1, -1}) {
      const double u = static_cast<double>(c.u) / kPeriod, v = static_cast<double>(sign * c.v) / kPeriod;
      if (hear(g.xx * u + g.xy * v, g.yx * u + g.yy * v, heard) <= 0) continue;
      for (size_t place = 0; place < heard.size(); ++place) out[place] += std::norm(heard[place]);
      lines += 1;
    }
  for (float& sum : out) sum = lines > 0 ? sum / lines : 0.f;
  return out;
}

}  // namespace imprint::watermark
