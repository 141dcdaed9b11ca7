#include "aigc/lint.h"

#include <algorithm>

#include "aigc/details.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

// IPTC NewsCodes, Digital Source Type. What a term says about how the content was made.
enum class Origin { kAi, kHuman, kOpen };
struct Term {
  std::string_view term;
  Origin origin;
};
constexpr std::string_view kTermUri = "cv.iptc.org/newscodes/digitalsourcetype/";
constexpr std::string_view kC2paUri = "c2pa.org/digitalsourcetype/";
constexpr std::array kTerms = {
    Term{"trainedAlgorithmicMedia", Origin::kAi},
    Term{"compositeWithTrainedAlgorithmicMedia", Origin::kAi},
    Term{"compositeSynthetic", Origin::kAi},
    Term{"algorithmicMedia", Origin::kOpen},
    Term{"algorithmicallyEnhanced", Origin::kOpen},
    Term{"dataDrivenMedia", Origin::kOpen},
    Term{"composite", Origin::kOpen},
    Term{"virtualRecording", Origin::kOpen},
    Term{"softwareImage", Origin::kOpen},
    Term{"screenCapture", Origin::kOpen},
    Term{"digitalCapture", Origin::kHuman},
    Term{"computationalCapture", Origin::kHuman},
    Term{"negativeFilm", Origin::kHuman},
    Term{"positiveFilm", Origin::kHuman},
    Term{"print", Origin::kHuman},
    Term{"humanEdits", Origin::kHuman},
    Term{"minorHumanEdits", Origin::kHuman},
    Term{"compositeCapture", Origin::kHuman},
    Term{"digitalArt", Origin::kHuman},
    Term{"digitalCreation", Origin::kHuman},
};
constexpr std::array<std::string_view, 2> kC2paTerms = {"empty", "trainedAlgorithmicData"};

struct SourceType {
  Origin origin = Origin::kOpen;
  bool well_formed = false;
};

// The last part decides; a term without its URI, or of an unknown one, still says what it says.
SourceType source_type_of(std::string_view value) {
  const size_t slash = value.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? value : value.substr(slash + 1);
  std::string_view uri = value.substr(0, value.size() - last.size());
  const bool http = uri.starts_with("http://") || uri.starts_with("https://");
  if (http) uri.remove_prefix(uri.find("//") + 2);
  SourceType out;
  for (const Term& term : kTerms)
    if (equals_ignoring_case(term.term, last)) out = {term.origin, http && uri == kTermUri && term.term == last};
  for (const std::string_view term : kC2paTerms)
    if (term == last) out = {Origin::kOpen, http && uri == kC2paUri};
  return out;
}

constexpr std::string_view kSourceTypeKey = "DigitalSourceType";

// "digitalCapture", the part that says something.
std::string term_of(const std::string& value) { return whole(value.substr(value.rfind('/') + 1)); }

Finding from(const Deviation& deviation, const std::string& place) {
  return {row_of(deviation.code), deviation.particulars, deviation.place.empty() ? place : deviation.place};
}

Rule rule_of(Integrity integrity) {
  switch (integrity) {
    case Integrity::kValid: return Rule::kSignatureValid;
    case Integrity::kInvalid: return Rule::kSignatureInvalid;
    case Integrity::kBindingsOnly: return Rule::kSignatureBindings;
    case Integrity::kNotChecked: break;
  }
  return Rule::kSignatureUnchecked;
}

// The slot is the key; its value, as long as a certificate, stands in the label.
Detail detail_of(const SecurityCheck& check) {
  Detail out(describe(check));
  out.key = check.slot;
  return out;
}

// The plain "is present" gives way to what the signatures turned out to be.
Status add_security(Found& found, const TrustOptions& trust, const Limits& limits, std::vector<Finding>& out) {
  IMPRINT_ASSIGN_OR_RETURN(found.security, check_security(found.label, trust, limits));
  std::vector<std::string> said;
  for (const SecurityCheck& check : found.security) {
    const Rule rule = rule_of(check.integrity);
    out.push_back(finding(rule, detail_of(check), found.carrier));
    for (const std::string& form : check.odd_forms) {
      const std::string detail = check.slot + ", " + form;
      if (std::find(said.begin(), said.end(), detail) == said.end()) said.push_back(detail);
    }
  }
  for (const std::string& detail : said) out.push_back(finding(Rule::kSecurityDataForm, detail, found.carrier));
  return {};
}

