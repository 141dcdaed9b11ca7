// Manifests that deviate on purpose, and what is said of each: the state and the failures that c2pa-rs 0.91 gives too,
// where spec/manifest-format.md 8.4 names no disagreement.
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

using Codes = std::set<std::string>;

struct Row {
  std::string name;
  std::function<void(Recipe& r)> change;
  State state = State::kTrusted;
  Codes failures = {};
};

Value soft_binding() {
  const Value block = Value::map({{"scope", Value::map({})}, {"value", Value::bytes(Bytes(8, 7))}});
  return Value::map({{"alg", Value::text("org.example.mark")}, {"blocks", Value::array({block})}});
}
Value named_action(const std::string& name) { return Value::map({{"action", Value::text(name)}}); }
Box json_box(const std::string& label, const std::string& text) { return {label, "json", bytes_of(text), true}; }

Identity other_leaf() { return issue({.name = "stranger"}, &other_root()); }

Bytes cose_with(const std::string& key, const Value& value, ByteView header, ByteView signature) {
  Value unprotected = Value::map({{key, value}, {"pad", Value::bytes(Bytes(300, 0))}});
  const auto encoded = [&] {
    return cbor::encode(
        Value::tag(18, Value::array({Value::bytes(header), unprotected, Value(), Value::bytes(signature)})));
  };
  // Of one size, however long the DER in it has become.
  constexpr size_t kSize = 8000;
  const size_t size = encoded().size();
  REQUIRE(size < kSize);
  unprotected.set("pad", Value::bytes(Bytes(300 + kSize - size, 0)));
  return encoded();
}
Value tokens_of(ByteView token) {
  return Value::map({{"tstTokens", Value::array({Value::map({{"val", Value::bytes(token)}})})}});
}
const OcspSpec kRevoked = {.status = V_OCSP_CERTSTATUS_REVOKED, .revoked_at = kNow - kDay};
const OcspSpec kRevokedBare = {.status = V_OCSP_CERTSTATUS_REVOKED, .revoked_at = kNow - kDay, .flags = OCSP_NOCERTS};

// With these revocation answers in the unprotected header.
void answered(Recipe& r, const std::vector<Bytes>& answers) {
  Value list = Value::array({});
  for (const Bytes& answer : answers) list.push(Value::bytes(answer));
  r.make_cose = [list](ByteView header, ByteView signature, ByteView) {
    return cose_with("rVals", Value::map({{"ocspVals", list}}), header, signature);
  };
}

