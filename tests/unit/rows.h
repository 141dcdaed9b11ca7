// Registers each row of a table as a test case of its own, so that the summary counts rows and names the one that
// fails.
//
//   struct Row { std::string name; … };
//   const Row kRows[] = {…};
//   void check(const Row& row) { CHECK(…); }
//   TEST_ROWS("group", kRows, check);
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <iterator>
#include <string>
#include <utility>

namespace imprint::test {

template <const auto& kRows, auto kCheck, size_t kIndex>
void run_row() {
  kCheck(kRows[kIndex]);
}

// doctest keeps the pointer to a name.
inline const char* kept_name(std::string name) {
  static std::deque<std::string> names;
  return names.emplace_back(std::move(name)).c_str();
}

template <const auto& kRows, auto kCheck, size_t... kIndices>
int register_rows(const std::string& group, const char* file, unsigned line, std::index_sequence<kIndices...>) {
  (doctest::detail::regTest(
       doctest::detail::TestCase(&run_row<kRows, kCheck, kIndices>, file, line, doctest::detail::TestSuite()) *
       kept_name(group + ": " + kRows[kIndices].name)),
   ...);
  return static_cast<int>(sizeof...(kIndices));
}

// Each row of one table with each of another, as a table: Row is {name, row of the first, row of the second}.
template <const auto& kFirst, const auto& kSecond, typename Row>
struct Product {
  static constexpr size_t kColumns = std::size(kSecond);
  static constexpr size_t size() { return std::size(kFirst) * kColumns; }
  Row operator[](size_t i) const {
    const auto& first = kFirst[i / kColumns];
    const auto& second = kSecond[i % kColumns];
    return {first.name + ", " + second.name, first, second};
  }
};

}  // namespace imprint::test

#define TEST_ROWS_NAME_INNER_(a, b) a##b
#define TEST_ROWS_NAME_(a, b) TEST_ROWS_NAME_INNER_(a, b)
#define TEST_ROWS(group, rows, check)                                                                 \
  static const int TEST_ROWS_NAME_(test_rows_, __COUNTER__) = imprint::test::register_rows<rows, check>( \
      group, __FILE__, __LINE__, std::make_index_sequence<std::size(rows)>())
