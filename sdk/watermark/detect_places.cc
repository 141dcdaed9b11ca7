#include "watermark/detect_places.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "watermark/front_end.h"
#include "watermark/local_lines.h"

namespace imprint::watermark {
namespace {

// Numbers: spec/decisions/0018-growth-and-places.md.
constexpr double kWindow = 1.0 / 3;    // of the scene's shortest side: a picture in a collage of three by three
constexpr double kLargest = 1.25;      // scale, of the full frame's
constexpr double kScaleStep = 0.9;      // of a line's width in the window, at the outermost pilot
constexpr size_t kListened = 128;       // pairs of place and geometry that are synchronised
constexpr double kSigmaOfPlace = 6.0;   // as they are, and …
constexpr double kSigmaOfWindow = 7.0;  // … once tuned in a window of their own
constexpr size_t kWindowsTuned = 24;

constexpr double kFineStep = 1.0 / 24;  // of the shortest side: what edges are told by, …
constexpr double kFineWindow = 3;       // … in windows of so many steps
constexpr double kMostSteps = 128;      // along the longest side, so that the work is bounded
constexpr double kHeardShare = 0.3;     // of the level within a mark that what belongs to it has at least
constexpr double kSnap = 2.0;           // steps from the scene's edge within which a mark reaches it
constexpr double kReadScale = 1.25;     // pixels per canonical pixel at which a place is read, at most

// A hypothesis at a place.
struct Candidate {
  size_t place = 0;
  size_t number = 0;  // of the geometry
  Geometry geometry;
  double score = 0;
};

struct PlaceHeard {
  Point place;
  Sync sync;  // the shift is that from the scene's centre
};

// The shift from a point instead of the centre, and back with the point negated.
Shift moved(Shift shift, const Geometry& g, Point by) {
  shift.x -= g.xx * by.x + g.yx * by.y;
  shift.y -= g.xy * by.x + g.yy * by.y;
  return shift;
}

// Upright and turned by a quarter, at every scale that a line's width in the window tells apart.
std::vector<Geometry> upright_geometries(const Scene& scene, double window_px) {
  std::vector<Geometry> out;
  const double most = scene.full_frame * kLargest;
  for (double q = scene.full_frame * scene.smallest; q < most;
       q *= 1 + kScaleStep * kPeriod * q / (kPilotRadiusMax * window_px)) {
    out.push_back({1 / q, 0, 0, 1 / q});
    out.push_back({0, -1 / q, 1 / q, 0});
  }
  return out;
}

// Each place's powers against those of the same place under other geometries: text is loud everywhere.
void standardise(std::vector<std::vector<float>>& powers) {
  if (powers.empty()) return;
  const auto count = static_cast<double>(powers.size());
  for (size_t place = 0; place < powers.front().size(); ++place) {
    double sum = 0, squares = 0;
    for (const auto& one : powers) sum += one[place], squares += static_cast<double>(one[place]) * one[place];
    const double mean = sum / count, deviation = std::sqrt(std::max(squares / count - mean * mean, 1e-12));
    for (auto& one : powers) one[place] = static_cast<float>((one[place] - mean) / deviation);
  }
}

std::vector<Candidate> loudest(const LocalLines& windows, const std::vector<Geometry>& geometries,
                               const CarrierPlan& plan, Team& team) {
  std::vector<std::vector<float>> powers(geometries.size());
  team.share(static_cast<int>(geometries.size()), [&](int begin, int end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i)
      powers[i] = windows.power(plan.pilots, geometries[i]);
  });
  standardise(powers);
  std::vector<Candidate> out;
  for (size_t g = 0; g < geometries.size(); ++g)
    for (size_t place = 0; place < powers[g].size(); ++place)
      out.push_back({place, g, geometries[g], powers[g][place]});
  const size_t keep = std::min(kListened, out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(keep), out.end(),
                    [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  out.resize(keep);
  return out;
}

// What synchronises at its place, best first.
std::vector<PlaceHeard> synchronised(const LocalLines& windows, std::vector<Candidate> candidates,
                                     const CarrierPlan& plan) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.number < b.number; });
  ShiftFinder shifts(plan);
  std::vector<PlaceHeard> out;
  std::vector<LinePair> all;  // of one geometry, which several places may share
  const Candidate* last = nullptr;
  for (const Candidate& one : candidates) {
    if (last == nullptr || last->number != one.number) all = windows.read(plan.pilots, one.geometry);
    last = &one;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(one.place * plan.pilots.size());
    const Shift shift = shifts.coarse({first, first + static_cast<std::ptrdiff_t>(plan.pilots.size())});
    if (shift.sigma >= kSigmaOfPlace) out.push_back({windows.places().at(one.place), {one.geometry, shift}});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const PlaceHeard& a, const PlaceHeard& b) { return a.sync.shift.sigma > b.sync.shift.sigma; });
  return out;
}

