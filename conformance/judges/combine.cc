// From what a judge says of single files to what becomes of a rule.
#include <algorithm>
#include <array>

#include "judges/judge.h"

namespace imprint_conform {
namespace {

// The worst first: a failure is definite whatever else broke.
constexpr std::array<Outcome, 6> kWorstFirst{Outcome::kFail,      Outcome::kError, Outcome::kNeedsReview,
                                             Outcome::kNotJudged, Outcome::kPass,  Outcome::kNotApplicable};
size_t rank(Outcome outcome) {
  return static_cast<size_t>(std::find(kWorstFirst.begin(), kWorstFirst.end(), outcome) - kWorstFirst.begin());
}

std::string filled(std::string text, const std::map<std::string, std::string>& names) {
  for (const auto& [name, value] : names) {
    const std::string hole = "{" + name + "}";
    for (size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size()))
      text.replace(at, hole.size(), value);
  }
  return text;
}

bool of_the_rule(const Rule& rule, const Exhibit& exhibit) {
  if (rule.medium != "any" && rule.medium != exhibit.medium) return false;
  return rule.formats.empty() ||
         std::find(rule.formats.begin(), rule.formats.end(), exhibit.format) != rule.formats.end();
}

std::string shortest(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

bool broke(const Exhibit& exhibit) { return exhibit.ended != Ended::kExited && exhibit.ended != Ended::kNotCalled; }

// What messages may name beside the numbers: the rule's own parameters.
std::map<std::string, std::string> names_of(const RuleResult& result, const Told& decisive,
                                            const std::string& exhibit) {
  std::map<std::string, std::string> names = decisive.names;
  for (const auto& [name, value] : result.rule.parameters.items()) {
    if (value.is_number_integer()) names.emplace(name, std::to_string(value.get<int64_t>()));
    if (value.is_number_float()) names.emplace(name, shortest(value.get<double>()));
    if (value.is_string()) names.emplace(name, value.get<std::string>());
  }
  uint64_t count = 0;
  for (const Finding& finding : result.findings) count += finding.outcome == result.outcome;
  names["measured"] = decisive.measured;
  names["needed"] = decisive.needed;
  names["file"] = exhibit;
  names["files"] = std::to_string(result.files);
  names["count"] = std::to_string(count);
  return names;
}

}  // namespace

Told passed(std::string measured, std::string needed) {
  return {Outcome::kPass, Reason::kNone, std::move(measured), std::move(needed), {}, {}};
}
Told failed(std::string measured, std::string needed) {
  return {Outcome::kFail, Reason::kNone, std::move(measured), std::move(needed), {}, {}};
}
Told to_review(Reason reason, std::string measured, std::string needed) {
  return {Outcome::kNeedsReview, reason, std::move(measured), std::move(needed)};
}
Told not_judged(Reason reason) { return {Outcome::kNotJudged, reason}; }
Told unread(const Exhibit& exhibit, const std::string& reader) {
  const nlohmann::json* reading = exhibit.reading(reader);
  if (!reading) return not_judged(Reason::kLeftOut);
  return to_review(Reason::kUnclear, reading->value("error", "an answer that nobody reads"), "a file that can be read");
}
Told broken(const Exhibit& exhibit) {
  return {Outcome::kError, Reason::kSubjectBroke, std::string(word_of(exhibit.ended)), "an answer within the limits"};
}

std::vector<const Exhibit*> of_acts(const Evidence& evidence, const std::set<std::string>& acts) {
  std::vector<const Exhibit*> chosen;
  for (const Exhibit& exhibit : evidence.exhibits) {
    if (acts.contains(exhibit.act)) chosen.push_back(&exhibit);
  }
  return chosen;
}

RuleResult answer(const Rule& rule, Outcome outcome, Reason reason) {
  RuleResult result;
  result.rule = rule;
  result.level = rule.level;
  result.outcome = outcome;
  result.reason = reason;
  return result;
}

RuleResult answer(const Rule& rule, const Told& told) {
  RuleResult result = answer(rule, told.outcome, told.reason);
  if (!told.measured.empty() || !told.needed.empty())
    result.findings.push_back({"", told.place, told.measured, told.needed, told.outcome});
  return result;
}

RuleResult over(const Rule& rule, const std::vector<const Exhibit*>& exhibits, const FileJudge& judge) {
  RuleResult result = answer(rule, Outcome::kNotApplicable, Reason::kNoFileInScope);
  Told decisive;
  std::string decided_by;
  bool first = true;
  for (const Exhibit* exhibit : exhibits) {
    const Told told = broke(*exhibit) ? broken(*exhibit) : judge(rule, *exhibit);
    if (told.outcome == Outcome::kNotApplicable) {
      if (first) result.reason = told.reason;
      continue;
    }
    ++result.files;
    result.findings.push_back({exhibit->id, told.place, told.measured, told.needed, told.outcome});
    if (first || rank(told.outcome) < rank(result.outcome)) {
      result.outcome = told.outcome;
      result.reason = told.reason;
      decisive = told;
      decided_by = exhibit->id;
    }
    first = false;
  }
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const Finding& a, const Finding& b) { return rank(a.outcome) < rank(b.outcome); });
  const auto message = rule.message.find(result.outcome);
  if (message != rule.message.end()) {
    const auto names = names_of(result, decisive, decided_by);
    result.message = {filled(message->second.en, names), filled(message->second.zh, names)};
  }
  if (result.findings.size() > kFindingsKept) {
    result.findings_left_out = result.findings.size() - kFindingsKept;
    result.findings.resize(kFindingsKept);
  }
  return result;
}

