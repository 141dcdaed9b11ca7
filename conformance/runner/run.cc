#include "runner/run.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <set>
#include <thread>

#include "corpus/corpus.h"
#include "judges/judge.h"
#include "mill/mill.h"
#include "model/digest.h"
#include "model/error.h"
#include "pictures/files.h"
#include "readers/readers.h"
#include "report/json.h"
#include "rules/loader.h"
#include "runner/evaluate.h"
#include "runner/gather.h"
#include "runner/ledger.h"
#include "runner/paintings.h"
#include "runner/programs.h"
#include "runner/progress.h"
#include "sound/formats.h"
#include "sound/painter.h"
#include "subject/subject.h"

namespace imprint_conform {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr uint32_t kQuickPictures = 12, kFullPictures = 300, kAuditPictures = 149;
constexpr uint32_t kQuickSounds = 4, kFullSounds = 12;

std::string digest_of(const std::string& text) { return sha256_hex(std::string_view(text)); }

std::string today(std::time_t seconds, const char* form) {
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, form, &utc);
  return text;
}

// ---- What goes in
// ------------------------------------------------------------------------------------------------------

struct Corpus {
  std::vector<InputPicture> pictures, sounds;
  json description;
};

uint32_t painted_count(const RunOptions& options, const Subject& subject) {
  if (!subject.claims.has_medium("image")) return 0;
  if (options.only_folders || options.scale == Scale::kAudit) return 0;
  if (options.pictures != 0) return options.pictures;
  return options.scale == Scale::kQuick ? kQuickPictures : kFullPictures;
}

// Sound is always drawn, whatever folders of pictures there are: its rules would be judged by nothing otherwise.
// Returns what the digest of the corpus covers.
std::string add_sounds(const RunOptions& options, const Subject& subject, Corpus& corpus) {
  if (!subject.claims.has_medium("audio")) return "";
  const uint32_t usual = options.scale == Scale::kQuick ? kQuickSounds : kFullSounds;
  const uint32_t count = options.pictures == 0 ? usual : std::min(options.pictures, usual);
  std::string digests = std::string("sound ") + std::string(kSoundPainterVersion) + "\n";
  for (const DrawnSound& sound : sound_list(static_cast<int>(count), options.seed)) {
    digests += sound.id + " " + sha256_hex(draw_sound(sound)) + "\n";
    corpus.sounds.push_back({sound.id, {}, {}, false, [sound] { return draw_sound(sound); }});
  }
  return digests;
}

Corpus corpus_of(const RunOptions& options, const Subject& subject) {
  Corpus corpus;
  std::string manifest;
  json folders = json::array();
  const uint32_t count = painted_count(options, subject);
  const std::vector<CorpusPicture> painted =
      count == 0 ? std::vector<CorpusPicture>{} : draw_list(static_cast<int>(count), options.seed);
  const auto paintings = std::make_shared<Paintings>();
  for (const CorpusPicture& picture : painted) {
    // The second picture goes in with everything that a file may hold beside its pixels.
    corpus.pictures.push_back(
        {picture.id, {}, [picture, paintings] { return paintings->of(picture); }, corpus.pictures.size() == 1, {}});
  }
  if (!painted.empty()) manifest = paintings->digest(painted) + "\n";
  const bool of_pictures = subject.claims.has_medium("image");
  if (!of_pictures && !options.folders.empty())
    throw ConformError("--corpus names a folder of pictures, and the subject claims no pictures");
  for (size_t i = 0; i < options.folders.size(); ++i) {
    const std::vector<FolderPicture> files = read_folder(options.folders[i]);
    const std::string digest = folder_sha256(files);
    const std::string name =
        options.private_corpus ? "private-" + std::to_string(i + 1) : options.folders[i].filename().string();
    folders.push_back({{"name", name}, {"count", files.size()}, {"sha256", digest}});
    manifest += digest + "\n";
    for (size_t k = 0; k < files.size(); ++k) {
      const std::string id = options.private_corpus ? name + "-" + std::to_string(k + 1) : name + "/" + files[k].name;
      corpus.pictures.push_back({id, files[k].path, {}, false, {}});
    }
  }
  manifest += add_sounds(options, subject, corpus);
  if (of_pictures && options.scale == Scale::kAudit && corpus.pictures.size() < kAuditPictures) {
    throw ConformError("--audit asks for " + std::to_string(kAuditPictures) +
                       " pictures in --corpus folders, and there are " + std::to_string(corpus.pictures.size()));
  }
  corpus.description = {
      {"painter_version", std::string(kPainterVersion)}, {"seed", options.seed}, {"count", corpus.pictures.size()},
      {"manifest_sha256", digest_of(manifest)},          {"folders", folders},   {"private", options.private_corpus}};
  if (!corpus.sounds.empty())
    corpus.description["sounds"] = {{"painter_version", std::string(kSoundPainterVersion)},
                                    {"count", corpus.sounds.size()}};
  return corpus;
}

