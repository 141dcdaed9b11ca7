// From the ABI's signer and options to a manifest that can be made.
#pragma once

#include <optional>

#include "api/handles.h"
#include "pipeline/manifest_layer.h"

namespace imprint::api {

// What the context trusts, at `time_s`; 0 = the system's clock.
Result<manifest::Trust> manifest_trust_at(const imprint_context& context, int64_t time_s);

// Empty when absent.
Result<ByteView> to_optional_bytes(imprint_byte_view view, const char* name);

Result<pipeline::ManifestSigning> to_signing(const imprint_signer* signer, const imprint_manifest_options& given);

// For a manifest that is one layer of several: what the call itself decides must not be set. None without a signer.
Result<std::optional<pipeline::ManifestSigning>> to_layer_signing(const imprint_signer* signer,
                                                                  const imprint_manifest_options* options);

}  // namespace imprint::api
