// The two calls of the room on whole files.
#include "aigc/aigc.h"

#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

struct Maker {
  const char* name;
  Bytes (*make)();
};
const std::vector<Maker> kMakers = {
    {"PNG", [] { return png({}); }},
    {"PNG with XMP", [] { return png({itxt_chunk(kXmpKeyword, packet(description(kDcDeclared, kForeign)))}); }},
    {"JPEG", [] { return jpeg({kJfif}); }},
    {"JPEG with XMP",
     [] {
       return jpeg({kJfif, xmp_segment(packet(description(kDcDeclared, kForeign)))});
     }},
};

}  // namespace

TEST_CASE("aigc: what is written is read again, whatever the values") {
  std::vector<aigc::Label> labels = {sample()};
  labels.push_back({"2", kCode, "p", "", "propagator", "q", ""});
  labels.push_back({"3", "", "", "", kCode, "q", ""});
  aigc::Label all = sample();
  for (char c = 0x21; c < 0x7F; ++c)
    if (c != '\\') all.reserved_code1 += c;
  labels.push_back(all);
  const aigc::Companions companions = {"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
                                       "\xE5\x8D\xB0\xE8\xAE\xB0 <&> \"x\"", "1.0"};
  for (const Maker& maker : kMakers)
    for (const aigc::Label& label : labels) {
      CAPTURE(maker.name);
      const Bytes written = write_ok(maker.make(), label, companions);
      const auto found = read_ok(written);
      REQUIRE(found.labels.size() == 1);
      CHECK(found.labels[0].label == label);
      CHECK(found.labels[0].shape == "bare");
      CHECK(found.labels[0].raw == aigc::to_json(label));
      CHECK(found.companions.ai_system_used == companions.ai_system_used);
      CHECK(found.problems.empty());
      CHECK(write_ok(written, label, companions) == written);
    }
}

TEST_CASE("aigc: a propagator overwrites, and no trace of the first write is left") {
  for (const Maker& maker : kMakers) {
    CAPTURE(maker.name);
    const Bytes first = write_ok(maker.make());
    aigc::Label label = sample();
    label.content_propagator = "001191110102MACQD9K64020000";
    label.propagate_id = "platform-7";
    const Bytes second = write_ok(first, label);
    const auto found = read_ok(second);
    REQUIRE(found.labels.size() == 1);
    CHECK(found.labels[0].label == label);
    CHECK(codes(found.labels[0].deviations) == Codes{"GB-PROPAGATOR-DIFFERS"});
    CHECK(write_ok(second) == first);  // and back again
  }
}

TEST_CASE("aigc: a labelled file cut at any byte does no harm, and shows the label or nothing") {
  for (const Maker& maker : kMakers) {
    CAPTURE(maker.name);
    const Bytes file = write_ok(maker.make());
    for (size_t cut = 0; cut < file.size(); ++cut) {
      const auto result = aigc::read(ByteView(file).first(cut), {});
      if (!result.ok()) {
        CHECK_FALSE(result.status().message().empty());
        continue;
      }
      CHECK(result.value().labels.size() <= 1);
      for (const auto& found : result.value().labels) CHECK(found.label == sample());
    }
  }
}

TEST_CASE("aigc: a wrong label is refused before the file is looked at") {
  aigc::Label label = sample();
  label.label = "4";
  CHECK(aigc::write({}, label, {}, {}).status().code() == Code::kAigcValue);
  label = aigc::first_write("001191000000000000000L10000", "a1");
  CHECK(aigc::write(png({}), label, {}, {}).status().code() == Code::kProviderCode);
}

TEST_CASE("aigc: companions that XML cannot hold are refused") {
  for (const std::string& value : {"a\nb"s, "a\0b"s, "\x80"s, " "s, "\x7F"s}) {
    CHECK(aigc::write(png({}), sample(), {value, "", ""}, {}).status().code() == Code::kAigcValue);
    CHECK(aigc::write(png({}), sample(), {"", value, ""}, {}).status().code() == Code::kAigcValue);
    CHECK(aigc::write(png({}), sample(), {"", "", value}, {}).status().code() == Code::kAigcValue);
  }
}

TEST_CASE("aigc: other containers are named and refused") {
  struct Row {
    std::string bytes, name;
  };
  for (const Row& row : {Row{"BM"s + std::string(12, '\0') + "\x28\0\0\0"s, "BMP"}, Row{"hello"s, "no format known"},
                         Row{""s, "an empty file"}}) {
    const auto result = aigc::read(as_bytes(row.bytes), {});
    CHECK(result.status().code() == Code::kUnsupportedFormat);
    CHECK(result.status().message().find(row.name) != std::string::npos);
    CHECK(aigc::write(as_bytes(row.bytes), sample(), {}, {}).status().code() == Code::kUnsupportedFormat);
  }
}

TEST_CASE("aigc: a file without a label shows none, and limits of the walk are kept") {
  for (const Maker& maker : kMakers) {
    CHECK(read_ok(maker.make()).labels.empty());
    Limits limits;
    limits.max_segments = 2;
    CHECK(aigc::read(maker.make(), limits).status().code() == Code::kLimitExceeded);
  }
}