Bytes der_signature(ByteView flat) {
  const crypto::Handle<ECDSA_SIG> signature(ECDSA_SIG_new());
  ECDSA_SIG_set0(signature.get(), BN_bin2bn(flat.data(), 32, nullptr), BN_bin2bn(flat.data() + 32, 32, nullptr));
  Bytes out(static_cast<size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  uint8_t* at = out.data();
  i2d_ECDSA_SIG(signature.get(), &at);
  out.resize(80, 0);  // of one size
  return out;
}
void remove_key(Value& map, const std::string& key) {
  std::vector<Value> kept;
  for (size_t i = 0; i < map.size(); ++i)
    if (!(map.key(i).is(cbor::Kind::kText) && map.key(i).text() == key)) {
      kept.push_back(map.key(i));
      kept.push_back(map.value(i));
    }
  map = Value::map_of(std::move(kept));
}
void set_leaf(Recipe& r, const CertificateSpec& spec) { r.who = leaf(spec); }

const Row kRows[] = {
    {"plain", [](Recipe&) {}},
    {"claim of version 1", [](Recipe& r) { r.claim_label = "c2pa.claim"; }},
    {"claim of version 1 without dc:format",
     [](Recipe& r) {
       r.claim_label = "c2pa.claim";
       r.edit_claim = [](Value& c) { remove_key(c, "dc:format"); };
     },
     State::kInvalid,
     {"claim.malformed"}},
    {"absolute URIs, algorithm in each reference",
     [](Recipe& r) {
       r.edit_claim = [label = r.label](Value& claim) {
         std::vector<Value> uris;
         for (Value uri : claim.find("created_assertions")->items()) {
           const std::string name = uri.text_at("url").substr(uri.text_at("url").rfind('=') + 1);
           uri.set("url", Value::text("self#jumbf=/c2pa/" + label + "/" + name));
           uri.set("alg", Value::text("sha256"));
           uris.push_back(uri);
         }
         claim.set("created_assertions", Value::array(uris));
       };
     }},
    {"root certificate in the chain", [](Recipe& r) { r.who.chain.push_back(root().certificate); }},
    {"leaf only in the chain",
     [](Recipe& r) { r.who.chain.resize(1); },
     State::kValid,
     {"signingCredential.untrusted"}},
    {"payload embedded",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView claim) {
         return cbor::encode(Value::tag(
             18, Value::array({Value::bytes(header), Value::map({}), Value::bytes(claim), Value::bytes(signature)})));
       };
     }},
    {"COSE without its tag",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cbor::encode(Value::array({Value::bytes(header), Value::map({}), Value(), Value::bytes(signature)}));
       };
     },
     State::kInvalid,
     {"claimSignature.mismatch"}},
    {"ECDSA signature in DER",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return make_cose(header, der_signature(signature), {}, 0);
       };
     },
     State::kInvalid,
     {"claimSignature.mismatch"}},
    {"no pad in the data hash",
     [](Recipe& r) { r.edit_data_hash = [](Value& m) { remove_key(m, "pad"); }; },
     State::kInvalid,
     {"assertion.dataHash.malformed"}},
    {"no hash in the data hash",
     [](Recipe& r) { r.edit_data_hash = [](Value& m) { remove_key(m, "hash"); }; },
     State::kInvalid,
     {"assertion.dataHash.malformed"}},
    {"a digest that C2PA does not allow",
     [](Recipe& r) { r.edit_data_hash = [](Value& m) { m.set("alg", Value::text("md5")); }; },
     State::kInvalid,
     {"assertion.dataHash.malformed"}},
    {"no actions", [](Recipe& r) { r.boxes.clear(); }, State::kInvalid, {"assertion.action.malformed"}},
    {"created is not the first action",
     [](Recipe& r) {
       r.boxes = {actions_box({named_action("c2pa.edited"), created_action()})};
     },
     State::kInvalid,
     {"assertion.action.malformed"}},
    {"created twice",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), created_action()})};
     },
     State::kInvalid,
     {"assertion.action.malformed"}},
    {"created without digitalSourceType",
     [](Recipe& r) { r.boxes = {actions_box({named_action("c2pa.created")})}; },
     State::kInvalid,
     {"assertion.action.malformed"}},
    {"an action without a name",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), Value::map({})})};
     },
     State::kInvalid,
     {"assertion.action.malformed"}},
    {"when as plain text",
     [](Recipe& r) {
       Value action = created_action();
       action.set("when", Value::text("2026-11-01T08:00:00Z"));
       r.boxes = {actions_box({action})};
     }},
    {"watermarked without a soft binding",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), named_action("c2pa.watermarked")})};
     },
     State::kInvalid,
     {"assertion.action.softBindingMissing"}},
    {"watermarked.bound without a soft binding",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), named_action("c2pa.watermarked.bound")})};
     },
     State::kInvalid,
     {"assertion.action.softBindingMissing"}},
    {"watermarked.unbound without a soft binding",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), named_action("c2pa.watermarked.unbound")})};
     }},
    {"watermarked.bound with a soft binding without pad",
     [](Recipe& r) {
       r.boxes = {actions_box({created_action(), named_action("c2pa.watermarked.bound")}),
                  cbor_box("c2pa.soft-binding", soft_binding())};
     }},
    {"opened names an ingredient that is not there",
     [](Recipe& r) {
       Value action = named_action("c2pa.opened");
       action.set(
           "parameters",
           Value::map({{"ingredients",
                        Value::array({hashed_uri("self#jumbf=c2pa.assertions/c2pa.ingredient.v3", Bytes(8, 0))})}}));
       r.boxes = {actions_box({action})};
     },
     State::kInvalid,
     {"assertion.action.ingredientMismatch"}},
    {"AIGC as JSON of its own", [](Recipe& r) { r.boxes.push_back(json_box("org.example.aigc", kAigcText)); }},
    {"AIGC in c2pa.metadata",
     [](Recipe& r) { r.boxes.push_back(json_box("c2pa.metadata", R"({"@context":{},"tc260:AIGC":"x"})")); }},
    {"JSON that is broken",
     [](Recipe& r) { r.boxes.push_back(json_box("org.example.aigc", "{\"a\":")); },
     State::kInvalid,
     {"assertion.json.invalid"}},
    {"CBOR that is broken",
     [](Recipe& r) {
       r.boxes.push_back({"org.example.aigc", "cbor", Bytes{0x82, 0x01}, true});
     },
     State::kInvalid,
     {"assertion.cbor.invalid"}},
    {"an assertion that the claim does not list",
     [](Recipe& r) {
       r.boxes.push_back({"org.example.more", "json", bytes_of("{}"), false});
     },
     State::kInvalid,
     {"assertion.undeclared"}},
    {"an assertion listed twice",
     [](Recipe& r) {
       r.boxes.push_back(json_box("org.example.twice", "{}"));
       r.boxes.push_back(json_box("org.example.twice", "{}"));
     },
     State::kInvalid,
     {"claim.malformed"}},
    {"two boxes of one label, one of them listed",
     [](Recipe& r) {
       r.boxes.push_back(json_box("org.example.twice", "{}"));
       r.boxes.push_back({"org.example.twice", "json", bytes_of("[]"), false});
     },
     State::kInvalid,
     {"assertion.undeclared"}},
    {"no hard binding", [](Recipe& r) { r.hard_binding = false; }, State::kInvalid, {"claim.hardBindings.missing"}},
    {"a hard binding that the signer only gathered",
     [](Recipe& r) {
       r.edit_claim = [](Value& c) {
         std::vector<Value> uris = c.find("created_assertions")->items();
         c.set("gathered_assertions", Value::array({uris.back()}));
         uris.pop_back();
         c.set("created_assertions", Value::array(uris));
       };
     },
     State::kInvalid,
     {"claim.hardBindings.missing"}},
    {"two hard bindings",
     [](Recipe& r) {
       r.boxes.push_back(cbor_box("c2pa.hash.data__1",
                                  Value::map({{"hash", Value::bytes(Bytes(32, 0))}, {"pad", Value::bytes({})}})));
     },
     State::kInvalid,
     {"assertion.multipleHardBindings", "assertion.dataHash.mismatch"}},
    {"claim without instanceID",
     [](Recipe& r) { r.edit_claim = [](Value& c) { remove_key(c, "instanceID"); }; },
     State::kInvalid,
     {"claim.malformed"}},
    {"claim of a generator without a name",
     [](Recipe& r) {
       r.edit_claim = [](Value& c) { c.set("claim_generator_info", Value::map({{"version", Value::text("1")}})); };
     },
     State::kInvalid,
     {"claim.malformed"}},
    {"claim without a signature",
     [](Recipe& r) { r.edit_claim = [](Value& c) { c.set("signature", Value::text("self#jumbf=nowhere")); }; },
     State::kInvalid,
     {"claimSignature.missing"}},
    {"two claims",
     [](Recipe& r) { r.more = make_superbox(uuid_of("c2cl"), "c2pa.claim", make_box("cbor", Bytes{0xA0})); },
     State::kInvalid,
     {"claim.multiple"}},
    {"an assertion of another manifest",
     [](Recipe& r) {
       r.edit_claim = [](Value& c) {
         std::vector<Value> uris = c.find("created_assertions")->items();
         uris.push_back(hashed_uri("self#jumbf=/c2pa/urn:c2pa:other/c2pa.assertions/x", Bytes(8, 0)));
         c.set("created_assertions", Value::array(uris));
       };
     },
     State::kInvalid,
     {"assertion.outsideManifest"}},
    {"an assertion that is not there",
     [](Recipe& r) {
       r.edit_claim = [](Value& c) {
         std::vector<Value> uris = c.find("created_assertions")->items();
         uris.push_back(hashed_uri("self#jumbf=c2pa.assertions/x", Bytes(8, 0)));
         c.set("created_assertions", Value::array(uris));
       };
     },
     State::kInvalid,
     {"assertion.missing"}},
    {"a claim byte changed",
     [](Recipe& r) { r.after_signing = [](Bytes& claim) { claim[claim.size() - 1] ^= 1; }; },
     State::kInvalid,
     {"claimSignature.mismatch"}},
    {"the claim redacts an assertion of its own",
     [](Recipe& r) {
       r.edit_claim = [url = "self#jumbf=/c2pa/" + r.label + "/c2pa.assertions/c2pa.hash.data"](Value& c) {
         c.set("redacted_assertions", Value::array({Value::text(url)}));
       };
     },
     State::kInvalid,
     {"assertion.selfRedacted"}},
    {"time-stamp over the signature as CBOR",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow)), header, signature);
       };
     }},
    {"time-stamp over the raw signature",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(stamp(signature, kNow)), header, signature);
       };
     }},
    {"a time-stamp that is no token",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(Bytes(20, 3)), header, signature);
       };
     }},
    {"C2PA purpose only", [](Recipe& r) { set_leaf(r, {.extended_key_usage = "1.3.6.1.4.1.62558.2.1"}); }},
    {"document signing", [](Recipe& r) { set_leaf(r, {.extended_key_usage = "1.3.6.1.5.5.7.3.36"}); }},
    {"wrong purpose",
     [](Recipe& r) { set_leaf(r, {.extended_key_usage = "serverAuth"}); },
     State::kInvalid,
     {"signingCredential.invalid", "signingCredential.untrusted"}},
    {"expired",
     [](Recipe& r) { set_leaf(r, {.until = kNow - kDay}); },
     State::kInvalid,
     {"signingCredential.expired", "signingCredential.untrusted"}},
    {"not yet valid",
     [](Recipe& r) { set_leaf(r, {.from = kNow + kDay}); },
     State::kInvalid,
     {"signingCredential.expired", "signingCredential.untrusted"}},
    {"expired, stamped in time",
     [](Recipe& r) {
       set_leaf(r, {.until = kNow - kDay});
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow - 2 * kDay)), header,
                          signature);
       };
     }},
    {"expired, stamped too late",
     [](Recipe& r) {
       set_leaf(r, {.until = kNow - kDay});
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow)), header, signature);
       };
     },
     State::kInvalid,
     {"claimSignature.outsideValidity", "signingCredential.untrusted"}},
    {"expired, stamped by a stranger",
     [](Recipe& r) {
       set_leaf(r, {.until = kNow - kDay});
       const Identity stranger =
           issue({.name = "stranger", .key_number = 95, .extended_key_usage = "critical,timeStamping"}, &other_root());
       r.make_cose = [stranger](ByteView header, ByteView signature, ByteView) {
         return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow - 2 * kDay, stranger)),
                          header, signature);
       };
     },
     State::kInvalid,
     {"signingCredential.expired", "signingCredential.untrusted"}},
    {"leaf of another authority",
     [](Recipe& r) { r.who = other_leaf(); },
     State::kValid,
     {"signingCredential.untrusted"}},
    {"certificates in both headers",
     [](Recipe& r) {
       r.make_cose = [](ByteView header, ByteView signature, ByteView) {
         return cose_with("x5chain", Value::bytes(signer_leaf().certificate.der()), header, signature);
       };
     },
     State::kInvalid,
     {"signingCredential.invalid"}},
    {"no certificate",
     [](Recipe& r) {
       r.make_header = [](crypto::CoseAlgorithm, const std::vector<Bytes>&) {
         return cbor::encode(Value::map_of({Value::integer(1), Value::integer(-7)}));
       };
     },
     State::kInvalid,
     {"signingCredential.invalid"}},
    {"an algorithm that C2PA does not allow",
     [](Recipe& r) {
       r.make_header = [](crypto::CoseAlgorithm, const std::vector<Bytes>& chain) {
         return cbor::encode(
             Value::map_of({Value::integer(1), Value::integer(-257), Value::integer(33), Value::bytes(chain.front())}));
       };
     },
     State::kInvalid,
     {"algorithm.unsupported"}},
    {"revoked",
     [](Recipe& r) {
       const Bytes answer = ocsp_answer(r.who, intermediate(), intermediate(),
                                        {.status = V_OCSP_CERTSTATUS_REVOKED, .revoked_at = kNow - kDay});
       r.make_cose = [answer](ByteView header, ByteView signature, ByteView) {
         return cose_with("rVals", Value::map({{"ocspVals", Value::array({Value::bytes(answer)})}}), header, signature);
       };
     },
     State::kInvalid,
     {"signingCredential.ocsp.revoked"}},
    {"a second assertion store",
     [](Recipe& r) { r.more = make_superbox(uuid_of("c2as"), "c2pa.assertions", {}); },
     State::kInvalid,
     {"general.error"}},
    {"a second signature box",
     [](Recipe& r) { r.more = make_superbox(uuid_of("c2cs"), "c2pa.signature", make_box("cbor", Bytes{0xA0})); },
     State::kInvalid,
     {"general.error"}},
    {"a box that is none of a manifest's",
     [](Recipe& r) { r.more = make_superbox(uuid_of("abcd"), "some.thing", make_box("cbor", Bytes{0xA0})); },
     State::kInvalid,
     {"claim.multiple"}},
    {"a content box directly in the manifest",
     [](Recipe& r) { r.more = make_box("cbor", Bytes{0xA0}); },
     State::kInvalid,
     {"general.error"}},
    {"stores of credentials and of data",
     [](Recipe& r) {
       r.more = make_superbox(uuid_of("c2vc"), "c2pa.credentials", {});
       append(r.more, make_superbox(uuid_of("c2db"), "c2pa.databoxes", {}));
     }},
    {"an assertion that says it is CBOR and holds JSON",
     [](Recipe& r) {
       r.boxes.push_back({"org.example.odd", "json", bytes_of("{}"), true, "cbor"});
     },
     State::kInvalid,
     {"assertion.hashedURI.mismatch"}},
    {"revoked by the anchor itself, which is nowhere in the file",
     [](Recipe& r) {
       r.who = issue({.name = "below the root"}, &root());
       answered(r, {ocsp_answer(r.who, root(), root(), kRevoked)});
     },
     State::kInvalid,
     {"signingCredential.ocsp.revoked"}},
    {"revoked by the anchor itself, without its certificate",
     [](Recipe& r) {
       r.who = issue({.name = "below the root"}, &root());
       answered(r, {ocsp_answer(r.who, root(), root(), kRevokedBare)});
     },
     State::kInvalid,
     {"signingCredential.ocsp.revoked"}},
    {"revoked by one answer, and not by two others",
     [](Recipe& r) {
       answered(r, {ocsp_answer(r.who, intermediate(), intermediate()),
                    ocsp_answer(r.who, intermediate(), intermediate(), kRevoked),
                    ocsp_answer(r.who, intermediate(), intermediate())});
     },
     State::kInvalid,
     {"signingCredential.ocsp.revoked"}},
    {"said to be revoked by a stranger",
     [](Recipe& r) { answered(r, {ocsp_answer(r.who, intermediate(), other_root(), kRevoked)}); }},
    {"an intermediate signed with SHA-1",
     [](Recipe& r) {
       const Identity weak = issue({.name = "weak", .key_number = 97, .is_ca = true, .digest = EVP_sha1()}, &root());
       r.who = issue({.name = "below a weak one"}, &weak);
     },
     State::kValid,
     {"signingCredential.untrusted"}},
};

