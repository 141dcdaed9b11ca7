#include "crypto/chain_policy.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr const char* kAnyEku = "2.5.29.37.0";
constexpr const char* kEmailProtection = "1.3.6.1.5.5.7.3.4";
constexpr const char* kTimeStamping = "1.3.6.1.5.5.7.3.8";
constexpr const char* kOcspSigning = "1.3.6.1.5.5.7.3.9";
constexpr const char* kDocumentSigning = "1.3.6.1.5.5.7.3.36";
constexpr const char* kC2paClaimSigning = "1.3.6.1.4.1.62558.2.1";

using Ekus = std::vector<std::string>;

Sm2 sm2_for(Purpose purpose) { return purpose == Purpose::kLabelSigning ? Sm2::kAllowed : Sm2::kRefused; }

std::string dotted(const ASN1_OBJECT* object) {
  char text[128] = {};
  OBJ_obj2txt(text, sizeof text, object, 1);
  return text;
}

// None: the certificate has no such extension.
std::optional<Ekus> ekus_of(X509* x509) {
  const Handle<EXTENDED_KEY_USAGE> list(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(x509, NID_ext_key_usage, nullptr, nullptr)));
  if (list == nullptr) return std::nullopt;
  Ekus out;
  for (int i = 0; i < sk_ASN1_OBJECT_num(list.get()); ++i) out.push_back(dotted(sk_ASN1_OBJECT_value(list.get(), i)));
  return out;
}

bool has(const Ekus& list, const std::string& item) { return std::find(list.begin(), list.end(), item) != list.end(); }

bool share_one(const Ekus& a, const Ekus& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& eku) { return has(b, eku); });
}

// What an end entity's extended key usage must have one of.
Ekus wanted_ekus(Purpose purpose, const Ekus& accepted) {
  if (purpose == Purpose::kTimeStamping) return {kTimeStamping};
  return purpose == Purpose::kOcspSigning ? Ekus{kOcspSigning} : accepted;
}

std::string eku_problem(X509* x509, Purpose purpose, const Ekus& accepted) {
  const std::optional<Ekus> ekus = ekus_of(x509);
  if (!ekus && purpose == Purpose::kLabelSigning) return "";
  if (!ekus || ekus->empty()) return "it has no extended key usage";
  if (has(*ekus, kAnyEku)) return "its extended key usage is anyExtendedKeyUsage";
  const bool stamps = has(*ekus, kTimeStamping), ocsp = has(*ekus, kOcspSigning);
  if ((stamps || ocsp) && ekus->size() > 1)
    return "timeStamping and OCSPSigning must be a certificate's only extended key usage";
  if (share_one(*ekus, wanted_ekus(purpose, accepted))) return "";
  if (purpose == Purpose::kTimeStamping) return "its extended key usage is not timeStamping";
  if (purpose == Purpose::kOcspSigning) return "its extended key usage is not OCSPSigning";
  return "none of its extended key usages (" + ekus->front() + ") is one for signing " +
         (purpose == Purpose::kLabelSigning ? "labels" : "claims");
}

std::string signature_problem(X509* x509, Purpose purpose) {
  int digest = NID_undef, key = NID_undef;
  X509_get_signature_info(x509, &digest, &key, nullptr, nullptr);
  if (key == NID_ED25519) return "";
  if (std::string problem = digest_problem(digest, sm2_for(purpose)); !problem.empty())
    return "it is signed with " + problem;
  return "";
}

bool is_authority(X509* x509) { return (X509_get_extension_flags(x509) & EXFLAG_CA) != 0; }
bool has_key_usage(X509* x509) { return (X509_get_extension_flags(x509) & EXFLAG_KUSAGE) != 0; }

// What every certificate is held to but an anchor's own signature.
std::string common_problem(X509* x509, Purpose purpose) {
  if (std::string problem = signature_problem(x509, purpose); !problem.empty()) return problem;
  return key_problem(X509_get0_pubkey(x509), sm2_for(purpose));
}

