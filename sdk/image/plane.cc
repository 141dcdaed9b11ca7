// The one file that turns planes into OpenCV matrices; the data is shared, not copied.
#include "image/plane.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "base/simd.h"

namespace imprint::image {
namespace {

cv::Mat mat(Plane& p) { return {p.height, p.width, CV_32F, p.values.data()}; }

// ITU-R BT.601-7 2.5.1
struct LumaWeights {
  float first, second, third;
};
LumaWeights luma_weights(bool blue_first, float scale) {
  const float red = 0.299f * scale, green = 0.587f * scale, blue = 0.114f * scale;
  return blue_first ? LumaWeights{blue, green, red} : LumaWeights{red, green, blue};
}

// With the number of channels known to the compiler, so that it can use vectors.
template <uint32_t channels, typename Sample>
[[gnu::always_inline]] inline void luma_row(const Sample* in, uint32_t width, LumaWeights w, float scale, float* out) {
  for (uint32_t x = 0; x < width; ++x, in += channels) {
    if constexpr (channels < 3)
      out[x] = static_cast<float>(in[0]) * scale;
    else
      out[x] = w.first * static_cast<float>(in[0]) + w.second * static_cast<float>(in[1]) +
               w.third * static_cast<float>(in[2]);
  }
}

template <typename Sample>
[[gnu::always_inline]] inline void luma_row_of(const Sample* in, const FormatTraits& t, uint32_t width, float scale,
                                               float* out) {
  const LumaWeights w = luma_weights(t.blue_first, scale);
  switch (t.channels) {
    case 1: return luma_row<1>(in, width, w, scale, out);
    case 2: return luma_row<2>(in, width, w, scale, out);
    case 3: return luma_row<3>(in, width, w, scale, out);
    default: return luma_row<4>(in, width, w, scale, out);
  }
}

IMPRINT_SIMD
void luma_bytes(const uint8_t* in, const FormatTraits& t, uint32_t width, float* out) {
  luma_row_of(in, t, width, 1.f, out);
}
IMPRINT_SIMD
void luma_words(const uint16_t* in, const FormatTraits& t, uint32_t width, float* out) {
  luma_row_of(in, t, width, 255.f / 65535.f, out);
}

void write_luma_row(View picture, uint32_t y, float* out) {
  const FormatTraits t = traits(picture.format);
  if (t.bytes_per_sample == 1)
    luma_bytes(picture.row(y), t, picture.width_px, out);
  else
    luma_words(reinterpret_cast<const uint16_t*>(picture.row(y)), t, picture.width_px, out);
}

}  // namespace

Plane luma(View picture) {
  Plane out(static_cast<int>(picture.width_px), static_cast<int>(picture.height_px));
  for (uint32_t y = 0; y < picture.height_px; ++y) write_luma_row(picture, y, out.row(static_cast<int>(y)));
  return out;
}

namespace {

// Area average of one axis: target sample i covers [i, i + 1) * from / to of the source, as many taps for each.
class AreaShrinker {
 public:
  AreaShrinker(int from, int to)
      : to_(to), taps_(std::min(from, static_cast<int>(std::ceil(static_cast<double>(from) / to)) + 1)),
        weights_(static_cast<size_t>(to) * static_cast<size_t>(taps_)) {
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
      const double begin = i * step, end = (i + 1) * step;
      const int first = std::min(static_cast<int>(begin), from - taps_);
      first_.push_back(first);
      for (int k = 0; k < taps_; ++k) {
        const double covered = std::min(end, first + k + 1.0) - std::max<double>(begin, first + k);
        weights_[static_cast<size_t>(i * taps_ + k)] = static_cast<float>(std::max(covered, 0.0) / step);
      }
    }
  }

  void shrink(const float* in, float* out) const {
    switch (taps_) {
      case 1: return shrink_by<1>(in, out);
      case 2: return shrink_by<2>(in, out);
      case 3: return shrink_by<3>(in, out);
      case 4: return shrink_by<4>(in, out);
      case 5: return shrink_by<5>(in, out);
      default: return shrink_by<0>(in, out);
    }
  }

