#include "model/digest.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "model/error.h"

namespace imprint_conform {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw ConformError("SHA-256 is not available");
  }
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += {kDigits[digest[i] >> 4], kDigits[digest[i] & 15]};
  }
  return hex;
}

bool is_sha256_hex(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string read_text_file(const std::string& path, size_t most_bytes) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw ConformError(path + ": cannot be read");
  std::string text;
  std::array<char, 65536> part;
  while (in.read(part.data(), part.size()), in.gcount() > 0) {
    text.append(part.data(), static_cast<size_t>(in.gcount()));
    if (text.size() > most_bytes)
      throw ConformError(path + ": is larger than " + std::to_string(most_bytes) + " bytes");
  }
  if (in.bad()) throw ConformError(path + ": cannot be read");
  return text;
}

}  // namespace imprint_conform
