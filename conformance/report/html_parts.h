// Pieces that every part of the page is built from. What takes a text escapes it; what takes HTML says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"
#include "report/compare.h"

namespace imprint_conform::html {

// Both languages of one text, the one that was not chosen hidden by the style sheet.
std::string both(std::string_view en, std::string_view zh);
std::string both(const BothLanguages& text);

// A foreign text, kept apart from the direction of what surrounds it.
std::string foreign(std::string_view text);
std::string code(std::string_view text);

// A sign and a word; the colour only repeats what they say.
std::string badge(Outcome outcome);
std::string badge(Conformity state);
std::string badge_of_claim(std::string_view result);

// A section with its heading. `inside` is HTML.
std::string section(std::string_view id, const BothLanguages& title, const std::string& inside);

// A table that turns into cards on a narrow screen. Cells are HTML; a heading of a column is also shown in each card.
class Table {
 public:
  Table(std::string_view style_class, const BothLanguages& caption, std::vector<BothLanguages> columns);
  // `attributes`: of the row, escaped by the caller.
  void row(const std::vector<std::string>& cells, const std::string& attributes = "");
  bool empty() const { return rows_.empty(); }
  std::string text() const;

 private:
  std::string start_, rows_;
  std::vector<BothLanguages> columns_;
};

// "0.757" of a share; of a small bound as many digits as show three of them, and no exponent: "0.0000326".
std::string share(double value);
std::string small(double value);
std::string k_of_n(uint64_t k, uint64_t n);

// The parts of the page, in its order.
std::string verdict_part(const Report& report);
std::string comparison_part(const Report& report, const Comparison& comparison);
std::string rules_part(const Report& report);
std::string robustness_part(const Report& report, const Comparison* comparison);
std::string numbers_part(const Report& report);
std::string sources_part(const Report& report);

// One curve, and the second subject's dashed over it. "" with no step.
std::string curve(const Ladder& ladder, const Ladder* second);

extern const std::string_view kStyle, kScript, kSigns;

}  // namespace imprint_conform::html
