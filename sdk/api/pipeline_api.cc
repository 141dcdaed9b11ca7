// Mark and verify: all layers.
#include "api/calls.h"
#include "api/guard.h"
#include "api/handles.h"
#include "api/log_record.h"
#include "api/manifest_options.h"
#include "codec/codec.h"
#include "image/adapt.h"
#include "pipeline/mark.h"
#include "pipeline/mark_id.h"
#include "pipeline/verify.h"

using namespace imprint;
using namespace imprint::api;

namespace {

constexpr const char* kSourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";  // IPTC NewsCodes, spec/aigc-label.md

Result<pipeline::Conversion> to_conversion(imprint_picture_format format, uint32_t quality) {
  pipeline::Conversion out;
  if (quality > 100) return Status{Code::kInvalidArgument, "quality is " + std::to_string(quality) + ", allowed are 1 to 100, and 0 for 92"};
  if (quality != 0) out.quality = static_cast<int>(quality);
  switch (format) {
    case IMPRINT_PICTURE_FORMAT_SAME: return out;
    case IMPRINT_PICTURE_FORMAT_PNG: out.to = container::Format::kPng; return out;
    case IMPRINT_PICTURE_FORMAT_JPEG: out.to = container::Format::kJpeg; return out;
    case IMPRINT_PICTURE_FORMAT_WEBP: out.to = container::Format::kWebp; return out;
    default: return Status{Code::kInvalidArgument, "convert_to is no imprint_picture_format"};
  }
}

Result<pipeline::MarkOptions> to_mark_options(const imprint_mark_options& given, const Limits& limits, LogoPixels& logo) {
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_visible, "no_visible"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_watermark, "no_watermark"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.strict, "strict"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "mark options"));
  pipeline::MarkOptions out;
  out.strict = given.strict == 1;
  out.visible = given.no_visible == 0;
  out.waiver = to_string(given.waiver);
  out.watermark = given.no_watermark == 0;
  out.replacement = to_string(given.replacement);
  IMPRINT_ASSIGN_OR_RETURN(out.conversion, to_conversion(given.convert_to, given.quality));
  IMPRINT_RETURN_IF_ERROR(read_look({given.corner, given.text, given.height_percent, given.style, given.form, given.font, given.logo},
                                    limits, logo, out.label));
  IMPRINT_ASSIGN_OR_RETURN(out.audible, to_audible({given.audible_place, given.audible_clip, given.audible_at_s, given.audible_clip_alone}));
  IMPRINT_ASSIGN_OR_RETURN(out.embed.strength, in_range(given.strength, out.embed.strength, 0.01, 1.0, "strength"));
  IMPRINT_ASSIGN_OR_RETURN(out.embed.min_psnr_db, in_range(given.min_psnr_db, out.embed.min_psnr_db, 30.0, 60.0, "min_psnr_db"));
  IMPRINT_ASSIGN_OR_RETURN(out.embed.least_robustness, to_robustness(given.least_robustness));
  const std::string term = present(given.source_type) ? to_string(given.source_type) : "trainedAlgorithmicMedia";
  if (!term.empty()) out.companions.digital_source_type = kSourceTypes + term;
  out.companions.ai_system_used = to_string(given.ai_system);
  out.companions.ai_system_version_used = to_string(given.ai_system_version);
  return out;
}

// Where the file that is to be marked comes from.
enum class Source { kGenerated, kFinished, kPixels };

