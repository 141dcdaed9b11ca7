// The COSE signature of a claim: algorithm, certificate, time-stamp, trust (C2PA 2.x "Validation: signature").
#include <algorithm>

#include "crypto/chain_policy.h"
#include "crypto/ocsp.h"
#include "crypto/time_stamp.h"
#include "manifest/content.h"
#include "manifest/cose.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;
using crypto::Certificate;

struct Stamp {
  Bytes token;
  Bytes message;
};

// Of the unprotected header: sigTst2 over the signature, else sigTst over the claim. Only one token may be there.
std::optional<Stamp> stamp_of(const CoseSign1& cose, ByteView claim) {
  for (const char* name : {"sigTst2", "sigTst"}) {
    const Value* header = cose.unprotected.find(name, Kind::kMap);
    const Value* tokens = header == nullptr ? nullptr : header->find("tstTokens", Kind::kArray);
    if (tokens == nullptr || tokens->size() == 0) continue;
    const Value* val = tokens->items().front().find("val", Kind::kBytes);
    if (val == nullptr) continue;
    const bool v2 = name[6] == '2';
    return Stamp{{val->bytes().begin(), val->bytes().end()},
                 v2 ? time_stamped_bytes(cose.protected_bytes, cose.signature)
                    : time_stamped_bytes_v1(cose.protected_bytes, claim)};
  }
  return std::nullopt;
}

bool is_allowed(const Certificate& leaf, const std::vector<Certificate>& allowed) {
  return std::find(allowed.begin(), allowed.end(), leaf) != allowed.end();
}

CertificateInfo certificate_info(const Certificate& c) {
  return {c.subject(), c.issuer(), c.serial_hex(), c.not_before(), c.not_after()};
}

// Of the unprotected header, as many as are looked at.
constexpr size_t kMaxOcspAnswers = 8;

std::vector<ByteView> ocsp_answers(const CoseSign1& cose) {
  std::vector<ByteView> out;
  const Value* revocation = cose.unprotected.find("rVals", Kind::kMap);
  const Value* answers = revocation == nullptr ? nullptr : revocation->find("ocspVals", Kind::kArray);
  if (answers == nullptr) return out;
  for (const Value& answer : answers->items())
    if (answer.is(Kind::kBytes) && out.size() < kMaxOcspAnswers) out.push_back(answer.bytes());
  return out;
}

class Checker {
 public:
  Checker(const ManifestView& manifest, const Trust& trust, const Limits& limits, SignatureInfo& info,
          Findings& findings)
      : manifest_(manifest),
        trust_(trust),
        limits_(limits),
        info_(info),
        findings_(findings),
        url_(manifest.url() + "/c2pa.signature") {}

  Status check() {
    IMPRINT_ASSIGN_OR_RETURN(const bool parsed, parse());
    if (!parsed) return {};
    check_certificate();
    IMPRINT_RETURN_IF_ERROR(check_stamp());
    check_time();
    IMPRINT_RETURN_IF_ERROR(check_trust());
    IMPRINT_RETURN_IF_ERROR(check_ocsp());
    return check_claim();
  }

 private:
  const ClaimView& claim() const { return *manifest_.claim; }
  const Certificate& leaf() const { return chain_.front(); }

  bool fail(const char* code, std::string why) {
    findings_.failure(code, url_, std::move(why));
    return false;
  }

  Result<bool> parse() {
    if (manifest_.signature == nullptr || manifest_.signature->content("cbor") == nullptr)
      return fail("claimSignature.missing", "the manifest holds no signature where it says so");
    Result<CoseSign1> cose = parse_cose(manifest_.signature->content("cbor")->payload, limits_);
    if (!cose.ok()) return fail("claimSignature.mismatch", cose.status().message());
    cose_ = std::move(cose).value();
    const auto id = cose_.algorithm_id();
    const auto algorithm = id ? crypto::cose_algorithm(*id) : std::nullopt;
    if (!algorithm) return fail("algorithm.unsupported", "the signature's algorithm is none that C2PA allows");
    algorithm_ = *algorithm;
    info_.algorithm = crypto::name_of(algorithm_);
    std::vector<Bytes> certificates = cose_.certificates();
    certificates.resize(std::min(certificates.size(), crypto::kMaxChainCertificates));
    IMPRINT_RETURN_IF_ERROR(crypto::spend_unpacking(certificates.size(), "certificates of a manifest", limits_));
    for (const Bytes& der : certificates) {
      Result<Certificate> certificate = Certificate::from_der(der);
      if (!certificate.ok()) return fail("signingCredential.invalid", certificate.status().message());
      chain_.push_back(std::move(certificate).value());
    }
    if (chain_.empty()) return fail("signingCredential.invalid", "no certificate, or certificates in both headers");
    describe();
    return true;
  }

