#include "aigc/json_scan.h"

#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::JsonType;
using aigc::scan_json;

TEST_CASE("json scan: members keep their order, type and duplicates") {
  const auto scanned =
      scan_json(R"({"a":"x","a":1,"b":-2.50,"c":true,"d":null,"e":{"k":[1,"q\"",{"z":{}}],"l":false},"f":[]})");
  REQUIRE(scanned.ok());
  struct Row {
    const char* key;
    JsonType type;
    const char* text;
  };
  const std::vector<Row> rows = {
      {"a", JsonType::kString, "x"},     {"a", JsonType::kNumber, "1"},
      {"b", JsonType::kNumber, "-2.50"}, {"c", JsonType::kBoolean, "true"},
      {"d", JsonType::kNull, ""},        {"e", JsonType::kObject, R"({"k":[1,"q\"",{"z":{}}],"l":false})"},
      {"f", JsonType::kArray, "[]"},
  };
  REQUIRE(scanned.value().members.size() == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(scanned.value().members[i].key == rows[i].key);
    CHECK(scanned.value().members[i].value.type == rows[i].type);
    CHECK(scanned.value().members[i].value.text == rows[i].text);
  }
}

TEST_CASE("json scan: a string at the root is decoded") {
  const auto scanned = scan_json(R"("{\"a\":\"\u8c46\"}")");
  REQUIRE(scanned.ok());
  CHECK(scanned.value().root.type == JsonType::kString);
  CHECK(scanned.value().root.text == "{\"a\":\"\xE8\xB1\x86\"}");
}

TEST_CASE("json scan: what is no JSON is refused with its place") {
  for (const char* text :
       {"", "{", "{\"a\"}", "{'a':1}", "{\"a\":1}x", "[1]", "{\"a\":\"\x80\"}", "{\"a\":1e999}", "{\"a\":01}"}) {
    CAPTURE(text);
    const auto scanned = scan_json(text);
    REQUIRE_FALSE(scanned.ok());
    CHECK(scanned.status().code() == Code::kMalformed);
    CHECK_FALSE(scanned.status().message().empty());
  }
}

TEST_CASE("json scan: sixteen levels are followed, seventeen are not") {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "{\"a\":";
    return text + "1" + std::string(static_cast<size_t>(levels), '}');
  };
  CHECK(scan_json(nested(16)).ok());
  CHECK(scan_json(nested(17)).status().code() == Code::kLimitExceeded);
  CHECK(scan_json(nested(100000)).status().code() == Code::kLimitExceeded);
}
