// Reports: made here, read through getters.
#include "api/guard.h"
#include "api/handles.h"
#include "pipeline/agreement.h"
#include "pipeline/report_json.h"
#include "pipeline/verify.h"

namespace imprint::api {

// The ABI's enums carry the pipeline's numbers.
static_assert(IMPRINT_STATE_NONE_FOUND == static_cast<int>(pipeline::State::kNoneFound));
static_assert(IMPRINT_STATE_GENERATED == static_cast<int>(pipeline::State::kGenerated));
static_assert(IMPRINT_STATE_POSSIBLE == static_cast<int>(pipeline::State::kPossible));
static_assert(IMPRINT_STATE_SUSPECTED == static_cast<int>(pipeline::State::kSuspected));
static_assert(IMPRINT_STATE_INCONCLUSIVE == static_cast<int>(pipeline::State::kInconclusive));
static_assert(IMPRINT_LAYER_STATE_ABSENT == static_cast<int>(pipeline::LayerState::kAbsent));
static_assert(IMPRINT_LAYER_STATE_PRESENT == static_cast<int>(pipeline::LayerState::kPresent));
static_assert(IMPRINT_LAYER_STATE_DEVIATING == static_cast<int>(pipeline::LayerState::kDeviating));
static_assert(IMPRINT_LAYER_STATE_NOT_CHECKED == static_cast<int>(pipeline::LayerState::kNotChecked));
static_assert(IMPRINT_LAYER_STATE_NOT_BUILT == static_cast<int>(pipeline::LayerState::kNotBuilt));
static_assert(IMPRINT_LAYER_STATE_NOT_LEGIBLE == static_cast<int>(pipeline::LayerState::kNotLegible));
static_assert(IMPRINT_AGREEMENT_NOT_COMPARABLE == static_cast<int>(pipeline::Agreement::kNotComparable));
static_assert(IMPRINT_AGREEMENT_AGREE == static_cast<int>(pipeline::Agreement::kAgree));
static_assert(IMPRINT_AGREEMENT_DISAGREE == static_cast<int>(pipeline::Agreement::kDisagree));

std::unique_ptr<imprint_report> make_report(pipeline::Evidence evidence) {
  std::string json = pipeline::to_json(evidence);
  return std::make_unique<imprint_report>(imprint_report{std::move(evidence), std::move(json)});
}

static_assert(IMPRINT_MANIFEST_STATE_NONE == static_cast<int>(manifest::State::kNone) + 1);
static_assert(IMPRINT_MANIFEST_STATE_INVALID == static_cast<int>(manifest::State::kInvalid) + 1);
static_assert(IMPRINT_MANIFEST_STATE_WELL_FORMED == static_cast<int>(manifest::State::kWellFormed) + 1);
static_assert(IMPRINT_MANIFEST_STATE_VALID == static_cast<int>(manifest::State::kValid) + 1);
static_assert(IMPRINT_MANIFEST_STATE_TRUSTED == static_cast<int>(manifest::State::kTrusted) + 1);

static_assert(IMPRINT_SEVERITY_INFO == static_cast<int>(aigc::Severity::kInfo));
static_assert(IMPRINT_SEVERITY_ERROR == static_cast<int>(aigc::Severity::kError));
static_assert(IMPRINT_LINT_STATUS_CONFORMING == static_cast<int>(aigc::LintStatus::kConforming));
static_assert(IMPRINT_LINT_STATUS_DEVIATING == static_cast<int>(aigc::LintStatus::kDeviating));
static_assert(IMPRINT_LINT_STATUS_NOT_CONFORMING == static_cast<int>(aigc::LintStatus::kNotConforming));
static_assert(IMPRINT_LINT_STATUS_ABSENT == static_cast<int>(aigc::LintStatus::kAbsent));

std::unique_ptr<imprint_report> make_report(aigc::Lint lint) {
  auto report = std::make_unique<imprint_report>();
  report->json = aigc::to_json(lint);
  report->evidence = pipeline::evidence_of_labels(lint.format, lint.found);
  report->lint = std::move(lint);
  return report;
}

}  // namespace imprint::api

using namespace imprint;

