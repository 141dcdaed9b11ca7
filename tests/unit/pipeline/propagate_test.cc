// What a platform writes, case by case of Art. 6 (spec/verdict.md 1 and 4). Rows count as cases.
#include "pipeline/propagate.h"

#include "aigc/security_data.h"
#include "container/png_chunks.h"
#include "unit/handled.h"
#include "data/painter.h"
#include "data/test_keys.h"
#include "pipeline/mark_id.h"
#include "pipeline/report_json.h"
#include "pipeline/verdict.h"
#include "pipeline/watermark_file.h"
#include "unit/rows.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

const std::string kFirstProducer = "001191000000000000000K10000";
const std::string kPlatform = "001191110102MACQD9K64020000";
constexpr const char* kOtherId = "p-2";

// The table of 1.1 in the reference: metadata, declaration, other trace.
struct Article6 {
  const char* name;
  bool metadata, declared, trace;
  State state;
  const char* label;  // to write; "" = nothing
  const char* word;   // of the notice
};
constexpr Article6 kArticle6[] = {
    {"metadata, declared, trace", true, true, true, State::kGenerated, "1", "属于"},
    {"metadata, declared, no trace", true, true, false, State::kGenerated, "1", "属于"},
    {"metadata, not declared, trace", true, false, true, State::kGenerated, "1", "属于"},
    {"metadata, not declared, no trace", true, false, false, State::kGenerated, "1", "属于"},
    {"no metadata, declared, trace", false, true, true, State::kPossible, "2", "可能"},
    {"no metadata, declared, no trace", false, true, false, State::kPossible, "2", "可能"},
    {"no metadata, not declared, trace", false, false, true, State::kSuspected, "3", "疑似"},
    {"nothing at all", false, false, false, State::kNoneFound, "", ""},
};

image::Image picture() { return test::paint(test::Scene::kPortrait, 320, 256); }

