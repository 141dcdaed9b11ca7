#include <algorithm>
#include <cmath>
#include <numbers>

#include "watermark/decode.h"
#include "watermark/front_end.h"
#include "watermark/pattern.h"
#include "watermark/search.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr int kSearchSide = 768;         // shortest side of the picture that is searched; larger ones are shrunk
constexpr int kSearchLongSide = 2304;    // of a very long picture only the middle is searched
constexpr int kFrameLevels = 4;          // wavelet levels that hold the band at one pixel per canonical pixel
constexpr int kSearchLevels = 5;
constexpr int kHypotheses = 96;
constexpr double kSigmaToDecode = 4.2;   // weaker synchronisation is noise; saves time, costs no false positives
constexpr int kFrameListSize = 32, kSearchListSize = 32;

struct Attempt {
  Geometry geometry;
  Shift shift;
};

// The pattern looks the same after half a turn: into (-90, 90], and never -0.
double half_turn(double degrees) {
  const double folded = degrees - 180 * std::ceil((degrees - 90) / 180);
  return folded == 0 ? 0 : folded;
}

// One key's view of one picture.
class Reader {
 public:
  Reader(const LineReader& lines, const CarrierPlan& plan, double canonical_side)
      : lines_(lines), plan_(plan), canonical_side_(canonical_side) {}

  // Tunes the geometry on the pilots' power, finds the shift, tunes again with phases; then decodes if the pilots speak.
  bool try_geometry(Geometry start, int list_size, Detection& detection) {
    Attempt attempt{start, {}};
    climb(attempt.geometry, [&](const Geometry& g) { return pilot_power(g); });
    Lines lines = read_normalised(lines_, plan_, attempt.geometry);
    attempt.shift = find_shift(lines, plan_);
    detection.pilot_sigma = std::max(detection.pilot_sigma, attempt.shift.sigma);
    if (attempt.shift.sigma < kSigmaToDecode) return false;
    climb(attempt.geometry, [&](const Geometry& g) { return coherent_sum(g, attempt.shift); });
    lines = read_normalised(lines_, plan_, attempt.geometry);
    attempt.shift = find_shift(lines, plan_);
    detection.pilot_sigma = std::max(detection.pilot_sigma, attempt.shift.sigma);
    return decode_attempt(lines, attempt, list_size, detection);
  }

 private:
  bool decode_attempt(const Lines& lines, const Attempt& attempt, int list_size, Detection& detection) {
    const Decoded decoded = decode(lines, plan_, attempt.shift, list_size);
    detection.words_tried += decoded.words_tried;
    if (!decoded.payload) return false;
    const Geometry& g = attempt.geometry;
    detection.found = true;
    detection.payload = *decoded.payload;
    detection.pilot_sigma = attempt.shift.sigma;
    detection.pixels_per_canonical = 1 / std::sqrt(std::fabs(g.xx * g.yy - g.xy * g.yx));
    detection.rotation_deg = half_turn(-std::atan2(g.yx - g.xy, g.xx + g.yy) * 180 / std::numbers::pi);
    return true;
  }

  double pilot_power(const Geometry& g) const {
    double sum = 0;
    for (const LinePair& p : read_lines(lines_, plan_.pilots, g)) sum += std::abs(p.plus) + std::abs(p.minus);
    return sum;
  }
  double coherent_sum(const Geometry& g, const Shift& shift) const {
    return pilot_sigma(read_lines(lines_, plan_.pilots, g), plan_, shift.x, shift.y);
  }

  // Hill climb over the four numbers of the matrix, in steps that move the outermost pilot by a share of one line's width.
  template <typename Score>
  void climb(Geometry& g, Score score) const {
    const double line_width = 1.0 / (canonical_side_ * kPilotRadiusMax / kPeriod);  // relative to the outermost pilot
    double best = score(g);
    for (double step : {0.35 * line_width, 0.15 * line_width, 0.06 * line_width}) {
      for (int round = 0; round < 3; ++round) {
        bool moved = false;
        for (int axis = 0; axis < 4; ++axis)
          for (double sign : {-1.0, 1.0}) {
            const Geometry next = nudged(g, axis, sign * step);
            const double value = score(next);
            if (value > best) best = value, g = next, moved = true;
          }
        if (!moved) break;
      }
    }
  }

