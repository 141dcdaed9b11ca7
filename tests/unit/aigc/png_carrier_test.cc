// Labels in PNG chunks: where they are found, and that nothing else in the file moves when one is written.
#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

std::string raw_profile(const std::string& name, const std::string& bytes) {
  const char* digits = "0123456789abcdef";
  std::string out = "\n" + name + "\n" + std::string(8 - std::to_string(bytes.size()).size(), ' ') +
                    std::to_string(bytes.size()) + "\n";
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<uint8_t>(bytes[i]);
    out += digits[byte >> 4];
    out += digits[byte & 15];
    if ((i + 1) % 36 == 0) out += '\n';
  }
  return out + "\n";
}

struct PngPlace {
  std::vector<Chunk> before, behind;
  std::string carrier;
  Codes codes;
};

std::vector<PngPlace> png_places() {
  const std::string xmp = packet_with_label();
  return {
      {{itxt_chunk(kXmpKeyword, xmp)}, {}, "png:iTXt:XML:com.adobe.xmp", {}},
      {{compressed_itxt_chunk(kXmpKeyword, xmp)}, {}, "png:iTXt:XML:com.adobe.xmp", {"GB-CARRIER"}},
      {{}, {itxt_chunk(kXmpKeyword, xmp)}, "png:iTXt:XML:com.adobe.xmp", {"GB-CARRIER"}},
      {{text_chunk(kXmpKeyword, xmp)}, {}, "png:tEXt:XML:com.adobe.xmp", {"GB-CARRIER"}},
      {{ztxt_chunk(kXmpKeyword, xmp)}, {}, "png:zTXt:XML:com.adobe.xmp", {"GB-CARRIER"}},
      {{text_chunk("AIGC", kWrapped)}, {}, "png:tEXt:AIGC", {}},
      {{text_chunk("AIGC", kBare)}, {}, "png:tEXt:AIGC", {"GB-SHAPE"}},
      {{itxt_chunk("AIGC", kWrapped)}, {}, "png:iTXt:AIGC", {"GB-CARRIER"}},
      {{ztxt_chunk("aigc", kWrapped)}, {}, "png:zTXt:aigc", {"GB-CARRIER"}},
      {{text_chunk("Comment", kWrapped)}, {}, "png:tEXt:Comment", {"GB-CARRIER"}},
      {{text_chunk("Raw profile type xmp", raw_profile("xmp", xmp))},
       {},
       "png:tEXt:Raw profile type xmp",
       {"GB-CARRIER"}},
      {{ztxt_chunk("Raw profile type APP1", raw_profile("generic", "Exif\0\0"s + exif(kAsciiCode + kWrapped)))},
       {},
       "png:zTXt:Raw profile type APP1:UserComment",
       {"GB-CARRIER"}},
      {{{"eXIf", exif(kAsciiCode + kWrapped)}}, {}, "png:eXIf:UserComment", {"GB-CARRIER"}},
      {{{"eXIf", exif(kAsciiCode + "none", kBare)}}, {}, "png:eXIf:ImageDescription", {"GB-CARRIER"}},
  };
}

std::vector<std::string> types(const Bytes& file) {
  std::vector<std::string> out;
  for (const auto& c : chunks_of(file)) out.push_back(std::string(c.type));
  return out;
}

}  // namespace

TEST_CASE("png: a label is found in every place, with its deviations") {
  for (const PngPlace& place : png_places()) {
    CAPTURE(place.carrier);
    const auto found = read_ok(png(place.before, place.behind));
    REQUIRE(found.labels.size() == 1);
    CHECK(found.problems.empty());
    CHECK(found.labels[0].carrier == place.carrier);
    CHECK(found.labels[0].label == sample());
    CHECK(codes(found.labels[0].deviations) == place.codes);
  }
}

TEST_CASE("png: wherever the old label stood, exactly the new one is left") {
  const aigc::Label label = aigc::first_write(kCode, "new");
  for (const PngPlace& place : png_places()) {
    CAPTURE(place.carrier);
    const Bytes written = write_ok(png(place.before, place.behind), label);
    const auto found = read_ok(written);
    REQUIRE(found.labels.size() == 1);
    CHECK(found.problems.empty());
    CHECK(found.labels[0].label == label);
    CHECK(found.labels[0].deviations.empty());
    CHECK(text_of(written).find("\"a1\"") == std::string::npos);
    CHECK(write_ok(written, label) == written);
  }
}

