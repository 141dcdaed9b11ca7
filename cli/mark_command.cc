// imprint mark: every layer on one picture or sound.
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "label_look.h"
#include "outputs.h"
#include "picture_names.h"
#include "profile.h"
#include "session.h"
#include "signer.h"

namespace imprint_cli {

namespace {

struct MarkArguments {
  InOut io;
  MarkSettings settings;
  std::string profile;
  bool finished = false, convert = false;
  uint32_t quality = 0;
};

std::string label_in_words(const MarkArguments& a, const nlohmann::ordered_json& report) {
  const bool heard = report.value("medium", "") == "audio";
  if (a.settings.no_visible) return heard ? ", audible label left out under a waiver" : ", visible label left out under a waiver";
  if (a.finished) return heard ? ", audible label found" : ", visible label found";
  return heard ? ", audible label put in" : ", visible label drawn";
}

Written what_was_done(const MarkArguments& a, const std::string& output, const Report& report) {
  const MarkSettings& s = a.settings;
  uint64_t id = 0;
  const bool marked = imprint_report_get_mark_id(report.get(), &id) != 0;
  Written out{kDone, {}, nlohmann::ordered_json::parse(report.json())};
  out.lines.push_back(output + ": AIGC label written" +
                      label_in_words(a, out.json) +
                      (marked ? ", watermark " + to_hex16(id) : ", no watermark") + (s.signer.given() ? ", manifest signed" : "") +
                      ", read back");
  add_notes(nlohmann::ordered_json(out.json), out);
  return out;
}

void require_settings(const MarkSettings& s) {
  if (s.producer.empty()) throw CommandError(kFailed, "--producer (or provider.code in the profile) is needed: your 27-character provider code");
  if (s.produce_id.empty()) throw CommandError(kFailed, "--produce-id is needed: your unique number for this content");
  if (s.no_visible && !s.waiver.empty() && s.log.empty())
    throw CommandError(kFailed, "--no-visible needs --log (or log.file in the profile): a copy without visible label is recorded (Measures Art. 9)");
  check_replacement(s.replacement, s.log);
}

imprint_mark_options options_of(const MarkSettings& s, const LabelFiles& files, const AudibleParts& parts, const std::string& key_id) {
  imprint_mark_options options = IMPRINT_MARK_OPTIONS_INIT;
  set_look(s.look, files, options);
  set_audible(s.audible, parts, options);
  options.no_visible = s.no_visible ? 1 : 0;
  options.no_watermark = s.no_watermark ? 1 : 0;
  options.strict = s.strict ? 1 : 0;
  options.waiver = optional_text(s.waiver);
  options.log_path = optional_text(s.log);
  options.replacement = optional_text(s.replacement);
  options.key_id = optional_text(key_id);
  give(s.watermark, options);
  options.source_type = optional_text(s.source_type);
  options.ai_system = optional_text(s.ai_system);
  options.ai_system_version = optional_text(s.ai_system_version);
  return options;
}

Written mark_one(const MarkArguments& a, const Session& session, imprint_mark_options options, const Signer* signer,
                 const LabelSigner& label_signer, const std::string& produce_id, const Passages& all, const Passage& at) {
  const MarkSettings& s = a.settings;
  imprint_manifest_options manifest = IMPRINT_MANIFEST_OPTIONS_INIT;
  if (signer != nullptr) {
    manifest = signer->options();
    manifest.software = optional_text(s.ai_system);
    manifest.software_version = optional_text(s.ai_system_version);
    options.signer = signer->get();
    options.manifest = &manifest;
  }
  const Bytes file = read_file(at.input);
  if (a.convert)
    options.convert_to = format_named(at.output);
  else
    check_picture_name(at.output, file);
  OutputBytes out;
  Report report;
  imprint_error error;
  const auto call = a.finished ? imprint_finish : imprint_mark;
  const imprint_status status =
      call(session.context(), view(file), text(s.producer), text(produce_id), &options, out.out(), report.out(), &error);
  if (signer != nullptr) signer->require(status, error, at.input, s.label_signer.key);
  label_signer.require(status, error);
  require_ok(status, error, at.input);
  all.write(at, out.span());
  return what_was_done(a, at.output, report);
}

int mark(MarkArguments& a) {
  MarkSettings& s = a.settings;
  if (!a.profile.empty()) apply_profile(a.profile, s);
  require_settings(s);
  const Passages all(a.io);
  const std::vector<std::string> ids = all.fill_in("--produce-id", s.produce_id, kOwnNumber);
  Session session;
  const std::string key_id = s.key_file.empty() ? "" : session.add_key_file(s.key_file);
  const std::string mark_id_key = s.mark_id_key_file.empty() ? "" : session.add_key_file(s.mark_id_key_file, KeyKind::kMarkId);
  const LabelFiles files(s.look);
  const AudibleParts parts(s.audible);
  imprint_mark_options options = options_of(s, files, parts, key_id);
  options.quality = a.quality;
  options.mark_id_key_id = optional_text(mark_id_key);
  const LabelSigner label_signer(s.label_signer);
  options.signing_key = label_signer.key();
  options.label_signer = label_signer.get();
  const std::unique_ptr<Signer> signer = s.signer.given() ? std::make_unique<Signer>(s.signer) : nullptr;
  return all.run([&](const Passage& at) { return mark_one(a, session, options, signer.get(), label_signer, ids[at.number], all, at); });
}

}  // namespace

namespace {

void add(CLI::App& app, Action& chosen, bool finished, const char* name, const char* description) {
  auto a = std::make_shared<MarkArguments>();
  a->finished = finished;
  CLI::App* command = app.add_subcommand(name, description);
  add_in_out(*command, a->io);
  MarkSettings& s = a->settings;
  command->add_option("--profile", a->profile, "TOML file with what a service sets once (spec/profile.md)");
  command->add_option("--producer", s.producer, "provider code (27 characters) or name");
  command->add_option("--produce-id", s.produce_id, "the provider's unique number for this content; for several a pattern as of --output, such as 2026-{stem}");
  add_look(*command, s.look);
  command->add_flag("--no-visible", s.no_visible, "leave the visible label (in sound the audible one) out; needs --waiver and --log");
  command->add_option("--waiver", s.waiver, "who asked for a copy without visible label, and under which agreement");
  command->add_option("--log", s.log, "log that gets a record of a copy without visible label, or of a replacement; needed with --no-visible and --replace");
  add_audible_place(*command, s.audible);
  add_replace(*command, s.replacement);
  command->add_flag("--no-watermark", s.no_watermark, "leave the watermark out, for what is too small, too short or too plain to carry one");
  command->add_option("--key", s.key_file, "private watermark key (default: the open key)");
  command->add_option("--mark-id-key", s.mark_id_key_file, "mark_id key: the mark_id is keyed, and label and manifest say so (spec/mark-id.md)");
  add_watermark_settings(*command, s.watermark);
  command->add_option("--source-type", s.source_type, "IPTC digital source type (default trainedAlgorithmicMedia)");
  command->add_option("--ai-system", s.ai_system, "IPTC AISystemUsed");
  command->add_option("--ai-system-version", s.ai_system_version, "IPTC AISystemVersionUsed");
  command->add_flag("--strict", s.strict, "refuse what `imprint lint --strict` would not pass, such as a name in place of a provider code");
  if (!finished) {
    add_audible_parts(*command, s.audible);
    CLI::Option* convert = command->add_flag("--convert", a->convert,
                                             "write the format that the output's name ends in: .png, .jpg or .webp. Colour profile, Exif and XMP go along");
    command->add_option("--quality", a->quality, "of a conversion to JPEG or WebP (default 92)")->check(CLI::Range(1, 100))->needs(convert);
  }
  add_label_signer(*command, s.label_signer, "ReservedCode1");
  add_signer_options(*command, s.signer);
  command->add_flag("--json", a->io.json, "print the report (spec/schema/report.schema.json; to stderr when the file goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return mark(*a); }; });
}

}  // namespace

void add_mark(CLI::App& app, Action& chosen) {
  add(app, chosen, false, "mark", "label generated pictures and sound: visible or audible label, watermark and AIGC metadata");
  add(app, chosen, true, "finish",
      "what mark does behind the pixels, for pictures and sound that were labelled and marked before they were encoded: reads both back, writes metadata and manifest");
}

}  // namespace imprint_cli
