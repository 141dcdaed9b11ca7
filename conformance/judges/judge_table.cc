// The judges by the names that rule files use, and the one loop over a profile.
#include <algorithm>

#include "judges/judges.h"

namespace imprint_conform {
namespace {

RuleResult people(const Rule& rule, const Evidence&, const Results&) {
  return answer(rule, Outcome::kNeedsReview, Reason::kHumanOnly);
}
RuleResult no_medium(const Rule& rule, const Evidence&, const Results&) {
  return answer(rule, Outcome::kNotJudged, Reason::kMediumNotBuilt);
}
RuleResult no_judge(const Rule& rule, const Evidence&, const Results&) {
  return answer(rule, Outcome::kNotJudged, Reason::kNoJudge);
}

// The worst of the rules that it is made of. Parts that do not apply are passed over; parts of people and of U stay
// their own.
RuleResult composite(const Rule& rule, const Evidence&, const Results& results) {
  RuleResult whole = answer(rule, Outcome::kNotApplicable, Reason::kNoFileInScope);
  for (const Outcome outcome :
       {Outcome::kPass, Outcome::kNotJudged, Outcome::kNeedsReview, Outcome::kError, Outcome::kFail}) {
    for (const auto& id : rule.parameters.value("rules", nlohmann::json::array())) {
      const auto part = results.find(id.get<std::string>());
      if (part == results.end() || part->second.outcome != outcome || part->second.level != Level::kMandatory) continue;
      if (part->second.rule.how == How::kHuman) continue;
      if (whole.outcome != outcome) whole.findings.clear();
      whole.outcome = outcome;
      whole.reason = part->second.reason;
      whole.files = std::max(whole.files, part->second.files);
      if (outcome != Outcome::kPass)
        whole.findings.push_back({"", part->first, std::string(word_of(outcome)), "pass", outcome});
    }
  }
  return whole;
}

std::map<std::string, Judge> made() {
  std::map<std::string, Judge> table{{"human", people},
                                     {"medium.not_built", no_medium},
                                     {"unknown_text", no_judge},
                                     {"composite", composite},
                                     {"visible.present", judge_visible_present},
                                     {"visible.words", judge_visible_words},
                                     {"visible.ai_element", judge_visible_ai},
                                     {"visible.generation_element", judge_visible_generation},
                                     {"visible.edge", judge_visible_edge},
                                     {"visible.legible", judge_visible_legible},
                                     {"visible.height", judge_visible_height},
                                     {"visible.height_nonrectangular", judge_visible_nonrectangular},
                                     {"visible.survives", judge_visible_survives}};
  add_sound_judges(table);
  add_aigc_judges(table);
  add_platform_judges(table);
  add_quality_judges(table);
  return table;
}

// "any" is whatever a person can judge, and for a judge here the media that files are read of.
bool claims_medium(const Rule& rule, const Evidence& evidence) {
  if (rule.medium != "any") return evidence.media.contains(rule.medium);
  return rule.how == How::kHuman || evidence.media.contains("image") || evidence.media.contains("audio");
}

bool claimed(const Rule& rule, const Evidence& evidence) {
  const bool role = rule.role == "any" || evidence.roles.contains(rule.role);
  return role && claims_medium(rule, evidence);
}

RuleResult judged(const Rule& rule, const Evidence& evidence, const Results& results) {
  // Whoever makes no such medium has nothing to show for it, whether or not the suite could judge it.
  if (!claimed(rule, evidence)) return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
  if (rule.how == How::kHuman) return people(rule, evidence, results);
  const auto judge = judge_table().find(rule.judge);
  if (judge == judge_table().end()) return no_judge(rule, evidence, results);
  try {
    return judge->second(rule, evidence, results);
  } catch (const std::exception& e) {
    RuleResult result = answer(rule, Outcome::kError, Reason::kJudgeBroke);
    result.findings.push_back({"", "", e.what(), "", Outcome::kError});
    return result;
  }
}

bool stands_on_others(const Rule& rule) { return rule.judge == "composite"; }

}  // namespace

const std::map<std::string, Judge>& judge_table() {
  static const std::map<std::string, Judge> table = made();
  return table;
}

std::vector<RuleResult> judge_all(const std::vector<Rule>& rules, const Profile& profile,
                                  const std::vector<Waiver>& waivers, const Evidence& evidence) {
  Results results;
  // Composites last, inner ones before outer ones: a composite is judged when all that it names are, or at the end.
  for (const bool composites : {false, true, true}) {
    for (const Rule& rule : rules) {
      if (stands_on_others(rule) != composites) continue;
      RuleResult result = judged(rule, evidence, results);
      finish(result);
      results[rule.id] = std::move(result);
    }
  }
  std::vector<RuleResult> chosen;
  for (const ProfileRule& row : profile.rules) {
    const auto found = results.find(row.id);
    if (found == results.end()) continue;
    RuleResult result = found->second;
    result.level = row.level;
    for (const Waiver& waiver : waivers) {
      if (waiver.rule == row.id) result.waived_until = waiver.until;
    }
    chosen.push_back(std::move(result));
  }
  return chosen;
}

}  // namespace imprint_conform
