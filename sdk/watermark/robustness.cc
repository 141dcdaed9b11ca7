#include "watermark/robustness.h"

#include <algorithm>
#include <cmath>

#include "watermark/mask.h"
#include "watermark/visibility.h"

namespace imprint::watermark {
namespace {

// Evidence for these numbers: spec/decisions/0014-visibility-budget.md.
constexpr double kEnergyToRead = 130;  // of all carriers, in units of the noise of one; half of such frames decode
constexpr double kMediumDb = 16, kHighDb = 23;
constexpr double kHandledCyclesPerPx = 0.2;  // above, a wave is gone when the picture is halved or coarsely quantised
constexpr double kHandlingNoise = 1.0;  // levels that re-encoding adds to a band
constexpr int kStride = 8;  // a map is smooth: samples so far apart tell its mean

// A reader divides by what the picture itself has at a place, and by what re-encoding adds.
double heard_share(const image::Plane& map, double in_flats) {
  double sum = 0, count = 0;
  for (int y = kStride / 2; y < map.height; y += kStride)
    for (int x = kStride / 2; x < map.width; x += kStride) {
      const double amplitude = map.row(y)[x];
      sum += amplitude / std::hypot(activity_under(amplitude, in_flats), kHandlingNoise);
      count += 1;
    }
  return sum / std::max(count, 1.0);
}

}  // namespace

const char* name(Robustness robustness) {
  switch (robustness) {
    case Robustness::kLow: return "low";
    case Robustness::kMedium: return "medium";
    case Robustness::kHigh: return "high";
  }
  return "low";
}

double margin_db(const std::vector<Amplitudes>& bands, const std::vector<image::Plane>& maps, double gain,
                 double pixels_per_canonical) {
  std::vector<double> heard;
  for (const image::Plane& map : maps) heard.push_back(heard_share(map, amplitude_in_flats(pixels_per_canonical)));
  const double radius_most = kHandledCyclesPerPx * kPeriod * pixels_per_canonical;
  double squares = 0;
  for (int v = 1; v <= kRadiusMax; ++v)
    for (int u = 1; u <= kRadiusMax; ++u) {
      if (std::hypot(u, v) > radius_most) continue;
      const size_t carrier = carrier_index({static_cast<uint8_t>(u), static_cast<uint8_t>(v)});
      double amplitude = 0;
      for (size_t band = 0; band < bands.size(); ++band) amplitude += bands[band][carrier] * heard[band];
      squares += amplitude * amplitude / 4;  // the mean square of a product of two cosines
    }
  const auto samples = static_cast<double>(maps.front().values.size());
  return 10 * std::log10(std::max(gain * gain * squares * samples / kEnergyToRead, 1e-9));
}

Robustness robustness_of(double margin_db) {
  return margin_db >= kHighDb ? Robustness::kHigh : margin_db >= kMediumDb ? Robustness::kMedium : Robustness::kLow;
}

}  // namespace imprint::watermark
