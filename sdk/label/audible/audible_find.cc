// Looks for the rhythm: in every band, at every place, at every length of a unit, the correlation of levels with the
// pattern of tone and gap. Sums over the parts of the pattern come from running sums (spec/label.md 8.4).
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "label/audible/band_bank.h"
#include "label/audible/loudness.h"
#include "label/audible/rhythm.h"

namespace imprint::label {
namespace {

// Set before any trial and changed by none: spec/label.md 8.5, tests/bench/audible_label.py.
constexpr double kMinScore = 0.80, kMinSeparationDb = 6.0;
constexpr double kUnitStep = 1.02;
constexpr double kMarginUnits = 0.5;  // of gap that belongs to the pattern before and behind it
constexpr size_t kSmoothHops = 4;     // 20 ms: a third of an octave of noise wavers less, and edges stay where they are
constexpr double kRangeDb = 45.0;     // levels further below the loudest of their band are all alike
constexpr double kBlockSeconds = 30.0;
constexpr double kShortestUnit = 0.02, kLongestUnit = 0.5;
constexpr double kMaxTimingUnits = 0.5;  // spec/label.md 8.4
constexpr double kMaxBelowProgrammeDb = 8.0, kMinLufs = -50.0;
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

class Finder {
 public:
  Finder(std::span<const float> samples, audio::PcmFormat format, const FindAudibleOptions& options)
      : samples_(samples), format_(format), bank_(format) {
    for (double unit = options.min_unit_seconds; unit <= options.max_unit_seconds * 1.0001; unit *= kUnitStep)
      patterns_.emplace_back(unit / kHopSeconds);
  }

  // Block by block, each over the end of the one before by more than the longest pattern.
  Candidate run() && {
    const size_t frames_a_block = static_cast<size_t>(kBlockSeconds * format_.rate_hz) * format_.channels;
    const auto overlap =
        static_cast<size_t>(patterns_.back().edges.back() - patterns_.front().edges.front()) + 2 * kSmoothHops;
    for (size_t at = 0; at < samples_.size(); at += frames_a_block) {
      bank_.take(samples_.subspan(at, std::min(frames_a_block, samples_.size() - at)));
      const size_t hops = bank_.powers(0).size();
      look(at + frames_a_block >= samples_.size());
      const size_t gone = hops - std::min(hops, overlap);
      bank_.drop(gone);
      first_hop_ += gone;
    }
    return best_;
  }

 private:
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
      if (rank(here) <= rank(best_)) continue;
      here.start_hops = static_cast<double>(first_hop_) + static_cast<double>(start);
      here.unit_hops = pattern.unit;
      best_ = here;
    }
  }

  // A place at which all tones stand out counts before one of a higher score at which they do not.
  static double rank(const Candidate& c) { return c.score + (c.separation_db >= kMinSeparationDb ? 2.0 : 0.0); }

  std::span<const float> samples_;
  audio::PcmFormat format_;
  BandBank bank_;
  std::vector<Pattern> patterns_;
  size_t first_hop_ = 0;
  Candidate best_;
};

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

class Judge {
 public:
  Judge(std::span<const float> samples, audio::PcmFormat format, const Candidate& candidate)
      : samples_(samples), format_(format), candidate_(candidate) {}

  Result<FoundAudible> run() && {
    out_.found = candidate_.score >= kMinScore && candidate_.separation_db >= kMinSeparationDb;
    out_.score = candidate_.score;
    out_.contrast_db = candidate_.contrast_db;
    out_.unit_seconds = candidate_.unit_hops * kHopSeconds;
    out_.start_seconds = candidate_.start_hops * kHopSeconds;
    out_.end_seconds = out_.start_seconds + kRhythmUnits * out_.unit_seconds;
    if (!out_.found) return out_;
    IMPRINT_RETURN_IF_ERROR(measure());
    return out_;
  }

 private:
  std::span<const float> part(double from_seconds, double to_seconds) const {
    const auto index = [&](double seconds) {
      return std::min(samples_.size() / format_.channels,
                      static_cast<size_t>(std::max(0.0, seconds) * format_.rate_hz)) *
             format_.channels;
    };
    return samples_.subspan(index(from_seconds), index(to_seconds) - index(from_seconds));
  }

  Status measure() {
    const double length = static_cast<double>(samples_.size() / format_.channels) / format_.rate_hz;
    const auto before = part(0.0, out_.start_seconds), label = part(out_.start_seconds, out_.end_seconds),
               behind = part(out_.end_seconds, length);
    IMPRINT_ASSIGN_OR_RETURN(const Loudness loud, loudness_of_parts({&label, 1}, format_));
    const std::array<std::span<const float>, 2> rest = {before, behind};
    IMPRINT_ASSIGN_OR_RETURN(const Loudness programme, loudness_of_parts(rest, format_));
    out_.label_lufs = loud.integrated_lufs;
    out_.programme_lufs = programme.integrated_lufs;
    const double lead = std::min(out_.start_seconds, out_.unit_seconds * 4.0);
    const Surroundings around(part(out_.start_seconds - lead, out_.end_seconds + out_.unit_seconds), format_,
                              lead / kHopSeconds, candidate_.unit_hops);
    const size_t band = around.strongest_band();
    out_.tone_hz = around.centre_hz(band);
    out_.worst_timing_units = around.worst_timing(band);
    if (out_.label_lufs < std::max(out_.programme_lufs - kMaxBelowProgrammeDb, kMinLufs))
      out_.audibility = Audibility::kTooQuiet;
    if (out_.worst_timing_units > kMaxTimingUnits) out_.audibility = Audibility::kWrongTiming;
    return place(before, behind);
  }

  // At the start when nothing that is heard stands before it.
  Status place(std::span<const float> before, std::span<const float> behind) {
    const auto heard = [&](std::span<const float> sound) -> Result<bool> {
      if (sound.size() <= kAtEdgeSeconds * format_.rate_hz * format_.channels) return false;
      IMPRINT_ASSIGN_OR_RETURN(const Loudness loud, loudness_of_parts({&sound, 1}, format_));
      return loud.integrated_lufs > kSilentLufs;
    };
    IMPRINT_ASSIGN_OR_RETURN(const bool first, heard(before));
    IMPRINT_ASSIGN_OR_RETURN(const bool last, heard(behind));
    out_.place = !first ? AudiblePlace::kStart : !last ? AudiblePlace::kEnd : AudiblePlace::kMiddle;
    return {};
  }

  std::span<const float> samples_;
  audio::PcmFormat format_;
  Candidate candidate_;
  FoundAudible out_;
};

}  // namespace

Result<FoundAudible> find_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                        const FindAudibleOptions& options) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  if (!(options.min_unit_seconds >= kShortestUnit && options.min_unit_seconds <= options.max_unit_seconds &&
        options.max_unit_seconds <= kLongestUnit))
    return Status{Code::kInvalidArgument, "units of " + std::to_string(options.min_unit_seconds) + " to " +
                                              std::to_string(options.max_unit_seconds) +
                                              " s; from 0.02 to 0.5 are looked for"};
  const Candidate best = Finder(samples, format, options).run();
  if (best.score < 0.0) return FoundAudible{};
  return Judge(samples, format, best).run();
}

}  // namespace imprint::label
