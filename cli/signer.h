// Who signs manifests, as the command line and profiles say it.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "pkcs11.h"
#include "session.h"

namespace imprint_cli {

struct SignerSettings {
  std::string certificates, key, algorithm;  // PEM file, PEM file or pkcs11: URI, "ES256"
  std::string program;  // bytes to sign on its standard input, raw signature on its standard output
  std::string tsa, tsa_program;
  std::string notice, aigc;  // "on", "off"
  bool thumbnail = false;
  uint32_t thumbnail_px = 0;  // 0 = the library's default
  // Without a signer a notice or a thumbnail would be lost in silence: that is an error.
  bool given() const;
};

// `key`: the name of the option for the private key; "--key" is the watermark's where there is one.
void add_signer_options(CLI::App& command, SignerSettings& settings, const char* key = "--private-key");

// The ABI's signer and options for `settings`, which outlive it. Errors of its callbacks are kept and told by
// require().
class Signer {
 public:
  explicit Signer(const SignerSettings& settings);
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  const imprint_signer* get() const { return &signer_; }
  imprint_manifest_options options() const;
  // As require_ok(), with the reason of a callback if one failed, and the file of certificates or of the key where that is at fault.
  // `other_key`: a file whose key the same call was given. For several threads at once, each after a call of its own.
  void require(imprint_status status, const imprint_error& error, const std::string& subject, const std::string& other_key = "") const;

 private:
  static int sign(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);
  static int time_stamp(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);
  std::string subject_of(imprint_status status, const std::string& subject, const std::string& other_key) const;
  int answer_with(const std::function<Bytes()>& ask, uint8_t* answer, size_t capacity, size_t* size);

  const SignerSettings& settings_;
  Bytes certificates_;
  std::optional<SecretFile> key_;
  std::optional<TokenKey> token_;
  std::string algorithm_;
  imprint_signer signer_ = IMPRINT_SIGNER_INIT;
};

}  // namespace imprint_cli
