// Views of a line for the reader: letters of 36 px, dark on white, the ground taken away.
#include "visible/line_reading.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace imprint_conform {
namespace {

constexpr double kLetters = 34;  // px: what the reader was trained on
constexpr int kStroke = 19;      // px: wider than a stroke of such letters
constexpr int kFrame = 10;       // px of white around

struct View {
  cv::Mat bright;  // letters bright on darker ground
  cv::Rect line;   // where the line stands in it
};

View view_of(const cv::Mat& grey, const Candidate& line) {
  const int side = cvRound(0.7 * line.height_px), edge = cvRound(0.35 * line.height_px);
  const cv::Rect wanted(line.box.x - side, line.box.y - edge, line.box.width + 2 * side, line.box.height + 2 * edge);
  const cv::Rect box = wanted & cv::Rect(0, 0, grey.cols, grey.rows);
  const double scale = kLetters / line.height_px;
  View view;
  cv::resize(grey(box), view.bright,
             {std::max(8, cvRound(box.width * scale)), std::max(8, cvRound(box.height * scale))}, 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  if (!line.light) view.bright = 255 - view.bright;
  view.line = cv::Rect(cvRound((line.box.x - box.x) * scale), cvRound((line.box.y - box.y) * scale),
                       cvRound(line.box.width * scale), cvRound(line.box.height * scale)) &
              cv::Rect({}, view.bright.size());
  return view;
}

int level_at(const cv::Mat& grey, double share) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; ++y)
    for (int x = 0; x < grey.cols; ++x) ++counts[grey.at<uchar>(y, x)];
  int left = cvRound(share * static_cast<double>(grey.total()));
  for (int level = 0; level < 256; ++level)
    if ((left -= counts[static_cast<size_t>(level)]) <= 0) return level;
  return 255;
}

// Dark letters on white: what is at `low` becomes white, what is at `high` black.
cv::Mat stretched(const cv::Mat& bright, int low, int high) {
  const double gain = 255.0 / std::max(4, high - low);
  cv::Mat out;
  bright.convertTo(out, CV_8U, -gain, 255 + gain * low);
  cv::copyMakeBorder(out, out, kFrame, kFrame, kFrame, kFrame, cv::BORDER_CONSTANT, 255);
  return out;
}

cv::Mat without_ground(const View& view) {
  cv::Mat out;
  cv::morphologyEx(view.bright, out, cv::MORPH_TOPHAT, cv::getStructuringElement(cv::MORPH_RECT, {kStroke, kStroke}));
  const int strong = level_at(out(view.line), 0.93);
  return stretched(out, strong / 5, strong * 9 / 10);
}

cv::Mat as_it_is(const View& view) {
  return stretched(view.bright, level_at(view.bright(view.line), 0.2), level_at(view.bright(view.line), 0.95));
}

cv::Mat black_and_white(const View& view) {
  cv::Mat out = without_ground(view);
  cv::threshold(out, out, 120, 255, cv::THRESH_BINARY);
  return out;
}

bool mostly_latin(const std::string& text) {
  const auto ascii =
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii * 10 > static_cast<std::ptrdiff_t>(text.size()) * 8;
}

// Good enough to stop: a label, or clear words that are none.
bool settles(const Reading& reading) {
  if (reading.words.whole() && !reading.words.tolerated) return true;
  return reading.line.confidence > 0.8 && letter_count(reading.line.text) >= 4 && !reading.words.any_ai();
}

int worth(const Reading& reading) {
  const Words& words = reading.words;
  return words.whole()            ? (words.tolerated ? 5 : 6)
         : words.negated          ? 4
         : words.any_ai()         ? 3
         : words.any_generation() ? 2
                                  : 1;
}

void take_better(Reading& best, ReadLine line) {
  const int reads = best.reads + 1;
  Reading next{std::move(line), {}, reads};
  next.words = words_of(next.line.text);
  const bool better =
      worth(next) != worth(best) ? worth(next) > worth(best) : next.line.confidence > best.line.confidence;
  if (better) best = std::move(next);
  best.reads = reads;
}

// Nothing in the first view hints at words: texture.
bool hopeless(const Reading& reading) {
  return worth(reading) < 2 && (letter_count(reading.line.text) < 2 || reading.line.confidence < 0.35);
}

}  // namespace

Reading read_candidate(const cv::Mat& grey, const Candidate& line, TextReader& reader, int most_reads) {
  Reading best;
  const View view = view_of(grey, line);
  if (view.line.empty()) return best;
  take_better(best, reader.chinese(without_ground(view)));
  if (hopeless(best)) return best;
  for (int look = 0; look < 3 && best.reads < most_reads && !settles(best); ++look) {
    if (look == 0) take_better(best, reader.chinese(as_it_is(view)));
    if (look == 1) take_better(best, reader.chinese(black_and_white(view)));
    if (look == 2 && mostly_latin(best.line.text)) take_better(best, reader.english(as_it_is(view)));
  }
  return best;
}

bool bare_ai_mark(const Reading& reading) {
  const Words& words = reading.words;
  const size_t letters = letter_count(reading.line.text);
  return words.ai_element && !words.any_generation() && !words.negated && letters >= 2 && letters <= 10 &&
         reading.line.confidence >= 0.7;
}

}  // namespace imprint_conform
