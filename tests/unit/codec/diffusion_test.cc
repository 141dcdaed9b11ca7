// Few colours whose neighbours keep their mean.
#include "codec/diffusion.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace imprint;
using namespace imprint::codec;

namespace {

constexpr uint32_t kSide = 64;

Colour grey(uint32_t level) { return level * 0x010101u; }

double mean_level(const std::vector<uint8_t>& indices, const std::vector<Colour>& table) {
  double sum = 0;
  for (const uint8_t index : indices) sum += table[index] & 255;
  return sum / static_cast<double>(indices.size());
}

}  // namespace

TEST_CASE("diffusion: colours of the table stay, whatever lies beside them") {
  const std::vector<Colour> table = {0x000000, 0xFF0000, 0x00FF00, 0x1234AB};
  std::vector<Colour> pixels;
  for (uint32_t i = 0; i < kSide * kSide; ++i) pixels.push_back(table[i * 7 % table.size()]);
  const std::vector<uint8_t> out = diffused(pixels, kSide, table, 9);
  for (size_t i = 0; i < out.size(); ++i) REQUIRE(table[out[i]] == pixels[i]);
}

TEST_CASE("diffusion: a ramp between two greys keeps more of its means than the nearest colours do") {
  const std::vector<Colour> table = {grey(100), grey(108)};
  for (const uint32_t level : {101u, 102u, 103u, 105u, 106u, 107u}) {
    CAPTURE(level);
    const std::vector<uint8_t> out = diffused(std::vector<Colour>(kSide * kSide, grey(level)), kSide, table, 9);
    const double nearest = level < 104 ? 100 : 108, got = mean_level(out, table);
    CHECK(std::abs(got - level) <= std::abs(nearest - level));
    CHECK(std::abs(got - level) < 3);
  }
  const std::vector<uint8_t> middle = diffused(std::vector<Colour>(kSide * kSide, grey(103)), kSide, table, 9);
  CHECK(std::count(middle.begin(), middle.end(), 1) > 0);
}

TEST_CASE("diffusion: pixels without a colour are told and pass nothing on") {
  const std::vector<Colour> table = {grey(0), grey(255)};
  std::vector<Colour> pixels(kSide * kSide, kNoColour);
  pixels[5] = grey(120);
  pixels.back() = grey(255);
  const std::vector<uint8_t> out = diffused(pixels, kSide, table, 7);
  CHECK(out[5] == 0);
  CHECK(out.back() == 1);
  CHECK(std::count(out.begin(), out.end(), 7) == kSide * kSide - 2);
}

TEST_CASE("diffusion: tables of one and of 256 colours") {
  const std::vector<Colour> one = {0xABCDEF};
  for (const uint8_t index : diffused({0x000000, 0xFFFFFF, kNoColour}, 3, one, 1)) CHECK(index <= 1);
  std::vector<Colour> greys;
  for (uint32_t i = 0; i < 256; ++i) greys.push_back(grey(255 - i));
  const std::vector<uint8_t> out = diffused({grey(0), grey(255), 0x00FF00}, 3, greys, 0);
  CHECK(out[0] == 255);
  CHECK(out[1] == 0);
}

TEST_CASE("shades: as many as there is room for, none far from what they stand for") {
  ColourCounts counts;
  for (uint32_t i = 0; i < 40000; ++i) counts[(i * 2654435761u) >> 8 & 0xFFFFFF] += 1 + i % 5;
  for (const size_t room : {size_t{2}, size_t{16}, size_t{255}, size_t{256}}) {
    CAPTURE(room);
    const std::vector<Colour> shades = choose_shades(counts, room);
    CHECK(shades.size() <= room);
    CHECK(shades.size() >= room / 2);
    CHECK(choose_shades(counts, room) == shades);
  }
  const std::vector<Colour> shades = choose_shades(counts, 256);
  double squares = 0, pixels = 0;
  for (const auto& [colour, count] : counts) {
    uint32_t least = 0xFFFFFFFF;
    for (const Colour shade : shades) least = std::min(least, squared_distance(shade, colour));
    squares += static_cast<double>(count) * least;
    pixels += static_cast<double>(count);
  }
  CHECK(squares / pixels < 3 * 20 * 20);  // evenly spread over the cube, 256 are 40 levels apart
}

TEST_CASE("shades: what fits is exact") {
  const ColourCounts counts = {{0x102030, 5}, {0x112030, 1}, {0xFFFFFF, 1000}};
  std::vector<Colour> shades = choose_shades(counts, 8);
  std::sort(shades.begin(), shades.end());
  CHECK(shades == std::vector<Colour>{0x102030, 0x112030, 0xFFFFFF});
}
