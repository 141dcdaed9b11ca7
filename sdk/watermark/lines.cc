#include "watermark/lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "base/simd.h"
#include "image/box.h"
#include "transform/fft.h"

namespace imprint::watermark {
namespace {

constexpr int kTaps = 4;             // interpolation kernel, per axis
constexpr int kTableSteps = 512;     // kernel samples per spectrum bin
constexpr int kNoiseRadius = 8;      // bins around a frequency that tell its noise
constexpr double kLeastNoise = 0.1;  // of the mean magnitude: where a picture has nothing, the mark had no room either
constexpr float kLineClip = 2.f;     // times the noise: a line of the picture itself must not outvote the others

double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 30; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

// Kaiser-Bessel kernel on [-2, 2] bins. Shape parameter after Beatty, Nishimura, Pauly, IEEE Trans. Med. Imaging 24(6),
// 2005. Reading with it equals weighting the plane by the kernel's transform, a mild window, which is welcome: no
// correction.
struct KernelTable {
  std::array<std::array<float, kTaps>, kTableSteps + 1> weights{};
  std::array<std::array<float, 2 * kTaps>, kTableSteps + 1> twice{};  // each weight for real and imaginary part
  KernelTable() {
    const double a = LineReader::kOversampling, ratio = kTaps / a * (a - 0.5);
    const double beta = std::numbers::pi * std::sqrt(ratio * ratio - 0.8);
    for (int step = 0; step <= kTableSteps; ++step)
      for (int tap = 0; tap < kTaps; ++tap) {
        const double distance = static_cast<double>(step) / kTableSteps + 1 - tap;  // from tap to the wanted frequency
        const double t = 2 * distance / kTaps, inside = 1 - t * t;
        const double value = inside <= 0 ? 0 : bessel_i0(beta * std::sqrt(inside)) / bessel_i0(beta);
        weights[static_cast<size_t>(step)][static_cast<size_t>(tap)] = static_cast<float>(value);
      }
    const float scale = 1 / root_mean_window();
    for (auto& step : weights)
      for (float& weight : step) weight *= scale;
    for (size_t step = 0; step <= kTableSteps; ++step)
      for (size_t i = 0; i < 2 * kTaps; ++i) twice[step][i] = weights[step][i / 2];
  }

