// SecurityData: what is signed, what is read, and what a change of the label does to it.
#include "aigc/security_data.h"

#include "aigc/label_parser.h"
#include "data/test_keys.h"
#include "unit/aigc/support.h"
#include "unit/rows.h"

using namespace aigc_test;
using aigc::Integrity;
using aigc::SignedText;
using crypto::Convention;
using crypto::Trust;

namespace {

const std::string kKeyHex =
    "3059301306072A8648CE3D020106082A811CCF5501822D03420004D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB"
    "8E"
    "31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589F923CAC75C3EE0E0D";
const std::string kSingle =
    "304502205F1C9D02C5E0879C30294A29F67ACC84EEE5F100D2D77EF61C0D678F3D3D6C66022100A6FCAE100C81A48CA2CB5FDED02FB5B246EE"
    "0B"
    "862E4F68DF589A6A4C41500996";
const std::string kDouble =
    "304502206681BD94AC6A065EAD56FB271ECDA408081FF0B25F1AD595D517BBBF669ACCE9022100F67212AB5635EB9993A406C080944B87377E"
    "0A"
    "D8027226D1DC2584567DEBDA50";
const std::string kSm2Oid = "1.2.156.10197.1.501", kRsaOid = "1.2.840.113549.1.1.11";

std::string ds(const std::string& signature, const std::string& type = "DS", const std::string& oid = kSm2Oid,
               const std::string& target = R"({"Type":"LabelMataData"})") {
  return R"({"Type":")" + type + R"(","AlgID":")" + oid + R"(","TBSData":)" + target + R"(,"Signature":")" + signature +
         "\"}";
}
std::string key(const std::string& value, const std::string& type = "PubKey", const std::string& oid = kSm2Oid) {
  return R"({"Type":")" + type + R"(","AlgID":")" + oid + R"(","KeyValue":")" + value + "\"}";
}
std::string data(const std::string& entries, const std::string& more = "") {
  return R"({"SecurityData":{"Type":"TC260PG","Version":1,)" + more + R"("PubSD":[)" + entries + "]}}";
}

