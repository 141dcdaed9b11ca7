// What is signed: an in-toto Statement v1 with the predicate test-result/v0.1. Every rule stands in exactly one list;
// those that nobody judged in lists of our own, which other readers skip.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace imprint_conform {

inline constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
inline constexpr std::string_view kPredicateType = "https://in-toto.io/attestation/test-result/v0.1";

// A file that the statement speaks of: "report.json", the subject's archive, "run.json".
struct SignedFile {
  std::string name, sha256;
};

// One line of JSON. `result` is PASSED for conforming_as_judged alone, WARNED for undecided, FAILED for not_conforming.
// A failed recommendation stands in warnedTests, and fails nothing. ConformError where report.json is not among
// `files`.
std::string statement_json(const Report& report, const std::vector<SignedFile>& files);

// The files of a statement, whose bytes must have been verified before.
std::vector<SignedFile> files_of_statement(std::string_view statement);

}  // namespace imprint_conform