 private:
  // 0: any number of taps.
  template <int kTaps>
  void shrink_by(const float* in, float* out) const {
    const int taps = kTaps > 0 ? kTaps : taps_;
    const float* weight = weights_.data();
    for (int i = 0; i < to_; ++i, weight += taps) {
      const float* from = in + first_[static_cast<size_t>(i)];
      float sum = 0;
      for (int k = 0; k < taps; ++k) sum += weight[k] * from[k];
      out[i] = sum;
    }
  }

  int to_, taps_;
  std::vector<int> first_;
  std::vector<float> weights_;
};

IMPRINT_SIMD
void put_scaled(const float* row, float weight, float* to, int count) {
  for (int x = 0; x < count; ++x) to[x] = weight * row[x];
}

IMPRINT_SIMD
void add_scaled(const float* row, float weight, float* to, int count) {
  for (int x = 0; x < count; ++x) to[x] += weight * row[x];
}

// Rows that come one by one, source_row(y) of `from_width` values each. They are added up first and shrunk then: fewer
// rows are left for that.
template <typename SourceRow>
Plane shrink_rows(int from_width, int from_height, int width, int height, SourceRow source_row) {
  Plane out(width, height);
  std::vector<float> sum(static_cast<size_t>(from_width));
  const AreaShrinker shrinker(from_width, width);
  const double step = static_cast<double>(from_height) / height;
  int target = 0;
  for (int y = 0; y < from_height; ++y) {
    const float* row = source_row(y);
    // Source row y lies in one target row or across the border of two.
    const double border = (target + 1) * step, within = std::clamp(border - y, 0.0, 1.0);
    add_scaled(row, static_cast<float>(within / step), sum.data(), from_width);
    if (border - y > 1 && y + 1 < from_height) continue;
    shrinker.shrink(sum.data(), out.row(target));
    if (++target == height) break;
    put_scaled(row, static_cast<float>((1 - within) / step), sum.data(), from_width);
  }
  return out;
}

}  // namespace

Plane shrink(const Plane& source, int width, int height) {
  return shrink_rows(source.width, source.height, width, height, [&](int y) { return source.row(y); });
}

Plane resize(const Plane& source, int width, int height) {
  if (width <= source.width && height <= source.height) return shrink(source, width, height);
  Plane out(width, height);
  cv::Mat to = mat(out);
  cv::resize(cv::Mat(source.height, source.width, CV_32F, const_cast<float*>(source.values.data())), to, to.size(), 0, 0, cv::INTER_CUBIC);
  return out;
}

Plane luma_resized(View picture, int width, int height) {
  const auto from_width = static_cast<int>(picture.width_px), from_height = static_cast<int>(picture.height_px);
  if (width == from_width && height == from_height) return luma(picture);
  std::vector<float> row(picture.width_px);
  return shrink_rows(from_width, from_height, width, height, [&](int y) {
    write_luma_row(picture, static_cast<uint32_t>(y), row.data());
    return row.data();
  });
}

Plane crop(const Plane& source, int left, int top, int width, int height) {
  Plane out(width, height);
  for (int y = 0; y < height; ++y) std::copy_n(source.row(top + y) + left, width, out.row(y));
  return out;
}

Plane crop_middle(Plane source, int max_width, int max_height) {
  if (source.width <= max_width && source.height <= max_height) return source;
  const int width = std::min(source.width, max_width), height = std::min(source.height, max_height);
  return crop(source, (source.width - width) / 2, (source.height - height) / 2, width, height);
}

Plane warp(const Plane& source, const std::array<double, 9>& to_source) {
  const double x = (source.width - 1) / 2.0, y = (source.height - 1) / 2.0;
  const cv::Matx33d from_centre(1, 0, x, 0, 1, y, 0, 0, 1), to_centre(1, 0, -x, 0, 1, -y, 0, 0, 1);
  Plane out(source.width, source.height);
  cv::Mat to = mat(out);
  cv::warpPerspective(cv::Mat(source.height, source.width, CV_32F, const_cast<float*>(source.values.data())), to,
                      from_centre * cv::Matx33d(to_source.data()) * to_centre, to.size(), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                      cv::BORDER_CONSTANT);
  return out;
}

void box_min(Plane& plane, int radius) {
  const int side = 2 * radius + 1;
  cv::Mat values = mat(plane);
  cv::erode(values, values, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
}

}  // namespace imprint::image
