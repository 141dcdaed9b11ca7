#include "pipeline/sound_file.h"

#include <algorithm>
#include <utility>

namespace imprint::pipeline {
namespace {

constexpr size_t kBlockFrames = 8192;

// The samples of a file, with labels among them, as a writer leaves them.
class Remaking {
 public:
  Remaking(std::unique_ptr<codec::SoundSource> source, const label::PlannedLabels* labels, audio::SoundWriter* writer, const Progress& progress)
      : source_(std::move(source)), labels_(labels), writer_(writer), progress_(progress) {}

  Result<size_t> next(std::span<float> samples) {
    while (ready_.size() - given_ < samples.size() && !ended_) IMPRINT_RETURN_IF_ERROR(make_more());
    const size_t count = std::min(samples.size(), ready_.size() - given_);
    std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(given_), count, samples.begin());
    given_ += count;
    return count;
  }

 private:
  Status make_more() {
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(std::exchange(given_, 0)));
    const audio::PcmFormat format = source_->info().format;
    const bool more = labels_ != nullptr && label_ < labels_->count();
    if (more && frames_ == labels_->at_frame(label_)) return give_label();
    const uint64_t room = !more ? kBlockFrames : std::min<uint64_t>(kBlockFrames, labels_->at_frame(label_) - frames_);
    block_.resize(static_cast<size_t>(room) * format.channels);
    IMPRINT_ASSIGN_OR_RETURN(const size_t count, source_->read(block_));
    frames_ += count / format.channels;
    if (source_->info().frames != 0)
      IMPRINT_RETURN_IF_ERROR(progress_.reach(std::min(1.0, static_cast<double>(frames_) / static_cast<double>(source_->info().frames))));
    if (count != 0) return give(std::span(block_).first(count));
    ended_ = true;
    if (writer_ != nullptr) writer_->flush(ready_);
    return {};
  }
  Status give_label() {
    const uint32_t channels = source_->info().format.channels;
    const uint64_t all = labels_->frames(label_);
    block_.resize(static_cast<size_t>(std::min<uint64_t>(kBlockFrames, all - given_of_label_)) * channels);
    labels_->fill(label_, given_of_label_, block_);
    given_of_label_ += block_.size() / channels;
    if (given_of_label_ == all) {
      ++label_;
      given_of_label_ = 0;
    }
    return give(block_);
  }
  Status give(std::span<const float> samples) {
    if (writer_ != nullptr) return writer_->process(samples, ready_);
    ready_.insert(ready_.end(), samples.begin(), samples.end());
    return {};
  }

  std::unique_ptr<codec::SoundSource> source_;
  const label::PlannedLabels* labels_;  // may be null
  size_t label_ = 0;                    // that comes next, or is being put in
  uint64_t given_of_label_ = 0;         // frames
  audio::SoundWriter* writer_;
  Progress progress_;
  uint64_t frames_ = 0;  // of the source, that went in
  bool ended_ = false;
  std::vector<float> block_, ready_;
  size_t given_ = 0;  // of those that are ready
};

}  // namespace

Result<SoundFile> SoundFile::open(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::SoundInfo info, codec::probe_sound(file, limits));
  return SoundFile(file, limits, info);
}

Status SoundFile::pass(const audio::SoundTaker& take, const Progress& progress) const {
  IMPRINT_ASSIGN_OR_RETURN(const std::unique_ptr<codec::SoundSource> source, codec::open_sound(file_, *limits_));
  std::vector<float> block(kBlockFrames * info_.format.channels);
  for (passed_ = 0;;) {
    IMPRINT_ASSIGN_OR_RETURN(const size_t count, source->read(block));
    if (count == 0) return {};
    passed_ += count / info_.format.channels;
    IMPRINT_RETURN_IF_ERROR(take(std::span(block).first(count)));
    const double share = info_.frames == 0 ? 0 : static_cast<double>(passed_) / static_cast<double>(info_.frames);
    IMPRINT_RETURN_IF_ERROR(progress.reach(std::min(1.0, share)));
  }
}

audio::SoundPass SoundFile::pass(const Progress& progress) const {
  return [this, progress](const audio::SoundTaker& take) { return pass(take, progress); };
}

Result<std::vector<audio::SoundDetection>> hear_marks(const SoundFile& sound, const std::vector<payload::Key>& keys,
                                                      const audio::ReadOptions& options, const Progress& progress) {
  IMPRINT_ASSIGN_OR_RETURN(audio::SoundReader reader, audio::SoundReader::make(sound.info().format, keys, options));
  IMPRINT_RETURN_IF_ERROR(sound.pass([&](std::span<const float> samples) { return reader.process(samples); }, progress));
  reader.finish();
  return reader.results();
}

Result<RemadeSound> remake_sound(ByteView file, const label::PlannedLabels* labels, audio::SoundWriter* writer, const Limits& limits,
                                 const Progress& progress) {
  IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<codec::SoundSource> source, codec::open_sound(file, limits));
  std::vector<codec::SoundInsertion> inserted;
  for (size_t i = 0; labels != nullptr && i < labels->count(); ++i) inserted.push_back({labels->at_frame(i), labels->frames(i)});
  Remaking remaking(std::move(source), labels, writer, progress);
  RemadeSound out;
  IMPRINT_ASSIGN_OR_RETURN(out.written, codec::encode_sound_like(file, [&](std::span<float> samples) { return remaking.next(samples); }, limits, inserted));
  if (writer != nullptr) out.mark = writer->report();
  return out;
}

}  // namespace imprint::pipeline