std::string hex_of(ByteView bytes) {
  std::string out;
  for (const uint8_t byte : bytes) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::string rsa_key() {
  const auto made = crypto::PrivateKey::from_pem(as_bytes(test_keys::kRsaPem));
  return hex_of(made->public_key().spki());
}

struct Row {
  const char* name;
  std::string reserved1;
  Integrity integrity;
  Convention convention = Convention::kStandard;
  const char* odd_form = "";  // words of the only one; empty for none
};
const Row kRows[] = {
    {"single hash", data(ds(kSingle) + "," + key(kKeyHex)), Integrity::kValid},
    {"double hash", data(ds(kDouble) + "," + key(kKeyHex)), Integrity::kValid, Convention::kHashedTwice},
    {"key before signature", data(key(kKeyHex) + "," + ds(kSingle)), Integrity::kValid},
    {"two keys, the second fits", data(key(rsa_key(), "PubKey", kRsaOid) + "," + ds(kSingle) + "," + key(kKeyHex)),
     Integrity::kValid},
    {"wrong key", data(ds(kSingle) + "," + key(rsa_key(), "PubKey", kRsaOid)), Integrity::kInvalid},
    {"signature bent", data(ds("3045" + kDouble.substr(4, 60) + kSingle.substr(64)) + "," + key(kKeyHex)),
     Integrity::kInvalid},
    {"no key", data(ds(kSingle)), Integrity::kNotChecked},
    {"no signature", data(key(kKeyHex)), Integrity::kNotChecked},
    {"signature is no hex", data(ds("!") + "," + key(kKeyHex)), Integrity::kNotChecked},
    {"TBSData Md", data(ds(kSingle, "DS", kSm2Oid, R"({"Type":"Md"})") + "," + key(kKeyHex)), Integrity::kValid},
    {"TBSData Content", data(ds(kSingle, "DS", kSm2Oid, R"({"Type":"Content"})") + "," + key(kKeyHex)),
     Integrity::kValid},
    {"TBSData a string", data(ds(kSingle, "DS", kSm2Oid, "\"Md\"") + "," + key(kKeyHex)), Integrity::kValid},
    {"outer Type misspelt",
     R"({"SecurityData":{"Type":"TC260","Version":1,"PubSD":[)" + ds(kSingle) + "," + key(kKeyHex) + "]}}",
     Integrity::kValid, Convention::kStandard, "Type is not"},
    {"Version a string",
     R"({"SecurityData":{"Type":"TC260PG","Version":"1","PubSD":[)" + ds(kSingle) + "," + key(kKeyHex) + "]}}",
     Integrity::kValid, Convention::kStandard, "Version is a string"},
    {"PubSd as one vendor writes it",
     R"({"SecurityData":{"Type":"TC260PG","Version":1,"PubSd":[)" + ds(kSingle) + "," + key(kKeyHex) + "]}}",
     Integrity::kValid, Convention::kStandard, "PubSd for PubSD"},
    {"signature type misspelt", data(ds(kSingle, "Ds") + "," + key(kKeyHex)), Integrity::kValid, Convention::kStandard,
     "Type \"Ds\""},
    {"outer key missing", R"({"Type":"TC260PG","Version":1,"PubSD":[)" + ds(kSingle) + "," + key(kKeyHex) + "]}",
     Integrity::kValid, Convention::kStandard, "outer SecurityData"},
    {"AlgID of another algorithm", data(ds(kSingle, "DS", kRsaOid) + "," + key(kKeyHex)), Integrity::kValid,
     Convention::kStandard, "of another algorithm"},
    {"RSA without DigestInfo",
     data(ds(test_keys::kRsaBareSignatureHex, "DS", kRsaOid) + "," + key(rsa_key(), "PubKey", kRsaOid)),
     Integrity::kValid, Convention::kBareHash},
    {"binding with Value null",
     data(ds(kSingle) + "," + key(kKeyHex), R"("Bindings":[{"BType":"Hash","Value":null}],)"), Integrity::kValid,
     Convention::kStandard, "Value of a binding is null"},
};

aigc::Label with_reserved1(const std::string& reserved1) {
  aigc::Label label = sample();
  label.reserved_code1 = reserved1;
  return label;
}

struct Change {
  const char* name;
  std::string aigc::Label::*field;
  const char* value;
  Integrity wanted;
};
const Change kChanges[] = {
    {"Label", &aigc::Label::label, "2", Integrity::kInvalid},
    {"ContentProducer", &aigc::Label::content_producer, "001191000000000000000K00000", Integrity::kInvalid},
    {"ProduceID", &aigc::Label::produce_id, "a2", Integrity::kInvalid},
    {"ContentPropagator, which is not covered", &aigc::Label::content_propagator, "Platform", Integrity::kValid},
    {"PropagateID, which is not covered", &aigc::Label::propagate_id, "p-1", Integrity::kValid},
    {"ReservedCode2, which is not covered", &aigc::Label::reserved_code2, "x", Integrity::kValid},
};

struct Signer {
  const char* name;
  const std::string& pem;
  const char* algorithm;
};
const Signer kSigners[] = {{"SM2", test_keys::kSm2Pem, "SM2/SM3"},
                           {"P-256", test_keys::kP256Pem, "ECDSA P-256/SHA-256"},
                           {"RSA", test_keys::kRsaPem, "RSA/SHA-256"}};

struct CertificateRow {
  const char* name;
  std::string store;
  int64_t days;
  Trust wanted;
  const char* only_for = "";
};
const CertificateRow kCertificates[] = {
    {"nobody trusted", test_keys::kRsaPublicPem, 1, Trust::kNotTrusted},
    {"authority trusted, which names nobody", test_keys::kCaPem, 1, Trust::kNotAllowed},
    {"authority trusted for the producer", test_keys::kCaPem, 1, Trust::kTrusted, "001191000000000000000K10000"},
    {"authority trusted for his identifier", test_keys::kCaPem, 1, Trust::kTrusted, "91000000000000000K"},
    {"authority trusted for another", test_keys::kCaPem, 1, Trust::kNotAllowed, "001191110102MACQD9K64010000"},
    {"key pinned for another", test_keys::kP256PublicPem, 1, Trust::kNotAllowed, "somebody"},
    {"key pinned", test_keys::kP256PublicPem, 1, Trust::kTrusted},
    {"certificate expired", test_keys::kCaPem, 31, Trust::kExpired},
    {"certificate not valid yet", test_keys::kCaPem, -1, Trust::kNotYetValid}};

struct None {
  const char* name;
  const char* value;
};
const None kNone[] = {{"empty", ""},
                      {"Base64", "K-aGVsbG8="},
                      {"JSON of others", R"({"a":1})"},
                      {"its name in a text", "SecurityData"},
                      {"broken JSON", R"({"SecurityData":{"Type":"TC260PG")"},
                      {"SecurityData is a number", R"({"SecurityData":1})"},
                      {"a list", R"(["SecurityData"])"}};

std::vector<aigc::SecurityCheck> checked(const aigc::Label& label, const aigc::TrustOptions& trust = {}) {
  auto out = aigc::check_security(label, trust, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

crypto::PrivateKey private_key(const std::string& pem) {
  auto made = crypto::PrivateKey::from_pem(as_bytes(pem));
  REQUIRE(made.ok());
  return std::move(made).value();
}

}  // namespace

static void check_security_data(const Row& row) {
  const auto checks = checked(with_reserved1(row.reserved1));
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].slot == "ReservedCode1");
  CHECK(checks[0].integrity == row.integrity);
  CHECK(checks[0].convention == row.convention);
  CHECK(checks[0].trust == Trust::kNotTrusted);
  CHECK(checks[0].signed_text == (row.integrity == Integrity::kValid ? SignedText::kProducer : SignedText::kNone));
  CHECK(checks[0].note.empty() == (row.integrity != Integrity::kNotChecked));
  REQUIRE(checks[0].odd_forms.size() == (*row.odd_form == '\0' ? 0 : 1));
  if (*row.odd_form != '\0')
    CHECK_MESSAGE(checks[0].odd_forms[0].find(row.odd_form) != std::string::npos, checks[0].odd_forms[0]);
}
TEST_ROWS("security data", kRows, check_security_data);

