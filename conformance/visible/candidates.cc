// Lines of text by their strokes: what is lighter (or darker) than its ground in a small neighbourhood, in pieces of a
// letter's size, side by side. Each step of a pyramid looks for lines of one height only, so a piece of texture joins a
// line only if it is as large as its letters.
#include "visible/candidates.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace imprint_conform {
namespace {

constexpr int kLine = 20;     // px: the height that a step of the pyramid looks for
constexpr int kStroke = 13;   // px: wider than any stroke of such a line
constexpr int kSteps = 8;     // of a factor sqrt(2) each
constexpr double kLeast = 9;  // grey levels between stroke and ground
// Of the strongest stroke near by: the lower one for letters of uneven strength, the higher one for letters whose
// outline cuts them out of a lively ground.
constexpr double kCuts[] = {0.4, 0.65};
// px between letters of one line: the smaller one keeps a tight line apart from what stands beside it.
constexpr int kGaps[] = {7, 17};

// Of the features, in their order: a logistic model of "this is the line that was drawn" on the even pictures of
// tests/bench/visible_labels.py.
constexpr Features kWeights = {-3.58, 1.03,  -2.35, 32.5,  -7.8,  0.18, 5.66,
                               4.59,  -0.49, -6.16, -37.5, -3.36, 0.13, -0.24};
constexpr double kOffset = -8.48;
// The lowest score of a line that was drawn was 0.86, of 267 on those pictures; 9 others a picture lie over this.
constexpr double kLeastScore = 0;

struct Blob {
  cv::Rect box;
  double ink = 0, strength = 0, strength2 = 0, pieces = 0;
  double runs_across = 0, runs_down = 0;  // beginnings of strokes along rows and columns
};

cv::Mat rectangle(int width, int height) { return cv::getStructuringElement(cv::MORPH_RECT, {width, height}); }

// Strokes: how far each pixel stands out of its ground.
cv::Mat strokes(const cv::Mat& grey, bool light) {
  cv::Mat out;
  cv::morphologyEx(grey, out, light ? cv::MORPH_TOPHAT : cv::MORPH_BLACKHAT, rectangle(kStroke, kStroke));
  return out;
}

// The strongest stroke near each pixel, smooth. Every fourth pixel is enough for that.
cv::Mat strongest_near(const cv::Mat& response) {
  cv::Mat close, coarse, smooth, out;
  cv::dilate(response, close, rectangle(4, 4));
  cv::resize(close, coarse, {(response.cols + 3) / 4, (response.rows + 3) / 4}, 0, 0, cv::INTER_NEAREST);
  cv::dilate(coarse, coarse, rectangle(kLine / 2 + 1, kLine / 2 + 1));
  cv::blur(coarse, smooth, {kLine / 4, kLine / 4});
  cv::resize(smooth, out, response.size(), 0, 0, cv::INTER_LINEAR);
  return out;
}

// The pixels of strokes: at least a share of the strongest near by, so that a faint texture behind letters stays out.
cv::Mat cut(const cv::Mat& response, const cv::Mat& strongest, double share) {
  cv::Mat limit;
  strongest.convertTo(limit, CV_8U, share);
  cv::max(limit, kLeast, limit);
  return response > limit;
}

// Keeps the pieces that can be a letter or a part of one.
cv::Mat letters(const cv::Mat& mask, cv::Mat& labels, cv::Mat& stats, std::vector<uchar>& kept) {
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
  kept.assign(static_cast<size_t>(count), 0);
  for (int i = 1; i < count; ++i) {
    const int width = stats.at<int>(i, cv::CC_STAT_WIDTH), height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    const bool size = height >= 2 && height <= kLine * 3 / 2 && width <= 4 * kLine && area >= 5;
    const bool solid = width > kLine && height > 12 && area > width * height * 9 / 10;
    kept[static_cast<size_t>(i)] = size && !solid ? 255 : 0;
  }
  cv::Mat out(mask.size(), CV_8U);
  for (int y = 0; y < mask.rows; ++y) {
    const int* from = labels.ptr<int>(y);
    uchar* to = out.ptr(y);
    for (int x = 0; x < mask.cols; ++x) to[x] = kept[static_cast<size_t>(from[x])];
  }
  return out;
}

// Joins letters side by side to lines and sums up what each line is made of.
std::vector<Blob> lines(const cv::Mat& text, const cv::Mat& response, const cv::Mat& pieces, const cv::Mat& piece_stats,
                        const std::vector<uchar>& kept, int gap) {
  cv::Mat joined, labels, stats, centres;
  cv::morphologyEx(text, joined, cv::MORPH_CLOSE, rectangle(gap, 3));
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8, CV_32S);
  std::vector<Blob> blobs(static_cast<size_t>(count));
  for (int i = 1; i < count; ++i)
    blobs[static_cast<size_t>(i)].box = {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
  const std::vector<uchar> nothing(static_cast<size_t>(text.cols), 0);
  for (int y = 0; y < text.rows; ++y) {
    const uchar *ink = text.ptr(y), *above = y > 0 ? text.ptr(y - 1) : nothing.data(), *strong = response.ptr(y);
    const int* line = labels.ptr<int>(y);
    for (int x = 0; x < text.cols; ++x) {
      if (!ink[x]) continue;
      Blob& blob = blobs[static_cast<size_t>(line[x])];
      blob.ink += 1;
      blob.strength += strong[x];
      blob.strength2 += static_cast<double>(strong[x]) * strong[x];
      if (x == 0 || !ink[x - 1]) blob.runs_across += 1;
      if (!above[x]) blob.runs_down += 1;
    }
  }
  for (size_t i = 1; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    const int at = static_cast<int>(i), top = piece_stats.at<int>(at, cv::CC_STAT_TOP);
    for (int x = piece_stats.at<int>(at, cv::CC_STAT_LEFT);; ++x)
      if (pieces.at<int>(top, x) == at) {
        blobs[static_cast<size_t>(labels.at<int>(top, x))].pieces += 1;
        break;
      }
  }
  return blobs;
}

double share(const cv::Mat& sums, cv::Rect box) {
  box &= cv::Rect(0, 0, sums.cols - 1, sums.rows - 1);
  if (box.empty()) return 0;
  const double sum = sums.at<int>(box.br()) - sums.at<int>(box.y, box.br().x) - sums.at<int>(box.br().y, box.x) +
                     sums.at<int>(box.tl());
  return sum / 255 / box.area();
}

// The share of ink in the bands above and below, and left and right.
std::pair<double, double> around(const Blob& blob, const cv::Mat& sums) {
  const cv::Rect& box = blob.box;
  const int band = std::max(3, box.height * 2 / 5);
  const double rows = share(sums, {box.x, box.y - band, box.width, band - 1}) +
                      share(sums, {box.x, box.br().y + 1, box.width, band - 1});
  const double sides = share(sums, {box.x - band, box.y, band - 1, box.height}) +
                       share(sums, {box.br().x + 1, box.y, band - 1, box.height});
  return {rows / 2, sides / 2};
}

Features features_of(const Blob& blob, const cv::Mat& sums, double scale, const cv::Size& picture, double share,
                     int gap) {
  const cv::Rect& box = blob.box;
  const double fill = blob.ink / box.area(), mean = blob.strength / blob.ink;
  const double spread = std::sqrt(std::max(0.0, blob.strength2 / blob.ink - mean * mean)) / mean;
  const double aspect = 1.0 * box.width / box.height;
  const auto [rows, sides] = around(blob, sums);
  const double side = std::min(picture.width, picture.height);
  const double margin = std::min({box.x, box.y, picture.width - box.br().x, picture.height - box.br().y}) / side;
  return {std::min(1.5, rows / fill),
          std::min(1.5, sides / fill),
          spread,
          fill,
          fill * fill,
          std::min(3.0, blob.pieces / (aspect + 0.5)),
          std::log(aspect),
          std::log(mean / 60),
          std::log(box.height / scale / kSearchSide),
          std::min(0.3, margin),
          blob.ink / blob.runs_across / box.height,
          blob.ink / blob.runs_down / box.height,
          share,
          gap / 10.0};
}

double score_of(const Features& features) {
  double score = kOffset;
  for (size_t i = 0; i < kFeatures; ++i) score += kWeights[i] * features[i];
  return score;
}

// A line of the height that this step looks for.
bool fits(const cv::Rect& box) {
  return box.height >= kLine * 11 / 20 && box.height <= kLine * 3 / 2 && box.width >= box.height * 6 / 5;
}

void look_at_cut(const cv::Mat& response, const cv::Mat& strongest, bool light, double share, double scale,
                 std::vector<Candidate>& found) {
  const cv::Mat mask = cut(response, strongest, share);
  cv::Mat pieces, stats, sums;
  std::vector<uchar> kept;
  const cv::Mat text = letters(mask, pieces, stats, kept);
  cv::integral(mask, sums, CV_32S);
  for (const int gap : kGaps)
    for (const Blob& blob : lines(text, response, pieces, stats, kept, gap)) {
      const cv::Rect& box = blob.box;
      if (!fits(box) || blob.ink < 0.1 * box.area() || blob.ink > 0.8 * box.area()) continue;
      const Features features = features_of(blob, sums, scale, response.size(), share, gap);
      const double score = score_of(features);
      if (score < kLeastScore) continue;
      const cv::Rect2d full(box.x / scale, box.y / scale, box.width / scale, box.height / scale);
      found.push_back({cv::Rect(cvFloor(full.x), cvFloor(full.y), cvCeil(full.width), cvCeil(full.height)), light,
                       full.height, score, share, features});
    }
}

void look_at_step(const cv::Mat& grey, bool light, double scale, std::vector<Candidate>& found) {
  const cv::Mat response = strokes(grey, light);
  const cv::Mat strongest = strongest_near(response);
  for (const double share : kCuts) look_at_cut(response, strongest, light, share, scale, found);
}

bool before(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.box.y != b.box.y) return a.box.y < b.box.y;
  return a.box.x != b.box.x ? a.box.x < b.box.x : a.light && !b.light;
}

bool same(const Candidate& a, const Candidate& b) {
  if (a.light != b.light) return false;
  const double common = (a.box & b.box).area();
  return common > 0.6 * (a.box | b.box).area();
}

}  // namespace

std::vector<Candidate> propose_lines(const cv::Mat& grey, size_t most) {
  std::vector<Candidate> found;
  double scale = 1;
  cv::Mat step = grey;
  for (int i = 0; i < kSteps; ++i, scale /= std::sqrt(2.0)) {
    if (i > 0) cv::resize(grey, step, {}, scale, scale, cv::INTER_AREA);
    if (step.cols < 2 * kLine || step.rows < kLine) break;
    for (const bool light : {true, false}) look_at_step(step, light, scale, found);
  }
  std::sort(found.begin(), found.end(), before);
  std::vector<Candidate> kept;
  for (const Candidate& one : found) {
    if (kept.size() >= most) break;
    if (std::none_of(kept.begin(), kept.end(), [&](const Candidate& other) { return same(one, other); }))
      kept.push_back(one);
  }
  return kept;
}

}  // namespace imprint_conform
