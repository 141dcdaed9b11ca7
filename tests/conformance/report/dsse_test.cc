// Envelopes: what was signed opens for the keys that signed it, and a byte more or less anywhere refuses.
#include "report/dsse.h"

#include <doctest/doctest.h>

#include "conformance/report/keys_for_tests.h"
#include "model/error.h"
#include "report/text.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

std::vector<PublicKey> keys_of(const std::vector<Signer>& signers) {
  std::vector<PublicKey> keys;
  for (const Signer& signer : signers) keys.push_back(signer.key);
  return keys;
}
std::vector<Signer> one_of_each() {
  std::vector<Signer> signers;
  for (const KeyKind kind : kAllKeyKinds) signers.push_back(sample::signer(kind));
  return signers;
}
bool opens(const std::string& envelope, const std::vector<PublicKey>& keys) {
  try {
    opened(envelope, keys);
    return true;
  } catch (const ConformError&) {
    return false;
  }
}

}  // namespace

TEST_CASE("DSSE: the bytes that are signed, as the specification of it spells them") {
  CHECK(signed_bytes("http://example.com/HelloWorld", "hello world") ==
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  CHECK(kPayloadType.size() == 28);
}

TEST_CASE("DSSE: three kinds of key sign one envelope, each opens it, and all of them") {
  const auto signers = one_of_each();
  const std::string envelope = sealed("{\"a\":1}", signers);
  CHECK(envelope.find('\n') == envelope.size() - 1);
  const Opened all = opened(envelope, keys_of(signers));
  CHECK(all.payload == "{\"a\":1}");
  CHECK(all.verified.size() == 3);
  CHECK(all.unknown.empty());
  for (const Signer& signer : signers) {
    const Opened one = opened(envelope, {signer.key});
    CHECK(one.verified == std::vector<std::string>{signer.key.id()});
    CHECK(one.unknown.size() == 2);
  }
}

TEST_CASE("DSSE: a key that did not sign, or none at all, opens nothing") {
  for (const KeyKind kind : kAllKeyKinds) {
    const Signer signer = sample::signer(kind), other = sample::signer(kind);
    const std::string envelope = sealed("{}", {signer});
    CHECK(opens(envelope, {signer.key}));
    CHECK_FALSE(opens(envelope, {other.key}));
    CHECK_FALSE(opens(envelope, {signer.key, other.key}));
    CHECK_FALSE(opens(envelope, {}));
  }
}

TEST_CASE("DSSE: every flipped byte of payload, type and signature refuses, for each kind of key") {
  const std::string payload = "{\"_type\":\"https://in-toto.io/Statement/v1\",\"n\":12}";
  for (const KeyKind kind : kAllKeyKinds) {
    const Signer signer = sample::signer(kind);
    const json envelope = json::parse(sealed(payload, {signer}));
    const auto with = [&](const char* pointer, const std::string& text) {
      json changed = envelope;
      changed[json::json_pointer(pointer)] = text;
      return opens(changed.dump(-1, ' ', false, json::error_handler_t::replace), {signer.key});
    };
    CHECK(with("/payload", base64(payload)));
    for (size_t i = 0; i < payload.size(); ++i) {
      std::string flipped = payload;
      flipped[i] ^= 1;
      CHECK_FALSE(with("/payload", base64(flipped)));
    }
    for (size_t i = 0; i < kPayloadType.size(); ++i) {
      std::string flipped(kPayloadType);
      flipped[i] ^= 1;
      CHECK_FALSE(with("/payloadType", flipped));
    }
    const std::string signature = from_base64(envelope["signatures"][0]["sig"].get<std::string>(), "sig");
    for (size_t i = 0; i < signature.size(); i += 7) {
      std::string flipped = signature;
      flipped[i] ^= 1;
      CHECK_FALSE(with("/signatures/0/sig", base64(flipped)));
    }
  }
}

TEST_CASE("DSSE: a signature of the bytes without their type is none") {
  const Signer signer = sample::signer(KeyKind::kEd25519);
  json envelope = json::parse(sealed("{}", {signer}));
  envelope["signatures"][0]["sig"] = base64(signer.sign("{}"));
  CHECK_FALSE(opens(envelope.dump(), {signer.key}));
  // and the payload of another type that the same key did sign
  const std::string other = "text/plain";
  envelope["payloadType"] = other;
  envelope["signatures"][0]["sig"] = base64(signer.sign(signed_bytes(other, "{}")));
  CHECK_FALSE(opens(envelope.dump(), {signer.key}));
}

TEST_CASE("DSSE: key ids are hints, and a wrong signature beside a right one is not passed over") {
  const Signer signer = sample::signer(KeyKind::kEs256);
  json envelope = json::parse(sealed("{}", {signer}));
  json renamed = envelope;
  renamed["signatures"][0]["keyid"] = "somebody";
  CHECK(opens(renamed.dump(), {signer.key}));
  json wrong = envelope["signatures"][0];
  wrong["sig"] = base64(signer.sign("something else"));
  envelope["signatures"].push_back(wrong);
  CHECK_FALSE(opens(envelope.dump(), {signer.key}));
}

TEST_CASE("DSSE: an envelope with less, more or too much in it is refused") {
  const Signer signer = sample::signer(KeyKind::kEd25519);
  const json envelope = json::parse(sealed("{}", {signer}));
  const auto after = [&](auto change) {
    json changed = envelope;
    change(changed);
    return opens(changed.dump(), {signer.key});
  };
  CHECK(after([](json&) {}));
  CHECK_FALSE(after([](json& e) { e["more"] = 1; }));
  CHECK_FALSE(after([](json& e) { e.erase("payload"); }));
  CHECK_FALSE(after([](json& e) { e["signatures"] = json::array(); }));
  CHECK_FALSE(after([](json& e) { e["payload"] = "e30"; }));
  CHECK_FALSE(after([](json& e) { e["payload"] = "e31="; }));  // the same bytes, spelt in another way
  CHECK_FALSE(after([](json& e) {
    while (e["signatures"].size() <= kSignaturesAtMost) e["signatures"].push_back(e["signatures"][0]);
  }));
}

TEST_CASE("base64: as RFC 4648 has it, and one spelling alone") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(from_base64("Zg==", "x") == "f");
  for (const char* bad : {"Zg", "Zh==", "Zg= =", "====", "Zm9v\nYmFy", "Zm-_", "Z===", " Zg=="}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(from_base64(bad, "x"), ConformError);
  }
}

