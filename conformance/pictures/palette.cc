// Median cut. Whole numbers only, and ties are broken by order, so the palette is the same everywhere.
#include "pictures/palette.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "pictures/formats.h"

namespace imprint_conform {
namespace {

struct Colour {
  std::array<uint8_t, 3> rgb;
  uint64_t pixels;
};
struct Box {
  size_t begin, end;  // of the list of colours
  uint64_t pixels = 0;
  int axis = 0, span = 0;  // the longest one
};

std::vector<Colour> count_colours(const cv::Mat& pixels) {
  std::vector<uint32_t> all;
  all.reserve(pixels.total());
  for (int y = 0; y < pixels.rows; ++y)
    for (int x = 0; x < pixels.cols; ++x) {
      const auto p = pixels.at<cv::Vec3b>(y, x);
      all.push_back(uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | p[2]);
    }
  std::sort(all.begin(), all.end());
  std::vector<Colour> colours;
  for (size_t i = 0, next; i < all.size(); i = next) {
    next =
        static_cast<size_t>(std::upper_bound(all.begin() + static_cast<ptrdiff_t>(i), all.end(), all[i]) - all.begin());
    const uint32_t c = all[i];
    colours.push_back(
        {{static_cast<uint8_t>(c >> 16), static_cast<uint8_t>(c >> 8), static_cast<uint8_t>(c)}, next - i});
  }
  return colours;
}

Box box_of(const std::vector<Colour>& colours, size_t begin, size_t end) {
  Box box{begin, end};
  std::array<int, 3> low{255, 255, 255}, high{0, 0, 0};
  for (size_t i = begin; i < end; ++i) {
    box.pixels += colours[i].pixels;
    for (size_t c = 0; c < 3; ++c) {
      low[c] = std::min<int>(low[c], colours[i].rgb[c]);
      high[c] = std::max<int>(high[c], colours[i].rgb[c]);
    }
  }
  // Axes weigh about as the eye does (luma's shares 299 : 587 : 114, by their roots).
  constexpr std::array<int, 3> kWeight{55, 77, 34};
  for (int c = 0; c < 3; ++c) {
    const int span = (high[static_cast<size_t>(c)] - low[static_cast<size_t>(c)]) * kWeight[static_cast<size_t>(c)];
    if (span > box.span) box.axis = c, box.span = span;
  }
  return box;
}

// Cuts `box` at the median pixel of its longest axis; the upper half comes back.
Box cut(std::vector<Colour>& colours, Box& box) {
  const auto from = colours.begin() + static_cast<ptrdiff_t>(box.begin),
             to = colours.begin() + static_cast<ptrdiff_t>(box.end);
  const auto axis = static_cast<size_t>(box.axis);
  std::sort(from, to, [axis](const Colour& a, const Colour& b) {
    return a.rgb[axis] != b.rgb[axis] ? a.rgb[axis] < b.rgb[axis] : a.rgb < b.rgb;
  });
  uint64_t seen = 0;
  size_t middle = box.begin;
  while (middle < box.end - 1 && seen + colours[middle].pixels <= box.pixels / 2) seen += colours[middle++].pixels;
  middle = std::max(middle, box.begin + 1);
  const Box upper = box_of(colours, middle, box.end);
  box = box_of(colours, box.begin, middle);
  return upper;
}

cv::Vec3b mean_of(const std::vector<Colour>& colours, const Box& box) {
  std::array<uint64_t, 3> sum{};
  for (size_t i = box.begin; i < box.end; ++i)
    for (size_t c = 0; c < 3; ++c) sum[c] += colours[i].rgb[c] * colours[i].pixels;
  cv::Vec3b mean;
  for (int c = 0; c < 3; ++c)
    mean[c] = static_cast<uint8_t>((sum[static_cast<size_t>(c)] + box.pixels / 2) / box.pixels);
  return mean;
}

uint8_t nearest(const std::vector<cv::Vec3b>& palette, cv::Vec3b colour) {
  int best = INT32_MAX;
  size_t at = 0;
  for (size_t i = 0; i < palette.size(); ++i) {
    int distance = 0;
    for (int c = 0; c < 3; ++c) distance += (palette[i][c] - colour[c]) * (palette[i][c] - colour[c]);
    if (distance < best) best = distance, at = i;
  }
  return static_cast<uint8_t>(at);
}

}  // namespace

Indexed in_colours(const Picture& picture, int colours) {
  check_can_hold(picture, "a palette", false, false, false);
  check_number("a palette's colours", colours, 2, 256);
  std::vector<Colour> list = count_colours(picture.pixels);
  std::vector<Box> boxes{box_of(list, 0, list.size())};
  while (boxes.size() < static_cast<size_t>(colours)) {
    // The fullest box that can still be cut; of equal ones the first.
    Box* fullest = nullptr;
    for (Box& box : boxes)
      if (box.end - box.begin > 1 && (fullest == nullptr || box.pixels > fullest->pixels)) fullest = &box;
    if (fullest == nullptr) break;
    const Box upper = cut(list, *fullest);
    boxes.push_back(upper);
  }
  Indexed out;
  for (const Box& box : boxes) out.colours.push_back(mean_of(list, box));
  out.indices.create(picture.pixels.size(), CV_8UC1);
  std::unordered_map<uint32_t, uint8_t> known;  // looked up only, never walked
  for (int y = 0; y < out.indices.rows; ++y)
    for (int x = 0; x < out.indices.cols; ++x) {
      const auto p = picture.pixels.at<cv::Vec3b>(y, x);
      const uint32_t key = uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | p[2];
      const auto [entry, fresh] = known.try_emplace(key, 0);
      if (fresh) entry->second = nearest(out.colours, p);
      out.indices.at<uint8_t>(y, x) = entry->second;
    }
  return out;
}

Picture resolved(const Indexed& indexed) {
  Picture out;
  out.pixels.create(indexed.indices.size(), CV_8UC3);
  for (int y = 0; y < out.pixels.rows; ++y)
    for (int x = 0; x < out.pixels.cols; ++x)
      out.pixels.at<cv::Vec3b>(y, x) = indexed.colours[indexed.indices.at<uint8_t>(y, x)];
  return out;
}

}  // namespace imprint_conform
