// The ink of a line: cut half way between letter and ground, as a person with the picture alone would.
#include "visible/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace imprint_conform {
namespace {

struct Piece {
  cv::Rect box;
  int area = 0, label = 0;
  double cover = 0;  // mean share of the ink's own strength
  cv::Vec3d colour;  // mean of the pixels, weighted by their cover
};

// Pieces of letters one above the other: 二 is one column, and so is the i with its dot.
struct Column {
  int left, right, top, bottom;
  int height() const { return bottom - top; }
};

cv::Mat rectangle(int side) { return cv::getStructuringElement(cv::MORPH_RECT, {side, side}); }

int odd(double value) { return 2 * std::max(1, static_cast<int>(std::lround(value / 2))) + 1; }

uchar middle(std::vector<uchar>& values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// What stands at 7/8 of the values in order.
uchar high(std::vector<uchar>& values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 7 / 8);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// 0..255: how much of the way from the ground to the ink each pixel goes.
cv::Mat cover_of(const cv::Mat& bright, const cv::Rect& line, double height) {
  cv::Mat ground;
  cv::morphologyEx(bright, ground, cv::MORPH_OPEN, rectangle(odd(0.5 * height)));
  cv::blur(ground, ground, {odd(0.2 * height), odd(0.2 * height)});
  cv::Mat out = cv::Mat::zeros(bright.size(), CV_8U), above;
  cv::subtract(bright, ground, above);
  std::vector<uchar> values;
  double strongest = 0;
  cv::minMaxLoc(above(line), nullptr, &strongest);
  for (int y = line.y; y < line.br().y; ++y)
    for (int x = line.x; x < line.br().x; ++x)
      if (above.at<uchar>(y, x) > 0.5 * strongest) values.push_back(bright.at<uchar>(y, x));
  const int ink = high(values);
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x) {
      const int range = std::max(6, ink - ground.at<uchar>(y, x));
      out.at<uchar>(y, x) = cv::saturate_cast<uchar>(above.at<uchar>(y, x) * 255 / range);
    }
  return out;
}

std::vector<Piece> pieces_of(const cv::Mat& rgb, const cv::Mat& cover, const cv::Mat& mask, cv::Mat& labels) {
  cv::Mat stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
  std::vector<Piece> pieces(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    Piece& piece = pieces[static_cast<size_t>(i)];
    piece.box = {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                 stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
    piece.area = stats.at<int>(i, cv::CC_STAT_AREA);
  }
  for (int y = 0; y < labels.rows; ++y)
    for (int x = 0; x < labels.cols; ++x) {
      Piece& piece = pieces[static_cast<size_t>(labels.at<int>(y, x))];
      piece.cover += cover.at<uchar>(y, x);
      piece.colour += static_cast<double>(cover.at<uchar>(y, x)) * cv::Vec3d(rgb.at<cv::Vec3b>(y, x));
    }
  for (Piece& piece : pieces) {
    piece.colour /= std::max(1.0, piece.cover);
    piece.cover /= std::max(1, piece.area) * 255.0;
  }
  return pieces;
}

// The value in the middle of the pieces' areas.
template <typename Value>
double middle_by_area(std::vector<Piece> pieces, Value value) {
  std::sort(pieces.begin(), pieces.end(), [&](const Piece& a, const Piece& b) { return value(a) < value(b); });
  double left = 0;
  for (const Piece& piece : pieces) left += piece.area / 2.0;
  for (const Piece& piece : pieces)
    if ((left -= piece.area) <= 0) return value(piece);
  return 0;
}

// All letters of a line are of one strength and colour; a piece of a lively ground seldom is.
void keep_alike(std::vector<Piece>& pieces) {
  const double cover = middle_by_area(pieces, [](const Piece& piece) { return piece.cover; });
  cv::Vec3d colour;
  for (int c = 0; c < 3; ++c) colour[c] = middle_by_area(pieces, [c](const Piece& piece) { return piece.colour[c]; });
  std::erase_if(pieces, [&](const Piece& piece) {
    return piece.cover < 0.8 * cover || cv::norm(piece.colour - colour, cv::NORM_INF) > 64;
  });
}

// Belongs to the line: lies between its head and its foot, is as strong as ink, and no rule or edge of a plate, which
// are longer than any stroke.
bool belongs(const Piece& piece, const cv::Rect& line, double height) {
  const bool between = piece.box.y >= line.y && piece.box.br().y <= line.br().y;
  const bool across = (piece.box & line).width * 2 > piece.box.width;
  const bool rule = piece.box.width > 1.5 * height && piece.box.height < 0.35 * height;
  return between && across && !rule && piece.area > 0.004 * height * height && piece.cover > 0.6;
}

std::vector<Column> columns_of(std::vector<cv::Rect> boxes) {
  std::sort(boxes.begin(), boxes.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  std::vector<Column> columns;
  for (const cv::Rect& box : boxes) {
    if (!columns.empty() && box.x < columns.back().right) {
      Column& last = columns.back();
      last.right = std::max(last.right, box.br().x);
      last.top = std::min(last.top, box.y);
      last.bottom = std::max(last.bottom, box.br().y);
    } else {
      columns.push_back({box.x, box.br().x, box.y, box.br().y});
    }
  }
  return columns;
}

int middle_of(const std::vector<Column>& columns, int (*value)(const Column&)) {
  std::vector<int> values;
  for (const Column& column : columns) values.push_back(value(column));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

int foot_of(const std::vector<Column>& columns) {
  return middle_of(columns, [](const Column& column) { return column.bottom; });
}

// Without what is too low for a letter (commas, 一), and without what stands far above the heads of the others.
void keep_letters(std::vector<Column>& columns) {
  int highest = 0;
  for (const Column& column : columns) highest = std::max(highest, column.height());
  std::erase_if(columns, [&](const Column& column) { return column.height() * 20 < highest * 9; });
  const int head = middle_of(columns, [](const Column&column) { return column.top; }), height = foot_of(columns) - head;
  if (height > 0) std::erase_if(columns, [&](const Column& column) { return head - column.top > 0.55 * height; });
}

// The rows of the line. What hangs deeper than 0.15 of it below the others is a descender.
void measure_rows(std::vector<Column> columns, Ink& ink) {
  keep_letters(columns);
  const int foot = foot_of(columns);
  int highest = 0;
  for (const Column& column : columns) highest = std::max(highest, column.height());
  int top = columns.front().top, bottom = foot, lowest = highest;
  for (const Column& column : columns) {
    top = std::min(top, column.top);
    if (column.bottom - foot > 0.15 * highest) continue;
    bottom = std::max(bottom, column.bottom);
    lowest = std::min(lowest, column.height());
  }
  ink.height_px = std::max(1, bottom - top);
  ink.letter_height_px = lowest;
}

double linear(int level) {
  const double c = level / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

cv::Vec3b colour_of(const cv::Mat& rgb, const cv::Mat& where) {
  std::array<std::vector<uchar>, 3> channels;
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x)
      if (where.at<uchar>(y, x))
        for (size_t c = 0; c < 3; ++c) channels[c].push_back(rgb.at<cv::Vec3b>(y, x)[static_cast<int>(c)]);
  return {middle(channels[0]), middle(channels[1]), middle(channels[2])};
}

double contrast_of(const cv::Mat& rgb, const cv::Mat& letters, const cv::Mat& cover, double height) {
  const cv::Mat core = letters & (cover > 215);
  cv::Mat close, wide;
  // Right at the ink: an outline, where there is one, is what letters stand out from. It may be 2 px wide.
  close = letters | (cover > 40);
  cv::dilate(letters, wide, rectangle(odd(std::max(3.0, 0.1 * height))));
  const cv::Mat around = wide & ~close;
  if (cv::countNonZero(core) == 0 || cv::countNonZero(around) == 0) return 1;
  const double a = luminance_of(colour_of(rgb, core)), b = luminance_of(colour_of(rgb, around));
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace

double luminance_of(const cv::Vec3b& rgb) {
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

Ink measure_ink(const cv::Mat& rgb, const cv::Rect& line, bool light) {
  const double height = line.height;
  const int margin = std::max(4, cvRound(0.6 * height));
  const cv::Rect whole(0, 0, rgb.cols, rgb.rows);
  const cv::Rect region =
      cv::Rect(line.x - margin, line.y - margin, line.width + 2 * margin, line.height + 2 * margin) & whole;
  const cv::Mat part = rgb(region);
  cv::Mat bright;
  cv::cvtColor(part, bright, cv::COLOR_RGB2GRAY);
  if (!light) bright = 255 - bright;
  const int slack = std::max(2, cvRound(0.15 * height));
  const cv::Rect near =
      cv::Rect(line.x - region.x - slack, line.y - region.y - slack, line.width + 2 * slack, line.height + 2 * slack) &
      cv::Rect(0, 0, part.cols, part.rows);
  const cv::Mat cover = cover_of(bright, near, height);
  cv::Mat labels;
  const cv::Mat mask = cover >= 128;
  std::vector<Piece> all = pieces_of(part, cover, mask, labels), pieces;
  for (size_t i = 1; i < all.size(); ++i) {
    all[i].label = static_cast<int>(i);
    if (belongs(all[i], near, height)) pieces.push_back(all[i]);
  }
  keep_alike(pieces);
  cv::Mat letters = cv::Mat::zeros(mask.size(), CV_8U);
  std::vector<cv::Rect> boxes;
  for (const Piece& piece : pieces) {
    boxes.push_back(piece.box);
    letters.setTo(255, labels == piece.label);
  }
  Ink ink;
  if (boxes.empty()) return ink;
  ink.found = true;
  ink.box = boxes.front();
  for (const cv::Rect& box : boxes) ink.box |= box;
  ink.box += region.tl();
  measure_rows(columns_of(boxes), ink);
  ink.contrast = contrast_of(part, letters, cover, height);
  return ink;
}

}  // namespace imprint_conform
