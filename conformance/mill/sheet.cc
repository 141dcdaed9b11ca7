// Contact sheets of the ladders.
#include "mill/sheet.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "corpus/corpus.h"
#include "mill/mill.h"
#include "pictures/codec.h"
#include "pictures/files.h"

namespace imprint_conform {
namespace {

constexpr int kCellPx = 340, kWordsPx = 34, kGapPx = 8;
const cv::Scalar kPaper(250, 250, 250), kInk(20, 20, 20), kEdge(205, 205, 205);

// `rgb` fitted into a square of `side`, centred on paper, with a thin edge: attacks that leave white or black borders
// can be told from the page.
cv::Mat cell(const cv::Mat& rgb, int side, const std::string& words, double words_scale) {
  const double scale = std::min({1.0 * side / rgb.cols, 1.0 * side / rgb.rows});
  cv::Mat small;
  const cv::Size size(std::max(1, static_cast<int>(rgb.cols * scale)), std::max(1, static_cast<int>(rgb.rows * scale)));
  cv::resize(rgb, small, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
  const int words_px = static_cast<int>(kWordsPx * words_scale);
  cv::Mat out(side + words_px, side, CV_8UC3, kPaper);
  const cv::Rect place({(side - size.width) / 2, words_px + (side - size.height) / 2}, size);
  small.copyTo(out(place));
  cv::rectangle(out, place, kEdge);
  cv::putText(out, words, {2, words_px - static_cast<int>(10 * words_scale)}, cv::FONT_HERSHEY_DUPLEX,
              0.58 * words_scale, kInk, 1, cv::LINE_AA);
  return out;
}

cv::Mat row_of(const std::vector<cv::Mat>& cells) {
  std::vector<cv::Mat> parts;
  for (const cv::Mat& c : cells) {
    if (!parts.empty()) parts.emplace_back(c.rows, kGapPx, CV_8UC3, kPaper);
    parts.push_back(c);
  }
  cv::Mat row;
  cv::hconcat(parts, row);
  return row;
}

cv::Mat column_of(const std::vector<cv::Mat>& rows) {
  cv::Mat out;
  cv::vconcat(rows, out);
  return out;
}

cv::Mat step_of(const MillLadder& ladder, const MillStep& step, const Picture& picture) {
  const Milled milled = apply(ladder, step.parameter, picture, seed_for("sheet", ladder.name, step.parameter, 1));
  return to_rgb8(decode(milled.bytes, {.apply_orientation = true})).pixels;
}

// "95 .. 10", if it fits above a small picture.
std::string range_of(const MillLadder& ladder) {
  if (ladder.steps.size() == 1) return ladder.steps[0].parameter;
  const std::string range = ladder.steps.front().parameter + " .. " + ladder.steps.back().parameter;
  return range.size() <= 17 ? range : "first, last";
}

// Largest quality that keeps the file small enough.
Bytes small_jpeg(const cv::Mat& rgb, size_t most_bytes) {
  Bytes bytes;
  for (int quality = 88; quality >= 20; quality -= 4) {
    bytes = encode_jpeg({rgb}, {quality});
    if (bytes.size() <= most_bytes) break;
  }
  return bytes;
}

// Cells in rows of `columns`, the last row filled up with paper.
cv::Mat table_of(std::vector<cv::Mat> cells, size_t columns) {
  while (cells.size() % columns != 0) cells.emplace_back(cells[0].size(), CV_8UC3, kPaper);
  std::vector<cv::Mat> rows;
  for (size_t i = 0; i < cells.size(); i += columns)
    rows.push_back(
        row_of({cells.begin() + static_cast<ptrdiff_t>(i), cells.begin() + static_cast<ptrdiff_t>(i + columns)}));
  return column_of(rows);
}

}  // namespace

void write_sheets(const std::filesystem::path& folder) {
  constexpr int kSmallPx = 132;
  constexpr size_t kMostBytes = 300'000, kLaddersInARow = 4;
  std::filesystem::create_directories(folder);
  const Picture picture = draw(sheet_picture());
  std::vector<cv::Mat> all;
  for (const MillLadder& ladder : all_ladders()) {
    const MillStep &weak = ladder.steps.front(), &strong = ladder.steps.back();
    const cv::Mat weakest = step_of(ladder, weak, picture), strongest = step_of(ladder, strong, picture);
    const cv::Mat sheet = row_of({cell(to_rgb8(picture).pixels, kCellPx, "as painted", 1),
                                  cell(weakest, kCellPx, ladder.name + " " + weak.parameter, 1),
                                  cell(strongest, kCellPx, ladder.name + " " + strong.parameter, 1)});
    write_file(folder / (ladder.name + ".png"), encode_png({sheet}, 6));
    all.push_back(
        row_of({cell(weakest, kSmallPx, ladder.name, 0.68), cell(strongest, kSmallPx, range_of(ladder), 0.68)}));
  }
  write_file(folder / "ladders.jpg", small_jpeg(table_of(all, kLaddersInARow), kMostBytes));
}

}  // namespace imprint_conform
