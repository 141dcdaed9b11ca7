#include "subject/subject.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "model/error.h"
#include "rules/strict_toml.h"
#include "subject/argv.h"
#include "subject/files_csv.h"

namespace imprint_conform {
namespace {

using Words = std::vector<std::string>;
const Words kRoles{"generator", "platform", "store"};
const Words kMedia{"image", "text", "audio", "video", "scene", "interface"};
const Words kPictureFormats{"png", "jpeg", "webp", "gif", "tiff", "avif", "heif"};
const Words kSoundFormats{"wav", "aiff", "flac", "ogg", "mp3", "m4a"};
const Words kFormats{"png", "jpeg", "webp", "gif", "tiff", "avif", "heif", "wav", "aiff", "flac", "ogg", "mp3", "m4a"};
constexpr std::string_view kSoundMade = "wav";  // what the suite hands to a product; sound/painter.h

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Words known_words(const StrictTable& table, const char* key, const Words& known) {
  Words words = table.texts(key);
  for (const std::string& word : words) {
    if (!has(known, word)) table.refuse(key, std::string(key) + " holds " + word + ", none of " + list_of(known));
  }
  return words;
}

std::string path_beside(const Subject& subject, const std::string& path) {
  return (std::filesystem::path(subject.folder) / path).lexically_normal().string();
}

Product read_product(const StrictTable& table) {
  table.only({"name", "vendor", "version", "build_sha256", "contact", "date"});
  Product product{table.text("name"),           table.text("vendor"),
                  table.text("version"),        table.text_or("build_sha256", ""),
                  table.text_or("contact", ""), table.text_or("date", "")};
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const std::string& sum = product.build_sha256;
  if (!sum.empty() && (sum.size() != 64 || !std::all_of(sum.begin(), sum.end(), hex))) {
    table.refuse("build_sha256", "build_sha256 is no SHA-256 of 64 lower-case hexadecimal digits");
  }
  return product;
}

// A parameter as the mill writes it: "50", "0.75", "75-shift-75".
std::string parameter_of(const StrictTable& table) {
  const nlohmann::json value = table.json("parameter");
  if (value.is_string()) return table.text("parameter");
  if (value.is_number_integer()) return std::to_string(value.get<int64_t>());
  const double number = table.number("parameter");
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return std::string(text.data(), end);
}

double share_of(const StrictTable& table, const char* key) {
  const double value = table.number(key);
  if (value <= 0 || value >= 1) table.refuse(key, std::string(key) + " is not between 0 and 1");
  return value;
}

Claims read_claims(const StrictTable& table) {
  table.only({"roles", "media", "formats", "producer_code", "watermark_bits", "robustness", "false_positive"});
  Claims claims;
  claims.roles = known_words(table, "roles", kRoles);
  claims.media = known_words(table, "media", kMedia);
  if (table.has("formats") || claims.has_medium("image") || claims.has_medium("audio"))
    claims.formats = known_words(table, "formats", kFormats);
  claims.producer_code = table.text_or("producer_code", "");
  claims.watermark_bits = static_cast<uint32_t>(table.integer_or("watermark_bits", 0, 4096, 0));
  for (const StrictTable& claim : table.tables_or_none("robustness")) {
    claim.only({"attack", "parameter", "recovery"});
    claims.robustness.push_back({claim.text("attack"), parameter_of(claim), share_of(claim, "recovery")});
  }
  if (table.has("false_positive")) {
    const StrictTable bound = table.table("false_positive");
    bound.only({"bound", "kind"});
    claims.false_positive_bound = share_of(bound, "bound");
    claims.false_positive_kind = bound.text("kind");
  }
  return claims;
}

// The suite makes sound as WAV alone: what a product claims beside it would stand in the scope of a report that never
// asked for it. Files that are there already may be of any format.
void check_formats(const StrictTable& table, const Subject& subject) {
  if (subject.kind == SubjectKind::kFolder) return;
  const Claims& claims = subject.claims;
  for (const std::string& format : claims.formats) {
    const bool sound = has(kSoundFormats, format);
    if (sound && format != kSoundMade)
      table.refuse("formats", "formats holds " + format + "; of sound the suite makes wav alone, and judges others in a folder");
    if (!claims.has_medium(sound ? "audio" : "image"))
      table.refuse("formats", "formats holds " + format + " and media no " + (sound ? "audio" : "image"));
  }
  const auto any_of = [&](const Words& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return claims.has_format(word); });
  };
  if (claims.has_medium("audio") && !claims.has_format(kSoundMade))
    table.refuse("formats", "media holds audio and formats no wav");
  if (claims.has_medium("image") && !any_of(kPictureFormats))
    table.refuse("formats", "media holds image and formats none of " + list_of(kPictureFormats));
}

