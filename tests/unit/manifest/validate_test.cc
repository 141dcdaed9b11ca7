#include "manifest/validate.h"

#include <deque>

#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

using Codes = std::set<std::string>;

const std::string kFirst = "urn:c2pa:00000000-0000-4000-8000-000000000001";

// The ingredient that refers to manifest `label` of the store `before` was taken from.
Value ingredient(const std::string& label, ByteView before, const std::string& relationship = "parentOf") {
  const Bytes store = make_superbox(uuid_of("c2pa"), "c2pa", before);
  const auto parsed = parse_superbox(store);
  REQUIRE(parsed.ok());
  const Superbox* manifest = parsed->child(label);
  REQUIRE(manifest != nullptr);
  const std::string base = "self#jumbf=/c2pa/" + label;
  return Value::map({{"relationship", Value::text(relationship)},
                     {"activeManifest", hashed_uri(base, manifest->raw)},
                     {"claimSignature", hashed_uri(base + "/c2pa.signature", manifest->child("c2pa.signature")->raw)}});
}
Value opened_action(const Box& box) {
  return Value::map(
      {{"action", Value::text("c2pa.opened")},
       {"parameters", Value::map({{"ingredients", Value::array({hashed_uri("self#jumbf=c2pa.assertions/" + box.label,
                                                                           assertion_bytes(box))})}})}});
}

// A manifest above `before`, which holds kFirst.
Recipe above(const Bytes& before, const std::string& kind) {
  Recipe r;
  r.kind = kind;
  r.before = before;
  const Box box = cbor_box("c2pa.ingredient.v3", ingredient(kFirst, before));
  r.boxes = {actions_box({opened_action(box)}), box};
  r.hard_binding = kind != "c2um";
  return r;
}
Recipe first_recipe() {
  Recipe r;
  r.label = kFirst;
  r.boxes.push_back({"org.example.secret", "json", bytes_of("{}"), true});
  return r;
}
const std::string kSecret = "self#jumbf=/c2pa/" + kFirst + "/c2pa.assertions/org.example.secret";

// `file` with an update manifest on top: its bytes need not be known to it.
Bytes updated(const Bytes& file, const Recipe& r) { return with_store(file, store_bytes(r)); }

Bytes replaced(Bytes bytes, const std::string& from, const std::string& to) {
  const auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
  REQUIRE(at != bytes.end());
  std::copy(to.begin(), to.end(), at);
  return bytes;
}

}  // namespace

TEST_CASE("validate: no manifest is an answer") {
  for (const PictureRow& row : kPictures) {
    const Validation v = validate_ok(row.make());
    CHECK(v.state == State::kNone);
    CHECK_FALSE(v.found);
  }
  CHECK(validate(bytes_of("text"), {}, trust_of(), {}).status().code() == Code::kUnsupportedFormat);
}

TEST_CASE("validate: an update manifest stands for the content of its parent") {
  const Bytes file = build(first_recipe());
  const Bytes twice = updated(file, above(manifests_of(file), "c2um"));
  const Validation v = validate_ok(twice);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  CHECK(v.active_manifest()->is_update);
  CHECK(codes(v, Outcome::kSuccess).contains("assertion.dataHash.match"));
  CHECK(failures(validate_ok(replaced(twice, "pixels", "PIXELS"))) == Codes{"assertion.dataHash.mismatch"});
}

TEST_CASE("validate: an update manifest with what it must not have") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  Recipe bound = above(before, "c2um");
  bound.hard_binding = true;
  CHECK(failures(validate_ok(updated(file, bound))).contains("manifest.update.invalid"));
  Recipe edits = above(before, "c2um");
  edits.boxes[0] = actions_box({Value::map({{"action", Value::text("c2pa.color_adjustments")}})});
  CHECK(failures(validate_ok(updated(file, edits))).contains("manifest.update.invalid"));
  Recipe no_parent = above(before, "c2um");
  no_parent.boxes[1] = cbor_box("c2pa.ingredient.v3", ingredient(kFirst, before, "componentOf"));
  CHECK(failures(validate_ok(updated(file, no_parent))).contains("manifest.update.wrongParents"));
}

