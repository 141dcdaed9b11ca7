// The visible label: words drawn into the pixels (spec/label.md).
#pragma once

#include <string>

#include "base/status.h"
#include "image/view.h"

namespace imprint::label {

enum class Corner { kLowerRight, kLowerLeft, kUpperRight, kUpperLeft };

struct DrawOptions {
  std::string text = "AI生成";        // UTF-8
  Corner corner = Corner::kLowerRight;
  double height_percent = 5.0;        // ink height in percent of the shortest side, [5, 50]
  image::Orientation orientation = image::Orientation::kUpright;  // of the stored pixels; the label stands upright for the viewer
};

// Where the label landed, in pixels of the upright picture (as a viewer shows it).
struct Placement {
  uint32_t x_px = 0, y_px = 0, width_px = 0, height_px = 0;  // backing plate
  uint32_t ink_height_px = 0;                                // drawn ink, top to bottom
  double ink_height_percent = 0.0;                           // of the shortest side
};

// GB 45438-2025 5.2: the words hold an AI element (AI, 人工智能) and a generation element (生成, 合成).
Status check_text(const std::string& text);

// Draws into `picture` and leaves every pixel outside the plate, and every alpha of an opaque pixel, as it was.
// On error nothing is drawn.
Result<Placement> draw(image::MutableView picture, const DrawOptions& options);

}  // namespace imprint::label
