#include "manifest/compressed.h"

#include "manifest/crjson.h"
#include "manifest/store_model.h"
#include "unit/manifest/compress.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

using Codes = std::set<std::string>;

const std::string kLabel = "urn:c2pa:11111111-1111-4111-8111-111111111111";  // as recipes have it

// A manifest that fits png_picture() from beside it, as its hash leaves nothing out.
Bytes beside(const Recipe& r = {}) {
  return manifest_bytes(r, {}, crypto::digest(crypto::HashAlgorithm::kSha256, png_picture()));
}
Validation judge(ByteView manifests) { return validate_ok(png_picture(), trust_of(), store_with(manifests)); }

Bytes with_tail(Bytes bytes) {
  bytes.push_back(0);
  return bytes;
}
Bytes brob(ByteView stream) { return make_box("brob", stream); }

// --- what is one ---

struct Good {
  std::string name;
  std::function<Bytes()> make;
};
const Good kGood[] = {
    {"not compressed", [] { return beside(); }},
    {"a manifest", [] { return compressed(beside()); }},
    {"a manifest of the deprecated type, compressed or not",
     [] {
       Recipe r;
       r.kind = "c2md";
       CHECK(judge(beside(r)).state == State::kTrusted);
       return compressed(beside(r));
     }},
    {"a claim of version 1",
     [] {
       Recipe r;
       r.claim_label = "c2pa.claim";
       return compressed(beside(r));
     }},
    {"a private superbox beside its stream",
     [] {
       Bytes contents = brob(brotli(beside()));
       append(contents, make_superbox(uuid_of("priv"), "private", make_box("free", {})));
       return compressed_box(kLabel, contents);
     }},
};
void check_good(const Good& row) {
  const Validation v = judge(row.make());
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  REQUIRE(v.active_manifest() != nullptr);
  CHECK(v.active_manifest()->label == kLabel);
  CHECK(v.active_manifest()->actions == std::vector<std::string>{"c2pa.created"});
}
TEST_ROWS("compressed, good", kGood, check_good);

// --- what is none ---

struct Bad {
  std::string name;
  std::function<Bytes()> make;
  std::string why;
};
const Bad kBad[] = {
    {"no stream", [] { return compressed_box(kLabel, {}); }, "with 0 boxes brob"},
    {"two streams",
     [] {
       Bytes twice = brob(brotli(beside()));
       append(twice, Bytes(twice));
       return compressed_box(kLabel, twice);
     },
     "with 2 boxes brob"},
    {"an empty stream", [] { return compressed_box(kLabel, brob({})); }, "has no end"},
    {"a stream that is not Brotli", [] { return compressed_box(kLabel, brob(Bytes(9, 0xFF))); }, "not a Brotli stream"},
    {"a type before the stream, as in JPEG XL",
     [] {
       Bytes payload = bytes_of("jumb");
       append(payload, brotli(beside()));
       return compressed_box(kLabel, brob(payload));
     },
     "not a Brotli stream"},
    {"a byte behind the stream", [] { return compressed_box(kLabel, brob(with_tail(brotli(beside())))); },
     "1 bytes follow the Brotli stream"},
    {"a byte behind the manifest", [] { return compressed_box(kLabel, brob(brotli(with_tail(beside())))); },
     "bytes follow the manifest"},
    {"half a manifest", [] { return compressed_box(kLabel, brob(brotli(ByteView(beside()).first(100)))); },
     "JUMBF: a box of"},
    {"another label", [] { return compressed_box("urn:c2pa:other", brob(brotli(beside()))); }, "is called"},
    {"an assertion store", [] { return compressed(make_superbox(uuid_of("c2as"), kLabel, {})); },
     "neither a manifest nor an update manifest"},
    {"a compressed manifest in a compressed one", [] { return compressed(compressed(beside())); },
     "neither a manifest nor an update manifest"},
    {"a bomb", [] { return compressed_box(kLabel, brob(brotli(Bytes(kMaxInflatedBytes + 1, 0)))); }, "exceed 33554432"},
};
void check_bad(const Bad& row) {
  const Validation v = judge(row.make());
  CAPTURE(told(v));
  CHECK(v.state == State::kInvalid);
  REQUIRE(v.manifests.size() == 1);
  REQUIRE(failures(v) == Codes{"manifest.compressed.invalid"});
  const std::string why = v.manifests[0].findings[0].explanation;
  CHECK_MESSAGE(why.find(row.why) != std::string::npos, why);
}
TEST_ROWS("compressed, bad", kBad, check_bad);