TEST_CASE("validate: an update manifest that leads to no content is bound to nothing") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  Recipe r = above(before, "c2um");
  r.boxes[1] = cbor_box("c2pa.ingredient.v3", Value::map({{"relationship", Value::text("parentOf")}}));
  r.boxes[0] = actions_box({opened_action(r.boxes[1])});
  Validation v = validate_ok(updated(file, r));
  CHECK(v.state == State::kInvalid);
  CHECK(failures(v).contains("claim.hardBindings.missing"));
  // Its parent is not in the store.
  r = above(before, "c2um");
  r.before.clear();
  v = validate_ok(updated(file, r));
  CHECK(v.state == State::kInvalid);
  CHECK(failures(v).contains("ingredient.manifest.missing"));
}

TEST_CASE("validate: more update manifests in a row than are followed are bound to nothing") {
  const Bytes file = build(first_recipe());
  Bytes before = manifests_of(file);
  std::string last = kFirst;
  for (int i = 0; i < 40; ++i) {
    Recipe r;
    r.kind = "c2um";
    r.label = "urn:c2pa:update" + std::to_string(i);
    r.before = before;
    r.hard_binding = false;
    const Box box = cbor_box("c2pa.ingredient.v3", ingredient(last, before));
    r.boxes = {actions_box({opened_action(box)}), box};
    last = r.label;
    append(before, manifest_bytes(r, {}, {}));
  }
  const Validation v = validate_ok(with_store(file, make_superbox(uuid_of("c2pa"), "c2pa", before)));
  CHECK(v.state == State::kInvalid);
  CHECK(failures(v).contains("claim.hardBindings.missing"));
}

TEST_CASE("validate: redaction takes an assertion of the parent away") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  Recipe redacting = above(before, "c2um");
  redacting.edit_claim = [](Value& c) { c.set("redacted_assertions", Value::array({Value::text(kSecret)})); };
  // The parent without the assertion: its hash is another, its signature the same.
  Recipe without = first_recipe();
  Bytes parent;
  {
    const Bytes store = make_superbox(uuid_of("c2pa"), "c2pa", before);
    const auto parsed = parse_superbox(store);
    const Superbox& manifest = parsed->children[0];
    Bytes kept, contents;
    for (const Superbox& a : manifest.child("c2pa.assertions")->children)
      if (a.label != "org.example.secret") append(kept, a.raw);
    append(contents, make_superbox(uuid_of("c2as"), "c2pa.assertions", kept));
    append(contents, manifest.child("c2pa.claim.v2")->raw);
    append(contents, manifest.child("c2pa.signature")->raw);
    parent = make_superbox(uuid_of("c2ma"), kFirst, contents);
  }
  const auto in_file = [&](const Recipe& r, const Bytes& manifest) {
    Recipe placed = r;
    placed.before = manifest;
    return validate_ok(updated(file, placed));
  };
  Validation v = in_file(redacting, parent);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  // Not without saying so.
  CHECK(in_file(above(before, "c2um"), parent).state == State::kInvalid);
  // Said, and yet it is there.
  v = in_file(redacting, before);
  CHECK(v.state == State::kInvalid);
  REQUIRE(v.manifests.size() == 2);
  bool told_so = false;
  for (const Finding& f : v.manifests[0].findings) told_so |= f.code == "assertion.notRedacted";
  CHECK(told_so);
}

TEST_CASE("validate: actions and hard bindings are never redacted") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  for (const auto& [label, code] : {std::pair{"c2pa.actions.v2", "assertion.action.redacted"},
                                    std::pair{"c2pa.hash.data", "assertion.hardBinding.redacted"}}) {
    Recipe r = above(before, "c2um");
    r.edit_claim = [label = label](Value& c) {
      c.set("redacted_assertions",
            Value::array({Value::text("self#jumbf=/c2pa/" + kFirst + "/c2pa.assertions/" + label)}));
    };
    const Validation v = validate_ok(updated(file, r));
    CHECK(v.state == State::kInvalid);
    CHECK(failures(v).contains(code));
  }
}

