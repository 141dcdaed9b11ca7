// What several writers say alike about a report: its rules by document, its counts, what to be warned of.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/report.h"

namespace imprint_conform {

struct DocumentRules {
  std::string name;
  std::vector<const RuleResult*> rules;
};
// Documents in the order in which the rules name them first.
std::vector<DocumentRules> by_document(const Report& report);

// Every outcome, also those that nothing came to, over all levels.
std::map<Outcome, uint64_t> outcomes_of(const Report& report);

// What a reader must know before the verdict: not everything was judged, test certificates, a quick run, a suite that
// is not a clean release.
struct Caution {
  std::string id;  // "not_judged", "quick", "test_certificates", "dirty", "errors"
  BothLanguages text;
};
std::vector<Caution> cautions_of(const Report& report);

// "not_judged (no_judge): No judge is built for this rule. <message>"; of pass and fail the message alone, of a waived
// failure with "waived until".
BothLanguages long_message(const RuleResult& result);

// "mark/portrait-1/png, XMP: ink 31 px, needed 32 px"
std::string sentence_of(const Finding& finding);

BothLanguages name_of(Outcome outcome);
BothLanguages name_of(Level level);

}  // namespace imprint_conform
