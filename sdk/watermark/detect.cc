// The order in which a picture is looked at: as a whole, then anywhere at any angle, then stretched, then in parts
// (spec/watermark-format.md §8.3).
#include <algorithm>
#include <cmath>
#include <deque>

#include "watermark/detect_parts.h"
#include "watermark/detect_places.h"
#include "watermark/frames.h"
#include "watermark/pattern.h"
#include "watermark/scene.h"
#include "watermark/search.h"
#include "watermark/trial.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr int kMinSidePxToRead = 16;

// Numbers of a search: spec/decisions/0009-search-with-phases.md and 0015-search-at-a-third.md.
constexpr int kHypotheses = 3000;  // that are synchronised as they are …
constexpr int kStretchHypotheses = 1500;
constexpr int kTuned = 64;              // … and of those that are tuned first
constexpr int kBlock = 512;             // hypotheses between two looks at whether one is sure
constexpr size_t kFinalists = 16;       // of those that are decoded
constexpr double kSigmaSure = 9;        // decoded at once, before the other hypotheses are looked at

constexpr double kPage = 1.8;   // a longer picture may be one of several on a page of its width
constexpr double kWhole = 0.8;  // of the picture's area, that a mark has which is the whole picture's

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

// Detections are in pixels of the picture, and a plane that was read may be smaller.
void locate(Mark& mark, double pixels_per_plane_pixel, const Box& place) {
  mark.detection.pixels_per_canonical *= pixels_per_plane_pixel;
  mark.detection.place = place;
}

// The whole picture, as embed() saw it, under every key: one scale, no turn or a quarter turn (half turns and mirrors
// look the same). A long page that is as wide as one picture on it lies under the same geometry.
void detect_full_frame(const Scene& whole, image::View picture, Trials& trials) {
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  const LineReader lines(whole.heard);
  const double sx = raster.step_x(), sy = raster.step_y();
  const bool is_page = whole.longest_side_px() >= kPage * whole.shortest_side_px();
  for (Trial& trial : trials) {
    if (trial.found()) continue;
    Synchroniser synchroniser(lines, trial.plan(), whole.longest_side_px());
    if (!try_geometry(synchroniser, {sx, 0, 0, sy}, trial, Look::kNear) &&
        !try_geometry(synchroniser, {0, -sx, sy, 0}, trial, Look::kNear))
      continue;
    Mark& mark = trial.marks().back();
    const Box all{0, 0, picture.width_px, picture.height_px};
    locate(mark, 1 / whole.shrink, is_page ? place_of(whole, lines, mark.sync, trial.plan(), picture) : all);
  }
}

