// The order in which a picture is looked at: as a whole, then anywhere at any angle, then stretched, then in parts
// (spec/watermark-format.md §8.3).
#include <algorithm>
#include <cmath>
#include <deque>

#include "base/parallel.h"
#include "watermark/front_end.h"
#include "watermark/pattern.h"
#include "watermark/search.h"
#include "watermark/trial.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr int kMinSidePxToRead = 16;
constexpr int kSearchSide = 768;         // shortest side of the picture that is searched; larger ones are shrunk
constexpr int kSearchLongSide = 2304;    // of a very long picture only the middle is searched
constexpr int kFrameLevels = 4;          // wavelet levels that hold the band at one pixel per canonical pixel
constexpr int kSearchLevels = 5;

// Numbers of a search: spec/decisions/0009-search-with-phases.md.
constexpr int kHypotheses = 4000;        // that are synchronised as they are …
constexpr int kStretchHypotheses = 1000;
constexpr int kTuned = 64;               // … and of those that are tuned first
constexpr int kBlock = 512;              // hypotheses between two looks at whether one is sure
constexpr size_t kFinalists = 24;        // of those that are decoded
constexpr double kSigmaToDecode = 4.5;   // weaker synchronisation is noise; saves time, costs no false positives
constexpr double kSigmaSure = 9;         // decoded at once, before the other hypotheses are looked at

constexpr int kParts = 3;                // per axis
constexpr double kPartShare = 0.33;      // of the picture's side that a part has
constexpr int kMinPartPx = 96;
constexpr int kPartOrder[kParts * kParts] = {4, 3, 5, 1, 7, 0, 2, 6, 8};  // from the middle out
constexpr int kPartsToConvince = 3;      // none of these synchronised: nothing is there
constexpr double kPartScale = 1.4;       // parts are looked for at scales up to this factor from the full frame's
constexpr int kPartHypotheses = 24;
constexpr double kSigmaOfPart = 6.5;

using Trials = std::deque<Trial>;

// The whole picture, as embed() saw it: one scale, no turn or a quarter turn (half turns and mirrors look the same).
bool detect_full_frame(image::View picture, Trials& trials, Detection& detection) {
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  const LineReader lines(front_end(image::luma_resized(picture, raster.width, raster.height), kFrameLevels));
  const double sx = raster.step_x(), sy = raster.step_y();
  for (Trial& trial : trials) {
    Synchroniser synchroniser(lines, trial.plan(), std::max(raster.width, raster.height));
    for (const Geometry& g : {Geometry{sx, 0, 0, sy}, Geometry{0, -sx, sy, 0}}) {
      const Sync sync = synchroniser.tune_and_synchronise(g);
      trial.note(sync);
      if (sync.shift.sigma < kSigmaToDecode || !trial.decode_at(synchroniser, sync)) continue;
      detection.pixels_per_canonical *= picture.width_px / static_cast<double>(raster.width);
      return true;
    }
  }
  return false;
}

// What a search looks at: the front end's output, shrunk and cut to what fits.
struct Scene {
  image::Plane heard;
  double shrink = 1;       // pixels of the plane per pixel of the picture
  double full_frame = 1;   // pixels per canonical pixel if the whole picture is there
};

Scene scene_of(image::View picture) {
  const double shortest = std::min(picture.width_px, picture.height_px);
  Scene scene;
  scene.shrink = std::min(1.0, kSearchSide / shortest);
  const int width = std::max(1, static_cast<int>(std::lround(picture.width_px * scene.shrink)));
  const int height = std::max(1, static_cast<int>(std::lround(picture.height_px * scene.shrink)));
  scene.full_frame = std::min(width, height) / static_cast<double>(kCanonicalSide);
  scene.heard = front_end(image::crop_middle(image::luma_resized(picture, width, height), kSearchLongSide, kSearchLongSide), kSearchLevels);
  return scene;
}

// Synchronises hypotheses [begin, end), which may be on several threads; the answers stand in the order of the hypotheses.
std::vector<Sync> synchronise_block(const LineReader& lines, const CarrierPlan& plan, double longest_side_px,
                                    const std::vector<Hypothesis>& hypotheses, int begin, int end, unsigned threads) {
  std::vector<Sync> out(static_cast<size_t>(end - begin));
  parallel_for(threads, end - begin, [&](int from, int to) {
    Synchroniser synchroniser(lines, plan, longest_side_px);
    for (int i = from; i < to; ++i) {
      const Geometry& g = hypotheses[static_cast<size_t>(begin + i)].geometry;
      out[static_cast<size_t>(i)] = begin + i < kTuned ? synchroniser.tune_and_synchronise(g) : synchroniser.synchronise(g);
    }
  });
  return out;
}

