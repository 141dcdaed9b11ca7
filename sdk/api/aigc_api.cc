// The AIGC metadata label alone.
#include "aigc/aigc.h"

#include "api/guard.h"
#include "api/handles.h"
#include "pipeline/verify.h"

using namespace imprint;
using namespace imprint::api;

namespace {

aigc::Label to_label(const imprint_aigc_label& given) {
  aigc::Label label = aigc::first_write(to_string(given.content_producer), to_string(given.produce_id));
  label.label = to_string(given.label);
  label.reserved_code1 = to_string(given.reserved_code1);
  label.reserved_code2 = to_string(given.reserved_code2);
  if (present(given.content_propagator) || present(given.propagate_id)) {
    label.content_propagator = to_string(given.content_propagator);
    label.propagate_id = to_string(given.propagate_id);
  }
  return label;
}

}  // namespace

extern "C" {

imprint_status imprint_aigc_read(const imprint_context* context, imprint_byte_view file, imprint_report** report,
                                 imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(pipeline::Evidence evidence, pipeline::read_aigc(bytes, context->limits));
    *report = make_report(std::move(evidence)).release();
    return {};
  });
}

imprint_status imprint_aigc_write(const imprint_context* context, imprint_byte_view file, const imprint_aigc_label* label,
                                  imprint_bytes* out, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(label != nullptr, "label is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const imprint_aigc_label given, read_options(label, "AIGC label"));
    IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "AIGC label"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    const aigc::Label wanted = to_label(given);
    IMPRINT_RETURN_IF_ERROR(aigc::check_for_writing(wanted));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes written, aigc::write(bytes, wanted, {}, context->limits));
    return give_bytes(written, out);
  });
}

}  // extern "C"