Argument read_argument(const StrictTable& table, const std::string& key, const nlohmann::json& item) {
  Argument argument;
  argument.optional = item.is_array();
  const nlohmann::json words = item.is_array() ? item : nlohmann::json::array({item});
  for (const nlohmann::json& word : words) {
    if (!word.is_string() || word.get_ref<const std::string&>().find('\0') != std::string::npos) {
      table.refuse(key, "command " + key + " holds what is neither a string nor a list of strings");
    }
    argument.words.push_back(word.get<std::string>());
    const std::string complaint = complaint_on_word(argument.words.back(), argument.optional);
    if (!complaint.empty()) table.refuse(key, "command " + key + ": " + complaint);
  }
  if (argument.words.empty()) table.refuse(key, "command " + key + " holds an empty group");
  return argument;
}

CommandTemplate read_command(const StrictTable& table, const std::string& key) {
  const nlohmann::json list = table.json(key);
  if (!list.is_array() || list.empty()) table.refuse(key, "command " + key + " is no list of words");
  CommandTemplate command;
  for (const nlohmann::json& item : list) command.push_back(read_argument(table, key, item));
  if (command[0].optional || command[0].words[0].empty())
    table.refuse(key, "command " + key + " does not begin with a program");
  return command;
}

// What a verb cannot do its work without.
Words needed_placeholders(const std::string& verb) {
  if (verb == "log_export" || verb == "log_purge") return {"log"};
  if (verb == "detect" || verb == "verify" || verb == "lint") return {"in"};
  if (verb == "embed") return {"in", "out", "payload"};
  return {"in", "out"};
}

void read_commands(const StrictTable& table, Subject& subject) {
  for (const std::string& verb : table.keys()) {
    if (!has(all_verbs(), verb)) table.refuse(verb, "unknown verb " + verb + " (known: " + list_of(all_verbs()) + ")");
    CommandTemplate command = read_command(table, verb);
    for (const std::string& name : needed_placeholders(verb)) {
      if (!names_placeholder(command, name)) table.refuse(verb, "command " + verb + " names no {" + name + "}");
    }
    subject.commands.emplace(verb, std::move(command));
  }
  if (subject.commands.empty()) table.refuse("commands is empty");
}

void read_stream(const StrictTable& table, Subject& subject) {
  table.only({"command", "verbs", "protocol"});
  subject.stream = read_command(table, "command");
  for (const std::string& name : all_placeholders()) {
    const bool of_every_call = name == "here" || name == "tool" || name == "work";
    if (!of_every_call && names_placeholder(subject.stream, name)) {
      table.refuse("command", "command starts the stream, before there is a {" + name + "}");
    }
  }
  for (const std::string& verb : known_words(table, "verbs", all_verbs()))
    subject.commands.emplace(verb, CommandTemplate());
  const std::string protocol = table.text_or("protocol", "lines");
  if (protocol != "lines" && protocol != "adapter")
    table.refuse("protocol", "protocol is \"" + protocol + "\", neither lines nor adapter");
  subject.adapter_protocol = protocol == "adapter";
  if (!subject.adapter_protocol) return;
  for (const auto& [verb, command] : subject.commands) {
    if (verb != "embed" && verb != "detect")
      table.refuse("verbs", "the adapter protocol knows embed and detect, not " + verb);
  }
}

std::vector<int> read_codes(const StrictTable& table, const char* key, std::vector<int> fallback) {
  if (!table.has(key)) return fallback;
  const auto codes = table.integers(key, 0, 255);
  return {codes.begin(), codes.end()};
}

ExitCodes read_exits(const StrictTable& table) {
  table.only({"ok", "found", "not_found", "unsupported", "refused"});
  const ExitCodes usual;
  return {read_codes(table, "ok", usual.ok), read_codes(table, "found", usual.found),
          read_codes(table, "not_found", usual.not_found), read_codes(table, "unsupported", usual.unsupported),
          read_codes(table, "refused", usual.refused)};
}

std::string read_pointer(const StrictTable& table, const char* key) {
  if (!table.has(key)) return "";
  std::string pointer = table.text(key);
  try {
    static_cast<void>(nlohmann::json::json_pointer(pointer));
  } catch (const nlohmann::json::exception&) {
    table.refuse(key, std::string(key) + " is \"" + pointer + "\", no JSON pointer such as /detected");
  }
  return pointer;
}

DetectPointers read_detect(const StrictTable& table) {
  table.only({"found", "payload", "p_value", "score"});
  return {read_pointer(table, "found"), read_pointer(table, "payload"), read_pointer(table, "p_value"),
          read_pointer(table, "score")};
}

NoticeWords read_notice(const StrictTable& table) {
  table.only({"pointer", "is", "may_be", "suspected", "none"});
  table.text("pointer");
  return {read_pointer(table, "pointer"), table.texts("is"), table.texts("may_be"), table.texts("suspected"),
          table.texts_or_none("none")};
}

