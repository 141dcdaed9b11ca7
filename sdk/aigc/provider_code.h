// Parts of a provider code (TC260-PG-20252A). All of it is derived from the provider's own identity; nobody assigns it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace imprint::aigc {

inline constexpr size_t kProviderCodeChars = 27;

// Written as a code, right or wrong: such a value is held against the rules, anything else is a name (Annex E d).
bool looks_like_provider_code(std::string_view text);

// Subject type 2: the identifier is a person's identity number, readable by everyone who gets the file.
bool is_personal_code(std::string_view code);

// What the service extension of a code says the service does; none when it is unused or says neither.
enum class ServiceRole { kNone, kGeneration, kPropagation };
ServiceRole service_role(std::string_view code);

// The provider code of an organisation: 0011, its unified social credit code (its check character is checked), and the service code,
// 00000 or 1 or 2 and four of 0-9 and A-Z. kProviderCode, with the position that is wrong.
Result<std::string> make_provider_code(std::string_view uscc, std::string_view service = "00000");

// A unified social credit code by itself, which some take for the provider code.
bool is_uscc(std::string_view text);

// The 18th character of a unified social credit code whose first 17 are given (GB 32100); none when one of them is no
// character of such a code.
std::optional<char> uscc_check_character(std::string_view first17);

}  // namespace imprint::aigc
