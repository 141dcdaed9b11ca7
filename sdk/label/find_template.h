// The shapes that `find` looks for: the letters as `draw` sets them, and the ground that is sure to be free around
// them.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "image/plane.h"
#include "label/font.h"
#include "label/text_block.h"

namespace imprint::label {

// Ink height at which texts are set before they are shrunk to a size that is looked for.
inline constexpr int kMasterInkPx = 24;

inline constexpr int kFindBorderPx = 4;  // around it

// Of one text in one breaking of lines. Ink is surrounded by `border` samples on each side.
struct Shape {
  image::Plane ink;     // coverage, [0, 1]
  image::Plane weight;  // 1 on letters and close around them, where every style keeps the picture out
  double border = 0;
  double ink_height = 0;  // of a line, spec/label.md 3.1
  double block_width() const { return ink.width - 2 * border; }
  double block_height() const { return ink.height - 2 * border; }
};

// Of letters that are `ink_px` high.
Shape shape_of(const TextBlock& block, double ink_px);

// The same at another size.
Shape shrink(const Shape& shape, double factor);

// Shapes of one text at kMasterInkPx; `room` is what set_text() has at that size. Empty when the text does not fit.
class ShapeSet {
 public:
  ShapeSet(const Font& font, std::u32string text) : font_(font), text_(std::move(text)) {}
  const Shape* for_room(double room_px);

 private:
  const Font& font_;
  std::u32string text_;
  // Lines that were the best ones for `most` px stay so in every room that they fit into.
  struct Setting {
    double least, most;
    Shape shape;
  };
  std::list<Setting> settings_;  // pointers into it stay good
  double too_small_ = 0;         // no setting fits this room
};

}  // namespace imprint::label
