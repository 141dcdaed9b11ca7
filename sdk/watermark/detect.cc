// The order in which a picture is looked at: as a whole, then anywhere at any angle, then stretched, then in parts
// (spec/watermark-format.md §8.3).
#include <algorithm>
#include <cmath>
#include <deque>

#include "watermark/front_end.h"
#include "watermark/pattern.h"
#include "watermark/search.h"
#include "watermark/trial.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr int kMinSidePxToRead = 16;
constexpr int kSearchSide = 768;       // shortest side of the picture that is searched; larger ones are shrunk
constexpr int kSearchLongSide = 2304;  // of a very long picture only the middle is searched
constexpr int kFrameLevels = 4;        // wavelet levels that hold the band at one pixel per canonical pixel
constexpr int kSearchLevels = 5;

// Numbers of a search: spec/decisions/0009-search-with-phases.md and 0015-search-at-a-third.md.
constexpr int kHypotheses = 3000;  // that are synchronised as they are …
constexpr int kStretchHypotheses = 1000;
constexpr int kTuned = 64;              // … and of those that are tuned first
constexpr int kBlock = 512;             // hypotheses between two looks at whether one is sure
constexpr size_t kFinalists = 16;       // of those that are decoded
constexpr double kSigmaToDecode = 4.5;  // weaker synchronisation is noise; saves time, costs no false positives
constexpr double kSigmaSure = 9;        // decoded at once, before the other hypotheses are looked at

constexpr double kMiddleShare = 0.5;  // of the picture's side, in which a matrix is looked for
constexpr int kMiddleHypotheses = 32;

constexpr int kParts = 3;            // per axis
constexpr double kPartShare = 0.33;  // of the picture's side that a part has
constexpr int kMinPartPx = 96;
constexpr int kPartOrder[kParts * kParts] = {4, 3, 5, 1, 7, 0, 2, 6, 8};  // from the middle out
constexpr int kPartsToConvince = 3;  // none of these synchronised: nothing is there
constexpr double kPartScale = 1.4;   // parts are looked for at scales up to this factor from the full frame's
constexpr int kPartHypotheses = 24;
constexpr double kSigmaOfPart = 6.5;

using Trials = std::deque<Trial>;

// Reads under one geometry, whose shift is near or anywhere.
bool try_geometry(Synchroniser& synchroniser, const Geometry& geometry, Trial& trial, Look look) {
  const Sync sync = synchroniser.tune_and_synchronise(geometry);
  trial.note(sync);
  // A mark that was subtracted reads like a negative: the picture's own one comes first.
  for (const auto find : {&Synchroniser::as_positive, &Synchroniser::as_negative}) {
    const Sync polar = (synchroniser.*find)(sync);
    if (polar.shift.sigma >= kSigmaToDecode && trial.judge(trial.attempt(synchroniser, polar, look))) return true;
  }
  return false;
}

// The whole picture, as embed() saw it, under every key: one scale, no turn or a quarter turn (half turns and mirrors
// look the same).
void detect_full_frame(image::View picture, Trials& trials) {
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  const LineReader lines(front_end(image::luma_resized(picture, raster.width, raster.height), kFrameLevels));
  const double sx = raster.step_x(), sy = raster.step_y();
  for (Trial& trial : trials) {
    Synchroniser synchroniser(lines, trial.plan(), std::max(raster.width, raster.height));
    if (try_geometry(synchroniser, {sx, 0, 0, sy}, trial, Look::kNear) ||
        try_geometry(synchroniser, {0, -sx, sy, 0}, trial, Look::kNear))
      trial.enlarge(picture.width_px / static_cast<double>(raster.width));
  }
}

// What a search looks at: the front end's output, shrunk and cut to what fits.
struct Scene {
  image::Plane heard;
  double shrink = 1;      // pixels of the plane per pixel of the picture
  double full_frame = 1;  // pixels per canonical pixel if the whole picture is there
};

Scene scene_of(image::View picture) {
  const double shortest = std::min(picture.width_px, picture.height_px);
  Scene scene;
  scene.shrink = std::min(1.0, kSearchSide / shortest);
  const int width = std::max(1, static_cast<int>(std::lround(picture.width_px * scene.shrink)));
  const int height = std::max(1, static_cast<int>(std::lround(picture.height_px * scene.shrink)));
  scene.full_frame = std::min(width, height) / static_cast<double>(kCanonicalSide);
  scene.heard = front_end(
      image::crop_middle(image::luma_resized(picture, width, height), kSearchLongSide, kSearchLongSide), kSearchLevels);
  return scene;
}

