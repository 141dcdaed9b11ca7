// Looks for the rhythm: in every band, at every place, at every length of a unit, the correlation of levels with the
// pattern of tone and gap. Sums over the parts of the pattern come from running sums (spec/label.md 8.4).
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "label/audible/band_bank.h"
#include "label/audible/loudness.h"
#include "label/audible/rhythm.h"

namespace imprint::label {
namespace {

// Set before any trial and changed by none: spec/label.md 8.5, tests/bench/audible_label.py.
constexpr double kMinScore = 0.80, kMinSeparationDb = 6.0, kAlike = 0.10;
constexpr double kUnitStep = 1.02;
constexpr double kMarginUnits = 0.5;  // of gap that belongs to the pattern before and behind it
constexpr size_t kSmoothHops = 4;     // 20 ms: a third of an octave of noise wavers less, and edges stay where they are
constexpr double kRangeDb = 45.0;     // levels further below the loudest of their band are all alike
constexpr double kBlockSeconds = 30.0;
constexpr double kShortestUnit = 0.02, kLongestUnit = 0.5;
constexpr double kMaxTimingUnits = 0.5;  // spec/label.md 8.4
constexpr double kAtEdgeSeconds = 0.5, kSilentLufs = -50.0;

double db_of(double power) { return 10.0 * std::log10(power + 1e-12); }

// Levels of one band in dB, and sums of them from the start on.
struct Levels {
  std::vector<double> db, sum, squares;  // sum[i] of db[0..i)

  void set(const std::vector<float>& powers) {
    const size_t hops = powers.size();
    db.assign(hops, 0.0);
    double most = -120.0;
    for (size_t i = 0; i < hops; ++i) {
      const size_t begin = i - std::min(i, kSmoothHops / 2), end = std::min(hops, i + kSmoothHops / 2);
      double power = 0.0;
      for (size_t k = begin; k < end; ++k) power += powers[k];
      db[i] = db_of(power / static_cast<double>(std::max<size_t>(1, end - begin)));
      most = std::max(most, db[i]);
    }
    sum.assign(hops + 1, 0.0);
    squares.assign(hops + 1, 0.0);
    for (size_t i = 0; i < hops; ++i) {
      db[i] = std::max(db[i], most - kRangeDb);
      sum[i + 1] = sum[i] + db[i];
      squares[i + 1] = squares[i] + db[i] * db[i];
    }
  }
};

struct Candidate {
  double score = -1.0, separation_db = 0.0, contrast_db = 0.0;
  double start_hops = 0.0, unit_hops = 0.0;  // of the whole sound
};

// The edges of the pattern in hops from its start: margin, seven lengths, margin.
struct Pattern {
  std::array<int64_t, kRhythm.size() + 3> edges{};
  double unit = 0.0;

  explicit Pattern(double unit_hops) : unit(unit_hops) {
    double at = 0.0;
    edges[0] = std::llround(-kMarginUnits * unit_hops);
    for (size_t i = 0; i < kRhythm.size(); ++i) {
      edges[i + 1] = std::llround(at * unit_hops);
      at += kRhythm[i];
    }
    edges[kRhythm.size() + 1] = std::llround(at * unit_hops);
    edges[kRhythm.size() + 2] = std::llround((at + kMarginUnits) * unit_hops);
  }
};

// Parts 1, 3, 5 and 7 of the pattern are tone. Before and behind the sound the margin is as short as it has to be.
Candidate at_place(const Levels& levels, const Pattern& pattern, int64_t start) {
  const auto hops = static_cast<int64_t>(levels.db.size());
  const auto clamp = [&](int64_t edge) { return static_cast<size_t>(std::clamp<int64_t>(start + edge, 0, hops)); };
  double on = 0.0, all = 0.0, on_count = 0.0, least_on = 1e9, most_off = -1e9;
  for (size_t i = 0; i + 1 < pattern.edges.size(); ++i) {
    const size_t begin = clamp(pattern.edges[i]), end = clamp(pattern.edges[i + 1]);
    if (begin == end) continue;
    const double sum = levels.sum[end] - levels.sum[begin], mean = sum / static_cast<double>(end - begin);
    all += sum;
    if (i % 2 == 1) {
      on += sum;
      on_count += static_cast<double>(end - begin);
      least_on = std::min(least_on, mean);
    } else if (i != 0 && i + 2 != pattern.edges.size()) {
      most_off = std::max(most_off, mean);
    }
  }
  const size_t begin = clamp(pattern.edges.front()), end = clamp(pattern.edges.back());
  const double count = static_cast<double>(end - begin), mean = all / count;
  const double variance = (levels.squares[end] - levels.squares[begin]) / count - mean * mean;
  const double share = on_count / count;
  Candidate out;
  out.separation_db = least_on - most_off;
  out.contrast_db = on / on_count - (all - on) / (count - on_count);
  out.score = variance > 1e-3 ? out.contrast_db * std::sqrt(share * (1.0 - share) / variance) : 0.0;
  return out;
}

bool is_found(const Candidate& candidate) {
  return candidate.score >= kMinScore && candidate.separation_db >= kMinSeparationDb;
}

class Finder {
 public:
  Finder(audio::PcmFormat format, const FindAudibleOptions& options)
      : block_(static_cast<size_t>(kBlockSeconds * format.rate_hz) * format.channels), bank_(format) {
    for (double unit = options.min_unit_seconds; unit <= options.max_unit_seconds * 1.0001; unit *= kUnitStep)
      patterns_.emplace_back(unit / kHopSeconds);
  }

