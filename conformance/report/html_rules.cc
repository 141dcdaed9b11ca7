// The table of rules, a document at a time, with their evidence.
#include "report/html_parts.h"
#include "report/run.h"
#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

constexpr int kThumbnailsOfARule = 3;

// A list, for it stands in a narrow column.
std::string evidence_list(const RuleResult& result) {
  std::string rows;
  for (const Finding& finding : result.findings) {
    rows += "<li>" + badge(finding.outcome) + "<p>" + foreign(finding.exhibit) + "</p>";
    if (!finding.place.empty()) rows += "<p>" + foreign(finding.place) + "</p>";
    rows += "<p>" + foreign(finding.measured);
    if (!finding.needed.empty()) rows += " · " + both("needed:", "要求：") + " " + foreign(finding.needed);
    rows += "</p></li>\n";
  }
  return "<ul class=\"evidence\">" + rows + "</ul>";
}

std::string thumbnails(const RuleResult& result, const std::map<std::string, std::string>& pictures) {
  std::string row;
  int shown = 0;
  std::string last;
  for (const Finding& finding : result.findings) {
    const auto picture = pictures.find(finding.exhibit);
    const bool bad = finding.outcome == Outcome::kFail || finding.outcome == Outcome::kNeedsReview;
    if (!bad || finding.exhibit == last || picture == pictures.end() || !is_thumbnail(picture->second)) continue;
    if (++shown > kThumbnailsOfARule) break;
    last = finding.exhibit;
    row += "<figure><img src=\"" + picture->second + "\" alt=\"" + escaped(finding.exhibit) +
           "\" loading=\"lazy\"><figcaption>" + foreign(finding.exhibit) + "</figcaption></figure>";
  }
  return row.empty() ? "" : "<div class=\"thumbnails\">" + row + "</div>";
}

std::string evidence(const RuleResult& result, const std::map<std::string, std::string>& pictures) {
  if (result.findings.empty()) return "";
  const std::string all = std::to_string(result.findings.size() + result.findings_left_out);
  std::string inside = thumbnails(result, pictures) + evidence_list(result);
  if (result.findings_left_out != 0) {
    const std::string left = std::to_string(result.findings_left_out);
    inside += "<p>" + both(left + " more are left out of the report.", "另有 " + left + " 条未列入报告。") + "</p>";
  }
  return "<details><summary>" + both("Evidence: " + all, "依据：" + all + " 条") + "</summary>" + inside + "</details>";
}

std::string requirement(const RuleResult& result) {
  std::string text = "<p>" + both(result.rule.text) + "</p>";
  for (const std::string& point : result.rule.open_points) {
    text += "<p class=\"open\">" + both("Open point:", "待确认：") + " " + foreign(point) + "</p>";
  }
  return text;
}

std::string level(const RuleResult& result) {
  std::string text = both(name_of(result.level));
  if (result.rule.how == How::kHuman) text += "<small>" + both("judged by people", "由人判定") + "</small>";
  if (result.rule.how == How::kEither) text += "<small>" + both("in part by people", "部分由人判定") + "</small>";
  return text + "<small>" + both("source: ", "依据可信度：") + foreign(result.rule.confidence) + "</small>";
}

std::string seen(const RuleResult& result, const std::map<std::string, std::string>& pictures) {
  std::string text;
  if (result.reason != Reason::kNone) {
    text += "<p class=\"reason\">" + both(sentence_of(result.reason)) + " " + code(word_of(result.reason)) + "</p>";
  }
  const BothLanguages sentence = sentence_of(result.reason);
  if (result.message.en != sentence.en) text += "<p>" + both(result.message) + "</p>";
  if (!result.waived_until.empty()) {
    text += "<p class=\"waived\">" + both("Waived until ", "豁免至 ") + foreign(result.waived_until) +
            both("; it remains what it is.", "；结果不因豁免而改变。") + "</p>";
  }
  const std::string files = std::to_string(result.files);
  return text + "<p class=\"files\">" + both("Files looked at: " + files, "检查文件 " + files + " 个") + "</p>" +
         evidence(result, pictures);
}

std::string document_table(const DocumentRules& document, const Report& report, size_t index) {
  Table table(
      "rules", {"Rules of the document and what became of them", "该文件的规则及判定结果"},
      {{"Clause", "条款"}, {"Requirement", "要求"}, {"Level", "级别"}, {"Outcome", "结果"}, {"What was seen", "所见"}});
  for (const RuleResult* result : document.rules) {
    table.row({foreign(result->rule.clause) + "<small>" + foreign(result->rule.id) + "</small>", requirement(*result),
               level(*result), badge(result->outcome), seen(*result, report.thumbnails)},
              "data-outcome=\"" + std::string(word_of(result->outcome)) + "\" data-level=\"" +
                  std::string(word_of(result->level)) + "\"");
  }
  return "<div class=\"document\"><h3 id=\"document-" + std::to_string(index) + "\">" + foreign(document.name) +
         "</h3>\n" + table.text() + "</div>\n";
}

// The letters of Rule::confidence.
std::string legend() {
  return "<details><summary>" + both("What \"source\" says", "“依据可信度”的含义") + "</summary><p>" +
         both(
             "How the wording of the rule is known. P: read in the primary text. P2: restated by one source, P2+: by "
             "several. S: one secondary source. V: measured or computed. I: our own inference or choice. U: "
             "unconfirmed; such a rule cannot fail, it asks for a review.",
             "规则表述的来源。P：读自原文；P2：一处转述；P2+"
             "：多处转述；S：单一二手来源；V：测得或算得；I：本套件的推断或"
             "选择；U：尚未核实，此类规则不判不合格，只请人工判定。") +
         "</p></details>\n";
}

std::string box(const std::string& kind, std::string_view word, const std::string& label, uint64_t count) {
  return "<label><input type=\"checkbox\" checked data-filter=\"" + kind + "\" value=\"" + std::string(word) + "\">" +
         label + " <span class=\"count\">" + std::to_string(count) + "</span></label>";
}

std::string filters(const Report& report) {
  std::string outcomes, levels;
  for (const auto& [outcome, count] : outcomes_of(report)) {
    if (count != 0) outcomes += box("outcome", word_of(outcome), badge(outcome), count);
  }
  for (const Level level : {Level::kMandatory, Level::kRecommended, Level::kInformative}) {
    uint64_t count = 0;
    for (const RuleResult& result : report.rules) count += result.level == level;
    if (count != 0) levels += box("level", word_of(level), both(name_of(level)), count);
  }
  return "<div class=\"filters\" hidden><fieldset><legend>" + both("Show outcomes", "显示结果") + "</legend>" +
         outcomes + "</fieldset><fieldset><legend>" + both("Show levels", "显示级别") + "</legend>" + levels +
         "</fieldset></div>\n" + "<p class=\"hidden-rules\" role=\"status\" hidden>" +
         both("Rules hidden by the filters: ", "被筛选隐藏的规则：") + "<span class=\"how-many\"></span></p>\n";
}

}  // namespace

std::string rules_part(const Report& report) {
  std::string inside = filters(report) + legend();
  size_t index = 0;
  for (const DocumentRules& document : by_document(report)) inside += document_table(document, report, index++);
  if (report.rules.empty()) inside += "<p>" + both("The report holds no rule.", "报告中没有规则。") + "</p>";
  return section("rules", {"Rules", "逐条结果"}, inside);
}

}  // namespace imprint_conform::html
