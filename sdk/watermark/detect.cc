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
constexpr int kHypotheses = 4000;        // of one search that are synchronised as they are …
constexpr int kTuned = 64;               // … and of those that are tuned on the pilots' power first
constexpr int kFinalists = 24;           // of those that are decoded
constexpr double kSigmaToDecode = 4.5;   // weaker synchronisation is noise; saves time, costs no false positives
constexpr double kSigmaSure = 9;         // decoded at once, before the other hypotheses are looked at
constexpr int kListSize = 128;

constexpr int kParts = 3;                // per axis
constexpr double kPartShare = 0.33;      // of the picture's side that a part has
constexpr int kMinPartPx = 96;
constexpr int kPartOrder[kParts * kParts] = {4, 3, 5, 1, 7, 0, 2, 6, 8};  // from the middle out
constexpr int kPartsToConvince = 3;      // none of these synchronised: nothing is there
constexpr double kPartScale = 1.4;       // parts are looked for at scales up to this factor from the full frame's
constexpr int kPartHypotheses = 24;
constexpr double kSigmaOfPart = 6.5;

// Steps of the hill climb, in widths of the outermost pilot's line.
const std::initializer_list<double> kTuneSteps = {0.35, 0.15, 0.06};
const std::initializer_list<double> kWideSteps = {1.0, 0.5, 0.35, 0.15};
constexpr int kClimbRounds = 3;

struct Sync {
  Geometry geometry;
  Shift shift;
};

// The pattern looks the same after half a turn: into (-90, 90], and never -0.
double half_turn(double degrees) {
  const double folded = degrees - 180 * std::ceil((degrees - 90) / 180);
  return folded == 0 ? 0 : folded;
}

double rotation_deg(const Geometry& g) { return half_turn(-std::atan2(g.yx - g.xy, g.xx + g.yy) * 180 / std::numbers::pi); }

// One key's view of one picture.
class Reader {
 public:
  Reader(const LineReader& lines, const CarrierPlan& plan, double longest_side_px)
      : lines_(lines), plan_(plan), longest_side_px_(longest_side_px), shifts_(plan) {}

  Sync synchronise(const Geometry& g) { return {g, shifts_.coarse(read_lines(lines_, plan_.pilots, g))}; }

  // Tunes the geometry on the pilots' power first.
  Sync tune_and_synchronise(Geometry start, std::initializer_list<double> steps = kTuneSteps) {
    climb(start, steps, [&](const Geometry& g) { return pilot_power(g); });
    return {start, shifts_.fine(read_lines(lines_, plan_.pilots, start))};
  }

  // Tunes again with phases, then reads the payload carriers.
  std::vector<float> hear(Sync& sync) {
    climb(sync.geometry, kTuneSteps, [&](const Geometry& g) { return pilot_sigma(read_lines(lines_, plan_.pilots, g), plan_, sync.shift.x, sync.shift.y); });
    const Lines lines = read_all_lines(lines_, plan_, sync.geometry);
    sync.shift = shifts_.fine(lines.pilots);
    return carrier_llrs(lines, plan_, sync.shift);
  }

  const CarrierPlan& plan() const { return plan_; }

 private:
  double pilot_power(const Geometry& g) const {
    double sum = 0;
    for (const LinePair& p : read_lines(lines_, plan_.pilots, g)) sum += std::abs(p.plus.value) + std::abs(p.minus.value);
    return sum;
  }

