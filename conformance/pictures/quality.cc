// PSNR, SSIM, largest and mean change.
#include "pictures/quality.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "model/error.h"

namespace imprint_conform {
namespace {

constexpr double kPsnrOfEqual = 99.0;  // as the project's robustness harness prints it

std::string kind_of(const Picture& p) {
  return std::to_string(p.width()) + " x " + std::to_string(p.height()) + " px, " + std::to_string(p.channels()) +
         " channels of " + std::to_string(p.bits()) + " bits";
}

void check_alike(const Picture& a, const Picture& b) {
  check_picture(a, "comparison");
  check_picture(b, "comparison");
  if (a.pixels.size() == b.pixels.size() && a.pixels.type() == b.pixels.type()) return;
  throw ConformError("pictures of different kinds cannot be compared: " + kind_of(a) + "; " + kind_of(b));
}

// Without alpha, as doubles in levels of 8 bits.
cv::Mat colours_of(const Picture& picture) {
  cv::Mat colours = picture.pixels, levels;
  if (picture.has_alpha()) cv::cvtColor(picture.pixels, colours, cv::COLOR_RGBA2RGB);
  colours.convertTo(levels, CV_64F, picture.bits() == 16 ? 1.0 / 257.0 : 1.0);
  return levels;
}

cv::Mat luma_of(const Picture& picture) {
  const cv::Mat colours = colours_of(picture);
  if (colours.channels() == 1) return colours;
  cv::Mat luma;
  cv::transform(colours, luma, cv::Matx13d(0.299, 0.587, 0.114));
  return luma;
}

double psnr_of(const cv::Mat& a, const cv::Mat& b) {
  const double square = cv::norm(a, b, cv::NORM_L2SQR) / (static_cast<double>(a.total()) * a.channels());
  return square == 0 ? kPsnrOfEqual : std::min(kPsnrOfEqual, 10 * std::log10(255.0 * 255.0 / square));
}

cv::Mat smoothed(const cv::Mat& m) {
  cv::Mat out;
  cv::GaussianBlur(m, out, cv::Size(11, 11), 1.5, 1.5, cv::BORDER_REFLECT);
  return out;
}

}  // namespace

double psnr_db(const Picture& a, const Picture& b) {
  check_alike(a, b);
  return psnr_of(colours_of(a), colours_of(b));
}

double psnr_luma_db(const Picture& a, const Picture& b) {
  check_alike(a, b);
  return psnr_of(luma_of(a), luma_of(b));
}

double ssim_luma(const Picture& a, const Picture& b) {
  check_alike(a, b);
  if (std::min(a.width(), a.height()) < 11)
    throw ConformError("SSIM needs sides of 11 px; the picture has " + kind_of(a));
  constexpr double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
  const cv::Mat x = luma_of(a), y = luma_of(b);
  const cv::Mat mx = smoothed(x), my = smoothed(y), mxy = mx.mul(my);
  const cv::Mat squares = mx.mul(mx) + my.mul(my);
  const cv::Mat variances = smoothed(x.mul(x) + y.mul(y)) - squares;
  const cv::Mat covariance = smoothed(x.mul(y)) - mxy;
  const cv::Mat upper = (2 * mxy + c1).mul(2 * covariance + c2);
  const cv::Mat lower = (squares + c1).mul(variances + c2);
  const cv::Mat map = upper / lower;
  return cv::mean(map(cv::Rect(5, 5, map.cols - 10, map.rows - 10)))[0];
}

uint32_t largest_change(const Picture& a, const Picture& b) {
  check_alike(a, b);
  cv::Mat difference;
  cv::absdiff(a.pixels, b.pixels, difference);
  if (a.has_alpha()) cv::cvtColor(difference, difference, cv::COLOR_RGBA2RGB);
  double largest = 0;
  cv::minMaxLoc(difference.reshape(1), nullptr, &largest);
  return static_cast<uint32_t>(largest);
}

double mean_difference(const Picture& a, const Picture& b) {
  check_alike(a, b);
  const cv::Mat x = colours_of(a), y = colours_of(b);
  return cv::norm(x, y, cv::NORM_L1) / (static_cast<double>(x.total()) * x.channels());
}

}  // namespace imprint_conform