// The rules of labels are milder than C2PA's: authorities give out certificates that name no usage at all.
std::string label_problem(X509* x509) {
  if (is_authority(x509)) return "it is a certificate authority's";
  if (has_key_usage(x509) && (X509_get_key_usage(x509) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
    return "its key usage lacks digitalSignature";
  return "";
}

std::string c2pa_problem(const Certificate& certificate) {
  X509* x = certificate.handle();
  if (X509_get_version(x) != X509_VERSION_3) return "it is not X.509 version 3";
  const ASN1_BIT_STRING *issuer_id = nullptr, *subject_id = nullptr;
  X509_get0_uids(x, &issuer_id, &subject_id);
  if (issuer_id != nullptr || subject_id != nullptr) return "it has a unique identifier of issuer or subject";
  if (X509_check_ca(x) != 0) return "it is a certificate authority's";
  if (certificate.is_self_signed()) return "it is self-signed";
  if (X509_get0_authority_key_id(x) == nullptr) return "it has no authority key identifier";
  if (!has_key_usage(x)) return "it has no key usage";
  return (X509_get_key_usage(x) & KU_DIGITAL_SIGNATURE) == 0 ? "its key usage lacks digitalSignature" : "";
}

// Of what stands between end entity and anchor.
std::string intermediate_problem(X509* x509, Purpose purpose, const Ekus& accepted) {
  if (!is_authority(x509)) return "it is no certificate authority's";
  if (std::string problem = common_problem(x509, purpose); !problem.empty()) return problem;
  const bool unnamed = !has_key_usage(x509) && purpose == Purpose::kLabelSigning;
  if (!unnamed && (!has_key_usage(x509) || (X509_get_key_usage(x509) & KU_KEY_CERT_SIGN) == 0))
    return "its key usage lacks keyCertSign";
  const std::optional<Ekus> ekus = ekus_of(x509);
  if (ekus && !has(*ekus, kAnyEku) && !share_one(*ekus, wanted_ekus(purpose, accepted)))
    return "its extended key usage allows nothing of the kind";
  return "";
}

// An anchor is taken as it was given; only its key is looked at.
std::string anchor_problem(X509* x509, Purpose purpose) {
  return key_problem(X509_get0_pubkey(x509), sm2_for(purpose));
}

// Goes with OpenSSL's search for a path and stands before its first operation with a key.
struct Gate {
  const ChainQuestion& question;
  const Limits& limits;
  X509_STORE_CTX_verify_fn proceed = nullptr;
  Status refused = {};
  std::string why = {};

  // Of each link the issuer's key is used once.
  bool open(STACK_OF(X509) * path) {
    const int n = sk_X509_num(path);
    if (n > kMaxChainLength)
      return why = "the chain has more than " + std::to_string(kMaxChainLength) + " certificates", false;
    for (int i = 1; i < n; ++i) {
      X509* issuer = sk_X509_value(path, i);
      why = i + 1 < n ? intermediate_problem(issuer, question.purpose, question.ekus)
                      : anchor_problem(issuer, question.purpose);
      if (!why.empty()) return false;
      refused = spend_operations(X509_get0_pubkey(issuer), 1, "certificate chain", limits);
      if (!refused.ok()) return false;
    }
    return true;
  }

  static int verify(X509_STORE_CTX* context) {
    auto& gate = *static_cast<Gate*>(X509_STORE_CTX_get_app_data(context));
    if (gate.open(X509_STORE_CTX_get0_chain(context))) return gate.proceed(context);
    X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
  }
};

using Borrowed = std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)>;

Borrowed others_of(const ChainQuestion& question) {
  Borrowed out(sk_X509_new_null(), [](STACK_OF(X509) * s) { sk_X509_free(s); });
  const size_t n = std::min(question.chain.size(), kMaxChainCertificates);
  for (size_t i = 1; out && i < n; ++i) {
    X509* x509 = question.chain[i].handle();
    // Left out here, so that a sound certificate of the same name is found in its place.
    const bool useful = is_authority(x509) && intermediate_problem(x509, question.purpose, question.ekus).empty();
    if (useful && sk_X509_push(out.get(), x509) == 0) throw std::bad_alloc();
  }
  if (!out) throw std::bad_alloc();
  return out;
}

// Why nothing on the way up fits, where OpenSSL can only say that it found no issuer.
std::string reason_in_chain(const ChainQuestion& question) {
  const size_t n = std::min(question.chain.size(), kMaxChainCertificates);
  for (size_t i = 1; i < n; ++i) {
    X509* x509 = question.chain[i].handle();
    if (!is_authority(x509)) continue;
    if (const std::string problem = intermediate_problem(x509, question.purpose, question.ekus); !problem.empty())
      return "the certificate of \"" + question.chain[i].subject() + "\" is not used: " + problem;
  }
  return "";
}

ChainState state_of_error(int error) {
  if (error == X509_V_ERR_CERT_HAS_EXPIRED) return ChainState::kExpired;
  return error == X509_V_ERR_CERT_NOT_YET_VALID ? ChainState::kNotYetValid : ChainState::kNotTrusted;
}

bool is_anchor(const ChainQuestion& question) {
  return std::find(question.anchors.begin(), question.anchors.end(), question.chain.front()) != question.anchors.end();
}

std::string end_entity_problem(const ChainQuestion& question) {
  X509* leaf = question.chain.front().handle();
  if (question.purpose == Purpose::kLabelSigning && is_anchor(question)) return anchor_problem(leaf, question.purpose);
  return question.chain.front().profile_problem(question.purpose, question.ekus);
}

std::vector<Certificate> path_of(X509_STORE_CTX* context) {
  std::vector<Certificate> out;
  STACK_OF(X509)* path = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(path); ++i) {
    X509_up_ref(sk_X509_value(path, i));
    out.push_back(Certificate::adopt(sk_X509_value(path, i)));
  }
  return out;
}

