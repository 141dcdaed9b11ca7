// The public header as C++ (from C++11 on), and its wrapper where the language is new enough for it.
#include <imprint/imprint.h>
#if __cplusplus >= 202002L
#include <imprint/imprint.hpp>
#include <imprint/imprint.hpp>
#include <type_traits>

static_assert(!std::is_copy_constructible<imprint::Context>::value && std::is_move_constructible<imprint::Context>::value, "");
static_assert(!std::is_copy_constructible<imprint::Bytes>::value && std::is_nothrow_move_constructible<imprint::Bytes>::value, "");
static_assert(sizeof(imprint::MarkOptions) == sizeof(imprint_mark_options), "");
#endif

const imprint_context_options context_options = IMPRINT_CONTEXT_OPTIONS_INIT;
const imprint_mark_options mark_options = IMPRINT_MARK_OPTIONS_INIT;
const imprint_verify_options verify_options = IMPRINT_VERIFY_OPTIONS_INIT;
const imprint_embed_options embed_options = IMPRINT_EMBED_OPTIONS_INIT;
const imprint_embed_result embed_result = IMPRINT_EMBED_RESULT_INIT;
const imprint_detect_options detect_options = IMPRINT_DETECT_OPTIONS_INIT;
const imprint_detection detection = IMPRINT_DETECTION_INIT;
const imprint_label_options label_options = IMPRINT_LABEL_OPTIONS_INIT;
const imprint_label_find_options label_find_options = IMPRINT_LABEL_FIND_OPTIONS_INIT;
const imprint_label_found label_found = IMPRINT_LABEL_FOUND_INIT;
const imprint_log_entry log_entry = IMPRINT_LOG_ENTRY_INIT;
const imprint_log_summary log_summary = IMPRINT_LOG_SUMMARY_INIT;
const imprint_label_placement label_placement = IMPRINT_LABEL_PLACEMENT_INIT;
const imprint_aigc_label aigc_label = IMPRINT_AIGC_LABEL_INIT;
const imprint_lint_options lint_options = IMPRINT_LINT_OPTIONS_INIT;
const imprint_propagate_options propagate_options = IMPRINT_PROPAGATE_OPTIONS_INIT;

int sizes() {
  return static_cast<int>(context_options.struct_size + mark_options.struct_size + verify_options.struct_size +
                          embed_options.struct_size + embed_result.struct_size + detect_options.struct_size +
                          detection.struct_size + label_options.struct_size + label_placement.struct_size + label_find_options.struct_size +
                          label_found.struct_size + log_entry.struct_size + log_summary.struct_size +
                          aigc_label.struct_size + lint_options.struct_size + propagate_options.struct_size);
}
