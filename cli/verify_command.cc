// imprint verify: evidence of every layer, and the verdict.
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "any_label.h"
#include "commands.h"
#include "session.h"
#include "terminal.h"
#include "user_words.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct VerifyArguments {
  InputOptions inputs;
  std::vector<std::string> keys, mark_id_keys, trusted, trust_rules;
  std::string producer, produce_id, manifest, label_text, label_font;
  bool json = false, declared = false, no_watermark = false, no_search = false, no_traces = false, any_label = false;
};

// "key trusted", or what it lacks.
std::string trust_in_words(const Json& check) {
  const std::string trust = as_text(check, "trust"), why = as_text(check, "trust_note");
  std::string out = trust == "not_allowed" ? "chain known, not allowed to speak for this producer" : "key " + trust;
  return why.empty() ? out : out + " (" + why + ")";
}

void print_security(const Json& check) {
  std::string line = as_text(check, "slot") + ": " + as_text(check, "algorithm") + " signature " + as_text(check, "integrity");
  if (check.contains("trust")) line += ", " + trust_in_words(check);
  if (check.contains("covers")) line += "; covers " + as_text(check, "covers") + "; not " + as_text(check, "does_not_cover");
  if (const std::string note = as_text(check, "note"); !note.empty()) line += " (" + note + ")";
  std::printf("      %s\n", line.c_str());
  if (!check.contains("certificate")) return;
  const Json& certificate = check["certificate"];
  std::printf("        certificate of %s, by %s, serial %s\n", as_text(certificate, "subject").c_str(),
              as_text(certificate, "issuer").c_str(), as_text(certificate, "serial").c_str());
}

// In both languages, as lint does.
void print_deviation(const char* indent, const Json& d) {
  std::printf("%s%s %s: %s\n%s  %s\n", indent, as_text(d, "severity").c_str(), as_text(d, "code").c_str(), as_text(d, "message").c_str(), indent,
              as_text(d, "message_zh").c_str());
}

void print_labels(const Json& aigc) {
  for (const Json& found : aigc["labels"]) {
    const Json& label = found["label"];
    std::printf("    %s, %s: Label %s, producer %s, id %s\n", as_text(found, "carrier").c_str(), as_text(found, "shape").c_str(),
                as_text(label, "Label").c_str(), as_text(label, "ContentProducer").c_str(), as_text(label, "ProduceID").c_str());
    for (const Json& d : found["deviations"]) print_deviation("      ", d);
    if (found.contains("security"))
      for (const Json& check : found["security"]) print_security(check);
  }
  for (const Json& p : aigc["problems"]) print_deviation("    ", p);
}

std::string p_in_words(const Json& mark) {
  char p[32];
  std::snprintf(p, sizeof p, ", p <= %.1e", mark["p_value"].get<double>());
  return p;
}

// Marks beside the one that leads.
void print_other_marks(const Json& watermark) {
  if (!watermark.contains("others")) return;
  for (const Json& other : watermark["others"]) {
    const std::string with_label = as_text(other, "aigc_watermark");
    std::printf("    another mark_id %s, key %s%s%s\n", as_text(other, "mark_id").c_str(), as_text(other, "key_id").c_str(),
                p_in_words(other).c_str(), with_label == "disagree" ? ": not that of the AIGC label" : "");
  }
}

// Where in a sound, and how a mark was changed since.
std::string span_in_words(const Json& layer) {
  char words[128];
  std::snprintf(words, sizeof words, ", %.1f to %.1f s", layer["span_s"][0].get<double>(), layer["span_s"][1].get<double>());
  std::string out = words;
  if (layer.contains("place")) out = ", \"" + as_text(layer, "text") + "\"" + out;
  const double speed = layer.value("time_scale", 1.0), pitch = layer.value("pitch_shift_semitones", 0.0);
  if (std::fabs(speed - 1) < 0.002 && std::fabs(pitch) < 0.05) return out;
  std::snprintf(words, sizeof words, ", speed %.3f, pitch %+.1f semitones", speed, std::fabs(pitch) < 0.05 ? 0 : pitch);
  return out + words;
}

void print_layer(const char* name, const Json& layer) {
  std::string line = as_text(layer, "state");
  if (const std::string note = as_text(layer, "note"); !note.empty()) line += " (" + note + ")";
  if (const std::string id = as_text(layer, "mark_id"); !id.empty())
    line += ", mark_id " + id + ", key " + as_text(layer, "key_id");
  if (layer.contains("ink_height_percent")) {
    char size[64];
    std::snprintf(size, sizeof size, ", ink %.2f %% of the shortest side", layer["ink_height_percent"].get<double>());
    line += ", \"" + as_text(layer, "text") + "\"" + size;
  }
  if (layer.contains("span_s")) line += span_in_words(layer);
  if (layer.contains("p_value")) line += p_in_words(layer);
  std::printf("  %-10s %s\n", name, line.c_str());
}

