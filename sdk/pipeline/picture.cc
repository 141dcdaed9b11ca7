// Pictures: words in a corner, the picture mark (spec/label.md, spec/watermark-format.md).
#include <algorithm>
#include <utility>

#include "codec/codec.h"
#include "pipeline/frames_file.h"
#include "pipeline/label_file.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/picture_mark.h"
#include "pipeline/replacement.h"

namespace imprint::pipeline {
namespace {

using container::Format;

bool is_picture(Format format) { return format != Format::kUnknown && !container::is_sound(format); }

// Before any work on pixels.
Status check_picture(const MarkJob& job) {
  const MarkOptions& options = job.options;
  if (options.visible) IMPRINT_RETURN_IF_ERROR(label::check_words(options.label));
  if (converts(job.file, options.conversion)) return check_conversion(job.file, options.conversion, job.limits);
  if ((!options.visible && !options.watermark) || options.finished) return {};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(job.file, job.limits));
  return frames ? Status() : codec::check_writable(job.file, job.limits);
}

void told_of_label(const label::Found& found, const label::Placement& placed, Evidence& done) {
  done.visible.found = found;
  done.visible.placement = placed;
  done.visible.text = found.text;
  done.visible.state = LayerState::kPresent;
  done.visible.note.clear();
  for (std::string& note : notes_on(placed, std::min(done.width_px, done.height_px))) done.notes.push_back(std::move(note));
}

watermark::EmbedOptions embedding(const MarkOptions& options, const Limits& limits) {
  watermark::EmbedOptions embed = options.embed;
  embed.threads = limits.threads;
  embed.progress = limits.progress.part(0.3, 0.5);
  return embed;
}

class PictureMarking : public Marking {
 public:
  explicit PictureMarking(const MarkJob& job) : job_(job), converts_(converts(job.file, job.options.conversion)) {}

  Result<Bytes> apply(Evidence& done) override;
  Status read_back(ByteView out, Evidence& done) override;
  std::vector<manifest::Action> actions() const override;

 private:
  Bytes unchanged() const { return Bytes(job_.file.begin(), job_.file.end()); }
  Status check_finished(Evidence& done) const;
  Result<Bytes> mark_frames(const codec::FramesInfo& info, Evidence& done);
  Result<Bytes> mark_pixels(Evidence& done);
  Status frames_read_back(ByteView out, Evidence& done) const;

  const MarkJob& job_;
  bool converts_;
  // What it takes to read back:
  std::optional<WorkedFrames> frames_;      // of an animation, without its bytes; of another picture:
  std::optional<label::FrameLabel> drawn_;  // reads the label
  Unmarked before_;                         // the labelled pixels, when they were marked
};

Result<Bytes> PictureMarking::apply(Evidence& done) {
  const MarkOptions& options = job_.options;
  const Limits& limits = job_.limits;
  if (!options.visible && !options.watermark && !converts_) return unchanged();
  if (options.finished) {
    IMPRINT_RETURN_IF_ERROR(check_finished(done));
    return unchanged();
  }
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.05));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(job_.file, limits));
  return frames && !converts_ ? mark_frames(*frames, done) : mark_pixels(done);
}

// What the caller drew and embedded before encoding is there, and nobody else's mark is.
Status PictureMarking::check_finished(Evidence& done) const {
  const auto& [file, id, key, options, limits] = job_;
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
  IMPRINT_ASSIGN_OR_RETURN(std::vector<watermark::Detection> marks,
                           detect_in(file, picture.pixels.view(), with_key(options.known_keys, key), {.search = false, .threads = limits.threads}, limits));
  if (options.watermark) {
    const auto own = std::find_if(marks.begin(), marks.end(), [wanted = id, &own_key = key](const watermark::Detection& mark) {
      return mark.found && mark.payload == wanted && mark.key_id == own_key.id;
    });
    if (own == marks.end())
      return {Code::kReadBackFailed, "the encoded picture does not carry the watermark " + to_hex16(id) + " under key " + key.id +
                                         "; embed it before encoding, and encode it no coarser than it can stand"};
    done.watermark.detection = *own;
    done.watermark.state = LayerState::kPresent;
  }
  return allow_replacing(names_of_others(as_marks(std::move(marks)), id), done.replacement);
}

Result<Bytes> PictureMarking::mark_frames(const codec::FramesInfo& info, Evidence& done) {
  const auto& [file, id, key, options, limits] = job_;
  done.width_px = info.width_px;
  done.height_px = info.height_px;
  IMPRINT_ASSIGN_OR_RETURN(std::vector<std::string> marks, marks_of_others_in(file, options.known_keys, key, id, limits));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(std::move(marks), done.replacement));
  FrameWork work;
  if (options.visible) work.label = options.label;
  if (options.watermark) work.mark = FrameWork::Mark{id, key, embedding(options, limits)};
  IMPRINT_ASSIGN_OR_RETURN(frames_, work_on_frames(file, info, std::move(work), limits));
  return std::exchange(frames_->bytes, {});
}

