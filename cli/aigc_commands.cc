// imprint aigc read | write | code: the metadata label alone, and the provider code that stands in it.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"
#include "signer.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct WriteArguments {
  InOut io;
  std::string label = "1", producer, produce_id, reserved1, propagator, propagate_id, reserved2;
  std::string replacement, log, mark_id_key;
  LabelSignerSettings signer, propagator_signer;
  bool strict = false;
};

struct CodeArguments {
  std::string uscc, service;
};

struct ReadArguments {
  InputOptions inputs;
  bool json = false;
};

// A label with deviations is found all the same: 0. None: 2.
int read(const ReadArguments& a) {
  const std::vector<Input> inputs = gather(a.inputs);
  const Session session;
  const JsonOutput output(of_many(a.inputs));
  const auto work = [&](const Input& input, size_t) {
    const Bytes file = read_file(input.path);
    Report report;
    imprint_error error;
    require_ok(imprint_aigc_read(session.context(), view(file), report.out(), &error), error, input.path);
    return Json(Json::parse(report.json())["aigc"]);
  };
  const auto tell = [&](const Input& input, Json& aigc) {
    output.print(input.path, aigc);
    return static_cast<int>(aigc["labels"].empty() ? kAbsent : kDone);
  };
  return answer_all<Json>(inputs, work, tell, [&](const std::string& path, const CommandError& error) {
    if (a.json) output.print_failure(path, error);
  });
}

// What the label has to say of an empty value is said of the option that left it so.
void require_values(const WriteArguments& a) {
  if (a.producer.empty()) throw CommandError(kFailed, "--producer is empty: your 27-character provider code is needed");
  if (a.produce_id.empty()) throw CommandError(kFailed, "--produce-id is empty: your unique number for this content is needed");
}

Written write_one(const WriteArguments& a, const Session& session, imprint_aigc_label label, const LabelSigner& signer,
                  const LabelSigner& propagator_signer, const std::string& produce_id,
                  const Passages& all, const Passage& at) {
  label.produce_id = text(produce_id);
  const Bytes file = read_file(at.input);
  check_picture_name(at.output, file);
  OutputBytes out;
  Report report;
  imprint_error error;
  const imprint_status status = imprint_aigc_write(session.context(), view(file), &label, out.out(), report.out(), &error);
  if (a.propagator_signer.key.empty() && a.propagator_signer.program.empty()) signer.require(status, error);
  if (a.signer.key.empty() && a.signer.program.empty()) propagator_signer.require(status, error);
  require_ok(status, error, at.input);
  all.write(at, out.span());
  Written done{kDone, {at.output + ": AIGC label written"}, {{"action", "aigc write"}, {"output", at.output}}};
  add_notes(Json::parse(report.json()), done);
  return done;
}

int write(const WriteArguments& a) {
  require_values(a);
  check_replacement(a.replacement, a.log);
  const Passages all(a.io);
  const std::vector<std::string> ids = all.fill_in("--produce-id", a.produce_id, kOwnNumber);
  Session session;
  const std::string mark_id_key = a.mark_id_key.empty() ? "" : session.add_key_file(a.mark_id_key, KeyKind::kMarkId);
  imprint_aigc_label label = IMPRINT_AIGC_LABEL_INIT;
  label.mark_id_key_id = optional_text(mark_id_key);
  label.label = text(a.label);
  label.content_producer = text(a.producer);
  label.reserved_code1 = text(a.reserved1);
  label.content_propagator = optional_text(a.propagator);
  label.propagate_id = optional_text(a.propagate_id);
  label.reserved_code2 = text(a.reserved2);
  const LabelSigner signer(a.signer), propagator_signer(a.propagator_signer);
  label.signing_key = signer.key();
  label.signer = signer.get();
  label.propagator_signing_key = propagator_signer.key();
  label.propagator_signer = propagator_signer.get();
  label.replacement = optional_text(a.replacement);
  label.log_path = optional_text(a.log);
  label.strict = a.strict ? 1 : 0;
  return all.run([&](const Passage& at) { return write_one(a, session, label, signer, propagator_signer, ids[at.number], all, at); });
}

int code(const CodeArguments& a) {
  char made[IMPRINT_PROVIDER_CODE_CHARS + 1];
  imprint_error error;
  require_ok(imprint_provider_code(text(a.uscc), optional_text(a.service), made, &error), error, "aigc code");
  std::printf("%s\n", made);
  return kDone;
}

void add_read(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<ReadArguments>();
  CLI::App* command = group.add_subcommand("read", "print every label found, with its deviations, as JSON");
  add_inputs(*command, a->inputs, "pictures");
  command->add_flag("--json", a->json, "print files that fail as JSON too; answers are JSON anyway (spec/schema/aigc.schema.json)");
  command->callback([a, &chosen] { chosen = [a] { return read(*a); }; });
}

void add_write(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<WriteArguments>();
  CLI::App* command = group.add_subcommand("write", "write the one label of a file without touching its pixels");
  add_in_out(*command, a->io);
  command->add_option("--label", a->label, "1 is (default), 2 possibly, 3 suspected");
  command->add_option("--producer", a->producer, "ContentProducer")->required();
  command->add_option("--produce-id", a->produce_id, "ProduceID; for several inputs a pattern as of --output, such as 2026-{stem}")->required();
  command->add_option("--reserved-code1", a->reserved1, "ReservedCode1");
  command->add_option("--mark-id-key", a->mark_id_key, "the watermark's mark_id is keyed, under this mark_id key, and ReservedCode1 says so");
  command->add_option("--propagator", a->propagator, "ContentPropagator (default: the producer, as at a first write)");
  command->add_option("--propagate-id", a->propagate_id, "PropagateID (default: ProduceID)");
  command->add_option("--reserved-code2", a->reserved2, "ReservedCode2");
  add_label_signer(*command, a->signer, "ReservedCode1");
  add_label_signer(*command, a->propagator_signer, "ReservedCode2", "--propagator-signing");
  add_replace(*command, a->replacement);
  command->add_option("--log", a->log, "log that gets a record of a replacement (imprint log)");
  command->add_flag("--strict", a->strict, "refuse what `imprint lint --strict` would not pass, such as a name in place of a provider code");
  add_json_of_output(*command, a->io);
  command->callback([a, &chosen] { chosen = [a] { return write(*a); }; });
}

void add_code(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<CodeArguments>();
  CLI::App* command = group.add_subcommand("code", "print the 27-character provider code of an organisation");
  command->add_option("--uscc", a->uscc, "its unified social credit code, 18 characters; the last one is checked")->required();
  command->add_option("--service", a->service,
                      "5 characters: 1 (generation) or 2 (propagation) and four of your own (default 00000: unused)");
  command->callback([a, &chosen] { chosen = [a] { return code(*a); }; });
}

}  // namespace

void add_aigc(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("aigc", "the AIGC metadata label alone");
  group->require_subcommand(1);
  add_read(*group, chosen);
  add_write(*group, chosen);
  add_code(*group, chosen);
}

}  // namespace imprint_cli
