// What a table of rules adds up to (spec/conformance.md 4). The headline is made here and nowhere else.
#include <array>

#include "model/report.h"

namespace imprint_conform {
namespace {

void count(const RuleResult& result, Counts& counts) {
  ++counts.of[result.outcome];
  if (result.rule.how == How::kHuman) ++counts.human;
  if (result.outcome == Outcome::kFail && !result.waived_until.empty()) ++counts.waived;
}

bool settled(Outcome outcome) {
  return outcome == Outcome::kPass || outcome == Outcome::kFail || outcome == Outcome::kNotApplicable;
}

// What keeps a mandatory rule from a verdict: whatever is not settled, but for what only people judge, which the
// headline counts.
bool blocks(const RuleResult& result) {
  if (settled(result.outcome)) return false;
  return result.rule.how != How::kHuman || result.outcome == Outcome::kError;
}

std::string in_chinese(const std::string& word) {
  static const std::map<std::string, std::string> words{
      {"image", "图片"},     {"text", "文本"},        {"audio", "音频"},      {"video", "视频"},
      {"scene", "虚拟场景"}, {"generator", "生成方"}, {"platform", "传播方"}, {"store", "应用商店"}};
  const auto found = words.find(word);
  return found == words.end() ? word : found->second;
}

std::string listed(const nlohmann::json& scope, const char* key, bool chinese) {
  std::string list;
  if (!scope.contains(key)) return list;
  for (const auto& item : scope[key]) {
    const auto word = item.get<std::string>();
    list += (list.empty() ? "" : chinese ? "、" : ", ") + (chinese ? in_chinese(word) : word);
  }
  return list;
}

BothLanguages headline(const Verdict& verdict, const nlohmann::json& scope) {
  static constexpr std::array<std::string_view, 3> en{"Conforming as judged", "Not conforming", "Undecided"};
  static constexpr std::array<std::string_view, 3> zh{"就已判定项目而言符合", "不符合", "未能判定"};
  const auto at = static_cast<size_t>(verdict.state);
  const Counts& m = verdict.mandatory;
  const auto of = [&](Outcome outcome) { return m.of.contains(outcome) ? m.of.at(outcome) : 0; };
  const uint64_t people = of(Outcome::kNeedsReview);
  const std::string judged = std::to_string(verdict.machine_judged), rules = std::to_string(m.total());
  const auto scope_in = [&](bool chinese) {
    const std::string between = chinese ? "；" : "; ";
    return listed(scope, "media", chinese) + between + listed(scope, "formats", chinese) + between +
           listed(scope, "roles", chinese);
  };
  return {std::string(en[at]) + ": " + judged + " of " + rules + " mandatory rules judged by machine, " +
              std::to_string(of(Outcome::kFail)) + " failed, " + std::to_string(people) + " need a person, " +
              std::to_string(of(Outcome::kNotJudged) + of(Outcome::kError)) + " not judged; scope: " + scope_in(false) +
              ".",
          std::string(zh[at]) + "：强制性规则 " + rules + " 条，机器判定 " + judged + " 条，不合格 " +
              std::to_string(of(Outcome::kFail)) + " 条，需人工判定 " + std::to_string(people) + " 条，未判定 " +
              std::to_string(of(Outcome::kNotJudged) + of(Outcome::kError)) + " 条；范围：" + scope_in(true) + "。"};
}

}  // namespace

std::string_view word_of(Conformity conformity) {
  static constexpr std::array<std::string_view, 3> words{"conforming_as_judged", "not_conforming", "undecided"};
  return words[static_cast<size_t>(conformity)];
}

uint64_t Counts::total() const {
  uint64_t sum = 0;
  for (const auto& [outcome, n] : of) sum += n;
  return sum;
}

Verdict verdict_of(const std::vector<RuleResult>& rules, const nlohmann::json& scope) {
  Verdict verdict;
  bool failed = false, blocked = false, any = false;
  for (const RuleResult& result : rules) {
    if (result.level == Level::kRecommended) count(result, verdict.recommended);
    if (result.level == Level::kInformative) count(result, verdict.informative);
    if (result.level != Level::kMandatory) continue;
    count(result, verdict.mandatory);
    if (result.rule.how != How::kHuman) ++verdict.machine_rules;
    if (result.outcome == Outcome::kPass || result.outcome == Outcome::kFail) ++verdict.machine_judged;
    any |= result.outcome == Outcome::kPass;
    failed |= result.outcome == Outcome::kFail;
    blocked |= blocks(result);
  }
  // Where nothing passed, nothing was shown: a table of rules that do not apply is no conformity.
  verdict.state = failed            ? Conformity::kNotConforming
                  : blocked || !any ? Conformity::kUndecided
                                    : Conformity::kConformingAsJudged;
  verdict.headline = headline(verdict, scope);
  return verdict;
}

int exit_code_of(const std::vector<RuleResult>& rules) {
  std::vector<RuleResult> counted = rules;
  for (RuleResult& result : counted) {
    if (result.outcome == Outcome::kFail && !result.waived_until.empty()) result.outcome = Outcome::kPass;
  }
  switch (verdict_of(counted, {}).state) {
    case Conformity::kConformingAsJudged: return 0;
    case Conformity::kNotConforming: return 2;
    case Conformity::kUndecided: break;
  }
  return 1;
}

}  // namespace imprint_conform