void set_rules(X509_STORE_CTX* context, std::optional<int64_t> when) {
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN | (when ? 0 : X509_V_FLAG_NO_CHECK_TIME));
  if (when) X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(*when));
  X509_VERIFY_PARAM_set_depth(rules, kMaxChainLength);
}

Result<ChainAnswer> search_path(const ChainQuestion& question, const Limits& limits) {
  const Handle<X509_STORE> store(X509_STORE_new());
  const Handle<X509_STORE_CTX> context(X509_STORE_CTX_new_ex(openssl_context(), nullptr));
  const Borrowed others = others_of(question);
  if (!store || !context) throw std::bad_alloc();
  for (const Certificate& anchor : question.anchors) X509_STORE_add_cert(store.get(), anchor.handle());
  if (X509_STORE_CTX_init(context.get(), store.get(), question.chain.front().handle(), others.get()) != 1)
    throw std::bad_alloc();
  set_rules(context.get(), question.when);
  Gate gate{question, limits, X509_STORE_CTX_get_verify(context.get())};
  X509_STORE_CTX_set_app_data(context.get(), &gate);
  X509_STORE_CTX_set_verify(context.get(), Gate::verify);
  const bool good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (!gate.refused.ok()) return gate.refused;
  if (good) return ChainAnswer{ChainState::kTrusted, path_of(context.get()), ""};
  ChainAnswer out{state_of_error(error), {}, gate.why.empty() ? reason_in_chain(question) : gate.why};
  if (out.why.empty()) out.why = X509_verify_cert_error_string(error);
  return out;
}

}  // namespace

const std::vector<std::string>& default_claim_ekus() {
  static const std::vector<std::string> ekus = {kC2paClaimSigning, kEmailProtection, kDocumentSigning};
  return ekus;
}

std::string digest_problem(int digest, Sm2 sm2) {
  if (digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512) return "";
  if (digest == NID_sm3 && sm2 == Sm2::kAllowed) return "";
  const char* name = OBJ_nid2sn(digest);
  return (digest == NID_undef || name == nullptr ? std::string("an unknown algorithm") : std::string(name)) +
         ", which is not believed";
}

std::string Certificate::profile_problem(Purpose purpose, const std::vector<std::string>& accepted_ekus) const {
  X509* x = x509_.get();
  const bool label = purpose == Purpose::kLabelSigning;
  if (std::string problem = label ? label_problem(x) : c2pa_problem(*this); !problem.empty()) return problem;
  if (std::string problem = common_problem(x, purpose); !problem.empty()) return problem;
  return eku_problem(x, purpose, accepted_ekus);
}

bool Certificate::may_sign_claims(const std::vector<std::string>& accepted_ekus) const {
  return eku_problem(x509_.get(), Purpose::kClaimSigning, accepted_ekus).empty();
}

Result<ChainAnswer> check_chain(const ChainQuestion& question, const Limits& limits) {
  if (question.chain.empty()) return ChainAnswer{ChainState::kNotTrusted, {}, "there is no certificate"};
  if (question.anchors.empty()) return ChainAnswer{ChainState::kNotTrusted, {}, "no trust anchors are given"};
  if (std::string problem = end_entity_problem(question); !problem.empty())
    return ChainAnswer{ChainState::kNotTrusted, {}, "the certificate is not used: " + problem};
  return search_path(question, limits);
}

Result<std::optional<Certificate>> issuer_of(const Certificate& certificate, const std::vector<Certificate>& candidates,
                                             Purpose purpose, const Limits& limits) {
  if (!signature_problem(certificate.handle(), purpose).empty()) return std::optional<Certificate>();
  for (const Certificate& candidate : candidates) {
    EVP_PKEY* key = X509_get0_pubkey(candidate.handle());
    if (!is_authority(candidate.handle()) || X509_check_issued(candidate.handle(), certificate.handle()) != X509_V_OK)
      continue;
    if (!key_problem(key, sm2_for(purpose)).empty()) continue;
    IMPRINT_RETURN_IF_ERROR(spend_operations(key, 1, "certificate", limits));
    const bool signed_it = X509_verify(certificate.handle(), key) == 1;
    ERR_clear_error();
    if (signed_it) return std::optional(candidate);
  }
  return std::optional<Certificate>();
}

}  // namespace imprint::crypto