TEST_CASE("png: a new packet goes straight behind IHDR, everything else stays byte for byte") {
  const Bytes before = png({{"vpAg", "unknown"}, text_chunk("Author", "me"), text_chunk("prompt", "{\"AIGC\":false}")},
                           {{"tIME", "1234567"}});
  Bytes with_tail = before;
  append(with_tail, as_bytes("after IEND"));
  const std::string written = text_of(write_ok(with_tail));
  const std::string original = text_of(with_tail);
  constexpr size_t kHeaderEnd = 8 + 25;
  CHECK(written.substr(0, kHeaderEnd) == original.substr(0, kHeaderEnd));
  CHECK(written.ends_with(original.substr(kHeaderEnd)));
  CHECK(types(Bytes(written.begin(), written.end())) ==
        std::vector<std::string>{"IHDR", "iTXt", "vpAg", "tEXt", "tEXt", "IDAT", "tIME", "IEND"});
}

TEST_CASE("png: an old packet is edited in its place, and comes to the front from behind the image") {
  const Chunk old = itxt_chunk(kXmpKeyword, packet(description(kDcDeclared, kForeign)));
  CHECK(types(write_ok(png({{"pHYs", "123456789"}, old}))) ==
        std::vector<std::string>{"IHDR", "pHYs", "iTXt", "IDAT", "IEND"});
  const Bytes moved = write_ok(png({{"pHYs", "123456789"}}, {old}));
  CHECK(types(moved) == std::vector<std::string>{"IHDR", "iTXt", "pHYs", "IDAT", "IEND"});
  CHECK(text_of(moved).find(kForeign) != std::string::npos);
}

TEST_CASE("png: foreign XMP in a text chunk is kept as it is beside the new packet") {
  const Chunk foreign = text_chunk(kXmpKeyword, packet(description(kDcDeclared, kForeign)));
  const Bytes written = write_ok(png({foreign}));
  CHECK(types(written) == std::vector<std::string>{"IHDR", "iTXt", "tEXt", "IDAT", "IEND"});
  CHECK(as_text(chunks_of(written)[2].data) == foreign.data);
}

TEST_CASE("png: two labels are reported, agreeing or not") {
  const Chunk xmp = itxt_chunk(kXmpKeyword, packet_with_label());
  aigc::Label other = sample();
  other.produce_id = other.propagate_id = "b2";
  for (const bool agrees : {true, false}) {
    const auto found =
        read_ok(png({xmp, text_chunk("AIGC", agrees ? kWrapped : "{\"AIGC\":" + aigc::to_json(other) + "}")}));
    REQUIRE(found.labels.size() == 2);
    CHECK(found.labels[0].deviations.empty());
    REQUIRE(codes(found.labels[1].deviations) == Codes{"GB-SECOND-LABEL"});
    CHECK(found.labels[1].deviations[0].message.find(agrees ? " agrees with" : "disagrees with") != std::string::npos);
  }
}

TEST_CASE("png: the same label twice in one packet is two labels") {
  const std::string element = "<TC260:AIGC>" + kBare + "</TC260:AIGC>";
  const auto found = read_ok(png({itxt_chunk(kXmpKeyword, packet(description(kTc260Declared, element + element)))}));
  REQUIRE(found.labels.size() == 2);
  CHECK(codes(found.labels[1].deviations) == Codes{"GB-SECOND-LABEL"});
}

