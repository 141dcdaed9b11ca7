// The layout that released programs were compiled against: nothing here may change, new members come after the last row.
#include <cstddef>

#include "imprint/imprint.h"

#if defined(__LP64__)

#define IMPRINT_SIZE(type, size) static_assert(sizeof(type) == (size))
#define IMPRINT_AT(type, member, offset) static_assert(offsetof(type, member) == (offset))

IMPRINT_SIZE(imprint_error, 512);
IMPRINT_AT(imprint_error, status, 0);
IMPRINT_AT(imprint_error, message, 4);

IMPRINT_SIZE(imprint_text, 16);
IMPRINT_AT(imprint_text, data, 0);
IMPRINT_AT(imprint_text, size, 8);

IMPRINT_SIZE(imprint_byte_view, 16);
IMPRINT_AT(imprint_byte_view, data, 0);
IMPRINT_AT(imprint_byte_view, size, 8);

IMPRINT_SIZE(imprint_number_view, 16);
IMPRINT_AT(imprint_number_view, data, 0);
IMPRINT_AT(imprint_number_view, count, 8);

IMPRINT_SIZE(imprint_bytes, 16);
IMPRINT_AT(imprint_bytes, data, 0);
IMPRINT_AT(imprint_bytes, size, 8);

IMPRINT_SIZE(imprint_image, 32);
IMPRINT_AT(imprint_image, data, 0);
IMPRINT_AT(imprint_image, width_px, 8);
IMPRINT_AT(imprint_image, height_px, 12);
IMPRINT_AT(imprint_image, stride_bytes, 16);
IMPRINT_AT(imprint_image, format, 24);

IMPRINT_SIZE(imprint_context_options, 88);
IMPRINT_AT(imprint_context_options, struct_size, 0);
IMPRINT_AT(imprint_context_options, max_dimension_px, 4);
IMPRINT_AT(imprint_context_options, max_pixels, 8);
IMPRINT_AT(imprint_context_options, max_file_bytes, 16);
IMPRINT_AT(imprint_context_options, max_metadata_bytes, 24);
IMPRINT_AT(imprint_context_options, threads, 32);
IMPRINT_AT(imprint_context_options, no_open_key, 36);
IMPRINT_AT(imprint_context_options, max_memory_bytes, 40);
IMPRINT_AT(imprint_context_options, max_steps, 48);
IMPRINT_AT(imprint_context_options, max_signatures, 56);
IMPRINT_AT(imprint_context_options, max_inflated_bytes, 64);
IMPRINT_AT(imprint_context_options, max_decoded_pixels, 72);
IMPRINT_AT(imprint_context_options, max_decoded_samples, 80);

IMPRINT_SIZE(imprint_mark_options, 328);
IMPRINT_AT(imprint_mark_options, struct_size, 0);
IMPRINT_AT(imprint_mark_options, corner, 4);
IMPRINT_AT(imprint_mark_options, text, 8);
IMPRINT_AT(imprint_mark_options, height_percent, 24);
IMPRINT_AT(imprint_mark_options, no_visible, 32);
IMPRINT_AT(imprint_mark_options, no_watermark, 36);
IMPRINT_AT(imprint_mark_options, waiver, 40);
IMPRINT_AT(imprint_mark_options, key_id, 56);
IMPRINT_AT(imprint_mark_options, strength, 72);
IMPRINT_AT(imprint_mark_options, min_psnr_db, 80);
IMPRINT_AT(imprint_mark_options, source_type, 88);
IMPRINT_AT(imprint_mark_options, ai_system, 104);
IMPRINT_AT(imprint_mark_options, ai_system_version, 120);
IMPRINT_AT(imprint_mark_options, style, 136);
IMPRINT_AT(imprint_mark_options, form, 140);
IMPRINT_AT(imprint_mark_options, font, 144);
IMPRINT_AT(imprint_mark_options, logo, 160);
IMPRINT_AT(imprint_mark_options, log_path, 176);
IMPRINT_AT(imprint_mark_options, signing_key, 192);
IMPRINT_AT(imprint_mark_options, signer, 208);
IMPRINT_AT(imprint_mark_options, manifest, 216);
IMPRINT_AT(imprint_mark_options, replacement, 224);
IMPRINT_AT(imprint_mark_options, strict, 240);
IMPRINT_AT(imprint_mark_options, least_robustness, 244);
IMPRINT_AT(imprint_mark_options, label_signer, 248);
IMPRINT_AT(imprint_mark_options, convert_to, 256);
IMPRINT_AT(imprint_mark_options, quality, 260);
IMPRINT_AT(imprint_mark_options, mark_id_key_id, 264);
IMPRINT_AT(imprint_mark_options, audible_place, 280);
IMPRINT_AT(imprint_mark_options, audible_clip, 288);
IMPRINT_AT(imprint_mark_options, audible_at_s, 304);
IMPRINT_AT(imprint_mark_options, audible_clip_alone, 320);
IMPRINT_AT(imprint_mark_options, reserved, 324);