void check_variant(const Row& row, const Bytes& picture) {
  Recipe recipe;
  row.change(recipe);
  const Validation v = validate_ok(build(recipe, picture));
  CAPTURE(told(v));
  CHECK(v.state == row.state);
  CHECK(failures(v) == row.failures);
}
void check_png(const Row& row) { check_variant(row, png_picture()); }
void check_jpeg(const Row& row) { check_variant(row, jpeg_picture()); }
TEST_ROWS("variant in PNG", kRows, check_png);
TEST_ROWS("variant in JPEG", kRows, check_jpeg);

}  // namespace

TEST_CASE("variant: a wrong time-stamp is said, and moves nothing") {
  Recipe raw;
  raw.make_cose = [](ByteView header, ByteView signature, ByteView) {
    return cose_with("sigTst2", tokens_of(stamp(signature, kNow)), header, signature);
  };
  const Validation v = validate_ok(build(raw));
  CHECK(codes(v, Outcome::kInformational).contains("timeStamp.mismatch"));
  CHECK(v.manifests[0].signature.stamped_at == 0);
}

TEST_CASE("variant: only a signature that holds was made inside the validity of its certificate") {
  Recipe r;
  CHECK(codes(validate_ok(build(r)), Outcome::kSuccess).contains("claimSignature.insideValidity"));
  r.after_signing = [](Bytes& claim) { claim.back() ^= 1; };
  const Validation v = validate_ok(build(r));
  CHECK(failures(v).contains("claimSignature.mismatch"));
  CHECK_FALSE(codes(v, Outcome::kSuccess).contains("claimSignature.insideValidity"));
}

