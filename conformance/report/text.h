// Text as every writer of reports needs it: numbers of fixed precision, hostile texts made harmless, JSON in one form.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "model/digest.h"

namespace imprint_conform {

// "0.950000": `places` digits after the point, on every machine the same. ConformError, which names `what`, where
// `value` is no number.
std::string decimal(double value, int places, std::string_view what);

// The text as a person may safely be shown it: broken UTF-8 becomes U+FFFD, and characters that draw nothing or turn
// the direction of what follows are spelt out, "[U+202E]". Line feeds and tabs become spaces.
std::string visible(std::string_view text);

// visible(), and the five characters that mean something in XML and HTML escaped: for elements and for attributes.
std::string escaped(std::string_view text);

// One form per value: keys sorted, two spaces, LF, UTF-8, a line feed at the end. Characters that visible() spells out
// are \u escapes here, so nothing is lost and nothing misleads in an editor.
std::string json_text(const nlohmann::json& value);
// The same in one line, without the line feed at the end.
std::string json_line(const nlohmann::json& value);

// Reads JSON of at most `kJsonDepth` levels and `kJsonBytes`. ConformError, which names `what`, for anything else.
inline constexpr int kJsonDepth = 24;
inline constexpr size_t kJsonBytes = 64u << 20;
nlohmann::json parsed(std::string_view text, std::string_view what);

}  // namespace imprint_conform
