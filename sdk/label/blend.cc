// Integer "over" at the depth of the picture: the same pixels in, the same pixels out, on every machine.
#include "label/blend.h"

#include <algorithm>
#include <cstring>

#include "label/plate.h"

namespace imprint::label {
namespace {

using image::FormatTraits;
using image::Orientation;

// Weights are in 1/65535: sums of products with 16-bit samples then just fit 32 bits.
constexpr uint32_t kOne = 65535;

// Below this mean the picture counts as dark: the grey from which white and black are equally far in WCAG contrast,
// sqrt(1.05 * 0.05) - 0.05 = 0.179 in linear light, 118 in sRGB.
constexpr uint64_t kDarkBelow = 118;

// Samples may sit at odd addresses (any stride is lawful), hence the copies; compilers make one move of them.
template <typename Sample>
uint32_t load(const uint8_t* at) {
  Sample value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <typename Sample>
void store(uint8_t* at, uint32_t value) {
  const auto sample = static_cast<Sample>(value);
  std::memcpy(at, &sample, sizeof sample);
}

// ITU-R BT.709-6 3.2 luma in 1/10000, of encoded samples; what shows through counts as white paper.
template <typename Sample>
uint64_t luma_over_white(const uint8_t* pixel, const FormatTraits& t) {
  constexpr uint64_t kMax = Sample(~Sample{0});
  const auto sample = [&](uint32_t i) { return uint64_t{load<Sample>(pixel + i * sizeof(Sample))}; };
  uint64_t luma = sample(0) * 10000;
  if (t.colour_channels == 3)
    luma = sample(t.blue_first ? 2 : 0) * 2126 + sample(1) * 7152 + sample(t.blue_first ? 0 : 2) * 722;
  if (t.has_alpha()) {
    const uint64_t alpha = sample(t.colour_channels);
    luma = (luma * alpha + kMax * 10000 * (kMax - alpha)) / kMax;
  }
  return luma;
}

template <typename Sample>
bool is_dark(const UprightPixels& pixels, const Placement& plate) {
  const FormatTraits t = traits(pixels.format());
  uint64_t sum = 0;
  for (uint32_t y = 0; y < plate.height_px; ++y) {
    const uint8_t* pixel = pixels.at(plate.x_px, plate.y_px + y);
    for (uint32_t x = 0; x < plate.width_px; ++x, pixel += pixels.step_x()) sum += luma_over_white<Sample>(pixel, t);
  }
  const uint64_t unit = uint64_t{10000} * (t.max_value() / 255) * plate.width_px * plate.height_px;
  return sum < kDarkBelow * unit;
}

// What the label is at one pixel: so much ink, so much plate, the rest is the picture.
struct Weights {
  uint32_t ink, plate, picture;
};

Weights weigh(uint32_t ink_coverage, uint32_t plate_coverage) {
  const uint32_t ink = ink_coverage * (kOne / 255);
  const uint32_t plate_alone = (plate_coverage * kPlateOpacity * (kOne / 255) + 127) / 255;
  const uint32_t plate = ((kOne - ink) * plate_alone + kOne / 2) / kOne;
  return {ink, plate, kOne - ink - plate};
}

// Porter and Duff's "over" for a pixel that is opaque and stays so.
template <typename Sample>
void blend_opaque(uint8_t* pixel, uint32_t colour_channels, const Weights& w, uint32_t label) {
  for (uint32_t i = 0; i < colour_channels; ++i) {
    uint8_t* const at = pixel + i * sizeof(Sample);
    store<Sample>(at, (label + w.picture * load<Sample>(at) + kOne / 2) / kOne);
  }
}

// The same with straight alpha below kMax; the label's own alpha is w.ink + w.plate.
template <typename Sample>
void blend_translucent(uint8_t* pixel, uint8_t* alpha, uint32_t colour_channels, const Weights& w, uint32_t label) {
  constexpr uint64_t kMax = Sample(~Sample{0});
  const uint64_t shows = w.picture * load<Sample>(alpha);    // in 1 / (kOne * kMax)
  const uint64_t covers = (w.ink + w.plate) * kMax + shows;  // the new alpha, same unit
  if (covers == 0) return;
  for (uint32_t i = 0; i < colour_channels; ++i) {
    uint8_t* const at = pixel + i * sizeof(Sample);
    const uint64_t colour = label * kMax + shows * load<Sample>(at);
    store<Sample>(at, static_cast<uint32_t>((colour + covers / 2) / covers));
  }
  store<Sample>(alpha, static_cast<uint32_t>((covers + kOne / 2) / kOne));
}

template <typename Sample>
void blend_pixel(uint8_t* pixel, const FormatTraits& t, const Weights& w, Tone tone) {
  constexpr uint32_t kMax = Sample(~Sample{0});
  const uint32_t label = (w.ink * tone.ink + w.plate * tone.plate) * (kMax / 255);  // premultiplied
  uint8_t* const alpha = pixel + t.colour_channels * sizeof(Sample);
  if (t.has_alpha() && load<Sample>(alpha) != kMax)
    blend_translucent<Sample>(pixel, alpha, t.colour_channels, w, label);
  else
    blend_opaque<Sample>(pixel, t.colour_channels, w, label);
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

template <typename Sample>
void blend_samples(const UprightPixels& pixels, const Placement& plate, const PlateShape& shape, const Coverage& ink,
                   Tone tone) {
  const FormatTraits t = traits(pixels.format());
  const uint32_t left = (plate.width_px - ink.width_px) / 2, top = (plate.height_px - ink.height_px) / 2;
  for (uint32_t y = 0; y < plate.height_px; ++y) {
    const uint8_t* inked = y >= top && y - top < ink.height_px ? ink.row(y - top) : nullptr;
    uint8_t* pixel = pixels.at(plate.x_px, plate.y_px + y);
    for (uint32_t x = 0; x < plate.width_px; ++x, pixel += pixels.step_x()) {
      const bool in_text = inked != nullptr && x >= left && x - left < ink.width_px;
      blend_pixel<Sample>(pixel, t, weigh(in_text ? inked[x - left] : 0, shape.at(x, y)), tone);
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

Tone choose_tone(const UprightPixels& pixels, const Placement& plate) {
  const bool wide = traits(pixels.format()).bytes_per_sample == 2;
  const bool dark = wide ? is_dark<uint16_t>(pixels, plate) : is_dark<uint8_t>(pixels, plate);
  return dark ? kWhiteOnDark : kBlackOnLight;
}

void blend(const UprightPixels& pixels, const Placement& plate, uint32_t radius_px, const Coverage& ink, Tone tone) {
  const PlateShape shape(plate, radius_px);
  if (traits(pixels.format()).bytes_per_sample == 2)
    blend_samples<uint16_t>(pixels, plate, shape, ink, tone);
  else
    blend_samples<uint8_t>(pixels, plate, shape, ink, tone);
}

}  // namespace imprint::label
