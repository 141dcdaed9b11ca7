#include "pipeline/frames_file.h"

#include <algorithm>
#include <utility>

#include "image/difference.h"
#include "pipeline/mark_id.h"
#include "watermark/frames.h"

namespace imprint::pipeline {
namespace {

using watermark::Detection;

constexpr size_t kMostHeard = 8;                  // frames that the watermark is read from
constexpr size_t kMostPassed = 64;                // the first ones of the file, over which they are spread, …
constexpr uint64_t kMostPassedPixels = 64 << 20;  // … and what their canvases may have together

size_t frames_to_pass(const codec::FramesInfo& info) {
  const uint64_t canvas = std::max<uint64_t>(uint64_t{info.width_px} * info.height_px, 1);
  const auto by_pixels = static_cast<size_t>(std::max<uint64_t>(kMostPassedPixels / canvas, 1));
  return std::min({info.count, kMostPassed, by_pixels});
}

// Evenly spread over `passed`, the first among them.
bool is_heard(size_t number, size_t passed) {
  const size_t heard = std::min(passed, kMostHeard);
  return number < passed && number * heard % passed < heard;
}

image::Image copy_of(image::View canvas) {
  image::Image out(canvas.width_px, canvas.height_px, canvas.format);
  for (uint32_t y = 0; y < canvas.height_px; ++y) std::copy_n(canvas.row(y), out.stride_bytes(), out.view().row(y));
  return out;
}

// The frames that are listened to, as they come by.
class Listener {
 public:
  Listener(const codec::FramesInfo& info, const watermark::DetectOptions& options)
      : passed_(frames_to_pass(info)), options_(options), evidence_(options) {}

  size_t passed() const { return passed_; }
  void add(image::View canvas) {
    if (number_ == 0) first_ = copy_of(canvas);
    if (is_heard(number_++, passed_)) evidence_.add(canvas);
  }
  image::View first() const { return first_.view(); }
  Result<std::vector<Detection>> marks(const std::vector<watermark::Key>& keys) const {
    return watermark::detect_all(evidence_, first(), keys, options_);
  }

 private:
  size_t passed_, number_ = 0;
  watermark::DetectOptions options_;
  watermark::FrameEvidence evidence_;
  image::Image first_;
};

// What decodes; the frames behind one that is damaged are not heard.
Status listen(ByteView file, Listener& listener, const Progress& progress, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::unique_ptr<codec::FrameSource> frames, codec::open_frames(file, listener.passed(), limits));
  for (size_t number = 0;; ++number) {
    const Result<std::optional<image::View>> canvas = frames->next();
    if (!canvas.ok()) return number == 0 ? canvas.status() : Status();
    if (!canvas.value()) return {};
    listener.add(*canvas.value());
    IMPRINT_RETURN_IF_ERROR(progress.reach(static_cast<double>(number + 1) / static_cast<double>(listener.passed())));
  }
}

// Frames before and after their mark, beside what the codec holds.
Result<Reservation> take_copies(const codec::FramesInfo& info, const Limits& limits) {
  constexpr uint64_t kCopies = 3, kPixel = 4;
  return limits.reserve(kCopies * kPixel * info.width_px * info.height_px, "frames of an animation beside their marked ones");
}

// Tells how many of all frames a pass has done.
class FrameCount {
 public:
  FrameCount(const codec::FramesInfo& info, Progress progress) : count_(info.count), progress_(std::move(progress)) {}
  Status next() { return progress_.reach(static_cast<double>(number_++) / static_cast<double>(count_)); }

