// Art. 6, 9 and 10 of the Measures: what a platform says of eight prepared uploads and writes into them, copies without
// a visible label, and labels of somebody else.
#include <algorithm>

#include "judges/judges.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

std::string asked(const Exhibit& exhibit, const std::string& name) {
  const auto found = exhibit.asked.find(name);
  return found == exhibit.asked.end() ? std::string() : found->second;
}

bool holds(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

// Which notices an answer shows, by the words of Art. 6 or the subject's own: "1", "2", "3", "none", or "several".
std::string notice_in(const json& answer) {
  const json told = answer.value("told", json::array());
  return told.empty() ? "none" : told.size() == 1 ? told[0].get<std::string>() : "several";
}

std::string in_words(const std::string& notice) {
  static const std::map<std::string, std::string> words{{"1", "the notice with 属于"},
                                                        {"2", "the notice with 可能"},
                                                        {"3", "the notice with 疑似"},
                                                        {"none", "no notice"}};
  const auto found = words.find(notice);
  return found == words.end() ? "several notices" : found->second;
}

bool says_not_ai(const std::string& text) {
  for (const char* words :
       {"非人工智能", "非AI", "不是AI", "不是人工智能", "不属于人工智能", "not AI", "human-made", "真人创作"}) {
    if (holds(text, words)) return true;
  }
  return false;
}

// The answer of an upload: {"notice": text} where the subject says where its notice stands, {"text": all it said}
// otherwise.
const json* answer_of(const Exhibit& exhibit) {
  const json* reading = exhibit.reading("answer");
  return reading && !reading->contains("error") ? reading : nullptr;
}

Told notice(const Rule& rule, const Exhibit& exhibit) {
  const std::string wanted = std::to_string(rule.parameters.value("case", 1));
  if (asked(exhibit, "case") != wanted) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const json* answer = answer_of(exhibit);
  if (!answer) return {Outcome::kError, Reason::kSubjectBroke, "no answer that can be read", "a notice"};
  const bool exact = answer->contains("notice");
  const std::string found = notice_in(*answer);
  if (found == wanted) return passed(in_words(found), in_words(wanted));
  // In free text the words may belong to an explanation.
  if (!exact && found == "several") return to_review(Reason::kUnclear, in_words(found), in_words(wanted));
  return failed(in_words(found), in_words(wanted));
}

Told none_found(const Rule&, const Exhibit& exhibit) {
  if (asked(exhibit, "case") != "none") return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const json* answer = answer_of(exhibit);
  if (!answer) return {Outcome::kError, Reason::kSubjectBroke, "no answer that can be read", "no notice"};
  const bool exact = answer->contains("notice");
  const std::string text = answer->value(exact ? "notice" : "text", "");
  if (says_not_ai(text)) {
    return exact ? failed("says that it is not AI", "no such statement")
                 : to_review(Reason::kUnclear, "words like \"not AI\"", "no such statement");
  }
  const std::string found = notice_in(*answer);
  if (found == "none") return passed("no notice", "no notice");
  return exact ? failed(in_words(found), "no notice") : to_review(Reason::kUnclear, in_words(found), "no notice");
}

const json* labels_of(const Exhibit& exhibit) {
  const json* lint = exhibit.reading("lint");
  return lint && !lint->contains("error") ? &lint->at("labels") : nullptr;
}

// Cases 1 to 3 write the platform's elements.
Told elements_written(const Rule&, const Exhibit& exhibit) {
  if (asked(exhibit, "case") == "none") return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  if (exhibit.output.empty()) return failed("a file", "a file with the platform's elements");
  const json* labels = labels_of(exhibit);
  if (!labels) return unread(exhibit, "lint");
  if (labels->empty()) return failed("AIGC label", "one");
  const std::string who = (*labels)[0]["label"].value("ContentPropagator", ""),
                    number = (*labels)[0]["label"].value("PropagateID", "");
  if (who != asked(exhibit, "propagator"))
    return failed("ContentPropagator (it is \"" + who + "\")", "\"" + asked(exhibit, "propagator") + "\"");
  return number.empty() ? failed("PropagateID", "a number") : passed(who + ", " + number);
}

bool has_code(const json& reading, const std::set<std::string>& codes, std::string* detail) {
  for (const json& finding : reading.value("findings", json::array())) {
    if (!codes.contains(finding.value("code", ""))) continue;
    *detail = finding.value("code", "") + ": " + finding["text"].value("en", "");
    return true;
  }
  return false;
}

Told producer_kept(const Rule&, const Exhibit& exhibit) {
  if (asked(exhibit, "case") != "1") return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  if (exhibit.output.empty()) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const json* compared = exhibit.reading("before_after");
  if (!compared || compared->contains("error")) return unread(exhibit, "before_after");
  std::string detail;
  if (has_code(*compared, {"GB-REWRITTEN-PRODUCER", "GB-REWRITTEN-RESERVED", "GB-LOST-LABEL"}, &detail)) {
    return failed(detail, "the producer's fields as they were");
  }
  return passed("as they were");
}

// A role that is claimed and has no command for what the role must do is a failure, not a gap of the suite.
RuleResult of_act(const Rule& rule, const Evidence& evidence, const std::string& act, const FileJudge& judge) {
  if (evidence.kind == "folder") return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
  if (!evidence.verbs.contains(act)) return answer(rule, failed("no command \"" + act + "\"", "one, for the role"));
  return over(rule, of_acts(evidence, {act}), judge);
}

Judge by_act(std::string act, FileJudge judge) {
  return [act = std::move(act), judge = std::move(judge)](const Rule& rule, const Evidence& evidence, const Results&) {
    return of_act(rule, evidence, act, judge);
  };
}

// Offering copies without a visible label is no duty: without the command there is nothing to agree on.
Judge where_offered(std::string act, FileJudge judge) {
  return [act = std::move(act), judge = std::move(judge)](const Rule& rule, const Evidence& evidence, const Results&) {
    if (!evidence.verbs.contains("mark_unlabelled")) return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
    return over(rule, of_acts(evidence, {act}), judge);
  };
}

Told refused(const Rule&, const Exhibit& exhibit) {
  if (exhibit.output.empty() && exhibit.exit_code != 0)
    return passed("refused, exit code " + std::to_string(exhibit.exit_code));
  return failed("a file, without an agreement", "a refusal");
}

// The log of what was handed out: the number of the content and who received it, and both still there a day before six
// months are over.
Told logged(const Rule&, const Exhibit& exhibit) {
  const json* log = exhibit.reading("answer");
  if (!log) return {Outcome::kError, Reason::kSubjectBroke, "no log", "number and recipient"};
  const std::string when = asked(exhibit, "after") == "purge" ? " after a purge a day before six months" : "";
  if (!log->value("holds_number", false)) return failed("no number in the log" + when, "number and recipient");
  return log->value("holds_recipient", false) ? passed("number and recipient")
                                              : failed("no recipient in the log" + when, "number and recipient");
}

RuleResult log_kept(const Rule& rule, const Evidence& evidence, const Results&) {
  if (!evidence.verbs.contains("mark_unlabelled")) return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
  if (!evidence.verbs.contains("log_export"))
    return answer(rule, failed("no command \"log_export\"", "a log, six months"));
  return over(rule, of_acts(evidence, {"log_export"}), logged);
}

Told implicit_kept(const Rule&, const Exhibit& exhibit) {
  const json* labels = labels_of(exhibit);
  if (exhibit.output.empty() || !labels) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  return labels->empty() ? failed("no metadata label in the copy", "one") : passed("metadata label");
}

// Art. 10: a file that somebody else labelled is refused, or keeps that label.
Told not_replaced(const Rule&, const Exhibit& exhibit) {
  if (exhibit.output.empty())
    return exhibit.exit_code != 0 ? passed("refused") : failed("neither a file nor a refusal", "one of them");
  const json* compared = exhibit.reading("before_after");
  if (!compared || compared->contains("error")) return unread(exhibit, "before_after");
  std::string detail;
  if (has_code(*compared, {"GB-REWRITTEN-PRODUCER", "GB-REWRITTEN-LABEL", "GB-LOST-LABEL"}, &detail)) {
    return failed(detail, "a refusal, or the label as it was");
  }
  return passed("the label as it was");
}

}  // namespace

void add_platform_judges(std::map<std::string, Judge>& table) {
  table["upload.notice"] = by_act("propagate", notice);
  table["upload.none_found"] = by_act("propagate", none_found);
  table["upload.elements_written"] = by_act("propagate", elements_written);
  table["upload.producer_kept"] = by_act("propagate", producer_kept);
  table["unlabelled.refused_without_agreement"] = where_offered("unlabelled_bare", refused);
  table["unlabelled.logged"] = log_kept;
  table["unlabelled.implicit_kept"] = where_offered("unlabelled_agreed", implicit_kept);
  table["labels.not_replaced"] = [](const Rule& rule, const Evidence& evidence, const Results&) {
    if (!evidence.verbs.contains("mark")) return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
    // Whoever refuses everything kept no label by that.
    const std::vector<const Exhibit*> marks = of_acts(evidence, {"mark"});
    const bool marks_nothing =
        !marks.empty() && std::all_of(marks.begin(), marks.end(), [](const Exhibit* e) { return e->output.empty(); });
    if (marks_nothing) return answer(rule, Outcome::kError, Reason::kSubjectBroke);
    return over(rule, of_acts(evidence, {"mark_again"}), not_replaced);
  };
}

}  // namespace imprint_conform
