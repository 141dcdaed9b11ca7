// The top of the page: the verdict, what to know before it is believed, and the counts.
#include <map>

#include "report/html_parts.h"
#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

std::string cautions(const Report& report) {
  const auto rows = cautions_of(report);
  if (rows.empty()) return "";
  std::string list =
      "<div class=\"caution\" role=\"note\"><svg aria-hidden=\"true\"><use href=\"#s-error\"/></svg><ul>";
  for (const Caution& caution : rows) list += "<li id=\"caution-" + caution.id + "\">" + both(caution.text) + "</li>";
  return list + "</ul></div>\n";
}

std::string of_product(const Report& report, const char* key) {
  const nlohmann::json statement = report.subject.value("statement", nlohmann::json::object());
  const auto product = statement.find("product");
  if (product == statement.end() || !product->is_object()) return "";
  const auto value = product->find(key);
  return value == product->end() || !value->is_string() ? "" : value->get<std::string>();
}

// Words of the scope that have a Chinese one; any other stays as it is.
std::string in_chinese(const std::string& word) {
  static const std::map<std::string, std::string> kWords{{"image", "图像"},        {"text", "文本"},
                                                         {"audio", "音频"},        {"video", "视频"},
                                                         {"scene", "虚拟场景"},    {"generator", "生成合成服务提供者"},
                                                         {"platform", "传播平台"}, {"store", "应用商店"}};
  const auto found = kWords.find(word);
  return found == kWords.end() ? word : found->second;
}

std::string listed(const nlohmann::json& scope, const char* key) {
  BothLanguages text;
  for (const auto& item : scope.at(key)) {
    const auto word = item.get<std::string>();
    text.en += (text.en.empty() ? "" : ", ") + word;
    text.zh += (text.zh.empty() ? "" : "、") + in_chinese(word);
  }
  return text.en.empty() ? "–" : "<bdi>" + both(text) + "</bdi>";
}

std::string fact(const char* en, const char* zh, const std::string& value) {
  return "<div><dt>" + both(en, zh) + "</dt><dd>" + value + "</dd></div>";
}

std::string facts(const Report& report) {
  const std::string name = of_product(report, "name");
  const std::string version = of_product(report, "version");
  return "<dl class=\"facts\">" +
         fact("Subject", "受测产品",
              foreign((name.empty() ? report.subject.at("kind").get<std::string>() : name) +
                      (version.empty() ? "" : " " + version))) +
         fact("Vendor", "提供者", foreign(of_product(report, "vendor").empty() ? "–" : of_product(report, "vendor"))) +
         fact("Profile", "评测规则集", both(report.profile.title) + " " + code(report.profile.id)) +
         fact("Media", "媒体", listed(report.scope, "media")) +
         fact("Formats", "格式", listed(report.scope, "formats")) +
         fact("Roles", "角色", listed(report.scope, "roles")) + "</dl>\n";
}

std::string counts(const Verdict& verdict) {
  std::vector<BothLanguages> columns{{"Level", "级别"}};
  for (const Outcome outcome : kAllOutcomes) columns.push_back(name_of(outcome));
  columns.push_back({"All", "合计"});
  columns.push_back({"Judged by people alone", "仅能由人判定"});
  columns.push_back({"Waived", "豁免"});
  Table table("counts", {"How many rules came to what", "各级别规则的判定结果"}, columns);
  const auto row = [&](Level level, const Counts& counts) {
    std::vector<std::string> cells{both(name_of(level))};
    for (const Outcome outcome : kAllOutcomes) {
      const uint64_t n = counts.of.contains(outcome) ? counts.of.at(outcome) : 0;
      cells.push_back("<span class=\"number " + (n == 0 ? "none" : std::string(word_of(outcome))) + "\">" +
                      std::to_string(n) + "</span>");
    }
    for (const uint64_t n : {counts.total(), counts.human, counts.waived}) {
      cells.push_back("<span class=\"number\">" + std::to_string(n) + "</span>");
    }
    table.row(cells);
  };
  row(Level::kMandatory, verdict.mandatory);
  row(Level::kRecommended, verdict.recommended);
  row(Level::kInformative, verdict.informative);
  return table.text();
}

}  // namespace

std::string verdict_part(const Report& report) {
  const Verdict verdict = verdict_of(report.rules, report.scope);
  const std::string meaning = both(
      "A pass means that the requirement was met in the files that were examined. It is not a finding that the product "
      "complies with the law.",
      "“合格”表示受检文件满足该项要求，并不构成产品符合法律规定的结论。");
  const std::string no_law =
      report.profile.law
          ? ""
          : "<p>" + both("The rules of this profile are not law.", "本规则集不属于法律或标准要求。") + "</p>";
  return "<section id=\"verdict\" class=\"verdict " + std::string(word_of(verdict.state)) +
         "\" aria-labelledby=\"h-verdict\" tabindex=\"-1\">\n<h2 id=\"h-verdict\">" + both("Verdict", "结论") +
         "</h2>\n<p class=\"state\">" + badge(verdict.state) + "</p>\n<p class=\"headline\">" + both(verdict.headline) +
         "</p>\n" + cautions(report) + facts(report) + "<p class=\"meaning\">" + meaning + "</p>" + no_law +
         "</section>\n" + section("counts", {"Counts", "统计"}, counts(verdict));
}

}  // namespace imprint_conform::html
