// Status numbers and names: header, library and spec/errors.md are one list.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "imprint/imprint.h"

namespace {

using Table = std::map<long, std::string>;

Table rows_of(const std::string& path, const std::regex& row, int number_group, int name_group) {
  Table table;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_search(line, match, row))
      table[std::stol(match[static_cast<size_t>(number_group)])] = match[static_cast<size_t>(name_group)];
  }
  return table;
}

Table header_table() {
  return rows_of(IMPRINT_HEADER, std::regex(R"(^  (IMPRINT_OK|IMPRINT_ERR_[A-Z_]+) = (\d+))"), 2, 1);
}

Table library_table() {
  Table table;
  for (long number = 0; number < 10000; ++number) {
    const std::string name = imprint_status_name(static_cast<imprint_status>(number));
    if (name != "unknown status") table[number] = name;
  }
  return table;
}

}  // namespace

TEST_CASE("the library names exactly the statuses of the header") {
  const Table header = header_table();
  CHECK(header.size() >= 24);
  CHECK(header.at(0) == "IMPRINT_OK");
  CHECK(library_table() == header);
  CHECK(imprint_status_name(IMPRINT_STATUS_FORCE32) == std::string("unknown status"));
}

TEST_CASE("spec/errors.md lists exactly the statuses of the header") {
  const Table spec =
      rows_of(IMPRINT_ERRORS_MD, std::regex(R"(^\|\s*(\d+)\s*\|\s*`?(IMPRINT_OK|IMPRINT_ERR_[A-Z_]+)`?\s*\|)"), 1, 2);
  CHECK(spec == header_table());
}

TEST_CASE("versions of the library are those of the header") {
  CHECK(imprint_version() == std::to_string(IMPRINT_VERSION_MAJOR) + "." + std::to_string(IMPRINT_VERSION_MINOR) + "." +
                                 std::to_string(IMPRINT_VERSION_PATCH));
  CHECK(std::string(imprint_version()) == IMPRINT_PROJECT_VERSION);
  CHECK(imprint_abi_version() == IMPRINT_ABI_VERSION);
  CHECK(imprint_watermark_format_version() == 1);
  CHECK(imprint_watermark_min_side_px() == IMPRINT_WATERMARK_MIN_SIDE_PX);
  CHECK(imprint_watermark_payload_bits() == IMPRINT_WATERMARK_PAYLOAD_BITS);
}