TEST_CASE("variant: not revoked is a success") {
  Recipe r;
  const Bytes answer = ocsp_answer(r.who, intermediate(), intermediate());
  r.make_cose = [answer](ByteView header, ByteView signature, ByteView) {
    return cose_with("rVals", Value::map({{"ocspVals", Value::array({Value::bytes(answer)})}}), header, signature);
  };
  CHECK(codes(validate_ok(build(r)), Outcome::kSuccess).contains("signingCredential.ocsp.notRevoked"));
}

TEST_CASE("variant: bytes behind the store are noted, and zeros are padding") {
  for (const uint8_t last : {uint8_t{0}, uint8_t{7}}) {
    Recipe r;
    r.behind = Bytes(9, last);
    const Validation v = validate_ok(build(r));
    CHECK(v.state == State::kTrusted);
    CHECK(codes(v, Outcome::kInformational).contains("assertion.dataHash.additionalExclusionsPresent") == (last != 0));
  }
}

TEST_CASE("variant: a revocation answer that is not used is told, with the reason") {
  Recipe r;
  const Identity another = leaf({.name = "another"});
  answered(r, {ocsp_answer(r.who, intermediate(), other_root()), ocsp_answer(another, intermediate(), intermediate()),
               Bytes{1, 2, 3}});
  const Validation v = validate_ok(build(r));
  CHECK(v.state == State::kTrusted);
  std::vector<std::string> why;
  for (const Finding& f : v.manifests[0].findings)
    if (f.code == "signingCredential.ocsp.skipped") why.push_back(f.explanation);
  REQUIRE(why.size() == 3);
  CHECK(why[0].find("of its signer") != std::string::npos);
  CHECK(why[1].find("another certificate") != std::string::npos);
  CHECK(why[2].find("can be read") != std::string::npos);
}

