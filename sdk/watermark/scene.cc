#include "watermark/scene.h"

#include <algorithm>
#include <cmath>

#include "watermark/format.h"
#include "watermark/front_end.h"
#include "watermark/pattern.h"

namespace imprint::watermark {
namespace {

constexpr int kFrameLevels = 4;  // wavelet levels that hold the band at one pixel per canonical pixel

constexpr int kSearchSide = 768;       // shortest side of the picture that is searched; larger ones are shrunk
constexpr int kSearchLongSide = 2304;  // of a very long picture the middle is searched as a whole, all of it in bands
constexpr int kBandShortSide = 1152;   // of bands: pictures on a page are small, and lose their finest waves when shrunk
constexpr double kBandStep = 1.5;      // shortest sides from band to band, and …
constexpr double kBandOverlap = 0.5;   // … that it shares with the next one
constexpr uint32_t kBandsPerEnd = 6;
constexpr double kSmallestInBands = 1 / 4.7;  // a landscape of a third of the page's width

double shortest_side_of(image::View picture) { return std::min(picture.width_px, picture.height_px); }

double shrink_to(int side, image::View picture) { return std::min(1.0, side / shortest_side_of(picture)); }

int shrunk(uint32_t side, double shrink) { return std::max(1, static_cast<int>(std::lround(side * shrink))); }

double full_frame_of(image::View picture, double shrink) {
  return std::min(shrunk(picture.width_px, shrink), shrunk(picture.height_px, shrink)) /
         static_cast<double>(kCanonicalSide);
}

}  // namespace

Scene whole_of(image::View picture) {
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  Scene whole;
  whole.heard = front_end(image::luma_resized(picture, raster.width, raster.height), kFrameLevels);
  whole.shrink = raster.width / static_cast<double>(picture.width_px);
  return whole;
}

Scene scene_of(image::View picture) {
  Scene scene;
  scene.shrink = shrink_to(kSearchSide, picture);
  scene.full_frame = full_frame_of(picture, scene.shrink);
  const int width = shrunk(picture.width_px, scene.shrink), height = shrunk(picture.height_px, scene.shrink);
  scene.heard = front_end(
      image::crop_middle(image::luma_resized(picture, width, height), kSearchLongSide, kSearchLongSide), kSearchLevels);
  scene.corner = {static_cast<double>((width - scene.heard.width) / 2),
                  static_cast<double>((height - scene.heard.height) / 2)};
  return scene;
}

// From the middle outwards, as it is done in reading: what lies farther than the bound is not looked at.
std::vector<Box> bands_of(image::View picture) {
  const bool wide = picture.width_px > picture.height_px;
  const uint32_t length = wide ? picture.width_px : picture.height_px;
  const double shortest = shortest_side_of(picture);
  if (length * shrink_to(kSearchSide, picture) <= kSearchLongSide * (1 + kBandOverlap / 4)) return {};
  const auto step = static_cast<uint32_t>(kBandStep * shortest), overlap = static_cast<uint32_t>(kBandOverlap * shortest),
             half = length / 2;
  std::vector<Box> out;
  for (uint32_t i = 0; i < kBandsPerEnd && i * step < half; ++i) {
    const uint32_t end = std::min(length, half - i * step + overlap), begin = half > (i + 1) * step ? half - (i + 1) * step : 0;
    for (const uint32_t from : {begin, length - end}) {
      const uint32_t side = end - begin;
      out.push_back(wide ? Box{from, 0, side, picture.height_px} : Box{0, from, picture.width_px, side});
    }
  }
  return out;
}

Scene scene_of(image::View picture, const Box& band) {
  Scene scene;
  scene.shrink = shrink_to(kBandShortSide, picture);
  scene.full_frame = full_frame_of(picture, scene.shrink);
  scene.heard = front_end(image::luma_resized(part_of(picture, band), shrunk(band.width_px, scene.shrink),
                                              shrunk(band.height_px, scene.shrink)),
                          kSearchLevels);
  scene.smallest = kSmallestInBands;
  scene.corner = {band.x_px * scene.shrink, band.y_px * scene.shrink};
  return scene;
}

image::View part_of(image::View picture, const Box& box) {
  return {picture.row(box.y_px) + static_cast<size_t>(box.x_px) * traits(picture.format).bytes_per_pixel(),
          box.width_px, box.height_px, picture.stride_bytes, picture.format};
}

}  // namespace imprint::watermark