static void check_changed_after_signing(const Change& row) {
  aigc::Label label = with_reserved1(data(ds(kSingle) + "," + key(kKeyHex)));
  label.*row.field = row.value;
  const auto checks = checked(label);
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == row.wanted);
}
TEST_ROWS("security data: changed after signing", kChanges, check_changed_after_signing);

static void check_is_none(const None& row) {
  CHECK_FALSE(aigc::parse_security_data(row.value, {}));
  CHECK(checked(with_reserved1(row.value)).empty());
}
TEST_ROWS("security data: is none", kNone, check_is_none);

static void check_signed_by_the_producer_and_by_the_propagator(const Signer& row) {
  aigc::Label label = sample();
  label.content_propagator = "Platform";
  label.propagate_id = "p-1";
  const auto key = private_key(row.pem);
  REQUIRE(aigc::sign_as_producer(label, key.signer()).ok());
  REQUIRE(aigc::sign_as_propagator(label, key.signer()).ok());
  CHECK(aigc::check_for_writing(label).ok());
  // Through the file's escaping and back.
  const auto read = read_ok(write_ok(png({}), label));
  REQUIRE(read.labels.size() == 1);
  CHECK(read.labels[0].label == label);
  crypto::TrustStore store;
  REQUIRE(
      store.add_pem(as_bytes(test_keys::kSm2PublicPem + test_keys::kP256PublicPem + test_keys::kRsaPublicPem)).ok());
  const auto checks = checked(read.labels[0].label, {&store, std::nullopt});
  REQUIRE(checks.size() == 2);
  for (const auto& check : checks) {
    CHECK(check.integrity == Integrity::kValid);
    CHECK(check.algorithm == row.algorithm);
    CHECK(check.convention == Convention::kStandard);
    CHECK(check.trust == Trust::kTrusted);
    CHECK(check.odd_forms.empty());
  }
  CHECK(checks[0].signed_text == SignedText::kProducer);
  CHECK(checks[1].signed_text == SignedText::kPropagator);
  // The propagator's signature covers what the producer's leaves out.
  label.propagate_id = "p-2";
  const auto bent = checked(label);
  CHECK(bent[0].integrity == Integrity::kValid);
  CHECK(bent[1].integrity == Integrity::kNotChecked);
}
TEST_ROWS("security data: signed by the producer and by the propagator", kSigners,
          check_signed_by_the_producer_and_by_the_propagator);

