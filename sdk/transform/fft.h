// Two-dimensional FFTs of real data, single precision.
#pragma once

#include <complex>
#include <memory>
#include <vector>

namespace imprint::transform {

// The half spectrum of a real picture: rows 0..height-1 (frequency y / height, the upper half negative),
// columns 0..width/2 (frequency x / width). The rest follows from F(-f) = conj F(f).
struct HalfSpectrum {
  int width = 0;    // of the picture
  int height = 0;
  std::vector<std::complex<float>> values;  // (width / 2 + 1) * height

  int columns() const { return width / 2 + 1; }
  std::complex<float>* row(int y) { return values.data() + static_cast<size_t>(y) * static_cast<size_t>(columns()); }
  const std::complex<float>* row(int y) const {
    return values.data() + static_cast<size_t>(y) * static_cast<size_t>(columns());
  }
};

// Unnormalised forward transform in place: F(f) = sum of picture(x) * exp(-2 pi i f x). `rows`: height rows, `stride`
// complex numbers apart, stride > width / 2. Before, row y holds width real samples from its start on; after, columns
// 0..width/2 of the half spectrum, rows as in HalfSpectrum. What lies beyond them in a row is not touched, except that
// an odd width may use one float more.
void forward(std::complex<float>* rows, int width, int height, int stride);

// Unnormalised inverse: forward then inverse multiplies by width * height. `spectrum` may be used as scratch space.
std::vector<float> inverse(HalfSpectrum& spectrum);

// The same inverse, many times over: plan and memory are made once. One thread at a time.
class RealInverse {
 public:
  RealInverse(int width, int height);
  ~RealInverse();
  RealInverse(const RealInverse&) = delete;
  RealInverse& operator=(const RealInverse&) = delete;

  HalfSpectrum& spectrum() { return spectrum_; }   // to be filled anew before each run
  const std::vector<float>& run();                 // width * height values, valid until the next run

 private:
  struct Plan;
  HalfSpectrum spectrum_;
  std::vector<float> picture_;
  std::unique_ptr<Plan> plan_;
};

// The smallest even number >= n whose prime factors are 2, 3 and 5: sizes that both back ends do fast.
int fast_size(int n);

}  // namespace imprint::transform
