// A report with one rule of each outcome at work, its numbers, and the hostile texts that every writer has to survive.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"

namespace imprint_conform::sample {

inline const std::string kDigest(64, 'a');
inline constexpr const char* kDot =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";

// Markup, quotes, controls, a line separator, broken UTF-8, and a right-to-left override that is never closed.
inline const std::string kHostile =
    "</script><script>alert(1)</script>]]>&<b a=\"1\" b='2'>\x01\x1b[31m\xe2\x80\xa8\xff\xe2\x80\xaegnp.exe\x7f";

inline Reason reason_beside(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotApplicable: return Reason::kNotClaimed;
    case Outcome::kNeedsReview: return Reason::kUnconfirmed;
    case Outcome::kNotJudged: return Reason::kNoJudge;
    case Outcome::kError: return Reason::kSubjectBroke;
    default: return Reason::kNone;
  }
}

inline RuleResult rule(const std::string& id, Outcome outcome, Level level = Level::kMandatory) {
  RuleResult result;
  result.rule.id = id;
  result.rule.document = id.starts_with("cn-m") ? "Labelling Measures" : "GB 45438-2025";
  result.rule.clause = id.substr(id.find('-') + 1);
  result.rule.medium = "image";
  result.rule.role = "generator";
  result.rule.confidence = "P2+";
  result.rule.text = {"The label's text is at least 5 % of the shortest side high.",
                      "标识文字高度不低于画面最短边的 5%。"};
  result.rule.judge = "visible.height";
  result.level = result.rule.level = level;
  result.outcome = outcome;
  result.reason = reason_beside(outcome);
  result.message = {"What was seen with " + id + ".", "关于 " + id + " 的所见。"};
  result.files = 12;
  if (outcome == Outcome::kFail) {
    result.findings.push_back({"mark/portrait-1/png", "x=12,y=600,w=140,h=31", "ink 31 px", "32 px", outcome});
  }
  return result;
}

inline Report empty() {
  Report report;
  report.suite = {{"version", "0.9.0"},       {"git", "fc4c370"},         {"dirty", false},
                  {"rubric_sha256", kDigest}, {"profile", "cn-gb45438"},  {"profile_sha256", kDigest},
                  {"attacks_sha256", ""},     {"options", {{"seed", 1u}}}};
  report.subject = {{"kind", "command"},
                    {"binary_sha256", kDigest},
                    {"statement", {{"product", {{"name", "Labeller"}, {"vendor", "Example"}, {"version", "3.1"}}}}}};
  report.scope = {{"media", {"image"}}, {"formats", {"png", "jpeg"}}, {"roles", {"generator"}}};
  report.corpus = {{"painter_version", "1"},     {"seed", 7u},       {"count", 12u},
                   {"manifest_sha256", kDigest}, {"private", false}, {"folders", nlohmann::json::array()}};
  report.tools = {{"exiftool", "12.57"}, {"tesseract", "5.3.0"}};
  report.profile = {"cn-gb45438", {"GB 45438-2025, images", "GB 45438-2025（图像）"}, true, {}};
  report.counts = {{"ran", 48}, {"skipped_by_suite", 0}, {"skipped_by_subject", 4}, {"failed_to_run", 1}};
  return report;
}

inline void add(Report& report, RuleResult result) {
  report.profile.rules.push_back({result.rule.id, result.level});
  report.rules.push_back(std::move(result));
}

// One rule of each outcome.
inline Report of_each_outcome() {
  Report report = empty();
  for (const Outcome outcome : kAllOutcomes) add(report, rule("gb45438-" + std::string(word_of(outcome)), outcome));
  return report;
}

