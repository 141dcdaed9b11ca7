// What the seven values of a label show by themselves, wherever they stand. Clauses are those of GB 45438-2025.
#include "aigc/details.h"
#include "aigc/deviations.h"
#include "aigc/json_scan.h"
#include "aigc/label_parser.h"
#include "aigc/mark_id_declaration.h"
#include "aigc/provider_code.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

// Places in kFields.
enum Index : size_t { kLabel, kProducer, kProduceId, kReserved1, kPropagator, kPropagateId, kReserved2 };

class Judge {
 public:
  Judge(const Label& label, const std::bitset<kFields.size()>& missing) : label_(label), missing_(missing) {}

  std::vector<Deviation> all() && {
    label_value();
    producer();
    propagator();
    for (size_t i = 0; i < kFields.size(); ++i) characters(i);
    provider(kProducer, ServiceRole::kPropagation);
    provider(kPropagator, ServiceRole::kGeneration);
    security_data(kReserved1);
    security_data(kReserved2);
    if (!declared_mark_id_key(value(kReserved1)).empty()) note(Rule::kMarkIdKeyed, kReserved1);
    return std::move(found_);
  }

 private:
  const std::string& value(size_t i) const { return label_.*kFields[i].value; }
  bool is_empty(size_t i) const { return !missing_[i] && value(i).empty(); }
  void note(Rule rule, Detail detail) { found_.push_back(deviation(rule, std::move(detail))); }
  void note(Rule rule, size_t field) { note(rule, of_value(std::string(kFields[field].key), kFields[field].key, value(field))); }
  // Of the value of a field, with a text of its own.
  void note(Rule rule, size_t field, std::string text, std::string_view expected = {}) {
    note(rule, of_value(std::move(text), kFields[field].key, value(field), expected));
  }

  void label_value() {
    const std::string& v = value(kLabel);
    if (missing_[kLabel] || v == "1" || v == "2" || v == "3") return;
    note(Rule::kLabelValue, kLabel, "\"" + whole(v) + "\"", "\"1\", \"2\", \"3\"");
  }

  void producer() {
    // Under "possibly" and "suspected" a platform may know of no producer; what stands there then is unconfirmed.
    const bool unsure = value(kLabel) == "2" || value(kLabel) == "3";
    if (unsure && is_empty(kProducer) && is_empty(kProduceId)) return;
    for (const size_t i : {kProducer, kProduceId})
      if (is_empty(i)) note(Rule::kProducerEmpty, i);
  }

  // Note 1: at the first write both sides are equal. Later they differ, which is as it should be.
  void propagator() {
    const std::string empty = is_empty(kPropagator) && is_empty(kPropagateId) ? "ContentPropagator and PropagateID"
                              : is_empty(kPropagator)                         ? "ContentPropagator"
                              : is_empty(kPropagateId)                        ? "PropagateID"
                                                                              : "";
    if (!empty.empty()) return note(Rule::kPropagatorEmpty, empty);
    if (missing_[kProducer] || missing_[kPropagator] || missing_[kProduceId] || missing_[kPropagateId]) return;
    if (value(kPropagator) != value(kProducer)) return note(Rule::kPropagatorDiffers, kPropagator);
    if (value(kPropagateId) != value(kProduceId)) note(Rule::kPropagatorDiffers, kPropagateId);
  }

  void characters(size_t i) {
    const size_t offset = first_foreign_character(value(i));
    if (offset == std::string_view::npos) return;
    note(Rule::kCharacters, i, std::string(kFields[i].key) + ", " + describe_character(value(i), offset), "0x21-0x7E, no backslash");
  }

  void provider(size_t i, ServiceRole wrong_role) {
    const std::string& v = value(i);
    if (v.empty()) return;
    const std::string key(kFields[i].key);
    if (!looks_like_provider_code(v))
      return note(Rule::kProviderName, i,
                  key + " \"" + whole(v) + "\"" +
                      (is_uscc(v) ? ", a unified social credit code; the code made of it is 0011" + v + " and five more characters" : ""));
    const Status status = check_provider_code(v);
    if (!status.ok()) return note(Rule::kProviderCode, i, key + ": " + status.message());
    if (is_personal_code(v)) note(Rule::kProviderPersonal, i);
    // A first write repeats the producer's code as the propagator's (note 1), whatever service it names.
    const bool repeated = i == kPropagator && v == value(kProducer);
    if (service_role(v) == wrong_role && !repeated) note(Rule::kProviderRole, i);
  }

  void security_data(size_t i) {
    if (value(i).find("SecurityData") == std::string::npos) return;
    const auto scanned = scan_json(value(i));
    if (!scanned.ok()) return;
    for (const JsonMember& member : scanned.value().members)
      if (member.key == "SecurityData") return note(Rule::kSecurityData, i);
  }

  const Label& label_;
  const std::bitset<kFields.size()>& missing_;
  std::vector<Deviation> found_;
};

}  // namespace

std::vector<Deviation> judge_values(const Label& label, const std::bitset<kFields.size()>& missing) {
  return Judge(label, missing).all();
}

std::vector<Deviation> judge(const Label& label) { return judge_values(label, {}); }

}  // namespace imprint::aigc