// Of a manifest that is invalid nobody is known to have signed it; of a time-stamp that is not trusted nobody knows the time.
std::string signer_in_words(const Json& manifest) {
  if (!manifest.contains("signature")) return "";
  const Json& signature = manifest["signature"];
  std::string out = (signature.contains("claimed") ? ", claims to be signed by " : ", signed by ") + as_text(signature, "common_name");
  if (!signature.contains("time_stamp")) return out;
  const Json& stamp = signature["time_stamp"];
  return out + (stamp["trusted"].get<bool>() ? " at " : ", by a time-stamp that is not trusted at ") + as_text(stamp, "time");
}

void print_claimed(const char* name, const Json& list) {
  std::string line;
  for (const Json& item : list) line += (line.empty() ? "" : ", ") + shown(item.get<std::string>());
  if (!line.empty()) std::printf("      %-8s %s\n", name, line.c_str());
}

void print_manifest(const Json& manifest) {
  if (const std::string remote = as_text(manifest, "remote"); !remote.empty())
    std::printf("    %s\n", where_kept(remote).c_str());
  if (!manifest.contains("codes")) return;
  std::printf("    %s%s\n", as_text(manifest, "validation_state").c_str(), signer_in_words(manifest).c_str());
  for (const Json& failure : manifest["codes"]["failure"])
    std::printf("      %s: %s\n", as_text(failure, "code").c_str(), without_box_paths(as_text(failure, "explanation")).c_str());
  if (!manifest.contains("actions")) return;
  std::printf("      made by  %s\n", as_text(manifest, "generator").c_str());
  print_claimed("actions", manifest["actions"]);
  print_claimed("sources", manifest["source_types"]);
}

void print_verdict(const std::string& path, const Json& report) {
  std::printf("%s: %s\n", shown(path).c_str(), as_text(report, "state").c_str());
  if (report["verdict"].contains("notice"))
    std::printf("  notice     %s / %s\n", as_text(report["verdict"]["notice"], "zh").c_str(),
                as_text(report["verdict"]["notice"], "en").c_str());
  for (const Json& reason : report["verdict"]["reasons"])
    std::printf("  because    %s\n", shown(reason.get<std::string>()).c_str());
  print_layer(as_text(report, "medium") == "audio" ? "audible" : "visible", report["visible"]);
  if (const std::string any = as_text(report["visible"], "explicit_by_caller"); !any.empty())
    std::printf("    found by --any-label: \"%s\"\n", any.c_str());
  print_layer("watermark", report["watermark"]);
  print_other_marks(report["watermark"]);
  print_layer("aigc", report["aigc"]);
  print_labels(report["aigc"]);
  print_layer("manifest", report["manifest"]);
  print_manifest(report["manifest"]);
  const Json& agreement = report["agreement"];
  if (report["verdict"].contains("contradictory")) std::printf("  agreement  AIGC labels: contradictory\n");
  const std::string missing = as_text(agreement, "missing_mark_id_key");
  std::printf("  agreement  AIGC label and watermark: %s%s\n", as_text(agreement, "aigc_watermark").c_str(),
              missing.empty() ? "" : (" (the mark_id is keyed: give key " + missing + " with --mark-id-key)").c_str());
  std::printf("  agreement  manifest and watermark: %s\n", as_text(agreement, "manifest_watermark").c_str());
  std::printf("  agreement  manifest and AIGC label: %s\n", as_text(agreement, "manifest_aigc").c_str());
}

// Contradictory counts like absent, and so does a manifest that is invalid: one beside a stripped picture that its watermark agrees with
// is not that picture's by its bytes, and yet found it again.
int exit_code_of_report(const imprint_report* report, const Json& json) {
  if (json["verdict"].contains("contradictory")) return kAbsent;
  const bool found_again = imprint_report_get_pair_agreement(report, IMPRINT_PAIR_MANIFEST_WATERMARK) == IMPRINT_AGREEMENT_AGREE;
  if (imprint_report_get_manifest_state(report) == IMPRINT_MANIFEST_STATE_INVALID && !found_again) return kAbsent;
  for (const imprint_pair pair : {IMPRINT_PAIR_AIGC_WATERMARK, IMPRINT_PAIR_MANIFEST_WATERMARK, IMPRINT_PAIR_MANIFEST_AIGC})
    if (imprint_report_get_pair_agreement(report, pair) == IMPRINT_AGREEMENT_DISAGREE) return kAbsent;
  const imprint_state state = imprint_report_get_state(report);
  return state == IMPRINT_STATE_NONE_FOUND || state == IMPRINT_STATE_INCONCLUSIVE ? kAbsent : kDone;
}

