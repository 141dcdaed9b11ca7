#include "watermark/scene.h"

#include <algorithm>
#include <cmath>

#include "watermark/format.h"
#include "watermark/front_end.h"

namespace imprint::watermark {
namespace {

constexpr int kSearchSide = 768;       // shortest side of the picture that is searched; larger ones are shrunk
constexpr int kSearchLongSide = 2304;  // of a very long picture the middle is searched; beyond it, bands
constexpr int kBandSide = 1536;        // their length at most, with what they share with their neighbours
constexpr int kBandOverlap = 384;      // half of the shortest side
constexpr int kBandsPerEnd = 6;

double shrink_of(image::View picture) {
  return std::min(1.0, kSearchSide / static_cast<double>(std::min(picture.width_px, picture.height_px)));
}

int shrunk(uint32_t side, double shrink) { return std::max(1, static_cast<int>(std::lround(side * shrink))); }

double full_frame_of(image::View picture, double shrink) {
  return std::min(shrunk(picture.width_px, shrink), shrunk(picture.height_px, shrink)) /
         static_cast<double>(kCanonicalSide);
}

}  // namespace

Scene scene_of(image::View picture) {
  Scene scene;
  scene.shrink = shrink_of(picture);
  scene.full_frame = full_frame_of(picture, scene.shrink);
  const int width = shrunk(picture.width_px, scene.shrink), height = shrunk(picture.height_px, scene.shrink);
  scene.heard = front_end(
      image::crop_middle(image::luma_resized(picture, width, height), kSearchLongSide, kSearchLongSide), kSearchLevels);
  scene.corner = {static_cast<double>((width - scene.heard.width) / 2),
                  static_cast<double>((height - scene.heard.height) / 2)};
  return scene;
}

std::vector<Box> bands_beyond(image::View picture) {
  const double shrink = shrink_of(picture);
  const bool wide = picture.width_px > picture.height_px;
  const uint32_t length = wide ? picture.width_px : picture.height_px;
  const auto left_out = static_cast<uint32_t>(std::max(0.0, (length - kSearchLongSide / shrink) / 2));
  if (left_out < kBandOverlap / shrink / 4) return {};
  const auto overlap = static_cast<uint32_t>(kBandOverlap / shrink);
  // From the middle outwards, as it is done in reading: what lies farther than the bound is not looked at.
  const auto step = static_cast<uint32_t>((kBandSide - kBandOverlap) / shrink);
  std::vector<Box> out;
  for (uint32_t i = 0; i < kBandsPerEnd && i * step < left_out; ++i) {
    const uint32_t far = left_out - i * step, near = far > step ? far - step : 0, end = std::min(length, far + overlap);
    for (uint32_t begin : {near, length - end}) {
      const uint32_t side = end - near;
      out.push_back(wide ? Box{begin, 0, side, picture.height_px} : Box{0, begin, picture.width_px, side});
    }
  }
  return out;
}

Scene scene_of(image::View picture, const Box& band) {
  Scene scene;
  scene.shrink = shrink_of(picture);
  scene.full_frame = full_frame_of(picture, scene.shrink);
  scene.heard = front_end(image::luma_resized(part_of(picture, band), shrunk(band.width_px, scene.shrink),
                                              shrunk(band.height_px, scene.shrink)),
                          kSearchLevels);
  scene.corner = {band.x_px * scene.shrink, band.y_px * scene.shrink};
  return scene;
}

image::View part_of(image::View picture, const Box& box) {
  return {picture.row(box.y_px) + static_cast<size_t>(box.x_px) * traits(picture.format).bytes_per_pixel(),
          box.width_px, box.height_px, picture.stride_bytes, picture.format};
}

}  // namespace imprint::watermark
