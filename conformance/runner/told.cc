#include "runner/told.h"

#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

const std::string& in(const BothLanguages& text, bool chinese) { return chinese ? text.zh : text.en; }

bool settled(Outcome outcome) { return outcome == Outcome::kPass || outcome == Outcome::kNotApplicable; }

std::string level_word(const RuleResult& rule, bool chinese) { return in(name_of(rule.level), chinese); }

void tell(const RuleResult& rule, bool chinese, std::string& out) {
  const char* dash = chinese ? "：" : ": ";
  out += "  " + in(name_of(rule.outcome), chinese) + "  " + rule.rule.id + " (" + level_word(rule, chinese) + ") " +
         in(rule.rule.text, chinese) + "\n";
  out += "      " + in(long_message(rule), chinese) + "\n";
  size_t shown = 0;
  for (const Finding& finding : rule.findings) {
    if (settled(finding.outcome) || ++shown > 3) continue;
    out += "      - " + sentence_of(finding) + "\n";
  }
  if (!rule.waived_until.empty())
    out += std::string("      ") + (chinese ? "豁免至" : "waived until") + dash + rule.waived_until + "\n";
}

}  // namespace

std::string told(const Report& report, bool chinese, bool everything) {
  std::string out = in(verdict_of(report.rules, report.scope).headline, chinese) + "\n";
  for (const Caution& caution : cautions_of(report))
    out += (chinese ? "注意：" : "Note: ") + in(caution.text, chinese) + "\n";
  for (const DocumentRules& document : by_document(report)) {
    std::string rules;
    for (const RuleResult* rule : document.rules) {
      if (everything || !settled(rule->outcome)) tell(*rule, chinese, rules);
    }
    if (!rules.empty()) out += "\n" + document.name + "\n" + rules;
  }
  // Names of files and what labels say are somebody else's text.
  std::string safe;
  for (size_t at = 0; at < out.size();) {
    const size_t end = out.find('\n', at);
    safe += visible(out.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return safe;
}

}  // namespace imprint_conform
