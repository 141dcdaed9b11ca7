#include "api/manifest_options.h"

#include <ctime>

#include "crypto/time_stamp.h"
#include "pipeline/thumbnail.h"

namespace imprint::api {
namespace {

constexpr size_t kMaxAnswerBytes = 65536;  // imprint_exchange, spec/abi.md 7
constexpr const char* kSourceTypePrefix = "http://cv.iptc.org/newscodes/digitalsourcetype/";

Result<int64_t> time_of_call(int64_t time_s) {
  if (time_s < 0) return Status{Code::kInvalidArgument, "time_s is " + std::to_string(time_s) + ", before 1970"};
  return time_s != 0 ? time_s : static_cast<int64_t>(std::time(nullptr));
}

Result<Bytes> ask(imprint_exchange exchange, void* user_data, ByteView request, Code code, const char* who) {
  Bytes answer(kMaxAnswerBytes);
  size_t size = 0;
  const int failed = exchange(user_data, {request.data(), request.size()}, answer.data(), answer.size(), &size);
  if (failed != 0) return Status{code, std::string("the ") + who + " callback failed with " + std::to_string(failed)};
  if (size == 0 || size > answer.size())
    return Status{code, std::string("the ") + who + " callback gave " + std::to_string(size) + " bytes, not 1 to " +
                            std::to_string(answer.size())};
  answer.resize(size);
  return answer;
}

Result<crypto::CoseAlgorithm> to_algorithm(imprint_text name, crypto::CoseAlgorithm fallback) {
  if (!present(name)) return fallback;
  const std::optional<crypto::CoseAlgorithm> known = crypto::cose_algorithm(to_string(name));
  if (known) return *known;
  return Status{Code::kInvalidArgument,
                "algorithm \"" + to_string(name) + "\" is none of ES256, ES384, ES512, PS256, PS384, PS512, Ed25519"};
}

Result<std::vector<crypto::Certificate>> to_chain(imprint_text pem) {
  IMPRINT_RETURN_IF_ERROR(require(present(pem), "signer.certificates is absent"));
  auto chain = crypto::certificates_from_pem(as_bytes({pem.data, pem.size}));
  if (!chain.ok()) return Status{Code::kCertificate, chain.status().message()};
  if (chain->empty()) return Status{Code::kCertificate, "signer.certificates holds no CERTIFICATE block"};
  return chain;
}

Status use_key(imprint_text pem, imprint_text algorithm, manifest::Signer& signer) {
  IMPRINT_ASSIGN_OR_RETURN(const crypto::CoseKey key, crypto::CoseKey::from_pem(as_bytes({pem.data, pem.size})));
  IMPRINT_ASSIGN_OR_RETURN(signer.algorithm, to_algorithm(algorithm, key.natural_algorithm()));
  if (!key.can_use(signer.algorithm))
    return {Code::kKeyInvalid,
            std::string("the private key is of another kind than ") + crypto::name_of(signer.algorithm)};
  if (!signer.chain.front().belongs_to(key))
    return {Code::kSigner,
            "the private key is not that of the first certificate, \"" + signer.chain.front().common_name() + "\""};
  signer.sign = [key, wanted = signer.algorithm](ByteView message) { return key.sign(wanted, message); };
  return {};
}

// 0 = no thumbnail.
Result<uint32_t> to_thumbnail_px(const imprint_manifest_options& given) {
  IMPRINT_RETURN_IF_ERROR(flag_only(given.thumbnail, "thumbnail"));
  IMPRINT_RETURN_IF_ERROR(require(given.thumbnail == 1 || given.thumbnail_px == 0, "thumbnail_px needs thumbnail"));
  if (given.thumbnail == 0) return uint32_t{0};
  using namespace pipeline;
  IMPRINT_ASSIGN_OR_RETURN(
      const double px, in_range(given.thumbnail_px, kThumbnailPx, kMinThumbnailPx, kMaxThumbnailPx, "thumbnail_px"));
  return static_cast<uint32_t>(px);
}

Result<manifest::Signer> to_signer(const imprint_signer* signer) {
  IMPRINT_RETURN_IF_ERROR(require(signer != nullptr, "signer is NULL"));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_signer given, read_options(signer, "signer"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "signer"));
  IMPRINT_RETURN_IF_ERROR(
      require(present(given.private_key) != (given.sign != nullptr), "signer needs either private_key or sign"));
  manifest::Signer out;
  IMPRINT_ASSIGN_OR_RETURN(out.chain, to_chain(given.certificates));
  if (given.sign == nullptr) {
    IMPRINT_RETURN_IF_ERROR(use_key(given.private_key, given.algorithm, out));
  } else {
    IMPRINT_ASSIGN_OR_RETURN(out.algorithm, to_algorithm(given.algorithm, out.algorithm));
    out.sign = [given](ByteView message) {
      return ask(given.sign, given.user_data, message, Code::kSigner, "signing");
    };
  }
  if (given.time_stamp != nullptr)
    out.time_stamp = [given](ByteView message) -> Result<Bytes> {
      IMPRINT_ASSIGN_OR_RETURN(const Bytes query, crypto::time_stamp_query(message));
      IMPRINT_ASSIGN_OR_RETURN(const Bytes response,
                               ask(given.time_stamp, given.user_data, query, Code::kTimeStamp, "time-stamp"));
      auto token = crypto::token_of_response(response, query);
      if (!token.ok()) return Status{Code::kTimeStamp, token.status().message()};
      return token;
    };
  return out;
}

}  // namespace