Limits read_limits(const StrictTable& table) {
  table.only({"seconds", "memory_mb", "output_mb", "folder_mb", "files"});
  const auto limit = [&](const char* key, int64_t least, int64_t most, uint32_t usual) {
    return static_cast<uint32_t>(table.integer_or(key, least, most, usual));
  };
  const Limits usual;
  if (table.text_or("files", "one folder") != "one folder")
    table.refuse("files", "files is not \"one folder\", the one value that is known");
  return {limit("seconds", 1, 3600, usual.seconds), limit("memory_mb", 16, 262144, usual.memory_mb),
          limit("output_mb", 1, 1024, usual.output_mb), limit("folder_mb", 1, 16384, usual.folder_mb)};
}

Trust read_trust(const StrictTable& table, const Subject& subject) {
  table.only({"anchors", "test_certificates"});
  Trust trust;
  for (const std::string& anchor : table.texts_or_none("anchors"))
    trust.anchors.push_back(path_beside(subject, anchor));
  trust.test_certificates = table.flag_or("test_certificates", false);
  return trust;
}

void read_kind(const StrictTable& root, Subject& subject) {
  const std::string word = root.text_or("kind", root.has("stream")   ? "stream"
                                                : root.has("folder") ? "folder"
                                                                     : "command");
  if (!has({"command", "stream", "folder"}, word))
    root.refuse("kind", "kind is \"" + word + "\", none of command, stream and folder");
  subject.kind = word == "stream"   ? SubjectKind::kStream
                 : word == "folder" ? SubjectKind::kFolder
                                    : SubjectKind::kCommand;
  const std::string own = subject.kind == SubjectKind::kCommand ? "commands" : word;
  for (const char* other : {"commands", "stream", "folder"}) {
    if (other != own && root.has(other)) root.refuse(other, "a subject of kind " + word + " has no table " + other);
  }
}

void read_folder(const StrictTable& table, Subject& subject) {
  table.only({"path", "files"});
  subject.files_folder = path_beside(subject, table.text("path"));
  subject.files = table.has("files") ? read_files_csv(path_beside(subject, table.text("files")), subject.files_folder)
                                     : list_files(subject.files_folder);
}

}  // namespace

std::string_view word_of(SubjectKind kind) {
  return kind == SubjectKind::kCommand ? "command" : kind == SubjectKind::kStream ? "stream" : "folder";
}

bool Claims::has_role(std::string_view role) const { return has(roles, role); }
bool Claims::has_medium(std::string_view medium) const { return has(media, medium); }
bool Claims::has_format(std::string_view format) const { return has(formats, format); }
bool Subject::can(std::string_view verb) const { return commands.contains(std::string(verb)); }

const std::vector<std::string>& all_verbs() {
  static const Words verbs{"mark",       "embed",     "detect", "verify", "propagate", "mark_unlabelled",
                           "log_export", "log_purge", "lint"};
  return verbs;
}

const std::vector<std::string>& all_placeholders() {
  static const Words names{"in",           "out",      "payload", "producer", "produce_id", "propagator",
                           "propagate_id", "key",      "work",    "here",     "tool",       "log",
                           "agreement",    "declared", "since",   "before",   "now"};
  return names;
}

Subject load_subject(const std::string& file) {
  const StrictTable root = StrictTable::read(file);
  root.only({"schema", "kind", "product", "claims", "commands", "stream", "folder", "exit", "detect", "notice",
             "limits", "trust"});
  root.integer("schema", 1, 1);
  Subject subject;
  subject.folder = std::filesystem::absolute(file).parent_path().lexically_normal().string();
  read_kind(root, subject);
  subject.product = read_product(root.table("product"));
  subject.claims = read_claims(root.table("claims"));
  check_formats(root.table("claims"), subject);
  if (subject.kind == SubjectKind::kCommand) read_commands(root.table("commands"), subject);
  if (subject.kind == SubjectKind::kStream) read_stream(root.table("stream"), subject);
  if (subject.kind == SubjectKind::kFolder) read_folder(root.table("folder"), subject);
  if (root.has("exit")) subject.exits = read_exits(root.table("exit"));
  if (root.has("detect")) subject.detect = read_detect(root.table("detect"));
  if (root.has("notice")) subject.notice = read_notice(root.table("notice"));
  if (root.has("limits")) subject.limits = read_limits(root.table("limits"));
  if (root.has("trust")) subject.trust = read_trust(root.table("trust"), subject);
  subject.statement = {{"product", root.json("product")}, {"claims", root.json("claims")}};
  return subject;
}

Subject subject_of_folder(const std::string& folder) {
  Subject subject;
  subject.kind = SubjectKind::kFolder;
  subject.folder = subject.files_folder = std::filesystem::absolute(folder).lexically_normal().string();
  const std::filesystem::path csv = std::filesystem::path(subject.folder) / "files.csv";
  subject.files =
      std::filesystem::exists(csv) ? read_files_csv(csv.string(), subject.folder) : list_files(subject.folder);
  subject.product = {std::filesystem::path(subject.folder).filename().string(), "not said", "not said", "", "", ""};
  subject.claims.roles = {"generator"};
  subject.claims.media = {"image", "audio"};
  subject.claims.formats = kFormats;
  subject.statement = {{"product", {{"name", subject.product.name}}}};
  return subject;
}

}  // namespace imprint_conform
