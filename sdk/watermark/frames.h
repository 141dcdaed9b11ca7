// The mark of an animation: every frame carries it alike, and the reader adds up what several frames say
// (spec/watermark-format.md §7.6 and §8.7).
#pragma once

#include <memory>

#include "image/plane.h"
#include "watermark/scene.h"
#include "watermark/watermark.h"
#include "watermark/writer.h"

namespace imprint::watermark {

// Frames of one size and format, in the order in which they are shown.
class FrameMarker {
 public:
  // kImageTooSmall.
  static Result<FrameMarker> make(uint32_t width_px, uint32_t height_px, uint64_t payload, const Key& key, const EmbedOptions& options);

  // Whether the gain is known only when every frame was looked at: a floor of the quality holds on each.
  bool has_to_look() const { return floor_; }
  void look(image::View frame);
  // A pixel that the source does not change keeps what the mark made of it in the frame before.
  void mark(image::MutableView frame);

  // Of all frames that were marked: the quality of the worst, the robustness of what they carry in the mean. kTooWeak.
  Result<EmbedReport> report() const;

 private:
  FrameMarker(Writer writer, const EmbedOptions& options);
  Writer::Masked mask(image::View frame);
  void keep_still(image::View source, image::MutableView marked) const;

  Writer writer_;
  std::unique_ptr<Team> team_;
  bool floor_;
  double gain_;
  std::optional<Origin> origin_;
  image::Image source_, marked_;  // the frame before
  double margins_ = 0;            // sum of their powers
  size_t frames_ = 0;
  EmbedReport worst_;
};

// What several frames say together, of one size.
class FrameEvidence {
 public:
  explicit FrameEvidence(const DetectOptions& options) : search_(options.search) {}
  void add(image::View frame);
  size_t frames() const { return frames_; }
  Scene whole() const;     // on the marking raster
  Scene searched() const;  // as scene_of() has it

 private:
  bool search_;
  Scene whole_, searched_;
  size_t frames_ = 0;
};

// As detect_all(), of an animation of several frames, one of which is `first`. Their sum is read and searched first, then `first` alone;
// places are looked for in it. All attempts are paid for.
Result<std::vector<Detection>> detect_all(const FrameEvidence& frames, image::View first, const std::vector<Key>& keys, const DetectOptions& options);

}  // namespace imprint::watermark
