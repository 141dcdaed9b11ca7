// Whole files: read with a limit, written at once or not at all; and the digest that names their content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "pictures/picture.h"

namespace imprint_conform {

// ConformError if it cannot be read or is larger than `limit_bytes`.
Bytes read_file(const std::filesystem::path& path, uint64_t limit_bytes = uint64_t{1} << 30);
// Under a temporary name in the same folder, then renamed: nobody ever sees half a file.
void write_file(const std::filesystem::path& path, ByteSpan bytes);

std::string sha256_hex(ByteSpan bytes);  // 64 lower-case digits

// The same, piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(ByteSpan bytes);
  void add(std::string_view text);
  std::string finish_hex();  // once

 private:
  void* context_;
};

}  // namespace imprint_conform
