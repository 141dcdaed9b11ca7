// Writes a man page for the tool and for each verb:  imprint_manual TEXTS FOLDER
// Names, options and their help come from the command line itself, prose and examples from TEXTS (cli/manual). Run by the build.
#include <imprint/imprint.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "command_line.h"
#include "manual_text.h"
#include "roff.h"
#include "tree.h"
#include "value_names.h"

namespace imprint_cli {
namespace {

namespace fs = std::filesystem;

// Of the last change of the texts: a date of the build would make each build another.
constexpr const char* kDate = "2026-11-30";

constexpr const char* kExitStatus =
    ".TP\n\\fB0\\fP\nDone; conforming; found.\n.TP\n\\fB1\\fP\nCould not do its job: bad arguments, an unreadable or damaged file,\nan output that "
    "did not read back.\n.TP\n\\fB2\\fP\nAbsent, invalid, not conforming or contradictory.\n.TP\n\\fB3\\fP\nUnsupported input.\n";

std::string dashed(const VerbEntry& verb) {
  std::string out = verb.full_name;
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

std::string section(const std::string& heading, const std::string& body) { return body.empty() ? "" : ".SH " + heading + "\n" + body; }

// "-o, --output FILE"
std::string tag_of(const OptionEntry& option) {
  std::string out;
  for (const std::string& name : option.names) out += (out.empty() ? "" : ", ") + roff_bold(name);
  return out + (option.value.empty() ? "" : " " + roff_italic(option.value));
}

// A sentence: with a capital, unless it begins with a word that is to be typed, and a full stop.
std::string sentence(std::string text, const std::vector<std::string>& typed = {}) {
  const std::string first = text.substr(0, text.find_first_of(" ,;"));
  const bool name = first.find_first_of("_:0123456789") != std::string::npos || std::find(typed.begin(), typed.end(), first) != typed.end();
  if (!name && !text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('.') ? text : text + ".";
}

std::string entry(const OptionEntry& option) {
  const std::string help = sentence(option.help, option.choices()) + (option.required ? " Required." : "");
  return ".TP\n" + tag_of(option) + "\n" + roff_text(help);
}

// Those of no group of their own stand first.
std::string options_of(const VerbEntry& verb) {
  std::string out, grouped, group;
  for (OptionEntry positional : verb.positionals) {
    positional.value.clear();
    out += entry(positional);
  }
  for (const OptionEntry& option : verb.options) {
    if (option.group == "Options") {
      out += entry(option);
      continue;
    }
    if (option.group != group) grouped += ".SS " + option.group + "\n";
    group = option.group;
    grouped += entry(option);
  }
  return out + grouped;
}

std::string synopsis_of(const VerbEntry& verb) {
  std::string out = roff_bold(verb.full_name) + " [" + roff_italic("OPTION") + "...]";
  if (!verb.verbs.empty()) return out + " " + roff_italic("VERB") + " ...\n";
  for (const OptionEntry& entry : verb.positionals) {
    const std::string name = roff_italic(entry.names.front()) + (entry.repeats ? "..." : "");
    out += entry.required ? " " + name : " [" + name + "]";
  }
  for (const OptionEntry& option : verb.options)
    if (option.required) out += " " + roff_bold(option.names.back()) + " " + roff_italic(option.value);
  return out + "\n";
}

std::string verbs_of(const VerbEntry& verb) {
  std::string out;
  for (const VerbEntry& below : verb.verbs) out += ".TP\n" + roff_bold(dashed(below)) + "(1)\n" + roff_text(sentence(below.description));
  return out;
}

std::string see_also(const VerbEntry& verb, const std::string& more) {
  std::vector<std::string> names;
  if (verb.full_name != "imprint") names.push_back("imprint");
  if (const size_t last = verb.full_name.rfind(' '); last != std::string::npos && verb.full_name.find(' ') != last) {
    std::string parent = verb.full_name.substr(0, last);
    std::replace(parent.begin(), parent.end(), ' ', '-');
    names.push_back(parent);
  }
  for (size_t from = 0; from < more.size();) {
    const size_t to = std::min(more.find_first_of(", \n", from), more.size());
    if (to > from) names.push_back(more.substr(from, to - from));
    from = to + 1;
  }
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",\n") + roff_bold(name) + "(1)";
  return out.empty() ? "" : out + "\n";
}

void check(const VerbEntry& verb, const ManualText& text) {
  const std::string unknown = text.unknown_section();
  if (!unknown.empty()) throw std::runtime_error(verb.full_name + ": no page has a section " + unknown);
  if (!text.has("DESCRIPTION")) throw std::runtime_error(verb.full_name + ": no DESCRIPTION");
  if (verb.verbs.empty() && !text.has("EXAMPLES")) throw std::runtime_error(verb.full_name + ": no EXAMPLES");
}

std::string page_of(const VerbEntry& verb, const ManualText& text) {
  check(verb, text);
  std::string title = dashed(verb);
  std::transform(title.begin(), title.end(), title.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string description = text.roff("DESCRIPTION");
  if (verb.full_name != "imprint" && verb.verbs.empty())
    description += ".PP\nOptions of every verb, such as the limits on inputs, are in \\fBimprint\\fP(1).\n";
  const std::string status = text.has("EXIT STATUS") ? text.roff("EXIT STATUS") : kExitStatus;
  std::string summary = verb.description;
  if (summary.ends_with('.')) summary.pop_back();
  return ".\\\" Made from the command line and from cli/manual; edit those.\n.TH \"" + title + "\" 1 \"" + kDate + "\" \"Imprint " + imprint_version() +
         "\" \"Imprint manual\"\n" + section("NAME", dashed(verb) + " \\- " + roff_text(summary)) + section("SYNOPSIS", synopsis_of(verb)) +
         section("DESCRIPTION", description) + section("VERBS", verbs_of(verb)) + section("OPTIONS", options_of(verb)) +
         section("EXIT STATUS", status) + section("ENVIRONMENT", text.roff("ENVIRONMENT")) + section("FILES", text.roff("FILES")) +
         section("EXAMPLES", text.roff("EXAMPLES")) + section("SEE ALSO", see_also(verb, text.raw("SEE ALSO")));
}

// "watermark-detect.txt" of imprint-watermark-detect; of the tool "imprint.txt".
std::string text_name(const VerbEntry& verb) {
  const std::string name = dashed(verb);
  return (name == "imprint" ? name : name.substr(name.find('-') + 1)) + ".txt";
}

void write_pages(const VerbEntry& verb, const fs::path& texts, const fs::path& folder, std::set<std::string>& read) {
  read.insert(text_name(verb));
  const std::string page = page_of(verb, ManualText((texts / text_name(verb)).string()));
  std::ofstream out(folder / (dashed(verb) + ".1"), std::ios::binary);
  if (!(out << page).flush()) throw std::runtime_error(folder.string() + ": " + dashed(verb) + ".1 could not be written");
  for (const VerbEntry& below : verb.verbs) write_pages(below, texts, folder, read);
}

void write_manual(const fs::path& texts, const fs::path& folder) {
  CLI::App app;
  Action chosen;
  add_everything(app, chosen);
  const std::vector<std::string> faults = faults_of_value_names(app);
  if (!faults.empty()) throw std::runtime_error("cli/value_names.cc: " + faults.front());
  std::set<std::string> read;
  write_pages(tree_of(app), texts, folder, read);
  for (const fs::directory_entry& text : fs::directory_iterator(texts))
    if (read.count(text.path().filename().string()) == 0) throw std::runtime_error(text.path().string() + ": a text without a verb");
}

}  // namespace
}  // namespace imprint_cli

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: imprint_manual TEXTS FOLDER\n");
    return 1;
  }
  try {
    imprint_cli::write_manual(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "imprint_manual: %s\n", e.what());
    return 1;
  }
}
