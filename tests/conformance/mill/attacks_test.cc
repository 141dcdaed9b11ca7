// Single attacks against what can be worked out by hand.
#include "mill/attacks.h"

#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "conformance/mill/mill_pictures.h"
#include "mill/mill.h"
#include "model/error.h"

using namespace imprint_conform;
using imprint_conform_test::painted;

namespace {

bool same(const cv::Mat& a, const cv::Mat& b) { return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0; }
cv::Mat flat(int value, int width = 64, int height = 48) {
  return cv::Mat(height, width, CV_8UC3, cv::Scalar::all(value));
}
double share(const cv::Mat& rgb, const cv::Scalar& colour) {
  cv::Mat mask;
  cv::inRange(rgb, colour, colour, mask);
  return static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(rgb.total());
}
double mean_of(const cv::Mat& m) {
  const cv::Scalar s = cv::mean(m);
  return (s[0] + s[1] + s[2]) / 3;
}

// Correlation of what the attack takes for the mark with the mark, grey.
double likeness(const cv::Mat& residual, const cv::Mat& mark) {
  cv::Mat grey;
  cv::transform(residual, grey, cv::Matx13f(1 / 3.f, 1 / 3.f, 1 / 3.f));
  return grey.dot(mark) / std::sqrt(grey.dot(grey) * mark.dot(mark));
}
cv::Mat mark_of(cv::Size size) {
  Random random(77);
  cv::Mat mark(size, CV_32F);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) mark.at<float>(y, x) = static_cast<float>(3 * random.normal());
  return mark;
}
Picture marked(const Picture& p, const cv::Mat& mark) {
  cv::Mat levels, three;
  p.pixels.convertTo(levels, CV_32F);
  cv::merge(std::vector<cv::Mat>{mark, mark, mark}, three);
  Picture out;
  cv::Mat(levels + three).convertTo(out.pixels, CV_8U);
  return out;
}

}  // namespace

TEST_CASE("geometry: crops keep their share and their pixels") {
  const cv::Mat p = painted(100, 60).pixels;
  const cv::Mat half = attacks::crop_centre(p, 0.25);
  CHECK(half.size() == cv::Size(50, 30));
  CHECK(same(half, p(cv::Rect(25, 15, 50, 30))));
  CHECK(same(attacks::crop_centre(p, 1), p));
  CHECK(attacks::crop_centre(p, 0.001).size() == cv::Size(16, 16));
  Random random(3);
  const cv::Mat any = attacks::crop_random(p, 0.5, random);
  bool found = false;  // it stands somewhere in the picture, sample by sample
  for (int y = 0; y + any.rows <= p.rows; ++y)
    for (int x = 0; x + any.cols <= p.cols; ++x) found = found || same(any, p(cv::Rect({x, y}, any.size())));
  CHECK(found);
}

TEST_CASE("geometry: a rotation by a quarter is a quarter turn, and turns undo each other") {
  const cv::Mat p = painted(50, 30).pixels;
  CHECK(same(attacks::rotate(p, 90, true), attacks::quarter_turns(p, 1)));
  CHECK(same(attacks::rotate(p, 180, true), attacks::quarter_turns(p, 2)));
  CHECK(same(attacks::quarter_turns(attacks::quarter_turns(p, 1), 3), p));
  CHECK(attacks::quarter_turns(p, 1).at<cv::Vec3b>(0, 0) == p.at<cv::Vec3b>(0, 49));  // counter-clockwise
  CHECK(same(attacks::rotate(p, 0, true), p));
  CHECK(attacks::rotate(p, 45, true).cols == attacks::rotate(p, 45, true).rows);
  CHECK(attacks::rotate(p, 9, false).size() == p.size());
  CHECK(attacks::rotate(p, 9, false).at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 0, 0));
  CHECK(same(attacks::mirror(attacks::mirror(p, true), true), p));
  CHECK(attacks::mirror(p, true).at<cv::Vec3b>(4, 0) == p.at<cv::Vec3b>(4, 49));
  CHECK(attacks::mirror(p, false).at<cv::Vec3b>(0, 4) == p.at<cv::Vec3b>(29, 4));
}

