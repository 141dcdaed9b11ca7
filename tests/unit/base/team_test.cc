#include "base/team.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <stdexcept>

using imprint::Team;

TEST_CASE("Team: every index once, whatever the number of threads, task after task") {
  for (unsigned threads : {0u, 1u, 2u, 7u, 64u}) {
    Team team(threads);
    for (int count : {0, 1, 5, 64, 1000, 3}) {
      std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
      team.share(count, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) ++seen[static_cast<size_t>(i)];
      });
      CAPTURE(threads);
      for (const auto& times : seen) CHECK(times == 1);
    }
  }
}

TEST_CASE("Team: an exception of any part reaches the caller, and the team works on") {
  for (unsigned threads : {1u, 4u}) {
    Team team(threads);
    for (int bad : {0, 50, 99}) {
      const auto body = [&](int begin, int end) {
        if (begin <= bad && bad < end) throw std::runtime_error("bad part");
      };
      CHECK_THROWS_WITH(team.share(100, body), "bad part");
      std::atomic<int> sum = 0;
      team.share(100, [&](int begin, int end) { sum += end - begin; });
      CHECK(sum == 100);
    }
  }
}

TEST_CASE("Team: work is done on several threads when there are several") {
  Team team(3);
  std::mutex mutex;
  std::set<std::thread::id> ids;
  team.share(12, [&](int, int) {
    {
      const std::lock_guard lock(mutex);
      ids.insert(std::this_thread::get_id());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  });
  CHECK(ids.size() == 3);
}