// The store is not part of what the hash covers: anybody can put a manifest beside the active one.
TEST_CASE("validate: a manifest that nobody refers to takes nothing back from the active one") {
  const Bytes file = build({});
  const std::string active = Recipe().label;
  Recipe intruder;
  intruder.label = "urn:c2pa:intruder";
  intruder.who = issue({.name = "intruder"}, &other_root());
  intruder.edit_claim = [&](Value& c) {
    c.set("redacted_assertions",
          Value::array({Value::text("self#jumbf=/c2pa/" + active + "/c2pa.assertions/c2pa.hash.data")}));
  };
  // Another picture under the active manifest, its data hash replaced by a fitting one.
  const Bytes other = replaced(file, "pixels", "PIXELS");
  const Bytes before = manifest_bytes(intruder, {}, {});
  Bytes store = make_superbox(uuid_of("c2pa"), "c2pa", [&] {
    Bytes both = before;
    append(both, manifests_of(other));
    return both;
  }());
  Bytes placed = with_store(other, store);
  const auto located = carrier_for(placed).value()->locate(placed, {});
  const Range range = located.value()->ranges[0];
  const Box forged = data_hash_box({}, range, hash_without(placed, range));
  const Bytes old = [&] {
    const auto parsed = parse_superbox(store);
    const ByteView raw = parsed->child(active)->child("c2pa.assertions")->child("c2pa.hash.data")->raw;
    return Bytes(raw.begin(), raw.end());
  }();
  const Bytes fresh = assertion_bytes(forged);
  if (fresh.size() == old.size()) {
    std::string text(as_text(placed));
    text.replace(text.find(std::string(as_text(old))), old.size(), std::string(as_text(fresh)));
    placed = bytes_of(text);
  }
  const Validation v = validate_ok(placed);
  CAPTURE(told(v));
  CHECK(v.state == State::kInvalid);
  CHECK(failures(v).contains("assertion.hashedURI.mismatch"));
}

TEST_CASE("validate: an ingredient whose manifest has changed, or is missing") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  CHECK(validate_ok(build(above(before, "c2ma"), file)).state == State::kTrusted);
  Recipe changed = above(before, "c2ma");
  changed.before[changed.before.size() - 1] ^= 1;
  CHECK(failures(validate_ok(build(changed, file))) == Codes{"ingredient.manifest.mismatch"});
  Recipe missing = above(before, "c2ma");
  missing.before.clear();
  CHECK(failures(validate_ok(build(missing, file))) == Codes{"ingredient.manifest.missing"});
}

// The payload of the claim's CBOR box in the manifest that `bytes` begin with.
static ByteView claim_of(ByteView bytes) {
  static std::deque<Superbox> kept;
  const auto parsed = parse_superbox(bytes);
  REQUIRE(parsed.ok());
  kept.push_back(parsed.value());
  for (const Superbox& child : kept.back().children)
    if (child.is("c2cl")) return child.content("cbor")->payload;
  FAIL("no claim");
  return {};
}

