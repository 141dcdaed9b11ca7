// What a pipeline made of a label: the difference of two readings.
#include <algorithm>

#include "aigc/details.h"
#include "aigc/label_fields.h"
#include "aigc/lint.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

// What was before is what is expected.
Detail change(std::string_view name, const std::string& before, const std::string& after) {
  return of_value(std::string(name) + " \"" + whole(before) + "\" became \"" + whole(after) + "\"", name, after, before);
}

std::string whose(const Label& label) {
  return "Label \"" + whole(label.label) + "\", producer \"" + whole(label.content_producer) + "\", ProduceID \"" +
         whole(label.produce_id) + "\"";
}

Rule rule_of(std::string_view key) {
  if (key == "Label") return Rule::kRewrittenLabel;
  if (key == "ContentProducer" || key == "ProduceID") return Rule::kRewrittenProducer;
  return key == "ReservedCode1" ? Rule::kRewrittenReserved : Rule::kChangedPropagator;
}

// The label of `after` that is most likely the old one: the same, else same producer and number, else the first.
const Found& successor(const Found& old, const ReadResult& after) {
  for (const Found& found : after.labels)
    if (found.label == old.label && found.carrier == old.carrier && found.shape == old.shape) return found;
  for (const Found& found : after.labels)
    if (found.label.content_producer == old.label.content_producer && found.label.produce_id == old.label.produce_id)
      return found;
  return after.labels.front();
}

bool had_valid_signature(const Found& found) {
  return std::any_of(found.security.begin(), found.security.end(), [](const SecurityCheck& c) {
    return c.slot == "ReservedCode1" && c.integrity == Integrity::kValid;
  });
}

void compare_labels(const Found& old, const Found& now, std::vector<Finding>& out) {
  for (const Field& field : kFields) {
    const std::string &was = old.label.*field.value, &is = now.label.*field.value;
    if (was != is) out.push_back(finding(rule_of(field.key), change(field.key, was, is), now.carrier));
  }
  if (old.carrier != now.carrier) out.push_back(finding(Rule::kMovedCarrier, old.carrier + " to " + now.carrier));
  if (old.shape != now.shape) out.push_back(finding(Rule::kChangedShape, old.shape + " to " + now.shape, now.carrier));
  if (had_valid_signature(old) && !had_valid_signature(now))
    out.push_back(finding(Rule::kLostSignature, "ReservedCode1", now.carrier));
}

void compare_companion(std::string_view key, const std::string& was, const std::string& is, std::vector<Finding>& out) {
  if (was.empty() || was == is) return;
  if (is.empty()) return out.push_back(finding(Rule::kLostCompanion, of_value(std::string(key) + " \"" + whole(was) + "\"", key, "", was)));
  out.push_back(finding(Rule::kChangedCompanion, change(key, was, is)));
}

}  // namespace

std::vector<Finding> lint_changes(const ReadResult& before, const ReadResult& after) {
  std::vector<Finding> out;
  for (const Found& old : before.labels) {
    if (after.labels.empty())
      out.push_back(finding(Rule::kLostLabel, whose(old.label), old.carrier));
    else
      compare_labels(old, successor(old, after), out);
  }
  if (before.labels.empty())
    for (const Found& found : after.labels)
      out.push_back(finding(Rule::kGainedLabel, whose(found.label), found.carrier));
  const Companions &was = before.companions, &is = after.companions;
  compare_companion("DigitalSourceType", was.digital_source_type, is.digital_source_type, out);
  compare_companion("AISystemUsed", was.ai_system_used, is.ai_system_used, out);
  compare_companion("AISystemVersionUsed", was.ai_system_version_used, is.ai_system_version_used, out);
  return out;
}

}  // namespace imprint::aigc
