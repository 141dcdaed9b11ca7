// imprint-conform: judges files and products (spec/conformance.md). `imprint conform` hands over to it.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <opencv2/core.hpp>
#include <string_view>

#include "model/error.h"
#include "report/html.h"
#include "report/json.h"
#include "report/sarif.h"
#include "report/text.h"
#include "runner/commands.h"
#include "runner/run.h"
#include "runner/told.h"
#include "subject/lodge.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;

constexpr int kCouldNot = 1;

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
  app.add_option("FILE", options->run.files, "pictures and sound to judge, clause by clause")->check(CLI::ExistingFile);
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
      ->add_option("--subject", run.subject, "subject.toml, a folder with one, or imprint, imprint-sound, bad, null, textbook-dwtdct")
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

// Threads of tesseract and OpenCV would fight over the cores that the jobs share. The OpenMP library reads its limit
// before main(), so the program begins anew with it.
void begin_with_one_thread_a_reader(char** argv) {
  const char* limit = std::getenv("OMP_THREAD_LIMIT");
  if (limit != nullptr && std::string_view(limit) == "1") return;
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  ::execv("/proc/self/exe", argv);  // where that is not to be had, it is slower
}

int run(int argc, char** argv) {
  begin_with_one_thread_a_reader(argv);
  open_lodge();
  cv::setNumThreads(1);
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
