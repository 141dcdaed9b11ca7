#include "near_miss.h"

#include <algorithm>

#include "files.h"

namespace imprint_cli {
namespace {

// Optimal string alignment: insertions, removals, replacements, and neighbours that changed places.
size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

// The innermost verb that was understood.
const CLI::App& innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.front());
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* verb : app.get_subcommands({})) out.push_back(verb->get_name());
  return out;
}

std::vector<std::string> option_names_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options())
    if (!option->get_group().empty())
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  if (app.get_parent() == nullptr) return out;
  for (std::string& name : option_names_of(*app.get_parent())) out.push_back(std::move(name));
  return out;
}

std::string meant(const std::string& typed, const std::vector<std::string>& known) {
  const std::string near = nearest(typed, known);
  return near.empty() ? "" : "; did you mean \"" + near + "\"?";
}

std::string hint(const CLI::App& at) { return "\n`" + name_of(at) + " --help` tells more.\n"; }

std::string no_verb(const CLI::App& at, const std::vector<std::string>& rest) {
  const auto typed = std::find_if(rest.begin(), rest.end(), [](const std::string& r) { return !r.starts_with('-'); });
  if (typed == rest.end()) {
    std::string all;
    for (const std::string& verb : verbs_of(at)) all += (all.empty() ? "" : ", ") + verb;
    return name_of(at) + ": a verb is needed: " + all + hint(at);
  }
  return name_of(at) + ": no verb \"" + *typed + "\"" + meant(*typed, verbs_of(at)) + hint(at);
}

}  // namespace

std::string name_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : name_of(*app.get_parent()) + " " + app.get_name();
}

std::string nearest(const std::string& typed, const std::vector<std::string>& known) {
  constexpr size_t kLongest = 64;
  if (typed.size() > kLongest) return "";
  std::string best;
  size_t least = std::max<size_t>(1, typed.size() / 3) + 1;
  for (const std::string& name : known)
    if (const size_t d = distance(typed, name); d < least) least = d, best = name;
  return best;
}

const CLI::App& verb_of(const CLI::App& app, const std::string& name) {
  for (const CLI::App* verb : app.get_subcommands({}))
    if (verb->get_name() == name) return *verb;
  throw CommandError(kFailed, name_of(app) + ": no verb \"" + name + "\"" + meant(name, verbs_of(app)));
}

std::string complaint_of(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& at = innermost(app);
  const std::vector<std::string> rest = app.remaining(true);
  if (!verbs_of(at).empty()) return no_verb(at, rest);
  const auto stray = std::find_if(rest.begin(), rest.end(), [](const std::string& r) { return r.starts_with('-') && r != "-"; });
  if (error.get_name() != "ExtrasError" && stray == rest.end()) return name_of(at) + ": " + error.what() + hint(at);
  const std::string typed = stray != rest.end() ? *stray : rest.empty() ? "" : rest.front();
  if (typed.empty()) return name_of(at) + ": " + error.what() + hint(at);
  const std::string option = typed.substr(0, typed.find('='));
  const std::string what = typed.starts_with('-') ? "no option " + option + meant(option, option_names_of(at)) : "\"" + typed + "\" is an argument too many";
  return name_of(at) + ": " + what + hint(at);
}

}  // namespace imprint_cli
