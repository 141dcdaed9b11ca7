#include "crypto/time_stamp.h"

#include <openssl/err.h>

#include "crypto/chain_policy.h"
#include "crypto/der.h"
#include "crypto/hash.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr size_t kMaxTokenBytes = 65536;  // each digest that a token lists costs a pass over its content
constexpr size_t kMaxTokenCertificates = 16;
constexpr size_t kTokenBytesPerCertificate = 512;  // hardly one is smaller; all of a token are unpacked with it

template <typename T>
Bytes der_of(const T* object, int (*encode)(const T*, unsigned char**)) {
  Bytes out(static_cast<size_t>(std::max(encode(object, nullptr), 0)));
  uint8_t* at = out.data();
  encode(object, &at);
  return out;
}

Status malformed(const char* what) { return {Code::kMalformed, std::string("time-stamp: ") + what}; }

Handle<TS_MSG_IMPRINT> imprint_of(ByteView message) {
  Handle<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  X509_ALGOR* algorithm = X509_ALGOR_new();
  Digest digest = sha256(message);
  const bool made = imprint && algorithm != nullptr &&
                    X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm) == 1 &&
                    TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1;
  X509_ALGOR_free(algorithm);
  return made ? std::move(imprint) : nullptr;
}

Handle<ASN1_INTEGER> nonce() {
  uint8_t random[16];
  if (!random_bytes(random, sizeof random)) return nullptr;
  random[0] &= 0x7F;
  const Handle<BIGNUM> n(BN_bin2bn(random, sizeof random, nullptr));
  return Handle<ASN1_INTEGER>(n ? BN_to_ASN1_INTEGER(n.get(), nullptr) : nullptr);
}

bool matches(const TS_TST_INFO* info, ByteView message) {
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(const_cast<TS_TST_INFO*>(info));
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const int nid = OBJ_obj2nid(algorithm);
  if (nid != NID_sha256 && nid != NID_sha384 && nid != NID_sha512) return false;
  const HashAlgorithm hash = nid == NID_sha256   ? HashAlgorithm::kSha256
                             : nid == NID_sha384 ? HashAlgorithm::kSha384
                                                 : HashAlgorithm::kSha512;
  const ASN1_OCTET_STRING* stamped = TS_MSG_IMPRINT_get_msg(imprint);
  return equal_constant_time(digest(hash, message),
                             {ASN1_STRING_get0_data(stamped), static_cast<size_t>(ASN1_STRING_length(stamped))});
}

int64_t seconds(const ASN1_GENERALIZEDTIME* time) {
  tm parts = {};
  return time != nullptr && ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

std::string digest_problem_of(CMS_SignerInfo* signer) {
  X509_ALGOR *content = nullptr, *signature = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &content, &signature);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, content);
  if (std::string problem = digest_problem(OBJ_obj2nid(algorithm), Sm2::kRefused); !problem.empty()) return problem;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, signature);
  int digest = NID_undef, key = NID_undef;
  const bool names_digest = OBJ_find_sigid_algs(OBJ_obj2nid(algorithm), &digest, &key) == 1 && digest != NID_undef;
  return names_digest ? digest_problem(digest, Sm2::kRefused) : "";
}

// A token that is taken apart, its signer found but not believed yet.
struct Opened {
  CMS_SignerInfo* signer = nullptr;  // the only one; none: the token is unsigned, or signed by several
  std::vector<Certificate> chain;    // the signer's certificate first
  bool has_certificate = false;      // chain.front() is the signer's
};

Opened open_token(CMS_ContentInfo* cms) {
  Opened out;
  STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms);
  if (infos != nullptr && sk_CMS_SignerInfo_num(infos) == 1) out.signer = sk_CMS_SignerInfo_value(infos, 0);
  const Handle<STACK_OF(X509)> all(CMS_get1_certs(cms));
  const int n = all ? std::min(sk_X509_num(all.get()), static_cast<int>(kMaxTokenCertificates)) : 0;
  for (int i = 0; i < n; ++i) {
    X509* x509 = sk_X509_value(all.get(), i);
    const bool signs = out.signer != nullptr && !out.has_certificate && CMS_SignerInfo_cert_cmp(out.signer, x509) == 0;
    X509_up_ref(x509);
    out.chain.insert(signs ? out.chain.begin() : out.chain.end(), Certificate::adopt(x509));
    out.has_certificate = out.has_certificate || signs;
  }
  return out;
}

