#include "watermark/lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

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

// std::complex's own product checks for infinities.
std::complex<float> times(std::complex<float> a, std::complex<float> b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

const KernelTable& kernel() {
  static const KernelTable table;
  return table;
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
  turn_to_centre(plane);
  whiten();
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

// A centre between two samples (even sizes) is put right by a half-sample phase.
void LineReader::turn_to_centre(const image::Plane& plane) {
  // Pixel i sits at i - n/2 + (n even ? 1/2 : 0) from the centre.
  const double shift_x = plane.width % 2 == 0 ? 0.5 : 0, shift_y = plane.height % 2 == 0 ? 0.5 : 0;
  std::vector<std::complex<float>> turn(static_cast<size_t>(columns()));
  for (int x = 0; x < columns(); ++x)
    turn[static_cast<size_t>(x)] = std::complex<float>(std::polar(1.0, -2 * std::numbers::pi * shift_x * x / width_));
  for (int y = 0; y < height_; ++y) {
    const double fy = static_cast<double>(y <= height_ / 2 ? y : y - height_) / height_;
    const std::complex<float> phase(std::polar(1.0, -2 * std::numbers::pi * fy * shift_y));
    std::complex<float>* row = bin(0, y);
    for (int x = 0; x < columns(); ++x) row[x] = times(row[x], times(phase, turn[static_cast<size_t>(x)]));
  }
}

// Noise around a bin: the mean magnitude of its neighbourhood, which a few strong lines hardly move.
void LineReader::whiten() {
  image::Plane noise(columns(), height_);
  for (int y = 0; y < height_; ++y) {
    const std::complex<float>* from = bin(0, y);
    float* magnitude = noise.row(y);
    for (int x = 0; x < columns(); ++x) magnitude[x] = std::sqrt(std::norm(from[x]));
  }
  double sum = 0;
  for (float magnitude : noise.values) sum += magnitude;
  const auto least = static_cast<float>(kLeastNoise * sum / static_cast<double>(noise.values.size()) + 1e-6);
  image::box_mean(noise, kNoiseRadius);
  // The mean magnitude of complex Gaussian noise of unit power is sqrt(pi) / 2.
  const float rayleigh = std::sqrt(std::numbers::pi_v<float>) / 2;
  gains_.reserve(noise.values.size());
  for (int y = 0; y < height_; ++y) {
    const float* around = noise.row(y);
    std::complex<float>* line = bin(0, y);
    for (int x = 0; x < columns(); ++x) {
      const float gain = rayleigh / std::max(around[x], least);
      line[x] *= gain;
      gains_.emplace_back(gain);
    }
  }
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
  const bool mirrored = fx < 0;
  if (mirrored) {
    fx = -fx;
    fy = -fy;
  }
  if (fx >= 0.5 || std::fabs(fy) >= 0.5) return {};
  const double bin_x = fx * width_;
  double bin_y = fy * height_;
  if (bin_y < 0) bin_y += height_;
  if (bin_y >= height_) bin_y -= height_;  // a negative number too small to count
  const int x0 = static_cast<int>(bin_x), y0 = static_cast<int>(bin_y);
  const auto& wx = kernel().weights[static_cast<size_t>((bin_x - x0) * kTableSteps)];
  const auto& wy = kernel().weights[static_cast<size_t>((bin_y - y0) * kTableSteps)];
  float taps[2 * kTaps] = {};  // sums along y: real and imaginary part of each tap along x
  for (int j = 0; j < kTaps; ++j) {
    const auto* row = reinterpret_cast<const float*>(bin(x0 - 1, y0 + j - 1));
    for (int i = 0; i < 2 * kTaps; ++i) taps[i] += wy[static_cast<size_t>(j)] * row[i];
  }
  float re = 0, im = 0;
  for (int i = 0; i < kTaps; ++i) {
    re += wx[static_cast<size_t>(i)] * taps[2 * i];
    im += wx[static_cast<size_t>(i)] * taps[2 * i + 1];
  }
  const float power = re * re + im * im;
  const float clip = power > kLineClip * kLineClip ? kLineClip / std::sqrt(power) : 1.f;
  const size_t nearest = static_cast<size_t>(y0) * static_cast<size_t>(columns()) + static_cast<size_t>(x0);
  return {{re * clip, (mirrored ? -im : im) * clip}, static_cast<float>(gains_[nearest])};
}

std::vector<LinePair> read_lines(const LineReader& reader, const std::vector<Carrier>& carriers, const Geometry& g) {
  std::vector<LinePair> out;
  out.reserve(carriers.size());
  for (Carrier c : carriers) {
    const double u = static_cast<double>(c.u) / kPeriod, v = static_cast<double>(c.v) / kPeriod;
    const double ax = g.xx * u, bx = g.xy * v, ay = g.yx * u, by = g.yy * v;
    out.push_back({reader.at(ax + bx, ay + by), reader.at(ax - bx, ay - by)});
  }
  return out;
}

}  // namespace imprint::watermark
