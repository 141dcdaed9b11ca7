// The COSE signature of a claim: algorithm, certificate, time-stamp, trust (C2PA 2.x "Validation: signature").
#include <algorithm>

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

class Checker {
 public:
  Checker(const ManifestView& manifest, const Trust& trust, SignatureInfo& info, Findings& findings)
      : manifest_(manifest),
        trust_(trust),
        info_(info),
        findings_(findings),
        url_(manifest.url() + "/c2pa.signature") {}

  void check() {
    if (!parse()) return;
    check_certificate();
    check_time();
    check_trust();
    check_ocsp();
    const Bytes message = signed_bytes(cose_.protected_bytes, claim().bytes);
    if (leaf().verify(algorithm_, message, cose_.signature))
      findings_.success("claimSignature.validated", url_, "claim signature valid");
    else
      findings_.failure("claimSignature.mismatch", url_,
                        "the signature is not that of the certificate's key over the claim");
  }

 private:
  const ClaimView& claim() const { return *manifest_.claim; }
  const Certificate& leaf() const { return chain_.front(); }

  bool fail(const char* code, std::string why) {
    findings_.failure(code, url_, std::move(why));
    return false;
  }

  bool parse() {
    if (manifest_.signature == nullptr || manifest_.signature->content("cbor") == nullptr)
      return fail("claimSignature.missing", "the claim names no signature box that is there");
    Result<CoseSign1> cose = parse_cose(manifest_.signature->content("cbor")->payload);
    if (!cose.ok()) return fail("claimSignature.mismatch", cose.status().message());
    cose_ = std::move(cose).value();
    const auto id = cose_.algorithm_id();
    const auto algorithm = id ? crypto::cose_algorithm(*id) : std::nullopt;
    if (!algorithm) return fail("algorithm.unsupported", "the signature's algorithm is none that C2PA allows");
    algorithm_ = *algorithm;
    info_.algorithm = crypto::name_of(algorithm_);
    for (const Bytes& der : cose_.certificates()) {
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

  // A time-stamp that holds moves the time at which the certificate has to be valid.
  void check_time() {
    check_stamp();
    // Claims of version 1 come from a time without trust lists for authorities: their time-stamps count here, but not
    // for trust.
    const bool stamped = info_.stamp_trusted || (info_.stamped_at != 0 && claim().version == 1);
    const int64_t when = stamped ? info_.stamped_at : trust_.now;
    if (leaf().valid_at(when)) {
      findings_.success("claimSignature.insideValidity", url_, "claim signature valid");
      return;
    }
    if (stamped)
      findings_.failure("claimSignature.outsideValidity", url_,
                        "the certificate was not valid when the time-stamp was made");
    else
      findings_.failure("signingCredential.expired", url_,
                        "the certificate is valid from " + rfc3339(leaf().not_before()) + " to " +
                            rfc3339(leaf().not_after()) + ", not at " + rfc3339(when));
  }

  void check_stamp() {
    const std::optional<Stamp> stamp = stamp_of(cose_, claim().bytes);
    if (!stamp) return;
    const Result<Bytes> token = crypto::bare_token(stamp->token);
    const Result<crypto::TimeStamp> read =
        token.ok() ? crypto::read_time_stamp(token.value(), stamp->message) : Result<crypto::TimeStamp>(token.status());
    if (!read.ok()) return findings_.note("timeStamp.malformed", url_, read.status().message());
    const crypto::TimeStamp& t = read.value();
    if (!t.imprint_matches) return findings_.note("timeStamp.mismatch", url_, "the time-stamp is of other bytes");
    if (!t.signature_valid || t.chain.empty())
      return findings_.note("timeStamp.malformed", url_, "the time-stamp's signature does not verify");
    const Certificate& authority = t.chain.front();
    if (!authority.valid_at(t.time))
      return findings_.note("timeStamp.outsideValidity", url_,
                            "the authority's certificate was not valid at that time");
    findings_.success("timeStamp.validated", url_, "time-stamp by " + authority.common_name());
    info_.stamped_at = t.time;
    info_.stamp_authority = certificate_info(authority);
    std::vector<Certificate> anchors = trust_.anchors;
    anchors.insert(anchors.end(), trust_.tsa_anchors.begin(), trust_.tsa_anchors.end());
    std::string why = authority.profile_problem(crypto::Purpose::kTimeStamping, {});
    if (why.empty() && crypto::leads_to_anchor(t.chain, anchors, t.time, why)) {
      info_.stamp_trusted = true;
      findings_.success("timeStamp.trusted", url_, "the authority \"" + authority.common_name() + "\" is trusted");
    } else {
      findings_.note("timeStamp.untrusted", url_,
                     "the authority \"" + authority.common_name() + "\" is not trusted: " + why);
    }
  }

  void check_trust() {
    std::string why = "no trust anchors are given";
    if (!leaf().may_sign_claims(trust_.ekus))
      return findings_.failure("signingCredential.untrusted", url_,
                               "signing certificate untrusted: it is not for signing claims");
    const int64_t when = info_.stamp_trusted ? info_.stamped_at : trust_.now;
    if (is_allowed(leaf(), trust_.allowed) ||
        (!trust_.anchors.empty() && crypto::leads_to_anchor(chain_, trust_.anchors, when, why)))
      findings_.success("signingCredential.trusted", url_, "signing certificate trusted");
    else
      findings_.failure("signingCredential.untrusted", url_, "signing certificate untrusted: " + why);
  }

  // Answers that came with the signature; nothing is asked of anybody.
  void check_ocsp() {
    const Value* revocation = cose_.unprotected.find("rVals", Kind::kMap);
    const Value* answers = revocation == nullptr ? nullptr : revocation->find("ocspVals", Kind::kArray);
    if (answers == nullptr || chain_.size() < 2)
      return findings_.note("signingCredential.ocsp.skipped", url_,
                            "no revocation answer came with the signature, and none is fetched");
    const int64_t when = info_.stamp_trusted ? info_.stamped_at : trust_.now;
    for (const Value& answer : answers->items()) {
      if (!answer.is(Kind::kBytes)) continue;
      switch (crypto::ocsp_status(answer.bytes(), leaf(), chain_[1], when)) {
        case crypto::OcspStatus::kGood:
          findings_.success("signingCredential.ocsp.notRevoked", url_, "the certificate was not revoked");
          return;
        case crypto::OcspStatus::kRevoked:
          findings_.failure("signingCredential.ocsp.revoked", url_, "the certificate was revoked");
          return;
        case crypto::OcspStatus::kUnknown: break;
      }
    }
  }

  const ManifestView& manifest_;
  const Trust& trust_;
  SignatureInfo& info_;
  Findings& findings_;
  std::string url_;
  CoseSign1 cose_;
  crypto::CoseAlgorithm algorithm_ = crypto::CoseAlgorithm::kEs256;
  std::vector<Certificate> chain_;
};

}  // namespace

void check_signature(const ManifestView& manifest, const Trust& trust, SignatureInfo& info, Findings& findings) {
  Checker(manifest, trust, info, findings).check();
}

}  // namespace imprint::manifest