// Synchronises hypotheses [begin, end), which may be on several threads; the answers stand in the order of the
// hypotheses.
std::vector<Sync> synchronise_block(const LineReader& lines, const CarrierPlan& plan, double longest_side_px,
                                    const std::vector<Hypothesis>& hypotheses, int begin, int end, Team& team) {
  std::vector<Sync> out(static_cast<size_t>(end - begin));
  team.share(end - begin, [&](int from, int to) {
    Synchroniser synchroniser(lines, plan, longest_side_px);
    for (int i = from; i < to; ++i) {
      const Geometry& g = hypotheses[static_cast<size_t>(begin + i)].geometry;
      out[static_cast<size_t>(i)] =
          begin + i < kTuned ? synchroniser.tune_and_synchronise(g) : synchroniser.synchronise(g);
    }
  });
  return out;
}

// Decodes candidates in their order, as many at once as there are threads.
bool try_candidates(const LineReader& lines, double longest_side_px, const std::vector<Sync>& candidates, Trial& trial,
                    Team& team) {
  std::vector<Attempt> attempts(team.size());
  for (size_t first = 0; first < candidates.size(); first += attempts.size()) {
    attempts.resize(std::min(attempts.size(), candidates.size() - first));
    team.share(static_cast<int>(attempts.size()), [&](int begin, int end) {
      Synchroniser synchroniser(lines, trial.plan(), longest_side_px);
      for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
        attempts[i] = trial.attempt(synchroniser, candidates[first + i]);
    });
    if (std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) { return trial.judge(attempt); }))
      return true;
  }
  return false;
}

// Synchronises under each hypothesis, decodes the best.
bool try_hypotheses(const LineReader& lines, double longest_side_px, const std::vector<Hypothesis>& hypotheses,
                    Trial& trial, Team& team) {
  Synchroniser synchroniser(lines, trial.plan(), longest_side_px);
  std::vector<Sync> candidates;
  const auto count = static_cast<int>(hypotheses.size());
  for (int begin = 0, end; begin < count; begin = end) {
    end = std::min(begin == 0 ? kTuned : begin + kBlock, count);
    for (const Sync& sync : synchronise_block(lines, trial.plan(), longest_side_px, hypotheses, begin, end, team)) {
      trial.note(sync);
      if (sync.shift.sigma >= kSigmaSure && trial.judge(trial.attempt(synchroniser, sync))) return true;
      if (sync.shift.sigma >= kSigmaToDecode && sync.shift.sigma < kSigmaSure) candidates.push_back(sync);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Sync& a, const Sync& b) { return a.shift.sigma > b.shift.sigma; });
  if (candidates.size() > kFinalists) candidates.resize(kFinalists);
  return try_candidates(lines, longest_side_px, candidates, trial, team);
}

// Part `index` of kParts x kParts.
image::Plane part_of(const image::Plane& plane, int index) {
  const int width = static_cast<int>(plane.width * kPartShare), height = static_cast<int>(plane.height * kPartShare);
  return image::crop(plane, index % kParts * (plane.width - width) / (kParts - 1),
                     index / kParts * (plane.height - height) / (kParts - 1), width, height);
}

// What a part says, if it synchronises.
struct PartHeard {
  Sync sync;
  std::vector<float> llrs;  // empty if it does not
};

PartHeard hear_part(const image::Plane& part, double share, double full_frame, int count, const CarrierPlan& plan,
                    Team& team) {
  const LineReader lines(part);
  const double longest = std::max(part.width, part.height);
  const std::vector<Hypothesis> hypotheses =
      search_affine(Evidence(lines), plan, {full_frame / kPartScale, full_frame * kPartScale}, share, count, team);
  std::vector<Sync> syncs(hypotheses.size());
  team.share(static_cast<int>(hypotheses.size()), [&](int begin, int end) {
    Synchroniser synchroniser(lines, plan, longest);
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      syncs[i] = synchroniser.tune_and_synchronise(hypotheses[i].geometry, Reach::kWide);
  });
  PartHeard out;
  for (const Sync& sync : syncs)
    if (sync.shift.sigma > out.sync.shift.sigma) out.sync = sync;
  if (out.sync.shift.sigma >= kSigmaOfPart) out.llrs = Synchroniser(lines, plan, longest).hear(out.sync).llrs;
  return out;
}

// A stretch with a turn, or a shear: what the middle is searched for is nearly the matrix of the whole.
bool detect_affine(const Scene& scene, const LineReader& lines, Trial& trial, Team& team) {
  const auto side = [](int whole) { return static_cast<int>(whole * kMiddleShare); };
  const image::Plane middle = image::crop_middle(scene.heard, side(scene.heard.width), side(scene.heard.height));
  if (std::min(middle.width, middle.height) < kMinPartPx) return false;
  const PartHeard heard = hear_part(middle, kMiddleShare, scene.full_frame, kMiddleHypotheses, trial.plan(), team);
  if (heard.llrs.empty()) return false;
  Synchroniser synchroniser(lines, trial.plan(), std::max(scene.heard.width, scene.heard.height));
  const Sync sync = synchroniser.tune_and_synchronise(heard.sync.geometry, Reach::kWide);
  trial.note(sync);
  return sync.shift.sigma >= kSigmaToDecode && trial.judge(trial.attempt(synchroniser, sync));
}

