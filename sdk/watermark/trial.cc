#include "watermark/trial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::watermark {
namespace {

// Of the payload carriers' power, standard deviations: a readable mark gives 3, so this spares the decoder's time, not marks.
constexpr double kExcessToDecode = 0.25;
constexpr int kListSize = 128;

// The pattern looks the same after half a turn: into (-90, 90], and never -0.
double half_turn(double degrees) {
  const double folded = degrees - 180 * std::ceil((degrees - 90) / 180);
  return folded == 0 ? 0 : folded;
}

double rotation_deg(const Geometry& g) { return half_turn(-std::atan2(g.yx - g.xy, g.xx + g.yy) * 180 / std::numbers::pi); }

}  // namespace

Trial::Trial(const Key& key, size_t keys, Detection& detection)
    : plan_(plan_carriers(key)), key_id_(key.id), planned_(static_cast<double>(keys) * kAttemptsPerKey), detection_(detection) {}

void Trial::note(const Sync& sync) { detection_.pilot_sigma = std::max(detection_.pilot_sigma, sync.shift.sigma); }

bool Trial::decode_at(Synchroniser& synchroniser, Sync sync) {
  const Heard heard = synchroniser.hear(sync);
  note(sync);
  return heard.excess_sigma >= kExcessToDecode && test(heard.llrs, sync);
}

bool Trial::test(const std::vector<float>& llrs, const Sync& sync) {
  if (left_ == 0) return false;
  --left_;
  ++detection_.attempts;
  const std::optional<Decoded> decoded = decode(llrs, plan_, kListSize);
  if (!decoded) return false;
  const double p_value = planned_ * std::exp(decoded->log_chance);
  if (p_value > kMaxPValue) return false;
  detection_.found = true;
  detection_.payload = decoded->payload;
  detection_.key_id = key_id_;
  detection_.p_value = p_value;
  detection_.pilot_sigma = sync.shift.sigma;
  detection_.pixels_per_canonical = pixels_per_canonical(sync.geometry);
  detection_.rotation_deg = rotation_deg(sync.geometry);
  return true;
}

}  // namespace imprint::watermark
