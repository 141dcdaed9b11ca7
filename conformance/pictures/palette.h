// A picture in few colours, for GIF and palette PNG.
#pragma once

#include "pictures/picture.h"

namespace imprint_conform {

struct Indexed {
  std::vector<cv::Vec3b> colours;  // RGB
  cv::Mat indices;                 // CV_8UC1
};

// Median cut (Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982) over the picture's own
// colours: the fullest box is cut at the median of its longest axis, `colours` (2 to 256) boxes in all; every pixel
// takes the nearest of their means, without dithering. 8-bit RGB only.
Indexed in_colours(const Picture& picture, int colours);
Picture resolved(const Indexed& indexed);

}  // namespace imprint_conform
