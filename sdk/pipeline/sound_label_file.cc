#include "pipeline/sound_label_file.h"

#include <utility>

#include "pipeline/evidence.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/medium.h"
#include "pipeline/sound_file.h"

namespace imprint::pipeline {

bool is_sound_file(ByteView file) { return &medium_of(file) == &kSound; }

Result<LabelledSound> label_sound_file(ByteView file, const AudibleOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_audible(options));
  IMPRINT_RETURN_IF_ERROR(codec::check_sound_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const SoundFile sound, SoundFile::open(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(label::LabelPlanner planner, label::LabelPlanner::make(sound.info().format));
  IMPRINT_RETURN_IF_ERROR(sound.pass([&](std::span<const float> samples) { return planner.take(samples); }, limits.progress.part(0, 0.2)));
  IMPRINT_ASSIGN_OR_RETURN(const label::PlannedLabels labels, plan_audible(planner, options, limits));
  IMPRINT_ASSIGN_OR_RETURN(RemadeSound remade, remake_sound(file, &labels, nullptr, limits, limits.progress.part(0.2, 0.6)));
  const Result<SoundFile> written = SoundFile::open(remade.written.file, limits);
  if (!written.ok()) return Status{Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  VisibleEvidence heard;
  IMPRINT_RETURN_IF_ERROR(label_reads(written.value(), &labels, limits.progress.part(0.6, 1), heard));
  LabelledSound out{std::move(remade.written.file), 0, 0, 0, has_manifest(file, limits)};
  if (heard.placed) {
    out.start_seconds = heard.placed->spans.front().start_seconds;
    out.end_seconds = heard.placed->spans.front().end_seconds;
    out.label_lufs = heard.placed->label_lufs;
  } else {
    out.start_seconds = heard.audible->start_seconds;
    out.end_seconds = heard.audible->end_seconds;
    out.label_lufs = heard.audible->label_lufs;
  }
  return out;
}

Result<label::FoundAudible> find_in_sound_file(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundFile sound, SoundFile::open(file, limits));
  return label::find_audible_label(sound.pass(limits.progress.part(0, 1)), sound.info().format);
}

}  // namespace imprint::pipeline
