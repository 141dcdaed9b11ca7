// Attacks that cover a part of the picture, and the pipelines of phones, desktops and platforms.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "mill/attacks.h"

namespace imprint_conform::attacks {
namespace {

// Words in OpenCV's own stroke font, which is the same everywhere; `top_left` and the height of its capitals in px.
void write(cv::Mat& rgb, const std::string& words, cv::Point top_left, double capital_px, const cv::Scalar& colour) {
  constexpr double kCapitalAtScale1 = 21;
  const int thickness = std::max(1, static_cast<int>(capital_px / 8));
  cv::putText(rgb, words, top_left + cv::Point(0, static_cast<int>(capital_px)), cv::FONT_HERSHEY_SIMPLEX,
              capital_px / kCapitalAtScale1, colour, thickness, cv::LINE_AA);
}

}  // namespace

cv::Mat caption(const cv::Mat& rgb, double area, Random& random) {
  cv::Mat out = rgb.clone();
  const int h = static_cast<int>(rgb.rows * area), y = random.below(rgb.rows - h + 1);
  cv::rectangle(out, cv::Rect(0, y, rgb.cols, std::min(h + 1, rgb.rows - y)), cv::Scalar::all(0), cv::FILLED);
  cv::Mat bar = out(cv::Rect(0, y, rgb.cols, std::min(h + 1, rgb.rows - y)));
  write(bar, "SAMPLE CAPTION 0123456789 sample", {8, h / 4}, std::max(6.0, h * 0.5), cv::Scalar::all(255));
  return out;
}

cv::Mat stickers(const cv::Mat& rgb, double area, Random& random) {
  constexpr int kCount = 3;
  const cv::Scalar colours[kCount] = {{255, 210, 0}, {230, 40, 60}, {40, 160, 230}};
  cv::Mat out = rgb.clone();
  const int side = static_cast<int>(std::sqrt(rgb.rows * static_cast<double>(rgb.cols) * area / kCount));
  for (int i = 0; i < kCount; ++i) {  // one a vertical strip, so that they do not overlap
    const int left = rgb.cols * i / kCount, right = rgb.cols * (i + 1) / kCount;
    const int s = std::min({side, right - left, rgb.rows});
    const int x = left + random.below(std::max(1, right - left - s + 1)),
              y = random.below(std::max(1, rgb.rows - s + 1));
    cv::rectangle(out, cv::Rect(x, y, std::min(s + 1, rgb.cols - x), std::min(s + 1, rgb.rows - y)), colours[i],
                  cv::FILLED);
  }
  return out;
}

cv::Mat erase(const cv::Mat& rgb, double area, Random& random) {
  const double k = std::sqrt(area);
  const int h = static_cast<int>(rgb.rows * k), w = static_cast<int>(rgb.cols * k);
  const int y = random.below(rgb.rows - h + 1), x = random.below(rgb.cols - w + 1);
  cv::Mat out = rgb.clone();
  cv::rectangle(out, cv::Rect(x, y, w, h), cv::Scalar::all(0), cv::FILLED);
  return out;
}

cv::Mat screenshot_phone(const cv::Mat& rgb) {
  constexpr int kWidth = 1080, kHeight = 2340, kBar = 140, kQuality = 80;
  const double scale = std::min(static_cast<double>(kWidth) / rgb.cols, static_cast<double>(kHeight) / rgb.rows);
  const cv::Mat shown = resize(rgb, scale, scale);
  cv::Mat screen(kHeight, kWidth, CV_8UC3, cv::Scalar::all(18));
  // A side of a few pixels is raised to 16, which a very long picture's may not fit beside: it is cut.
  const cv::Size size(std::min(shown.cols, kWidth), std::min(shown.rows, kHeight));
  const cv::Rect place({(kWidth - size.width) / 2, (kHeight - size.height) / 2}, size);
  shown(cv::Rect({0, 0}, size)).copyTo(screen(place));
  write(screen, "12:34", {40, 38}, 29, cv::Scalar::all(255));
  cv::rectangle(screen, cv::Rect(0, kHeight - kBar, kWidth, kBar), cv::Scalar::all(40), cv::FILLED);
  return jpeg(screen, kQuality);
}

cv::Mat screenshot_desktop(const cv::Mat& rgb) {
  constexpr double kShown = 0.7, kMargin = 0.25;
  cv::Mat page = pad(resize(rgb, kShown, kShown), kMargin);
  write(page, "https://example.org/page  File Edit View", {10, 12}, 11, cv::Scalar::all(60));
  return page;
}

cv::Mat social(const cv::Mat& rgb, int longest_px, int quality) {
  const double scale = static_cast<double>(longest_px) / std::max(rgb.cols, rgb.rows);
  return jpeg(scale >= 1 ? rgb : resize(rgb, scale, scale), quality);
}

}  // namespace imprint_conform::attacks
