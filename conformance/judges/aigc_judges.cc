// Annex E and 6.1: judged by what the linter read of each file, and by a second reader beside it (spec/lint-rules.md).
#include <algorithm>
#include <array>

#include "judges/judges.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

struct Lint {
  const json* report = nullptr;
  explicit Lint(const Exhibit& exhibit) : report(exhibit.reading("lint")) {}
  bool read() const { return report && !report->contains("error"); }
  const json& labels() const { return (*report)["labels"]; }
  bool labelled() const { return !labels().empty(); }
  std::vector<const json*> findings(const std::set<std::string>& codes) const {
    std::vector<const json*> found;
    for (const json& finding : (*report)["findings"]) {
      if (codes.contains(finding.value("code", ""))) found.push_back(&finding);
    }
    return found;
  }
  bool lacks(const std::string& key) const {
    const auto missing = findings({"GB-KEY-MISSING"});
    return std::any_of(missing.begin(), missing.end(),
                       [&](const json* finding) { return finding->value("key", "") == key; });
  }
  std::string value(const std::string& key) const { return labels()[0]["label"].value(key, ""); }
};

std::string detail_of(const json& finding) {
  const std::string detail = finding.value("detail", "");
  return detail.empty() ? finding["text"].value("en", "") : detail;
}

// A rule about a label that is there: without one the rules on its presence fail, and these do not apply.
FileJudge on_labels(std::function<Told(const Lint&, const Rule&, const Exhibit&)> judge) {
  return [judge = std::move(judge)](const Rule& rule, const Exhibit& exhibit) {
    const Lint lint(exhibit);
    if (!lint.read()) return unread(exhibit, "lint");
    if (!lint.labelled()) return Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
    return judge(lint, rule, exhibit);
  };
}

// The rule fails where the linter has one of these findings.
FileJudge no_finding(std::set<std::string> codes, std::string needed) {
  return on_labels(
      [codes = std::move(codes), needed = std::move(needed)](const Lint& lint, const Rule&, const Exhibit&) {
        const auto found = lint.findings(codes);
        if (found.empty()) return passed("", needed);
        Told told = failed(detail_of(*found.front()), needed);
        told.place = found.front()->value("place", "");
        return told;
      });
}

// Art. 5 names three elements: the attribute, the provider, the number; whose of the two providers is not said.
Told three_elements(const Lint& lint) {
  const bool provider = !lint.value("ContentProducer").empty() || !lint.value("ContentPropagator").empty();
  const bool number = !lint.value("ProduceID").empty() || !lint.value("PropagateID").empty();
  if (lint.value("Label").empty()) return failed("no Label", "attribute, provider, number");
  if (!provider) return failed("no provider", "attribute, provider, number");
  return number ? passed("3 elements") : failed("no number", "attribute, provider, number");
}

// 6.1 a counts five; empty ones are the matter of other rules.
Told elements(const Lint& lint, const Rule& rule, const Exhibit&) {
  if (rule.parameters.value("elements", 5.0) < 5) return three_elements(lint);
  for (const char* key : {"Label", "ContentProducer", "ProduceID", "ContentPropagator", "PropagateID"}) {
    if (lint.lacks(key)) return failed(std::string("no ") + key, "an element for each");
  }
  return passed("5 elements");
}

// Metadata must be there at all; a second reader must see the same.
Told present(const Rule& rule, const Exhibit& exhibit) {
  const Lint lint(exhibit);
  if (!lint.read()) return unread(exhibit, "lint");
  if (!lint.labelled()) return failed("no AIGC label", "a label in the metadata");
  const json* second = exhibit.reading("exiftool");
  const bool readable = second && !second->contains("error") && second->value("reads_format", false);
  if (readable && second->at("aigc").empty())
    return to_review(Reason::kReadersDisagree, "ExifTool sees no label", "two readers that agree");
  return elements(lint, rule, exhibit);
}

Told single(const Lint& lint, const Rule&, const Exhibit&) {
  const size_t n = lint.labels().size() + lint.findings({"GB-LABEL-UNREADABLE"}).size();
  return n == 1 ? passed("1 label", "1") : failed(std::to_string(n) + " labels", "1");
}

// Whether the file speaks of the label's keys somewhere that no reader takes for a label.
bool speaks_of_keys(const Exhibit& exhibit) {
  const json* raw = exhibit.reading("raw");
  return raw && raw->value("names_keys", false);
}

// Annex E a: the field's name or keyword holds AIGC; where the carrier has no name of its own, the wrapper is it.
Told keyword(const Lint& lint, const Rule&, const Exhibit&) {
  for (const json& label : lint.labels()) {
    const std::string carrier = label.value("carrier", ""), shape = label.value("shape", "");
    const bool xmp = carrier.find("xmp") != std::string::npos || carrier.find("XMP") != std::string::npos;
    const bool named = xmp || carrier.find("AIGC") != std::string::npos || shape.find("wrapped") != std::string::npos ||
                       shape.find("prefixed") != std::string::npos;
    if (!named) return failed(carrier, "a name that holds AIGC");
  }
  return passed();
}

