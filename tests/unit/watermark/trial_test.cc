#include "watermark/trial.h"

#include <doctest/doctest.h>

#include <random>

using namespace imprint;
using namespace imprint::watermark;

TEST_CASE("trial: carriers without power of their own are not decoded, others are") {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  image::Plane plane(300, 260);
  for (float& v : plane.values) v = normal(random);
  const LineReader lines(plane);
  const Trial trial(open_key(), 1);
  Synchroniser synchroniser(lines, trial.plan(), 300);
  int made = 0;
  constexpr int kLooks = 60;
  for (int i = 0; i < kLooks; ++i) {
    Sync sync = synchroniser.synchronise(similarity(0.45 + 0.01 * i, 0.05 * i)), heard = sync;
    const double excess = synchroniser.hear(heard).excess_sigma;
    const Attempt attempt = trial.attempt(synchroniser, sync);
    CHECK(attempt.made == (excess >= 1));
    made += attempt.made ? 1 : 0;
  }
  // One in six of a normal distribution.
  CHECK(made > 0);
  CHECK(made < kLooks / 2);
}
