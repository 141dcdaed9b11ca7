// imprint propagate | transplant: what platforms do to labels.
#include <memory>
#include <nlohmann/json.hpp>

#include "any_label.h"
#include "commands.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"
#include "signer.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct PropagateArguments {
  InOut io;
  std::string propagator, propagate_id, producer, produce_id;
  LabelSignerSettings label_signer;
  SignerSettings signer;
  std::vector<std::string> keys, mark_id_keys, trusted;
  bool declared = false, no_watermark = false, no_search = false, no_traces = false, strict = false, copy_unchanged = false,
       any_label = false;
};

struct TransplantArguments {
  std::string from;
  std::string to, output;
  std::vector<std::string> keys, mark_id_keys;
  bool no_search = false, same_picture = false, force = false, json = false;
};

Written told(int exit_code, const Report& report, const std::string& first) {
  Written out{exit_code, {first}, Json::parse(report.json())};
  const Json& verdict = out.json["verdict"];
  for (const Json& reason : verdict["reasons"]) out.lines.push_back("  because  " + reason.get<std::string>());
  if (verdict.contains("notice"))
    out.lines.push_back("  notice   " + verdict["notice"]["zh"].get<std::string>() + " / " + verdict["notice"]["en"].get<std::string>());
  add_notes(Json(out.json), out);
  return out;
}

imprint_propagate_options options_of(const PropagateArguments& a) {
  imprint_propagate_options options = IMPRINT_PROPAGATE_OPTIONS_INIT;
  options.declared = a.declared ? 1 : 0;
  options.no_watermark = a.no_watermark ? 1 : 0;
  options.no_search = a.no_search ? 1 : 0;
  options.no_traces = a.no_traces ? 1 : 0;
  options.strict = a.strict ? 1 : 0;
  options.producer = optional_text(a.producer);
  options.produce_id = optional_text(a.produce_id);
  return options;
}

Written propagate_one(const PropagateArguments& a, const Session& session, imprint_propagate_options options, const AnyLabel& any_label,
                      const Signer* signer, const LabelSigner& label_signer, const std::string& propagate_id, const Passages& all,
                      const Passage& at) {
  imprint_manifest_options manifest = IMPRINT_MANIFEST_OPTIONS_INIT;
  if (signer != nullptr) {
    manifest = signer->options();
    options.signer = signer->get();
    options.manifest = &manifest;
  }
  OutputBytes out;
  Report report;
  imprint_error error;
  {
    const Bytes file = read_file(at.input);
    check_picture_name(at.output, file);
    const std::string words = any_label.best(at.input, file);
    options.explicit_label = optional_text(words);
    const imprint_status status =
        imprint_propagate(session.context(), view(file), text(a.propagator), text(propagate_id), &options, out.out(), report.out(), &error);
    if (signer != nullptr) signer->require(status, error, at.input, a.label_signer.key);
    label_signer.require(status, error);
    require_ok(status, error, at.input);
    if (out.span().empty() && a.copy_unchanged) {
      all.write(at, file);
      return told(kDone, report, at.output + ": no case of Art. 6, copied as it was");
    }
  }
  if (out.span().empty()) return told(kAbsent, report, at.input + ": no case of Art. 6, nothing written");
  all.write(at, out.span());
  return told(kDone, report, at.output + ": propagation elements written");
}

int propagate(const PropagateArguments& a) {
  if (a.propagator.empty()) throw CommandError(kFailed, "--propagator is empty: your 27-character provider code is needed");
  if (a.propagate_id.empty()) throw CommandError(kFailed, "--propagate-id is empty: your unique number for this content is needed");
  const Passages all(a.io);
  const AnyLabel any_label(a.any_label);
  const std::vector<std::string> ids = all.fill_in("--propagate-id", a.propagate_id, kOwnNumber);
  Session session;
  session.add_key_files(a.keys);
  session.add_mark_id_key_files(a.mark_id_keys);
  session.trust_for_manifests(a.trusted);
  const LabelSigner label_signer(a.label_signer);
  imprint_propagate_options options = options_of(a);
  options.signing_key = label_signer.key();
  options.label_signer = label_signer.get();
  const std::unique_ptr<Signer> signer = a.signer.given() ? std::make_unique<Signer>(a.signer) : nullptr;
  return all.run([&](const Passage& at) { return propagate_one(a, session, options, any_label, signer.get(), label_signer, ids[at.number], all, at); });
}

