#include "crypto/signature.h"

#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <climits>

#include "crypto/key_rules.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr size_t kPointBytes = 65, kCompressedBytes = 33, kCoordinateBytes = 32;
constexpr size_t kMaxKeyBytes = 4096;  // RSA of 8192 bits takes 1.1 KB

// GB/T 32918.2 with the user ID that all known files use; without it a good signature fails.
constexpr char kSm2SignerId[] = "1234567812345678";

bool is_curve(const EVP_PKEY* key, const char* name) {
  char group[32] = {};
  size_t size = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &size) == 1 &&
         std::string_view(group) == name;
}

std::optional<SignatureAlgorithm> algorithm_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "SM2") == 1) return SignatureAlgorithm::kSm2Sm3;
  if (EVP_PKEY_is_a(key, "EC") == 1 && is_curve(key, SN_X9_62_prime256v1)) return SignatureAlgorithm::kEcdsaP256Sha256;
  if (EVP_PKEY_is_a(key, "RSA") == 1) return SignatureAlgorithm::kRsaSha256;
  return std::nullopt;
}

const char* digest_name(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::kSm2Sm3 ? "SM3" : "SHA256";
}

Bytes hash(SignatureAlgorithm algorithm, ByteView message) {
  Bytes out(32);
  if (EVP_Digest(message.data(), message.size(), out.data(), nullptr, openssl_digest(digest_name(algorithm)),
                 nullptr) != 1)
    throw std::bad_alloc();
  return out;
}

// After the start: OpenSSL 3.0 does not take the user ID together with it.
bool set_user_id(EVP_PKEY_CTX* context, SignatureAlgorithm algorithm) {
  if (algorithm != SignatureAlgorithm::kSm2Sm3) return true;
  const std::array<OSSL_PARAM, 2> params = {
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID, const_cast<char*>(kSm2SignerId), sizeof kSm2SignerId - 1),
      OSSL_PARAM_construct_end()};
  return EVP_PKEY_CTX_set_params(context, params.data()) == 1;
}

bool verifies(EVP_PKEY* key, SignatureAlgorithm algorithm, ByteView message, ByteView signature) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;  // belongs to `context`
  return context &&
         EVP_DigestVerifyInit_ex(context.get(), &inner, digest_name(algorithm), openssl_context(), nullptr, key,
                                 nullptr) == 1 &&
         set_user_id(inner, algorithm) &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

// What stands behind the padding of PKCS#1 v1.5: with one operation both conventions of RSA are told apart.
Bytes unpadded(EVP_PKEY* key, ByteView signature) {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_pkey(openssl_context(), key, nullptr));
  Bytes out(static_cast<size_t>(EVP_PKEY_get_size(key)));
  size_t size = out.size();
  const bool good = context && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
                    EVP_PKEY_verify_recover(context.get(), out.data(), &size, signature.data(), signature.size()) == 1;
  out.resize(good ? size : 0);
  return out;
}

// RFC 8017 9.2, note 1.
constexpr uint8_t kSha256DigestInfo[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                         0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

std::optional<Convention> rsa_convention(EVP_PKEY* key, ByteView message, ByteView signature) {
  const Bytes found = unpadded(key, signature), bare = hash(SignatureAlgorithm::kRsaSha256, message);
  if (found == bare) return Convention::kBareHash;
  Bytes standard(std::begin(kSha256DigestInfo), std::end(kSha256DigestInfo));
  append(standard, bare);
  return found == standard ? std::optional(Convention::kStandard) : std::nullopt;
}

// r and s side by side, as some tools write them, in DER.
Bytes der_of_raw(ByteView raw) {
  const Handle<ECDSA_SIG> pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(raw.data(), kCoordinateBytes, nullptr);
  BIGNUM* s = BN_bin2bn(raw.data() + kCoordinateBytes, kCoordinateBytes, nullptr);
  if (!pair || r == nullptr || s == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) throw std::bad_alloc();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  if (size < 0) throw std::bad_alloc();
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

Handle<EVP_PKEY> from_point(ByteView point, SignatureAlgorithm curve) {
  const bool sm2 = curve == SignatureAlgorithm::kSm2Sm3;
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(openssl_context(), sm2 ? "SM2" : "EC", nullptr));
  char group[] = "SM2", p256[] = "prime256v1";
  Bytes copy(point.begin(), point.end());
  std::array<OSSL_PARAM, 3> params = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, sm2 ? group : p256, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy.data(), copy.size()), OSSL_PARAM_construct_end()};
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.data()) != 1)
    return nullptr;
  return Handle<EVP_PKEY>(key);
}

