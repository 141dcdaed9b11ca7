// The matrix of carriers, shapes, values, characters, uniqueness, note 1 and containers: one case for each of its
// cells. Every file goes through the two calls of the room, so that each format is known to pass what the reader is
// told.
#include "unit/aigc/places.h"

using namespace aigc_test;

namespace {

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

// --- shapes of the label, in the XMP of every format ---

// What is escaped once more by whoever puts it into XML.
std::string aigc_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

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
    {"entity-escaped twice", aigc_escaped(kBare), "entity-escaped+bare"},
    {"entity-escaped twice, wrapped", aigc_escaped(kWrapped), "entity-escaped+wrapped"},
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
const made::Product<kShapes, kFormats, ShapeInFormat> kShapesInFormats;

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
const made::Product<kXmpForms, kFormats, XmpFormInFormat> kXmpFormsInFormats;

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
const made::Product<kExifForms, kExifPlaces, ExifFormInPlace> kExifFormsInPlaces;

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

}  // namespace
