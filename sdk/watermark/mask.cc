#include "watermark/mask.h"

#include <algorithm>
#include <cmath>

#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Luma levels of one band that any picture hides: the eye's own noise and the display's rounding.
constexpr float kFloor[kMaskBands] = {1.2f, 1.2f, 1.2f, 1.2f};
constexpr float kActivityShare = 0.6f;   // how much of the local activity hides a mark of the same band
constexpr float kActivityCap = 14.f;     // levels; beyond this texture hides no more

// Activity next to an edge is the edge's, not the flat's beside it: the smallest of the neighbourhood counts, then smoothed.
image::Plane quiet_side(const image::Plane& activity, int spacing) {
  return image::box_mean(image::box_min(activity, 2 * spacing), 2 * spacing);
}

}  // namespace

std::vector<image::Plane> masking_maps(const image::Plane& luma) {
  std::vector<image::Plane> maps;
  image::Plane current = luma, smooth(luma.width, luma.height);
  std::vector<float> scratch;
  for (int band = 0; band < kMaskBands; ++band) {
    const int spacing = 1 << band;
    transform::atrous_smooth(current.values.data(), smooth.values.data(), luma.width, luma.height, spacing, scratch);
    for (size_t i = 0; i < current.values.size(); ++i) {
      const float detail = current.values[i] - smooth.values[i];
      current.values[i] = detail * detail;
    }
    image::Plane activity = image::box_mean(current, 2 * spacing + 1);
    for (float& a : activity.values) a = std::min(std::sqrt(std::max(a, 0.f)), kActivityCap);
    activity = quiet_side(activity, spacing);
    for (float& a : activity.values) a = std::sqrt(kFloor[band] * kFloor[band] + kActivityShare * kActivityShare * a * a);
    maps.push_back(std::move(activity));
    std::swap(current, smooth);
  }
  return maps;
}

}  // namespace imprint::watermark
