#include "container/exif.h"

#include <doctest/doctest.h>

#include <string>

#include "container/tiff.h"

using namespace imprint;
using namespace imprint::container;
using namespace std::string_view_literals;

namespace {

struct Field {
  uint16_t tag, type;
  uint32_t count;
  uint32_t value;  // or the offset of the value
};

// Writes TIFF structures in either byte order.
class Writer {
 public:
  explicit Writer(bool little) : little_(little) {
    append(bytes_, as_bytes(little ? "II" : "MM"));
    u16(42);
    u32(8);
  }
  void ifd(std::initializer_list<Field> fields) {
    u16(static_cast<uint16_t>(fields.size()));
    for (const Field& f : fields) {
      u16(f.tag);
      u16(f.type);
      u32(f.count);
      if (f.type == 3 && f.count == 1) {
        u16(static_cast<uint16_t>(f.value));
        u16(0);
      } else {
        u32(f.value);
      }
    }
    u32(0);
  }
  void text(std::string_view text) { append(bytes_, as_bytes(text)); }
  const Bytes& bytes() const { return bytes_; }

 private:
  void u16(uint16_t v) {
    bytes_.push_back(static_cast<uint8_t>(little_ ? v : v >> 8));
    bytes_.push_back(static_cast<uint8_t>(little_ ? v >> 8 : v));
  }
  void u32(uint32_t v) {
    u16(static_cast<uint16_t>(little_ ? v : v >> 16));
    u16(static_cast<uint16_t>(little_ ? v >> 16 : v));
  }
  Bytes bytes_;
  bool little_;
};

// IFD0 at 8 with three tags (ends at 50), Exif IFD at 50 with one (ends at 68), texts behind it.
Bytes sample(bool little) {
  Writer w(little);
  w.ifd({{0x010E, 2, 6, 68}, {0x0112, 3, 1, 6}, {0x8769, 4, 1, 50}});
  w.ifd({{0x9286, 7, 12, 74}});
  w.text("A sky\0"sv);
  w.text("ASCII\0\0\0blue"sv);
  return w.bytes();
}

Bytes orientation_of(uint16_t type, uint32_t count, uint32_t value) {
  Writer w(true);
  w.ifd({{0x0112, type, count, value}});
  return w.bytes();
}

std::optional<ByteView> text_of(ByteView tiff, uint16_t tag) {
  for (const ExifField& field : exif_fields(tiff, {}))
    if (field.tag == tag) return field.value;
  return std::nullopt;
}

}  // namespace

TEST_CASE("exif: texts are found in the other directory too, and told apart") {
  Writer w(true);
  w.ifd({{0x8769, 4, 1, 50}, {0x9286, 2, 5, 68}, {0x9C9C, 1, 6, 73}});
  w.ifd({{0x010E, 2, 5, 68}});
  w.text("blue\0"sv);
  w.text("a\0b\0c\0"sv);
  const std::vector<ExifField> fields = exif_fields(w.bytes(), {});
  REQUIRE(fields.size() == 3);
  CHECK((fields[0].tag == kExifUserComment && !fields[0].in_exif_ifd));
  CHECK((fields[1].tag == kExifXpComment && as_text(fields[1].value) == "a\0b\0c\0"sv));
  CHECK((fields[2].tag == kExifImageDescription && fields[2].in_exif_ifd));
  Limits poor;
  poor.max_steps = 10;
  CHECK(exif_fields(w.bytes(), poor).size() < 3);
  CHECK(poor.status().code() == Code::kLimitExceeded);
}

TEST_CASE("exif: both byte orders give the three tags") {
  for (const bool little : {true, false}) {
    CAPTURE(little);
    const Bytes tiff = sample(little);
    CHECK(exif_orientation(tiff, {}) == 6);
    REQUIRE(text_of(tiff, kExifImageDescription).has_value());
    CHECK(as_text(*text_of(tiff, kExifImageDescription)) == "A sky\0"sv);
    REQUIRE(text_of(tiff, kExifUserComment).has_value());
    CHECK(as_text(*text_of(tiff, kExifUserComment)) == "ASCII\0\0\0blue"sv);
  }
}

