// Every deviation and finding that can be named: one table, listed again in spec/lint-rules.md (a test holds the two
// together).
#pragma once

#include <cstdint>
#include <span>
#include <string>
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
  kJsonForm,
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
  kSecurityDataForm,
  kSignatureValid,
  kSignatureInvalid,
  kSignatureUnchecked,
  kSignatureBindings,
  kMarkIdKeyed,
  kLabelAbsent,
  kSourceTypeAlone,
  kSourceTypeContradicts,
  kSourceTypeForm,
  kAiSystemAlone,
  kPromptShown,
  kLostLabel,
  kLostCompanion,
  kLostSignature,
  kRewrittenProducer,
  kRewrittenLabel,
  kRewrittenReserved,
  kChangedPropagator,
  kChangedCompanion,
  kMovedCarrier,
  kChangedShape,
  kGainedLabel,
  // Of signed manifests, which sdk/pipeline compares: this room knows none.
  kLostManifest,
  kBrokenManifest,
  kGainedManifest,
};

struct RuleRow {
  Rule rule;
  const char* code;      // stable for ever
  const char* severity;  // "error", "warning", "info"
  const char* clause;    // where the rule comes from
  const char* text;      // English
  const char* text_zh = "";
};

std::span<const RuleRow> rules();
const RuleRow& row_of(Rule rule);
const RuleRow* row_of(std::string_view code);  // NULL for a code that is not in the table

// The rule's sentence, with the particulars behind it: "TEXT: DETAIL".
Deviation deviation(Rule rule, Detail detail = {});

// The same, said of a place in the file: "CARRIER: TEXT: DETAIL".
Deviation problem_in(const std::string& carrier, Deviation what);

// Its message in Chinese.
std::string message_zh(const Deviation& deviation);

}  // namespace imprint::aigc