Told keyword_or_stray(const Rule& rule, const Exhibit& exhibit) {
  const Lint lint(exhibit);
  if (!lint.read()) return unread(exhibit, "lint");
  if (lint.labelled()) return keyword(lint, rule, exhibit);
  if (speaks_of_keys(exhibit)) return failed("the keys stand in a field of another name", "a name that holds AIGC");
  return {Outcome::kNotApplicable, Reason::kNoFileInScope};
}

Told label_value(const Lint& lint, const Rule&, const Exhibit&) {
  const std::string value = lint.value("Label");
  if (lint.lacks("Label")) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const bool known = value == "1" || value == "2" || value == "3";
  return known ? passed("\"" + value + "\"") : failed("\"" + value + "\"", "\"1\", \"2\" or \"3\"");
}

// A generator's own content is "1"; a platform's value is that of the case of Art. 6. Another value is the other rule's
// matter.
Told label_fits(const Lint& lint, const Rule&, const Exhibit& exhibit) {
  const std::string value = lint.value("Label");
  if (value != "1" && value != "2" && value != "3") return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const auto told = exhibit.asked.find("label_expected");
  const std::string needed = told == exhibit.asked.end() ? "1" : told->second;
  return value == needed ? passed("\"" + value + "\"", "\"" + needed + "\"")
                         : failed("\"" + value + "\"", "\"" + needed + "\"");
}

Told producer(const Lint& lint, const Rule&, const Exhibit&) {
  if (lint.lacks("ContentProducer")) return failed("no ContentProducer", "the key");
  // Whether it may be empty was found nowhere.
  if (lint.value("ContentProducer").empty())
    return to_review(Reason::kUnconfirmed, "ContentProducer is empty", "a name or code");
  return passed(lint.value("ContentProducer"));
}

Told propagator(const Lint& lint, const Rule& rule, const Exhibit&) {
  const std::string key = rule.parameters.value("field", "ContentPropagator");
  if (lint.lacks(key)) return failed("no " + key, "the key");
  // Most services leave it empty; whether that is allowed was found nowhere.
  if (lint.value(key).empty()) return to_review(Reason::kUnconfirmed, key + " is empty", "a value");
  return passed(lint.value(key));
}

Told first_write(const Lint& lint, const Rule&, const Exhibit&) {
  for (const char* key : {"ContentProducer", "ContentPropagator", "ProduceID", "PropagateID"}) {
    if (lint.lacks(key)) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  }
  const std::string producer = lint.value("ContentProducer"), propagator = lint.value("ContentPropagator");
  const std::string made = lint.value("ProduceID"), spread = lint.value("PropagateID");
  if (producer == propagator && made == spread) return passed();
  return failed("ContentPropagator \"" + propagator + "\", PropagateID \"" + spread + "\"",
                "\"" + producer + "\", \"" + made + "\"");
}

// A reserved code may be empty; one that begins an object has to end it.
Told reserved(const Lint& lint, const Rule& rule, const Exhibit&) {
  const std::string key = rule.parameters.value("field", "ReservedCode1"), value = lint.value(key);
  if (lint.lacks(key) || value.empty()) return passed("empty");
  if (value.front() == '{' && !json::accept(value))
    return failed(key + " begins an object and breaks off", "whole JSON, or a text");
  return passed("filled");
}

// E e: a number of its own for each content.
RuleResult produce_id_unique(const Rule& rule, const Evidence& evidence, const Results&) {
  std::map<std::string, std::string> seen;  // number -> exhibit
  return over_files(
      rule, evidence, kLabelledFiles, on_labels([&seen](const Lint& lint, const Rule&, const Exhibit& exhibit) {
        const std::string id = lint.value("ProduceID");
        if (lint.lacks("ProduceID")) return failed("no ProduceID", "a number");
        if (id.empty()) return to_review(Reason::kUnconfirmed, "ProduceID is empty", "a number");
        const auto [place, fresh] = seen.emplace(lint.value("ContentProducer") + '\n' + id, exhibit.id);
        const bool same_content = !fresh && !exhibit.original.empty() && exhibit.asked.contains("same_content_as");
        if (fresh || same_content) return passed(id);
        return failed(id + " stands in " + place->second + " too", "a number of its own");
      }));
}

Told provider_code(const Lint& lint, const Rule&, const Exhibit&) {
  if (!lint.findings({"GB-PROVIDER-NAME"}).empty()) return Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
  const auto found = lint.findings({"GB-PROVIDER-CODE"});
  return found.empty() ? passed(lint.value("ContentProducer"))
                       : failed(detail_of(*found.front()), "27 characters, a right check character");
}