TEST_CASE("exif: orientation is 1 to 8 in one SHORT or LONG, everything else is absent") {
  CHECK(exif_orientation(orientation_of(3, 1, 1), {}) == 1);
  CHECK(exif_orientation(orientation_of(3, 1, 8), {}) == 8);
  CHECK(exif_orientation(orientation_of(4, 1, 3), {}) == 3);
  CHECK_FALSE(exif_orientation(orientation_of(3, 1, 0), {}).has_value());
  CHECK_FALSE(exif_orientation(orientation_of(3, 1, 9), {}).has_value());
  CHECK_FALSE(exif_orientation(orientation_of(3, 2, 3), {}).has_value());
  CHECK_FALSE(exif_orientation(orientation_of(2, 1, 3), {}).has_value());
}

TEST_CASE("exif: an orientation is set upright in either type and byte order, and nothing else changes") {
  for (const bool little : {true, false}) {
    Bytes tiff = sample(little);
    const Bytes before = tiff;
    set_exif_upright(tiff, {});
    CHECK(exif_orientation(tiff, {}) == 1);
    size_t different = 0;
    for (size_t i = 0; i < tiff.size(); ++i) different += tiff[i] != before[i];
    CHECK(different == 1);
  }
  Bytes wide = orientation_of(4, 1, 8), wrong = orientation_of(3, 1, 9);
  set_exif_upright(wide, {});
  CHECK(exif_orientation(wide, {}) == 1);
  const Bytes before = wrong;
  set_exif_upright(wrong, {});
  CHECK(wrong == before);
}

TEST_CASE("exif: up to four characters stand in the entry itself") {
  Writer w(true);
  w.ifd({{0x010E, 2, 4, 0x00637562}});
  REQUIRE(text_of(w.bytes(), kExifImageDescription).has_value());
  CHECK(as_text(*text_of(w.bytes(), kExifImageDescription)) == "buc\0"sv);
}

TEST_CASE("exif: what is no TIFF structure has no tags") {
  CHECK_FALSE(exif_orientation({}, {}).has_value());
  CHECK_FALSE(exif_orientation(as_bytes("II*\0"sv), {}).has_value());
  Bytes tiff = sample(true);
  tiff[2] = 43;
  CHECK_FALSE(exif_orientation(tiff, {}).has_value());
  tiff = sample(true);
  tiff[0] = 'M';
  CHECK_FALSE(exif_orientation(tiff, {}).has_value());
}

TEST_CASE("exif: values and directories that point outside are absent") {
  Writer outside(true);
  outside.ifd({{0x010E, 2, 6, 0xFFFFFFF0}, {0x0112, 3, 1, 6}, {0x8769, 4, 1, 0xFFFFFFFF}});
  CHECK_FALSE(text_of(outside.bytes(), kExifImageDescription).has_value());
  CHECK_FALSE(text_of(outside.bytes(), kExifUserComment).has_value());
  CHECK(exif_orientation(outside.bytes(), {}) == 6);
}

TEST_CASE("exif: cut at any byte, a tag is either right or absent") {
  const Bytes whole = sample(false);
  for (size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    const Bytes cut(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
    CHECK(exif_orientation(cut, {}).value_or(6) == 6);
    CHECK(text_of(cut, kExifImageDescription).has_value() == (size >= 74));
    CHECK_FALSE(text_of(cut, kExifUserComment).has_value());
  }
}

TEST_CASE("exif: the values of a directory are added up as they are listed, whether they share bytes or not") {
  Writer writer(true);
  writer.ifd({{0x0100, 1, 5, 8}, {0x0101, 3, 5, 8}, {0x0102, 12, 2, 8}, {0x0103, 1, 0xFFFFFFFF, 8}});
  const auto tiff = imprint::container::Tiff::open(writer.bytes());
  REQUIRE(tiff);
  CHECK(tiff->value_bytes(tiff->first_ifd(), 3) == 5 + 10 + 16);
  CHECK(tiff->value_bytes(tiff->first_ifd(), 4) == 31 + writer.bytes().size());  // more than the file has
}
