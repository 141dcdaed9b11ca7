// The pattern as a picture: the tile's cosines sampled on a raster that covers the whole picture (spec/watermark-format.md §3).
#pragma once

#include <cstdint>
#include <vector>

#include "base/team.h"
#include "image/plane.h"
#include "watermark/carriers.h"

namespace imprint::watermark {

// A raster of width * height samples over a picture whose shortest side is kCanonicalSide canonical pixels.
struct Raster {
  int width = 0;
  int height = 0;
  double canonical_width = 0;   // of the picture, in canonical pixels
  double canonical_height = 0;
  // Sample i lies at (i + 1/2 - n/2) * step from the picture's centre.
  double step_x() const { return canonical_width / width; }
  double step_y() const { return canonical_height / height; }
};

// The raster on which a picture is marked: canonical pixels, or the picture's own when those are fewer.
Raster marking_raster(uint32_t width_px, uint32_t height_px);

// Where the pattern has its centre of symmetry, canonical pixels from the picture's centre.
struct Origin {
  double x = 0, y = 0;
};

// Amplitude of each carrier: amplitudes[(v - 1) * kRadiusMax + (u - 1)].
using Amplitudes = std::vector<float>;
inline size_t carrier_index(Carrier c) { return static_cast<size_t>(c.v - 1) * kRadiusMax + static_cast<size_t>(c.u - 1); }

inline constexpr int kPatternBands = 4;  // parts of the pattern that are drawn with an amplitude map of their own

// Sum over the bands of map * pattern(amplitudes of that band). Each map is of the raster's size.
image::Plane synthesise(const Raster& raster, Origin origin, const std::vector<Amplitudes>& bands,
                         const std::vector<image::Plane>& maps, Team& team);

}  // namespace imprint::watermark