TEST_CASE("validate: C2PA 1.0 hashed the claim of an ingredient, and claims of version 1 may") {
  const std::string kOld = "c2pa.claim", kNew = "c2pa.claim.v2";
  const auto validated = [](const std::string& below, const std::string& top, const auto& change) {
    Recipe first = first_recipe();
    first.claim_label = below;
    const Bytes file = build(first), before = manifests_of(file);
    Recipe second;
    second.claim_label = top;
    second.before = before;
    const Bytes hash = crypto::digest(crypto::HashAlgorithm::kSha256, claim_of(before));
    const Value reference =
        Value::map({{"url", Value::text("self#jumbf=/c2pa/" + kFirst)}, {"hash", Value::bytes(hash)}});
    second.boxes.push_back(cbor_box(
        "c2pa.ingredient", Value::map({{"relationship", Value::text("componentOf")}, {"c2pa_manifest", reference}})));
    change(second.before);
    return validate_ok(build(second, file));
  };
  const auto nothing = [](Bytes&) {};
  const Validation old = validated(kOld, kOld, nothing);
  CAPTURE(told(old));
  CHECK(old.state == State::kTrusted);
  CHECK(codes(old, Outcome::kSuccess).contains("ingredient.manifest.validated"));
  CHECK(failures(validated(kOld, kNew, nothing)) == Codes{"ingredient.manifest.mismatch"});
  CHECK(failures(validated(kNew, kOld, nothing)) == Codes{"ingredient.manifest.mismatch"});
  const Validation changed =
      validated(kOld, kOld, [](Bytes& below) { below = replaced(below, "test/1.0", "Test/1.0"); });
  CHECK(failures(changed) == Codes{"ingredient.manifest.mismatch"});
  // An assertion of the ingredient is bound by the claim.
  const Validation assertion =
      validated(kOld, kOld, [](Bytes& below) { below = replaced(below, "org.example.secret", "org.example.Secret"); });
  CHECK(assertion.state == State::kInvalid);
}

TEST_CASE("validate: an ingredient of an ingredient counts as much") {
  const Bytes file = build(first_recipe()), first = manifests_of(file);
  Recipe second = above(first, "c2ma");
  second.label = "urn:c2pa:00000000-0000-4000-8000-000000000002";
  Bytes both = first;
  append(both, manifest_bytes(second, {}, {}));
  Recipe third = above(first, "c2ma");
  third.before = both;
  third.boxes[1] = cbor_box("c2pa.ingredient.v3", ingredient(second.label, both));
  third.boxes[0] = actions_box({opened_action(third.boxes[1])});
  CHECK(validate_ok(build(third, file)).state == State::kTrusted);
  Recipe changed = third;
  changed.before[first.size() - 1] ^= 1;  // of the first, which the second refers to
  const Validation v = validate_ok(build(changed, file));
  CHECK(v.state == State::kInvalid);
  CHECK(v.manifests[1].findings.back().code == "ingredient.manifest.mismatch");
  Recipe missing = third;
  missing.before.erase(missing.before.begin(), missing.before.begin() + static_cast<std::ptrdiff_t>(first.size()));
  CHECK(validate_ok(build(missing, file)).state == State::kInvalid);
}

TEST_CASE("validate: an assertion under two spellings of its address is listed twice") {
  Recipe r;
  r.edit_claim = [&](Value& c) {
    std::vector<Value> uris = c.find("created_assertions")->items();
    Value again = uris.front();
    again.set("url", Value::text("self#jumbf=/c2pa/" + r.label + "/c2pa.assertions/c2pa.actions.v2"));
    c.set("gathered_assertions", Value::array({again}));
  };
  CHECK(failures(validate_ok(build(r))) == Codes{"claim.malformed"});
}

TEST_CASE("validate: many hard bindings are counted, not all computed") {
  Recipe r;
  for (int i = 1; i < 200; ++i) {
    const std::string label = "c2pa.hash.bmff.v3__" + std::to_string(i);
    r.boxes.push_back(
        cbor_box(label, Value::map({{"hash", Value::bytes(Bytes(32, 0))}, {"exclusions", Value::array({})}})));
  }
  const Validation v = validate_ok(build(r));
  CHECK(failures(v).contains("assertion.multipleHardBindings"));
  const auto& all = v.active_manifest()->findings;
  CHECK(std::count_if(all.begin(), all.end(), [](const Finding& f) {
          return f.code.starts_with("assertion.bmffHash") || f.code.starts_with("assertion.dataHash");
        }) == 2);
}

