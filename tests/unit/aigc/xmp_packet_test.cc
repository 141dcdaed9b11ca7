#include "aigc/xmp_packet.h"

#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::read_xmp;
using aigc::set_in_xmp;

namespace {

std::string set_ok(const std::string& text, const aigc::Companions& companions = {}) {
  auto out = set_in_xmp(text, kBare, companions, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

aigc::XmpLabels read_ok(const std::string& text) {
  auto out = read_xmp(text, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

const std::string kElement = "<TC260:AIGC>" + kBare + "</TC260:AIGC>";
const std::string kDeclaredElement = "<TC260:AIGC" + kTc260Declared + ">" + kBare + "</TC260:AIGC>";
const std::string kIptcDeclared = " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"";

}  // namespace

TEST_CASE("xmp packet: setting the label changes the bytes of the property and no others") {
  struct Row {
    std::string before, after;
  };
  const std::vector<Row> rows = {
      // nothing there: the prefix is declared where it is used, or taken from what is in scope
      {description(kDcDeclared, kForeign), description(kDcDeclared, kForeign + kDeclaredElement)},
      {description(kTc260Declared, ""), description(kTc260Declared, kElement)},
      {"<rdf:Description rdf:about=''/>", "<rdf:Description rdf:about=''>" + kDeclaredElement + "</rdf:Description>"},
      // an element: its text is exchanged where it stands
      {description(kTc260Declared + kDcDeclared, "<TC260:AIGC>old</TC260:AIGC>" + kForeign),
       description(kTc260Declared + kDcDeclared, kElement + kForeign)},
      {description(" xmlns:q=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"", "<q:AIGC/>"),
       description(" xmlns:q=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"", "<q:AIGC>" + kBare + "</q:AIGC>")},
      // an attribute becomes an element
      {description(kTc260Declared + " TC260:AIGC=\"{&quot;a&quot;}\"" + kDcDeclared, kForeign),
       description(kTc260Declared + kDcDeclared, kForeign + kElement)},
      // several: one is left
      {description(kTc260Declared + " TC260:AIGC='x'", "<TC260:AIGC>1</TC260:AIGC> <TC260:AIGC>2</TC260:AIGC>"),
       description(kTc260Declared, kElement + " ")},
      {description(kTc260Declared, "<TC260:AIGC><TC260:AIGC>1</TC260:AIGC></TC260:AIGC>"),
       description(kTc260Declared, kElement)},
      // a label in a foreign namespace goes, a foreign property of the same name stays
      {description(" xmlns:f='urn:f'" + kTc260Declared, "<f:AIGC>" + kBare + "</f:AIGC>"),
       description(" xmlns:f='urn:f'" + kTc260Declared, kElement)},
      {description(" xmlns:f='urn:f'" + kTc260Declared, "<f:AIGC>yes</f:AIGC>"),
       description(" xmlns:f='urn:f'" + kTc260Declared, "<f:AIGC>yes</f:AIGC>" + kElement)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const std::string after = set_ok(packet(row.before));
    CHECK(after == packet(row.after));
    CHECK(set_ok(after) == after);
    REQUIRE(read_ok(after).labels.size() == 1);
    CHECK(read_ok(after).labels[0].value == kBare);
  }
}

TEST_CASE("xmp packet: without a description one is added") {
  const std::string after = set_ok(packet(""));
  REQUIRE(read_ok(after).labels.size() == 1);
  CHECK(read_ok(after).labels[0].top_level);
  CHECK(set_ok(after) == after);
}

TEST_CASE("xmp packet: the doubled question mark of a real service is kept") {
  std::string text = packet_with_label("{&quot;Label&quot;:&quot;2&quot;}");
  text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text;
  const size_t at = text.find("d\"?>");
  text.insert(at + 2, "?");
  REQUIRE(text.find("\"?\?>") != std::string::npos);  // escaped, or it would be a trigraph
  const std::string after = set_ok(text);
  const size_t value = text.find("{&quot;"), value_end = text.find("</TC260");
  CHECK(after == text.substr(0, value) + kBare + text.substr(value_end));
}

TEST_CASE("xmp packet: characters with a meaning in XML survive the way there and back") {
  auto out = set_in_xmp(aigc::new_xmp_packet(), "<&>]]>\"'", {}, {});
  REQUIRE(out.ok());
  CHECK(read_ok(out.value()).labels[0].value == "<&>]]>\"'");
}

TEST_CASE("xmp packet: companions are set beside the label and found under any prefix") {
  const aigc::Companions all = {"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "M & Co",
                                "1.0"};
  const std::string after = set_ok(aigc::new_xmp_packet(), all);
  const auto found = read_ok(after).companions;
  CHECK(found.digital_source_type == all.digital_source_type);
  CHECK(found.ai_system_used == all.ai_system_used);
  CHECK(found.ai_system_version_used == all.ai_system_version_used);
  CHECK(set_ok(after, all) == after);
  CHECK(set_ok(after) == after);  // none given: the old ones stay

  const std::string old =
      packet(description(kTc260Declared + " xmlns:iptcExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
                                          " iptcExt:AISystemUsed='old' iptcExt:DigImageGUID='kept'",
                         ""));
  CHECK(read_ok(old).companions.ai_system_used == "old");
  const std::string replaced = set_ok(old, {"", "new", ""});
  CHECK(replaced == packet(description(kTc260Declared + " xmlns:iptcExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
                                                        " iptcExt:DigImageGUID='kept'",
                                       kElement + "<iptcExt:AISystemUsed>new</iptcExt:AISystemUsed>")));
}

TEST_CASE("xmp packet: a companion inside a structure belongs to something else") {
  const std::string inner =
      "<dc:x rdf:parseType=\"Resource\"><Iptc4xmpExt:AISystemUsed>inner</Iptc4xmpExt:AISystemUsed></dc:x>";
  const std::string text = packet(description(kTc260Declared + kDcDeclared + kIptcDeclared, inner));
  const std::string after = set_ok(text, {"", "outer", ""});
  CHECK(after.find(inner) != std::string::npos);
  CHECK(read_ok(after).companions.ai_system_used == "outer");
}

TEST_CASE("xmp packet: blanking changes no length and leaves no label") {
  const std::string text = packet(description(kTc260Declared + " TC260:AIGC='x'" + kDcDeclared, kForeign + kElement));
  std::string blanked = text;
  CHECK(aigc::blank_in_xmp(blanked, {}));
  CHECK(blanked.size() == text.size());
  CHECK(read_ok(blanked).labels.empty());
  CHECK(blanked.find(kForeign) == text.find(kForeign));
  CHECK_FALSE(aigc::blank_in_xmp(blanked, {}));
  std::string broken = text.substr(0, 400), same = broken;
  CHECK_FALSE(aigc::blank_in_xmp(broken, {}));
  CHECK(broken == same);
}

TEST_CASE("xmp packet: a label in any other property is one, and gives way to the one that is written") {
  const std::string escaped = "{&quot;AIGC&quot;:{&quot;Label&quot;:&quot;1&quot;,&quot;ContentProducer&quot;:&quot;Studio&quot;,&quot;ProduceID&quot;:&quot;7&quot;}}";
  const std::string list = "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped + "</rdf:li></rdf:Alt></dc:description>";
  for (const std::string& property : {list, "<dc:title>" + escaped + "</dc:title>"}) {
    const aigc::XmpLabels found = read_ok(packet(description(kDcDeclared, property)));
    REQUIRE(found.labels.size() == 1);
    CHECK(found.labels[0].value.find("Studio") != std::string::npos);
    const std::string out = set_ok(packet(description(kDcDeclared, property + kForeign)));
    CHECK(out.find("Studio") == std::string::npos);
    CHECK(out.find(kForeign) != std::string::npos);
    REQUIRE(read_ok(out).labels.size() == 1);
    CHECK(read_ok(out).labels[0].local == "AIGC");
  }
  // Words about a label are none.
  for (const char* words : {"our AIGC label names the ContentProducer", "{&quot;ContentProducer&quot;:&quot;AIGC&quot;}"})
    CHECK(read_ok(packet(description(kDcDeclared, std::string("<dc:title>") + words + "</dc:title>"))).labels.empty());
}

TEST_CASE("xmp packet: an edit that cannot be made is refused") {
  for (const std::string& text : {"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"s, packet_with_label().substr(0, 200), ""s,
                                  "<!DOCTYPE a []>" + packet_with_label()}) {
    CAPTURE(text);
    CHECK(set_in_xmp(text, kBare, {}, {}).status().code() == Code::kXmpMalformed);
  }
  // The only place for the label lies inside an old label.
  const std::string inside =
      "<q:AIGC xmlns:q='http://www.tc260.org.cn/ns/AIGC/1.0/'>" + packet("").substr(58) + "</q:AIGC>";
  CHECK_FALSE(set_in_xmp(inside, kBare, {}, {}).ok());
}

TEST_CASE("xmp packet: padding is used up from behind, and never more than it") {
  const std::string text = packet_with_label();
  std::string shorter = text;
  aigc::use_padding(shorter, 30);
  CHECK(shorter.size() == text.size() - 30);
  CHECK(read_ok(shorter).labels.size() == 1);
  aigc::use_padding(shorter, 1000);
  CHECK(shorter.find("</x:xmpmeta><?xpacket end=\"w\"?>") != std::string::npos);
}

TEST_CASE("xmp packet: of a prompt 64 KiB are told, in whole characters") {
  const auto prompt = [](const std::string& value) {
    return read_ok(packet(description(" xmlns:i='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'",
                                      "<i:AIPromptInformation>" + value + "</i:AIPromptInformation>")))
        .companions.ai_prompt_information;
  };
  CHECK(prompt(std::string(65536, 'a')).size() == 65536);
  CHECK(prompt(std::string(65535, 'a') + "\xE5\x8D\xB0") == std::string(65535, 'a'));
}
