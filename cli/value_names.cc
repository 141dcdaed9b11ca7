// One table for all verbs: an option of the same name takes the same kind of value everywhere, or has a row of its verb before.
#include "value_names.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "near_miss.h"

namespace imprint_cli {
namespace {

struct Row {
  std::string_view option;  // "--style", or "imprint log purge --before" for one verb alone
  const char* value;        // FILE and FOLDER are completed by names of files; words with bars between them by those words
};

constexpr Row kRows[] = {
    {"imprint keys demo --output", "FOLDER"},
    {"imprint log purge --before", "TIME"},
    {"imprint help VERB", "VERB"},
    {"imprint completion SHELL", "bash|zsh|fish"},
    {"INPUT", "FILE"},
    {"FROM", "FILE"},
    {"TO", "FILE"},
    {"KEY", "FILE"},
    {"LOG", "FILE"},
    {"--output", "FILE"},
    {"--files-from", "FILE"},
    {"--profile", "FILE"},
    {"--producer", "CODE"},
    {"--produce-id", "ID"},
    {"--propagator", "CODE"},
    {"--propagate-id", "ID"},
    {"--text", "TEXT"},
    {"--corner", "lower-right|lower-left|upper-right|upper-left|automatic"},
    {"--audible-place", "start|end|middle"},
    {"--audible-at", "SECONDS"},
    {"--audible-clip", "FILE"},
    {"--height", "PERCENT"},
    {"--style", "plate|plain|outlined"},
    {"--form", "gb45438|eu-icon"},
    {"--font", "FILE"},
    {"--logo", "FILE"},
    {"--waiver", "TEXT"},
    {"--log", "FILE"},
    {"--replace", "TEXT"},
    {"--key", "FILE"},
    {"--mark-id-key", "FILE"},
    {"--strength", "SHARE"},
    {"--min-psnr", "DB"},
    {"--least-robustness", "low|medium|high"},
    {"--source-type", "TERM"},
    {"--ai-system", "TEXT"},
    {"--ai-system-version", "TEXT"},
    {"--quality", "N"},
    {"--signing-key", "FILE"},
    {"--signing-command", "COMMAND"},
    {"--signing-cert", "FILE"},
    {"--propagator-signing-key", "FILE"},
    {"--propagator-signing-command", "COMMAND"},
    {"--propagator-signing-cert", "FILE"},
    {"--cert", "FILE"},
    {"--private-key", "FILE"},
    {"--alg", "ES256|ES384|ES512|PS256|PS384|PS512|Ed25519"},
    {"--signer", "COMMAND"},
    {"--tsa", "URL"},
    {"--tsa-command", "COMMAND"},
    {"--aigc", "on|off"},
    {"--notice", "TEXT"},
    {"--thumbnail-px", "N"},
    {"--before", "FILE"},
    {"--after", "FILE"},
    {"--trust", "FILE"},
    {"--trust-for", "CODE=FILE"},
    {"--trust-tsa", "FILE"},
    {"--allow", "FILE"},
    {"--manifest", "FILE"},
    {"--now", "TIME"},
    {"--from", "TIME"},
    {"--until", "TIME"},
    {"--head", "HASH"},
    {"--payload", "HEX"},
    {"--label", "1|2|3"},
    {"--reserved-code1", "TEXT"},
    {"--reserved-code2", "TEXT"},
    {"--uscc", "CODE"},
    {"--service", "CODE"},
    {"--software", "TEXT"},
    {"--software-version", "TEXT"},
    {"--title", "TEXT"},
    {"--mark-id", "HEX|find"},
    {"--watermark-key", "FILE"},
    {"--reserve-size", "N"},
    {"--ffmpeg", "PROGRAM"},
    {"--threads", "N"},
    {"--jobs", "N"},
    {"--passphrase-file", "FILE"},
};

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// The name that a row knows an option by: of "-o,--output" the long one.
std::string key_of(const CLI::Option& option) {
  if (option.get_positional() && option.get_lnames().empty()) return option.get_name(true);
  return option.get_lnames().empty() ? option.get_name() : "--" + option.get_lnames().front();
}

const Row* row_of(const CLI::App& verb, const CLI::Option& option) {
  const std::string key = key_of(option), full = name_of(verb) + " " + key;
  const auto is = [&](const Row& row) { return row.option == full || row.option == key; };
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), is);
  return row == std::end(kRows) ? nullptr : row;
}

// Every option of `verb` and of all verbs below it.
template <typename Visit>
void for_each_option(const CLI::App& verb, const Visit& visit) {
  for (const CLI::Option* option : verb.get_options())
    if (takes_value(*option)) visit(verb, *option);
  for (const CLI::App* below : verb.get_subcommands({})) for_each_option(*below, visit);
}

}  // namespace

void name_values(CLI::App& app) {
  for (CLI::Option* option : app.get_options())
    if (takes_value(*option))
      if (const Row* row = row_of(app, *option)) option->type_name(row->value);
  for (CLI::App* verb : app.get_subcommands({})) name_values(*verb);
}

std::vector<std::string> faults_of_value_names(const CLI::App& app) {
  std::vector<std::string> out;
  std::vector<const Row*> used;
  for_each_option(app, [&](const CLI::App& verb, const CLI::Option& option) {
    if (const Row* row = row_of(verb, option)) used.push_back(row);
    else if (!key_of(option).starts_with("--max-")) out.push_back(name_of(verb) + " " + key_of(option) + " has no row");
  });
  for (const Row& row : kRows)
    if (std::find(used.begin(), used.end(), &row) == used.end()) out.push_back(std::string(row.option) + " names no option");
  return out;
}

}  // namespace imprint_cli
