#include "aigc/notice.h"

#include "aigc/carriers.h"
#include "aigc/xmp_packet.h"
#include "unit/aigc/places.h"

using namespace aigc_test;
using aigc::write_notice;

namespace {

const std::string kNotice = "内容由AI生成 & may follow <works> of \"others\"\r\n\t2 > 1 ]]> ;";
const std::string kEscaped = "内容由AI生成 &amp; may follow &lt;works&gt; of \"others\"&#13;\n\t2 &gt; 1 ]]&gt; ;";
const std::string kRightsDeclared = " xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"";
const Codes kBoth = {"dc:rights", "xmpRights:UsageTerms"};

std::string alternative(const std::string& name, const std::string& declared, const std::string& text) {
  return "<" + name + declared +
         "><rdf:Alt xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:li xml:lang=\"x-default\">" + text +
         "</rdf:li></rdf:Alt></" + name + ">";
}
const std::string kDcRights = alternative("dc:rights", kDcDeclared, kEscaped);
const std::string kUsageTerms = alternative("xmpRights:UsageTerms", kRightsDeclared, kEscaped);
const std::string kTheirs = alternative("dc:rights", "", "(c) somebody");

aigc::Noticed notice_ok(ByteView file, const std::string& notice = kNotice) {
  auto out = write_notice(file, notice, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// The XMP packets of a file, in its order.
std::vector<std::string> packets_of(ByteView file) {
  std::vector<aigc::Deviation> problems;
  const auto blocks = aigc::carrier_of(file).value().blocks(file, {}, problems);
  REQUIRE(blocks.ok());
  std::vector<std::string> out;
  for (const auto& block : blocks.value())
    if (block.kind == aigc::BlockKind::kXmp) out.push_back(block.bytes);
  return out;
}

// `packet` without its padding: carriers with offsets use it up.
std::string trimmed(std::string packet) {
  aigc::use_padding(packet, packet.size());
  return packet;
}

void check_format(const Format& row) {
  const std::string before =
      description(kTc260Declared + kDcDeclared, kForeign + "<TC260:AIGC>" + aigc::xml_escape(kBare) + "</TC260:AIGC>");
  const std::string end = "</rdf:Description>";
  std::string after = before;
  after.insert(after.size() - end.size(), kDcRights + kUsageTerms);
  const Bytes file = row.make(packet(before));
  const aigc::Noticed made = notice_ok(file);
  CHECK(made.kept.empty());
  REQUIRE(packets_of(made.file).size() == 1);
  CHECK(trimmed(packets_of(made.file)[0]) == trimmed(packet(after)));
  CHECK(read_ok(made.file).labels[0].raw == kBare);
  CHECK(read_ok(made.file).labels[0].carrier == row.carrier);
  // The same again changes nothing; another notice leaves the first and says so.
  CHECK(notice_ok(made.file).file == made.file);
  CHECK(notice_ok(made.file).kept.empty());
  CHECK(notice_ok(made.file, "other words").file == made.file);
  CHECK(notice_ok(made.file, "other words").kept == kBoth);
}
TEST_ROWS("notice in a packet", kFormats, check_format);

// Without a packet one is made, and the label comes into it afterwards as into any other.
struct Bare {
  std::string name;
  Bytes (*make)();
};
const Bare kBareFiles[] = {
    {"PNG", [] { return png({}); }},
    {"JPEG", [] { return jpeg({kJfif}); }},
    {"WebP", [] { return made::webp_file({made::kVp8}); }},
    {"GIF", [] { return made::gif_file(""); }},
    {"TIFF", [] { return made::tiff_file({}); }},
    {"AVIF", [] { return made::heif_file({}); }},
    {"HEIC", [] { return made::heif_file({.brand = "heic"}); }},
};
void check_bare(const Bare& row) {
  const Bytes file = notice_ok(row.make()).file;
  REQUIRE(packets_of(file).size() == 1);
  CHECK(packets_of(file)[0].find(kDcRights + kUsageTerms) != std::string::npos);
  CHECK(packets_of(file)[0].find("AIGC/1.0") == std::string::npos);
  CHECK(read_ok(file).labels.empty());
  CHECK(read_ok(file).problems.empty());
  const auto labelled = aigc::write(file, sample(), {}, {});
  REQUIRE_MESSAGE(labelled.ok(), labelled.status().message());
  CHECK(packets_of(labelled.value())[0].find(kDcRights + kUsageTerms) != std::string::npos);
  CHECK(notice_ok(labelled.value()).file == labelled.value());
}
TEST_ROWS("notice in a file without XMP", kBareFiles, check_bare);

struct Rights {
  std::string name, before;  // the description
  Codes kept;
  std::string added;
};
const Rights kRights[] = {
    {"nothing", description("", ""), {}, kDcRights + kUsageTerms},
    {"dc:rights of somebody", description(kDcDeclared, kTheirs), {"dc:rights"}, kUsageTerms},
    {"dc:rights under another prefix",
     description(" xmlns:q=\"http://purl.org/dc/elements/1.1/\"", "<q:rights>x</q:rights>"),
     {"dc:rights"},
     kUsageTerms},
    {"dc:rights as an attribute", description(kDcDeclared + " dc:rights=\"x\"", ""), {"dc:rights"}, kUsageTerms},
    {"dc:rights that is empty", description(kDcDeclared, "<dc:rights/>"), {"dc:rights"}, kUsageTerms},
    {"UsageTerms of somebody",
     description(kRightsDeclared, "<xmpRights:UsageTerms>x</xmpRights:UsageTerms>"),
     {"xmpRights:UsageTerms"},
     kDcRights},
    {"both of somebody",
     description(kDcDeclared + kRightsDeclared, kTheirs + "<xmpRights:UsageTerms>x</xmpRights:UsageTerms>"), kBoth, ""},
    {"the notice in dc:rights", description("", kDcRights), {}, kUsageTerms},
    {"rights in another namespace",
     description(" xmlns:f=\"urn:f\"", "<f:rights>x</f:rights>"),
     {},
     kDcRights + kUsageTerms},
    {"rights of an ingredient",
     description(" xmlns:f=\"urn:f\"", "<f:part>" + kDcRights + "</f:part>"),
     {},
     kDcRights + kUsageTerms},
};
void check_rights(const Rights& row) {
  const std::string end = "</rdf:Description>";
  std::string after = row.before;
  after.insert(after.size() - end.size(), row.added);
  const Bytes file = png({itxt_chunk(kXmpKeyword, packet(row.before))});
  const aigc::Noticed made = notice_ok(file);
  CHECK(made.kept == row.kept);
  CHECK(made.file == png({itxt_chunk(kXmpKeyword, packet(after))}));
  CHECK(notice_ok(made.file).file == made.file);
}
TEST_ROWS("notice beside rights", kRights, check_rights);

}  // namespace

TEST_CASE("notice: rights in a second packet count, and labels everywhere stay") {
  const Bytes file = png({itxt_chunk(kXmpKeyword, packet(description("", ""))), text_chunk("AIGC", kWrapped),
                          text_chunk(kXmpKeyword, packet(description(kDcDeclared, kTheirs)))});
  const aigc::Noticed made = notice_ok(file);
  CHECK(made.kept == Codes{"dc:rights"});
  REQUIRE(read_ok(made.file).labels.size() == 1);
  CHECK(read_ok(made.file).labels[0].carrier == "png:tEXt:AIGC");
  CHECK(packets_of(made.file)[1] == packets_of(file)[1]);
}

TEST_CASE("notice: a packet that moves in a TIFF leaves no label behind") {
  const Bytes file = tiff_with_xmp(label_packet(kBare), true, false);
  const Bytes made = notice_ok(file).file;
  CHECK(made.size() > file.size());
  REQUIRE(read_ok(made).labels.size() == 1);
  // What stood in the old place is no second label for who looks at the bytes.
  const std::string bytes(as_text(made));
  CHECK(bytes.find("\"ProduceID\"") == bytes.rfind("\"ProduceID\""));
}

TEST_CASE("notice: what cannot be written is refused") {
  struct Row {
    std::string notice, why;
  };
  for (const Row& row : {Row{"", "blank"}, Row{" \n", "blank"}, Row{"a\x01", "control"}, Row{"a\x7F", "control"},
                         Row{"\xFF", "UTF-8"}, Row{"\xEF\xBF\xBE", "control"}}) {
    const auto made = write_notice(png({}), row.notice, {});
    CHECK(made.status().code() == Code::kInvalidArgument);
    CHECK(made.status().message().find(row.why) != std::string::npos);
  }
  CHECK(write_notice(as_bytes("BM"), "x", {}).status().code() == Code::kUnsupportedFormat);
  for (const std::string& xmp :
       {packet("").substr(0, 150), "<!DOCTYPE x []>" + packet(""), "<x:xmpmeta xmlns:x='a'/>"s})
    CHECK(write_notice(png({itxt_chunk(kXmpKeyword, xmp)}), "x", {}).status().code() == Code::kXmpMalformed);
  CHECK(write_notice(jpeg({kJfif}), std::string(40'000, 'x'), {}).status().code() == Code::kLimitExceeded);
}
