// OpenCV back end: the same calls without FFTW (-DIMPRINT_FFT=opencv).
#include <opencv2/core.hpp>

#include "transform/fft.h"

namespace imprint::transform {

void forward(std::complex<float>* rows, int width, int height, int stride) {
  const size_t row_bytes = static_cast<size_t>(stride) * sizeof *rows;
  const cv::Mat in(height, width, CV_32F, rows, row_bytes);
  cv::Mat full;
  cv::dft(in, full, cv::DFT_COMPLEX_OUTPUT);
  const int columns = width / 2 + 1;
  cv::Mat half(height, columns, CV_32FC2, rows, row_bytes);
  full.colRange(0, columns).copyTo(half);
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
