// Every deviation that the reader can name: one table, listed again in spec/aigc-label.md (a test holds the two
// together).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "aigc/aigc.h"

namespace imprint::aigc {

// In the order of the table.
enum class Rule : uint8_t {
  kLabelUnreadable,
  kKeyMissing,
  kKeyName,
  kKeyDuplicate,
  kValueType,
  kLabelValue,
  kSecondLabel,
  kKeyExtra,
  kProducerEmpty,
  kPropagatorEmpty,
  kPropagatorDiffers,
  kCharacters,
  kProviderCode,
  kProviderName,
  kProviderPersonal,
  kProviderRole,
  kShape,
  kCarrier,
  kExifPrefix,
  kXmpNamespace,
  kXmpAttribute,
  kXmpMalformed,
  kXmpDoctype,
  kPreStandard,
  kChunkCrc,
  kMetadataDamaged,
  kSecurityData,
};

struct RuleRow {
  Rule rule;
  const char* code;      // stable for ever
  const char* severity;  // "error", "warning", "info"
  const char* clause;    // where the rule comes from
  const char* text;      // English
};

std::span<const RuleRow> rules();

// The rule's sentence, with the particulars behind it: "TEXT: DETAIL".
Deviation deviation(Rule rule, std::string_view detail = {});

// The same, said of a place in the file: "CARRIER: TEXT: DETAIL".
Deviation problem_in(const std::string& carrier, Deviation what);

}  // namespace imprint::aigc
