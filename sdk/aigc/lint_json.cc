// The answer of lint as JSON (spec/schema/lint.schema.json).
#include <nlohmann/json.hpp>

#include "aigc/label_fields.h"
#include "aigc/lint.h"

namespace imprint::aigc {
namespace {

using Json = nlohmann::ordered_json;

const char* name(LintStatus status) {
  switch (status) {
    case LintStatus::kConforming: return "conforming";
    case LintStatus::kDeviating: return "deviating";
    case LintStatus::kNotConforming: return "not_conforming";
    case LintStatus::kAbsent: return "absent";
  }
  return "";
}

Json finding_json(const Finding& finding) {
  Json out{{"code", finding.rule->code},
           {"severity", finding.rule->severity},
           {"clause", finding.rule->clause},
           {"text", {{"zh", finding.rule->text_zh}, {"en", finding.rule->text}}}};
  const Detail& detail = finding.detail;
  if (!detail.text.empty()) out["detail"] = detail.text;
  if (!detail.text.empty()) out["detail_zh"] = detail.text_zh;
  if (!detail.key.empty()) out["key"] = detail.key;
  if (!detail.value.empty()) out["value"] = detail.value;
  if (!detail.expected.empty()) out["expected"] = detail.expected;
  if (!finding.place.empty()) out["place"] = finding.place;
  return out;
}

Json found_json(const Found& found) {
  Json label = Json::object();
  for (const Field& field : kFields) label[std::string(field.key)] = found.label.*field.value;
  return {{"label", std::move(label)}, {"carrier", found.carrier}, {"shape", found.shape}};
}

}  // namespace

std::string to_json(const Lint& lint) {
  Json out{{"schema_version", 1},
           {"action", lint.compared ? "compare" : "lint"},
           {"format", container::format_name(lint.format)},
           {"status", name(lint.status)},
           {"strict", lint.strict},
           {"errors", lint.count(Severity::kError)},
           {"warnings", lint.count(Severity::kWarning)},
           {"infos", lint.count(Severity::kInfo)}};
  out["labels"] = Json::array();
  for (const Found& found : lint.found.labels) out["labels"].push_back(found_json(found));
  out["findings"] = Json::array();
  for (const Finding& f : lint.findings) out["findings"].push_back(finding_json(f));
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace imprint::aigc
