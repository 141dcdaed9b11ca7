// Texts that a person reads as the JSON of a label and a parser does not, as real writers make them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imprint::aigc {

struct MendedJson {
  std::string text;
  const char* how = "";  // what was wrong, for a deviation
};

// `text` as the JSON that was meant, if it is one of the forms that are known: what Python's str() makes of a dict, and a
// wrapper whose name lacks its second quotation mark ({"AIGC:{…}). Whether it is JSON then is for the caller to find out.
std::optional<MendedJson> mend_json(std::string_view text);

}  // namespace imprint::aigc
