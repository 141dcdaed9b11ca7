#include "audio/sound_writer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "crypto/keyed_stream.h"

namespace imprint::audio {
namespace {

// §7, informative. Numbers: tests/bench/audio_mark.
constexpr double kWindowSeconds = 0.027;  // shorter ones follow the fast lines, longer ones the fine
constexpr double kLowestHz = 250;
constexpr double kHighestHz = 11300;    // half an octave more than a period
constexpr double kHighestShare = 0.46;  // of the rate
constexpr double kBelowMaskDb = 7;      // noise of the gain, below what hides it
constexpr double kMostDepthDb = 2;      // root mean square of the gain
constexpr double kMostGainDb = 4;
constexpr double kAttackShare = 0.25;  // of the depth, in a window with an attack in its later half
constexpr double kAttack = 30;         // energy of a quarter of a window over that of those before it
constexpr double kSectionSeconds = 30;
constexpr double kFadeSeconds = 0.1;
constexpr float kSilence = 1e-10f;  // mean square of a sample; -100 dB

}  // namespace

Result<SoundWriter> SoundWriter::make(PcmFormat format, uint64_t payload, const Key& key, const WriteOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_format(format));
  if (!(options.strength > 0 && options.strength <= 1))
    return Status(Code::kInvalidArgument, "strength " + std::to_string(options.strength) + " is not in (0, 1]");
  return SoundWriter(format, payload, key, options);
}

SoundWriter::SoundWriter(PcmFormat format, uint64_t payload, const Key& key, const WriteOptions& options)
    : format_(format),
      framing_(framing_of(format.rate_hz, kWindowSeconds)),
      windows_(format, framing_),
      key_(key),
      payload_(payload),
      strength_(options.strength),
      pattern_(plan_sound(key), payload),
      hearing_(static_cast<double>(format.rate_hz) / framing_.window, static_cast<size_t>(framing_.window / 2 + 1)),
      fft_(framing_.window) {
  const auto window = static_cast<size_t>(framing_.window), bins = window / 2 + 1;
  for (size_t i = 0; i < window; ++i)
    window_.push_back(
        static_cast<float>(std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / framing_.window)));
  output_.assign(format.channels, std::vector<float>(window, 0.f));
  spectra_.assign(format.channels, std::vector<std::complex<float>>(bins));
  power_.resize(bins);
  depth_db_.resize(bins);
  value_.resize(bins);
  gain_.assign(bins, 1.f);
  const double bin_hz = static_cast<double>(format.rate_hz) / framing_.window;
  const double highest = std::min(kHighestHz, kHighestShare * format.rate_hz);
  first_bin_ = static_cast<size_t>(std::ceil(kLowestHz / bin_hz));
  end_bin_ = static_cast<size_t>(highest / bin_hz) + 1;
  for (size_t i = first_bin_; i < end_bin_; ++i)
    bin_place_.push_back(static_cast<float>(place_of(bin_hz * static_cast<double>(i))));
}

Status SoundWriter::process(std::span<const float> samples, std::vector<float>& out) {
  IMPRINT_RETURN_IF_ERROR(check_samples(samples, format_, taken_ * format_.channels));
  taken_ += samples.size() / format_.channels;
  windows_.take(samples, [&] { mark_window(out); });
  return {};
}

void SoundWriter::flush(std::vector<float>& out) {
  const size_t owed = out.size() + static_cast<size_t>(taken_ - given_) * format_.channels;
  while (given_ < taken_) windows_.take_rest([&] { mark_window(out); });
  out.resize(owed);
}

// The window is marked, and what no later window reaches goes out.
void SoundWriter::mark_window(std::vector<float>& out) {
  const auto hop = static_cast<size_t>(framing_.hop), window = static_cast<size_t>(framing_.window);
  std::fill(power_.begin(), power_.end(), 0.f);
  for (size_t c = 0; c < format_.channels; ++c) {
    const std::vector<float>& in = windows_.channels()[c];
    const std::span<float> samples = fft_.samples();
    for (size_t i = 0; i < window; ++i) samples[i] = in[i] * window_[i];
    fft_.forward();
    const std::span<std::complex<float>> bins = fft_.bins();
    std::copy(bins.begin(), bins.end(), spectra_[c].begin());
    for (size_t i = 0; i < bins.size(); ++i) power_[i] += std::norm(bins[i]);
  }
  choose_gains();
  const float scale = 0.5f / static_cast<float>(framing_.window);  // four windows of squares sum to 2
  for (size_t c = 0; c < format_.channels; ++c) {
    const std::span<std::complex<float>> bins = fft_.bins();
    for (size_t i = 0; i < bins.size(); ++i) bins[i] = spectra_[c][i] * (scale * gain_[i]);
    fft_.inverse();
    const std::span<float> samples = fft_.samples();
    for (size_t i = 0; i < window; ++i) output_[c][i] += samples[i] * window_[i];
  }
  // The first windows reach back before the start.
  if (++hops_ > 3) {
    for (size_t i = 0; i < hop; ++i)
      for (size_t c = 0; c < format_.channels; ++c) out.push_back(output_[c][i]);
    given_ += hop;
  }
  for (std::vector<float>& o : output_) {
    std::copy(o.begin() + static_cast<std::ptrdiff_t>(hop), o.end(), o.begin());
    std::fill(o.end() - static_cast<std::ptrdiff_t>(hop), o.end(), 0.f);
  }
}

