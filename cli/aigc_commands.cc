// imprint aigc read | write: the metadata label alone.
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct WriteArguments {
  InOut io;
  std::string label = "1", producer, produce_id, reserved1, propagator, propagate_id, reserved2;
  std::string signing_key, propagator_signing_key;
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

Written write_one(const WriteArguments& a, const Session& session, imprint_aigc_label label, const std::string& produce_id,
                  const Passages& all, const Passage& at) {
  label.produce_id = text(produce_id);
  const Bytes file = read_file(at.input);
  check_picture_name(at.output, file);
  OutputBytes out;
  imprint_error error;
  const imprint_status status = imprint_aigc_write(session.context(), view(file), &label, out.out(), &error);
  const std::string keys = a.signing_key + (a.signing_key.empty() || a.propagator_signing_key.empty() ? "" : ", ") + a.propagator_signing_key;
  require_ok(status, error, status == IMPRINT_ERR_KEY_INVALID ? keys : at.input);
  all.write(at, out.span());
  return {kDone, {at.output + ": AIGC label written"}, {{"action", "aigc write"}, {"output", at.output}}};
}

int write(const WriteArguments& a) {
  require_values(a);
  const Passages all(a.io);
  const std::vector<std::string> ids = all.fill_in("--produce-id", a.produce_id, kOwnNumber);
  const Session session;
  imprint_aigc_label label = IMPRINT_AIGC_LABEL_INIT;
  label.label = text(a.label);
  label.content_producer = text(a.producer);
  label.reserved_code1 = text(a.reserved1);
  label.content_propagator = optional_text(a.propagator);
  label.propagate_id = optional_text(a.propagate_id);
  label.reserved_code2 = text(a.reserved2);
  const SecretFile signing_key(a.signing_key), propagator_signing_key(a.propagator_signing_key);
  label.signing_key = signing_key.text();
  label.propagator_signing_key = propagator_signing_key.text();
  return all.run([&](const Passage& at) { return write_one(a, session, label, ids[at.number], all, at); });
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
  command->add_option("--propagator", a->propagator, "ContentPropagator (default: the producer, as at a first write)");
  command->add_option("--propagate-id", a->propagate_id, "PropagateID (default: ProduceID)");
  command->add_option("--reserved-code2", a->reserved2, "ReservedCode2");
  command->add_option("--signing-key", a->signing_key, "PEM private key: sign the producer's values into ReservedCode1");
  command->add_option("--propagator-signing-key", a->propagator_signing_key, "PEM private key: sign into ReservedCode2");
  add_json_of_output(*command, a->io);
  command->callback([a, &chosen] { chosen = [a] { return write(*a); }; });
}

}  // namespace

void add_aigc(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("aigc", "the AIGC metadata label alone");
  group->require_subcommand(1);
  add_read(*group, chosen);
  add_write(*group, chosen);
}

}  // namespace imprint_cli
