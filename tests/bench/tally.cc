#include "tally.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace imprint::bench {
namespace {

constexpr double kRademacher = 3.179;  // Bentkus, Dzindzalieta 2015; the same as in sdk/watermark/decode.cc

// Where a falling function crosses `level`.
template <typename Function>
double crossing(double low, double high, double level, Function f) {
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (f(middle) > level ? low : high) = middle;
  }
  return low;
}

double poisson_at_most(uint64_t hits, double mean) {
  double term = std::exp(-mean), sum = term;
  for (uint64_t k = 1; k <= hits; ++k) sum += term *= mean / static_cast<double>(k);
  return sum;
}

}  // namespace

void Histogram::add(double value) {
  const int bin = std::clamp(static_cast<int>(std::floor((value - kLow) / kStep)), 0, kBins - 1);
  ++counts_[static_cast<size_t>(bin)];
  largest_ = std::max(largest_, value);
}

uint64_t Histogram::at_least(int bin) const {
  return std::accumulate(counts_.begin() + bin, counts_.end(), uint64_t{0});
}

void Tally::add(const Trial& trial) {
  ++calls;
  hits += trial.detection.found ? 1 : 0;
  searched += trial.searched ? 1 : 0;
  marked += trial.marked ? 1 : 0;
  open_key += trial.open_key ? 1 : 0;
  attempts += trial.detection.attempts;
  observed_attempts += static_cast<uint64_t>(trial.observed_attempts);
  smallest_p_value = std::min(smallest_p_value, trial.detection.p_value);
  Histogram& agreement = trial.open_key ? open_agreement : private_agreement;
  for (float value : trial.agreements) agreement.add(value);
  if (trial.observed_attempts > 0) best_words.add(trial.best_word);
}

double gaussian_tail(double t) { return 0.5 * std::erfc(t / std::numbers::sqrt2); }
double tail_bound(double t, double words) { return std::min(1.0, words * kRademacher * gaussian_tail(t)); }

double agreement_needed(double p_value) {
  return crossing(0, 30, p_value, [](double t) { return kFramesPaid * kRademacher * gaussian_tail(t); });
}

double rate_bound_95(uint64_t hits, uint64_t calls) {
  const double mean =
      crossing(0, 10.0 + 3.0 * static_cast<double>(hits), 0.05, [&](double m) { return poisson_at_most(hits, m); });
  return mean / static_cast<double>(std::max<uint64_t>(calls, 1));
}

bool bound_holds(const Histogram& agreement, double words) {
  const auto total = static_cast<double>(agreement.total());
  for (int bin = 0; bin < Histogram::kBins; ++bin) {
    const double allowed = total * tail_bound(Histogram::edge(bin), words);
    if (static_cast<double>(agreement.at_least(bin)) > allowed + 5 * std::sqrt(allowed) + 5) return false;
  }
  return true;
}

}  // namespace imprint::bench