// Tuned in a window of its own about its place.
PlaceHeard tuned(const Scene& scene, const PlaceHeard& heard, double window_px, const CarrierPlan& plan) {
  const auto edge = [&](double middle, int part, int whole) {
    return std::clamp(static_cast<int>(std::lround(middle + (whole - part) / 2.0)), 0, whole - part);
  };
  const int width = std::min(scene.heard.width, static_cast<int>(window_px)),
            height = std::min(scene.heard.height, static_cast<int>(window_px));
  const int left = edge(heard.place.x, width, scene.heard.width), top = edge(heard.place.y, height, scene.heard.height);
  const LineReader lines(image::crop(scene.heard, left, top, width, height));
  Sync sync =
      Synchroniser(lines, plan, std::max(width, height)).tune_and_synchronise(heard.sync.geometry, Reach::kWide);
  const Point centre{left + width / 2.0 - scene.heard.width / 2.0, top + height / 2.0 - scene.heard.height / 2.0};
  sync.shift = moved(sync.shift, sync.geometry, {-centre.x, -centre.y});
  return {centre, sync};
}

// Of a grid: columns [left, right), rows [top, bottom).
struct Cells {
  size_t left = 0, top = 0, right = 0, bottom = 0;
};

// The rectangle with the largest sum (Kadane, over all pairs of rows).
Cells largest_sum(const std::vector<double>& values, size_t columns, size_t rows) {
  Cells best;
  double most = 0;
  for (size_t top = 0; top < rows; ++top) {
    std::vector<double> sums(columns, 0.0);
    for (size_t bottom = top; bottom < rows; ++bottom) {
      double sum = 0;
      size_t left = 0;
      for (size_t c = 0; c < columns; ++c) {
        sums[c] += values[bottom * columns + c];
        sum += sums[c];
        if (sum > most) most = sum, best = {left, top, c + 1, bottom + 1};
        if (sum < 0) sum = 0, left = c + 1;
      }
    }
  }
  return best;
}

// Where a mark is heard, place by place, in pixels of the scene from its upper left.
struct Extent {
  double left = 0, top = 0, right = 0, bottom = 0;
};

class Ear {
 public:
  Ear(const Scene& scene, const LineReader& lines)
      : scene_(scene),
        step_px_(std::max(scene.shortest_side_px() * kFineStep, scene.longest_side_px() / kMostSteps)),
        fine_(lines, PlaceGrid(scene.heard.width, scene.heard.height, step_px_ / 2, step_px_), step_px_ * kFineWindow) {
  }

  // What belongs to a mark has more than half of the level that it has where it is surely there: the median of its
  // loudest places.
  Extent extent(const Sync& sync, const CarrierPlan& plan) const {
    const std::vector<LinePair> all = fine_.read(plan.pilots, sync.geometry);
    const PilotSum pilots(plan, sync.shift);
    std::vector<double> levels;
    for (size_t place = 0; place < fine_.places().size(); ++place) {
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(place * plan.pilots.size());
      levels.push_back(pilots.sigma({first, first + static_cast<std::ptrdiff_t>(plan.pilots.size())}));
    }
    std::vector<double> sorted = levels;
    const auto upper = sorted.begin() +
                       static_cast<std::ptrdiff_t>(sorted.size() - 1 - std::min(sorted.size() - 1, sorted.size() / 24));
    std::nth_element(sorted.begin(), upper, sorted.end());
    const double least = kHeardShare * *upper;
    for (double& level : levels) level -= least;
    return edges(largest_sum(levels, fine_.places().x.size(), fine_.places().y.size()));
  }

 private:
  Extent edges(const Cells& cells) const {
    const auto low = [&](const std::vector<double>& at, size_t cell, int side) {
      const double edge = at[cell] + side / 2.0 - step_px_ / 2;
      return edge < kSnap * step_px_ ? 0.0 : edge;
    };
    const auto high = [&](const std::vector<double>& at, size_t cell, int side) {
      const double edge = at[cell - 1] + side / 2.0 + step_px_ / 2;
      return edge > side - kSnap * step_px_ ? static_cast<double>(side) : edge;
    };
    if (cells.right == 0)
      return {0, 0, static_cast<double>(scene_.heard.width), static_cast<double>(scene_.heard.height)};
    return {low(fine_.places().x, cells.left, scene_.heard.width),
            low(fine_.places().y, cells.top, scene_.heard.height),
            high(fine_.places().x, cells.right, scene_.heard.width),
            high(fine_.places().y, cells.bottom, scene_.heard.height)};
  }

  const Scene& scene_;
  double step_px_;
  LocalLines fine_;
};

Box in_picture(const Scene& scene, const Extent& extent, image::View picture) {
  const auto px = [&](double at, double corner, uint32_t most) {
    return static_cast<uint32_t>(std::clamp(std::lround((at + corner) / scene.shrink), 0L, static_cast<long>(most)));
  };
  const uint32_t left = px(extent.left, scene.corner.x, picture.width_px),
                 top = px(extent.top, scene.corner.y, picture.height_px);
  return {left, top, px(extent.right, scene.corner.x, picture.width_px) - left,
          px(extent.bottom, scene.corner.y, picture.height_px) - top};
}

