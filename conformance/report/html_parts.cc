// Pieces of the page.
#include "report/html_parts.h"

#include <array>
#include <cmath>

#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

std::string badge_with(std::string_view sign, std::string_view style, const BothLanguages& word) {
  return "<span class=\"badge " + std::string(style) + "\"><svg aria-hidden=\"true\"><use href=\"#s-" +
         std::string(sign) + "\"/></svg>" + both(word) + "</span>";
}

}  // namespace

std::string both(std::string_view en, std::string_view zh) {
  return "<span class=\"en\" lang=\"en\">" + escaped(en) + "</span><span class=\"zh\" lang=\"zh-CN\">" + escaped(zh) +
         "</span>";
}
std::string both(const BothLanguages& text) { return both(text.en, text.zh); }

std::string foreign(std::string_view text) { return "<bdi>" + escaped(text) + "</bdi>"; }
std::string code(std::string_view text) { return "<code><bdi>" + escaped(text) + "</bdi></code>"; }

std::string badge(Outcome outcome) { return badge_with(word_of(outcome), word_of(outcome), name_of(outcome)); }

std::string badge(Conformity state) {
  switch (state) {
    case Conformity::kConformingAsJudged:
      return badge_with("pass", "pass", {"Conforming as judged", "就已判定项目而言符合"});
    case Conformity::kNotConforming: return badge_with("fail", "fail", {"Not conforming", "不符合"});
    case Conformity::kUndecided: break;
  }
  return badge_with("needs_review", "needs_review", {"Undecided", "未能判定"});
}

std::string badge_of_claim(std::string_view result) {
  if (result == "confirmed") return badge_with("pass", "pass", {"Confirmed", "已证实"});
  if (result == "refuted") return badge_with("fail", "fail", {"Refuted", "已否定"});
  if (result == "undecided") return badge_with("needs_review", "needs_review", {"Undecided", "未能确定"});
  return badge(Outcome::kNotJudged);
}

std::string section(std::string_view id, const BothLanguages& title, const std::string& inside) {
  const std::string name(id);
  return "<section id=\"" + name + "\" aria-labelledby=\"h-" + name + "\" tabindex=\"-1\">\n<h2 id=\"h-" + name +
         "\">" + both(title) + "</h2>\n" + inside + "</section>\n";
}

Table::Table(std::string_view style_class, const BothLanguages& caption, std::vector<BothLanguages> columns)
    : columns_(std::move(columns)) {
  start_ = "<table class=\"" + std::string(style_class) + "\" role=\"table\"><caption>" + both(caption) +
           "</caption><thead role=\"rowgroup\"><tr role=\"row\">";
  for (const BothLanguages& column : columns_) {
    start_ += "<th scope=\"col\" role=\"columnheader\">" + both(column) + "</th>";
  }
  start_ += "</tr></thead><tbody role=\"rowgroup\">\n";
}

void Table::row(const std::vector<std::string>& cells, const std::string& attributes) {
  rows_ += "<tr role=\"row\"" + (attributes.empty() ? "" : " " + attributes) + ">";
  for (size_t i = 0; i < cells.size(); ++i) {
    // Repeats the heading where the head of the table is not shown; who has the head does not hear it twice.
    const std::string name = "<span class=\"column\" aria-hidden=\"true\">" + both(columns_[i]) + "</span>";
    rows_ += i == 0 ? "<th scope=\"row\" role=\"rowheader\">" + cells[i] + "</th>"
                    : "<td role=\"cell\">" + name + "<div>" + cells[i] + "</div></td>";
  }
  rows_ += "</tr>\n";
}

std::string Table::text() const { return start_ + rows_ + "</tbody></table>\n"; }

std::string share(double value) { return decimal(value, 3, "a share"); }

std::string small(double value) {
  if (value <= 0) return "0";
  const int places = static_cast<int>(std::ceil(-std::log10(value))) + 2;
  std::string text = decimal(value, std::min(std::max(places, 3), 12), "a bound");
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string k_of_n(uint64_t k, uint64_t n) {
  const std::string first = std::to_string(k), all = std::to_string(n);
  return both(first + " of " + all, first + "/" + all);
}

}  // namespace imprint_conform::html
