// The spectrum of the front end's output, readable at any frequency: every geometry is tried by reading the lines of the
// pattern's lattice where that geometry would have put them, without ever warping the picture (spec/watermark-format.md §8.2).
#pragma once

#include <complex>
#include <vector>

#include "image/plane.h"
#include "transform/fft.h"
#include "watermark/carriers.h"

namespace imprint::watermark {

// How the pattern lies in a picture: canonical frequency (u, v) / kPeriod appears at matrix * (u, v) / kPeriod cycles per
// pixel. For a picture scaled by q and turned by an angle t the matrix is rotation(t) / q.
struct Geometry {
  double xx = 1, xy = 0, yx = 0, yy = 1;
};
Geometry similarity(double pixels_per_canonical, double radians);

class LineReader {
 public:
  explicit LineReader(const image::Plane& plane);

  // Fourier transform of the plane about its centre, weighted by a window that falls to about 0.6 at the edges;
  // 0 beyond the Nyquist frequency.
  std::complex<float> at(double cycles_per_px_x, double cycles_per_px_y) const;

  const transform::HalfSpectrum& spectrum() const { return spectrum_; }

 private:
  transform::HalfSpectrum spectrum_;
};

// The two lines of each carrier: (u, v) and (u, -v).
struct LinePair {
  std::complex<float> plus, minus;
};
std::vector<LinePair> read_lines(const LineReader& reader, const std::vector<Carrier>& carriers, const Geometry& geometry);

}  // namespace imprint::watermark
