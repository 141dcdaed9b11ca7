#include "pipeline/mark.h"

#include <algorithm>
#include <utility>

#include "aigc/lint.h"
#include "aigc/mark_id_declaration.h"
#include "aigc/security_data.h"
#include "codec/codec.h"
#include "pipeline/agreement.h"
#include "pipeline/frames_file.h"
#include "pipeline/label_file.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/mark_id.h"
#include "pipeline/replacement.h"
#include "pipeline/verdict.h"
#include "pipeline/verify.h"
#include "pipeline/watermark_file.h"

namespace imprint::pipeline {
namespace {

// All that can be refused without touching a pixel.
Status check_request(const aigc::Label& label, const MarkOptions& options) {
  IMPRINT_RETURN_IF_ERROR(aigc::check_for_writing(label));
  if (options.strict) IMPRINT_RETURN_IF_ERROR(aigc::refuse_findings(aigc::lint_request(label, options.companions)));
  if (options.visible) return label::check_words(options.label);
  if (options.waiver.empty())
    return {Code::kInvalidArgument,
            "a picture without its visible label needs a waiver: who asked for it, and under which agreement (Measures Art. 9)"};
  return {};
}

void told_of_label(const label::Found& found, const label::Placement& placed, Evidence& done) {
  done.visible.found = found;
  done.visible.placement = placed;
  done.visible.text = found.text;
  done.visible.state = LayerState::kPresent;
  done.visible.note.clear();
  for (std::string& note : notes_on(placed, std::min(done.width_px, done.height_px))) done.notes.push_back(std::move(note));
}

// Before any work on pixels.
Status check_pixels(ByteView file, const MarkOptions& options, const Limits& limits) {
  if (converts(file, options.conversion)) return check_conversion(file, options.conversion, limits);
  if ((!options.visible && !options.watermark) || options.finished) return {};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  return frames ? Status() : codec::check_writable(file, limits);
}

// What the caller drew and embedded before encoding is there, and nobody else's mark is.
Status check_finished(ByteView file, uint64_t id, const watermark::Key& key, const MarkOptions& options, const Limits& limits,
                      Evidence& done) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::Picture picture, codec::decode(file, limits));
  done.width_px = picture.pixels.width_px;
  done.height_px = picture.pixels.height_px;
  if (options.visible) {
    look_for_label(picture, options.label.text, options.label.font, done.visible);
    if (done.visible.state != LayerState::kPresent)
      return {Code::kReadBackFailed, "the encoded picture shows no visible label that can be read" +
                                         (done.visible.note.empty() ? "" : ": " + done.visible.note) +
                                         "; draw it before encoding, or leave it out under a waiver"};
  }
  // One look for both: the own mark, and anybody else's.
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<watermark::Detection> marks,
                           detect_in(file, picture.pixels.view(), with_key(options.known_keys, key), {.search = false, .threads = limits.threads}, limits));
  if (options.watermark) {
    const auto own = std::find_if(marks.begin(), marks.end(), [&](const watermark::Detection& mark) {
      return mark.found && mark.payload == id && mark.key_id == key.id;
    });
    if (own == marks.end())
      return {Code::kReadBackFailed, "the encoded picture does not carry the watermark " + to_hex16(id) + " under key " + key.id +
                                         "; embed it before encoding, and encode it no coarser than it can stand"};
    done.watermark.detection = *own;
    done.watermark.state = LayerState::kPresent;
  }
  return allow_replacing(names_of_others(marks, id), done.replacement);
}

// What it takes to read pixels back.
struct Worked {
  std::optional<WorkedFrames> frames;      // of an animation, without its bytes; of another picture:
  std::optional<label::FrameLabel> drawn;  // reads the label
  Unmarked before;                         // the labelled pixels, when they were marked
};

watermark::EmbedOptions embedding(const MarkOptions& options, const Limits& limits) {
  watermark::EmbedOptions embed = options.embed;
  embed.threads = limits.threads;
  embed.progress = limits.progress.part(0.3, 0.5);
  return embed;
}

Result<Bytes> mark_frames(ByteView file, const codec::FramesInfo& info, uint64_t id, const watermark::Key& key, const MarkOptions& options,
                          const Limits& limits, Evidence& done, Worked& worked) {
  done.width_px = info.width_px;
  done.height_px = info.height_px;
  IMPRINT_ASSIGN_OR_RETURN(std::vector<std::string> marks, marks_of_others_in(file, options.known_keys, key, id, limits));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(std::move(marks), done.replacement));
  FrameWork work;
  if (options.visible) work.label = options.label;
  if (options.watermark) work.mark = FrameWork::Mark{id, key, embedding(options, limits)};
  IMPRINT_ASSIGN_OR_RETURN(worked.frames, work_on_frames(file, info, std::move(work), limits));
  return std::exchange(worked.frames->bytes, {});
}