// Under perspective or bending no one matrix fits the whole picture, but one fits each part. Each part is synchronised
// by itself, and what their carriers say is added up.
bool detect_by_parts(const Scene& scene, Trial& trial, Team& team) {
  if (std::min(scene.heard.width, scene.heard.height) * kPartShare < kMinPartPx) return false;
  std::vector<PartHeard> parts(std::size(kPartOrder));
  const auto hear_parts = [&](int first, int last) {
    team.share(last - first, [&](int begin, int end) {
      Team alone(1);
      for (int i = first + begin; i < first + end; ++i)
        parts[static_cast<size_t>(i)] = hear_part(part_of(scene.heard, kPartOrder[i]), kPartShare, scene.full_frame,
                                                  kPartHypotheses, trial.plan(), alone);
    });
  };
  const auto heard = [](const PartHeard& part) { return !part.llrs.empty(); };
  hear_parts(0, kPartsToConvince);
  if (std::none_of(parts.begin(), parts.begin() + kPartsToConvince, heard)) return false;
  hear_parts(kPartsToConvince, static_cast<int>(parts.size()));
  if (std::count_if(parts.begin(), parts.end(), heard) < 2) return false;
  std::vector<float> sum(trial.plan().payload.size(), 0.f);
  const Sync* strongest = nullptr;
  for (const PartHeard& part : parts) {
    for (size_t i = 0; i < part.llrs.size(); ++i) sum[i] += part.llrs[i];
    if (heard(part) && (strongest == nullptr || part.sync.shift.sigma > strongest->shift.sigma)) strongest = &part.sync;
  }
  return trial.judge(trial.attempt(sum, *strongest));
}

// Everything that is looked for anywhere, under one key.
bool search_for(const Scene& scene, const LineReader& lines, Trial& trial, Team& team) {
  // From a picture that fills a third of a screenshot to a crop that keeps a sixth of the side.
  const ScaleRange anywhere{scene.full_frame / 3, scene.full_frame * 6},
      stretched{scene.full_frame / 1.85, scene.full_frame * 4};
  const double longest = std::max(scene.heard.width, scene.heard.height);
  const Evidence evidence(lines);
  return try_hypotheses(lines, longest, search_similarity(evidence, trial.plan(), anywhere, kHypotheses, team), trial,
                        team) ||
         try_hypotheses(lines, longest, search_stretch(evidence, trial.plan(), stretched, kStretchHypotheses, team), trial,
                        team) ||
         detect_affine(scene, lines, trial, team) || detect_by_parts(scene, trial, team);
}

// A private key is searched for until one was found, whatever the open key has said; the open one, when nothing was.
bool is_searched_for(const Trial& trial, const Trials& trials) {
  return std::none_of(trials.begin(), trials.end(), [&](const Trial& other) {
    return other.found() && (trial.is_open() || !other.is_open());
  });
}

void detect_by_search(image::View picture, Trials& trials, Team& team) {
  if (std::none_of(trials.begin(), trials.end(), [&](const Trial& t) { return is_searched_for(t, trials); })) return;
  const Scene scene = scene_of(picture);
  const LineReader lines(scene.heard);
  for (Trial& trial : trials) {
    if (!is_searched_for(trial, trials) || !search_for(scene, lines, trial, team)) continue;
    trial.enlarge(1 / scene.shrink);
    // Marks that were put over each other lie alike.
    for (Trial& other : trials) {
      if (other.found()) continue;
      Synchroniser synchroniser(lines, other.plan(), std::max(scene.heard.width, scene.heard.height));
      if (try_geometry(synchroniser, trial.accepted(), other, Look::kAnywhere)) other.enlarge(1 / scene.shrink);
    }
  }
}

// What was found, or one answer of all keys that nothing was.
std::vector<Detection> answers(const Trials& trials) {
  std::vector<Detection> out;
  Detection nothing;
  for (const Trial& trial : trials) {
    nothing.pilot_sigma = std::max(nothing.pilot_sigma, trial.detection().pilot_sigma);
    nothing.attempts += trial.detection().attempts;
    if (trial.found()) out.push_back(trial.detection());
  }
  if (out.empty()) out.push_back(nothing);
  for (Detection& detection : out) detection.attempts = nothing.attempts;
  return out;
}

}  // namespace

Result<std::vector<Detection>> detect_all(image::View picture, const std::vector<Key>& keys,
                                          const DetectOptions& options) {
  Trials trials;
  if (std::min(picture.width_px, picture.height_px) < kMinSidePxToRead) return answers(trials);
  Team team(options.threads);
  for (const Key& key : keys) trials.emplace_back(key, keys.size());
  detect_full_frame(picture, trials);
  if (options.search) detect_by_search(picture, trials, team);
  return answers(trials);
}

Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(std::vector<Detection> found, detect_all(picture, keys, options));
  return std::move(found.front());
}

}  // namespace imprint::watermark
