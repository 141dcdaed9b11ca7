// What somebody without networks tries to get a mark off, or to put one where none belongs.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "mill/attacks.h"
#include "mill/mill.h"
#include "model/error.h"

namespace imprint_conform {
namespace attacks {
namespace {

// The undecimated wavelet transform "a trous": one smoothing by [1 4 6 4 1] / 16 with taps 2^scale pixels apart.
cv::Mat smooth_at(const cv::Mat& m, int scale) {
  const int gap = 1 << scale;
  cv::Mat kernel = cv::Mat::zeros(1, 4 * gap + 1, CV_32F);
  const float taps[] = {1 / 16.f, 4 / 16.f, 6 / 16.f, 4 / 16.f, 1 / 16.f};
  for (int i = 0; i < 5; ++i) kernel.at<float>(i * gap) = taps[i];
  cv::Mat out;
  cv::sepFilter2D(m, out, CV_32F, kernel, kernel, cv::Point(-1, -1), 0, cv::BORDER_REPLICATE);
  return out;
}

// Each value goes towards 0 by `levels`.
void shrink(cv::Mat& detail, float levels) {
  for (int y = 0; y < detail.rows; ++y) {
    auto* row = detail.ptr<float>(y);
    for (int x = 0; x < detail.cols * detail.channels(); ++x)
      row[x] = row[x] > levels ? row[x] - levels : row[x] < -levels ? row[x] + levels : 0;
  }
}

cv::Mat luma_of(const cv::Mat& rgb) {
  cv::Mat levels, luma;
  rgb.convertTo(levels, CV_32F);
  cv::transform(levels, luma, cv::Matx13f(0.299f, 0.587f, 0.114f));
  return luma;
}

float magnitude(const cv::Mat& spectrum, int x, int y) {
  const auto& c = spectrum.at<cv::Vec2f>((y % spectrum.rows + spectrum.rows) % spectrum.rows,
                                         (x % spectrum.cols + spectrum.cols) % spectrum.cols);
  return std::hypot(c[0], c[1]);
}

// Brings a line down to what lies between the lines, `gap_x` and `gap_y` away from it.
void lower_line(cv::Mat& spectrum, int x, int y, int gap_x, int gap_y, int radius) {
  const float around = (magnitude(spectrum, x - gap_x, y - gap_y) + magnitude(spectrum, x + gap_x, y - gap_y) +
                        magnitude(spectrum, x - gap_x, y + gap_y) + magnitude(spectrum, x + gap_x, y + gap_y)) /
                       4;
  for (int dy = -radius; dy <= radius; ++dy)
    for (int dx = -radius; dx <= radius; ++dx) {
      const int at_y = ((y + dy) % spectrum.rows + spectrum.rows) % spectrum.rows;
      const int at_x = ((x + dx) % spectrum.cols + spectrum.cols) % spectrum.cols;
      auto& c = spectrum.at<cv::Vec2f>(at_y, at_x);
      const float here = std::hypot(c[0], c[1]);
      if (here > around) c *= around / here;
    }
}

cv::Mat wiener(const cv::Mat& levels) {
  constexpr int kSide = 5;
  cv::Mat mean, square;
  cv::blur(levels, mean, cv::Size(kSide, kSide));
  cv::blur(levels.mul(levels), square, cv::Size(kSide, kSide));
  cv::Mat variance = cv::max(square - mean.mul(mean), 0);
  // The median of all variances stands for the noise.
  std::vector<float> sorted(variance.begin<float>(), variance.end<float>());
  const auto middle = sorted.begin() + static_cast<ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const float noise = *middle;
  const cv::Mat gain = cv::max(variance - noise, 0) / cv::max(variance, noise + 1e-9f);
  return mean + gain.mul(levels - mean);
}

}  // namespace

cv::Mat median_and_sharpen(const cv::Mat& rgb, int size_px) { return sharpen(median(rgb, size_px), 2, 150, 0); }

cv::Mat shrink_wavelets(const cv::Mat& rgb, double levels) {
  constexpr int kScales = 5;  // details of up to some 30 px
  cv::Mat rest, sum;
  rgb.convertTo(rest, CV_32F);
  sum = cv::Mat::zeros(rgb.size(), CV_32FC3);
  for (int scale = 0; scale < kScales; ++scale) {
    const cv::Mat smooth = smooth_at(rest, scale);
    cv::Mat detail = rest - smooth;
    shrink(detail, static_cast<float>(levels));
    sum += detail;
    rest = smooth;
  }
  cv::Mat out;
  cv::Mat(sum + rest).convertTo(out, CV_8U);
  return out;
}

// spec/watermark-format.md 3: a carrier (u, v) of a whole picture whose shortest side has S px stands at +-(4 u / S,
// 4 v / S) cycles per pixel, whatever the key; only which carriers say what is keyed. All 662 are lowered.
cv::Mat notch_lattice(const cv::Mat& rgb, int radius_lines) {
  const double per_cycle = 4.0 / std::min(rgb.cols, rgb.rows);
  const double step_x = per_cycle * rgb.cols, step_y = per_cycle * rgb.rows;  // lines of the transform
  cv::Mat luma = luma_of(rgb), spectrum, back;
  cv::dft(luma, spectrum, cv::DFT_COMPLEX_OUTPUT);
  for (int v = 1; v <= 30; ++v)
    for (int u = 1; u <= 30; ++u) {
      const int r2 = u * u + v * v;
      if (r2 < 25 || r2 > 900 || u * per_cycle >= 0.5 || v * per_cycle >= 0.5) continue;
      const int x = static_cast<int>(std::lround(u * step_x)), y = static_cast<int>(std::lround(v * step_y));
      const int gap_x = static_cast<int>(std::lround(step_x / 2)), gap_y = static_cast<int>(std::lround(step_y / 2));
      for (const int sx : {x, -x})
        for (const int sy : {y, -y}) lower_line(spectrum, sx, sy, gap_x, gap_y, radius_lines);
    }
  cv::dft(spectrum, back, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
  const cv::Mat change = back - luma;
  cv::Mat levels, changes, out;
  rgb.convertTo(levels, CV_32F);
  cv::merge(std::vector<cv::Mat>{change, change, change}, changes);
  cv::Mat(levels + changes).convertTo(out, CV_8U);
  return out;
}

cv::Mat residual(const cv::Mat& rgb) {
  std::vector<cv::Mat> planes;
  cv::split(rgb, planes);
  for (cv::Mat& plane : planes) {
    cv::Mat levels;
    plane.convertTo(levels, CV_32F);
    plane = levels - wiener(levels);
  }
  cv::Mat out;
  cv::merge(planes, out);
  return out;
}

}  // namespace attacks

namespace {

void check_alike(const Picture& a, const Picture& b) {
  if (a.pixels.type() != CV_8UC3 || b.pixels.type() != CV_8UC3 || a.pixels.empty())
    throw ConformError("attacks with several pictures take 8-bit RGB");
  if (a.pixels.size() != b.pixels.size())
    throw ConformError("attacks with several pictures take pictures of one size; these have " +
                       std::to_string(a.width()) + " x " + std::to_string(a.height()) + " and " +
                       std::to_string(b.width()) + " x " + std::to_string(b.height()));
}

Picture add(const Picture& picture, const cv::Mat& change, double times) {
  cv::Mat levels;
  picture.pixels.convertTo(levels, CV_32F);
  Picture out;
  cv::Mat(levels + change * times).convertTo(out.pixels, CV_8U);
  return out;
}

}  // namespace

Picture remove_average(const std::vector<Picture>& marked, const Picture& target, double gain) {
  if (marked.empty()) throw ConformError("remove_average needs at least one marked picture");
  cv::Mat sum;
  for (const Picture& picture : marked) {
    check_alike(picture, target);
    if (sum.empty()) sum = cv::Mat::zeros(picture.pixels.size(), CV_32FC3);
    sum += attacks::residual(picture.pixels);
  }
  return add(target, sum, -gain / static_cast<double>(marked.size()));
}

Picture copy_residual(const Picture& marked, const Picture& unmarked, double gain) {
  check_alike(marked, unmarked);
  return add(unmarked, attacks::residual(marked.pixels), gain);
}

Picture mean_of_copies(const std::vector<Picture>& copies) {
  if (copies.empty()) throw ConformError("mean_of_copies needs at least one picture");
  cv::Mat sum = cv::Mat::zeros(copies[0].pixels.size(), CV_32FC3);
  for (const Picture& copy : copies) {
    check_alike(copy, copies[0]);
    cv::Mat levels;
    copy.pixels.convertTo(levels, CV_32F);
    sum += levels;
  }
  Picture out;
  sum.convertTo(out.pixels, CV_8U, 1.0 / static_cast<double>(copies.size()));
  return out;
}

}  // namespace imprint_conform
