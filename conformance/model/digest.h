// SHA-256 as the suite writes it, and whole small files.
#pragma once

#include <string>
#include <string_view>

namespace imprint_conform {

std::string sha256_hex(std::string_view bytes);  // 64 lower-case hexadecimal digits
bool is_sha256_hex(std::string_view text);

// All of a file, or a ConformError. At most `most_bytes`: what the suite reads whole is small.
std::string read_text_file(const std::string& path, size_t most_bytes = size_t{16} << 20);

}  // namespace imprint_conform
