// The change of the luma, added to the samples of a picture (spec/watermark-format.md §7.1).
#pragma once

#include <algorithm>

#include "base/team.h"
#include "image/plane.h"

namespace imprint::watermark {

constexpr float kMaxChange = 22.f;  // levels, of any pixel; enlarging may overshoot by half a level

// What became of the colour samples, in levels of 8 bits.
struct Change {
  double squares = 0;
  double count = 0;  // of colour samples that may change
  double largest = 0;
  void operator+=(const Change& o) {
    squares += o.squares;
    count += o.count;
    largest = std::max(largest, o.largest);
  }
};

// `change` is of the picture's size or smaller, then it is enlarged; in levels of 8 bits, within kMaxChange. Alpha and fully transparent pixels
// stay. Rounded to the nearest sample, ties to even.
Change add_to_picture(image::MutableView picture, const image::Plane& change, Team& team);

}  // namespace imprint::watermark
