// Where the time of a search in vain goes: the steps of detect() on a picture without a mark, each timed by itself. One
// JSON object. How to run and read it: README.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/painter.h"
#include "measure.h"
#include "watermark/front_end.h"
#include "watermark/pattern.h"
#include "watermark/detect_places.h"
#include "watermark/search.h"
#include "watermark/trial.h"
#include "watermark/watermark.h"

namespace imprint::bench {
namespace {

using namespace watermark;
using Json = nlohmann::ordered_json;

// The numbers of detect.cc.
constexpr int kSearchSide = 768, kFrameLevels = 4, kSearchLevels = 5;
constexpr int kHypotheses = 3000, kStretchHypotheses = 1500, kTuned = 64;
constexpr size_t kFinalists = 16;
constexpr double kMiddleShare = 0.5, kPartShare = 0.33, kPartScale = 1.4;
constexpr int kMiddleHypotheses = 20, kPartHypotheses = 8, kUprightHypotheses = 200, kSeedParts = 3;
constexpr size_t kUprightTuned = 12;

// The least processor time of each step over several rounds, in the order in which they were first met.
class Stopwatch {
 public:
  template <typename Step>
  auto time(const std::string& name, Step step) {
    const double before = cpu_ms();
    auto out = step();
    now_.emplace_back(name, cpu_ms() - before);
    return out;
  }
  void end_round() {
    for (const auto& [name, ms] : now_) {
      const auto old = std::find_if(least_.begin(), least_.end(), [&](const auto& l) { return l.first == name; });
      if (old == least_.end())
        least_.emplace_back(name, ms);
      else
        old->second = std::min(old->second, ms);
    }
    now_.clear();
  }
  Json json() const {
    Json out;
    double sum = 0;
    for (const auto& [name, ms] : least_) out[name] = std::round(ms * 100) / 100, sum += ms;
    out["sum"] = std::round(sum * 100) / 100;
    return out;
  }

 private:
  std::vector<std::pair<std::string, double>> now_, least_;
};

struct Search {
  const Trial& trial;
  Team& team;
  Stopwatch& watch;

  void full_frame(image::View picture) const {
    const Raster raster = marking_raster(picture.width_px, picture.height_px);
    const image::Plane heard = watch.time("full frame: front end", [&] {
      return front_end(image::luma_resized(picture, raster.width, raster.height), kFrameLevels);
    });
    const LineReader lines = watch.time("full frame: lines", [&] { return LineReader(heard); });
    watch.time("full frame: two geometries", [&] {
      Synchroniser synchroniser(lines, trial.plan(), std::max(raster.width, raster.height));
      double best = 0;
      for (const Geometry& g : {Geometry{raster.step_x(), 0, 0, raster.step_y()}, Geometry{0, -raster.step_x(), raster.step_y(), 0}}) {
        const Sync sync = synchroniser.tune_and_synchronise(g);
        best = std::max(best, synchroniser.as_positive(sync).shift.sigma + synchroniser.as_negative(sync).shift.sigma);
      }
      return best;
    });
  }

  void hypotheses(const std::string& name, const LineReader& lines, double longest, const std::vector<Hypothesis>& all) const {
    Synchroniser synchroniser(lines, trial.plan(), longest);
    std::vector<Sync> syncs;
    const size_t tuned = std::min(all.size(), static_cast<size_t>(kTuned));
    watch.time(name + ": tune", [&] {
      for (size_t i = 0; i < tuned; ++i) syncs.push_back(synchroniser.tune_and_synchronise(all[i].geometry));
      return 0;
    });
    watch.time(name + ": synchronise", [&] {
      for (size_t i = tuned; i < all.size(); ++i) syncs.push_back(synchroniser.synchronise(all[i].geometry));
      return 0;
    });
    std::erase_if(syncs, [](const Sync& sync) { return sync.shift.sigma < kSigmaToDecode; });
    std::stable_sort(syncs.begin(), syncs.end(), [](const Sync& a, const Sync& b) { return a.shift.sigma > b.shift.sigma; });
    if (syncs.size() > kFinalists) syncs.resize(kFinalists);
    watch.time(name + ": decode", [&] {
      int made = 0;
      for (const Sync& sync : syncs) made += trial.attempt(synchroniser, sync).made;
      return made;
    });
  }

