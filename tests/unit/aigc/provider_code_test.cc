#include "aigc/provider_code.h"

#include "unit/aigc/support.h"
#include "unit/rows.h"

using namespace aigc_test;
using aigc::check_provider_code;

namespace {

// Met in public files; each passes the check of GB 32100.
const std::vector<std::string> kRealCodes = {
    "001191110102MACQD9K64010000", "00119144030008867405X210001", "00119144030008867405X220001",
    "001191440300708461136T1308L", "001191330106MA2CFLDG4R10001", "001191440300MA5G49LC9K1YO01",
    "001191340000711771143J00000", "001191310104MACE0YX63918020", "001191510100321561677C00000",
    "001191440300708461136T1XGW3", "001191110102MAD55U9H0F10002",
};

// The same, and each other code of the reference, as cases of their own.
struct Real {
  const char* name;
};
constexpr Real kRealRows[] = {
    {"001191110102MACQD9K64010000"}, {"00119144030008867405X210001"}, {"00119144030008867405X220001"},
    {"001191440300708461136T1308L"}, {"001191330106MA2CFLDG4R10001"}, {"001191440300MA5G49LC9K1YO01"},
    {"001191340000711771143J00000"}, {"001191310104MACE0YX63918020"}, {"001191510100321561677C00000"},
    {"001191000000000000000K00000"}, {"001191000000000000000K10000"}, {"002111010519491231002X00000"},
};

// What a label shows for a provider in the place of the producer or of the propagator.
struct Seen {
  const char* name;
  bool producer;
  const char* value;
  const char* code;  // of the only deviation that the value adds; empty for none
};
constexpr Seen kSeen[] = {
    {"26 characters", true, "001191000000000000000K1000", "GB-PROVIDER-CODE"},
    {"28 characters", true, "001191000000000000000K100000", "GB-PROVIDER-CODE"},
    {"lower case", true, "001191000000000000000k10000", "GB-PROVIDER-CODE"},
    {"wrong check character", true, "001191000000000000000L10000", "GB-PROVIDER-CODE"},
    {"wrong check character, propagator", false, "001191000000000000000L20000", "GB-PROVIDER-CODE"},
    {"subject type 2, identity card", true, "002111010519491231002X00000", "GB-PROVIDER-PERSONAL"},
    {"subject type 2, wrong check character", true, "002111010519491231002100000", "GB-PROVIDER-CODE"},
    {"subject type 2, letters in the card", true, "0021A1010519491231002X00000", "GB-PROVIDER-CODE"},
    {"subject type 2, another kind", true, "002213800138000000000000000", "GB-PROVIDER-PERSONAL"},
    {"subject type 3", true, "003191000000000000000K10000", "GB-PROVIDER-CODE"},
    {"organisation of kind 2", true, "001291000000000000000K10000", "GB-PROVIDER-CODE"},
    {"format 01", true, "011191000000000000000K10000", "GB-PROVIDER-CODE"},
    {"service 1 as producer", true, "001191000000000000000K10000", ""},
    {"service 2 as producer", true, "001191000000000000000K20000", "GB-PROVIDER-ROLE"},
    {"service 2 as propagator", false, "001191000000000000000K20000", ""},
    {"another's service 1 as propagator", false, "001191110102MACQD9K64010000", "GB-PROVIDER-ROLE"},
    {"service unused", true, "001191000000000000000K00000", ""},
    {"service of neither role", true, "001191000000000000000K30000", "GB-PROVIDER-CODE"},
    {"service that begins with 0 and is not unused", true, "001191000000000000000K00001", "GB-PROVIDER-CODE"},
    {"plain name", true, "doubao", "GB-PROVIDER-NAME"},
    {"plain name, propagator", false, "Platform", "GB-PROVIDER-NAME"},
};

// The codes that `label` shows beside those every propagated label shows.
Codes provider_codes(const aigc::Label& label) {
  Codes out;
  for (const auto& d : aigc::judge(label))
    if (d.code.starts_with("GB-PROVIDER")) out.push_back(d.code);
  return out;
}

}  // namespace

static void check_in_a_label(const Seen& row) {
  aigc::Label label = sample();
  label.content_propagator = "001191000000000000000K20000";  // in its own role
  if (row.producer)
    label.content_producer = row.value;
  else
    label.content_propagator = row.value;
  CHECK(provider_codes(label) == (*row.code == '\0' ? Codes{} : Codes{row.code}));
}
TEST_ROWS("provider code: in a label", kSeen, check_in_a_label);

static void check_real(const Real& row) {
  CHECK(check_provider_code(row.name).ok());
  CHECK(aigc::looks_like_provider_code(row.name));
}
TEST_ROWS("provider code: real", kRealRows, check_real);

TEST_CASE("provider code: one altered character of the credit code is found, wherever it stands") {
  // The weights are units modulo 31, so a single change always shows.
  const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (const std::string& code : kRealCodes)
    for (size_t at = 4; at < 22; ++at)
      for (const char c : alphabet) {
        if (c == code[at]) continue;
        std::string altered = code;
        altered[at] = c;
        CHECK_MESSAGE(check_provider_code(altered).code() == Code::kProviderCode, altered);
      }
}

