// The statement of what is judged: subject.toml, read strictly (spec/conformance.md 3).
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace imprint_conform {

// command: one process a call. stream: one process for many calls, JSON lines. folder: files that are there already.
enum class SubjectKind { kCommand, kStream, kFolder };
std::string_view word_of(SubjectKind kind);

// One argument of a command, or several that come and go together: ["--declared", "{?declared}"] is left out when a
// placeholder in it is empty; {?name} only asks, and gives no argument.
struct Argument {
  std::vector<std::string> words;
  bool optional = false;
};
using CommandTemplate = std::vector<Argument>;

struct Product {
  std::string name, vendor, version;
  std::string build_sha256, contact, date;  // empty: not said
};

struct RobustnessClaim {
  std::string attack, parameter;  // parameter as the mill writes it: "50", "0.75"
  double recovery = 0;
};

struct Claims {
  std::vector<std::string> roles, media, formats;
  std::string producer_code;    // empty: the suite uses its own
  uint32_t watermark_bits = 0;  // 0: no watermark is claimed
  std::vector<RobustnessClaim> robustness;
  std::optional<double> false_positive_bound;
  std::string false_positive_kind;

  bool has_role(std::string_view role) const;
  bool has_medium(std::string_view medium) const;
  bool has_format(std::string_view format) const;
};

// Which exit codes mean what. A code may mean several things, to different verbs.
struct ExitCodes {
  std::vector<int> ok{0}, found{0}, not_found{2}, unsupported{3}, refused{2, 3};
};

// JSON pointers (RFC 6901) into what detect prints; empty: not printed.
struct DetectPointers {
  std::string found, payload, p_value, score;
};

// Where propagate prints the notice of Art. 6, and the words that mean each: one of them stands somewhere in it.
// `none`: words that say that there is no notice, for products that print one in any case. Without a pointer no notice
// is read.
struct NoticeWords {
  std::string pointer;
  std::vector<std::string> is, may_be, suspected, none;
};

struct Limits {
  uint32_t seconds = 120, memory_mb = 3000, output_mb = 16, folder_mb = 512;
};

struct Trust {
  std::vector<std::string> anchors;  // paths
  bool test_certificates = false;
};

// A row of files.csv.
struct GivenFile {
  std::string file, original;  // paths; original may be empty
  std::string name;            // as in the folder: "a/b.png"
  std::string made_by, producer, produce_id;
  std::optional<bool> declared;
};

struct Subject {
  SubjectKind kind = SubjectKind::kCommand;
  std::string folder;  // that subject.toml stands in: what relative paths are relative to
  Product product;
  Claims claims;
  std::map<std::string, CommandTemplate> commands;  // by verb; of a stream: those that it answers to, without words
  CommandTemplate stream;                           // starts it
  bool adapter_protocol = false;                    // of the stream: that of the robustness harness
  std::string files_folder;                         // of a folder subject
  std::vector<GivenFile> files;                     // of a folder subject, by name
  ExitCodes exits;
  DetectPointers detect;
  NoticeWords notice;
  Limits limits;
  Trust trust;
  nlohmann::json statement;  // [product] and [claims] as they stand in the file

  bool can(std::string_view verb) const;  // whether it has a command for it
};

// mark, embed, detect, verify, propagate, mark_unlabelled, log_export, log_purge, lint
const std::vector<std::string>& all_verbs();
// {in} {out} {payload} {producer} {produce_id} {propagator} {propagate_id} {key} {work} {here} {tool} {log} {agreement}
// {declared} {since} {before} {now}
const std::vector<std::string>& all_placeholders();

Subject load_subject(const std::string& file);

// A folder of files without a subject.toml.
Subject subject_of_folder(const std::string& folder);

// The command with its placeholders filled in. A placeholder that `values` lacks is an error in a plain argument.
std::vector<std::string> fill(const CommandTemplate& command, const std::map<std::string, std::string>& values);

}  // namespace imprint_conform
