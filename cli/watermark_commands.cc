// imprint watermark embed | detect: the invisible mark alone.
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "picture_names.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

struct EmbedArguments {
  InOut io;
  std::string payload, key, replacement, log;
  double strength = 0, min_psnr_db = 0;
};

struct DetectArguments {
  std::string input;
  std::vector<std::string> keys;
  bool json = false, no_search = false;
};

int embed(const EmbedArguments& a) {
  const uint64_t payload = parse_hex16(a.payload);
  check_replacement(a.replacement, a.log);
  check_output(a.io.output, a.io.force);
  Session session;
  const std::string key_id = a.key.empty() ? "" : session.add_key_file(a.key);
  imprint_embed_options options = IMPRINT_EMBED_OPTIONS_INIT;
  options.key_id = optional_text(key_id);
  options.strength = a.strength;
  options.min_psnr_db = a.min_psnr_db;
  options.replacement = optional_text(a.replacement);
  options.log_path = optional_text(a.log);
  const Bytes file = read_file(a.io.input);
  check_picture_name(a.io.output, file);
  OutputBytes out;
  imprint_embed_result result = IMPRINT_EMBED_RESULT_INIT;
  imprint_error error;
  require_ok(imprint_watermark_embed_file(session.context(), view(file), payload, &options, out.out(), &result, &error), error,
             a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  std::fprintf(stderr, "%s: watermark %s, PSNR %.2f dB, largest change %.0f levels\n", shown(a.io.output).c_str(),
               shown(a.payload).c_str(), result.psnr_db, result.max_change);
  note_broken_manifest(result.manifest_broken == 1);
  return kDone;
}

using Json = nlohmann::ordered_json;
using Detections = std::vector<imprint_detection>;

// Under every key, those of --key first; one that is empty when nothing was found.
Detections detect_all(const Session& session, const Bytes& file, const DetectArguments& a) {
  imprint_detect_options options = IMPRINT_DETECT_OPTIONS_INIT;
  options.no_search = a.no_search ? 1 : 0;
  Detections found(a.keys.size() + 1, IMPRINT_DETECTION_INIT);
  size_t count = 0;
  imprint_error error;
  require_ok(imprint_watermark_detect_all_file(session.context(), view(file), &options, found.data(), found.size(), &count, &error),
             error, a.input);
  found.resize(std::max<size_t>(count, 1));
  return found;
}

Json other_json(const imprint_detection& d) {
  return {{"payload_hex", to_hex16(d.payload)},
          {"key_id", d.key_id},
          {"p_value", d.p_value},
          {"pilot_sigma", d.pilot_sigma},
          {"pixels_per_canonical", d.pixels_per_canonical},
          {"rotation_deg", d.rotation_deg}};
}

void print_json(const Detections& found, double ms) {
  const imprint_detection& d = found.front();
  Json out{{"detected", d.found == 1}};
  out["payload_hex"] = d.found == 1 ? Json(to_hex16(d.payload)) : Json(nullptr);
  out["confidence"] = 1 - d.p_value;
  out["p_value"] = d.p_value;
  out["ms"] = ms;
  if (d.found == 1) {
    out["key_id"] = d.key_id;
    out["pixels_per_canonical"] = d.pixels_per_canonical;
    out["rotation_deg"] = d.rotation_deg;
  }
  out["pilot_sigma"] = d.pilot_sigma;
  for (size_t i = 1; i < found.size(); ++i) out["others"].push_back(other_json(found[i]));
  std::printf("%s\n", out.dump().c_str());
}

int detect(const DetectArguments& a) {
  Session session;
  session.add_key_files(a.keys);
  const Bytes file = read_file(a.input);
  const auto start = std::chrono::steady_clock::now();
  const Detections found = detect_all(session, file, a);
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  const bool any = found.front().found == 1;
  if (a.json) print_json(found, elapsed.count());
  else if (!any) std::printf("no watermark found\n");
  else
    for (const imprint_detection& d : found) std::printf("%s key %s p <= %.1e\n", to_hex16(d.payload).c_str(), d.key_id, d.p_value);
  return any ? kDone : kAbsent;
}

void add_embed(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<EmbedArguments>();
  CLI::App* command = group.add_subcommand("embed", "hide 64 bits in a picture");
  add_in_out(*command, a->io);
  command->add_option("--payload", a->payload, "16 hex digits")->required();
  command->add_option("--key", a->key, "private key file (default: the open key)");
  command->add_option("--strength", a->strength, "share of the amplitude that the quality floor allows, up to 1");
  command->add_option("--min-psnr", a->min_psnr_db, "quality floor in dB (default 41)");
  add_replace(*command, a->replacement);
  command->add_option("--log", a->log, "log that gets a record of a replacement (imprint log)");
  command->callback([a, &chosen] { chosen = [a] { return embed(*a); }; });
}

void add_detect(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<DetectArguments>();
  CLI::App* command = group.add_subcommand("detect", "look for a watermark");
  command->add_option("INPUT", a->input, "picture; - is standard input")->required();
  command->add_flag("--json", a->json, "print one JSON object (spec/schema/detection.schema.json)");
  command->add_option("--key", a->keys, "private key to try beside the open key; repeat for more")->allow_extra_args(false);
  command->add_flag("--no-search", a->no_search, "whole pictures only, no crops, turns or screenshots: faster");
  command->callback([a, &chosen] { chosen = [a] { return detect(*a); }; });
}

}  // namespace

void add_watermark(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("watermark", "the invisible mark alone");
  group->require_subcommand(1);
  add_embed(*group, chosen);
  add_detect(*group, chosen);
}

}  // namespace imprint_cli
