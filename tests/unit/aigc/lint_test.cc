// Lint: findings, their status, and what a pipeline did to a label. Rows count as cases.
#include "aigc/lint.h"

#include <set>

#include "data/test_keys.h"
#include "unit/aigc/support.h"
#include "unit/rows.h"

using namespace aigc_test;
using aigc::LintStatus;

namespace {

const std::string kTerms = "http://cv.iptc.org/newscodes/digitalsourcetype/";

aigc::Lint lint_ok(ByteView file, const aigc::LintOptions& options = {}) {
  auto result = aigc::lint(file, options, {});
  REQUIRE_MESSAGE(result.ok(), result.status().message());
  return std::move(result).value();
}

Codes codes_of(const std::vector<aigc::Finding>& findings) {
  Codes out;
  for (const auto& f : findings) out.push_back(f.rule->code);
  std::sort(out.begin(), out.end());
  return out;
}

Bytes png_with(const std::string& json) { return png({itxt_chunk(kXmpKeyword, packet_with_label(json))}); }

// --- values, one fault each, in the carrier that the guide gives ---

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

struct Value {
  const char* name;
  const char* what;
  const char* with;
  LintStatus status;
  LintStatus strict;
  Codes wanted;
};
const Value kValues[] = {
    {"nothing wrong", "a1", "a1", LintStatus::kConforming, LintStatus::kConforming, {}},
    {"Label 2", R"("Label":"1")", R"("Label":"2")", LintStatus::kConforming, LintStatus::kConforming, {}},
    {"Label 4",
     R"("Label":"1")",
     R"("Label":"4")",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-LABEL-VALUE"}},
    {"Label a word",
     R"("Label":"1")",
     R"("Label":"AIGC")",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-LABEL-VALUE"}},
    {"Label a number",
     R"("Label":"1")",
     R"("Label":1)",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-VALUE-TYPE"}},
    {"a key missing",
     R"("ReservedCode1":"",)",
     "",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-KEY-MISSING"}},
    {"a key misspelt",
     "ReservedCode1",
     "ReserveCode1",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-KEY-NAME"}},
    {"an extra key",
     R"("ReservedCode1":"")",
     R"("ReservedCode1":"","Timestamp":"1")",
     LintStatus::kDeviating,
     LintStatus::kNotConforming,
     {"GB-KEY-EXTRA"}},
    {"a key twice",
     R"("ReservedCode1":"")",
     R"("ReservedCode1":"","ReservedCode1":"")",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-KEY-DUPLICATE"}},
    {"a space",
     R"("ReservedCode1":"")",
     R"("ReservedCode1":"a b")",
     LintStatus::kDeviating,
     LintStatus::kNotConforming,
     {"GB-CHARACTERS"}},
    {"note 1: propagator differs",
     R"("PropagateID":"a1")",
     R"("PropagateID":"b2")",
     LintStatus::kConforming,
     LintStatus::kConforming,
     {"GB-PROPAGATOR-DIFFERS"}},
    {"note 1: propagator empty",
     R"("PropagateID":"a1")",
     R"("PropagateID":"")",
     LintStatus::kDeviating,
     LintStatus::kNotConforming,
     {"GB-PROPAGATOR-EMPTY"}},
    {"producer's number empty",
     R"("ProduceID":"a1")",
     R"("ProduceID":"")",
     LintStatus::kDeviating,
     LintStatus::kNotConforming,
     {"GB-PRODUCER-EMPTY", "GB-PROPAGATOR-DIFFERS"}},
    {"not readable",
     R"("ReservedCode1":"")",
     R"("ReservedCode1":)",
     LintStatus::kNotConforming,
     LintStatus::kNotConforming,
     {"GB-LABEL-UNREADABLE"}},
};

// --- files without a label ---

struct Without {
  const char* name;
  Bytes file;
  Codes wanted;
};
std::string companions(const std::string& properties) {
  return packet(description(" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"", properties));
}
const Without kWithout[] = {
    {"plain PNG", png({}), {"GB-LABEL-ABSENT"}},
    {"plain JPEG", jpeg({kJfif}), {"GB-LABEL-ABSENT"}},
    {"foreign XMP", png({itxt_chunk(kXmpKeyword, packet(description(kDcDeclared, kForeign)))}), {"GB-LABEL-ABSENT"}},
    {"foreign text", png({text_chunk("Comment", "AIGC is a word")}), {"GB-LABEL-ABSENT"}},
    {"foreign EXIF", jpeg({exif_segment(exif(kAsciiCode + "a plain comment"))}), {"GB-LABEL-ABSENT"}},
    {"IPTC says AI",
     png({itxt_chunk(kXmpKeyword, companions("<Iptc4xmpExt:DigitalSourceType>" + kTerms +
                                             "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"))}),
     {"GB-LABEL-ABSENT", "GB-SOURCE-TYPE-ALONE"}},
    {"IPTC says camera",
     png({itxt_chunk(kXmpKeyword, companions("<Iptc4xmpExt:DigitalSourceType>" + kTerms +
                                             "digitalCapture</Iptc4xmpExt:DigitalSourceType>"))}),
     {"GB-LABEL-ABSENT"}},
};

// --- companions beside a label ---

struct Beside {
  const char* name;
  const char* label;  // "" = none
  aigc::Companions companions;
  Codes wanted;
};
const Beside kBeside[] = {
    {"AI and Label 1", "1", {kTerms + "trainedAlgorithmicMedia", "Model", "1"}, {}},
    {"composite and Label 1", "1", {kTerms + "compositeWithTrainedAlgorithmicMedia", "", ""}, {}},
    {"camera and Label 1", "1", {kTerms + "digitalCapture", "", ""}, {"GB-SOURCE-TYPE-CONTRADICTS"}},
    {"human edits and Label 1", "1", {kTerms + "humanEdits", "", ""}, {"GB-SOURCE-TYPE-CONTRADICTS"}},
    {"camera and Label 2", "2", {kTerms + "digitalCapture", "", ""}, {}},
    {"camera and Label 3", "3", {kTerms + "digitalCapture", "", ""}, {}},
    {"camera and no label", "", {kTerms + "digitalCapture", "", ""}, {}},
    {"AI and no label", "", {kTerms + "compositeSynthetic", "", ""}, {"GB-SOURCE-TYPE-ALONE"}},
    {"open term", "1", {kTerms + "algorithmicMedia", "", ""}, {}},
    {"https", "1", {"https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "", ""}, {}},
    {"C2PA's empty", "1", {"http://c2pa.org/digitalsourcetype/empty", "", ""}, {}},
    {"a bare term", "1", {"trainedAlgorithmicMedia", "", ""}, {"GB-SOURCE-TYPE-FORM"}},
    {"another case", "1", {kTerms + "TrainedAlgorithmicMedia", "", ""}, {"GB-SOURCE-TYPE-FORM"}},
    {"an unknown term", "1", {kTerms + "madeByRobots", "", ""}, {"GB-SOURCE-TYPE-FORM"}},
    {"another vocabulary", "1", {"http://example.org/trainedAlgorithmicMedia", "", ""}, {"GB-SOURCE-TYPE-FORM"}},
    {"system without source type", "1", {"", "Model", ""}, {"GB-AI-SYSTEM-ALONE"}},
    {"version without system", "1", {kTerms + "trainedAlgorithmicMedia", "", "2"}, {"GB-AI-SYSTEM-ALONE"}},
    {"system and camera", "", {kTerms + "digitalCapture", "Model", ""}, {"GB-SOURCE-TYPE-CONTRADICTS"}},
    {"prompt and writer",
     "1",
     {kTerms + "trainedAlgorithmicMedia", "", "", "a cat", "Li"},
     {"GB-PROMPT-SHOWN", "GB-PROMPT-SHOWN"}},
};

// --- pipelines: section "transport" of the matrix ---

struct Passage {
  const char* name;
  Bytes before, after;
  Codes wanted;
  LintStatus status;
};
aigc::Label changed(std::string aigc::Label::*field, const std::string& value) {
  aigc::Label label = sample();
  label.*field = value;
  return label;
}
const aigc::Companions kBoth = {kTerms + "trainedAlgorithmicMedia", "Model", ""};
Bytes labelled(const aigc::Label& label = sample()) { return write_ok(png({}), label); }
Bytes signed_label() {
  aigc::Label label = sample();
  const auto key = crypto::PrivateKey::from_pem(as_bytes(test_keys::kSm2Pem));
  REQUIRE(aigc::sign_as_producer(label, key.value().signer()).ok());
  return labelled(label);
}
aigc::Label propagated() {
  aigc::Label label = sample();
  label.content_propagator = "001191110102MACQD9K64020000";
  label.propagate_id = "p-1";
  return label;
}
Bytes in_text(const std::string& json) { return png({text_chunk("AIGC", json)}); }

const std::vector<Passage>& passages() {
  static const std::vector<Passage> all = {
      {"nothing changed", labelled(), labelled(), {}, LintStatus::kConforming},
      {"label lost", labelled(), png({}), {"GB-LOST-LABEL"}, LintStatus::kNotConforming},
      {"PNG to JPEG with the label",
       labelled(),
       write_ok(jpeg({kJfif})),
       {"GB-MOVED-CARRIER"},
       LintStatus::kConforming},
      {"PNG to JPEG without", labelled(), jpeg({kJfif}), {"GB-LOST-LABEL"}, LintStatus::kNotConforming},
      {"propagated",
       labelled(),
       labelled(propagated()),
       {"GB-CHANGED-PROPAGATOR", "GB-CHANGED-PROPAGATOR", "GB-PROPAGATOR-DIFFERS"},
       LintStatus::kConforming},
      {"producer rewritten",
       labelled(),
       labelled(changed(&aigc::Label::content_producer, "001191000000000000000K00000")),
       {"GB-PROPAGATOR-DIFFERS", "GB-PROVIDER-ROLE", "GB-REWRITTEN-PRODUCER"},
       LintStatus::kNotConforming},
      {"ProduceID rewritten",
       labelled(),
       labelled(changed(&aigc::Label::produce_id, "z9")),
       {"GB-PROPAGATOR-DIFFERS", "GB-REWRITTEN-PRODUCER"},
       LintStatus::kNotConforming},
      {"Label rewritten",
       labelled(),
       labelled(changed(&aigc::Label::label, "2")),
       {"GB-REWRITTEN-LABEL"},
       LintStatus::kNotConforming},
      {"ReservedCode1 rewritten",
       labelled(),
       labelled(changed(&aigc::Label::reserved_code1, "x")),
       {"GB-REWRITTEN-RESERVED"},
       LintStatus::kDeviating},
      {"ReservedCode2 rewritten",
       labelled(),
       labelled(changed(&aigc::Label::reserved_code2, "x")),
       {"GB-CHANGED-PROPAGATOR"},
       LintStatus::kConforming},
      {"signature lost",
       signed_label(),
       labelled(),
       {"GB-LOST-SIGNATURE", "GB-REWRITTEN-RESERVED"},
       LintStatus::kDeviating},
      {"carrier and shape changed",
       labelled(),
       in_text(kWrapped),
       {"GB-CHANGED-SHAPE", "GB-MOVED-CARRIER"},
       LintStatus::kConforming},
      {"companions lost",
       write_ok(png({}), sample(), kBoth),
       labelled(),
       {"GB-LOST-COMPANION", "GB-LOST-COMPANION"},
       LintStatus::kDeviating},
      {"source type rewritten",
       write_ok(png({}), sample(), kBoth),
       write_ok(png({}), sample(), {kTerms + "digitalCapture", "Model", ""}),
       {"GB-CHANGED-COMPANION", "GB-SOURCE-TYPE-CONTRADICTS", "GB-SOURCE-TYPE-CONTRADICTS"},
       LintStatus::kDeviating},
      {"a second label added",
       labelled(),
       png({itxt_chunk(kXmpKeyword, packet_with_label()), text_chunk("AIGC", kWrapped)}),
       {"GB-SECOND-LABEL"},
       LintStatus::kNotConforming},
      {"label broken",
       labelled(),
       png_with(kBare.substr(0, 100)),
       {"GB-LABEL-UNREADABLE", "GB-LOST-LABEL"},
       LintStatus::kNotConforming},
      {"label is new", png({}), labelled(), {"GB-GAINED-LABEL"}, LintStatus::kConforming},
      {"never a label", png({}), jpeg({kJfif}), {}, LintStatus::kAbsent},
  };
  return all;
}
struct PassageRow {
  const char* name;
  size_t index;
};
constexpr PassageRow kPassages[] = {{"nothing changed", 0},
                                    {"label lost", 1},
                                    {"PNG to JPEG with the label", 2},
                                    {"PNG to JPEG without", 3},
                                    {"propagated", 4},
                                    {"producer rewritten", 5},
                                    {"ProduceID rewritten", 6},
                                    {"Label rewritten", 7},
                                    {"ReservedCode1 rewritten", 8},
                                    {"ReservedCode2 rewritten", 9},
                                    {"signature lost", 10},
                                    {"carrier and shape changed", 11},
                                    {"companions lost", 12},
                                    {"source type rewritten", 13},
                                    {"a second label added", 14},
                                    {"label broken", 15},
                                    {"label is new", 16},
                                    {"never a label", 17}};

}  // namespace

static void check_value(const Value& row) {
  const Bytes file = png_with(replaced(kBare, row.what, row.with));
  CHECK(codes_of(lint_ok(file).findings) == row.wanted);
  CHECK(lint_ok(file).status == row.status);
  aigc::LintOptions strict;
  strict.strict = true;
  CHECK(lint_ok(file, strict).status == row.strict);
}
TEST_ROWS("lint: value", kValues, check_value);

static void check_no_label_no_error(const Without& row) {
  const auto found = lint_ok(row.file);
  CHECK(codes_of(found.findings) == row.wanted);
  CHECK(found.status == LintStatus::kAbsent);
  CHECK(found.count(aigc::Severity::kError) == 0);
}
TEST_ROWS("lint: no label, no error", kWithout, check_no_label_no_error);

static void check_companions(const Beside& row) {
  aigc::Label label = sample();
  label.label = row.label;
  const auto found = aigc::lint_companions(row.companions, *row.label == '\0' ? nullptr : &label);
  CHECK(codes_of(found) == row.wanted);
}
TEST_ROWS("lint: companions", kBeside, check_companions);

static void check_pipeline(const PassageRow& row) {
  const Passage& passage = passages()[row.index];
  REQUIRE(std::string(passage.name) == row.name);
  const auto found = aigc::compare(passage.before, passage.after, {}, {});
  REQUIRE(found.ok());
  CHECK(codes_of(found->findings) == passage.wanted);
  CHECK(found->status == passage.status);
}
TEST_ROWS("lint: pipeline", kPassages, check_pipeline);

TEST_CASE("lint: what a platform writes of unknown origin is no deviation, half a producer is") {
  const std::string unknown =
      R"({"Label":"2","ContentProducer":"","ProduceID":"","ReservedCode1":"","ContentPropagator":"001191000000000000000K20000",)"
      R"("PropagateID":"p1","ReservedCode2":""})";
  CHECK(codes_of(lint_ok(png_with(unknown)).findings) == Codes{"GB-PROPAGATOR-DIFFERS"});
  CHECK(codes_of(lint_ok(png_with(replaced(unknown, R"("Label":"2")", R"("Label":"1")"))).findings) ==
        Codes{"GB-PRODUCER-EMPTY", "GB-PRODUCER-EMPTY", "GB-PROPAGATOR-DIFFERS"});
  CHECK(codes_of(lint_ok(png_with(replaced(unknown, R"("ProduceID":"")", R"("ProduceID":"a1")"))).findings) ==
        Codes{"GB-PRODUCER-EMPTY", "GB-PROPAGATOR-DIFFERS"});
}

TEST_CASE("lint: signatures are named with what they cover and whose they are") {
  const Bytes file = signed_label();
  const auto alone = lint_ok(file);
  REQUIRE(codes_of(alone.findings) == Codes{"GB-SIGNATURE-VALID"});
  CHECK(alone.status == LintStatus::kConforming);
  CHECK(alone.findings[0].detail.text.find("not over ReservedCode1, ContentPropagator, PropagateID") != std::string::npos);
  CHECK(alone.findings[0].detail.text.ends_with("key not trusted"));
  crypto::TrustStore store;
  REQUIRE(store.add_pem(as_bytes(test_keys::kSm2PublicPem)).ok());
  aigc::LintOptions options;
  options.trust.store = &store;
  CHECK(lint_ok(file, options).findings[0].detail.text.ends_with("key trusted"));
}

TEST_CASE("lint: the companions written are read again, prompt included") {
  aigc::Companions all = kBoth;
  all.ai_prompt_information = "a <cat> & \"dog\"";
  all.ai_prompt_writer_name = "Li";
  const auto read = read_ok(write_ok(png({}), sample(), all));
  CHECK(read.companions.ai_prompt_information == all.ai_prompt_information);
  CHECK(read.companions.ai_prompt_writer_name == "Li");
}

TEST_CASE("lint: JSON names every finding in two languages") {
  const std::string json = aigc::to_json(lint_ok(png_with(replaced(kBare, R"("Label":"1")", R"("Label":"4")"))));
  for (const char* part :
       {R"("action": "lint")", R"("status": "not_conforming")", R"("code": "GB-LABEL-VALUE")", R"("zh": )",
        R"("clause": "Annex E c")", R"("place": "png:iTXt:XML:com.adobe.xmp")", R"("errors": 1)"})
    CHECK_MESSAGE(json.find(part) != std::string::npos, part);
}

TEST_CASE("lint: a file that cannot be walked is no finding") {
  CHECK(aigc::lint(as_bytes("no picture"), {}, {}).status().code() == Code::kUnsupportedFormat);
  const Bytes whole = labelled();
  CHECK_FALSE(aigc::lint(ByteView(whole).first(40), {}, {}).ok());
}

TEST_CASE("lint: of the odd forms of one SecurityData 16 are told") {
  const auto forms = [](int count) {
    std::string entries;
    for (int i = 0; i < count; ++i)
      entries += std::string(i == 0 ? "" : ",") + R"({\"Type\":\"t)" + std::to_string(i) + R"(\",\"Signature\":\"\"})";
    const std::string data = R"({\"SecurityData\":{\"Type\":\"TC260PG\",\"Version\":1,\"PubSD\":[)" + entries + "]}}";
    const auto found = lint_ok(png_with(R"({"Label":"1","ContentProducer":"a","ProduceID":"b","ReservedCode1":")" +
                                        data + R"(","ContentPropagator":"","PropagateID":"","ReservedCode2":""})"));
    return std::count_if(found.findings.begin(), found.findings.end(),
                         [](const aigc::Finding& f) { return f.rule->code == "GB-SECURITYDATA-FORM"s; });
  };
  CHECK(forms(5) == 5);
  CHECK(forms(100) == 16);
}

TEST_CASE("lint: what is about to be written is judged as it will be when it is read") {
  const auto codes = [](const std::vector<aigc::Finding>& findings) {
    std::string out;
    for (const aigc::Finding& f : findings) out += (out.empty() ? "" : " ") + std::string(f.rule->code);
    return out;
  };
  const std::string ai = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  const std::string code = "001191000000000000000K10000";
  CHECK(codes(aigc::lint_request(aigc::first_write(code, "a1"), {ai, "Model", "3"})).empty());
  CHECK(aigc::refuse_findings({}).ok());
  struct Row {
    std::string producer, source_type;
    const char* codes;
    Code status;
  };
  const Row rows[] = {
      {"Studio", ai, "GB-PROVIDER-NAME", Code::kProviderCode},
      {"91000000000000000K", ai, "GB-PROVIDER-NAME", Code::kProviderCode},
      {"001191000000000000000K20000", ai, "GB-PROVIDER-ROLE", Code::kProviderCode},
      {code, "http://cv.iptc.org/newscodes/digitalsourcetype/magic", "GB-SOURCE-TYPE-FORM", Code::kInvalidArgument},
      {code, "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "GB-SOURCE-TYPE-CONTRADICTS", Code::kInvalidArgument},
  };
  for (const Row& row : rows) {
    const auto findings = aigc::lint_request(aigc::first_write(row.producer, "a1"), {row.source_type, "", ""});
    CHECK(codes(findings) == row.codes);
    CHECK(aigc::refuse_findings(findings).code() == row.status);
  }
  CHECK(codes(aigc::lint_propagator("001191000000000000000K20000", "p1")).empty());
  CHECK(codes(aigc::lint_propagator("001191000000000000000K10000", "p1")) == "GB-PROVIDER-ROLE");
  CHECK(codes(aigc::lint_propagator("Platform", "p1")) == "GB-PROVIDER-NAME");
}
