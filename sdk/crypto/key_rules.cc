#include "crypto/key_rules.h"

#include <openssl/core_names.h>

#include <algorithm>
#include <string_view>

#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

// One unit stands for about a quarter of a millisecond: verifying takes 0.04 ms with P-256, 0.06 with Ed25519, 0.05
// with RSA-4096, 0.2 with SM2 and RSA-8192, 0.3 with P-521 and 0.45 with P-384 (`openssl speed`, OpenSSL 3.0 on one 2.x
// GHz core). Unpacking a key takes 0.075 ms (d2i_X509).
constexpr uint64_t kKeysPerUnit = 4;
constexpr int kShortExponentBits = 17, kLargeRsaBits = 4096, kLargeCurveBits = 256;

Handle<BIGNUM> number_of(const EVP_PKEY* key, const char* name) {
  BIGNUM* out = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &out) != 1) return nullptr;
  return Handle<BIGNUM>(out);
}

// By name: keys that are made of numbers have no type of the old kind.
bool is_rsa(const EVP_PKEY* key) { return EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1; }

int exponent_bits(const EVP_PKEY* key) {
  const Handle<BIGNUM> e = number_of(key, OSSL_PKEY_PARAM_RSA_E);
  return e ? BN_num_bits(e.get()) : 0;
}

std::string rsa_problem(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < kMinRsaBits || bits > kMaxRsaBits)
    return "its RSA key has " + std::to_string(bits) + " bits, not " + std::to_string(kMinRsaBits) + " to " +
           std::to_string(kMaxRsaBits);
  const Handle<BIGNUM> n = number_of(key, OSSL_PKEY_PARAM_RSA_N), e = number_of(key, OSSL_PKEY_PARAM_RSA_E);
  if (!n || !e || BN_is_odd(n.get()) != 1 || BN_is_odd(e.get()) != 1 || BN_is_one(e.get()) == 1)
    return "the modulus or the exponent of its RSA key is none";
  if (BN_num_bits(e.get()) > kMaxRsaExponentBits)
    return "the exponent of its RSA key has " + std::to_string(BN_num_bits(e.get())) + " bits, over " +
           std::to_string(kMaxRsaExponentBits);
  return "";
}

std::string curve_problem(const EVP_PKEY* key, Sm2 sm2) {
  int spelt_out = 0;
  if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &spelt_out) == 1 && spelt_out != 0)
    return "its key spells the parameters of its curve out";
  char group[64] = {};
  EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
  constexpr std::string_view kCurves[] = {"prime256v1", "P-256", "secp384r1", "P-384", "secp521r1", "P-521"};
  if (std::find(std::begin(kCurves), std::end(kCurves), group) != std::end(kCurves)) return "";
  if (sm2 == Sm2::kAllowed && std::string_view(group) == "SM2") return "";
  return std::string("its key is on the curve ") + (*group == '\0' ? "without a name" : group);
}

uint64_t price_of(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (!is_rsa(key)) return bits > kLargeCurveBits ? 2 : 1;
  const uint64_t size = bits > kLargeRsaBits ? 2 : 1;
  return exponent_bits(key) > kShortExponentBits ? size * 3 : size;
}

}  // namespace

std::string key_problem(const EVP_PKEY* key, Sm2 sm2) {
  if (key == nullptr) return "its key cannot be read";
  if (is_rsa(key)) return rsa_problem(key);
  if (EVP_PKEY_is_a(key, "EC") == 1 || EVP_PKEY_is_a(key, "SM2") == 1) return curve_problem(key, sm2);
  return EVP_PKEY_is_a(key, "ED25519") == 1 ? "" : "its key is neither RSA nor on a known curve";
}

Status spend_operations(const EVP_PKEY* key, size_t times, const char* thing, const Limits& limits) {
  return limits.spend(Resource::kSignatures, times * price_of(key), thing);
}

Status spend_unpacking(size_t keys, const char* thing, const Limits& limits) {
  return limits.spend(Resource::kSignatures, (keys + kKeysPerUnit - 1) / kKeysPerUnit, thing);
}

}  // namespace imprint::crypto
