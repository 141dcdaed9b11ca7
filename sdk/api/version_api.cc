// Numbers and names that never change at run time.
#include "base/status.h"
#include "imprint/imprint.h"
#include "watermark/format.h"
#include "watermark/watermark.h"

namespace {

#define IMPRINT_TEXT_(x) #x
#define IMPRINT_TEXT(x) IMPRINT_TEXT_(x)

struct StatusName {
  imprint_status status;
  imprint::Code code;
  const char* name;
};

// One row per status; the codes inside the SDK carry the same numbers.
constexpr StatusName kStatusNames[] = {
#define IMPRINT_ROW(name, code) {name, imprint::Code::code, #name}
    IMPRINT_ROW(IMPRINT_OK, kOk),
    IMPRINT_ROW(IMPRINT_ERR_INVALID_ARGUMENT, kInvalidArgument),
    IMPRINT_ROW(IMPRINT_ERR_UNKNOWN_OPTION, kUnknownOption),
    IMPRINT_ROW(IMPRINT_ERR_OUT_OF_MEMORY, kOutOfMemory),
    IMPRINT_ROW(IMPRINT_ERR_INTERNAL, kInternal),
    IMPRINT_ROW(IMPRINT_ERR_NOT_BUILT, kNotBuilt),
    IMPRINT_ROW(IMPRINT_ERR_CANCELLED, kCancelled),
    IMPRINT_ROW(IMPRINT_ERR_FILE_NOT_FOUND, kFileNotFound),
    IMPRINT_ROW(IMPRINT_ERR_FILE_READ, kFileRead),
    IMPRINT_ROW(IMPRINT_ERR_FILE_EXISTS, kFileExists),
    IMPRINT_ROW(IMPRINT_ERR_FILE_WRITE, kFileWrite),
    IMPRINT_ROW(IMPRINT_ERR_UNSUPPORTED_FORMAT, kUnsupportedFormat),
    IMPRINT_ROW(IMPRINT_ERR_MALFORMED, kMalformed),
    IMPRINT_ROW(IMPRINT_ERR_TRUNCATED, kTruncated),
    IMPRINT_ROW(IMPRINT_ERR_LIMIT_EXCEEDED, kLimitExceeded),
    IMPRINT_ROW(IMPRINT_ERR_UNSUPPORTED_PIXELS, kUnsupportedPixels),
    IMPRINT_ROW(IMPRINT_ERR_DECODE_FAILED, kDecodeFailed),
    IMPRINT_ROW(IMPRINT_ERR_ENCODE_FAILED, kEncodeFailed),
    IMPRINT_ROW(IMPRINT_ERR_IMAGE_TOO_SMALL, kImageTooSmall),
    IMPRINT_ROW(IMPRINT_ERR_IMAGE_TOO_FLAT, kImageTooFlat),
    IMPRINT_ROW(IMPRINT_ERR_KEY_INVALID, kKeyInvalid),
    IMPRINT_ROW(IMPRINT_ERR_TOO_WEAK, kTooWeak),
    IMPRINT_ROW(IMPRINT_ERR_LABEL_TEXT, kLabelText),
    IMPRINT_ROW(IMPRINT_ERR_GLYPH_MISSING, kGlyphMissing),
    IMPRINT_ROW(IMPRINT_ERR_LABEL_DOES_NOT_FIT, kLabelDoesNotFit),
    IMPRINT_ROW(IMPRINT_ERR_AIGC_VALUE, kAigcValue),
    IMPRINT_ROW(IMPRINT_ERR_PROVIDER_CODE, kProviderCode),
    IMPRINT_ROW(IMPRINT_ERR_XMP_MALFORMED, kXmpMalformed),
    IMPRINT_ROW(IMPRINT_ERR_NO_LABEL, kNoLabel),
    IMPRINT_ROW(IMPRINT_ERR_MANIFEST_MALFORMED, kManifestMalformed),
    IMPRINT_ROW(IMPRINT_ERR_CERTIFICATE, kCertificate),
    IMPRINT_ROW(IMPRINT_ERR_SIGNER, kSigner),
    IMPRINT_ROW(IMPRINT_ERR_TIME_STAMP, kTimeStamp),
    IMPRINT_ROW(IMPRINT_ERR_READ_BACK_FAILED, kReadBackFailed),
    IMPRINT_ROW(IMPRINT_ERR_ALREADY_LABELLED, kAlreadyLabelled),
    IMPRINT_ROW(IMPRINT_ERR_OTHER_PICTURE, kOtherPicture),
    IMPRINT_ROW(IMPRINT_ERR_LOG_BROKEN, kLogBroken),
    IMPRINT_ROW(IMPRINT_ERR_LOG_TOO_YOUNG, kLogTooYoung),
    IMPRINT_ROW(IMPRINT_ERR_LOG_FILE, kLogFile),
    IMPRINT_ROW(IMPRINT_ERR_LOG_CLOCK, kLogClock),
#undef IMPRINT_ROW
};

constexpr bool same_numbers() {
  for (const StatusName& row : kStatusNames)
    if (static_cast<uint32_t>(row.status) != static_cast<uint32_t>(row.code)) return false;
  return true;
}
static_assert(same_numbers());
static_assert(IMPRINT_WATERMARK_MIN_SIDE_PX == imprint::watermark::kMinSidePx);
static_assert(IMPRINT_WATERMARK_PAYLOAD_BITS == imprint::watermark::kPayloadBits);

}  // namespace

