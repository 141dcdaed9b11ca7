#include "base/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

using imprint::parallel_for;

TEST_CASE("parallel_for: every index once, whatever the number of threads") {
  for (unsigned threads : {0u, 1u, 2u, 7u, 64u})
    for (int count : {0, 1, 5, 64, 1000}) {
      std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
      parallel_for(threads, count, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) ++seen[static_cast<size_t>(i)];
      });
      CAPTURE(threads);
      for (const auto& times : seen) CHECK(times == 1);
    }
}

TEST_CASE("parallel_for: an exception of any part reaches the caller, after all parts ended") {
  for (unsigned threads : {1u, 4u})
    for (int bad : {0, 99}) {
      std::atomic<int> ended = 0;
      const auto body = [&](int begin, int end) {
        ++ended;
        if (begin <= bad && bad < end) throw std::runtime_error("bad part");
      };
      CHECK_THROWS_WITH(parallel_for(threads, 100, body), "bad part");
      CHECK(ended == static_cast<int>(threads));
    }
}