Status mark(const imprint_context* context, imprint_byte_view file, imprint_text producer, imprint_text produce_id,
            const imprint_mark_options* options, Source source, imprint_bytes* out, imprint_report** report) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  const Limits limits = begin_call(*context);
  IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
  if (report != nullptr) *report = nullptr;
  IMPRINT_ASSIGN_OR_RETURN(const imprint_mark_options given, read_options(options, "mark options"));
  LogoPixels logo;
  IMPRINT_ASSIGN_OR_RETURN(pipeline::MarkOptions wanted, to_mark_options(given, limits, logo));
  const bool finished = source == Source::kFinished;
  wanted.finished = finished;
  wanted.conversion.of_pixels = source == Source::kPixels;
  IMPRINT_RETURN_IF_ERROR(require(!finished || wanted.conversion.to == container::Format::kUnknown,
                                  "convert_to is not for imprint_finish(), which leaves the encoded picture as it is"));
  IMPRINT_RETURN_IF_ERROR(require(!finished || given.least_robustness == IMPRINT_ROBUSTNESS_ANY,
                                  "least_robustness is not for imprint_finish(), which embeds no watermark"));
  IMPRINT_ASSIGN_OR_RETURN(const auto label_signer, to_label_signer(given.signing_key, given.label_signer));
  if (label_signer) wanted.label_signer = &*label_signer;
  IMPRINT_ASSIGN_OR_RETURN(wanted.manifest_trust, manifest_trust_at(*context, 0));
  IMPRINT_ASSIGN_OR_RETURN(auto signing, to_layer_signing(given.signer, given.manifest));
  if (signing) {
    signing->source_type = wanted.companions.digital_source_type;
    wanted.manifest = &*signing;
  }
  IMPRINT_ASSIGN_OR_RETURN(const watermark::Key key, find_key(*context, given.key_id));
  wanted.known_keys = reading_keys(*context);
  if (present(given.mark_id_key_id)) {
    IMPRINT_ASSIGN_OR_RETURN(wanted.mark_id_key, find_mark_id_key(*context, given.mark_id_key_id));
  }
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::Marked marked,
                           pipeline::mark(bytes, to_string(producer), to_string(produce_id), key, wanted, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  // On record before anyone has the copy.
  if (!wanted.visible && present(given.log_path))
    IMPRINT_RETURN_IF_ERROR(log_copy(to_string(given.log_path),
                                     {0, to_string(producer), to_string(produce_id), wanted.waiver, {}, {}, to_string(given.mark_id_key_id)},
                                     marked.bytes).status());
  IMPRINT_RETURN_IF_ERROR(log_replacement(given.log_path, marked.evidence.replacement,
                                          {0, to_string(producer), to_string(produce_id), {}, {}, {}, to_string(given.mark_id_key_id)},
                                          marked.bytes));
  std::unique_ptr<imprint_report> made = make_report(std::move(marked.evidence));
  IMPRINT_RETURN_IF_ERROR(give_bytes(std::move(marked.bytes), out));
  if (report != nullptr) *report = made.release();
  return {};
}

// The zero byte separates the two in the digest.
Status no_zero_byte(imprint_text producer, imprint_text produce_id) {
  for (const imprint_text& t : {producer, produce_id})
    IMPRINT_RETURN_IF_ERROR(require(to_string(t).find('\0') == std::string::npos, "producer and produce_id hold no zero byte"));
  return {};
}

// A lossless file of the caller's pixels, for what works on files.
Result<Bytes> as_file(const imprint_image* image, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const image::View pixels, to_view(image, limits));
  const image::FormatTraits t = traits(pixels.format);
  if (!t.blue_first) return codec::encode(pixels, container::Format::kPng, 0);
  return codec::encode(image::adapted(pixels, t.has_alpha() ? image::PixelFormat::kRgba8 : image::PixelFormat::kRgb8).view(), container::Format::kPng, 0);
}

}  // namespace

