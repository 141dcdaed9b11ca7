// What cgo cannot say itself: structs that would hold a Go pointer are made on C's stack, and callbacks get C functions.
#ifndef IMPRINT_GO_SHIM_H
#define IMPRINT_GO_SHIM_H

#include <imprint/imprint.h>
#include <stdlib.h>

// Go memory may not be stored where C keeps it, and imprint_image is handed over by address: so it is put together here.
typedef struct imprint_go_pixels {
  uint32_t width_px, height_px;
  size_t stride_bytes;
  imprint_pixel_format format;
} imprint_go_pixels;

imprint_status imprint_go_mark_image(const imprint_context* context, void* data, imprint_go_pixels pixels, imprint_text producer,
                                     imprint_text produce_id, const imprint_mark_options* options, imprint_bytes* out,
                                     imprint_report** report, imprint_error* error);
imprint_status imprint_go_watermark_embed(const imprint_context* context, void* data, imprint_go_pixels pixels, uint64_t payload,
                                          const imprint_embed_options* options, imprint_embed_result* result, imprint_error* error);
imprint_status imprint_go_watermark_detect(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                           const imprint_detect_options* options, imprint_detection* result, imprint_error* error);
imprint_status imprint_go_watermark_detect_all(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                               const imprint_detect_options* options, imprint_detection* results, size_t capacity,
                                               size_t* count, imprint_error* error);
imprint_status imprint_go_label_draw(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                     const imprint_label_options* options, imprint_label_placement* placement, imprint_error* error);
imprint_status imprint_go_label_find(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                     const imprint_label_find_options* options, imprint_label_found* result, imprint_error* error);

// Callbacks; user_data points to a cgo.Handle in C memory.
int imprint_go_progress(void* user_data, double done);
void imprint_go_event(void* user_data, const imprint_event* event);
int imprint_go_sign(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size);
int imprint_go_time_stamp(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size);

#endif
