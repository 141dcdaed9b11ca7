// imprint aigc read | write | code: the metadata label alone, and the provider code that stands in it.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "picture_names.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

struct WriteArguments {
  InOut io;
  std::string label = "1", producer, produce_id, reserved1, propagator, propagate_id, reserved2;
  std::string signing_key, propagator_signing_key, replacement, log;
  bool strict = false;
};

struct CodeArguments {
  std::string uscc, service;
};

// A label with deviations is found all the same: 0. None: 2.
int read(const std::string& path) {
  Session session;
  const Bytes file = read_file(path);
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_read(session.context(), view(file), report.out(), &error), error, path);
  const auto json = nlohmann::ordered_json::parse(report.json());
  std::printf("%s\n", json["aigc"].dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
  return json["aigc"]["labels"].empty() ? kAbsent : kDone;
}

int write(const WriteArguments& a) {
  check_replacement(a.replacement, a.log);
  check_output(a.io.output, a.io.force);
  Session session;
  imprint_aigc_label label = IMPRINT_AIGC_LABEL_INIT;
  label.label = text(a.label);
  label.content_producer = text(a.producer);
  label.produce_id = text(a.produce_id);
  label.reserved_code1 = text(a.reserved1);
  label.content_propagator = optional_text(a.propagator);
  label.propagate_id = optional_text(a.propagate_id);
  label.reserved_code2 = text(a.reserved2);
  const SecretFile signing_key(a.signing_key), propagator_signing_key(a.propagator_signing_key);
  label.signing_key = signing_key.text();
  label.propagator_signing_key = propagator_signing_key.text();
  label.replacement = optional_text(a.replacement);
  label.log_path = optional_text(a.log);
  label.strict = a.strict ? 1 : 0;
  const Bytes file = read_file(a.io.input);
  check_picture_name(a.io.output, file);
  OutputBytes out;
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_write_reported(session.context(), view(file), &label, out.out(), report.out(), &error), error,
             a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  std::fprintf(stderr, "%s: AIGC label written\n", shown(a.io.output).c_str());
  print_notes(report);
  return kDone;
}

int code(const CodeArguments& a) {
  char made[IMPRINT_PROVIDER_CODE_CHARS + 1];
  imprint_error error;
  require_ok(imprint_provider_code(text(a.uscc), optional_text(a.service), made, &error), error, "aigc code");
  std::printf("%s\n", made);
  return kDone;
}

void add_read(CLI::App& group, Action& chosen) {
  auto input = std::make_shared<std::string>();
  CLI::App* command = group.add_subcommand("read", "print every label found, with its deviations, as JSON");
  command->add_option("INPUT", *input, "picture; - is standard input")->required();
  command->callback([input, &chosen] { chosen = [input] { return read(*input); }; });
}

void add_write(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<WriteArguments>();
  CLI::App* command = group.add_subcommand("write", "write the one label of a file without touching its pixels");
  add_in_out(*command, a->io);
  command->add_option("--label", a->label, "1 is (default), 2 possibly, 3 suspected");
  command->add_option("--producer", a->producer, "ContentProducer")->required();
  command->add_option("--produce-id", a->produce_id, "ProduceID")->required();
  command->add_option("--reserved-code1", a->reserved1, "ReservedCode1");
  command->add_option("--propagator", a->propagator, "ContentPropagator (default: the producer, as at a first write)");
  command->add_option("--propagate-id", a->propagate_id, "PropagateID (default: ProduceID)");
  command->add_option("--reserved-code2", a->reserved2, "ReservedCode2");
  command->add_option("--signing-key", a->signing_key, "PEM private key: sign the producer's values into ReservedCode1");
  command->add_option("--propagator-signing-key", a->propagator_signing_key, "PEM private key: sign into ReservedCode2");
  add_replace(*command, a->replacement);
  command->add_option("--log", a->log, "log that gets a record of a replacement (imprint log)");
  command->add_flag("--strict", a->strict, "refuse what `imprint lint --strict` would not pass, such as a name in place of a provider code");
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
