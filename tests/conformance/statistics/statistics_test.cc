// Every figure of the design's section on statistics, identities, and both sides of each verdict.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "model/error.h"
#include "statistics/beta.h"
#include "statistics/bootstrap.h"
#include "statistics/claims.h"
#include "statistics/comparison.h"
#include "statistics/ladder.h"
#include "statistics/proportion.h"

using namespace imprint_conform;

namespace {

double rounded(double value, int digits) { return std::round(value * std::pow(10, digits)) / std::pow(10, digits); }

double choose(int n, int k) { return std::exp(log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1)); }

// How often an interval of 46 pictures covers the true rate p.
template <typename Make>
double coverage(Make make, double p) {
  constexpr int n = 46;
  double sum = 0;
  for (int k = 0; k <= n; ++k) {
    const Interval i = make(k, n);
    if (i.low <= p && p <= i.high) sum += choose(n, k) * std::pow(p, k) * std::pow(1 - p, n - k);
  }
  return sum;
}

// mean +- t s / sqrt(n), with the quantile of Student's t of n - 1 degrees from the beta distribution.
Interval t_interval(int k, int n) {
  const double x = beta_quantile(0.05, (n - 1) / 2.0, 0.5), t = std::sqrt((n - 1) * (1 - x) / x);
  const double p = static_cast<double>(k) / n, s = std::sqrt(p * (1 - p) * n / (n - 1));
  return {p - t * s / std::sqrt(n), p + t * s / std::sqrt(n)};
}

}  // namespace

TEST_CASE("beta: closed forms, symmetry and the binomial sum") {
  for (const double x : {0.001, 0.1, 0.5, 0.73, 0.999}) {
    CHECK(incomplete_beta(x, 1, 1) == doctest::Approx(x).epsilon(1e-13));
    CHECK(incomplete_beta(x, 3.5, 1) == doctest::Approx(std::pow(x, 3.5)).epsilon(1e-12));
    CHECK(incomplete_beta(x, 0.5, 0.5) ==
          doctest::Approx(2 / std::acos(-1.0) * std::asin(std::sqrt(x))).epsilon(1e-12));
    for (const auto& [a, b] : {std::pair{0.3, 7.0}, {46.0, 1.0}, {200.0, 31.5}, {4e5, 3e5}})
      CHECK(incomplete_beta(x, a, b) + incomplete_beta(1 - x, b, a) == doctest::Approx(1.0).epsilon(1e-12));
  }
  double sum = 0;
  for (int k = 0; k <= 20; ++k) {
    sum += choose(50, k) * std::pow(0.37, k) * std::pow(0.63, 50 - k);
    CHECK(binomial_at_most(static_cast<uint64_t>(k), 50, 0.37) == doctest::Approx(sum).epsilon(1e-10));
    CHECK(binomial_at_least(static_cast<uint64_t>(k + 1), 50, 0.37) == doctest::Approx(1 - sum).epsilon(1e-10));
  }
  CHECK(log_gamma(0.5) == doctest::Approx(0.5 * std::log(std::acos(-1.0))).epsilon(1e-14));
  CHECK(log_gamma(11) == doctest::Approx(std::log(3628800.0)).epsilon(1e-14));
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-12));
  CHECK(normal_quantile(0.025) == doctest::Approx(-normal_quantile(0.975)).epsilon(1e-12));
  for (const double p : {1e-9, 0.05, 0.5, 0.99})
    CHECK(incomplete_beta(beta_quantile(p, 44, 3), 44, 3) == doctest::Approx(p).epsilon(1e-9));
  CHECK_THROWS_AS(incomplete_beta(0.5, 0, 1), ConformError);
}

TEST_CASE("proportion: what a run without a failure proves") {
  const uint64_t n[] = {12, 24, 30, 46, 59, 100, 149, 300, 1000};
  const double one_sided[] = {.779, .883, .905, .937, .950, .970, .980, .990, .997};
  const double two_sided[] = {.735, .858, .884, .923, .939, .964, .976, .988, .996};
  for (size_t i = 0; i < std::size(n); ++i) {
    CAPTURE(n[i]);
    CHECK(rounded(lower_bound(n[i], n[i]), 3) == doctest::Approx(one_sided[i]));
    CHECK(rounded(clopper_pearson(n[i], n[i]).low, 3) == doctest::Approx(two_sided[i]));
    CHECK(lower_bound(n[i], n[i]) == doctest::Approx(std::pow(0.05, 1.0 / static_cast<double>(n[i]))));
  }
}

