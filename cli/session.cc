#include "session.h"

#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <optional>
#include <nlohmann/json.hpp>

#include "passphrase.h"
#include "terminal.h"
#include "user_words.h"

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

// Where the content of a key file begins, behind comments (lines that start with '#') and white space.
size_t begin_of_key(std::span<const uint8_t> file) {
  bool comment = false;
  size_t at = 0;
  for (; at < file.size(); ++at) {
    if (file[at] == '#') comment = true;
    if (!comment && std::isspace(file[at]) == 0) break;
    if (file[at] == '\n') comment = false;
  }
  return at;
}

// Key files are comments and 64 hex digits, in front of them the word of the kind if it is a mark_id key. White space is ignored.
bool parse_digits(std::span<const uint8_t> file, uint8_t key[IMPRINT_KEY_BYTES]) {
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

// What a key file holds; none: it is no key file.
std::optional<KeyKind> read_key(const std::string& path, SecretKey& key) {
  Bytes file = read_file(path);
  std::span<const uint8_t> content(file);
  content = content.subspan(begin_of_key(content));
  const bool marked = std::string_view(reinterpret_cast<const char*>(content.data()), content.size()).starts_with(kMarkIdKeyWord);
  const bool good = parse_digits(marked ? content.subspan(kMarkIdKeyWord.size()) : content, key.bytes);
  if (!file.empty()) ::explicit_bzero(file.data(), file.size());
  if (!good) return std::nullopt;
  return marked ? KeyKind::kMarkId : KeyKind::kWatermark;
}

[[noreturn]] void refuse_key(const std::string& path, const char* why) {
  throw CommandError(kFailed, path + ": " + why, imprint_status_name(IMPRINT_ERR_KEY_INVALID));
}

constexpr const char* kNoWatermarkKey = "no key file (64 hex digits; make one with `imprint keys new`)";
constexpr const char* kNoMarkIdKey = "no mark_id key file (make one with `imprint keys new --mark-id`)";

// A secret of one kind is never taken for one of the other.
void load_key(const std::string& path, KeyKind wanted, SecretKey& key) {
  const bool mark_id = wanted == KeyKind::kMarkId;
  if (path.starts_with("pkcs11:"))
    throw CommandError(kFailed, mark_id ? "--mark-id-key takes a file with a mark_id key, which no token can hold"
                                        : "--key takes a file with a watermark key, which no token can hold; the private key of a certificate is "
                                          "--private-key");
  const std::optional<KeyKind> kind = read_key(path, key);
  if (!kind) refuse_key(path, mark_id ? kNoMarkIdKey : kNoWatermarkKey);
  if (*kind != wanted)
    refuse_key(path, mark_id ? "holds a watermark key, which is --key; a mark_id key is made with `imprint keys new --mark-id`"
                             : "holds a mark_id key, which is --mark-id-key; a watermark key is made with `imprint keys new`");
}

std::string add_key(imprint_context* context, const SecretKey& key, KeyKind kind, const std::string& path) {
  char id[IMPRINT_KEY_ID_CHARS + 1];
  imprint_error error;
  const auto add = kind == KeyKind::kMarkId ? imprint_context_add_mark_id_key : imprint_context_add_key;
  require_ok(add(context, key.bytes, id, &error), error, path);
  return id;
}

imprint_context_options context_options = IMPRINT_CONTEXT_OPTIONS_INIT;
std::string ffmpeg;  // the program; empty = none

constexpr uint64_t kBytes = 1024, kCount = 1000;  // what K stands for; M and G are its powers
constexpr uint64_t kMaxAmount = uint64_t{1} << 62;

// An option of the tool for a member of the context's options.
struct Limit {
  const char* name;
  uint64_t unit;
  uint64_t imprint_context_options::*member;
  const char* help;
};
constexpr Limit kLimits[] = {
    {"--max-file-bytes", kBytes, &imprint_context_options::max_file_bytes, "of one file (default 512M)"},
    {"--max-pixels", kCount, &imprint_context_options::max_pixels, "width times height (default 120M)"},
    {"--max-metadata-bytes", kBytes, &imprint_context_options::max_metadata_bytes,
     "one metadata block, decompressed (default 16M)"},
    {"--max-memory", kBytes, &imprint_context_options::max_memory_bytes,
     "bytes in pixels and decompressed metadata at one time (default 2G)"},
    {"--max-steps", kCount, &imprint_context_options::max_steps,
     "of parsers, about a nanosecond each, for one call (default 1G)"},
    {"--max-signatures", kCount, &imprint_context_options::max_signatures,
     "public-key operations for one call (default 256)"},
    {"--max-inflated-bytes", kBytes, &imprint_context_options::max_inflated_bytes,
     "all metadata of one call, decompressed (default 64M)"},
    {"--max-decoded-pixels", kCount, &imprint_context_options::max_decoded_pixels,
     "of all frames in one call (default 2400M)"},
    {"--max-decoded-samples", kCount, &imprint_context_options::max_decoded_samples,
     "of sound, all channels, in one call (default 6000M)"},
};

uint64_t factor_of(char suffix, uint64_t unit) {
  switch (suffix) {
    case 'K':
    case 'k': return unit;
    case 'M':
    case 'm': return unit * unit;
    case 'G':
    case 'g': return unit * unit * unit;
    default: return 0;
  }
}

// "500", "64M"
uint64_t parse_amount(const std::string& option, const std::string& text, uint64_t unit, uint64_t most) {
  uint64_t value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string suffix(wrong == std::errc() ? std::string(end) : text);
  const uint64_t factor = suffix.empty() ? 1 : suffix.size() == 1 ? factor_of(suffix[0], unit) : 0;
  if (wrong != std::errc() || factor == 0)
    throw CommandError(kFailed, option + ": '" + text + "' is not a number with K, M, G or nothing behind it");
  if (value == 0 || value > most / factor)
    throw CommandError(kFailed, option + ": " + text + " is outside 1 to " + std::to_string(most));
  return value * factor;
}

}  // namespace