bool shows_remains(const ReadResult& found) {
  return std::any_of(found.problems.begin(), found.problems.end(), [](const Deviation& d) {
    return d.code == row_of(Rule::kLabelUnreadable).code || d.code == row_of(Rule::kPreStandard).code;
  });
}

}  // namespace

LintStatus status_of(const Lint& lint) {
  // Of a comparison: neither file has one, or the loss would be an error.
  const bool lost = lint.compared && lint.count(Severity::kError) != 0;
  if (lint.found.labels.empty() && !shows_remains(lint.found) && !lost) return LintStatus::kAbsent;
  const size_t warnings = lint.count(Severity::kWarning);
  if (lint.count(Severity::kError) != 0 || (lint.strict && warnings != 0)) return LintStatus::kNotConforming;
  return warnings != 0 ? LintStatus::kDeviating : LintStatus::kConforming;
}

Finding finding(Rule rule, Detail detail, std::string place) {
  return {&row_of(rule), in_chinese(std::move(detail)), std::move(place)};
}

Severity severity_of(const RuleRow& rule) {
  const std::string_view word = rule.severity;
  return word == "error" ? Severity::kError : word == "warning" ? Severity::kWarning : Severity::kInfo;
}

std::string describe(const SecurityCheck& check) {
  std::string out = check.slot + ", " + (check.algorithm.empty() ? "no algorithm named" : check.algorithm);
  if (!check.note.empty()) return out + ", " + check.note;
  if (check.signed_text == SignedText::kNone) return out;
  if (check.convention != crypto::Convention::kStandard) out += std::string(" (") + name(check.convention) + ")";
  out += std::string(", over ") + covered(check.signed_text) + "; not over " + not_covered(check.signed_text);
  if (check.certificate) out += "; certificate of " + check.certificate->subject;
  if (check.integrity != Integrity::kValid) return out;
  switch (check.trust) {
    case crypto::Trust::kNotTrusted: return out + "; key not trusted";
    case crypto::Trust::kTrusted: return out + "; key trusted";
    case crypto::Trust::kExpired: return out + "; its certificate has expired";
    case crypto::Trust::kNotYetValid: return out + "; its certificate is not valid yet";
    case crypto::Trust::kNotAllowed:
      return out + "; key known, not allowed to speak for \"" + whole(check.speaks_for) + "\"";
  }
  return out;
}

size_t Lint::count(Severity severity) const {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(),
                                           [&](const Finding& f) { return severity_of(*f.rule) == severity; }));
}

std::vector<Finding> lint_companions(const Companions& companions, const Label* label) {
  std::vector<Finding> out;
  const std::string& value = companions.digital_source_type;
  const SourceType type = source_type_of(value);
  const bool ai = type.origin == Origin::kAi;
  // Of a long address what differs is at its end.
  const bool known_place = value.find(kTermUri) != std::string::npos;
  if (!value.empty() && !type.well_formed)
    out.push_back(finding(Rule::kSourceTypeForm,
                          of_value(known_place ? "\"" + term_of(value) + "\"" : whole(value), kSourceTypeKey, value)));
  if (ai && label == nullptr) out.push_back(finding(Rule::kSourceTypeAlone, of_value(term_of(value), kSourceTypeKey, value)));
  // Under "possibly" and "suspected" the platform speaks of what it does not know, and so contradicts nobody.
  if (!value.empty() && type.origin == Origin::kHuman && label != nullptr && label->label == "1")
    out.push_back(finding(Rule::kSourceTypeContradicts, of_value("Label \"1\", DigitalSourceType " + term_of(value), kSourceTypeKey, value)));
  const bool names_system = !companions.ai_system_used.empty() || !companions.ai_system_version_used.empty();
  if (companions.ai_system_used.empty() && !companions.ai_system_version_used.empty())
    out.push_back(finding(Rule::kAiSystemAlone, "AISystemVersionUsed without AISystemUsed"));
  if (names_system && value.empty())
    out.push_back(finding(Rule::kAiSystemAlone, "an AI system without DigitalSourceType"));
  if (!value.empty() && type.origin == Origin::kHuman && names_system)
    out.push_back(finding(Rule::kSourceTypeContradicts, of_value("an AI system, DigitalSourceType " + term_of(value), kSourceTypeKey, value)));
  if (!companions.ai_prompt_information.empty()) out.push_back(finding(Rule::kPromptShown, of_key("AIPromptInformation")));
  if (!companions.ai_prompt_writer_name.empty()) out.push_back(finding(Rule::kPromptShown, of_key("AIPromptWriterName")));
  return out;
}

