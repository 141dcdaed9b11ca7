#include "pipeline/write_label.h"

#include <algorithm>

#include "aigc/lint.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/replacement.h"
#include "pipeline/verify.h"

namespace imprint::pipeline {

Result<WrittenLabel> write_label(ByteView file, const aigc::Label& label, const WriteOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(aigc::check_for_writing(label));
  const std::vector<aigc::Finding> findings = aigc::lint_request(label, {});
  if (options.strict) IMPRINT_RETURN_IF_ERROR(aigc::refuse_findings(findings));
  IMPRINT_ASSIGN_OR_RETURN(const aigc::ReadResult standing, aigc::read(file, limits));
  Replacement replacement{options.replacement, {}};
  IMPRINT_RETURN_IF_ERROR(allow_replacing(labels_of_others(standing, label.content_producer), replacement));
  WrittenLabel out;
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, aigc::write(file, label, {}, limits));
  IMPRINT_ASSIGN_OR_RETURN(out.evidence, read_aigc(out.bytes, limits));
  out.evidence.action = "write";
  out.evidence.replacement = std::move(replacement);
  for (const aigc::Finding& f : findings) out.evidence.notes.push_back(aigc::in_words(f));
  const bool unchanged = std::equal(file.begin(), file.end(), out.bytes.begin(), out.bytes.end());
  if (!unchanged && has_manifest(file, limits)) out.evidence.notes.push_back(kManifestBrokenByLabel);
  return out;
}

}  // namespace imprint::pipeline
