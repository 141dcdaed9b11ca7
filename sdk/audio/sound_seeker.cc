#include "audio/sound_seeker.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "audio/sound_span.h"
#include "payload/signs.h"

namespace imprint::audio {
namespace {

constexpr int kListSize = 128;
// Of the pilots: weaker synchronisation is noise. Saves time, costs no false positives.
constexpr double kSigmaToDecode = 4.3;
constexpr size_t kMostTried = 8;  // hypotheses of a search
constexpr double kEdgeSeconds = 1.5;  // how well the ends of a mark are known
// Of one mark: what nothing was read in, though the longest stretch was looked at.
constexpr double kGapSeconds = 24;
constexpr size_t kMostSummed = 4;  // hypotheses of a stretch
constexpr double kShortestSummed = 11, kShortestLong = 23;  // seconds

bool is_upright(const SoundSync& sync) {
  return std::abs(sync.time_scale - 1) < 0.002 && std::abs(sync.shift_octaves) < 0.005;
}

bool are_one(const SoundDetection& a, const SoundDetection& b) {
  return a.payload == b.payload && a.start_seconds <= b.end_seconds + kGapSeconds &&
         b.start_seconds <= a.end_seconds + kGapSeconds;
}

// The span grows; all else is told of the best reading.
void join(SoundDetection& mark, const SoundDetection& more) {
  const double start = std::min(mark.start_seconds, more.start_seconds),
               end = std::max(mark.end_seconds, more.end_seconds), sigma = std::max(mark.pilot_sigma, more.pilot_sigma);
  if (more.p_value < mark.p_value) mark = more;
  mark.start_seconds = start, mark.end_seconds = end, mark.pilot_sigma = sigma;
}

}  // namespace

SoundSeeker::SoundSeeker(const Key& key, size_t keys)
    : id_(key.id), is_open_(key.is_open()), plan_(plan_sound(key)), search_(plan_), attempts_(keys) {}

bool SoundSeeker::covers(double start_seconds, double end_seconds) const {
  return std::any_of(marks_.begin(), marks_.end(), [&](const SoundDetection& mark) {
    return mark.start_seconds <= start_seconds + kEdgeSeconds && mark.end_seconds >= end_seconds - kEdgeSeconds;
  });
}

std::optional<SoundSync> SoundSeeker::read(const HeardStretch& stretch) {
  if (last_ && !is_upright(*last_))
    if (const auto found = attempt(stretch, search_.played_like(stretch.lines, *last_))) return found;
  return attempt(stretch, search_.upright(stretch.lines));
}

std::optional<SoundSync> SoundSeeker::read_like(const HeardStretch& stretch, const SoundSync& known) {
  if (is_upright(known)) return std::nullopt;  // that was read
  return attempt(stretch, search_.played_like(stretch.lines, known));
}

std::optional<SoundSync> SoundSeeker::search(const HeardStretch& stretch) {
  for (const SoundSync& sync : search_.search(stretch.lines, kMostTried))
    if (const auto found = attempt(stretch, sync)) return found;
  return std::nullopt;
}

std::optional<SoundSync> SoundSeeker::attempt(const HeardStretch& stretch, const SoundSync& sync) {
  strongest_sigma_ = std::max(strongest_sigma_, sync.sigma);
  if (sync.sigma < kSigmaToDecode) return std::nullopt;
  std::vector<float> llrs = search_.payload_llrs(stretch.lines, sync);
  if (judge(llrs, sync, stretch.start_seconds, stretch.end_seconds, &stretch)) {
    last_ = sync;
    read_beneath(stretch, sync);
    return sync;
  }
  failed_.push_back({sync, std::move(llrs)});
  return std::nullopt;
}

// Two pieces that were marked under one key and mixed lie at two offsets.
void SoundSeeker::read_beneath(const HeardStretch& stretch, const SoundSync& above) {
  const std::optional<SoundSync> other = search_.beneath(stretch.lines, above);
  if (!other || other->sigma < kSigmaToDecode) return;
  judge(search_.payload_llrs(stretch.lines, *other), *other, stretch.start_seconds, stretch.end_seconds, &stretch);
}

bool SoundSeeker::judge(const std::vector<float>& llrs, const SoundSync& sync, double start_seconds, double end_seconds,
                        const HeardStretch* stretch) {
  const std::optional<payload::Decoded> decoded = payload::read_signs(llrs, plan_.payload_signs, kListSize);
  const std::optional<double> p_value = attempts_.judge(decoded);
  if (!p_value) return false;
  SoundDetection mark;
  mark.found = true;
  mark.payload = decoded->payload;
  mark.key_id = id_;
  mark.p_value = std::min(*p_value, 1.0);
  mark.pilot_sigma = sync.sigma;
  mark.start_seconds = start_seconds, mark.end_seconds = end_seconds;
  if (stretch != nullptr) {
    const HeardSpan span = span_of_mark(stretch->heard, stretch->moments_per_second, plan_, mark.payload, sync);
    mark.start_seconds = start_seconds + span.start_seconds;
    mark.end_seconds = start_seconds + span.end_seconds;
  }
  mark.start_seconds = std::max(mark.start_seconds, 0.0);
  mark.time_scale = sync.time_scale;
  mark.pitch_shift_semitones = 12 * sync.shift_octaves;
  note(std::move(mark));
  return true;
}

// What has grown may reach the next one of its kind.
void SoundSeeker::note(SoundDetection mark) {
  const auto same = std::find_if(marks_.begin(), marks_.end(), [&](const SoundDetection& one) { return are_one(one, mark); });
  if (same != marks_.end()) return join(*same, mark);
  if (marks_.size() < kMostMarks) marks_.push_back(std::move(mark));
}

void SoundSeeker::read_sums(double start_seconds, double end_seconds) {
  std::vector<Failed> failed = std::exchange(failed_, {});
  const double seconds = end_seconds - start_seconds;
  if (seconds < kShortestSummed) return;
  SoundSums& sums = sums_[seconds < kShortestLong ? 0 : 1];
  std::stable_sort(failed.begin(), failed.end(), [](const Failed& a, const Failed& b) { return a.sync.sigma > b.sync.sigma; });
  for (size_t i = 0, tried = 0; i < failed.size() && tried < kMostSummed; ++i) {
    Failed& one = failed[i];
    const auto stronger = failed.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(failed.begin(), stronger, [&](const Failed& f) { return are_alike(f.sync, one.sync); })) continue;
    ++tried;
    for (const SoundSums::Sum& sum : sums.add({one.sync, std::move(one.llrs), start_seconds, end_seconds}))
      if (judge(sum.llrs, one.sync, sum.start_seconds, sum.end_seconds, nullptr)) {
        last_ = one.sync;
        return;
      }
  }
}

}  // namespace imprint::audio
