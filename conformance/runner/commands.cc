#include "runner/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "mill/mill.h"
#include "model/digest.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"
#include "readers/readers.h"
#include "report/html.h"
#include "report/json.h"
#include "report/text.h"
#include "report/verify_report.h"
#include "rules/loader.h"
#include "runner/ledger.h"
#include "runner/options.h"
#include "runner/paired.h"
#include "visible/finder.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
  fs::path folder, data;
  std::vector<fs::path> keys;
};

int check_report(const CheckOptions& options) {
  HandedIn handed_in;
  const bool file = fs::is_regular_file(options.folder);
  const fs::path folder = file ? options.folder.parent_path() : options.folder;
  handed_in.report = read_text_file((file ? options.folder : folder / "report.json").string(), size_t{64} << 20);
  if (fs::exists(folder / "run.json")) handed_in.run = read_text_file((folder / "run.json").string(), size_t{64} << 20);
  if (fs::exists(folder / "report.dsse.json"))
    handed_in.envelope = read_text_file((folder / "report.dsse.json").string(), size_t{64} << 20);
  for (const fs::path& key : options.keys) {
    for (PublicKey& one : public_keys_of(read_text_file(key.string()))) handed_in.keys.push_back(std::move(one));
  }
  if (!options.keys.empty() && !handed_in.envelope)
    throw ConformError(folder.string() + ": no report.dsse.json to hold the key against");
  const fs::path data = data_folder(options.data);
  Known known;
  known.rubrics = {load_rubric((data / "rubric").string()).sha256};
  known.attacks = {ladders_sha256()};
  if (options.keys.empty()) handed_in.envelope.reset();
  const std::vector<std::string> complaints = verify_report(handed_in, known);
  for (const std::string& complaint : complaints) print(visible(complaint) + "\n");
  if (!complaints.empty()) return 2;
  print(options.keys.empty() ? "The report is consistent; no signature was asked for (--key).\n"
                             : "The report is consistent, and signed by every key given.\n");
  return 0;
}

struct CompareOptions {
  fs::path first, second, page;
};

Report report_in(const fs::path& place) {
  return report_of(
      read_text_file((fs::is_directory(place) ? place / "report.json" : place).string(), size_t{64} << 20));
}

int look_at_files(const std::vector<fs::path>& files) {
  std::string why;
  if (!TextReader::available(why)) throw ConformError("no visible label can be looked for: " + why);
  TextReader reader;
  int code = 2;
  for (const fs::path& file : files) {
    Picture picture = decode(read_file(file), {.apply_orientation = true});
    nlohmann::json answer = to_json(look(eight_bits(picture), reader));
    if (!answer["labels"].empty()) code = 0;
    answer["file"] = file.string();
    print(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  }
  return code;
}

int list(const std::string& what, const fs::path& told) {
  const fs::path data = data_folder(told);
  if (what == "ladders") {
    for (const MillLadder& ladder : all_ladders()) {
      std::string steps;
      for (const MillStep& step : ladder.steps) steps += " " + step.parameter;
      print(ladder.name + ":" + steps + "\n");
    }
    return 0;
  }
  const Rubric rubric = load_rubric((data / "rubric").string());
  if (what == "rules") {
    for (const Rule& rule : rubric.rules)
      print(rule.id + "\t" + std::string(word_of(rule.level)) + "\t" + std::string(word_of(rule.how)) + "\t" +
            rule.text.en + "\n");
    return 0;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(data / "profiles")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const Profile profile = load_profile(file.string(), rubric);
    print(profile.id + "\t" + std::to_string(profile.rules.size()) + " rules\t" + profile.title.en + "\n");
  }
  return 0;
}

// The replayer is a script, so that any implementation's tool can be held against the vectors without this program.
int replay(const fs::path& tool, const fs::path& told_data, const std::vector<std::string>& suites) {
  const fs::path script = data_folder(told_data) / "vectors" / "replay.py";
  RunOptions options;
  options.tool = tool;
  std::vector<std::string> words{"/usr/bin/python3", "-B", script.string(), tool_path(options)};
  words.insert(words.end(), suites.begin(), suites.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  throw ConformError(words[0] + " could not be started; it replays " + script.string());
}

}  // namespace

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void write_text(const fs::path& path, const std::string& text) {
  write_file(path, ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

void add_verify_report(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("verify-report", "check a report, and its signatures");
  command->add_option("REPORT", options->folder, "the report's folder, or report.json in it")
      ->required()
      ->check(CLI::ExistingPath);
  command->add_option("--key", options->keys, "PEM public key or certificate that must have signed; repeatable");
  command->add_option("--data", options->data, "folder that holds rubric/ (default: beside this program)");
  command->callback([options, &chosen] { chosen = [options] { return check_report(*options); }; });
}

void add_compare(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand("compare", "two reports side by side, on one page");
  command->add_option("FIRST", options->first, "report.json, or its folder")->required()->check(CLI::ExistingPath);
  command->add_option("SECOND", options->second, "report.json, or its folder")->required()->check(CLI::ExistingPath);
  command->add_option("-o,--output", options->page, "the page")->required();
  command->callback([options, &chosen] {
    chosen = [options] {
      Comparison comparison = paired(records_of_ledger(options->first / "ledger.jsonl"),
                                     records_of_ledger(options->second / "ledger.jsonl"));
      comparison.second = report_in(options->second);
      write_text(options->page, html_of(report_in(options->first), &comparison));
      return 0;
    };
  });
}

void add_look(CLI::App& app, Action& chosen) {
  auto files = std::make_shared<std::vector<fs::path>>();
  CLI::App* command = app.add_subcommand(
      "look", "look for visible labels of any program: a line of JSON a file; exit code 2 when there is none");
  command->add_option("FILE", *files, "pictures")->required()->check(CLI::ExistingFile);
  command->callback([files, &chosen] { chosen = [files] { return look_at_files(*files); }; });
}

void add_list(CLI::App& app, Action& chosen) {
  auto what = std::make_shared<std::string>();
  auto data = std::make_shared<fs::path>();
  CLI::App* command = app.add_subcommand("list", "list rules, profiles or ladders");
  command->add_option("WHAT", *what, "rules, profiles or ladders")
      ->required()
      ->check(CLI::IsMember({"rules", "profiles", "ladders"}));
  command->add_option("--data", *data, "folder that holds rubric/ (default: beside this program)");
  command->callback([what, data, &chosen] { chosen = [what, data] { return list(*what, *data); }; });
}

void add_vectors(CLI::App& app, Action& chosen) {
  auto tool = std::make_shared<fs::path>();
  auto data = std::make_shared<fs::path>();
  auto suites = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand(
      "vectors", "hold a tool against the test vectors: labels, provider codes, SecurityData, manifests");
  command->add_option("SUITE", *suites, "aigc-label-v1.json and the like (default all)");
  command->add_option("--tool", *tool, "the tool (default: imprint beside this program)");
  command->add_option("--data", *data, "folder that holds rubric/ and vectors/ (default: beside this program)");
  command->callback(
      [tool, data, suites, &chosen] { chosen = [tool, data, suites] { return replay(*tool, *data, *suites); }; });
}

}  // namespace imprint_conform