Geometry scaled(const Geometry& g, double by) { return {g.xx * by, g.xy * by, g.yx * by, g.yy * by}; }

// Reads a place in the picture's own pixels, or fewer where it has more than the mark needs.
// The place is heard again with what the reading has tuned: a window knows the geometry only so far.
bool read_place(image::View picture, const Box& box, const Scene& scene, const Ear& ear, const Sync& sync,
                Trial& trial) {
  const double scale = std::min(1.0, kReadScale * scene.shrink / pixels_per_canonical(sync.geometry));
  const int width = static_cast<int>(box.width_px * scale), height = static_cast<int>(box.height_px * scale);
  if (std::min(width, height) < 64) return false;
  const LineReader lines(front_end(image::luma_resized(part_of(picture, box), width, height), kSearchLevels));
  Synchroniser synchroniser(lines, trial.plan(), std::max(width, height));
  const double to_plane = scene.shrink / scale;
  const Sync near = synchroniser.tune_and_synchronise(scaled(sync.geometry, to_plane), Reach::kWide);
  trial.note(near);
  if (!trial.judge(trial.attempt(synchroniser, near))) return false;
  Mark& mark = trial.marks().back();
  const Point centre{(box.x_px + box.width_px / 2.0) * scene.shrink - scene.corner.x - scene.heard.width / 2.0,
                     (box.y_px + box.height_px / 2.0) * scene.shrink - scene.corner.y - scene.heard.height / 2.0};
  Sync in_scene{scaled(mark.sync.geometry, 1 / to_plane), mark.sync.shift};
  in_scene.shift = moved(in_scene.shift, in_scene.geometry, {-centre.x, -centre.y});
  mark.detection.pixels_per_canonical /= scale;
  mark.detection.place = in_picture(scene, ear.extent(in_scene, trial.plan()), picture);
  return true;
}

bool lies_in(Point scene_px, const Scene& scene, const Box& box) {
  const double x = (scene_px.x + scene.heard.width / 2.0 + scene.corner.x) / scene.shrink,
               y = (scene_px.y + scene.heard.height / 2.0 + scene.corner.y) / scene.shrink;
  return x >= box.x_px && y >= box.y_px && x <= box.x_px + box.width_px && y <= box.y_px + box.height_px;
}

double shared(const Box& a, const Box& b) {
  const auto overlap = [](double from, double length, double other_from, double other_length) {
    return std::max(0.0, std::min(from + length, other_from + other_length) - std::max(from, other_from));
  };
  const double smaller =
      std::min(static_cast<double>(a.width_px) * a.height_px, static_cast<double>(b.width_px) * b.height_px);
  return overlap(a.x_px, a.width_px, b.x_px, b.width_px) * overlap(a.y_px, a.height_px, b.y_px, b.height_px) /
         std::max(smaller, 1.0);
}

// Takes the last mark back if it is one that was found before, with another part of the same place.
void drop_twin(Trial& trial) {
  std::vector<Mark>& marks = trial.marks();
  const Detection& last = marks.back().detection;
  const bool twin = std::any_of(marks.begin(), marks.end() - 1, [&](const Mark& mark) {
    return mark.detection.payload == last.payload && shared(mark.detection.place, last.place) > 0.3;
  });
  if (twin) marks.pop_back();
}

}  // namespace

Box place_of(const Scene& scene, const LineReader& lines, const Sync& sync, const CarrierPlan& plan,
             image::View picture) {
  return in_picture(scene, Ear(scene, lines).extent(sync, plan), picture);
}

void detect_places(image::View picture, const Scene& scene, const LineReader& lines, Trial& trial, Team& team) {
  const double window_px = scene.shortest_side_px() * kWindow;
  if (window_px < 96) return;
  const LocalLines windows(lines, PlaceGrid(scene.heard.width, scene.heard.height, window_px / 2, window_px / 2),
                           window_px);
  const std::vector<PlaceHeard> heard =
      synchronised(windows, loudest(windows, upright_geometries(scene, window_px), trial.plan(), team), trial.plan());
  if (heard.empty()) return;
  const Ear ear(scene, lines);
  std::vector<Point> tried;
  for (const PlaceHeard& one : heard) {
    if (trial.is_spent() || tried.size() >= kWindowsTuned) return;
    const PlaceHeard window = tuned(scene, one, window_px, trial.plan());
    tried.push_back(window.place);
    trial.note(window.sync);
    if (window.sync.shift.sigma < kSigmaOfWindow) continue;
    const bool known = std::any_of(trial.marks().begin(), trial.marks().end(), [&](const Mark& mark) {
      return lies_in(window.place, scene, mark.detection.place);
    });
    if (known) {
      trial.skip();
      continue;
    }
    const Box box = in_picture(scene, ear.extent(window.sync, trial.plan()), picture);
    if (read_place(picture, box, scene, ear, window.sync, trial)) drop_twin(trial);
  }
}

}  // namespace imprint::watermark
