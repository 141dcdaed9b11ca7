// Status numbers and names: header, library and spec/errors.md are one list.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "imprint/imprint.h"

namespace {

using Table = std::map<long, std::string>;

bool names_status(const std::string& word) { return word == "IMPRINT_OK" || word.starts_with("IMPRINT_ERR_"); }

// "  IMPRINT_ERR_TRUNCATED = 102, ..." of the header's enum.
Table header_table() {
  Table table;
  std::ifstream file(IMPRINT_HEADER);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name, equals;
    long number = 0;
    if (words >> name >> equals >> number && names_status(name) && equals == "=") table[number] = name;
  }
  return table;
}

// "| 102 | `IMPRINT_ERR_TRUNCATED` | ... |" of the table.
Table spec_table() {
  Table table;
  std::ifstream file(IMPRINT_ERRORS_MD);
  for (std::string line; std::getline(file, line);) {
    std::erase(line, '`');
    std::istringstream words(line);
    std::string bar, second_bar, name;
    long number = 0;
    if (words >> bar >> number >> second_bar >> name && bar == "|" && names_status(name)) table[number] = name;
  }
  return table;
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
  CHECK(spec_table() == header_table());
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