TEST_CASE("security data: a propagator's good signature is kept, so that signing twice changes nothing") {
  aigc::Label label = sample();
  const auto key = private_key(test_keys::kSm2Pem);
  REQUIRE(aigc::sign_as_propagator(label, key.signer()).ok());
  const std::string first = label.reserved_code2;
  REQUIRE(aigc::sign_as_propagator(label, key.signer()).ok());
  CHECK(label.reserved_code2 == first);
  label.propagate_id = "other";
  REQUIRE(aigc::sign_as_propagator(label, key.signer()).ok());
  CHECK(label.reserved_code2 != first);
}

static void check_with_a_certificate(const CertificateRow& row) {
  aigc::Label label = sample();
  const auto signature = private_key(test_keys::kP256Pem).sign(as_bytes(aigc::producer_message(label)));
  REQUIRE(signature.ok());
  const std::string hex = hex_of(signature.value());
  const std::string oid = "1.2.840.10045.4.3.2";
  label.reserved_code1 = data(ds(hex, "DS", oid) + R"(,{"Type":"Cert","AlgID":")" + oid + R"(","CertValue":")" +
                              test_keys::kLeafHex + "\"}");
  crypto::TrustStore store;
  if (*row.only_for == '\0')
    REQUIRE(store.add_pem(as_bytes(row.store)).ok());
  else
    REQUIRE(store.add_pem_for(row.only_for, as_bytes(row.store)).ok());
  const auto checks = checked(label, {&store, test_keys::kLeafFrom + row.days * 86400});
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == Integrity::kValid);
  CHECK(checks[0].trust == row.wanted);
  CHECK(checks[0].trust_note.empty() == (row.wanted == Trust::kTrusted));
  CHECK(checks[0].speaks_for == label.content_producer);
  REQUIRE(checks[0].certificate);
  CHECK_FALSE(checks[0].certificate->subject.empty());
  CHECK_FALSE(checks[0].certificate->issuer.empty());
  CHECK_FALSE(checks[0].certificate->serial.empty());
}
TEST_ROWS("security data: with a certificate", kCertificates, check_with_a_certificate);

TEST_CASE("security data: a key known without being sent along") {
  crypto::TrustStore store;
  REQUIRE(store.add_pem(as_bytes(test_keys::kSm2PublicPem)).ok());
  const auto checks = checked(with_reserved1(data(ds(kSingle))), {&store, std::nullopt});
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == Integrity::kValid);
  CHECK(checks[0].trust == Trust::kTrusted);
}

TEST_CASE("security data: a signature over the bindings says so") {
  const std::string binding = R"({"BType":"Hash","CntSel":"x","Value":"00"})";
  const auto signature = private_key(test_keys::kSm2Pem).sign(as_bytes(binding));
  REQUIRE(signature.ok());
  const std::string hex = hex_of(signature.value());
  const auto checks =
      checked(with_reserved1(data(ds(kSingle) + "," + ds(hex) + "," + key(kKeyHex), "\"Bindings\":[" + binding + "],")));
  REQUIRE(checks.size() == 2);
  CHECK(checks[0].signed_text == SignedText::kProducer);
  CHECK(checks[0].integrity == Integrity::kValid);
  CHECK(checks[1].signed_text == SignedText::kBindings);
  CHECK(checks[1].integrity == Integrity::kBindingsOnly);
  CHECK(checks[1].trust == Trust::kNotTrusted);
  CHECK(std::string(aigc::not_covered(SignedText::kBindings)).find("the label") != std::string::npos);
}

