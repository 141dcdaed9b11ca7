#define OPENSSL_SUPPRESS_DEPRECATED  // engines: the provider for tokens is not in Debian 12
#include "pkcs11.h"

#include <imprint/imprint.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

namespace imprint_cli {
namespace {

constexpr const char* kPrefix = "pkcs11:";
constexpr const char* kModule = "module-path=";

[[noreturn]] void refuse(const std::string& what, const std::string& uri = kPrefix) {
  const unsigned long code = ERR_peek_last_error();
  char text[256] = "";
  if (code != 0) ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  throw CommandError(kFailed, without_pin(uri) + ": " + what + (code != 0 ? std::string(" (") + text + ")" : ""),
                     imprint_status_name(IMPRINT_ERR_SIGNER));
}

// Takes "module-path=…" out of the query of `uri`.
std::string take_module(std::string& uri) {
  const size_t at = uri.find(kModule);
  if (at == std::string::npos) return "";
  size_t end = uri.find('&', at);
  if (end == std::string::npos) end = uri.size();
  std::string path = uri.substr(at + std::string(kModule).size(), end - at - std::string(kModule).size());
  uri.erase(at, end + 1 - at);
  while (!uri.empty() && (uri.back() == '?' || uri.back() == '&')) uri.pop_back();
  return path;
}

// Loaded once, for as long as the tool runs.
ENGINE* engine(const std::string& module, const std::string& uri) {
  static ENGINE* loaded = nullptr;
  if (loaded != nullptr) return loaded;
  ENGINE_load_builtin_engines();
  ENGINE* e = ENGINE_by_id("pkcs11");
  if (e == nullptr) refuse("OpenSSL's engine for tokens is not installed (Debian: libengine-pkcs11-openssl)");
  if (!module.empty() && ::access(module.c_str(), R_OK) != 0)
    refuse("module-path " + module + " cannot be read: " + std::strerror(errno), uri);
  if (!module.empty() && ENGINE_ctrl_cmd_string(e, "MODULE_PATH", module.c_str(), 0) != 1)
    refuse("module-path " + module + " is no PKCS#11 module that can be loaded", uri);
  ENGINE_ctrl_cmd_string(e, "QUIET", nullptr, 1);  // what it has to say, we say
  if (ENGINE_init(e) != 1) refuse("the engine does not start");
  return loaded = e;
}

struct Parameters {
  const EVP_MD* hash = nullptr;
  size_t half = 0;  // of an ECDSA signature
  bool pss = false, pkcs1 = false;
};

Parameters parameters_of(const std::string& algorithm) {
  const std::string bits = algorithm.size() == 5 ? algorithm.substr(2) : "";
  Parameters out;
  out.pss = algorithm.starts_with("PS");
  out.pkcs1 = algorithm.starts_with("RS");
  if (bits == "256") out = {EVP_sha256(), 32, out.pss, out.pkcs1};
  if (bits == "384") out = {EVP_sha384(), 48, out.pss, out.pkcs1};
  if (bits == "512") out = {EVP_sha512(), 66, out.pss, out.pkcs1};
  if (out.hash == nullptr || (!out.pss && !out.pkcs1 && !algorithm.starts_with("ES")))
    refuse("algorithm " + algorithm + " is none of ES256, ES384, ES512, PS256, PS384, PS512");
  return out;
}

Bytes fixed_width(const Bytes& der, size_t half) {
  const uint8_t* at = der.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parsed(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  Bytes out(2 * half);
  if (!parsed || BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), out.data(), static_cast<int>(half)) < 0 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), out.data() + half, static_cast<int>(half)) < 0)
    refuse("the token's signature is not of the wanted width");
  return out;
}

bool use_pss(EVP_PKEY_CTX* context, const EVP_MD* hash) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1;
}

}  // namespace

bool is_pkcs11(const std::string& key) { return key.starts_with(kPrefix); }

std::string without_pin(const std::string& uri) {
  const size_t at = uri.find("pin-value=");
  if (at == std::string::npos) return uri;
  const size_t end = uri.find_first_of(";&", at);
  return uri.substr(0, at) + "pin-value=…" + (end == std::string::npos ? "" : uri.substr(end));
}

TokenKey::TokenKey(const std::string& uri) {
  std::string wanted = uri;
  const std::string module = take_module(wanted);
  EVP_PKEY* key = ENGINE_load_private_key(engine(module, uri), wanted.c_str(), nullptr, nullptr);
  if (key == nullptr) ERR_clear_error();  // it only says that there is none
  if (key == nullptr)
    refuse("no private key is found there; see that the token is there, that token and object have these names (pkcs11-tool "
           "--list-objects), and that pin-value or the module's own way gives the right PIN", uri);
  key_ = {key, EVP_PKEY_free};
}

std::string TokenKey::natural_algorithm() const {
  if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA) return "PS256";
  const int bits = EVP_PKEY_get_bits(key_.get());
  return bits == 256 ? "ES256" : bits == 384 ? "ES384" : "ES512";
}

Bytes TokenKey::public_key() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  char* data = nullptr;
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) refuse("the token does not show the public half of the key; give its certificate");
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, data + size};
}

Bytes TokenKey::sign(const std::string& algorithm, std::span<const uint8_t> message) const {
  static std::mutex one_at_a_time;  // of the engine's session with the token
  const std::lock_guard lock(one_at_a_time);
  const Parameters p = parameters_of(algorithm);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* of_key = nullptr;
  if (!context || EVP_DigestSignInit(context.get(), &of_key, p.hash, nullptr, key_.get()) != 1) refuse("cannot sign");
  if (p.pss && !use_pss(of_key, p.hash)) refuse("the token does not sign by RSA-PSS");
  size_t size = 0;
  if (EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) refuse("cannot sign");
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
    refuse("cannot sign");
  signature.resize(size);
  return p.pss || p.pkcs1 ? signature : fixed_width(signature, p.half);
}

}  // namespace imprint_cli
