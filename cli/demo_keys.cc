#include "demo_keys.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "files.h"

namespace imprint_cli {
namespace {

constexpr long kDay = 24 * 60 * 60;
constexpr int kSerialBytes = 16;
constexpr const char* kOrganisation = "TEST Imprint demo";

template <auto Free>
struct Release {
  template <typename T>
  void operator()(T* what) const {
    Free(what);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free_all>>;

void must(bool done) {
  if (!done) throw CommandError(kFailed, "OpenSSL could not make the demo certificates");
}

struct Extension {
  int nid;
  const char* value;
};

// What a certificate is to be; issuer: null = itself.
struct Plan {
  const char* name;
  long days;
  std::vector<Extension> extensions;
  EVP_PKEY* key;
  X509* issuer;
  EVP_PKEY* issuer_key;
};

void set_serial(X509* certificate) {
  unsigned char bytes[kSerialBytes];
  must(RAND_bytes(bytes, sizeof bytes) == 1);
  bytes[0] &= 0x7F;
  const std::unique_ptr<BIGNUM, Release<BN_free>> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
  must(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_name(X509* certificate, const char* name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto add = [&](const char* field, const char* value) {
    must(X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value), -1,
                                    -1, 0) == 1);
  };
  add("O", kOrganisation);
  add("CN", name);
}

void add_extension(X509* certificate, X509* issuer, const Extension& extension) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> made(
      X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value));
  must(made && X509_add_ext(certificate, made.get(), -1) == 1);
}

Certificate make(const Plan& plan) {
  Certificate out(X509_new());
  must(out && X509_set_version(out.get(), X509_VERSION_3) == 1);
  set_serial(out.get());
  set_name(out.get(), plan.name);
  X509* issuer = plan.issuer == nullptr ? out.get() : plan.issuer;
  must(X509_set_issuer_name(out.get(), X509_get_subject_name(issuer)) == 1);
  must(X509_gmtime_adj(X509_getm_notBefore(out.get()), -kDay) != nullptr);
  must(X509_gmtime_adj(X509_getm_notAfter(out.get()), plan.days * kDay) != nullptr);
  must(X509_set_pubkey(out.get(), plan.key) == 1);
  for (const Extension& extension : plan.extensions) add_extension(out.get(), issuer, extension);
  must(X509_sign(out.get(), plan.issuer_key, EVP_sha256()) > 0);
  return out;
}

Key new_key() {
  Key key(EVP_EC_gen("P-256"));
  must(key != nullptr);
  return key;
}

Bytes contents(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, data + size};
}

Bytes as_pem(const std::vector<X509*>& chain) {
  const Memory memory(BIO_new(BIO_s_mem()));
  for (X509* certificate : chain) must(PEM_write_bio_X509(memory.get(), certificate) == 1);
  return contents(memory.get());
}

Bytes as_pem(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_secmem()));
  must(PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return contents(memory.get());
}

const std::vector<Extension>& authority() {
  static const std::vector<Extension> kExtensions = {{NID_basic_constraints, "critical,CA:TRUE"},
                                                     {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                                     {NID_subject_key_identifier, "hash"}};
  return kExtensions;
}

std::vector<Extension> issued(std::vector<Extension> extensions) {
  extensions.push_back({NID_authority_key_identifier, "keyid:always"});
  return extensions;
}

std::vector<Extension> end_entity(const char* usage, const char* purposes) {
  return issued({{NID_basic_constraints, "critical,CA:FALSE"},
                 {NID_key_usage, usage},
                 {NID_ext_key_usage, purposes},
                 {NID_subject_key_identifier, "hash"}});
}

constexpr const char* kTsaConfiguration =
    "# openssl ts -reply -config tsa.cnf -queryfile QUERY -out RESPONSE, in this folder\n"
    "[tsa]\ndefault_tsa = demo\n[demo]\nserial = tsa-serial\nsigner_cert = tsa-chain.pem\ncerts = "
    "tsa-chain.pem\nsigner_key = tsa-key.pem\n"
    "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha384, sha512\nordering = no\ntsa_name = "
    "no\n"
    "ess_cert_id_chain = no\ness_cert_id_alg = sha256\n";

void put(const std::string& folder, const char* name, const Bytes& bytes, unsigned mode) {
  write_file((std::filesystem::path(folder) / name).string(), bytes, false, mode);
}

}  // namespace

void make_demo_keys(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw CommandError(kFailed, folder + ": " + failed.message());
  for (const char* name : {"root.pem", "chain.pem", "leaf.key", "tsa-chain.pem", "tsa-key.pem", "tsa.cnf"})
    check_output((std::filesystem::path(folder) / name).string(), false);
  const Key root_key = new_key(), middle_key = new_key(), leaf_key = new_key(), tsa_key = new_key();
  const Certificate root = make({"TEST root", 3650, authority(), root_key.get(), nullptr, root_key.get()});
  const Certificate middle =
      make({"TEST intermediate", 1825, issued(authority()), middle_key.get(), root.get(), root_key.get()});
  const Certificate leaf =
      make({"TEST signer", 365,
            end_entity("critical,digitalSignature,nonRepudiation", "emailProtection,1.3.6.1.4.1.62558.2.1"),
            leaf_key.get(), middle.get(), middle_key.get()});
  const Certificate tsa =
      make({"TEST time-stamp authority", 1825, end_entity("critical,digitalSignature", "critical,timeStamping"),
            tsa_key.get(), root.get(), root_key.get()});
  const std::string configuration = kTsaConfiguration;
  put(folder, "root.pem", as_pem({root.get()}), 0644);
  put(folder, "chain.pem", as_pem({leaf.get(), middle.get()}), 0644);
  put(folder, "leaf.key", as_pem(leaf_key.get()), 0600);
  put(folder, "tsa-chain.pem", as_pem({tsa.get()}), 0644);
  put(folder, "tsa-key.pem", as_pem(tsa_key.get()), 0600);
  put(folder, "tsa.cnf", {configuration.begin(), configuration.end()}, 0644);
}

}  // namespace imprint_cli