  // Looked at block by block, whatever the pieces: each reaches over the end of the one before by more than the longest pattern.
  void take(std::span<const float> samples) {
    while (!samples.empty()) {
      if (taken_ == block_) end_block();
      const auto part = samples.first(std::min(samples.size(), block_ - taken_));
      bank_.take(part);
      taken_ += part.size();
      samples = samples.subspan(part.size());
    }
  }
  Candidate finish() && {
    if (taken_ > 0) look(true);
    return best_;
  }

 private:
  void end_block() {
    const auto overlap =
        static_cast<size_t>(patterns_.back().edges.back() - patterns_.front().edges.front()) + 2 * kSmoothHops;
    const size_t hops = bank_.powers(0).size();
    look(false);
    const size_t gone = hops - std::min(hops, overlap);
    bank_.drop(gone);
    first_hop_ += gone;
    taken_ = 0;
  }

  void look(bool last) {
    Levels levels;
    for (size_t b = 0; b < bank_.bands(); ++b) {
      levels.set(bank_.powers(b));
      for (const Pattern& pattern : patterns_) look_in(levels, pattern, last);
    }
  }

  void look_in(const Levels& levels, const Pattern& pattern, bool last) {
    const auto hops = static_cast<int64_t>(levels.db.size());
    // The last margin may be missing where the sound ends.
    const int64_t room = last ? pattern.edges[pattern.edges.size() - 2] : pattern.edges.back();
    for (int64_t start = 0; start + room <= hops; ++start) {
      Candidate here = at_place(levels, pattern, start);
      here.start_hops = static_cast<double>(first_hop_) + static_cast<double>(start);
      here.unit_hops = pattern.unit;
      if (is_before(here, best_)) best_ = here;
    }
  }

  // Of several labels the first is told, unless another is clearly more like the rhythm. Places come in no order of time.
  static bool is_before(const Candidate& here, const Candidate& best) {
    const bool apart = std::fabs(here.start_hops - best.start_hops) > kRhythmUnits * best.unit_hops;
    if (!apart || !is_found(here) || !is_found(best)) return rank(here) > rank(best);
    return here.start_hops < best.start_hops ? here.score >= best.score - kAlike : here.score > best.score + kAlike;
  }

  // A place at which all tones stand out counts before one of a higher score at which they do not.
  static double rank(const Candidate& c) { return c.score + (c.separation_db >= kMinSeparationDb ? 2.0 : 0.0); }

  size_t block_, taken_ = 0;  // samples, of the block that is being heard
  BandBank bank_;
  std::vector<Pattern> patterns_;
  size_t first_hop_ = 0;
  Candidate best_;
};

FoundAudible as_found(const Candidate& candidate) {
  FoundAudible out;
  out.found = is_found(candidate);
  out.score = candidate.score;
  out.contrast_db = candidate.contrast_db;
  out.unit_seconds = candidate.unit_hops * kHopSeconds;
  out.start_seconds = candidate.start_hops * kHopSeconds;
  out.end_seconds = out.start_seconds + kRhythmUnits * out.unit_seconds;
  return out;
}

// A place that was found, with the sound around it, cut into bands once more.
class Surroundings {
 public:
  Surroundings(std::span<const float> around, audio::PcmFormat format, double start_hops, double unit_hops)
      : bank_(format), unit_(unit_hops) {
    bank_.take(around);
    edges_[0] = start_hops;
    for (size_t i = 0; i < kRhythm.size(); ++i) edges_[i + 1] = edges_[i] + kRhythm[i] * unit_;
  }

