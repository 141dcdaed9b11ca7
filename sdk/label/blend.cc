// Integer "over" at the depth of the picture: the same pixels in, the same pixels out, on every machine.
#include "label/blend.h"

#include <algorithm>

#include "label/plate.h"
#include "label/samples.h"

namespace imprint::label {
namespace {

using image::FormatTraits;
using image::Orientation;

// Weights are in 1/65535: sums of products with 16-bit samples then just fit 32 bits.
constexpr uint32_t kOne = 65535;

// What the label is at one pixel: so much ink, so much plate, the rest is the picture.
struct Weights {
  uint32_t ink, plate, picture;
};

Weights weigh(uint32_t ink_coverage, uint32_t plate_alone) {
  const uint32_t ink = ink_coverage * (kOne / 255);
  const uint32_t plate = ((kOne - ink) * plate_alone + kOne / 2) / kOne;
  return {ink, plate, kOne - ink - plate};
}

// Porter and Duff's "over" for a pixel that is opaque and stays so. label(i) is the label's premultiplied sample.
template <typename Sample, typename Label>
void blend_opaque(uint8_t* pixel, uint32_t colour_channels, const Weights& w, Label&& label) {
  for (uint32_t i = 0; i < colour_channels; ++i) {
    uint8_t* const at = pixel + i * sizeof(Sample);
    store<Sample>(at, (label(i) + w.picture * load<Sample>(at) + kOne / 2) / kOne);
  }
}

// The same with straight alpha below kMax; the label's own alpha is w.ink + w.plate.
template <typename Sample, typename Label>
void blend_translucent(uint8_t* pixel, uint8_t* alpha, uint32_t colour_channels, const Weights& w, Label&& label) {
  constexpr uint64_t kMax = Sample(~Sample{0});
  const uint64_t shows = w.picture * load<Sample>(alpha);    // in 1 / (kOne * kMax)
  const uint64_t covers = (w.ink + w.plate) * kMax + shows;  // the new alpha, same unit
  if (covers == 0) return;
  for (uint32_t i = 0; i < colour_channels; ++i) {
    uint8_t* const at = pixel + i * sizeof(Sample);
    const uint64_t colour = label(i) * kMax + shows * load<Sample>(at);
    store<Sample>(at, static_cast<uint32_t>((colour + covers / 2) / covers));
  }
  store<Sample>(alpha, static_cast<uint32_t>((covers + kOne / 2) / kOne));
}

template <typename Sample, typename Label>
void blend_with(uint8_t* pixel, const FormatTraits& t, const Weights& w, Label&& label) {
  constexpr uint32_t kMax = Sample(~Sample{0});
  uint8_t* const alpha = pixel + t.colour_channels * sizeof(Sample);
  if (t.has_alpha() && load<Sample>(alpha) != kMax)
    blend_translucent<Sample>(pixel, alpha, t.colour_channels, w, label);
  else
    blend_opaque<Sample>(pixel, t.colour_channels, w, label);
}

template <typename Sample>
void blend_pixel(uint8_t* pixel, const FormatTraits& t, const Weights& w, Tone tone) {
  constexpr uint32_t kMax = Sample(~Sample{0});
  const uint32_t label = (w.ink * tone.ink + w.plate * tone.plate) * (kMax / 255);
  blend_with<Sample>(pixel, t, w, [label](uint32_t) { return label; });
}

// Coverage of the plate at a pixel: its corners are rounded, the rest is full.
class PlateShape {
 public:
  PlateShape(const Placement& plate, uint32_t radius_px)
      : width_(plate.width_px),
        height_(plate.height_px),
        radius_(std::min({radius_px, width_ / 2, height_ / 2})),
        corner_(corner_coverage(radius_)) {}

  uint32_t at(uint32_t x, uint32_t y) const {
    const uint32_t from_side = std::min(x, width_ - 1 - x), from_edge = std::min(y, height_ - 1 - y);
    if (from_side >= radius_ || from_edge >= radius_) return 255;
    return corner_[static_cast<size_t>(from_edge) * radius_ + from_side];
  }

