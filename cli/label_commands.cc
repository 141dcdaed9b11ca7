// imprint label draw | find: the visible or audible label alone.
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "label_look.h"
#include "outputs.h"
#include "picture_names.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {

namespace {

using Json = nlohmann::ordered_json;

struct DrawArguments {
  InOut io;
  LabelLook look;
  AudibleLook audible;
};

struct FindArguments {
  InputOptions inputs;
  std::string text, font;
  bool json = false;
};

Json json_of(const Passage& at, const imprint_label_placement& placed) {
  return {{"action", "label draw"},
          {"output", at.output},
          {"box_px", {placed.x_px, placed.y_px, placed.width_px, placed.height_px}},
          {"ink_height_px", placed.ink_height_px},
          {"ink_height_percent", placed.ink_height_percent}};
}

Json json_of_sound(const Passage& at, const imprint_label_placement& placed) {
  return {{"action", "label draw"}, {"output", at.output}, {"span_s", {placed.start_s, placed.end_s}}, {"label_lufs", placed.label_lufs}};
}

Written put_into_sound(const Passage& at, const imprint_label_placement& placed) {
  char line[120];
  std::snprintf(line, sizeof line, ": audible label from %.2f to %.2f s, %.1f LUFS, read back", placed.start_s, placed.end_s, placed.label_lufs);
  Written done{kDone, {at.output + line}, json_of_sound(at, placed)};
  if (placed.manifest_broken == 1) add_note(kManifestBroken, done);
  return done;
}

Written draw_one(const Session& session, const imprint_label_options& options, const Passages& all, const Passage& at) {
  const Bytes file = read_file(at.input);
  check_picture_name(at.output, file);
  OutputBytes out;
  imprint_label_placement placed = IMPRINT_LABEL_PLACEMENT_INIT;
  imprint_error error;
  require_ok(imprint_label_draw_file(session.context(), view(file), &options, out.out(), &placed, &error), error, at.input);
  all.write(at, out.span());
  if (placed.end_s > 0) return put_into_sound(at, placed);
  char line[160];
  std::snprintf(line, sizeof line, ": label at %u,%u, %u x %u px, ink %u px high (%.2f %% of the shortest side), read back", placed.x_px,
                placed.y_px, placed.width_px, placed.height_px, placed.ink_height_px, placed.ink_height_percent);
  Written done{kDone, {at.output + line}, json_of(at, placed)};
  if (placed.raised == 1) add_note("the letters are higher than was asked for: nobody reads lower ones", done);
  if (100.0 * placed.ink_height_px / placed.ink_height_percent < IMPRINT_LABEL_MIN_FIND_SIDE_PX)
    add_note("pictures with a side under " + std::to_string(IMPRINT_LABEL_MIN_FIND_SIDE_PX) + " px are not searched for a label later", done);
  if (placed.manifest_broken == 1) add_note(kManifestBroken, done);
  return done;
}

int draw(const DrawArguments& a) {
  const Passages all(a.io);
  const Session session;
  const LabelFiles files(a.look);
  imprint_label_options options = IMPRINT_LABEL_OPTIONS_INIT;
  set_look(a.look, files, options);
  const AudibleParts parts(a.audible);
  set_audible(a.audible, parts, options);
  return all.run([&](const Passage& at) { return draw_one(session, options, all, at); });
}

const char* legibility_name(imprint_legibility legibility) {
  switch (legibility) {
    case IMPRINT_LEGIBILITY_LEGIBLE: return "legible";
    case IMPRINT_LEGIBILITY_TOO_LOW: return "too low";
    case IMPRINT_LEGIBILITY_TOO_FAINT: return "too faint";
    case IMPRINT_LEGIBILITY_TOO_FEW_PIXELS: return "too few pixels";
    case IMPRINT_LEGIBILITY_TOO_QUIET: return "too quiet";
    case IMPRINT_LEGIBILITY_WRONG_TIMING: return "wrong timing";
    case IMPRINT_LEGIBILITY_FORCE32: break;
  }
  return "unknown";
}

const char* place_name(imprint_audible_place place) {
  return place == IMPRINT_AUDIBLE_PLACE_END ? "end" : place == IMPRINT_AUDIBLE_PLACE_MIDDLE ? "middle" : "start";
}

Json json_of(const imprint_label_found& f) {
  Json out{{"found", f.found == 1}, {"score", f.score}};
  if (f.found == 1 && f.sound == 1) {
    out.update({{"text", f.text}, {"span_s", {f.start_s, f.end_s}}, {"place", place_name(f.audible_place)}, {"unit_s", f.unit_s}, {"label_lufs", f.label_lufs}});
    if (std::isfinite(f.programme_lufs)) out["programme_lufs"] = f.programme_lufs;
    out["legibility"] = legibility_name(f.legibility);
  } else if (f.found == 1)
    out.update({{"text", f.text},
                {"box_px", {f.x_px, f.y_px, f.width_px, f.height_px}},
                {"ink_height_px", f.ink_height_px},
                {"ink_height_percent", f.ink_height_percent},
                {"contrast", f.contrast},
                {"legibility", legibility_name(f.legibility)}});
  return out;
}

void print_for_people(const std::string& path, const imprint_label_found& f) {
  if (f.found == 1 && f.sound == 1)
    std::printf("%s: %s from %.2f to %.2f s (%s), unit %.0f ms, %.1f LUFS beside %.1f, %s\n", shown(path).c_str(), shown(f.text).c_str(), f.start_s, f.end_s,
                place_name(f.audible_place), 1000 * f.unit_s, f.label_lufs, f.programme_lufs, f.legibility == IMPRINT_LEGIBILITY_LEGIBLE ? "heard" : legibility_name(f.legibility));
  else if (f.found == 1)
    std::printf("%s: \"%s\" at %u,%u, %u x %u px, ink %.2f %% of the shortest side, contrast %.1f:1, %s\n", shown(path).c_str(),
                shown(f.text).c_str(), f.x_px, f.y_px, f.width_px, f.height_px, f.ink_height_percent, f.contrast,
                legibility_name(f.legibility));
  else
    std::printf("%s: no label found\n", shown(path).c_str());
}

// A label that is there but not legible is "invalid": 2, as an absent one.
int find(const FindArguments& a) {
  const std::vector<Input> inputs = gather(a.inputs);
  const Session session;
  imprint_label_find_options options = IMPRINT_LABEL_FIND_OPTIONS_INIT;
  options.text = optional_text(a.text);
  const Bytes font = a.font.empty() ? Bytes() : read_file(a.font);
  if (!a.font.empty()) options.font = view(font);
  const JsonOutput json(of_many(a.inputs));
  const auto work = [&](const Input& input, size_t) {
    const Bytes file = read_file(input.path);
    imprint_label_found f = IMPRINT_LABEL_FOUND_INIT;
    imprint_error error;
    require_ok(imprint_label_find_file(session.context(), view(file), &options, &f, &error), error, input.path);
    return f;
  };
  const auto tell = [&](const Input& input, imprint_label_found& f) {
    if (a.json) json.print(input.path, json_of(f));
    else print_for_people(input.path, f);
    return static_cast<int>(f.found == 1 && f.legibility == IMPRINT_LEGIBILITY_LEGIBLE ? kDone : kAbsent);
  };
  return answer_all<imprint_label_found>(inputs, work, tell, [&](const std::string& path, const CommandError& error) {
    if (a.json) json.print_failure(path, error);
  });
}

void add_draw(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<DrawArguments>();
  CLI::App* command = group.add_subcommand("draw", "draw the label into a picture, or put the audible one into sound");
  add_in_out(*command, a->io);
  add_look(*command, a->look);
  add_audible_place(*command, a->audible);
  add_audible_parts(*command, a->audible);
  add_json_of_output(*command, a->io);
  command->callback([a, &chosen] { chosen = [a] { return draw(*a); }; });
}

void add_find(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<FindArguments>();
  CLI::App* command = group.add_subcommand("find", "look for a label that this tool drew");
  add_inputs(*command, a->inputs, "pictures and sound");
  command->add_option("--text", a->text, "look for these words too, beside the built-in ones");
  command->add_option("--font", a->font, "font file that they were drawn with, where the built-in font cannot show them");
  command->add_flag("--json", a->json, "print the answer (spec/schema/label.schema.json); one line per file for several");
  command->callback([a, &chosen] { chosen = [a] { return find(*a); }; });
}

}  // namespace

void add_label(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("label", "the visible or audible label alone");
  group->require_subcommand(1);
  add_draw(*group, chosen);
  add_find(*group, chosen);
}

}  // namespace imprint_cli