Written transplant_one(const TransplantArguments& a, const Session& session, const Passages& all, const Passage& at) {
  imprint_transplant_options options = IMPRINT_TRANSPLANT_OPTIONS_INIT;
  options.no_search = a.no_search ? 1 : 0;
  options.vouched = a.same_picture ? 1 : 0;
  const Bytes from = read_file(a.from), to = read_file(at.input);
  check_picture_name(at.output, to);
  OutputBytes out;
  Report report;
  imprint_error error;
  require_ok(imprint_transplant(session.context(), view(from), view(to), &options, out.out(), report.out(), &error), error,
             a.from + ", " + at.input);
  all.write(at, out.span());
  return told(kDone, report, at.output + ": label of " + a.from + " carried over");
}

int transplant(const TransplantArguments& a) {
  InOut io;
  io.inputs.named.push_back(a.to);
  io.output = a.output;
  io.force = a.force;
  io.json = a.json;
  const Passages all(io);
  Session session;
  session.add_key_files(a.keys);
  session.add_mark_id_key_files(a.mark_id_keys);
  return all.run([&](const Passage& at) { return transplant_one(a, session, all, at); });
}

}  // namespace

void add_propagate(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<PropagateArguments>();
  CLI::App* command = app.add_subcommand(
      "propagate", "as a platform: judge a file by Art. 6 and write your propagation elements into its label");
  add_in_out(*command, a->io);
  command->add_option("--propagator", a->propagator, "your provider code (27 characters) or name")->required();
  command->add_option("--propagate-id", a->propagate_id, "your unique number for this content; for several inputs a pattern as of --output, such as 2026-{stem}")
      ->required();
  command->add_flag("--declared", a->declared, "the uploader declares the content to be AI-generated");
  command->add_flag("--copy-unchanged", a->copy_unchanged, "where no case of Art. 6 applies, write the file as it is, and end with 0: for pipelines that want an output for each input");
  command->add_flag("--strict", a->strict, "refuse values of your own that `imprint lint --strict` would not pass");
  add_label_signer(*command, a->label_signer, "ReservedCode2");
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
  add_mark_id_keys(*command, a->mark_id_keys);
  add_any_label(*command, a->any_label);
  command->add_flag("--no-watermark", a->no_watermark, "metadata only");
  command->add_flag("--no-search", a->no_search, "look for the watermark of whole pictures only");
  command->add_flag("--no-traces", a->no_traces, "what generating programs leave in metadata beside a label (prompts, workflows) decides nothing");
  command->add_flag("--json", a->io.json, "print the report (spec/schema/report.schema.json; to stderr when the picture goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return propagate(*a); }; });
}

void add_transplant(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<TransplantArguments>();
  CLI::App* command = app.add_subcommand(
      "transplant", "carry the label of FROM to TO, its re-encoded or resized copy, as its watermark or you confirm");
  command->add_option("FROM", a->from, "the labelled original")->required();
  command->add_option("TO", a->to, "its copy without the label")->required();
  command->add_option("-o,--output", a->output, "file to write; - is standard output")->required();
  command->add_flag("-f,--force", a->force, "overwrite an existing output");
  command->add_option("--key", a->keys, "private watermark key to try beside the open key; repeat for more")
      ->allow_extra_args(false);
  command->add_flag("--no-search", a->no_search, "look for the watermark of whole pictures only");
  add_mark_id_keys(*command, a->mark_id_keys);
  command->add_flag("--same-picture", a->same_picture,
                    "your word that TO was made from FROM, for others' pictures and small copies; the report records it");
  command->add_flag("--json", a->json, "print the report (spec/schema/report.schema.json; to stderr when the picture goes to stdout)");
  command->callback([a, &chosen] { chosen = [a] { return transplant(*a); }; });
}

}  // namespace imprint_cli
