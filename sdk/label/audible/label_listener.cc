#include "label/audible/label_listener.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "label/audible/rhythm.h"

namespace imprint::label {
namespace {

// Set before any trial and changed by none: spec/label.md 8.7, tests/bench/spoken_label.py.
constexpr double kMinLikeness = 0.70;
constexpr size_t kMaxShiftHops = 10, kAverageHops = 4;  // 50 ms; 20 ms
constexpr double kRangeBelowDb = 45.0;                  // of the loudest of all bands
constexpr double kMaxRhythmShiftSeconds = 0.05;

std::string two_digits(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", value);
  return out;
}

// Levels of hops [first, first + count) in dB, of means over 20 ms; hops outside count as silence.
std::vector<std::vector<float>> levels_of(const BandBank& bank, size_t first, size_t count) {
  std::vector<std::vector<float>> out(bank.bands(), std::vector<float>(count));
  float most = -200.0f;
  for (size_t b = 0; b < bank.bands(); ++b) {
    const std::vector<float>& powers = bank.powers(b);
    for (size_t i = 0; i < count; ++i) {
      double sum = 1e-12;
      for (size_t k = 0; k < kAverageHops; ++k) {
        const size_t hop = first + i + k;
        if (hop >= kAverageHops / 2 && hop - kAverageHops / 2 < powers.size()) sum += double{powers[hop - kAverageHops / 2]} / kAverageHops;
      }
      out[b][i] = static_cast<float>(10.0 * std::log10(sum));
      most = std::max(most, out[b][i]);
    }
  }
  for (auto& band : out)
    for (float& level : band) level = std::max(level, most - static_cast<float>(kRangeBelowDb));
  return out;
}

// Sums of products of levels about the means of their bands.
struct Products {
  double aa = 0.0, bb = 0.0, ab = 0.0;

  void add(std::span<const float> a, std::span<const float> b) {
    double sum_a = 0.0, sum_b = 0.0, sum_aa = 0.0, sum_bb = 0.0, sum_ab = 0.0;
    for (size_t i = 0; i < a.size(); ++i) {
      const double x = a[i], y = b[i];
      sum_a += x;
      sum_b += y;
      sum_aa += x * x;
      sum_bb += y * y;
      sum_ab += x * y;
    }
    const auto count = static_cast<double>(a.size());
    aa += sum_aa - sum_a * sum_a / count;
    bb += sum_bb - sum_b * sum_b / count;
    ab += sum_ab - sum_a * sum_b / count;
  }
  double correlation() const { return aa > 1.0 && bb > 1.0 ? ab / std::sqrt(aa * bb) : 0.0; }
};

}  // namespace

Likeness::Likeness(std::span<const float> wanted, uint32_t rate_hz) {
  BandBank bank({rate_hz, 1});
  bank.take(wanted);
  levels_ = levels_of(bank, 0, bank.powers(0).size());
}

double Likeness::with(const BandBank& heard, size_t first_hop) const {
  const size_t hops = levels_.front().size(), lead = std::min(first_hop, kMaxShiftHops);
  const auto theirs = levels_of(heard, first_hop - lead, hops + lead + kMaxShiftHops);
  double best = -1.0;
  for (size_t shift = 0; shift <= lead + kMaxShiftHops; ++shift) {
    Products all;
    for (size_t b = 0; b < levels_.size(); ++b) all.add(levels_[b], std::span(theirs[b]).subspan(shift, hops));
    best = std::max(best, all.correlation());
  }
  return best;
}

Result<LabelListener> LabelListener::make(const PlannedLabels& labels) {
  IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter programme, LoudnessMeter::make(labels.format()));
  return LabelListener(labels, std::move(programme));
}

LabelListener::LabelListener(const PlannedLabels& labels, LoudnessMeter programme)
    : labels_(&labels),
      programme_(std::move(programme)),
      voice_(std::span(labels.sound()).first(static_cast<size_t>(labels.voice(0).end - labels.voice(0).begin)), labels.format().rate_hz),
      start_(labels.start(0)) {}

double LabelListener::seconds(uint64_t frame) const { return static_cast<double>(frame) / labels_->format().rate_hz; }

Status LabelListener::take(std::span<const float> samples) {
  const uint32_t channels = labels_->format().channels;
  while (!samples.empty()) {
    const uint64_t left = samples.size() / channels;
    const size_t label = heard_.size();
    const bool more = label < labels_->count(), within = more && frame_ >= start_;
    const uint64_t border = !more ? frame_ + left : within ? start_ + labels_->frames(label) : start_;
    const auto count = static_cast<size_t>(std::min(left, border - frame_));
    const auto part = samples.first(count * channels);
    if (within) IMPRINT_RETURN_IF_ERROR(take_label(part, frame_ - start_));
    else IMPRINT_RETURN_IF_ERROR(programme_.take(part));
    frame_ += count;
    samples = samples.subspan(part.size());
    if (within && frame_ == border) IMPRINT_RETURN_IF_ERROR(end_label());
  }
  return {};
}