  // Neighbours hear the same tone, and as clearly; it stands where it is strongest.
  size_t strongest_band() const {
    size_t best = 0;
    double most = -1.0;
    for (size_t b = 0; b < bank_.bands(); ++b) {
      const double over =
          mean(b, edges_[2], edges_[3]) - mean(b, edges_[3], edges_[4]);  // the dash over the gap between the letters
      if (over <= most) continue;
      most = over;
      best = b;
    }
    return best;
  }

  double centre_hz(size_t band) const { return bank_.centre_hz(band); }

  // Of the seven lengths the largest deviation in units; the unit that fits the whole is the measure.
  double worst_timing(size_t band) const {
    std::array<double, kRhythm.size() + 1> crossed{};
    for (size_t i = 0; i < edges_.size(); ++i) crossed[i] = crossing(band, i);
    const double unit = (crossed.back() - crossed.front()) / kRhythmUnits;
    double worst = 0.0;
    for (size_t i = 0; i < kRhythm.size(); ++i)
      worst = std::max(worst, std::fabs((crossed[i + 1] - crossed[i]) / unit - kRhythm[i]));
    return std::min(worst, 99.0);
  }

 private:
  double power_at(size_t band, int64_t hop) const {
    const std::vector<float>& powers = bank_.powers(band);
    return hop < 0 || hop >= static_cast<int64_t>(powers.size()) ? 0.0 : double{powers[static_cast<size_t>(hop)]};
  }

  // Without the quarter at each end that an edge may reach into.
  double mean(size_t band, double from, double to) const {
    const double inner = std::min(0.25 * unit_, 0.25 * (to - from));
    double sum = 0.0, count = 0.0;
    for (auto hop = static_cast<int64_t>(std::ceil(from + inner)); hop < static_cast<int64_t>(to - inner);
         ++hop, count += 1.0)
      sum += power_at(band, hop);
    return count > 0.0 ? sum / count : 0.0;
  }

  // Where the power crosses the middle between what stands before and behind edge `i`, next to where it is expected.
  double crossing(size_t band, size_t i) const {
    const double before = mean(band, i == 0 ? edges_[0] - unit_ / 2 : edges_[i - 1], edges_[i]);
    const double behind = mean(band, edges_[i], i + 1 == edges_.size() ? edges_[i] + unit_ / 2 : edges_[i + 1]);
    const double middle = (before + behind) / 2.0;
    const bool rises = i % 2 == 0;
    double nearest = 1e9;
    for (auto hop = static_cast<int64_t>(edges_[i] - 0.8 * unit_); hop <= static_cast<int64_t>(edges_[i] + 0.8 * unit_);
         ++hop) {
      const double last = power_at(band, hop - 1), here = power_at(band, hop);
      if (rises ? last >= middle || here < middle : last < middle || here >= middle) continue;
      const double place = static_cast<double>(hop) - 0.5 + (middle - last) / (here - last);
      if (std::fabs(place - edges_[i]) < std::fabs(nearest - edges_[i])) nearest = place;
    }
    return nearest;
  }

  BandBank bank_;
  double unit_;
  std::array<double, kRhythm.size() + 1> edges_{};
};

// Hears the sound once more, with what was found in it: how loud that is, and how loud all else.
class Judge {
 public:
  static Result<Judge> make(audio::PcmFormat format, const Candidate& candidate) {
    std::vector<LoudnessMeter> meters;
    for (int i = 0; i < 4; ++i) {
      IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter meter, LoudnessMeter::make(format));
      meters.push_back(std::move(meter));
    }
    return Judge(format, candidate, std::move(meters));
  }

