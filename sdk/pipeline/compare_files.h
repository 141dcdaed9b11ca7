// What a pipeline made of a file's labels and of its signed manifest (spec/lint-rules.md 4).
#pragma once

#include "aigc/lint.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "manifest/validate.h"

namespace imprint::pipeline {

// aigc::compare(), and findings of manifests: one that was lost, one that fitted before and does not after, a new one. No pixel is
// decoded. Fails as aigc::compare() does.
Result<aigc::Lint> compare_files(ByteView before, ByteView after, const aigc::LintOptions& options, const manifest::Trust& trust,
                                 const Limits& limits);

}  // namespace imprint::pipeline
