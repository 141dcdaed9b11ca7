// One function of zsh for each verb, by _arguments.
#include <algorithm>

#include "completion.h"

namespace imprint_cli {
namespace {

// What stands between brackets or colons in a specification of _arguments.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action_of(const OptionEntry& option) {
  if (option.takes_file()) return "_files";
  if (option.takes_folder()) return "_files -/";
  const std::vector<std::string> words = option.choices();
  return words.empty() ? " " : "(" + joined(words, " ") + ")";
}

std::string message_of(const OptionEntry& option) {
  std::string out = option.choices().empty() ? option.value : option.names.back();
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  out.erase(0, out.find_first_not_of('-'));
  return escaped(out);
}

// Each name of an option has a line: '(-o --output)--output=[file to write]:file:_files'.
std::string lines_of(const OptionEntry& option) {
  std::string out;
  const std::string others = option.repeats ? "*" : option.names.size() > 1 ? "(" + joined(option.names, " ") + ")" : "";
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    std::string line = others + name + (option.value.empty() ? "" : is_long ? "=" : "+") + "[" + escaped(option.help) + "]";
    if (!option.value.empty()) line += ":" + message_of(option) + ":" + action_of(option);
    out += "    " + in_quotes(line) + "\n";
  }
  return out;
}

std::string positionals_of(const VerbEntry& verb) {
  std::string out;
  for (const OptionEntry& entry : verb.positionals)
    out += "    " + in_quotes((entry.repeats ? "*:" : ":") + message_of(entry) + ":" + action_of(entry)) + "\n";
  return out;
}

std::string function_of(const VerbEntry& verb) {
  std::string out = "_" + verb.full_name;
  std::replace(out.begin(), out.end(), ' ', '_');
  return out;
}

std::string options_of(const VerbEntry& verb) {
  std::string out;
  for (const OptionEntry& option : verb.options) out += lines_of(option);
  return out;
}

// The first word is a verb, and the rest is that verb's.
std::string dispatch_of(const VerbEntry& verb) {
  std::string list, cases;
  for (const VerbEntry& below : verb.verbs) {
    list += "    " + in_quotes(escaped(below.name) + ":" + below.description) + "\n";
    cases += "      " + below.name + ") " + function_of(below) + " ;;\n";
  }
  return "  local -a verbs=(\n" + list + "  )\n  _arguments -C -s $own $everywhere ': :->verb' '*:: :->rest' && return 0\n"
         "  case $state in\n    verb) _describe -t verbs verb verbs ;;\n    rest) case $words[1] in\n" + cases + "    esac ;;\n  esac\n";
}

std::string functions_of(const VerbEntry& verb, bool whole_tool) {
  std::string out = function_of(verb) + "() {\n  local curcontext=\"$curcontext\" state line ret=1\n  typeset -A opt_args\n";
  if (whole_tool) out += "  local -a everywhere=(\n" + options_of(verb) + "  )\n  local -a own=()\n";
  else out += "  local -a own=(\n" + options_of(verb) + positionals_of(verb) + "  )\n";
  if (verb.verbs.empty()) out += "  _arguments -s $own $everywhere\n";
  else out += dispatch_of(verb);
  out += "}\n\n";
  for (const VerbEntry& below : verb.verbs) out += functions_of(below, false);
  return out;
}

}  // namespace

// `everywhere` is seen by the functions of the verbs: what is local in zsh is so for what is called, too. A verb has an option
// --help of its own; where both lists name it, the first counts.
std::string zsh_completion(const VerbEntry& tool) {
  VerbEntry shared = tool;
  std::erase_if(shared.options, [](const OptionEntry& option) { return option.names.back() == "--version"; });
  return "#compdef imprint\n# Completion of imprint for zsh. Made by `imprint completion zsh`.\n\n" + functions_of(shared, true) +
         "# Loaded by its name, the file runs once as the function; sourced, it registers it.\nif [[ $funcstack[1] == _imprint ]]; then\n  _imprint \"$@\"\nelse\n"
         "  compdef _imprint imprint\nfi\n";
}

}  // namespace imprint_cli
