// A function for bash 4 and newer that stands alone: bash-completion loads it, but is not needed.
#include <cstddef>

#include "completion.h"

namespace imprint_cli {
namespace {

// What an option of this kind is completed by: "@file", "@folder", "@none", or its words.
std::string kind_of(const OptionEntry& option) {
  if (option.takes_file()) return "@file";
  if (option.takes_folder()) return "@folder";
  const std::vector<std::string> words = option.choices();
  return words.empty() ? "@none" : joined(words, " ");
}

std::string patterns_of(const OptionEntry& option, const std::string& verb) {
  std::string out;
  for (const std::string& name : option.names) out += (out.empty() ? "" : "|") + in_quotes(verb + " " + name);
  return out;
}

// The cases of `verb` and of the verbs below it: what stands in them, and what their options take.
void add_cases(const VerbEntry& verb, std::string& words, std::string& values) {
  std::vector<std::string> verbs, options;
  for (const VerbEntry& below : verb.verbs) verbs.push_back(below.name);
  for (const OptionEntry& option : verb.options) {
    options.insert(options.end(), option.names.begin(), option.names.end());
    if (!option.value.empty()) values += "    " + patterns_of(option, verb.full_name) + ") kind=" + in_quotes(kind_of(option)) + " ;;\n";
  }
  std::string positional = "@none";
  for (const OptionEntry& entry : verb.positionals) positional = kind_of(entry);
  words += "    " + in_quotes(verb.full_name) + ") verbs=" + in_quotes(joined(verbs, " ")) + " options=" + in_quotes(joined(options, " ")) +
           " positional=" + in_quotes(positional) + " ;;\n";
  for (const VerbEntry& below : verb.verbs) add_cases(below, words, values);
}

constexpr const char* kReading = R"(
# What the options of the verb `at`, or of the tool, take: `kind`.
_imprint_value() {
  kind=
  _imprint_values "$at" "$1"
  [[ -n $kind || $at == imprint ]] || _imprint_values imprint "$1"
}

# By `kind`: names of files or folders, or words.
_imprint_offer() {
  case $1 in
    @file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    @folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    @none) ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current") ;;
  esac
}

_imprint() {
  local at=imprint kind= verbs options positional current=${COMP_WORDS[COMP_CWORD]} before= word i
  COMPREPLY=()
  _imprint_words "$at"
  # The verb that was typed. A word behind an option that takes one is its value.
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -* ]]; then
      _imprint_value "$word"
      [[ -z $kind ]] || before=$word
      if [[ ${COMP_WORDS[i + 1]} == = ]]; then
        ((i + 1 == COMP_CWORD)) || ((++i))
        ((i + 1 == COMP_CWORD)) || { ((++i)); before=; }
      elif [[ -n $kind && $((i + 1)) -lt COMP_CWORD ]]; then
        ((++i))
        before=
      fi
    elif [[ " $verbs " == *" $word "* ]]; then
      at="$at $word"
      before=
      _imprint_words "$at"
    fi
  done
  # bash splits --style=plain in three words.
  [[ $current != = ]] || current=
  if [[ -n $before ]]; then
    _imprint_value "$before"
    _imprint_offer "$kind"
  elif [[ $current == -* ]]; then
    local own=$options
    [[ $at == imprint ]] || _imprint_words imprint
    _imprint_offer "$own $options"
  elif [[ -n $verbs ]]; then
    _imprint_offer "$verbs"
  else
    _imprint_offer "$positional"
  fi
}

complete -F _imprint imprint
)";

}  // namespace

std::string bash_completion(const VerbEntry& tool) {
  std::string words, values;
  add_cases(tool, words, values);
  return "# Completion of imprint for bash. Made by `imprint completion bash`.\n\n# What can stand behind a verb.\n_imprint_words() {\n"
         "  case $1 in\n" + words + "  esac\n}\n\n# What an option of a verb takes.\n_imprint_values() {\n  case \"$1 $2\" in\n" + values + "  esac\n}\n" +
         kReading;
}

}  // namespace imprint_cli