TEST_CASE("variant: a leaf that is allowed and expired is not kept by the time-stamp of anybody") {
  for (const bool stamped : {false, true}) {
    Recipe r;
    r.who = leaf({.name = "expired", .until = kNow - kDay});
    const Identity stranger =
        issue({.name = "stranger", .key_number = 95, .extended_key_usage = "critical,timeStamping"}, &other_root());
    if (stamped)
      r.make_cose = [stranger](ByteView header, ByteView signature, ByteView) {
        return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow - 2 * kDay, stranger)),
                         header, signature);
      };
    Trust trust = trust_of();
    trust.allowed = {r.who.certificate};
    CHECK(validate_ok(build(r), trust).state == State::kInvalid);
    trust.tsa_anchors = {other_root().certificate};
    CHECK(validate_ok(build(r), trust).state == (stamped ? State::kTrusted : State::kInvalid));
  }
}

TEST_CASE("variant: what checking costs is paid from the budget of the call") {
  const Bytes file = build(Recipe());
  Limits poor;
  poor.max_signatures = 2;
  CHECK(manifest::validate(file, {}, trust_of(), poor).status().code() == Code::kLimitExceeded);
  const Limits enough;
  REQUIRE(manifest::validate(file, {}, trust_of(), enough).ok());
  CHECK(enough.spent(Resource::kSignatures) <= 8);
}

