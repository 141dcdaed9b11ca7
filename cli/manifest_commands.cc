// imprint manifest sign | read | verify: the signed manifest alone.
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"
#include "signer.h"
#include "terminal.h"
#include "user_words.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct SignArguments {
  InOut io;
  SignerSettings signer;
  std::string source_type, software, software_version, title, mark_id, mark_id_key;
  std::vector<std::string> keys;
  size_t reserve_size = 0;
  bool sidecar = false;
};

struct ReadSettings {
  InputOptions inputs;
  std::string manifest, now, output;
  std::vector<std::string> trusted, trusted_tsa, allowed;
  bool json = false, crjson = false, force = false, verify = false;
};

// "find" looks for the watermark; nothing found = no soft binding.
void bind(const SignArguments& a, const Session& session, const Bytes& file, const std::string& path, imprint_manifest_options& options) {
  if (a.mark_id.empty()) return;
  if (a.mark_id != "find") {
    options.mark_id = parse_hex16(a.mark_id);
    options.has_mark_id = 1;
    return;
  }
  imprint_detection found = IMPRINT_DETECTION_INIT;
  imprint_error error;
  require_ok(imprint_watermark_detect_file(session.context(), view(file), nullptr, &found, &error), error, path);
  if (found.found == 0) throw CommandError(kAbsent, path + ": no watermark to bind the manifest to", kNotThere);
  options.mark_id = found.payload;
  options.has_mark_id = 1;
}

Written sign_one(const SignArguments& a, const Session& session, const Signer& signer, const std::string& mark_id_key, const Passages& all,
                 const Passage& at) {
  imprint_manifest_options options = signer.options();
  options.sidecar = a.sidecar ? 1 : 0;
  options.source_type = optional_text(a.source_type);
  options.software = optional_text(a.software);
  options.software_version = optional_text(a.software_version);
  options.title = optional_text(a.title);
  const Bytes file = read_file(at.input);
  if (!a.sidecar) check_picture_name(at.output, file);
  bind(a, session, file, at.input, options);
  options.mark_id_key_id = optional_text(mark_id_key);
  OutputBytes out;
  imprint_error error;
  signer.require(imprint_manifest_sign(session.context(), view(file), signer.get(), &options, out.out(), &error), error, at.input);
  all.write(at, out.span());
  const size_t added = out.span().size() - (a.sidecar ? 0 : std::min(file.size(), out.span().size()));
  return {kDone,
          {at.output + ": signed, " + std::to_string(added) + " bytes " + (a.sidecar ? "beside the file" : "added")},
          {{"action", "manifest sign"}, {"output", at.output}, {"manifest_bytes", added}}};
}

int sign(const SignArguments& a) {
  const Passages all(a.io);
  Session session;
  if (a.mark_id == "find") session.add_key_files(a.keys);
  const std::string mark_id_key = a.mark_id_key.empty() ? "" : session.add_key_file(a.mark_id_key, KeyKind::kMarkId);
  const Signer signer(a.signer);
  return all.run([&](const Passage& at) { return sign_one(a, session, signer, mark_id_key, all, at); });
}

// Seconds since 1970 of "2026-11-24T08:00:00Z", or of a number.
int64_t parse_time(const std::string& text) {
  if (text.empty()) return now_s();
  tm parts = {};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end != nullptr && *end == '\0') return static_cast<int64_t>(::timegm(&parts));
  char* last = nullptr;
  const long long seconds = std::strtoll(text.c_str(), &last, 10);
  if (*last != '\0' || seconds <= 0)
    throw CommandError(kFailed, "--now " + text + ": neither 2026-11-24T08:00:00Z nor seconds since 1970");
  return seconds;
}

void print_signer(const Json& signature) {
  std::printf("  %s %s, %s, by %s (%s), valid %s to %s\n", signature.contains("claimed") ? "claimed by" : "signer    ",
              as_text(signature, "common_name").c_str(), as_text(signature, "organisation").c_str(),
              as_text(signature, "issuer").c_str(), as_text(signature, "algorithm").c_str(),
              as_text(signature, "not_before").c_str(), as_text(signature, "not_after").c_str());
  if (signature.contains("time_stamp"))
    std::printf("  time-stamp %s, authority %s\n", as_text(signature["time_stamp"], "time").c_str(),
                signature["time_stamp"]["trusted"].get<bool>() ? "trusted" : "not trusted");
}

std::string agreement_in_words(const std::string& agreement) {
  return agreement == "not_comparable" ? "not compared" : agreement;
}

