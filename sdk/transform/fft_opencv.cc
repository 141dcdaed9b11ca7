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

}  // namespace imprint::transform