  // The kernel's transform is the window that the plane is seen through; the plane fills 1 / kOversampling of the
  // period. Mean over the places of the plane and over the places between two bins.
  float root_mean_window() const {
    constexpr int kSamples = 64, kStride = 16;
    double squares = 0, count = 0;
    for (int i = 0; i < kSamples; ++i) {
      const double place = 2 * std::numbers::pi * ((i + 0.5) / kSamples - 0.5) / LineReader::kOversampling;
      for (size_t step = 0; step < kTableSteps; step += kStride) {
        std::complex<double> window = 0;
        for (int tap = 0; tap < kTaps; ++tap)
          window += std::polar<double>(1.0, place * tap) * static_cast<double>(weights[step][static_cast<size_t>(tap)]);
        squares += std::norm(window);
        count += 1;
      }
    }
    return static_cast<float>(std::sqrt(squares / count));
  }
};

IMPRINT_SIMD
void put_magnitudes(const float* bins, float* out, int count) {
  for (int i = 0; i < count; ++i) out[i] = std::sqrt(bins[2 * i] * bins[2 * i] + bins[2 * i + 1] * bins[2 * i + 1]);
}

IMPRINT_SIMD
float sum_of_magnitudes(const float* bins, int count) {
  constexpr int kLanes = 16;  // sums that are kept apart, so that vectors do not change the order of additions
  float sums[kLanes] = {};
  int i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (int lane = 0; lane < kLanes; ++lane) {
      const float re = bins[2 * (i + lane)], im = bins[2 * (i + lane) + 1];
      sums[lane] += std::sqrt(re * re + im * im);
    }
  for (; i < count; ++i) sums[0] += std::sqrt(bins[2 * i] * bins[2 * i] + bins[2 * i + 1] * bins[2 * i + 1]);
  float sum = 0;
  for (float lane : sums) sum += lane;
  return sum;
}

// Divides bins by the noise around them and turns each by its column's and its row's phase.
IMPRINT_SIMD
void whiten_row(float* bins, const float* noise, float least, const float* across, std::complex<float> down, Half* gains,
                int count) {
  // The mean magnitude of complex Gaussian noise of unit power is sqrt(pi) / 2.
  const float rayleigh = std::sqrt(std::numbers::pi_v<float>) / 2, cosine = down.real(), sine = down.imag();
  for (int i = 0; i < count; ++i) {
    const float gain = rayleigh / std::max(noise[i], least);
    const float turn_re = gain * (across[2 * i] * cosine - across[2 * i + 1] * sine),
                turn_im = gain * (across[2 * i] * sine + across[2 * i + 1] * cosine);
    const float re = bins[2 * i], im = bins[2 * i + 1];
    bins[2 * i] = re * turn_re - im * turn_im;
    bins[2 * i + 1] = re * turn_im + im * turn_re;
    gains[i] = Half(gain);
  }
}

const KernelTable& kernel() {
  static const KernelTable table;
  return table;
}

// Taps of one row, or of all rows summed: real and imaginary part by turns.
using Taps [[gnu::vector_size(8 * sizeof(float)), gnu::aligned(4), gnu::may_alias]] = float;
static_assert(2 * kTaps == 8);

[[gnu::always_inline]] inline const Taps& taps_at(const float* from) { return *reinterpret_cast<const Taps*>(from); }

// The spectrum from frequency 0 on; rows of bins and of gains are so many floats and gains apart.
struct Bins {
  const float* bins;
  size_t row_floats;
  const Half* gains;
  size_t row_gains;
  float width, height;
};

Bins bins_of(const std::complex<float>* origin, int row_bins, const std::vector<Half>& gains, int width, int height) {
  return {reinterpret_cast<const float*>(origin), 2 * static_cast<size_t>(row_bins), gains.data(),
          static_cast<size_t>(width / 2 + 1),     static_cast<float>(width),         static_cast<float>(height)};
}

using Floats [[gnu::vector_size(8 * sizeof(float))]] = float;
using Ints [[gnu::vector_size(8 * sizeof(float))]] = int32_t;
constexpr size_t kLanes = 8;

// Where lines are read. Everything that is computed alike for each stands in arrays, so that vectors do it.
constexpr size_t kPairs = 40;
constexpr size_t kBatch = 2 * kPairs;
struct Places {
  alignas(32) float x[kBatch], y[kBatch];  // in bins, as wanted
  alignas(32) float side[kBatch];          // -1: the conjugate is read; 0: beyond the Nyquist frequency
  alignas(32) int32_t bin[kBatch], gain[kBatch], step_x[kBatch], step_y[kBatch];  // bin: of the first tap
};

[[gnu::always_inline]] inline void find_places(Places& p, const Bins& s, size_t count) {
  const auto row_floats = static_cast<int32_t>(s.row_floats), row_gains = static_cast<int32_t>(s.row_gains);
  for (size_t i = 0; i < count; i += kLanes) {
    const Floats wanted_x = *reinterpret_cast<const Floats*>(p.x + i), wanted_y = *reinterpret_cast<const Floats*>(p.y + i);
    const Floats zero = {};
    Floats side = wanted_x < 0 ? zero - 1 : zero + 1, x = wanted_x * side, y = wanted_y * side;
    const Ints there = (x < s.width / 2) & (y < s.height / 2) & (y > -s.height / 2);
    side = there ? side : zero;
    x = there ? x : zero;
    y = there ? y : zero;
    y = y < 0 ? y + s.height : y;
    y = y >= s.height ? y - s.height : y;  // a negative number too small to count
    const Ints column = __builtin_convertvector(x, Ints), row = __builtin_convertvector(y, Ints);
    *reinterpret_cast<Floats*>(p.side + i) = side;
    *reinterpret_cast<Ints*>(p.bin + i) = (row - 1) * row_floats + 2 * (column - 1);
    *reinterpret_cast<Ints*>(p.gain + i) = row * row_gains + column;
    *reinterpret_cast<Ints*>(p.step_x + i) =
        __builtin_convertvector((x - __builtin_convertvector(column, Floats)) * kTableSteps, Ints);
    *reinterpret_cast<Ints*>(p.step_y + i) =
        __builtin_convertvector((y - __builtin_convertvector(row, Floats)) * kTableSteps, Ints);
  }
}

// Lines lie far apart, in a spectrum that no near cache holds.
[[gnu::always_inline]] inline void prefetch(const Bins& s, const Places& p, size_t i) {
  const float* from = s.bins + p.bin[i];
  for (size_t row = 0; row < kTaps; ++row) __builtin_prefetch(from + row * s.row_floats);
  __builtin_prefetch(s.gains + p.gain[i]);
}

[[gnu::always_inline]] inline Line line_at(const Bins& s, const KernelTable& k, const Places& p, size_t i) {
  const auto& wx = k.twice[static_cast<size_t>(p.step_x[i])];
  const auto& wy = k.weights[static_cast<size_t>(p.step_y[i])];
  const float* from = s.bins + p.bin[i];
  const Taps sums = (wy[0] * taps_at(from) + wy[1] * taps_at(from + s.row_floats) +
                     wy[2] * taps_at(from + 2 * s.row_floats) + wy[3] * taps_at(from + 3 * s.row_floats)) *
                    taps_at(wx.data());
  const float re = (sums[0] + sums[4]) + (sums[2] + sums[6]), im = (sums[1] + sums[5]) + (sums[3] + sums[7]);
  const float power = re * re + im * im, side = p.side[i], there = side * side;
  const float clip = power > kLineClip * kLineClip ? kLineClip / std::sqrt(power) : 1.f;
  return {{re * clip * there, im * clip * side}, static_cast<float>(s.gains[p.gain[i]]) * there};
}

IMPRINT_SIMD
void read_pairs(const Bins& s, const KernelTable& k, const Carrier* carriers, size_t count, const Geometry& g,
                LinePair* out) {
  const auto xx = static_cast<float>(g.xx / kPeriod * s.width), xy = static_cast<float>(g.xy / kPeriod * s.width),
             yx = static_cast<float>(g.yx / kPeriod * s.height), yy = static_cast<float>(g.yy / kPeriod * s.height);
  Places p = {};
  for (size_t first = 0; first < count; first += kPairs) {
    const size_t pairs = std::min(kPairs, count - first);
    for (size_t i = 0; i < pairs; ++i) {
      const auto u = static_cast<float>(carriers[first + i].u), v = static_cast<float>(carriers[first + i].v);
      p.x[i] = xx * u + xy * v;
      p.y[i] = yx * u + yy * v;
      p.x[kPairs + i] = xx * u - xy * v;
      p.y[kPairs + i] = yx * u - yy * v;
    }
    find_places(p, s, kBatch);
    for (size_t i = 0; i < kBatch; ++i) prefetch(s, p, i);
    for (size_t i = 0; i < pairs; ++i) out[first + i] = {line_at(s, k, p, i), line_at(s, k, p, kPairs + i)};
  }
}

}  // namespace

Geometry similarity(double pixels_per_canonical, double radians) {
  const double c = std::cos(radians) / pixels_per_canonical, s = std::sin(radians) / pixels_per_canonical;
  return {c, -s, s, c};
}

double pixels_per_canonical(const Geometry& g) { return 1 / std::sqrt(std::fabs(g.xx * g.yy - g.xy * g.yx)); }

LineReader::LineReader(const image::Plane& plane)
    : width_(transform::fast_size(static_cast<int>(std::ceil(plane.width * kOversampling)))),
      height_(transform::fast_size(static_cast<int>(std::ceil(plane.height * kOversampling)))),
      row_bins_((width_ / 2 + 1 + 2 * kMargin + 1) / 2 * 2) {  // even: rows start where vectors may
  bins_.resize(static_cast<size_t>(row_bins_) * static_cast<size_t>(height_ + 2 * kMargin));
  take_spectrum(plane);
  whiten(plane);
  fill_margins();
}

// The plane's centre lies at index 0: its left and upper halves wrap to the end, so that the spectrum is smooth between
// bins.
void LineReader::take_spectrum(const image::Plane& plane) {
  const int left = plane.width / 2;
  for (int y = 0; y < plane.height; ++y) {
    auto* to = reinterpret_cast<float*>(bin(0, (y - plane.height / 2 + height_) % height_));
    const float* from = plane.row(y);
    std::copy_n(from + left, plane.width - left, to);
    std::copy_n(from, left, to + width_ - left);
  }
  transform::forward(bin(0, 0), width_, height_, row_bins_);
}

// What puts a centre between two samples (even sizes) right: a half-sample phase, for each of `bins` frequencies that are
// `step` cycles per sample apart.
std::vector<std::complex<float>> half_sample_turns(int samples, int bins, int period) {
  std::vector<std::complex<float>> turns;
  const double shift = samples % 2 == 0 ? 0.5 : 0;  // pixel i sits at i - n/2 + (n even ? 1/2 : 0) from the centre
  for (int i = 0; i < bins; ++i) {
    const double cycles = static_cast<double>(i <= period / 2 ? i : i - period) / period;
    turns.emplace_back(std::polar(1.0, -2 * std::numbers::pi * shift * cycles));
  }
  return turns;
}

// Noise around a bin: the mean magnitude of its neighbourhood, which a few strong lines hardly move. On the way the
// centre is put right.
void LineReader::whiten(const image::Plane& plane) {
  const auto bins_of_row = static_cast<size_t>(columns());
  const auto floats = [&](int y) { return reinterpret_cast<float*>(bin(0, y)); };
  double sum = 0;
  for (int y = 0; y < height_; ++y) sum += sum_of_magnitudes(floats(y), columns());
  const auto least = static_cast<float>(kLeastNoise * sum / (static_cast<double>(columns()) * height_) + 1e-6);
  const std::vector<std::complex<float>> across = half_sample_turns(plane.width, columns(), width_),
                                         down = half_sample_turns(plane.height, height_, height_);
  gains_.resize(bins_of_row * static_cast<size_t>(height_));
  image::BoxRows noise(columns(), height_, kNoiseRadius);
  noise.run([&](int y, float* row) { put_magnitudes(floats(y), row, columns()); },
            [&](int y, const float* around) {
              whiten_row(floats(y), around, least, reinterpret_cast<const float*>(across.data()),
                         down[static_cast<size_t>(y)], gains_.data() + static_cast<size_t>(y) * bins_of_row, columns());
            });
}

// Left of column 0 and right of the last one stands the conjugate of the mirror image; above and below, the other end.
void LineReader::fill_margins() {
  const int last = columns() - 1;
  for (int y = 0; y < height_; ++y) {
    const int mirror = (height_ - y) % height_;
    for (int k = 1; k <= kMargin; ++k) {
      *bin(-k, y) = std::conj(*bin(k, mirror));
      *bin(last + k, y) = std::conj(*bin(width_ - last - k, mirror));
    }
  }
  for (int k = 1; k <= kMargin; ++k) {
    std::copy_n(bin(-kMargin, height_ - k), row_bins_, bin(-kMargin, -k));
    std::copy_n(bin(-kMargin, k - 1), row_bins_, bin(-kMargin, height_ + k - 1));
  }
}

Line LineReader::at(double fx, double fy) const {
  Places p = {};
  p.x[0] = static_cast<float>(fx * width_);
  p.y[0] = static_cast<float>(fy * height_);
  const Bins bins = bins_of(bin(0, 0), row_bins_, gains_, width_, height_);
  find_places(p, bins, kLanes);
  return line_at(bins, kernel(), p, 0);
}

void LineReader::read(const std::vector<Carrier>& carriers, const Geometry& geometry, std::vector<LinePair>& out) const {
  out.resize(carriers.size());
  read_pairs(bins_of(bin(0, 0), row_bins_, gains_, width_, height_), kernel(), carriers.data(), carriers.size(), geometry, out.data());
}

std::vector<LinePair> read_lines(const LineReader& reader, const std::vector<Carrier>& carriers, const Geometry& g) {
  std::vector<LinePair> out;
  reader.read(carriers, g, out);
  return out;
}

}  // namespace imprint::watermark