TEST_CASE("validate: side files and the files they are for have limits") {
  Limits limits;
  limits.max_file_bytes = 100;
  const Bytes big(101, 0);
  CHECK(validate(big, store_of(build({})), trust_of(), limits).status().code() == Code::kLimitExceeded);
  CHECK(validate(png_picture(), Bytes(kMaxStoreBytes + 1, 0), trust_of(), {}).status().code() == Code::kLimitExceeded);
}

TEST_CASE("validate: what was wrong before and was written down stays known") {
  Recipe bad = first_recipe();
  bad.boxes.push_back({"org.example.undeclared", "json", bytes_of("{}"), false});
  const Bytes file = build(bad), before = manifests_of(file);
  CHECK(validate_ok(build(above(before, "c2ma"), file)).state == State::kInvalid);
  Recipe knowing = above(before, "c2ma");
  Value map = ingredient(kFirst, before);
  const Value status = Value::map({{"code", Value::text("assertion.undeclared")}, {"url", Value::text(kSecret)}});
  map.set("validationResults", Value::map({{"activeManifest", Value::map({{"failure", Value::array({status})}})}}));
  knowing.boxes[1] = cbor_box("c2pa.ingredient.v3", map);
  knowing.boxes[0] = actions_box({opened_action(knowing.boxes[1])});
  const Validation v = validate_ok(build(knowing, file));
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
}

TEST_CASE("validate: two parents") {
  const Bytes file = build(first_recipe()), before = manifests_of(file);
  Recipe r = above(before, "c2ma");
  r.boxes.push_back(cbor_box("c2pa.ingredient.v3__1", ingredient(kFirst, before)));
  CHECK(failures(validate_ok(build(r, file))) == Codes{"manifest.multipleParents"});
}

// --- exclusions ---

namespace {

Value exclusion(uint64_t start, uint64_t length) {
  return Value::map({{"start", Value::unsigned_integer(start)}, {"length", Value::unsigned_integer(length)}});
}

// The one exclusion made other; the hash is made to fit what is then left.
Bytes file_with_exclusions(const std::function<std::vector<Value>(uint64_t start, uint64_t length)>& change,
                           const Bytes& picture, const std::string& label = Recipe().label) {
  Range range{1, 1};
  Bytes hash(32, 0), file;
  for (int i = 0; i < 12; ++i) {
    Recipe r;
    r.label = label;
    std::vector<Range> excluded;
    r.edit_data_hash = [&](Value& map) {
      const std::vector<Value> list = change(range.start, range.length);
      for (const Value& e : list) excluded.push_back({e.find("start")->number(), e.find("length")->number()});
      map.set("exclusions", Value::array(list));
    };
    const auto placed = carrier_for(picture).value()->place(picture, store_bytes(r, range, hash), {});
    REQUIRE(placed.ok());
    file = placed->file;
    range = placed->range;
    crypto::Hasher hasher(crypto::HashAlgorithm::kSha256);
    for (size_t at = 0; at < file.size(); ++at)
      if (std::none_of(excluded.begin(), excluded.end(),
                       [&](const Range& e) { return e.start <= at && at - e.start < e.length; }))
        hasher.add(ByteView(file).subspan(at, 1));
    hash = hasher.finish();
  }
  return file;
}
Validation with_exclusions(const std::function<std::vector<Value>(uint64_t start, uint64_t length)>& change) {
  return validate_ok(file_with_exclusions(change, png_picture()));
}

}  // namespace

TEST_CASE("exclusions: exactly the manifest's box is right") {
  const Validation v =
      with_exclusions([](uint64_t start, uint64_t length) { return std::vector{exclusion(start, length)}; });
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
}

