// Draws the rhythm (spec/label.md 8.1, 8.2), and puts labels into sound that is in memory.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "label/audible/label_planner.h"
#include "label/audible/rhythm.h"
#include "label/audible/spread.h"

namespace imprint::label {
namespace {

size_t frames_of(double seconds, audio::PcmFormat format) {
  return static_cast<size_t>(std::lround(seconds * format.rate_hz));
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

// `samples` with all that is planned put in.
std::vector<float> with_planned(std::span<const float> samples, const PlannedLabels& labels) {
  const uint32_t channels = labels.format().channels;
  std::vector<float> out;
  uint64_t done = 0;
  const auto copy_to = [&](uint64_t frame) {
    const auto part = samples.subspan(done * channels, (frame - done) * channels);
    out.insert(out.end(), part.begin(), part.end());
    done = frame;
  };
  for (size_t i = 0; i < labels.count(); ++i) {
    copy_to(labels.at_frame(i));
    const size_t begin = out.size();
    out.resize(begin + labels.frames(i) * channels);
    labels.fill(i, 0, std::span(out).subspan(begin));
  }
  copy_to(samples.size() / channels);
  return out;
}

Result<LabelPlanner> planner_for(std::span<const float> samples, audio::PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  IMPRINT_ASSIGN_OR_RETURN(LabelPlanner planner, LabelPlanner::make(format));
  IMPRINT_RETURN_IF_ERROR(planner.take(samples));
  return planner;
}

}  // namespace

Result<std::vector<float>> make_audible_label(audio::PcmFormat format, double programme_lufs) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound({}, format));
  std::vector<float> out = rhythm_of(format);
  IMPRINT_ASSIGN_OR_RETURN(const Loudness drawn, loudness_of(out, format));
  scale(out, std::min(wanted_lufs(programme_lufs) - drawn.integrated_lufs, kMaxTruePeakDb - drawn.true_peak_db));
  return out;
}

Result<std::vector<float>> with_audible_labels(std::span<const float> samples, audio::PcmFormat format,
                                               std::span<const uint64_t> places) {
  IMPRINT_ASSIGN_OR_RETURN(const LabelPlanner planner, planner_for(samples, format));
  IMPRINT_ASSIGN_OR_RETURN(const PlannedLabels labels, planner.plan({}, places));
  return with_planned(samples, labels);
}

Result<std::vector<float>> with_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                              AudiblePlace place) {
  IMPRINT_ASSIGN_OR_RETURN(const LabelPlanner planner, planner_for(samples, format));
  IMPRINT_ASSIGN_OR_RETURN(const PlannedLabels labels, planner.plan({}, place));
  return with_planned(samples, labels);
}

}  // namespace imprint::label
