// The matrix of carriers, shapes, values, characters, uniqueness, note 1 and containers: one case for each of its
// cells. Every file goes through the two calls of the room, so that each format is known to pass what the reader is
// told.
#include "aigc/deviations.h"
#include "container/heif_items.h"
#include "unit/aigc/places.h"

using namespace aigc_test;

namespace {

aigc::Found only_label(const Bytes& file) {
  auto found = read_ok(file);
  REQUIRE(found.labels.size() == 1);
  CHECK(found.problems.empty());
  return std::move(found.labels[0]);
}

// Exactly the new label, in the carrier of the format, and no byte of the old one.
void check_replaced(const Bytes& file, const std::string& carrier) {
  const aigc::Label label = aigc::first_write(kCode, "the-new-one");
  const Bytes written = write_ok(file, label);
  const auto found = only_label(written);
  CHECK(found.label == label);
  CHECK(found.carrier == carrier);
  CHECK(found.shape == "bare");
  CHECK(found.deviations.empty());
  CHECK(text_of(written).find("\"a1\"") == std::string::npos);
  CHECK(text_of(written).find("&quot;a1") == std::string::npos);
  CHECK(write_ok(written, label) == written);
}

// --- carriers ---

const std::string& text_for(const Place& place) { return place.shape == "wrapped" ? kWrapped : kBare; }

void check_place_read(const Place& place) {
  const auto found = only_label(place.make(text_for(place)));
  CHECK(found.label == sample());
  CHECK(found.carrier == place.carrier);
  CHECK(found.shape == place.shape);
  CHECK(codes(found.deviations) == place.codes);
}
void check_place_replaced(const Place& place) { check_replaced(place.make(text_for(place)), place.main_carrier); }

TEST_ROWS("matrix, carriers, read", kXmpPlaces, check_place_read);
TEST_ROWS("matrix, carriers, read", kTextPlaces, check_place_read);
TEST_ROWS("matrix, carriers, replaced", kXmpPlaces, check_place_replaced);
TEST_ROWS("matrix, carriers, replaced", kTextPlaces, check_place_replaced);

// What a row of one table does to a row of another.
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

// --- shapes of the label, in the XMP of every format ---

struct Shape {
  std::string name, text, shape;
};
const Shape kShapes[] = {
    {"bare", kBare, "bare"},
    {"with a byte-order mark and a line end", "\xEF\xBB\xBF" + kBare + "\r\n", "bare"},
    {"wrapped", kWrapped, "wrapped"},
    {"wrapped in lower case", "{\"aigc\":" + kBare + "}", "wrapped"},
    {"double-encoded", quoted(kBare), "double-encoded+bare"},
    {"double-encoded twice", quoted(quoted(kBare)), "double-encoded+double-encoded+bare"},
    {"double-encoded and wrapped", quoted(kWrapped), "double-encoded+wrapped"},
    {"wrapped around a string", "{\"AIGC\":" + quoted(kBare) + "}", "wrapped+double-encoded"},
    {"Base64", base64(kBare), "base64+bare"},
    {"Base64 of wrapped", base64(kWrapped), "base64+wrapped"},
    {"behind its name", "AIGC:" + kBare, "prefixed+bare"},
    {"behind its name and an equals sign", "AIGC=" + kWrapped, "prefixed+wrapped"},
};
struct ShapeInFormat {
  std::string name;
  const Shape& shape;
  const Format& format;
};
const Product<kShapes, kFormats, ShapeInFormat> kShapesInFormats;

void check_shape(const ShapeInFormat& row) {
  const auto found = only_label(row.format.make(label_packet(row.shape.text)));
  CHECK(found.label == sample());
  CHECK(found.carrier == row.format.carrier);
  CHECK(found.shape == row.shape.shape);
  CHECK(codes(found.deviations) == (row.shape.shape == "bare" ? Codes{} : Codes{"GB-SHAPE"}));
}
TEST_ROWS("matrix, shape", kShapesInFormats, check_shape);

// --- forms of XMP, in every format ---

std::string escaped(const std::string& quote) {
  std::string out;
  for (const char c : kBare) out += c == '"' ? quote : std::string(1, c);
  return out;
}
std::string property(const std::string& inside) {
  return packet(description(kTc260Declared, "<TC260:AIGC>" + inside + "</TC260:AIGC>"));
}

struct XmpForm {
  std::string name, packet, shape;
  Codes codes;
};
const XmpForm kXmpForms[] = {
    {"plain quotation marks", property(kBare), "bare", {}},
    {"&quot;", property(escaped("&quot;")), "bare", {}},
    {"&#34;", property(escaped("&#34;")), "bare", {}},
    {"&#x22;", property(escaped("&#x22;")), "bare", {}},
    {"CDATA", property("<![CDATA[" + kBare + "]]>"), "bare", {}},
    {"CDATA and text", property(kBare.substr(0, 20) + "<![CDATA[" + kBare.substr(20) + "]]>"), "bare", {}},
    {"attribute",
     packet(description(kTc260Declared + " TC260:AIGC=\"" + escaped("&quot;") + "\"", "")),
     "attribute+bare",
     {"GB-XMP-ATTRIBUTE"}},
    {"attribute in single quotes",
     packet(description(kTc260Declared + " TC260:AIGC='" + kBare + "'", "")),
     "attribute+bare",
     {"GB-XMP-ATTRIBUTE"}},
    {"another prefix",
     packet(description(" xmlns:a=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"", "<a:AIGC>" + kBare + "</a:AIGC>")),
     "bare",
     {}},
    {"declared on the element",
     packet(description("", "<TC260:AIGC" + kTc260Declared + ">" + kBare + "</TC260:AIGC>")),
     "bare",
     {}},
    {"another namespace",
     packet(description(" xmlns:TC260=\"http://tc260.example/\"", "<TC260:AIGC>" + kBare + "</TC260:AIGC>")),
     "bare",
     {"GB-XMP-NAMESPACE"}},
    {"an array", property("<rdf:Seq><rdf:li>" + kBare + "</rdf:li></rdf:Seq>"), "bare", {}},
    {"a qualified value",
     property("<rdf:Description><rdf:value>" + kBare + "</rdf:value></rdf:Description>"),
     "bare",
     {}},
    {"a doubled question mark in the wrapper",
     "<?xml version=\"1.0\"?><?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?\?><x:xmpmeta "
     "xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" +
         description(kTc260Declared, "<TC260:AIGC>" + escaped("&quot;") + "</TC260:AIGC>") + "</rdf:RDF></x:xmpmeta>",
     "bare",
     {}},
    {"no wrapper",
     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" +
         description(kTc260Declared, "<TC260:AIGC>" + kBare + "</TC260:AIGC>") + "</rdf:RDF>",
     "bare",
     {}},
};
struct XmpFormInFormat {
  std::string name;
  const XmpForm& form;
  const Format& format;
};
const Product<kXmpForms, kFormats, XmpFormInFormat> kXmpFormsInFormats;

void check_xmp_form(const XmpFormInFormat& row) {
  const Bytes file = row.format.make(row.form.packet);
  const auto found = only_label(file);
  CHECK(found.label == sample());
  CHECK(found.shape == row.form.shape);
  Codes wanted = row.form.codes;
  if (row.form.shape != "bare" && std::find(wanted.begin(), wanted.end(), "GB-SHAPE") == wanted.end() &&
      !row.form.shape.starts_with("attribute"))
    wanted.push_back("GB-SHAPE");
  CHECK(codes(found.deviations) == wanted);
  check_replaced(file, row.format.carrier);
}
TEST_ROWS("matrix, shape, XMP", kXmpFormsInFormats, check_xmp_form);

// --- EXIF: with and without a character code, in every place ---

std::string utf16(const std::string& text, bool little) {
  std::string out;
  for (const char c : text) out += little ? std::string{c, '\0'} : std::string{'\0', c};
  return out;
}

struct ExifForm {
  std::string name, comment, image_description, tag, shape;
  bool prefix = false;
};
const ExifForm kExifForms[] = {
    {"ASCII", kAsciiCode + kWrapped, "", "UserComment", "wrapped", true},
    {"ASCII, bare", kAsciiCode + kBare, "", "UserComment", "bare", true},
    {"ASCII, Base64", kAsciiCode + base64(kBare), "", "UserComment", "base64+bare", true},
    {"no character code", kWrapped, "", "UserComment", "wrapped"},
    {"eight zeros", std::string(8, '\0') + kWrapped, "", "UserComment", "wrapped"},
    {"JIS", "JIS\0\0\0\0\0"s + kWrapped, "", "UserComment", "wrapped"},
    {"Unicode, little endian", "UNICODE\0"s + utf16(kWrapped, true), "", "UserComment", "wrapped"},
    {"Unicode, big endian", "UNICODE\0"s + utf16(kWrapped, false), "", "UserComment", "wrapped"},
    {"ImageDescription", kAsciiCode + "a comment", kWrapped, "ImageDescription", "wrapped"},
};
struct ExifFormInPlace {
  std::string name;
  const ExifForm& form;
  const ExifPlace& place;
};
const Product<kExifForms, kExifPlaces, ExifFormInPlace> kExifFormsInPlaces;

void check_exif(const ExifFormInPlace& row) {
  const Bytes file = row.place.make(exif(row.form.comment, row.form.image_description));
  const auto found = only_label(file);
  CHECK(found.label == sample());
  CHECK(found.carrier == row.place.carrier + ":" + row.form.tag);
  CHECK(found.shape == row.form.shape);
  const bool comment = row.form.tag == "UserComment";
  Codes wanted;
  if (!comment || !row.place.guide) wanted.push_back("GB-CARRIER");
  if (comment && !row.form.prefix) wanted.push_back("GB-EXIF-PREFIX");
  if (comment && row.place.guide && row.form.shape != "wrapped") wanted.push_back("GB-SHAPE");
  CHECK(codes(found.deviations) == wanted);
  check_replaced(file, row.place.main_carrier);
}
TEST_ROWS("matrix, shape, EXIF", kExifFormsInPlaces, check_exif);

// --- values and characters ---

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kBare;
  const size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}
std::string with_reserved(const std::string& json) {
  return changed("\"ReservedCode1\":\"\"", "\"ReservedCode1\":" + json);
}
// Annex E note 1 is no matter here, so both sides get the value.
std::string with_ids(const std::string& value) {
  std::string text = kBare;
  for (size_t at = 0; (at = text.find("\"a1\"", at)) != std::string::npos; ++at) text.replace(at, 4, value);
  return text;
}

struct Value {
  std::string name, text;
  Codes codes;
  std::string aigc::Label::*member;
  std::string value;
};
using L = aigc::Label;
const Value kValues[] = {
    {"Label 1", kBare, {}, &L::label, "1"},
    {"Label 2", changed("\"1\"", "\"2\""), {}, &L::label, "2"},
    {"Label 3", changed("\"1\"", "\"3\""), {}, &L::label, "3"},
    {"Label 0", changed("\"1\"", "\"0\""), {"GB-LABEL-VALUE"}, &L::label, "0"},
    {"Label 4", changed("\"1\"", "\"4\""), {"GB-LABEL-VALUE"}, &L::label, "4"},
    {"Label AIGC", changed("\"1\"", "\"AIGC\""), {"GB-LABEL-VALUE"}, &L::label, "AIGC"},
    {"Label empty", changed("\"1\"", "\"\""), {"GB-LABEL-VALUE"}, &L::label, ""},
    {"Label a number", changed("\"1\"", "1"), {"GB-VALUE-TYPE"}, &L::label, "1"},
    {"Label a boolean", changed("\"1\"", "true"), {"GB-LABEL-VALUE", "GB-VALUE-TYPE"}, &L::label, "true"},
    {"Label null", changed("\"1\"", "null"), {"GB-LABEL-VALUE", "GB-VALUE-TYPE"}, &L::label, ""},
    {"Label with a space", changed("\"1\"", "\" 1\""), {"GB-CHARACTERS", "GB-LABEL-VALUE"}, &L::label, " 1"},
    {"a key missing", changed("\"ReservedCode1\":\"\",", ""), {"GB-KEY-MISSING"}, &L::reserved_code1, ""},
    {"Label missing", changed("\"Label\":\"1\",", ""), {"GB-KEY-MISSING"}, &L::label, ""},
    {"a key more", changed("{", "{\"WATERMARKFLAG\":\"1\","), {"GB-KEY-EXTRA"}, &L::label, "1"},
    {"a nested object more", changed("{", "{\"Extra\":{\"a\":[1]},"), {"GB-KEY-EXTRA"}, &L::label, "1"},
    {"ReserveCode1", changed("\"ReservedCode1\"", "\"ReserveCode1\""), {"GB-KEY-NAME"}, &L::reserved_code1, ""},
    {"Propagator", changed("\"ContentPropagator\"", "\"Propagator\""), {"GB-KEY-NAME"}, &L::content_propagator, kCode},
    {"PropatorID", changed("\"PropagateID\"", "\"PropatorID\""), {"GB-KEY-NAME"}, &L::propagate_id, "a1"},
    {"a key in another case", changed("\"ProduceID\"", "\"produceID\""), {"GB-KEY-NAME"}, &L::produce_id, "a1"},
    {"a duplicate key", changed("{", "{\"Label\":\"2\","), {"GB-KEY-DUPLICATE"}, &L::label, "1"},
    {"ReservedCode null", with_reserved("null"), {"GB-VALUE-TYPE"}, &L::reserved_code1, ""},
    {"ReservedCode a number", with_reserved("7"), {"GB-VALUE-TYPE"}, &L::reserved_code1, "7"},
    {"ReservedCode a list", with_reserved("[1, 2]"), {"GB-VALUE-TYPE"}, &L::reserved_code1, "[1,2]"},
    {"ReservedCode an object",
     with_reserved("{\"PubSd\": {}}"),
     {"GB-VALUE-TYPE"},
     &L::reserved_code1,
     "{\"PubSd\":{}}"},
    {"PropagateID of a format that failed", with_ids("\"%!s(MISSING)\""), {}, &L::propagate_id, "%!s(MISSING)"},
    {"a space", with_ids("\"a 1\""), {"GB-CHARACTERS", "GB-CHARACTERS"}, &L::produce_id, "a 1"},
    {"Chinese", with_ids("\"\xE8\xB1\x86\""), {"GB-CHARACTERS", "GB-CHARACTERS"}, &L::produce_id, "\xE8\xB1\x86"},
    {"Chinese, escaped", with_ids("\"\\u8c46\""), {"GB-CHARACTERS", "GB-CHARACTERS"}, &L::produce_id, "\xE8\xB1\x86"},
    {"a backslash", with_ids("\"a\\\\1\""), {"GB-CHARACTERS", "GB-CHARACTERS"}, &L::produce_id, "a\\1"},
    {"a quotation mark", with_ids("\"a\\\"1\""), {}, &L::produce_id, "a\"1"},
    {"a line end", with_ids("\"a\\n1\""), {"GB-CHARACTERS", "GB-CHARACTERS"}, &L::produce_id, "a\n1"},
    {"0x7E, the last of the set", with_ids("\"a~1\""), {}, &L::produce_id, "a~1"},
    {"0x7F, behind the last",
     with_ids("\"a\\u007f1\""),
     {"GB-CHARACTERS", "GB-CHARACTERS"},
     &L::produce_id,
     "a\x7F"
     "1"},
    {"0x21, the first of the set", with_ids("\"a!1\""), {}, &L::produce_id, "a!1"},
    {"8 KB", with_reserved("\"" + std::string(8192, 'x') + "\""), {}, &L::reserved_code1, std::string(8192, 'x')},
    {"white space between members", changed("\",\"", "\",\n  \""), {}, &L::label, "1"},
    {"note 1: both sides equal", kBare, {}, &L::propagate_id, "a1"},
    {"note 1: no propagator",
     changed("\"ContentPropagator\":\"" + kCode + "\",\"PropagateID\":\"a1\"",
             "\"ContentPropagator\":\"\",\"PropagateID\":\"\""),
     {"GB-PROPAGATOR-EMPTY"},
     &L::content_propagator,
     ""},
    {"note 1: no PropagateID",
     changed("\"PropagateID\":\"a1\"", "\"PropagateID\":\"\""),
     {"GB-PROPAGATOR-EMPTY"},
     &L::propagate_id,
     ""},
    {"note 1: another PropagateID",
     changed("\"PropagateID\":\"a1\"", "\"PropagateID\":\"b2\""),
     {"GB-PROPAGATOR-DIFFERS"},
     &L::propagate_id,
     "b2"},
    {"note 1: another propagator",
     changed("\"ContentPropagator\":\"" + kCode, "\"ContentPropagator\":\"001191110102MACQD9K64020000"),
     {"GB-PROPAGATOR-DIFFERS"},
     &L::content_propagator,
     "001191110102MACQD9K64020000"},
};

// In a PNG and in an AVIF: the text of a property decides, not the container.
void check_value(const Value& row) {
  for (const Format* format : {&kFormats[0], &kFormats[5]}) {
    const auto found = only_label(format->make(label_packet(row.text)));
    CHECK(codes(found.deviations) == row.codes);
    CHECK(found.label.*row.member == row.value);
  }
}
TEST_ROWS("matrix, values", kValues, check_value);

// --- uniqueness ---

std::string two_properties(const std::string& second) {
  return packet(
      description(kTc260Declared, "<TC260:AIGC>" + kBare + "</TC260:AIGC><TC260:AIGC>" + second + "</TC260:AIGC>"));
}

struct Twice {
  std::string name, second;
};
const Twice kTwice[] = {{"the same label twice in a packet", kBare},
                        {"two labels in a packet", changed("\"Label\":\"1\"", "\"Label\":\"2\"")}};
struct TwiceInFormat {
  std::string name;
  const Twice& twice;
  const Format& format;
};
const Product<kTwice, kFormats, TwiceInFormat> kTwiceInFormats;

void check_twice(const TwiceInFormat& row) {
  const Bytes file = row.format.make(two_properties(row.twice.second));
  const auto found = read_ok(file);
  REQUIRE(found.labels.size() == 2);
  CHECK(found.labels[0].deviations.empty());
  CHECK(codes(found.labels[1].deviations) == Codes{"GB-SECOND-LABEL"});
  const bool agree = row.twice.second == kBare;
  CHECK(found.labels[1].deviations[0].message.find(agree ? "it agrees" : "it disagrees") != std::string::npos);
  check_replaced(file, row.format.carrier);
}
TEST_ROWS("matrix, uniqueness", kTwiceInFormats, check_twice);

struct TwoCarriers {
  std::string name;
  Bytes (*make)(const std::string& second);  // wrapped
  std::string carrier;
};
const TwoCarriers kTwoCarriers[] = {
    {"PNG XMP and tEXt",
     [](P t) {
       return png({itxt_chunk(kXmpKeyword, label_packet(kBare)), text_chunk("AIGC", t)});
     },
     kPngMain},
    {"JPEG XMP and EXIF",
     [](P t) {
       return jpeg({xmp_segment(label_packet(kBare)), exif_segment(exif(kAsciiCode + t))});
     },
     "jpeg:APP1:xmp"},
    {"WebP XMP and EXIF",
     [](P t) {
       return made::webp_file(
           {made::vp8x_chunk(12), made::kVp8, {"XMP ", label_packet(kBare)}, {"EXIF", exif(kAsciiCode + t)}});
     },
     "webp:XMP"},
    {"GIF XMP and comment",
     [](P t) { return made::gif_file(made::gif_xmp(label_packet(kBare)), made::gif_comment(t)); },
     "gif:application:xmp"},
    {"TIFF XMP and UserComment",
     [](P t) {
       return made::tiff_file({.fields = {{700, 7, label_packet(kBare)}}, .exif_fields = {{37510, 7, kAsciiCode + t}}});
     },
     "tiff:IFD0:xmp"},
    {"AVIF XMP and Exif",
     [](P t) {
       return made::heif_file({.items = {made::xmp_item(label_packet(kBare)), made::exif_item(exif(kAsciiCode + t))}});
     },
     "avif:item:xmp"},
    {"HEIC XMP and Exif",
     [](P t) {
       return made::heif_file(
           {.brand = "heic", .items = {made::xmp_item(label_packet(kBare), 1), made::exif_item(exif(kAsciiCode + t))}});
     },
     "heic:item:xmp"},
};
void check_two_carriers(const TwoCarriers& row, const std::string& second, const char* word) {
  const Bytes file = row.make(second);
  const auto found = read_ok(file);
  REQUIRE(found.labels.size() == 2);
  const auto& deviations = found.labels[1].deviations;
  const auto again = std::find_if(deviations.begin(), deviations.end(),
                                  [](const aigc::Deviation& d) { return d.code == "GB-SECOND-LABEL"; });
  REQUIRE(again != deviations.end());
  CHECK(again->message.find(word) != std::string::npos);
  CHECK(again->message.find(row.carrier) != std::string::npos);
  check_replaced(file, row.carrier);
}
void check_agreeing(const TwoCarriers& row) { check_two_carriers(row, kWrapped, "it agrees"); }
void check_disagreeing(const TwoCarriers& row) {
  std::string other = kWrapped;
  other.replace(other.find("\"1\""), 3, "\"2\"");
  check_two_carriers(row, other, "it disagrees");
}
TEST_ROWS("matrix, uniqueness, two that agree", kTwoCarriers, check_agreeing);
TEST_ROWS("matrix, uniqueness, two that disagree", kTwoCarriers, check_disagreeing);

// --- containers: cut at every byte, and written into without a label before ---

struct Container {
  std::string name;
  Bytes (*make)();
};
const Container kContainers[] = {
    {"PNG", [] { return png({}); }},
    {"PNG with XMP", [] { return png({itxt_chunk(kXmpKeyword, foreign_packet())}); }},
    {"JPEG", [] { return jpeg({kJfif}); }},
    {"JPEG with XMP",
     [] {
       return jpeg({kJfif, xmp_segment(foreign_packet())});
     }},
    {"WebP without VP8X", [] { return made::webp_file({made::kVp8}); }},
    {"WebP without VP8X, lossless with alpha, odd", [] { return made::webp_file({made::kVp8lAlpha}); }},
    {"WebP with XMP and bytes behind it",
     [] {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP ", foreign_packet()}}, "behind");
     }},
    {"GIF", [] { return made::gif_file(made::kGifLoop + made::kGifControl); }},
    {"GIF87a", [] { return made::gif_file("", "", "GIF87a", "behind"); }},
    {"GIF with XMP", [] { return made::gif_file(made::gif_xmp(foreign_packet())); }},
    {"TIFF, little endian", [] { return made::tiff_file({}); }},
    {"TIFF, big endian, two pages",
     [] {
       return made::tiff_file({.little = false, .next_page = {{270, 2, "page two\0"s}}});
     }},
    {"TIFF with XMP and EXIF",
     [] {
       return made::tiff_file({.fields = {{700, 1, foreign_packet()}}, .exif_fields = {{37500, 7, "a maker's note"}}});
     }},
    {"BigTIFF", [] { return made::tiff_file({.big = true}); }},
    {"AVIF", [] { return made::heif_file({.iloc_version = 0}); }},
    {"AVIF with XMP in idat", [] { return made::heif_file({.items = {made::xmp_item(foreign_packet(), 1)}}); }},
    {"AVIF with tracks", [] { return made::heif_file({.tracks = true}); }},
    {"AVIF, meta behind the data", [] { return made::heif_file({.meta_last = true}); }},
    {"AVIF, last box without a size", [] { return made::heif_file({.open_end = true}); }},
    {"AVIF, meta last and without a size", [] { return made::heif_file({.meta_last = true, .open_end = true}); }},
    {"HEIC with Exif and XMP",
     [] {
       return made::heif_file(
           {.brand = "heic", .base = 4, .items = {made::exif_item(exif("")), made::xmp_item(foreign_packet())}});
     }},
    {"HEIC, offsets of no bytes", [] { return made::heif_file({.brand = "heic", .offset = 0, .base = 4}); }},
    {"HEIC, 64 bits", [] { return made::heif_file({.brand = "heic", .iloc_version = 2, .offset = 8, .length = 8}); }},
};

// The bytes of every item but XMP: what must not change whatever moves.
std::string item_bytes(const Bytes& file) {
  std::string out;
  const auto heif = container::read_heif(file, "HEIF", {});
  if (!heif.ok()) return out;
  for (const auto& item : heif.value().items)
    if (item.type != "mime") out += text_of(container::heif_item_data(heif.value(), item, {}).value()) + "|";
  return out;
}

void check_written(const Container& row) {
  const Bytes file = row.make();
  CHECK(read_ok(file).labels.empty());
  const Bytes written = write_ok(file);
  const auto found = only_label(written);
  CHECK(found.label == sample());
  CHECK(found.deviations.empty());
  CHECK(write_ok(written) == written);
  const bool foreign = text_of(file).find(kForeign) != std::string::npos;
  CHECK((text_of(written).find(kForeign) != std::string::npos) == foreign);
  CHECK(item_bytes(written) == item_bytes(file));
  // A longer one and back again: nothing piles up.
  aigc::Label longer = sample();
  longer.reserved_code1 = std::string(3000, 'x');
  const Bytes grown = write_ok(written, longer);
  CHECK(only_label(grown).label == longer);
  CHECK(item_bytes(grown) == item_bytes(file));
  const Bytes back = write_ok(grown);
  CHECK(only_label(back).label == sample());
  CHECK(text_of(back).find("xxxx") == std::string::npos);
  CHECK(back.size() <= written.size() + 2048);
}
TEST_ROWS("matrix, container, written and rewritten", kContainers, check_written);

void check_cut(const Container& row) {
  const Bytes file = write_ok(row.make());
  for (size_t cut = 0; cut < file.size(); ++cut) {
    CAPTURE(cut);
    const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(cut));
    const auto result = aigc::read(part, {});
    if (result.ok()) {
      CHECK(result.value().labels.size() <= 1);
      for (const auto& found : result.value().labels) CHECK(found.label == sample());
    } else {
      const Code code = result.status().code();
      CHECK((code == Code::kTruncated || code == Code::kMalformed || code == Code::kUnsupportedFormat));
      CHECK_FALSE(result.status().message().empty());
    }
  }
}
TEST_ROWS("matrix, container, cut at every byte", kContainers, check_cut);

// --- containers that are refused ---

struct Refused {
  std::string name;
  Bytes (*make)();
  Code code;
  std::string words;
};
const Refused kRefused[] = {
    {"BMP", [] { return made::bytes_of("BM" + std::string(12, '\0') + "\x28\0\0\0"s); }, Code::kUnsupportedFormat,
     "BMP has no place"},
    {"no picture", [] { return made::bytes_of("hello"); }, Code::kUnsupportedFormat, "no known picture format"},
    {"WebP that begins with metadata",
     [] {
       return made::webp_file({{"EXIF", "x"}, made::kVp8});
     },
     Code::kMalformed, "begins with none"},
    {"WebP with a VP8X of 4 bytes",
     [] {
       return made::webp_file({{"VP8X", "\0\0\0\0"s}, made::kVp8});
     },
     Code::kMalformed, "VP8X"},
    {"WebP without a key frame",
     [] {
       return made::webp_file({{"VP8 ", "no key frame"}});
     },
     Code::kMalformed, "key frame"},
    {"AVIF without meta",
     [] { return made::bytes_of(made::box("ftyp", "avis\0\0\0\0avis"s) + made::box("mdat", "x")); },
     Code::kUnsupportedFormat, "no box meta"},
    {"AVIF in fragments", [] { return made::heif_file({.more_boxes = made::box("moof", "")}); },
     Code::kUnsupportedFormat, "moof"},
    {"AVIF with a second list of items", [] { return made::heif_file({.more_boxes = made::box("meco", "")}); },
     Code::kUnsupportedFormat, "meco"},
    {"AVIF with an item that runs to the end of the file",
     [] {
       auto item = made::exif_item("");
       item.data.clear();
       return made::heif_file({.items = {item}});
     },
     Code::kUnsupportedFormat, "runs to the end"},
    {"AVIF with compressed XMP",
     [] {
       return heif_with("avif", {2, "mime", "XMP\0application/rdf+xml\0deflate\0"s, "packed", 0, 1});
     },
     Code::kMalformed, "coded as deflate"},
    {"TIFF with XMP that is no text",
     [] {
       return made::tiff_file({.fields = {{700, 3, "\1\0\2\0\3\0\4\0"s}}});
     },
     Code::kMalformed, "700"},
    {"XMP with a document type", [] { return kFormats[2].make("<!DOCTYPE x>" + label_packet(kBare)); },
     Code::kXmpMalformed, "document type"},
};
void check_refused(const Refused& row) {
  const auto written = aigc::write(row.make(), sample(), {}, {});
  CHECK(written.status().code() == row.code);
  CHECK_MESSAGE(written.status().message().find(row.words) != std::string::npos, written.status().message());
}
TEST_ROWS("matrix, container, refused", kRefused, check_refused);

}  // namespace
