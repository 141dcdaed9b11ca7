// Rules of fish: a condition of the verbs that were typed, and what fits there.
#include "completion.h"

namespace imprint_cli {
namespace {

// "watermark detect" of "imprint watermark detect".
std::string path_of(const VerbEntry& verb) {
  const size_t at = verb.full_name.find(' ');
  return at == std::string::npos ? "" : verb.full_name.substr(at + 1);
}

std::string quoted_for_fish(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string names_of(const OptionEntry& option) {
  std::string out;
  for (const std::string& name : option.names) out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return out;
}

std::string value_of(const OptionEntry& option) {
  if (option.value.empty()) return "";
  if (option.takes_file()) return " -r -F";
  if (option.takes_folder()) return " -x -a '(__fish_complete_directories)'";
  const std::vector<std::string> words = option.choices();
  return words.empty() ? " -x" : " -x -a " + quoted_for_fish(joined(words, " "));
}

std::string rule(const std::string& condition) { return "complete -c imprint -n " + quoted_for_fish(condition); }

void add_rules(const VerbEntry& verb, bool whole_tool, std::string& out) {
  const std::string here = "__imprint_at " + quoted_for_fish(path_of(verb));
  for (const OptionEntry& option : verb.options) {
    const bool everywhere = whole_tool && option.names.back() != "--version" && option.names.back() != "--help";
    out += (everywhere ? "complete -c imprint" : rule(here)) + names_of(option) + value_of(option) + " -d " + quoted_for_fish(option.help) + "\n";
  }
  for (const VerbEntry& below : verb.verbs)
    out += rule(here) + " -a " + below.name + " -d " + quoted_for_fish(below.description) + "\n";
  for (const OptionEntry& entry : verb.positionals) {
    if (entry.takes_file()) out += rule(here) + " -F\n";
    else if (!entry.choices().empty()) out += rule(here) + " -a " + quoted_for_fish(joined(entry.choices(), " ")) + "\n";
  }
  for (const VerbEntry& below : verb.verbs) add_rules(below, false, out);
}

// Options of the tool that take a value, whose next word is no verb.
std::string valued_of(const VerbEntry& tool) {
  std::string out;
  for (const OptionEntry& option : tool.options)
    if (!option.value.empty()) out += (out.empty() ? "" : " ") + joined(option.names, " ");
  return out;
}

std::string paths_of(const VerbEntry& verb) {
  std::string out;
  for (const VerbEntry& below : verb.verbs) out += " " + quoted_for_fish(path_of(below)) + paths_of(below);
  return out;
}

}  // namespace

std::string fish_completion(const VerbEntry& tool) {
  std::string rules;
  add_rules(tool, true, rules);
  return "# Completion of imprint for fish. Made by `imprint completion fish`.\n\n# Whether the verbs that were typed are these.\n"
         "function __imprint_at\n  set -l at ''\n  set -l skip 0\n  for word in (commandline -opc)[2..-1]\n"
         "    set -l next (string trim -- \"$at $word\")\n    if test $skip = 1\n      set skip 0\n"
         "    else if contains -- $word " + valued_of(tool) + "\n      set skip 1\n    else if contains -- \"$next\"" + paths_of(tool) +
         "\n      set at $next\n    end\n  end\n  test \"$at\" = \"$argv[1]\"\nend\n\ncomplete -c imprint -f\n" + rules;
}

}  // namespace imprint_cli
