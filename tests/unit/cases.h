// A table of cases, each of which counts as a test case of its own: named, run and reported alone.
//
//   constexpr Row kRows[] = {{"code of 26 characters", …}, …};
//   TEST_ROWS("provider code", kRows) { CHECK(check(row.code) == row.wanted); }
//
// Rows are an array at namespace scope that stands before; their first member is `const char* name`. Names are unique
// in a table. Inside the body `row` is the row.
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace cases {

template <auto& Rows, void (*Body)(const std::remove_reference_t<decltype(Rows[0])>&), size_t Index>
void run_row() {
  Body(Rows[Index]);
}

template <auto& Rows, void (*Body)(const std::remove_reference_t<decltype(Rows[0])>&), size_t... Index>
int register_rows(const char* prefix, const char* file, unsigned line, std::index_sequence<Index...>) {
  const auto add = [&](doctest::detail::funcType run, const char* name, int id) {
    // doctest names it as an instance of a template, "provider code<lower case>", and so tells rows of one line apart.
    doctest::detail::TestCase test(run, file, line, doctest_detail_test_suite_ns::getCurrentTestSuite(), name, id);
    doctest::detail::regTest(test * prefix);
  };
  (add(run_row<Rows, Body, Index>, Rows[Index].name, static_cast<int>(Index)), ...);
  return 0;
}

}  // namespace cases

#define CASES_CONCAT_INNER(a, b) a##b
#define CASES_CONCAT(a, b) CASES_CONCAT_INNER(a, b)
#define TEST_ROWS_NAMED(body, prefix, rows)                                                                      \
  static void body(const std::remove_reference_t<decltype(rows[0])>& row);                                       \
  [[maybe_unused]] static const int CASES_CONCAT(body, _registered) =                                            \
      cases::register_rows<rows, body>(prefix, __FILE__, __LINE__, std::make_index_sequence<std::size(rows)>()); \
  static void body([[maybe_unused]] const std::remove_reference_t<decltype(rows[0])>& row)
#define TEST_ROWS(prefix, rows) TEST_ROWS_NAMED(CASES_CONCAT(rows_body_, __LINE__), prefix, rows)
