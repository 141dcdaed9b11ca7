#include "watermark/detect_parts.h"

#include <algorithm>
#include <cmath>

#include "watermark/search.h"

namespace imprint::watermark {
namespace {

constexpr double kMiddleShare = 0.5;    // of the picture's side, in which a matrix is looked for
constexpr int kMiddleHypotheses = 20;
constexpr double kSigmaOfMiddle = 6.5;

constexpr double kPartShare = 0.33;  // of the picture's side that a part has
constexpr int kMinPartPx = 96;
constexpr double kPartScale = 1.4;  // parts are looked for at scales up to this factor from the full frame's
constexpr int kPartHypotheses = 8;
constexpr int kUprightHypotheses = 200;
constexpr size_t kUprightTuned = 12;
constexpr double kSigmaOfSeed = 6.4;
constexpr double kTwins = 0.04;                            // geometries that differ by a smaller share are one
constexpr size_t kSeeds = 2;                               // of the middle, and of all parts
constexpr Point kSeedParts[] = {{0, 0}, {-1, 0}, {1, 0}};  // times (1 - kPartShare) / 2 of the sides

// Growth. A neighbour is heard with few hypotheses, so that less is enough than of a seed.
constexpr double kSigmaOfNeighbour = 4.8;
constexpr double kReaches[] = {0.5, 1, 2,
                               2};  // of a part: how far from the seed the outermost parts lie, round by round
constexpr int kRoundByShifts = 2;   // from which on the shifts count: before, they may be off by half a period
constexpr size_t kLeastHeard = 3;   // of the nine parts of a round

image::Plane cut(const image::Plane& plane, Point centre, double share) {
  const int width = static_cast<int>(plane.width * share), height = static_cast<int>(plane.height * share);
  const auto edge = [](double middle, int part, int whole) {
    return std::clamp(static_cast<int>(std::lround(middle + (whole - part) / 2.0)), 0, whole - part);
  };
  return image::crop(plane, edge(centre.x, width, plane.width), edge(centre.y, height, plane.height), width, height);
}

// Of many hypotheses the first `anywhere`, and of the others those that synchronise best as they are.
std::vector<Geometry> most_promising(const LineReader& lines, const CarrierPlan& plan, double longest_side_px,
                                     const std::vector<Hypothesis>& likely, size_t anywhere, Team& team) {
  anywhere = std::min(anywhere, likely.size());
  std::vector<Sync> others(likely.size() - anywhere);
  team.share(static_cast<int>(others.size()), [&](int begin, int end) {
    Synchroniser synchroniser(lines, plan, longest_side_px);
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      others[i] = synchroniser.synchronise(likely[anywhere + i].geometry);
  });
  std::stable_sort(others.begin(), others.end(),
                   [](const Sync& a, const Sync& b) { return a.shift.sigma > b.shift.sigma; });
  if (others.size() > kUprightTuned) others.resize(kUprightTuned);
  std::vector<Geometry> out;
  for (size_t i = 0; i < anywhere; ++i) out.push_back(likely[i].geometry);
  for (const Sync& sync : others) out.push_back(sync.geometry);
  return out;
}

// Of hypotheses that climbed to the same peak one is enough.
void remove_twins(std::vector<PartHeard>& sorted) {
  const auto near = [](const Geometry& a, const Geometry& b) {
    const double far =
        std::fabs(a.xx - b.xx) + std::fabs(a.xy - b.xy) + std::fabs(a.yx - b.yx) + std::fabs(a.yy - b.yy);
    return far * pixels_per_canonical(a) < kTwins;
  };
  std::vector<PartHeard> out;
  for (const PartHeard& one : sorted)
    if (std::none_of(out.begin(), out.end(),
                     [&](const PartHeard& kept) { return near(kept.sync.geometry, one.sync.geometry); }))
      out.push_back(one);
  sorted = std::move(out);
}

// The best hypotheses of a part, best first, that may be more than noise.
std::vector<PartHeard> seeds_of(const Scene& scene, Point centre, double share, int anywhere, const CarrierPlan& plan,
                                Team& team) {
  const image::Plane part = cut(scene.heard, centre, share);
  if (std::min(part.width, part.height) < kMinPartPx) return {};
  const LineReader lines(part);
  const double longest = std::max(part.width, part.height);
  const std::vector<Hypothesis> likely =
      search_affine(Evidence(lines), plan, {scene.full_frame / kPartScale, scene.full_frame * kPartScale}, share,
                    {anywhere, kUprightHypotheses, {scene.full_frame * 0.7, scene.full_frame * 1.1}}, team);
  const std::vector<Geometry> starts =
      most_promising(lines, plan, longest, likely, static_cast<size_t>(anywhere), team);
  std::vector<PartHeard> out(starts.size());
  team.share(static_cast<int>(starts.size()), [&](int begin, int end) {
    Synchroniser synchroniser(lines, plan, longest);
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      out[i] = {centre, synchroniser.tune_and_synchronise(starts[i], Reach::kWide), {}};
  });
  std::stable_sort(out.begin(), out.end(),
                   [](const PartHeard& a, const PartHeard& b) { return a.sync.shift.sigma > b.sync.shift.sigma; });
  const auto weak =
      std::find_if(out.begin(), out.end(), [](const PartHeard& p) { return p.sync.shift.sigma < kSigmaOfSeed; });
  out.erase(weak, out.end());
  remove_twins(out);
  if (out.size() > kSeeds) out.resize(kSeeds);
  return out;
}

// Nine parts about `about`, the outermost `reach` parts from it, as far as the plane goes.
std::vector<Point> places_of_parts(const image::Plane& plane, Point about, double reach) {
  std::vector<Point> out;
  for (int row = -1; row <= 1; ++row)
    for (int column = -1; column <= 1; ++column) {
      const auto place = [&](double seed, int step, int side) {
        const double most = side * (1 - kPartShare) / 2, middle = reach > 1 ? 0 : seed;
        return std::clamp(middle + step * std::min(reach * side * kPartShare, most), -most, most);
      };
      out.push_back({place(about.x, column, plane.width), place(about.y, row, plane.height)});
    }
  return out;
}

// Parts of a plane in which the pattern should lie under `wanted` everywhere, those that synchronise.
std::vector<PartHeard> hear_parts(const image::Plane& plane, const std::vector<Point>& centres, const Geometry& wanted,
                                  const CarrierPlan& plan, Team& team) {
  std::vector<PartHeard> out(centres.size());
  team.share(static_cast<int>(centres.size()), [&](int begin, int end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      const image::Plane part = cut(plane, centres[i], kPartShare);
      const LineReader lines(part);
      Synchroniser synchroniser(lines, plan, std::max(part.width, part.height));
      out[i] = {centres[i], synchroniser.tune_and_synchronise(wanted, Reach::kWide), {}};
      if (out[i].sync.shift.sigma < kSigmaOfNeighbour) continue;
      Sync sync = out[i].sync;
      out[i].llrs = synchroniser.hear(sync).llrs;
    }
  });
  std::erase_if(out, [](const PartHeard& part) { return part.llrs.empty(); });
  return out;
}

bool try_whole(const image::Plane& plane, const Geometry& near, Trial& trial) {
  const LineReader lines(plane);
  Synchroniser synchroniser(lines, trial.plan(), std::max(plane.width, plane.height));
  const Sync sync = synchroniser.tune_and_synchronise(near, Reach::kWide);
  trial.note(sync);
  return sync.shift.sigma >= kSigmaToDecode && trial.judge(trial.attempt(synchroniser, sync));
}

// Each part has a shift and a channel of its own: what their payload carriers say is added up.
bool try_sum(const std::vector<PartHeard>& parts, Trial& trial) {
  std::vector<float> sum(trial.plan().payload.size(), 0.f);
  const PartHeard* strongest = &parts.front();
  for (const PartHeard& part : parts) {
    for (size_t i = 0; i < part.llrs.size(); ++i) sum[i] += part.llrs[i];
    if (part.sync.shift.sigma > strongest->sync.shift.sigma) strongest = &part;
  }
  return trial.judge(trial.attempt(sum, strongest->sync));
}

// Straightens the picture, from the seed on outwards, until one matrix fits the whole; then that is read, or if bending
// is left, the parts are.
bool grow(const Scene& scene, const PartHeard& seed, Trial& trial, Team& team) {
  const Geometry wanted = seed.sync.geometry;
  const double side = std::min(scene.heard.width, scene.heard.height);
  Projective to_scene = kUnbent;
  image::Plane straight;
  std::vector<PartHeard> heard;
  int round = 0;
  for (double reach : kReaches) {
    const image::Plane& plane = round == 0 ? scene.heard : straight;
    heard = hear_parts(plane, places_of_parts(plane, seed.centre, reach), wanted, trial.plan(), team);
    if (heard.size() < kLeastHeard) return false;
    to_scene = product(to_scene, inverse(correction(heard, wanted, side, round >= kRoundByShifts)));
    straight = image::warp(scene.heard, to_scene);
    ++round;
  }
  return try_whole(straight, wanted, trial) || try_sum(heard, trial);
}

}  // namespace

