// What platforms call: propagation elements, and labels of re-encoded copies.
#include "api/calls.h"
#include "api/guard.h"
#include "api/handles.h"
#include "api/manifest_options.h"
#include "pipeline/propagate.h"

using namespace imprint;
using namespace imprint::api;

namespace {

Result<pipeline::PropagateOptions> to_options(const imprint_context& context, const imprint_propagate_options& given) {
  IMPRINT_RETURN_IF_ERROR(flag_only(given.declared, "declared"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_watermark, "no_watermark"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_search, "no_search"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_traces, "no_traces"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.strict, "strict"));
  pipeline::PropagateOptions out;
  out.strict = given.strict == 1;
  out.verify.declared = given.declared == 1;
  out.verify.watermark = given.no_watermark == 0;
  out.verify.search = given.no_search == 0;
  out.verify.traces = given.no_traces == 0;
  out.verify.mark_id_keys = context.held->mark_id_keys;
  IMPRINT_ASSIGN_OR_RETURN(out.verify.known, to_known(context, given.producer, given.produce_id));
  IMPRINT_ASSIGN_OR_RETURN(out.verify.trust, to_trust(context, 0));
  IMPRINT_ASSIGN_OR_RETURN(out.verify.manifest_trust, manifest_trust_at(context, 0));
  IMPRINT_ASSIGN_OR_RETURN(out.verify.explicit_label, to_explicit_label(given.explicit_label));
  return out;
}

// Bytes first: when they cannot be given, no report is either.
Status give(pipeline::Propagated made, imprint_bytes* out, imprint_report** report) {
  std::unique_ptr<imprint_report> told = make_report(std::move(made.evidence));
  if (!made.bytes.empty()) IMPRINT_RETURN_IF_ERROR(give_bytes(std::move(made.bytes), out));
  if (report != nullptr) *report = told.release();
  return {};
}

}  // namespace

namespace imprint::api {

Status propagate_file(const imprint_context* context, imprint_byte_view file, imprint_text propagator, imprint_text propagate_id,
                      const imprint_propagate_options* options, imprint_bytes* out, imprint_report** report) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  const Limits limits = begin_call(*context);
  IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
  IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
  *report = nullptr;
  IMPRINT_ASSIGN_OR_RETURN(const imprint_propagate_options given, read_options(options, "propagate options"));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::PropagateOptions wanted, to_options(*context, given));
  IMPRINT_ASSIGN_OR_RETURN(const auto label_signer, to_label_signer(given.signing_key, given.label_signer));
  if (label_signer) wanted.label_signer = &*label_signer;
  IMPRINT_ASSIGN_OR_RETURN(const auto signing, to_layer_signing(given.signer, given.manifest));
  if (signing) wanted.manifest = &*signing;
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::Propagated made,
                           pipeline::propagate(bytes, reading_keys(*context), to_string(propagator), to_string(propagate_id),
                                               wanted, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  return give(std::move(made), out, report);
}

}  // namespace imprint::api

extern "C" {

imprint_status imprint_propagate(const imprint_context* context, imprint_byte_view file, imprint_text propagator,
                                 imprint_text propagate_id, const imprint_propagate_options* options,
                                 imprint_bytes* out, imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&] { return propagate_file(context, file, propagator, propagate_id, options, out, report); });
}

imprint_status imprint_transplant(const imprint_context* context, imprint_byte_view from, imprint_byte_view to,
                                  const imprint_transplant_options* options, imprint_bytes* out, imprint_report** report,
                                  imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    if (report != nullptr) *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const imprint_transplant_options given, read_options(options, "transplant options"));
    IMPRINT_RETURN_IF_ERROR(flag_only(given.no_search, "no_search"));
    IMPRINT_RETURN_IF_ERROR(flag_only(given.vouched, "vouched"));
    IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "transplant options"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView source, to_bytes(from));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView target, to_bytes(to));
    IMPRINT_ASSIGN_OR_RETURN(pipeline::Propagated made,
                             pipeline::transplant(source, target, reading_keys(*context), {given.no_search == 0, given.vouched == 1, context->held->mark_id_keys}, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    return give(std::move(made), out, report);
  });
}

}  // extern "C"
