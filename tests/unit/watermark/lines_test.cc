#include "watermark/lines.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

using namespace imprint;
using namespace imprint::watermark;

namespace {

image::Plane noise(int width, int height, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  image::Plane out(width, height);
  for (float& v : out.values) v = normal(random);
  return out;
}

// `amplitude` * cos(2 pi (fx x + fy y) + phase) about the plane's centre, added to it.
void add_wave(image::Plane& plane, double fx, double fy, double phase, double amplitude) {
  for (int y = 0; y < plane.height; ++y)
    for (int x = 0; x < plane.width; ++x) {
      const double px = x + 0.5 - plane.width / 2.0, py = y + 0.5 - plane.height / 2.0;
      plane.row(y)[x] += static_cast<float>(amplitude * std::cos(2 * std::numbers::pi * (fx * px + fy * py) + phase));
    }
}

}  // namespace

TEST_CASE("lines: noise is read with unit power everywhere") {
  const LineReader reader(noise(301, 222, 1));
  std::mt19937 random(2);
  std::uniform_real_distribution<double> frequency(-0.49, 0.49);
  double power = 0;
  constexpr int kSamples = 4000;
  for (int i = 0; i < kSamples; ++i) power += std::norm(reader.at(frequency(random), frequency(random)).value);
  // Magnitudes are limited to 2, which takes exp(-4) / 1 = 0.018 of the power of complex Gaussian noise.
  CHECK(power / kSamples == doctest::Approx(1).epsilon(0.06));
}

TEST_CASE("lines: a wave is heard at its frequency with its phase, at even and odd sizes") {
  for (const auto& size : {std::pair{240, 180}, std::pair{241, 181}, std::pair{240, 181}}) {
    image::Plane plane = noise(size.first, size.second, 3);
    add_wave(plane, 0.1234, -0.0871, 0.7, 0.3);
    const LineReader reader(plane);
    const Line line = reader.at(0.1234, -0.0871), mirrored = reader.at(-0.1234, 0.0871);
    CAPTURE(size.first);
    CHECK(std::abs(line.value) == doctest::Approx(2).epsilon(0.01));
    CHECK(std::fabs(std::arg(line.value) - 0.7) < 0.2);
    CHECK(std::abs(line.value - std::conj(mirrored.value)) < 1e-4f);
  }
}

TEST_CASE("lines: beyond the Nyquist frequency there is nothing") {
  const LineReader reader(noise(64, 64, 4));
  for (const auto& [fx, fy] : {std::pair{0.5, 0.1}, std::pair{-0.6, 0.0}, std::pair{0.1, 0.5}, std::pair{0.2, -3.0}}) {
    CHECK(reader.at(fx, fy).value == std::complex<float>{});
    CHECK(reader.at(fx, fy).gain == 0);
  }
}

TEST_CASE("lines: frequencies that round to the end of the spectrum are read from its start") {
  const LineReader reader(noise(100, 90, 5));
  for (double tiny : {-1e-300, -1e-20, -1e-17}) CHECK(reader.at(0.2, tiny).value == reader.at(0.2, 0).value);
  for (double fx : {0.0, 1e-9, 0.25, 0.4999999999999999})
    for (double fy : {-0.4999999999999999, -1e-18, 0.0, 0.4999999999999999}) CHECK(std::isfinite(std::abs(reader.at(fx, fy).value)));
}

TEST_CASE("lines: a plane without content reads as silence, not as numbers without meaning") {
  const LineReader reader(image::Plane(80, 80));
  const Line line = reader.at(0.1, 0.2);
  CHECK(std::abs(line.value) == 0);
  CHECK(std::isfinite(line.gain));
}

TEST_CASE("lines: many at once are what each is by itself, beyond the Nyquist frequency too") {
  const LineReader reader(noise(150, 120, 6));
  std::vector<Carrier> carriers;
  for (uint8_t u = 1; u <= 30; ++u)
    for (uint8_t v = 1; v <= 30; v = static_cast<uint8_t>(v + 3)) carriers.push_back({u, v});
  for (const Geometry& g : {similarity(1, 0.3), similarity(0.31, -2.2), Geometry{1.4, 0.2, -0.1, -0.8}}) {
    const std::vector<LinePair> lines = read_lines(reader, carriers, g);
    REQUIRE(lines.size() == carriers.size());
    for (size_t i = 0; i < carriers.size(); ++i) {
      const double u = carriers[i].u / 128.0, v = carriers[i].v / 128.0;
      const Line plus = reader.at(g.xx * u + g.xy * v, g.yx * u + g.yy * v), minus = reader.at(g.xx * u - g.xy * v, g.yx * u - g.yy * v);
      // A place is right to a 512th of a bin.
      CHECK(std::abs(lines[i].plus.value - plus.value) < 0.02f);
      CHECK(std::abs(lines[i].minus.value - minus.value) < 0.02f);
      CHECK((lines[i].plus.gain == 0) == (plus.gain == 0));
    }
  }
}