// The format of a file, by its bytes; ConformError for one that nothing here is judged of.
std::string judged_format(const fs::path& file) {
  const Bytes bytes = read_file(file);
  if (const auto format = format_of(bytes)) return std::string(word_of(*format));
  const std::string_view sound = sound_format_of(bytes);
  if (!sound.empty()) return std::string(sound);
  throw ConformError(file.string() + ": no PNG, JPEG, WebP, GIF, AVIF or TIFF, and no WAV, AIFF, FLAC, Ogg, MP3 or "
                                     "M4A; other media are not judged yet");
}

Subject subject_for(const RunOptions& options) {
  if (options.files.empty()) return load_subject(options.subject.string());
  Subject subject;
  subject.kind = SubjectKind::kFolder;
  subject.product.name = "files";
  subject.claims.roles = {"generator"};
  std::set<std::string> formats, media;
  for (const fs::path& file : options.files) {
    GivenFile given;
    given.file = file.string();
    given.name = file.filename().string();
    subject.files.push_back(given);
    const std::string format = judged_format(file);
    formats.insert(format);
    media.emplace(medium_of(format));
  }
  subject.claims.media.assign(media.rbegin(), media.rend());  // pictures first
  subject.claims.formats.assign(formats.begin(), formats.end());
  subject.statement = {{"product", {{"name", "files"}, {"vendor", "unknown"}, {"version", "unknown"}}}};
  return subject;
}

Rubric rubric_for(const fs::path& data) { return load_rubric((data / "rubric").string()); }

fs::path profile_file(const RunOptions& options) {
  if (fs::is_regular_file(options.profile)) return options.profile;
  const fs::path file = options.data / "profiles" / (options.profile + ".toml");
  if (!fs::exists(file))
    throw ConformError("no profile \"" + options.profile + "\": `imprint conform list profiles` names them");
  return file;
}

// ---- Jobs over threads
// -------------------------------------------------------------------------------------------------

void work_through(Gathering& gathering, const std::vector<Job>& jobs, Ledger& ledger, bool quiet) {
  uint64_t done = 0;
  for (const Job& job : jobs) done += ledger.has(job.id);
  Progress progress(jobs.size(), done, quiet);
  std::atomic<size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    for (size_t i = next++; i < jobs.size(); i = next++) {
      if (ledger.has(jobs[i].id)) continue;
      try {
        ledger.add(jobs[i].id, jobs[i].run(gathering));
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = jobs.size();
      }
      progress.finished(jobs[i].id);
    }
  };
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < (gathering.options.jobs ? gathering.options.jobs : cores); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

// ---- What comes out
// ----------------------------------------------------------------------------------------------------

Evidence evidence_for(const Subject& subject, const Records& records, const Readers& readers) {
  Evidence evidence;
  evidence.exhibits = exhibits_of(records);
  evidence.kind = std::string(word_of(subject.kind));
  evidence.roles = {subject.claims.roles.begin(), subject.claims.roles.end()};
  evidence.media = {subject.claims.media.begin(), subject.claims.media.end()};
  evidence.formats = {subject.claims.formats.begin(), subject.claims.formats.end()};
  evidence.watermark = subject.claims.watermark_bits != 0;
  for (const std::string& verb : all_verbs()) {
    if (subject.can(verb)) evidence.verbs.insert(verb);
  }
  evidence.programs = readers.programs();
  evidence.ladders = ladders_of(records);
  std::vector<ClaimedRobustness> claimed;
  for (const RobustnessClaim& claim : subject.claims.robustness)
    claimed.push_back({claim.attack, claim.parameter, claim.recovery});
  evidence.claims = claims_of(claimed, evidence.ladders);
  evidence.quality = quality_of(evidence.exhibits);
  return evidence;
}

json options_json(const RunOptions& options) {
  return {{"scale", word_of(options.scale)}, {"seed", options.seed},
          {"ladders", options.ladders},      {"acts", options.acts},
          {"ocr", !options.no_ocr},          {"handled", options.handled},
          {"exiftool", !options.no_exiftool}};
}

json suite_json(const RunOptions& options, const Rubric& rubric, const Profile& profile) {
  return {{"version", std::string(imprint::version())},
          {"git", IMPRINT_CONFORM_REVISION},
          {"dirty", IMPRINT_CONFORM_DIRTY != 0},
          {"rubric_sha256", rubric.sha256},
          {"profile", profile.id},
          {"profile_sha256", digest_of(read_text_file(profile_file(options).string()))},
          {"attacks_sha256", ladders_sha256()},
          {"options", options_json(options)}};
}

void add_thumbnails(const Records& records, Report& report) {
  std::set<std::string> shown;
  for (const RuleResult& rule : report.rules) {
    size_t kept = 0;
    for (const Finding& finding : rule.findings) {
      if (finding.outcome == Outcome::kFail && kept++ < 3) shown.insert(finding.exhibit);
    }
  }
  for (const auto& [job, record] : records) {
    const json thumbnails = record.value("thumbnails", json::object());  // items() of a passing value would outlive it
    for (const auto& [exhibit, picture] : thumbnails.items()) {
      if (shown.contains(exhibit)) report.thumbnails[exhibit] = picture;
    }
  }
}

