// The parts of a report that the suite passes on as they are: suite, subject, scope, corpus, tools.
#pragma once

#include "model/report.h"

namespace imprint_conform {

// `value` with every fraction as the shortest decimal string that reads back as itself ("0.95", "0.000001").
// ConformError, which names the place, for a number that is not finite.
nlohmann::json without_fractions(const nlohmann::json& value, const std::string& where);

// ConformError where a section lacks a key, has one too many, or holds something of another kind.
void check_sections(const Report& report);

// Whether nothing is wrong with one result by itself: its reason fits its outcome, its messages are there.
void check_result(const RuleResult& result, const std::string& where);

}  // namespace imprint_conform