  void describe() {
    info_.common_name = leaf().common_name();
    info_.organisation = leaf().organisation();
    info_.certificate = certificate_info(leaf());
  }

  void check_certificate() {
    const std::string problem = leaf().profile_problem(crypto::Purpose::kClaimSigning, trust_.ekus);
    if (!problem.empty())
      findings_.failure("signingCredential.invalid", url_, "the certificate does not fit the profile: " + problem);
  }

  // A time-stamp moves the time at which the certificate has to be valid when its authority is trusted; no other moves
  // anything.
  int64_t time_that_counts() const { return info_.stamp_trusted ? info_.stamped_at : trust_.now; }

  void check_time() {
    const int64_t when = time_that_counts();
    inside_validity_ = leaf().valid_at(when);
    if (inside_validity_) return;  // said of a signature that holds
    if (info_.stamp_trusted)
      findings_.failure("claimSignature.outsideValidity", url_,
                        "the certificate was not valid when the time-stamp was made");
    else
      findings_.failure("signingCredential.expired", url_,
                        "the certificate is valid from " + rfc3339(leaf().not_before()) + " to " +
                            rfc3339(leaf().not_after()) + ", not at " + rfc3339(when));
  }

  Status note(const char* code, std::string why) {
    findings_.note(code, url_, std::move(why));
    return {};
  }

  Status check_stamp() {
    const std::optional<Stamp> stamp = stamp_of(cose_, claim().bytes);
    if (!stamp) return {};
    const Result<crypto::TimeStamp> read = crypto::read_time_stamp(stamp->token, stamp->message, limits_);
    if (read.status().code() == Code::kLimitExceeded) return read.status();
    if (!read.ok()) return note("timeStamp.malformed", read.status().message());
    const crypto::TimeStamp& t = read.value();
    if (!t.imprint_matches) return note("timeStamp.mismatch", "the time-stamp is of other bytes");
    if (!t.problem.empty())
      return note("timeStamp.untrusted", "the time-stamp's signature is not looked at: " + t.problem);
    if (!t.signature_valid || t.chain.empty())
      return note("timeStamp.malformed", "the time-stamp's signature does not verify");
    const Certificate& authority = t.chain.front();
    if (!authority.valid_at(t.time))
      return note("timeStamp.outsideValidity", "the authority's certificate was not valid at that time");
    findings_.success("timeStamp.validated", url_, "time-stamp by " + authority.common_name());
    info_.stamped_at = t.time;
    info_.stamp_authority = certificate_info(authority);
    return check_authority(t);
  }

  Status check_authority(const crypto::TimeStamp& t) {
    std::vector<Certificate> anchors = trust_.anchors;
    anchors.insert(anchors.end(), trust_.tsa_anchors.begin(), trust_.tsa_anchors.end());
    IMPRINT_ASSIGN_OR_RETURN(const crypto::ChainAnswer answer,
                             crypto::check_chain({crypto::Purpose::kTimeStamping, t.chain, anchors, t.time}, limits_));
    const std::string who = "the authority \"" + t.chain.front().common_name() + "\" is ";
    info_.stamp_trusted = answer.state == crypto::ChainState::kTrusted;
    if (!info_.stamp_trusted) return note("timeStamp.untrusted", who + "not trusted: " + answer.why);
    findings_.success("timeStamp.trusted", url_, who + "trusted");
    return {};
  }

