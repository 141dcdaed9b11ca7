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

TEST_CASE("exif label: a user comment in IFD0, as Pillow writes it, and the comments of Windows are read and blanked") {
  // IFD0 at 8: UserComment as ASCII, XPComment in UTF-16.
  const std::string wide = utf16(kWrapped, true);
  std::string tiff = "II*\0\x08\0\0\0\x02\0"s;
  const auto entry = [&](uint16_t tag, uint16_t type, size_t count, size_t at) {
    for (const auto& [value, bytes] : {std::pair<size_t, int>{tag, 2}, {type, 2}, {count, 4}, {at, 4}})
      for (int i = 0; i < bytes; ++i) tiff.push_back(static_cast<char>(value >> (8 * i)));
  };
  constexpr size_t kTexts = 8 + 2 + 24 + 4;
  entry(0x9286, 2, kWrapped.size() + 1, kTexts);
  entry(0x9C9C, 1, wide.size(), kTexts + kWrapped.size() + 1);
  tiff += "\0\0\0\0"s + kWrapped + '\0' + wide;
  const auto texts = exif_texts(tiff, {});
  REQUIRE(texts.size() == 2);
  CHECK(texts[0].tag == "IFD0:UserComment");
  CHECK_FALSE(texts[0].usual_tag);
  CHECK(texts[1].tag == "XPComment");
  CHECK(texts[1].value == kWrapped);
  std::string blanked = tiff;
  aigc::blank_exif_text(blanked, texts[1]);
  CHECK(blanked == tiff.substr(0, tiff.size() - wide.size()) + std::string(wide.size(), '\0'));
}
