// The vectors of spec/aigc-label.md 6.3, and every form of key and signature that is read.
#include "crypto/signature.h"

#include <string>

#include "data/test_keys.h"
#include "unit/rows.h"

using namespace imprint;
using crypto::Convention;
using crypto::SignatureAlgorithm;

namespace {

constexpr auto kSm2 = SignatureAlgorithm::kSm2Sm3;
constexpr auto kEcdsa = SignatureAlgorithm::kEcdsaP256Sha256;
constexpr auto kRsa = SignatureAlgorithm::kRsaSha256;

Bytes unhex(std::string_view hex) {
  Bytes out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return out;
}

std::optional<Convention> verified(const crypto::PublicKey& key, ByteView message, ByteView signature) {
  const auto answer = key.verify(message, signature, {});
  REQUIRE_MESSAGE(answer.ok(), answer.status().message());
  return answer.value();
}

crypto::PublicKey key_of(std::string_view hex, SignatureAlgorithm hint = kSm2) {
  auto key = crypto::PublicKey::from_bytes(unhex(hex), hint);
  REQUIRE_MESSAGE(key.ok(), key.status().message());
  return std::move(key).value();
}

crypto::PrivateKey private_key(const std::string& pem) {
  auto key = crypto::PrivateKey::from_pem(as_bytes(pem));
  REQUIRE_MESSAGE(key.ok(), key.status().message());
  return std::move(key).value();
}

constexpr std::string_view kStepFunKey =
    "3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF7337859F8FF216E802630041AFAE5C036"
    "F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA51BAE965F854C57AA";
constexpr std::string_view kInventedKey =
    "3059301306072A8648CE3D020106082A811CCF5501822D03420004D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB"
    "8E31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589F923CAC75C3EE0E0D";
constexpr std::string_view kSingleHash =
    "304502205F1C9D02C5E0879C30294A29F67ACC84EEE5F100D2D77EF61C0D678F3D3D6C66022100A6FCAE100C81A48CA2CB5FDED02FB5B246EE"
    "0B862E4F68DF589A6A4C41500996";
constexpr std::string_view kDoubleHash =
    "304502206681BD94AC6A065EAD56FB271ECDA408081FF0B25F1AD595D517BBBF669ACCE9022100F67212AB5635EB9993A406C080944B87377E"
    "0AD8027226D1DC2584567DEBDA50";
constexpr std::string_view kText = R"("Label":"1","ContentProducer":"001191000000000000000K10000","ProduceID":"a1")";

struct Vector {
  const char* name;
  std::string_view key, message, signature;
  std::optional<Convention> wanted;
};
constexpr Vector kVectors[] = {
    {"real file, hashed twice", kStepFunKey,
     R"("Label":"1","ContentProducer":"001191310104MACE0YX63918020","ProduceID":"142569260085903360")",
     "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E9002210097223ABB647B786A90D0A1B93CB9382EA"
     "8"
     "79563B2C7F025FA006BE16AE926C14",
     Convention::kHashedTwice},
    {"another real file, hashed twice", kStepFunKey,
     R"("Label":"1","ContentProducer":"001191310104MACE0YX63918020","ProduceID":"147392816552226816")",
     "3045022100E816A5872275AE5414E7E0FD3D9B2C30F7B7FD68609D6486A38DF7CFAA1417B902201A510FBBE50819BAFF1FCC7B8527FF23CD4"
     "0"
     "447D41A6776E6BCF1F773AE0DBBC",
     Convention::kHashedTwice},
    {"real signature, other content number", kStepFunKey,
     R"("Label":"1","ContentProducer":"001191310104MACE0YX63918020","ProduceID":"142569260085903361")",
     "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E9002210097223ABB647B786A90D0A1B93CB9382EA"
     "8"
     "79563B2C7F025FA006BE16AE926C14",
     std::nullopt},
    {"invented, single hash", kInventedKey, kText, kSingleHash, Convention::kStandard},
    {"invented, double hash", kInventedKey, kText, kDoubleHash, Convention::kHashedTwice},
    {"invented, Label 2", kInventedKey,
     R"("Label":"2","ContentProducer":"001191000000000000000K10000","ProduceID":"a1")", kSingleHash, std::nullopt},
    {"invented, wrong key", kStepFunKey, kText, kSingleHash, std::nullopt},
    {"no signature at all", kInventedKey, kText, "", std::nullopt},
    {"a signature cut short", kInventedKey, kText, kSingleHash.substr(0, 100), std::nullopt},
    {"r and s side by side", kInventedKey, kText,
     "5F1C9D02C5E0879C30294A29F67ACC84EEE5F100D2D77EF61C0D678F3D3D6C66"
     "A6FCAE100C81A48CA2CB5FDED02FB5B246EE0B862E4F68DF589A6A4C41500996",
     Convention::kStandard},
};

struct KeyForm {
  const char* name;
  std::string_view hex;
  SignatureAlgorithm hint;
  bool reads;
};
constexpr KeyForm kKeyForms[] = {
    {"SubjectPublicKeyInfo", kInventedKey, kEcdsa, true},
    {"point of 65 bytes",
     "04D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB8E31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589"
     "F"
     "923CAC75C3EE0E0D",
     kSm2, true},
    {"point of 33 bytes", "03D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB8E31", kSm2, true},
    {"an SM2 point on P-256",
     "04D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB8E31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589"
     "F"
     "923CAC75C3EE0E0D",
     kEcdsa, false},
    {"nothing", "", kSm2, false},
    {"one byte", "04", kSm2, false},
    {"text", "6E6F206B6579", kSm2, false},
    {"a point beside the curve",
     "04D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB8E31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589"
     "F"
     "923CAC75C3EE0E0E",
     kSm2, false},
};

struct Signer {
  const char* name;
  const std::string& pem;
  SignatureAlgorithm algorithm;
};
const Signer kSigners[] = {{"SM2, PKCS#8", test_keys::kSm2Pem, kSm2},
                           {"SM2, SEC 1", test_keys::kSm2Sec1Pem, kSm2},
                           {"P-256", test_keys::kP256Pem, kEcdsa},
                           {"RSA", test_keys::kRsaPem, kRsa}};

struct Refused {
  const char* name;
  std::string pem;
  const char* words;
};
const Refused kRefused[] = {
    {"a passphrase", test_keys::kEncryptedPem, "no unencrypted private key"},
    {"RSA of 1024 bits", test_keys::kRsa1024Pem, "1024 bits"},
    {"P-384", test_keys::kP384Pem, "neither SM2 nor P-256 nor RSA"},
    {"a public key", test_keys::kSm2PublicPem, "no unencrypted private key"},
    {"nothing", "", "no unencrypted private key"},
    {"half a PEM", test_keys::kSm2Pem.substr(0, 90), "no unencrypted private key"},
};

}  // namespace