 private:
  size_t count_, number_ = 0;
  Progress progress_;
};

// Over every frame of the source, as it looks before its mark.
template <typename Look>
Status each_labelled(ByteView file, const WorkedFrames& worked, FrameCount count, const Limits& limits, const Look& look) {
  return codec::each_frame(
      file,
      [&](image::View canvas) -> Status {
        IMPRINT_RETURN_IF_ERROR(count.next());
        if (!worked.drawn) return look(canvas);
        image::Image labelled = copy_of(canvas);
        IMPRINT_RETURN_IF_ERROR(worked.drawn->draw(labelled.view()).status());
        return look(std::as_const(labelled).view());
      },
      limits);
}

Status prepare_label(ByteView file, WorkedFrames& worked, const Limits& limits) {
  label::DrawOptions draw = *worked.work.label;
  draw.orientation = worked.info.orientation;
  IMPRINT_ASSIGN_OR_RETURN(worked.drawn, label::FrameLabel::prepare(worked.info.width_px, worked.info.height_px, draw));
  FrameCount count(worked.info, limits.progress.part(0.1, 0.2));
  const auto look = [&](image::View canvas) -> Status {
    IMPRINT_RETURN_IF_ERROR(count.next());
    return worked.drawn->look(canvas);
  };
  return codec::each_frame(file, look, limits);
}

Result<watermark::FrameMarker> prepare_mark(ByteView file, const WorkedFrames& worked, const Limits& limits) {
  const FrameWork::Mark& mark = *worked.work.mark;
  IMPRINT_ASSIGN_OR_RETURN(watermark::FrameMarker marker,
                           watermark::FrameMarker::make(worked.info.width_px, worked.info.height_px, mark.payload, mark.key, mark.options));
  if (!marker.has_to_look()) return marker;
  const auto look = [&](image::View canvas) {
    marker.look(canvas);
    return Status();
  };
  IMPRINT_RETURN_IF_ERROR(each_labelled(file, worked, {worked.info, limits.progress.part(0.2, 0.3)}, limits, look));
  return marker;
}

// One written frame beside what it was before its mark.
Status compare(image::View before, image::View written, watermark::EmbedReport& worst) {
  const image::Difference seen = image::difference(before, written);
  worst.psnr_db = std::min(worst.psnr_db, image::psnr_db(seen.mean_square));
  worst.max_change = std::max(worst.max_change, seen.largest);
  return {};
}

Status not_read_back(uint64_t payload, const Detection& found) {
  return {Code::kReadBackFailed, "the watermark does not read back from the frames (wanted " + to_hex16(payload) + ", found " +
                                     (found.found ? to_hex16(found.payload) : std::string("none")) +
                                     "): they are too small, too noisy or have too few colours to carry it at this quality, or carry another "
                                     "one already; leave out min_psnr_db, or leave the watermark out"};
}

Result<Detection> own_mark(const Listener& listener, const FrameWork::Mark& mark) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<Detection> found, listener.marks({mark.key}));
  if (found.front().found && found.front().payload == mark.payload) return found.front();
  return not_read_back(mark.payload, found.front());
}

Status read_each(ByteView file, ByteView out, const WorkedFrames& worked, Listener& listener, FramesRead& read, const Limits& limits) {
  const Result<std::unique_ptr<codec::FrameSource>> written = codec::open_frames(out, codec::kAllFrames, limits);
  if (!written.ok()) return {Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  read.quality = worked.of_pixels;
  read.quality.psnr_db = image::psnr_db(0);
  read.quality.max_change = 0;
  const auto look = [&](const image::View* before) -> Status {
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<image::View> canvas, written.value()->next());
    if (!canvas) return {Code::kReadBackFailed, "the written file has fewer frames than the original"};
    if (worked.drawn) {
      IMPRINT_ASSIGN_OR_RETURN(read.label, worked.drawn->read(*canvas));
    }
    if (before == nullptr) return {};
    listener.add(*canvas);
    return compare(*before, *canvas, read.quality);
  };
  const Progress progress = limits.progress.part(0.75, 0.95);
  if (worked.work.mark) return each_labelled(file, worked, {worked.info, progress}, limits, [&](image::View before) { return look(&before); });
  FrameCount count(worked.info, progress);
  for (size_t number = 0; number < worked.info.count; ++number) {
    IMPRINT_RETURN_IF_ERROR(count.next());
    IMPRINT_RETURN_IF_ERROR(look(nullptr));
  }
  return {};
}

}  // namespace