void print_list(const char* name, const Json& list) {
  std::string line;
  for (const Json& item : list) line += (line.empty() ? "" : ", ") + shown(item.get<std::string>());
  if (!line.empty()) std::printf("  %-10s %s\n", name, line.c_str());
}

void print_manifest_report(const std::string& path, const Json& report) {
  const Json& m = report["manifest"];
  const std::string state = as_text(m, "validation_state");
  std::printf("%s: %s\n", shown(path).c_str(), state.empty() ? "none" : state.c_str());
  if (const std::string remote = as_text(m, "remote"); !remote.empty())
    std::printf("  elsewhere  %s\n", where_kept(remote).c_str());
  if (const std::string note = as_text(m, "note"); !note.empty()) std::printf("  note       %s\n", note.c_str());
  if (!m.contains("codes")) return;
  for (const char* list : {"failure", "informational"})
    for (const Json& code : m["codes"][list])
      std::printf("  %-10s %s: %s\n", list == std::string("failure") ? "failure" : "note",
                  as_text(code, "code").c_str(), without_box_paths(as_text(code, "explanation")).c_str());
  if (m.contains("signature")) print_signer(m["signature"]);
  if (!m.contains("actions")) return;
  if (state == "invalid") std::printf("  claims     what follows, and nothing of it holds:\n");
  std::printf("  made by    %s\n", as_text(m, "generator").c_str());
  print_list("actions", m["actions"]);
  print_list("sources", m["source_types"]);
  for (const Json& b : m["soft_bindings"])
    std::printf("  binding    %s %s%s\n", as_text(b, "algorithm").c_str(), as_text(b, "value").c_str(),
                b.contains("mark_id_key") ? (" keyed, key " + as_text(b, "mark_id_key")).c_str() : "");
  if (const std::string aigc = as_text(m, "aigc"); !aigc.empty())
    std::printf("  aigc       %s (label: %s)\n", aigc.c_str(),
                agreement_in_words(as_text(report["agreement"], "manifest_aigc")).c_str());
  for (const Json& i : m["ingredients"])
    std::printf("  ingredient %s %s\n", as_text(i, "relationship").c_str(), without_box_paths(as_text(i, "manifest")).c_str());
}

// Valid is enough only for those who named nobody to trust. A manifest that contradicts the file's label is not enough.
int exit_code_of_report(const ReadSettings& a, const imprint_report* report) {
  const imprint_manifest_state state = imprint_report_get_manifest_state(report);
  if (!a.verify) return state == IMPRINT_MANIFEST_STATE_NONE ? kAbsent : kDone;
  if (imprint_report_get_pair_agreement(report, IMPRINT_PAIR_MANIFEST_AIGC) == IMPRINT_AGREEMENT_DISAGREE)
    return kAbsent;
  if (state == IMPRINT_MANIFEST_STATE_TRUSTED) return kDone;
  const bool named = !a.trusted.empty() || !a.allowed.empty();
  return state == IMPRINT_MANIFEST_STATE_VALID && !named ? kDone : kAbsent;
}

// One manifest store goes to one file.
int read_store(const ReadSettings& a, const Session& session, const std::string& path) {
  check_output(a.output, a.force);
  const Bytes file = read_file(path);
  OutputBytes out;
  imprint_error error;
  require_ok(imprint_manifest_read(session.context(), view(file), out.out(), &error), error, path);
  if (out.span().empty()) throw CommandError(kAbsent, path + ": no manifest", kNotThere);
  write_file(a.output, out.span(), a.force);
  return kDone;
}

struct Read {
  Json report;
  std::string crjson;
  int exit_code = kDone;
};

Read read_one(const ReadSettings& a, const Session& session, const Bytes& manifest, int64_t time_s, const std::string& path) {
  const Bytes file = read_file(path);
  Report report;
  imprint_error error;
  require_ok(imprint_manifest_verify(session.context(), view(file), view(manifest), time_s, report.out(), &error), error,
             path);
  const imprint_text crjson = imprint_report_get_crjson(report.get());
  return {Json::parse(report.json()), std::string(crjson.data == nullptr ? "" : crjson.data, crjson.size),
          exit_code_of_report(a, report.get())};
}

