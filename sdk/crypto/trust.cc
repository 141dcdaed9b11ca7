#include "crypto/trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <climits>
#include <cstring>

#include "crypto/chain_policy.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// An empty code is no rule.
bool is_for(const std::string& code, const Speaker& speaker) {
  return code.empty() || code == speaker.code || contains(speaker.identifiers, code);
}

// Whether the subject of the certificate is the producer.
bool names(const Certificate& certificate, const Speaker& speaker) {
  const SubjectNames subject = certificate.subject_names();
  if (speaker.by_name) return contains(subject.names, speaker.code);
  return std::any_of(subject.identifiers.begin(), subject.identifiers.end(),
                     [&](const std::string& one) { return contains(speaker.identifiers, one); });
}

TrustAnswer not_allowed(std::string why) { return {Trust::kNotAllowed, std::move(why)}; }

TrustAnswer time_of(const Certificate& certificate, std::optional<int64_t> time_s) {
  if (!time_s || certificate.valid_at(*time_s)) return {Trust::kTrusted};
  if (*time_s > certificate.not_after()) return {Trust::kExpired, "its certificate has expired"};
  return {Trust::kNotYetValid, "its certificate is not valid yet"};
}

Trust trust_of(ChainState state) {
  switch (state) {
    case ChainState::kTrusted: return Trust::kTrusted;
    case ChainState::kExpired: return Trust::kExpired;
    case ChainState::kNotYetValid: return Trust::kNotYetValid;
    case ChainState::kNotTrusted: break;
  }
  return Trust::kNotTrusted;
}

struct PemBlock {
  std::string name;
  Bytes der;
};

std::vector<PemBlock> pem_blocks(ByteView pem) {
  std::vector<PemBlock> out;
  if (pem.size() > INT_MAX) return out;
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  char *name = nullptr, *header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  while (PEM_read_bio(bio.get(), &name, &header, &data, &size) == 1) {
    out.push_back({name, Bytes(data, data + size)});
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  return out;
}

bool has_key(const Certificate& certificate, const PublicKey& key) {
  const Result<PublicKey> own = certificate.public_key();
  return own.ok() && own.value() == key;
}

}  // namespace

Status TrustStore::add_pem(ByteView pem) { return add("", pem); }

Status TrustStore::add_pem_for(const std::string& code, ByteView pem) {
  if (code.empty()) return {Code::kInvalidArgument, "the producer code to trust for is empty"};
  return add(code, pem);
}

Status TrustStore::add(const std::string& code, ByteView pem) {
  TrustStore added;
  for (const PemBlock& block : pem_blocks(pem)) {
    if (block.name == PEM_STRING_PUBLIC) {
      Result<PublicKey> key = PublicKey::from_bytes(block.der, SignatureAlgorithm::kSm2Sm3);
      if (!key.ok()) return {Code::kKeyInvalid, "PUBLIC KEY to trust: " + key.status().message()};
      added.keys_.push_back({std::move(key).value(), code});
    } else if (block.name == PEM_STRING_X509) {
      Result<Certificate> certificate = Certificate::from_der(block.der);
      if (!certificate.ok()) return {Code::kKeyInvalid, "CERTIFICATE to trust: " + certificate.status().message()};
      added.certificates_.push_back({std::move(certificate).value(), code});
    } else {
      return {Code::kKeyInvalid, "\"" + block.name + "\" is neither PUBLIC KEY nor CERTIFICATE"};
    }
  }
  for (const KnownCertificate& known : added.certificates_)
    if (const std::string problem = known.certificate.key_problem(); !problem.empty())
      return {Code::kKeyInvalid, "CERTIFICATE to trust, \"" + known.certificate.common_name() + "\": " + problem};
  if (added.keys_.empty() && added.certificates_.empty())
    return {Code::kKeyInvalid, "no PUBLIC KEY and no CERTIFICATE in PEM to trust"};
  keys_.insert(keys_.end(), added.keys_.begin(), added.keys_.end());
  certificates_.insert(certificates_.end(), added.certificates_.begin(), added.certificates_.end());
  return {};
}

std::vector<PublicKey> TrustStore::keys() const {
  std::vector<PublicKey> out;
  for (const KnownKey& known : keys_) out.push_back(known.key);
  return out;
}

std::vector<Certificate> TrustStore::anchors(const Speaker& speaker, bool bound_elsewhere) const {
  std::vector<Certificate> out;
  for (const KnownCertificate& known : certificates_)
    if (is_for(known.code, speaker) != bound_elsewhere) out.push_back(known.certificate);
  return out;
}

// The key itself is known. A rule for somebody else decides only where none is for this speaker.
std::optional<TrustAnswer> TrustStore::judge_pinned(const TrustQuestion& question) const {
  std::optional<TrustAnswer> out;
  for (const KnownKey& known : keys_) {
    if (!(known.key == question.key)) continue;
    if (is_for(known.code, question.speaker)) return TrustAnswer{Trust::kTrusted};
    out = not_allowed("the key is trusted for \"" + known.code + "\"");
  }
  for (const KnownCertificate& known : certificates_) {
    if (!has_key(known.certificate, question.key)) continue;
    if (is_for(known.code, question.speaker)) return time_of(known.certificate, question.time_s);
    if (!out) out = not_allowed("its certificate is trusted for \"" + known.code + "\"");
  }
  return out;
}

Result<TrustAnswer> TrustStore::judge_chain(const TrustQuestion& question, const Limits& limits) const {
  const Speaker& speaker = question.speaker;
  const std::vector<Certificate> fitting = anchors(speaker, false), others = anchors(speaker, true);
  IMPRINT_ASSIGN_OR_RETURN(ChainAnswer found,
                           check_chain({Purpose::kLabelSigning, question.chain, fitting, question.time_s}, limits));
  if (found.state == ChainState::kTrusted) {
    const bool bound = std::any_of(certificates_.begin(), certificates_.end(), [&](const KnownCertificate& known) {
      return !known.code.empty() && is_for(known.code, speaker) &&
             std::find(found.path.begin() + 1, found.path.end(), known.certificate) != found.path.end();
    });
    if (bound || names(question.chain.front(), speaker)) return TrustAnswer{Trust::kTrusted};
    return not_allowed("its certificate does not name \"" + speaker.code + "\"");
  }
  if (found.state != ChainState::kNotTrusted || others.empty())
    return TrustAnswer{trust_of(found.state), std::move(found.why)};
  IMPRINT_ASSIGN_OR_RETURN(const ChainAnswer elsewhere,
                           check_chain({Purpose::kLabelSigning, question.chain, others, question.time_s}, limits));
  if (elsewhere.state == ChainState::kTrusted) return not_allowed("its authority is trusted for another producer");
  return TrustAnswer{trust_of(elsewhere.state), elsewhere.why};
}

Result<TrustAnswer> TrustStore::judge(const TrustQuestion& question, const Limits& limits) const {
  if (std::optional<TrustAnswer> pinned = judge_pinned(question)) return *pinned;
  if (question.chain.empty() || !has_key(question.chain.front(), question.key))
    return TrustAnswer{Trust::kNotTrusted, "the key came without a certificate, and is not known"};
  // Said even when nobody here knows the issuer: an expired certificate speaks for nothing any more.
  if (TrustAnswer own = time_of(question.chain.front(), question.time_s); own.trust != Trust::kTrusted) return own;
  return judge_chain(question, limits);
}

}  // namespace imprint::crypto
