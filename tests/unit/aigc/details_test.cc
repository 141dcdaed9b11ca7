#include "aigc/details.h"

#include "unit/aigc/support.h"

using namespace aigc_test;

TEST_CASE("details: sentences are found in the catalogue, with what their holes held") {
  CHECK(aigc::chinese_of("it is no JSON") == "不是 JSON");
  CHECK(aigc::chinese_of("no JSON at byte 17") == "第 17 字节处不是合法的 JSON");
  CHECK(aigc::chinese_of("ContentProducer: provider code \"0011\" has 4 characters; a code has 27") == "ContentProducer：编码“0011”有 4 个字符，应为 27 个");
  CHECK(aigc::chinese_of("ProduceID, character \"图\" at offset 3") == "ProduceID，第 3 字节处的字符“图”");
}

TEST_CASE("details: parts are translated, values in quotation marks are not") {
  CHECK(aigc::chinese_of("ReservedCode1, SM2/SM3, over Label; not over ReservedCode2, the picture; key not trusted") ==
        "ReservedCode1, SM2/SM3，覆盖 Label；不覆盖 ReservedCode2、图像；密钥未受信任");
  CHECK(aigc::chinese_of("Label \"it is no JSON\" became \"it is empty\"") == "Label 由“it is no JSON”变为“it is empty”");
}

TEST_CASE("details: names alone have no Chinese, and neither has what nobody translated") {
  CHECK(aigc::chinese_of("ReservedCode1").empty());
  CHECK(aigc::chinese_of("").empty());
  CHECK(aigc::chinese_of("a sentence that nobody wrote").empty());
  CHECK(aigc::in_chinese(aigc::Detail("ReservedCode1")).text_zh == "ReservedCode1");
}

TEST_CASE("details: a hostile text costs little and ends") {
  std::string deep = "x";
  for (int i = 0; i < 10000; ++i) deep += "; key not trusted";
  CHECK_FALSE(aigc::chinese_of(deep).empty());
  CHECK_FALSE(aigc::chinese_of("\"" + std::string(200000, '"') + "\" became \"\"").empty());
}

TEST_CASE("details: fields are as in the file, whole") {
  const std::string value(5000, 'x');
  const aigc::Detail detail = aigc::of_value("Label \"" + value + "\"", "Label", value, "1");
  CHECK(detail.key == "Label");
  CHECK(detail.value == value);
  CHECK(detail.expected == "1");
  CHECK(aigc::in_chinese(detail).text_zh == "Label“" + value + "”");
}