  void affine(const std::string& name, const image::Plane& plane, double share, double full_frame, int count) const {
    const LineReader lines = watch.time(name + ": lines", [&] { return LineReader(plane); });
    const std::vector<Hypothesis> all = watch.time(name + ": grid", [&] {
      return search_affine(Evidence(lines), trial.plan(), {full_frame / kPartScale, full_frame * kPartScale}, share,
                           {count, kUprightHypotheses, {full_frame * 0.7, full_frame * 1.1}}, team);
    });
    Synchroniser synchroniser(lines, trial.plan(), std::max(plane.width, plane.height));
    const size_t first = std::min(static_cast<size_t>(count), all.size());
    watch.time(name + ": synchronise", [&] {
      for (size_t i = first; i < all.size(); ++i) synchroniser.synchronise(all[i].geometry);
      return 0;
    });
    watch.time(name + ": tune", [&] {
      for (size_t i = 0; i < std::min(first + kUprightTuned, all.size()); ++i)
        synchroniser.tune_and_synchronise(all[i].geometry, Reach::kWide);
      return 0;
    });
  }

  void anywhere(image::View picture) const {
    const double shortest = std::min(picture.width_px, picture.height_px), shrink = std::min(1.0, kSearchSide / shortest);
    const int width = static_cast<int>(std::lround(picture.width_px * shrink)),
              height = static_cast<int>(std::lround(picture.height_px * shrink));
    const double full = std::min(width, height) / static_cast<double>(kCanonicalSide), longest = std::max(width, height);
    const image::Plane heard = watch.time("search: front end", [&] { return front_end(image::luma_resized(picture, width, height), kSearchLevels); });
    const LineReader lines = watch.time("search: lines", [&] { return LineReader(heard); });
    const Evidence evidence = watch.time("search: evidence", [&] { return Evidence(lines); });
    hypotheses("similarity", lines, longest, watch.time("similarity: grid", [&] {
      return search_similarity(evidence, trial.plan(), {full / 3, full * 6}, kHypotheses, team);
    }));
    hypotheses("stretch", lines, longest, watch.time("stretch: grid", [&] {
      return search_stretch(evidence, trial.plan(), {full / 1.85, full * 4}, kStretchHypotheses, team);
    }));
    const auto part = [&](double share, double x, double y) {
      const int w = static_cast<int>(width * share), h = static_cast<int>(height * share);
      return image::crop(heard, static_cast<int>((width - w) * x), static_cast<int>((height - h) * y), w, h);
    };
    affine("affine", part(kMiddleShare, 0.5, 0.5), kMiddleShare, full, kMiddleHypotheses);
    for (int i = 0; i < kSeedParts; ++i)
      affine("part " + std::to_string(i + 1), part(kPartShare, 0.5 * i, 0.5), kPartShare, full, kPartHypotheses);
    watch.time("places", [&] {
      Trial in_places = trial;
      const Scene scene = scene_of(picture);
      detect_places(picture, scene, LineReader(scene.heard), in_places, team);
      return in_places.found();
    });
  }
};

int run(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  stay_on_one_core();
  Json out{{"rounds", rounds}};
  for (const auto& [width, height] : {std::pair{768u, 512u}, std::pair{1152u, 896u}, std::pair{4000u, 3000u}}) {
    const image::Image picture = test::paint(test::Scene::kPortrait, width, height);
    const Trial trial(open_key(), 1);
    Team team(1);
    Stopwatch watch;
    double whole = 1e9;
    for (int i = 0; i < rounds; ++i) {
      const Search search{trial, team, watch};
      search.full_frame(picture.view());
      search.anywhere(picture.view());
      watch.end_round();
      const double before = cpu_ms();
      if (!detect(picture.view(), {open_key()}, {}).ok()) return 1;
      whole = std::min(whole, cpu_ms() - before);
    }
    Json one = watch.json();
    one["detect"] = std::round(whole * 100) / 100;
    out[std::to_string(width) + " x " + std::to_string(height)] = one;
  }
  std::printf("%s\n", out.dump(2).c_str());
  return 0;
}

}  // namespace
}  // namespace imprint::bench

int main(int argc, char** argv) { return imprint::bench::run(argc, argv); }
