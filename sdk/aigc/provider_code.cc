// Checks provider codes. Positions in messages count from 1, as the guide does.
#include "aigc/provider_code.h"

#include <algorithm>
#include <array>
#include <string>

#include "aigc/aigc.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100: no I O S V Z
constexpr size_t kUsccAt = 4, kUsccChars = 18, kServiceAt = 22;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_code_character(char c) { return is_digit(c) || is_upper(c); }
bool is_alphanumeric(char c) { return is_code_character(c) || (c >= 'a' && c <= 'z'); }

Status refuse_code(std::string_view code, const std::string& why) {
  return {Code::kProviderCode, "provider code \"" + excerpt(code) + "\" " + why};
}

Status check_organisation(std::string_view code) {
  if (code[3] != '1')
    return refuse_code(code,
                  std::string("has '") + code[3] + "' at position 4; an organisation has '1', its social credit code");
  const std::string_view uscc = code.substr(kUsccAt, kUsccChars);
  for (size_t i = 0; i < uscc.size(); ++i)
    if (kUsccAlphabet.find(uscc[i]) == std::string_view::npos)
      return refuse_code(code, std::string("has '") + uscc[i] + "' at position " + std::to_string(kUsccAt + i + 1) +
                              ", which no social credit code has");
  const char expected = *uscc_check_character(uscc.substr(0, kUsccChars - 1));
  if (uscc.back() != expected)
    return refuse_code(code, std::string("has the check character '") + uscc.back() +
                            "' at position 22; the expected one is '" + expected + "'");
  return {};
}

// Kind 1 is an identity card (GB 11643), whose last character is a check by ISO 7064 MOD 11-2. How the other kinds are
// told apart and padded is unconfirmed, so their shape is all that is checked.
Status check_individual(std::string_view code) {
  if (code[3] != '1') return {};
  const std::string_view card = code.substr(kUsccAt, kUsccChars);
  if (!std::all_of(card.begin(), card.end() - 1, is_digit) || !(is_digit(card.back()) || card.back() == 'X'))
    return refuse_code(code, "has no identity number of 17 digits and a check character at positions 5 to 22");
  size_t sum = 0, weight = 1;
  for (size_t i = card.size() - 1; i-- > 0;) {
    weight = weight * 2 % 11;
    sum += weight * static_cast<size_t>(card[i] - '0');
  }
  const size_t check = (12 - sum % 11) % 11;
  const char expected = check == 10 ? 'X' : static_cast<char>('0' + check);
  // The number is a person's: no message repeats what it should have been.
  return card.back() == expected ? Status{} : refuse_code(code, "has a wrong check character at position 22");
}

// spec/aigc-label.md 4: unused, or a first character that says what the service does.
bool is_service(std::string_view service) { return service == "00000" || service[0] == '1' || service[0] == '2'; }

Status check_service(std::string_view code) {
  const std::string_view service = code.substr(kServiceAt);
  if (is_service(service)) return {};
  return refuse_code(code, std::string("has the service code ") + std::string(service) +
                          ", which begins with neither 1 (generation) nor 2 (propagation), and is not 00000 (unused)");
}

}  // namespace

std::optional<char> uscc_check_character(std::string_view first17) {
  constexpr std::array<size_t, 17> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                               29, 25, 13, 8,  24, 10, 30, 28};  // 3^i mod 31
  if (first17.size() != kWeights.size()) return std::nullopt;
  size_t sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    const size_t value = kUsccAlphabet.find(first17[i]);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * kWeights[i];
  }
  return kUsccAlphabet[(31 - sum % 31) % 31];
}

bool looks_like_provider_code(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_alphanumeric) || !is_digit(text[0])) return false;
  if (text.size() == kProviderCodeChars) return true;
  // A few characters lost or gained are a damaged code; a bare 32-digit hexadecimal number is none.
  const bool starts_as_code = text.starts_with("001") || text.starts_with("002");
  return starts_as_code && text.size() >= kProviderCodeChars - 3 && text.size() <= kProviderCodeChars + 3;
}

bool is_personal_code(std::string_view code) { return code.size() == kProviderCodeChars && code.starts_with("002"); }

ServiceRole service_role(std::string_view code) {
  if (code.size() != kProviderCodeChars) return ServiceRole::kNone;
  if (code[kServiceAt] == '1') return ServiceRole::kGeneration;
  return code[kServiceAt] == '2' ? ServiceRole::kPropagation : ServiceRole::kNone;
}

Status check_provider_code(const std::string& code) {
  if (code.size() != kProviderCodeChars)
    return refuse_code(code, "has " + std::to_string(code.size()) + " characters; a code has 27");
  const auto foreign = std::find_if_not(code.begin(), code.end(), is_code_character);
  if (foreign != code.end())
    return refuse_code(code,
                  "has a character outside 0-9 and A-Z at position " + std::to_string(foreign - code.begin() + 1));
  if (!code.starts_with("00")) return refuse_code(code, "does not start with the code format 00");
  if (code[2] == '1' || code[2] == '2') {
    const Status identifier = code[2] == '1' ? check_organisation(code) : check_individual(code);
    return identifier.ok() ? check_service(code) : identifier;
  }
  return refuse_code(code, std::string("has the subject type '") + code[2] + "' at position 3; known are '1' and '2'");
}

bool is_uscc(std::string_view text) {
  return text.size() == kUsccChars && uscc_check_character(text.substr(0, kUsccChars - 1)) == text.back();
}

Result<std::string> make_provider_code(std::string_view uscc, std::string_view service) {
  constexpr size_t kServiceChars = kProviderCodeChars - kServiceAt;
  const auto wrong = [](std::string_view what, std::string_view value, const std::string& why) {
    return Status{Code::kProviderCode, std::string(what) + " \"" + excerpt(value) + "\" " + why};
  };
  constexpr std::string_view kUscc = "unified social credit code", kService = "service code";
  if (uscc.size() != kUsccChars)
    return wrong(kUscc, uscc, "has " + std::to_string(uscc.size()) + " characters; such a code has 18");
  for (size_t i = 0; i < uscc.size(); ++i)
    if (kUsccAlphabet.find(uscc[i]) == std::string_view::npos)
      return wrong(kUscc, uscc,
                   "has '" + excerpt(uscc.substr(i, 1)) + "' at position " + std::to_string(i + 1) +
                       "; it is written in digits and capitals without I, O, S, V and Z");
  const char expected = *uscc_check_character(uscc.substr(0, kUsccChars - 1));
  if (uscc.back() != expected)
    return wrong(kUscc, uscc,
                 std::string("is mistyped: its last character checks the others, and would be '") + expected + "'");
  if (service.size() != kServiceChars || !std::all_of(service.begin(), service.end(), is_code_character))
    return wrong(kService, service, "is not 5 characters of 0-9 and A-Z");
  if (!is_service(service))
    return wrong(kService, service,
                 "begins with neither 1 (generation) nor 2 (propagation), and is not 00000 (unused)");
  return "0011" + std::string(uscc) + std::string(service);
}

}  // namespace imprint::aigc