TEST_CASE("geometry: sizes of what is scaled, padded, sheared and cut") {
  const cv::Mat p = painted(100, 60).pixels;
  CHECK(attacks::resize(p, 0.5, 0.5).size() == cv::Size(50, 30));
  CHECK(attacks::resize(p, 0.8, 1).size() == cv::Size(80, 60));
  CHECK(attacks::resize_back(p, 0.5).size() == p.size());
  CHECK(mean_of(attacks::resize(flat(77), 0.3, 0.3)) == 77);
  CHECK_THROWS_AS(attacks::resize_to(p, 20000, 20000), ConformError);
  CHECK(attacks::pad(p, 0.1).size() == cv::Size(120, 72));
  CHECK(attacks::pad(p, 0.1).at<cv::Vec3b>(0, 0) == cv::Vec3b(255, 255, 255));
  CHECK(same(attacks::shift(p, 3, 5), p(cv::Rect(3, 5, 97, 55))));
  CHECK_THROWS_AS(attacks::shift(p, 100, 0), ConformError);
  CHECK(attacks::shear(p, 10).cols == 100 + 11);  // 60 tan 10 degrees = 10.6
  CHECK(attacks::shear(p, 10).rows == 60);
  Random random(1);
  cv::Mat lines(40, 40, CV_8UC3);
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 40; ++x)
      lines.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<uint8_t>(x), static_cast<uint8_t>(y), 0);
  const cv::Mat fewer = attacks::drop_lines(lines, 5, random);
  CHECK(fewer.size() == cv::Size(35, 35));
  for (int x = 1; x < 35; ++x) CHECK(fewer.at<cv::Vec3b>(0, x)[0] > fewer.at<cv::Vec3b>(0, x - 1)[0]);
  CHECK_THROWS_AS(attacks::drop_lines(lines, 40, random), ConformError);
}

TEST_CASE("geometry: a bend moves by no more than it says, a perspective leaves black at the corners") {
  Random random(5);
  cv::Mat ramp(60, 200, CV_8UC3);
  for (int y = 0; y < 60; ++y)
    for (int x = 0; x < 200; ++x) ramp.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uint8_t>(x));
  const cv::Mat bent = attacks::bend(ramp, 3, random);
  cv::Mat difference;
  cv::absdiff(bent, ramp, difference);
  double most = 0;
  cv::minMaxLoc(difference.reshape(1)(cv::Rect(30, 5, 500, 50)), nullptr, &most);
  CHECK(most <= 4);
  CHECK(most >= 2);
  CHECK(same(attacks::bend(ramp, 0, random), ramp));
  CHECK(share(attacks::perspective(flat(200, 100, 100), 0.2, random), {0, 0, 0}) > 0.02);
}

TEST_CASE("values: tables of single levels") {
  CHECK(mean_of(attacks::brightness(flat(100), 1.3)) == 130);
  CHECK(mean_of(attacks::brightness(flat(200), 2)) == 255);
  CHECK(mean_of(attacks::posterise(flat(157), 4)) == 144);
  CHECK(mean_of(attacks::gamma(flat(128), 2)) == 64);
  CHECK(mean_of(attacks::gamma(flat(64), 0.5)) == 128);
  CHECK(mean_of(attacks::contrast(flat(90), 0.25)) == 90);  // its own mean stays
  cv::Mat two = flat(50);
  two(cv::Rect(0, 0, 32, 48)) = cv::Scalar::all(150);
  CHECK(attacks::contrast(two, 0.5).at<cv::Vec3b>(0, 0)[0] == 125);
  CHECK(attacks::contrast(two, 2).at<cv::Vec3b>(0, 60)[0] == 0);
  const cv::Mat red(8, 8, CV_8UC3, cv::Scalar(255, 0, 0));
  CHECK(attacks::grey(red).at<cv::Vec3b>(0, 0) == cv::Vec3b(76, 76, 76));
  CHECK(attacks::saturation(red, 0).at<cv::Vec3b>(0, 0) == cv::Vec3b(76, 76, 76));
  CHECK(same(attacks::saturation(red, 1), red));
  CHECK(attacks::hue(red, 1.0 / 3).at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 255, 0));
  CHECK(attacks::hue(red, -1.0 / 3).at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 0, 255));
  CHECK(same(attacks::hue(flat(90), 0.25), flat(90)));
}

TEST_CASE("values: filters smooth, sharpening undoes nothing on flats, noise has its strength") {
  const cv::Mat p = painted(90, 70).pixels;
  CHECK(same(attacks::blur(flat(31), 4), flat(31)));
  CHECK(same(attacks::sharpen(flat(31), 2, 300, 3), flat(31)));
  CHECK(cv::norm(attacks::sharpen(p, 2, 150, 3), p) > 0);
  cv::Mat dot = flat(10);
  dot.at<cv::Vec3b>(20, 20) = {250, 250, 250};
  CHECK(same(attacks::median(dot, 3), flat(10)));
  Random random(2);
  cv::Scalar mean, deviation;
  cv::meanStdDev(attacks::noise(flat(128, 200, 200), 10, random), mean, deviation);
  CHECK(deviation[0] == doctest::Approx(10).epsilon(0.03));
  CHECK(mean[2] == doctest::Approx(128).epsilon(0.01));
  const cv::Mat peppered = attacks::salt_and_pepper(flat(128, 300, 300), 0.04, random);
  CHECK(share(peppered, {0, 0, 0}) == doctest::Approx(0.02).epsilon(0.15));
  CHECK(share(peppered, {255, 255, 255}) == doctest::Approx(0.02).epsilon(0.15));
}