Bytes with_label(const Bytes& file, const aigc::Label& label = aigc::first_write(kFirstProducer, "a1")) {
  auto out = aigc::write(file, label, {}, {}, aigc::Check::kCarry);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// Painted once: without and with the watermark of (kFirstProducer, "a1").
const Bytes& plain() {
  static const Bytes file = test::png_bytes(picture());
  return file;
}
const Bytes& marked() {
  static const Bytes file = [] {
    Replacement none;
    auto out = embed_file(plain(), mark_id(kFirstProducer, "a1"), watermark::open_key(), {}, {}, none, {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    return std::move(out->bytes);
  }();
  return file;
}

const std::vector<watermark::Key>& keys() {
  static const std::vector<watermark::Key> ring = {watermark::open_key()};
  return ring;
}

Propagated propagate_ok(const Bytes& file, const PropagateOptions& options = {}, const std::string& id = "p-1") {
  auto out = propagate(file, keys(), kPlatform, id, options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

aigc::Label label_of(const Bytes& file) {
  const auto found = aigc::read(file, {});
  REQUIRE(found.ok());
  REQUIRE(found->labels.size() == 1);
  return found->labels[0].label;
}

PropagateOptions declared() {
  PropagateOptions options;
  options.verify.declared = true;
  return options;
}

// Producers' values that break rules and stay all the same.
struct Kept {
  const char* name;
  aigc::Label label;
};
const Kept kKept[] = {
    {"as the standard has it", aigc::first_write(kFirstProducer, "a1")},
    {"propagator empty, as services write it", {"1", kFirstProducer, "a1", "", "", "", ""}},
    {"a Chinese name", {"1", "豆包", "a1", "", "", "", ""}},
    {"a name with a space", {"1", "Some Studio", "id 1", "", "", "", ""}},
    {"a wrong check character", {"1", "001191000000000000000L10000", "a1", "", "", "", ""}},
    {"producer empty", {"1", "", "", "", "", "", ""}},
    {"ReservedCode1 with line breaks and a backslash", {"1", kFirstProducer, "a1", "K-ab\\\n\"cd\"", "", "", ""}},
    {"Label 2", {"2", kFirstProducer, "a1", "", "", "", ""}},
    {"Label 3", {"3", "", "", "", "x", "y", ""}},
    {"another platform before", {"1", kFirstProducer, "a1", "r1", "Other", "o-1", "theirs"}},
};

std::string text_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

Bytes with_raw_label(const std::string& json) {
  Bytes out;
  container::append_png_signature(out);
  const auto split = container::split_png(plain(), {});
  REQUIRE(split.ok());
  append(out, split->chunks[0].raw);
  container::append_png_chunk(out, "tEXt", as_bytes(std::string("AIGC") + '\0' + json));
  for (size_t i = 1; i < split->chunks.size(); ++i) append(out, split->chunks[i].raw);
  return out;
}

}  // namespace

static void check_article_6(const Article6& row) {
  Bytes file = row.trace ? marked() : plain();
  if (row.metadata) file = with_label(file);
  VerifyOptions options;
  options.declared = row.declared;
  options.search = false;
  const auto evidence = verify(file, keys(), options, {});
  REQUIRE(evidence.ok());
  CHECK(evidence->verdict.state == row.state);
  CHECK(evidence->verdict.label == row.label);
  CHECK(evidence->verdict.notice_zh.find(row.word) != std::string::npos);
  CHECK(evidence->verdict.notice_en.empty() == (*row.label == '\0'));

  PropagateOptions write;
  write.verify = options;
  const Propagated out = propagate_ok(file, write);
  CHECK(out.evidence.verdict.state == row.state);
  CHECK(out.bytes.empty() == (*row.label == '\0'));
  if (out.bytes.empty()) return;
  const aigc::Label label = label_of(out.bytes);
  CHECK(label.label == row.label);
  CHECK(label.content_propagator == kPlatform);
  CHECK(label.propagate_id == "p-1");
  CHECK(label.content_producer == (row.metadata ? kFirstProducer : ""));
  CHECK(label.produce_id == (row.metadata ? "a1" : ""));
  // Once more changes nothing, declared or not.
  CHECK(propagate_ok(out.bytes, write).bytes == out.bytes);
}
TEST_ROWS("Article 6", kArticle6, check_article_6);

static void check_the_producer_s_part_stays(const Kept& row) {
  const Bytes file = with_label(plain(), row.label);
  const Propagated out = propagate_ok(file);
  const aigc::Label label = label_of(out.bytes);
  CHECK(label.label == row.label.label);
  CHECK(label.content_producer == row.label.content_producer);
  CHECK(label.produce_id == row.label.produce_id);
  CHECK(label.reserved_code1 == row.label.reserved_code1);
  CHECK(label.content_propagator == kPlatform);
  CHECK(label.propagate_id == "p-1");
  CHECK(label.reserved_code2.empty());
  CHECK(out.evidence.notes.empty());
  CHECK(out.evidence.width_px == 0);  // no pixel was decoded
  CHECK(propagate_ok(out.bytes).bytes == out.bytes);
  // A second platform takes the first one's place.
  CHECK(label_of(propagate_ok(out.bytes, {}, kOtherId).bytes).propagate_id == kOtherId);
}
TEST_ROWS("propagate: the producer's part stays", kKept, check_the_producer_s_part_stays);

TEST_CASE("propagate: with a key, ReservedCode2 is signed, and stays as it is the second time") {
  const auto key = crypto::PrivateKey::from_pem(as_bytes(test_keys::kSm2Pem));
  REQUIRE(key.ok());
  PropagateOptions options;
  const crypto::SecuritySigner signer = key->signer();
  options.label_signer = &signer;
  const Propagated out = propagate_ok(with_label(plain()), options);
  REQUIRE(out.evidence.aigc.found.labels.size() == 1);
  const auto& checks = out.evidence.aigc.found.labels[0].security;
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].slot == "ReservedCode2");
  CHECK(checks[0].integrity == aigc::Integrity::kValid);
  CHECK(checks[0].signed_text == aigc::SignedText::kPropagator);
  CHECK(propagate_ok(out.bytes, options).bytes == out.bytes);
  CHECK(propagate_ok(out.bytes).bytes == out.bytes);  // without the key it stays, for the same propagator
  CHECK(label_of(propagate_ok(out.bytes, {}, kOtherId).bytes).reserved_code2.empty());
}

TEST_CASE("propagate: a producer's signature survives") {
  aigc::Label label = aigc::first_write(kFirstProducer, "a1");
  const auto key = crypto::PrivateKey::from_pem(as_bytes(test_keys::kP256Pem));
  REQUIRE(aigc::sign_as_producer(label, key.value().signer()).ok());
  const Propagated out = propagate_ok(with_label(plain(), label));
  const auto& checks = out.evidence.aigc.found.labels[0].security;
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == aigc::Integrity::kValid);
}

TEST_CASE("propagate: a watermark that the caller's records explain names the producer") {
  PropagateOptions options;
  options.verify.search = false;
  options.verify.known = {kFirstProducer, "a1"};
  const Propagated known = propagate_ok(marked(), options);
  CHECK(known.evidence.verdict.state == State::kSuspected);
  CHECK(text_of(known.evidence.verdict.reasons).find("the mark of ProduceID \"a1\" of producer \"" + kFirstProducer) !=
        std::string::npos);
  CHECK(label_of(known.bytes).content_producer == kFirstProducer);
  CHECK(label_of(known.bytes).produce_id == "a1");
  CHECK(label_of(known.bytes).label == "3");
  options.verify.known.produce_id = "a2";
  const Propagated other = propagate_ok(marked(), options);
  CHECK(text_of(other.evidence.verdict.reasons).find("not the mark of ProduceID \"a2\"") != std::string::npos);
  CHECK(label_of(other.bytes).content_producer.empty());
}

TEST_CASE("propagate: a visible label that the caller found is propagated as suspected, and told beside a label that decides") {
  for (const bool watermark : {true, false}) {
    PropagateOptions options;
    options.verify.watermark = watermark;
    options.verify.search = false;
    CHECK(propagate_ok(plain(), options).bytes.empty());
    options.verify.explicit_label = "由豆包AI生成";
    const Propagated out = propagate_ok(plain(), options);
    CHECK(out.evidence.verdict.state == State::kSuspected);
    CHECK(label_of(out.bytes).label == "3");
    CHECK(label_of(out.bytes).content_propagator == kPlatform);
    CHECK(propagate_ok(out.bytes, options).bytes == out.bytes);
    const Propagated labelled = propagate_ok(with_label(plain()), options);
    CHECK(labelled.evidence.verdict.state == State::kGenerated);
    CHECK(text_of(labelled.evidence.verdict.reasons).find("found by the caller: 由豆包AI生成\n") != std::string::npos);
    CHECK(to_json(labelled.evidence).find("\"explicit_by_caller\": \"由豆包AI生成\"") != std::string::npos);
    options.verify.explicit_label.clear();
    CHECK(to_json(propagate_ok(with_label(plain()), options).evidence).find("explicit_by_caller") == std::string::npos);
  }
}

TEST_CASE("propagate: a label that says no keeps its word, and is not turned into a yes") {
  for (const std::string value : {"0", "否", ""}) {
    std::string json = aigc::to_json(aigc::first_write(kFirstProducer, "a1"));
    json.replace(json.find("\"1\""), 3, '"' + value + '"');
    const Propagated out = propagate_ok(with_raw_label("{\"AIGC\":" + json + "}"));
    CHECK(out.evidence.verdict.state == State::kSuspected);
    CHECK(label_of(out.bytes).label == value);
    CHECK(label_of(out.bytes).content_producer == kFirstProducer);
    CHECK(text_of(out.evidence.notes).find("stays as it is") != std::string::npos);
  }
}

TEST_CASE("propagate: what the one label cannot hold is noted") {
  const std::string json = aigc::to_json(aigc::first_write(kFirstProducer, "a1"));
  std::string odd = json;
  odd.replace(odd.find("\"1\""), 3, "\"AIGC\",\"WATERMARKFLAG\":7");
  const Propagated out = propagate_ok(with_raw_label("{\"AIGC\":" + odd + "}"));
  CHECK(label_of(out.bytes).label == "1");
  const std::string notes = text_of(out.evidence.notes);
  CHECK_MESSAGE(notes.find("Label \"AIGC\" is none of the standard and became \"1\"") != std::string::npos, notes);
  CHECK_MESSAGE(notes.find("WATERMARKFLAG") != std::string::npos, notes);

  aigc::Label second = aigc::first_write(kFirstProducer, "b2");
  Bytes two = with_raw_label("{\"AIGC\":" + aigc::to_json(second) + "}");
  const Bytes first = with_label(plain());
  const auto split = container::split_png(first, {});
  Bytes both;
  container::append_png_signature(both);
  const auto raw = container::split_png(two, {});
  append(both, split->chunks[0].raw);
  append(both, split->chunks[1].raw);
  for (size_t i = 1; i < raw->chunks.size(); ++i) append(both, raw->chunks[i].raw);
  const Propagated one = propagate_ok(both);
  CHECK(label_of(one.bytes).produce_id == "a1");
  CHECK_MESSAGE(text_of(one.evidence.notes).find("\"ProduceID\":\"b2\"") != std::string::npos,
                text_of(one.evidence.notes));
}

TEST_CASE("propagate: a signed manifest is noted") {
  Bytes file;
  const Bytes labelled = with_label(plain());
  const auto split = container::split_png(labelled, {});
  container::append_png_signature(file);
  append(file, split->chunks[0].raw);
  container::append_png_chunk(file, "caBX", as_bytes("a manifest store"));
  for (size_t i = 1; i < split->chunks.size(); ++i) append(file, split->chunks[i].raw);
  CHECK(text_of(propagate_ok(file).evidence.notes).find("manifest") != std::string::npos);
}

TEST_CASE("propagate: refusals name their reason and give nothing out") {
  const auto refused = [](const Bytes& file, const std::string& propagator, const std::string& id) {
    return propagate(file, keys(), propagator, id, declared(), {}).status();
  };
  CHECK(refused(plain(), "", "p-1").code() == Code::kAigcValue);
  CHECK(refused(plain(), kPlatform, "").code() == Code::kAigcValue);
  CHECK(refused(plain(), "with space", "p-1").code() == Code::kAigcValue);
  CHECK(refused(plain(), "001191000000000000000L20000", "p-1").code() == Code::kProviderCode);
  CHECK(refused(with_raw_label("{\"AIGC:{broken"), kPlatform, "p-1").code() == Code::kAlreadyLabelled);
  CHECK(refused(Bytes(plain().begin(), plain().begin() + 60), kPlatform, "p-1").code() == Code::kTruncated);
  CHECK(refused(Bytes(20, 0), kPlatform, "p-1").code() == Code::kUnsupportedFormat);
}

// --- transplant ---

namespace {

Status transplant_status(const Bytes& from, const Bytes& to) { return transplant(from, to, keys(), {}, {}).status(); }

}  // namespace

TEST_CASE("transplant: to a re-encoded and to a smaller copy, whole") {
  const Bytes from = propagate_ok(with_label(marked())).bytes;
  const image::Image pixels = test::read_bytes(from);
  for (const Bytes& to : {test::jpeg_bytes(pixels, 85), test::png_bytes(test::resize(pixels, 256, 205))}) {
    const auto out = transplant(from, to, keys(), {}, {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    CHECK(label_of(out->bytes) == label_of(from));
    CHECK(out->evidence.agreement == Agreement::kAgree);
    CHECK(out->evidence.verdict.state == State::kGenerated);
    const auto again = transplant(from, out->bytes, keys(), {}, {});
    REQUIRE(again.ok());
    CHECK(again->bytes == out->bytes);
  }
}

TEST_CASE("transplant: the caller's word stands where no watermark ties the two, and is recorded") {
  const TransplantOptions vouched{.search = false, .vouched = true};
  const Bytes foreign = with_label(plain()), copy = test::jpeg_bytes(test::read_bytes(marked()), 85);
  const auto out = transplant(foreign, plain(), keys(), vouched, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  CHECK(out->evidence.basis == "caller");
  CHECK(out->evidence.notes.front().find("caller's word") != std::string::npos);
  CHECK(out->evidence.watermark.state == LayerState::kAbsent);
  CHECK(out->evidence.aigc.found.labels.size() == 1);
  // The word is not asked for where the watermark ties them.
  const auto tied = transplant(with_label(marked()), copy, keys(), vouched, {});
  REQUIRE_MESSAGE(tied.ok(), tied.status().message());
  CHECK(tied->evidence.basis == "watermark");
  // A mark that TO alone carries speaks against it.
  const Bytes another = with_label(plain(), aigc::first_write(kFirstProducer, "b2"));
  CHECK(transplant(another, copy, keys(), vouched, {}).status().code() == Code::kOtherPicture);
  // One that both carry, though the label is another's, does not.
  CHECK(transplant(with_label(marked(), aigc::first_write(kFirstProducer, "b2")), copy, keys(), vouched, {}).ok());
  CHECK(transplant(plain(), plain(), keys(), vouched, {}).status().code() == Code::kNoLabel);
}

TEST_CASE("transplant: refused when the watermarks do not show one picture") {
  const Bytes from = with_label(marked());
  const Bytes copy = test::jpeg_bytes(test::read_bytes(marked()), 85);
  CHECK(transplant_status(plain(), copy).code() == Code::kNoLabel);
  CHECK(transplant_status(with_raw_label("{\"AIGC:{broken"), copy).code() == Code::kNoLabel);
  CHECK(transplant_status(from, plain()).message().find("TO carries no watermark") != std::string::npos);
  CHECK(transplant_status(with_label(plain()), copy).message().find("FROM carries no watermark") != std::string::npos);
  const Bytes wrong = with_label(marked(), aigc::first_write(kFirstProducer, "b2"));
  CHECK(transplant_status(wrong, copy).code() == Code::kOtherPicture);
  Replacement none;
  const auto other = embed_file(plain(), mark_id(kFirstProducer, "b2"), watermark::open_key(), {}, {}, none, {});
  REQUIRE(other.ok());
  CHECK(transplant_status(from, other->bytes).code() == Code::kOtherPicture);
  CHECK(transplant_status(from, with_label(copy, aigc::first_write(kFirstProducer, "b2"))).code() == Code::kAlreadyLabelled);
}
