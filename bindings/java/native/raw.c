/* The border, one JNI function for each of its own, and the offsets that Java writes to. Made by generate.py from spec/abi/imprint.json, not by hand. */
#include "glue.h"

_Static_assert(sizeof(imprint_error) == 512, "imprint_error");
_Static_assert(offsetof(imprint_error, status) == 0, "imprint_error.status");
_Static_assert(offsetof(imprint_error, message) == 4, "imprint_error.message");
_Static_assert(sizeof(imprint_text) == 16, "imprint_text");
_Static_assert(offsetof(imprint_text, data) == 0, "imprint_text.data");
_Static_assert(offsetof(imprint_text, size) == 8, "imprint_text.size");
_Static_assert(sizeof(imprint_byte_view) == 16, "imprint_byte_view");
_Static_assert(offsetof(imprint_byte_view, data) == 0, "imprint_byte_view.data");
_Static_assert(offsetof(imprint_byte_view, size) == 8, "imprint_byte_view.size");
_Static_assert(sizeof(imprint_number_view) == 16, "imprint_number_view");
_Static_assert(offsetof(imprint_number_view, data) == 0, "imprint_number_view.data");
_Static_assert(offsetof(imprint_number_view, count) == 8, "imprint_number_view.count");
_Static_assert(sizeof(imprint_bytes) == 16, "imprint_bytes");
_Static_assert(offsetof(imprint_bytes, data) == 0, "imprint_bytes.data");
_Static_assert(offsetof(imprint_bytes, size) == 8, "imprint_bytes.size");
_Static_assert(sizeof(imprint_image) == 32, "imprint_image");
_Static_assert(offsetof(imprint_image, data) == 0, "imprint_image.data");
_Static_assert(offsetof(imprint_image, width_px) == 8, "imprint_image.width_px");
_Static_assert(offsetof(imprint_image, height_px) == 12, "imprint_image.height_px");
_Static_assert(offsetof(imprint_image, stride_bytes) == 16, "imprint_image.stride_bytes");
_Static_assert(offsetof(imprint_image, format) == 24, "imprint_image.format");
_Static_assert(sizeof(imprint_context_options) == 88, "imprint_context_options");
_Static_assert(offsetof(imprint_context_options, struct_size) == 0, "imprint_context_options.struct_size");
_Static_assert(offsetof(imprint_context_options, max_dimension_px) == 4, "imprint_context_options.max_dimension_px");
_Static_assert(offsetof(imprint_context_options, max_pixels) == 8, "imprint_context_options.max_pixels");
_Static_assert(offsetof(imprint_context_options, max_file_bytes) == 16, "imprint_context_options.max_file_bytes");
_Static_assert(offsetof(imprint_context_options, max_metadata_bytes) == 24, "imprint_context_options.max_metadata_bytes");
_Static_assert(offsetof(imprint_context_options, threads) == 32, "imprint_context_options.threads");
_Static_assert(offsetof(imprint_context_options, no_open_key) == 36, "imprint_context_options.no_open_key");
_Static_assert(offsetof(imprint_context_options, max_memory_bytes) == 40, "imprint_context_options.max_memory_bytes");
_Static_assert(offsetof(imprint_context_options, max_steps) == 48, "imprint_context_options.max_steps");
_Static_assert(offsetof(imprint_context_options, max_signatures) == 56, "imprint_context_options.max_signatures");
_Static_assert(offsetof(imprint_context_options, max_inflated_bytes) == 64, "imprint_context_options.max_inflated_bytes");
_Static_assert(offsetof(imprint_context_options, max_decoded_pixels) == 72, "imprint_context_options.max_decoded_pixels");
_Static_assert(offsetof(imprint_context_options, max_decoded_samples) == 80, "imprint_context_options.max_decoded_samples");
_Static_assert(sizeof(imprint_event) == 40, "imprint_event");
_Static_assert(offsetof(imprint_event, struct_size) == 0, "imprint_event.struct_size");
_Static_assert(offsetof(imprint_event, status) == 4, "imprint_event.status");
_Static_assert(offsetof(imprint_event, call) == 8, "imprint_event.call");
_Static_assert(offsetof(imprint_event, duration_us) == 16, "imprint_event.duration_us");
_Static_assert(offsetof(imprint_event, message) == 24, "imprint_event.message");
_Static_assert(sizeof(imprint_derive_options) == 32, "imprint_derive_options");
_Static_assert(offsetof(imprint_derive_options, struct_size) == 0, "imprint_derive_options.struct_size");
_Static_assert(offsetof(imprint_derive_options, threads) == 4, "imprint_derive_options.threads");
_Static_assert(offsetof(imprint_derive_options, progress) == 8, "imprint_derive_options.progress");
_Static_assert(offsetof(imprint_derive_options, event) == 16, "imprint_derive_options.event");
_Static_assert(offsetof(imprint_derive_options, user_data) == 24, "imprint_derive_options.user_data");
_Static_assert(sizeof(imprint_mark_options) == 328, "imprint_mark_options");
_Static_assert(offsetof(imprint_mark_options, struct_size) == 0, "imprint_mark_options.struct_size");
_Static_assert(offsetof(imprint_mark_options, corner) == 4, "imprint_mark_options.corner");
_Static_assert(offsetof(imprint_mark_options, text) == 8, "imprint_mark_options.text");
_Static_assert(offsetof(imprint_mark_options, height_percent) == 24, "imprint_mark_options.height_percent");
_Static_assert(offsetof(imprint_mark_options, no_visible) == 32, "imprint_mark_options.no_visible");
_Static_assert(offsetof(imprint_mark_options, no_watermark) == 36, "imprint_mark_options.no_watermark");
_Static_assert(offsetof(imprint_mark_options, waiver) == 40, "imprint_mark_options.waiver");
_Static_assert(offsetof(imprint_mark_options, key_id) == 56, "imprint_mark_options.key_id");
_Static_assert(offsetof(imprint_mark_options, strength) == 72, "imprint_mark_options.strength");
_Static_assert(offsetof(imprint_mark_options, min_psnr_db) == 80, "imprint_mark_options.min_psnr_db");
_Static_assert(offsetof(imprint_mark_options, source_type) == 88, "imprint_mark_options.source_type");
_Static_assert(offsetof(imprint_mark_options, ai_system) == 104, "imprint_mark_options.ai_system");
_Static_assert(offsetof(imprint_mark_options, ai_system_version) == 120, "imprint_mark_options.ai_system_version");
_Static_assert(offsetof(imprint_mark_options, style) == 136, "imprint_mark_options.style");
_Static_assert(offsetof(imprint_mark_options, form) == 140, "imprint_mark_options.form");
_Static_assert(offsetof(imprint_mark_options, font) == 144, "imprint_mark_options.font");
_Static_assert(offsetof(imprint_mark_options, logo) == 160, "imprint_mark_options.logo");
_Static_assert(offsetof(imprint_mark_options, log_path) == 176, "imprint_mark_options.log_path");
_Static_assert(offsetof(imprint_mark_options, signing_key) == 192, "imprint_mark_options.signing_key");
_Static_assert(offsetof(imprint_mark_options, signer) == 208, "imprint_mark_options.signer");
_Static_assert(offsetof(imprint_mark_options, manifest) == 216, "imprint_mark_options.manifest");
_Static_assert(offsetof(imprint_mark_options, replacement) == 224, "imprint_mark_options.replacement");
_Static_assert(offsetof(imprint_mark_options, strict) == 240, "imprint_mark_options.strict");
_Static_assert(offsetof(imprint_mark_options, least_robustness) == 244, "imprint_mark_options.least_robustness");
_Static_assert(offsetof(imprint_mark_options, label_signer) == 248, "imprint_mark_options.label_signer");
_Static_assert(offsetof(imprint_mark_options, convert_to) == 256, "imprint_mark_options.convert_to");
_Static_assert(offsetof(imprint_mark_options, quality) == 260, "imprint_mark_options.quality");
_Static_assert(offsetof(imprint_mark_options, mark_id_key_id) == 264, "imprint_mark_options.mark_id_key_id");
_Static_assert(offsetof(imprint_mark_options, audible_place) == 280, "imprint_mark_options.audible_place");
_Static_assert(offsetof(imprint_mark_options, audible_clip) == 288, "imprint_mark_options.audible_clip");
_Static_assert(offsetof(imprint_mark_options, audible_at_s) == 304, "imprint_mark_options.audible_at_s");
_Static_assert(offsetof(imprint_mark_options, audible_clip_alone) == 320, "imprint_mark_options.audible_clip_alone");
_Static_assert(offsetof(imprint_mark_options, reserved) == 324, "imprint_mark_options.reserved");
_Static_assert(sizeof(imprint_verify_options) == 128, "imprint_verify_options");
_Static_assert(offsetof(imprint_verify_options, struct_size) == 0, "imprint_verify_options.struct_size");
_Static_assert(offsetof(imprint_verify_options, declared) == 4, "imprint_verify_options.declared");
_Static_assert(offsetof(imprint_verify_options, no_watermark) == 8, "imprint_verify_options.no_watermark");
_Static_assert(offsetof(imprint_verify_options, no_search) == 12, "imprint_verify_options.no_search");
_Static_assert(offsetof(imprint_verify_options, time_s) == 16, "imprint_verify_options.time_s");
_Static_assert(offsetof(imprint_verify_options, producer) == 24, "imprint_verify_options.producer");
_Static_assert(offsetof(imprint_verify_options, produce_id) == 40, "imprint_verify_options.produce_id");
_Static_assert(offsetof(imprint_verify_options, manifest) == 56, "imprint_verify_options.manifest");
_Static_assert(offsetof(imprint_verify_options, no_traces) == 72, "imprint_verify_options.no_traces");
_Static_assert(offsetof(imprint_verify_options, reserved) == 76, "imprint_verify_options.reserved");
_Static_assert(offsetof(imprint_verify_options, label_text) == 80, "imprint_verify_options.label_text");
_Static_assert(offsetof(imprint_verify_options, label_font) == 96, "imprint_verify_options.label_font");
_Static_assert(offsetof(imprint_verify_options, explicit_label) == 112, "imprint_verify_options.explicit_label");
_Static_assert(sizeof(imprint_propagate_options) == 112, "imprint_propagate_options");
_Static_assert(offsetof(imprint_propagate_options, struct_size) == 0, "imprint_propagate_options.struct_size");
_Static_assert(offsetof(imprint_propagate_options, declared) == 4, "imprint_propagate_options.declared");
_Static_assert(offsetof(imprint_propagate_options, no_watermark) == 8, "imprint_propagate_options.no_watermark");
_Static_assert(offsetof(imprint_propagate_options, no_search) == 12, "imprint_propagate_options.no_search");
_Static_assert(offsetof(imprint_propagate_options, producer) == 16, "imprint_propagate_options.producer");
_Static_assert(offsetof(imprint_propagate_options, produce_id) == 32, "imprint_propagate_options.produce_id");
_Static_assert(offsetof(imprint_propagate_options, signing_key) == 48, "imprint_propagate_options.signing_key");
_Static_assert(offsetof(imprint_propagate_options, signer) == 64, "imprint_propagate_options.signer");
_Static_assert(offsetof(imprint_propagate_options, manifest) == 72, "imprint_propagate_options.manifest");
_Static_assert(offsetof(imprint_propagate_options, no_traces) == 80, "imprint_propagate_options.no_traces");
_Static_assert(offsetof(imprint_propagate_options, strict) == 84, "imprint_propagate_options.strict");
_Static_assert(offsetof(imprint_propagate_options, label_signer) == 88, "imprint_propagate_options.label_signer");
_Static_assert(offsetof(imprint_propagate_options, explicit_label) == 96, "imprint_propagate_options.explicit_label");
_Static_assert(sizeof(imprint_transplant_options) == 16, "imprint_transplant_options");
_Static_assert(offsetof(imprint_transplant_options, struct_size) == 0, "imprint_transplant_options.struct_size");
_Static_assert(offsetof(imprint_transplant_options, no_search) == 4, "imprint_transplant_options.no_search");
_Static_assert(offsetof(imprint_transplant_options, vouched) == 8, "imprint_transplant_options.vouched");
_Static_assert(offsetof(imprint_transplant_options, reserved) == 12, "imprint_transplant_options.reserved");
_Static_assert(sizeof(imprint_batch_item) == 656, "imprint_batch_item");
_Static_assert(offsetof(imprint_batch_item, struct_size) == 0, "imprint_batch_item.struct_size");
_Static_assert(offsetof(imprint_batch_item, reserved) == 4, "imprint_batch_item.reserved");
_Static_assert(offsetof(imprint_batch_item, path) == 8, "imprint_batch_item.path");
_Static_assert(offsetof(imprint_batch_item, file) == 24, "imprint_batch_item.file");
_Static_assert(offsetof(imprint_batch_item, out_path) == 40, "imprint_batch_item.out_path");
_Static_assert(offsetof(imprint_batch_item, producer) == 56, "imprint_batch_item.producer");
_Static_assert(offsetof(imprint_batch_item, produce_id) == 72, "imprint_batch_item.produce_id");
_Static_assert(offsetof(imprint_batch_item, propagator) == 88, "imprint_batch_item.propagator");
_Static_assert(offsetof(imprint_batch_item, propagate_id) == 104, "imprint_batch_item.propagate_id");
_Static_assert(offsetof(imprint_batch_item, out) == 120, "imprint_batch_item.out");
_Static_assert(offsetof(imprint_batch_item, report) == 136, "imprint_batch_item.report");
_Static_assert(offsetof(imprint_batch_item, error) == 144, "imprint_batch_item.error");
_Static_assert(sizeof(imprint_embed_options) == 72, "imprint_embed_options");
_Static_assert(offsetof(imprint_embed_options, struct_size) == 0, "imprint_embed_options.struct_size");
_Static_assert(offsetof(imprint_embed_options, least_robustness) == 4, "imprint_embed_options.least_robustness");
_Static_assert(offsetof(imprint_embed_options, key_id) == 8, "imprint_embed_options.key_id");
_Static_assert(offsetof(imprint_embed_options, strength) == 24, "imprint_embed_options.strength");
_Static_assert(offsetof(imprint_embed_options, min_psnr_db) == 32, "imprint_embed_options.min_psnr_db");
_Static_assert(offsetof(imprint_embed_options, replacement) == 40, "imprint_embed_options.replacement");
_Static_assert(offsetof(imprint_embed_options, log_path) == 56, "imprint_embed_options.log_path");
_Static_assert(sizeof(imprint_embed_result) == 56, "imprint_embed_result");
_Static_assert(offsetof(imprint_embed_result, struct_size) == 0, "imprint_embed_result.struct_size");
_Static_assert(offsetof(imprint_embed_result, reserved) == 4, "imprint_embed_result.reserved");
_Static_assert(offsetof(imprint_embed_result, psnr_db) == 8, "imprint_embed_result.psnr_db");
_Static_assert(offsetof(imprint_embed_result, max_change) == 16, "imprint_embed_result.max_change");
_Static_assert(offsetof(imprint_embed_result, manifest_broken) == 24, "imprint_embed_result.manifest_broken");
_Static_assert(offsetof(imprint_embed_result, robustness) == 28, "imprint_embed_result.robustness");
_Static_assert(offsetof(imprint_embed_result, visibility) == 32, "imprint_embed_result.visibility");
_Static_assert(offsetof(imprint_embed_result, depth_db) == 40, "imprint_embed_result.depth_db");
_Static_assert(offsetof(imprint_embed_result, marked_s) == 48, "imprint_embed_result.marked_s");
_Static_assert(sizeof(imprint_detect_options) == 8, "imprint_detect_options");
_Static_assert(offsetof(imprint_detect_options, struct_size) == 0, "imprint_detect_options.struct_size");
_Static_assert(offsetof(imprint_detect_options, no_search) == 4, "imprint_detect_options.no_search");
_Static_assert(sizeof(imprint_detection) == 120, "imprint_detection");
_Static_assert(offsetof(imprint_detection, struct_size) == 0, "imprint_detection.struct_size");
_Static_assert(offsetof(imprint_detection, found) == 4, "imprint_detection.found");
_Static_assert(offsetof(imprint_detection, payload) == 8, "imprint_detection.payload");
_Static_assert(offsetof(imprint_detection, p_value) == 16, "imprint_detection.p_value");
_Static_assert(offsetof(imprint_detection, pilot_sigma) == 24, "imprint_detection.pilot_sigma");
_Static_assert(offsetof(imprint_detection, pixels_per_canonical) == 32, "imprint_detection.pixels_per_canonical");
_Static_assert(offsetof(imprint_detection, rotation_deg) == 40, "imprint_detection.rotation_deg");
_Static_assert(offsetof(imprint_detection, attempts) == 48, "imprint_detection.attempts");
_Static_assert(offsetof(imprint_detection, key_id) == 52, "imprint_detection.key_id");
_Static_assert(offsetof(imprint_detection, x_px) == 72, "imprint_detection.x_px");
_Static_assert(offsetof(imprint_detection, y_px) == 76, "imprint_detection.y_px");
_Static_assert(offsetof(imprint_detection, width_px) == 80, "imprint_detection.width_px");
_Static_assert(offsetof(imprint_detection, height_px) == 84, "imprint_detection.height_px");
_Static_assert(offsetof(imprint_detection, start_s) == 88, "imprint_detection.start_s");
_Static_assert(offsetof(imprint_detection, end_s) == 96, "imprint_detection.end_s");
_Static_assert(offsetof(imprint_detection, time_scale) == 104, "imprint_detection.time_scale");
_Static_assert(offsetof(imprint_detection, pitch_shift_semitones) == 112, "imprint_detection.pitch_shift_semitones");
_Static_assert(sizeof(imprint_audio_format) == 16, "imprint_audio_format");
_Static_assert(offsetof(imprint_audio_format, struct_size) == 0, "imprint_audio_format.struct_size");
_Static_assert(offsetof(imprint_audio_format, rate_hz) == 4, "imprint_audio_format.rate_hz");
_Static_assert(offsetof(imprint_audio_format, channels) == 8, "imprint_audio_format.channels");
_Static_assert(offsetof(imprint_audio_format, samples) == 12, "imprint_audio_format.samples");
_Static_assert(sizeof(imprint_audible_found) == 72, "imprint_audible_found");
_Static_assert(offsetof(imprint_audible_found, struct_size) == 0, "imprint_audible_found.struct_size");
_Static_assert(offsetof(imprint_audible_found, found) == 4, "imprint_audible_found.found");
_Static_assert(offsetof(imprint_audible_found, start_s) == 8, "imprint_audible_found.start_s");
_Static_assert(offsetof(imprint_audible_found, end_s) == 16, "imprint_audible_found.end_s");
_Static_assert(offsetof(imprint_audible_found, unit_s) == 24, "imprint_audible_found.unit_s");
_Static_assert(offsetof(imprint_audible_found, tone_hz) == 32, "imprint_audible_found.tone_hz");
_Static_assert(offsetof(imprint_audible_found, label_lufs) == 40, "imprint_audible_found.label_lufs");
_Static_assert(offsetof(imprint_audible_found, programme_lufs) == 48, "imprint_audible_found.programme_lufs");
_Static_assert(offsetof(imprint_audible_found, score) == 56, "imprint_audible_found.score");
_Static_assert(offsetof(imprint_audible_found, too_quiet) == 64, "imprint_audible_found.too_quiet");
_Static_assert(offsetof(imprint_audible_found, wrong_timing) == 68, "imprint_audible_found.wrong_timing");
_Static_assert(sizeof(imprint_label_options) == 120, "imprint_label_options");
_Static_assert(offsetof(imprint_label_options, struct_size) == 0, "imprint_label_options.struct_size");
_Static_assert(offsetof(imprint_label_options, corner) == 4, "imprint_label_options.corner");
_Static_assert(offsetof(imprint_label_options, text) == 8, "imprint_label_options.text");
_Static_assert(offsetof(imprint_label_options, height_percent) == 24, "imprint_label_options.height_percent");
_Static_assert(offsetof(imprint_label_options, orientation) == 32, "imprint_label_options.orientation");
_Static_assert(offsetof(imprint_label_options, style) == 36, "imprint_label_options.style");
_Static_assert(offsetof(imprint_label_options, form) == 40, "imprint_label_options.form");
_Static_assert(offsetof(imprint_label_options, reserved) == 44, "imprint_label_options.reserved");
_Static_assert(offsetof(imprint_label_options, font) == 48, "imprint_label_options.font");
_Static_assert(offsetof(imprint_label_options, logo) == 64, "imprint_label_options.logo");
_Static_assert(offsetof(imprint_label_options, audible_place) == 80, "imprint_label_options.audible_place");
_Static_assert(offsetof(imprint_label_options, audible_clip_alone) == 84, "imprint_label_options.audible_clip_alone");
_Static_assert(offsetof(imprint_label_options, audible_clip) == 88, "imprint_label_options.audible_clip");
_Static_assert(offsetof(imprint_label_options, audible_at_s) == 104, "imprint_label_options.audible_at_s");
_Static_assert(sizeof(imprint_label_placement) == 64, "imprint_label_placement");
_Static_assert(offsetof(imprint_label_placement, struct_size) == 0, "imprint_label_placement.struct_size");
_Static_assert(offsetof(imprint_label_placement, x_px) == 4, "imprint_label_placement.x_px");
_Static_assert(offsetof(imprint_label_placement, y_px) == 8, "imprint_label_placement.y_px");
_Static_assert(offsetof(imprint_label_placement, width_px) == 12, "imprint_label_placement.width_px");
_Static_assert(offsetof(imprint_label_placement, height_px) == 16, "imprint_label_placement.height_px");
_Static_assert(offsetof(imprint_label_placement, ink_height_px) == 20, "imprint_label_placement.ink_height_px");
_Static_assert(offsetof(imprint_label_placement, ink_height_percent) == 24, "imprint_label_placement.ink_height_percent");
_Static_assert(offsetof(imprint_label_placement, raised) == 32, "imprint_label_placement.raised");
_Static_assert(offsetof(imprint_label_placement, manifest_broken) == 36, "imprint_label_placement.manifest_broken");
_Static_assert(offsetof(imprint_label_placement, start_s) == 40, "imprint_label_placement.start_s");
_Static_assert(offsetof(imprint_label_placement, end_s) == 48, "imprint_label_placement.end_s");
_Static_assert(offsetof(imprint_label_placement, label_lufs) == 56, "imprint_label_placement.label_lufs");
_Static_assert(sizeof(imprint_label_find_options) == 40, "imprint_label_find_options");
_Static_assert(offsetof(imprint_label_find_options, struct_size) == 0, "imprint_label_find_options.struct_size");
_Static_assert(offsetof(imprint_label_find_options, orientation) == 4, "imprint_label_find_options.orientation");
_Static_assert(offsetof(imprint_label_find_options, text) == 8, "imprint_label_find_options.text");
_Static_assert(offsetof(imprint_label_find_options, font) == 24, "imprint_label_find_options.font");
_Static_assert(sizeof(imprint_label_found) == 272, "imprint_label_found");
_Static_assert(offsetof(imprint_label_found, struct_size) == 0, "imprint_label_found.struct_size");
_Static_assert(offsetof(imprint_label_found, found) == 4, "imprint_label_found.found");
_Static_assert(offsetof(imprint_label_found, legibility) == 8, "imprint_label_found.legibility");
_Static_assert(offsetof(imprint_label_found, x_px) == 12, "imprint_label_found.x_px");
_Static_assert(offsetof(imprint_label_found, y_px) == 16, "imprint_label_found.y_px");
_Static_assert(offsetof(imprint_label_found, width_px) == 20, "imprint_label_found.width_px");
_Static_assert(offsetof(imprint_label_found, height_px) == 24, "imprint_label_found.height_px");
_Static_assert(offsetof(imprint_label_found, ink_height_px) == 28, "imprint_label_found.ink_height_px");
_Static_assert(offsetof(imprint_label_found, ink_height_percent) == 32, "imprint_label_found.ink_height_percent");
_Static_assert(offsetof(imprint_label_found, contrast) == 40, "imprint_label_found.contrast");
_Static_assert(offsetof(imprint_label_found, score) == 48, "imprint_label_found.score");
_Static_assert(offsetof(imprint_label_found, text) == 56, "imprint_label_found.text");
_Static_assert(offsetof(imprint_label_found, reserved) == 220, "imprint_label_found.reserved");
_Static_assert(offsetof(imprint_label_found, start_s) == 224, "imprint_label_found.start_s");
_Static_assert(offsetof(imprint_label_found, end_s) == 232, "imprint_label_found.end_s");
_Static_assert(offsetof(imprint_label_found, unit_s) == 240, "imprint_label_found.unit_s");
_Static_assert(offsetof(imprint_label_found, label_lufs) == 248, "imprint_label_found.label_lufs");
_Static_assert(offsetof(imprint_label_found, programme_lufs) == 256, "imprint_label_found.programme_lufs");
_Static_assert(offsetof(imprint_label_found, audible_place) == 264, "imprint_label_found.audible_place");
_Static_assert(offsetof(imprint_label_found, sound) == 268, "imprint_label_found.sound");
_Static_assert(sizeof(imprint_aigc_label) == 216, "imprint_aigc_label");
_Static_assert(offsetof(imprint_aigc_label, struct_size) == 0, "imprint_aigc_label.struct_size");
_Static_assert(offsetof(imprint_aigc_label, strict) == 4, "imprint_aigc_label.strict");
_Static_assert(offsetof(imprint_aigc_label, label) == 8, "imprint_aigc_label.label");
_Static_assert(offsetof(imprint_aigc_label, content_producer) == 24, "imprint_aigc_label.content_producer");
_Static_assert(offsetof(imprint_aigc_label, produce_id) == 40, "imprint_aigc_label.produce_id");
_Static_assert(offsetof(imprint_aigc_label, reserved_code1) == 56, "imprint_aigc_label.reserved_code1");
_Static_assert(offsetof(imprint_aigc_label, content_propagator) == 72, "imprint_aigc_label.content_propagator");
_Static_assert(offsetof(imprint_aigc_label, propagate_id) == 88, "imprint_aigc_label.propagate_id");
_Static_assert(offsetof(imprint_aigc_label, reserved_code2) == 104, "imprint_aigc_label.reserved_code2");
_Static_assert(offsetof(imprint_aigc_label, signing_key) == 120, "imprint_aigc_label.signing_key");
_Static_assert(offsetof(imprint_aigc_label, propagator_signing_key) == 136, "imprint_aigc_label.propagator_signing_key");
_Static_assert(offsetof(imprint_aigc_label, replacement) == 152, "imprint_aigc_label.replacement");
_Static_assert(offsetof(imprint_aigc_label, log_path) == 168, "imprint_aigc_label.log_path");
_Static_assert(offsetof(imprint_aigc_label, signer) == 184, "imprint_aigc_label.signer");
_Static_assert(offsetof(imprint_aigc_label, propagator_signer) == 192, "imprint_aigc_label.propagator_signer");
_Static_assert(offsetof(imprint_aigc_label, mark_id_key_id) == 200, "imprint_aigc_label.mark_id_key_id");
_Static_assert(sizeof(imprint_lint_options) == 16, "imprint_lint_options");
_Static_assert(offsetof(imprint_lint_options, struct_size) == 0, "imprint_lint_options.struct_size");
_Static_assert(offsetof(imprint_lint_options, strict) == 4, "imprint_lint_options.strict");
_Static_assert(offsetof(imprint_lint_options, time_s) == 8, "imprint_lint_options.time_s");
_Static_assert(sizeof(imprint_log_entry) == 112, "imprint_log_entry");
_Static_assert(offsetof(imprint_log_entry, struct_size) == 0, "imprint_log_entry.struct_size");
_Static_assert(offsetof(imprint_log_entry, reserved) == 4, "imprint_log_entry.reserved");
_Static_assert(offsetof(imprint_log_entry, producer) == 8, "imprint_log_entry.producer");
_Static_assert(offsetof(imprint_log_entry, produce_id) == 24, "imprint_log_entry.produce_id");
_Static_assert(offsetof(imprint_log_entry, waiver) == 40, "imprint_log_entry.waiver");
_Static_assert(offsetof(imprint_log_entry, file) == 56, "imprint_log_entry.file");
_Static_assert(offsetof(imprint_log_entry, time_s) == 72, "imprint_log_entry.time_s");
_Static_assert(offsetof(imprint_log_entry, replaced) == 80, "imprint_log_entry.replaced");
_Static_assert(offsetof(imprint_log_entry, mark_id_key_id) == 96, "imprint_log_entry.mark_id_key_id");
_Static_assert(sizeof(imprint_log_summary) == 128, "imprint_log_summary");
_Static_assert(offsetof(imprint_log_summary, struct_size) == 0, "imprint_log_summary.struct_size");
_Static_assert(offsetof(imprint_log_summary, reserved) == 4, "imprint_log_summary.reserved");
_Static_assert(offsetof(imprint_log_summary, records) == 8, "imprint_log_summary.records");
_Static_assert(offsetof(imprint_log_summary, first_sequence) == 16, "imprint_log_summary.first_sequence");
_Static_assert(offsetof(imprint_log_summary, last_sequence) == 24, "imprint_log_summary.last_sequence");
_Static_assert(offsetof(imprint_log_summary, first_time_s) == 32, "imprint_log_summary.first_time_s");
_Static_assert(offsetof(imprint_log_summary, last_time_s) == 40, "imprint_log_summary.last_time_s");
_Static_assert(offsetof(imprint_log_summary, torn_bytes) == 48, "imprint_log_summary.torn_bytes");
_Static_assert(offsetof(imprint_log_summary, head) == 56, "imprint_log_summary.head");
_Static_assert(sizeof(imprint_signer) == 80, "imprint_signer");
_Static_assert(offsetof(imprint_signer, struct_size) == 0, "imprint_signer.struct_size");
_Static_assert(offsetof(imprint_signer, reserved) == 4, "imprint_signer.reserved");
_Static_assert(offsetof(imprint_signer, certificates) == 8, "imprint_signer.certificates");
_Static_assert(offsetof(imprint_signer, private_key) == 24, "imprint_signer.private_key");
_Static_assert(offsetof(imprint_signer, algorithm) == 40, "imprint_signer.algorithm");
_Static_assert(offsetof(imprint_signer, sign) == 56, "imprint_signer.sign");
_Static_assert(offsetof(imprint_signer, time_stamp) == 64, "imprint_signer.time_stamp");
_Static_assert(offsetof(imprint_signer, user_data) == 72, "imprint_signer.user_data");
_Static_assert(sizeof(imprint_manifest_options) == 136, "imprint_manifest_options");
_Static_assert(offsetof(imprint_manifest_options, struct_size) == 0, "imprint_manifest_options.struct_size");
_Static_assert(offsetof(imprint_manifest_options, sidecar) == 4, "imprint_manifest_options.sidecar");
_Static_assert(offsetof(imprint_manifest_options, no_aigc) == 8, "imprint_manifest_options.no_aigc");
_Static_assert(offsetof(imprint_manifest_options, has_mark_id) == 12, "imprint_manifest_options.has_mark_id");
_Static_assert(offsetof(imprint_manifest_options, mark_id) == 16, "imprint_manifest_options.mark_id");
_Static_assert(offsetof(imprint_manifest_options, time_s) == 24, "imprint_manifest_options.time_s");
_Static_assert(offsetof(imprint_manifest_options, source_type) == 32, "imprint_manifest_options.source_type");
_Static_assert(offsetof(imprint_manifest_options, software) == 48, "imprint_manifest_options.software");
_Static_assert(offsetof(imprint_manifest_options, software_version) == 64, "imprint_manifest_options.software_version");
_Static_assert(offsetof(imprint_manifest_options, title) == 80, "imprint_manifest_options.title");
_Static_assert(offsetof(imprint_manifest_options, notice) == 96, "imprint_manifest_options.notice");
_Static_assert(offsetof(imprint_manifest_options, thumbnail) == 112, "imprint_manifest_options.thumbnail");
_Static_assert(offsetof(imprint_manifest_options, thumbnail_px) == 116, "imprint_manifest_options.thumbnail_px");
_Static_assert(offsetof(imprint_manifest_options, mark_id_key_id) == 120, "imprint_manifest_options.mark_id_key_id");