  Status take(std::span<const float> samples) {
    const auto each = [&](uint64_t from, uint64_t to, auto body) -> Status {
      const uint64_t begin = std::clamp(from, frames_, frames_ + samples.size() / format_.channels),
                     end = std::clamp(to, begin, frames_ + samples.size() / format_.channels);
      if (begin == end) return {};
      return body(samples.subspan((begin - frames_) * format_.channels, (end - begin) * format_.channels));
    };
    const uint64_t start = frame_at(out_.start_seconds), end = frame_at(out_.end_seconds);
    IMPRINT_RETURN_IF_ERROR(each(0, start, [&](auto part) -> Status {
      IMPRINT_RETURN_IF_ERROR(meters_[kBefore].take(part));
      return meters_[kProgramme].take(part);
    }));
    IMPRINT_RETURN_IF_ERROR(each(start, end, [&](auto part) { return meters_[kLabel].take(part); }));
    IMPRINT_RETURN_IF_ERROR(each(end, kToTheEnd, [&](auto part) -> Status {
      IMPRINT_RETURN_IF_ERROR(meters_[kBehind].take(part));
      return meters_[kProgramme].take(part);
    }));
    IMPRINT_RETURN_IF_ERROR(each(frame_at(out_.start_seconds - lead_), frame_at(out_.end_seconds + out_.unit_seconds), [&](auto part) -> Status {
      around_.insert(around_.end(), part.begin(), part.end());
      return {};
    }));
    frames_ += samples.size() / format_.channels;
    return {};
  }

  FoundAudible finish() && {
    out_.label_lufs = meters_[kLabel].result().integrated_lufs;
    out_.programme_lufs = meters_[kProgramme].result().integrated_lufs;
    const Surroundings around(around_, format_, lead_ / kHopSeconds, candidate_.unit_hops);
    const size_t band = around.strongest_band();
    out_.tone_hz = around.centre_hz(band);
    out_.worst_timing_units = around.worst_timing(band);
    if (out_.label_lufs < least_heard_lufs(out_.programme_lufs)) out_.audibility = Audibility::kTooQuiet;
    if (out_.worst_timing_units > kMaxTimingUnits) out_.audibility = Audibility::kWrongTiming;
    // At the start when nothing that is heard stands before it.
    const bool first = !is_heard(kBefore, out_.start_seconds);
    const bool last = !is_heard(kBehind, static_cast<double>(frames_) / format_.rate_hz - out_.end_seconds);
    out_.place = first ? AudiblePlace::kStart : last ? AudiblePlace::kEnd : AudiblePlace::kMiddle;
    return out_;
  }

 private:
  enum Part { kBefore, kLabel, kBehind, kProgramme };
  static constexpr uint64_t kToTheEnd = std::numeric_limits<uint64_t>::max();

  Judge(audio::PcmFormat format, const Candidate& candidate, std::vector<LoudnessMeter> meters)
      : format_(format), candidate_(candidate), meters_(std::move(meters)), out_(as_found(candidate)),
        lead_(std::min(out_.start_seconds, out_.unit_seconds * 4.0)) {}

  uint64_t frame_at(double seconds) const { return static_cast<uint64_t>(std::max(0.0, seconds) * format_.rate_hz); }
  bool is_heard(Part part, double seconds) const {
    return seconds > kAtEdgeSeconds && meters_[part].result().integrated_lufs > kSilentLufs;
  }

  audio::PcmFormat format_;
  Candidate candidate_;
  std::vector<LoudnessMeter> meters_;
  FoundAudible out_;
  double lead_;  // seconds before the label that are heard with it
  uint64_t frames_ = 0;
  std::vector<float> around_;
};

Status check_units(const FindAudibleOptions& options) {
  if (options.min_unit_seconds >= kShortestUnit && options.min_unit_seconds <= options.max_unit_seconds && options.max_unit_seconds <= kLongestUnit)
    return {};
  return {Code::kInvalidArgument, "units of " + std::to_string(options.min_unit_seconds) + " to " +
                                      std::to_string(options.max_unit_seconds) + " s; from 0.02 to 0.5 are looked for"};
}

}  // namespace

Result<FoundAudible> find_audible_label(const audio::SoundPass& pass, audio::PcmFormat format, const FindAudibleOptions& options) {
  IMPRINT_RETURN_IF_ERROR(audio::check_format(format));
  IMPRINT_RETURN_IF_ERROR(check_units(options));
  Finder finder(format, options);
  IMPRINT_RETURN_IF_ERROR(pass([&](std::span<const float> samples) -> Status {
    finder.take(samples);
    return {};
  }));
  const Candidate best = std::move(finder).finish();
  if (best.score < 0.0) return FoundAudible{};
  if (!is_found(best)) return as_found(best);
  IMPRINT_ASSIGN_OR_RETURN(Judge judge, Judge::make(format, best));
  IMPRINT_RETURN_IF_ERROR(pass([&](std::span<const float> samples) { return judge.take(samples); }));
  return std::move(judge).finish();
}

Result<FoundAudible> find_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                        const FindAudibleOptions& options) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  return find_audible_label([&](const audio::SoundTaker& take) { return take(samples); }, format, options);
}

}  // namespace imprint::label
