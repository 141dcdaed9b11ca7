#include "label/audible/label_planner.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "label/audible/rhythm.h"
#include "label/audible/spread.h"

namespace imprint::label {
namespace {

constexpr double kPlannerStepSeconds = 0.05;

size_t frames_in(double seconds, audio::PcmFormat format) { return static_cast<size_t>(std::lround(seconds * format.rate_hz)); }

Status check_places(std::span<const uint64_t> places, audio::PcmFormat format, uint64_t frames) {
  if (places.empty()) return {Code::kInvalidArgument, "no place for the audible label"};
  const bool rise = std::adjacent_find(places.begin(), places.end(), [](uint64_t a, uint64_t b) { return a >= b; }) == places.end();
  if (!rise) return {Code::kInvalidArgument, "places of the audible label must rise, each at least a sample behind the one before it"};
  if (places.back() <= frames) return {};
  const auto seconds = [&](uint64_t frame) { return std::to_string(static_cast<double>(frame) / format.rate_hz); };
  return {Code::kInvalidArgument, "a place of the audible label is at " + seconds(places.back()) + " s, and the sound ends at " + seconds(frames) + " s"};
}

// One channel of what is drawn in all; the first is never the silent one.
std::vector<float> first_channel(const std::vector<float>& samples, audio::PcmFormat format) {
  std::vector<float> out;
  for (size_t at = 0; at < samples.size(); at += format.channels) out.push_back(samples[at]);
  return out;
}

}  // namespace

uint64_t PlannedLabels::start(size_t i) const {
  uint64_t out = places_[i].at_frame;
  for (size_t k = 0; k < i; ++k) out += frames(k);
  return out;
}

AudiblePlace PlannedLabels::place(size_t i) const {
  return places_[i].lead == 0 ? AudiblePlace::kStart : places_[i].tail == 0 ? AudiblePlace::kEnd : AudiblePlace::kMiddle;
}

void PlannedLabels::fill(size_t i, uint64_t first, std::span<float> out) const {
  std::fill(out.begin(), out.end(), 0.0f);
  const uint64_t behind = first + out.size() / format_.channels;
  const uint64_t begin = std::max(first, places_[i].lead), end = std::min(behind, places_[i].lead + sound_.size());
  if (begin >= end) return;
  const auto part = std::span(sound_).subspan(static_cast<size_t>(begin - places_[i].lead), static_cast<size_t>(end - begin));
  spread(part, format_, out.subspan(static_cast<size_t>(begin - first) * format_.channels));
}

Result<LabelPlanner> LabelPlanner::make(audio::PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(audio::check_format(format));
  IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter meter, LoudnessMeter::make(format));
  return LabelPlanner(format, std::move(meter));
}

LabelPlanner::LabelPlanner(audio::PcmFormat format, LoudnessMeter meter)
    : format_(format), meter_(std::move(meter)), step_(std::max<size_t>(1, frames_in(kPlannerStepSeconds, format))) {}

Status LabelPlanner::take(std::span<const float> samples) {
  IMPRINT_RETURN_IF_ERROR(meter_.take(samples));
  for (size_t at = 0; at < samples.size(); at += format_.channels, ++frames_) {
    if (frames_ % step_ == 0) energies_.push_back(0.f);
    for (uint32_t c = 0; c < format_.channels; ++c) energies_.back() += samples[at + c] * samples[at + c];
  }
  return {};
}

// The midst of the quietest 200 ms between a third and two thirds, in steps of 50 ms; the first of equals.
uint64_t LabelPlanner::quietest() const {
  constexpr size_t kSteps = 4;
  const size_t steps = energies_.size();
  size_t best = steps / 2 - std::min(steps / 2, kSteps / 2);
  double least = -1.0;
  for (size_t at = (steps + 2) / 3; at + kSteps <= steps - steps / 3; ++at) {
    double here = 0.0;
    for (size_t i = 0; i < kSteps; ++i) here += double{energies_[at + i]};
    if (least >= 0.0 && here >= least) continue;
    least = here;
    best = at;
  }
  return std::min<uint64_t>(frames_, (best + kSteps / 2) * step_);
}

Result<PlannedLabels> LabelPlanner::plan(const AudibleParts& parts, AudiblePlace place) const {
  uint64_t at = 0;
  switch (place) {
    case AudiblePlace::kStart: break;
    case AudiblePlace::kEnd: at = frames_; break;
    case AudiblePlace::kMiddle: at = quietest(); break;
  }
  return plan(parts, std::span(&at, 1));
}

Result<PlannedLabels> LabelPlanner::plan(const AudibleParts& parts, std::span<const uint64_t> places) const {
  if (parts.voice == nullptr && !parts.rhythm) return Status{Code::kInvalidArgument, "an audible label of neither voice nor rhythm"};
  IMPRINT_RETURN_IF_ERROR(check_places(places, format_, frames_));
  const size_t silence = frames_in(kSilenceSeconds, format_);
  PlannedLabels out;
  out.format_ = format_;
  out.programme_lufs_ = meter_.result().integrated_lufs;
  if (parts.voice != nullptr) {
    IMPRINT_ASSIGN_OR_RETURN(out.sound_, fitted_voice(*parts.voice, format_, out.programme_lufs_));
    out.voice_frames_ = out.sound_.size();
  }
  if (parts.rhythm) {
    IMPRINT_ASSIGN_OR_RETURN(const std::vector<float> rhythm, make_audible_label(format_, out.programme_lufs_));
    const std::vector<float> one = first_channel(rhythm, format_);
    if (out.voice_frames_ != 0) out.sound_.resize(out.sound_.size() + silence);
    out.rhythm_begin_ = out.sound_.size();
    out.sound_.insert(out.sound_.end(), one.begin(), one.end());
  } else {
    out.rhythm_begin_ = out.sound_.size();
  }
  for (const uint64_t at : places) out.places_.push_back({at, at == 0 ? 0 : silence, at == frames_ ? 0 : silence});
  return out;
}

}  // namespace imprint::label
