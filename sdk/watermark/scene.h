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
  double smallest = 1 / 3.3;  // scale of pictures that are looked for in it, of the full frame's

  double longest_side_px() const { return heard.width > heard.height ? heard.width : heard.height; }
  double shortest_side_px() const { return heard.width < heard.height ? heard.width : heard.height; }
};

// The whole picture on its marking raster, as embed() saw it.
Scene whole_of(image::View picture);

// The picture, or of a very long one the middle.
Scene scene_of(image::View picture);

// Of a very long picture, where to look for pictures in it: bands along the long side, up to a bound. Else none.
std::vector<Box> bands_of(image::View picture);
Scene scene_of(image::View picture, const Box& band);

// A part of a picture, which is not copied.
image::View part_of(image::View picture, const Box& box);

}  // namespace imprint::watermark
