#include "aigc/exif_label.h"

#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::exif_texts;

namespace {

std::string utf16(const std::string& ascii, bool little) {
  std::string out;
  for (const char c : ascii) out += little ? std::string{c, '\0'} : std::string{'\0', c};
  return out;
}

}  // namespace

TEST_CASE("exif label: the user comment is read under every character code") {
  struct Row {
    std::string stored;
    bool ascii;
  };
  const std::vector<Row> rows = {
      {kAsciiCode + kWrapped, true},
      {"UNICODE\0"s + utf16(kWrapped, true), false},
      {"UNICODE\0"s + utf16(kWrapped, false), false},
      {"UNICODE\0\xFF\xFE"s + utf16(kWrapped, true), false},
      {"UNICODE\0\xFE\xFF"s + utf16(kWrapped, false), false},
      {"UNICODE\0"s + kWrapped, false},
      {"\0\0\0\0\0\0\0\0"s + kWrapped, false},
      {"JIS\0\0\0\0\0"s + kWrapped, false},
      {kWrapped, false},
  };
  for (const Row& row : rows) {
    const auto texts = exif_texts(exif(row.stored), {});
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].value == kWrapped);
    CHECK(texts[0].ascii_prefix == row.ascii);
    CHECK(texts[0].usual_tag);
  }
}

TEST_CASE("exif label: blanking a text leaves every other byte where it was") {
  const std::string tiff = exif(kAsciiCode + kWrapped, "a description");
  std::string blanked = tiff;
  const auto texts = exif_texts(tiff, {});
  REQUIRE(texts.size() == 2);
  aigc::blank_exif_text(blanked, texts[1]);
  CHECK(blanked == exif(kAsciiCode + std::string(kWrapped.size(), ' '), "a description"));
  aigc::blank_exif_text(blanked, texts[0]);
  CHECK(blanked == exif(kAsciiCode + std::string(kWrapped.size(), ' '), "             "));
}

TEST_CASE("exif label: damage gives no texts and no harm") {
  const std::string tiff = exif(kAsciiCode + kWrapped, "a description");
  for (size_t cut = 0; cut < tiff.size(); ++cut) CHECK(exif_texts(tiff.substr(0, cut), {}).size() < 2);
}