std::vector<Finding> lint_request(const Label& label, const Companions& companions) {
  std::vector<Finding> out;
  // A first write repeats the producer as the propagator: what is said of the one need not be said of the other.
  const bool repeated = label.content_propagator == label.content_producer;
  for (const Deviation& d : judge(label))
    if (!repeated || !d.detail.starts_with("ContentPropagator")) out.push_back(from(d, ""));
  for (Finding& f : lint_companions(companions, &label)) out.push_back(std::move(f));
  std::erase_if(out, [](const Finding& f) { return severity_of(*f.rule) == Severity::kInfo; });
  return out;
}

std::vector<Finding> lint_propagator(const std::string& propagator, const std::string& propagate_id) {
  Label own;  // under "suspected" no producer is missed
  own.label = "3";
  own.content_propagator = propagator;
  own.propagate_id = propagate_id;
  return lint_request(own, {});
}

std::string in_words(const Finding& finding) {
  std::string out = finding.rule->text;
  if (!finding.detail.text.empty()) out += ": " + finding.detail.text;
  if (finding.rule->rule == Rule::kSourceTypeForm)
    out += "; generated content is trainedAlgorithmicMedia, compositeWithTrainedAlgorithmicMedia or compositeSynthetic";
  return out + " [" + finding.rule->code + "]";
}

Status refuse_findings(const std::vector<Finding>& findings) {
  if (findings.empty()) return {};
  switch (findings.front().rule->rule) {
    case Rule::kProviderCode:
    case Rule::kProviderName:
    case Rule::kProviderPersonal:
    case Rule::kProviderRole: return {Code::kProviderCode, in_words(findings.front())};
    case Rule::kSourceTypeForm:
    case Rule::kSourceTypeContradicts: return {Code::kInvalidArgument, in_words(findings.front())};
    default: return {Code::kAigcValue, in_words(findings.front())};
  }
}

Result<Lint> lint(ByteView file, const LintOptions& options, const Limits& limits) {
  Lint out;
  out.format = container::sniff(file);
  out.strict = options.strict;
  IMPRINT_ASSIGN_OR_RETURN(out.found, read(file, limits));
  for (Found& found : out.found.labels) {
    for (const Deviation& d : found.deviations)
      if (d.code != row_of(Rule::kSecurityData).code) out.findings.push_back(from(d, found.carrier));
    IMPRINT_RETURN_IF_ERROR(add_security(found, options.trust, limits, out.findings));
  }
  for (const Deviation& problem : out.found.problems) out.findings.push_back(from(problem, ""));
  if (out.found.labels.empty() && !shows_remains(out.found)) out.findings.push_back(finding(Rule::kLabelAbsent));
  const Label* label = out.found.labels.empty() ? nullptr : &out.found.labels.front().label;
  for (Finding& f : lint_companions(out.found.companions, label)) out.findings.push_back(std::move(f));
  out.status = status_of(out);
  return out;
}

Result<Lint> compare(ByteView before, ByteView after, const LintOptions& options, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Lint old, lint(before, options, limits));
  IMPRINT_ASSIGN_OR_RETURN(Lint out, lint(after, options, limits));
  std::vector<Finding> all = lint_changes(old.found, out.found);
  const auto known = [&](const Finding& f) {
    return f.rule == &row_of(Rule::kLabelAbsent) ||
           std::any_of(old.findings.begin(), old.findings.end(), [&](const Finding& o) { return o.rule == f.rule; });
  };
  for (Finding& f : out.findings)
    if (!known(f)) all.push_back(std::move(f));
  out.findings = std::move(all);
  out.compared = true;
  out.status = status_of(out);
  return out;
}

}  // namespace imprint::aigc
