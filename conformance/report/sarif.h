// SARIF 2.1.0 for code scanning pages. Only what somebody has to act on is a result: fail with level error (mandatory)
// or warning (the rest), needs_review with kind review, which SARIF gives level none. Common readers ignore `kind`, so
// pass and not_applicable are no results. not_judged and error are none either, and so that their absence is not read
// as a pass they stand among the notifications of the invocation, which is not successful while a rule ended in error.
// The whole truth is report.json.
#pragma once

#include <string>

#include "model/report.h"

namespace imprint_conform {

std::string sarif_json(const Report& report);

}  // namespace imprint_conform
