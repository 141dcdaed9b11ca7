// The seven keys of Annex E b beside the members of Label, in the order of the standard.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "aigc/aigc.h"

namespace imprint::aigc {

struct Field {
  std::string_view key;
  std::string Label::*value;
};

inline constexpr std::array<Field, 7> kFields = {{
    {"Label", &Label::label},
    {"ContentProducer", &Label::content_producer},
    {"ProduceID", &Label::produce_id},
    {"ReservedCode1", &Label::reserved_code1},
    {"ContentPropagator", &Label::content_propagator},
    {"PropagateID", &Label::propagate_id},
    {"ReservedCode2", &Label::reserved_code2},
}};

// The first byte of `value` that Annex E j does not have: 0x21, 0x23-0x5B, 0x5D-0x7E and the escaped quotation mark.
// npos when there is none.
size_t first_foreign_character(std::string_view value);

// "character 0x20 at offset 3"
std::string describe_character(std::string_view value, size_t offset);

// Longer texts are neither written nor parsed. The standard names no limit; real labels stay below 8 KB.
inline constexpr size_t kMaxLabelBytes = 65536;

}  // namespace imprint::aigc
