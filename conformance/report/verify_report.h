// Checks a report that somebody hands in: what verify_report() cannot complain of is consistent in itself, made with a
// rubric and pictures that are known, and signed by the keys that were asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/keys.h"

namespace imprint_conform {

struct HandedIn {
  std::string report;                   // bytes of report.json
  std::optional<std::string> run;       // of run.json
  std::optional<std::string> envelope;  // of report.dsse.json
  std::vector<PublicKey> keys;          // that must have signed; with none the envelope is refused
};

// Digests that the checker vouches for, as they stand in suite and corpus; an empty set checks nothing of its kind.
struct Known {
  std::set<std::string> rubrics, profiles, attacks, corpora;
};

// One sentence for everything that is wrong; empty: nothing was found. Never throws for what was handed in. A report
// with an envelope is signed by `keys`, one without is not: whoever asks for a signature looks at `envelope` first.
std::vector<std::string> verify_report(const HandedIn& handed_in, const Known& known);

}  // namespace imprint_conform