Result<Bytes> PictureMarking::mark_pixels(Evidence& done) {
  const auto& [file, id, key, options, limits] = job_;
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
    IMPRINT_ASSIGN_OR_RETURN(drawn_, draw_on_pixels(picture.pixels.view(), draw));
  }
  if (options.watermark) {
    IMPRINT_ASSIGN_OR_RETURN(before_, keep_unmarked(picture.pixels, limits));
    IMPRINT_ASSIGN_OR_RETURN(done.watermark.embedded, watermark::embed(picture.pixels.view(), id, key, embedding(options, limits)));
  }
  if (options.watermark && !converts_)
    return encode_marked(file, before_.pixels.view(), picture.pixels.view(), {id, key, *done.watermark.embedded}, limits);
  return canvas.encode(file, limits, done.notes);
}

Status PictureMarking::frames_read_back(ByteView out, Evidence& done) const {
  IMPRINT_ASSIGN_OR_RETURN(FramesRead read, read_frames_back(job_.file, out, *frames_, job_.limits));
  if (frames_->drawn) told_of_label(read.label, frames_->placement, done);
  if (!frames_->work.mark) return {};
  done.watermark.detection = std::move(read.watermark);
  done.watermark.embedded = read.quality;
  done.watermark.state = LayerState::kPresent;
  return {};
}

Status PictureMarking::read_back(ByteView out, Evidence& done) {
  const MarkOptions& options = job_.options;
  if (frames_) return frames_read_back(out, done);
  // Finished pixels were read, and metadata alone was written since.
  if ((!drawn_ && !options.watermark) || options.finished) return {};
  const Result<codec::Picture> written = codec::decode(out, job_.limits);
  if (!written.ok()) return {Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  if (drawn_) {
    IMPRINT_ASSIGN_OR_RETURN(const label::Found found, drawn_->read(written->pixels.view()));
    told_of_label(found, drawn_->place(), done);
  }
  if (!options.watermark) return {};
  watermark::Detection mark;
  IMPRINT_RETURN_IF_ERROR(check_watermark_reads(written->pixels.view(), job_.id, job_.key, job_.limits, &mark));
  done.watermark.detection = std::move(mark);
  IMPRINT_ASSIGN_OR_RETURN(done.watermark.embedded, quality_of_file(*done.watermark.embedded, before_.pixels.view(), written->pixels.view()));
  done.watermark.state = LayerState::kPresent;
  return {};
}

// The visible label is drawn by an algorithm and by nothing else.
constexpr const char* kDrawnByAlgorithm = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia";

std::vector<manifest::Action> PictureMarking::actions() const {
  std::vector<manifest::Action> out;
  const MarkOptions& options = job_.options;
  if (options.visible) out.push_back({"c2pa.edited", kDrawnByAlgorithm, "visible label: " + options.label.text});
  if (converts_ && !options.conversion.of_pixels) out.push_back({"c2pa.converted", ""});
  return out;
}

std::unique_ptr<Marking> begin_picture(const MarkJob& job) { return std::make_unique<PictureMarking>(job); }

Status look_picture(const LookJob& job, Evidence& evidence) {
  const auto& [file, keys, options, limits] = job;
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.05));
  Result<codec::Picture> picture = codec::decode(file, limits);
  if (!picture.ok()) {
    evidence.visible.note = evidence.watermark.note = "pixels could not be decoded: " + picture.status().message();
    return picture.status();
  }
  evidence.width_px = picture->pixels.width_px;
  evidence.height_px = picture->pixels.height_px;
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.15));
  look_for_label(picture.value(), options.label_text, options.label_font, evidence.visible);
  if (!has_keys(keys, evidence.watermark)) return {};
  Result<std::vector<watermark::Detection>> found =
      detect_in(file, picture->pixels.view(), keys, {options.search, limits.threads, limits.progress.part(0.25, 0.95)}, limits);
  if (!found.ok()) evidence.watermark.note = found.status().message();
  else tell_of_marks(as_marks(std::move(found).value()), evidence.watermark);
  return {};
}

Result<FoundMarks> detect_picture(ByteView file, const std::vector<watermark::Key>& keys, const watermark::DetectOptions& options,
                                  const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::Picture picture, codec::decode(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<watermark::Detection> found, detect_in(file, picture.pixels.view(), keys, options, limits));
  return as_marks(std::move(found));
}

}  // namespace

const Medium kPicture = {"picture", "a picture without its visible label", is_picture, check_picture, begin_picture, look_picture,
                         embed_picture, detect_picture};

}  // namespace imprint::pipeline
