// Draws the rhythm, and makes room for it (spec/label.md 8.1 to 8.3).
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "label/audible/audible.h"
#include "label/audible/rhythm.h"

namespace imprint::label {
namespace {

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

double energy(std::span<const float> samples) {
  double out = 0.0;
  for (const float s : samples) out += double{s} * s;
  return out;
}

// The frame in the midst of the quietest 200 ms, in steps of 50 ms; the first of equals.
uint64_t quietest(std::span<const float> samples, audio::PcmFormat format) {
  const size_t frames = samples.size() / format.channels, length = std::min(frames, frames_of(kSilenceSeconds, format));
  const size_t step = std::max<size_t>(1, frames_of(0.05, format));
  size_t best = frames / 2 - std::min(frames / 2, length / 2);
  double least = -1.0;
  for (size_t at = frames / 3; at + length <= frames - frames / 3; at += step) {
    const double here = energy(samples.subspan(at * format.channels, length * format.channels));
    if (least >= 0.0 && here >= least) continue;
    least = here;
    best = at;
  }
  return best + length / 2;
}

uint64_t frame_of(AudiblePlace place, std::span<const float> samples, audio::PcmFormat format) {
  switch (place) {
    case AudiblePlace::kStart: return 0;
    case AudiblePlace::kEnd: return samples.size() / format.channels;
    case AudiblePlace::kMiddle: break;
  }
  return quietest(samples, format);
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

Result<std::vector<float>> with_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                              AudiblePlace place) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  const uint64_t frame = frame_of(place, samples, format);
  return with_audible_labels(samples, format, {&frame, 1});
}

}  // namespace imprint::label
