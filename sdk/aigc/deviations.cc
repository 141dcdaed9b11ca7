// The table of deviations. Severity: error for what GB 45438-2025 fixes, warning for the guides and for what the
// standard words softly, info for what is worth knowing. A point whose wording is unconfirmed is never an error.
#include "aigc/deviations.h"

#include <array>
#include <string>

namespace imprint::aigc {
namespace {

constexpr std::array kRules = {
    RuleRow{Rule::kLabelUnreadable, "GB-LABEL-UNREADABLE", "error", "Annex E b", "a label that cannot be read"},
    RuleRow{Rule::kKeyMissing, "GB-KEY-MISSING", "error", "Annex E b", "one of the seven keys is missing"},
    RuleRow{Rule::kKeyName, "GB-KEY-NAME", "error", "Annex E b", "a key is misspelt"},
    RuleRow{Rule::kKeyDuplicate, "GB-KEY-DUPLICATE", "error", "Annex E b", "a key stands twice, the last one counts"},
    RuleRow{Rule::kValueType, "GB-VALUE-TYPE", "error", "Annex E b, j", "a value is not a string"},
    RuleRow{Rule::kLabelValue, "GB-LABEL-VALUE", "error", "Annex E c", "Label is none of \"1\", \"2\" and \"3\""},
    RuleRow{Rule::kSecondLabel, "GB-SECOND-LABEL", "error", "6.1 c", "the file holds more than one label"},
    RuleRow{Rule::kKeyExtra, "GB-KEY-EXTRA", "warning", "Annex E b", "a key that the standard does not know"},
    RuleRow{Rule::kProducerEmpty, "GB-PRODUCER-EMPTY", "warning", "6.1 a",
            "the producer or its content number is empty"},
    RuleRow{Rule::kPropagatorEmpty, "GB-PROPAGATOR-EMPTY", "warning", "Annex E note 1",
            "the propagator or its content number is empty"},
    RuleRow{Rule::kPropagatorDiffers, "GB-PROPAGATOR-DIFFERS", "info", "Annex E note 1",
            "the propagator is not the producer, as after propagation"},
    RuleRow{Rule::kCharacters, "GB-CHARACTERS", "warning", "Annex E j",
            "a value holds a character outside the main set"},
    RuleRow{Rule::kProviderCode, "GB-PROVIDER-CODE", "warning", "TC260-PG-20252A",
            "a provider code is not well formed"},
    RuleRow{Rule::kProviderName, "GB-PROVIDER-NAME", "warning", "Annex E d, g", "a provider is named without a code"},
    RuleRow{Rule::kProviderPersonal, "GB-PROVIDER-PERSONAL", "warning", "TC260-PG-20252A",
            "a provider code holds the identity number of a person"},
    RuleRow{Rule::kProviderRole, "GB-PROVIDER-ROLE", "warning", "TC260-PG-20252A",
            "a service code of the other role is used"},
    RuleRow{Rule::kShape, "GB-SHAPE", "warning", "TC260-PG-20259A", "the label has not the shape of its carrier"},
    RuleRow{Rule::kCarrier, "GB-CARRIER", "warning", "TC260-PG-20259A", "the label is not where the guide puts it"},
    RuleRow{Rule::kExifPrefix, "GB-EXIF-PREFIX", "warning", "TC260-PG-20259A annex B",
            "UserComment does not begin with the ASCII character code"},
    RuleRow{Rule::kXmpNamespace, "GB-XMP-NAMESPACE", "warning", "TC260-PG-20259A",
            "the XMP property stands in another namespace"},
    RuleRow{Rule::kXmpAttribute, "GB-XMP-ATTRIBUTE", "info", "TC260-PG-20259A",
            "the XMP property is written as an attribute, which XMP treats as equal"},
    RuleRow{Rule::kXmpMalformed, "GB-XMP-MALFORMED", "warning", "ISO 16684-1", "an XMP packet cannot be parsed"},
    RuleRow{Rule::kXmpDoctype, "GB-XMP-DOCTYPE", "warning", "ISO 16684-1",
            "an XMP packet declares a document type and is not read"},
    RuleRow{Rule::kPreStandard, "GB-PRE-STANDARD", "warning", "Annex E b", "a label with the keys of an older scheme"},
    RuleRow{Rule::kChunkCrc, "GB-CHUNK-CRC", "warning", "PNG 5.3", "the checksum of the chunk with the label is wrong"},
    RuleRow{Rule::kMetadataDamaged, "GB-METADATA-DAMAGED", "warning", "6.1", "a metadata block cannot be read"},
    RuleRow{Rule::kSecurityData, "GB-SECURITYDATA", "info", "TC260-PG-202511A", "SecurityData is present, not checked"},
};

constexpr bool in_order() {
  for (size_t i = 0; i < kRules.size(); ++i)
    if (static_cast<size_t>(kRules[i].rule) != i) return false;
  return true;
}
static_assert(in_order(), "a row stands where its Rule says");
static_assert(kRules.size() == static_cast<size_t>(Rule::kSecurityData) + 1, "every Rule has a row");

}  // namespace

std::span<const RuleRow> rules() { return kRules; }

Deviation deviation(Rule rule, std::string_view detail) {
  const RuleRow& row = kRules[static_cast<size_t>(rule)];
  std::string message = row.text;
  if (!detail.empty()) message.append(": ").append(detail);
  return {row.code, row.severity, std::move(message)};
}

Deviation problem_in(const std::string& carrier, Deviation what) {
  what.message = carrier + ": " + what.message;
  return what;
}

}  // namespace imprint::aigc
