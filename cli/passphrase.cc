#include "passphrase.h"

#include <imprint/imprint.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

namespace imprint_cli {
namespace {

std::string passphrase_file;

// Wiped when it goes.
struct Secret {
  Bytes bytes;
  ~Secret() {
    if (!bytes.empty()) ::explicit_bzero(bytes.data(), bytes.size());
  }
};

// The first line of the file, as openssl's -passin file: has it; else what the environment holds.
void read_passphrase(const std::string& key_path, Secret& secret) {
  if (!passphrase_file.empty()) {
    secret.bytes = read_file(passphrase_file);
    const std::string_view text(reinterpret_cast<const char*>(secret.bytes.data()), secret.bytes.size());
    secret.bytes.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return;
  }
  const char* set = std::getenv(kPassphraseVariable);
  if (set == nullptr)
    throw CommandError(kFailed, key_path + ": the private key is encrypted; give its passphrase by --passphrase-file FILE or in the variable " +
                                    kPassphraseVariable, imprint_status_name(IMPRINT_ERR_KEY_INVALID));
  secret.bytes.assign(set, set + std::strlen(set));
}

int give_passphrase(char* out, int capacity, int, void* secret) {
  const Bytes& bytes = static_cast<const Secret*>(secret)->bytes;
  if (bytes.size() > static_cast<size_t>(capacity)) return -1;
  std::copy(bytes.begin(), bytes.end(), out);
  return static_cast<int>(bytes.size());
}

using MemoryBio = std::unique_ptr<BIO, decltype(&BIO_free)>;

}  // namespace

void set_passphrase_file(const std::string& path) { passphrase_file = path; }

bool is_encrypted(const Bytes& pem) {
  const std::string_view text(reinterpret_cast<const char*>(pem.data()), pem.size());
  return text.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != text.npos || text.find("Proc-Type: 4,ENCRYPTED") != text.npos;
}

Bytes decrypted(Bytes pem, const std::string& path) {
  const Secret encrypted{std::move(pem)};
  Secret passphrase;
  read_passphrase(path, passphrase);
  const MemoryBio in(BIO_new_mem_buf(encrypted.bytes.data(), static_cast<int>(encrypted.bytes.size())), BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      in ? PEM_read_bio_PrivateKey(in.get(), nullptr, give_passphrase, &passphrase) : nullptr, EVP_PKEY_free);
  const MemoryBio out(BIO_new(BIO_s_secmem()), BIO_free);
  const bool done = key && out && PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  ERR_clear_error();
  if (!done)
    throw CommandError(kFailed, path + ": the passphrase does not open the private key, or the file is damaged",
                       imprint_status_name(IMPRINT_ERR_KEY_INVALID));
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, data + size};
}

}  // namespace imprint_cli
