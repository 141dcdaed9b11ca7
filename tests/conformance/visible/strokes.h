// Words drawn stroke by stroke, so that tests need no font and know each row of ink.
#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace strokes {

using Line = std::vector<cv::Point2d>;
struct Letter {
  double width;  // of the height
  std::vector<Line> lines;
};

// In a square of side 1, y down.
inline const std::map<char32_t, Letter>& letters() {
  static const std::map<char32_t, Letter> all = {
      {U'A', {0.85, {{{0.03, 1}, {0.42, 0}, {0.82, 1}}, {{0.17, 0.66}, {0.68, 0.66}}}}},
      {U'I', {0.16, {{{0.08, 0}, {0.08, 1}}}}},
      {U'生',
       {1,
        {{{0.27, 0.05}, {0.08, 0.45}},
         {{0.20, 0.27}, {0.90, 0.27}},
         {{0.15, 0.62}, {0.86, 0.62}},
         {{0.53, 0}, {0.53, 1}},
         {{0.03, 1}, {0.98, 1}}}}},
      {U'成',
       {1,
        {{{0.13, 0.24}, {0.96, 0.24}},
         {{0.13, 0.24}, {0.13, 0.60}, {0.02, 1}},
         {{0.13, 0.49}, {0.44, 0.49}, {0.41, 0.84}, {0.28, 0.80}},
         {{0.58, 0}, {0.63, 0.52}, {0.90, 0.98}, {0.98, 0.74}},
         {{0.86, 0.40}, {0.48, 0.97}},
         {{0.74, 0.02}, {0.88, 0.13}}}}},
      {U'非',
       {1,
        {{{0.37, 0}, {0.37, 1}},
         {{0.63, 0}, {0.63, 1}},
         {{0.06, 0.20}, {0.37, 0.20}},
         {{0.08, 0.46}, {0.37, 0.46}},
         {{0.02, 0.74}, {0.37, 0.74}},
         {{0.63, 0.20}, {0.94, 0.20}},
         {{0.63, 0.46}, {0.92, 0.46}},
         {{0.63, 0.74}, {0.98, 0.74}}}}},
  };
  return all;
}

// Coverage 0..255, letters about `height_px` high, cut to the ink.
inline cv::Mat draw(const std::u32string& words, int height_px) {
  constexpr int kFine = 8;
  const double thick = 0.1, gap = 0.16, size = kFine * height_px / (1 + thick);
  double width = 2 * thick;
  for (const char32_t c : words) width += letters().at(c).width + gap;
  cv::Mat fine = cv::Mat::zeros(cvCeil(size * 1.4), cvCeil(width * size), CV_8U);
  double x = thick;
  for (const char32_t c : words) {
    const Letter& letter = letters().at(c);
    for (const Line& line : letter.lines)
      for (size_t i = 1; i < line.size(); ++i)
        cv::line(fine, cv::Point2d((x + line[i - 1].x) * size, (0.15 + line[i - 1].y) * size),
                 cv::Point2d((x + line[i].x) * size, (0.15 + line[i].y) * size), 255, cvRound(thick * size));
    x += letter.width + gap;
  }
  cv::Mat cover;
  cv::resize(fine, cover, {fine.cols / kFine, fine.rows / kFine}, 0, 0, cv::INTER_AREA);
  return cover(cv::boundingRect(cover)).clone();
}

// Rows from the first to the last one that is covered to a half somewhere.
inline int ink_rows(const cv::Mat& cover) { return cv::boundingRect(cover >= 128).height; }

// Blends `ink` over `picture` (CV_8UC3) where `cover` says so.
inline void blend(cv::Mat& picture, const cv::Mat& cover, cv::Point at, const cv::Vec3b& ink, double opacity = 1) {
  for (int y = 0; y < cover.rows; ++y)
    for (int x = 0; x < cover.cols; ++x) {
      const double share = opacity * cover.at<uchar>(y, x) / 255;
      cv::Vec3b& pixel = picture.at<cv::Vec3b>(at.y + y, at.x + x);
      for (int c = 0; c < 3; ++c) pixel[c] = cv::saturate_cast<uchar>(pixel[c] + share * (ink[c] - pixel[c]));
    }
}

// No flat page: soft waves around `level` with some grain.
inline cv::Mat ground(int width, int height, int level = 100, double grain = 4) {
  cv::Mat picture(height, width, CV_8UC3);
  cv::RNG random(17);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double wave =
          30 * std::sin(x / 90.0 + 2 * std::cos(y / 130.0)) + 15 * std::sin(y / 70.0) + random.gaussian(grain);
      picture.at<cv::Vec3b>(y, x) = {cv::saturate_cast<uchar>(level + wave),
                                     cv::saturate_cast<uchar>(level + 10 + wave),
                                     cv::saturate_cast<uchar>(level - 10 + wave)};
    }
  return picture;
}

}  // namespace strokes
