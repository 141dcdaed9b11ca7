// What ReservedCode1 says of the watermark: that its mark_id is keyed, and which key it takes (spec/mark-id.md 3).
#pragma once

#include <string>
#include <string_view>

#include "aigc/aigc.h"

namespace imprint::aigc {

// Adds the declaration to ReservedCode1, beside the SecurityData that is there. kInvalidArgument when what is there is no JSON
// object, or declares a key already, and for a key id that is not 16 lower-case hexadecimal digits.
Status declare_mark_id_key(Label& label, std::string_view key_id);

// The id of the key that `reserved_code1` declares; empty when it declares none.
std::string declared_mark_id_key(std::string_view reserved_code1);
// The same, paid from the budget of the call. kLimitExceeded.
Result<std::string> read_mark_id_key(std::string_view reserved_code1, const Limits& limits);

}  // namespace imprint::aigc
