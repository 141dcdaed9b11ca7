#include "image/box.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace imprint::image;

namespace {

struct Values {
  int width, height;
  std::vector<float> values;
  float at(int x, int y) const { return values[static_cast<size_t>(y * width + x)]; }
};

Values random_values(int width, int height) {
  std::mt19937 random(1);
  Values out{width, height, {}};
  for (int i = 0; i < width * height; ++i) out.values.push_back(static_cast<float>(random() % 1000));
  return out;
}

std::vector<float> means(const Values& from, int radius) {
  std::vector<float> out;
  BoxRows(from.width, from.height, radius)
      .run([&](int y, float* row) { std::copy_n(from.values.data() + y * from.width, from.width, row); },
           [&](int y, const float* row) {
             CHECK(out.size() == static_cast<size_t>(y * from.width));
             out.insert(out.end(), row, row + from.width);
           });
  return out;
}

float counted(const Values& from, int radius, int x, int y) {
  double sum = 0;
  for (int dy = -radius; dy <= radius; ++dy)
    for (int dx = -radius; dx <= radius; ++dx)
      sum += static_cast<double>(from.at(reflected(x + dx, from.width), reflected(y + dy, from.height)));
  return static_cast<float>(sum / ((2 * radius + 1) * (2 * radius + 1)));
}

}  // namespace

TEST_CASE("box: each mean is that of its box, as counted by hand, edges reflected") {
  for (const auto& [width, height] : {std::pair{40, 50}, std::pair{9, 7}, std::pair{3, 30}, std::pair{30, 2}, std::pair{1, 1}})
    for (int radius : {1, 2, 3, 4, 5, 8, 9, 16, 17}) {
      CAPTURE(width);
      CAPTURE(radius);
      const Values from = random_values(width, height);
      const std::vector<float> out = means(from, radius);
      REQUIRE(out.size() == from.values.size());
      for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
          CHECK(out[static_cast<size_t>(y * width + x)] == doctest::Approx(counted(from, radius, x, y)).epsilon(1e-5));
    }
}

TEST_CASE("box: what was loud above leaves nothing behind in the silence below") {
  Values from{64, 2000, std::vector<float>(64 * 2000, 0.f)};
  for (size_t i = 0; i < 64 * 1000; ++i) from.values[i] = 65025.f / static_cast<float>(i % 7 + 1);
  const std::vector<float> out = means(from, 4);
  for (size_t i = 64 * 1004; i < out.size(); ++i) REQUIRE(out[i] == doctest::Approx(0).epsilon(1e-6));
}