IMPRINT_SIZE(imprint_verify_options, 128);
IMPRINT_AT(imprint_verify_options, struct_size, 0);
IMPRINT_AT(imprint_verify_options, declared, 4);
IMPRINT_AT(imprint_verify_options, no_watermark, 8);
IMPRINT_AT(imprint_verify_options, no_search, 12);
IMPRINT_AT(imprint_verify_options, time_s, 16);
IMPRINT_AT(imprint_verify_options, producer, 24);
IMPRINT_AT(imprint_verify_options, produce_id, 40);
IMPRINT_AT(imprint_verify_options, manifest, 56);
IMPRINT_AT(imprint_verify_options, no_traces, 72);
IMPRINT_AT(imprint_verify_options, reserved, 76);
IMPRINT_AT(imprint_verify_options, label_text, 80);
IMPRINT_AT(imprint_verify_options, label_font, 96);
IMPRINT_AT(imprint_verify_options, explicit_label, 112);

IMPRINT_SIZE(imprint_embed_options, 72);
IMPRINT_AT(imprint_embed_options, struct_size, 0);
IMPRINT_AT(imprint_embed_options, least_robustness, 4);
IMPRINT_AT(imprint_embed_options, key_id, 8);
IMPRINT_AT(imprint_embed_options, strength, 24);
IMPRINT_AT(imprint_embed_options, min_psnr_db, 32);
IMPRINT_AT(imprint_embed_options, replacement, 40);
IMPRINT_AT(imprint_embed_options, log_path, 56);

IMPRINT_SIZE(imprint_embed_result, 56);
IMPRINT_AT(imprint_embed_result, struct_size, 0);
IMPRINT_AT(imprint_embed_result, reserved, 4);
IMPRINT_AT(imprint_embed_result, psnr_db, 8);
IMPRINT_AT(imprint_embed_result, max_change, 16);
IMPRINT_AT(imprint_embed_result, manifest_broken, 24);
IMPRINT_AT(imprint_embed_result, robustness, 28);
IMPRINT_AT(imprint_embed_result, visibility, 32);
IMPRINT_AT(imprint_embed_result, depth_db, 40);
IMPRINT_AT(imprint_embed_result, marked_s, 48);

IMPRINT_SIZE(imprint_detect_options, 8);
IMPRINT_AT(imprint_detect_options, struct_size, 0);
IMPRINT_AT(imprint_detect_options, no_search, 4);

IMPRINT_SIZE(imprint_transplant_options, 16);
IMPRINT_AT(imprint_transplant_options, struct_size, 0);
IMPRINT_AT(imprint_transplant_options, no_search, 4);
IMPRINT_AT(imprint_transplant_options, vouched, 8);
IMPRINT_AT(imprint_transplant_options, reserved, 12);

IMPRINT_SIZE(imprint_event, 40);
IMPRINT_AT(imprint_event, struct_size, 0);
IMPRINT_AT(imprint_event, status, 4);
IMPRINT_AT(imprint_event, call, 8);
IMPRINT_AT(imprint_event, duration_us, 16);
IMPRINT_AT(imprint_event, message, 24);

IMPRINT_SIZE(imprint_derive_options, 32);
IMPRINT_AT(imprint_derive_options, struct_size, 0);
IMPRINT_AT(imprint_derive_options, threads, 4);
IMPRINT_AT(imprint_derive_options, progress, 8);
IMPRINT_AT(imprint_derive_options, event, 16);
IMPRINT_AT(imprint_derive_options, user_data, 24);