// The bounds are Wilson's, with 95 %.
inline void add_numbers(Report& report) {
  report.ladders.push_back({"jpeg",
                            {"JPEG, quality", "JPEG 压缩，质量"},
                            {{"90", 12, 12, 0.757506, 1.0, 1.0},
                             {"50", 12, 12, 0.757506, 1.0, 0.998},
                             {"30", 9, 12, 0.467695, 0.911059, 0.97},
                             {"20", 0, 0, 0.0, 1.0, 0.0},
                             {"10", 1, 12, 0.014865, 0.353880, 0.61}},
                            "50",
                            "10"});
  report.ladders.push_back({"rotate", {}, {{"5", 12, 12, 0.757506, 1.0, 1.0}}, "5", ""});
  report.claims.push_back({"jpeg", "50", 0.95, 12, 12, 0.779, 1.0, "undecided", 47});
  report.claims.push_back({"jpeg", "10", 0.95, 1, 12, 0.004, 0.339, "refuted", 0});
  report.false_positives = {920, 0, 0.00325, {{0.1, 90, 920, true}, {0.001, 4, 920, false}}};
  report.quality = {12, 45.125, 42.5, 0.9913, 0.985, 6};
  report.declined = {1, 12, "exit 3: \"too small\""};
  report.disagreements.push_back({"mark/portrait-1/png", "AIGC.Label", "lint: 1", "exiftool: 2"});
}

inline Report whole() {
  Report report = of_each_outcome();
  add(report, rule("cn-m-5-1", Outcome::kPass));
  add(report, rule("cn-m-5-2", Outcome::kFail, Level::kRecommended));
  RuleResult people = rule("cn-m-8-1", Outcome::kNeedsReview);
  people.rule.how = How::kHuman;
  people.reason = Reason::kHumanOnly;
  add(report, people);
  RuleResult waived = rule("cn-m-9-1", Outcome::kFail);
  waived.waived_until = "2027-03-31";
  add(report, waived);
  add_numbers(report);
  report.thumbnails["mark/portrait-1/png"] = kDot;
  return report;
}

inline RuleResult worded(const char* id, const char* clause, Outcome outcome, Reason reason, const char* en,
                         const char* zh, const char* seen_en, const char* seen_zh) {
  RuleResult result = rule(id, outcome);
  result.rule.clause = clause;
  result.rule.text = {en, zh};
  result.reason = reason;
  result.message = {seen_en, seen_zh};
  return result;
}

