#include "watermark/search_grid.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace imprint;
using namespace imprint::watermark;

namespace {

ByteGrid random_grid(int rows, int row_bytes, uint32_t seed) {
  std::mt19937 random(seed);
  ByteGrid grid(rows, row_bytes);
  for (uint8_t& v : grid.values) v = static_cast<uint8_t>(random() % 32);
  return grid;
}

}  // namespace

TEST_CASE("search grid: lines are added up exactly, also when all are as large as can be") {
  for (const size_t lines : {1u, 7u, 8u, 9u, 80u}) {
    ByteGrid grid = random_grid(90, 300, 1);
    if (lines == 80) std::fill(grid.values.begin(), grid.values.end(), static_cast<uint8_t>(ByteGrid::kMost));
    std::vector<int32_t> offsets;
    for (size_t i = 0; i < lines; ++i) offsets.push_back(static_cast<int32_t>(i * 300 + i * 13 % 150));
    int16_t sums[kBlock];
    REQUIRE(add_lines(grid.values.data(), offsets.data(), lines, -1, sums));
    int largest = 0;
    for (int i = 0; i < kBlock; ++i) {
      int sum = 0;
      for (const int32_t offset : offsets) sum += grid.values[static_cast<size_t>(offset + i)];
      CHECK(sums[i] == sum);
      largest = std::max(largest, sum);
    }
    CHECK(add_lines(grid.values.data(), offsets.data(), lines, largest - 1, sums));
    CHECK_FALSE(add_lines(grid.values.data(), offsets.data(), lines, largest, sums));
  }
}

TEST_CASE("search grid: sums of noise have scores of mean 0 and variance 1") {
  ByteGrid grid = random_grid(200, 600, 2);
  grid.measure(0, 600);
  const Scale scale(grid, 20);
  double sum = 0, squares = 0, count = 0;
  for (int first = 0; first + 20 <= 200; first += 20) {
    std::vector<int32_t> offsets;
    for (int i = 0; i < 20; ++i) offsets.push_back((first + i) * 600 + i * 17);
    int16_t sums[kBlock], scores[kBlock];
    REQUIRE(add_lines(grid.values.data(), offsets.data(), 20, -1, sums));
    scale.to_scores(sums, scores, kBlock);
    for (int i = 0; i < kBlock; ++i) {
      const double score = scores[i] / static_cast<double>(kScoreUnit);
      sum += score, squares += score * score, count += 1;
      // A block is left out by its sums where no score of it counts.
      if (sums[i] <= scale.sum_at(1)) CHECK(score <= 1.01);
    }
  }
  CHECK(std::abs(sum / count) < 0.15);
  CHECK(squares / count == doctest::Approx(1).epsilon(0.15));
}

TEST_CASE("search grid: evidence between bins is what lies between theirs, and what is beyond an end is the other end's") {
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  image::Plane plane(60, 40);
  for (float& v : plane.values) v = normal(random);
  const LineReader reader(plane);
  const Evidence evidence(reader);
  std::vector<float> x, y;
  for (int i = 0; i < 64; ++i) {
    x.push_back(static_cast<float>(random() % 1000) / 1000 * static_cast<float>(reader.columns() - 2));
    y.push_back((static_cast<float>(random() % 1000) / 1000 - 0.5f) * static_cast<float>(reader.height() - 1));
  }
  y[0] = -1e-20f, y[1] = 0;
  x[1] = x[0];
  std::vector<uint8_t> read(x.size());
  evidence.read(x.data(), y.data(), 64, 255, read.data());
  CHECK(read[0] == read[1]);
  const auto power = [&](int column, int row) {
    const int h = reader.height();
    return std::min(std::norm(reader.row((row % h + h) % h)[column]), Evidence::kClip) * 51;
  };
  for (size_t i = 0; i < x.size(); ++i) {
    const int column = static_cast<int>(x[i]), row = static_cast<int>(std::floor(y[i]));
    const float tx = x[i] - static_cast<float>(column), ty = y[i] - static_cast<float>(row);
    const float wanted = (1 - ty) * ((1 - tx) * power(column, row) + tx * power(column + 1, row)) +
                         ty * ((1 - tx) * power(column, row + 1) + tx * power(column + 1, row + 1));
    CHECK(std::abs(read[i] - wanted) < 1.6f);
  }
}

TEST_CASE("search grid: peaks are the largest of their neighbourhood, found in blocks that are used alone") {
  ScoreMap map(20, 200);
  const auto put = [&](int row, int column, int score) { map.use(row, column / kBlock)[column % kBlock] = static_cast<int16_t>(score); };
  put(5, 10, 1000), put(5, 12, 900), put(6, 10, 999);
  put(9, 199, 800), put(9, 0, 700);
  put(15, 150, 100);
  const auto reach = [](int) { return 3; };
  const std::vector<Peak> round = find_peaks(map, true, 1, 10, reach), open = find_peaks(map, false, 1, 10, reach);
  REQUIRE(round.size() == 2);
  CHECK(round[0].row == 5);
  CHECK(round[0].column == 10);
  CHECK(round[1].column == 199);
  CHECK(open.size() == 3);
  CHECK(find_peaks(map, true, 1, 1, reach).size() == 1);
  map.clear();
  CHECK(find_peaks(map, true, 0.1f, 10, reach).empty());
}
