// The options of the visible and the audible label that `label draw` and `mark` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "session.h"

namespace imprint_cli {

struct LabelLook {
  std::string text, corner, style, form, font, logo;  // font and logo: files
  double height_percent = 0;
};

void add_look(CLI::App& command, LabelLook& look);

struct AudibleLook {
  std::string place, clip, at;  // clip: a file; at: seconds, with commas between them
  std::vector<double> at_s;     // of a profile, where `at` is empty
  bool clip_alone = false;
};

// --audible-place and what else says how the label of sound is.
void add_audible_place(CLI::App& command, AudibleLook& look);
void add_audible_parts(CLI::App& command, AudibleLook& look);

// What it names and lists; lent to the options, so it has to outlive the call. Throws where the list is none.
struct AudibleParts {
  explicit AudibleParts(const AudibleLook& look);
  Bytes clip;
  std::vector<double> at_s;
};

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

template <typename Options>  // imprint_label_options or imprint_mark_options
void set_audible(const AudibleLook& look, const AudibleParts& parts, Options& options) {
  options.audible_place = parse_audible_place(look.place);
  if (!look.clip.empty()) options.audible_clip = view(parts.clip);
  options.audible_clip_alone = look.clip_alone ? 1 : 0;
  if (!parts.at_s.empty()) options.audible_at_s = {parts.at_s.data(), parts.at_s.size()};
}

}  // namespace imprint_cli
