// imprint label draw | find: the visible label alone.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "label_look.h"
#include "picture_names.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {

namespace {

struct DrawArguments {
  InOut io;
  LabelLook look;
};

struct FindArguments {
  std::string input, text, font;
  bool json = false;
};

int draw(const DrawArguments& a) {
  check_output(a.io.output, a.io.force);
  Session session;
  const LabelFiles files(a.look);
  imprint_label_options options = IMPRINT_LABEL_OPTIONS_INIT;
  set_look(a.look, files, options);
  const Bytes file = read_file(a.io.input);
  check_picture_name(a.io.output, file);
  OutputBytes out;
  imprint_label_placement placed = IMPRINT_LABEL_PLACEMENT_INIT;
  imprint_error error;
  require_ok(imprint_label_draw_file(session.context(), view(file), &options, out.out(), &placed, &error), error,
             a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  std::fprintf(stderr, "%s: label at %u,%u, %u x %u px, ink %u px high (%.2f %% of the shortest side), read back\n",
               shown(a.io.output).c_str(), placed.x_px, placed.y_px, placed.width_px, placed.height_px,
               placed.ink_height_px, placed.ink_height_percent);
  if (placed.raised == 1)
    std::fprintf(stderr, "  note     the letters are higher than was asked for: nobody reads lower ones\n");
  if (100.0 * placed.ink_height_px / placed.ink_height_percent < IMPRINT_LABEL_MIN_FIND_SIDE_PX)
    std::fprintf(stderr, "  note     pictures with a side under %d px are not searched for a label later\n", IMPRINT_LABEL_MIN_FIND_SIDE_PX);
  note_broken_manifest(placed.manifest_broken == 1);
  return kDone;
}

const char* name_of(imprint_legibility legibility) {
  switch (legibility) {
    case IMPRINT_LEGIBILITY_LEGIBLE: return "legible";
    case IMPRINT_LEGIBILITY_TOO_LOW: return "too low";
    case IMPRINT_LEGIBILITY_TOO_FAINT: return "too faint";
    case IMPRINT_LEGIBILITY_TOO_FEW_PIXELS: return "too few pixels";
    case IMPRINT_LEGIBILITY_FORCE32: break;
  }
  return "unknown";
}

void print_json(const imprint_label_found& f) {
  nlohmann::ordered_json out{{"found", f.found == 1}, {"score", f.score}};
  if (f.found == 1)
    out.update({{"text", f.text},
                {"box_px", {f.x_px, f.y_px, f.width_px, f.height_px}},
                {"ink_height_px", f.ink_height_px},
                {"ink_height_percent", f.ink_height_percent},
                {"contrast", f.contrast},
                {"legibility", name_of(f.legibility)}});
  std::printf("%s\n", out.dump(2).c_str());
}

// A label that is there but not legible is "invalid": 2, as an absent one.
int find(const FindArguments& a) {
  Session session;
  imprint_label_find_options options = IMPRINT_LABEL_FIND_OPTIONS_INIT;
  options.text = optional_text(a.text);
  const Bytes font = a.font.empty() ? Bytes() : read_file(a.font);
  if (!a.font.empty()) options.font = view(font);
  const Bytes file = read_file(a.input);
  imprint_label_found f = IMPRINT_LABEL_FOUND_INIT;
  imprint_error error;
  require_ok(imprint_label_find_file(session.context(), view(file), &options, &f, &error), error, a.input);
  if (a.json)
    print_json(f);
  else if (f.found == 1)
    std::printf("%s: \"%s\" at %u,%u, %u x %u px, ink %.2f %% of the shortest side, contrast %.1f:1, %s\n",
                shown(a.input).c_str(), shown(f.text).c_str(), f.x_px, f.y_px, f.width_px, f.height_px,
                f.ink_height_percent, f.contrast, name_of(f.legibility));
  else
    std::printf("%s: no label found\n", shown(a.input).c_str());
  return f.found == 1 && f.legibility == IMPRINT_LEGIBILITY_LEGIBLE ? kDone : kAbsent;
}

void add_draw(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<DrawArguments>();
  CLI::App* command = group.add_subcommand("draw", "draw the label into a picture");
  add_in_out(*command, a->io);
  add_look(*command, a->look);
  command->callback([a, &chosen] { chosen = [a] { return draw(*a); }; });
}

void add_find(CLI::App& group, Action& chosen) {
  auto a = std::make_shared<FindArguments>();
  CLI::App* command = group.add_subcommand("find", "look for a label that this tool drew");
  command->add_option("INPUT", a->input, "picture; - is standard input")->required();
  command->add_option("--text", a->text, "look for these words too, beside the built-in ones");
  command->add_option("--font", a->font, "font file that they were drawn with, where the built-in font cannot show them");
  command->add_flag("--json", a->json, "print the answer as JSON");
  command->callback([a, &chosen] { chosen = [a] { return find(*a); }; });
}

}  // namespace

void add_label(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("label", "the visible label alone");
  group->require_subcommand(1);
  add_draw(*group, chosen);
  add_find(*group, chosen);
}

}  // namespace imprint_cli
