#include "watermark/frames.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "image/difference.h"

namespace imprint::watermark {
namespace {

image::Image copy_of(image::View frame) {
  image::Image out(frame.width_px, frame.height_px, frame.format);
  for (uint32_t y = 0; y < frame.height_px; ++y) std::copy_n(frame.row(y), out.stride_bytes(), out.view().row(y));
  return out;
}

void add_to(Scene& sum, Scene one) {
  if (sum.heard.values.empty()) {
    sum = std::move(one);
    return;
  }
  for (size_t i = 0; i < sum.heard.values.size(); ++i) sum.heard.values[i] += one.heard.values[i];
}

Scene mean_of(Scene sum, size_t frames) {
  const float share = 1 / static_cast<float>(std::max<size_t>(frames, 1));
  for (float& value : sum.heard.values) value *= share;
  return sum;
}

}  // namespace

// --- writing --------------------------------------------------------------------------------------------------

FrameMarker::FrameMarker(Writer writer, const EmbedOptions& options)
    : writer_(std::move(writer)), team_(std::make_unique<Team>(options.threads)), floor_(options.min_psnr_db > 0), gain_(writer_.most_gain()) {
  worst_.psnr_db = image::psnr_db(0);
}

Result<FrameMarker> FrameMarker::make(uint32_t width_px, uint32_t height_px, uint64_t payload, const Key& key, const EmbedOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(Writer writer, Writer::make(width_px, height_px, payload, key, options));
  return FrameMarker(std::move(writer), options);
}

// One origin for all frames, drawn from the first.
Writer::Masked FrameMarker::mask(image::View frame) {
  const image::Plane luma = writer_.luma_of(frame);
  if (!origin_) origin_ = writer_.draw_origin(luma);
  return writer_.mask(luma, *origin_, *team_);
}

void FrameMarker::look(image::View frame) { gain_ = std::min(gain_, writer_.gain_for(mask(frame).change)); }

void FrameMarker::keep_still(image::View source, image::MutableView marked) const {
  const size_t pixel = image::traits(source.format).bytes_per_pixel();
  for (uint32_t y = 0; y < source.height_px; ++y) {
    const uint8_t *was = source_.view().row(y), *is = source.row(y), *kept = marked_.view().row(y);
    uint8_t* out = marked.row(y);
    for (size_t at = 0; at < source.width_px * pixel; at += pixel)
      if (std::memcmp(was + at, is + at, pixel) == 0) std::memcpy(out + at, kept + at, pixel);
  }
}

void FrameMarker::mark(image::MutableView frame) {
  image::Image source = copy_of(frame);
  Writer::Masked masked = mask(frame);
  margins_ += std::pow(10, masked.margin_db / 10);
  writer_.add(std::move(masked), gain_, frame, *team_);
  if (frames_++ > 0) keep_still(std::as_const(source).view(), frame);
  const image::Difference seen = image::difference(std::as_const(source).view(), frame);
  worst_.psnr_db = std::min(worst_.psnr_db, image::psnr_db(seen.mean_square));
  worst_.max_change = std::max(worst_.max_change, seen.largest);
  marked_ = copy_of(frame);
  source_ = std::move(source);
}

Result<EmbedReport> FrameMarker::report() const {
  EmbedReport out = worst_;
  out.visibility = writer_.visibility(gain_);
  const double mean = margins_ / static_cast<double>(std::max<size_t>(frames_, 1));
  IMPRINT_ASSIGN_OR_RETURN(out.robustness, writer_.robustness(10 * std::log10(std::max(mean, 1e-9)), gain_));
  return out;
}

// --- reading --------------------------------------------------------------------------------------------------

void FrameEvidence::add(image::View frame) {
  add_to(whole_, whole_of(frame));
  if (search_) add_to(searched_, scene_of(frame));
  ++frames_;
}

Scene FrameEvidence::whole() const { return mean_of(whole_, frames_); }

Scene FrameEvidence::searched() const { return mean_of(searched_, frames_); }

}  // namespace imprint::watermark
