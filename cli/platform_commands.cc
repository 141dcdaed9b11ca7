// imprint propagate | transplant: what platforms do to labels.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "picture_names.h"
#include "session.h"
#include "signer.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct PropagateArguments {
  InOut io;
  std::string propagator, propagate_id, producer, produce_id, signing_key;
  SignerSettings signer;
  std::vector<std::string> keys, trusted;
  bool declared = false, no_watermark = false, no_search = false, no_traces = false, strict = false, json = false;
};

struct TransplantArguments {
  std::string from;
  InOut io;
  std::vector<std::string> keys;
  bool no_search = false, same_picture = false, json = false;
};

// The report goes where the picture does not; talk always to stderr.
void say(const Report& report, const std::string& output, bool as_json, const std::string& done) {
  if (as_json) {
    std::fprintf(output == "-" ? stderr : stdout, "%s\n", report.json().c_str());
    return;
  }
  const Json json = Json::parse(report.json());
  std::fprintf(stderr, "%s: %s\n", shown(output).c_str(), shown(done).c_str());
  for (const Json& reason : json["verdict"]["reasons"])
    std::fprintf(stderr, "  because  %s\n", shown(reason.get<std::string>()).c_str());
  if (json["verdict"].contains("notice"))
    std::fprintf(stderr, "  notice   %s / %s\n", json["verdict"]["notice"]["zh"].get<std::string>().c_str(),
                 json["verdict"]["notice"]["en"].get<std::string>().c_str());
  print_notes(report);
}

int propagate(const PropagateArguments& a) {
  check_output(a.io.output, a.io.force);
  Session session;
  session.add_key_files(a.keys);
  session.trust_for_manifests(a.trusted);
  const SecretFile signing_key(a.signing_key);
  imprint_propagate_options options = IMPRINT_PROPAGATE_OPTIONS_INIT;
  options.declared = a.declared ? 1 : 0;
  options.no_watermark = a.no_watermark ? 1 : 0;
  options.no_search = a.no_search ? 1 : 0;
  options.no_traces = a.no_traces ? 1 : 0;
  options.strict = a.strict ? 1 : 0;
  options.producer = optional_text(a.producer);
  options.produce_id = optional_text(a.produce_id);
  options.signing_key = signing_key.text();
  std::unique_ptr<Signer> signer;
  imprint_manifest_options manifest = IMPRINT_MANIFEST_OPTIONS_INIT;
  if (a.signer.given()) {
    signer = std::make_unique<Signer>(a.signer);
    manifest = signer->options();
    options.signer = signer->get();
    options.manifest = &manifest;
  }
  OutputBytes out;
  Report report;
  imprint_error error;
  {
    const Bytes file = read_file(a.io.input);
    check_picture_name(a.io.output, file);
    const imprint_status status = imprint_propagate(session.context(), view(file), text(a.propagator),
                                                    text(a.propagate_id), &options, out.out(), report.out(), &error);
    if (signer) signer->require(status, error, a.io.input);
    require_ok(status, error, a.io.input);
  }
  if (out.span().empty()) {
    say(report, a.json && a.io.output == "-" ? "-" : a.io.input, a.json, "no case of Art. 6, nothing written");
    return kAbsent;
  }
  write_file(a.io.output, out.span(), a.io.force);
  say(report, a.io.output, a.json, "propagation elements written");
  return kDone;
}

int transplant(const TransplantArguments& a) {
  check_output(a.io.output, a.io.force);
  Session session;
  session.add_key_files(a.keys);
  imprint_detect_options options = IMPRINT_DETECT_OPTIONS_INIT;
  options.no_search = a.no_search ? 1 : 0;
  options.vouched = a.same_picture ? 1 : 0;
  const Bytes from = read_file(a.from), to = read_file(a.io.input);
  check_picture_name(a.io.output, to);
  OutputBytes out;
  Report report;
  imprint_error error;
  require_ok(imprint_transplant(session.context(), view(from), view(to), &options, out.out(), report.out(), &error),
             error, a.from + ", " + a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  say(report, a.io.output, a.json, "label of " + a.from + " carried over");
  return kDone;
}

}  // namespace

void add_propagate(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<PropagateArguments>();
  CLI::App* command = app.add_subcommand(
      "propagate", "as a platform: judge a file by Art. 6 and write your propagation elements into its label");
  add_in_out(*command, a->io);
  command->add_option("--propagator", a->propagator, "your provider code (27 characters) or name")->required();
  command->add_option("--propagate-id", a->propagate_id, "your unique number for this content")->required();
  command->add_flag("--declared", a->declared, "the uploader declares the content to be AI-generated");
  command->add_flag("--strict", a->strict, "refuse values of your own that `imprint lint --strict` would not pass");
  command->add_option("--signing-key", a->signing_key,
                      "PEM private key: sign the label into ReservedCode2 (SecurityData)");
  add_signer_options(*command, a->signer);
  command
      ->add_option("--trust", a->trusted,
                   "PEM file with authorities: what a signer below them vouched for in the old manifest is vouched for "
                   "in the new")
      ->allow_extra_args(false);
  command->add_option("--producer", a->producer,
                      "what your records say of this picture: written when the watermark confirms it");
  command->add_option("--produce-id", a->produce_id, "see --producer");
  command->add_option("--key", a->keys, "private watermark key to try beside the open key; repeat for more")
      ->allow_extra_args(false);
  command->add_flag("--no-watermark", a->no_watermark, "metadata only");
  command->add_flag("--no-search", a->no_search, "look for the watermark of whole pictures only");
  command->add_flag("--no-traces", a->no_traces, "what generating programs leave in metadata beside a label (prompts, workflows) decides nothing");
  command->add_flag("--json", a->json, "print the report (to stderr when the picture goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return propagate(*a); }; });
}

void add_transplant(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<TransplantArguments>();
  CLI::App* command = app.add_subcommand(
      "transplant", "carry the label of FROM to TO, its re-encoded or resized copy, as its watermark or you confirm");
  command->add_option("FROM", a->from, "the labelled original")->required();
  command->add_option("TO", a->io.input, "its copy without the label")->required();
  command->add_option("-o,--output", a->io.output, "file to write; - is standard output")->required();
  command->add_flag("-f,--force", a->io.force, "overwrite an existing output");
  command->add_option("--key", a->keys, "private watermark key to try beside the open key; repeat for more")
      ->allow_extra_args(false);
  command->add_flag("--no-search", a->no_search, "look for the watermark of whole pictures only");
  command->add_flag("--same-picture", a->same_picture,
                    "your word that TO was made from FROM, for others' pictures and small copies; the report records it");
  command->add_flag("--json", a->json, "print the report (to stderr when the picture goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return transplant(*a); }; });
}

}  // namespace imprint_cli
