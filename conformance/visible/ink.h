// Measuring a line of text on the pixels of the picture itself: how high its ink is, and how it stands out.
#pragma once

#include <opencv2/core.hpp>

namespace imprint_conform {

struct Ink {
  bool found = false;
  cv::Rect box;  // around all letters
  double height_px =
      0;  // rows from the top of the highest letter to the foot of the lowest one; descenders do not count
  double letter_height_px = 0;  // of the lowest letter that stands as high as a letter (no 一, no comma)
  double contrast = 1;          // WCAG 2.2, of the ink to what is right around it
};

// `rgb` is CV_8UC3; `line` is roughly where the text stands, `light` whether it is lighter than its ground.
Ink measure_ink(const cv::Mat& rgb, const cv::Rect& line, bool light);

// WCAG 2.2 relative luminance of an sRGB colour, 0..1.
double luminance_of(const cv::Vec3b& rgb);

}  // namespace imprint_conform
