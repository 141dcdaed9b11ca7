// imprint keys new | show: private watermark keys, and mark_id keys.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "answers.h"
#include "commands.h"
#include "demo_keys.h"
#include "session.h"

namespace imprint_cli {
namespace {

// A key is never overwritten: its marks would be lost with it.
void refuse_existing(const std::string& path, bool force) {
  std::error_code ignored;
  const bool there = path != "-" && std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
  if (there || force)
    throw CommandError(kFailed, path + (there ? ": exists already" : ": --force is not for keys") +
                                    "; a key is never overwritten, since its marks cannot be read without it: give another name, or move "
                                    "the old key away yourself",
                       kOutput);
  check_output(path, false);
}

std::string head_of_file(KeyKind kind) {
  if (kind == KeyKind::kWatermark) return "# Imprint private watermark key. Keep it secret; without it the marks cannot be read.\n";
  return "# Imprint mark_id key. Keep it secret; without it labels and watermarks cannot be compared.\n" + std::string(kMarkIdKeyWord) + "\n";
}

int make_key(const std::string& path, KeyKind kind) {
  uint8_t key[IMPRINT_KEY_BYTES];
  imprint_error error;
  require_ok(imprint_key_generate(key, &error), error, path);
  std::string content = head_of_file(kind);
  content.reserve(content.size() + 2 * IMPRINT_KEY_BYTES + 1);  // no copy of the digits is left behind by growing
  for (uint8_t byte : key) {
    static constexpr char kDigits[] = "0123456789abcdef";
    content += kDigits[byte >> 4];
    content += kDigits[byte & 15];
  }
  content += '\n';
  ::explicit_bzero(key, sizeof key);
  try {
    write_file(path, {reinterpret_cast<const uint8_t*>(content.data()), content.size()}, false, 0600);
  } catch (...) {
    ::explicit_bzero(content.data(), content.size());
    throw;
  }
  ::explicit_bzero(content.data(), content.size());
  return kDone;
}

struct KeyArguments {
  std::string path;
  bool force = false, json = false, mark_id = false;
};

int show_key(const KeyArguments& a) {
  Session session;
  const NamedKey key = session.add_any_key_file(a.path);
  if (a.json) JsonOutput(false).print("", {{"key_id", key.id}, {"kind", key.kind == KeyKind::kMarkId ? "mark_id" : "watermark"}});
  else std::printf("%s\n", key.id.c_str());
  return kDone;
}

int new_key(const KeyArguments& a) {
  refuse_existing(a.path, a.force);
  make_key(a.path, a.mark_id ? KeyKind::kMarkId : KeyKind::kWatermark);
  return a.path == "-" ? static_cast<int>(kDone) : show_key(a);
}

}  // namespace

void add_keys(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("keys", "private watermark keys, mark_id keys, and certificates for trying things out");
  group->require_subcommand(1);
  const auto a = std::make_shared<KeyArguments>();
  CLI::App* make = group->add_subcommand("new", "make a key file that only its owner can read, and print its id");
  make->add_option("-o,--output", a->path, "key file to write")->required();
  make->add_flag("--mark-id", a->mark_id, "a mark_id key: the secret of keyed mark_ids, another kind than a watermark key");
  make->add_flag("-f,--force", a->force)->group("");  // asked for by habit; the answer says why not
  make->callback([a, &chosen] { chosen = [a] { return new_key(*a); }; });
  CLI::App* demo = group->add_subcommand("demo", "make a TEST authority, signer and time-stamp authority that nobody trusts");
  demo->add_option("-o,--output", a->path, "folder to write into")->required();
  demo->callback([a, &chosen] {
    chosen = [a] {
      make_demo_keys(a->path);
      return static_cast<int>(kDone);
    };
  });
  CLI::App* show = group->add_subcommand("show", "print the id of a key, never the key");
  show->add_option("KEY", a->path, "key file")->required();
  show->callback([a, &chosen] { chosen = [a] { return show_key(*a); }; });
  for (CLI::App* verb : {make, show}) verb->add_flag("--json", a->json, "print the id as JSON (spec/schema/key.schema.json)");
}

}  // namespace imprint_cli