std::vector<std::string> texts_of(const std::vector<fs::path>& files, const std::vector<std::string>& more) {
  std::vector<std::string> texts;
  for (const fs::path& file : files) texts.push_back(read_text_file(file.string()));
  for (const std::string& file : more) texts.push_back(read_text_file(file));
  return texts;
}

// Nothing that was marked is private; what went in may be.
void make_private(const RunOptions& options, Report& report) {
  if (options.private_corpus) report.thumbnails.clear();
}

}  // namespace

Outcomes run_suite(const RunOptions& options) {
  for (const std::string& name : options.ladders)
    if (name != "none") ladder_named(name);  // one that is not there is no ladder passed
  const auto start = std::chrono::steady_clock::now();
  const std::time_t now = std::time(nullptr);
  const Subject subject = subject_for(options);
  const Rubric rubric = rubric_for(options.data);
  const Profile profile = load_profile(profile_file(options).string(), rubric);
  const std::vector<Waiver> waivers = options.waivers.empty()
                                          ? std::vector<Waiver>{}
                                          : load_waivers(options.waivers.string(), rubric, today(now, "%Y-%m-%d"));
  Corpus corpus = subject.kind == SubjectKind::kFolder ? Corpus{} : corpus_of(options, subject);
  if (corpus.description.is_null()) {
    corpus.description = {{"painter_version", std::string(kPainterVersion)},
                          {"seed", options.seed},
                          {"count", 0},
                          {"manifest_sha256", digest_of("")},
                          {"folders", json::array()},
                          {"private", options.private_corpus}};
  }

  ReaderOptions reader_options;
  reader_options.visible = !options.no_ocr;
  reader_options.handled = options.handled || options.scale != Scale::kQuick;
  reader_options.exiftool = !options.no_exiftool;
  reader_options.manifest_reader = options.manifest_reader;
  reader_options.anchors_pem = texts_of(options.anchors, subject.trust.anchors);
  Readers readers(reader_options, output_of);

  fs::create_directories(options.out / "files");
  const json suite = suite_json(options, rubric, profile);
  const json identity{{"suite", suite}, {"subject", subject.statement}, {"corpus", corpus.description}};
  if (options.fresh) fs::remove(options.out / "ledger.jsonl");
  Ledger ledger(options.out / "ledger.jsonl", identity);
  const std::unique_ptr<Callee> callee =
      make_callee(subject, {(fs::absolute(options.out) / "files").string(), tool_path(options)});
  Gathering gathering{options,
                      subject,
                      *callee,
                      readers,
                      std::move(corpus.pictures),
                      fs::absolute(options.out) / "files",
                      std::move(corpus.sounds)};
  const std::vector<Job> jobs = plan(gathering);
  if (jobs.empty()) throw ConformError("nothing to judge: the subject has no files, and no command for what it claims");
  work_through(gathering, jobs, ledger, options.quiet);
  std::error_code ignored;
  fs::remove_all(options.out / "files", ignored);

  const Records& records = ledger.records();
  const Evidence evidence = evidence_for(subject, records, readers);
  Outcomes outcomes;
  Report& report = outcomes.report;
  report.suite = suite;
  report.subject = {{"statement", subject.statement},
                    {"binary_sha256", subject.product.build_sha256},
                    {"kind", options.files.empty() ? evidence.kind : "files"}};
  report.scope = {
      {"media", subject.claims.media}, {"formats", subject.claims.formats}, {"roles", subject.claims.roles}};
  report.corpus = corpus.description;
  report.tools = readers.tools();
  report.profile = profile;
  report.rules = judge_all(rubric.rules, profile, waivers, evidence);
  report.ladders = evidence.ladders;
  report.claims = evidence.claims;
  report.false_positives = false_positives_of(records);
  report.quality = evidence.quality;
  report.declined = declined_of(records);
  report.disagreements = disagreements_of(evidence.exhibits);
  report.counts = counts_of(records);
  report.test_certificates = subject.trust.test_certificates;
  report.quick = options.files.empty() && options.scale == Scale::kQuick && subject.kind != SubjectKind::kFolder;
  add_thumbnails(records, report);
  make_private(options, report);

  outcomes.run.start = today(now, "%Y-%m-%dT%H:%M:%SZ");
  outcomes.run.durations_s["total"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  outcomes.run.cores = std::thread::hardware_concurrency();
  char host[256] = {};
  if (::gethostname(host, sizeof host - 1) == 0) outcomes.run.host = host;
  double load = 0;
  if (::getloadavg(&load, 1) == 1) outcomes.run.load = load;
  outcomes.run.thumbnails = report.thumbnails;
  return outcomes;
}

}  // namespace imprint_conform
