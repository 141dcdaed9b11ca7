#include "crypto/time_stamp.h"

#include <openssl/rand.h>

#include "crypto/hash.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr size_t kMaxTokenBytes = 1u << 20;

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
  if (RAND_bytes(random, sizeof random) != 1) return nullptr;
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
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(message.data(), message.size(), digest, &size, EVP_get_digestbynid(nid), nullptr) != 1) return false;
  const ASN1_OCTET_STRING* stamped = TS_MSG_IMPRINT_get_msg(imprint);
  return equal_constant_time({digest, size},
                             {ASN1_STRING_get0_data(stamped), static_cast<size_t>(ASN1_STRING_length(stamped))});
}

int64_t seconds(const ASN1_GENERALIZEDTIME* time) {
  tm parts = {};
  return time != nullptr && ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

// The signer's certificate first.
std::vector<Certificate> certificates_of(CMS_ContentInfo* cms) {
  std::vector<Certificate> out;
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> signers(CMS_get0_signers(cms),
                                                                           [](STACK_OF(X509) * s) { sk_X509_free(s); });
  const auto adopt = [&](X509* x) {
    X509_up_ref(x);
    out.push_back(Certificate::adopt(x));
  };
  for (int i = 0; signers && i < sk_X509_num(signers.get()); ++i) adopt(sk_X509_value(signers.get(), i));
  const Handle<STACK_OF(X509)> all(CMS_get1_certs(cms));
  for (int i = 0; all && i < sk_X509_num(all.get()); ++i)
    if (out.empty() || X509_cmp(out.front().handle(), sk_X509_value(all.get(), i)) != 0)
      adopt(sk_X509_value(all.get(), i));
  return out;
}

// Without signers an unsigned token would pass: CMS_verify wants one at least, and so do we.
bool check_signature(CMS_ContentInfo* cms) {
  const Handle<BIO> sink(BIO_new(BIO_s_null()));
  const auto* infos = CMS_get0_SignerInfos(cms);
  if (infos == nullptr || sk_CMS_SignerInfo_num(infos) != 1) return false;
  return CMS_verify(cms, nullptr, nullptr, nullptr, sink.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
}

Handle<CMS_ContentInfo> parse_token(ByteView token) {
  if (token.size() > kMaxTokenBytes) return nullptr;
  const uint8_t* at = token.data();
  return Handle<CMS_ContentInfo>(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(token.size())));
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
  const uint8_t *at = response.data(), *query_at = query.data();
  const Handle<TS_RESP> answer(
      response.size() <= kMaxTokenBytes ? d2i_TS_RESP(nullptr, &at, static_cast<long>(response.size())) : nullptr);
  const Handle<TS_REQ> request(d2i_TS_REQ(nullptr, &query_at, static_cast<long>(query.size())));
  if (!answer || !request) return malformed("the answer is no TimeStampResp");
  const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(answer.get())));
  if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS)
    return Status{Code::kTimeStamp, "the time-stamp authority refused, status " + std::to_string(status)};
  const TS_TST_INFO* info = TS_RESP_get_tst_info(answer.get());
  const ASN1_INTEGER *asked = TS_REQ_get_nonce(request.get()),
                     *answered = info == nullptr ? nullptr : TS_TST_INFO_get_nonce(info);
  if (asked != nullptr && (answered == nullptr || ASN1_INTEGER_cmp(asked, answered) != 0))
    return Status{Code::kTimeStamp, "the time-stamp authority answered another query (nonce)"};
  return bare_token(response);
}

Result<Bytes> bare_token(ByteView token_or_response) {
  if (const auto cms = parse_token(token_or_response); cms && info_of(cms.get()))
    return Bytes(token_or_response.begin(), token_or_response.end());
  const uint8_t* at = token_or_response.data();
  const Handle<TS_RESP> answer(token_or_response.size() <= kMaxTokenBytes
                                   ? d2i_TS_RESP(nullptr, &at, static_cast<long>(token_or_response.size()))
                                   : nullptr);
  PKCS7* token = answer ? TS_RESP_get_token(answer.get()) : nullptr;
  if (token == nullptr) return malformed("neither a token nor a response");
  return der_of<PKCS7>(token, i2d_PKCS7);
}

Result<TimeStamp> read_time_stamp(ByteView token, ByteView message) {
  const Handle<CMS_ContentInfo> cms = parse_token(token);
  if (!cms) return malformed("the token is no CMS");
  const Handle<TS_TST_INFO> info = info_of(cms.get());
  if (!info) return malformed("the token holds no TSTInfo");
  TimeStamp out;
  out.time = seconds(TS_TST_INFO_get_time(info.get()));
  out.imprint_matches = matches(info.get(), message);
  out.signature_valid = check_signature(cms.get());
  out.chain = certificates_of(cms.get());
  return out;
}

}  // namespace imprint::crypto