// A hop that is much louder than all before it in the window: what it is must not be smeared to before it.
bool SoundWriter::is_attack() const {
  const auto hop = static_cast<size_t>(framing_.hop);
  double before = 0;
  for (size_t part = 0; part < 4; ++part) {
    double energy = 0;
    for (const std::vector<float>& in : windows_.channels())
      for (size_t i = part * hop; i < (part + 1) * hop; ++i) energy += static_cast<double>(in[i]) * in[i];
    if (part >= 2 && energy > kAttack * before && energy > kSilence * static_cast<double>(hop)) return true;
    before = std::max(before, energy);
  }
  return false;
}

void SoundWriter::choose_gains() {
  double total = 0;
  for (size_t i = first_bin_; i < end_bin_; ++i) total += power_[i];
  const double window = framing_.window;
  if (total < kSilence * window * window / 4) {
    std::fill(gain_.begin(), gain_.end(), 1.f);
    return;
  }
  ++heard_hops_;
  // The middle of this window, from the start of the stream.
  const double seconds = (static_cast<double>(hops_ + 1) * framing_.hop - window / 2) / format_.rate_hz;
  if (section_start_ < 0 || seconds >= section_start_ + kSectionSeconds) {
    last_origin_ = origin_;
    draw_origin(power_);
    section_start_ = seconds;
  }
  hearing_.depths(power_, kBelowMaskDb, kMostDepthDb, depth_db_);
  set_pattern(seconds);
  const auto strength = static_cast<float>(strength_ * (is_attack() ? kAttackShare : 1.0));
  for (size_t i = first_bin_; i < end_bin_; ++i) {
    const float db = std::clamp(strength * depth_db_[i] * value_[i], -static_cast<float>(kMostGainDb),
                                static_cast<float>(kMostGainDb));
    gain_[i] = std::exp(db * static_cast<float>(std::numbers::ln10 / 20));
    squares_ += static_cast<double>(db) * db;
  }
  cells_ += static_cast<double>(end_bin_ - first_bin_);
}

// value_: the pattern at each marked bin, faded over from the last origin's.
void SoundWriter::set_pattern(double seconds) {
  const auto add = [&](double origin, double weight) {
    const std::span<const float> pattern = pattern_.at(seconds - origin);
    for (size_t i = first_bin_; i < end_bin_; ++i) {
      const float place = bin_place_[i - first_bin_];
      const auto whole = static_cast<size_t>(place);
      const float part = place - static_cast<float>(whole);
      const float here = pattern[whole % GainPattern::kPlaces], next = pattern[(whole + 1) % GainPattern::kPlaces];
      value_[i] += static_cast<float>(weight) * (here + part * (next - here));
    }
  };
  std::fill(value_.begin(), value_.end(), 0.f);
  const double since = seconds - section_start_;
  const double faded = section_ > 1 ? std::min(since / kFadeSeconds, 1.0) : 1.0;
  add(origin_, std::sqrt(faded));
  if (faded < 1) add(last_origin_, std::sqrt(1 - faded));
}

// §7.3. Coarse: the level of each octave in steps of 6 dB.
void SoundWriter::draw_origin(std::span<const float> power) {
  std::string purpose = "imprint-audio-origin-v1";
  for (int i = 7; i >= 0; --i) purpose += static_cast<char>(payload_ >> (8 * i));
  for (int i = 3; i >= 0; --i) purpose += static_cast<char>(section_ >> (8 * i));
  const double window = framing_.window;
  for (size_t first = 8; first < power.size(); first *= 2) {
    double level = 0;
    for (size_t i = first; i < std::min(2 * first, power.size()); ++i) level += power[i];
    purpose += static_cast<char>(std::lround(10 * std::log10(level / (window * window) + 1e-12) / 6));
  }
  crypto::KeyedStream stream(key_.bytes, purpose);
  origin_ = kPeriodSeconds * stream.next_u32() / 4294967296.0;
  ++section_;
}

WriteReport SoundWriter::report() const {
  WriteReport out;
  out.frames = given_ < taken_ ? given_ : taken_;
  out.depth_db = cells_ > 0 ? std::sqrt(squares_ / cells_) : 0;
  out.seconds_heard = static_cast<double>(heard_hops_) * framing_.hop / format_.rate_hz;
  return out;
}

}  // namespace imprint::audio