Handle<EVP_PKEY> from_der(ByteView bytes) {
  const unsigned char* at = bytes.data();
  Handle<EVP_PKEY> out(d2i_PUBKEY_ex(nullptr, &at, static_cast<long>(bytes.size()), openssl_context(), nullptr));
  if (out) return out;
  EVP_PKEY* key = nullptr;
  const Handle<OSSL_DECODER_CTX> decoder(OSSL_DECODER_CTX_new_for_pkey(
      &key, "DER", "type-specific", "RSA", EVP_PKEY_PUBLIC_KEY, openssl_context(), nullptr));
  at = bytes.data();
  size_t left = bytes.size();
  if (decoder) OSSL_DECODER_from_data(decoder.get(), &at, &left);
  return Handle<EVP_PKEY>(key);
}

Handle<EVP_PKEY> any_public_key(ByteView bytes, SignatureAlgorithm hint) {
  if (bytes.size() == kPointBytes && bytes[0] == 4) return from_point(bytes, hint);
  if (bytes.size() != kCompressedBytes || bytes[0] > 3 || bytes[0] == 1) return from_der(bytes);
  Bytes point(bytes.begin(), bytes.end());
  if (point[0] == 0) point[0] = 2;  // the x coordinate with a leading zero: the point with even y
  return from_point(point, hint);
}

// Never asks a terminal for a passphrase.
int no_passphrase(char*, int, int, void*) { return -1; }

// r and s as DER has them, of the width of the curve; empty for anything else.
Bytes curve_signature(ByteView signature) {
  if (signature.size() == 2 * kCoordinateBytes) return der_of_raw(signature);
  const uint8_t* at = signature.data();
  const Handle<ECDSA_SIG> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature.size())));
  if (!pair || at != signature.data() + signature.size()) return {};
  for (const BIGNUM* number : {ECDSA_SIG_get0_r(pair.get()), ECDSA_SIG_get0_s(pair.get())})
    if (BN_is_negative(number) == 1 || BN_is_zero(number) == 1 ||
        BN_num_bytes(number) > static_cast<int>(kCoordinateBytes))
      return {};
  return {signature.begin(), signature.end()};
}

}  // namespace

Result<PublicKey> PublicKey::adopt(evp_pkey_st* key) {
  PublicKey out;
  out.key_ = std::shared_ptr<evp_pkey_st>(key, EVP_PKEY_free);
  const auto algorithm = algorithm_of(key);
  if (!algorithm) return Status{Code::kMalformed, "a key that is neither SM2 nor P-256 nor RSA"};
  if (const std::string problem = key_problem(key, Sm2::kAllowed); !problem.empty())
    return Status{Code::kMalformed, "a key that is not used: " + problem};
  out.algorithm_ = *algorithm;
  return out;
}

Result<PublicKey> PublicKey::from_bytes(ByteView bytes, SignatureAlgorithm hint) {
  if (bytes.empty() || bytes.size() > kMaxKeyBytes)
    return Status{Code::kMalformed, "a public key of " + std::to_string(bytes.size()) + " bytes"};
  Handle<EVP_PKEY> key = any_public_key(bytes, hint);
  ERR_clear_error();
  if (!key) return Status{Code::kMalformed, "no public key that can be read"};
  return adopt(key.release());
}

