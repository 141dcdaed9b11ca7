// Files and SHA-256 (OpenSSL).
#include "pictures/files.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <fstream>

#include "model/error.h"

namespace imprint_conform {

namespace fs = std::filesystem;

Bytes read_file(const fs::path& path, uint64_t limit_bytes) {
  std::error_code error;
  const uint64_t size = fs::file_size(path, error);
  if (error) throw ConformError(path.string() + " cannot be read: " + error.message());
  if (size > limit_bytes)
    throw ConformError(path.string() + " has " + std::to_string(size) + " bytes; the limit is " +
                       std::to_string(limit_bytes));
  Bytes bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in && size > 0) throw ConformError(path.string() + " cannot be read to its end");
  return bytes;
}

void write_file(const fs::path& path, ByteSpan bytes) {
  // The process's number keeps two runs in one folder apart; it is gone once the file has its name.
  const fs::path temporary = path.parent_path() / ("." + path.filename().string() + "." + std::to_string(getpid()));
  std::error_code error;
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
      fs::remove(temporary, error);
      throw ConformError(path.string() + " cannot be written");
    }
  }
  fs::rename(temporary, path, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(temporary, ignored);
  throw ConformError(path.string() + " cannot be written: " + error.message());
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) != 1) {
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
    throw ConformError("SHA-256 is not to be had from OpenSSL");
  }
}

Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sha256::add(ByteSpan bytes) {
  if (EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()) != 1)
    throw ConformError("SHA-256 failed");
}

void Sha256::add(std::string_view text) { add(ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size())); }

std::string Sha256::finish_hex() {
  uint8_t digest[32];
  if (EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest, nullptr) != 1)
    throw ConformError("SHA-256 failed");
  std::string hex;
  for (const uint8_t byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

std::string sha256_hex(ByteSpan bytes) {
  Sha256 sha;
  sha.add(bytes);
  return sha.finish_hex();
}

}  // namespace imprint_conform
