// imprint label draw: the visible label alone.
#include <cstdio>
#include <memory>

#include "commands.h"
#include "session.h"

namespace imprint_cli {

namespace {

struct DrawArguments {
  InOut io;
  std::string text, corner;
  double height_percent = 0;
};

int draw(const DrawArguments& a) {
  check_output(a.io.output, a.io.force);
  Session session;
  imprint_label_options options = IMPRINT_LABEL_OPTIONS_INIT;
  options.corner = parse_corner(a.corner);
  options.text = optional_text(a.text);
  options.height_percent = a.height_percent;
  const Bytes file = read_file(a.io.input);
  OutputBytes out;
  imprint_label_placement placed = IMPRINT_LABEL_PLACEMENT_INIT;
  imprint_error error;
  require_ok(imprint_label_draw_file(session.context(), view(file), &options, out.out(), &placed, &error), error, a.io.input);
  write_file(a.io.output, out.span(), a.io.force);
  std::fprintf(stderr, "%s: label at %u,%u, ink %u px high (%.2f %% of the shortest side)\n", a.io.output.c_str(), placed.x_px,
               placed.y_px, placed.ink_height_px, placed.ink_height_percent);
  return kDone;
}

}  // namespace

void add_label(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("label", "the visible label alone");
  group->require_subcommand(1);
  auto a = std::make_shared<DrawArguments>();
  CLI::App* command = group->add_subcommand("draw", "draw the label into a picture");
  add_in_out(*command, a->io);
  command->add_option("--text", a->text, "words (default AI生成)");
  command->add_option("--corner", a->corner, "lower-right (default), lower-left, upper-right, upper-left");
  command->add_option("--height", a->height_percent, "ink height in percent of the shortest side, 5 to 50");
  command->callback([a, &chosen] { chosen = [a] { return draw(*a); }; });
}

}  // namespace imprint_cli
