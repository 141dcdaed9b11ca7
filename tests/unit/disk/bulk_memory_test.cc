#include "disk/bulk_memory.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace imprint::disk;

namespace {

using Large = std::vector<uint8_t, BulkAllocator<uint8_t>>;

// How the system describes the mapping that holds `address`; empty = none.
std::string mapping_of(const void* address) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    uintptr_t from = 0, to = 0;
    std::sscanf(line.c_str(), "%lx-%lx", &from, &to);
    const auto at = reinterpret_cast<uintptr_t>(address);
    if (from <= at && at < to) return line;
  }
  return "";
}

// TMPDIR, as long as this lives.
class Place {
 public:
  explicit Place(const char* path) {
    if (const char* const before = std::getenv("TMPDIR")) kept_ = before;
    ::setenv("TMPDIR", path, 1);
  }
  ~Place() { kept_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept_.c_str(), 1); }

 private:
  std::string kept_;
};

}  // namespace

TEST_CASE("bulk memory: a large vector lies in a file without a name, a small one does not") {
  Large large(kBulkBytes);
  CHECK(mapping_of(large.data()).find("(deleted)") != std::string::npos);
  large.front() = 1;
  large.back() = 2;
  const Large copy = large;
  CHECK(copy.data() != large.data());
  CHECK((copy.front() == 1 && copy[1] == 0 && copy.back() == 2));
  const uint8_t* const was = large.data();
  large = Large();
  CHECK(mapping_of(was) == "");
  const Large small(1000);
  CHECK(mapping_of(small.data()).find("(deleted)") == std::string::npos);
}

TEST_CASE("bulk memory: what grows past the border keeps its bytes") {
  Large growing(kBulkBytes - 1, 7);
  for (int i = 0; i < 3; ++i) growing.push_back(static_cast<uint8_t>(i));
  CHECK(growing.size() == kBulkBytes + 2);
  CHECK((growing[0] == 7 && growing[kBulkBytes - 2] == 7 && growing.back() == 2));
  CHECK(mapping_of(growing.data()).find("(deleted)") != std::string::npos);
}

TEST_CASE("bulk memory: where no file can be made the system's memory serves") {
  const Place nowhere("/nowhere/at/all");
  Large large(kBulkBytes, 3);
  CHECK(mapping_of(large.data()).find("(deleted)") == std::string::npos);
  CHECK(large.back() == 3);
}

TEST_CASE("bulk memory: more than there can be is std::bad_alloc") {
  CHECK_THROWS_AS(Large(size_t{1} << 62), std::bad_alloc);
  CHECK_FALSE(give_back_bulk(nullptr));
  int here = 0;
  CHECK_FALSE(give_back_bulk(&here));
}

TEST_CASE("bulk memory: threads take and give back at once") {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 20; ++i) {
        void* const start = take_bulk(kBulkBytes);
        static_cast<uint8_t*>(start)[kBulkBytes - 1] = 1;
        CHECK(give_back_bulk(start));
      }
    });
  for (std::thread& thread : threads) thread.join();
}
