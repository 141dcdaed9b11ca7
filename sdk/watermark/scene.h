// What a search looks at (spec/watermark-format.md §8.3).
#pragma once

#include <vector>

#include "image/plane.h"
#include "watermark/lines.h"
#include "watermark/watermark.h"

namespace imprint::watermark {

inline constexpr int kSearchLevels = 5;  // of the wavelet transform, for whatever is searched

// The front end's output, shrunk and cut to what fits.
struct Scene {
  image::Plane heard;
  double shrink = 1;      // pixels of the plane per pixel of the picture
  double full_frame = 1;  // pixels per canonical pixel if the whole picture is there
  Point corner;           // of the plane's upper left in the picture, pixels of the plane

  double longest_side_px() const { return heard.width > heard.height ? heard.width : heard.height; }
  double shortest_side_px() const { return heard.width < heard.height ? heard.width : heard.height; }
};

// The picture, or of a very long one the middle.
Scene scene_of(image::View picture);

// Of a very long picture, where else to look: bands along the long side that scene_of() left out, up to a bound.
std::vector<Box> bands_beyond(image::View picture);
Scene scene_of(image::View picture, const Box& band);

// A part of a picture, which is not copied.
image::View part_of(image::View picture, const Box& box);

}  // namespace imprint::watermark
