// Small forms that text takes on its way into a file: UTF-8, Latin-1, UTF-16, Base64, XML escapes, hexadecimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace imprint::aigc {

bool is_utf8(std::string_view text);  // RFC 3629: no overlong forms, no surrogates
std::string utf8_of_latin1(std::string_view text);
std::string utf8_of_utf16(ByteView units, bool little_endian);  // a lone surrogate becomes U+FFFD
Bytes utf16_of_utf8(std::string_view text);  // little endian, behind its byte-order mark; what is no UTF-8 becomes U+FFFD

// Standard or URL-safe alphabet, white space skipped, padding optional (RFC 4648 sections 4 and 5).
std::optional<std::string> decode_base64(std::string_view text);

std::optional<std::string> decode_hex(std::string_view text);  // white space skipped

std::string xml_escape(std::string_view text);  // for text of an element
// The five names of XML 1.0, 4.6, and the numbers of the quotation mark taken back, once; all else as it is.
std::string xml_unescape(std::string_view text);

// Without white space, zero bytes and a byte-order mark at either end.
std::string_view trim(std::string_view text);

// ASCII letters only; the names that matter here are ASCII.
bool equals_ignoring_case(std::string_view a, std::string_view b);

// `text` for a message: UTF-8 as it is, control characters as \u{1b}, bytes that are no UTF-8 as U+FFFD. `excerpt` for the errors of
// calls, which have room for one sentence; `whole` for what a report says.
inline constexpr size_t kExcerptCharacters = 80;
std::string excerpt(std::string_view text, size_t most_characters = kExcerptCharacters);
std::string whole(std::string_view text);

}  // namespace imprint::aigc
