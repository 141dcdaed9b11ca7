// The one-dimensional FFT of real data, both ways, for many transforms of one size.
#pragma once

#include <complex>
#include <memory>
#include <span>

namespace imprint::transform {

// Keeps its working memory: one thread at a time. Both ways destroy what they read.
class RealFft {
 public:
  explicit RealFft(int size);  // even, from 2 on; fast for fast_size()s
  ~RealFft();
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;

  std::span<float> samples();             // `size` of them
  std::span<std::complex<float>> bins();  // size / 2 + 1: frequencies 0 to 1/2 cycle per sample
  void forward();                         // bins(f) = sum of samples(x) * exp(-2 pi i f x / size)
  void inverse();  // samples(x) = sum over all f, the conjugate half included; not divided by size

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace imprint::transform
