// What platforms do to a picture, for one stretch of it: half the size, then JPEG.
#pragma once

#include <opencv2/core.hpp>

namespace imprint_conform {

// `rgb` (CV_8UC3) at half its size after JPEG of `quality` 1..100 with 4:2:0, as RGB.
cv::Mat halved_and_jpeg(const cv::Mat& rgb, int quality);

}  // namespace imprint_conform