// A manifest that uses the whole of `bytes`, by a private box of zeros.
Bytes manifest_of(size_t bytes, const std::string& label) {
  const auto with = [&](size_t zeros) {
    return make_superbox(uuid_of("c2ma"), label, make_box("free", Bytes(zeros, 0)));
  };
  return with(bytes - with(0).size());
}

InflateBudget budget_of(size_t bytes) { return {bytes, 0}; }
Superbox parsed(ByteView bytes) {
  auto box = parse_superbox(bytes);
  REQUIRE(box.ok());
  return std::move(box).value();
}

}  // namespace

TEST_CASE("compressed: truncation of the stream anywhere is said") {
  const Bytes stream = brotli(beside());
  for (size_t size = 0; size < stream.size(); ++size) {
    const Bytes box = compressed_box(kLabel, brob(ByteView(stream).first(size)));
    InflateBudget budget;
    const auto read = inflate_manifest(parsed(box), budget);
    CAPTURE(size);
    REQUIRE_FALSE(read.ok());
    CHECK(read.status().code() == Code::kTruncated);
    CHECK(failures(judge(box)) == Codes{"manifest.compressed.invalid"});
  }
}

TEST_CASE("compressed: a changed byte of the stream never changes what is said") {
  const Bytes stream = brotli(beside());
  const Validation good = judge(compressed_box(kLabel, brob(stream)));
  for (size_t i = 0; i < stream.size(); ++i)
    for (const int bit : {0, 6}) {
      Bytes bad = stream;
      bad[i] = static_cast<uint8_t>(bad[i] ^ 1u << bit);
      const auto v = validate(png_picture(), store_with(compressed_box(kLabel, brob(bad))), trust_of(), {});
      REQUIRE(v.ok());
      if (v->state < State::kValid) continue;
      CHECK(v->active_manifest()->actions == good.active_manifest()->actions);
      CHECK(v->active_manifest()->generator == good.active_manifest()->generator);
    }
}

TEST_CASE("compressed: the limit of bytes, to the byte, over all manifests of a store") {
  const Bytes box = compressed(manifest_of(5000, "m"));
  InflateBudget enough = budget_of(5000), less = budget_of(4999);
  REQUIRE(inflate_manifest(parsed(box), enough).ok());
  CHECK(enough.bytes == 0);
  CHECK(inflate_manifest(parsed(box), less).status().code() == Code::kLimitExceeded);
  CHECK(less.bytes == 0);  // and nothing is tried any more
  CHECK(inflate_manifest(parsed(box), less).status().code() == Code::kLimitExceeded);
  Bytes two = compressed(manifest_of(kMaxInflatedBytes - 100, "first"));
  append(two, compressed(beside()));
  CHECK(failures(judge(two)) == Codes{"manifest.compressed.invalid"});
}

TEST_CASE("compressed: broken streams are paid for, so that many of them cost no more than a few") {
  InflateBudget budget;
  const Bytes broken = compressed_box("m", brob(Bytes(9, 0xFF)));
  int tries = 0;
  while (inflate_manifest(parsed(broken), budget).status().code() == Code::kMalformed) ++tries;
  CHECK(tries == 16);
  CHECK(inflate_manifest(parsed(broken), budget).status().code() == Code::kLimitExceeded);
}

TEST_CASE("compressed: the number of boxes counts over the store and all that is in it") {
  Bytes many;
  for (size_t i = 0; i < kMaxBoxes / 2; ++i) append(many, make_box("free", {}));
  const auto manifest = [&](const std::string& label) {
    return compressed(make_superbox(uuid_of("c2ma"), label, many));
  };
  Bytes two = manifest("first");
  CHECK(failures(judge(two)) == Codes{"claim.missing"});
  append(two, manifest("second"));
  const Validation v = judge(two);
  CHECK(failures(v) == Codes{"manifest.compressed.invalid"});
  CHECK(v.manifests[1].findings[0].explanation == "JUMBF boxes exceed 16384");
}

TEST_CASE("compressed: in a file, with bytes of padding behind the store") {
  const Bytes file = build({}), old = store_of(file);
  Bytes store = store_with(compressed(manifests_of(file)));
  REQUIRE(store.size() < old.size());
  store.resize(old.size(), 0);
  CHECK(validate_ok(with_store(file, store)).state == State::kTrusted);
}

TEST_CASE("compressed: an update manifest") {
  const Bytes file = build({}), before = manifests_of(file);
  Recipe update;
  update.label = "urn:c2pa:22222222-2222-4222-8222-222222222222";
  update.kind = "c2um";
  update.hard_binding = false;
  const Superbox parent = parsed(before);
  const std::string base = "self#jumbf=/c2pa/" + kLabel;
  const Box box = cbor_box(
      "c2pa.ingredient.v3",
      Value::map({{"relationship", Value::text("parentOf")},
                  {"activeManifest", hashed_uri(base, parent.raw)},
                  {"claimSignature", hashed_uri(base + "/c2pa.signature", parent.child("c2pa.signature")->raw)}}));
  update.boxes = {box};
  Bytes manifests = before;
  append(manifests, compressed(manifest_bytes(update, {}, {})));
  const Validation v = validate_ok(with_store(file, store_with(manifests)));
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  CHECK(v.active_manifest()->is_update);
}

