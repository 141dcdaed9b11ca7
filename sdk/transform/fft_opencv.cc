// OpenCV back end: the same calls without FFTW (-DIMPRINT_FFT=opencv).
#include <opencv2/core.hpp>
#include <vector>

#include "transform/fft.h"
#include "transform/real_fft.h"

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

struct RealFft::Work {
  std::vector<float> samples;
  std::vector<std::complex<float>> bins;
  std::vector<float> packed;  // Re 0, Re 1, Im 1, …, Re size/2
};

RealFft::RealFft(int size) : work_(std::make_unique<Work>()) {
  const auto count = static_cast<size_t>(size);
  work_->samples.resize(count);
  work_->bins.resize(count / 2 + 1);
  work_->packed.resize(count);
}
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;
std::span<float> RealFft::samples() { return work_->samples; }
std::span<std::complex<float>> RealFft::bins() { return work_->bins; }

void RealFft::forward() {
  const int size = static_cast<int>(work_->samples.size());
  const cv::Mat in(1, size, CV_32F, work_->samples.data());
  cv::Mat out(1, size, CV_32F, work_->packed.data());
  cv::dft(in, out);
  std::vector<std::complex<float>>& bins = work_->bins;
  const std::vector<float>& packed = work_->packed;
  bins.front() = packed.front();
  for (size_t i = 1; i + 1 < bins.size(); ++i) bins[i] = {packed[2 * i - 1], packed[2 * i]};
  bins.back() = packed.back();
}

void RealFft::inverse() {
  const std::vector<std::complex<float>>& bins = work_->bins;
  std::vector<float>& packed = work_->packed;
  packed.front() = bins.front().real();
  for (size_t i = 1; i + 1 < bins.size(); ++i) packed[2 * i - 1] = bins[i].real(), packed[2 * i] = bins[i].imag();
  packed.back() = bins.back().real();
  const int size = static_cast<int>(packed.size());
  const cv::Mat in(1, size, CV_32F, packed.data());
  cv::Mat out(1, size, CV_32F, work_->samples.data());
  cv::dft(in, out, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT);
}

}  // namespace imprint::transform
