#include "session.h"

#include <cctype>
#include <cstring>
#include <ctime>

namespace imprint_cli {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A buffer that leaves nothing behind.
struct SecretKey {
  uint8_t bytes[IMPRINT_KEY_BYTES] = {};
  ~SecretKey() { ::explicit_bzero(bytes, sizeof bytes); }
};

// Key files: lines that start with '#' are comments, the rest is 64 hex digits. White space is ignored.
bool parse_key(const Bytes& file, uint8_t key[IMPRINT_KEY_BYTES]) {
  size_t digits = 0;
  bool comment = false;
  for (uint8_t byte : file) {
    const char c = static_cast<char>(byte);
    if (c == '\n') comment = false;
    if (c == '#') comment = true;
    if (comment || std::isspace(byte) != 0) continue;
    const int value = hex_digit(c);
    if (value < 0 || digits == 2 * IMPRINT_KEY_BYTES) return false;
    key[digits / 2] = static_cast<uint8_t>(key[digits / 2] << 4 | value);
    ++digits;
  }
  return digits == 2 * IMPRINT_KEY_BYTES;
}

void load_key(const std::string& path, SecretKey& key) {
  Bytes file = read_file(path);
  const bool good = parse_key(file, key.bytes);
  ::explicit_bzero(file.data(), file.size());
  if (!good) throw CommandError(kFailed, path + ": no key file (64 hex digits; make one with `imprint keys new`)");
}

uint32_t threads_to_use = 0;

}  // namespace

void Session::use_threads(uint32_t threads) { threads_to_use = threads; }

Session::Session() {
  imprint_context_options options = IMPRINT_CONTEXT_OPTIONS_INIT;
  options.threads = threads_to_use;
  imprint_error error;
  require_ok(imprint_context_create(&options, &context_, &error), error, "imprint");
}

std::string Session::add_key_file(const std::string& path) {
  SecretKey key;
  load_key(path, key);
  char id[IMPRINT_KEY_ID_CHARS + 1];
  imprint_error error;
  require_ok(imprint_context_add_key(context_, key.bytes, id, &error), error, path);
  return id;
}

void Session::add_key_files(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) add_key_file(path);
}

void Session::add_trust_files(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Bytes pem = read_file(path);
    imprint_error error;
    require_ok(imprint_context_add_trust(context_, {reinterpret_cast<const char*>(pem.data()), pem.size()}, &error), error, path);
  }
}

void Session::add_manifest_trust_files(imprint_trust_use use, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Bytes pem = read_file(path);
    imprint_error error;
    require_ok(imprint_context_add_manifest_trust(context_, use, {reinterpret_cast<const char*>(pem.data()), pem.size()}, &error),
               error, path);
  }
}

void Session::trust_for_manifests(const std::vector<std::string>& paths) {
  static constexpr std::string_view kBlock = "-----BEGIN CERTIFICATE-----";
  for (const std::string& path : paths) {
    const Bytes pem = read_file(path);
    if (std::string_view(reinterpret_cast<const char*>(pem.data()), pem.size()).find(kBlock) != std::string_view::npos)
      add_manifest_trust_files(IMPRINT_TRUST_USE_SIGNER, {path});
  }
}

SecretFile::SecretFile(const std::string& path) {
  if (path.empty()) return;
  bytes_ = read_file(path);
  if (bytes_.empty()) throw CommandError(kFailed, path + ": is empty");
}
SecretFile::~SecretFile() {
  if (!bytes_.empty()) ::explicit_bzero(bytes_.data(), bytes_.size());
}
imprint_text SecretFile::text() const {
  return bytes_.empty() ? imprint_text{nullptr, 0} : imprint_text{reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

int64_t now_s() { return static_cast<int64_t>(std::time(nullptr)); }

int worse(int a, int b) {
  const auto rank = [](int code) { return code == kFailed ? 3 : code == kUnsupported ? 2 : code == kAbsent ? 1 : 0; };
  return rank(a) >= rank(b) ? a : b;
}

std::string Report::json() const {
  const imprint_text json = imprint_report_get_json(report_);
  return {json.data, json.size};
}

int exit_code_of(imprint_status status) {
  switch (status) {
    case IMPRINT_OK: return kDone;
    case IMPRINT_ERR_UNSUPPORTED_FORMAT:
    case IMPRINT_ERR_UNSUPPORTED_PIXELS:
    case IMPRINT_ERR_NOT_BUILT: return kUnsupported;
    default: return kFailed;
  }
}

void require_ok(imprint_status status, const imprint_error& error, const std::string& subject) {
  if (status == IMPRINT_OK) return;
  throw CommandError(exit_code_of(status), subject + ": " + error.message + " [" + imprint_status_name(status) + "]");
}

uint64_t parse_hex16(const std::string& hex) {
  uint64_t value = 0;
  for (char c : hex) {
    const int digit = hex_digit(c);
    if (digit < 0) throw CommandError(kFailed, "--payload: '" + hex + "' is not 16 hex digits");
    value = value << 4 | static_cast<uint64_t>(digit);
  }
  if (hex.size() != 16) throw CommandError(kFailed, "--payload: '" + hex + "' has " + std::to_string(hex.size()) + " digits, not 16");
  return value;
}

std::string to_hex16(uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

imprint_corner parse_corner(const std::string& name) {
  if (name.empty()) return IMPRINT_CORNER_DEFAULT;
  if (name == "lower-right") return IMPRINT_CORNER_LOWER_RIGHT;
  if (name == "lower-left") return IMPRINT_CORNER_LOWER_LEFT;
  if (name == "upper-right") return IMPRINT_CORNER_UPPER_RIGHT;
  if (name == "upper-left") return IMPRINT_CORNER_UPPER_LEFT;
  if (name == "automatic") return IMPRINT_CORNER_AUTOMATIC;
  throw CommandError(kFailed, "corner '" + name + "' is none of lower-right, lower-left, upper-right, upper-left, automatic");
}

}  // namespace imprint_cli
