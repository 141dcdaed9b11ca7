#include "transform/fft.h"
#include "transform/real_fft.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

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

struct HalfSpectrum {
  int width;
  std::vector<std::complex<float>> values;
  int columns() const { return width / 2 + 1; }
  const std::complex<float>* row(int y) const { return values.data() + y * columns(); }
};

// Through rows that are a little further apart than they must be.
HalfSpectrum spectrum_of(const std::vector<float>& picture, Size size) {
  HalfSpectrum out{size.width, {}};
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

TEST_CASE("real fft: the bins are the sums of the definition, and the inverse gives the samples back") {
  constexpr int kSize = 240;
  RealFft fft(kSize);
  std::vector<float> in;
  for (int i = 0; i < kSize; ++i) in.push_back(static_cast<float>(std::sin(0.3 * i) + 0.02 * i));
  std::copy(in.begin(), in.end(), fft.samples().begin());
  fft.forward();
  REQUIRE(fft.bins().size() == kSize / 2 + 1);
  for (int f : {0, 1, 7, 60, 120}) {
    std::complex<double> sum = 0;
    for (int i = 0; i < kSize; ++i)
      sum += static_cast<double>(in[static_cast<size_t>(i)]) * std::polar(1.0, -2 * std::numbers::pi * f * i / kSize);
    const std::complex<float> bin = fft.bins()[static_cast<size_t>(f)];
    CHECK(bin.real() == doctest::Approx(sum.real()).epsilon(1e-4));
    CHECK(std::abs(bin.imag() - sum.imag()) < 1e-2);
  }
  fft.inverse();
  for (size_t i = 0; i < in.size(); ++i) CHECK(fft.samples()[i] / kSize == doctest::Approx(in[i]).epsilon(1e-4));
}
