// The one file that turns planes into OpenCV matrices; the data is shared, not copied.
#include "image/plane.h"

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

}  // namespace

Plane luma(View picture) {
  Plane out(static_cast<int>(picture.width_px), static_cast<int>(picture.height_px));
  if (traits(picture.format).bytes_per_sample == 2) luma_rows<uint16_t>(picture, 255.f / 65535.f, out);
  else luma_rows<uint8_t>(picture, 1.f, out);
  return out;
}

Plane resize(const Plane& source, int width, int height) {
  Plane out(width, height);
  cv::Mat to = mat(out);
  const bool shrinks = width < source.width || height < source.height;
  cv::resize(mat(source), to, to.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
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