// Without signers an unsigned token would pass: CMS_verify wants one at least, and so do we.
Status check_signature(CMS_ContentInfo* cms, const Opened& opened, const Limits& limits, TimeStamp& out) {
  if (opened.signer == nullptr || !opened.has_certificate) return {};
  EVP_PKEY* key = X509_get0_pubkey(opened.chain.front().handle());
  out.problem = key_problem(key, Sm2::kRefused);
  if (out.problem.empty()) out.problem = digest_problem_of(opened.signer);
  if (!out.problem.empty()) return {};
  IMPRINT_RETURN_IF_ERROR(spend_operations(key, 1, "time-stamp", limits));
  const Handle<BIO> sink(BIO_new(BIO_s_null()));
  out.signature_valid =
      CMS_verify(cms, nullptr, nullptr, nullptr, sink.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
  ERR_clear_error();
  return {};
}

Handle<CMS_ContentInfo> parse_token(ByteView token) {
  if (token.size() > kMaxTokenBytes) return nullptr;
  CMS_ContentInfo* cms = CMS_ContentInfo_new_ex(openssl_context(), nullptr);
  if (cms == nullptr) throw std::bad_alloc();
  const uint8_t* at = token.data();
  const bool good = d2i_CMS_ContentInfo(&cms, &at, static_cast<long>(token.size())) != nullptr;
  Handle<CMS_ContentInfo> out(cms);
  ERR_clear_error();
  return good ? std::move(out) : nullptr;
}

// TimeStampResp = { PKIStatusInfo, ContentInfo }
struct ResponseParts {
  int status = -1;
  ByteView token;  // empty = none
};

std::optional<ResponseParts> parts_of(ByteView response) {
  if (response.size() > kMaxTokenBytes) return std::nullopt;
  const auto outer = next_der(response, kDerSequence);
  ByteView rest = outer ? outer->content : ByteView();
  const auto info = next_der(rest, kDerSequence);
  ByteView inside = info ? info->content : ByteView();
  const auto status = next_der(inside, kDerInteger);
  if (!status || status->content.size() != 1) return std::nullopt;
  const auto token = next_der(rest, kDerSequence);
  return ResponseParts{status->content[0], token ? token->whole : ByteView()};
}

ByteView token_in(ByteView token_or_response) {
  const std::optional<ResponseParts> parts = parts_of(token_or_response);
  return parts ? parts->token : token_or_response;
}

Handle<TS_TST_INFO> info_of(CMS_ContentInfo* cms) {
  if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed ||
      OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_id_smime_ct_TSTInfo)
    return nullptr;
  ASN1_OCTET_STRING** content = CMS_get0_content(cms);
  if (content == nullptr || *content == nullptr) return nullptr;
  const uint8_t* at = ASN1_STRING_get0_data(*content);
  return Handle<TS_TST_INFO>(d2i_TS_TST_INFO(nullptr, &at, ASN1_STRING_length(*content)));
}

}  // namespace

Result<Bytes> time_stamp_query(ByteView message) {
  const Handle<TS_REQ> request(TS_REQ_new());
  const Handle<TS_MSG_IMPRINT> imprint = imprint_of(message);
  const Handle<ASN1_INTEGER> number = nonce();
  if (!request || !imprint || !number || TS_REQ_set_version(request.get(), 1) != 1 ||
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) != 1 || TS_REQ_set_nonce(request.get(), number.get()) != 1 ||
      TS_REQ_set_cert_req(request.get(), 1) != 1)
    return Status{Code::kInternal, "cannot make a time-stamp query"};
  return der_of<TS_REQ>(request.get(), i2d_TS_REQ);
}

Result<Bytes> token_of_response(ByteView response, ByteView query) {
  const uint8_t* query_at = query.data();
  const std::optional<ResponseParts> parts = parts_of(response);
  const Handle<TS_REQ> request(d2i_TS_REQ(nullptr, &query_at, static_cast<long>(query.size())));
  if (!parts || !request) return malformed("the answer is no TimeStampResp");
  if (parts->status != TS_STATUS_GRANTED && parts->status != TS_STATUS_GRANTED_WITH_MODS)
    return Status{Code::kTimeStamp, "the time-stamp authority refused, status " + std::to_string(parts->status)};
  const Handle<CMS_ContentInfo> cms = parse_token(parts->token);
  const Handle<TS_TST_INFO> info = cms ? info_of(cms.get()) : nullptr;
  if (!info) return malformed("the answer holds no token");
  const ASN1_INTEGER *asked = TS_REQ_get_nonce(request.get()), *answered = TS_TST_INFO_get_nonce(info.get());
  if (asked != nullptr && (answered == nullptr || ASN1_INTEGER_cmp(asked, answered) != 0))
    return Status{Code::kTimeStamp, "the time-stamp authority answered another query (nonce)"};
  return Bytes(parts->token.begin(), parts->token.end());
}

Result<Bytes> bare_token(ByteView token_or_response) {
  const ByteView token = token_in(token_or_response);
  const auto cms = parse_token(token);
  if (!cms || !info_of(cms.get())) return malformed("neither a token nor a response");
  return Bytes(token.begin(), token.end());
}

Result<TimeStamp> read_time_stamp(ByteView token_or_response, ByteView message, const Limits& limits) {
  const ByteView token = token_in(token_or_response);
  IMPRINT_RETURN_IF_ERROR(
      spend_unpacking(std::min(token.size(), kMaxTokenBytes) / kTokenBytesPerCertificate, "time-stamp", limits));
  const Handle<CMS_ContentInfo> cms = parse_token(token);
  if (!cms) return malformed("the token is no CMS");
  const Handle<TS_TST_INFO> info = info_of(cms.get());
  if (!info) return malformed("the token holds no TSTInfo");
  TimeStamp out;
  out.time = seconds(TS_TST_INFO_get_time(info.get()));
  out.imprint_matches = matches(info.get(), message);
  Opened opened = open_token(cms.get());
  IMPRINT_RETURN_IF_ERROR(check_signature(cms.get(), opened, limits, out));
  out.chain = std::move(opened.chain);
  return out;
}

}  // namespace imprint::crypto
