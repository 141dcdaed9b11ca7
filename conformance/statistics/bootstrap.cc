// Efron's bootstrap with percentiles (Ann. Statist. 7(1), 1979).
#include "statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/error.h"

namespace imprint_conform {
namespace {

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the standard library's distributions differ between its makers.
uint64_t next(uint64_t& state) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

}  // namespace

BootstrapMean bootstrap_mean(std::span<const double> per_picture, uint64_t seed, int resamples, double confidence) {
  if (resamples < 1 || !(confidence > 0 && confidence < 1))
    throw ConformError("a bootstrap needs at least one resample and a confidence between 0 and 1");
  if (per_picture.empty()) return {};
  uint64_t state = seed;
  std::vector<double> means;
  for (int r = 0; r < resamples; ++r) {
    double sum = 0;
    // The remainder favours small numbers by less than one in 10^12 for any corpus there is.
    for (size_t i = 0; i < per_picture.size(); ++i) sum += per_picture[next(state) % per_picture.size()];
    means.push_back(sum / static_cast<double>(per_picture.size()));
  }
  std::sort(means.begin(), means.end());
  const double tail = (1 - confidence) / 2, last = static_cast<double>(resamples - 1);
  return {
      mean_of(per_picture),
      {means[static_cast<size_t>(std::floor(tail * last))], means[static_cast<size_t>(std::ceil((1 - tail) * last))]}};
}

}  // namespace imprint_conform
