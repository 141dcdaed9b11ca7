// The table of Art. 6 of the Measures (spec/verdict.md), row by row.
#include "pipeline/verdict.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "manifest/content.h"
#include "pipeline/agreement.h"
#include "pipeline/mark_id.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

constexpr const char* kTerms = "http://cv.iptc.org/newscodes/digitalsourcetype/";

aigc::Found found_label(const std::string& word) {
  aigc::Found found;
  found.label = aigc::first_write("Studio", "1");
  found.label.label = word;
  found.carrier = "png:iTXt:XML:com.adobe.xmp";
  return found;
}

struct Case {
  const char* label;    // "" = no AIGC label
  bool declared;
  bool watermark;
  bool iptc;
  bool problems;
  LayerState checked;   // of the watermark when it was not found
};

Evidence evidence_of(const Case& c) {
  Evidence e;
  if (*c.label != '\0') e.aigc.found.labels.push_back(found_label(c.label));
  if (c.problems) e.aigc.found.problems.push_back({"X", "error", "cannot be read"});
  if (c.iptc) e.aigc.found.companions.digital_source_type = std::string(kTerms) + "trainedAlgorithmicMedia";
  e.declared = c.declared;
  e.manifest.state = LayerState::kAbsent;
  e.watermark.detection.found = c.watermark;
  e.watermark.state = c.watermark ? LayerState::kPresent : c.checked;
  return e;
}

// Written from the Measures, not from the code: a label speaks first, then the uploader, then traces, then doubts.
State wanted(const Case& c) {
  const std::string label = c.label;
  if (label == "1") return State::kGenerated;
  if (label == "2") return State::kPossible;
  if (label == "3") return State::kSuspected;
  if (c.declared) return State::kPossible;
  if (c.watermark || c.iptc) return State::kSuspected;
  if (c.problems || c.checked == LayerState::kNotChecked) return State::kInconclusive;
  return State::kNoneFound;
}

}  // namespace

TEST_CASE("verdict: every combination of evidence gives the state of its row") {
  int rows = 0;
  for (const char* label : {"", "1", "2", "3"})
    for (int bits = 0; bits < 16; ++bits)
      for (LayerState checked : {LayerState::kAbsent, LayerState::kNotChecked}) {
        const Case c{label, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, checked};
        const Verdict v = judge(evidence_of(c));
        CAPTURE(bits);
        CAPTURE(std::string(label));
        CHECK(v.state == wanted(c));
        CHECK(v.reasons.empty() == (v.state == State::kNoneFound));
        ++rows;
      }
  CHECK(rows == 128);
}

