// A whole run: subject and rules in, jobs over all cores, a report out.
#pragma once

#include "model/report.h"
#include "report/run.h"
#include "runner/options.h"

namespace imprint_conform {

struct Outcomes {
  Report report;
  Run run;
};

// Throws ConformError for what keeps it from starting: files that cannot be read, rules or subject that are refused, a
// run without a job.
Outcomes run_suite(const RunOptions& options);

// report.json, run.json, report.xml (JUnit), report.sarif, report.html, and with keys report.dsse.json: into
// options.out, each whole or not at all. Returns the SHA-256 of report.json.
std::string write_reports(const RunOptions& options, Outcomes& outcomes);

}  // namespace imprint_conform
