#include "profile.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "files.h"

namespace imprint_cli {
namespace {

[[noreturn]] void refuse(const std::string& path, const toml::node& node, const std::string& what) {
  throw CommandError(kFailed, path + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

class Table {
 public:
  Table(const std::string& path, const toml::table& root, const char* name) : path_(path), name_(name) {
    const toml::node* node = root.get(name);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr) refuse(path, *node, std::string(name) + " is no table");
  }

  void only(std::initializer_list<std::string_view> keys) const {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_)
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        refuse(path_, node, "unknown key " + std::string(name_) + "." + std::string(key.str()));
  }

  void text(const char* key, std::string& to) const {
    const toml::node* node = find(key);
    if (node == nullptr || !to.empty()) return;
    if (!node->is_string()) refuse(path_, *node, std::string(key) + " is no string");
    to = node->value_or(std::string());
  }
  // A file named in a profile lies relative to the profile.
  void file(const char* key, std::string& to) const {
    if (!to.empty()) return;
    text(key, to);
    if (!to.empty() && std::filesystem::path(to).is_relative()) to = (std::filesystem::path(path_).parent_path() / to).string();
  }
  void flag(const char* key, bool& to) const {
    const toml::node* node = find(key);
    if (node == nullptr || to) return;
    if (!node->is_boolean()) refuse(path_, *node, std::string(key) + " is neither true nor false");
    to = node->value_or(false);
  }
  void number(const char* key, double& to) const {
    const toml::node* node = find(key);
    if (node == nullptr || to != 0) return;
    if (!node->is_number()) refuse(path_, *node, std::string(key) + " is no number");
    to = node->value_or(0.0);
  }

  void numbers(const char* key, std::vector<double>& to) const {
    const toml::node* node = find(key);
    if (node == nullptr || !to.empty()) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) refuse(path_, *node, std::string(key) + " is no array of numbers");
    for (const toml::node& one : *list) {
      if (!one.is_number()) refuse(path_, one, std::string(key) + " is no array of numbers");
      to.push_back(one.value_or(0.0));
    }
  }

 private:
  const toml::node* find(const char* key) const { return table_ == nullptr ? nullptr : table_->get(key); }

  const std::string& path_;
  const char* name_;
  const toml::table* table_ = nullptr;
};

toml::table parse(const std::string& path) {
  const Bytes file = read_file(path);
  try {
    return toml::parse(std::string_view(reinterpret_cast<const char*>(file.data()), file.size()), path);
  } catch (const toml::parse_error& e) {
    throw CommandError(kFailed, path + ":" + std::to_string(e.source().begin.line) + ": " + std::string(e.description()));
  }
}

// Flags name a key or a program in place of the profile's.
void read_signer(const Table& table, SignerSettings& to) {
  table.only({"certificates", "key", "algorithm", "signer", "tsa", "tsa_command", "aigc", "notice", "thumbnail", "thumbnail_px"});
  const bool flag = !to.key.empty() || !to.program.empty();
  std::string certificates, key, program;
  table.file("certificates", certificates);
  table.text("key", key);
  if (!is_pkcs11(key)) {
    key.clear();
    table.file("key", key);
  }
  table.text("signer", program);
  if (to.certificates.empty()) to.certificates = certificates;
  if (!flag) to.key = key;
  if (!flag) to.program = program;
  table.text("algorithm", to.algorithm);
  if (to.tsa_program.empty()) table.text("tsa", to.tsa);
  if (to.tsa.empty()) table.text("tsa_command", to.tsa_program);
  table.text("aigc", to.aigc);
  table.text("notice", to.notice);
  table.flag("thumbnail", to.thumbnail);
  double px = to.thumbnail_px;
  table.number("thumbnail_px", px);
  if (px < 0 || px > 65535) throw CommandError(kFailed, "thumbnail_px is " + std::to_string(px) + ", not 32 to 512");
  to.thumbnail_px = static_cast<uint32_t>(px);
}

}  // namespace

void apply_profile(const std::string& path, MarkSettings& settings) {
  const toml::table root = parse(path);
  for (const auto& [key, node] : root)
    if (key.str() != "provider" && key.str() != "label" && key.str() != "watermark" && key.str() != "iptc" && key.str() != "log" &&
        key.str() != "manifest")
      refuse(path, node, "unknown table " + std::string(key.str()) + " (provider, label, watermark, iptc, log and manifest are known)");

  const Table provider(path, root, "provider");
  provider.only({"code", "signing_key", "strict"});
  provider.text("code", settings.producer);
  provider.file("signing_key", settings.label_signer.key);
  provider.flag("strict", settings.strict);

  const Table label(path, root, "label");
  label.only({"text", "corner", "height_percent", "style", "form", "font", "logo", "audible_place", "audible_clip", "audible_clip_alone", "audible_at"});
  label.text("text", settings.look.text);
  label.text("corner", settings.look.corner);
  label.number("height_percent", settings.look.height_percent);
  label.text("style", settings.look.style);
  label.text("form", settings.look.form);
  label.file("font", settings.look.font);
  label.file("logo", settings.look.logo);
  label.text("audible_place", settings.audible.place);
  label.file("audible_clip", settings.audible.clip);
  label.flag("audible_clip_alone", settings.audible.clip_alone);
  label.numbers("audible_at", settings.audible.at_s);

  const Table watermark(path, root, "watermark");
  watermark.only({"key", "mark_id_key", "strength", "min_psnr_db", "least_robustness"});
  watermark.file("key", settings.key_file);
  watermark.file("mark_id_key", settings.mark_id_key_file);
  watermark.number("strength", settings.watermark.strength);
  watermark.number("min_psnr_db", settings.watermark.min_psnr_db);
  watermark.text("least_robustness", settings.watermark.least_robustness);

  const Table log(path, root, "log");
  log.only({"file"});
  log.file("file", settings.log);

  const Table iptc(path, root, "iptc");
  iptc.only({"source_type", "ai_system", "ai_system_version"});
  iptc.text("source_type", settings.source_type);
  iptc.text("ai_system", settings.ai_system);
  iptc.text("ai_system_version", settings.ai_system_version);

  read_signer(Table(path, root, "manifest"), settings.signer);
}

}  // namespace imprint_cli
