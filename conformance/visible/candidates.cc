// Lines of text by their strokes: what is lighter (or darker) than its ground in a small neighbourhood, in pieces of a
// letter's size, side by side. Each step of a pyramid looks for lines of one height only, so a piece of texture joins a
// line only if it is as large as its letters.
#include "visible/candidates.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace imprint_conform {
namespace {

constexpr int kLine = 20;             // px: the height that a step of the pyramid looks for
constexpr int kStroke = 13;           // px: wider than any stroke of such a line
constexpr int kSteps = 8;             // of a factor sqrt(2) each
constexpr double kLeast = 9;          // grey levels between stroke and ground
constexpr double kOfStrongest = 0.4;  // of the strongest stroke near by

struct Blob {
  cv::Rect box;
  double ink = 0, strength = 0, strength2 = 0, pieces = 0;
};

cv::Mat rectangle(int width, int height) { return cv::getStructuringElement(cv::MORPH_RECT, {width, height}); }

// Strokes: how far each pixel stands out of its ground.
cv::Mat strokes(const cv::Mat& grey, bool light) {
  cv::Mat out;
  cv::morphologyEx(grey, out, light ? cv::MORPH_TOPHAT : cv::MORPH_BLACKHAT, rectangle(kStroke, kStroke));
  return out;
}

// The pixels of strokes: at least a share of the strongest near by, so that a faint texture behind letters stays out.
cv::Mat cut(const cv::Mat& response) {
  cv::Mat strongest, smooth;
  cv::dilate(response, strongest, rectangle(2 * kLine + 1, 2 * kLine + 1));
  cv::blur(strongest, smooth, {kLine, kLine});
  cv::Mat limit;
  smooth.convertTo(limit, CV_8U, kOfStrongest);
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
                        const std::vector<uchar>& kept) {
  cv::Mat joined, labels, stats, centres;
  cv::morphologyEx(text, joined, cv::MORPH_CLOSE, rectangle(kLine * 4 / 5 + 1, 3));
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8, CV_32S);
  std::vector<Blob> blobs(static_cast<size_t>(count));
  for (int i = 1; i < count; ++i)
    blobs[static_cast<size_t>(i)].box = {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
  for (int y = 0; y < text.rows; ++y) {
    const uchar *ink = text.ptr(y), *strong = response.ptr(y);
    const int* line = labels.ptr<int>(y);
    for (int x = 0; x < text.cols; ++x) {
      if (!ink[x]) continue;
      Blob& blob = blobs[static_cast<size_t>(line[x])];
      blob.ink += 1;
      blob.strength += strong[x];
      blob.strength2 += static_cast<double>(strong[x]) * strong[x];
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

// How much a blob is like a line of text: quiet above and below, evenly strong, neither empty nor full, several pieces.
double score_of(const Blob& blob, const cv::Mat& sums) {
  const cv::Rect& box = blob.box;
  const double fill = blob.ink / box.area();
  if (fill < 0.1 || fill > 0.8) return 0;
  const int band = std::max(3, box.height * 2 / 5);
  const double around = (share(sums, {box.x, box.y - band, box.width, band - 1}) +
                         share(sums, {box.x, box.br().y + 1, box.width, band - 1})) /
                        2;
  const double quiet = std::clamp(1 - around / fill, 0.0, 1.0);
  const double mean = blob.strength / blob.ink;
  const double spread = std::sqrt(std::max(0.0, blob.strength2 / blob.ink - mean * mean)) / mean;
  const double even = std::clamp(1.15 - spread, 0.1, 1.0);
  const double letters = std::min(1.0, blob.pieces / (1.0 * box.width / box.height + 0.5));
  const double wide = std::min(1.0, box.width / (2.5 * box.height));
  const double strong = std::min(1.0, mean / 60);
  return (0.2 + quiet) * even * (0.4 + letters) * (0.5 + wide) * (0.4 + strong);
}

void look_at_step(const cv::Mat& grey, bool light, double scale, std::vector<Candidate>& found) {
  const cv::Mat response = strokes(grey, light);
  const cv::Mat mask = cut(response);
  cv::Mat pieces, stats, sums;
  std::vector<uchar> kept;
  const cv::Mat text = letters(mask, pieces, stats, kept);
  cv::integral(mask, sums, CV_32S);
  for (const Blob& blob : lines(text, response, pieces, stats, kept)) {
    const cv::Rect& box = blob.box;
    if (box.height < kLine * 11 / 20 || box.height > kLine * 3 / 2 || box.width < box.height * 6 / 5) continue;
    const double score = score_of(blob, sums);
    if (score <= 0) continue;
    const cv::Rect2d full(box.x / scale, box.y / scale, box.width / scale, box.height / scale);
    found.push_back({cv::Rect(cvFloor(full.x), cvFloor(full.y), cvCeil(full.width), cvCeil(full.height)), light,
                     full.height, score});
  }
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