namespace {

bool gives(const Verdict& v, const char* words) {
  return std::any_of(v.reasons.begin(), v.reasons.end(), [&](const std::string& r) { return r.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("verdict: whatever decides, all other evidence stays among the reasons") {
  for (const char* label : {"", "1", "2", "3", "0", "x"})
    for (const bool declared : {false, true}) {
      CAPTURE(std::string(label));
      CAPTURE(declared);
      Evidence e = evidence_of({label, declared, true, true, true, LayerState::kAbsent});
      e.visible.found = label::Found{};
      e.visible.text = "AI生成";
      e.visible.by_caller = "由豆包AI生成";
      e.aigc.found.traces.push_back({"comfyui-prompt", "png:tEXt:prompt"});
      e.aigc.found.companions.ai_system_used = "Example 3";
      manifest::ManifestInfo manifest;
      manifest.aigc_json = "{}";
      e.manifest.validation.manifests.push_back(manifest);
      e.manifest.validation.state = manifest::State::kInvalid;
      const Verdict v = judge(e);
      CHECK(gives(v, "AIGC label \"") == (*label != '\0'));
      CHECK(gives(v, "declared by the uploader") == declared);
      for (const char* other : {"watermark", "visible label \"AI生成\"", "a visible label was found by the caller: 由豆包AI生成", "DigitalSourceType", "comfyui-prompt", "AISystemUsed",
                                "AIGC text claimed", "could not be read"})
        CHECK_MESSAGE(gives(v, other), other);
      // What decides comes first.
      CHECK(v.reasons.front().find(*label != '\0' ? "AIGC label" : declared ? "declared" : "watermark") == 0);
      e.traces_count = false;
      CHECK_FALSE(gives(judge(e), "comfyui-prompt"));
    }
}

TEST_CASE("verdict: each state carries the words of its paragraph, and none where there is nothing to say") {
  const auto verdict = [](const char* label) { return judge(evidence_of({label, false, false, false, false, LayerState::kAbsent})); };
  CHECK(verdict("1").label == "1");
  CHECK(verdict("1").notice_zh.find("属于") != std::string::npos);
  CHECK(verdict("2").label == "2");
  CHECK(verdict("2").notice_zh.find("可能") != std::string::npos);
  CHECK(verdict("3").label == "3");
  CHECK(verdict("3").notice_zh.find("疑似") != std::string::npos);
  CHECK(verdict("").label.empty());
  CHECK(verdict("").notice_zh.empty());
  CHECK(verdict("").notice_en.empty());
}

TEST_CASE("verdict: where AIGC labels are not read, nothing found is inconclusive and says so") {
  Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
  e.aigc.note = "AIGC labels in WebP files are not supported yet";
  CHECK(judge(e).state == State::kInconclusive);
  CHECK(judge(e).reasons == std::vector<std::string>{"AIGC label not checked: " + e.aigc.note});
  e.watermark.state = LayerState::kNotChecked;
  CHECK(judge(e).reasons.size() == 2);
  e.declared = true;
  CHECK(judge(e).state == State::kPossible);
  CHECK(judge(e).reasons.front().find("no AIGC label found") == std::string::npos);
  e.declared = false;
  e.watermark.detection.found = true;
  CHECK(judge(e).state == State::kSuspected);
}

TEST_CASE("verdict: a manifest that was not read is a doubt where nothing else is found, and only there") {
  const auto doubted = [](const auto& doubt, const Case& c) {
    Evidence e = evidence_of(c);
    doubt(e.manifest);
    return judge(e);
  };
  const auto unchecked = [](ManifestEvidence& m) { m.state = LayerState::kNotChecked, m.note = "too large"; };
  const auto damaged = [](ManifestEvidence& m) { m.state = LayerState::kDeviating, m.validation.unread = "the store: cut"; };
  const auto elsewhere = [](ManifestEvidence& m) { m.remote = "https://example.com/a.c2pa"; };
  const auto check = [&](const auto& doubt, const std::string& reason) {
    CAPTURE(reason);
    const Verdict v = doubted(doubt, {"", false, false, false, false, LayerState::kAbsent});
    CHECK(v.state == State::kInconclusive);
    CHECK(v.reasons == std::vector<std::string>{reason});
    CHECK(doubted(doubt, {"", false, false, false, true, LayerState::kAbsent}).reasons.back() == reason);
    CHECK(doubted(doubt, {"1", false, false, false, false, LayerState::kAbsent}).state == State::kGenerated);
    CHECK(doubted(doubt, {"", true, false, false, false, LayerState::kAbsent}).state == State::kPossible);
    CHECK(doubted(doubt, {"", false, true, false, false, LayerState::kAbsent}).state == State::kSuspected);
  };
  check(unchecked, "manifest not checked: too large");
  check(damaged, "the manifest could not be read whole: the store: cut");
  check(elsewhere, "a manifest that is kept elsewhere was not read: https://example.com/a.c2pa");
}

TEST_CASE("verdict: only IPTC terms of trained models count as a trace") {
  Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
  for (const char* term : {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}) {
    e.aigc.found.companions.digital_source_type = std::string(kTerms) + term;
    CHECK(judge(e).state == State::kSuspected);
  }
  for (const char* term : {"digitalCapture", "algorithmicMedia", "humanEdits"}) {
    e.aigc.found.companions.digital_source_type = std::string(kTerms) + term;
    CHECK(judge(e).state == State::kNoneFound);
  }
}

TEST_CASE("compare_layers: agrees on the same id, disagrees on another, needs both layers") {
  AigcEvidence aigc;
  WatermarkEvidence watermark;
  CHECK(compare_layers(aigc, watermark.detection) == Agreement::kNotComparable);
  aigc.found.labels.push_back(found_label("1"));
  CHECK(compare_layers(aigc, watermark.detection) == Agreement::kNotComparable);
  watermark.detection.found = true;
  watermark.detection.payload = mark_id("Studio", "1");
  CHECK(compare_layers(aigc, watermark.detection) == Agreement::kAgree);
  watermark.detection.payload ^= 1;
  CHECK(compare_layers(aigc, watermark.detection) == Agreement::kDisagree);
  aigc.found.labels.clear();
  CHECK(compare_layers(aigc, watermark.detection) == Agreement::kNotComparable);
}

namespace {

watermark::Detection mark_of(uint64_t payload, const char* key_id) {
  watermark::Detection mark;
  mark.found = true;
  mark.payload = payload;
  mark.key_id = key_id;
  return mark;
}

bool has_reason(const Verdict& v, std::string_view part) {
  return std::any_of(v.reasons.begin(), v.reasons.end(), [&](const std::string& r) { return r.find(part) != std::string::npos; });
}

}  // namespace

namespace {

const std::array<uint8_t, 32> kSecret = {1, 2, 3}, kOtherSecret = {4, 5, 6};

// A label with a mark, what it declares, and the keys of whoever looks.
Evidence keyed_evidence(uint64_t payload, const std::string& declared, const std::vector<MarkIdKey>& keys) {
  Evidence e = evidence_of({"1", false, true, false, false, LayerState::kPresent});
  e.aigc.found.labels.front().mark_id_key = declared;
  e.watermark.detection = mark_of(payload, "open");
  add_keyed_mark_ids(e.aigc, keys);
  compare(e, {});
  return e;
}

}  // namespace

TEST_CASE("compare: a keyed mark_id agrees under its key alone, and without it there is nothing to compare where it is declared") {
  const MarkIdKey key = mark_id_key(kSecret), other = mark_id_key(kOtherSecret);
  const uint64_t plain = mark_id("Studio", "1"), keyed = keyed_mark_id(key, "Studio", "1");
  struct {
    const char* what;
    uint64_t payload;
    std::string declared;
    std::vector<MarkIdKey> keys;
    Agreement wanted;
    std::string key_id, missing;
  } const rows[] = {
      {"version 1, whatever is declared", plain, "", {}, Agreement::kAgree, "", ""},
      {"version 1 under a forged declaration", plain, other.id, {}, Agreement::kAgree, "", ""},
      {"version 1 beside a key", plain, key.id, {key}, Agreement::kAgree, "", ""},
      {"keyed, with the key", keyed, key.id, {other, key}, Agreement::kAgree, key.id, ""},
      {"keyed, with the key, not declared", keyed, "", {key}, Agreement::kAgree, key.id, ""},
      {"keyed, another key declared", keyed, other.id, {key}, Agreement::kAgree, key.id, ""},
      {"keyed, without the key", keyed, key.id, {}, Agreement::kNotComparable, "", key.id},
      {"keyed, with another key", keyed, key.id, {other}, Agreement::kNotComparable, "", key.id},
      {"keyed, without the key, not declared", keyed, "", {other}, Agreement::kDisagree, "", ""},
      {"another picture's mark, declared under a key that is there", keyed ^ 1, key.id, {key}, Agreement::kDisagree, "", ""},
      {"another picture's mark, declared under a key that is not", keyed ^ 1, other.id, {key}, Agreement::kNotComparable, "", other.id},
      {"another picture's mark, nothing declared", keyed ^ 1, "", {key}, Agreement::kDisagree, "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const Evidence e = keyed_evidence(row.payload, row.declared, row.keys);
    const Comparison got = compare_with_labels(e.aigc, e.watermark.detection);
    CHECK(e.agreement == row.wanted);
    CHECK(got.agreement == row.wanted);
    CHECK(got.key_id == row.key_id);
    CHECK(got.missing_key == row.missing);
    // The state rests on the label, and no agreement makes it better or worse.
    CHECK(judge(e).state == State::kGenerated);
    CHECK(has_reason(judge(e), "key " + row.missing + " was not given") == !row.missing.empty());
    CHECK(has_reason(judge(e), "which is not that of the AIGC label") == (row.wanted == Agreement::kDisagree));
  }
}

TEST_CASE("compare: of several labels one that differs decides, and one that cannot be compared keeps the rest from agreeing") {
  const MarkIdKey key = mark_id_key(kSecret);
  const auto two_labels = [&](const std::string& first, const std::string& second, uint64_t payload) {
    Evidence e = evidence_of({"1", false, true, false, false, LayerState::kPresent});
    e.aigc.found.labels.push_back(found_label("1"));
    e.aigc.found.labels[1].label.produce_id = "2";
    e.aigc.found.labels[0].mark_id_key = first;
    e.aigc.found.labels[1].mark_id_key = second;
    e.watermark.detection = mark_of(payload, "open");
    compare(e, {});
    return e.agreement;
  };
  const uint64_t of_first = mark_id("Studio", "1");
  CHECK(two_labels("", "", of_first) == Agreement::kDisagree);
  CHECK(two_labels("", key.id, of_first) == Agreement::kNotComparable);
  CHECK(two_labels(key.id, "", of_first ^ 1) == Agreement::kDisagree);
  CHECK(two_labels(key.id, key.id, of_first ^ 1) == Agreement::kNotComparable);
}

TEST_CASE("compare: a signed manifest declares a keyed mark_id of its own mark alone, by its signer's word, and when it holds") {
  const MarkIdKey key = mark_id_key(kSecret);
  const uint64_t keyed = keyed_mark_id(key, "Studio", "1");
  const auto answer = [&](uint64_t bound, bool created, const std::string& key_id, LayerState state, const std::vector<MarkIdKey>& keys) {
    Evidence e = evidence_of({"1", false, true, false, false, LayerState::kPresent});
    e.watermark.detection = mark_of(keyed, "open");
    e.manifest.state = state;
    e.manifest.validation.manifests.emplace_back();
    Bytes value;
    append_be32(value, static_cast<uint32_t>(bound >> 32));
    append_be32(value, static_cast<uint32_t>(bound));
    e.manifest.validation.manifests.front().soft_bindings.push_back({manifest::kSoftBindingAlgorithm, value, created, key_id});
    add_keyed_mark_ids(e.aigc, keys);
    compare(e, {});
    return e.agreement;
  };
  CHECK(answer(keyed, true, key.id, LayerState::kPresent, {}) == Agreement::kNotComparable);
  CHECK(answer(keyed, true, key.id, LayerState::kPresent, {key}) == Agreement::kAgree);
  CHECK(answer(keyed ^ 1, true, key.id, LayerState::kPresent, {}) == Agreement::kDisagree);
  CHECK(answer(keyed, false, key.id, LayerState::kPresent, {}) == Agreement::kDisagree);
  CHECK(answer(keyed, true, "", LayerState::kPresent, {}) == Agreement::kDisagree);
  CHECK(answer(keyed, true, key.id, LayerState::kDeviating, {}) == Agreement::kDisagree);
}

TEST_CASE("compare: what the caller's records say is known by either version") {
  const MarkIdKey key = mark_id_key(kSecret);
  KnownContent known{"Studio", "1", keyed_mark_ids({key}, "Studio", "1")};
  CHECK(known_by(known, mark_id("Studio", "1")) == "");
  CHECK(known_by(known, keyed_mark_id(key, "Studio", "1")) == key.id);
  CHECK_FALSE(known_by(known, keyed_mark_id(key, "Studio", "2")));
  known.keyed.clear();
  CHECK_FALSE(known_by(known, keyed_mark_id(key, "Studio", "1")));
}

TEST_CASE("compare: of several marks the one of the label leads, and the others are told") {
  const uint64_t own = mark_id("Studio", "1"), strange = own ^ 1;
  for (const bool own_first : {true, false}) {
    Evidence e = evidence_of({"1", false, false, false, false, LayerState::kPresent});
    e.watermark.detection = mark_of(own_first ? own : strange, own_first ? "0123456789abcdef" : "open");
    e.watermark.others.push_back(mark_of(own_first ? strange : own, own_first ? "open" : "0123456789abcdef"));
    compare(e, {});
    CHECK(e.watermark.detection.payload == own);
    CHECK(e.watermark.others.at(0).payload == strange);
    CHECK(e.agreement == Agreement::kAgree);
    const Verdict v = judge(e);
    CHECK(v.state == State::kGenerated);
    CHECK(has_reason(v, own_first ? "under key open, which is not that of the AIGC label" : "which is not that of the AIGC label"));
  }
}

TEST_CASE("compare: without a label the mark that the caller knows leads, else the first; both are reasons") {
  Evidence e = evidence_of({"", false, false, false, false, LayerState::kPresent});
  e.watermark.detection = mark_of(7, "0123456789abcdef");
  e.watermark.others.push_back(mark_of(mark_id("Studio", "9"), "open"));
  compare(e, {});
  CHECK(e.watermark.detection.payload == 7);
  CHECK(judge(e).state == State::kSuspected);
  CHECK(judge(e).reasons.size() == 2);
  e.known = {"Studio", "9"};
  compare(e, {});
  CHECK(e.watermark.detection.payload == mark_id("Studio", "9"));
  CHECK(matches_known(e));
  CHECK(has_reason(judge(e), "not the mark of ProduceID"));
}

TEST_CASE("verdict: a visible label that was found is another trace, and outweighed as the others are") {
  Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
  e.visible.found = label::Found{};
  e.visible.text = "AI生成";
  CHECK(judge(e).state == State::kSuspected);
  CHECK(judge(e).reasons.front().find("AI生成") != std::string::npos);
  e.visible.state = LayerState::kNotLegible;
  CHECK(judge(e).state == State::kSuspected);
  e.declared = true;
  CHECK(judge(e).state == State::kPossible);
  e.aigc.found.labels.push_back(found_label("1"));
  CHECK(judge(e).state == State::kGenerated);
  // A label that mark drew is no finding.
  Evidence drawn = evidence_of({"", false, false, false, false, LayerState::kAbsent});
  drawn.visible.state = LayerState::kPresent;
  CHECK(judge(drawn).state == State::kNoneFound);
}

TEST_CASE("verdict: a visible label that the caller found is another trace, and outweighed as the others are") {
  for (const LayerState checked : {LayerState::kAbsent, LayerState::kNotChecked}) {
    Evidence e = evidence_of({"", false, false, false, false, checked});
    CHECK(judge(e).state == (checked == LayerState::kAbsent ? State::kNoneFound : State::kInconclusive));
    CHECK_FALSE(has_reason(judge(e), "found by the caller"));
    e.visible.by_caller = "由豆包AI生成";
    CHECK(judge(e).state == State::kSuspected);
    CHECK(judge(e).label == "3");
    CHECK(judge(e).reasons == std::vector<std::string>{"a visible label was found by the caller: 由豆包AI生成"});
    // Not what generating programs leave in metadata, and not switched off with it.
    e.traces_count = false;
    CHECK(judge(e).state == State::kSuspected);
    e.declared = true;
    CHECK(judge(e).state == State::kPossible);
    e.aigc.found.labels.push_back(found_label("1"));
    CHECK(judge(e).state == State::kGenerated);
    CHECK(has_reason(judge(e), "found by the caller"));
  }
}

namespace {

struct Several {
  const char* words;  // of the labels, in file order
  State state;
  bool contradictory;
};
const Several kSeveral[] = {
    {"12", State::kGenerated, true}, {"21", State::kGenerated, true},  {"13", State::kGenerated, true}, {"31", State::kGenerated, true},
    {"23", State::kPossible, true},  {"32", State::kPossible, true},   {"11", State::kGenerated, false}, {"33", State::kSuspected, false},
    {"332", State::kPossible, true}, {"2x", State::kGenerated, true},
};

}  // namespace

TEST_CASE("verdict: of several labels the strongest decides, wherever it stands, and a contradiction is told") {
  for (const Several& row : kSeveral) {
    CAPTURE(row.words);
    Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
    for (const char* word = row.words; *word != '\0'; ++word) e.aigc.found.labels.push_back(found_label(std::string(1, *word)));
    const Verdict verdict = judge(e);
    CHECK(verdict.state == row.state);
    CHECK(verdict.contradictory == row.contradictory);
    CHECK((verdict.reasons.back().find("contradictory") != std::string::npos) == row.contradictory);
  }
}

TEST_CASE("verdict: labels of one state contradict by producer and number, and not by propagator") {
  Evidence e = evidence_of({"1", false, false, false, false, LayerState::kAbsent});
  e.aigc.found.labels.push_back(found_label("1"));
  e.aigc.found.labels.back().label.content_propagator = "Platform";
  CHECK_FALSE(judge(e).contradictory);
  e.aigc.found.labels.back().label.produce_id = "2";
  CHECK(judge(e).contradictory);
  // And a watermark agrees only with all of them.
  e.watermark.detection.found = true;
  e.watermark.detection.payload = mark_id("Studio", "1");
  CHECK(compare_layers(e.aigc, e.watermark.detection) == Agreement::kDisagree);
}

TEST_CASE("verdict: a signature is told with the certificate behind it, and one over Bindings as none of the label") {
  Evidence e = evidence_of({"1", false, false, false, false, LayerState::kAbsent});
  aigc::SecurityCheck check;
  check.slot = "ReservedCode1";
  check.integrity = aigc::Integrity::kBindingsOnly;
  e.aigc.found.labels.front().security = {check};
  CHECK(judge(e).reasons.back().find("nothing of the label") != std::string::npos);
  check.integrity = aigc::Integrity::kValid;
  check.trust = crypto::Trust::kNotAllowed;
  check.certificate = {"CN=somebody", "CN=authority", "01"};
  e.aigc.found.labels.front().security = {check};
  CHECK(judge(e).reasons.back().find("not allowed") != std::string::npos);
  CHECK(judge(e).reasons.back().find("CN=somebody") != std::string::npos);
}

TEST_CASE("verdict: a label that says no or nothing is a trace, not a yes") {
  for (const char* value : {"", "0", "false", "FALSE", "no", "None", "null", "否", "不是", " 0 "}) {
    CAPTURE(value);
    Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
    e.aigc.found.labels.push_back(found_label(value));
    CHECK(judge(e).state == State::kSuspected);
    CHECK(judge(e).reasons.front().find("does not say that the content is generated") != std::string::npos);
  }
  for (const char* value : {"1", "4", "AIGC", "true", "yes", "是", "10"}) {
    CAPTURE(value);
    Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
    e.aigc.found.labels.push_back(found_label(value));
    CHECK(judge(e).state == State::kGenerated);
  }
}

TEST_CASE("verdict: what generating programs leave is another trace, unless the caller does not want it") {
  Evidence e = evidence_of({"", false, false, false, false, LayerState::kAbsent});
  CHECK(judge(e).state == State::kNoneFound);
  Evidence traced = e, system = e;
  traced.aigc.found.traces.push_back({"comfyui-prompt", "png:tEXt:prompt"});
  system.aigc.found.companions.ai_system_used = "Example 3";
  for (Evidence* evidence : {&traced, &system}) {
    CHECK(judge(*evidence).state == State::kSuspected);
    CHECK(judge(*evidence).reasons.size() == 1);
    evidence->traces_count = false;
    CHECK(judge(*evidence).state == State::kNoneFound);
    evidence->traces_count = true;
    evidence->aigc.found.labels.push_back(found_label("1"));
    CHECK(judge(*evidence).state == State::kGenerated);
  }
}

TEST_CASE("compare: the AIGC text of a manifest agrees with the label by its values, however it is written") {
  Evidence e = evidence_of({"1", false, false, false, false, LayerState::kAbsent});
  const aigc::Label& label = e.aigc.found.labels.front().label;
  e.aigc.found.labels.front().raw = aigc::to_json(label);
  e.manifest.state = LayerState::kPresent;
  e.manifest.validation.found = true;
  e.manifest.validation.manifests.emplace_back();
  std::string& text = e.manifest.validation.manifests.front().aigc_json;
  const auto answer_to = [&](std::string given) {
    text = std::move(given);
    compare(e, {});
    return e.manifest_aigc;
  };
  const std::string same = aigc::to_json(label), spaced = "{ " + same.substr(1);
  CHECK(answer_to(same) == Agreement::kAgree);
  CHECK(answer_to(spaced) == Agreement::kAgree);
  aigc::Label other = label;
  other.produce_id += "x";
  CHECK(answer_to(aigc::to_json(other)) == Agreement::kDisagree);
  CHECK(answer_to("no label at all") == Agreement::kDisagree);
}
