// The attacks with typed parameters, 8-bit RGB in and out; ladders.cc gives them their steps.
#pragma once

#include <opencv2/core.hpp>

#include "mill/random.h"

namespace imprint_conform::attacks {

// Codecs: through the format and back to pixels.
cv::Mat jpeg(const cv::Mat& rgb, int quality);
cv::Mat webp(const cv::Mat& rgb, int quality);
cv::Mat avif(const cv::Mat& rgb, int cq_level);
cv::Mat few_colours(const cv::Mat& rgb, int colours);

// Geometry. Nothing is undone before detection: a resized picture stays resized, a cropped one cropped.
cv::Mat resize_to(const cv::Mat& rgb, double width, double height);  // area filter when smaller, else bicubic
cv::Mat resize(const cv::Mat& rgb, double x, double y);
cv::Mat resize_back(const cv::Mat& rgb, double scale);
cv::Mat crop_centre(const cv::Mat& rgb, double area);  // keeps this share of the pixels, at the picture's own shape
cv::Mat crop_random(const cv::Mat& rgb, double area, Random& random);
cv::Mat shift(const cv::Mat& rgb, int columns, int rows);           // drops the first ones
cv::Mat pad(const cv::Mat& rgb, double share);                      // white, of each side's length, on all four sides
cv::Mat drop_lines(const cv::Mat& rgb, int count, Random& random);  // so many rows and so many columns
cv::Mat rotate(const cv::Mat& rgb, double degrees, bool grow);      // counter-clockwise, black corners
cv::Mat quarter_turns(const cv::Mat& rgb, int count);               // counter-clockwise
cv::Mat mirror(const cv::Mat& rgb, bool left_to_right);
cv::Mat perspective(const cv::Mat& rgb, double share, Random& random);  // corners move inwards by up to this
cv::Mat shear(const cv::Mat& rgb, double degrees);                      // sideways, black corners, canvas grows
cv::Mat bend(const cv::Mat& rgb, double amplitude_px, Random& random);  // smooth waves of 180 px

// Values.
cv::Mat blur(const cv::Mat& rgb, double sigma_px);
cv::Mat median(const cv::Mat& rgb, int size_px);
cv::Mat sharpen(const cv::Mat& rgb, double radius_px, double percent, int threshold);
cv::Mat noise(const cv::Mat& rgb, double sigma, Random& random);
cv::Mat salt_and_pepper(const cv::Mat& rgb, double share, Random& random);
cv::Mat brightness(const cv::Mat& rgb, double factor);
cv::Mat contrast(const cv::Mat& rgb, double factor);
cv::Mat saturation(const cv::Mat& rgb, double factor);
cv::Mat gamma(const cv::Mat& rgb, double exponent);
cv::Mat hue(const cv::Mat& rgb, double turns);
cv::Mat grey(const cv::Mat& rgb);
cv::Mat posterise(const cv::Mat& rgb, int bits);
cv::Mat equalise(const cv::Mat& rgb);  // local, luma: the "one tap" of phones

// Overlays; `area` is the share of the picture that is covered.
cv::Mat caption(const cv::Mat& rgb, double area, Random& random);
cv::Mat stickers(const cv::Mat& rgb, double area, Random& random);
cv::Mat erase(const cv::Mat& rgb, double area, Random& random);

// Pipelines.
cv::Mat screenshot_phone(const cv::Mat& rgb);
cv::Mat screenshot_desktop(const cv::Mat& rgb);
cv::Mat social(const cv::Mat& rgb, int longest_px, int quality);  // scaled down only, then JPEG

// Removal without networks.
cv::Mat median_and_sharpen(const cv::Mat& rgb, int size_px);
cv::Mat shrink_wavelets(const cv::Mat& rgb, double levels);
cv::Mat notch_lattice(const cv::Mat& rgb, int radius_lines);
// The picture less its own Wiener-smoothed self, as CV_32FC3.
cv::Mat residual(const cv::Mat& rgb);

}  // namespace imprint_conform::attacks
