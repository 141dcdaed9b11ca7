#include "watermark/lines.h"

#include <array>
#include <cmath>
#include <numbers>

namespace imprint::watermark {
namespace {

constexpr int kTaps = 4;              // interpolation kernel, per axis
constexpr double kOversampling = 1.4;
constexpr int kTableSteps = 512;      // kernel samples per spectrum bin

double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 30; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

// Kaiser-Bessel kernel on [-2, 2] bins. Shape parameter after Beatty, Nishimura, Pauly, IEEE Trans. Med. Imaging 24(6), 2005.
// Reading with it equals weighting the plane by the kernel's transform, a mild window, which is welcome: no correction.
struct KernelTable {
  std::array<std::array<float, kTaps>, kTableSteps + 1> weights{};
  KernelTable() {
    const double a = kOversampling, ratio = kTaps / a * (a - 0.5);
    const double beta = std::numbers::pi * std::sqrt(ratio * ratio - 0.8);
    for (int step = 0; step <= kTableSteps; ++step)
      for (int tap = 0; tap < kTaps; ++tap) {
        const double distance = static_cast<double>(step) / kTableSteps + 1 - tap;  // from tap to the wanted frequency
        const double t = 2 * distance / kTaps, inside = 1 - t * t;
        const double value = inside <= 0 ? 0 : bessel_i0(beta * std::sqrt(inside)) / bessel_i0(beta);
        weights[static_cast<size_t>(step)][static_cast<size_t>(tap)] = static_cast<float>(value);
      }
  }
};

const KernelTable& kernel() {
  static const KernelTable table;
  return table;
}

}  // namespace

Geometry similarity(double pixels_per_canonical, double radians) {
  const double c = std::cos(radians) / pixels_per_canonical, s = std::sin(radians) / pixels_per_canonical;
  return {c, -s, s, c};
}

// The plane's centre lies at index 0, its left and upper halves wrap to the end: so the spectrum is smooth between bins.
// A centre between two samples (even sizes) is put right by a half-sample phase in at().
LineReader::LineReader(const image::Plane& plane) {
  const int width = transform::fast_size(static_cast<int>(std::ceil(plane.width * kOversampling)));
  const int height = transform::fast_size(static_cast<int>(std::ceil(plane.height * kOversampling)));
  std::vector<float> padded(static_cast<size_t>(width) * static_cast<size_t>(height), 0.f);
  for (int y = 0; y < plane.height; ++y) {
    const int to_y = (y - plane.height / 2 + height) % height;
    float* to = padded.data() + static_cast<size_t>(to_y) * static_cast<size_t>(width);
    const float* from = plane.row(y);
    for (int x = 0; x < plane.width; ++x) to[(x - plane.width / 2 + width) % width] = from[x];
  }
  spectrum_ = transform::forward(padded, width, height);
  // Pixel i sits at i - n/2 + (n even ? 1/2 : 0) from the centre.
  const double shift_x = plane.width % 2 == 0 ? 0.5 : 0, shift_y = plane.height % 2 == 0 ? 0.5 : 0;
  if (shift_x == 0 && shift_y == 0) return;
  for (int y = 0; y < height; ++y) {
    const double fy = static_cast<double>(y <= height / 2 ? y : y - height) / height;
    const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi * shift_x / width);
    std::complex<double> phase = std::polar(1.0, -2 * std::numbers::pi * fy * shift_y);
    std::complex<float>* row = spectrum_.row(y);
    for (int x = 0; x < spectrum_.columns(); ++x, phase *= step) row[x] *= std::complex<float>(phase);
  }
}

std::complex<float> LineReader::at(double fx, double fy) const {
  const bool mirrored = fx < 0;
  if (mirrored) {
    fx = -fx;
    fy = -fy;
  }
  if (fx >= 0.5 || std::fabs(fy) >= 0.5) return {};
  const int width = spectrum_.width, height = spectrum_.height, columns = spectrum_.columns();
  const double bin_x = fx * width, bin_y = (fy < 0 ? fy + 1 : fy) * height;
  const int x0 = static_cast<int>(bin_x), y0 = static_cast<int>(bin_y);
  const auto& wx = kernel().weights[static_cast<size_t>((bin_x - x0) * kTableSteps)];
  const auto& wy = kernel().weights[static_cast<size_t>((bin_y - y0) * kTableSteps)];
  std::complex<float> sum{};
  for (int j = 0; j < kTaps; ++j) {
    const int y = (y0 + j - 1 + height) % height;
    std::complex<float> line{};
    for (int i = 0; i < kTaps; ++i) {
      const int x = x0 + i - 1;
      const bool inside = x >= 0 && x < columns;
      // Beyond either end of the half spectrum stands the conjugate of its mirror image.
      const int xm = x < 0 ? -x : width - x;
      const std::complex<float> value = inside ? spectrum_.row(y)[x] : std::conj(spectrum_.row((height - y) % height)[xm]);
      line += wx[static_cast<size_t>(i)] * value;
    }
    sum += wy[static_cast<size_t>(j)] * line;
  }
  return mirrored ? std::conj(sum) : sum;
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
