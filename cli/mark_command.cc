// imprint mark: every layer on one picture.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "label_look.h"
#include "picture_names.h"
#include "profile.h"
#include "session.h"
#include "signer.h"
#include "terminal.h"

namespace imprint_cli {

namespace {

struct MarkArguments {
  InOut io;
  MarkSettings settings;
  std::string profile, replacement;
  bool json = false;
};

void say_what_was_done(const MarkArguments& a, const Report& report) {
  if (a.json) {
    std::FILE* to = a.io.output == "-" ? stderr : stdout;
    std::fprintf(to, "%s\n", report.json().c_str());
    return;
  }
  uint64_t id = 0;
  const bool marked = imprint_report_get_mark_id(report.get(), &id) != 0;
  std::fprintf(stderr, "%s: AIGC label written%s%s%s%s, read back\n", shown(a.io.output).c_str(),
               a.settings.no_visible ? ", visible label left out under a waiver" : ", visible label drawn",
               marked ? ", watermark " : ", no watermark", marked ? to_hex16(id).c_str() : "",
               a.settings.signer.given() ? ", manifest signed" : "");
  const auto json = nlohmann::json::parse(report.json());
  if (json.contains("replacement"))
    for (const auto& one : json["replacement"]["replaced"])
      std::fprintf(stderr, "  replaced %s\n", shown(one.get<std::string>()).c_str());
  print_notes(report);
}

int mark(MarkArguments& a) {
  MarkSettings& s = a.settings;
  if (!a.profile.empty()) apply_profile(a.profile, s);
  if (s.producer.empty()) throw CommandError(kFailed, "--producer (or provider.code in the profile) is needed: your 27-character provider code");
  if (s.produce_id.empty()) throw CommandError(kFailed, "--produce-id is needed: your unique number for this picture");
  if (s.no_visible && !s.waiver.empty() && s.log.empty())
    throw CommandError(kFailed, "--no-visible needs --log (or log.file in the profile): a copy without visible label is recorded (Measures Art. 9)");
  check_replacement(a.replacement, s.log);
  check_output(a.io.output, a.io.force);
  Session session;
  const std::string key_id = s.key_file.empty() ? "" : session.add_key_file(s.key_file);
  imprint_mark_options options = IMPRINT_MARK_OPTIONS_INIT;
  const LabelFiles files(s.look);
  set_look(s.look, files, options);
  options.no_visible = s.no_visible ? 1 : 0;
  options.no_watermark = s.no_watermark ? 1 : 0;
  options.strict = s.strict ? 1 : 0;
  options.waiver = optional_text(s.waiver);
  options.log_path = optional_text(s.log);
  options.replacement = optional_text(a.replacement);
  options.key_id = optional_text(key_id);
  options.strength = s.strength;
  options.min_psnr_db = s.min_psnr_db;
  options.source_type = optional_text(s.source_type);
  options.ai_system = optional_text(s.ai_system);
  options.ai_system_version = optional_text(s.ai_system_version);
  const SecretFile signing_key(s.signing_key);
  options.signing_key = signing_key.text();

  std::unique_ptr<Signer> signer;
  imprint_manifest_options manifest = IMPRINT_MANIFEST_OPTIONS_INIT;
  if (s.signer.given()) {
    signer = std::make_unique<Signer>(s.signer);
    manifest = signer->options();
    manifest.software = optional_text(s.ai_system);
    manifest.software_version = optional_text(s.ai_system_version);
    options.signer = signer->get();
    options.manifest = &manifest;
  }

  const Bytes file = read_file(a.io.input);
  check_picture_name(a.io.output, file);
  OutputBytes out;
  Report report;
  imprint_error error;
  const imprint_status status =
      imprint_mark(session.context(), view(file), text(s.producer), text(s.produce_id), &options, out.out(), report.out(), &error);
  if (signer) signer->require(status, error, a.io.input);
  require_ok(status, error, a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  say_what_was_done(a, report);
  return kDone;
}

}  // namespace

void add_mark(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<MarkArguments>();
  CLI::App* command = app.add_subcommand("mark", "label a generated picture: visible label, watermark and AIGC metadata");
  add_in_out(*command, a->io);
  MarkSettings& s = a->settings;
  command->add_option("--profile", a->profile, "TOML file with what a service sets once (spec/profile.md)");
  command->add_option("--producer", s.producer, "provider code (27 characters) or name");
  command->add_option("--produce-id", s.produce_id, "the provider's unique number for this picture");
  add_look(*command, s.look);
  command->add_flag("--no-visible", s.no_visible, "leave the visible label out; needs --waiver and --log");
  command->add_option("--waiver", s.waiver, "who asked for a copy without visible label, and under which agreement");
  command->add_option("--log", s.log, "log that gets a record of a copy without visible label, or of a replacement; needed with --no-visible and --replace");
  add_replace(*command, a->replacement);
  command->add_flag("--no-watermark", s.no_watermark, "leave the watermark out, for pictures too small to carry one");
  command->add_option("--key", s.key_file, "private watermark key (default: the open key)");
  command->add_option("--strength", s.strength, "share of the amplitude that the quality floor allows, up to 1");
  command->add_option("--min-psnr", s.min_psnr_db, "quality floor in dB (default 41)");
  command->add_option("--source-type", s.source_type, "IPTC digital source type (default trainedAlgorithmicMedia)");
  command->add_option("--ai-system", s.ai_system, "IPTC AISystemUsed");
  command->add_option("--ai-system-version", s.ai_system_version, "IPTC AISystemVersionUsed");
  command->add_flag("--strict", s.strict, "refuse what `imprint lint --strict` would not pass, such as a name in place of a provider code");
  command->add_option("--signing-key", s.signing_key, "PEM private key: sign the label's values into ReservedCode1 (SecurityData)");
  add_signer_options(*command, s.signer);
  command->add_flag("--json", a->json, "print the report (to stderr when the picture goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return mark(*a); }; });
}

}  // namespace imprint_cli
