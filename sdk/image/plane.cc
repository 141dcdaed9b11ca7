// The one file that turns planes into OpenCV matrices; the data is shared, not copied.
#include "image/plane.h"

#include <algorithm>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace imprint::image {
namespace {

cv::Mat mat(const Plane& p) { return {p.height, p.width, CV_32F, const_cast<float*>(p.values.data())}; }

template <typename Sample>
void luma_rows(View picture, float scale, Plane& out) {
  const FormatTraits t = traits(picture.format);
  const uint32_t red = t.blue_first ? 2 : 0, blue = t.blue_first ? 0 : 2;
  // ITU-R BT.601-7 2.5.1
  const float wr = 0.299f * scale, wg = 0.587f * scale, wb = 0.114f * scale;
  for (uint32_t y = 0; y < picture.height_px; ++y) {
    const auto* in = reinterpret_cast<const Sample*>(picture.row(y));
    float* to = out.row(static_cast<int>(y));
    if (t.colour_channels == 1) {
      for (uint32_t x = 0; x < picture.width_px; ++x) to[x] = static_cast<float>(in[x * t.channels]) * scale;
    } else {
      for (uint32_t x = 0; x < picture.width_px; ++x, in += t.channels)
        to[x] = wr * static_cast<float>(in[red]) + wg * static_cast<float>(in[1]) + wb * static_cast<float>(in[blue]);
    }
  }
}

void write_luma(View picture, Plane& out) {
  if (traits(picture.format).bytes_per_sample == 2) luma_rows<uint16_t>(picture, 255.f / 65535.f, out);
  else luma_rows<uint8_t>(picture, 1.f, out);
}

}  // namespace

Plane luma(View picture) {
  Plane out(static_cast<int>(picture.width_px), static_cast<int>(picture.height_px));
  write_luma(picture, out);
  return out;
}

namespace {

// Area average of one axis: target sample i covers [i, i + 1) * from / to of the source.
class AreaShrinker {
 public:
  AreaShrinker(int from, int to) : from_(from), to_(to), sums_(static_cast<size_t>(from) + 1) {}

  void shrink(const float* in, float* out) {
    double sum = 0;
    for (int i = 0; i < from_; ++i) {
      sums_[static_cast<size_t>(i)] = sum;
      sum += in[i];
    }
    sums_.back() = sum;
    const double step = static_cast<double>(from_) / to_;
    double before = 0;
    for (int i = 0; i < to_; ++i) {
      const double end = (i + 1) * step;
      const int whole = std::min(static_cast<int>(end), from_);
      const double now = sums_[static_cast<size_t>(whole)] + (whole < from_ ? (end - whole) * in[whole] : 0.0);
      out[i] = static_cast<float>((now - before) / step);
      before = now;
    }
  }

 private:
  int from_, to_;
  std::vector<double> sums_;
};

void add_scaled(const Plane& row, float weight, float* to) {
  if (weight <= 0) return;
  for (int x = 0; x < row.width; ++x) to[x] += weight * row.values[static_cast<size_t>(x)];
}

}  // namespace

Plane luma_resized(View picture, int width, int height) {
  const auto from_width = static_cast<int>(picture.width_px), from_height = static_cast<int>(picture.height_px);
  if (width == from_width && height == from_height) return luma(picture);
  Plane out(width, height), row(from_width, 1), narrow(width, 1);
  AreaShrinker shrinker(from_width, width);
  const double step = static_cast<double>(from_height) / height;
  for (int y = 0; y < from_height; ++y) {
    const View one{picture.row(static_cast<uint32_t>(y)), picture.width_px, 1, picture.stride_bytes, picture.format};
    write_luma(one, row);
    shrinker.shrink(row.values.data(), narrow.values.data());
    // Source row y lies in one target row or across the border of two.
    const int first = std::min(static_cast<int>(y / step), height - 1);
    const double border = (first + 1) * step, within = std::clamp(border - y, 0.0, 1.0);
    add_scaled(narrow, static_cast<float>(within / step), out.row(first));
    if (first + 1 < height) add_scaled(narrow, static_cast<float>((1 - within) / step), out.row(first + 1));
  }
  return out;
}

Plane resize(const Plane& source, int width, int height) {
  Plane out(width, height);
  cv::Mat to = mat(out);
  const bool shrinks = width < source.width || height < source.height;
  cv::resize(mat(source), to, to.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
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

Plane box_mean(const Plane& source, int radius) {
  Plane out(source.width, source.height);
  cv::Mat to = mat(out);
  const int side = 2 * radius + 1;
  cv::boxFilter(mat(source), to, CV_32F, {side, side}, {-1, -1}, true, cv::BORDER_REFLECT_101);
  return out;
}

Plane box_min(const Plane& source, int radius) {
  Plane out(source.width, source.height);
  cv::Mat to = mat(out);
  const int side = 2 * radius + 1;
  cv::erode(mat(source), to, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
  return out;
}

}  // namespace imprint::image
