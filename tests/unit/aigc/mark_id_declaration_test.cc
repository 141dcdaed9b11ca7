// What ReservedCode1 says of a keyed mark_id.
#include "aigc/mark_id_declaration.h"

#include "aigc/lint.h"
#include "aigc/security_data.h"
#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

const std::string kKeyId = "0123456789abcdef";
const std::string kAlone = R"({"ImprintMarkID":{"Version":2,"KeyID":"0123456789abcdef"}})";

std::string after(std::string reserved_code1) {
  aigc::Label label = sample();
  label.reserved_code1 = std::move(reserved_code1);
  const Status status = aigc::declare_mark_id_key(label, kKeyId);
  return status.ok() ? label.reserved_code1 : "refused: " + status.message();
}

}  // namespace

TEST_CASE("mark_id declaration: what is written is read again, alone and beside SecurityData") {
  CHECK(after("") == kAlone);
  CHECK(after("{}") == kAlone);
  const std::string beside = after(R"({"SecurityData":{"Type":"TC260PG"}})");
  CHECK(beside == R"({"SecurityData":{"Type":"TC260PG"},"ImprintMarkID":{"Version":2,"KeyID":"0123456789abcdef"}})");
  for (const std::string& code : {kAlone, beside, R"( {"ImprintMarkID": {"KeyID":"0123456789abcdef", "Version":2, "more":1}} )"s})
    CHECK(aigc::declared_mark_id_key(code) == kKeyId);
}

TEST_CASE("mark_id declaration: what cannot take one, and ids that are none, are refused") {
  for (const char* code : {"text", "[]", "\"ImprintMarkID\"", "{", "1"}) CHECK(after(code).starts_with("refused: ReservedCode1 is no JSON object"));
  CHECK(after(kAlone).starts_with("refused: ReservedCode1 declares a mark_id key already"));
  aigc::Label label = sample();
  for (const char* id : {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcde\"", "open"}) {
    CHECK(aigc::declare_mark_id_key(label, id).code() == Code::kInvalidArgument);
    CHECK(label.reserved_code1.empty());
  }
}

TEST_CASE("mark_id declaration: nothing else declares a key") {
  for (const std::string& code :
       {""s, "ImprintMarkID"s, R"({"ImprintMarkID":"0123456789abcdef"})"s, R"({"ImprintMarkID":{"Version":1,"KeyID":"0123456789abcdef"}})"s,
        R"({"ImprintMarkID":{"Version":"2","KeyID":"0123456789abcdef"}})"s, R"({"ImprintMarkID":{"Version":2,"KeyID":"0123456789ABCDEF"}})"s,
        R"({"ImprintMarkID":{"Version":2}})"s, R"({"x":{"ImprintMarkID":{"Version":2,"KeyID":"0123456789abcdef"}}})"s,
        R"({"imprintmarkid":{"Version":2,"KeyID":"0123456789abcdef"}})"s, kAlone + "x", kAlone.substr(1),
        R"({"ImprintMarkID":)" + std::string(5000, '[') + "}", "{\"a\":\"" + std::string(70000, 'x') + "\"," + kAlone.substr(1)}) {
    CAPTURE(code.substr(0, 80));
    CHECK(aigc::declared_mark_id_key(code).empty());
  }
}

TEST_CASE("mark_id declaration: a label may be written with it, a reader names it, and SecurityData stays what it is") {
  aigc::Label label = sample();
  const std::string signed_text = aigc::producer_message(label);
  REQUIRE(aigc::declare_mark_id_key(label, kKeyId).ok());
  CHECK(aigc::check_for_writing(label).ok());
  CHECK(aigc::producer_message(label) == signed_text);
  CHECK(codes(aigc::judge(label)) == Codes{"GB-MARK-ID-KEYED"});
  CHECK(aigc::lint_request(label, {}).empty());
  CHECK_FALSE(aigc::parse_security_data(label.reserved_code1, {}));
  const auto data = aigc::parse_security_data(R"({"SecurityData":{"Type":"TC260PG","Version":1,"PubSD":[]},)" + kAlone.substr(1), {});
  REQUIRE(data);
  CHECK(data->odd_forms.empty());
}

TEST_CASE("mark_id declaration: reading one is paid for, and only where there may be one") {
  Limits poor;
  poor.max_steps = 10;
  const Limits call = poor.for_call();
  CHECK(aigc::read_mark_id_key("{}", call).value().empty());
  CHECK(aigc::read_mark_id_key(kAlone, call).status().code() == Code::kLimitExceeded);
  CHECK(aigc::read_mark_id_key(kAlone, Limits().for_call()).value() == kKeyId);
}
