#include "watermark/mask.h"

#include <algorithm>
#include <cmath>

#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Evidence for these numbers: spec/decisions/0006-mask.md.
constexpr float kFloor = 1.05f;          // luma levels that any picture hides; above 1.08 a flat picture falls under SSIM 0.98
constexpr float kActivityShare = 0.62f;  // of the local activity to the power 3/4
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
  for (int band = 0; band < kPatternBands; ++band) {
    const int spacing = 1 << band;
    transform::atrous_smooth(current.values.data(), smooth.values.data(), luma.width, luma.height, spacing, scratch);
    for (size_t i = 0; i < current.values.size(); ++i) {
      const float detail = current.values[i] - smooth.values[i];
      current.values[i] = detail * detail;
    }
    image::Plane activity = image::box_mean(current, 2 * spacing + 1);
    for (float& a : activity.values) a = std::min(std::sqrt(std::max(a, 0.f)), kActivityCap);
    activity = quiet_side(activity, spacing);
    for (float& a : activity.values) {
      const float quiet = std::max(a, 0.f);  // the running sums of box_mean can end a little below 0
      a = std::sqrt(kFloor * kFloor + kActivityShare * kActivityShare * quiet * std::sqrt(quiet));
    }
    maps.push_back(std::move(activity));
    std::swap(current, smooth);
  }
  return maps;
}

}  // namespace imprint::watermark
