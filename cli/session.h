// One context of the library for one run of the tool, and the manners of its C types in C++.
#pragma once

#include <imprint/imprint.h>

#include <CLI/CLI.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files.h"

namespace imprint_cli {

// Two secrets that must not be taken for each other.
enum class KeyKind { kWatermark, kMarkId };
inline constexpr std::string_view kMarkIdKeyWord = "imprint-mark-id-key";  // begins a file of the second kind
struct NamedKey {
  KeyKind kind;
  std::string id;
};

class Session {
 public:
  Session();
  ~Session() { imprint_context_destroy(context_); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const imprint_context* context() const { return context_; }
  // Adds the key of a key file and returns its id.
  std::string add_key_file(const std::string& path, KeyKind kind = KeyKind::kWatermark);
  void add_key_files(const std::vector<std::string>& paths);
  NamedKey add_any_key_file(const std::string& path);
  void add_mark_id_key_files(const std::vector<std::string>& paths);
  // PEM files with keys and certificates whose signatures are trusted.
  void add_trust_files(const std::vector<std::string>& paths);
  // The same for one producer each: "CODE=FILE".
  void add_trust_rules(const std::vector<std::string>& rules);
  // PEM files with certificates that are trusted for manifests.
  // PEM files that may hold public keys alone, which mean nothing to manifests.
  void trust_for_manifests(const std::vector<std::string>& paths);
  void add_manifest_trust_files(imprint_trust_use use, const std::vector<std::string>& paths);

 private:
  imprint_context* context_ = nullptr;
};

// --mark-id-key FILE, of verbs that compare labels with watermarks.
void add_mark_id_keys(CLI::App& command, std::vector<std::string>& paths);

// --replace TEXT, who allowed to write over somebody's label or mark and why; it needs a log, and is asked before any work.
void add_replace(CLI::App& command, std::string& replacement);
void check_replacement(const std::string& replacement, const std::string& log);

// --threads and the limits, for every session and file from then on. Zero, the library's default, cannot be said.
void add_context_options(CLI::App& app);

// The bytes of a file that holds a secret, wiped when they go. No path: absent.
class SecretFile {
 public:
  explicit SecretFile(const std::string& path);
  ~SecretFile();
  SecretFile(const SecretFile&) = delete;
  SecretFile& operator=(const SecretFile&) = delete;
  imprint_text text() const;

 private:
  Bytes bytes_;
};

// Seconds since 1970, now: the library reads no clock.
int64_t now_s();

// Owned by the library, freed by us.
class OutputBytes {
 public:
  ~OutputBytes() { imprint_bytes_free(&bytes_); }
  imprint_bytes* out() { return &bytes_; }
  std::span<const uint8_t> span() const { return {bytes_.data, bytes_.size}; }

 private:
  imprint_bytes bytes_{nullptr, 0};
};

class Report {
 public:
  ~Report() { imprint_report_destroy(report_); }
  imprint_report** out() { return &report_; }
  const imprint_report* get() const { return report_; }
  std::string json() const;

 private:
  imprint_report* report_ = nullptr;
};

inline imprint_byte_view view(const Bytes& bytes) { return {bytes.data(), bytes.size()}; }
// An empty string is "absent" on the command line.
inline imprint_text optional_text(const std::string& s) {
  return s.empty() ? imprint_text{nullptr, 0} : imprint_text{s.data(), s.size()};
}
inline imprint_text text(const std::string& s) { return {s.data(), s.size()}; }

// Throws CommandError with the exit code that fits the status; `subject` names the file.
void require_ok(imprint_status status, const imprint_error& error, const std::string& subject);
int exit_code_of(imprint_status status);

uint64_t parse_hex16(const std::string& hex);  // 16 hex digits
std::string to_hex16(uint64_t value);
imprint_corner parse_corner(const std::string& name);  // "lower-right" and the like; empty = the default

}  // namespace imprint_cli