// A report as it lands on somebody's desk, for looking at the page: texts of the length that rules have, long ladders.
inline Report regulator() {
  Report report = empty();
  report.scope["formats"] = {"png", "jpeg", "webp"};
  add(report, worded("cn-m-4.3-1", "4 (3)", Outcome::kPass, Reason::kNone,
                     "An image carries a prominent notice at a suitable place.", "图片在适当位置添加显著的提示标识。",
                     "A label was found and read in all 36 files.", "36 个文件中均找到并识读到标识。"));
  add(report,
      worded("cn-m-5-1", "5", Outcome::kPass, Reason::kNone,
             "The file's metadata hold the content attribute, the provider's name or code and the content's number.",
             "文件元数据含生成合成内容属性信息、服务提供者名称或编码、内容编号。", "All three were read in every file.",
             "每个文件均读取到三项信息。"));
  add(report, worded("cn-m-4.4-1", "4 (4)", Outcome::kNotJudged, Reason::kMediumNotBuilt,
                     "A video carries a prominent notice at its start.", "视频起始画面添加显著的提示标识。",
                     "Video waits for its judge.", "视频判定程序尚未提供。"));
  add(report, worded("cn-m-8-1", "8", Outcome::kNeedsReview, Reason::kHumanOnly,
                     "The user agreement states methods, styles and rules of labelling.",
                     "用户服务协议说明标识方法、样式等。", "Read the user agreement.", "请查阅用户服务协议。"));
  report.rules.back().rule.how = How::kHuman;
  add(report,
      worded("gb45438-5.2e-1", "5.2 e", Outcome::kFail, Reason::kNone,
             "The label's text is at least 5 % of the shortest side high.", "标识文字高度不低于画面最短边的 5%。",
             "In 12 of 36 files the ink is lower than 5 % in both readings.",
             "36 个文件中有 12 个，按两种量法字高均低于 5%。"));
  report.rules.back().rule.open_points = {"How text height is measured is not confirmed: ink or em."};
  for (int i = 1; i <= 5; ++i) {
    report.rules.back().findings.push_back({"mark/portrait-" + std::to_string(i) + "/jpeg", "x=812,y=980,w=190,h=38",
                                            "ink 38 px (3.71 %), em 43 px (4.20 %)", "51.2 px", Outcome::kFail});
    report.thumbnails["mark/portrait-" + std::to_string(i) + "/jpeg"] = kDot;
  }
  report.rules.back().findings_left_out = 7;
  add(report, worded("gb45438-5.2b-2", "5.2 b", Outcome::kNeedsReview, Reason::kUnconfirmed,
                     "A generation element: the words for generated or synthesised.", "含“生成”和/或“合成”要素。",
                     "Only English words were found; whether they are enough is not confirmed.",
                     "仅发现英文用语，是否满足要求尚未核实。"));
  add(report, worded("gb45438-E.b-2", "Annex E b", Outcome::kError, Reason::kSubjectBroke,
                     "Key names are exact (`ReservedCode1`, not `ReserveCode1`).", "字段名正确。",
                     "The subject was stopped after 120 s on 1 of 36 files.", "36 个文件中有 1 个在 120 秒后被中止。"));
  add(report,
      worded("gb45438-5.2e-2", "5.2 e", Outcome::kNotApplicable, Reason::kNoFileInScope,
             "Of a picture that is not rectangular, the shortest side of the smallest enclosing rectangle counts.",
             "非矩形画面按最小外接矩形最短边计算。", "No transparent picture was in scope.", "范围内没有透明图片。"));
  add(report, rule("gb45438-6.2-1", Outcome::kPass, Level::kInformative));
  add_numbers(report);
  Ladder pipelines{"pipelines", {"Everyday handling", "常见平台处理"}, {}, "crop25+resize0.5+jpeg50", ""};
  for (const char* name :
       {"screenshot phone", "social 1080 q80", "thumb 480", "crop50+jpeg50", "crop25+resize0.5+jpeg50"}) {
    pipelines.steps.push_back({name, 12, 12, 0.757506, 1, 1});
  }
  report.ladders.push_back(pipelines);
  report.quick = report.test_certificates = true;
  report.suite["dirty"] = true;
  return report;
}

// whole() with kHostile wherever a text of somebody else can stand.
inline Report hostile() {
  Report report = whole();
  for (RuleResult& result : report.rules) {
    result.message = {kHostile, kHostile};
    result.rule.text = {kHostile, kHostile};
    result.rule.clause = result.rule.document = result.rule.judge = kHostile;
    result.rule.open_points = {kHostile};
    result.findings = {{kHostile, kHostile, kHostile, kHostile, result.outcome}};
  }
  report.rules[0].rule.id = report.profile.rules[0].id = kHostile;
  report.subject["statement"] = {{kHostile, kHostile}, {"product", {{"name", kHostile}}}};
  report.tools = {{kHostile, kHostile}};
  report.scope = {{"media", {kHostile}}, {"formats", {kHostile}}, {"roles", {kHostile}}};
  report.suite["options"] = {{kHostile, kHostile}};
  report.suite["git"] = report.suite["version"] = report.corpus["painter_version"] = kHostile;
  report.profile.title = {kHostile, kHostile};
  report.ladders[0].name = report.ladders[0].steps[0].parameter = kHostile;
  report.claims[0].attack = kHostile;
  report.disagreements = {{kHostile, kHostile, kHostile, kHostile}};
  report.thumbnails = {{kHostile, sample::kDot}, {"x", "data:text/html,<script>alert(1)</script>"}};
  return report;
}

}  // namespace imprint_conform::sample