IMPRINT_SIZE(imprint_batch_item, 656);
IMPRINT_AT(imprint_batch_item, struct_size, 0);
IMPRINT_AT(imprint_batch_item, reserved, 4);
IMPRINT_AT(imprint_batch_item, path, 8);
IMPRINT_AT(imprint_batch_item, file, 24);
IMPRINT_AT(imprint_batch_item, out_path, 40);
IMPRINT_AT(imprint_batch_item, producer, 56);
IMPRINT_AT(imprint_batch_item, produce_id, 72);
IMPRINT_AT(imprint_batch_item, propagator, 88);
IMPRINT_AT(imprint_batch_item, propagate_id, 104);
IMPRINT_AT(imprint_batch_item, out, 120);
IMPRINT_AT(imprint_batch_item, report, 136);
IMPRINT_AT(imprint_batch_item, error, 144);

IMPRINT_SIZE(imprint_detection, 120);
IMPRINT_AT(imprint_detection, struct_size, 0);
IMPRINT_AT(imprint_detection, found, 4);
IMPRINT_AT(imprint_detection, payload, 8);
IMPRINT_AT(imprint_detection, p_value, 16);
IMPRINT_AT(imprint_detection, pilot_sigma, 24);
IMPRINT_AT(imprint_detection, pixels_per_canonical, 32);
IMPRINT_AT(imprint_detection, rotation_deg, 40);
IMPRINT_AT(imprint_detection, attempts, 48);
IMPRINT_AT(imprint_detection, key_id, 52);
IMPRINT_AT(imprint_detection, x_px, 72);
IMPRINT_AT(imprint_detection, y_px, 76);
IMPRINT_AT(imprint_detection, width_px, 80);
IMPRINT_AT(imprint_detection, height_px, 84);
IMPRINT_AT(imprint_detection, start_s, 88);
IMPRINT_AT(imprint_detection, end_s, 96);
IMPRINT_AT(imprint_detection, time_scale, 104);
IMPRINT_AT(imprint_detection, pitch_shift_semitones, 112);

IMPRINT_SIZE(imprint_label_options, 120);
IMPRINT_AT(imprint_label_options, struct_size, 0);
IMPRINT_AT(imprint_label_options, corner, 4);
IMPRINT_AT(imprint_label_options, text, 8);
IMPRINT_AT(imprint_label_options, height_percent, 24);
IMPRINT_AT(imprint_label_options, orientation, 32);
IMPRINT_AT(imprint_label_options, style, 36);
IMPRINT_AT(imprint_label_options, form, 40);
IMPRINT_AT(imprint_label_options, reserved, 44);
IMPRINT_AT(imprint_label_options, font, 48);
IMPRINT_AT(imprint_label_options, logo, 64);
IMPRINT_AT(imprint_label_options, audible_place, 80);
IMPRINT_AT(imprint_label_options, audible_clip_alone, 84);
IMPRINT_AT(imprint_label_options, audible_clip, 88);
IMPRINT_AT(imprint_label_options, audible_at_s, 104);

IMPRINT_SIZE(imprint_label_placement, 64);
IMPRINT_AT(imprint_label_placement, struct_size, 0);
IMPRINT_AT(imprint_label_placement, x_px, 4);
IMPRINT_AT(imprint_label_placement, y_px, 8);
IMPRINT_AT(imprint_label_placement, width_px, 12);
IMPRINT_AT(imprint_label_placement, height_px, 16);
IMPRINT_AT(imprint_label_placement, ink_height_px, 20);
IMPRINT_AT(imprint_label_placement, ink_height_percent, 24);
IMPRINT_AT(imprint_label_placement, raised, 32);
IMPRINT_AT(imprint_label_placement, manifest_broken, 36);
IMPRINT_AT(imprint_label_placement, start_s, 40);
IMPRINT_AT(imprint_label_placement, end_s, 48);
IMPRINT_AT(imprint_label_placement, label_lufs, 56);