extern "C" {

imprint_state imprint_report_get_state(const imprint_report* report) {
  return report == nullptr ? static_cast<imprint_state>(0) : static_cast<imprint_state>(report->evidence.verdict.state);
}

imprint_layer_state imprint_report_get_layer_state(const imprint_report* report, imprint_layer layer) {
  if (report == nullptr) return static_cast<imprint_layer_state>(0);
  const pipeline::Evidence& e = report->evidence;
  switch (layer) {
    case IMPRINT_LAYER_VISIBLE: return static_cast<imprint_layer_state>(e.visible.state);
    case IMPRINT_LAYER_WATERMARK: return static_cast<imprint_layer_state>(e.watermark.state);
    case IMPRINT_LAYER_AIGC: return static_cast<imprint_layer_state>(e.aigc.state);
    case IMPRINT_LAYER_MANIFEST: return static_cast<imprint_layer_state>(e.manifest.state);
    case IMPRINT_LAYER_FORCE32: break;
  }
  return static_cast<imprint_layer_state>(0);
}

imprint_agreement imprint_report_get_agreement(const imprint_report* report) {
  return report == nullptr ? static_cast<imprint_agreement>(0) : static_cast<imprint_agreement>(report->evidence.agreement);
}

int imprint_report_get_mark_id(const imprint_report* report, uint64_t* mark_id) {
  if (report == nullptr || !report->evidence.watermark.detection.found) return 0;
  if (mark_id != nullptr) *mark_id = report->evidence.watermark.detection.payload;
  return 1;
}

size_t imprint_report_get_mark_count(const imprint_report* report) {
  if (report == nullptr || !report->evidence.watermark.detection.found) return 0;
  return 1 + report->evidence.watermark.others.size();
}

int imprint_report_get_mark(const imprint_report* report, size_t number, imprint_detection* mark, imprint_agreement* with_label) {
  if (number >= imprint_report_get_mark_count(report) || !api::check_result(mark, "detection").ok()) return 0;
  const pipeline::WatermarkEvidence& marks = report->evidence.watermark;
  const pipeline::FoundMark& one = number == 0 ? marks.detection : marks.others[number - 1];
  api::write_result(api::to_detection(one), mark);
  if (with_label != nullptr)
    *with_label = static_cast<imprint_agreement>(pipeline::compare_layers(report->evidence.aigc, one));
  return 1;
}

imprint_text imprint_report_get_json(const imprint_report* report) {
  return report == nullptr ? imprint_text{nullptr, 0} : imprint_text{report->json.data(), report->json.size()};
}

imprint_manifest_state imprint_report_get_manifest_state(const imprint_report* report) {
  if (report == nullptr) return static_cast<imprint_manifest_state>(0);
  return static_cast<imprint_manifest_state>(static_cast<int>(report->evidence.manifest.validation.state) + 1);
}

imprint_agreement imprint_report_get_pair_agreement(const imprint_report* report, imprint_pair pair) {
  if (report == nullptr) return static_cast<imprint_agreement>(0);
  const pipeline::Evidence& e = report->evidence;
  switch (pair) {
    case IMPRINT_PAIR_AIGC_WATERMARK: return static_cast<imprint_agreement>(e.agreement);
    case IMPRINT_PAIR_MANIFEST_WATERMARK: return static_cast<imprint_agreement>(e.manifest_watermark);
    case IMPRINT_PAIR_MANIFEST_AIGC: return static_cast<imprint_agreement>(e.manifest_aigc);
    case IMPRINT_PAIR_FORCE32: break;
  }
  return static_cast<imprint_agreement>(0);
}

imprint_text imprint_report_get_crjson(const imprint_report* report) {
  if (report == nullptr || report->crjson.empty()) return {nullptr, 0};
  return {report->crjson.data(), report->crjson.size()};
}

imprint_lint_status imprint_report_get_lint_status(const imprint_report* report) {
  const bool linted = report != nullptr && report->lint;
  return linted ? static_cast<imprint_lint_status>(report->lint->status) : static_cast<imprint_lint_status>(0);
}

size_t imprint_report_get_finding_count(const imprint_report* report, imprint_severity severity) {
  if (report == nullptr || !report->lint) return 0;
  return report->lint->count(static_cast<aigc::Severity>(severity));
}

void imprint_report_destroy(imprint_report* report) { delete report; }

}  // extern "C"
