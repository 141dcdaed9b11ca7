#include "signer.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "exchange.h"
#include "user_words.h"

namespace imprint_cli {
namespace {

imprint_text bytes_as_text(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// Of the call that this thread makes.
thread_local std::string problem;
thread_local Bytes last_signature;

int answer_with(const std::function<Bytes()>& ask, uint8_t* answer, size_t capacity, size_t* size) {
  try {
    const Bytes bytes = ask();
    if (bytes.size() > capacity)
      throw CommandError(kFailed, "the answer has " + std::to_string(bytes.size()) + " bytes");
    std::copy(bytes.begin(), bytes.end(), answer);
    *size = bytes.size();
    return 0;
  } catch (const std::exception& e) {
    problem = e.what();
    return 1;
  }
}

// SEQUENCE of two INTEGERs (X9.62): what OpenSSL and most key services answer, where COSE wants r then s.
bool is_der(const Bytes& signature) {
  return signature.size() > 8 && signature[0] == 0x30 && signature[1] == signature.size() - 2 && signature[2] == 0x02;
}

constexpr const char* kDerAdvice =
    "; it is DER, as OpenSSL and most key services (KMS) give it, and manifests hold r then s, each of fixed width: let the command "
    "convert it";

std::span<const uint8_t> as_span(imprint_byte_view view) { return {view.data, view.size}; }

}  // namespace

bool SignerSettings::given() const {
  const bool signer = !certificates.empty() || !key.empty() || !program.empty();
  if (signer || (notice.empty() && !thumbnail && thumbnail_px == 0)) return signer;
  throw CommandError(kFailed, std::string(notice.empty() ? "--thumbnail" : "--notice") +
                                  " is for the signed manifest: --cert and the private key are needed");
}

void add_signer_options(CLI::App& command, SignerSettings& s, const char* key) {
  command.add_option("--cert", s.certificates, "PEM file: the signer's certificate first, then the intermediates");
  command.add_option(key, s.key, "PEM file with the private key of the certificate, or pkcs11:…");
  command.add_option("--alg", s.algorithm,
                     "ES256, ES384, ES512, PS256, PS384, PS512 or Ed25519 (default: the key's own)");
  command.add_option("--signer", s.program,
                     "shell command in place of a key: gets the bytes to sign, answers with the raw signature");
  command.add_option("--tsa", s.tsa, "http:// URL of a time-stamp authority (RFC 3161)");
  command.add_option("--tsa-command", s.tsa_program,
                     "shell command: gets a TimeStampReq, answers with a TimeStampResp");
  command.add_option("--aigc", s.aigc, "on (default) or off: repeat the text of the AIGC label in the manifest");
  command.add_option(
      "--notice", s.notice,
      "a text of the provider's, such as one on copyright influences: in the manifest, and as rights in the XMP");
  command.add_flag("--thumbnail", s.thumbnail,
                   "add a small picture of the file as it came in, if it has a manifest, which becomes the parent");
  command.add_option("--thumbnail-px", s.thumbnail_px, "its longest side, 32 to 512 (default 256); with --thumbnail");
}

Signer::Signer(const SignerSettings& settings) : settings_(settings) {
  if (settings.certificates.empty())
    throw CommandError(kFailed, "--cert is needed: the signer's certificate and intermediates in PEM");
  if (settings.key.empty() == settings.program.empty())
    throw CommandError(kFailed, "either the private key or --signer is needed, not both");
  if (!settings.tsa.empty() && !settings.tsa_program.empty())
    throw CommandError(kFailed, "--tsa and --tsa-command exclude each other");
  if (!settings.aigc.empty() && settings.aigc != "on" && settings.aigc != "off")
    throw CommandError(kFailed, "--aigc is " + settings.aigc + ", not on or off");
  certificates_ = read_file(settings.certificates);
  signer_.certificates = bytes_as_text(certificates_);
  algorithm_ = settings.algorithm;
  signer_.user_data = this;
  if (is_pkcs11(settings.key)) {
    token_.emplace(settings.key);
    if (algorithm_.empty()) algorithm_ = token_->natural_algorithm();
    std::transform(algorithm_.begin(), algorithm_.end(), algorithm_.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    signer_.sign = sign;
  } else if (!settings.key.empty()) {
    key_.emplace(settings.key);
    signer_.private_key = key_->text();
  } else {
    signer_.sign = sign;
  }
  if (!settings.tsa.empty() || !settings.tsa_program.empty()) signer_.time_stamp = time_stamp;
  signer_.algorithm = optional_text(algorithm_);
}

imprint_manifest_options Signer::options() const {
  imprint_manifest_options options = IMPRINT_MANIFEST_OPTIONS_INIT;
  options.time_s = now_s();
  options.no_aigc = settings_.aigc == "off" ? 1 : 0;
  options.notice = optional_text(settings_.notice);
  options.thumbnail = settings_.thumbnail ? 1 : 0;
  options.thumbnail_px = settings_.thumbnail_px;
  return options;
}

std::string Signer::subject_of(imprint_status status, const std::string& subject, const std::string& other_key) const {
  const std::string key = settings_.key.empty() ? "" : "private key " + without_pin(settings_.key);
  if (status == IMPRINT_ERR_CERTIFICATE) return "--cert " + settings_.certificates;
  if (status == IMPRINT_ERR_SIGNER && !key.empty()) return key + " with --cert " + settings_.certificates;
  if (status == IMPRINT_ERR_SIGNER) return "--signer " + settings_.program;
  if (status != IMPRINT_ERR_KEY_INVALID) return subject;
  return key + (key.empty() || other_key.empty() ? "" : " or --signing-key ") + other_key;
}

void Signer::require(imprint_status status, const imprint_error& error, const std::string& subject, const std::string& other_key) const {
  const std::string why = std::exchange(problem, "");
  const Bytes signature = std::exchange(last_signature, {});
  if (status == IMPRINT_OK) return;
  if (!why.empty()) throw CommandError(exit_code_of(status), subject + ": " + why, imprint_status_name(status));
  std::string message = error.message;
  if (status == IMPRINT_ERR_SIGNER && is_der(signature)) message += kDerAdvice;
  throw CommandError(exit_code_of(status), subject_of(status, subject, other_key) + ": " + in_options(message),
                     imprint_status_name(status));
}

int Signer::sign(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto* me = static_cast<Signer*>(self);
  return answer_with(
      [&] {
        last_signature = me->token_ ? me->token_->sign(me->algorithm_, as_span(request))
                                    : ask_program(me->settings_.program, as_span(request), capacity);
        return last_signature;
      },
      answer, capacity, size);
}

int Signer::time_stamp(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto* me = static_cast<Signer*>(self);
  return answer_with(
      [&] {
        return me->settings_.tsa.empty() ? ask_program(me->settings_.tsa_program, as_span(request), capacity)
                                         : ask_authority(me->settings_.tsa, as_span(request), capacity);
      },
      answer, capacity, size);
}

void add_label_signer(CLI::App& command, LabelSignerSettings& s, const std::string& slot, const std::string& prefix) {
  command.add_option(prefix + "-key", s.key, "PEM private key, or pkcs11:…: sign the label's values into " + slot + " (SecurityData)");
  command.add_option(prefix + "-command", s.program, "shell command in place of that key: gets the bytes to sign, answers with the signature");
  command.add_option(prefix + "-cert", s.certificate, "PEM file with the certificate or public key of that command's key");
}

LabelSigner::LabelSigner(const LabelSignerSettings& settings) : settings_(settings) {
  if (!settings.key.empty() && !settings.program.empty())
    throw CommandError(kFailed, "the label is signed by a key or by a command, not by both");
  if (!settings.program.empty() && settings.certificate.empty())
    throw CommandError(kFailed, "a command that signs the label needs the certificate or public key of its key (--signing-cert)");
  if (settings.program.empty() && settings.key.empty()) {
    if (!settings.certificate.empty()) throw CommandError(kFailed, "--signing-cert is for --signing-command");
    return;
  }
  if (!settings.certificate.empty()) certificate_ = read_file(settings.certificate);
  if (!settings.key.empty() && !is_pkcs11(settings.key)) {
    key_.emplace(settings.key);
    return;
  }
  if (!settings.key.empty()) token_.emplace(settings.key);
  if (token_ && certificate_.empty()) certificate_ = token_->public_key();
  signer_.certificates = bytes_as_text(certificate_);
  signer_.user_data = this;
  signer_.sign = sign;
}

void LabelSigner::require(imprint_status status, const imprint_error& error) const {
  const std::string why = std::exchange(problem, "");
  const std::string& whose = settings_.key.empty() ? settings_.program : settings_.key;
  if (status == IMPRINT_OK || whose.empty()) return;
  const std::string name = settings_.key.empty() ? "--signing-command " + whose : "--signing-key " + without_pin(whose);
  if (!why.empty()) throw CommandError(exit_code_of(status), name + ": " + why, imprint_status_name(status));
  if (status == IMPRINT_ERR_KEY_INVALID || status == IMPRINT_ERR_SIGNER) require_ok(status, error, name);
  if (status == IMPRINT_ERR_CERTIFICATE && !settings_.certificate.empty()) require_ok(status, error, "--signing-cert " + settings_.certificate);
}

int LabelSigner::sign(void* self, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto* me = static_cast<LabelSigner*>(self);
  return answer_with(
      [&] {
        if (!me->token_) return ask_program(me->settings_.program, as_span(request), capacity);
        const std::string natural = me->token_->natural_algorithm();
        return me->token_->sign(natural == "PS256" ? "RS256" : natural, as_span(request));
      },
      answer, capacity, size);
}

}  // namespace imprint_cli
