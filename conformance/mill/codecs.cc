// Attacks by codecs.
#include "mill/attacks.h"
#include "pictures/codec.h"
#include "pictures/palette.h"

namespace imprint_conform::attacks {

cv::Mat jpeg(const cv::Mat& rgb, int quality) { return decode(encode_jpeg({rgb}, {quality})).pixels; }

cv::Mat webp(const cv::Mat& rgb, int quality) { return decode(encode_webp({rgb}, quality)).pixels; }

cv::Mat avif(const cv::Mat& rgb, int cq_level) { return decode(encode_avif({rgb}, cq_level)).pixels; }

cv::Mat few_colours(const cv::Mat& rgb, int colours) { return resolved(in_colours({rgb}, colours)).pixels; }

}  // namespace imprint_conform::attacks
