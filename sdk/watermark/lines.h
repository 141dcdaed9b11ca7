// The spectrum of the front end's output, readable at any frequency: every geometry is tried by reading the lines of
// the pattern's lattice where that geometry would have put them, without ever warping the picture
// (spec/watermark-format.md §8.2).
#pragma once

#include <bit>
#include <complex>
#include <cstdint>
#include <utility>
#include <vector>

#include "image/plane.h"
#include "watermark/carriers.h"

namespace imprint::watermark {

// How the pattern lies in a picture: canonical frequency (u, v) / kPeriod appears at matrix * (u, v) / kPeriod cycles
// per pixel. For a picture scaled by q and turned by an angle t the matrix is rotation(t) / q.
struct Geometry {
  double xx = 1, xy = 0, yx = 0, yy = 1;
};
Geometry similarity(double pixels_per_canonical, double radians);
double pixels_per_canonical(const Geometry& geometry);  // geometric mean over the directions

struct Point {
  double x = 0, y = 0;  // pixels from the plane's centre
};

// One line of the spectrum, in units of the noise around it.
struct Line {
  std::complex<float> value{};  // the noise in it has unit power; its magnitude is limited to 2
  float gain = 0;  // what a wave of unit amplitude would add to `value`, up to a common factor; 0: not in the spectrum
};

// The two lines of each carrier: (u, v) and (u, -v).
struct LinePair {
  Line plus, minus;
};

// The upper half of a float, right to 1 in 256: enough for a weight.
class Half {
 public:
  Half() = default;
  explicit Half(float value) : bits_(static_cast<uint16_t>((std::bit_cast<uint32_t>(value) + 0x8000) >> 16)) {}
  explicit operator float() const { return std::bit_cast<float>(static_cast<uint32_t>(bits_) << 16); }

 private:
  uint16_t bits_ = 0;
};

class LineReader {
 public:
  static constexpr double kOversampling = 1.4;  // bins per cycle of the plane's length

  explicit LineReader(const image::Plane& plane);

  // Fourier transform of the plane about its centre, weighted by a window that falls to about 0.6 at the edges, divided
  // by the root of the noise power around that frequency. Nothing beyond the Nyquist frequency.
  Line at(double cycles_per_px_x, double cycles_per_px_y) const;
  // The lines of all carriers under a geometry, in their order.
  void read(const std::vector<Carrier>& carriers, const Geometry& geometry, std::vector<LinePair>& out) const;

  // The transform's bins: frequency (x / width, y / height), rows from height / 2 on negative.
  int width() const { return width_; }
  int height() const { return height_; }
  int columns() const { return width_ / 2 + 1; }
  // columns() bins, in units of the noise around each; y in [0, height).
  const std::complex<float>* row(int y) const { return bin(0, y); }
  // Value and gain of the bin of frequency (x / width, y / height), both of either sign and below the Nyquist
  // frequency.
  std::complex<float> value(int x, int y) const {
    return x < 0 ? std::conj(*bin(-x, y > 0 ? height_ - y : -y)) : *bin(x, y < 0 ? y + height_ : y);
  }
  float gain(int x, int y) const {
    const int row = x < 0 ? -y : y;
    return static_cast<float>(
        gains_[static_cast<size_t>(row < 0 ? row + height_ : row) * static_cast<size_t>(columns()) +
               static_cast<size_t>(x < 0 ? -x : x)]);
  }

 private:
  const std::complex<float>* bin(int x, int y) const {
    return bins_.data() + static_cast<size_t>(y + kMargin) * static_cast<size_t>(row_bins_) +
           static_cast<size_t>(x + kMargin);
  }
  std::complex<float>* bin(int x, int y) { return const_cast<std::complex<float>*>(std::as_const(*this).bin(x, y)); }
  void take_spectrum(const image::Plane& plane);
  void whiten(const image::Plane& plane);
  void fill_margins();

  static constexpr int kMargin = 2;  // bins around the half spectrum that repeat it, so that reading needs no wrapping
  int width_ = 0, height_ = 0, row_bins_ = 0;
  std::vector<std::complex<float>> bins_;
  std::vector<Half> gains_;  // 1 / root of the noise power, one value per bin, rows of columns()
};

std::vector<LinePair> read_lines(const LineReader& reader, const std::vector<Carrier>& carriers,
                                 const Geometry& geometry);

}  // namespace imprint::watermark
