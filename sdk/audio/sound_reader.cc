#include "audio/sound_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "audio/sound_ear.h"
#include "audio/sound_lines.h"
#include "audio/sound_listener.h"
#include "audio/sound_seeker.h"

namespace imprint::audio {
namespace {

constexpr double kShortSeconds = 6, kLongSeconds = 24;  // of stretches: 6, 12, 24
constexpr double kLeastSeconds = 1;                     // of a stretch worth looking at

}  // namespace

struct SoundReader::Work {
  Work(PcmFormat f, const std::vector<Key>& keys, const ReadOptions& o) : format(f), options(o), ear(f) {
    for (const Key& key : keys) seekers.push_back(std::make_unique<SoundSeeker>(key, keys.size()));
  }

  size_t moments_in(double seconds) const {
    return static_cast<size_t>(std::lround(seconds * ear.moments_per_second()));
  }
  double seconds_of(uint64_t moment) const {
    return ear.first_seconds() + static_cast<double>(moment) / ear.moments_per_second();
  }

  // A key in one stretch.
  struct Turn {
    SoundSeeker* seeker;
    bool answered;  // by a mark in this stretch
  };

  void look_when_due();
  void look(uint64_t first, uint64_t end);
  bool listen(const std::vector<float>& heard, double start_seconds, double end_seconds, std::vector<Turn>& turns);
  void search(const HeardStretch& stretch, std::vector<Turn>& turns);
  static void share(const HeardStretch& stretch, const SoundSync& found, std::vector<Turn>& turns);
  bool has_enough() const;

  PcmFormat format;
  ReadOptions options;
  SoundEar ear;
  std::vector<std::unique_ptr<SoundSeeker>> seekers;
  std::vector<Moment> moments;  // the last of them, first_kept being the first
  uint64_t first_kept = 0, looked = 0, taken = 0;
  bool done = false;
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

std::vector<SoundDetection> SoundReader::results() const {
  std::vector<SoundDetection> out;
  SoundDetection none;
  for (const auto& seeker : work_->seekers) {
    out.insert(out.end(), seeker->marks().begin(), seeker->marks().end());
    none.pilot_sigma = std::max(none.pilot_sigma, seeker->strongest_sigma());
    none.attempts += seeker->attempts();
  }
  if (out.empty()) return {none};
  for (SoundDetection& mark : out) mark.attempts = none.attempts;
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

bool SoundReader::Work::has_enough() const {
  if (!options.first_only) return false;
  const bool any_given = std::any_of(seekers.begin(), seekers.end(), [](const auto& s) { return !s->is_open(); });
  return std::any_of(seekers.begin(), seekers.end(), [&](const auto& s) { return !s->marks().empty() && (!s->is_open() || !any_given); });
}

// As it is, then by what is loud: which of both says more depends on what was added to the sound.
void SoundReader::Work::look(uint64_t first, uint64_t end) {
  const double start_seconds = seconds_of(first), end_seconds = seconds_of(end);
  std::vector<Turn> turns;
  for (const auto& seeker : seekers) turns.push_back({seeker.get(), seeker->covers(start_seconds, end_seconds)});
  if (std::all_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.answered; })) return;
  const auto stretch = std::span<const Moment>(moments).subspan(static_cast<size_t>(first - first_kept),
                                                                static_cast<size_t>(end - first));
  const SoundListener listener(stretch, ear.moments_per_second());
  std::vector<float> heard = listener.even();
  if (!listen(heard, start_seconds, end_seconds, turns)) {
    heard = listener.loud(std::move(heard));
    listen(heard, start_seconds, end_seconds, turns);
  }
  for (const Turn& turn : turns) turn.answered ? turn.seeker->forget() : turn.seeker->read_sums(start_seconds, end_seconds);
  done = has_enough();
}

// Whether each key has its answer.
bool SoundReader::Work::listen(const std::vector<float>& heard, double start_seconds, double end_seconds,
                               std::vector<Turn>& turns) {
  const SoundLines lines(heard, ear.moments_per_second());
  const HeardStretch stretch{heard, lines, ear.moments_per_second(), start_seconds, end_seconds};
  for (Turn& turn : turns) {
    if (turn.answered) continue;
    const std::optional<SoundSync> found = turn.seeker->read(stretch);
    turn.answered = found.has_value();
    if (found) share(stretch, *found, turns);
  }
  if (options.search) search(stretch, turns);
  return std::all_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.answered; });
}

// What is dear is done under a key while no given key has answered in this stretch, and under the open one while none has.
void SoundReader::Work::search(const HeardStretch& stretch, std::vector<Turn>& turns) {
  const auto is_settled = [&](bool open) {
    return std::any_of(turns.begin(), turns.end(), [&](const Turn& turn) { return turn.answered && (open || !turn.seeker->is_open()); });
  };
  for (Turn& turn : turns) {
    if (turn.answered || is_settled(turn.seeker->is_open())) continue;
    const std::optional<SoundSync> found = turn.seeker->search(stretch);
    turn.answered = found.has_value();
    if (found) share(stretch, *found, turns);
  }
}

// Marks that were put over one another are played alike.
void SoundReader::Work::share(const HeardStretch& stretch, const SoundSync& found, std::vector<Turn>& turns) {
  for (Turn& turn : turns)
    if (!turn.answered) turn.answered = turn.seeker->read_like(stretch, found).has_value();
}

}  // namespace imprint::audio