// Synchronises under each hypothesis, decodes the best.
bool try_hypotheses(const LineReader& lines, double longest_side_px, const std::vector<Hypothesis>& hypotheses, Trial& trial, unsigned threads) {
  Synchroniser synchroniser(lines, trial.plan(), longest_side_px);
  std::vector<Sync> candidates;
  const auto count = static_cast<int>(hypotheses.size());
  for (int begin = 0, end; begin < count; begin = end) {
    end = std::min(begin == 0 ? kTuned : begin + kBlock, count);
    for (const Sync& sync : synchronise_block(lines, trial.plan(), longest_side_px, hypotheses, begin, end, threads)) {
      trial.note(sync);
      if (sync.shift.sigma >= kSigmaSure && trial.decode_at(synchroniser, sync)) return true;
      if (sync.shift.sigma >= kSigmaToDecode && sync.shift.sigma < kSigmaSure) candidates.push_back(sync);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Sync& a, const Sync& b) { return a.shift.sigma > b.shift.sigma; });
  if (candidates.size() > kFinalists) candidates.resize(kFinalists);
  return std::any_of(candidates.begin(), candidates.end(), [&](const Sync& sync) { return trial.decode_at(synchroniser, sync); });
}

// Part `index` of kParts x kParts.
image::Plane part_of(const image::Plane& plane, int index) {
  const int width = static_cast<int>(plane.width * kPartShare), height = static_cast<int>(plane.height * kPartShare);
  return image::crop(plane, index % kParts * (plane.width - width) / (kParts - 1), index / kParts * (plane.height - height) / (kParts - 1), width, height);
}

// Under perspective or bending no one matrix fits the whole picture, but one fits each part. Each part is synchronised by
// itself, and what their carriers say is added up.
bool detect_by_parts(const Scene& scene, Trial& trial, unsigned threads) {
  if (std::min(scene.heard.width, scene.heard.height) * kPartShare < kMinPartPx) return false;
  std::vector<float> sum(trial.plan().payload.size(), 0.f);
  Sync strongest;
  int synchronised = 0, looked_at = 0;
  for (int index : kPartOrder) {
    if (looked_at++ == kPartsToConvince && synchronised == 0) return false;
    const image::Plane part = part_of(scene.heard, index);
    const LineReader lines(part);
    Synchroniser synchroniser(lines, trial.plan(), std::max(part.width, part.height));
    const ScaleRange range{scene.full_frame / kPartScale, scene.full_frame * kPartScale};
    Sync best;
    for (const Hypothesis& h : search_similarity(lines, trial.plan(), range, kPartHypotheses, threads)) {
      const Sync sync = synchroniser.tune_and_synchronise(h.geometry, Reach::kWide);
      if (sync.shift.sigma > best.shift.sigma) best = sync;
    }
    if (best.shift.sigma < kSigmaOfPart) continue;
    ++synchronised;
    const Heard heard = synchroniser.hear(best);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += heard.llrs[i];
    if (best.shift.sigma > strongest.shift.sigma) strongest = best;
  }
  return synchronised >= 2 && trial.test(sum, strongest);
}

bool detect_by_search(image::View picture, Trials& trials, Detection& detection, unsigned threads) {
  const Scene scene = scene_of(picture);
  const LineReader lines(scene.heard);
  const double longest = std::max(scene.heard.width, scene.heard.height);
  // From a picture that fills a third of a screenshot to a crop that keeps a sixth of the side.
  const ScaleRange anywhere{scene.full_frame / 3, scene.full_frame * 6}, stretched{scene.full_frame / 1.6, scene.full_frame * 4};
  for (Trial& trial : trials) {
    const bool found =
        try_hypotheses(lines, longest, search_similarity(lines, trial.plan(), anywhere, kHypotheses, threads), trial, threads) ||
        try_hypotheses(lines, longest, search_stretch(lines, trial.plan(), stretched, kStretchHypotheses), trial, threads) ||
        detect_by_parts(scene, trial, threads);
    if (!found) continue;
    detection.pixels_per_canonical /= scene.shrink;
    return true;
  }
  return false;
}

}  // namespace

Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options) {
  Detection detection;
  if (std::min(picture.width_px, picture.height_px) < kMinSidePxToRead) return detection;
  Trials trials;
  for (const Key& key : keys) trials.emplace_back(key, keys.size(), detection);
  if (!detect_full_frame(picture, trials, detection) && options.search)
    detect_by_search(picture, trials, detection, options.threads);
  return detection;
}

}  // namespace imprint::watermark
