// Attacks on size, place and shape.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "mill/attacks.h"
#include "model/error.h"

namespace imprint_conform::attacks {
namespace {

constexpr int kLeastSidePx = 16;
constexpr double kMostPixels = 200e6;
constexpr double kPi = 3.14159265358979323846;

// Halves to even, as numpy and Python round.
int whole(double value) { return static_cast<int>(std::nearbyint(value)); }
int side(double value) { return std::max(kLeastSidePx, whole(value)); }

cv::Size kept(const cv::Mat& rgb, double area) {
  const double k = std::sqrt(area);
  return {std::min(rgb.cols, side(rgb.cols * k)), std::min(rgb.rows, side(rgb.rows * k))};
}

std::vector<int> draw_lines(int all, int count, Random& random) {
  std::vector<int> lines(static_cast<size_t>(all));
  for (int i = 0; i < all; ++i) lines[static_cast<size_t>(i)] = i;
  for (int i = 0; i < count; ++i)
    std::swap(lines[static_cast<size_t>(i)], lines[static_cast<size_t>(i + random.below(all - i))]);
  lines.erase(lines.begin(), lines.begin() + count);  // those that go
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Keys' bicubic kernel (IEEE Trans. ASSP 29(6), 1981) with a = -1, the sharp one of Pillow's rotations, so that the
// robustness harness rotates alike; OpenCV has -3/4.
double cubic(double x) {
  x = std::abs(x);
  if (x < 1) return (x - 2) * x * x + 1;
  return x < 2 ? ((-x + 5) * x - 8) * x + 4 : 0;
}

// The picture at (x, y), pixel centres at whole numbers; the outermost pixels go on beyond its edges.
cv::Vec3b sample_at(const cv::Mat& rgb, double x, double y) {
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  double sum[3] = {0, 0, 0};
  for (int j = -1; j <= 2; ++j) {
    const double weight_y = cubic(y - (y0 + j));
    const auto* row = rgb.ptr<cv::Vec3b>(std::clamp(y0 + j, 0, rgb.rows - 1));
    for (int i = -1; i <= 2; ++i) {
      const double weight = weight_y * cubic(x - (x0 + i));
      const cv::Vec3b& p = row[std::clamp(x0 + i, 0, rgb.cols - 1)];
      for (int c = 0; c < 3; ++c) sum[c] += weight * p[c];
    }
  }
  cv::Vec3b out;
  for (int c = 0; c < 3; ++c) out[c] = static_cast<uint8_t>(std::clamp(std::floor(sum[c] + 0.5), 0.0, 255.0));
  return out;
}

// `matrix` maps places measured from the output's centre to places measured from the picture's; black outside.
cv::Mat about_centre(const cv::Mat& rgb, const cv::Matx22d& matrix, cv::Size size) {
  cv::Mat out = cv::Mat::zeros(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const cv::Vec2d from = matrix * cv::Vec2d(x + 0.5 - size.width / 2.0, y + 0.5 - size.height / 2.0);
      const double at_x = from[0] + rgb.cols / 2.0, at_y = from[1] + rgb.rows / 2.0;
      if (at_x < 0 || at_y < 0 || at_x >= rgb.cols || at_y >= rgb.rows) continue;
      out.at<cv::Vec3b>(y, x) = sample_at(rgb, at_x - 0.5, at_y - 0.5);
    }
  return out;
}

}  // namespace

cv::Mat resize_to(const cv::Mat& rgb, double width, double height) {
  if (!(width * height <= kMostPixels))
    throw ConformError("resize: " + std::to_string(width) + " x " + std::to_string(height) +
                       " pixels are more than the limit of 200000000");
  const cv::Size size(side(width), side(height));
  const bool smaller = double{1} * size.width * size.height < double{1} * rgb.cols * rgb.rows;
  cv::Mat out;
  cv::resize(rgb, out, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
}

cv::Mat resize(const cv::Mat& rgb, double x, double y) { return resize_to(rgb, rgb.cols * x, rgb.rows * y); }

cv::Mat resize_back(const cv::Mat& rgb, double scale) {
  return resize_to(resize(rgb, scale, scale), rgb.cols, rgb.rows);
}

cv::Mat crop_centre(const cv::Mat& rgb, double area) {
  const cv::Size size = kept(rgb, area);
  return rgb(cv::Rect({(rgb.cols - size.width) / 2, (rgb.rows - size.height) / 2}, size)).clone();
}

cv::Mat crop_random(const cv::Mat& rgb, double area, Random& random) {
  const cv::Size size = kept(rgb, area);
  const int y = random.below(rgb.rows - size.height + 1), x = random.below(rgb.cols - size.width + 1);
  return rgb(cv::Rect({x, y}, size)).clone();
}

cv::Mat shift(const cv::Mat& rgb, int columns, int rows) {
  if (columns >= rgb.cols || rows >= rgb.rows) throw ConformError("shift: the picture is smaller than the shift");
  return rgb(cv::Rect(columns, rows, rgb.cols - columns, rgb.rows - rows)).clone();
}

cv::Mat pad(const cv::Mat& rgb, double share) {
  const int y = static_cast<int>(rgb.rows * share), x = static_cast<int>(rgb.cols * share);
  cv::Mat out;
  cv::copyMakeBorder(rgb, out, y, y, x, x, cv::BORDER_CONSTANT, cv::Scalar::all(255));
  return out;
}

cv::Mat drop_lines(const cv::Mat& rgb, int count, Random& random) {
  if (count >= std::min(rgb.cols, rgb.rows))
    throw ConformError("drop_lines: " + std::to_string(count) + " lines of a picture of " + std::to_string(rgb.cols) +
                       " x " + std::to_string(rgb.rows));
  const std::vector<int> rows = draw_lines(rgb.rows, count, random), columns = draw_lines(rgb.cols, count, random);
  cv::Mat out(static_cast<int>(rows.size()), static_cast<int>(columns.size()), rgb.type());
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x)
      out.at<cv::Vec3b>(y, x) = rgb.at<cv::Vec3b>(rows[static_cast<size_t>(y)], columns[static_cast<size_t>(x)]);
  return out;
}

cv::Mat rotate(const cv::Mat& rgb, double degrees, bool grow) {
  const double c = std::cos(degrees * kPi / 180), s = std::sin(degrees * kPi / 180);
  cv::Size size = rgb.size();
  if (grow) {  // the whole pixels that the turned corners touch, counted from the picture's own grid
    const double w = std::abs(rgb.cols * c) + std::abs(rgb.rows * s),
                 h = std::abs(rgb.cols * s) + std::abs(rgb.rows * c);
    const auto extent = [](double middle, double length) {
      return static_cast<int>(std::ceil(middle + length / 2 - 1e-9) - std::floor(middle - length / 2 + 1e-9));
    };
    size = {extent(rgb.cols / 2.0, w), extent(rgb.rows / 2.0, h)};
  }
  return about_centre(rgb, cv::Matx22d(c, -s, s, c), size);
}

cv::Mat quarter_turns(const cv::Mat& rgb, int count) {
  cv::Mat out = rgb.clone();
  if (count % 4 == 1) cv::rotate(rgb, out, cv::ROTATE_90_COUNTERCLOCKWISE);
  if (count % 4 == 2) cv::rotate(rgb, out, cv::ROTATE_180);
  if (count % 4 == 3) cv::rotate(rgb, out, cv::ROTATE_90_CLOCKWISE);
  return out;
}

cv::Mat mirror(const cv::Mat& rgb, bool left_to_right) {
  cv::Mat out;
  cv::flip(rgb, out, left_to_right ? 1 : 0);
  return out;
}

cv::Mat perspective(const cv::Mat& rgb, double share, Random& random) {
  const auto w = static_cast<float>(rgb.cols), h = static_cast<float>(rgb.rows);
  const cv::Point2f corners[] = {{0, 0}, {w, 0}, {w, h}, {0, h}}, inwards[] = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}};
  cv::Point2f moved[4];
  for (int i = 0; i < 4; ++i) {
    const auto dx = static_cast<float>(random.uniform(0, share)) * w,
               dy = static_cast<float>(random.uniform(0, share)) * h;
    moved[i] = corners[i] + cv::Point2f(dx * inwards[i].x, dy * inwards[i].y);
  }
  cv::Mat out;
  cv::warpPerspective(rgb, out, cv::getPerspectiveTransform(corners, moved), rgb.size(), cv::INTER_CUBIC);
  return out;
}

