// Animations painted by code, with every way in which a frame can stand on its canvas and leave it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "image/view.h"

namespace imprint::test {

struct AnimationFrame {
  uint32_t x_px, y_px, width_px, height_px;  // x and y even for WebP
  int disposal;                              // GIF: 0 to 3; WebP: 2 is "to background", all else stays
  bool holes;                                // every third pixel transparent
  bool blend = true;                         // WebP alone
  uint32_t delay = 7;                        // 1/100 s in GIF, ms in WebP
};

inline constexpr uint32_t kStageWidth = 120, kStageHeight = 90;

// All disposals, offsets, holes, a frame of one pixel, one like the one before.
inline const std::vector<AnimationFrame> kStageFrames = {
    {0, 0, 120, 90, 1, false, true, 10}, {10, 20, 60, 40, 2, false, true, 3},  {30, 30, 80, 50, 3, true, true, 50},
    {2, 4, 20, 30, 0, true, true, 0},    {50, 60, 70, 30, 1, false, false, 7}, {50, 60, 70, 30, 1, false, true, 9},
    {118, 88, 1, 1, 1, false, true, 11}, {0, 0, 120, 90, 2, true, false, 100}, {40, 10, 30, 70, 2, false, true, 5},
    {60, 40, 60, 50, 3, false, true, 8},
};
// The same, but nothing under the first frames: the canvas shows through.
inline std::vector<AnimationFrame> frames_on_nothing() { return {kStageFrames.begin() + 1, kStageFrames.end()}; }

// Colour number of a pixel, below 9; one in three is a hole where the frame has holes.
inline int stage_index(const AnimationFrame& frame, size_t number, uint32_t x, uint32_t y) {
  if (frame.holes && (x + y) % 3 == 0) return 0;
  return 1 + static_cast<int>((x / 5 + y / 7 + number * 3) % 8);
}

inline image::Image stage_pixels(const AnimationFrame& frame, size_t number, uint8_t weakest_alpha = 0) {
  image::Image out(frame.width_px, frame.height_px, image::PixelFormat::kRgba8);
  for (uint32_t y = 0; y < frame.height_px; ++y)
    for (uint32_t x = 0; x < frame.width_px; ++x) {
      const int index = stage_index(frame, number, x, y);
      uint8_t* p = out.view().row(y) + size_t{x} * 4;
      p[0] = static_cast<uint8_t>(30 * index);
      p[1] = static_cast<uint8_t>(250 - 25 * index);
      p[2] = static_cast<uint8_t>(index % 3 * 100);
      p[3] = index == 0 ? weakest_alpha : 255;
    }
  return out;
}

}  // namespace imprint::test
