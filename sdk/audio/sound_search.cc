#include "audio/sound_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace imprint::audio {
namespace {

using Complex = std::complex<float>;

constexpr double kScaleReach = 0.2;   // of the natural logarithm of the time scale
constexpr double kShiftReach = 0.28;  // octaves: three semitones and a little
constexpr double kShiftStep = 1.0 / 48;
constexpr double kOffsetsApart = 0.05;  // seconds, of two marks in one stretch: most of a cycle of the fastest line

// exp(2 pi i l shift / X) for l = -kPitchLineMax..kPitchLineMax.
using Turns = SoundSearch::Turns;
Turns turns_of(double shift_octaves) {
  Turns out;
  for (int l = -kPitchLineMax; l <= kPitchLineMax; ++l)
    out[static_cast<size_t>(l + kPitchLineMax)] =
        Complex(std::polar(1.0, 2 * std::numbers::pi * l * shift_octaves / kPeriodOctaves));
  return out;
}
Complex times(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

// What a value is multiplied with so that it becomes its carrier's amplitude times its signs.
class Phases {
 public:
  explicit Phases(const SoundSync& sync) : along_(turns_of(sync.shift_octaves)) {
    for (int k = 0; k <= kTimeLineMax; ++k)
      time_[static_cast<size_t>(k)] =
          Complex(std::polar(1.0, -2 * std::numbers::pi * k * sync.offset_seconds / kPeriodSeconds));
  }
  Complex operator()(SoundCarrier c) const {
    return times(time_[c.k], along_[static_cast<size_t>(c.l + kPitchLineMax)]);
  }

 private:
  Turns along_;
  std::array<Complex, kTimeLineMax + 1> time_{};
};

// Amplitude of the payload carriers, by what pilots and payload show, over a few regions of lines.
class Loudness {
 public:
  static constexpr int kTimeParts = 4, kPitchParts = 3;

  void add_pilot(SoundCarrier c, float coherent, float gain) {
    Sums& s = sums_[part_of(c)];
    s.coherent += coherent * kSoundPilotGain;
    s.pilot_gain += 2 * gain * gain * kSoundPilotGain * kSoundPilotGain;
  }
  void add_payload(SoundCarrier c, Complex value, float gain) {
    Sums& s = sums_[part_of(c)];
    s.excess += std::norm(value) - 1;
    s.gain += 2 * gain * gain;
    s.carriers += 1;
  }
  void finish() {
    Sums all;
    for (const Sums& s : sums_) all += s;
    for (size_t i = 0; i < sums_.size(); ++i) {
      Sums pooled = all;
      pooled *= 0.1;  // a part is like the whole, unless it shows otherwise
      pooled += sums_[i];
      amplitude_[i] = static_cast<float>(pooled.amplitude());
    }
  }
  float amplitude(SoundCarrier c) const { return amplitude_[part_of(c)]; }

 private:
  static size_t part_of(SoundCarrier c) {
    const int time = (c.k - kTimeLineMin) * kTimeParts / (kTimeLineMax - kTimeLineMin + 1);
    const int pitch = (std::abs(c.l) - 1) * kPitchParts / kPitchLineMax;
    return static_cast<size_t>(time * kPitchParts + std::max(pitch, 0));
  }
  struct Sums {
    double excess = 0, gain = 0, carriers = 0, coherent = 0, pilot_gain = 0;
    void operator+=(const Sums& o) {
      excess += o.excess, gain += o.gain, carriers += o.carriers, coherent += o.coherent, pilot_gain += o.pilot_gain;
    }
    void operator*=(double f) { excess *= f, gain *= f, carriers *= f, coherent *= f, pilot_gain *= f; }
    // Weights are reciprocal variances, as in the picture mark (spec/watermark-format.md §8.4).
    double amplitude() const {
      const double by_power = gain > 0 ? std::sqrt(std::max(excess / gain, 0.0)) : 0;
      const double by_pilots = pilot_gain > 0 ? std::max(coherent / pilot_gain, 0.0) : 0;
      const double pilot_weight = 2 * pilot_gain;
      const double rough = (pilot_weight * by_pilots + gain * by_power) / std::max(pilot_weight + gain, 1e-9);
      const double power_weight =
          carriers > 0 ? 4 * rough * rough * gain * gain / (carriers + 2 * rough * rough * gain) : 0;
      return (pilot_weight * by_pilots + power_weight * by_power) / std::max(pilot_weight + power_weight, 1e-9);
    }
  };
  std::array<Sums, kTimeParts * kPitchParts> sums_{};
  std::array<float, kTimeParts * kPitchParts> amplitude_{};
};

}  // namespace

SoundSearch::SoundSearch(const SoundPlan& plan) : plan_(plan), fft_(kOffsets) {}

SoundSearch::HeardPilots SoundSearch::hear_pilots(const SoundLines& lines, double time_scale) const {
  HeardPilots out;
  out.values.reserve(plan_.pilots.size());
  for (size_t i = 0; i < plan_.pilots.size(); ++i) {
    const SoundLine line = lines.read(plan_.pilots[i], time_scale);
    out.values.push_back(line.gain * times(line.value, std::conj(sign_pair(plan_.pilot_signs, i))));
    out.power += static_cast<double>(line.gain) * line.gain;
  }
  return out;
}

SoundSync SoundSearch::best_of(const HeardPilots& heard, double time_scale, std::span<const Turned> shifts) {
  SoundSync best{time_scale, 0, 0, 0};
  if (heard.power <= 0) return best;
  for (const Turned& shift : shifts) {
    const std::span<Complex> bins = fft_.bins();
    std::fill(bins.begin(), bins.end(), Complex{});
    for (size_t i = 0; i < heard.values.size(); ++i) {
      const SoundCarrier c = plan_.pilots[i];
      bins[c.k] += std::conj(times(heard.values[i], shift.turns[static_cast<size_t>(c.l + kPitchLineMax)]));
    }
    fft_.inverse();
    const std::span<float> found = fft_.samples();
    const auto highest = std::max_element(found.begin(), found.end());
    const double sigma = *highest / 2 / std::sqrt(heard.power);
    if (sigma > best.sigma)
      best = {time_scale, shift.octaves, static_cast<double>(highest - found.begin()) * kPeriodSeconds / kOffsets,
              sigma};
  }
  return best;
}

double SoundSearch::sigma(const SoundLines& lines, const SoundSync& sync) const {
  const Phases phases(sync);
  double sum = 0, power = 0;
  for (size_t i = 0; i < plan_.pilots.size(); ++i) {
    const SoundLine line = lines.read(plan_.pilots[i], sync.time_scale);
    const Complex heard = times(line.value, phases(plan_.pilots[i])), sign = sign_pair(plan_.pilot_signs, i);
    sum += line.gain * (heard.real() * sign.real() + heard.imag() * sign.imag());
    power += static_cast<double>(line.gain) * line.gain;
  }
  return power > 0 ? sum / std::sqrt(power) : 0;
}

// A climb along each of the three numbers, in steps that halve.
SoundSync SoundSearch::tuned(const SoundLines& lines, SoundSync sync) const {
  double scale_step = 0.06 / lines.seconds(), shift_step = kShiftStep / 2, offset_step = kPeriodSeconds / kOffsets / 2;
  sync.sigma = sigma(lines, sync);
  for (int round = 0; round < 4; ++round, scale_step /= 2, shift_step /= 2, offset_step /= 2)
    for (int axis = 0; axis < 3; ++axis)
      for (int direction : {-1, 1}) {
        SoundSync moved = sync;
        if (axis == 0) moved.time_scale += direction * scale_step;
        if (axis == 1) moved.shift_octaves += direction * shift_step;
        if (axis == 2) moved.offset_seconds += direction * offset_step;
        moved.sigma = sigma(lines, moved);
        if (moved.sigma > sync.sigma) sync = moved;
      }
  return sync;
}

SoundSync SoundSearch::upright(const SoundLines& lines) {
  return tuned(lines, best_at(lines, 1, std::array{Turned{0, turns_of(0)}}));
}

SoundSync SoundSearch::played_like(const SoundLines& lines, const SoundSync& known) {
  return tuned(lines, best_at(lines, known.time_scale, std::array{Turned{known.shift_octaves, turns_of(known.shift_octaves)}}));
}

std::optional<SoundSync> SoundSearch::beneath(const SoundLines& lines, const SoundSync& above) {
  HeardPilots heard = hear_pilots(lines, above.time_scale);
  if (heard.power <= 0) return std::nullopt;
  // A pilot of the gain c says c^2 a exp(-i phase) of an amplitude a; its noise has the power c^2. So this is the likeliest a.
  const Phases phases(above);
  double sum = 0;
  for (size_t i = 0; i < heard.values.size(); ++i) sum += times(heard.values[i], phases(plan_.pilots[i])).real();
  const auto amplitude = static_cast<float>(sum / heard.power);
  for (size_t i = 0; i < heard.values.size(); ++i) {
    const float gain = lines.read(plan_.pilots[i], above.time_scale).gain;
    heard.values[i] -= gain * gain * amplitude * std::conj(phases(plan_.pilots[i]));
  }
  const SoundSync found = tuned(lines, best_of(heard, above.time_scale,
                                               std::array{Turned{above.shift_octaves, turns_of(above.shift_octaves)}}));
  const double apart = std::remainder(found.offset_seconds - above.offset_seconds, kPeriodSeconds);
  if (std::abs(apart) < kOffsetsApart) return std::nullopt;
  return found;
}

std::vector<SoundSync> SoundSearch::search(const SoundLines& lines, size_t most) {
  static const std::vector<Turned> kShifts = [] {
    std::vector<Turned> out;
    for (double shift = -kShiftReach; shift <= kShiftReach + 1e-9; shift += kShiftStep)
      out.push_back({shift, turns_of(shift)});
    return out;
  }();
  // Half of a step moves the fastest line by a quarter of a cycle at the ends of the stretch.
  const double step = 1 / (kTimeLineMax / kPeriodSeconds * lines.seconds());
  const int reach = static_cast<int>(std::ceil(kScaleReach / step));
  std::vector<SoundSync> found;
  for (int i = -reach; i <= reach; ++i) found.push_back(best_at(lines, std::exp(i * step), kShifts));
  const auto stronger = [](const SoundSync& a, const SoundSync& b) { return a.sigma > b.sigma; };
  std::stable_sort(found.begin(), found.end(), stronger);
  found.resize(std::min(found.size(), most));
  for (SoundSync& sync : found) sync = tuned(lines, sync);
  std::stable_sort(found.begin(), found.end(), stronger);
  return found;
}

std::vector<float> SoundSearch::payload_llrs(const SoundLines& lines, const SoundSync& sync) const {
  const Phases phases(sync);
  Loudness loudness;
  for (size_t i = 0; i < plan_.pilots.size(); ++i) {
    const SoundCarrier c = plan_.pilots[i];
    const SoundLine line = lines.read(c, sync.time_scale);
    const Complex heard = times(line.value, phases(c)), sign = sign_pair(plan_.pilot_signs, i);
    loudness.add_pilot(c, line.gain * (heard.real() * sign.real() + heard.imag() * sign.imag()), line.gain);
  }
  std::vector<SoundLine> heard;
  heard.reserve(plan_.payload.size());
  for (SoundCarrier c : plan_.payload) {
    SoundLine line = lines.read(c, sync.time_scale);
    line.value = times(line.value, phases(c));
    loudness.add_payload(c, line.value, line.gain);
    heard.push_back(line);
  }
  loudness.finish();
  std::vector<float> llrs;
  llrs.reserve(2 * heard.size());
  for (size_t i = 0; i < heard.size(); ++i) {
    const float weight = 4 * loudness.amplitude(plan_.payload[i]) * heard[i].gain;
    llrs.push_back(weight * heard[i].value.real());
    llrs.push_back(weight * heard[i].value.imag());
  }
  return llrs;
}

}  // namespace imprint::audio
