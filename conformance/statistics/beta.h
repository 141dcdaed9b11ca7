// The distributions that exact statements about counts rest on, with no library behind them.
#pragma once

#include <cstdint>

namespace imprint_conform {

// ln of the gamma function, x > 0; relative error below 1e-14.
double log_gamma(double x);

// I_x(a, b), the regularised incomplete beta function; a, b > 0, x within [0, 1] (outside: 0 or 1).
double incomplete_beta(double x, double a, double b);

// The x with I_x(a, b) = p; p within [0, 1].
double beta_quantile(double p, double a, double b);

// P(X <= k) and P(X >= k) for X binomial with n and p.
double binomial_at_most(uint64_t k, uint64_t n, double p);
double binomial_at_least(uint64_t k, uint64_t n, double p);

// The z with P(Z <= z) = p for a standard normal Z; p within (0, 1).
double normal_quantile(double p);

}  // namespace imprint_conform
