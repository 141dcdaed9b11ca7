#include "payload/attempts.h"

#include <doctest/doctest.h>

using namespace imprint::payload;

TEST_CASE("attempts: each is counted, and pays for all that are planned") {
  Attempts attempts(2, 96, 2);
  CHECK_FALSE(attempts.judge(std::nullopt));
  const auto p_value = attempts.judge(Decoded{7, -40});
  REQUIRE(p_value);
  CHECK(*p_value == doctest::Approx(192 * std::exp(-40.0)));
  CHECK(attempts.made() == 2);
  CHECK(attempts.is_spent());
  attempts.renew(1);
  CHECK_FALSE(attempts.judge(Decoded{7, -15}));  // 192 e^-15 is over 1e-6
}

TEST_CASE("attempts of a series: weights sum to one, however many there are") {
  SeriesAttempts series(1);
  double weights = 0;
  for (int n = 1; n <= 5000; ++n) {
    const auto p_value = series.judge(Decoded{7, -60});
    REQUIRE(p_value);
    weights += std::exp(-60.0) / *p_value;
  }
  CHECK(weights <= 1 + 1e-9);
  CHECK(weights > 0.99);
  SeriesAttempts two(2);
  CHECK(*two.judge(Decoded{7, -60}) == doctest::Approx(256 * std::exp(-60.0)));
}
