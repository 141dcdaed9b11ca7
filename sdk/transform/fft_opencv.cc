// OpenCV back end: the same calls without FFTW (-DIMPRINT_FFT=opencv).
#include <opencv2/core.hpp>

#include "transform/fft.h"

namespace imprint::transform {

HalfSpectrum forward(std::vector<float>& picture, int width, int height) {
  HalfSpectrum out{width, height, {}};
  out.values.resize(static_cast<size_t>(out.columns()) * static_cast<size_t>(height));
  const cv::Mat in(height, width, CV_32F, picture.data());
  cv::Mat full;
  cv::dft(in, full, cv::DFT_COMPLEX_OUTPUT);
  cv::Mat half(height, out.columns(), CV_32FC2, out.values.data());
  full.colRange(0, out.columns()).copyTo(half);
  return out;
}

std::vector<float> inverse(HalfSpectrum& spectrum) {
  const int w = spectrum.width, h = spectrum.height;
  cv::Mat full(h, w, CV_32FC2);
  for (int y = 0; y < h; ++y) {
    auto* to = reinterpret_cast<std::complex<float>*>(full.ptr<cv::Vec2f>(y));
    const auto* direct = spectrum.row(y);
    const auto* mirrored = spectrum.row((h - y) % h);
    for (int x = 0; x < w; ++x) to[x] = x < spectrum.columns() ? direct[x] : std::conj(mirrored[w - x]);
  }
  std::vector<float> out(static_cast<size_t>(w) * static_cast<size_t>(h));
  cv::Mat real(h, w, CV_32F, out.data());
  cv::dft(full, real, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT);
  return out;
}

struct RealInverse::Plan {};

RealInverse::RealInverse(int width, int height) : spectrum_{width, height, {}} {
  spectrum_.values.resize(static_cast<size_t>(spectrum_.columns()) * static_cast<size_t>(height));
}

RealInverse::~RealInverse() = default;

const std::vector<float>& RealInverse::run() {
  picture_ = inverse(spectrum_);
  return picture_;
}

}  // namespace imprint::transform
