#include "tree.h"

#include <algorithm>

#include "near_miss.h"

namespace imprint_cli {
namespace {

// "N" of "N:INT in [1 - 64]".
std::string value_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

// " (1 to 64)" of "N:INT in [1 - 64]".
std::string range_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const size_t from = type.find('['), dash = type.find(" - ", from), to = type.find(']', from);
  if (from == std::string::npos || dash == std::string::npos || to == std::string::npos) return "";
  return " (" + type.substr(from + 1, dash - from - 1) + " to " + type.substr(dash + 3, to - dash - 3) + ")";
}

std::vector<std::string> names_of(const CLI::Option& option) {
  if (!option.nonpositional()) return {option.get_name(true)};
  std::vector<std::string> out;
  for (const std::string& name : option.get_snames()) out.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
  return out;
}

OptionEntry entry_of(const CLI::Option& option) {
  OptionEntry out;
  out.names = names_of(option);
  if (option.get_items_expected_max() > 0) out.value = value_of(option);
  out.help = option.get_description() + range_of(option);
  out.group = option.get_group();
  out.required = option.get_required();
  out.repeats = option.get_items_expected_max() > 1;
  return out;
}

}  // namespace

bool OptionEntry::takes_file() const { return value == "FILE"; }

std::vector<std::string> OptionEntry::choices() const {
  std::vector<std::string> out;
  if (value.find('|') == std::string::npos) return out;
  for (size_t from = 0; from <= value.size();) {
    const size_t to = std::min(value.find('|', from), value.size());
    if (value.substr(from, to - from) != "HEX") out.push_back(value.substr(from, to - from));  // stands for digits, is no word to type
    from = to + 1;
  }
  return out;
}

VerbEntry tree_of(const CLI::App& app) {
  VerbEntry out;
  out.name = app.get_name();
  out.full_name = name_of(app);
  out.description = app.get_description();
  for (const CLI::Option* option : app.get_options())
    if (!option->get_group().empty()) (option->nonpositional() ? out.options : out.positionals).push_back(entry_of(*option));
  for (const CLI::App* verb : app.get_subcommands({})) out.verbs.push_back(tree_of(*verb));
  return out;
}

}  // namespace imprint_cli