IMPRINT_SIZE(imprint_label_find_options, 40);
IMPRINT_AT(imprint_label_find_options, struct_size, 0);
IMPRINT_AT(imprint_label_find_options, orientation, 4);
IMPRINT_AT(imprint_label_find_options, text, 8);
IMPRINT_AT(imprint_label_find_options, font, 24);

IMPRINT_SIZE(imprint_label_found, 272);
IMPRINT_AT(imprint_label_found, struct_size, 0);
IMPRINT_AT(imprint_label_found, found, 4);
IMPRINT_AT(imprint_label_found, legibility, 8);
IMPRINT_AT(imprint_label_found, x_px, 12);
IMPRINT_AT(imprint_label_found, y_px, 16);
IMPRINT_AT(imprint_label_found, width_px, 20);
IMPRINT_AT(imprint_label_found, height_px, 24);
IMPRINT_AT(imprint_label_found, ink_height_px, 28);
IMPRINT_AT(imprint_label_found, ink_height_percent, 32);
IMPRINT_AT(imprint_label_found, contrast, 40);
IMPRINT_AT(imprint_label_found, score, 48);
IMPRINT_AT(imprint_label_found, text, 56);
IMPRINT_AT(imprint_label_found, reserved, 220);
IMPRINT_AT(imprint_label_found, start_s, 224);
IMPRINT_AT(imprint_label_found, end_s, 232);
IMPRINT_AT(imprint_label_found, unit_s, 240);
IMPRINT_AT(imprint_label_found, label_lufs, 248);
IMPRINT_AT(imprint_label_found, programme_lufs, 256);
IMPRINT_AT(imprint_label_found, audible_place, 264);
IMPRINT_AT(imprint_label_found, sound, 268);

IMPRINT_SIZE(imprint_log_entry, 112);
IMPRINT_AT(imprint_log_entry, struct_size, 0);
IMPRINT_AT(imprint_log_entry, reserved, 4);
IMPRINT_AT(imprint_log_entry, producer, 8);
IMPRINT_AT(imprint_log_entry, produce_id, 24);
IMPRINT_AT(imprint_log_entry, waiver, 40);
IMPRINT_AT(imprint_log_entry, file, 56);
IMPRINT_AT(imprint_log_entry, time_s, 72);
IMPRINT_AT(imprint_log_entry, replaced, 80);
IMPRINT_AT(imprint_log_entry, mark_id_key_id, 96);

IMPRINT_SIZE(imprint_log_summary, 128);
IMPRINT_AT(imprint_log_summary, struct_size, 0);
IMPRINT_AT(imprint_log_summary, reserved, 4);
IMPRINT_AT(imprint_log_summary, records, 8);
IMPRINT_AT(imprint_log_summary, first_sequence, 16);
IMPRINT_AT(imprint_log_summary, last_sequence, 24);
IMPRINT_AT(imprint_log_summary, first_time_s, 32);
IMPRINT_AT(imprint_log_summary, last_time_s, 40);
IMPRINT_AT(imprint_log_summary, torn_bytes, 48);
IMPRINT_AT(imprint_log_summary, head, 56);

IMPRINT_SIZE(imprint_aigc_label, 216);
IMPRINT_AT(imprint_aigc_label, struct_size, 0);
IMPRINT_AT(imprint_aigc_label, strict, 4);
IMPRINT_AT(imprint_aigc_label, label, 8);
IMPRINT_AT(imprint_aigc_label, content_producer, 24);
IMPRINT_AT(imprint_aigc_label, produce_id, 40);
IMPRINT_AT(imprint_aigc_label, reserved_code1, 56);
IMPRINT_AT(imprint_aigc_label, content_propagator, 72);
IMPRINT_AT(imprint_aigc_label, propagate_id, 88);
IMPRINT_AT(imprint_aigc_label, reserved_code2, 104);
IMPRINT_AT(imprint_aigc_label, signing_key, 120);
IMPRINT_AT(imprint_aigc_label, propagator_signing_key, 136);
IMPRINT_AT(imprint_aigc_label, replacement, 152);
IMPRINT_AT(imprint_aigc_label, log_path, 168);
IMPRINT_AT(imprint_aigc_label, signer, 184);
IMPRINT_AT(imprint_aigc_label, propagator_signer, 192);
IMPRINT_AT(imprint_aigc_label, mark_id_key_id, 200);

