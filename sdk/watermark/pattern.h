// The pattern as a picture: the tile's cosines sampled on a raster that covers the whole picture (spec/watermark-format.md §3).
#pragma once

#include <cstdint>
#include <vector>

#include "image/plane.h"
#include "watermark/carriers.h"

namespace imprint::watermark {

// A raster of width * height samples over a picture whose shortest side is kCanonicalSide canonical pixels.
struct Raster {
  int width = 0;
  int height = 0;
  double canonical_width = 0;   // of the picture, in canonical pixels
  double canonical_height = 0;
  // Sample i lies at (i + 1/2 - n/2) * step from the picture's centre, where the pattern has its centre of symmetry.
  double step_x() const { return canonical_width / width; }
  double step_y() const { return canonical_height / height; }
};

// The raster on which a picture is marked: canonical pixels, or the picture's own when those are fewer.
Raster marking_raster(uint32_t width_px, uint32_t height_px);

// Amplitude of each carrier: amplitudes[(v - 1) * kRadiusMax + (u - 1)].
using Amplitudes = std::vector<float>;
inline size_t carrier_index(Carrier c) { return static_cast<size_t>(c.v - 1) * kRadiusMax + static_cast<size_t>(c.u - 1); }

image::Plane synthesise(const Raster& raster, const Amplitudes& amplitudes);

// The adjoint of synthesise: the inner product of `plane` with each carrier's wave.
Amplitudes analyse(const Raster& raster, const image::Plane& plane);

}  // namespace imprint::watermark