TEST_CASE("keys: the PEM is wiped, whatever comes of it, and no refusal quotes it") {
  std::string pem = sample::private_pem("ED25519");
  const Signer signer = signer_of(pem);
  CHECK(pem.empty());
  std::string broken = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n";
  try {
    signer_of(broken);
    FAIL("a broken key was taken");
  } catch (const ConformError& error) {
    CHECK(std::string(error.what()).find("SECRET") == std::string::npos);
  }
  CHECK(broken.empty());
  const auto back = public_keys_of(signer.key.pem());
  REQUIRE(back.size() == 1);
  CHECK(back[0].id() == signer.key.id());
}

TEST_CASE("keys: other kinds are refused by name, also where only their public half is given") {
  std::string p384 = sample::private_pem("EC", "P-384");
  CHECK_THROWS_WITH_AS(signer_of(p384), "a key is neither P-256 (ES256), Ed25519 nor SM2", ConformError);
  CHECK_THROWS_AS(public_keys_of("no key"), ConformError);
  const std::string two = sample::signer(KeyKind::kSm2).key.pem() + sample::signer(KeyKind::kEs256).key.pem();
  const auto keys = public_keys_of(two);
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].kind() == KeyKind::kSm2);
  CHECK(keys[1].kind() == KeyKind::kEs256);
}
