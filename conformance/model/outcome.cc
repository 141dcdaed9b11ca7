#include "model/outcome.h"

#include <array>

namespace imprint_conform {
namespace {

struct ReasonRow {
  Reason reason;
  std::string_view word;
  Outcome outcome;
  std::string_view en, zh;
};
constexpr std::array<ReasonRow, 15> kReasons{{
    {Reason::kNotClaimed, "not_claimed", Outcome::kNotApplicable, "The subject does not claim this.",
     "受测产品未声明支持此项。"},
    {Reason::kNoFileInScope, "no_file_in_scope", Outcome::kNotApplicable, "No judged file is of this kind.",
     "受检文件中没有此类文件。"},
    {Reason::kNoOriginals, "no_originals", Outcome::kNotApplicable, "The files came without their originals.",
     "受检文件未附原始文件。"},
    {Reason::kUnconfirmed, "unconfirmed", Outcome::kNeedsReview,
     "The clause's own wording is not confirmed; a person with the text settles it.",
     "条款原文尚未核实，需由持有原文者判定。"},
    {Reason::kReadersDisagree, "readers_disagree", Outcome::kNeedsReview,
     "Two readers saw different things; a person compares them.", "两个读取工具结果不一致，需人工比对。"},
    {Reason::kHumanOnly, "human_only", Outcome::kNeedsReview,
     "Only a person can judge this, on documents or the product.", "此项只能由人根据文件或产品判定。"},
    {Reason::kUnclear, "unclear", Outcome::kNeedsReview,
     "The judge saw something that it cannot settle; a person looks at the file.",
     "自动判定无法得出结论，需人工查看文件。"},
    {Reason::kNoJudge, "no_judge", Outcome::kNotJudged, "No judge is built for this rule.", "此规则尚无自动判定程序。"},
    {Reason::kProgramMissing, "program_missing", Outcome::kNotJudged,
     "A program that the judge needs is not installed.", "缺少判定所需的程序。"},
    {Reason::kLeftOut, "left_out", Outcome::kNotJudged, "The chosen options left this out.", "所选选项未包含此项。"},
    {Reason::kMediumNotBuilt, "medium_not_built", Outcome::kNotJudged, "The suite does not judge this medium yet.",
     "本套件尚不能判定此类媒体。"},
    {Reason::kSubjectBroke, "subject_broke", Outcome::kError, "The subject was stopped, or its answer cannot be read.",
     "受测产品被中止，或其输出无法解析。"},
    {Reason::kJudgeBroke, "judge_broke", Outcome::kError, "The judge itself failed.", "判定程序自身出错。"},
    {Reason::kNone, "", Outcome::kPass, "", ""},
    {Reason::kNone, "", Outcome::kFail, "", ""},
}};
constexpr std::array<std::string_view, 6> kOutcomeWords{"pass",         "fail",       "not_applicable",
                                                        "needs_review", "not_judged", "error"};

}  // namespace

std::string_view word_of(Outcome outcome) { return kOutcomeWords[static_cast<size_t>(outcome)]; }

std::optional<Outcome> outcome_of(std::string_view word) {
  for (const Outcome outcome : kAllOutcomes) {
    if (word_of(outcome) == word) return outcome;
  }
  return std::nullopt;
}

std::string_view word_of(Reason reason) {
  for (const ReasonRow& row : kReasons) {
    if (row.reason == reason) return row.word;
  }
  return "";
}

std::optional<Reason> reason_of(std::string_view word) {
  for (const ReasonRow& row : kReasons) {
    if (row.word == word) return row.reason;
  }
  return std::nullopt;
}

bool fits(Reason reason, Outcome outcome) {
  for (const ReasonRow& row : kReasons) {
    if (row.reason == reason && row.outcome == outcome) return true;
  }
  return false;
}

BothLanguages sentence_of(Reason reason) {
  for (const ReasonRow& row : kReasons) {
    if (row.reason == reason) return {std::string(row.en), std::string(row.zh)};
  }
  return {};
}

}  // namespace imprint_conform
