// Two subjects side by side.
#include <algorithm>
#include <set>

#include "report/html_parts.h"
#include "report/text.h"

namespace imprint_conform {

Better result_of(const Paired& paired) {
  const uint64_t apart = paired.only_first + paired.only_second;
  if (apart < 6 || paired.p > 0.05 || paired.only_first == paired.only_second) return Better::kTie;
  return paired.only_first > paired.only_second ? Better::kFirst : Better::kSecond;
}

namespace html {
namespace {

std::string product(const Report& report) {
  const nlohmann::json::json_pointer name("/statement/product/name"), version("/statement/product/version");
  const auto text = [&](const nlohmann::json::json_pointer& pointer) {
    const bool there = report.subject.contains(pointer) && report.subject[pointer].is_string();
    return there ? report.subject[pointer].get<std::string>() : std::string();
  };
  const std::string both_words = text(name) + (text(version).empty() ? "" : " " + text(version));
  return foreign(both_words.empty() ? report.subject.value("kind", "") : both_words);
}

std::string verdicts(const Report& first, const Report& second) {
  Table table("versus", {"Verdicts", "结论"},
              {{"Subject", "受测产品"}, {"Verdict", "结论"}, {"In words", "说明"}, {"Pictures", "图片清单"}});
  for (const Report* report : {&first, &second}) {
    const Verdict verdict = verdict_of(report->rules, report->scope);
    table.row({product(*report), badge(verdict.state), both(verdict.headline),
               code(report->corpus.value("manifest_sha256", "").substr(0, 16))});
  }
  return table.text();
}

std::string outcome_in(const Report& report, const std::string& id) {
  for (const RuleResult& result : report.rules) {
    if (result.rule.id == id) return badge(result.outcome);
  }
  return both("not in this report", "报告中无此规则");
}

std::string differing_rules(const Report& first, const Report& second) {
  Table table("versus", {"Rules with different outcomes", "结果不同的规则"},
              {{"Rule", "规则"}, {"Requirement", "要求"}, {"First", "第一"}, {"Second", "第二"}});
  std::set<std::string> seen;
  for (const Report* report : {&first, &second}) {
    for (const RuleResult& result : report->rules) {
      if (!seen.insert(result.rule.id).second) continue;
      const std::string one = outcome_in(first, result.rule.id), other = outcome_in(second, result.rule.id);
      if (one != other) table.row({foreign(result.rule.id), both(result.rule.text), one, other});
    }
  }
  return table.empty()
             ? "<p>" + both("Every rule came to the same outcome for both.", "两者各条规则的结果均相同。") + "</p>\n"
             : table.text();
}

std::string in_words(const Paired& paired) {
  switch (result_of(paired)) {
    case Better::kFirst: return both("the first recovers more", "第一受测产品恢复更多");
    case Better::kSecond: return both("the second recovers more", "第二受测产品恢复更多");
    case Better::kTie: break;
  }
  return both("statistical tie", "统计上无法区分");
}

std::string paired_table(const Comparison& comparison) {
  if (comparison.paired.empty()) {
    return "<p>" +
           both("Robustness was not compared picture by picture, so nothing is said about which of the two is better.",
                "未逐张配对比较鲁棒性，因此不作优劣判断。") +
           "</p>\n";
  }
  Table table("versus",
              {"Robustness on the same pictures: exact McNemar test with Holm's correction",
               "同一组图片上的鲁棒性：精确 McNemar 检验，Holm 校正"},
              {{"Handling", "处理"},
               {"First", "第一"},
               {"Second", "第二"},
               {"Only first", "仅第一恢复"},
               {"Only second", "仅第二恢复"},
               {"p, corrected", "校正 p 值"},
               {"In words", "说明"}});
  for (const Paired& row : comparison.paired) {
    const uint64_t n = row.both + row.only_first + row.only_second + row.neither;
    table.row({foreign(row.ladder + " " + row.parameter), k_of_n(row.both + row.only_first, n),
               k_of_n(row.both + row.only_second, n), std::to_string(row.only_first), std::to_string(row.only_second),
               small(row.p), in_words(row)});
  }
  if (comparison.smallest_difference <= 0) return table.text();
  const std::string least = share(comparison.smallest_difference);
  return table.text() + "<p>" +
         both("The smallest difference that this number of pictures could show: " + least + ".",
              "此图片数量所能分辨的最小差异：" + least + "。") +
         "</p>\n";
}

}  // namespace

std::string comparison_part(const Report& report, const Comparison& comparison) {
  const bool same = report.corpus.value("manifest_sha256", "") == comparison.second.corpus.value("manifest_sha256", "");
  const std::string other_pictures =
      same ? ""
           : "<p class=\"caution-line\">" + both("The two were judged on different pictures.", "两者所用图片不同。") +
                 "</p>\n";
  return section("comparison", {"Two subjects side by side", "两个受测产品对比"},
                 other_pictures + verdicts(report, comparison.second) + differing_rules(report, comparison.second) +
                     paired_table(comparison));
}

}  // namespace html
}  // namespace imprint_conform
