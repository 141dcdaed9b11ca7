// Lint, comparison and carrying over, on foreign files.
#include "aigc/lint.h"
#include "fuzz.h"

using namespace imprint;

namespace {

void check_lint(const aigc::Lint& lint) {
  const bool errors = lint.count(aigc::Severity::kError) != 0;
  FUZZ_REQUIRE(lint.count(aigc::Severity::kInfo) + lint.count(aigc::Severity::kWarning) +
                   lint.count(aigc::Severity::kError) ==
               lint.findings.size());
  FUZZ_REQUIRE(errors == (lint.status == aigc::LintStatus::kNotConforming));
  for (const aigc::Finding& finding : lint.findings) FUZZ_REQUIRE(finding.rule != nullptr);
  FUZZ_REQUIRE(!aigc::to_json(lint).empty());
}

// What a propagator writes leaves the producer's values as they were read.
void check_carried(ByteView file, const aigc::Label& found, fuzz::Run& run) {
  aigc::Label label = found;
  label.content_propagator = "Platform";
  label.propagate_id = "p-1";
  label.reserved_code2.clear();
  const auto written = aigc::write(file, label, {}, run.call(), aigc::Check::kPropagate);
  if (!written.ok()) {
    FUZZ_REQUIRE(written.status().code() != Code::kReadBackFailed);
    return;
  }
  const auto again = aigc::read(written.value(), run.call());
  FUZZ_REQUIRE(again.ok() && again.value().labels.size() == 1 && again.value().labels[0].label == label);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size, fuzz::bounds_of_products());
  const auto lint = aigc::lint(file, {}, run.call());
  if (!lint.ok()) return 0;
  check_lint(lint.value());
  // A file compared with itself lost and changed nothing.
  FUZZ_REQUIRE(aigc::lint_changes(lint.value().found, lint.value().found).empty());
  if (!lint.value().found.labels.empty()) check_carried(file, lint.value().found.labels.front().label, run);
  return 0;
}