extern "C" {

const char* imprint_version(void) {
  return IMPRINT_TEXT(IMPRINT_VERSION_MAJOR) "." IMPRINT_TEXT(IMPRINT_VERSION_MINOR) "." IMPRINT_TEXT(IMPRINT_VERSION_PATCH);
}
uint32_t imprint_abi_version(void) { return IMPRINT_ABI_VERSION; }
uint32_t imprint_watermark_format_version(void) { return imprint::watermark::kFormatVersion; }
uint32_t imprint_watermark_min_side_px(void) { return IMPRINT_WATERMARK_MIN_SIDE_PX; }
uint32_t imprint_watermark_payload_bits(void) { return IMPRINT_WATERMARK_PAYLOAD_BITS; }

const char* imprint_status_name(imprint_status status) {
  for (const StatusName& row : kStatusNames)
    if (row.status == status) return row.name;
  return "unknown status";
}

size_t imprint_sizeof_context_options(void) { return sizeof(imprint_context_options); }
size_t imprint_sizeof_mark_options(void) { return sizeof(imprint_mark_options); }
size_t imprint_sizeof_verify_options(void) { return sizeof(imprint_verify_options); }
size_t imprint_sizeof_embed_options(void) { return sizeof(imprint_embed_options); }
size_t imprint_sizeof_embed_result(void) { return sizeof(imprint_embed_result); }
size_t imprint_sizeof_detect_options(void) { return sizeof(imprint_detect_options); }
size_t imprint_sizeof_detection(void) { return sizeof(imprint_detection); }
size_t imprint_sizeof_label_options(void) { return sizeof(imprint_label_options); }
size_t imprint_sizeof_label_placement(void) { return sizeof(imprint_label_placement); }
size_t imprint_sizeof_aigc_label(void) { return sizeof(imprint_aigc_label); }
size_t imprint_sizeof_lint_options(void) { return sizeof(imprint_lint_options); }
size_t imprint_sizeof_propagate_options(void) { return sizeof(imprint_propagate_options); }
size_t imprint_sizeof_label_find_options(void) { return sizeof(imprint_label_find_options); }
size_t imprint_sizeof_label_found(void) { return sizeof(imprint_label_found); }
size_t imprint_sizeof_log_entry(void) { return sizeof(imprint_log_entry); }
size_t imprint_sizeof_log_summary(void) { return sizeof(imprint_log_summary); }
size_t imprint_sizeof_signer(void) { return sizeof(imprint_signer); }
size_t imprint_sizeof_manifest_options(void) { return sizeof(imprint_manifest_options); }
size_t imprint_sizeof_event(void) { return sizeof(imprint_event); }
size_t imprint_sizeof_derive_options(void) { return sizeof(imprint_derive_options); }
size_t imprint_sizeof_transplant_options(void) { return sizeof(imprint_transplant_options); }
size_t imprint_sizeof_batch_item(void) { return sizeof(imprint_batch_item); }
size_t imprint_sizeof_audio_format(void) { return sizeof(imprint_audio_format); }
size_t imprint_sizeof_audible_found(void) { return sizeof(imprint_audible_found); }

}  // extern "C"