TEST_CASE("proportion: pictures needed for a claim with 0 to 3 failures") {
  const std::pair<double, std::array<uint64_t, 4>> rows[] = {{0.90, {29, 46, 61, 76}},
                                                             {0.95, {59, 93, 124, 153}},
                                                             {0.98, {149, 236, 313, 386}},
                                                             {0.99, {299, 473, 628, 773}},
                                                             {0.999, {2995, 4742, 6294, 7752}}};
  for (const auto& [claim, needed] : rows)
    for (uint64_t failures = 0; failures < 4; ++failures) {
      CAPTURE(claim);
      CAPTURE(failures);
      const uint64_t count = needed[failures];
      CHECK(pictures_needed(claim, failures) == count);
      CHECK(lower_bound(count - failures, count) >= claim);
      CHECK(lower_bound(count - 1 - failures, count - 1) < claim);
    }
  CHECK_THROWS_AS(pictures_needed(1.0, 0), ConformError);
}

// The design's table of coverage was drawn by chance and is off by up to 0.003; the exact sums here agree with those of
// scipy.stats 1.10 to all four digits.
TEST_CASE("proportion: how often intervals of 46 pictures cover") {
  struct Row {
    double p, t, wilson, exact;              // sums over the binomial
    double said_t, said_wilson, said_exact;  // the design's
  };
  const Row rows[] = {{.90, .9472, .9558, .9781, .947, .958, .980},
                      {.95, .9037, .9737, .9925, .902, .975, .993},
                      {.98, .6049, .9357, .9866, .602, .934, .988},
                      {.99, .3701, .9225, .9890, .367, .920, .989}};
  const auto by_wilson = [](int k, int n) { return wilson(static_cast<uint64_t>(k), static_cast<uint64_t>(n)); };
  const auto by_beta = [](int k, int n) { return clopper_pearson(static_cast<uint64_t>(k), static_cast<uint64_t>(n)); };
  for (const Row& row : rows) {
    CAPTURE(row.p);
    const double t = coverage(t_interval, row.p), w = coverage(by_wilson, row.p), c = coverage(by_beta, row.p);
    CHECK(rounded(t, 4) == doctest::Approx(row.t));
    CHECK(rounded(w, 4) == doctest::Approx(row.wilson));
    CHECK(rounded(c, 4) == doctest::Approx(row.exact));
    CHECK(std::abs(t - row.said_t) < 0.004);
    CHECK(std::abs(w - row.said_wilson) < 0.004);
    CHECK(std::abs(c - row.said_exact) < 0.004);
  }
}

