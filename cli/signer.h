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

  const SignerSettings& settings_;
  Bytes certificates_;
  std::optional<SecretFile> key_;
  std::optional<TokenKey> token_;
  std::string algorithm_;
  imprint_signer signer_ = IMPRINT_SIGNER_INIT;
};

// Who signs the label: a key in a file or a token, or another program.
struct LabelSignerSettings {
  std::string key;      // PEM file or pkcs11: URI
  std::string program;  // as SignerSettings::program
  std::string certificate;  // PEM file: CERTIFICATE or PUBLIC KEY of the program's key; of a token's where it does not show it
};
// `slot`: "ReservedCode1"; `prefix`: of the options' names, "--signing" or "--propagator-signing".
void add_label_signer(CLI::App& command, LabelSignerSettings& settings, const std::string& slot, const std::string& prefix = "--signing");

// The ABI's members for it, which borrow from this.
class LabelSigner {
 public:
  explicit LabelSigner(const LabelSignerSettings& settings);
  LabelSigner(const LabelSigner&) = delete;
  LabelSigner& operator=(const LabelSigner&) = delete;

  imprint_text key() const { return key_ ? key_->text() : imprint_text{nullptr, 0}; }
  const imprint_signer* get() const { return signer_.sign == nullptr ? nullptr : &signer_; }
  // Throws what concerns this key or command; everything else is the caller's.
  void require(imprint_status status, const imprint_error& error) const;

 private:
  static int sign(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);

  const LabelSignerSettings& settings_;
  std::optional<SecretFile> key_;
  std::optional<TokenKey> token_;
  Bytes certificate_;
  imprint_signer signer_ = IMPRINT_SIGNER_INIT;
};

}  // namespace imprint_cli
