// Draws the rhythm, and makes room for it (spec/label.md 8.1 to 8.3).
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "label/audible/label_planner.h"
#include "label/audible/rhythm.h"

namespace imprint::label {
namespace {

constexpr double kStepSeconds = 0.05;

size_t frames_of(double seconds, audio::PcmFormat format) {
  return static_cast<size_t>(std::lround(seconds * format.rate_hz));
}

// The fourth of 5.1 and 7.1, which plays nothing of 880 Hz.
bool is_low_frequency(uint32_t channel, audio::PcmFormat format) {
  return channel == 3 && (format.channels == 6 || format.channels == 8);
}

// A tone from frame 0 on, with raised cosines at both ends.
double tone_at(size_t frame, size_t frames, audio::PcmFormat format) {
  const double seconds = static_cast<double>(frame) / format.rate_hz,
               left = static_cast<double>(frames - 1 - frame) / format.rate_hz;
  const double edge = std::min({seconds, left, kEdgeSeconds}) / kEdgeSeconds;
  const double phase = 2.0 * std::numbers::pi * kToneHz * seconds;
  const double octave = std::pow(10.0, kOctaveDb / 20.0);
  return (0.5 - 0.5 * std::cos(std::numbers::pi * edge)) * (std::sin(phase) + octave * std::sin(2.0 * phase));
}

std::vector<float> rhythm_of(audio::PcmFormat format) {
  std::vector<float> out(frames_of(kRhythmUnits * kUnitSeconds, format) * format.channels);
  uint32_t units = 0;
  for (size_t part = 0; part < kRhythm.size(); units += kRhythm[part++]) {
    if (part % 2 == 1) continue;
    const size_t begin = frames_of(units * kUnitSeconds, format),
                 end = frames_of((units + kRhythm[part]) * kUnitSeconds, format);
    for (size_t frame = begin; frame < end; ++frame)
      for (uint32_t c = 0; c < format.channels; ++c)
        if (!is_low_frequency(c, format))
          out[frame * format.channels + c] = static_cast<float>(0.5 * tone_at(frame - begin, end - begin, format));
  }
  return out;
}

void scale(std::vector<float>& samples, double db) {
  const auto gain = static_cast<float>(std::pow(10.0, db / 20.0));
  for (float& sample : samples) sample *= gain;
}

Status check_places(std::span<const uint64_t> places, uint64_t frames) {
  if (places.empty()) return {Code::kInvalidArgument, "no place for the audible label"};
  if (!std::is_sorted(places.begin(), places.end()) || places.back() > frames)
    return {Code::kInvalidArgument, "places of the audible label must rise and be at most " + std::to_string(frames) +
                                        ", the end of the sound"};
  return {};
}

}  // namespace

Result<std::vector<float>> make_audible_label(audio::PcmFormat format, double programme_lufs) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound({}, format));
  std::vector<float> out = rhythm_of(format);
  IMPRINT_ASSIGN_OR_RETURN(const Loudness drawn, loudness_of(out, format));
  // A programme of silence has -infinity, one that was never measured may have no number at all.
  const double wanted =
      std::isnan(programme_lufs) ? kMinLabelLufs : std::clamp(programme_lufs, kMinLabelLufs, kMaxLabelLufs);
  scale(out, std::min(wanted - drawn.integrated_lufs, kMaxTruePeakDb - drawn.true_peak_db));
  return out;
}

Result<std::vector<float>> with_audible_labels(std::span<const float> samples, audio::PcmFormat format,
                                               std::span<const uint64_t> places) {
  IMPRINT_ASSIGN_OR_RETURN(const Loudness programme, loudness_of(samples, format));
  const uint64_t frames = samples.size() / format.channels;
  IMPRINT_RETURN_IF_ERROR(check_places(places, frames));
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<float> label, make_audible_label(format, programme.integrated_lufs));
  const size_t silence = frames_of(kSilenceSeconds, format) * format.channels;
  std::vector<float> out;
  out.reserve(samples.size() + places.size() * (label.size() + 2 * silence));
  uint64_t done = 0;
  const auto copy_to = [&](uint64_t frame) {
    const auto part = samples.subspan(done * format.channels, (frame - done) * format.channels);
    out.insert(out.end(), part.begin(), part.end());
    done = frame;
  };
  for (const uint64_t place : places) {
    copy_to(place);
    if (place != 0) out.resize(out.size() + silence);
    out.insert(out.end(), label.begin(), label.end());
    if (place != frames) out.resize(out.size() + silence);
  }
  copy_to(frames);
  return out;
}

Result<LabelPlanner> LabelPlanner::make(audio::PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(audio::check_format(format));
  IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter meter, LoudnessMeter::make(format));
  return LabelPlanner(format, std::move(meter));
}

LabelPlanner::LabelPlanner(audio::PcmFormat format, LoudnessMeter meter)
    : format_(format), meter_(std::move(meter)), step_(std::max<size_t>(1, frames_of(kStepSeconds, format))) {}

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

Result<PlannedLabel> LabelPlanner::plan(AudiblePlace place) const {
  PlannedLabel out;
  switch (place) {
    case AudiblePlace::kStart: break;
    case AudiblePlace::kEnd: out.at_frame = frames_; break;
    case AudiblePlace::kMiddle: out.at_frame = quietest(); break;
  }
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<float> label, make_audible_label(format_, meter_.result().integrated_lufs));
  const size_t silence = frames_of(kSilenceSeconds, format_) * format_.channels;
  if (out.at_frame != 0) out.samples.resize(silence);
  out.samples.insert(out.samples.end(), label.begin(), label.end());
  if (out.at_frame != frames_) out.samples.resize(out.samples.size() + silence);
  return out;
}

Result<std::vector<float>> with_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                              AudiblePlace place) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  IMPRINT_ASSIGN_OR_RETURN(LabelPlanner planner, LabelPlanner::make(format));
  IMPRINT_RETURN_IF_ERROR(planner.take(samples));
  IMPRINT_ASSIGN_OR_RETURN(const PlannedLabel label, planner.plan(place));
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(label.at_frame * format.channels);
  std::vector<float> out(samples.begin(), at);
  out.insert(out.end(), label.samples.begin(), label.samples.end());
  out.insert(out.end(), at, samples.end());
  return out;
}

}  // namespace imprint::label