namespace imprint::api {

Status mark_file(const imprint_context* context, imprint_byte_view file, imprint_text producer, imprint_text produce_id,
                 const imprint_mark_options* options, imprint_bytes* out, imprint_report** report) {
  return mark(context, file, producer, produce_id, options, Source::kGenerated, out, report);
}

Status verify_file(const imprint_context* context, imprint_byte_view file, const imprint_verify_options* options, imprint_report** report) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  const Limits limits = begin_call(*context);
  IMPRINT_RETURN_IF_ERROR(require(report != nullptr, "report is NULL"));
  *report = nullptr;
  IMPRINT_ASSIGN_OR_RETURN(const imprint_verify_options given, read_options(options, "verify options"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.declared, "declared"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_watermark, "no_watermark"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_search, "no_search"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_traces, "no_traces"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "verify options"));
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  pipeline::VerifyOptions wanted;
  wanted.declared = given.declared == 1;
  wanted.watermark = given.no_watermark == 0;
  wanted.search = given.no_search == 0;
  wanted.traces = given.no_traces == 0;
  IMPRINT_ASSIGN_OR_RETURN(wanted.known, to_known(*context, given.producer, given.produce_id));
  IMPRINT_ASSIGN_OR_RETURN(wanted.trust, to_trust(*context, given.time_s));
  IMPRINT_ASSIGN_OR_RETURN(wanted.manifest_trust, manifest_trust_at(*context, given.time_s));
  IMPRINT_ASSIGN_OR_RETURN(wanted.manifest, to_optional_bytes(given.manifest, "manifest"));
  wanted.mark_id_keys = context->held->mark_id_keys;
  wanted.label_text = to_string(given.label_text);
  IMPRINT_ASSIGN_OR_RETURN(wanted.label_font, to_optional_bytes(given.label_font, "label_font"));
  IMPRINT_ASSIGN_OR_RETURN(wanted.explicit_label, to_explicit_label(given.explicit_label));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::Evidence evidence, pipeline::verify(bytes, reading_keys(*context), wanted, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  *report = make_report(std::move(evidence)).release();
  return {};
}

}  // namespace imprint::api

extern "C" {

imprint_status imprint_mark(const imprint_context* context, imprint_byte_view file, imprint_text producer, imprint_text produce_id,
                            const imprint_mark_options* options, imprint_bytes* out, imprint_report** report,
                            imprint_error* error) {
  return guard(context, __func__, error, [&] { return mark_file(context, file, producer, produce_id, options, out, report); });
}

imprint_status imprint_mark_image(const imprint_context* context, const imprint_image* image, imprint_text producer, imprint_text produce_id,
                                  const imprint_mark_options* options, imprint_bytes* out, imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    if (report != nullptr) *report = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const Bytes file, as_file(image, begin_call(*context)));
    return mark(context, {file.data(), file.size()}, producer, produce_id, options, Source::kPixels, out, report);
  });
}

imprint_status imprint_finish(const imprint_context* context, imprint_byte_view file, imprint_text producer, imprint_text produce_id,
                              const imprint_mark_options* options, imprint_bytes* out, imprint_report** report,
                              imprint_error* error) {
  return guard(context, __func__, error, [&] { return mark(context, file, producer, produce_id, options, Source::kFinished, out, report); });
}

imprint_status imprint_verify(const imprint_context* context, imprint_byte_view file, const imprint_verify_options* options,
                              imprint_report** report, imprint_error* error) {
  return guard(context, __func__, error, [&] { return verify_file(context, file, options, report); });
}

imprint_status imprint_mark_id(imprint_text producer, imprint_text produce_id, uint64_t* out, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_RETURN_IF_ERROR(no_zero_byte(producer, produce_id));
    *out = pipeline::mark_id(to_string(producer), to_string(produce_id));
    return {};
  });
}

imprint_status imprint_mark_id_keyed(const imprint_context* context, imprint_text key_id, imprint_text producer, imprint_text produce_id,
                                     uint64_t* out, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_RETURN_IF_ERROR(no_zero_byte(producer, produce_id));
    IMPRINT_ASSIGN_OR_RETURN(const pipeline::MarkIdKey key, find_mark_id_key(*context, key_id));
    *out = pipeline::keyed_mark_id(key, to_string(producer), to_string(produce_id));
    return {};
  });
}

}  // extern "C"
