// One loop over several threads.
#pragma once

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

namespace imprint {

// Calls body(begin, end) on consecutive parts of [0, count), one part per thread, the first one on the caller's. Returns when
// all are done. The first exception that a part throws is thrown again here.
template <typename Body>
void parallel_for(unsigned threads, int count, Body&& body) {
  const int parts = std::clamp(static_cast<int>(threads), 1, std::max(count, 1));
  if (parts == 1) return body(0, count);
  std::vector<std::exception_ptr> failures(static_cast<size_t>(parts));
  const auto run = [&](int part) {
    try {
      body(static_cast<int>(static_cast<long long>(count) * part / parts), static_cast<int>(static_cast<long long>(count) * (part + 1) / parts));
    } catch (...) {
      failures[static_cast<size_t>(part)] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int part = 1; part < parts; ++part) workers.emplace_back(run, part);
    run(0);
  }
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace imprint
