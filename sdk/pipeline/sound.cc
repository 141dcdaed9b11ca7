// Sound: a rhythm that is heard, the audio mark (spec/label.md 8, spec/audio-mark-format.md).
#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/manifest_trace.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/replacement.h"
#include "pipeline/sound_file.h"
#include "pipeline/sound_label.h"

namespace imprint::pipeline {
namespace {

Status check_embedding(const watermark::EmbedOptions& options) {
  if (options.min_psnr_db != 0) return {Code::kInvalidArgument, "min_psnr_db is of pictures; of sound, lower the strength"};
  if (options.least_robustness != watermark::Robustness::kLow)
    return {Code::kInvalidArgument, "least_robustness is of pictures: of sound it is told after marking how deep the mark is"};
  return {};
}

Status check_sound(const MarkJob& job) {
  const MarkOptions& options = job.options;
  if (options.conversion.to != container::Format::kUnknown)
    return {Code::kUnsupportedFormat, "sound is not converted: the file stays " + container::describe(job.file)};
  IMPRINT_RETURN_IF_ERROR(check_embedding(options.embed));
  if ((!options.visible && !options.watermark) || options.finished) return {};
  if (options.visible) IMPRINT_RETURN_IF_ERROR(check_audible(options.audible));
  return codec::check_sound_writable(job.file, job.limits);
}

// The first mark suffices, if it is this one; else another may stand above it, which was replaced.
Status mark_reads(const SoundFile& sound, uint64_t id, const watermark::Key& key, const Progress& progress, WatermarkEvidence& heard) {
  IMPRINT_ASSIGN_OR_RETURN(std::vector<audio::SoundDetection> marks,
                           hear_marks(sound, {key}, {.search = false, .first_only = true}, progress.part(0, 0.5)));
  const auto is_it = [&](const audio::SoundDetection& mark) { return mark.found && mark.payload == id; };
  if (marks.front().found && !is_it(marks.front())) {
    IMPRINT_ASSIGN_OR_RETURN(marks, hear_marks(sound, {key}, {.search = false}, progress.part(0.5, 1)));
  }
  const auto it = std::find_if(marks.begin(), marks.end(), is_it);
  if (it == marks.end())
    return {Code::kReadBackFailed, "the watermark does not read back (wanted " + to_hex16(id) + ", found " +
                                       (marks.front().found ? to_hex16(marks.front().payload) : std::string("none")) +
                                       "): the sound is too short, too quiet or too pure a tone to carry it, or carries another one already; "
                                       "leave the watermark out, or mark it at full strength"};
  std::rotate(marks.begin(), it, it + 1);
  tell_of_marks(as_marks(std::move(marks)), heard);
  return {};
}

// A pass for both: what the label has to know, and whether another mark is there. No search: the sound is as it was generated.
Result<FoundMarks> listen_before(const SoundFile& sound, const std::vector<watermark::Key>& keys, label::LabelPlanner& planner,
                                 const Progress& progress) {
  IMPRINT_ASSIGN_OR_RETURN(audio::SoundReader reader, audio::SoundReader::make(sound.info().format, keys, {.search = false}));
  const auto take = [&](std::span<const float> samples) -> Status {
    IMPRINT_RETURN_IF_ERROR(planner.take(samples));
    return reader.process(samples);
  };
  IMPRINT_RETURN_IF_ERROR(sound.pass(take, progress));
  reader.finish();
  return as_marks(reader.results());
}

class SoundMarking : public Marking {
 public:
  explicit SoundMarking(const MarkJob& job) : job_(job) {}

  Result<Bytes> apply(Evidence& done) override;
  Status read_back(ByteView out, Evidence& done) override;
  std::vector<manifest::Action> actions() const override;

