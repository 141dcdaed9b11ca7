// Bodies of shim.h.
#include "_cgo_export.h"

#include "shim.h"

static imprint_image image_of(void* data, imprint_go_pixels pixels) {
  imprint_image image = {data, pixels.width_px, pixels.height_px, pixels.stride_bytes, pixels.format};
  return image;
}

imprint_status imprint_go_mark_image(const imprint_context* context, void* data, imprint_go_pixels pixels, imprint_text producer,
                                     imprint_text produce_id, const imprint_mark_options* options, imprint_bytes* out,
                                     imprint_report** report, imprint_error* error) {
  const imprint_image image = image_of(data, pixels);
  return imprint_mark_image(context, &image, producer, produce_id, options, out, report, error);
}

imprint_status imprint_go_watermark_embed(const imprint_context* context, void* data, imprint_go_pixels pixels, uint64_t payload,
                                          const imprint_embed_options* options, imprint_embed_result* result, imprint_error* error) {
  imprint_image image = image_of(data, pixels);
  return imprint_watermark_embed(context, &image, payload, options, result, error);
}

imprint_status imprint_go_watermark_detect(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                           const imprint_detect_options* options, imprint_detection* result, imprint_error* error) {
  const imprint_image image = image_of(data, pixels);
  return imprint_watermark_detect(context, &image, options, result, error);
}

imprint_status imprint_go_watermark_detect_all(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                               const imprint_detect_options* options, imprint_detection* results, size_t capacity,
                                               size_t* count, imprint_error* error) {
  const imprint_image image = image_of(data, pixels);
  return imprint_watermark_detect_all(context, &image, options, results, capacity, count, error);
}

imprint_status imprint_go_label_draw(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                     const imprint_label_options* options, imprint_label_placement* placement, imprint_error* error) {
  imprint_image image = image_of(data, pixels);
  return imprint_label_draw(context, &image, options, placement, error);
}

imprint_status imprint_go_label_find(const imprint_context* context, void* data, imprint_go_pixels pixels,
                                     const imprint_label_find_options* options, imprint_label_found* result, imprint_error* error) {
  const imprint_image image = image_of(data, pixels);
  return imprint_label_find(context, &image, options, result, error);
}

int imprint_go_progress(void* user_data, double done) { return goProgress(user_data, done); }

void imprint_go_event(void* user_data, const imprint_event* event) {
  goEvent(user_data, event->status, (char*)event->call, event->duration_us, (char*)event->message.data, event->message.size);
}

int imprint_go_sign(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size) {
  return goExchange(user_data, 0, (void*)request.data, request.size, answer, capacity, answer_size);
}

int imprint_go_time_stamp(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size) {
  return goExchange(user_data, 1, (void*)request.data, request.size, answer, capacity, answer_size);
}