  // Hill climb over the four numbers of the matrix, in steps that move the outermost pilot by a share of one line's width.
  template <typename Score>
  void climb(Geometry& g, std::initializer_list<double> steps, Score score) const {
    const double canonical_side = longest_side_px_ / pixels_per_canonical(g);
    const double line_width = 1.0 / (canonical_side * kPilotRadiusMax / kPeriod);  // relative to the outermost pilot
    double best = score(g);
    for (double step : steps) {
      for (int round = 0; round < kClimbRounds; ++round) {
        bool moved = false;
        for (int axis = 0; axis < 4; ++axis)
          for (double sign : {-1.0, 1.0}) {
            const Geometry next = nudged(g, axis, sign * step * line_width);
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
  double longest_side_px_;
  ShiftFinder shifts_;
};

// Puts what the carriers say to the test. True if a mark is there.
bool test_carriers(const std::vector<float>& llrs, const CarrierPlan& plan, const Sync& sync, Detection& detection) {
  detection.pilot_sigma = std::max(detection.pilot_sigma, sync.shift.sigma);
  ++detection.attempts;
  const std::optional<Decoded> decoded = decode(llrs, plan, kListSize);
  if (!decoded) return false;
  const double p_value = detection.attempts * std::exp(decoded->log_chance);
  if (p_value > kMaxPValue) return false;
  detection.found = true;
  detection.payload = decoded->payload;
  detection.p_value = p_value;
  detection.pilot_sigma = sync.shift.sigma;
  detection.pixels_per_canonical = pixels_per_canonical(sync.geometry);
  detection.rotation_deg = rotation_deg(sync.geometry);
  return true;
}

bool decode_at(Reader& reader, Sync sync, Detection& detection) {
  const std::vector<float> llrs = reader.hear(sync);
  return test_carriers(llrs, reader.plan(), sync, detection);
}

image::Plane crop(const image::Plane& plane, int left, int top, int width, int height) {
  image::Plane out(width, height);
  for (int y = 0; y < height; ++y) std::copy_n(plane.row(top + y) + left, width, out.row(y));
  return out;
}

image::Plane crop_middle(image::Plane plane, int max_width, int max_height) {
  if (plane.width <= max_width && plane.height <= max_height) return plane;
  const int width = std::min(plane.width, max_width), height = std::min(plane.height, max_height);
  return crop(plane, (plane.width - width) / 2, (plane.height - height) / 2, width, height);
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
    Reader reader(lines, plan, std::max(plane.width, plane.height));
    for (const Geometry& g : {Geometry{sx, 0, 0, sy}, Geometry{0, -sx, sy, 0}}) {
      const Sync sync = reader.tune_and_synchronise(g);
      detection.pilot_sigma = std::max(detection.pilot_sigma, sync.shift.sigma);
      if (sync.shift.sigma < kSigmaToDecode || !decode_at(reader, sync, detection)) continue;
      detection.key_id = key.id;
      detection.pixels_per_canonical *= std::min(luma.width, luma.height) / static_cast<double>(std::min(raster.width, raster.height));
      return true;
    }
  }
  return false;
}

// Synchronises under each hypothesis, decodes the best.
bool try_hypotheses(Reader& reader, const std::vector<Hypothesis>& hypotheses, Detection& detection) {
  std::vector<Sync> candidates;
  for (size_t i = 0; i < hypotheses.size(); ++i) {
    const Geometry& g = hypotheses[i].geometry;
    const Sync sync = i < kTuned ? reader.tune_and_synchronise(g) : reader.synchronise(g);
    detection.pilot_sigma = std::max(detection.pilot_sigma, sync.shift.sigma);
    if (sync.shift.sigma < kSigmaToDecode) continue;
    if (sync.shift.sigma >= kSigmaSure && decode_at(reader, sync, detection)) return true;
    candidates.push_back(sync);
  }
  const auto stronger = [](const Sync& a, const Sync& b) { return a.shift.sigma > b.shift.sigma; };
  std::sort(candidates.begin(), candidates.end(), stronger);
  if (candidates.size() > kFinalists) candidates.resize(kFinalists);
  for (const Sync& sync : candidates)
    if (decode_at(reader, sync, detection)) return true;
  return false;
}

// Under perspective or bending no one matrix fits the whole picture, but one fits each part. The picture is cut into kParts x
// kParts overlapping parts, each is synchronised by itself, and what their carriers say is added up.
bool detect_by_parts(const image::Plane& heard, const CarrierPlan& plan, double full_frame, Detection& detection) {
  const int width = static_cast<int>(heard.width * kPartShare), height = static_cast<int>(heard.height * kPartShare);
  if (std::min(width, height) < kMinPartPx) return false;
  std::vector<float> sum(plan.payload.size(), 0.f);
  Sync strongest;
  int synchronised = 0, looked_at = 0;
  for (int part : kPartOrder) {
    if (looked_at == kPartsToConvince && synchronised == 0) return false;
    ++looked_at;
    const int left = part % kParts * (heard.width - width) / (kParts - 1), top = part / kParts * (heard.height - height) / (kParts - 1);
    const LineReader lines(crop(heard, left, top, width, height));
    Reader reader(lines, plan, std::max(width, height));
    Sync best;
    for (const Hypothesis& h : search_similarity(lines, plan, {full_frame / kPartScale, full_frame * kPartScale}, kPartHypotheses)) {
      const Sync sync = reader.tune_and_synchronise(h.geometry, kWideSteps);
      if (sync.shift.sigma > best.shift.sigma) best = sync;
    }
    if (best.shift.sigma < kSigmaOfPart) continue;
    ++synchronised;
    const std::vector<float> llrs = reader.hear(best);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += llrs[i];
    if (best.shift.sigma > strongest.shift.sigma) strongest = best;
  }
  return synchronised >= 2 && test_carriers(sum, plan, strongest, detection);
}

bool detect_by_search(const image::Plane& luma, const std::vector<Key>& keys, Detection& detection) {
  const int shortest = std::min(luma.width, luma.height);
  const double shrink = std::min(1.0, static_cast<double>(kSearchSide) / shortest);
  const int width = std::max(1, static_cast<int>(std::lround(luma.width * shrink)));
  const int height = std::max(1, static_cast<int>(std::lround(luma.height * shrink)));
  const image::Plane plane = crop_middle(shrink < 1 ? image::resize(luma, width, height) : luma, kSearchLongSide, kSearchLongSide);
  const image::Plane heard = front_end(plane, kSearchLevels);
  const LineReader lines(heard);
  const double full_frame = std::min(width, height) / static_cast<double>(kCanonicalSide);
  for (const Key& key : keys) {
    const CarrierPlan plan = plan_carriers(key);
    Reader reader(lines, plan, std::max(plane.width, plane.height));
    // From a picture that fills a third of a screenshot to a crop that keeps a sixth of the side.
    if (!try_hypotheses(reader, search_similarity(lines, plan, {full_frame / 3, full_frame * 6}, kHypotheses), detection) &&
        !try_hypotheses(reader, search_stretch(lines, plan, {full_frame / 1.6, full_frame * 4}, kHypotheses / 4), detection) &&
        !detect_by_parts(heard, plan, full_frame, detection))
      continue;
    detection.key_id = key.id;
    detection.pixels_per_canonical /= shrink;
    return true;
  }
  return false;
}

}  // namespace

Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options) {
  Detection detection;
  if (std::min(picture.width_px, picture.height_px) < 16) return detection;
  const image::Plane luma = image::luma(picture);
  if (!detect_full_frame(luma, keys, detection) && options.search) detect_by_search(luma, keys, detection);
  return detection;
}

}  // namespace imprint::watermark
