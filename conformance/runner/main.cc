// imprint-conform: judges files and products (spec/conformance.md). `imprint conform` hands over to it.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>

#include "mill/mill.h"
#include "model/digest.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"
#include "readers/readers.h"
#include "report/html.h"
#include "report/json.h"
#include "report/sarif.h"
#include "report/text.h"
#include "report/verify_report.h"
#include "rules/loader.h"
#include "runner/ledger.h"
#include "runner/paired.h"
#include "runner/run.h"
#include "runner/told.h"
#include "visible/finder.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;
using Action = std::function<int()>;

constexpr int kCouldNot = 1;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void write_text(const fs::path& path, const std::string& text) {
  write_file(path, ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

// ---- imprint conform FILE...
// -------------------------------------------------------------------------------------------

struct FileOptions {
  RunOptions run;
  fs::path html, sarif;
  bool json = false, chinese = false, everything = false;
};

// A folder that is there for as long as the run, and no longer.
class PassingFolder {
 public:
  PassingFolder() {
    std::string name = (fs::temp_directory_path() / "imprint-conform-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw ConformError("no folder could be made below " + fs::temp_directory_path().string());
    path_ = name;
  }
  ~PassingFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

int judge_files(FileOptions options) {
  const PassingFolder folder;
  options.run.out = folder.path();
  options.run.data = data_folder(options.run.data);
  const Report report = run_suite(options.run).report;
  if (!options.html.empty()) write_text(options.html, html_of(report));
  if (!options.sarif.empty()) write_text(options.sarif, sarif_json(report));
  print(options.json ? report_json(report) : told(report, options.chinese, options.everything));
  return exit_code_of(report.rules);
}

void add_common(CLI::App& command, RunOptions& run) {
  command.add_option("--data", run.data, "folder that holds rubric/ and profiles/ (default: beside this program)");
  command.add_option("--profile", run.profile,
                     "rules to judge by: a name of `list profiles`, or a file (default cn-gb45438)");
  command.add_option("--trust", run.anchors, "PEM file with certificates that manifests are trusted by; repeatable");
  command.add_option("--waivers", run.waivers, "TOML file with rules that somebody waived, and why");
  command
      .add_option("--manifest-reader", run.manifest_reader,
                  "program and arguments that print crJSON of the file named behind them")
      ->expected(1, 16);
  command.add_flag("--no-ocr", run.no_ocr, "do not look for visible labels; rules about them are not judged");
  command.add_flag("--handled", run.handled,
                   "look for the visible label after what platforms do to pictures, too (default with --full)");
  command.add_flag("--no-exiftool", run.no_exiftool, "no second reader of metadata");
  command.add_option("--jobs", run.jobs, "threads (default: one a core)")->check(CLI::Range(1u, 256u));
}

void add_files(CLI::App& app, const std::shared_ptr<FileOptions>& options, Action& chosen) {
  app.add_option("FILE", options->run.files, "pictures to judge, clause by clause")->check(CLI::ExistingFile);
  add_common(app, options->run);
  app.add_flag("--json", options->json, "print report.json (conformance/schema/report.schema.json)");
  app.add_option("--html", options->html, "write a page to read and to print, in Chinese and English");
  app.add_option("--sarif", options->sarif, "write failures and reviews as SARIF 2.1.0");
  app.add_flag("--zh", options->chinese, "tell in Chinese");
  app.add_flag("--all", options->everything, "tell of rules that passed and that do not apply, too");
  app.callback([&app, options, &chosen] {
    if (!app.get_subcommands().empty()) return;
    if (options->run.files.empty()) throw CLI::CallForHelp();
    chosen = [options] { return judge_files(*options); };
  });
}

// ---- imprint conform run
// -----------------------------------------------------------------------------------------------

struct SuiteOptions {
  RunOptions run;
  bool quick = false, full = false, audit = false, chinese = false, everything = false;
};

fs::path subject_file(const fs::path& told, const fs::path& data) {
  if (fs::is_regular_file(told)) return told;
  if (fs::is_directory(told) && fs::exists(told / "subject.toml")) return told / "subject.toml";
  const fs::path shipped = data / "subjects" / told / "subject.toml";
  if (fs::exists(shipped)) return shipped;
  throw ConformError(told.string() + ": no subject.toml, and no subject of that name comes with the suite");
}

int run_subject(SuiteOptions options) {
  RunOptions& run = options.run;
  run.data = data_folder(run.data);
  run.subject = subject_file(run.subject, run.data);
  run.scale = options.full ? Scale::kFull : options.audit ? Scale::kAudit : Scale::kQuick;
  fs::create_directories(run.out);
  Outcomes outcomes = run_suite(run);
  const std::string digest = write_reports(run, outcomes);
  print(told(outcomes.report, options.chinese, options.everything));
  print("\n" + (run.out / "report.html").string() + "\nsha256 of report.json: " + digest + "\n");
  return exit_code_of(outcomes.report.rules);
}

void add_run(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<SuiteOptions>();
  CLI::App* command = app.add_subcommand("run", "put a product through the rules and through the mill");
  RunOptions& run = options->run;
  command
      ->add_option("--subject", run.subject, "subject.toml, a folder with one, or imprint, bad, null, textbook-dwtdct")
      ->required();
  command->add_option("-o,--output", run.out, "folder of the report; a run that was killed goes on there")->required();
  add_common(*command, run);
  command->add_flag("--quick", options->quick, "12 painted pictures, 20 attacks (default)");
  command->add_flag("--full", options->full, "300 painted pictures, every ladder: hours; resumable");
  command->add_flag("--audit", options->audit, "the pictures of --corpus alone, at least 149, every ladder");
  command->add_option("--corpus", run.folders, "folder with PNG, JPEG and WebP pictures of yours; repeatable");
  command->add_flag("--only-corpus", run.only_folders, "no painted pictures beside them");
  command->add_flag("--private", run.private_corpus,
                    "their names and looks stay out of the report; their digest does not");
  command->add_option("--pictures", run.pictures, "painted pictures (default 12, of --full 300)")
      ->check(CLI::Range(1u, 3000u));
  command->add_option("--ladders", run.ladders, "ladders of the mill by name, or none (default by scale)")
      ->delimiter(',');
  command
      ->add_option("--acts", run.acts,
                   "of mark, mark-again, spoilt, unlabelled, detector, platform, mill, clean (default all)")
      ->delimiter(',')
      ->check(CLI::IsMember({"mark", "mark-again", "spoilt", "unlabelled", "detector", "platform", "mill", "clean"}));
  command->add_option("--seed", run.seed, "of painted pictures and attacks (default 1)");
  command->add_option("--sign", run.signing_keys,
                      "PEM private key, P-256, Ed25519 or SM2, that signs the report; repeatable");
  command->add_option("--tool", run.tool, "the imprint program, for subjects that need it");
  command->add_flag("--fresh", run.fresh, "begin anew, whatever the folder holds of an earlier run");
  command->add_flag("--quiet", run.quiet, "no progress");
  command->add_flag("--zh", options->chinese, "tell in Chinese");
  command->add_flag("--all", options->everything, "tell of rules that passed and that do not apply, too");
  command->callback([options, &chosen] { chosen = [options] { return run_subject(*options); }; });
}

// ---- imprint conform verify-report, compare, list
// ----------------------------------------------------------------------

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

struct CompareOptions {
  fs::path first, second, page;
};

Report report_in(const fs::path& place) {
  return report_of(
      read_text_file((fs::is_directory(place) ? place / "report.json" : place).string(), size_t{64} << 20));
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

// ---- imprint conform look
// ----------------------------------------------------------------------------------------------

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

void add_look(CLI::App& app, Action& chosen) {
  auto files = std::make_shared<std::vector<fs::path>>();
  CLI::App* command = app.add_subcommand(
      "look", "look for visible labels of any program: a line of JSON a file; exit code 2 when there is none");
  command->add_option("FILE", *files, "pictures")->required()->check(CLI::ExistingFile);
  command->callback([files, &chosen] { chosen = [files] { return look_at_files(*files); }; });
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

int run(int argc, char** argv) {
  // Tesseract's own threads would fight over the cores that the jobs share.
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  CLI::App app(
      "Judges files and products by the rules of the labelling Measures, GB 45438-2025 and others. What was not judged "
      "never looks like a pass.");
  app.name("imprint conform");
  app.footer("Exit codes: 0 conforming as judged, 1 undecided or could not run, 2 not conforming.");
  Action chosen;
  auto files = std::make_shared<FileOptions>();
  add_files(app, files, chosen);
  add_run(app, chosen);
  add_verify_report(app, chosen);
  add_compare(app, chosen);
  add_vectors(app, chosen);
  add_look(app, chosen);
  add_list(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : kCouldNot;
  }
  return chosen ? chosen() : kCouldNot;
}

}  // namespace
}  // namespace imprint_conform

int main(int argc, char** argv) {
  try {
    return imprint_conform::run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "imprint conform: %s\n", imprint_conform::visible(e.what()).c_str());
    return 1;
  }
}