TEST_CASE("exclusions: a byte more, a byte less, another place, none, overlap, beyond the file") {
  using List = std::vector<Value>;
  const std::function<List(uint64_t, uint64_t)> wrong[] = {
      [](uint64_t s, uint64_t n) { return List{exclusion(s, n + 1)}; },
      [](uint64_t s, uint64_t n) { return List{exclusion(s - 1, n + 1)}; },
      [](uint64_t s, uint64_t n) { return List{exclusion(s, n - 1)}; },
      [](uint64_t s, uint64_t n) { return List{exclusion(s + 1, n - 1)}; },
      [](uint64_t, uint64_t n) { return List{exclusion(0, n)}; },
      [](uint64_t, uint64_t) { return List{}; },
      [](uint64_t s, uint64_t n) {
        return List{exclusion(s, n), exclusion(s, n)};
      },
      [](uint64_t s, uint64_t n) {
        return List{exclusion(s, n), exclusion(s + 10, 5)};
      },
      [](uint64_t s, uint64_t n) {
        return List{exclusion(s, n), exclusion(s + n, 1u << 30)};
      },
      [](uint64_t s, uint64_t n) {
        return List{exclusion(s, n), exclusion(s + n, UINT64_MAX - 3)};
      },
  };
  for (const auto& change : wrong) {
    const Validation v = with_exclusions(change);
    CHECK(v.state == State::kInvalid);
    CHECK(failures(v).contains("assertion.dataHash.mismatch"));
  }
}

TEST_CASE("exclusions: the byte that makes a RIFF chunk even is left out or hashed") {
  const Bytes picture = webp_file({kVp8});
  const auto signed_with = [&](const std::string& label, uint64_t less) {
    return file_with_exclusions(
        [&](uint64_t start, uint64_t length) { return std::vector{exclusion(start, length - less)}; }, picture, label);
  };
  std::string odd = Recipe().label;
  while (store_of(signed_with(odd, 0)).size() % 2 == 0) odd += 'x';
  for (const uint64_t less : {0u, 1u}) {
    const Validation v = validate_ok(signed_with(odd, less));
    CAPTURE(told(v));
    CHECK(v.state == State::kTrusted);
    CHECK_FALSE(codes(v, Outcome::kInformational).contains("assertion.dataHash.additionalExclusionsPresent"));
  }
  CHECK(failures(validate_ok(signed_with(odd, 2))) == Codes{"assertion.dataHash.mismatch"});
  CHECK(failures(validate_ok(signed_with(odd + 'x', 1))) == Codes{"assertion.dataHash.mismatch"});
  // What it holds is signed by nobody where it is left out, and by the signer where it is not.
  for (const uint64_t less : {0u, 1u}) {
    Bytes other = signed_with(odd, less);
    const auto located = carrier_for(other).value()->locate(other, {});
    other[located.value()->ranges[0].end() - 1] = 'x';
    const Validation v = validate_ok(other);
    CHECK(v.state == (less == 0 ? State::kTrusted : State::kInvalid));
    CHECK(codes(v, Outcome::kInformational).contains("assertion.dataHash.additionalExclusionsPresent") == (less == 0));
  }
}

TEST_CASE("exclusions: what else is left out is said") {
  const Validation v = with_exclusions([](uint64_t s, uint64_t n) {
    return std::vector{exclusion(s, n), exclusion(s + n + 8, 4)};
  });
  CHECK(v.state == State::kTrusted);
  CHECK(codes(v, Outcome::kInformational).contains("assertion.dataHash.additionalExclusionsPresent"));
}

// contentauth/c2pa-rs issue 2643: the exclusion of a manifest that was cut out and given as a side file let other
// content pass.
TEST_CASE("exclusions: a side file leaves nothing out") {
  const Bytes signed_file = build({});
  const Bytes store = store_of(signed_file);
  const auto located = carrier_for(signed_file).value()->locate(signed_file, {});
  const Range range = located.value()->ranges[0];
  // Foreign bytes where the manifest was.
  Bytes foreign = signed_file;
  std::fill(foreign.begin() + static_cast<std::ptrdiff_t>(range.start),
            foreign.begin() + static_cast<std::ptrdiff_t>(range.end()), uint8_t{'X'});
  for (const Bytes& file : {foreign, signed_file, png_picture()}) {
    const Validation v = validate_ok(file, trust_of(), store);
    CHECK(v.state == State::kInvalid);
    CHECK(failures(v).contains("assertion.dataHash.mismatch"));
  }
}
