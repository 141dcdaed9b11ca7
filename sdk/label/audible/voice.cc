#include "label/audible/voice.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

#include "label/audible/loudness.h"
#include "label/audible/resample.h"
#include "label/audible/rhythm.h"
#include "label/audible/spread.h"

namespace imprint::label {
namespace {

// spec/label.md 8.6: steps of 10 ms; soft consonants lie some 40 dB below vowels, and stand beside them.
constexpr double kStepSeconds = 0.010, kBelowLoudestDb = 50.0, kSilentDb = -60.0;
constexpr size_t kMarginSteps = 2;
constexpr size_t kPieceFrames = 8192;

std::string in_words(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.1f", value);
  return out;
}

double db_of(double power) { return 10.0 * std::log10(power + 1e-20); }

// Mean power of each step.
std::vector<double> powers_of(std::span<const float> sound, size_t step) {
  std::vector<double> out;
  for (size_t at = 0; at < sound.size(); at += step) {
    const auto part = sound.subspan(at, std::min(step, sound.size() - at));
    double sum = 0.0;
    for (const float v : part) sum += double{v} * v;
    out.push_back(sum / static_cast<double>(part.size()));
  }
  return out;
}

void fade(std::span<float> sound, uint32_t rate_hz) {
  const auto edge = std::min(sound.size() / 2, static_cast<size_t>(std::lround(kEdgeSeconds * rate_hz)));
  for (size_t i = 0; i < edge; ++i) {
    const double gain = 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(i) / static_cast<double>(edge));
    sound[i] *= static_cast<float>(gain);
    sound[sound.size() - 1 - i] *= static_cast<float>(gain);
  }
}

void scale(std::span<float> sound, double gain) {
  for (float& v : sound) v *= static_cast<float>(gain);
}

Result<Loudness> loudness_on_all(std::span<const float> mono, audio::PcmFormat format) {
  IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter meter, LoudnessMeter::make(format));
  std::vector<float> piece;
  for (size_t at = 0; at < mono.size(); at += kPieceFrames) {
    const auto part = mono.subspan(at, std::min(kPieceFrames, mono.size() - at));
    piece.resize(part.size() * format.channels);
    spread(part, format, piece);
    IMPRINT_RETURN_IF_ERROR(meter.take(piece));
  }
  return meter.result();
}

}  // namespace

Status VoiceTaker::take(std::span<const float> samples) {
  uint32_t heard = 0;
  for (uint32_t c = 0; c < format_.channels; ++c) heard += is_low_frequency(c, format_) ? 0 : 1;
  const size_t frames = samples.size() / format_.channels;
  if (static_cast<double>(mixed_.size() + frames) > kMaxVoiceSeconds * format_.rate_hz)
    return {Code::kInvalidArgument, "the audible clip is longer than 30 s, the longest that a spoken label may be"};
  for (size_t at = 0; at < samples.size(); at += format_.channels) {
    float sum = 0.0f;
    for (uint32_t c = 0; c < format_.channels; ++c) sum += is_low_frequency(c, format_) ? 0.0f : samples[at + c];
    mixed_.push_back(sum / static_cast<float>(heard));
  }
  return {};
}

Result<Voice> VoiceTaker::finish() && {
  const auto step = static_cast<size_t>(std::lround(kStepSeconds * format_.rate_hz));
  const std::vector<double> powers = powers_of(mixed_, step);
  const double loudest = powers.empty() ? -200.0 : db_of(*std::max_element(powers.begin(), powers.end()));
  if (loudest < kSilentDb)
    return Status{Code::kInvalidArgument, "the audible clip is silent: mixed to one channel, nothing in it lies above -60 dB of full scale"};
  const auto is_heard = [&](double power) { return db_of(power) >= loudest - kBelowLoudestDb; };
  const auto first = static_cast<size_t>(std::find_if(powers.begin(), powers.end(), is_heard) - powers.begin());
  const auto behind = static_cast<size_t>(powers.rend() - std::find_if(powers.rbegin(), powers.rend(), is_heard));
  const size_t begin = (first - std::min(first, kMarginSteps)) * step, end = std::min(mixed_.size(), (behind + kMarginSteps) * step);
  const double seconds = static_cast<double>(end - begin) / format_.rate_hz;
  if (seconds < kMinVoiceSeconds)
    return Status{Code::kInvalidArgument, "the audible clip has " + in_words(seconds) + " s of sound between its silences; a spoken label has 1 s or more"};
  mixed_.erase(mixed_.begin() + static_cast<std::ptrdiff_t>(end), mixed_.end());
  mixed_.erase(mixed_.begin(), mixed_.begin() + static_cast<std::ptrdiff_t>(begin));
  const auto [least, most] = std::minmax_element(mixed_.begin(), mixed_.end());
  scale(mixed_, 1.0 / std::max(-double{*least}, double{*most}));
  fade(mixed_, format_.rate_hz);
  return Voice{std::move(mixed_), format_.rate_hz};
}

Result<std::vector<float>> fitted_voice(const Voice& voice, audio::PcmFormat format, double programme_lufs) {
  IMPRINT_RETURN_IF_ERROR(audio::check_format(format));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<float> out, resampled(voice.samples, voice.rate_hz, format.rate_hz));
  IMPRINT_ASSIGN_OR_RETURN(const Loudness given, loudness_on_all(out, format));
  const double gain_db = std::min(wanted_lufs(programme_lufs) - given.integrated_lufs, kMaxTruePeakDb - given.true_peak_db);
  const double lufs = given.integrated_lufs + gain_db;
  if (!(lufs >= least_heard_lufs(programme_lufs)))
    return Status{Code::kInvalidArgument, "the audible clip comes to " + in_words(lufs) + " LUFS with its peaks at -1 dB, and beside a programme of " +
                                              in_words(programme_lufs) + " LUFS a label has " + in_words(least_heard_lufs(programme_lufs)) +
                                              " or more: take one whose peaks stand out less"};
  scale(out, std::pow(10.0, gain_db / 20.0));
  return out;
}

}  // namespace imprint::label
