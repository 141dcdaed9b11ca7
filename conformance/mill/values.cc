// Attacks on the samples' values; nothing moves.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "mill/attacks.h"

namespace imprint_conform::attacks {
namespace {

uint8_t to_sample(double value) { return static_cast<uint8_t>(std::clamp(std::nearbyint(value), 0.0, 255.0)); }

// ITU-R BT.601 in 16 bits of fraction, as image editors compute it.
int luma(const cv::Vec3b& p) { return (p[0] * 19595 + p[1] * 38470 + p[2] * 7471 + 0x8000) >> 16; }

// from + factor * (to - from), cut off at the ends and then downwards: how editors blend towards and past a picture.
uint8_t blend(int from, int to, double factor) {
  const float value = static_cast<float>(from) + static_cast<float>(factor) * static_cast<float>(to - from);
  return static_cast<uint8_t>(std::clamp(value, 0.0f, 255.0f));
}

template <typename Change>
cv::Mat each_pixel(const cv::Mat& rgb, Change change) {
  cv::Mat out(rgb.size(), CV_8UC3);
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x) out.at<cv::Vec3b>(y, x) = change(rgb.at<cv::Vec3b>(y, x));
  return out;
}

template <typename Change>
cv::Mat each_value(const cv::Mat& rgb, Change change) {
  cv::Mat table(1, 256, CV_8U), out;
  for (int i = 0; i < 256; ++i) table.at<uint8_t>(i) = change(i);
  cv::LUT(rgb, table, out);
  return out;
}

}  // namespace

cv::Mat blur(const cv::Mat& rgb, double sigma_px) {
  const int size = 2 * static_cast<int>(std::ceil(3.5 * sigma_px)) + 1;
  cv::Mat out;
  cv::GaussianBlur(rgb, out, cv::Size(size, size), sigma_px, sigma_px, cv::BORDER_REPLICATE);
  return out;
}

cv::Mat median(const cv::Mat& rgb, int size_px) {
  cv::Mat out;
  cv::medianBlur(rgb, out, size_px);
  return out;
}

cv::Mat sharpen(const cv::Mat& rgb, double radius_px, double percent, int threshold) {
  cv::Mat out = blur(rgb, radius_px);
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols * 3; ++x) {
      const int value = rgb.ptr(y)[x], difference = value - out.ptr(y)[x];
      const double changed = std::abs(difference) > threshold ? value + difference * percent / 100 : value;
      out.ptr(y)[x] = static_cast<uint8_t>(std::clamp(changed, 0.0, 255.0));
    }
  return out;
}

cv::Mat noise(const cv::Mat& rgb, double sigma, Random& random) {
  cv::Mat out(rgb.size(), CV_8UC3);
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols * 3; ++x) out.ptr(y)[x] = to_sample(rgb.ptr(y)[x] + sigma * random.normal());
  return out;
}

cv::Mat salt_and_pepper(const cv::Mat& rgb, double share, Random& random) {
  return each_pixel(rgb, [&](const cv::Vec3b& p) {
    const double u = random.uniform();
    return u < share / 2 ? cv::Vec3b(0, 0, 0) : u > 1 - share / 2 ? cv::Vec3b(255, 255, 255) : p;
  });
}

cv::Mat brightness(const cv::Mat& rgb, double factor) {
  return each_value(rgb, [&](int v) { return blend(0, v, factor); });
}

cv::Mat contrast(const cv::Mat& rgb, double factor) {
  uint64_t sum = 0;
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x) sum += static_cast<uint64_t>(luma(rgb.at<cv::Vec3b>(y, x)));
  const int mean = static_cast<int>((sum + rgb.total() / 2) / rgb.total());
  return each_value(rgb, [&](int v) { return blend(mean, v, factor); });
}

cv::Mat saturation(const cv::Mat& rgb, double factor) {
  return each_pixel(rgb, [&](const cv::Vec3b& p) {
    const int y = luma(p);
    return cv::Vec3b(blend(y, p[0], factor), blend(y, p[1], factor), blend(y, p[2], factor));
  });
}

cv::Mat gamma(const cv::Mat& rgb, double exponent) {
  return each_value(rgb, [&](int v) { return to_sample(255 * std::pow(v / 255.0, exponent)); });
}

cv::Mat hue(const cv::Mat& rgb, double turns) {
  cv::Mat hsv;
  rgb.convertTo(hsv, CV_32F, 1 / 255.0);
  cv::cvtColor(hsv, hsv, cv::COLOR_RGB2HSV);
  for (int y = 0; y < hsv.rows; ++y)
    for (int x = 0; x < hsv.cols; ++x) {
      float& h = hsv.at<cv::Vec3f>(y, x)[0];
      h = std::fmod(h + static_cast<float>(360 * turns), 360.0f);
      if (h < 0) h += 360;
    }
  cv::cvtColor(hsv, hsv, cv::COLOR_HSV2RGB);
  cv::Mat out;
  hsv.convertTo(out, CV_8U, 255);
  return out;
}

cv::Mat grey(const cv::Mat& rgb) {
  return each_pixel(rgb, [](const cv::Vec3b& p) { return cv::Vec3b::all(static_cast<uint8_t>(luma(p))); });
}

cv::Mat posterise(const cv::Mat& rgb, int bits) {
  return each_value(rgb, [&](int v) { return static_cast<uint8_t>(v >> (8 - bits) << (8 - bits)); });
}

cv::Mat equalise(const cv::Mat& rgb) {
  cv::Mat ycc, out;
  cv::cvtColor(rgb, ycc, cv::COLOR_RGB2YCrCb);
  std::vector<cv::Mat> planes;
  cv::split(ycc, planes);
  cv::createCLAHE(2.0, cv::Size(8, 8))->apply(planes[0], planes[0]);
  cv::merge(planes, ycc);
  cv::cvtColor(ycc, out, cv::COLOR_YCrCb2RGB);
  return out;
}

}  // namespace imprint_conform::attacks
