// Lint: what a file's label and the IPTC properties beside it show, held against the table of rules; and what a
// pipeline lost or rewrote between two files (spec/lint-rules.md). Metadata alone: no pixel is decoded.
#pragma once

#include <array>

#include "aigc/aigc.h"
#include "aigc/deviations.h"
#include "aigc/security_data.h"
#include "container/format.h"

namespace imprint::aigc {

struct Finding {
  const RuleRow* rule = nullptr;
  Detail detail;
  std::string place;   // the carrier; empty when it is said of the file
};

// The numbers are those of include/imprint/imprint.h (sdk/api asserts it).
enum class Severity : uint32_t { kInfo = 1, kWarning, kError };
enum class LintStatus : uint32_t {
  kConforming = 1,  // nothing but "info"
  kDeviating,       // warnings; errors none
  kNotConforming,   // errors; with `strict`, warnings too
  kAbsent,          // no label and no remains of one
};

struct LintOptions {
  bool strict = false;
  TrustOptions trust;
};

struct Lint {
  container::Format format = container::Format::kUnknown;
  ReadResult found;  // of the second file of a comparison
  std::vector<Finding> findings;
  bool strict = false;
  bool compared = false;
  LintStatus status = LintStatus::kAbsent;

  size_t count(Severity severity) const;
};

// Fails only as read() does.
Result<Lint> lint(ByteView file, const LintOptions& options, const Limits& limits);

// What `after` lost or rewrote, and those findings of `after` that `before` does not have.
Result<Lint> compare(ByteView before, ByteView after, const LintOptions& options, const Limits& limits);

// For who adds findings to a comparison: the status that they make.
LintStatus status_of(const Lint& lint);

// What the IPTC properties and the label say of each other. `label`: NULL when there is none.
std::vector<Finding> lint_companions(const Companions& companions, const Label* label);

// What lint() would warn of in a label and properties that are about to be written: findings that are no infos.
std::vector<Finding> lint_request(const Label& label, const Companions& companions);
// The same of what a propagator adds to somebody else's label.
std::vector<Finding> lint_propagator(const std::string& propagator, const std::string& propagate_id);
// For people: "a provider is named without a code: ContentProducer "Studio" [GB-PROVIDER-NAME]".
std::string in_words(const Finding& finding);
// kProviderCode or kAigcValue for the first of them, kInvalidArgument for an IPTC property.
Status refuse_findings(const std::vector<Finding>& findings);

// What a pipeline made of the labels of `before`.
std::vector<Finding> lint_changes(const ReadResult& before, const ReadResult& after);

// spec/schema/lint.schema.json
std::string to_json(const Lint& lint);

// For the parts of this room.
Finding finding(Rule rule, Detail detail = {}, std::string place = {});
Severity severity_of(const RuleRow& rule);
std::string describe(const SecurityCheck& check);  // "ReservedCode1, SM2/SM3 over …, key not trusted"

}  // namespace imprint::aigc
