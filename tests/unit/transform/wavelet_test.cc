#include "transform/wavelet.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

using namespace imprint::transform;

namespace {

std::vector<float> smoothed(const std::vector<float>& in, int width, int height, int spacing) {
  std::vector<float> out(in.size()), scratch;
  atrous_smooth(in.data(), out.data(), width, height, spacing, scratch);
  return out;
}

int reflected(int i, int n) {
  if (n == 1) return 0;
  const int period = 2 * (n - 1);
  i = ((i % period) + period) % period;
  return i < n ? i : period - i;
}

}  // namespace

TEST_CASE("wavelet: one step is the two-dimensional kernel with reflected edges") {
  std::mt19937 random(3);
  struct Size {
    int width, height;
  };
  for (const Size size : {Size{1, 1}, Size{3, 2}, Size{17, 11}, Size{5, 30}})
    for (int spacing : {1, 2, 4, 8}) {
      std::vector<float> in(static_cast<size_t>(size.width * size.height));
      for (float& v : in) v = static_cast<float>(random() % 256);
      const std::vector<float> out = smoothed(in, size.width, size.height, spacing);
      constexpr double kKernel[5] = {1 / 16., 4 / 16., 6 / 16., 4 / 16., 1 / 16.};
      for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
          double sum = 0;
          for (int j = 0; j < 5; ++j)
            for (int i = 0; i < 5; ++i) {
              const int sx = reflected(x + (i - 2) * spacing, size.width), sy = reflected(y + (j - 2) * spacing, size.height);
              sum += kKernel[i] * kKernel[j] * in[static_cast<size_t>(sy * size.width + sx)];
            }
          CHECK(std::fabs(out[static_cast<size_t>(y * size.width + x)] - sum) < 1e-3);
        }
    }
}

TEST_CASE("wavelet: the bands and the rest add up to the picture") {
  std::mt19937 random(5);
  constexpr int kWidth = 40, kHeight = 33;
  std::vector<float> picture(kWidth * kHeight);
  for (float& v : picture) v = static_cast<float>(random() % 256);
  std::vector<float> sum(picture.size(), 0.f), current = picture;
  for (int level = 0; level < 5; ++level) {
    const std::vector<float> rest = smoothed(current, kWidth, kHeight, 1 << level);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += current[i] - rest[i];
    current = rest;
  }
  for (size_t i = 0; i < sum.size(); ++i) CHECK(sum[i] + current[i] == doctest::Approx(picture[i]).epsilon(1e-4));
}

TEST_CASE("wavelet: atrous_gain is the gain that a wave meets") {
  constexpr int kWidth = 256;
  for (int spacing : {1, 2, 4})
    for (double frequency : {0.0, 0.03, 0.11, 0.25, 0.4}) {
      std::vector<float> wave(kWidth);
      for (int x = 0; x < kWidth; ++x)
        wave[static_cast<size_t>(x)] = static_cast<float>(std::cos(2 * std::numbers::pi * frequency * x));
      const std::vector<float> out = smoothed(wave, kWidth, 1, spacing);  // constant downwards: gain 1 on that axis
      for (size_t x = 32; x < 224; ++x)                                   // away from the edges
        CHECK(std::fabs(out[x] - atrous_gain(frequency, spacing) * wave[x]) < 1e-4);
    }
}
