// The options of the visible label that `label draw` and `mark` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "session.h"

namespace imprint_cli {

struct LabelLook {
  std::string text, corner, style, form, font, logo;  // font and logo: files
  double height_percent = 0;
};

void add_look(CLI::App& command, LabelLook& look);

// Reads the files that the look names; lent to the options, so it has to outlive the call.
struct LabelFiles {
  explicit LabelFiles(const LabelLook& look);
  Bytes font, logo;
};

imprint_label_style parse_style(const std::string& name);
imprint_label_form parse_form(const std::string& name);
imprint_audible_place parse_audible_place(const std::string& name);

template <typename Options>  // imprint_label_options or imprint_mark_options
void set_look(const LabelLook& look, const LabelFiles& files, Options& options) {
  options.corner = parse_corner(look.corner);
  options.text = optional_text(look.text);
  options.height_percent = look.height_percent;
  options.style = parse_style(look.style);
  options.form = parse_form(look.form);
  if (!look.font.empty()) options.font = view(files.font);
  if (!look.logo.empty()) options.logo = view(files.logo);
}

}  // namespace imprint_cli