void add_mark_id_keys(CLI::App& command, std::vector<std::string>& paths) {
  command.add_option("--mark-id-key", paths, "mark_id key, for labels whose mark_id is keyed; repeat for more")->allow_extra_args(false);
}

void add_replace(CLI::App& command, std::string& replacement) {
  command.add_option("--replace", replacement,
                     "write over somebody's label or mark that is there: who allowed it, and why; needs --log");
}

void check_replacement(const std::string& replacement, const std::string& log) {
  if (!replacement.empty() && log.empty())
    throw CommandError(kFailed, "--replace needs --log: that somebody's label or mark was replaced is recorded (Measures Art. 10)");
}

void add_context_options(CLI::App& app) {
  app.add_option("--threads", context_options.threads,
                 "threads for the watermark (default 1); answers do not depend on it")
      ->check(CLI::Range(1, 64));
  app.add_option("--ffmpeg", ffmpeg, "program that decodes and codes M4A: a path, or `ffmpeg` as PATH has it (default: M4A's sound is not read)");
  app.add_option_function<std::string>("--passphrase-file", set_passphrase_file,
                                       std::string("file whose first line opens encrypted private keys (else the variable ") + kPassphraseVariable + ")");
  app.add_flag_callback("--no-open-key", [] { context_options.no_open_key = 1; },
                        "look for watermarks under the keys of --key alone, not under the open one");
  const auto add = [&app](const char* name, const char* help, const std::function<void(const std::string&)>& set) {
    app.add_option_function<std::string>(name, set, help)
        ->type_name("N")
        ->group("Limits (K, M, G: by 1024 for bytes, by 1000 for the rest)");
  };
  add("--max-dimension", "of either side, in pixels (default 32768)", [](const std::string& text) {
    context_options.max_dimension_px = static_cast<uint32_t>(parse_amount("--max-dimension", text, kCount, UINT32_MAX));
  });
  for (const Limit& limit : kLimits)
    add(limit.name, limit.help, [&limit](const std::string& text) {
      context_options.*limit.member = parse_amount(limit.name, text, limit.unit, kMaxAmount);
      limit_files(context_options.max_file_bytes);
    });
}

Session::Session() {
  imprint_error error;
  require_ok(imprint_context_create(&context_options, &context_, &error), error, "imprint");
  if (!ffmpeg.empty()) require_ok(imprint_context_set_ffmpeg(context_, text(ffmpeg), &error), error, "--ffmpeg");
}

std::string Session::add_key_file(const std::string& path, KeyKind kind) {
  SecretKey key;
  load_key(path, kind, key);
  return add_key(context_, key, kind, path);
}

NamedKey Session::add_any_key_file(const std::string& path) {
  SecretKey key;
  const std::optional<KeyKind> kind = read_key(path, key);
  if (!kind) refuse_key(path, kNoWatermarkKey);
  return {*kind, add_key(context_, key, *kind, path)};
}

void Session::add_mark_id_key_files(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) add_key_file(path, KeyKind::kMarkId);
}

void Session::add_key_files(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) add_key_file(path);
}

void Session::add_trust_files(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Bytes pem = read_file(path);
    imprint_error error;
    require_ok(imprint_context_add_trust(context_, {reinterpret_cast<const char*>(pem.data()), pem.size()}, &error),
               error, path);
  }
}

void Session::add_trust_rules(const std::vector<std::string>& rules) {
  for (const std::string& rule : rules) {
    const size_t sign = rule.find('=');
    if (sign == std::string::npos || sign == 0) throw CommandError(kFailed, "--trust-for " + rule + ": not CODE=FILE");
    const std::string code = rule.substr(0, sign), path = rule.substr(sign + 1);
    const Bytes pem = read_file(path);
    imprint_error error;
    require_ok(imprint_context_add_trust_for(context_, text(code), {reinterpret_cast<const char*>(pem.data()), pem.size()}, &error), error,
               path);
  }
}

void Session::add_manifest_trust_files(imprint_trust_use use, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Bytes pem = read_file(path);
    imprint_error error;
    require_ok(imprint_context_add_manifest_trust(context_, use,
                                                  {reinterpret_cast<const char*>(pem.data()), pem.size()}, &error),
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
  if (is_encrypted(bytes_)) bytes_ = decrypted(std::move(bytes_), path);
}
SecretFile::~SecretFile() {
  if (!bytes_.empty()) ::explicit_bzero(bytes_.data(), bytes_.size());
}
imprint_text SecretFile::text() const {
  return bytes_.empty() ? imprint_text{nullptr, 0}
                        : imprint_text{reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

int64_t now_s() { return static_cast<int64_t>(std::time(nullptr)); }

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
  throw CommandError(exit_code_of(status), (subject == "-" ? "standard input" : subject) + ": " + in_options(error.message), imprint_status_name(status));
}

uint64_t parse_hex16(const std::string& hex) {
  uint64_t value = 0;
  for (char c : hex) {
    const int digit = hex_digit(c);
    if (digit < 0) throw CommandError(kFailed, "--payload: '" + hex + "' is not 16 hex digits");
    value = value << 4 | static_cast<uint64_t>(digit);
  }
  if (hex.size() != 16)
    throw CommandError(kFailed, "--payload: '" + hex + "' has " + std::to_string(hex.size()) + " digits, not 16");
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
  throw CommandError(kFailed,
                     "corner '" + name + "' is none of lower-right, lower-left, upper-right, upper-left, automatic");
}

}  // namespace imprint_cli
