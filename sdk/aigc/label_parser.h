// The tolerant side of the label's JSON: reads what real services write and names every way in which it differs.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "aigc/aigc.h"
#include "aigc/label_fields.h"

namespace imprint::aigc {

// How the text came to be a candidate. A named one (keyword or property AIGC) is a label or a broken label; any other
// text must show by itself that it is one.
enum class Context { kNamed, kFree };

struct ParsedLabel {
  enum class Kind { kNoLabel, kLabel, kUnreadable };
  Kind kind = Kind::kNoLabel;
  Label label;
  std::string shape;                  // wrappings from the outside in, joined by "+": "bare", "base64+wrapped", …
  std::vector<Deviation> deviations;  // of kLabel: all that its content shows; of kUnreadable: why
};

// kNoLabel, too, when the budget of steps runs out (Limits::status).
ParsedLabel parse_label(std::string_view text, Context context, const Limits& limits);

// What the seven values show. `missing` has a bit for each field whose key is not there at all, so that one fault is
// not named twice.
std::vector<Deviation> judge_values(const Label& label, const std::bitset<kFields.size()>& missing);

}  // namespace imprint::aigc
