/* The public header as C: complete initialisers, usable enums, nothing beyond C99. */
#include <imprint/imprint.h>
#include <imprint/imprint.h> /* twice does no harm */

static const imprint_context_options context_options = IMPRINT_CONTEXT_OPTIONS_INIT;
static const imprint_mark_options mark_options = IMPRINT_MARK_OPTIONS_INIT;
static const imprint_verify_options verify_options = IMPRINT_VERIFY_OPTIONS_INIT;
static const imprint_embed_options embed_options = IMPRINT_EMBED_OPTIONS_INIT;
static const imprint_embed_result embed_result = IMPRINT_EMBED_RESULT_INIT;
static const imprint_detect_options detect_options = IMPRINT_DETECT_OPTIONS_INIT;
static const imprint_detection detection = IMPRINT_DETECTION_INIT;
static const imprint_label_options label_options = IMPRINT_LABEL_OPTIONS_INIT;
static const imprint_label_placement label_placement = IMPRINT_LABEL_PLACEMENT_INIT;
static const imprint_label_find_options label_find_options = IMPRINT_LABEL_FIND_OPTIONS_INIT;
static const imprint_label_found label_found = IMPRINT_LABEL_FOUND_INIT;
static const imprint_log_entry log_entry = IMPRINT_LOG_ENTRY_INIT;
static const imprint_log_summary log_summary = IMPRINT_LOG_SUMMARY_INIT;
static const imprint_aigc_label aigc_label = IMPRINT_AIGC_LABEL_INIT;
static const imprint_lint_options lint_options = IMPRINT_LINT_OPTIONS_INIT;
static const imprint_propagate_options propagate_options = IMPRINT_PROPAGATE_OPTIONS_INIT;
static const imprint_signer signer = IMPRINT_SIGNER_INIT;
static const imprint_manifest_options manifest_options = IMPRINT_MANIFEST_OPTIONS_INIT;

/* The FORCE32 members make every enum 32 bits wide; C99's way to assert it. */
typedef char status_is_32_bits[sizeof(imprint_status) == 4 ? 1 : -1];
typedef char pixel_format_is_32_bits[sizeof(imprint_pixel_format) == 4 ? 1 : -1];
typedef char corner_is_32_bits[sizeof(imprint_corner) == 4 ? 1 : -1];
typedef char style_is_32_bits[sizeof(imprint_label_style) == 4 ? 1 : -1];
typedef char form_is_32_bits[sizeof(imprint_label_form) == 4 ? 1 : -1];
typedef char legibility_is_32_bits[sizeof(imprint_legibility) == 4 ? 1 : -1];
typedef char state_is_32_bits[sizeof(imprint_state) == 4 ? 1 : -1];
typedef char layer_is_32_bits[sizeof(imprint_layer) == 4 ? 1 : -1];
typedef char layer_state_is_32_bits[sizeof(imprint_layer_state) == 4 ? 1 : -1];
typedef char agreement_is_32_bits[sizeof(imprint_agreement) == 4 ? 1 : -1];
typedef char trust_use_is_32_bits[sizeof(imprint_trust_use) == 4 ? 1 : -1];
typedef char manifest_state_is_32_bits[sizeof(imprint_manifest_state) == 4 ? 1 : -1];
typedef char pair_is_32_bits[sizeof(imprint_pair) == 4 ? 1 : -1];
typedef char error_is_512_bytes[sizeof(imprint_error) == 512 ? 1 : -1];

int use_the_header(void);
int use_the_header(void) {
  imprint_context* context = NULL;
  imprint_bytes out = {0};
  imprint_error error;
  char id[IMPRINT_KEY_ID_CHARS + 1];
  uint8_t key[IMPRINT_KEY_BYTES] = {0};
  const imprint_byte_view file = {key, sizeof key};
  const imprint_text name = {"x", 1};
  if (imprint_context_create(&context_options, &context, &error) != IMPRINT_OK) return 1;
  if (imprint_context_add_key(context, key, id, NULL) != IMPRINT_OK) return 1;
  if (imprint_mark(context, file, name, name, &mark_options, &out, NULL, &error) == IMPRINT_OK) imprint_bytes_free(&out);
  imprint_context_destroy(context);
  return (int)(verify_options.struct_size + embed_options.struct_size + embed_result.struct_size +
               detect_options.struct_size + detection.struct_size + label_options.struct_size + label_find_options.struct_size +
               label_found.struct_size + log_entry.struct_size + log_summary.struct_size +
               label_placement.struct_size + aigc_label.struct_size + lint_options.struct_size + propagate_options.struct_size +
               signer.struct_size + manifest_options.struct_size);
}