TEST_CASE("variant: an allowed end entity is trusted by itself") {
  Recipe r;
  r.who = other_leaf();
  Trust trust = trust_of();
  trust.allowed = {r.who.certificate};
  CHECK(validate_ok(build(r), trust).state == State::kTrusted);
}

TEST_CASE("variant: an authority for time-stamps of its own list") {
  Recipe r;
  r.make_cose = [](ByteView header, ByteView signature, ByteView) {
    const Identity stranger =
        issue({.name = "stranger", .key_number = 95, .extended_key_usage = "critical,timeStamping"}, &other_root());
    return cose_with("sigTst2", tokens_of(stamp(time_stamped_bytes(header, signature), kNow, stranger)), header,
                     signature);
  };
  const Bytes file = build(r);
  CHECK(codes(validate_ok(file), Outcome::kInformational).contains("timeStamp.untrusted"));
  Trust trust = trust_of();
  trust.tsa_anchors = {other_root().certificate};
  CHECK(codes(validate_ok(file, trust), Outcome::kSuccess).contains("timeStamp.trusted"));
}

TEST_CASE("variant: the fields of an AIGC label as an assertion of their own are told, in JSON and in CBOR") {
  const auto told_of = [](Box box) {
    Recipe r;
    r.boxes.push_back(std::move(box));
    return validate_ok(build(r)).manifests[0].aigc_json;
  };
  const std::string wanted = R"({"Label":"1","ContentProducer":"studio","ProduceID":"7"})";
  CHECK(told_of(json_box("org.example.aigc", R"({"ProduceID":"7","Label":"1","More":[1],"ContentProducer":"studio"})")) == wanted);
  CHECK(told_of(cbor_box("org.example.aigc", Value::map({{"Label", Value::text("1")},
                                                          {"ContentProducer", Value::text("studio")},
                                                          {"ProduceID", Value::text("7")}}))) == wanted);
  CHECK(told_of(json_box("org.example.aigc", R"({"ContentProducer":"studio"})")).empty());
  CHECK(told_of(json_box("org.example.aigc", R"(["ContentProducer","ProduceID"])")).empty());
}