Result<Bytes> mark_pixels(ByteView file, uint64_t id, const watermark::Key& key, const MarkOptions& options, const Limits& limits,
                          Evidence& done, Worked& worked) {
  const bool touched = options.visible || options.watermark;
  if (!touched && !converts(file, options.conversion)) return Bytes(file.begin(), file.end());
  if (options.finished) {
    IMPRINT_RETURN_IF_ERROR(check_finished(file, id, key, options, limits, done));
    return Bytes(file.begin(), file.end());
  }
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.05));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  if (frames && !converts(file, options.conversion)) return mark_frames(file, *frames, id, key, options, limits, done, worked);
  IMPRINT_ASSIGN_OR_RETURN(Canvas canvas, Canvas::open(file, options.conversion, limits));
  codec::Picture& picture = canvas.picture();
  done.width_px = picture.pixels.width_px;
  done.height_px = picture.pixels.height_px;
  IMPRINT_ASSIGN_OR_RETURN(std::vector<std::string> marks, marks_of_others(picture.pixels.view(), options.known_keys, key, id, limits));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(std::move(marks), done.replacement));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.2));
  if (options.visible) {
    label::DrawOptions draw = options.label;
    draw.orientation = picture.orientation;
    IMPRINT_ASSIGN_OR_RETURN(worked.drawn, draw_on_pixels(picture.pixels.view(), draw));
  }
  if (options.watermark) {
    IMPRINT_ASSIGN_OR_RETURN(worked.before, keep_unmarked(picture.pixels, limits));
    IMPRINT_ASSIGN_OR_RETURN(done.watermark.embedded, watermark::embed(picture.pixels.view(), id, key, embedding(options, limits)));
  }
  if (options.watermark && !converts(file, options.conversion))
    return encode_marked(file, worked.before.pixels.view(), picture.pixels.view(), {id, key, *done.watermark.embedded}, limits);
  return canvas.encode(file, limits, done.notes);
}

Status check_aigc_reads(const aigc::ReadResult& found, const aigc::Label& label) {
  if (found.labels.size() != 1)
    return {Code::kReadBackFailed, "the written file holds " + std::to_string(found.labels.size()) + " AIGC labels, not one"};
  if (!(found.labels.front().label == label)) return {Code::kReadBackFailed, "the AIGC label does not read back as written"};
  return {};
}

manifest::Trust trust_at(const MarkOptions& options) {
  manifest::Trust trust = options.manifest_trust;
  trust.now = options.manifest->now;
  return trust;
}

// The visible label is drawn by an algorithm and by nothing else.
constexpr const char* kDrawnByAlgorithm = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia";

// `file` is what was to be marked, `out` what the other layers made of it. The manifest comes last.
Result<Bytes> add_manifest(ByteView file, Bytes out, const aigc::Label& label, uint64_t id, const MarkOptions& options,
                           const Limits& limits, Evidence& done) {
  if (options.manifest == nullptr) {
    if (has_manifest(file, limits))
      done.notes.push_back("the file had a signed manifest, which no longer fits: without a signer no new one was added");
    return out;
  }
  IMPRINT_ASSIGN_OR_RETURN(std::optional<Former> former, former_of(file, trust_at(options), limits));
  manifest::Parent* parent = former ? &former->parent : nullptr;
  if (parent != nullptr) IMPRINT_RETURN_IF_ERROR(add_thumbnail(file, *options.manifest, limits, *parent, &done.notes));
  IMPRINT_ASSIGN_OR_RETURN(out, add_notice(std::move(out), *options.manifest, limits, &done.notes));
  ManifestFacts facts;
  if (options.watermark) facts.mark_id = id;
  if (options.mark_id_key) facts.mark_id_key = options.mark_id_key->id;
  facts.watermarked_now = options.watermark;
  if (options.visible) facts.more_actions.push_back({"c2pa.edited", kDrawnByAlgorithm, "visible label: " + options.label.text});
  if (converts(file, options.conversion) && !options.conversion.of_pixels) facts.more_actions.push_back({"c2pa.converted", ""});
  facts.aigc_json = aigc::to_json(label);
  IMPRINT_ASSIGN_OR_RETURN(manifest::Signed made,
                           sign_picture(out, *options.manifest, facts, parent, limits));
  return std::move(made.file);
}

Status frames_read_back(ByteView file, ByteView out, const WorkedFrames& worked, const Limits& limits, Evidence& done) {
  IMPRINT_ASSIGN_OR_RETURN(FramesRead read, read_frames_back(file, out, worked, limits));
  if (worked.drawn) told_of_label(read.label, worked.placement, done);
  if (!worked.work.mark) return {};
  done.watermark.detection = std::move(read.watermark);
  done.watermark.embedded = read.quality;
  done.watermark.state = LayerState::kPresent;
  return {};
}

