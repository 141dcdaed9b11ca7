#include "aigc/label_fields.h"
#include "aigc/provider_code.h"
#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::check_for_writing;

namespace {

aigc::Label with(std::string aigc::Label::*member, std::string value) {
  aigc::Label label = sample();
  label.*member = std::move(value);
  return label;
}

void refused(const aigc::Label& label, Code code, const std::string& says) {
  const Status status = check_for_writing(label);
  CHECK(status.code() == code);
  CHECK_MESSAGE(status.message().find(says) != std::string::npos, status.message());
}

}  // namespace

TEST_CASE("label json: the first write of the reference, byte for byte") {
  CHECK(aigc::to_json(sample()) == kBare);
  CHECK(kBare.size() == 185);
}

TEST_CASE("label json: quotation marks, backslashes and controls are escaped, the rest is not") {
  aigc::Label label = sample();
  label.reserved_code1 = "\"a\"\\\n/\x7F";
  CHECK(aigc::to_json(label).find(R"("ReservedCode1":"\"a\"\\\u000A/)"
                                  "\x7F\"") != std::string::npos);
}

TEST_CASE("first write: the propagator is the producer (Annex E note 1)") {
  const aigc::Label label = sample();
  CHECK(label.label == "1");
  CHECK(label.content_propagator == label.content_producer);
  CHECK(label.propagate_id == label.produce_id);
  CHECK(label.reserved_code1.empty());
  CHECK(check_for_writing(label).ok());
}

TEST_CASE("writing: Label is 1, 2 or 3") {
  for (const char* value : {"1", "2", "3"}) CHECK(check_for_writing(with(&aigc::Label::label, value)).ok());
  for (const char* value : {"", "0", "4", "01", "1 ", "AIGC", "true"})
    refused(with(&aigc::Label::label, value), Code::kAigcValue, "Label:");
}

TEST_CASE("writing: every byte but those of Annex E j is refused, with its key, value and offset") {
  for (const aigc::Field& field : aigc::kFields) {
    if (field.key == "Label") continue;
    for (int byte = 0; byte < 256; ++byte) {
      const std::string value = "x" + std::string(1, static_cast<char>(byte)) + "y";
      const Status status = check_for_writing(with(field.value, value));
      const bool allowed =
          byte == 0x21 || byte == 0x22 || (byte >= 0x23 && byte <= 0x5B) || (byte >= 0x5D && byte <= 0x7E);
      CAPTURE(byte);
      CHECK(status.ok() == allowed);
      if (allowed) continue;
      CHECK(status.code() == Code::kAigcValue);
      CHECK(status.message().find(std::string(field.key) + ": character 0x") == 0);
      CHECK(status.message().find("at offset 1") != std::string::npos);
    }
  }
}

TEST_CASE("writing: a Chinese name is pointed to the provider code") {
  refused(with(&aigc::Label::content_producer, "\xE8\xB1\x86\xE5\x8C\x85"), Code::kAigcValue,
          "use the 27-character provider code");
}

TEST_CASE("writing: neither side of the pair may be empty, but an unknown producer under Label 2 and 3") {
  refused(with(&aigc::Label::content_producer, ""), Code::kAigcValue, "ContentProducer");
  refused(with(&aigc::Label::produce_id, ""), Code::kAigcValue, "ProduceID");
  refused(with(&aigc::Label::content_propagator, ""), Code::kAigcValue, "ContentPropagator");
  refused(with(&aigc::Label::propagate_id, ""), Code::kAigcValue, "PropagateID");
  for (const char* value : {"2", "3"}) {
    aigc::Label label = with(&aigc::Label::label, value);
    label.content_producer.clear();
    refused(label, Code::kAigcValue, "ContentProducer");  // half a pair
    label.produce_id.clear();
    CHECK(check_for_writing(label).ok());
    label.label = "1";
    refused(label, Code::kAigcValue, "ContentProducer");
  }
}

TEST_CASE("writing: a name is allowed, a damaged code is not, on either side") {
  for (const auto side : {&aigc::Label::content_producer, &aigc::Label::content_propagator}) {
    CHECK(check_for_writing(with(side, "picwish")).ok());
    refused(with(side, "001191000000000000000L10000"), Code::kProviderCode, "the expected one is 'K'");
    refused(with(side, "001191000000000000000k10000"), Code::kProviderCode, "position 22");
    refused(with(side, "001191000000000000000K1000"), Code::kProviderCode, "26 characters");
  }
}

TEST_CASE("writing: a label is at most 65536 bytes") {
  aigc::Label label = sample();
  label.reserved_code1.assign(aigc::kMaxLabelBytes - kBare.size(), 'x');
  CHECK(check_for_writing(label).ok());
  label.reserved_code1 += 'x';
  refused(label, Code::kAigcValue, "65537 bytes");
}
