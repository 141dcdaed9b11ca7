#include "audio/sound_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "audio/sound_ear.h"
#include "audio/sound_lines.h"
#include "audio/sound_listener.h"
#include "audio/sound_search.h"
#include "payload/attempts.h"
#include "payload/signs.h"

namespace imprint::audio {
namespace {

constexpr int kListSize = 128;
constexpr double kShortSeconds = 6, kLongSeconds = 24;  // of stretches: 6, 12, 24
constexpr double kLeastSeconds = 1;                     // of a stretch worth looking at
// Of the pilots: weaker synchronisation is noise. Saves time, costs no false positives.
constexpr double kSigmaToDecode = 4.3;
constexpr size_t kMostTried = 8;  // hypotheses of a search

}  // namespace

// One key of the call.
struct Seeker {
  Seeker(const Key& key, size_t keys) : id(key.id), plan(plan_sound(key)), search(plan), attempts(keys) {}
  std::string id;
  SoundPlan plan;
  SoundSearch search;
  payload::SeriesAttempts attempts;
};

struct SoundReader::Work {
  Work(PcmFormat f, const std::vector<Key>& keys, const ReadOptions& o) : format(f), options(o), ear(f) {
    for (const Key& key : keys) seekers.push_back(std::make_unique<Seeker>(key, keys.size()));
  }

  size_t moments_in(double seconds) const {
    return static_cast<size_t>(std::lround(seconds * ear.moments_per_second()));
  }
  double seconds_of(uint64_t moment) const {
    return ear.first_seconds() + static_cast<double>(moment) / ear.moments_per_second();
  }

  void look_when_due();
  void look(uint64_t first, uint64_t end);
  bool seek(const SoundLines& lines, uint64_t first, uint64_t end);
  bool attempt(Seeker& seeker, const SoundLines& lines, const SoundSync& sync, uint64_t first, uint64_t end);

  PcmFormat format;
  ReadOptions options;
  SoundEar ear;
  std::vector<std::unique_ptr<Seeker>> seekers;
  std::vector<Moment> moments;  // the last of them, first_kept being the first
  uint64_t first_kept = 0, looked = 0, taken = 0;
  bool done = false;
  SoundDetection detection;
};

SoundReader::SoundReader(std::unique_ptr<Work> work) : work_(std::move(work)) {}
SoundReader::~SoundReader() = default;
SoundReader::SoundReader(SoundReader&&) noexcept = default;
SoundReader& SoundReader::operator=(SoundReader&&) noexcept = default;

Result<SoundReader> SoundReader::make(PcmFormat format, std::vector<Key> keys, const ReadOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_format(format));
  if (keys.empty()) return Status(Code::kInvalidArgument, "no key to look for");
  return SoundReader(std::make_unique<Work>(format, keys, options));
}

Status SoundReader::process(std::span<const float> samples) {
  Work& w = *work_;
  IMPRINT_RETURN_IF_ERROR(check_samples(samples, w.format, w.taken * w.format.channels));
  w.taken += samples.size() / w.format.channels;
  // A second at a time, whatever the caller hands over: memory stays bounded.
  const size_t piece = static_cast<size_t>(w.format.rate_hz) * w.format.channels;
  for (size_t at = 0; at < samples.size() && !w.done; at += piece) {
    w.ear.hear(samples.subspan(at, std::min(piece, samples.size() - at)), w.moments);
    w.look_when_due();
  }
  return {};
}

void SoundReader::finish() {
  Work& w = *work_;
  if (w.done) return;
  // What the last window has not reached.
  std::vector<float> rest(
      static_cast<size_t>(framing_of(w.format.rate_hz, kReadWindowSeconds).window) * w.format.channels, 0.f);
  w.ear.hear(rest, w.moments);
  const uint64_t end = w.first_kept + w.moments.size();
  const uint64_t whole = std::min<uint64_t>(w.moments.size(), w.moments_in(kLongSeconds));
  if (end > w.looked && static_cast<double>(whole) >= kLeastSeconds * w.ear.moments_per_second()) {
    w.look(end - whole, end);
    const uint64_t shorter = w.moments_in(kShortSeconds);
    if (!w.done && whole > 3 * shorter / 2) w.look(end - shorter, end);
  }
  w.done = true;
}

bool SoundReader::is_done() const { return work_->done; }
SoundDetection SoundReader::result() const {
  SoundDetection out = work_->detection;
  for (const auto& seeker : work_->seekers) out.attempts += seeker->attempts.made();
  return out;
}

// Every 6 s the last 12; every 12 the last 24; and in the beginning the last 6, since a mark is found there most often.
void SoundReader::Work::look_when_due() {
  const uint64_t step = moments_in(kShortSeconds);
  while (!done && first_kept + moments.size() >= looked + step) {
    looked += step;
    const uint64_t steps = looked / step;
    if (steps < 4) look(looked - step, looked);
    if (!done && steps >= 2) look(looked - 2 * step, looked);
    if (!done && steps >= 4 && steps % 2 == 0) look(looked - 4 * step, looked);
  }
  const uint64_t keep = moments_in(kLongSeconds) + step;
  if (moments.size() > keep) {
    const size_t drop = moments.size() - keep;
    moments.erase(moments.begin(), moments.begin() + static_cast<std::ptrdiff_t>(drop));
    first_kept += drop;
  }
}

// As it is, then by what is loud: which of both says more depends on what was added to the sound.
void SoundReader::Work::look(uint64_t first, uint64_t end) {
  const auto stretch = std::span<const Moment>(moments).subspan(static_cast<size_t>(first - first_kept),
                                                                static_cast<size_t>(end - first));
  const SoundListener listener(stretch, ear.moments_per_second());
  std::vector<float> heard = listener.even();
  if (seek(SoundLines(heard, ear.moments_per_second()), first, end)) return;
  heard = listener.loud(std::move(heard));
  seek(SoundLines(heard, ear.moments_per_second()), first, end);
}

bool SoundReader::Work::seek(const SoundLines& lines, uint64_t first, uint64_t end) {
  for (const auto& seeker : seekers)
    if (attempt(*seeker, lines, seeker->search.upright(lines), first, end)) return true;
  for (const auto& seeker : seekers) {
    if (!options.search) break;
    for (const SoundSync& sync : seeker->search.search(lines, kMostTried))
      if (attempt(*seeker, lines, sync, first, end)) return true;
  }
  return false;
}

bool SoundReader::Work::attempt(Seeker& seeker, const SoundLines& lines, const SoundSync& sync, uint64_t first,
                                uint64_t end) {
  detection.pilot_sigma = std::max(detection.pilot_sigma, sync.sigma);
  if (sync.sigma < kSigmaToDecode) return false;
  const std::optional<payload::Decoded> decoded =
      payload::read_signs(seeker.search.payload_llrs(lines, sync), seeker.plan.payload_signs, kListSize);
  const std::optional<double> p_value = seeker.attempts.judge(decoded);
  if (!p_value) return false;
  detection.found = true;
  detection.payload = decoded->payload;
  detection.key_id = seeker.id;
  detection.p_value = std::min(*p_value, 1.0);
  detection.start_seconds = std::max(seconds_of(first), 0.0);
  detection.end_seconds = seconds_of(end);
  detection.time_scale = sync.time_scale;
  detection.pitch_shift_semitones = 12 * sync.shift_octaves;
  done = true;
  return true;
}

}  // namespace imprint::audio
