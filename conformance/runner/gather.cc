// The acts of generators and platforms, as jobs.
#include "runner/gather.h"

#include <algorithm>
#include <ctime>

#include "pictures/codec.h"
#include "pictures/files.h"
#include "runner/sound_uploads.h"
#include "runner/uploads.h"
#include "sound/formats.h"

namespace imprint_conform {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kPlatform = "001191000000000000000K20000";
constexpr const char* kRecipient = "Recipient-4711";

json exhibits(std::vector<Done>& dones) {
  json record{{"exhibits", json::array()}, {"thumbnails", json::object()}};
  for (Done& done : dones) {
    record["exhibits"].push_back(to_json(done.exhibit));
    if (const std::string picture = thumbnail_of(done.output); !picture.empty())
      record["thumbnails"][done.exhibit.id] = picture;
    forget(done);
  }
  return record;
}

// What sets ids and files of acts on sound apart from those on pictures, and the format that single files go in as.
std::string of_sound(const InputPicture& input) { return input.sound ? "/sound" : ""; }
std::string plain_format(const InputPicture& input) { return input.sound ? "wav" : "png"; }

// The subject's own reader on its own output.
void let_it_detect(Gathering& g, Done& done) {
  if (done.output.empty() || !g.subject.can("detect")) return;
  const CallResult result = g.callee.call("detect", {{"in", done.out.string()}});
  done.exhibit.readings["detect"] = detection_of(g.subject, result);
}

json mark_one(Gathering& g, const InputPicture& picture, const std::string& format) {
  const std::string id = "mark/" + picture.id + "/" + format;
  const std::string number = number_for(id, g.options.seed);
  std::vector<Done> dones;
  dones.push_back(ask(g, {id,
                          "mark",
                          "mark",
                          picture.id,
                          format,
                          encoded(picture, format),
                          {{"producer", producer_of(g.subject)}, {"produce_id", number}},
                          {{"producer", producer_of(g.subject)}, {"produce_id", number}}}));
  read_output(g, dones.back());
  let_it_detect(g, dones.back());
  return exhibits(dones);
}

json mark_again(Gathering& g, const InputPicture& picture, const std::string& format) {
  const std::string id = "mark-again/" + picture.id + "/" + format, number = number_for(id, g.options.seed);
  std::vector<Done> dones;
  dones.push_back(ask(g, {id,
                          "mark_again",
                          "mark",
                          picture.id,
                          format,
                          labelled_by_another(encoded(picture, format)),
                          {{"producer", producer_of(g.subject)}, {"produce_id", number}},
                          {{"produce_id", number}}}));
  read_output(g, dones.back());
  return exhibits(dones);
}

std::string day_and_time(std::time_t seconds) {
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

// A copy without visible label, asked for without and with an agreement; then the log's word, and a purge a day before
// six months.
json unlabelled(Gathering& g, const InputPicture& picture, const std::string& format) {
  const Bytes input = encoded(picture, format);
  const std::string log = (g.folder / (picture.sound ? "unlabelled-sound.log" : "unlabelled.log")).string();
  std::error_code ignored;
  fs::remove(log, ignored);
  std::vector<Done> dones;
  const auto copy = [&](const std::string& act, const std::string& agreement) {
    const std::string id = "unlabelled/" + act + of_sound(picture), number = number_for(id, g.options.seed);
    dones.push_back(
        ask(g, {id,
                act,
                "mark_unlabelled",
                picture.id,
                format,
                input,
                {{"producer", producer_of(g.subject)}, {"produce_id", number}, {"agreement", agreement}, {"log", log}},
                {{"produce_id", number}}}));
    read_output(g, dones.back());
    return number;
  };
  copy("unlabelled_bare", "");
  const std::string number = copy("unlabelled_agreed", std::string(kRecipient) + ", user agreement 2026-001");
  const auto of_log = [&](const std::string& id, const std::string& verb,
                          std::map<std::string, std::string> placeholders, std::map<std::string, std::string> told) {
    if (!g.subject.can(verb)) return;
    placeholders["log"] = log;
    dones.push_back(
        ask(g, {"unlabelled/" + id + of_sound(picture), verb, verb, picture.id, format, input, placeholders, std::move(told)}));
    dones.back().exhibit.readings["answer"] = {
        {"text", dones.back().output.empty() ? dones.back().result.out
                                             : std::string(dones.back().output.begin(), dones.back().output.end())}};
    dones.back().exhibit.output.clear();
  };
  of_log("log-export", "log_export", {}, {{"produce_id", number}, {"recipient", kRecipient}});
  // Six months after the copy, less a day: seen from then, the record is too young.
  const std::time_t then = std::time(nullptr) + 181L * 86400;
  of_log("log-purge", "log_purge", {{"now", day_and_time(then)}, {"before", day_and_time(std::time(nullptr) + 86400)}},
         {});
  of_log("log-export-after-purge", "log_export", {},
         {{"produce_id", number}, {"recipient", kRecipient}, {"after", "purge"}});
  // Times stand in logs, and reports hold none.
  for (Done& done : dones) {
    auto answer = done.exhibit.readings.find("answer");
    if (answer == done.exhibit.readings.end()) continue;
    const std::string text = answer->second.value("text", "");
    answer->second = {{"holds_number", text.find(number) != std::string::npos},
                      {"holds_recipient", text.find(kRecipient) != std::string::npos}};
  }
  fs::remove(log, ignored);
  return exhibits(dones);
}

// The cases of Art. 6 whose words stand in `text`: the subject's own words, or the article's.
json told_in(const NoticeWords& notice, const std::string& text) {
  const auto any = [&text](const std::vector<std::string>& own, const char* article) {
    if (own.empty()) return text.find(article) != std::string::npos;
    return std::any_of(own.begin(), own.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
  };
  json told = json::array();
  if (any(notice.is, "属于") && text.find("不属于") == std::string::npos) told.push_back("1");
  if (any(notice.may_be, "可能")) told.push_back("2");
  if (any(notice.suspected, "疑似")) told.push_back("3");
  return told;
}

// What the subject shows around an upload: where it says, or all of its answer.
json answer_of(const Subject& subject, const CallResult& result) {
  if (result.ended != Ended::kExited) return {{"error", std::string(word_of(result.ended))}};
  const bool exact = !subject.notice.pointer.empty();
  std::string text = result.out + result.err;
  if (exact) {
    const json answer = json::parse(result.out, nullptr, false);
    if (answer.is_discarded()) return {{"error", "what it printed is no JSON"}};
    const json notice = answer.value(json::json_pointer(subject.notice.pointer), json());
    text = notice.is_string() ? notice.get<std::string>() : "";
  }
  return {{exact ? "notice" : "text", text}, {"told", told_in(subject.notice, text)}};
}

// The subject's own file comes back to it as an upload: what was in it has to stay.
void hand_back(Gathering& g, const InputPicture& picture, std::vector<Done>& dones) {
  const std::string made_id = "upload/made" + of_sound(picture), format = plain_format(picture);
  const Done made =
      ask(g, {made_id,
              "made",
              "mark",
              picture.id,
              format,
              encoded(picture, format),
              {{"producer", producer_of(g.subject)}, {"produce_id", number_for(made_id, g.options.seed)}},
              {}});
  forget(made);
  if (made.output.empty()) return;
  const std::string id = "upload/own" + of_sound(picture), number = number_for(id, g.options.seed);
  dones.push_back(ask(g, {id,
                          "propagate_own",
                          "propagate",
                          picture.id,
                          format,
                          made.output,
                          {{"propagator", kPlatform}, {"propagate_id", number}, {"declared", ""}},
                          {{"propagator", kPlatform}}}));
  read_output(g, dones.back());
}

json platform(Gathering& g, const InputPicture& picture) {
  std::vector<Done> dones;
  const Bytes plain = encoded(picture, plain_format(picture));
  for (const Upload& upload : picture.sound ? prepared_sound_uploads(plain) : prepared_uploads(plain)) {
    const std::string id = "upload/" + upload.id + of_sound(picture), number = number_for(id, g.options.seed);
    std::map<std::string, std::string> told{
        {"case", upload.art6_case}, {"propagator", kPlatform}, {"propagate_id", number}};
    if (upload.art6_case != "none") told["label_expected"] = upload.art6_case;
    dones.push_back(
        ask(g, {id,
                "propagate",
                "propagate",
                upload.id,
                plain_format(picture),
                upload.file,
                {{"propagator", kPlatform}, {"propagate_id", number}, {"declared", upload.declared ? "yes" : ""}},
                std::move(told)}));
    dones.back().exhibit.readings["answer"] = answer_of(g.subject, dones.back().result);
    read_output(g, dones.back());
  }
  if (g.subject.can("mark")) hand_back(g, picture, dones);
  return exhibits(dones);
}

json hostile(Gathering& g, const InputPicture& picture) {
  std::vector<Done> dones;
  for (const Spoilt& spoilt : picture.sound ? spoilt_sounds(encoded(picture, "wav"))
                                            : spoilt_files(encoded(picture, "png"), encoded(picture, "jpeg"))) {
    const std::string id = "spoilt/" + spoilt.id;
    dones.push_back(ask(g, {id,
                            "spoilt",
                            "mark",
                            spoilt.id,
                            spoilt.extension == "jpg" ? "jpeg" : spoilt.extension,
                            spoilt.file,
                            {{"producer", producer_of(g.subject)}, {"produce_id", number_for(id, g.options.seed)}},
                            {}}));
  }
  return exhibits(dones);
}

// The public's detector: on a file that the subject marked, and on one that nobody did.
json detector(Gathering& g, const InputPicture& picture) {
  const std::string verb = g.subject.can("detect") ? "detect" : "verify";
  std::vector<Done> dones;
  const std::string format = plain_format(picture), tail = of_sound(picture);
  const Bytes clean = encoded(picture, format);
  const Done marked =
      ask(g, {"detector/made" + tail,
              "made",
              "mark",
              picture.id,
              format,
              clean,
              {{"producer", producer_of(g.subject)}, {"produce_id", number_for("detector" + tail, g.options.seed)}},
              {}});
  for (const bool with_mark : {true, false}) {
    if (with_mark && marked.output.empty()) continue;
    dones.push_back(ask(
        g, {(with_mark ? "detector/marked" : "detector/unmarked") + tail,
            "detector",
            verb,
            picture.id,
            format,
            with_mark ? marked.output : clean,
            {},
            with_mark ? std::map<std::string, std::string>{{"marked", "yes"}} : std::map<std::string, std::string>{}}));
    const CallResult& result = dones.back().result;
    const bool by_code = std::find(g.subject.exits.found.begin(), g.subject.exits.found.end(), result.exit_code) !=
                         g.subject.exits.found.end();
    const bool found = verb == "detect" ? detection_of(g.subject, result).value("detected", false) : by_code;
    dones.back().exhibit.readings["answer"] = {{"text", result.out.empty() ? "" : "answered"}, {"found", found}};
  }
  forget(marked);
  return exhibits(dones);
}

json given(Gathering& g, const GivenFile& file) {
  Exhibit exhibit;
  exhibit.id = "given/" + file.name;
  exhibit.act = "given";
  exhibit.picture = file.name;
  const Bytes bytes = read_file(file.file);
  const auto format = format_of(bytes);
  const std::string_view sound = sound_format_of(bytes);
  exhibit.format = format ? std::string(word_of(*format)) : sound.empty() ? "unknown" : std::string(sound);
  exhibit.medium = medium_of(exhibit.format);
  exhibit.output = sha256_hex(bytes);
  Bytes original;
  if (!file.original.empty()) original = read_file(file.original);
  for (auto& [reader, reading] : g.readers.read(file.file, bytes, original, file.original))
    exhibit.readings[reader] = std::move(reading);
  json record{{"exhibits", {to_json(exhibit)}}, {"thumbnails", json::object()}};
  if (const std::string picture = thumbnail_of(bytes); !picture.empty()) record["thumbnails"][exhibit.id] = picture;
  return record;
}

// Of --quick every picture goes through one format, and the first through all.
bool chosen(const RunOptions& options, size_t picture, size_t format, size_t formats) {
  return options.scale != Scale::kQuick || picture == 0 || picture % formats == format;
}

std::vector<std::string> formats_of(const Subject& subject, bool sound) {
  std::vector<std::string> formats = subject.claims.formats;
  std::erase_if(formats, [sound](const std::string& format) { return is_sound_format(format) != sound; });
  return formats;
}

// The acts of a generator on pictures or on sound; a job's id begins with its act.
void add_generator(const Gathering& g, std::vector<InputPicture> Gathering::*inputs, std::vector<Job>& jobs) {
  if ((g.*inputs).empty()) return;
  const bool sound = inputs == &Gathering::sounds;
  const std::vector<std::string> formats = formats_of(g.subject, sound);
  if (formats.empty()) return;
  for (size_t i = 0; i < (g.*inputs).size(); ++i) {
    for (size_t f = 0; f < formats.size(); ++f) {
      if (!chosen(g.options, i, f, formats.size())) continue;
      jobs.push_back({"mark/" + (g.*inputs)[i].id + "/" + formats[f], [i, inputs, format = formats[f]](Gathering& at) {
                        return mark_one(at, (at.*inputs)[i], format);
                      }});
    }
  }
  const std::string first = formats.front(), tail = sound ? "/sound" : "";
  jobs.push_back({"mark-again" + tail, [=](Gathering& at) { return mark_again(at, (at.*inputs)[0], first); }});
  jobs.push_back({"spoilt" + tail, [=](Gathering& at) { return hostile(at, (at.*inputs)[0]); }});
  if (g.subject.can("mark_unlabelled"))
    jobs.push_back({"unlabelled" + tail, [=](Gathering& at) { return unlabelled(at, (at.*inputs)[0], first); }});
  if (g.subject.can("detect") || g.subject.can("verify"))
    jobs.push_back({"detector" + tail, [=](Gathering& at) { return detector(at, (at.*inputs)[0]); }});
}

}  // namespace

// A job's id begins with its act.
static void keep_wanted(const RunOptions& options, std::vector<Job>& jobs) {
  if (options.acts.empty()) return;
  std::erase_if(jobs, [&](const Job& job) {
    return std::find(options.acts.begin(), options.acts.end(), job.id.substr(0, job.id.find('/'))) ==
           options.acts.end();
  });
}

static std::vector<Job> planned(const Gathering& g) {
  std::vector<Job> jobs;
  if (g.subject.kind == SubjectKind::kFolder) {
    for (size_t i = 0; i < g.subject.files.size(); ++i) {
      jobs.push_back(
          {"given/" + g.subject.files[i].name, [i](Gathering& at) { return given(at, at.subject.files[i]); }});
    }
    return jobs;
  }
  const bool handles = g.subject.can("propagate") && g.subject.claims.has_role("platform");
  for (const auto inputs : {&Gathering::pictures, &Gathering::sounds}) {
    if ((g.*inputs).empty()) continue;
    if (g.subject.can("mark")) add_generator(g, inputs, jobs);
    if (handles)
      jobs.push_back({inputs == &Gathering::sounds ? "platform/sound" : "platform",
                      [inputs](Gathering& at) { return platform(at, (at.*inputs)[0]); }});
  }
  const std::vector<Job> mill = mill_jobs(g);
  jobs.insert(jobs.end(), mill.begin(), mill.end());
  return jobs;
}

std::vector<Job> plan(const Gathering& g) {
  std::vector<Job> jobs = planned(g);
  keep_wanted(g.options, jobs);
  return jobs;
}

}  // namespace imprint_conform