Result<WorkedFrames> work_on_frames(ByteView file, const codec::FramesInfo& info, FrameWork work, const Limits& limits) {
  WorkedFrames out;
  out.info = info;
  out.work = std::move(work);
  if (out.work.label) IMPRINT_RETURN_IF_ERROR(prepare_label(file, out, limits));
  std::optional<watermark::FrameMarker> marker;
  Reservation copies;
  if (out.work.mark) {
    IMPRINT_ASSIGN_OR_RETURN(copies, take_copies(info, limits));
    IMPRINT_ASSIGN_OR_RETURN(marker, prepare_mark(file, out, limits));
  }
  FrameCount count(info, limits.progress.part(0.3, 0.6));
  const auto edit = [&](image::MutableView canvas) -> Status {
    IMPRINT_RETURN_IF_ERROR(count.next());
    if (out.drawn) {
      IMPRINT_ASSIGN_OR_RETURN(out.placement, out.drawn->draw(canvas));
    }
    if (marker) marker->mark(canvas);
    return {};
  };
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::edit_frames(file, marker ? codec::Touch::kShaded : codec::Touch::kDrawn, edit, limits));
  if (marker) {
    IMPRINT_ASSIGN_OR_RETURN(out.of_pixels, marker->report());
  }
  return out;
}

Result<FramesRead> read_frames_back(ByteView file, ByteView out, const WorkedFrames& worked, const Limits& limits) {
  // The frames were just marked upright and whole: no search is needed.
  const watermark::DetectOptions options{.search = false, .threads = limits.threads};
  FramesRead read;
  Listener listener(worked.info, options);
  IMPRINT_RETURN_IF_ERROR(read_each(file, out, worked, listener, read, limits));
  if (!worked.work.mark) return read;
  const FrameWork::Mark& mark = *worked.work.mark;
  IMPRINT_ASSIGN_OR_RETURN(read.watermark, own_mark(listener, mark));
  IMPRINT_ASSIGN_OR_RETURN(const Detection alone, watermark::detect(listener.first(), {mark.key}, options));
  if (!alone.found || alone.payload != mark.payload) read.quality.robustness = watermark::Robustness::kLow;
  return read;
}

Result<std::vector<Detection>> detect_in(ByteView file, image::View first, const std::vector<watermark::Key>& keys,
                                         const watermark::DetectOptions& options, const Limits& limits) {
  const Result<std::optional<codec::FramesInfo>> info = codec::probe_frames(file, limits);
  if (info.ok() && info.value() && frames_to_pass(*info.value()) > 1) {
    watermark::DetectOptions of_sum = options;
    of_sum.progress = options.progress.part(0.2, 1);
    Listener listener(*info.value(), of_sum);
    if (listen(file, listener, options.progress.part(0, 0.2), limits).ok()) return listener.marks(keys);
    IMPRINT_RETURN_IF_ERROR(options.progress.reach(0.2));
  }
  return watermark::detect_all(first, keys, options);
}

Result<std::vector<std::string>> marks_of_others_in(ByteView file, const std::vector<watermark::Key>& known, const watermark::Key& key,
                                                    uint64_t own, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> info, codec::probe_frames(file, limits));
  if (!info) return Status{Code::kUnsupportedPixels, "the file has no frames"};
  Listener listener(*info, {.search = false, .threads = limits.threads});
  IMPRINT_RETURN_IF_ERROR(listen(file, listener, limits.progress.part(0.05, 0.1), limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<Detection> marks, listener.marks(with_key(known, key)));
  return names_of_others(as_marks(std::move(marks)), own);
}

}  // namespace imprint::pipeline