namespace {

const char* name_of(crypto::SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case crypto::SignatureAlgorithm::kSm2Sm3: return "SM2";
    case crypto::SignatureAlgorithm::kEcdsaP256Sha256: return "ES256";
    case crypto::SignatureAlgorithm::kRsaSha256: return "RS256";
  }
  return "";
}

// Of the first block: a certificate, or the key alone.
Result<crypto::PublicKey> to_public_key(imprint_text pem) {
  IMPRINT_RETURN_IF_ERROR(require(present(pem), "label signer: certificates is absent; it says whose key signs"));
  const ByteView bytes = as_bytes({pem.data, pem.size});
  Result<std::vector<crypto::Certificate>> chain = crypto::certificates_from_pem(bytes);
  if (chain.ok() && !chain->empty()) return chain->front().public_key();
  crypto::TrustStore store;
  const Status read = store.add_pem(bytes);
  if (!read.ok()) return Status{Code::kCertificate, "label signer: " + read.message()};
  return store.keys().front();
}

Result<crypto::SecuritySigner> signer_from_pem(imprint_text pem) {
  // Parsed where it stands: the caller's text is never copied.
  IMPRINT_ASSIGN_OR_RETURN(const crypto::PrivateKey key, crypto::PrivateKey::from_pem(as_bytes({pem.data, pem.size})));
  return key.signer();
}

}  // namespace

Result<std::optional<crypto::SecuritySigner>> to_label_signer(imprint_text pem, const imprint_signer* signer) {
  using Found = std::optional<crypto::SecuritySigner>;
  IMPRINT_RETURN_IF_ERROR(require(!present(pem) || signer == nullptr, "signing_key and a label signer exclude each other"));
  if (signer == nullptr && !present(pem)) return Found();
  if (signer == nullptr) {
    IMPRINT_ASSIGN_OR_RETURN(crypto::SecuritySigner own, signer_from_pem(pem));
    return Found(std::move(own));
  }
  IMPRINT_ASSIGN_OR_RETURN(const imprint_signer given, read_options(signer, "label signer"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "label signer"));
  IMPRINT_RETURN_IF_ERROR(require(given.time_stamp == nullptr, "label signer: SecurityData has no place for a time-stamp"));
  IMPRINT_RETURN_IF_ERROR(require(present(given.private_key) != (given.sign != nullptr), "label signer needs either private_key or sign"));
  crypto::SecuritySigner out;
  if (given.sign == nullptr) {
    IMPRINT_ASSIGN_OR_RETURN(out, signer_from_pem(given.private_key));
    if (present(given.certificates)) {
      IMPRINT_ASSIGN_OR_RETURN(const crypto::PublicKey stated, to_public_key(given.certificates));
      if (!(stated == out.public_key)) return Status{Code::kSigner, "label signer: the private key is not that of the certificate"};
    }
  } else {
    IMPRINT_ASSIGN_OR_RETURN(out.public_key, to_public_key(given.certificates));
    out.sign = [given, key = out.public_key](ByteView message) -> Result<Bytes> {
      IMPRINT_ASSIGN_OR_RETURN(const Bytes answer, ask(given.sign, given.user_data, message, Code::kSigner, "signing"));
      return crypto::checked_signature(key, message, answer);
    };
  }
  const char* own_name = name_of(out.public_key.algorithm());
  if (present(given.algorithm) && to_string(given.algorithm) != own_name)
    return Status{Code::kInvalidArgument, "label signer: algorithm \"" + to_string(given.algorithm) + "\" is not that of the key, " + own_name};
  return Found(std::move(out));
}

