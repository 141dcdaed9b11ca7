// What happens to pictures on their way: files of them, crops, turns and resizes. Plain code of the tests' own, so that no
// fault of the SDK can hide behind itself.
#pragma once

#include <vector>

#include "image/view.h"

namespace imprint::test {

// PNG in the picture's own format and depth (libpng, no text, no colour chunks), compressed fast (1) to small (9).
std::vector<uint8_t> png_file(const image::Image& picture, int compression = 1);
// Baseline JPEG of 8 bits; colour with chroma at half size unless told otherwise. Alpha is dropped.
std::vector<uint8_t> jpeg_file(const image::Image& picture, int quality, bool full_chroma = false);
// Any PNG or JPEG as RGB8 over black.
image::Image read_file(const std::vector<uint8_t>& file);

image::Image to_rgb8(const image::Image& picture);
image::Image crop(const image::Image& picture, uint32_t x, uint32_t y, uint32_t width_px, uint32_t height_px);
// RGB8: every target pixel is the mean of a grid of bilinear samples over its area.
image::Image resize(const image::Image& picture, uint32_t width_px, uint32_t height_px);
// RGB8 about the centre, same size, black corners, bilinear. Positive is counter-clockwise as seen.
image::Image rotate(const image::Image& picture, double degrees);
// RGB8, same size, black corners, bilinear: the top side becomes narrower by this share, the bottom one stays.
image::Image keystone(const image::Image& picture, double narrower);
// The pixels as a viewer shows them under EXIF orientation 1..8: mirrors and quarter turns, exact, any format.
image::Image orient(const image::Image& picture, image::Orientation orientation);

}  // namespace imprint::test
