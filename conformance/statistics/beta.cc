// Gamma, beta, binomial and normal, each from its textbook series.
#include "statistics/beta.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"

namespace imprint_conform {
namespace {

constexpr double kTiny = 1e-300;

// The continued fraction of I_x(a, b), Abramowitz and Stegun 26.5.8, summed by Lentz's method as Thompson and Barnett
// changed it (J. Comput. Phys. 64, 1986). Converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (std::abs(d) < kTiny ? kTiny : d);
  double value = d;
  const auto step = [&](double numerator) {
    d = 1 + numerator * d;
    c = 1 + numerator / c;
    d = 1 / (std::abs(d) < kTiny ? kTiny : d);
    if (std::abs(c) < kTiny) c = kTiny;
    value *= d * c;
    return std::abs(d * c - 1);
  };
  // About sqrt(max(a, b)) terms are needed; the limit leaves room for counts of 10^9.
  for (int m = 1; m < 200'000; ++m) {
    step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
    if (step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))) < 1e-15) break;
  }
  return value;
}

}  // namespace

// Stirling's series (Abramowitz and Stegun 6.1.41) above 10; smaller arguments are raised by gamma(x + 1) = x gamma(x).
double log_gamma(double x) {
  double raised = 0;
  for (; x < 10; x += 1) raised += std::log(x);
  const double r = 1 / x, r2 = r * r;
  const double series =
      r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260 - r2 * (1.0 / 1680 - r2 * (1.0 / 1188 - r2 * 691 / 360360)))));
  return (x - 0.5) * std::log(x) - x + 0.918938533204672742 + series - raised;  // 0.9189... = ln(2 pi) / 2
}

double incomplete_beta(double x, double a, double b) {
  if (!(a > 0) || !(b > 0)) throw ConformError("the incomplete beta function needs a > 0 and b > 0");
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return std::min(1.0, front * beta_fraction(x, a, b) / a);
  return std::max(0.0, 1 - front * beta_fraction(1 - x, b, a) / b);
}

// By halving: the function rises everywhere, and 200 halvings are quick enough for a report.
double beta_quantile(double p, double a, double b) {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  double low = 0, high = 1;
  for (int i = 0; i < 200 && high - low > 1e-16 * high; ++i) {
    const double middle = (low + high) / 2;
    (incomplete_beta(middle, a, b) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

double binomial_at_most(uint64_t k, uint64_t n, double p) {
  if (k >= n) return 1;
  return incomplete_beta(1 - p, static_cast<double>(n - k), static_cast<double>(k + 1));
}

double binomial_at_least(uint64_t k, uint64_t n, double p) {
  if (k == 0) return 1;
  if (k > n) return 0;
  return incomplete_beta(p, static_cast<double>(k), static_cast<double>(n - k + 1));
}

double normal_quantile(double p) {
  if (!(p > 0 && p < 1)) throw ConformError("a normal quantile needs a probability between 0 and 1");
  double low = -40, high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace imprint_conform
