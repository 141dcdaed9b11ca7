#include "label_look.h"

#include <charconv>

namespace imprint_cli {

void add_look(CLI::App& command, LabelLook& look) {
  command.add_option("--text", look.text, "words of the label (default AI生成; in the EU form AI GENERATED)");
  command.add_option("--corner", look.corner,
                     "lower-right (default), lower-left, upper-right, upper-left, or automatic: the calmest");
  command.add_option("--height", look.height_percent, "ink height in percent of the shortest side, 5 to 50");
  command.add_option("--style", look.style, "plate (default), plain or outlined");
  command.add_option("--form", look.form, "gb45438 (default) or eu-icon: AI, AI GENERATED or AI MODIFIED");
  command.add_option("--font", look.font, "font file for words that the built-in font cannot show");
  command.add_option("--logo", look.logo, "PNG or JPEG to draw beside the words");
}

void add_audible_place(CLI::App& command, AudibleLook& look) {
  command.add_option("--audible-place", look.place, "of the audible label, in sound: start (default), end, or middle: the quietest place there");
}

void add_audible_parts(CLI::App& command, AudibleLook& look) {
  command.add_option("--audible-at", look.at, "put the audible label before each of these seconds of the sound, such as 0,12.5,31: the turns of a dialogue");
  CLI::Option* clip = command.add_option("--audible-clip", look.clip, "sound file in which a voice says the label, 1 to 30 s: it stands before the rhythm");
  command.add_flag("--audible-clip-alone", look.clip_alone, "the voice without the rhythm: only who has the clip finds it again")->needs(clip);
}

AudibleParts::AudibleParts(const AudibleLook& look) : at_s(look.at.empty() ? look.at_s : std::vector<double>()) {
  if (!look.clip.empty()) clip = read_file(look.clip);
  const char* at = look.at.data();
  const char* const end = at + look.at.size();
  while (at != end) {
    double seconds = 0;
    const auto [behind, fault] = std::from_chars(at, end, seconds);
    if (fault != std::errc() || (behind != end && (*behind != ',' || behind + 1 == end)))
      throw CommandError(kFailed, "--audible-at '" + look.at + "' is no list of seconds with commas between them");
    at_s.push_back(seconds);
    at = behind == end ? end : behind + 1;
  }
}

LabelFiles::LabelFiles(const LabelLook& look) {
  if (!look.font.empty()) font = read_file(look.font);
  if (!look.logo.empty()) logo = read_file(look.logo);
}

imprint_label_style parse_style(const std::string& name) {
  if (name.empty()) return IMPRINT_LABEL_STYLE_DEFAULT;
  if (name == "plate") return IMPRINT_LABEL_STYLE_PLATE;
  if (name == "plain") return IMPRINT_LABEL_STYLE_PLAIN;
  if (name == "outlined") return IMPRINT_LABEL_STYLE_OUTLINED;
  throw CommandError(kFailed, "style '" + name + "' is none of plate, plain, outlined");
}

imprint_label_form parse_form(const std::string& name) {
  if (name.empty()) return IMPRINT_LABEL_FORM_DEFAULT;
  if (name == "gb45438") return IMPRINT_LABEL_FORM_GB45438;
  if (name == "eu-icon") return IMPRINT_LABEL_FORM_EU_ICON;
  throw CommandError(kFailed, "form '" + name + "' is none of gb45438, eu-icon");
}

imprint_audible_place parse_audible_place(const std::string& name) {
  if (name.empty()) return IMPRINT_AUDIBLE_PLACE_DEFAULT;
  if (name == "start") return IMPRINT_AUDIBLE_PLACE_START;
  if (name == "end") return IMPRINT_AUDIBLE_PLACE_END;
  if (name == "middle") return IMPRINT_AUDIBLE_PLACE_MIDDLE;
  throw CommandError(kFailed, "audible place '" + name + "' is none of start, end, middle");
}

}  // namespace imprint_cli
