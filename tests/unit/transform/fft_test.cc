#include "transform/fft.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace imprint::transform;

namespace {

struct Size {
  int width, height;
};
constexpr Size kSizes[] = {{1, 1}, {2, 1}, {1, 5}, {8, 8}, {9, 6}, {6, 9}, {15, 10}, {7, 11}};

std::vector<float> random_picture(int width, int height) {
  std::mt19937 random(7);
  std::vector<float> out(static_cast<size_t>(width * height));
  for (float& v : out) v = static_cast<float>(random() % 2001) / 1000 - 1;
  return out;
}

// The definition, term by term.
std::complex<double> naive(const std::vector<float>& picture, Size size, int fx, int fy) {
  std::complex<double> sum = 0;
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const double turns = static_cast<double>(fx) * x / size.width + static_cast<double>(fy) * y / size.height;
      sum += static_cast<double>(picture[static_cast<size_t>(y * size.width + x)]) * std::polar(1.0, -2 * std::numbers::pi * turns);
    }
  return sum;
}

// Through rows that are a little further apart than they must be.
HalfSpectrum spectrum_of(const std::vector<float>& picture, Size size) {
  HalfSpectrum out{size.width, size.height, {}};
  const int stride = out.columns() + 2;
  std::vector<std::complex<float>> rows(static_cast<size_t>(stride * size.height));
  for (int y = 0; y < size.height; ++y)
    std::copy_n(picture.data() + y * size.width, size.width, reinterpret_cast<float*>(rows.data() + y * stride));
  forward(rows.data(), size.width, size.height, stride);
  for (int y = 0; y < size.height; ++y) {
    out.values.insert(out.values.end(), rows.data() + y * stride, rows.data() + y * stride + out.columns());
    CHECK(rows[static_cast<size_t>((y + 1) * stride - 1)] == std::complex<float>{});
  }
  return out;
}

}  // namespace

TEST_CASE("fft: forward is the sum of its definition, for odd and even sizes") {
  for (const Size size : kSizes) {
    const std::vector<float> picture = random_picture(size.width, size.height);
    const HalfSpectrum spectrum = spectrum_of(picture, size);
    CHECK(spectrum.columns() == size.width / 2 + 1);
    REQUIRE(spectrum.values.size() == static_cast<size_t>(spectrum.columns() * size.height));
    for (int y = 0; y < size.height; ++y)
      for (int x = 0; x < spectrum.columns(); ++x)
        CHECK(std::abs(std::complex<double>(spectrum.row(y)[x]) - naive(picture, size, x, y)) < 1e-4);
  }
}

TEST_CASE("fft: forward then inverse multiplies by the number of samples") {
  for (const Size size : kSizes) {
    const std::vector<float> picture = random_picture(size.width, size.height);
    HalfSpectrum spectrum = spectrum_of(picture, size);
    const std::vector<float> back = inverse(spectrum);
    REQUIRE(back.size() == picture.size());
    for (size_t i = 0; i < back.size(); ++i)
      CHECK(back[i] / static_cast<double>(back.size()) == doctest::Approx(picture[i]).epsilon(1e-4));
  }
}

TEST_CASE("fft: inverse of a hand-made line is its wave") {
  HalfSpectrum spectrum{16, 12, std::vector<std::complex<float>>(9 * 12)};
  spectrum.row(10)[3] = {1.f, 0.5f};  // frequency (3, -2)
  const std::vector<float> wave = inverse(spectrum);
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 16; ++x) {
      const double phase = 2 * std::numbers::pi * (3 * x / 16.0 - 2 * y / 12.0);
      CHECK(std::fabs(wave[static_cast<size_t>(y * 16 + x)] - (2 * std::cos(phase) - std::sin(phase))) < 1e-5);
    }
}

TEST_CASE("fft: fast_size is even, smooth and the smallest such number") {
  for (int n = 1; n < 2000; ++n) {
    const int size = fast_size(n);
    REQUIRE(size >= n);
    REQUIRE(size % 2 == 0);
    const auto smooth = [](int v) {
      for (int prime : {2, 3, 5})
        while (v % prime == 0) v /= prime;
      return v == 1;
    };
    REQUIRE(smooth(size));
    for (int smaller = n + n % 2; smaller < size; smaller += 2) REQUIRE_FALSE(smooth(smaller));
  }
}

TEST_CASE("fft: the inverse that is kept gives what the single one gives, run after run") {
  RealInverse kept(16, 12);
  for (uint32_t seed : {1u, 2u, 3u}) {
    std::mt19937 random(seed);
    HalfSpectrum once{16, 12, std::vector<std::complex<float>>(kept.spectrum().values.size())};
    for (int y = 1; y < 6; ++y)
      for (int x = 1; x < 8; ++x) once.row(y)[x] = {static_cast<float>(random() % 100), static_cast<float>(random() % 100)};
    kept.spectrum().values = once.values;
    const std::vector<float> wanted = inverse(once);
    const std::vector<float>& given = kept.run();
    REQUIRE(given.size() == wanted.size());
    for (size_t i = 0; i < wanted.size(); ++i) CHECK(std::fabs(given[i] - wanted[i]) < 1e-2f);
  }
}
