// The AIGC metadata label alone.
#include "aigc/aigc.h"

#include <cstring>

#include "aigc/mark_id_declaration.h"
#include "aigc/provider_code.h"
#include "api/guard.h"
#include "api/handles.h"
#include "api/log_record.h"
#include "api/manifest_options.h"
#include "pipeline/compare_files.h"
#include "pipeline/verify.h"
#include "pipeline/write_label.h"

static_assert(IMPRINT_PROVIDER_CODE_CHARS == imprint::aigc::kProviderCodeChars);

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

Status sign(const imprint_aigc_label& given, aigc::Label& label) {
  IMPRINT_ASSIGN_OR_RETURN(const auto producer, to_label_signer(given.signing_key, given.signer));
  IMPRINT_ASSIGN_OR_RETURN(const auto propagator, to_label_signer(given.propagator_signing_key, given.propagator_signer));
  if (producer) {
    IMPRINT_RETURN_IF_ERROR(require(label.reserved_code1.empty(), "reserved_code1 and signing_key exclude each other"));
    IMPRINT_RETURN_IF_ERROR(aigc::sign_as_producer(label, *producer));
  }
  if (present(given.mark_id_key_id)) IMPRINT_RETURN_IF_ERROR(aigc::declare_mark_id_key(label, to_string(given.mark_id_key_id)));
  if (!propagator) return {};
  IMPRINT_RETURN_IF_ERROR(require(label.reserved_code2.empty(), "reserved_code2 and propagator_signing_key exclude each other"));
  return aigc::sign_as_propagator(label, *propagator);
}

Result<pipeline::WrittenLabel> write(const imprint_context* context, imprint_byte_view file, const imprint_aigc_label* label,
                                     const imprint_bytes* out) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  const Limits limits = begin_call(*context);
  IMPRINT_RETURN_IF_ERROR(require(label != nullptr, "label is NULL"));
  IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_aigc_label given, read_options(label, "AIGC label"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.strict, "strict"));
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  aigc::Label wanted = to_label(given);
  IMPRINT_RETURN_IF_ERROR(sign(given, wanted));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::WrittenLabel written,
                           pipeline::write_label(bytes, wanted, {given.strict == 1, to_string(given.replacement)}, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  IMPRINT_RETURN_IF_ERROR(log_replacement(given.log_path, written.evidence.replacement,
                                          {0, wanted.content_producer, wanted.produce_id, {}, {}, {}, to_string(given.mark_id_key_id)},
                                          written.bytes));
  return written;
}

Result<aigc::LintOptions> to_lint_options(const imprint_context& context, const imprint_lint_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const imprint_lint_options given, read_options(options, "lint options"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.strict, "strict"));
  aigc::LintOptions out;
  out.strict = given.strict == 1;
  IMPRINT_ASSIGN_OR_RETURN(out.trust, to_trust(context, given.time_s));
  return out;
}

Status check_size(ByteView file, const Limits& limits) {
  if (file.size() <= limits.max_file_bytes) return {};
  return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
}

Result<ByteView> to_file(const imprint_context& context, imprint_byte_view file) {
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  IMPRINT_RETURN_IF_ERROR(check_size(bytes, context.held->limits));
  return bytes;
}

}  // namespace

extern "C" {

imprint_status imprint_aigc_read(const imprint_context* context, imprint_byte_view file, imprint_report** report,
                                 imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(const aigc::TrustOptions trust, to_trust(*context, 0));
    IMPRINT_ASSIGN_OR_RETURN(pipeline::Evidence evidence, pipeline::read_aigc(bytes, limits, trust));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    *report = make_report(std::move(evidence)).release();
    return {};
  });
}

imprint_status imprint_aigc_write(const imprint_context* context, imprint_byte_view file, const imprint_aigc_label* label,
                                  imprint_bytes* out, imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    if (report != nullptr) *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(pipeline::WrittenLabel written, write(context, file, label, out));
    std::unique_ptr<imprint_report> made = make_report(std::move(written.evidence));
    IMPRINT_RETURN_IF_ERROR(give_bytes(std::move(written.bytes), out));
    if (report != nullptr) *report = made.release();
    return {};
  });
}

imprint_status imprint_provider_code(imprint_text uscc, imprint_text service, char* out, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const std::string code,
                             aigc::make_provider_code(to_string(uscc), present(service) ? to_string(service) : "00000"));
    std::memcpy(out, code.c_str(), code.size() + 1);
    return {};
  });
}

imprint_status imprint_aigc_lint(const imprint_context* context, imprint_byte_view file, const imprint_lint_options* options,
                                 imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const aigc::LintOptions wanted, to_lint_options(*context, options));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_file(*context, file));
    IMPRINT_ASSIGN_OR_RETURN(aigc::Lint lint, aigc::lint(bytes, wanted, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    *report = make_report(std::move(lint)).release();
    return {};
  });
}

imprint_status imprint_aigc_compare(const imprint_context* context, imprint_byte_view before, imprint_byte_view after,
                                    const imprint_lint_options* options, imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const aigc::LintOptions wanted, to_lint_options(*context, options));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView old, to_file(*context, before));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView now, to_file(*context, after));
    IMPRINT_ASSIGN_OR_RETURN(const manifest::Trust trust, manifest_trust_at(*context, wanted.trust.time_s.value_or(0)));
    IMPRINT_ASSIGN_OR_RETURN(aigc::Lint lint, pipeline::compare_files(old, now, wanted, trust, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    *report = make_report(std::move(lint)).release();
    return {};
  });
}

}  // extern "C"