cv::Mat shear(const cv::Mat& rgb, double degrees) {
  const double t = std::tan(degrees * kPi / 180);
  const cv::Size size(rgb.cols + static_cast<int>(std::ceil(rgb.rows * std::abs(t))), rgb.rows);
  return about_centre(rgb, cv::Matx22d(1, t, 0, 1), size);
}

cv::Mat bend(const cv::Mat& rgb, double amplitude_px, Random& random) {
  constexpr double kPeriodPx = 180;
  const double w = 2 * kPi / kPeriodPx;
  double phase[4];
  for (double& p : phase) p = random.uniform(0, 2 * kPi);
  cv::Mat x_from(rgb.size(), CV_32F), y_from(rgb.size(), CV_32F);
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x) {
      x_from.at<float>(y, x) =
          static_cast<float>(x + amplitude_px * std::sin(w * y + phase[0]) * std::cos(w * x + phase[1]));
      y_from.at<float>(y, x) =
          static_cast<float>(y + amplitude_px * std::sin(w * x + phase[2]) * std::cos(w * y + phase[3]));
    }
  cv::Mat out;
  cv::remap(rgb, out, x_from, y_from, cv::INTER_CUBIC, cv::BORDER_REFLECT);
  return out;
}

}  // namespace imprint_conform::attacks
