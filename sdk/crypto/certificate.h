// X.509 certificates of signers and time-stamp authorities (RFC 5280; C2PA 2.x "X.509 certificates";
// spec/manifest-format.md 5).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/limits.h"
#include "crypto/cose_signature.h"
#include "crypto/signature.h"

struct x509_st;

namespace imprint::crypto {

// What a certificate is used for.
enum class Purpose { kClaimSigning, kTimeStamping, kOcspSigning, kLabelSigning };

// The words of a subject that may name a producer (spec/trust.md 5).
struct SubjectNames {
  std::vector<std::string> identifiers;  // serialNumber, organizationIdentifier (also without its scheme, "NTRCN-"), CN
  std::vector<std::string> names;        // O, CN
};

class Certificate {
 public:
  static Result<Certificate> from_der(ByteView der);  // kMalformed; trailing bytes are malformed too

  Bytes der() const;
  std::string common_name() const;  // of the subject; empty when there is none
  std::string organisation() const;
  SubjectNames subject_names() const;
  std::string subject() const;  // one line, RFC 2253
  std::string issuer() const;
  std::string serial_hex() const;
  int64_t not_before() const;  // seconds since 1970
  int64_t not_after() const;
  bool valid_at(int64_t when) const { return not_before() <= when && when <= not_after(); }

  // Why this is no end-entity certificate of `purpose` (spec/trust.md 4); empty when it is. Not the validity, not the
  // chain. `accepted_ekus`: object identifiers in dots that a signer's extended key usage must have one of.
  std::string profile_problem(Purpose purpose, const std::vector<std::string>& accepted_ekus) const;

  std::string key_problem() const;  // why its key is not used (key_rules.h; SM2 is); empty when it may be

  bool may_sign_claims(const std::vector<std::string>& accepted_ekus) const;  // by its extended key usage

  Result<PublicKey> public_key() const;  // kMalformed when it is of no kind that SecurityData knows
  // False too, and nothing is computed, where its key is none that is used (key_rules.h). kLimitExceeded.
  Result<bool> verify(CoseAlgorithm algorithm, ByteView message, ByteView signature, const Limits& limits) const;
  bool belongs_to(const CoseKey& key) const;
  bool is_self_signed() const;
  size_t signature_bytes() const;  // of a signature with its key: r || s, the RSA modulus, or 64
  bool operator==(const Certificate& other) const;

  x509_st* handle() const { return x509_.get(); }  // for this room
  static Certificate adopt(x509_st* x509);         // for this room: takes it over

 private:
  std::shared_ptr<x509_st> x509_;
};

// All certificates of a PEM text, in order; other PEM blocks and text between them are skipped. kMalformed when one is
// broken.
Result<std::vector<Certificate>> certificates_from_pem(ByteView pem);

// Key usages of claim signers that are accepted when nothing else is configured: C2PA's own, emailProtection,
// documentSigning.
const std::vector<std::string>& default_claim_ekus();

}  // namespace imprint::crypto
