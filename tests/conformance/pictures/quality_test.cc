// The measures of quality against values that can be worked out by hand, and against the harness's definitions.
#include "pictures/quality.h"

#include <doctest/doctest.h>

#include <cmath>

#include "model/error.h"

using namespace imprint_conform;

namespace {
Picture flat(int value, int type = CV_8UC3) {
  Picture p;
  p.pixels = cv::Mat(32, 40, type, cv::Scalar::all(value));
  return p;
}
}  // namespace

TEST_CASE("quality: one level everywhere is 48.13 dB, and two are 6.02 less") {
  CHECK(psnr_db(flat(100), flat(101)) == doctest::Approx(10 * std::log10(255.0 * 255)));
  CHECK(psnr_db(flat(100), flat(102)) == doctest::Approx(48.1308 - 6.0206).epsilon(1e-4));
  CHECK(psnr_db(flat(100, CV_16UC3), flat(357, CV_16UC3)) == doctest::Approx(48.1308).epsilon(1e-4));
  CHECK(psnr_db(flat(7), flat(7)) == 99.0);
  CHECK(mean_difference(flat(100), flat(103)) == doctest::Approx(3.0));
  CHECK(largest_change(flat(100), flat(103)) == 3);
}

TEST_CASE("quality: luma weighs green most, and alpha counts nowhere") {
  Picture a = flat(100), b = flat(100), c = flat(100);
  b.pixels += cv::Scalar(0, 10, 0);
  c.pixels += cv::Scalar(0, 0, 10);
  CHECK(psnr_db(a, b) == doctest::Approx(psnr_db(a, c)));
  CHECK(psnr_luma_db(a, b) < psnr_luma_db(a, c));
  CHECK(psnr_luma_db(a, b) == doctest::Approx(10 * std::log10(255.0 * 255 / (5.87 * 5.87))));
  Picture see = flat(100, CV_8UC4), hide = flat(100, CV_8UC4);
  hide.pixels.forEach<cv::Vec4b>([](cv::Vec4b& p, const int*) { p[3] = 0; });
  CHECK(psnr_db(see, hide) == 99.0);
  CHECK(largest_change(see, hide) == 0);
}

TEST_CASE("quality: SSIM of flats follows its formula; noise lowers it") {
  CHECK(ssim_luma(flat(100), flat(100)) == doctest::Approx(1.0));
  const double c1 = 0.01 * 255 * 0.01 * 255;
  CHECK(ssim_luma(flat(100), flat(150)) ==
        doctest::Approx((2 * 100 * 150 + c1) / (100 * 100 + 150 * 150 + c1)).epsilon(1e-6));
  Picture noisy = flat(100);
  for (int y = 0; y < noisy.height(); ++y)
    for (int x = 0; x < noisy.width(); ++x)
      if ((x + y) % 2 != 0) noisy.pixels.at<cv::Vec3b>(y, x) = {120, 120, 120};
  CHECK(ssim_luma(flat(110), noisy) < 0.5);
}

TEST_CASE("quality: pictures of different kinds are refused with both named") {
  CHECK_THROWS_WITH_AS(psnr_db(flat(1), flat(1, CV_8UC1)),
                       "pictures of different kinds cannot be compared: 40 x 32 px, 3 channels of 8 bits; 40 x 32 px, "
                       "1 channels of 8 bits",
                       ConformError);
  Picture small;
  small.pixels = cv::Mat(10, 40, CV_8UC1, cv::Scalar(3));
  CHECK_THROWS_AS(ssim_luma(small, small), ConformError);
}
