#include "codec/frames.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace imprint::codec {
namespace {

constexpr size_t kPixel = 4;  // bytes of RGBA8

// RFC 9649 2.7.1.1, "alpha-blending": straight alpha over straight alpha.
void blend_over(const uint8_t* from, uint8_t* to) {
  const uint32_t alpha = from[3];
  if (alpha == 0) return;
  const uint32_t below = to[3] * (255 - alpha);  // in 1/255
  const uint32_t covers = alpha * 255 + below;   // the new alpha, same unit
  for (size_t c = 0; c < 3; ++c)
    to[c] = static_cast<uint8_t>((from[c] * alpha * 255 + to[c] * below + covers / 2) / covers);
  to[3] = static_cast<uint8_t>((covers + 127) / 255);
}

void lay(image::View frame, const FramePlace& place, image::MutableView canvas) {
  for (uint32_t y = 0; y < place.rect.height_px; ++y) {
    const uint8_t* from = frame.row(y);
    uint8_t* to = canvas.row(place.rect.y_px + y) + place.rect.x_px * kPixel;
    if (!place.blend) {
      std::memcpy(to, from, place.rect.width_px * kPixel);
      continue;
    }
    for (uint32_t x = 0; x < place.rect.width_px; ++x) blend_over(from + x * kPixel, to + x * kPixel);
  }
}

image::Image copy_of(image::View canvas, const Rect& rect) {
  image::Image out(rect.width_px, rect.height_px, image::PixelFormat::kRgba8);
  for (uint32_t y = 0; y < rect.height_px; ++y)
    std::memcpy(out.view().row(y), canvas.row(rect.y_px + y) + rect.x_px * kPixel, rect.width_px * kPixel);
  return out;
}

void clear(image::MutableView canvas, const Rect& rect) {
  for (uint32_t y = 0; y < rect.height_px; ++y)
    std::memset(canvas.row(rect.y_px + y) + rect.x_px * kPixel, 0, rect.width_px * kPixel);
}

}  // namespace

Rect united(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const uint32_t x = std::min(a.x_px, b.x_px), y = std::min(a.y_px, b.y_px);
  return {x, y, std::max(a.x_px + a.width_px, b.x_px + b.width_px) - x,
          std::max(a.y_px + a.height_px, b.y_px + b.height_px) - y};
}

void Composer::dispose() {
  if (last_.disposal == Disposal::kClear) clear(canvas_.view(), last_.rect);
  if (last_.disposal == Disposal::kRestore)
    lay(std::as_const(saved_).view(), {last_.rect, false, Disposal::kKeep}, canvas_.view());
}

image::View Composer::show(image::View frame, const FramePlace& place) {
  dispose();
  if (place.disposal == Disposal::kRestore) saved_ = copy_of(std::as_const(canvas_).view(), place.rect);
  lay(frame, place, canvas_.view());
  last_ = place;
  return std::as_const(canvas_).view();
}

Result<Reservation> take_canvases(uint32_t width_px, uint32_t height_px, size_t frames, const Limits& limits) {
  constexpr uint64_t kCanvases = 5;  // shown, restored, frame, edited, written before
  const uint64_t pixels = uint64_t{width_px} * height_px;
  const std::string what = "canvases of " + std::to_string(frames) + " frames";
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kDecodedPixels, pixels * frames, what.c_str()));
  return limits.reserve(kCanvases * kPixel * pixels, "canvases of an animation");
}

}  // namespace imprint::codec