// Who is propagator without a producer beside it made the content, and may have a producer's service code.
Told service_role(const Lint& lint, const Rule&, const Exhibit&) {
  for (const json* finding : lint.findings({"GB-PROVIDER-ROLE"})) {
    if (finding->value("key", "") == "ContentPropagator" && lint.value("ContentProducer").empty()) continue;
    return failed(detail_of(*finding), "1 for generation, 2 for propagation");
  }
  return passed();
}

Told security_data(const Lint& lint, const Rule&, const Exhibit&) {
  const auto found = lint.findings({"GB-SECURITYDATA-FORM", "GB-SIGNATURE-INVALID"});
  if (!found.empty()) return failed(detail_of(*found.front()), "the guide's form, signatures that fit");
  const bool any = !lint.findings({"GB-SECURITYDATA", "GB-SIGNATURE-VALID", "GB-SIGNATURE-UNCHECKED"}).empty();
  return any ? passed() : Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
}

Told other_xmp(const Rule&, const Exhibit& exhibit) {
  const json* reading = exhibit.reading("before_after");
  if (!reading || reading->contains("error") || !reading->contains("xmp_lost"))
    return Told{Outcome::kNotApplicable, Reason::kNoOriginals};
  const json& lost = reading->at("xmp_lost");
  return lost.empty() ? passed() : failed("lost: " + lost[0].get<std::string>(), "every other property as it was");
}

Judge of_files(FileJudge judge) {
  return [judge = std::move(judge)](const Rule& rule, const Evidence& evidence, const Results&) {
    return over_files(rule, evidence, kLabelledFiles, judge);
  };
}

// Whether a watermark is in the content: the subject's own reader says so, or ours under the open key.
RuleResult watermark(const Rule& rule, const Evidence& evidence, const Results&) {
  if (!evidence.watermark && evidence.kind != "folder")
    return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
  const bool folder = evidence.kind == "folder";
  return over_files(rule, evidence, kLabelledFiles, [folder](const Rule&, const Exhibit& exhibit) {
    const json* own = exhibit.reading("detect");
    if (own && own->value("detected", false)) return passed("by the subject's own reader");
    const json* ours = exhibit.reading("verify");
    if (ours && ours->contains("watermark") && ours->at("watermark").value("state", "") == "present")
      return passed("by the open key");
    // Another's mark under a key that nobody has here is no absence.
    return folder ? Told{Outcome::kNotApplicable, Reason::kNoFileInScope} : failed("none found", "a watermark");
  });
}

}  // namespace

void add_aigc_judges(std::map<std::string, Judge>& table) {
  table["aigc.elements"] = of_files(present);
  table["aigc.watermark"] = watermark;
  table["aigc.single"] = of_files(on_labels(single));
  table["aigc.keyword"] = of_files(keyword_or_stray);
  table["aigc.keys"] = of_files(no_finding({"GB-KEY-MISSING"}, "seven keys"));
  table["aigc.key_names"] = of_files(no_finding({"GB-KEY-NAME"}, "the standard's names"));
  table["aigc.no_duplicate_keys"] = of_files(no_finding({"GB-KEY-DUPLICATE"}, "each key once"));
  table["aigc.strings"] = of_files(no_finding({"GB-VALUE-TYPE"}, "strings"));
  table["aigc.no_further_keys"] = of_files(no_finding({"GB-KEY-EXTRA"}, "no other key"));
  table["aigc.label_value"] = of_files(on_labels(label_value));
  table["aigc.label_fits"] = [](const Rule& rule, const Evidence& evidence, const Results&) {
    return over_files(rule, evidence, {"mark", "propagate"}, on_labels(label_fits));
  };
  table["aigc.producer"] = of_files(on_labels(producer));
  table["aigc.produce_id_unique"] = produce_id_unique;
  table["aigc.propagator"] = of_files(on_labels(propagator));
  table["aigc.reserved"] = of_files(on_labels(reserved));
  table["aigc.characters"] = of_files(no_finding({"GB-CHARACTERS"}, "characters of the main set"));
  table["aigc.first_write"] = of_files(on_labels(first_write));
  table["carrier.place"] = of_files(no_finding({"GB-CARRIER", "GB-XMP-NAMESPACE"}, "the guide's place"));
  table["carrier.shape"] = of_files(no_finding({"GB-SHAPE"}, "the carrier's shape"));
  table["carrier.other_xmp_kept"] = of_files(other_xmp);
  table["code.check"] = of_files(on_labels(provider_code));
  table["code.role"] = of_files(on_labels(service_role));
  table["code.no_personal_id"] = of_files(no_finding({"GB-PROVIDER-PERSONAL"}, "no identity number of a person"));
  table["security_data.form"] = of_files(on_labels(security_data));
}

}  // namespace imprint_conform