// Frames from `first` on of the insertion that is being heard.
Status LabelListener::take_label(std::span<const float> samples, uint64_t first) {
  const audio::PcmFormat format = labels_->format();
  const size_t label = heard_.size();
  const auto part = [&](uint64_t from, uint64_t to) {
    const uint64_t behind = first + samples.size() / format.channels, begin = std::clamp(from, first, behind), end = std::clamp(to, begin, behind);
    return samples.subspan(static_cast<size_t>(begin - first) * format.channels, static_cast<size_t>(end - begin) * format.channels);
  };
  const auto silence = static_cast<uint64_t>(std::lround(kSilenceSeconds * format.rate_hz));
  const PlannedLabels::Part voice = labels_->voice(label), rhythm = labels_->rhythm(label);
  if (voice.end != voice.begin) {
    if (first == 0) {
      bank_.emplace(format);
      IMPRINT_ASSIGN_OR_RETURN(meter_, LoudnessMeter::make(format));
    }
    bank_->take(part(0, voice.end + silence));
    IMPRINT_RETURN_IF_ERROR(meter_->take(part(voice.begin, voice.end)));
  }
  if (rhythm.end != rhythm.begin) {
    const auto around = part(rhythm.begin - std::min(rhythm.begin, silence), labels_->frames(label));
    around_.insert(around_.end(), around.begin(), around.end());
  }
  return {};
}

Status LabelListener::end_label() {
  const audio::PcmFormat format = labels_->format();
  const size_t label = heard_.size();
  const PlannedLabels::Part voice = labels_->voice(label), rhythm = labels_->rhythm(label);
  Heard heard;
  if (bank_) {
    heard.voice_lufs = meter_->result().integrated_lufs;
    heard.voice_score = voice_.with(*bank_, static_cast<size_t>(std::lround(seconds(voice.begin) / kHopSeconds)));
    if (heard.voice_score < kMinLikeness)
      heard.fault = "its voice is not that of the clip: likeness " + two_digits(heard.voice_score) + ", of " + two_digits(kMinLikeness) + " that it takes";
  }
  if (rhythm.end != rhythm.begin) {
    IMPRINT_ASSIGN_OR_RETURN(const FoundAudible found, find_audible_label(around_, format));
    heard.rhythm_lufs = found.label_lufs;
    const double wanted = std::min(seconds(rhythm.begin), kSilenceSeconds);
    if (heard.fault.empty() && !found.found) heard.fault = "its rhythm is not found";
    else if (heard.fault.empty() && std::fabs(found.start_seconds - wanted) > kMaxRhythmShiftSeconds) heard.fault = "its rhythm stands elsewhere";
    else if (heard.fault.empty() && found.audibility == Audibility::kWrongTiming) heard.fault = "its tones and gaps are not those of the rhythm";
  }
  heard_.push_back(std::move(heard));
  bank_.reset();
  meter_.reset();
  around_.clear();
  if (heard_.size() < labels_->count()) start_ = labels_->start(heard_.size());
  return {};
}

Status LabelListener::not_heard(size_t label, const std::string& why) const {
  const uint64_t start = labels_->start(label) + labels_->voice(label).begin;  // where the rhythm begins when there is no voice
  return {Code::kReadBackFailed, "the audible label at " + two_digits(seconds(start)) + " s does not read back: " + why};
}

Result<HeardLabels> LabelListener::finish() && {
  // A coder may leave out the very end.
  if (heard_.size() + 1 == labels_->count() && frame_ > start_) IMPRINT_RETURN_IF_ERROR(end_label());
  if (heard_.size() < labels_->count()) return not_heard(heard_.size(), "the sound ends before it");
  HeardLabels out;
  out.programme_lufs = programme_.result().integrated_lufs;
  const double least = least_heard_lufs(out.programme_lufs);
  for (size_t i = 0; i < heard_.size(); ++i) {
    const Heard& heard = heard_[i];
    const PlannedLabels::Part voice = labels_->voice(i), rhythm = labels_->rhythm(i);
    const bool speaks = voice.begin != voice.end, sounds = rhythm.begin != rhythm.end;
    if (!heard.fault.empty()) return not_heard(i, heard.fault);
    if ((speaks && heard.voice_lufs < least) || (sounds && heard.rhythm_lufs < least)) return not_heard(i, "it is too quiet beside the programme");
    const double lufs = speaks ? heard.voice_lufs : heard.rhythm_lufs;
    out.label_lufs = i == 0 ? lufs : std::min(out.label_lufs, lufs);
    out.voice_score = i == 0 ? heard.voice_score : std::min(out.voice_score, heard.voice_score);
    out.spans.push_back({seconds(labels_->start(i) + (speaks ? voice.begin : rhythm.begin)), seconds(labels_->start(i) + (sounds ? rhythm.end : voice.end))});
  }
  return out;
}

}  // namespace imprint::label
