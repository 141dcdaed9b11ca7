// Animations as a viewer shows them: one canvas on which frames are laid and taken away again (spec/formats.md 9).
#pragma once

#include "base/limits.h"
#include "base/status.h"
#include "image/view.h"

namespace imprint::codec {

struct Rect {
  uint32_t x_px = 0, y_px = 0, width_px = 0, height_px = 0;
  bool empty() const { return width_px == 0; }
};
inline uint64_t pixels_of(const Rect& rect) { return uint64_t{rect.width_px} * rect.height_px; }
Rect united(const Rect& a, const Rect& b);

// The smallest rectangle with every pixel of a width x height canvas for which `wanted(x, y)` holds.
template <typename Wanted>
Rect bounds_of(uint32_t width_px, uint32_t height_px, const Wanted& wanted) {
  uint32_t left = width_px, right = 0, top = height_px, bottom = 0;
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < width_px; ++x) {
      if (!wanted(x, y)) continue;
      left = x < left ? x : left;
      right = x > right ? x : right;
      top = y < top ? y : top;
      bottom = y;
    }
  if (top == height_px) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

// What becomes of a frame's rectangle before the next frame.
enum class Disposal { kKeep, kClear, kRestore };

struct FramePlace {
  Rect rect;
  bool blend = true;  // over what is there; else in its place, alpha included
  Disposal disposal = Disposal::kKeep;
};

class Composer {
 public:
  Composer(uint32_t width_px, uint32_t height_px) : canvas_(width_px, height_px, image::PixelFormat::kRgba8) {}

  // The canvas with `frame` on it: RGBA8 of the size of its place, which lies on the canvas. Valid until the next call.
  image::View show(image::View frame, const FramePlace& place);

 private:
  void dispose();
  image::Image canvas_, saved_;
  FramePlace last_;
};

// Every frame costs a pass over the canvas, however few bytes it has: what all of them show is counted as decoded pixels, and the
// canvases held beside each other as memory. kLimitExceeded.
Result<Reservation> take_canvases(uint32_t width_px, uint32_t height_px, size_t frames, const Limits& limits);

}  // namespace imprint::codec