IMPRINT_SIZE(imprint_lint_options, 16);
IMPRINT_AT(imprint_lint_options, struct_size, 0);
IMPRINT_AT(imprint_lint_options, strict, 4);
IMPRINT_AT(imprint_lint_options, time_s, 8);

IMPRINT_SIZE(imprint_propagate_options, 112);
IMPRINT_AT(imprint_propagate_options, struct_size, 0);
IMPRINT_AT(imprint_propagate_options, declared, 4);
IMPRINT_AT(imprint_propagate_options, no_watermark, 8);
IMPRINT_AT(imprint_propagate_options, no_search, 12);
IMPRINT_AT(imprint_propagate_options, producer, 16);
IMPRINT_AT(imprint_propagate_options, produce_id, 32);
IMPRINT_AT(imprint_propagate_options, signing_key, 48);
IMPRINT_AT(imprint_propagate_options, signer, 64);
IMPRINT_AT(imprint_propagate_options, manifest, 72);
IMPRINT_AT(imprint_propagate_options, no_traces, 80);
IMPRINT_AT(imprint_propagate_options, strict, 84);
IMPRINT_AT(imprint_propagate_options, label_signer, 88);
IMPRINT_AT(imprint_propagate_options, explicit_label, 96);

IMPRINT_SIZE(imprint_signer, 80);
IMPRINT_AT(imprint_signer, struct_size, 0);
IMPRINT_AT(imprint_signer, reserved, 4);
IMPRINT_AT(imprint_signer, certificates, 8);
IMPRINT_AT(imprint_signer, private_key, 24);
IMPRINT_AT(imprint_signer, algorithm, 40);
IMPRINT_AT(imprint_signer, sign, 56);
IMPRINT_AT(imprint_signer, time_stamp, 64);
IMPRINT_AT(imprint_signer, user_data, 72);

IMPRINT_SIZE(imprint_manifest_options, 136);
IMPRINT_AT(imprint_manifest_options, struct_size, 0);
IMPRINT_AT(imprint_manifest_options, sidecar, 4);
IMPRINT_AT(imprint_manifest_options, no_aigc, 8);
IMPRINT_AT(imprint_manifest_options, has_mark_id, 12);
IMPRINT_AT(imprint_manifest_options, mark_id, 16);
IMPRINT_AT(imprint_manifest_options, time_s, 24);
IMPRINT_AT(imprint_manifest_options, source_type, 32);
IMPRINT_AT(imprint_manifest_options, software, 48);
IMPRINT_AT(imprint_manifest_options, software_version, 64);
IMPRINT_AT(imprint_manifest_options, title, 80);
IMPRINT_AT(imprint_manifest_options, notice, 96);
IMPRINT_AT(imprint_manifest_options, thumbnail, 112);
IMPRINT_AT(imprint_manifest_options, thumbnail_px, 116);
IMPRINT_AT(imprint_manifest_options, mark_id_key_id, 120);

IMPRINT_SIZE(imprint_audio_format, 16);
IMPRINT_AT(imprint_audio_format, struct_size, 0);
IMPRINT_AT(imprint_audio_format, rate_hz, 4);
IMPRINT_AT(imprint_audio_format, channels, 8);
IMPRINT_AT(imprint_audio_format, samples, 12);

IMPRINT_SIZE(imprint_audible_found, 72);
IMPRINT_AT(imprint_audible_found, struct_size, 0);
IMPRINT_AT(imprint_audible_found, found, 4);
IMPRINT_AT(imprint_audible_found, start_s, 8);
IMPRINT_AT(imprint_audible_found, end_s, 16);
IMPRINT_AT(imprint_audible_found, unit_s, 24);
IMPRINT_AT(imprint_audible_found, tone_hz, 32);
IMPRINT_AT(imprint_audible_found, label_lufs, 40);
IMPRINT_AT(imprint_audible_found, programme_lufs, 48);
IMPRINT_AT(imprint_audible_found, score, 56);
IMPRINT_AT(imprint_audible_found, too_quiet, 64);
IMPRINT_AT(imprint_audible_found, wrong_timing, 68);

#endif  // LP64
