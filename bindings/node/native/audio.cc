// The calls of audio.h.
#include "audio.h"

#include <cstdio>

namespace imprint_node {
namespace {

// Bytes that are no whole frames are refused as the library would.
imprint_status whole_frames(imprint_byte_view samples, size_t frame_bytes, size_t& frames, imprint_error* error) {
  frames = frame_bytes == 0 ? 0 : samples.size / frame_bytes;
  if (frame_bytes == 0 || samples.size % frame_bytes == 0) return IMPRINT_OK;
  error->status = IMPRINT_ERR_INVALID_ARGUMENT;
  std::snprintf(error->message, sizeof error->message, "%zu bytes of samples are no whole frames of %zu bytes", samples.size,
                frame_bytes);
  return IMPRINT_ERR_INVALID_ARGUMENT;
}

template <typename T>
void close_stream(napi_env env, napi_value external) {
  void* data = nullptr;
  check(env, napi_get_value_external(env, external, &data));
  static_cast<std::shared_ptr<Stream<T>>*>(data)->reset();
}

// Room for what a call of the embedder gives, which says how much of it was written.
template <typename Call>
imprint_status give(Stream<imprint_audio_embedder>& stream, size_t frames, Samples& out, Call&& call) {
  const size_t capacity = frames + imprint_audio_embedder_get_delay(stream.handle);
  size_t written = 0;
  out.resize(capacity * stream.frame_bytes);
  const imprint_status status = call(out.data(), capacity, &written);
  out.resize(written * stream.frame_bytes);
  return status;
}

}  // namespace

size_t frame_bytes(const imprint_audio_format* format) {
  if (format == nullptr) return 0;
  switch (format->samples) {
    case IMPRINT_SAMPLE_INT16: return size_t{2} * format->channels;
    case IMPRINT_SAMPLE_INT24: return size_t{3} * format->channels;
    default: return size_t{4} * format->channels;
  }
}

void close_embedder(napi_env env, napi_value external) { close_stream<imprint_audio_embedder>(env, external); }
void close_detector(napi_env env, napi_value external) { close_stream<imprint_audio_detector>(env, external); }

imprint_status embedder_create(const imprint_context* context, const imprint_audio_format* format, uint64_t payload,
                               const imprint_embed_options* options, NewStream<imprint_audio_embedder>* out,
                               imprint_error* error) {
  out->stream->frame_bytes = frame_bytes(format);
  return imprint_audio_embedder_create(context, format, payload, options, &out->stream->handle, error);
}

imprint_status embedder_process(Stream<imprint_audio_embedder>* stream, imprint_byte_view samples, Samples* out,
                                imprint_error* error) {
  size_t frames = 0;
  const imprint_status status = whole_frames(samples, stream->frame_bytes, frames, error);
  if (status != IMPRINT_OK) return status;
  return give(*stream, frames, *out, [&](void* data, size_t capacity, size_t* written) {
    return imprint_audio_embedder_process(stream->handle, samples.data, frames, data, capacity, written, error);
  });
}

imprint_status embedder_flush(Stream<imprint_audio_embedder>* stream, Samples* out, imprint_error* error) {
  return give(*stream, 0, *out, [&](void* data, size_t capacity, size_t* written) {
    return imprint_audio_embedder_flush(stream->handle, data, capacity, written, error);
  });
}

imprint_status embedder_result(Stream<imprint_audio_embedder>* stream, imprint_embed_result* result,
                               imprint_error* error) {
  return imprint_audio_embedder_get_result(stream->handle, result, error);
}

imprint_status detector_create(const imprint_context* context, const imprint_audio_format* format,
                               const imprint_detect_options* options, NewStream<imprint_audio_detector>* out,
                               imprint_error* error) {
  out->stream->frame_bytes = frame_bytes(format);
  return imprint_audio_detector_create(context, format, options, &out->stream->handle, error);
}

imprint_status detector_process(Stream<imprint_audio_detector>* stream, imprint_byte_view samples, bool* done,
                                imprint_error* error) {
  size_t frames = 0;
  const imprint_status status = whole_frames(samples, stream->frame_bytes, frames, error);
  if (status != IMPRINT_OK) return status;
  uint32_t found = 0;
  const imprint_status processed = imprint_audio_detector_process(stream->handle, samples.data, frames, &found, error);
  *done = found != 0;
  return processed;
}

imprint_status detector_finish(Stream<imprint_audio_detector>* stream, imprint_error* error) {
  return imprint_audio_detector_finish(stream->handle, error);
}

imprint_status detector_result(Stream<imprint_audio_detector>* stream, imprint_detection* result,
                               imprint_error* error) {
  return imprint_audio_detector_get_result(stream->handle, result, error);
}

imprint_status audible_label_make(const imprint_context* context, const imprint_audio_format* format,
                                  double programme_lufs, Samples* out, imprint_error* error) {
  size_t frames = 0;
  const imprint_status status =
      imprint_audible_label_make(context, format, programme_lufs, nullptr, 0, &frames, error);
  if (status != IMPRINT_OK) return status;
  out->resize(frames * frame_bytes(format));
  return imprint_audible_label_make(context, format, programme_lufs, out->data(), frames, &frames, error);
}

imprint_status audible_label_find(const imprint_context* context, const imprint_audio_format* format,
                                  imprint_byte_view samples, imprint_audible_found* found, imprint_error* error) {
  size_t frames = 0;
  const imprint_status status = whole_frames(samples, frame_bytes(format), frames, error);
  if (status != IMPRINT_OK) return status;
  return imprint_audible_label_find(context, format, samples.data, frames, found, error);
}

}  // namespace imprint_node
