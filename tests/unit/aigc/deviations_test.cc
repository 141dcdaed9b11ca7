#include "aigc/deviations.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

// The rows of the table in spec/lint-rules.md, cell by cell.
std::vector<std::vector<std::string>> rows_of_spec() {
  std::ifstream file(std::filesystem::path(IMPRINT_SPEC) / "lint-rules.md");
  REQUIRE(file.is_open());
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `GB-") && !line.starts_with("| `C2PA-")) continue;
    std::vector<std::string> cells;
    std::istringstream cut(line.substr(2));
    for (std::string cell; std::getline(cut, cell, '|');) {
      while (cell.starts_with(' ')) cell.erase(0, 1);
      while (cell.ends_with(' ')) cell.pop_back();
      cells.push_back(cell);
    }
    rows.push_back(cells);
  }
  return rows;
}

}  // namespace

TEST_CASE("deviations: the specification lists the same table") {
  const auto spec = rows_of_spec();
  REQUIRE(spec.size() == aigc::rules().size());
  for (size_t i = 0; i < spec.size(); ++i) {
    const aigc::RuleRow& row = aigc::rules()[i];
    CHECK(spec[i] == std::vector<std::string>{"`"s + row.code + "`", row.severity, row.clause, row.text, row.text_zh});
  }
}

TEST_CASE("deviations: codes are unique and severities known") {
  std::set<std::string> seen;
  for (const aigc::RuleRow& row : aigc::rules()) {
    CHECK(seen.insert(row.code).second);
    CHECK((row.severity == "error"s || row.severity == "warning"s || row.severity == "info"s));
    CHECK(std::string(row.clause).size() > 0);
    CHECK(std::string(row.text).size() > 0);
    CHECK(std::string(row.text_zh).size() > 0);
    CHECK(aigc::row_of(std::string_view(row.code)) == &row);
  }
}

TEST_CASE("deviations: a detail follows the sentence, a carrier leads it") {
  const aigc::Deviation d = aigc::deviation(aigc::Rule::kKeyMissing, "Label");
  CHECK(d.code == "GB-KEY-MISSING");
  CHECK(d.severity == "error");
  CHECK(d.message == "one of the seven keys is missing: Label");
  CHECK(d.detail == "Label");
  CHECK(aigc::row_of(std::string_view("GB-NO-SUCH-RULE")) == nullptr);
  CHECK(aigc::problem_in("png:tEXt:AIGC", d).message == "png:tEXt:AIGC: one of the seven keys is missing: Label");
}

TEST_CASE("deviations: the Chinese message has the same parts as the English one") {
  const std::string rule = aigc::row_of(aigc::Rule::kSecondLabel).text_zh;
  REQUIRE(!rule.empty());
  CHECK(aigc::message_zh(aigc::deviation(aigc::Rule::kSecondLabel)) == rule);
  CHECK(aigc::message_zh(aigc::problem_in("jpeg:APP1:xmp", aigc::deviation(aigc::Rule::kSecondLabel, "ProduceID"))).starts_with("jpeg:APP1:xmp：" + rule));
  for (const aigc::RuleRow& row : aigc::rules()) CHECK_FALSE(aigc::message_zh({row.code, row.severity, row.text}).empty());
}
