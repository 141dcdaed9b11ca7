// mark_id: the 64 bits that tie the watermark to the AIGC label (spec/mark-id.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace imprint::pipeline {

uint64_t mark_id(std::string_view content_producer, std::string_view produce_id);

std::string to_hex16(uint64_t value);  // 16 lower-case digits

}  // namespace imprint::pipeline
