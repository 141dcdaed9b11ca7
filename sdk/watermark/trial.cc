#include "watermark/trial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::watermark {
namespace {

// Of the payload carriers' power, standard deviations: of 1378 marks at the edge the weakest had 1.28
// (spec/decisions/0015-search-at-a-third.md). This spares the decoder's time.
constexpr double kExcessToDecode = 1;
constexpr int kListSize = 128;

// The pattern looks the same after half a turn: into (-90, 90], and never -0.
double half_turn(double degrees) {
  const double folded = degrees - 180 * std::ceil((degrees - 90) / 180);
  return folded == 0 ? 0 : folded;
}

double rotation_deg(const Geometry& g) {
  return half_turn(-std::atan2(g.yx - g.xy, g.xx + g.yy) * 180 / std::numbers::pi);
}

}  // namespace

Trial::Trial(const Key& key, size_t keys, int attempts)
    : plan_(plan_carriers(key)), account_(keys, attempts, kSearchAttempts), key_id_(key.id) {}

void Trial::note(const Sync& sync) { pilot_sigma_ = std::max(pilot_sigma_, sync.shift.sigma); }

Attempt Trial::attempt(Synchroniser& synchroniser, Sync sync, Look look) const {
  const Heard heard = synchroniser.hear(sync, look);
  return heard.excess_sigma < kExcessToDecode ? Attempt{sync, false, {}} : attempt(heard.llrs, sync);
}

Attempt Trial::attempt(const std::vector<float>& llrs, const Sync& sync) const {
  if (is_spent()) return {sync, false, {}};
  return {sync, true, decode(llrs, plan_, kListSize)};
}

bool Trial::judge(const Attempt& attempt) {
  note(attempt.sync);
  if (!attempt.made || is_spent()) return false;
  const std::optional<double> p_value = account_.judge(attempt.decoded);
  if (!p_value) return false;
  Detection found;
  found.found = true;
  found.payload = attempt.decoded->payload;
  found.key_id = key_id_;
  found.p_value = *p_value;
  found.pilot_sigma = attempt.sync.shift.sigma;
  found.pixels_per_canonical = pixels_per_canonical(attempt.sync.geometry);
  found.rotation_deg = rotation_deg(attempt.sync.geometry);
  marks_.push_back({std::move(found), attempt.sync});
  return true;
}

}  // namespace imprint::watermark