  // Axis 0: scale, 1: turn, 2: aspect, 3: shear.
  static Geometry nudged(const Geometry& g, int axis, double step) {
    const double a = axis == 0 ? step : axis == 2 ? step : 0, d = axis == 0 ? step : axis == 2 ? -step : 0;
    const double b = axis == 1 ? -step : axis == 3 ? step : 0, c = axis == 1 || axis == 3 ? step : 0;
    return {g.xx + g.xx * a + g.xy * c, g.xy + g.xx * b + g.xy * d, g.yx + g.yx * a + g.yy * c, g.yy + g.yx * b + g.yy * d};
  }

  const LineReader& lines_;
  const CarrierPlan& plan_;
  double canonical_side_;
};

image::Plane crop_middle(image::Plane plane, int max_width, int max_height) {
  if (plane.width <= max_width && plane.height <= max_height) return plane;
  image::Plane out(std::min(plane.width, max_width), std::min(plane.height, max_height));
  const int x = (plane.width - out.width) / 2, y = (plane.height - out.height) / 2;
  for (int row = 0; row < out.height; ++row) std::copy_n(plane.row(y + row) + x, out.width, out.row(row));
  return out;
}

// The whole picture, as embed() saw it: one scale, no turn or a quarter turn (half turns and mirrors look the same).
bool detect_full_frame(const image::Plane& luma, const std::vector<Key>& keys, Detection& detection) {
  const Raster raster = marking_raster(static_cast<uint32_t>(luma.width), static_cast<uint32_t>(luma.height));
  image::Plane plane = raster.width == luma.width && raster.height == luma.height
                           ? front_end(luma, kFrameLevels)
                           : front_end(image::resize(luma, raster.width, raster.height), kFrameLevels);
  const LineReader lines(plane);
  const double sx = raster.step_x(), sy = raster.step_y();
  for (const Key& key : keys) {
    const CarrierPlan plan = plan_carriers(key);
    Reader reader(lines, plan, std::max(raster.canonical_width, raster.canonical_height));
    for (const Geometry& g : {Geometry{sx, 0, 0, sy}, Geometry{0, -sx, sy, 0}}) {
      if (!reader.try_geometry(g, kFrameListSize, detection)) continue;
      detection.key_id = key.id;
      detection.pixels_per_canonical *= std::min(luma.width, luma.height) / static_cast<double>(std::min(raster.width, raster.height));
      return true;
    }
  }
  return false;
}

bool detect_by_search(const image::Plane& luma, const std::vector<Key>& keys, Detection& detection) {
  const int shortest = std::min(luma.width, luma.height);
  const double shrink = std::min(1.0, static_cast<double>(kSearchSide) / shortest);
  const int width = std::max(1, static_cast<int>(std::lround(luma.width * shrink)));
  const int height = std::max(1, static_cast<int>(std::lround(luma.height * shrink)));
  const image::Plane plane = crop_middle(shrink < 1 ? image::resize(luma, width, height) : luma, kSearchLongSide, kSearchLongSide);
  const LineReader lines(front_end(plane, kSearchLevels));
  const double full_frame = std::min(width, height) / static_cast<double>(kCanonicalSide);
  for (const Key& key : keys) {
    const CarrierPlan plan = plan_carriers(key);
    // From a picture that fills a third of a screenshot to a crop that keeps a sixth of the side.
    for (const Hypothesis& h : search_geometry(lines, plan, full_frame / 3, full_frame * 6, kHypotheses)) {
      Reader reader(lines, plan, std::max(plane.width, plane.height) / h.pixels_per_canonical);
      if (!reader.try_geometry(similarity(h.pixels_per_canonical, h.radians), kSearchListSize, detection)) continue;
      detection.key_id = key.id;
      detection.pixels_per_canonical /= shrink;
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options) {
  Detection detection;
  if (std::min(picture.width_px, picture.height_px) < 16) return detection;
  const image::Plane luma = image::luma(picture);
  const bool hit = detect_full_frame(luma, keys, detection) || (options.search && detect_by_search(luma, keys, detection));
  if (!hit) return detection;
  detection.p_value = std::min(1.0, std::ldexp(static_cast<double>(detection.words_tried), -kCheckBits));
  if (detection.p_value <= kMaxPValue) return detection;
  Detection too_weak;  // after a very long ring of keys
  too_weak.pilot_sigma = detection.pilot_sigma;
  too_weak.words_tried = detection.words_tried;
  return too_weak;
}

}  // namespace imprint::watermark
