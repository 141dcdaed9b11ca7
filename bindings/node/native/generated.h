// Made by generate.py from spec/abi/imprint.json, not by hand: names of enumerators, members of structs, and the calls.
#pragma once
#include "call.h"

namespace imprint_node {

inline constexpr Enumerator kPixelFormatRows[] = {{"rgb8", 1}, {"rgba8", 2}, {"bgr8", 3}, {"bgra8", 4}, {"gray8", 5}, {"rgb16", 6}, {"rgba16", 7}, {"gray16", 8}};
inline constexpr Enumeration kPixelFormat = {"pixelFormat", kPixelFormatRows, 8};
inline constexpr Enumerator kTrustUseRows[] = {{"signer", 1}, {"tsa", 2}, {"leaf", 3}};
inline constexpr Enumeration kTrustUse = {"trustUse", kTrustUseRows, 3};
inline constexpr Enumerator kCornerRows[] = {{"default", 0}, {"lower_right", 1}, {"lower_left", 2}, {"upper_right", 3}, {"upper_left", 4}, {"automatic", 5}};
inline constexpr Enumeration kCorner = {"corner", kCornerRows, 6};
inline constexpr Enumerator kLabelStyleRows[] = {{"default", 0}, {"plate", 1}, {"plain", 2}, {"outlined", 3}};
inline constexpr Enumeration kLabelStyle = {"labelStyle", kLabelStyleRows, 4};
inline constexpr Enumerator kLabelFormRows[] = {{"default", 0}, {"gb45438", 1}, {"eu_icon", 2}};
inline constexpr Enumeration kLabelForm = {"labelForm", kLabelFormRows, 3};
inline constexpr Enumerator kPictureFormatRows[] = {{"same", 0}, {"png", 1}, {"jpeg", 2}, {"webp", 3}};
inline constexpr Enumeration kPictureFormat = {"pictureFormat", kPictureFormatRows, 4};
inline constexpr Enumerator kRobustnessRows[] = {{"any", 0}, {"low", 1}, {"medium", 2}, {"high", 3}};
inline constexpr Enumeration kRobustness = {"robustness", kRobustnessRows, 4};
inline constexpr Enumerator kAudiblePlaceRows[] = {{"default", 0}, {"start", 1}, {"end", 2}, {"middle", 3}};
inline constexpr Enumeration kAudiblePlace = {"audiblePlace", kAudiblePlaceRows, 4};
inline constexpr Enumerator kStateRows[] = {{"none_found", 1}, {"generated", 2}, {"possible", 3}, {"suspected", 4}, {"inconclusive", 5}};
inline constexpr Enumeration kState = {"state", kStateRows, 5};
inline constexpr Enumerator kLayerRows[] = {{"visible", 1}, {"watermark", 2}, {"aigc", 3}, {"manifest", 4}};
inline constexpr Enumeration kLayer = {"layer", kLayerRows, 4};
inline constexpr Enumerator kLayerStateRows[] = {{"absent", 1}, {"present", 2}, {"deviating", 3}, {"not_checked", 4}, {"not_built", 5}, {"not_legible", 6}};
inline constexpr Enumeration kLayerState = {"layerState", kLayerStateRows, 6};
inline constexpr Enumerator kAgreementRows[] = {{"not_comparable", 1}, {"agree", 2}, {"disagree", 3}};
inline constexpr Enumeration kAgreement = {"agreement", kAgreementRows, 3};
inline constexpr Enumerator kExistingRows[] = {{"keep", 0}, {"replace", 1}};
inline constexpr Enumeration kExisting = {"existing", kExistingRows, 2};
inline constexpr Enumerator kManifestStateRows[] = {{"none", 1}, {"invalid", 2}, {"well_formed", 3}, {"valid", 4}, {"trusted", 5}};
inline constexpr Enumeration kManifestState = {"manifestState", kManifestStateRows, 5};
inline constexpr Enumerator kPairRows[] = {{"aigc_watermark", 1}, {"manifest_watermark", 2}, {"manifest_aigc", 3}};
inline constexpr Enumeration kPair = {"pair", kPairRows, 3};
inline constexpr Enumerator kSampleFormatRows[] = {{"default", 0}, {"float32", 1}, {"int16", 2}, {"int24", 3}, {"int32", 4}};
inline constexpr Enumeration kSampleFormat = {"sampleFormat", kSampleFormatRows, 5};
inline constexpr Enumerator kLegibilityRows[] = {{"legible", 1}, {"too_low", 2}, {"too_faint", 3}, {"too_few_pixels", 4}, {"too_quiet", 5}, {"wrong_timing", 6}};
inline constexpr Enumeration kLegibility = {"legibility", kLegibilityRows, 6};
inline constexpr Enumerator kSeverityRows[] = {{"info", 1}, {"warning", 2}, {"error", 3}};
inline constexpr Enumeration kSeverity = {"severity", kSeverityRows, 3};
inline constexpr Enumerator kLintStatusRows[] = {{"conforming", 1}, {"deviating", 2}, {"not_conforming", 3}, {"absent", 4}};
inline constexpr Enumeration kLintStatus = {"lintStatus", kLintStatusRows, 4};

extern const Struct kContextOptions;
extern const Struct kMarkOptions;
extern const Struct kVerifyOptions;
extern const Struct kPropagateOptions;
extern const Struct kTransplantOptions;
extern const Struct kEmbedOptions;
extern const Struct kDetectOptions;
extern const Struct kLabelOptions;
extern const Struct kLabelFindOptions;
extern const Struct kAigcLabel;
extern const Struct kLintOptions;
extern const Struct kManifestOptions;
extern const Struct kSigner;
extern const Struct kLogEntry;
extern const Struct kBatchItem;
extern const Struct kEmbedResult;
extern const Struct kDetection;
extern const Struct kLabelPlacement;
extern const Struct kLabelFound;
extern const Struct kLogSummary;
extern const Struct kAudioFormat;
extern const Struct kAudibleFound;

inline constexpr Member kContextOptionsRows[] = {
    {"maxDimensionPx", Kind::kUint32, offsetof(imprint_context_options, max_dimension_px), sizeof(imprint_context_options::max_dimension_px), nullptr, nullptr},
    {"maxPixels", Kind::kUint64, offsetof(imprint_context_options, max_pixels), sizeof(imprint_context_options::max_pixels), nullptr, nullptr},
    {"maxFileBytes", Kind::kUint64, offsetof(imprint_context_options, max_file_bytes), sizeof(imprint_context_options::max_file_bytes), nullptr, nullptr},
    {"maxMetadataBytes", Kind::kUint64, offsetof(imprint_context_options, max_metadata_bytes), sizeof(imprint_context_options::max_metadata_bytes), nullptr, nullptr},
    {"threads", Kind::kUint32, offsetof(imprint_context_options, threads), sizeof(imprint_context_options::threads), nullptr, nullptr},
    {"noOpenKey", Kind::kFlag, offsetof(imprint_context_options, no_open_key), sizeof(imprint_context_options::no_open_key), nullptr, nullptr},
    {"maxMemoryBytes", Kind::kUint64, offsetof(imprint_context_options, max_memory_bytes), sizeof(imprint_context_options::max_memory_bytes), nullptr, nullptr},
    {"maxSteps", Kind::kUint64, offsetof(imprint_context_options, max_steps), sizeof(imprint_context_options::max_steps), nullptr, nullptr},
    {"maxSignatures", Kind::kUint64, offsetof(imprint_context_options, max_signatures), sizeof(imprint_context_options::max_signatures), nullptr, nullptr},
    {"maxInflatedBytes", Kind::kUint64, offsetof(imprint_context_options, max_inflated_bytes), sizeof(imprint_context_options::max_inflated_bytes), nullptr, nullptr},
    {"maxDecodedPixels", Kind::kUint64, offsetof(imprint_context_options, max_decoded_pixels), sizeof(imprint_context_options::max_decoded_pixels), nullptr, nullptr},
    {"maxDecodedSamples", Kind::kUint64, offsetof(imprint_context_options, max_decoded_samples), sizeof(imprint_context_options::max_decoded_samples), nullptr, nullptr},
};
inline constexpr Struct kContextOptions = {"imprint_context_options", sizeof(imprint_context_options), kContextOptionsRows, sizeof(kContextOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_context_options>() { return kContextOptions; }
inline constexpr Member kMarkOptionsRows[] = {
    {"corner", Kind::kEnum, offsetof(imprint_mark_options, corner), sizeof(imprint_mark_options::corner), &kCorner, nullptr},
    {"text", Kind::kText, offsetof(imprint_mark_options, text), sizeof(imprint_mark_options::text), nullptr, nullptr},
    {"heightPercent", Kind::kDouble, offsetof(imprint_mark_options, height_percent), sizeof(imprint_mark_options::height_percent), nullptr, nullptr},
    {"noVisible", Kind::kFlag, offsetof(imprint_mark_options, no_visible), sizeof(imprint_mark_options::no_visible), nullptr, nullptr},
    {"noWatermark", Kind::kFlag, offsetof(imprint_mark_options, no_watermark), sizeof(imprint_mark_options::no_watermark), nullptr, nullptr},
    {"waiver", Kind::kText, offsetof(imprint_mark_options, waiver), sizeof(imprint_mark_options::waiver), nullptr, nullptr},
    {"keyId", Kind::kText, offsetof(imprint_mark_options, key_id), sizeof(imprint_mark_options::key_id), nullptr, nullptr},
    {"strength", Kind::kDouble, offsetof(imprint_mark_options, strength), sizeof(imprint_mark_options::strength), nullptr, nullptr},
    {"minPsnrDb", Kind::kDouble, offsetof(imprint_mark_options, min_psnr_db), sizeof(imprint_mark_options::min_psnr_db), nullptr, nullptr},
    {"sourceType", Kind::kText, offsetof(imprint_mark_options, source_type), sizeof(imprint_mark_options::source_type), nullptr, nullptr},
    {"aiSystem", Kind::kText, offsetof(imprint_mark_options, ai_system), sizeof(imprint_mark_options::ai_system), nullptr, nullptr},
    {"aiSystemVersion", Kind::kText, offsetof(imprint_mark_options, ai_system_version), sizeof(imprint_mark_options::ai_system_version), nullptr, nullptr},
    {"style", Kind::kEnum, offsetof(imprint_mark_options, style), sizeof(imprint_mark_options::style), &kLabelStyle, nullptr},
    {"form", Kind::kEnum, offsetof(imprint_mark_options, form), sizeof(imprint_mark_options::form), &kLabelForm, nullptr},
    {"font", Kind::kBytes, offsetof(imprint_mark_options, font), sizeof(imprint_mark_options::font), nullptr, nullptr},
    {"logo", Kind::kBytes, offsetof(imprint_mark_options, logo), sizeof(imprint_mark_options::logo), nullptr, nullptr},
    {"logPath", Kind::kText, offsetof(imprint_mark_options, log_path), sizeof(imprint_mark_options::log_path), nullptr, nullptr},
    {"signingKey", Kind::kText, offsetof(imprint_mark_options, signing_key), sizeof(imprint_mark_options::signing_key), nullptr, nullptr},
    {"signer", Kind::kStruct, offsetof(imprint_mark_options, signer), sizeof(imprint_mark_options::signer), nullptr, &kSigner},
    {"manifest", Kind::kStruct, offsetof(imprint_mark_options, manifest), sizeof(imprint_mark_options::manifest), nullptr, &kManifestOptions},
    {"replacement", Kind::kText, offsetof(imprint_mark_options, replacement), sizeof(imprint_mark_options::replacement), nullptr, nullptr},
    {"strict", Kind::kFlag, offsetof(imprint_mark_options, strict), sizeof(imprint_mark_options::strict), nullptr, nullptr},
    {"leastRobustness", Kind::kEnum, offsetof(imprint_mark_options, least_robustness), sizeof(imprint_mark_options::least_robustness), &kRobustness, nullptr},
    {"labelSigner", Kind::kStruct, offsetof(imprint_mark_options, label_signer), sizeof(imprint_mark_options::label_signer), nullptr, &kSigner},
    {"convertTo", Kind::kEnum, offsetof(imprint_mark_options, convert_to), sizeof(imprint_mark_options::convert_to), &kPictureFormat, nullptr},
    {"quality", Kind::kUint32, offsetof(imprint_mark_options, quality), sizeof(imprint_mark_options::quality), nullptr, nullptr},
    {"markIdKeyId", Kind::kText, offsetof(imprint_mark_options, mark_id_key_id), sizeof(imprint_mark_options::mark_id_key_id), nullptr, nullptr},
    {"audiblePlace", Kind::kEnum, offsetof(imprint_mark_options, audible_place), sizeof(imprint_mark_options::audible_place), &kAudiblePlace, nullptr},
    {"audibleClip", Kind::kBytes, offsetof(imprint_mark_options, audible_clip), sizeof(imprint_mark_options::audible_clip), nullptr, nullptr},
    {"audibleAtS", Kind::kNumbers, offsetof(imprint_mark_options, audible_at_s), sizeof(imprint_mark_options::audible_at_s), nullptr, nullptr},
    {"audibleClipAlone", Kind::kFlag, offsetof(imprint_mark_options, audible_clip_alone), sizeof(imprint_mark_options::audible_clip_alone), nullptr, nullptr},
};
inline constexpr Struct kMarkOptions = {"imprint_mark_options", sizeof(imprint_mark_options), kMarkOptionsRows, sizeof(kMarkOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_mark_options>() { return kMarkOptions; }
inline constexpr Member kVerifyOptionsRows[] = {
    {"declared", Kind::kFlag, offsetof(imprint_verify_options, declared), sizeof(imprint_verify_options::declared), nullptr, nullptr},
    {"noWatermark", Kind::kFlag, offsetof(imprint_verify_options, no_watermark), sizeof(imprint_verify_options::no_watermark), nullptr, nullptr},
    {"noSearch", Kind::kFlag, offsetof(imprint_verify_options, no_search), sizeof(imprint_verify_options::no_search), nullptr, nullptr},
    {"timeS", Kind::kInt64, offsetof(imprint_verify_options, time_s), sizeof(imprint_verify_options::time_s), nullptr, nullptr},
    {"producer", Kind::kText, offsetof(imprint_verify_options, producer), sizeof(imprint_verify_options::producer), nullptr, nullptr},
    {"produceId", Kind::kText, offsetof(imprint_verify_options, produce_id), sizeof(imprint_verify_options::produce_id), nullptr, nullptr},
    {"manifest", Kind::kBytes, offsetof(imprint_verify_options, manifest), sizeof(imprint_verify_options::manifest), nullptr, nullptr},
    {"noTraces", Kind::kFlag, offsetof(imprint_verify_options, no_traces), sizeof(imprint_verify_options::no_traces), nullptr, nullptr},
    {"labelText", Kind::kText, offsetof(imprint_verify_options, label_text), sizeof(imprint_verify_options::label_text), nullptr, nullptr},
    {"labelFont", Kind::kBytes, offsetof(imprint_verify_options, label_font), sizeof(imprint_verify_options::label_font), nullptr, nullptr},
    {"explicitLabel", Kind::kText, offsetof(imprint_verify_options, explicit_label), sizeof(imprint_verify_options::explicit_label), nullptr, nullptr},
};
inline constexpr Struct kVerifyOptions = {"imprint_verify_options", sizeof(imprint_verify_options), kVerifyOptionsRows, sizeof(kVerifyOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_verify_options>() { return kVerifyOptions; }
inline constexpr Member kPropagateOptionsRows[] = {
    {"declared", Kind::kFlag, offsetof(imprint_propagate_options, declared), sizeof(imprint_propagate_options::declared), nullptr, nullptr},
    {"noWatermark", Kind::kFlag, offsetof(imprint_propagate_options, no_watermark), sizeof(imprint_propagate_options::no_watermark), nullptr, nullptr},
    {"noSearch", Kind::kFlag, offsetof(imprint_propagate_options, no_search), sizeof(imprint_propagate_options::no_search), nullptr, nullptr},
    {"producer", Kind::kText, offsetof(imprint_propagate_options, producer), sizeof(imprint_propagate_options::producer), nullptr, nullptr},
    {"produceId", Kind::kText, offsetof(imprint_propagate_options, produce_id), sizeof(imprint_propagate_options::produce_id), nullptr, nullptr},
    {"signingKey", Kind::kText, offsetof(imprint_propagate_options, signing_key), sizeof(imprint_propagate_options::signing_key), nullptr, nullptr},
    {"signer", Kind::kStruct, offsetof(imprint_propagate_options, signer), sizeof(imprint_propagate_options::signer), nullptr, &kSigner},
    {"manifest", Kind::kStruct, offsetof(imprint_propagate_options, manifest), sizeof(imprint_propagate_options::manifest), nullptr, &kManifestOptions},
    {"noTraces", Kind::kFlag, offsetof(imprint_propagate_options, no_traces), sizeof(imprint_propagate_options::no_traces), nullptr, nullptr},
    {"strict", Kind::kFlag, offsetof(imprint_propagate_options, strict), sizeof(imprint_propagate_options::strict), nullptr, nullptr},
    {"labelSigner", Kind::kStruct, offsetof(imprint_propagate_options, label_signer), sizeof(imprint_propagate_options::label_signer), nullptr, &kSigner},
    {"explicitLabel", Kind::kText, offsetof(imprint_propagate_options, explicit_label), sizeof(imprint_propagate_options::explicit_label), nullptr, nullptr},
};
inline constexpr Struct kPropagateOptions = {"imprint_propagate_options", sizeof(imprint_propagate_options), kPropagateOptionsRows, sizeof(kPropagateOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_propagate_options>() { return kPropagateOptions; }
inline constexpr Member kTransplantOptionsRows[] = {
    {"noSearch", Kind::kFlag, offsetof(imprint_transplant_options, no_search), sizeof(imprint_transplant_options::no_search), nullptr, nullptr},
    {"vouched", Kind::kFlag, offsetof(imprint_transplant_options, vouched), sizeof(imprint_transplant_options::vouched), nullptr, nullptr},
};
inline constexpr Struct kTransplantOptions = {"imprint_transplant_options", sizeof(imprint_transplant_options), kTransplantOptionsRows, sizeof(kTransplantOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_transplant_options>() { return kTransplantOptions; }
inline constexpr Member kEmbedOptionsRows[] = {
    {"leastRobustness", Kind::kEnum, offsetof(imprint_embed_options, least_robustness), sizeof(imprint_embed_options::least_robustness), &kRobustness, nullptr},
    {"keyId", Kind::kText, offsetof(imprint_embed_options, key_id), sizeof(imprint_embed_options::key_id), nullptr, nullptr},
    {"strength", Kind::kDouble, offsetof(imprint_embed_options, strength), sizeof(imprint_embed_options::strength), nullptr, nullptr},
    {"minPsnrDb", Kind::kDouble, offsetof(imprint_embed_options, min_psnr_db), sizeof(imprint_embed_options::min_psnr_db), nullptr, nullptr},
    {"replacement", Kind::kText, offsetof(imprint_embed_options, replacement), sizeof(imprint_embed_options::replacement), nullptr, nullptr},
    {"logPath", Kind::kText, offsetof(imprint_embed_options, log_path), sizeof(imprint_embed_options::log_path), nullptr, nullptr},
};
inline constexpr Struct kEmbedOptions = {"imprint_embed_options", sizeof(imprint_embed_options), kEmbedOptionsRows, sizeof(kEmbedOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_embed_options>() { return kEmbedOptions; }
inline constexpr Member kDetectOptionsRows[] = {
    {"noSearch", Kind::kFlag, offsetof(imprint_detect_options, no_search), sizeof(imprint_detect_options::no_search), nullptr, nullptr},
};
inline constexpr Struct kDetectOptions = {"imprint_detect_options", sizeof(imprint_detect_options), kDetectOptionsRows, sizeof(kDetectOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_detect_options>() { return kDetectOptions; }
inline constexpr Member kLabelOptionsRows[] = {
    {"corner", Kind::kEnum, offsetof(imprint_label_options, corner), sizeof(imprint_label_options::corner), &kCorner, nullptr},
    {"text", Kind::kText, offsetof(imprint_label_options, text), sizeof(imprint_label_options::text), nullptr, nullptr},
    {"heightPercent", Kind::kDouble, offsetof(imprint_label_options, height_percent), sizeof(imprint_label_options::height_percent), nullptr, nullptr},
    {"orientation", Kind::kUint32, offsetof(imprint_label_options, orientation), sizeof(imprint_label_options::orientation), nullptr, nullptr},
    {"style", Kind::kEnum, offsetof(imprint_label_options, style), sizeof(imprint_label_options::style), &kLabelStyle, nullptr},
    {"form", Kind::kEnum, offsetof(imprint_label_options, form), sizeof(imprint_label_options::form), &kLabelForm, nullptr},
    {"font", Kind::kBytes, offsetof(imprint_label_options, font), sizeof(imprint_label_options::font), nullptr, nullptr},
    {"logo", Kind::kBytes, offsetof(imprint_label_options, logo), sizeof(imprint_label_options::logo), nullptr, nullptr},
    {"audiblePlace", Kind::kEnum, offsetof(imprint_label_options, audible_place), sizeof(imprint_label_options::audible_place), &kAudiblePlace, nullptr},
    {"audibleClipAlone", Kind::kFlag, offsetof(imprint_label_options, audible_clip_alone), sizeof(imprint_label_options::audible_clip_alone), nullptr, nullptr},
    {"audibleClip", Kind::kBytes, offsetof(imprint_label_options, audible_clip), sizeof(imprint_label_options::audible_clip), nullptr, nullptr},
    {"audibleAtS", Kind::kNumbers, offsetof(imprint_label_options, audible_at_s), sizeof(imprint_label_options::audible_at_s), nullptr, nullptr},
};
inline constexpr Struct kLabelOptions = {"imprint_label_options", sizeof(imprint_label_options), kLabelOptionsRows, sizeof(kLabelOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_label_options>() { return kLabelOptions; }
inline constexpr Member kLabelFindOptionsRows[] = {
    {"orientation", Kind::kUint32, offsetof(imprint_label_find_options, orientation), sizeof(imprint_label_find_options::orientation), nullptr, nullptr},
    {"text", Kind::kText, offsetof(imprint_label_find_options, text), sizeof(imprint_label_find_options::text), nullptr, nullptr},
    {"font", Kind::kBytes, offsetof(imprint_label_find_options, font), sizeof(imprint_label_find_options::font), nullptr, nullptr},
};
inline constexpr Struct kLabelFindOptions = {"imprint_label_find_options", sizeof(imprint_label_find_options), kLabelFindOptionsRows, sizeof(kLabelFindOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_label_find_options>() { return kLabelFindOptions; }
inline constexpr Member kAigcLabelRows[] = {
    {"strict", Kind::kFlag, offsetof(imprint_aigc_label, strict), sizeof(imprint_aigc_label::strict), nullptr, nullptr},
    {"label", Kind::kText, offsetof(imprint_aigc_label, label), sizeof(imprint_aigc_label::label), nullptr, nullptr},
    {"contentProducer", Kind::kText, offsetof(imprint_aigc_label, content_producer), sizeof(imprint_aigc_label::content_producer), nullptr, nullptr},
    {"produceId", Kind::kText, offsetof(imprint_aigc_label, produce_id), sizeof(imprint_aigc_label::produce_id), nullptr, nullptr},
    {"reservedCode1", Kind::kText, offsetof(imprint_aigc_label, reserved_code1), sizeof(imprint_aigc_label::reserved_code1), nullptr, nullptr},
    {"contentPropagator", Kind::kText, offsetof(imprint_aigc_label, content_propagator), sizeof(imprint_aigc_label::content_propagator), nullptr, nullptr},
    {"propagateId", Kind::kText, offsetof(imprint_aigc_label, propagate_id), sizeof(imprint_aigc_label::propagate_id), nullptr, nullptr},
    {"reservedCode2", Kind::kText, offsetof(imprint_aigc_label, reserved_code2), sizeof(imprint_aigc_label::reserved_code2), nullptr, nullptr},
    {"signingKey", Kind::kText, offsetof(imprint_aigc_label, signing_key), sizeof(imprint_aigc_label::signing_key), nullptr, nullptr},
    {"propagatorSigningKey", Kind::kText, offsetof(imprint_aigc_label, propagator_signing_key), sizeof(imprint_aigc_label::propagator_signing_key), nullptr, nullptr},
    {"replacement", Kind::kText, offsetof(imprint_aigc_label, replacement), sizeof(imprint_aigc_label::replacement), nullptr, nullptr},
    {"logPath", Kind::kText, offsetof(imprint_aigc_label, log_path), sizeof(imprint_aigc_label::log_path), nullptr, nullptr},
    {"signer", Kind::kStruct, offsetof(imprint_aigc_label, signer), sizeof(imprint_aigc_label::signer), nullptr, &kSigner},
    {"propagatorSigner", Kind::kStruct, offsetof(imprint_aigc_label, propagator_signer), sizeof(imprint_aigc_label::propagator_signer), nullptr, &kSigner},
    {"markIdKeyId", Kind::kText, offsetof(imprint_aigc_label, mark_id_key_id), sizeof(imprint_aigc_label::mark_id_key_id), nullptr, nullptr},
};
inline constexpr Struct kAigcLabel = {"imprint_aigc_label", sizeof(imprint_aigc_label), kAigcLabelRows, sizeof(kAigcLabelRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_aigc_label>() { return kAigcLabel; }
inline constexpr Member kLintOptionsRows[] = {
    {"strict", Kind::kFlag, offsetof(imprint_lint_options, strict), sizeof(imprint_lint_options::strict), nullptr, nullptr},
    {"timeS", Kind::kInt64, offsetof(imprint_lint_options, time_s), sizeof(imprint_lint_options::time_s), nullptr, nullptr},
};
inline constexpr Struct kLintOptions = {"imprint_lint_options", sizeof(imprint_lint_options), kLintOptionsRows, sizeof(kLintOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_lint_options>() { return kLintOptions; }
inline constexpr Member kManifestOptionsRows[] = {
    {"sidecar", Kind::kFlag, offsetof(imprint_manifest_options, sidecar), sizeof(imprint_manifest_options::sidecar), nullptr, nullptr},
    {"noAigc", Kind::kFlag, offsetof(imprint_manifest_options, no_aigc), sizeof(imprint_manifest_options::no_aigc), nullptr, nullptr},
    {"markId", Kind::kWord, offsetof(imprint_manifest_options, mark_id), sizeof(imprint_manifest_options::mark_id), nullptr, nullptr},
    {"markId", Kind::kPresence, offsetof(imprint_manifest_options, has_mark_id), sizeof(imprint_manifest_options::has_mark_id), nullptr, nullptr},
    {"timeS", Kind::kInt64, offsetof(imprint_manifest_options, time_s), sizeof(imprint_manifest_options::time_s), nullptr, nullptr},
    {"sourceType", Kind::kText, offsetof(imprint_manifest_options, source_type), sizeof(imprint_manifest_options::source_type), nullptr, nullptr},
    {"software", Kind::kText, offsetof(imprint_manifest_options, software), sizeof(imprint_manifest_options::software), nullptr, nullptr},
    {"softwareVersion", Kind::kText, offsetof(imprint_manifest_options, software_version), sizeof(imprint_manifest_options::software_version), nullptr, nullptr},
    {"title", Kind::kText, offsetof(imprint_manifest_options, title), sizeof(imprint_manifest_options::title), nullptr, nullptr},
    {"notice", Kind::kText, offsetof(imprint_manifest_options, notice), sizeof(imprint_manifest_options::notice), nullptr, nullptr},
    {"thumbnail", Kind::kFlag, offsetof(imprint_manifest_options, thumbnail), sizeof(imprint_manifest_options::thumbnail), nullptr, nullptr},
    {"thumbnailPx", Kind::kUint32, offsetof(imprint_manifest_options, thumbnail_px), sizeof(imprint_manifest_options::thumbnail_px), nullptr, nullptr},
    {"markIdKeyId", Kind::kText, offsetof(imprint_manifest_options, mark_id_key_id), sizeof(imprint_manifest_options::mark_id_key_id), nullptr, nullptr},
};
inline constexpr Struct kManifestOptions = {"imprint_manifest_options", sizeof(imprint_manifest_options), kManifestOptionsRows, sizeof(kManifestOptionsRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_manifest_options>() { return kManifestOptions; }
inline constexpr Member kSignerRows[] = {
    {"certificates", Kind::kText, offsetof(imprint_signer, certificates), sizeof(imprint_signer::certificates), nullptr, nullptr},
    {"privateKey", Kind::kText, offsetof(imprint_signer, private_key), sizeof(imprint_signer::private_key), nullptr, nullptr},
    {"algorithm", Kind::kText, offsetof(imprint_signer, algorithm), sizeof(imprint_signer::algorithm), nullptr, nullptr},
    {"sign", Kind::kExchange, offsetof(imprint_signer, sign), sizeof(imprint_signer::sign), nullptr, nullptr},
    {"timeStamp", Kind::kExchange, offsetof(imprint_signer, time_stamp), sizeof(imprint_signer::time_stamp), nullptr, nullptr},
    {"userData", Kind::kUserData, offsetof(imprint_signer, user_data), sizeof(imprint_signer::user_data), nullptr, nullptr},
};
inline constexpr Struct kSigner = {"imprint_signer", sizeof(imprint_signer), kSignerRows, sizeof(kSignerRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_signer>() { return kSigner; }
inline constexpr Member kLogEntryRows[] = {
    {"producer", Kind::kText, offsetof(imprint_log_entry, producer), sizeof(imprint_log_entry::producer), nullptr, nullptr},
    {"produceId", Kind::kText, offsetof(imprint_log_entry, produce_id), sizeof(imprint_log_entry::produce_id), nullptr, nullptr},
    {"waiver", Kind::kText, offsetof(imprint_log_entry, waiver), sizeof(imprint_log_entry::waiver), nullptr, nullptr},
    {"file", Kind::kBytes, offsetof(imprint_log_entry, file), sizeof(imprint_log_entry::file), nullptr, nullptr},
    {"timeS", Kind::kInt64, offsetof(imprint_log_entry, time_s), sizeof(imprint_log_entry::time_s), nullptr, nullptr},
    {"replaced", Kind::kText, offsetof(imprint_log_entry, replaced), sizeof(imprint_log_entry::replaced), nullptr, nullptr},
    {"markIdKeyId", Kind::kText, offsetof(imprint_log_entry, mark_id_key_id), sizeof(imprint_log_entry::mark_id_key_id), nullptr, nullptr},
};
inline constexpr Struct kLogEntry = {"imprint_log_entry", sizeof(imprint_log_entry), kLogEntryRows, sizeof(kLogEntryRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_log_entry>() { return kLogEntry; }
inline constexpr Member kBatchItemRows[] = {
    {"path", Kind::kText, offsetof(imprint_batch_item, path), sizeof(imprint_batch_item::path), nullptr, nullptr},
    {"file", Kind::kBytes, offsetof(imprint_batch_item, file), sizeof(imprint_batch_item::file), nullptr, nullptr},
    {"outPath", Kind::kText, offsetof(imprint_batch_item, out_path), sizeof(imprint_batch_item::out_path), nullptr, nullptr},
    {"producer", Kind::kText, offsetof(imprint_batch_item, producer), sizeof(imprint_batch_item::producer), nullptr, nullptr},
    {"produceId", Kind::kText, offsetof(imprint_batch_item, produce_id), sizeof(imprint_batch_item::produce_id), nullptr, nullptr},
    {"propagator", Kind::kText, offsetof(imprint_batch_item, propagator), sizeof(imprint_batch_item::propagator), nullptr, nullptr},
    {"propagateId", Kind::kText, offsetof(imprint_batch_item, propagate_id), sizeof(imprint_batch_item::propagate_id), nullptr, nullptr},
};
inline constexpr Struct kBatchItem = {"imprint_batch_item", sizeof(imprint_batch_item), kBatchItemRows, sizeof(kBatchItemRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_batch_item>() { return kBatchItem; }
inline constexpr Member kEmbedResultRows[] = {
    {"psnrDb", Kind::kDouble, offsetof(imprint_embed_result, psnr_db), sizeof(imprint_embed_result::psnr_db), nullptr, nullptr},
    {"maxChange", Kind::kDouble, offsetof(imprint_embed_result, max_change), sizeof(imprint_embed_result::max_change), nullptr, nullptr},
    {"manifestBroken", Kind::kFlag, offsetof(imprint_embed_result, manifest_broken), sizeof(imprint_embed_result::manifest_broken), nullptr, nullptr},
    {"robustness", Kind::kEnum, offsetof(imprint_embed_result, robustness), sizeof(imprint_embed_result::robustness), &kRobustness, nullptr},
    {"visibility", Kind::kDouble, offsetof(imprint_embed_result, visibility), sizeof(imprint_embed_result::visibility), nullptr, nullptr},
    {"depthDb", Kind::kDouble, offsetof(imprint_embed_result, depth_db), sizeof(imprint_embed_result::depth_db), nullptr, nullptr},
    {"markedS", Kind::kDouble, offsetof(imprint_embed_result, marked_s), sizeof(imprint_embed_result::marked_s), nullptr, nullptr},
};
inline constexpr Struct kEmbedResult = {"imprint_embed_result", sizeof(imprint_embed_result), kEmbedResultRows, sizeof(kEmbedResultRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_embed_result>() { return kEmbedResult; }
inline constexpr Member kDetectionRows[] = {
    {"found", Kind::kFlag, offsetof(imprint_detection, found), sizeof(imprint_detection::found), nullptr, nullptr},
    {"payload", Kind::kWord, offsetof(imprint_detection, payload), sizeof(imprint_detection::payload), nullptr, nullptr},
    {"pValue", Kind::kDouble, offsetof(imprint_detection, p_value), sizeof(imprint_detection::p_value), nullptr, nullptr},
    {"pilotSigma", Kind::kDouble, offsetof(imprint_detection, pilot_sigma), sizeof(imprint_detection::pilot_sigma), nullptr, nullptr},
    {"pixelsPerCanonical", Kind::kDouble, offsetof(imprint_detection, pixels_per_canonical), sizeof(imprint_detection::pixels_per_canonical), nullptr, nullptr},
    {"rotationDeg", Kind::kDouble, offsetof(imprint_detection, rotation_deg), sizeof(imprint_detection::rotation_deg), nullptr, nullptr},
    {"attempts", Kind::kUint32, offsetof(imprint_detection, attempts), sizeof(imprint_detection::attempts), nullptr, nullptr},
    {"keyId", Kind::kChars, offsetof(imprint_detection, key_id), sizeof(imprint_detection::key_id), nullptr, nullptr},
    {"xPx", Kind::kUint32, offsetof(imprint_detection, x_px), sizeof(imprint_detection::x_px), nullptr, nullptr},
    {"yPx", Kind::kUint32, offsetof(imprint_detection, y_px), sizeof(imprint_detection::y_px), nullptr, nullptr},
    {"widthPx", Kind::kUint32, offsetof(imprint_detection, width_px), sizeof(imprint_detection::width_px), nullptr, nullptr},
    {"heightPx", Kind::kUint32, offsetof(imprint_detection, height_px), sizeof(imprint_detection::height_px), nullptr, nullptr},
    {"startS", Kind::kDouble, offsetof(imprint_detection, start_s), sizeof(imprint_detection::start_s), nullptr, nullptr},
    {"endS", Kind::kDouble, offsetof(imprint_detection, end_s), sizeof(imprint_detection::end_s), nullptr, nullptr},
    {"timeScale", Kind::kDouble, offsetof(imprint_detection, time_scale), sizeof(imprint_detection::time_scale), nullptr, nullptr},
    {"pitchShiftSemitones", Kind::kDouble, offsetof(imprint_detection, pitch_shift_semitones), sizeof(imprint_detection::pitch_shift_semitones), nullptr, nullptr},
};
inline constexpr Struct kDetection = {"imprint_detection", sizeof(imprint_detection), kDetectionRows, sizeof(kDetectionRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_detection>() { return kDetection; }
inline constexpr Member kLabelPlacementRows[] = {
    {"xPx", Kind::kUint32, offsetof(imprint_label_placement, x_px), sizeof(imprint_label_placement::x_px), nullptr, nullptr},
    {"yPx", Kind::kUint32, offsetof(imprint_label_placement, y_px), sizeof(imprint_label_placement::y_px), nullptr, nullptr},
    {"widthPx", Kind::kUint32, offsetof(imprint_label_placement, width_px), sizeof(imprint_label_placement::width_px), nullptr, nullptr},
    {"heightPx", Kind::kUint32, offsetof(imprint_label_placement, height_px), sizeof(imprint_label_placement::height_px), nullptr, nullptr},
    {"inkHeightPx", Kind::kUint32, offsetof(imprint_label_placement, ink_height_px), sizeof(imprint_label_placement::ink_height_px), nullptr, nullptr},
    {"inkHeightPercent", Kind::kDouble, offsetof(imprint_label_placement, ink_height_percent), sizeof(imprint_label_placement::ink_height_percent), nullptr, nullptr},
    {"raised", Kind::kFlag, offsetof(imprint_label_placement, raised), sizeof(imprint_label_placement::raised), nullptr, nullptr},
    {"manifestBroken", Kind::kFlag, offsetof(imprint_label_placement, manifest_broken), sizeof(imprint_label_placement::manifest_broken), nullptr, nullptr},
    {"startS", Kind::kDouble, offsetof(imprint_label_placement, start_s), sizeof(imprint_label_placement::start_s), nullptr, nullptr},
    {"endS", Kind::kDouble, offsetof(imprint_label_placement, end_s), sizeof(imprint_label_placement::end_s), nullptr, nullptr},
    {"labelLufs", Kind::kDouble, offsetof(imprint_label_placement, label_lufs), sizeof(imprint_label_placement::label_lufs), nullptr, nullptr},
};
inline constexpr Struct kLabelPlacement = {"imprint_label_placement", sizeof(imprint_label_placement), kLabelPlacementRows, sizeof(kLabelPlacementRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_label_placement>() { return kLabelPlacement; }
inline constexpr Member kLabelFoundRows[] = {
    {"found", Kind::kFlag, offsetof(imprint_label_found, found), sizeof(imprint_label_found::found), nullptr, nullptr},
    {"legibility", Kind::kEnum, offsetof(imprint_label_found, legibility), sizeof(imprint_label_found::legibility), &kLegibility, nullptr},
    {"xPx", Kind::kUint32, offsetof(imprint_label_found, x_px), sizeof(imprint_label_found::x_px), nullptr, nullptr},
    {"yPx", Kind::kUint32, offsetof(imprint_label_found, y_px), sizeof(imprint_label_found::y_px), nullptr, nullptr},
    {"widthPx", Kind::kUint32, offsetof(imprint_label_found, width_px), sizeof(imprint_label_found::width_px), nullptr, nullptr},
    {"heightPx", Kind::kUint32, offsetof(imprint_label_found, height_px), sizeof(imprint_label_found::height_px), nullptr, nullptr},
    {"inkHeightPx", Kind::kUint32, offsetof(imprint_label_found, ink_height_px), sizeof(imprint_label_found::ink_height_px), nullptr, nullptr},
    {"inkHeightPercent", Kind::kDouble, offsetof(imprint_label_found, ink_height_percent), sizeof(imprint_label_found::ink_height_percent), nullptr, nullptr},
    {"contrast", Kind::kDouble, offsetof(imprint_label_found, contrast), sizeof(imprint_label_found::contrast), nullptr, nullptr},
    {"score", Kind::kDouble, offsetof(imprint_label_found, score), sizeof(imprint_label_found::score), nullptr, nullptr},
    {"text", Kind::kChars, offsetof(imprint_label_found, text), sizeof(imprint_label_found::text), nullptr, nullptr},
    {"startS", Kind::kDouble, offsetof(imprint_label_found, start_s), sizeof(imprint_label_found::start_s), nullptr, nullptr},
    {"endS", Kind::kDouble, offsetof(imprint_label_found, end_s), sizeof(imprint_label_found::end_s), nullptr, nullptr},
    {"unitS", Kind::kDouble, offsetof(imprint_label_found, unit_s), sizeof(imprint_label_found::unit_s), nullptr, nullptr},
    {"labelLufs", Kind::kDouble, offsetof(imprint_label_found, label_lufs), sizeof(imprint_label_found::label_lufs), nullptr, nullptr},
    {"programmeLufs", Kind::kDouble, offsetof(imprint_label_found, programme_lufs), sizeof(imprint_label_found::programme_lufs), nullptr, nullptr},
    {"audiblePlace", Kind::kEnum, offsetof(imprint_label_found, audible_place), sizeof(imprint_label_found::audible_place), &kAudiblePlace, nullptr},
    {"sound", Kind::kFlag, offsetof(imprint_label_found, sound), sizeof(imprint_label_found::sound), nullptr, nullptr},
};
inline constexpr Struct kLabelFound = {"imprint_label_found", sizeof(imprint_label_found), kLabelFoundRows, sizeof(kLabelFoundRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_label_found>() { return kLabelFound; }
inline constexpr Member kLogSummaryRows[] = {
    {"records", Kind::kUint64, offsetof(imprint_log_summary, records), sizeof(imprint_log_summary::records), nullptr, nullptr},
    {"firstSequence", Kind::kUint64, offsetof(imprint_log_summary, first_sequence), sizeof(imprint_log_summary::first_sequence), nullptr, nullptr},
    {"lastSequence", Kind::kUint64, offsetof(imprint_log_summary, last_sequence), sizeof(imprint_log_summary::last_sequence), nullptr, nullptr},
    {"firstTimeS", Kind::kInt64, offsetof(imprint_log_summary, first_time_s), sizeof(imprint_log_summary::first_time_s), nullptr, nullptr},
    {"lastTimeS", Kind::kInt64, offsetof(imprint_log_summary, last_time_s), sizeof(imprint_log_summary::last_time_s), nullptr, nullptr},
    {"tornBytes", Kind::kUint64, offsetof(imprint_log_summary, torn_bytes), sizeof(imprint_log_summary::torn_bytes), nullptr, nullptr},
    {"head", Kind::kChars, offsetof(imprint_log_summary, head), sizeof(imprint_log_summary::head), nullptr, nullptr},
};
inline constexpr Struct kLogSummary = {"imprint_log_summary", sizeof(imprint_log_summary), kLogSummaryRows, sizeof(kLogSummaryRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_log_summary>() { return kLogSummary; }
inline constexpr Member kAudioFormatRows[] = {
    {"rateHz", Kind::kUint32, offsetof(imprint_audio_format, rate_hz), sizeof(imprint_audio_format::rate_hz), nullptr, nullptr},
    {"channels", Kind::kUint32, offsetof(imprint_audio_format, channels), sizeof(imprint_audio_format::channels), nullptr, nullptr},
    {"samples", Kind::kEnum, offsetof(imprint_audio_format, samples), sizeof(imprint_audio_format::samples), &kSampleFormat, nullptr},
};
inline constexpr Struct kAudioFormat = {"imprint_audio_format", sizeof(imprint_audio_format), kAudioFormatRows, sizeof(kAudioFormatRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_audio_format>() { return kAudioFormat; }
inline constexpr Member kAudibleFoundRows[] = {
    {"found", Kind::kFlag, offsetof(imprint_audible_found, found), sizeof(imprint_audible_found::found), nullptr, nullptr},
    {"startS", Kind::kDouble, offsetof(imprint_audible_found, start_s), sizeof(imprint_audible_found::start_s), nullptr, nullptr},
    {"endS", Kind::kDouble, offsetof(imprint_audible_found, end_s), sizeof(imprint_audible_found::end_s), nullptr, nullptr},
    {"unitS", Kind::kDouble, offsetof(imprint_audible_found, unit_s), sizeof(imprint_audible_found::unit_s), nullptr, nullptr},
    {"toneHz", Kind::kDouble, offsetof(imprint_audible_found, tone_hz), sizeof(imprint_audible_found::tone_hz), nullptr, nullptr},
    {"labelLufs", Kind::kDouble, offsetof(imprint_audible_found, label_lufs), sizeof(imprint_audible_found::label_lufs), nullptr, nullptr},
    {"programmeLufs", Kind::kDouble, offsetof(imprint_audible_found, programme_lufs), sizeof(imprint_audible_found::programme_lufs), nullptr, nullptr},
    {"score", Kind::kDouble, offsetof(imprint_audible_found, score), sizeof(imprint_audible_found::score), nullptr, nullptr},
    {"tooQuiet", Kind::kFlag, offsetof(imprint_audible_found, too_quiet), sizeof(imprint_audible_found::too_quiet), nullptr, nullptr},
    {"wrongTiming", Kind::kFlag, offsetof(imprint_audible_found, wrong_timing), sizeof(imprint_audible_found::wrong_timing), nullptr, nullptr},
};
inline constexpr Struct kAudibleFound = {"imprint_audible_found", sizeof(imprint_audible_found), kAudibleFoundRows, sizeof(kAudibleFoundRows) / sizeof(Member)};
template <> inline const Struct& table_of<imprint_audible_found>() { return kAudibleFound; }

// Every call of the header with an imprint_error: by its name without prefix, in camelCase.
inline constexpr Function kFunctions[] = {
    {"contextAddKey", at_once<imprint_context_add_key>},
    {"contextAddMarkIdKey", at_once<imprint_context_add_mark_id_key>},
    {"contextAddTrust", at_once<imprint_context_add_trust>},
    {"contextAddTrustFor", at_once<imprint_context_add_trust_for>},
    {"contextAddManifestTrust", at_once<imprint_context_add_manifest_trust>},
    {"contextWarmUp", on_a_worker<imprint_context_warm_up>},
    {"contextSetFfmpeg", at_once<imprint_context_set_ffmpeg>},
    {"keyGenerate", at_once<imprint_key_generate>},
    {"mark", on_a_worker<imprint_mark>},
    {"markImage", on_a_worker<imprint_mark_image>},
    {"finish", on_a_worker<imprint_finish>},
    {"verify", on_a_worker<imprint_verify>},
    {"propagate", on_a_worker<imprint_propagate>},
    {"transplant", on_a_worker<imprint_transplant>},
    {"markPath", on_a_worker<imprint_mark_path>},
    {"verifyPath", on_a_worker<imprint_verify_path>},
    {"propagatePath", on_a_worker<imprint_propagate_path>},
    {"fileRead", on_a_worker<imprint_file_read>},
    {"fileWrite", on_a_worker<imprint_file_write>},
    {"markId", at_once<imprint_mark_id>},
    {"markIdKeyed", at_once<imprint_mark_id_keyed>},
    {"watermarkEmbed", on_a_worker<imprint_watermark_embed>},
    {"watermarkEmbedFile", on_a_worker<imprint_watermark_embed_file>},
    {"watermarkDetect", on_a_worker<imprint_watermark_detect>},
    {"watermarkDetectFile", on_a_worker<imprint_watermark_detect_file>},
    {"labelDraw", on_a_worker<imprint_label_draw>},
    {"labelDrawFile", on_a_worker<imprint_label_draw_file>},
    {"labelFind", on_a_worker<imprint_label_find>},
    {"labelFindFile", on_a_worker<imprint_label_find_file>},
    {"aigcRead", on_a_worker<imprint_aigc_read>},
    {"aigcWrite", on_a_worker<imprint_aigc_write>},
    {"providerCode", at_once<imprint_provider_code>},
    {"aigcLint", on_a_worker<imprint_aigc_lint>},
    {"aigcCompare", on_a_worker<imprint_aigc_compare>},
    {"logAppend", on_a_worker<imprint_log_append>},
    {"logVerify", on_a_worker<imprint_log_verify>},
    {"logExport", on_a_worker<imprint_log_export>},
    {"logPurge", on_a_worker<imprint_log_purge>},
    {"manifestSign", on_a_worker<imprint_manifest_sign>},
    {"manifestRead", on_a_worker<imprint_manifest_read>},
    {"manifestVerify", on_a_worker<imprint_manifest_verify>},
};

// What a caller's struct is long, and what the library that is loaded says.
inline constexpr SizeCheck kSizes[] = {
    {"imprint_context_options", sizeof(imprint_context_options), imprint_sizeof_context_options},
    {"imprint_mark_options", sizeof(imprint_mark_options), imprint_sizeof_mark_options},
    {"imprint_verify_options", sizeof(imprint_verify_options), imprint_sizeof_verify_options},
    {"imprint_embed_options", sizeof(imprint_embed_options), imprint_sizeof_embed_options},
    {"imprint_embed_result", sizeof(imprint_embed_result), imprint_sizeof_embed_result},
    {"imprint_detect_options", sizeof(imprint_detect_options), imprint_sizeof_detect_options},
    {"imprint_detection", sizeof(imprint_detection), imprint_sizeof_detection},
    {"imprint_label_options", sizeof(imprint_label_options), imprint_sizeof_label_options},
    {"imprint_label_placement", sizeof(imprint_label_placement), imprint_sizeof_label_placement},
    {"imprint_aigc_label", sizeof(imprint_aigc_label), imprint_sizeof_aigc_label},
    {"imprint_lint_options", sizeof(imprint_lint_options), imprint_sizeof_lint_options},
    {"imprint_propagate_options", sizeof(imprint_propagate_options), imprint_sizeof_propagate_options},
    {"imprint_label_find_options", sizeof(imprint_label_find_options), imprint_sizeof_label_find_options},
    {"imprint_label_found", sizeof(imprint_label_found), imprint_sizeof_label_found},
    {"imprint_log_entry", sizeof(imprint_log_entry), imprint_sizeof_log_entry},
    {"imprint_log_summary", sizeof(imprint_log_summary), imprint_sizeof_log_summary},
    {"imprint_signer", sizeof(imprint_signer), imprint_sizeof_signer},
    {"imprint_manifest_options", sizeof(imprint_manifest_options), imprint_sizeof_manifest_options},
    {"imprint_event", sizeof(imprint_event), imprint_sizeof_event},
    {"imprint_derive_options", sizeof(imprint_derive_options), imprint_sizeof_derive_options},
    {"imprint_transplant_options", sizeof(imprint_transplant_options), imprint_sizeof_transplant_options},
    {"imprint_batch_item", sizeof(imprint_batch_item), imprint_sizeof_batch_item},
    {"imprint_audio_format", sizeof(imprint_audio_format), imprint_sizeof_audio_format},
    {"imprint_audible_found", sizeof(imprint_audible_found), imprint_sizeof_audible_found},
};

}  // namespace imprint_node