 private:
  const MarkJob& job_;
  std::optional<label::PlannedLabels> labels_;  // that were put in
};

Result<Bytes> SoundMarking::apply(Evidence& done) {
  const auto& [file, id, key, options, limits] = job_;
  if (!options.visible && !options.watermark) return Bytes(file.begin(), file.end());
  IMPRINT_ASSIGN_OR_RETURN(const SoundFile sound, SoundFile::open(file, limits));
  if (options.finished) {
    // The rest of what the caller put there is read back with the finished file, which is the same sound.
    IMPRINT_ASSIGN_OR_RETURN(std::vector<audio::SoundDetection> marks,
                             hear_marks(sound, with_key(options.known_keys, key), {.search = false}, limits.progress.part(0.05, 0.6)));
    IMPRINT_RETURN_IF_ERROR(allow_replacing(names_of_others(as_marks(std::move(marks)), id), done.replacement));
    return Bytes(file.begin(), file.end());
  }
  IMPRINT_ASSIGN_OR_RETURN(label::LabelPlanner planner, label::LabelPlanner::make(sound.info().format));
  IMPRINT_ASSIGN_OR_RETURN(const FoundMarks marks, listen_before(sound, with_key(options.known_keys, key), planner, limits.progress.part(0.05, 0.25)));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(names_of_others(marks, id), done.replacement));
  if (options.visible) {
    IMPRINT_ASSIGN_OR_RETURN(labels_, plan_audible(planner, options.audible, limits));
  }
  std::optional<audio::SoundWriter> writer;
  if (options.watermark) {
    IMPRINT_ASSIGN_OR_RETURN(writer, audio::SoundWriter::make(sound.info().format, id, key, {options.embed.strength}));
  }
  IMPRINT_ASSIGN_OR_RETURN(RemadeSound remade, remake_sound(file, labels_ ? &*labels_ : nullptr, writer ? &*writer : nullptr, limits,
                                                            limits.progress.part(0.25, 0.6)));
  done.watermark.embedded_sound = remade.mark;
  for (std::string& note : remade.written.notes) done.notes.push_back(std::move(note));
  return std::move(remade.written.file);
}

Status SoundMarking::read_back(ByteView out, Evidence& done) {
  const MarkOptions& options = job_.options;
  if (!options.visible && !options.watermark) return {};
  const Result<SoundFile> written = SoundFile::open(out, job_.limits);
  if (!written.ok()) return {Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  const Progress& progress = job_.limits.progress;
  if (options.visible) IMPRINT_RETURN_IF_ERROR(label_reads(written.value(), labels_ ? &*labels_ : nullptr, progress.part(0.75, 0.9), done.visible));
  if (options.watermark) IMPRINT_RETURN_IF_ERROR(mark_reads(written.value(), job_.id, job_.key, progress.part(0.9, 1), done.watermark));
  done.seconds = written->seconds();
  return {};
}

// The rhythm is made by an algorithm and by nothing else.
constexpr const char* kMadeByAlgorithm = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia";

std::vector<manifest::Action> SoundMarking::actions() const {
  if (!job_.options.visible) return {};
  std::vector<manifest::Action> out;
  // How the voice came about, its giver knows.
  if (labels_ && has_voice(*labels_)) out.push_back({"c2pa.edited", "", std::string("audible label: ") + kVoiceInWords});
  if (!labels_ || has_rhythm(*labels_)) out.push_back({"c2pa.edited", kMadeByAlgorithm, std::string("audible label: ") + kRhythmInWords});
  return out;
}

std::unique_ptr<Marking> begin_sound(const MarkJob& job) { return std::make_unique<SoundMarking>(job); }

// Label and mark are listened for in one pass; a label that is found is measured in a second one.
Status look_sound(const LookJob& job, Evidence& evidence) {
  const auto& [file, keys, options, limits] = job;
  const Result<SoundFile> sound = SoundFile::open(file, limits);
  const auto not_heard = [&](const Status& why) {
    evidence.visible.note = evidence.watermark.note = "the sound could not be decoded: " + why.message();
    return why;
  };
  if (!sound.ok()) return not_heard(sound.status());
  std::optional<audio::SoundReader> reader;
  if (has_keys(keys, evidence.watermark)) {
    IMPRINT_ASSIGN_OR_RETURN(reader, audio::SoundReader::make(sound->info().format, keys, {.search = options.search}));
  }
  bool first = true;
  const Progress progress = limits.progress.part(0.05, 0.95);
  const auto pass = [&](const audio::SoundTaker& take) -> Status {
    const bool reads = std::exchange(first, false) && reader;
    return sound->pass([&](std::span<const float> samples) -> Status {
      if (reads) IMPRINT_RETURN_IF_ERROR(reader->process(samples));
      return take(samples);
    }, progress);
  };
  const Result<label::FoundAudible> label = label::find_audible_label(pass, sound->info().format);
  if (!label.ok()) return not_heard(label.status());
  tell_of_label(label.value(), evidence.visible);
  if (evidence.visible.state == LayerState::kAbsent) evidence.visible.note = "no rhythm is heard; words are not recognised, so a voice alone would not be found";
  evidence.seconds = sound->seconds();
  if (!reader) return {};
  reader->finish();
  tell_of_marks(as_marks(reader->results()), evidence.watermark);
  return {};
}

Result<MarkedFile> embed_sound(const EmbedJob& job, Replacement& replacement) {
  const auto& [file, payload, key, options, known, limits] = job;
  IMPRINT_RETURN_IF_ERROR(check_embedding(options));
  IMPRINT_RETURN_IF_ERROR(codec::check_sound_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const SoundFile sound, SoundFile::open(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<audio::SoundDetection> there,
                           hear_marks(sound, with_key(known, key), {.search = false}, limits.progress.part(0, 0.3)));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(names_of_others(as_marks(std::move(there)), payload), replacement));
  IMPRINT_ASSIGN_OR_RETURN(audio::SoundWriter writer, audio::SoundWriter::make(sound.info().format, payload, key, {options.strength}));
  IMPRINT_ASSIGN_OR_RETURN(RemadeSound remade, remake_sound(file, nullptr, &writer, limits, limits.progress.part(0.3, 0.8)));
  const Result<SoundFile> written = SoundFile::open(remade.written.file, limits);
  if (!written.ok()) return Status{Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  WatermarkEvidence heard;
  IMPRINT_RETURN_IF_ERROR(mark_reads(written.value(), payload, key, limits.progress.part(0.8, 1), heard));
  return MarkedFile{std::move(remade.written.file), {}, remade.mark, has_manifest(file, limits)};
}

Result<FoundMarks> detect_sound(ByteView file, const std::vector<watermark::Key>& keys, const watermark::DetectOptions& options,
                                const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundFile sound, SoundFile::open(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<audio::SoundDetection> marks, hear_marks(sound, keys, {.search = options.search}, options.progress));
  return as_marks(std::move(marks));
}

}  // namespace

const Medium kSound = {"audio", "sound without its audible label", container::is_sound, check_sound, begin_sound, look_sound, embed_sound,
                       detect_sound};

}  // namespace imprint::pipeline