TEST_CASE("proportion: false positives that none in n leaves possible") {
  CHECK(rounded(upper_bound(0, 920), 4) == doctest::Approx(3.3e-3));
  CHECK(rounded(upper_bound(0, 100'000), 6) == doctest::Approx(3.0e-5));
  CHECK(upper_bound(0, 2'995'732) <= 1e-6);
  CHECK(upper_bound(0, 2'995'700) > 1e-6);
  for (uint64_t found = 0; found < 4; ++found)  // recovered and found are two words for one count
    CHECK(upper_bound(found, 500) == doctest::Approx(1 - lower_bound(500 - found, 500)).epsilon(1e-12));
}

TEST_CASE("proportion: edges, and counts that are none") {
  CHECK(lower_bound(0, 10) == 0);
  CHECK(upper_bound(10, 10) == 1);
  CHECK(clopper_pearson(0, 0).low == 0);
  CHECK(clopper_pearson(0, 0).high == 1);
  CHECK(wilson(0, 0).high == 1);
  CHECK(wilson(0, 9).low == 0);
  CHECK(wilson(9, 9).high == 1);
  CHECK(wilson(3, 9).low == doctest::Approx(1 - wilson(6, 9).high));
  CHECK_THROWS_AS(lower_bound(3, 2), ConformError);
  CHECK_THROWS_AS(wilson(3, 2), ConformError);
  CHECK_THROWS_AS(upper_bound(1, 2, 1.0), ConformError);
}

TEST_CASE("claims: confirmed, refuted, undecided, and what would settle it") {
  CHECK(test_claim(0.95, 59, 59).result == ClaimResult::kConfirmed);
  const ClaimTest short_of_one = test_claim(0.95, 58, 58);
  CHECK(short_of_one.result == ClaimResult::kUndecided);
  CHECK(short_of_one.further_pictures == 1);
  CHECK(test_claim(0.95, 45, 46).further_pictures == 93 - 46);
  CHECK(test_claim(0.95, 46, 46).low == doctest::Approx(0.937).epsilon(1e-3));
  CHECK(test_claim(0.95, 20, 46).result == ClaimResult::kRefuted);
  CHECK(test_claim(0.95, 20, 46).further_pictures == 0);
  CHECK(test_claim(0.95, 0, 0).result == ClaimResult::kUndecided);
  CHECK(test_claim(0.95, 0, 0).further_pictures == 59);
  CHECK(test_claim(0.77, 12, 12).result == ClaimResult::kConfirmed);  // what --quick can confirm at most
  CHECK(test_claim(0.78, 12, 12).result == ClaimResult::kUndecided);
  CHECK_THROWS_AS(test_claim(1.0, 5, 5), ConformError);
  Claim claim;
  claim.claimed = 0.9;
  claim.k = 40;
  claim.n = 41;
  judge(claim);
  CHECK(claim.result == "undecided");
  CHECK(claim.further_pictures == 5);
  CHECK(claim.low < 0.9);
  CHECK(claim.high > 0.9);
}

TEST_CASE("claims: a bound on false positives") {
  CHECK(test_false_positives(1e-3, 0, 3000).result == ClaimResult::kConfirmed);
  CHECK(test_false_positives(1e-3, 0, 900).result == ClaimResult::kUndecided);
  CHECK(test_false_positives(1e-3, 0, 900).further_pictures == 2995 - 900);
  CHECK(test_false_positives(1e-3, 9, 900).result == ClaimResult::kRefuted);
  CHECK(test_false_positives(1e-3, 9, 900).low == doctest::Approx(lower_bound(9, 900)));
  CHECK(test_false_positives(1e-3, 9, 900).high == doctest::Approx(upper_bound(9, 900)));
  CHECK_THROWS_AS(test_false_positives(1e-3, 2, 1), ConformError);
  CHECK(chance_among(1e-6, 1000) == doctest::Approx(1e-3).epsilon(1e-3));
  CHECK(chance_among(0.5, 2) == doctest::Approx(0.75));
}

TEST_CASE("claims: p-values that are what they say hold, too small ones do not") {
  std::vector<double> honest, half;
  for (int i = 0; i < 3000; ++i) {
    honest.push_back((i + 0.5) / 3000);
    half.push_back(honest.back() / 2);
  }
  const auto good = calibration_of(honest), bad = calibration_of(half);
  REQUIRE(good.size() == 3);
  CHECK(good[2].u == 1e-3);
  CHECK(good[2].at_most == 3);
  CHECK(good[0].at_most == 300);
  for (const auto& row : good) CHECK(row.holds);
  CHECK_FALSE(bad[0].holds);
  CHECK_FALSE(bad[1].holds);
  honest.resize(2999);
  CHECK(calibration_of(honest).size() == 2);  // too few for 1e-3
  CHECK(calibration_of(std::vector<double>(29, 0.5)).empty());
  CHECK_FALSE(calibration_of(std::vector<double>(40, std::nan("")))[0].holds);
}

TEST_CASE("claims: a threshold needs three clean pictures a false one") {
  std::vector<double> clean;
  for (int i = 0; i < 300; ++i) clean.push_back((i * 7) % 300);
  const auto threshold = threshold_at(clean, 0.01);
  REQUIRE(threshold.has_value());
  CHECK(std::count_if(clean.begin(), clean.end(), [&](double s) { return s >= *threshold; }) == 3);
  clean.pop_back();
  CHECK_FALSE(threshold_at(clean, 0.01).has_value());
}

TEST_CASE("comparison: below six pictures one way nothing is better") {
  CHECK(mcnemar({5, 0}) > 0.05);
  CHECK(mcnemar({6, 0}) < 0.05);
  CHECK(mcnemar({6, 0}) == doctest::Approx(mcnemar({0, 6})));
  CHECK(mcnemar({6, 0}) == doctest::Approx(0.03125));
  CHECK(mcnemar({7, 1}) == doctest::Approx(2.0 * 9 / 256));
  CHECK(mcnemar({0, 0}) == 1);
  CHECK(mcnemar({4, 4}) == 1);
  const Discordant d = discordant_of({true, true, false, false}, {true, false, true, false});
  CHECK(d.only_first == 1);
  CHECK(d.only_second == 1);
  CHECK_THROWS_AS(discordant_of({true}, {}), ConformError);
  CHECK(*smallest_difference(46) == doctest::Approx(6.0 / 46));
  CHECK(*smallest_difference(300, 20) == doctest::Approx(10.0 / 300));  // 2 / 2^10 = 0.00195 <= 0.05 / 20
  CHECK_FALSE(smallest_difference(5).has_value());
}

TEST_CASE("comparison: Holm multiplies the smallest by all, and never turns an order round") {
  const std::vector<double> p{0.04, 0.01, 0.03, 0.005};
  const auto corrected = holm(p);
  CHECK(corrected[3] == doctest::Approx(0.02));
  CHECK(corrected[1] == doctest::Approx(0.03));
  CHECK(corrected[2] == doctest::Approx(0.06));
  CHECK(corrected[0] == doctest::Approx(0.06));
  CHECK(holm(std::vector<double>{0.7, 0.9})[1] == 1.0);
  CHECK(holm({}).empty());
}

TEST_CASE("bootstrap: the same seed gives the same interval, which holds the mean and narrows with n") {
  std::vector<double> few, many;
  for (int i = 0; i < 400; ++i) {
    if (i < 25) few.push_back((i * 37) % 100 / 100.0);
    many.push_back((i * 37) % 100 / 100.0);
  }
  const auto a = bootstrap_mean(few, 7), b = bootstrap_mean(few, 7), other = bootstrap_mean(few, 8);
  CHECK(a.interval.low == b.interval.low);
  CHECK(a.interval.high == b.interval.high);
  CHECK(a.interval.low != other.interval.low);
  CHECK(a.interval.low < a.mean);
  CHECK(a.interval.high > a.mean);
  const auto wide = bootstrap_mean(many, 7);
  CHECK(wide.interval.high - wide.interval.low < 0.35 * (a.interval.high - a.interval.low));
  // 1.96 times 0.2887 / sqrt(400), the spread of evenly spread values
  CHECK(wide.interval.high - wide.mean == doctest::Approx(1.96 * 0.2887 / 20).epsilon(0.15));
  CHECK(bootstrap_mean({}, 1).interval.high == 1);
  CHECK_THROWS_AS(bootstrap_mean(few, 1, 0), ConformError);
}

TEST_CASE("ladder: holds to the last step before the first that fails; breaks where half is out of reach") {
  Ladder ladder;
  for (const auto& [parameter, k] :
       {std::pair{"90", 46u}, {"75", 44u}, {"50", 43u}, {"30", 46u}, {"20", 16u}, {"10", 0u}}) {
    Step step;
    step.parameter = parameter;
    step.k = k;
    step.n = 46;
    ladder.steps.push_back(step);
  }
  conclude(ladder);
  CHECK(ladder.holds_to == "75");  // 44 of 46 is 0.957, 43 is 0.935; what 30 does no longer counts
  CHECK(ladder.breaks_at == "20");
  CHECK(ladder.steps[0].low == doctest::Approx(wilson(46, 46).low));
  ladder.steps[4].k = 18;  // upper bound 0.52
  conclude(ladder);
  CHECK(ladder.breaks_at == "10");
  ladder.steps[0].n = ladder.steps[0].k = 0;
  conclude(ladder);
  CHECK(ladder.holds_to.empty());
  ladder.ordered = false;
  conclude(ladder);
  CHECK(ladder.breaks_at.empty());
}