TEST_CASE("overlays cover the area that they say") {
  Random random(4);
  const cv::Mat page = flat(128, 400, 300);
  CHECK(share(attacks::erase(page, 0.25, random), {128, 128, 128}) == doctest::Approx(0.75).epsilon(0.02));
  CHECK(share(attacks::stickers(page, 0.25, random), {128, 128, 128}) == doctest::Approx(0.75).epsilon(0.02));
  CHECK(share(attacks::caption(page, 0.20, random), {128, 128, 128}) == doctest::Approx(0.80).epsilon(0.02));
  CHECK(share(attacks::caption(page, 0.20, random), {255, 255, 255}) > 0.01);  // there are words
}

TEST_CASE("pipelines have the sizes of their screens") {
  CHECK(attacks::screenshot_phone(painted(100, 60).pixels).size() == cv::Size(1080, 2340));
  CHECK(attacks::screenshot_desktop(painted(100, 60).pixels).size() == cv::Size(70 + 2 * 17, 42 + 2 * 10));
  CHECK(attacks::social(painted(200, 100).pixels, 100, 80).size() == cv::Size(100, 50));
  CHECK(attacks::social(painted(90, 50).pixels, 100, 80).size() == cv::Size(90, 50));  // never larger
}

TEST_CASE("removal: small details go, large edges stay, flats are left alone") {
  cv::Mat faint = flat(100, 128, 128), edge = flat(50, 128, 128);
  for (int y = 0; y < 128; ++y)
    for (int x = 0; x < 128; ++x)
      if ((x + y) % 2 != 0) faint.at<cv::Vec3b>(y, x) = {103, 103, 103};
  edge(cv::Rect(64, 0, 64, 128)) = cv::Scalar::all(200);
  cv::Scalar mean, deviation;
  cv::meanStdDev(attacks::shrink_wavelets(faint, 4), mean, deviation);
  CHECK(deviation[0] < 0.5);
  const cv::Mat kept = attacks::shrink_wavelets(edge, 4);
  CHECK(kept.at<cv::Vec3b>(64, 100)[0] - kept.at<cv::Vec3b>(64, 20)[0] > 125);
  CHECK(same(attacks::shrink_wavelets(flat(80), 4), flat(80)));
  CHECK(same(attacks::median_and_sharpen(flat(80), 5), flat(80)));
  CHECK(same(attacks::notch_lattice(flat(80, 256, 256), 1), flat(80, 256, 256)));
}

TEST_CASE("removal: the notch lowers a wave of the lattice, and not one beside it") {
  constexpr int kSide = 512;
  const auto wave = [](double u, double v) {
    Random random(8);
    cv::Mat p(kSide, kSide, CV_8UC3);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        const double w = 6.283185307179586 / 128 * (u * (x + 0.5) + v * (y + 0.5));
        p.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uint8_t>(128 + 4 * std::cos(w) + 6 * random.normal()));
      }
    return p;
  };
  const auto power = [](const cv::Mat& p, double u, double v) {
    double re = 0, im = 0;
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        const double w = 6.283185307179586 / 128 * (u * (x + 0.5) + v * (y + 0.5));
        re += p.at<cv::Vec3b>(y, x)[1] * std::cos(w);
        im += p.at<cv::Vec3b>(y, x)[1] * std::sin(w);
      }
    return std::hypot(re, im) / kSide / kSide * 2;
  };
  const cv::Mat on = wave(11, 4), beside = wave(11.5, 4.5);
  CHECK(power(on, 11, 4) == doctest::Approx(4).epsilon(0.05));
  CHECK(power(attacks::notch_lattice(on, 0), 11, 4) < 0.4);
  CHECK(power(attacks::notch_lattice(beside, 0), 11.5, 4.5) > 3.5);
}

TEST_CASE("several pictures: an average takes a shared mark off, a copy puts it on") {
  const cv::Size size(128, 96);
  const cv::Mat mark = mark_of(size);
  std::vector<Picture> others;
  for (uint64_t i = 0; i < 30; ++i) others.push_back(marked(painted(size.width, size.height, CV_8UC3, 100 + i), mark));
  const Picture target = marked(painted(size.width, size.height, CV_8UC3, 7), mark),
                clean = painted(size.width, size.height, CV_8UC3, 8);
  const double before = likeness(attacks::residual(target.pixels), mark);
  const double after = likeness(attacks::residual(remove_average(others, target, 1.5).pixels), mark);
  CHECK(before > 0.3);
  CHECK(after < before / 2);
  CHECK(std::abs(likeness(attacks::residual(clean.pixels), mark)) < 0.05);
  CHECK(likeness(attacks::residual(copy_residual(target, clean).pixels), mark) > 0.15);
  CHECK_THROWS_AS(remove_average({}, target), ConformError);
  CHECK_THROWS_AS(copy_residual(target, painted(10, 10)), ConformError);
  CHECK_THROWS_AS(copy_residual(target, painted(128, 96, CV_8UC4)), ConformError);
}

TEST_CASE("several pictures: the mean of copies") {
  Picture a, b;
  a.pixels = flat(100);
  b.pixels = flat(104);
  CHECK(same(mean_of_copies({a, b}).pixels, flat(102)));
  CHECK_THROWS_AS(mean_of_copies({}), ConformError);
}
