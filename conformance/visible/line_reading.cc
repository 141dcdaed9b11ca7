// Views of a line for the reader: letters of 36 px, dark on white, the ground taken away.
#include "visible/line_reading.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace imprint_conform {
namespace {

// px of a line: at 24 to 36 the reader knew the corner mark of Doubao, with its unusual letters, at 42 and more it did
// not.
constexpr double kLetters = 30, kSmallLetters = 24;
constexpr int kLetterStroke = 17;  // px: wider than a stroke of such letters
// Shares of the strongest stroke: letters whose outline cuts them out of a lively ground are read at the high one.
constexpr double kLowCut = 0.25, kHighCut = 0.6;
constexpr int kFrame = 10;  // px of white around
// Heights of a line: how far before and behind a label a word that denies it is looked for.
constexpr double kBefore = 5, kBehind = 2;
constexpr int kDenialReads = 3;
constexpr double kSureDenial = 0.6;  // of the reader's confidence, where other views of the same line saw no denial
constexpr double kSurelyText = 5;    // Candidate::score: few textures are over it

struct View {
  cv::Mat bright;  // letters bright on darker ground
  cv::Rect line;   // where the line stands in it
};

View view_of(const cv::Mat& grey, const Candidate& line, double letters_px) {
  const int side = cvRound(0.7 * line.height_px), edge = cvRound(0.35 * line.height_px);
  const cv::Rect wanted(line.box.x - side, line.box.y - edge, line.box.width + 2 * side, line.box.height + 2 * edge);
  const cv::Rect box = wanted & cv::Rect(0, 0, grey.cols, grey.rows);
  const double scale = letters_px / line.height_px;
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

// Only what lies about as high as the line; all else is paper.
void clear_above_and_below(cv::Mat& page, const View& view) {
  const int slack = cvRound(0.2 * view.line.height);
  const int top = kFrame + std::max(0, view.line.y - slack), foot = kFrame + view.line.br().y + slack;
  page.rowRange(0, top).setTo(255);
  if (foot < page.rows) page.rowRange(foot, page.rows).setTo(255);
}

// `cut`: the share of the strongest stroke under which nothing counts.
cv::Mat without_ground(const View& view, double cut) {
  cv::Mat out;
  cv::morphologyEx(view.bright, out, cv::MORPH_TOPHAT, cv::getStructuringElement(cv::MORPH_RECT, {kLetterStroke, kLetterStroke}));
  const int strong = level_at(out(view.line), 0.93);
  out = stretched(out, cvRound(strong * cut), cvRound(strong * 0.95));
  clear_above_and_below(out, view);
  return out;
}

cv::Mat as_it_is(const View& view) {
  return stretched(view.bright, level_at(view.bright(view.line), 0.2), level_at(view.bright(view.line), 0.95));
}

// Whether a piece of black ink can be of a letter of the line: inside it for the most part, and not reaching the frame.
bool of_the_line(const cv::Rect& piece, const cv::Rect& line) {
  const bool tall = piece.height > 1.3 * line.height;
  return !tall && (piece & line).area() * 2 > piece.area() && piece.area() > 3;
}

// Black letters alone, without the pieces that belong to no line.
cv::Mat letters_alone(const View& view, double cut) {
  cv::Mat page = without_ground(view, cut) < 150, labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(page, labels, stats, centres, 8, CV_32S);
  const cv::Rect line(view.line.x + kFrame - 12, view.line.y + kFrame - 5, view.line.width + 24, view.line.height + 10);
  std::vector<uchar> ink(static_cast<size_t>(count), 255);
  for (int i = 1; i < count; ++i) {
    const cv::Rect piece(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    ink[static_cast<size_t>(i)] = of_the_line(piece, line) ? 0 : 255;
  }
  for (int y = 0; y < page.rows; ++y)
    for (int x = 0; x < page.cols; ++x) page.at<uchar>(y, x) = ink[static_cast<size_t>(labels.at<int>(y, x))];
  return page;
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
  Reading next{std::move(line), {}, reads, best.ai_reads, best.denials, best.denial};
  next.words = words_of(next.line.text);
  if (next.words.negated) {
    ++next.denials;
    if (next.line.confidence > next.denial.confidence) next.denial = next.line;
  }
  if (next.words.ai_element && !next.words.negated) ++next.ai_reads;
  const Reading counted = next;
  const bool better =
      worth(next) != worth(best) ? worth(next) > worth(best) : next.line.confidence > best.line.confidence;
  if (better) best = std::move(next);
  best.reads = reads;
  best.ai_reads = counted.ai_reads;
  best.denials = counted.denials;
  best.denial = counted.denial;
}

// Nothing in the first view hints at words, and the line is not one of those that look like text beyond doubt.
bool hopeless(const Reading& reading, const Candidate& line) {
  return line.score < kSurelyText && worth(reading) < 2 &&
         (letter_count(reading.line.text) < 2 || reading.line.confidence < 0.35);
}

}  // namespace

Reading read_candidate(const cv::Mat& grey, const Candidate& line, TextReader& reader, int most_reads) {
  Reading best;
  const View view = view_of(grey, line, kLetters);
  if (view.line.empty()) return best;
  const bool outlined = line.cut > 0.5;
  take_better(best, reader.chinese(without_ground(view, outlined ? kHighCut : kLowCut)));
  if (hopeless(best, line)) return best;
  const auto small = [&] { return view_of(grey, line, kSmallLetters); };
  for (int look = 0; look < 6 && best.reads < most_reads && !settles(best); ++look) {
    if (look == 0) take_better(best, reader.chinese(letters_alone(view, kHighCut)));
    if (look == 1) take_better(best, reader.chinese(as_it_is(small())));
    if (look == 2 && mostly_latin(best.line.text)) take_better(best, reader.english(as_it_is(view)));
    if (look > 2 && line.score < kSurelyText) break;
    if (look == 3) take_better(best, reader.chinese(without_ground(view, outlined ? kLowCut : kHighCut)));
    if (look == 4) take_better(best, reader.chinese(as_it_is(view)));
    if (look == 5) take_better(best, reader.chinese(letters_alone(small(), kLowCut)));
  }
  return best;
}

Reading read_denial(const cv::Mat& grey, const Candidate& line, TextReader& reader) {
  Candidate wide = line;
  const int left = cvRound(kBefore * line.height_px), right = cvRound(kBehind * line.height_px);
  wide.box = {line.box.x - left, line.box.y, line.box.width + left + right, line.box.height};
  Reading reading = read_candidate(grey, wide, reader, kDenialReads);
  if (!reading.words.negated && reading.denials > 0 && reading.denial.confidence >= kSureDenial) {
    reading.line = reading.denial;
    reading.words = words_of(reading.line.text);
  }
  return reading;
}

bool bare_ai_mark(const Reading& reading) {
  const Words& words = reading.words;
  const size_t letters = letter_count(reading.line.text);
  if (!words.ai_element || words.any_generation() || words.negated || letters > 10) return false;
  return reading.line.confidence >= 0.7 || reading.ai_reads >= 2;
}

}  // namespace imprint_conform