TEST_CASE("provider code: two swapped neighbours of the credit code are found") {
  std::string code = kRealCodes[0];
  std::swap(code[7], code[8]);
  REQUIRE(code != kRealCodes[0]);
  CHECK(check_provider_code(code).code() == Code::kProviderCode);
}

TEST_CASE("provider code: the worked example of the check character") {
  CHECK(aigc::uscc_check_character("91000000000000000") == 'K');
  CHECK(aigc::uscc_check_character("9100000000000000I") == std::nullopt);  // no I in the alphabet
  CHECK(aigc::uscc_check_character("910") == std::nullopt);
}

TEST_CASE("provider code: a refusal names the fault") {
  struct Row {
    std::string code, says;
  };
  const std::vector<Row> rows = {
      {"001191000000000000000L10000", "the expected one is 'K'"},
      {"001191000000000000000K1000", "has 26 characters"},
      {"001191000000000000000K100000", "has 28 characters"},
      {"001191000000000000000k10000", "position 22"},
      {"001191000000000000000K1000 ", "position 27"},
      {"011191000000000000000K10000", "format 00"},
      {"003191000000000000000K10000", "subject type '3'"},
      {"001291000000000000000K10000", "'2' at position 4"},
      {"0011910000O0000000000K10000", "'O' at position 11"},
      {"", "has 0 characters"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.code);
    const Status status = check_provider_code(row.code);
    CHECK(status.code() == Code::kProviderCode);
    CHECK_MESSAGE(status.message().find(row.says) != std::string::npos, status.message());
  }
}

TEST_CASE("provider code: an individual's code") {
  const std::string code = "002111010519491231002X00000";
  CHECK(aigc::is_personal_code(code));
  CHECK_FALSE(aigc::is_personal_code(kCode));
  // Every altered digit of the card shows, and no message gives the right number away.
  for (size_t at = 4; at < 21; ++at) {
    std::string altered = code;
    altered[at] = altered[at] == '9' ? '0' : static_cast<char>(altered[at] + 1);
    CHECK_MESSAGE(check_provider_code(altered).message().ends_with("has a wrong check character at position 22"),
                  altered);
  }
}

TEST_CASE("provider code: names are not taken for codes, damaged codes are") {
  for (const char* name : {"doubao", "MiniMax", "\xE8\xB1\x86\xE5\x8C\x85", "", "1", "cc75f5e99aae4210960acb722f10974e",
                           "Some Company Of 27 Letters!", "AbcdefghijklmnopqrstuvwxyzA"})
    CHECK_FALSE_MESSAGE(aigc::looks_like_provider_code(name), name);
  for (const char* code : {"001191000000000000000K1000", "001191000000000000000K100000", "001191000000000000000k10000",
                           "911191000000000000000K10000"})
    CHECK_MESSAGE(aigc::looks_like_provider_code(code), code);
}

TEST_CASE("provider code: the service extension names a role or none") {
  CHECK(aigc::service_role("00119144030008867405X210001") == aigc::ServiceRole::kGeneration);
  CHECK(aigc::service_role("00119144030008867405X220001") == aigc::ServiceRole::kPropagation);
  CHECK(aigc::service_role("001191340000711771143J00000") == aigc::ServiceRole::kNone);
}

TEST_CASE("provider code: made from a social credit code that checks, with a service code that says its role") {
  CHECK(aigc::make_provider_code("91000000000000000K").value() == "001191000000000000000K00000");
  for (const char* service : {"00000", "10000", "2A0Z9"}) {
    const auto made = aigc::make_provider_code("91330106MA2CFLDG4R", service);
    REQUIRE(made.ok());
    CHECK(made.value() == std::string("001191330106MA2CFLDG4R") + service);
    CHECK(check_provider_code(made.value()).ok());
  }
  // One character altered never passes, wherever it is.
  const std::string uscc = "91330106MA2CFLDG4R";
  for (size_t at = 0; at < uscc.size(); ++at) {
    std::string altered = uscc;
    altered[at] = altered[at] == '1' ? '2' : '1';
    CHECK_MESSAGE(aigc::make_provider_code(altered).status().code() == Code::kProviderCode, altered);
    CHECK_FALSE(aigc::is_uscc(altered));
  }
  CHECK(aigc::is_uscc(uscc));
  for (const char* wrong : {"", "9133010", "91330106MA2CFLDG4RX", "91330106MA2CFLDG4r", "91330106MA2CFLOG4R"})
    CHECK_MESSAGE(aigc::make_provider_code(wrong).status().code() == Code::kProviderCode, wrong);
  for (const char* service : {"", "1", "100000", "1000a", "30000", "00001", "1000 "})
    CHECK_MESSAGE(aigc::make_provider_code(uscc, service).status().code() == Code::kProviderCode, service);
}
