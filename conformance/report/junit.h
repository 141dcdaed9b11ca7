// JUnit XML: every rule is one test case. fail is a <failure>, error an <error>; not_judged, needs_review and
// not_applicable are <skipped> with the outcome's word, the reason and its sentence in front, so that tests, failures,
// errors and skipped add up to the counts of report.json and nothing that was not judged stands there as a success.
// A waived failure stays a failure. No times: the file is the same for the same report.
#pragma once

#include <string>

#include "model/report.h"

namespace imprint_conform {

std::string junit_xml(const Report& report);

}  // namespace imprint_conform