// One mark all over the picture: nothing else is looked for under its key.
bool is_answered(const Trial& trial, image::View picture) {
  return std::any_of(trial.marks().begin(), trial.marks().end(), [&](const Mark& mark) {
    const Box& place = mark.detection.place;
    return static_cast<double>(place.width_px) * place.height_px >= kWhole * picture.width_px * picture.height_px;
  });
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

// Everything that is looked for anywhere, under one key.
bool search_for(const Scene& scene, const LineReader& lines, Trial& trial, Team& team, const Progress& progress) {
  // From a picture that fills a third of a screenshot to a crop that keeps a sixth of the side.
  const ScaleRange anywhere{scene.full_frame / 3, scene.full_frame * 6},
      stretched{scene.full_frame / 1.85, scene.full_frame * 4};
  const double longest = scene.longest_side_px();
  const Evidence evidence(lines);
  std::vector<PartHeard> seeds;
  if (try_hypotheses(lines, longest, search_similarity(evidence, trial.plan(), anywhere, kHypotheses, team), trial, team)) return true;
  progress.reach_or_throw(0.4);
  if (try_hypotheses(lines, longest, search_stretch(evidence, trial.plan(), stretched, kStretchHypotheses, team), trial, team)) return true;
  progress.reach_or_throw(0.8);
  if (!detect_affine(scene, lines, trial, team, seeds) && !detect_bent(scene, std::move(seeds), trial, team))
    return false;
  trial.marks().back().fits_all = true;
  return true;
}

// A private key is searched for until one was found, whatever the open key has said; the open one, when nothing was.
bool is_searched_for(const Trial& trial, const Trials& trials) {
  return std::none_of(trials.begin(), trials.end(),
                      [&](const Trial& other) { return other.found() && (trial.is_open() || !other.is_open()); });
}

// A share of `all` for each key.
void search_scene(const Scene& scene, const LineReader& lines, image::View picture, Trials& trials, Team& team, const Progress& all) {
  const auto locate_last = [&](Trial& trial) {
    Mark& mark = trial.marks().back();
    const Box all{0, 0, picture.width_px, picture.height_px};
    locate(mark, 1 / scene.shrink, mark.fits_all ? all : place_of(scene, lines, mark.sync, trial.plan(), picture));
  };
  const double share = 1 / static_cast<double>(trials.size());
  double done = 0;
  for (Trial& trial : trials) {
    const Progress progress = all.part(done, done + share);
    done += share;
    progress.reach_or_throw(0);
    if (!is_searched_for(trial, trials) || !search_for(scene, lines, trial, team, progress)) continue;
    locate_last(trial);
    // Marks that were put over each other lie alike.
    for (Trial& other : trials) {
      if (other.found()) continue;
      Synchroniser synchroniser(lines, other.plan(), scene.longest_side_px());
      if (try_geometry(synchroniser, trial.marks().back().sync.geometry, other, Look::kAnywhere)) locate_last(other);
    }
  }
}

void detect_by_search(image::View picture, Trials& trials, Team& team, const Progress& progress) {
  std::vector<Trial*> open_questions;
  for (Trial& trial : trials)
    if (is_searched_for(trial, trials) || (trial.found() && !is_answered(trial, picture)))
      open_questions.push_back(&trial);
  if (open_questions.empty()) return;
  const Scene scene = scene_of(picture);
  const LineReader lines(scene.heard);
  double done = 0.75;  // the last quarter is for the places
  search_scene(scene, lines, picture, trials, team, progress.part(0, done));
  const std::vector<Box> bands = bands_of(picture);
  progress.reach_or_throw(done);
  for (Trial* trial : open_questions) {
    trial->turn_to_places();
    if (bands.empty()) detect_places(picture, scene, lines, *trial, team);
  }
  for (const Box& band : bands) {
    const Scene part = scene_of(picture, band);
    const LineReader part_lines(part.heard);
    for (Trial* trial : open_questions) detect_places(picture, part, part_lines, *trial, team);
    done += 0.25 / static_cast<double>(bands.size());
    progress.reach_or_throw(done);
  }
}

// All frames together, and then the first alone.
void detect_by_searches(const FrameEvidence& frames, image::View first, Trials& trials, Team& team) {
  if (std::any_of(trials.begin(), trials.end(), [&](const Trial& trial) { return is_searched_for(trial, trials); })) {
    const Scene together = frames.searched();
    search_scene(together, LineReader(together.heard), first, trials, team, team.progress().part(0.1, 0.5));
  }
  for (Trial& trial : trials) trial.turn_to_search();
  detect_by_search(first, trials, team, team.progress().part(0.5, 1));
}

// What was found, or one answer of all keys that nothing was.
std::vector<Detection> answers(const Trials& trials) {
  std::vector<Detection> out;
  Detection nothing;
  for (const Trial& trial : trials) {
    nothing.pilot_sigma = std::max(nothing.pilot_sigma, trial.pilot_sigma());
    nothing.attempts += trial.attempts();
    for (const Mark& mark : trial.marks()) out.push_back(mark.detection);
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
  constexpr double kFullFrame = 0.15;  // its share of a search in vain
  Team team(options.threads, options.progress.part(options.search ? kFullFrame : 1, 1));
  for (const Key& key : keys) trials.emplace_back(key, keys.size());
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(0));
  detect_full_frame(whole_of(picture), picture, trials);
  try {
    if (options.search) detect_by_search(picture, trials, team, team.progress());
  } catch (const Cancelled&) {
    return Progress::cancelled();
  }
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(1));
  return answers(trials);
}

Result<std::vector<Detection>> detect_all(const FrameEvidence& frames, image::View first, const std::vector<Key>& keys,
                                          const DetectOptions& options) {
  if (frames.frames() < 2) return detect_all(first, keys, options);
  Trials trials;
  if (std::min(first.width_px, first.height_px) < kMinSidePxToRead) return answers(trials);
  Team team(options.threads, options.progress);
  for (const Key& key : keys) trials.emplace_back(key, keys.size(), kAttemptsPerKeyOfFrames);
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(0));
  detect_full_frame(frames.whole(), first, trials);
  detect_full_frame(whole_of(first), first, trials);
  try {
    if (options.search) detect_by_searches(frames, first, trials, team);
  } catch (const Cancelled&) {
    return Progress::cancelled();
  }
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(1));
  return answers(trials);
}

Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(std::vector<Detection> found, detect_all(picture, keys, options));
  return std::move(found.front());
}

}  // namespace imprint::watermark