Result<manifest::Trust> manifest_trust_at(const imprint_context& context, int64_t time_s) {
  manifest::Trust trust = context.held->manifest_trust;
  IMPRINT_ASSIGN_OR_RETURN(trust.now, time_of_call(time_s));
  return trust;
}

Result<ByteView> to_optional_bytes(imprint_byte_view view, const char* name) {
  if (view.data == nullptr && view.size != 0)
    return Status{Code::kInvalidArgument, std::string(name) + ".data is NULL, " + name + ".size is not 0"};
  if (view.data != nullptr && view.size == 0) return Status{Code::kTruncated, std::string(name) + " is empty"};
  return ByteView(view.data, view.size);
}

Result<pipeline::ManifestSigning> to_signing(const imprint_signer* signer, const imprint_manifest_options& given) {
  IMPRINT_RETURN_IF_ERROR(flag_only(given.sidecar, "sidecar"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_aigc, "no_aigc"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.has_mark_id, "has_mark_id"));
  IMPRINT_RETURN_IF_ERROR(require(given.has_mark_id == 1 || given.mark_id == 0, "mark_id needs has_mark_id"));
  IMPRINT_RETURN_IF_ERROR(require(given.has_mark_id == 1 || !present(given.mark_id_key_id), "mark_id_key_id needs has_mark_id"));
  IMPRINT_RETURN_IF_ERROR(require(!present(given.mark_id_key_id) || is_lower_hex(to_string(given.mark_id_key_id), 16),
                                  "mark_id_key_id is not 16 lower-case hexadecimal digits"));
  pipeline::ManifestSigning out;
  IMPRINT_ASSIGN_OR_RETURN(out.thumbnail_px, to_thumbnail_px(given));
  IMPRINT_ASSIGN_OR_RETURN(out.signer, to_signer(signer));
  IMPRINT_ASSIGN_OR_RETURN(out.now, time_of_call(given.time_s));
  const std::string term = present(given.source_type) ? to_string(given.source_type) : "trainedAlgorithmicMedia";
  IMPRINT_RETURN_IF_ERROR(require(!term.empty(), "source_type is empty: c2pa.created needs one"));
  out.source_type = kSourceTypePrefix + term;
  out.agent = {to_string(given.software), to_string(given.software_version)};
  out.title = to_string(given.title);
  out.notice = to_string(given.notice);
  out.aigc = given.no_aigc == 0;
  out.sidecar = given.sidecar == 1;
  return out;
}

Result<std::optional<pipeline::ManifestSigning>> to_layer_signing(const imprint_signer* signer,
                                                                  const imprint_manifest_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const imprint_manifest_options given, read_options(options, "manifest options"));
  if (signer == nullptr) {
    IMPRINT_RETURN_IF_ERROR(require(options == nullptr, "manifest options without a signer"));
    return std::optional<pipeline::ManifestSigning>();
  }
  IMPRINT_RETURN_IF_ERROR(require(given.sidecar == 0 && given.has_mark_id == 0 && !present(given.source_type),
                                  "sidecar, mark_id, mark_id_key_id and source_type of manifest options are not for this call"));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::ManifestSigning out, to_signing(signer, given));
  return std::optional(std::move(out));
}

}  // namespace imprint::api