TEST_CASE("png: XMP forms and namespaces are named") {
  struct Row {
    std::string attributes, children, shape;
    Codes codes;
  };
  std::string escaped;
  for (const char c : kBare) escaped += c == '"' ? "&quot;"s : std::string(1, c);
  const std::vector<Row> rows = {
      {kTc260Declared, "<TC260:AIGC>" + escaped + "</TC260:AIGC>", "bare", {}},
      {kTc260Declared, "<TC260:AIGC><![CDATA[" + kBare + "]]></TC260:AIGC>", "bare", {}},
      {kTc260Declared + " TC260:AIGC=\"" + escaped + "\"", "", "attribute+bare", {"GB-XMP-ATTRIBUTE"}},
      {kTc260Declared, "<TC260:AIGC>" + kWrapped + "</TC260:AIGC>", "wrapped", {"GB-SHAPE"}},
      {" xmlns:TC260=\"http://www.tc260.org.cn/ns/aigc/\"",
       "<TC260:AIGC>" + kBare + "</TC260:AIGC>",
       "bare",
       {"GB-XMP-NAMESPACE"}},
      {"", "<TC260:AIGC>" + kBare + "</TC260:AIGC>", "bare", {"GB-XMP-NAMESPACE"}},
      {" xmlns:f=\"urn:f\"", "<f:AIGC>" + kBare + "</f:AIGC>", "bare", {"GB-XMP-NAMESPACE"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.attributes + row.children);
    const auto found = read_ok(png({itxt_chunk(kXmpKeyword, packet(description(row.attributes, row.children)))}));
    REQUIRE(found.labels.size() == 1);
    CHECK(found.labels[0].shape == row.shape);
    CHECK(found.labels[0].raw == (row.shape == "wrapped" ? kWrapped : kBare));
    CHECK(codes(found.labels[0].deviations) == row.codes);
  }
}

TEST_CASE("png: what looks like a label and cannot be read is a problem, and makes room for the new one") {
  struct Row {
    Chunk chunk;
    std::string code;
  };
  const std::vector<Row> rows = {
      {text_chunk("AIGC", "{\"AIGC:{\"Label\":\"1\""), "GB-LABEL-UNREADABLE"},
      {text_chunk("AIGC", ""), "GB-LABEL-UNREADABLE"},
      {text_chunk("Comment", "{'AIGC': {'Label': '1'}"), "GB-LABEL-UNREADABLE"},
      {itxt_chunk(kXmpKeyword, packet_with_label("{}")), "GB-LABEL-UNREADABLE"},
      {{"zTXt", "AIGC\0\0damaged"s}, "GB-METADATA-DAMAGED"},
      {text_chunk("Description", R"({"ServiceProvider":"x","ContentId":"1"})"), "GB-PRE-STANDARD"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.chunk.data);
    const auto found = read_ok(png({row.chunk}));
    CHECK(found.labels.empty());
    REQUIRE(codes(found.problems) == Codes{row.code});
    CHECK(found.problems[0].message.starts_with("png:"));
    const auto after = read_ok(write_ok(png({row.chunk})));
    CHECK(after.problems.empty());
    CHECK(after.labels.size() == 1);
  }
}

TEST_CASE("png: a packet that cannot be edited is not replaced") {
  for (const std::string& xmp : {packet_with_label().substr(0, 300), "<!DOCTYPE x []>" + packet_with_label()}) {
    const auto result = aigc::write(png({itxt_chunk(kXmpKeyword, xmp)}), sample(), {}, {});
    CHECK(result.status().code() == Code::kXmpMalformed);
  }
  const Chunk damaged = {"iTXt", std::string(kXmpKeyword) + "\0\1\0\0\0damaged"s};
  CHECK(aigc::write(png({damaged}), sample(), {}, {}).status().code() == Code::kMalformed);
}

TEST_CASE("png: a wrong checksum of the label's chunk is reported, and set right by writing") {
  Bytes file = png({itxt_chunk(kXmpKeyword, packet_with_label())});
  file[8 + 25 + 8 + chunks_of(file)[1].data.size()] ^= 1;  // first byte of the CRC
  REQUIRE(read_ok(file).labels.size() == 1);
  CHECK(codes(read_ok(file).labels[0].deviations) == Codes{"GB-CHUNK-CRC"});
  CHECK(read_ok(write_ok(file)).labels[0].deviations.empty());
}

TEST_CASE("png: compressed texts share one budget, and beyond it nothing is answered") {
  Limits limits;
  limits.max_metadata_bytes = 10000;
  limits.max_inflated_bytes = 31000;
  const Chunk large = ztxt_chunk("x", std::string(10000, ' '));
  const Chunk bomb = ztxt_chunk("x", std::string(10001, ' '));
  const Chunk label = ztxt_chunk("AIGC", kWrapped);
  const auto three = aigc::read(png({large, large, large, label}), limits);
  REQUIRE(three.ok());
  CHECK(three.value().labels.size() == 1);
  CHECK(aigc::read(png({bomb, label}), limits.for_call()).value().problems.size() == 1);
  const Limits spent = limits.for_call();
  const auto four = aigc::read(png({large, large, large, large, label}), spent);
  CHECK(four.status().code() == Code::kLimitExceeded);
  CHECK(four.status().message().find("max_inflated_bytes 31000") != std::string::npos);
  CHECK(spent.left(Resource::kInflatedBytes) == 0);
}

TEST_CASE("png: text that is no UTF-8 is read as Latin-1") {
  std::string latin = kWrapped;
  latin.replace(latin.find("a1"), 2, "a\xE9");
  const auto found = read_ok(png({text_chunk("AIGC", latin)}));
  REQUIRE(found.labels.size() == 1);
  CHECK(found.labels[0].label.produce_id == "a\xC3\xA9");
}
