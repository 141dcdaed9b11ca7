#include "crypto/cose_signature.h"

#include <doctest/doctest.h>

#include "unit/rows.h"
#include "unit/test_ca.h"

using namespace imprint;
using namespace imprint::crypto;
using namespace imprint::test;

namespace {

struct CoseRow {
  std::string name;
  CoseAlgorithm algorithm;
  std::string key;
  size_t bytes;
};
const CoseRow kCoseRows[] = {
    {"ES256", CoseAlgorithm::kEs256, "P-256", 64},           {"ES384", CoseAlgorithm::kEs384, "P-384", 96},
    {"ES512", CoseAlgorithm::kEs512, "P-521", 132},          {"ES384 on P-256", CoseAlgorithm::kEs384, "P-256", 64},
    {"ES256 on P-521", CoseAlgorithm::kEs256, "P-521", 132}, {"PS256", CoseAlgorithm::kPs256, "RSA-2048", 256},
    {"PS384", CoseAlgorithm::kPs384, "RSA-2048", 256},       {"PS512", CoseAlgorithm::kPs512, "RSA-2048", 256},
    {"EdDSA", CoseAlgorithm::kEdDsa, "Ed25519", 64},
};

void check_sign(const CoseRow& row) {
  const CoseKey key = cose_key(key_of(row.key));
  const Bytes message = {1, 2, 3};
  auto signature = key.sign(row.algorithm, message);
  REQUIRE_MESSAGE(signature.ok(), signature.status().message());
  CHECK(signature.value().size() == row.bytes);
  CHECK(cose_verify(key.handle(), row.algorithm, message, signature.value()));
  CHECK_FALSE(cose_verify(key.handle(), row.algorithm, Bytes{1, 2}, signature.value()));
  CHECK_FALSE(cose_verify(key_of(row.key, 1).get(), row.algorithm, message, signature.value()));
  CHECK_FALSE(cose_verify(key_of("SM2").get(), row.algorithm, message, signature.value()));
  for (size_t i = 0; i < signature.value().size(); i += 5) {
    Bytes bad = signature.value();
    bad[i] ^= 0x40;
    CHECK_FALSE(cose_verify(key.handle(), row.algorithm, message, bad));
  }
  Bytes longer = signature.value();
  longer.push_back(0);
  CHECK_FALSE(cose_verify(key.handle(), row.algorithm, message, longer));
  CHECK_FALSE(cose_verify(key.handle(), row.algorithm, message, ByteView(longer).first(row.bytes - 1)));
  CHECK_FALSE(cose_verify(key.handle(), row.algorithm, message, {}));
}
TEST_ROWS("cose signature", kCoseRows, check_sign);

struct KeyRow {
  std::string name;
  const char* why;
};
const KeyRow kRefusedKeys[] = {{"RSA-1024", "1024 bits, not 2048"}, {"secp256k1", "secp256k1"}, {"SM2", "SM2"}};
void check_refused_key(const KeyRow& row) {
  const auto key = CoseKey::from_pem(as_bytes(pem_of(key_of(row.name))));
  CHECK(key.status().code() == Code::kKeyInvalid);
  CHECK(key.status().message().find(row.why) != std::string::npos);
}
TEST_ROWS("cose key refused", kRefusedKeys, check_refused_key);

}  // namespace

TEST_CASE("cose signature: names and numbers") {
  CHECK(cose_algorithm(-7) == CoseAlgorithm::kEs256);
  CHECK(cose_algorithm(-257) == std::nullopt);  // RS256
  CHECK(cose_algorithm(-47) == std::nullopt);   // ES256K
  CHECK(cose_algorithm("es512") == CoseAlgorithm::kEs512);
  CHECK(cose_algorithm("ed25519") == CoseAlgorithm::kEdDsa);
  CHECK(cose_algorithm("RS256") == std::nullopt);
  for (const CoseRow& row : kCoseRows) CHECK(cose_algorithm(name_of(row.algorithm)) == row.algorithm);
}

TEST_CASE("cose signature: a key signs only with algorithms of its kind") {
  const CoseKey key = cose_key(key_of("P-256"));
  CHECK(key.natural_algorithm() == CoseAlgorithm::kEs256);
  CHECK(cose_key(key_of("P-521")).natural_algorithm() == CoseAlgorithm::kEs512);
  CHECK(cose_key(key_of("RSA-2048")).natural_algorithm() == CoseAlgorithm::kPs256);
  CHECK_FALSE(key.can_use(CoseAlgorithm::kPs256));
  CHECK(key.sign(CoseAlgorithm::kPs256, {}).status().code() == Code::kKeyInvalid);
  CHECK(key.sign(CoseAlgorithm::kEdDsa, {}).status().code() == Code::kKeyInvalid);
}

TEST_CASE("cose key: what is no key, or encrypted, is refused without asking") {
  CHECK(CoseKey::from_pem({}).status().code() == Code::kKeyInvalid);
  CHECK(CoseKey::from_pem(as_bytes(pem_of(root().certificate))).status().code() == Code::kKeyInvalid);
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  const unsigned char password[] = "secret";
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key_of("P-256").get(), EVP_aes_256_cbc(),
                                reinterpret_cast<const char*>(password), 6, nullptr, nullptr);
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  CHECK(CoseKey::from_pem(as_bytes({text, static_cast<size_t>(length)})).status().code() == Code::kKeyInvalid);
}