// A product that gave no file at all was not judged, whatever that leaves out of scope.
RuleResult no_file_came(const Rule& rule, const std::vector<const Exhibit*>& asked) {
  const Exhibit& first = *asked.front();
  Told told{Outcome::kError, Reason::kSubjectBroke};
  told.measured = "no file came of " + std::to_string(asked.size()) + " calls; the first: exit code " +
                  std::to_string(first.exit_code) + (first.said.empty() ? "" : ", " + first.said);
  told.needed = "a file";
  return answer(rule, told);
}

RuleResult over_files(const Rule& rule, const Evidence& evidence, const std::set<std::string>& acts,
                      const FileJudge& judge) {
  std::vector<const Exhibit*> exhibits, asked;
  bool any_file = false;
  for (const Exhibit* exhibit : of_acts(evidence, acts)) {
    if (exhibit->act == "mark") asked.push_back(exhibit);
    any_file |= !exhibit->output.empty() || broke(*exhibit);
    if (of_the_rule(rule, *exhibit) && (!exhibit->output.empty() || broke(*exhibit))) exhibits.push_back(exhibit);
  }
  if (!asked.empty() && !any_file) return no_file_came(rule, asked);
  return over(rule, exhibits, judge);
}

void finish(RuleResult& result) {
  const bool unconfirmed = result.rule.confidence == "U";
  if (result.outcome == Outcome::kFail && unconfirmed) {
    result.outcome = result.rule.on_unconfirmed;
    result.reason = Reason::kUnconfirmed;
    for (Finding& finding : result.findings) {
      if (finding.outcome == Outcome::kFail) finding.outcome = result.outcome;
    }
    result.message = {};
  }
  if (!result.message.en.empty()) return;
  if (result.reason != Reason::kNone) {
    result.message = sentence_of(result.reason);
    return;
  }
  const auto message = result.rule.message.find(result.outcome);
  if (message != result.rule.message.end() && message->second.en.find('{') == std::string::npos) {
    result.message = message->second;
  } else if (result.outcome == Outcome::kPass) {
    result.message = {"Met in the files examined.", "在受检文件中符合。"};
  } else {
    result.message = {"Not met.", "不符合。"};
  }
}

}  // namespace imprint_conform
