// imprint keys new | show: private watermark keys.
#include <cstdio>
#include <cstring>
#include <memory>

#include "commands.h"
#include "demo_keys.h"
#include "session.h"

namespace imprint_cli {
namespace {

int make_key(const std::string& path) {
  check_output(path, false);
  uint8_t key[IMPRINT_KEY_BYTES];
  imprint_error error;
  require_ok(imprint_key_generate(key, &error), error, path);
  std::string content = "# Imprint private watermark key. Keep it secret; without it the marks cannot be read.\n";
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

int show_key(const std::string& path) {
  Session session;
  std::printf("%s\n", session.add_key_file(path).c_str());
  return kDone;
}

}  // namespace

void add_keys(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("keys", "private watermark keys, and certificates for trying things out");
  group->require_subcommand(1);
  auto path = std::make_shared<std::string>();
  CLI::App* make = group->add_subcommand("new", "make a key file that only its owner can read, and print its id");
  make->add_option("-o,--output", *path, "key file to write")->required();
  make->callback([path, &chosen] {
    chosen = [path] {
      make_key(*path);
      return *path == "-" ? static_cast<int>(kDone) : show_key(*path);
    };
  });
  CLI::App* demo = group->add_subcommand("demo", "make a TEST authority, signer and time-stamp authority that nobody trusts");
  demo->add_option("-o,--output", *path, "folder to write into")->required();
  demo->callback([path, &chosen] {
    chosen = [path] {
      make_demo_keys(*path);
      return static_cast<int>(kDone);
    };
  });
  CLI::App* show = group->add_subcommand("show", "print the id of a key, never the key");
  show->add_option("FILE", *path, "key file")->required();
  show->callback([path, &chosen] { chosen = [path] { return show_key(*path); }; });
}

}  // namespace imprint_cli