JNIEXPORT jstring JNICALL Java_imprint_Raw_version(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (*env)->NewStringUTF(env, imprint_version());
}

JNIEXPORT jint JNICALL Java_imprint_Raw_abiVersion(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jint)imprint_abi_version();
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkFormatVersion(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jint)imprint_watermark_format_version();
}

JNIEXPORT jstring JNICALL Java_imprint_Raw_statusName(JNIEnv* env, jclass type, jint status) {
  (void)env;
  (void)type;
  return (*env)->NewStringUTF(env, imprint_status_name((imprint_status)status));
}

JNIEXPORT void JNICALL Java_imprint_Raw_bytesFree(JNIEnv* env, jclass type, jlong bytes) {
  (void)env;
  (void)type;
  imprint_bytes_free((imprint_bytes*)(intptr_t)bytes);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextCreate(JNIEnv* env, jclass type, jlong options, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_create((const imprint_context_options*)(intptr_t)options, (imprint_context**)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT void JNICALL Java_imprint_Raw_contextDestroy(JNIEnv* env, jclass type, jlong context) {
  (void)env;
  (void)type;
  imprint_context_destroy((imprint_context*)(intptr_t)context);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextAddKey(JNIEnv* env, jclass type, jlong context, jlong key, jlong id_out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_add_key((imprint_context*)(intptr_t)context, (const uint8_t*)(intptr_t)key, (char*)(intptr_t)id_out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextAddMarkIdKey(JNIEnv* env, jclass type, jlong context, jlong key, jlong id_out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_add_mark_id_key((imprint_context*)(intptr_t)context, (const uint8_t*)(intptr_t)key, (char*)(intptr_t)id_out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextAddTrust(JNIEnv* env, jclass type, jlong context, jlong pem, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_add_trust((imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)pem, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextAddTrustFor(JNIEnv* env, jclass type, jlong context, jlong producer_code, jlong pem, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_add_trust_for((imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)producer_code, *(const imprint_text*)(intptr_t)pem, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextAddManifestTrust(JNIEnv* env, jclass type, jlong context, jint use, jlong pem, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_add_manifest_trust((imprint_context*)(intptr_t)context, (imprint_trust_use)use, *(const imprint_text*)(intptr_t)pem, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextDerive(JNIEnv* env, jclass type, jlong parent, jlong options, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_derive((const imprint_context*)(intptr_t)parent, (const imprint_derive_options*)(intptr_t)options, (imprint_context**)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT void JNICALL Java_imprint_Raw_contextCancel(JNIEnv* env, jclass type, jlong context) {
  (void)env;
  (void)type;
  imprint_context_cancel((imprint_context*)(intptr_t)context);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextWarmUp(JNIEnv* env, jclass type, jlong context, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_warm_up((const imprint_context*)(intptr_t)context, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_contextSetFfmpeg(JNIEnv* env, jclass type, jlong context, jlong program, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_context_set_ffmpeg((imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)program, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_keyGenerate(JNIEnv* env, jclass type, jlong key_out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_key_generate((uint8_t*)(intptr_t)key_out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_mark(JNIEnv* env, jclass type, jlong context, jlong file, jlong producer, jlong produce_id, jlong options, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, *(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (const imprint_mark_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_markImage(JNIEnv* env, jclass type, jlong context, jlong image, jlong producer, jlong produce_id, jlong options, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark_image((const imprint_context*)(intptr_t)context, (const imprint_image*)(intptr_t)image, *(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (const imprint_mark_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_finish(JNIEnv* env, jclass type, jlong context, jlong file, jlong producer, jlong produce_id, jlong options, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_finish((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, *(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (const imprint_mark_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_verify(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_verify((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_verify_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_propagate(JNIEnv* env, jclass type, jlong context, jlong file, jlong propagator, jlong propagate_id, jlong options, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_propagate((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, *(const imprint_text*)(intptr_t)propagator, *(const imprint_text*)(intptr_t)propagate_id, (const imprint_propagate_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_transplant(JNIEnv* env, jclass type, jlong context, jlong from, jlong to, jlong options, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_transplant((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)from, *(const imprint_byte_view*)(intptr_t)to, (const imprint_transplant_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_markPath(JNIEnv* env, jclass type, jlong context, jlong path, jlong out_path, jint existing, jlong producer, jlong produce_id, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark_path((const imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)path, *(const imprint_text*)(intptr_t)out_path, (imprint_existing)existing, *(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (const imprint_mark_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_verifyPath(JNIEnv* env, jclass type, jlong context, jlong path, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_verify_path((const imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)path, (const imprint_verify_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_propagatePath(JNIEnv* env, jclass type, jlong context, jlong path, jlong out_path, jint existing, jlong propagator, jlong propagate_id, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_propagate_path((const imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)path, *(const imprint_text*)(intptr_t)out_path, (imprint_existing)existing, *(const imprint_text*)(intptr_t)propagator, *(const imprint_text*)(intptr_t)propagate_id, (const imprint_propagate_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_fileRead(JNIEnv* env, jclass type, jlong context, jlong path, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_file_read((const imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)path, (imprint_bytes*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_fileWrite(JNIEnv* env, jclass type, jlong path, jlong bytes, jint existing, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_file_write(*(const imprint_text*)(intptr_t)path, *(const imprint_byte_view*)(intptr_t)bytes, (imprint_existing)existing, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_markBatch(JNIEnv* env, jclass type, jlong context, jlong items, jlong count, jlong options, jint existing, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark_batch((const imprint_context*)(intptr_t)context, (imprint_batch_item*)(intptr_t)items, (size_t)count, (const imprint_mark_options*)(intptr_t)options, (imprint_existing)existing, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_verifyBatch(JNIEnv* env, jclass type, jlong context, jlong items, jlong count, jlong options, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_verify_batch((const imprint_context*)(intptr_t)context, (imprint_batch_item*)(intptr_t)items, (size_t)count, (const imprint_verify_options*)(intptr_t)options, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_propagateBatch(JNIEnv* env, jclass type, jlong context, jlong items, jlong count, jlong options, jint existing, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_propagate_batch((const imprint_context*)(intptr_t)context, (imprint_batch_item*)(intptr_t)items, (size_t)count, (const imprint_propagate_options*)(intptr_t)options, (imprint_existing)existing, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetState(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_state((const imprint_report*)(intptr_t)report);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetLayerState(JNIEnv* env, jclass type, jlong report, jint layer) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_layer_state((const imprint_report*)(intptr_t)report, (imprint_layer)layer);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetAgreement(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_agreement((const imprint_report*)(intptr_t)report);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetMarkId(JNIEnv* env, jclass type, jlong report, jlong mark_id) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_mark_id((const imprint_report*)(intptr_t)report, (uint64_t*)(intptr_t)mark_id);
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_reportGetMarkCount(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  return (jlong)imprint_report_get_mark_count((const imprint_report*)(intptr_t)report);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetMark(JNIEnv* env, jclass type, jlong report, jlong number, jlong mark, jlong with_label) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_mark((const imprint_report*)(intptr_t)report, (size_t)number, (imprint_detection*)(intptr_t)mark, (imprint_agreement*)(intptr_t)with_label);
}

JNIEXPORT jbyteArray JNICALL Java_imprint_Raw_reportGetJson(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  const imprint_text text = imprint_report_get_json((const imprint_report*)(intptr_t)report);
  return imprint_java_bytes(env, text.data, text.size);
}

JNIEXPORT void JNICALL Java_imprint_Raw_reportDestroy(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  imprint_report_destroy((imprint_report*)(intptr_t)report);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetManifestState(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_manifest_state((const imprint_report*)(intptr_t)report);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetPairAgreement(JNIEnv* env, jclass type, jlong report, jint pair) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_pair_agreement((const imprint_report*)(intptr_t)report, (imprint_pair)pair);
}

JNIEXPORT jbyteArray JNICALL Java_imprint_Raw_reportGetCrjson(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  const imprint_text text = imprint_report_get_crjson((const imprint_report*)(intptr_t)report);
  return imprint_java_bytes(env, text.data, text.size);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_markId(JNIEnv* env, jclass type, jlong producer, jlong produce_id, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark_id(*(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (uint64_t*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_markIdKeyed(JNIEnv* env, jclass type, jlong context, jlong key_id, jlong producer, jlong produce_id, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_mark_id_keyed((const imprint_context*)(intptr_t)context, *(const imprint_text*)(intptr_t)key_id, *(const imprint_text*)(intptr_t)producer, *(const imprint_text*)(intptr_t)produce_id, (uint64_t*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkMinSidePx(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jint)imprint_watermark_min_side_px();
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkPayloadBits(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jint)imprint_watermark_payload_bits();
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkEmbed(JNIEnv* env, jclass type, jlong context, jlong image, jlong payload, jlong options, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_embed((const imprint_context*)(intptr_t)context, (imprint_image*)(intptr_t)image, (uint64_t)payload, (const imprint_embed_options*)(intptr_t)options, (imprint_embed_result*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkEmbedFile(JNIEnv* env, jclass type, jlong context, jlong file, jlong payload, jlong options, jlong out, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_embed_file((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (uint64_t)payload, (const imprint_embed_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_embed_result*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkDetect(JNIEnv* env, jclass type, jlong context, jlong image, jlong options, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_detect((const imprint_context*)(intptr_t)context, (const imprint_image*)(intptr_t)image, (const imprint_detect_options*)(intptr_t)options, (imprint_detection*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkDetectFile(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_detect_file((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_detect_options*)(intptr_t)options, (imprint_detection*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkDetectAll(JNIEnv* env, jclass type, jlong context, jlong image, jlong options, jlong results, jlong capacity, jlong count, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_detect_all((const imprint_context*)(intptr_t)context, (const imprint_image*)(intptr_t)image, (const imprint_detect_options*)(intptr_t)options, (imprint_detection*)(intptr_t)results, (size_t)capacity, (size_t*)(intptr_t)count, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_watermarkDetectAllFile(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong results, jlong capacity, jlong count, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_watermark_detect_all_file((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_detect_options*)(intptr_t)options, (imprint_detection*)(intptr_t)results, (size_t)capacity, (size_t*)(intptr_t)count, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioEmbedderCreate(JNIEnv* env, jclass type, jlong context, jlong format, jlong payload, jlong options, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_embedder_create((const imprint_context*)(intptr_t)context, (const imprint_audio_format*)(intptr_t)format, (uint64_t)payload, (const imprint_embed_options*)(intptr_t)options, (imprint_audio_embedder**)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_audioEmbedderGetDelay(JNIEnv* env, jclass type, jlong embedder) {
  (void)env;
  (void)type;
  return (jlong)imprint_audio_embedder_get_delay((const imprint_audio_embedder*)(intptr_t)embedder);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioEmbedderProcess(JNIEnv* env, jclass type, jlong embedder, jlong samples, jlong frames, jlong out, jlong capacity, jlong written, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_embedder_process((imprint_audio_embedder*)(intptr_t)embedder, (const void*)(intptr_t)samples, (size_t)frames, (void*)(intptr_t)out, (size_t)capacity, (size_t*)(intptr_t)written, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioEmbedderFlush(JNIEnv* env, jclass type, jlong embedder, jlong out, jlong capacity, jlong written, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_embedder_flush((imprint_audio_embedder*)(intptr_t)embedder, (void*)(intptr_t)out, (size_t)capacity, (size_t*)(intptr_t)written, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioEmbedderGetResult(JNIEnv* env, jclass type, jlong embedder, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_embedder_get_result((const imprint_audio_embedder*)(intptr_t)embedder, (imprint_embed_result*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT void JNICALL Java_imprint_Raw_audioEmbedderDestroy(JNIEnv* env, jclass type, jlong embedder) {
  (void)env;
  (void)type;
  imprint_audio_embedder_destroy((imprint_audio_embedder*)(intptr_t)embedder);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioDetectorCreate(JNIEnv* env, jclass type, jlong context, jlong format, jlong options, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_detector_create((const imprint_context*)(intptr_t)context, (const imprint_audio_format*)(intptr_t)format, (const imprint_detect_options*)(intptr_t)options, (imprint_audio_detector**)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioDetectorProcess(JNIEnv* env, jclass type, jlong detector, jlong samples, jlong frames, jlong done, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_detector_process((imprint_audio_detector*)(intptr_t)detector, (const void*)(intptr_t)samples, (size_t)frames, (uint32_t*)(intptr_t)done, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioDetectorFinish(JNIEnv* env, jclass type, jlong detector, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_detector_finish((imprint_audio_detector*)(intptr_t)detector, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audioDetectorGetResult(JNIEnv* env, jclass type, jlong detector, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audio_detector_get_result((const imprint_audio_detector*)(intptr_t)detector, (imprint_detection*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT void JNICALL Java_imprint_Raw_audioDetectorDestroy(JNIEnv* env, jclass type, jlong detector) {
  (void)env;
  (void)type;
  imprint_audio_detector_destroy((imprint_audio_detector*)(intptr_t)detector);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audibleLabelMake(JNIEnv* env, jclass type, jlong context, jlong format, jdouble programme_lufs, jlong out, jlong capacity, jlong frames, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audible_label_make((const imprint_context*)(intptr_t)context, (const imprint_audio_format*)(intptr_t)format, (double)programme_lufs, (void*)(intptr_t)out, (size_t)capacity, (size_t*)(intptr_t)frames, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_audibleLabelFind(JNIEnv* env, jclass type, jlong context, jlong format, jlong samples, jlong frames, jlong found, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_audible_label_find((const imprint_context*)(intptr_t)context, (const imprint_audio_format*)(intptr_t)format, (const void*)(intptr_t)samples, (size_t)frames, (imprint_audible_found*)(intptr_t)found, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_labelDraw(JNIEnv* env, jclass type, jlong context, jlong image, jlong options, jlong placement, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_label_draw((const imprint_context*)(intptr_t)context, (imprint_image*)(intptr_t)image, (const imprint_label_options*)(intptr_t)options, (imprint_label_placement*)(intptr_t)placement, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_labelDrawFile(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong out, jlong placement, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_label_draw_file((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_label_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_label_placement*)(intptr_t)placement, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_labelFind(JNIEnv* env, jclass type, jlong context, jlong image, jlong options, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_label_find((const imprint_context*)(intptr_t)context, (const imprint_image*)(intptr_t)image, (const imprint_label_find_options*)(intptr_t)options, (imprint_label_found*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_labelFindFile(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong result, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_label_find_file((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_label_find_options*)(intptr_t)options, (imprint_label_found*)(intptr_t)result, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_aigcRead(JNIEnv* env, jclass type, jlong context, jlong file, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_aigc_read((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_aigcWrite(JNIEnv* env, jclass type, jlong context, jlong file, jlong label, jlong out, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_aigc_write((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_aigc_label*)(intptr_t)label, (imprint_bytes*)(intptr_t)out, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_providerCode(JNIEnv* env, jclass type, jlong uscc, jlong service, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_provider_code(*(const imprint_text*)(intptr_t)uscc, *(const imprint_text*)(intptr_t)service, (char*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_aigcLint(JNIEnv* env, jclass type, jlong context, jlong file, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_aigc_lint((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_lint_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_aigcCompare(JNIEnv* env, jclass type, jlong context, jlong before, jlong after, jlong options, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_aigc_compare((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)before, *(const imprint_byte_view*)(intptr_t)after, (const imprint_lint_options*)(intptr_t)options, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_reportGetLintStatus(JNIEnv* env, jclass type, jlong report) {
  (void)env;
  (void)type;
  return (jint)imprint_report_get_lint_status((const imprint_report*)(intptr_t)report);
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_reportGetFindingCount(JNIEnv* env, jclass type, jlong report, jint severity) {
  (void)env;
  (void)type;
  return (jlong)imprint_report_get_finding_count((const imprint_report*)(intptr_t)report, (imprint_severity)severity);
}

JNIEXPORT jint JNICALL Java_imprint_Raw_logAppend(JNIEnv* env, jclass type, jlong path, jlong entry, jlong head_out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_log_append(*(const imprint_text*)(intptr_t)path, (const imprint_log_entry*)(intptr_t)entry, (char*)(intptr_t)head_out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_logVerify(JNIEnv* env, jclass type, jlong path, jlong summary, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_log_verify(*(const imprint_text*)(intptr_t)path, (imprint_log_summary*)(intptr_t)summary, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_logExport(JNIEnv* env, jclass type, jlong path, jlong from_s, jlong until_s, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_log_export(*(const imprint_text*)(intptr_t)path, (int64_t)from_s, (int64_t)until_s, (imprint_bytes*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_logPurge(JNIEnv* env, jclass type, jlong path, jlong before_s, jlong now_s, jlong removed, jlong summary, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_log_purge(*(const imprint_text*)(intptr_t)path, (int64_t)before_s, (int64_t)now_s, (uint64_t*)(intptr_t)removed, (imprint_log_summary*)(intptr_t)summary, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_manifestSign(JNIEnv* env, jclass type, jlong context, jlong file, jlong signer, jlong options, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_manifest_sign((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (const imprint_signer*)(intptr_t)signer, (const imprint_manifest_options*)(intptr_t)options, (imprint_bytes*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_manifestRead(JNIEnv* env, jclass type, jlong context, jlong file, jlong out, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_manifest_read((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, (imprint_bytes*)(intptr_t)out, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jint JNICALL Java_imprint_Raw_manifestVerify(JNIEnv* env, jclass type, jlong context, jlong file, jlong manifest, jlong time_s, jlong report, jlong error) {
  (void)env;
  (void)type;
  imprint_java_begin();
  const jint status = (jint)imprint_manifest_verify((const imprint_context*)(intptr_t)context, *(const imprint_byte_view*)(intptr_t)file, *(const imprint_byte_view*)(intptr_t)manifest, (int64_t)time_s, (imprint_report**)(intptr_t)report, (imprint_error*)(intptr_t)error);
  imprint_java_end();
  return status;
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofContextOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_context_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofMarkOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_mark_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofVerifyOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_verify_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofEmbedOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_embed_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofEmbedResult(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_embed_result();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofDetectOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_detect_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofDetection(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_detection();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLabelOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_label_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLabelPlacement(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_label_placement();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofAigcLabel(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_aigc_label();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLintOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_lint_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofPropagateOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_propagate_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLabelFindOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_label_find_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLabelFound(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_label_found();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLogEntry(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_log_entry();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofLogSummary(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_log_summary();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofSigner(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_signer();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofManifestOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_manifest_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofEvent(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_event();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofDeriveOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_derive_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofTransplantOptions(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_transplant_options();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofBatchItem(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_batch_item();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofAudioFormat(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_audio_format();
}

JNIEXPORT jlong JNICALL Java_imprint_Raw_sizeofAudibleFound(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)imprint_sizeof_audible_found();
}