int read_all(const ReadSettings& a, const Session& session, const std::vector<Input>& inputs) {
  const Bytes manifest = a.manifest.empty() ? Bytes() : read_file(a.manifest);
  if (!a.manifest.empty() && manifest.empty()) throw CommandError(kFailed, a.manifest + ": is empty", kInput);
  const int64_t time_s = parse_time(a.now);  // one for all
  const JsonOutput json(of_many(a.inputs));
  const auto work = [&](const Input& input, size_t) { return read_one(a, session, manifest, time_s, input.path); };
  const auto tell = [&](const Input& input, Read& read) {
    if (a.crjson) std::printf("%s%s", read.crjson.c_str(), read.crjson.empty() ? "" : "\n");
    else if (a.json) json.print(input.path, read.report);
    else print_manifest_report(input.path, read.report);
    return read.exit_code;
  };
  return answer_all<Read>(inputs, work, tell, [&](const std::string& path, const CommandError& error) {
    if (a.json) json.print_failure(path, error);
  });
}

int read_manifests(const ReadSettings& a) {
  const std::vector<Input> inputs = gather(a.inputs);
  if (inputs.size() > 1 && (a.crjson || !a.output.empty()))
    throw CommandError(kFailed, std::string(a.crjson ? "--crjson" : "--output") + " is for one input, and there are " + std::to_string(inputs.size()));
  Session session;
  session.add_manifest_trust_files(IMPRINT_TRUST_USE_SIGNER, a.trusted);
  session.add_manifest_trust_files(IMPRINT_TRUST_USE_TSA, a.trusted_tsa);
  session.add_manifest_trust_files(IMPRINT_TRUST_USE_LEAF, a.allowed);
  return a.output.empty() ? read_all(a, session, inputs) : read_store(a, session, inputs.front().path);
}

void add_sign(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<SignArguments>();
  CLI::App* command = group.add_subcommand("sign", "sign a finished file; a manifest that it has becomes the parent");
  add_in_out(*command, a->io);
  add_signer_options(*command, a->signer, "--key,--private-key");
  command->add_flag("--sidecar", a->sidecar, "write the manifest alone, for a file beside INPUT (.c2pa)");
  command->add_option("--source-type", a->source_type, "IPTC digital source type (default trainedAlgorithmicMedia)");
  command->add_option("--software", a->software, "name of the program that made the picture");
  command->add_option("--software-version", a->software_version, "its version");
  command->add_option("--title", a->title, "dc:title");
  command->add_option("--mark-id", a->mark_id, "16 hex digits that the watermark carries, or find: the soft binding");
  command->add_option("--mark-id-key", a->mark_id_key, "the mark_id is keyed, under this mark_id key, and the soft binding says so")->needs("--mark-id");
  command
      ->add_option("--watermark-key", a->keys, "with --mark-id find: private watermark key to try beside the open key")
      ->allow_extra_args(false);
  command->add_option("--reserve-size", a->reserve_size, "taken and ignored: the size is learned from the certificate");
  add_json_of_output(*command, a->io);
  command->callback([a, &chosen] { chosen = [a] { return sign(*a); }; });
}

void add_reader(CLI::App& group, Action& chosen, const char* verb, const char* what, bool verify) {
  auto a = std::make_shared<ReadSettings>();
  a->verify = verify;
  CLI::App* command = group.add_subcommand(verb, what);
  add_inputs(*command, a->inputs, "pictures");
  command->add_option("--manifest", a->manifest, "a manifest beside the picture (.c2pa), in place of the one in it");
  command->add_option("--trust", a->trusted, "PEM file with authorities whose signers are trusted; repeat for more")
      ->allow_extra_args(false);
  command->add_option("--trust-tsa", a->trusted_tsa, "PEM file with authorities whose time-stamps are trusted")
      ->allow_extra_args(false);
  command->add_option("--allow", a->allowed, "PEM file with signers' certificates that are trusted by themselves")
      ->allow_extra_args(false);
  command->add_option("--now", a->now,
                      "time to validate at: 2026-11-24T08:00:00Z, or seconds since 1970 (default: now)");
  command->add_flag("--json", a->json, "print the report (spec/schema/report.schema.json); one line per file for several");
  command->add_flag("--crjson", a->crjson, "print crJSON, for C2PA's tools");
  if (!verify) {
    command->add_option("-o,--output", a->output, "write the manifest store as it is (.c2pa)");
    command->add_flag("-f,--force", a->force, "overwrite an existing output");
  }
  command->callback([a, &chosen] { chosen = [a] { return read_manifests(*a); }; });
}

}  // namespace

void add_manifest(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("manifest", "signed manifests (C2PA)");
  group->require_subcommand(1);
  add_sign(*group, chosen);
  add_reader(*group, chosen, "read", "show the manifest of a picture, or take it out into a file", false);
  add_reader(*group, chosen, "verify", "validate the manifest of a picture: exit code 0 only if it holds", true);
}

}  // namespace imprint_cli