bool detect_affine(const Scene& scene, const LineReader& lines, Trial& trial, Team& team,
                   std::vector<PartHeard>& seeds) {
  seeds = seeds_of(scene, {0, 0}, kMiddleShare, kMiddleHypotheses, trial.plan(), team);
  if (seeds.empty() || seeds.front().sync.shift.sigma < kSigmaOfMiddle) return false;
  Synchroniser synchroniser(lines, trial.plan(), scene.longest_side_px());
  const Sync sync = synchroniser.tune_and_synchronise(seeds.front().sync.geometry, Reach::kWide);
  trial.note(sync);
  return sync.shift.sigma >= kSigmaToDecode && trial.judge(trial.attempt(synchroniser, sync));
}

bool detect_bent(const Scene& scene, std::vector<PartHeard> seeds, Trial& trial, Team& team) {
  if (std::min(scene.heard.width, scene.heard.height) * kPartShare < kMinPartPx) return false;
  const auto grows = [&](const PartHeard& seed) { return grow(scene, seed, trial, team); };
  if (std::any_of(seeds.begin(), seeds.end(), grows)) return true;
  std::vector<std::vector<PartHeard>> found(std::size(kSeedParts));
  team.share(static_cast<int>(found.size()), [&](int begin, int end) {
    Team alone(1);
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      const Point centre{kSeedParts[i].x * scene.heard.width * (1 - kPartShare) / 2,
                         kSeedParts[i].y * scene.heard.height * (1 - kPartShare) / 2};
      found[i] = seeds_of(scene, centre, kPartShare, kPartHypotheses, trial.plan(), alone);
    }
  });
  std::vector<PartHeard> parts;
  for (const std::vector<PartHeard>& some : found) parts.insert(parts.end(), some.begin(), some.end());
  std::stable_sort(parts.begin(), parts.end(),
                   [](const PartHeard& a, const PartHeard& b) { return a.sync.shift.sigma > b.sync.shift.sigma; });
  if (parts.size() > kSeeds) parts.resize(kSeeds);
  return std::any_of(parts.begin(), parts.end(), grows);
}

}  // namespace imprint::watermark
