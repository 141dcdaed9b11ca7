// The provider's logo beside the words (spec/label.md 4.2).
#pragma once

#include <cstdint>
#include <vector>

#include "base/status.h"
#include "image/view.h"
#include "label/blend.h"

namespace imprint::label {

class Logo {
 public:
  // `picture` (8 bits, any channels) shrunk or enlarged to the height of the words; an empty logo without pixels.
  // Errors: kInvalidArgument for one that is not 8 bits deep or more than kMostWidths times as wide as high.
  static Result<Logo> at_height(image::View picture, uint32_t height_px);

  uint32_t height_px() const { return height_px_; }
  uint32_t space_px() const { return width_px_ == 0 ? 0 : width_px_ + gap_px_; }  // that it takes beside the words
  // Into the plate, `left_px` from its left edge and in the middle of its height.
  void draw(const UprightPixels& pixels, const Placement& plate, uint32_t left_px) const;

  static constexpr uint32_t kMostWidths = 8;

 private:
  uint32_t width_px_ = 0, height_px_ = 0, gap_px_ = 0;
  std::vector<uint8_t> rgba_;  // straight alpha
};

}  // namespace imprint::label