// C2PA, "Compressed Manifests": the box is hashed as it stands. c2pa-rs 0.82 to 0.91 hash what is in it.
TEST_CASE("compressed: a reference hashes the box as it stands, or what is in it, and nothing else") {
  const Bytes plain = beside(), box = compressed(plain);
  const auto child_of = [&](ByteView hashed) {
    Recipe r;
    r.label = "urn:c2pa:33333333-3333-4333-8333-333333333333";
    const std::string base = "self#jumbf=/c2pa/" + kLabel;
    const Superbox parent = parsed(plain);
    const Box ingredient = cbor_box(
        "c2pa.ingredient.v3",
        Value::map({{"relationship", Value::text("parentOf")},
                    {"activeManifest", hashed_uri(base, hashed)},
                    {"claimSignature", hashed_uri(base + "/c2pa.signature", parent.child("c2pa.signature")->raw)}}));
    const Value opened = Value::map(
        {{"action", Value::text("c2pa.opened")},
         {"parameters",
          Value::map({{"ingredients", Value::array({hashed_uri("self#jumbf=c2pa.assertions/c2pa.ingredient.v3",
                                                               assertion_bytes(ingredient))})}})}});
    r.boxes = {actions_box({opened}), ingredient};
    Bytes manifests = box;
    append(manifests, beside(r));
    return judge(manifests);
  };
  CHECK(child_of(box).state == State::kTrusted);
  CHECK(child_of(plain).state == State::kTrusted);
  const Validation other = child_of(compressed_box(kLabel, brob(with_tail(brotli(plain)))));
  CHECK(other.state == State::kInvalid);
  CHECK(failures(other) == Codes{"ingredient.manifest.mismatch"});
}

TEST_CASE("compressed: one that cannot be read spoils an ingredient, and no other manifest") {
  const Bytes broken = compressed_box("urn:c2pa:broken", brob(Bytes(9, 0xFF)));
  Bytes unrelated = broken;
  append(unrelated, beside());
  CHECK(judge(unrelated).state == State::kTrusted);
  Recipe r;
  const Box ingredient = cbor_box(
      "c2pa.ingredient.v3", Value::map({{"relationship", Value::text("componentOf")},
                                        {"activeManifest", hashed_uri("self#jumbf=/c2pa/urn:c2pa:broken", broken)}}));
  r.boxes.push_back(ingredient);
  Bytes related = broken;
  append(related, beside(r));
  const Validation v = judge(related);
  CHECK(v.state == State::kInvalid);
  CHECK(v.manifests[0].findings[0].code == "manifest.compressed.invalid");
}

TEST_CASE("compressed: signing anew decompresses the parent, and keeps every other manifest as it is") {
  const Bytes file = build({});
  const Bytes plain = manifests_of(file), other = compressed(manifest_of(200, "urn:c2pa:other"));
  Bytes old = other;
  append(old, compressed(plain));
  const Parent parent{store_with(old), kLabel, Value::map({})};
  const Signed made = sign_ok(file, signer_of(signer_leaf()), &parent);
  const Superbox store = parsed(made.store);
  REQUIRE(store.children.size() == 3);
  CHECK(Bytes(store.children[0].raw.begin(), store.children[0].raw.end()) == other);
  CHECK(Bytes(store.children[1].raw.begin(), store.children[1].raw.end()) == plain);
  const Validation v = validate_ok(made.file);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  CHECK(v.active_manifest()->ingredients.at(0).manifest == kLabel);
  const Parent broken{store_with(compressed_box(kLabel, brob(Bytes(9, 0xFF)))), kLabel, Value::map({})};
  const auto refused = sign_file(file, content_of(), signer_of(signer_leaf()), &broken, {});
  CHECK(refused.status().code() == Code::kManifestMalformed);
}

TEST_CASE("compressed: crJSON says so, and shows what is in it") {
  const Bytes store = store_with(compressed(beside()));
  const Validation v = validate_ok(png_picture(), trust_of(), store);
  const std::string json = to_crjson(v, store, kNow, "1.2.3", {});
  CHECK(json.find("\"isCompressedManifest\": true") != std::string::npos);
  CHECK(json.find("\"c2pa.created\"") != std::string::npos);
}
