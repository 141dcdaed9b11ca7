#include "aigc/xmp_scan.h"

#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::scan_xmp;

namespace {

std::vector<aigc::XmpProperty> properties(const std::string& text) {
  auto scanned = scan_xmp(text, {});
  REQUIRE_MESSAGE(scanned.ok(), scanned.status().message());
  return std::move(scanned->properties);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("xmp scan: a property is found with its bytes, in every way to write it") {
  struct Row {
    std::string attributes, children, span;
  };
  const std::string ns = "http://www.tc260.org.cn/ns/AIGC/1.0/";
  const std::vector<Row> rows = {
      {kTc260Declared, "<TC260:AIGC>v&lt;</TC260:AIGC>", "<TC260:AIGC>v&lt;</TC260:AIGC>"},
      {kTc260Declared, "<TC260:AIGC><![CDATA[v<]]></TC260:AIGC>", "<TC260:AIGC><![CDATA[v<]]></TC260:AIGC>"},
      {kTc260Declared, "<TC260:AIGC ><!-- > --><?x <TC260:AIGC> ?>v&#60;</TC260:AIGC >",
       "<TC260:AIGC ><!-- > --><?x <TC260:AIGC> ?>v&#60;</TC260:AIGC >"},
      {kTc260Declared + " TC260:AIGC = 'v&lt;'", "", " TC260:AIGC = 'v&lt;'"},
      {kTc260Declared + "\n  TC260:AIGC=\"v&lt;\"", "", "\n  TC260:AIGC=\"v&lt;\""},
      {" xmlns:q='" + ns + "'", "<q:AIGC a='>'>v&lt;</q:AIGC>", "<q:AIGC a='>'>v&lt;</q:AIGC>"},
      {"", "<AIGC xmlns=\"" + ns + "\">v&lt;</AIGC>", "<AIGC xmlns=\"" + ns + "\">v&lt;</AIGC>"},
      {kTc260Declared, "<TC260:AIGC><rdf:Alt><rdf:li>v&lt;</rdf:li></rdf:Alt></TC260:AIGC>",
       "<TC260:AIGC><rdf:Alt><rdf:li>v&lt;</rdf:li></rdf:Alt></TC260:AIGC>"},
  };
  for (const Row& row : rows) {
    const std::string text = packet(description(row.attributes, row.children));
    CAPTURE(text);
    const auto found = properties(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].uri == ns);
    CHECK(found[0].local == "AIGC");
    CHECK(found[0].value == "v<");
    CHECK(found[0].top_level);
    CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == row.span);
  }
}

TEST_CASE("xmp scan: the nearest declaration of a prefix counts") {
  const auto found =
      properties(packet(description(kTc260Declared, "<TC260:AIGC xmlns:TC260=\"urn:other\">v</TC260:AIGC>")));
  REQUIRE(found.size() == 1);
  CHECK(found[0].uri == "urn:other");
  CHECK(found[0].declaration == " xmlns:TC260=\"urn:other\"");
}

TEST_CASE("xmp scan: the slot is the end of the first description, or a new one") {
  const auto slot_of = [](const std::string& text) {
    auto scanned = scan_xmp(text, {});
    REQUIRE(scanned.ok());
    REQUIRE(scanned->slot.has_value());
    return *scanned->slot;
  };
  const std::string open = packet(description(kTc260Declared, kForeign));
  CHECK(open.substr(slot_of(open).at).starts_with("</rdf:Description>"));
  CHECK(slot_of(open).tc260_prefix == "TC260");
  CHECK(slot_of(open).iptc_prefix.empty());
  const std::string closed = packet("<rdf:Description rdf:about=''/>");
  CHECK(slot_of(closed).erased == 2);
  CHECK(slot_of(closed).close == "</rdf:Description>");
  const std::string none = packet("");
  CHECK(none.substr(slot_of(none).at).starts_with("</rdf:RDF>"));
  CHECK_FALSE(scan_xmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", {})->slot.has_value());
}

TEST_CASE("xmp scan: what is not well-formed, declares a document type or is too much is refused") {
  struct Row {
    std::string text;
    Code code;
  };
  const std::vector<Row> rows = {
      {"", Code::kXmpMalformed},
      {"no xml", Code::kXmpMalformed},
      {"<a><b></a>", Code::kXmpMalformed},
      {packet_with_label().substr(0, 300), Code::kXmpMalformed},
      {"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", Code::kXmpMalformed},
      {repeated("<a>", 65) + repeated("</a>", 65), Code::kLimitExceeded},
      {"<a>" + repeated("<AIGC/>", 65) + "</a>", Code::kLimitExceeded},
      {"<a>" + std::string(aigc::kMaxXmpBytes, ' ') + "</a>", Code::kLimitExceeded},
  };
  for (const Row& row : rows) CHECK(scan_xmp(row.text, {}).status().code() == row.code);
  CHECK(scan_xmp(repeated("<a>", 64) + repeated("</a>", 64), {}).ok());
  CHECK(scan_xmp("<a>" + repeated("<AIGC/>", 64) + "</a>", {}).ok());
}

TEST_CASE("xmp scan: entities of a document are never expanded") {
  const auto found = properties(packet(description(kTc260Declared, "<TC260:AIGC>&unknown;&amp;</TC260:AIGC>")));
  REQUIRE(found.size() == 1);
  CHECK(found[0].value == "&unknown;&");
}

TEST_CASE("xmp scan: a namespace of kilobytes is refused, as each property would tell it") {
  const auto named = [](size_t bytes) { return "<a xmlns:n='" + std::string(bytes, 'u') + "'><n:AIGC/><n:AIGC/></a>"; };
  CHECK(scan_xmp(named(4096), {}).ok());
  CHECK(scan_xmp(named(4097), {}).status().message() == "XMP namespace of bytes 4097 exceeds the limit of 4096");
}
