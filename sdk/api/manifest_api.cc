// The signed manifest alone.
#include "api/guard.h"
#include "api/handles.h"
#include "api/manifest_options.h"
#include "manifest/carrier.h"
#include "manifest/crjson.h"
#include "pipeline/verify.h"

using namespace imprint;
using namespace imprint::api;

namespace {

std::string crjson_of(ByteView file, ByteView sidecar, const pipeline::Evidence& evidence, int64_t now,
                      const Limits& limits) {
  const manifest::Validation& validation = evidence.manifest.validation;
  if (!validation.found) return std::string();
  if (!sidecar.empty()) return manifest::to_crjson(validation, sidecar, now, imprint_version(), limits);
  const Result<std::optional<manifest::Located>> found = manifest::store_of(file, limits);
  // What could not be located is told by the findings of the validation.
  const ByteView store = found.ok() && found.value() ? ByteView(found.value()->store) : ByteView();
  return manifest::to_crjson(validation, store, now, imprint_version(), limits);
}

}  // namespace

extern "C" {

imprint_status imprint_context_add_manifest_trust(imprint_context* context, imprint_trust_use use, imprint_text pem,
                                                  imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_takes(context));
    IMPRINT_RETURN_IF_ERROR(require(present(pem), "pem is absent"));
    manifest::Trust& trust = context->held->manifest_trust;
    std::vector<crypto::Certificate>* to = use == IMPRINT_TRUST_USE_SIGNER ? &trust.anchors
                                           : use == IMPRINT_TRUST_USE_TSA  ? &trust.tsa_anchors
                                           : use == IMPRINT_TRUST_USE_LEAF ? &trust.allowed
                                                                           : nullptr;
    if (to == nullptr) return {Code::kInvalidArgument, "use is " + std::to_string(use) + ", no imprint_trust_use"};
    const auto read = crypto::certificates_from_pem(as_bytes({pem.data, pem.size}));
    if (!read.ok()) return {Code::kCertificate, read.status().message()};
    if (read->empty()) return {Code::kCertificate, "the PEM text holds no CERTIFICATE block"};
    to->insert(to->end(), read->begin(), read->end());
    return {};
  });
}

imprint_status imprint_manifest_sign(const imprint_context* context, imprint_byte_view file,
                                     const imprint_signer* signer, const imprint_manifest_options* options,
                                     imprint_bytes* out, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const imprint_manifest_options given, read_options(options, "manifest options"));
    IMPRINT_ASSIGN_OR_RETURN(const pipeline::ManifestSigning signing, to_signing(signer, given));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(const manifest::Trust trust, manifest_trust_at(*context, signing.now));
    pipeline::ManifestFacts facts;
    if (given.has_mark_id == 1) facts.mark_id = given.mark_id;
    facts.mark_id_key = to_string(given.mark_id_key_id);
    IMPRINT_ASSIGN_OR_RETURN(manifest::Signed made,
                             pipeline::sign_manifest(bytes, signing, facts, trust, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    return give_bytes(std::move(signing.sidecar ? made.store : made.file), out);
  });
}

imprint_status imprint_manifest_read(const imprint_context* context, imprint_byte_view file, imprint_bytes* out,
                                     imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(std::optional<manifest::Located> found, manifest::store_of(bytes, limits));
    return found ? give_bytes(std::move(found->store), out) : Status();
  });
}

imprint_status imprint_manifest_verify(const imprint_context* context, imprint_byte_view file,
                                       imprint_byte_view manifest, int64_t time_s, imprint_report** report,
                                       imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
    *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView sidecar, to_optional_bytes(manifest, "manifest"));
    IMPRINT_ASSIGN_OR_RETURN(const manifest::Trust trust, manifest_trust_at(*context, time_s));
    IMPRINT_ASSIGN_OR_RETURN(pipeline::Evidence evidence,
                             pipeline::verify_manifest(bytes, sidecar, trust, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    std::unique_ptr<imprint_report> made = make_report(std::move(evidence));
    made->crjson = crjson_of(bytes, sidecar, made->evidence, trust.now, limits);
    IMPRINT_RETURN_IF_ERROR(limits.status());
    *report = made.release();
    return {};
  });
}

}  // extern "C"