 private:
  uint32_t width_, height_, radius_;
  std::vector<uint8_t> corner_;
};

// A raster laid into the middle of the plate; 0 around it.
class Centred {
 public:
  Centred(const Placement& plate, uint32_t indent_px, const Coverage* raster) : raster_(raster) {
    if (raster == nullptr) return;
    left_ = indent_px + (plate.width_px - indent_px - raster->width_px) / 2;
    top_ = (plate.height_px - raster->height_px) / 2;
  }
  uint32_t at(uint32_t x, uint32_t y) const {
    if (raster_ == nullptr || x - left_ >= raster_->width_px || y - top_ >= raster_->height_px) return 0;
    return raster_->row(y - top_)[x - left_];
  }

 private:
  const Coverage* raster_;
  uint32_t left_ = 0, top_ = 0;
};

template <typename Sample>
void blend_samples(const UprightPixels& pixels, const Placement& plate, const PlateShape& shape, const Coverage& ink,
                   const Backing& backing) {
  const FormatTraits t = traits(pixels.format());
  const Centred inked(plate, backing.indent_px, &ink), contour(plate, backing.indent_px, backing.contour);
  for (uint32_t y = 0; y < plate.height_px; ++y) {
    uint8_t* pixel = pixels.at(plate.x_px, plate.y_px + y);
    for (uint32_t x = 0; x < plate.width_px; ++x, pixel += pixels.step_x()) {
      const uint32_t on_plate = (shape.at(x, y) * backing.opacity * (kOne / 255) + 127) / 255;
      const uint32_t on_contour = contour.at(x, y) * (kOne / 255);
      blend_pixel<Sample>(pixel, t, weigh(inked.at(x, y), std::max(on_plate, on_contour)), backing.tone);
    }
  }
}

}  // namespace

UprightPixels::UprightPixels(image::MutableView stored, Orientation orientation)
    : origin_(stored.data),
      step_x_(traits(stored.format).bytes_per_pixel()),
      step_y_(static_cast<ptrdiff_t>(stored.stride_bytes)),
      width_px_(stored.width_px),
      height_px_(stored.height_px),
      format_(stored.format) {
  const ptrdiff_t last_x = (static_cast<ptrdiff_t>(width_px_) - 1) * step_x_,
                  last_y = (static_cast<ptrdiff_t>(height_px_) - 1) * step_y_;
  // CIPA DC-008 4.6.4 A, Orientation: which side of the picture row 0 and column 0 are.
  const bool from_right = orientation == Orientation::kMirrorHorizontal || orientation == Orientation::kRotate180 ||
                          orientation == Orientation::kTransverse || orientation == Orientation::kRotate90Ccw;
  const bool from_bottom = orientation == Orientation::kMirrorVertical || orientation == Orientation::kRotate180 ||
                           orientation == Orientation::kTransverse || orientation == Orientation::kRotate90Cw;
  if (from_right) {
    origin_ += last_x;
    step_x_ = -step_x_;
  }
  if (from_bottom) {
    origin_ += last_y;
    step_y_ = -step_y_;
  }
  if (orientation >= Orientation::kTranspose) {
    std::swap(step_x_, step_y_);
    std::swap(width_px_, height_px_);
  }
}

void blend(const UprightPixels& pixels, const Placement& plate, const Coverage& ink, const Backing& backing) {
  const PlateShape shape(plate, backing.radius_px);
  if (traits(pixels.format()).bytes_per_sample == 2)
    blend_samples<uint16_t>(pixels, plate, shape, ink, backing);
  else
    blend_samples<uint8_t>(pixels, plate, shape, ink, backing);
}

void blend_colour(const UprightPixels& pixels, uint32_t x, uint32_t y, const uint8_t rgb[3], uint32_t opacity) {
  const FormatTraits t = traits(pixels.format());
  uint32_t colour[3] = {rgb[t.blue_first ? 2 : 0], rgb[1], rgb[t.blue_first ? 0 : 2]};
  if (t.colour_channels == 1) colour[0] = (rgb[0] * 2126u + rgb[1] * 7152u + rgb[2] * 722u + 5000) / 10000;
  const uint32_t ink = opacity * (kOne / 255);
  const Weights weights{ink, 0, kOne - ink};
  if (t.bytes_per_sample == 2)
    blend_with<uint16_t>(pixels.at(x, y), t, weights, [&](uint32_t i) { return ink * colour[i] * 257; });
  else
    blend_with<uint8_t>(pixels.at(x, y), t, weights, [&](uint32_t i) { return ink * colour[i]; });
}

}  // namespace imprint::label
