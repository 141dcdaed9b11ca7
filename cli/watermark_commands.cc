// imprint watermark embed | detect: the invisible mark alone.
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"
#include "terminal.h"
#include "watermark_settings.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct EmbedArguments {
  InOut io;
  std::string payload, key, replacement, log;
  WatermarkSettings settings;
};

struct DetectArguments {
  InputOptions inputs;
  std::vector<std::string> keys;
  bool json = false, no_search = false;
};

// Of a picture, or of sound.
void add_quality(const imprint_embed_result& result, Written& done) {
  char line[160];
  if (result.marked_s > 0) {
    std::snprintf(line, sizeof line, ", %.2f dB deep over %.1f s of sound", result.depth_db, result.marked_s);
    done.json["depth_db"] = result.depth_db;
    done.json["marked_s"] = result.marked_s;
  } else {
    const char* robustness = robustness_name(result.robustness);
    std::snprintf(line, sizeof line, ", %s robustness, visibility %.2f, PSNR %.2f dB, largest change %.0f levels", robustness, result.visibility,
                  result.psnr_db, result.max_change);
    done.json["psnr_db"] = result.psnr_db;
    done.json["max_change"] = result.max_change;
    done.json["visibility"] = result.visibility;
    done.json["robustness"] = robustness;
  }
  done.lines.front() += line;
}

Written embed_one(const Session& session, const EmbedArguments& a, const imprint_embed_options& options, const Passages& all,
                  const Passage& at) {
  const Bytes file = read_file(at.input);
  check_picture_name(at.output, file);
  OutputBytes out;
  imprint_embed_result result = IMPRINT_EMBED_RESULT_INIT;
  imprint_error error;
  require_ok(imprint_watermark_embed_file(session.context(), view(file), parse_hex16(a.payload), &options, out.out(), &result, &error),
             error, at.input);
  all.write(at, out.span());
  Written done{kDone, {at.output + ": watermark " + a.payload}, {{"action", "watermark embed"}, {"output", at.output}, {"payload_hex", to_hex16(parse_hex16(a.payload))}}};
  add_quality(result, done);
  if (result.manifest_broken == 1) add_note(kManifestBroken, done);
  return done;
}

int embed(const EmbedArguments& a) {
  check_replacement(a.replacement, a.log);
  parse_hex16(a.payload);
  const Passages all(a.io);
  Session session;
  const std::string key_id = a.key.empty() ? "" : session.add_key_file(a.key);
  imprint_embed_options options = IMPRINT_EMBED_OPTIONS_INIT;
  options.key_id = optional_text(key_id);
  give(a.settings, options);
  options.replacement = optional_text(a.replacement);
  options.log_path = optional_text(a.log);
  return all.run([&](const Passage& at) { return embed_one(session, a, options, all, at); });
}

// Under every key, those of --key first; one that is empty when nothing was found.
struct Detected {
  std::vector<imprint_detection> found;
  double ms = 0;
};

bool is_of_sound(const imprint_detection& d) { return d.time_scale > 0; }

// How the mark lies in its medium.
void add_lie(const imprint_detection& d, Json& out) {
  if (is_of_sound(d)) {
    out["span_s"] = {d.start_s, d.end_s};
    out["time_scale"] = d.time_scale;
    out["pitch_shift_semitones"] = d.pitch_shift_semitones;
    return;
  }
  out["pixels_per_canonical"] = d.pixels_per_canonical;
  out["rotation_deg"] = d.rotation_deg;
  out["box_px"] = {d.x_px, d.y_px, d.width_px, d.height_px};
}

Json other_json(const imprint_detection& d) {
  Json out{{"payload_hex", to_hex16(d.payload)}, {"key_id", d.key_id}, {"p_value", d.p_value}, {"pilot_sigma", d.pilot_sigma}};
  add_lie(d, out);
  return out;
}

Json json_of(const Detected& detected) {
  const imprint_detection& d = detected.found.front();
  Json out{{"detected", d.found == 1}};
  out["payload_hex"] = d.found == 1 ? Json(to_hex16(d.payload)) : Json(nullptr);
  out["confidence"] = 1 - d.p_value;
  out["p_value"] = d.p_value;
  out["ms"] = detected.ms;
  if (d.found == 1) {
    out["key_id"] = d.key_id;
    add_lie(d, out);
  }
  out["pilot_sigma"] = d.pilot_sigma;
  for (size_t i = 1; i < detected.found.size(); ++i) out["others"].push_back(other_json(detected.found[i]));
  return out;
}

Detected detect_one(const Session& session, const DetectArguments& a, const std::string& path) {
  imprint_detect_options options = IMPRINT_DETECT_OPTIONS_INIT;
  options.no_search = a.no_search ? 1 : 0;
  const Bytes file = read_file(path);
  Detected out{std::vector<imprint_detection>(IMPRINT_WATERMARK_MAX_MARKS * (a.keys.size() + 1), IMPRINT_DETECTION_INIT)};
  size_t count = 0;
  imprint_error error;
  const auto start = std::chrono::steady_clock::now();
  require_ok(imprint_watermark_detect_all_file(session.context(), view(file), &options, out.found.data(), out.found.size(), &count, &error),
             error, path);
  out.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  out.found.resize(std::max<size_t>(count, 1));
  return out;
}

void print_for_people(const std::string& of, const Detected& detected) {
  if (detected.found.front().found == 0) std::printf("%sno watermark found\n", of.c_str());
  else
    for (const imprint_detection& d : detected.found) {
      std::printf("%s%s key %s p <= %.1e ", of.c_str(), to_hex16(d.payload).c_str(), d.key_id, d.p_value);
      if (is_of_sound(d)) std::printf("from %.1f to %.1f s, speed %.3f\n", d.start_s, d.end_s, d.time_scale);
      else std::printf("at %u,%u %ux%u\n", d.x_px, d.y_px, d.width_px, d.height_px);
    }
}

int detect(const DetectArguments& a) {
  const std::vector<Input> inputs = gather(a.inputs);
  Session session;
  session.add_key_files(a.keys);
  const bool many = of_many(a.inputs);
  const JsonOutput json(many);
  const auto work = [&](const Input& input, size_t) { return detect_one(session, a, input.path); };
  const auto tell = [&](const Input& input, Detected& detected) {
    if (a.json) json.print(input.path, json_of(detected));
    else print_for_people(many ? shown(input.path) + ": " : "", detected);
    return static_cast<int>(detected.found.front().found == 1 ? kDone : kAbsent);
  };
  return answer_all<Detected>(inputs, work, tell, [&](const std::string& path, const CommandError& error) {
    if (a.json) json.print_failure(path, error);
  });
}

void add_embed(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<EmbedArguments>();
  CLI::App* command = group.add_subcommand("embed", "hide 64 bits in a picture or sound");
  add_in_out(*command, a->io);
  command->add_option("--payload", a->payload, "16 hex digits")->required();
  command->add_option("--key", a->key, "private key file (default: the open key)");
  add_watermark_settings(*command, a->settings);
  add_replace(*command, a->replacement);
  command->add_option("--log", a->log, "log that gets a record of a replacement (imprint log)");
  add_json_of_output(*command, a->io);
  command->callback([a, &chosen] { chosen = [a] { return embed(*a); }; });
}

void add_detect(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<DetectArguments>();
  CLI::App* command = group.add_subcommand("detect", "look for a watermark");
  add_inputs(*command, a->inputs, "pictures");
  command->add_flag("--json", a->json, "print the answer (spec/schema/detection.schema.json); one line per file for several");
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