Bytes PublicKey::spki() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  if (size < 0) throw std::bad_alloc();
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

bool PublicKey::operator==(const PublicKey& other) const { return EVP_PKEY_eq(key_.get(), other.key_.get()) == 1; }

Result<std::optional<Convention>> PublicKey::verify(ByteView message, ByteView signature, const Limits& limits) const {
  constexpr const char* kThing = "signature of a label";
  std::optional<Convention> out;
  if (algorithm_ == SignatureAlgorithm::kRsaSha256) {
    if (signature.size() != static_cast<size_t>(EVP_PKEY_get_size(key_.get()))) return out;
    IMPRINT_RETURN_IF_ERROR(spend_operations(key_.get(), 1, kThing, limits));
    out = rsa_convention(key_.get(), message, signature);
    ERR_clear_error();
    return out;
  }
  const Bytes der = curve_signature(signature);
  ERR_clear_error();
  if (der.empty()) return out;
  IMPRINT_RETURN_IF_ERROR(spend_operations(key_.get(), 1, kThing, limits));
  if (verifies(key_.get(), algorithm_, message, der)) {
    out = Convention::kStandard;
  } else if (algorithm_ == SignatureAlgorithm::kSm2Sm3) {
    IMPRINT_RETURN_IF_ERROR(spend_operations(key_.get(), 1, kThing, limits));
    if (verifies(key_.get(), algorithm_, hash(algorithm_, message), der)) out = Convention::kHashedTwice;
  }
  ERR_clear_error();
  return out;
}

Result<Bytes> checked_signature(const PublicKey& key, ByteView message, ByteView answer) {
  const bool curve = key.algorithm() != SignatureAlgorithm::kRsaSha256;
  const Bytes signature = curve ? curve_signature(answer) : Bytes(answer.begin(), answer.end());
  const Limits own;  // one signature, by the caller's signer
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Convention> fits, key.verify(message, signature, own));
  if (fits == Convention::kStandard) return signature;
  return Status{Code::kSigner, "what the signer answered, " + std::to_string(answer.size()) +
                                   " bytes, is no signature by the key of its certificate over what it was given"};
}

SecuritySigner PrivateKey::signer() const {
  return {public_, [key = *this](ByteView message) { return key.sign(message); }};
}

Result<PrivateKey> PrivateKey::from_pem(ByteView pem) {
  if (pem.size() > INT_MAX) return Status{Code::kKeyInvalid, "the signing key is no PEM"};
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  PrivateKey out;
  out.key_ = std::shared_ptr<evp_pkey_st>(
      PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, no_passphrase, nullptr, openssl_context(), nullptr),
      EVP_PKEY_free);
  ERR_clear_error();
  if (!out.key_) return Status{Code::kKeyInvalid, "the signing key is no unencrypted private key in PEM"};
  EVP_PKEY_up_ref(out.key_.get());
  Result<PublicKey> half = PublicKey::adopt(out.key_.get());
  if (!half.ok()) return Status{Code::kKeyInvalid, "the signing key is " + half.status().message()};
  out.public_ = std::move(half).value();
  return out;
}

Result<Bytes> PrivateKey::sign(ByteView message) const {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;  // belongs to `context`
  Bytes out(static_cast<size_t>(EVP_PKEY_get_size(key_.get())));
  size_t size = out.size();
  const bool done = context &&
                    EVP_DigestSignInit_ex(context.get(), &inner, digest_name(algorithm()), openssl_context(), nullptr,
                                          key_.get(), nullptr) == 1 &&
                    set_user_id(inner, algorithm()) &&
                    EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) == 1;
  ERR_clear_error();
  if (!done) return Status{Code::kInternal, "OpenSSL could not sign"};
  out.resize(size);
  return out;
}

}  // namespace imprint::crypto