static void check_vector(const Vector& row) {
  CHECK(verified(key_of(row.key), as_bytes(row.message), unhex(row.signature)) == row.wanted);
}
TEST_ROWS("signature: vector", kVectors, check_vector);

static void check_key_form(const KeyForm& row) {
  const auto key = crypto::PublicKey::from_bytes(unhex(row.hex), row.hint);
  REQUIRE(key.ok() == row.reads);
  if (row.reads) CHECK(key.value() == key_of(kInventedKey));
  if (!row.reads) CHECK(key.status().code() == Code::kMalformed);
}
TEST_ROWS("signature: key form", kKeyForms, check_key_form);

TEST_CASE("signature: 00 and the x coordinate mean the point with even y") {
  const auto key = key_of("00A0B3B0B6A0C9B0C89CAB328342AF4E8221EC5B40799CBE835AB4251F7B47E4FD");
  const auto whole = key_of(
      "04A0B3B0B6A0C9B0C89CAB328342AF4E8221EC5B40799CBE835AB4251F7B47E4FD811A52DE4F51D455F47A34D1D9208E85C4771283BA0041"
      "6C"
      "6125B796199A30F0");
  CHECK(key == whole);
  CHECK(key.algorithm() == kSm2);
}

static void check_made_and_verified(const Signer& row) {
  const auto key = private_key(row.pem);
  CHECK(key.algorithm() == row.algorithm);
  const auto signature = key.sign(as_bytes(kText));
  REQUIRE(signature.ok());
  const auto again = crypto::PublicKey::from_bytes(key.public_key().spki(), kSm2);
  REQUIRE(again.ok());
  CHECK(verified(again.value(), as_bytes(kText), signature.value()) == Convention::kStandard);
  CHECK_FALSE(verified(again.value(), as_bytes("another text"), signature.value()));
  for (size_t i = 0; i < signature->size(); i += 7) {
    Bytes bent = signature.value();
    bent[i] ^= 1;
    CHECK_FALSE(verified(again.value(), as_bytes(kText), bent));
  }
}
TEST_ROWS("signature: made and verified", kSigners, check_made_and_verified);

TEST_CASE("signature: the private key of the vectors belongs to their public key") {
  CHECK(private_key(test_keys::kSm2Pem).public_key() == key_of(kInventedKey));
}

TEST_CASE("signature: RSA around the bare hash") {
  const auto key = private_key(test_keys::kRsaPem).public_key();
  const Bytes bare = unhex(test_keys::kRsaBareSignatureHex);
  CHECK(verified(key, as_bytes(kText), bare) == Convention::kBareHash);
  CHECK_FALSE(verified(key, as_bytes("another text"), bare));
}

static void check_refused_to_sign(const Refused& row) {
  const auto key = crypto::PrivateKey::from_pem(as_bytes(row.pem));
  REQUIRE_FALSE(key.ok());
  CHECK(key.status().code() == Code::kKeyInvalid);
  CHECK_MESSAGE(key.status().message().find(row.words) != std::string::npos, key.status().message());
}
TEST_ROWS("signature: refused to sign", kRefused, check_refused_to_sign);