// Of the finished file.
Status pixels_read_back(ByteView file, ByteView out, uint64_t id, const watermark::Key& key, const MarkOptions& options, const Limits& limits,
                        const Worked& worked, Evidence& done) {
  done.watermark.note = options.watermark ? "" : "left out on request";
  if (worked.frames) return frames_read_back(file, out, *worked.frames, limits, done);
  // Finished pixels were read, and metadata alone was written since.
  if ((!worked.drawn && !options.watermark) || options.finished) return {};
  const Result<codec::Picture> written = codec::decode(out, limits);
  if (!written.ok()) return {Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  if (worked.drawn) {
    IMPRINT_ASSIGN_OR_RETURN(const label::Found found, worked.drawn->read(written->pixels.view()));
    told_of_label(found, worked.drawn->place(), done);
  }
  if (!options.watermark) return {};
  IMPRINT_RETURN_IF_ERROR(check_watermark_reads(written->pixels.view(), id, key, limits, &done.watermark.detection));
  IMPRINT_ASSIGN_OR_RETURN(done.watermark.embedded, quality_of_file(*done.watermark.embedded, worked.before.pixels.view(), written->pixels.view()));
  done.watermark.state = LayerState::kPresent;
  return {};
}

// `done` becomes what the output says for itself; what only mark knows (placement, quality) stays.
Status read_back(ByteView file, ByteView out, const aigc::Label& label, uint64_t id, const watermark::Key& key, const MarkOptions& options,
                 const Limits& limits, const Worked& worked, Evidence& done) {
  IMPRINT_ASSIGN_OR_RETURN(const Evidence read, read_aigc(out, limits));
  done.format = read.format;
  done.aigc = read.aigc;
  if (options.mark_id_key) add_keyed_mark_ids(done.aigc, {*options.mark_id_key});
  IMPRINT_RETURN_IF_ERROR(check_aigc_reads(done.aigc.found, label));
  IMPRINT_RETURN_IF_ERROR(pixels_read_back(file, out, id, key, options, limits, worked, done));
  if (options.manifest != nullptr) {
    IMPRINT_RETURN_IF_ERROR(check_manifest_reads(out, {}, trust_at(options), limits, done.manifest));
  } else {
    IMPRINT_ASSIGN_OR_RETURN(done.manifest, look_at_manifest(out, {}, options.manifest_trust, limits));
  }
  compare(done, limits);
  if (options.watermark && done.agreement != Agreement::kAgree)
    return {Code::kReadBackFailed, "the watermark of the written file is not the mark of its label"};
  if (done.manifest_watermark == Agreement::kDisagree || done.manifest_aigc == Agreement::kDisagree)
    if (options.manifest != nullptr)
      return {Code::kReadBackFailed, "the signed manifest does not agree with the label or the watermark"};
  done.verdict = judge(done);
  return {};
}

}  // namespace

Result<Marked> mark(ByteView file, const std::string& producer, const std::string& produce_id, const watermark::Key& key,
                    const MarkOptions& options, const Limits& limits) {
  aigc::Label label = aigc::first_write(producer, produce_id);
  if (options.label_signer != nullptr) IMPRINT_RETURN_IF_ERROR(aigc::sign_as_producer(label, *options.label_signer));
  if (options.mark_id_key) IMPRINT_RETURN_IF_ERROR(aigc::declare_mark_id_key(label, options.mark_id_key->id));
  IMPRINT_RETURN_IF_ERROR(check_request(label, options));
  IMPRINT_RETURN_IF_ERROR(check_pixels(file, options, limits));
  if (options.manifest != nullptr) IMPRINT_RETURN_IF_ERROR(check_signing(file, *options.manifest));
  IMPRINT_ASSIGN_OR_RETURN(const Evidence input, read_aigc(file, limits));
  Marked out;
  out.evidence.action = options.finished ? "finish" : "mark";
  out.evidence.replacement.word = options.replacement;
  // Its own label too: the pixels would be marked twice.
  IMPRINT_RETURN_IF_ERROR(allow_replacing(labels_in(input.aigc.found), out.evidence.replacement));
  for (const aigc::Finding& f : aigc::lint_request(label, options.companions)) out.evidence.notes.push_back(aigc::in_words(f));
  if (!options.visible) {
    out.evidence.waiver = options.waiver;
    out.evidence.visible.state = LayerState::kAbsent;
    out.evidence.visible.note = "left out under a waiver";
  }
  const uint64_t id = options.mark_id_key ? keyed_mark_id(*options.mark_id_key, producer, produce_id) : mark_id(producer, produce_id);
  Worked worked;
  IMPRINT_ASSIGN_OR_RETURN(const Bytes pixels_marked, mark_pixels(file, id, key, options, limits, out.evidence, worked));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.65));
  IMPRINT_ASSIGN_OR_RETURN(Bytes labelled, aigc::write(pixels_marked, label, options.companions, limits));
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, add_manifest(file, std::move(labelled), label, id, options, limits, out.evidence));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.75));
  IMPRINT_RETURN_IF_ERROR(read_back(file, out.bytes, label, id, key, options, limits, worked, out.evidence));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(1));
  return out;
}

}  // namespace imprint::pipeline