struct Verified {
  Json report;
  int exit_code = kDone;
};

Bytes manifest_of(const VerifyArguments& a) {
  if (a.manifest.empty()) return {};
  Bytes manifest = read_file(a.manifest);
  if (manifest.empty()) throw CommandError(kFailed, a.manifest + ": is empty", kInput);
  return manifest;
}

// What all inputs of a run are held against, at one time.
struct Beside {
  Bytes manifest, font;
  int64_t time_s;
  AnyLabel any_label;
};

Verified verify_one(const Session& session, const VerifyArguments& a, const Beside& beside, const std::string& path) {
  imprint_verify_options options = IMPRINT_VERIFY_OPTIONS_INIT;
  options.declared = a.declared ? 1 : 0;
  options.no_watermark = a.no_watermark ? 1 : 0;
  options.no_search = a.no_search ? 1 : 0;
  options.no_traces = a.no_traces ? 1 : 0;
  options.time_s = beside.time_s;
  options.producer = optional_text(a.producer);
  options.produce_id = optional_text(a.produce_id);
  options.manifest = view(beside.manifest);
  options.label_text = optional_text(a.label_text);
  options.label_font = view(beside.font);
  const Bytes file = read_file(path);
  const std::string any_label = beside.any_label.best(path, file);
  options.explicit_label = optional_text(any_label);
  Report report;
  imprint_error error;
  require_ok(imprint_verify(session.context(), view(file), &options, report.out(), &error), error, path);
  Json json = Json::parse(report.json());
  const int exit_code = exit_code_of_report(report.get(), json);
  return {std::move(json), exit_code};
}

int verify(const VerifyArguments& a) {
  const std::vector<Input> inputs = gather(a.inputs);
  Session session;
  session.add_key_files(a.keys);
  session.add_mark_id_key_files(a.mark_id_keys);
  session.add_trust_files(a.trusted);
  session.add_trust_rules(a.trust_rules);
  session.trust_for_manifests(a.trusted);
  const Beside beside{manifest_of(a), a.label_font.empty() ? Bytes() : read_file(a.label_font), now_s(), AnyLabel(a.any_label)};
  const JsonOutput json(of_many(a.inputs));
  const auto work = [&](const Input& input, size_t) { return verify_one(session, a, beside, input.path); };
  const auto tell = [&](const Input& input, Verified& verified) {
    if (a.json) json.print(input.path, verified.report);
    else print_verdict(input.path, verified.report);
    return verified.exit_code;
  };
  return answer_all<Verified>(inputs, work, tell, [&](const std::string& path, const CommandError& error) {
    if (a.json) json.print_failure(path, error);
  });
}

}  // namespace

void add_verify(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<VerifyArguments>();
  CLI::App* command = app.add_subcommand("verify", "gather the evidence that files carry and judge it");
  add_inputs(*command, a->inputs, "pictures");
  command->add_flag("--json", a->json, "print the report (spec/schema/report.schema.json); one line per file for several");
  command->add_option("--key", a->keys, "private watermark key to try beside the open key; repeat for more")->allow_extra_args(false);
  add_mark_id_keys(*command, a->mark_id_keys);
  command->add_option("--trust", a->trusted, "PEM file with keys or certificates whose signatures are trusted; repeat for more")
      ->allow_extra_args(false);
  command->add_option("--trust-for", a->trust_rules,
                      "CODE=PEM: the same for the labels of one producer alone, who need not be named below it; repeat for more")
      ->allow_extra_args(false);
  command->add_option("--manifest", a->manifest, "a signed manifest beside the picture (.c2pa), in place of the one in it");
  command->add_option("--producer", a->producer, "what your records say of this picture: a watermark that is its mark names it");
  command->add_option("--produce-id", a->produce_id, "see --producer");
  command->add_flag("--declared", a->declared, "the uploader declares the content to be AI-generated");
  command->add_option("--text", a->label_text, "words of a visible label to look for, beside the built-in ones");
  command->add_option("--font", a->label_font, "font file that they were drawn with, where the built-in font cannot show them");
  add_any_label(*command, a->any_label);
  command->add_flag("--no-watermark", a->no_watermark, "metadata only");
  command->add_flag("--no-search", a->no_search, "look for the watermark of whole pictures only");
  command->add_flag("--no-traces", a->no_traces, "what generating programs leave in metadata beside a label (prompts, workflows) decides nothing");
  command->callback([a, &chosen] { chosen = [a] { return verify(*a); }; });
}

}  // namespace imprint_cli