  Status check_trust() {
    if (!leaf().may_sign_claims(trust_.ekus)) {
      findings_.failure("signingCredential.untrusted", url_,
                        "signing certificate untrusted: it is not for signing claims");
      return {};
    }
    IMPRINT_ASSIGN_OR_RETURN(
        const crypto::ChainAnswer answer,
        crypto::check_chain({crypto::Purpose::kClaimSigning, chain_, trust_.anchors, time_that_counts(), trust_.ekus},
                            limits_));
    path_ = answer.path;
    if (answer.state == crypto::ChainState::kTrusted || is_allowed(leaf(), trust_.allowed))
      findings_.success("signingCredential.trusted", url_, "signing certificate trusted");
    else
      findings_.failure("signingCredential.untrusted", url_, "signing certificate untrusted: " + answer.why);
    return {};
  }

  // Of the path that was verified; where none was, of all certificates at hand the one whose key made the leaf's
  // signature.
  Result<std::optional<Certificate>> issuer() const {
    if (path_.size() > 1) return std::optional(path_[1]);
    std::vector<Certificate> candidates(chain_.begin() + 1, chain_.end());
    candidates.insert(candidates.end(), trust_.anchors.begin(), trust_.anchors.end());
    return crypto::issuer_of(leaf(), candidates, crypto::Purpose::kClaimSigning, limits_);
  }

  // Answers that came with the signature; nothing is asked of anybody. One that says "revoked" outweighs all others.
  Status check_ocsp() {
    const std::vector<ByteView> answers = ocsp_answers(cose_);
    if (answers.empty())
      return note("signingCredential.ocsp.skipped",
                  "no revocation answer came with the signature, and none is fetched");
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<Certificate> above, issuer());
    if (!above)
      return note(
          "signingCredential.ocsp.skipped",
          "revocation answers are not used: the certificate of the signer's issuer is not at hand, or is not believed");
    bool good = false;
    for (size_t i = 0; i < answers.size(); ++i) {
      IMPRINT_ASSIGN_OR_RETURN(const crypto::OcspAnswer read,
                               crypto::ocsp_status(answers[i], leaf(), *above, time_that_counts(), limits_));
      if (read.status == crypto::OcspStatus::kRevoked) {
        findings_.failure("signingCredential.ocsp.revoked", url_, "the certificate was revoked");
        return {};
      }
      good = good || read.status == crypto::OcspStatus::kGood;
      if (read.status == crypto::OcspStatus::kUnknown)
        findings_.note("signingCredential.ocsp.skipped", url_,
                       "revocation answer " + std::to_string(i + 1) + " is not used: " + read.why);
    }
    if (good) findings_.success("signingCredential.ocsp.notRevoked", url_, "the certificate was not revoked");
    return {};
  }

  Status check_claim() {
    if (!leaf().key_problem().empty())
      return {};  // said of the certificate already; no operation is made with such a key
    const Bytes message = signed_bytes(cose_.protected_bytes, claim().bytes);
    IMPRINT_ASSIGN_OR_RETURN(const bool holds, leaf().verify(algorithm_, message, cose_.signature, limits_));
    if (holds && inside_validity_)
      findings_.success("claimSignature.insideValidity", url_, "the certificate was valid when the claim was signed");
    if (holds)
      findings_.success("claimSignature.validated", url_, "claim signature valid");
    else
      findings_.failure("claimSignature.mismatch", url_,
                        "the signature does not fit: the manifest was changed after signing, or signed with another key than its certificate names");
    return {};
  }

  const ManifestView& manifest_;
  const Trust& trust_;
  const Limits& limits_;
  SignatureInfo& info_;
  Findings& findings_;
  std::string url_;
  CoseSign1 cose_;
  crypto::CoseAlgorithm algorithm_ = crypto::CoseAlgorithm::kEs256;
  std::vector<Certificate> chain_;
  bool inside_validity_ = false;
  std::vector<Certificate> path_;  // that leads to an anchor; empty = none does
};

}  // namespace

Status check_signature(const ManifestView& manifest, const Trust& trust, const Limits& limits, SignatureInfo& info,
                       Findings& findings) {
  return Checker(manifest, trust, limits, info, findings).check();
}

}  // namespace imprint::manifest
