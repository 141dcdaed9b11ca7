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

// out[place] += sum over the bins of table[place][bin] * values[bin], complex.
[[gnu::always_inline]] inline void project(const float* re, const float* im, const float* vre, const float* vim,
                                           int bins, float& out_re, float& out_im) {
  float sum_re = 0, sum_im = 0;
  for (int i = 0; i < bins; ++i) {
    sum_re += re[i] * vre[i] - im[i] * vim[i];
    sum_im += re[i] * vim[i] + im[i] * vre[i];
  }
  out_re = sum_re;
  out_im = sum_im;
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
  for (int fraction = 0; fraction < kFractions; ++fraction) {
    const double off = (fraction + 0.5) / kFractions - 0.5;
    for (double place : places)
      for (int i = -out.half; i <= out.half; ++i) {
        const double from = i - off, inside = std::min(1.0, std::fabs(from) / width);
        const double window = scale * std::pow(std::cos(std::numbers::pi / 2 * inside), 2);
        const double turn = 2 * std::numbers::pi * from * place / bins;
        out.re.push_back(static_cast<float>(window * std::cos(turn)));
        out.im.push_back(static_cast<float>(window * std::sin(turn)));
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
  const auto columns = places_.x.size(), rows = places_.y.size();
  const size_t from_x = fraction(fx * lines_.width() - kx) * columns * static_cast<size_t>(bins_x);
  const size_t from_y = fraction(fy * lines_.height() - ky) * rows * static_cast<size_t>(bins_y);
  static thread_local std::vector<float> vre, vim, between_re, between_im;  // a row of bins; [column][bin of y]
  vre.resize(static_cast<size_t>(bins_x));
  vim.resize(vre.size());
  between_re.resize(columns * static_cast<size_t>(bins_y));
  between_im.resize(between_re.size());
  for (int j = 0; j < bins_y; ++j) {
    for (int i = 0; i < bins_x; ++i) {
      const std::complex<float> v = lines_.value(kx + i - x_.half, ky + j - y_.half);
      vre[static_cast<size_t>(i)] = v.real();
      vim[static_cast<size_t>(i)] = v.imag();
    }
    for (size_t c = 0; c < columns; ++c) {
      const size_t at = from_x + c * static_cast<size_t>(bins_x),
                   to = c * static_cast<size_t>(bins_y) + static_cast<size_t>(j);
      project(&x_.re[at], &x_.im[at], vre.data(), vim.data(), bins_x, between_re[to], between_im[to]);
    }
  }
  for (size_t r = 0; r < rows; ++r)
    for (size_t c = 0; c < columns; ++c) {
      const size_t at = from_y + r * static_cast<size_t>(bins_y), from = c * static_cast<size_t>(bins_y);
      float re = 0, im = 0;
      project(&y_.re[at], &y_.im[at], &between_re[from], &between_im[from], bins_y, re, im);
      const float power = re * re + im * im;
      const float clip = power > kLineClip * kLineClip ? kLineClip / std::sqrt(power) : 1.f;
      out[r * columns + c] = {re * clip, im * clip};
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