TEST_CASE("security data: moved to another label, a signature over bindings is none of the label, whoever made it") {
  const std::string binding = R"({"BType":"Hash","Value":"00"})";
  const auto signature = private_key(test_keys::kSm2Pem).sign(as_bytes(binding));
  REQUIRE(signature.ok());
  const std::string hex = hex_of(signature.value());
  crypto::TrustStore store;
  REQUIRE(store.add_pem(as_bytes(test_keys::kSm2PublicPem)).ok());
  const auto checks =
      checked(with_reserved1(data(ds(hex) + "," + key(kKeyHex), "\"Bindings\":[" + binding + "],")), {&store, std::nullopt});
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == Integrity::kBindingsOnly);
  CHECK(checks[0].trust == Trust::kNotTrusted);
}

TEST_CASE("security data: the checks of a file are paid from its budget, and refused beyond it") {
  std::string entries;
  for (int i = 0; i < 8; ++i) entries += ds(kSingle.substr(0, 20) + "00" + kSingle.substr(22)) + ",";
  const aigc::Label label = with_reserved1(data(entries + key(kKeyHex)));
  Limits enough;
  REQUIRE(aigc::check_security(label, {}, enough).ok());
  CHECK(enough.spent(Resource::kSignatures) <= 8 * 2 + 1);
  Limits poor;
  poor.max_signatures = 4;
  CHECK(aigc::check_security(label, {}, poor).status().code() == Code::kLimitExceeded);
}

TEST_CASE("security data: a signature of another shape than the key's costs nothing") {
  const Limits limits;
  const auto checks =
      aigc::check_security(with_reserved1(data(ds(kSingle) + "," + key(rsa_key(), "PubKey", kRsaOid))), {}, limits);
  REQUIRE(checks.ok());
  CHECK(checks->front().integrity == Integrity::kInvalid);
  CHECK(limits.spent(Resource::kSignatures) == 1);  // the key was unpacked
}

TEST_CASE("security data: the label of the specification, byte for byte") {
  const std::string text =
      R"({"Label":"1","ContentProducer":"001191000000000000000K10000","ProduceID":"a1","ReservedCode1":"{\"SecurityData\":{\"Type\":\"TC260PG\",\"Version\":1,\"PubSD\":[{\"Type\":\"DS\",\"AlgID\":\"1.2.156.10197.1.501\",\"TBSData\":{\"Type\":\"LabelMataData\"},\"Signature\":\")" +
      kSingle + R"(\"},{\"Type\":\"PubKey\",\"AlgID\":\"1.2.156.10197.1.501\",\"KeyValue\":\")" + kKeyHex +
      R"(\"}]}}","ContentPropagator":"001191000000000000000K10000","PropagateID":"a1","ReservedCode2":""})";
  const auto parsed = aigc::parse_label(text, aigc::Context::kNamed, {});
  REQUIRE(parsed.kind == aigc::ParsedLabel::Kind::kLabel);
  CHECK(codes(parsed.deviations) == Codes{"GB-SECURITYDATA"});
  CHECK(aigc::to_json(parsed.label) == text);  // our writer has the same form
  const auto checks = checked(parsed.label);
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].integrity == Integrity::kValid);
  aigc::Label ours = sample();
  REQUIRE(aigc::sign_as_producer(ours, private_key(test_keys::kSm2Pem).signer()).ok());
  const std::string head = ours.reserved_code1.substr(0, ours.reserved_code1.find("Signature"));
  CHECK(parsed.label.reserved_code1.starts_with(head));
  CHECK(ours.reserved_code1.ends_with(kKeyHex + "\"}]}}"));
}

TEST_CASE("security data: bounded, whatever it holds") {
  std::string entries;
  for (int i = 0; i < 60; ++i) entries += ds(kSingle) + "," + key(kKeyHex) + ",";
  const auto many = aigc::parse_security_data(data(entries + key(kKeyHex)), {});
  REQUIRE(many);
  CHECK(many->signatures.size() == 8);
  CHECK(many->keys.size() == 8);
  CHECK_FALSE(aigc::parse_security_data("{\"SecurityData\":" + std::string(5000, '[') + "}", {}));
  CHECK_FALSE(aigc::parse_security_data(data("\"" + std::string(70000, 'a') + "\""), {}));
}
