// How far one picture is from another: PSNR, SSIM, largest change.
#pragma once

#include <cstdint>

#include "pictures/picture.h"

namespace imprint_conform {

// All compare pictures of one size, number of channels and depth; others are a ConformError that names both. Alpha
// takes no part. Levels are those of 8 bits: a 16-bit sample counts as value / 257.
double psnr_db(const Picture& a, const Picture& b);       // over all colour samples; 99 when equal
double psnr_luma_db(const Picture& a, const Picture& b);  // Y = 0.299 R + 0.587 G + 0.114 B
// Wang, Bovik, Sheikh, Simoncelli, IEEE Trans. Image Processing 13(4), 2004: luma, Gaussian window of sigma 1.5 over
// 11 x 11, mean over all places at least 5 px from the border. Sides under 11 px: ConformError.
double ssim_luma(const Picture& a, const Picture& b);
uint32_t largest_change(const Picture& a, const Picture& b);  // in the samples' own steps: to 255 or to 65535
double mean_difference(const Picture& a,
                       const Picture& b);  // mean of |a - b| over all colour samples, levels of 8 bits

}  // namespace imprint_conform
