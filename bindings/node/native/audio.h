// Streams of sound: a handle of the library that JavaScript holds, its samples in and out.
#pragma once
#include "call.h"

namespace imprint_node {

/// Bytes of a frame of this format; 0 where the library will refuse it.
size_t frame_bytes(const imprint_audio_format* format);

inline void destroy(imprint_audio_embedder* stream) { imprint_audio_embedder_destroy(stream); }
inline void destroy(imprint_audio_detector* stream) { imprint_audio_detector_destroy(stream); }

/// A stream and how long its frames are. A call that runs keeps it, whatever JavaScript closes or forgets meanwhile;
/// lib/audio.js sees to it that one runs at a time.
template <typename T>
struct Stream {
  T* handle = nullptr;
  size_t frame_bytes = 0;
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { destroy(handle); }
};

template <typename T>
struct Slot<Stream<T>*> : NoOutput {
  std::shared_ptr<Stream<T>> held;
  void take(Inputs& in) {
    void* data = nullptr;
    const napi_value value = in.take();
    if (type_of(in.env, value) != napi_external) throw type_error("a stream is needed");
    check(in.env, napi_get_value_external(in.env, value, &data));
    held = *static_cast<std::shared_ptr<Stream<T>>*>(data);
    if (held == nullptr) throw JsError(JsError::Kind::kPlain, "the stream is closed");
  }
  Stream<T>* value(Job&, imprint_error*) { return held.get(); }
};

/// A new one, as an output of its call.
template <typename T>
struct NewStream {
  std::shared_ptr<Stream<T>> stream = std::make_shared<Stream<T>>();
};

template <typename T>
struct Slot<NewStream<T>*> : NoInput {
  NewStream<T> held;
  NewStream<T>* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) {
    napi_value external = nullptr;
    auto owned = std::make_unique<std::shared_ptr<Stream<T>>>(held.stream);
    const auto finalizer = [](napi_env, void* data, void*) { delete static_cast<std::shared_ptr<Stream<T>>*>(data); };
    check(out.env, napi_create_external(out.env, owned.get(), finalizer, nullptr, &external));
    static_cast<void>(owned.release());
    out.add(external);
  }
};

/// Samples that a call gives, as a Buffer.
using Samples = std::vector<uint8_t>;

template <>
struct Slot<Samples*> : NoInput {
  Samples held;
  Samples* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) { out.add(js_buffer(out.env, held.data(), held.size())); }
};

template <>
struct Slot<bool*> : NoInput {
  bool held = false;
  bool* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) { out.add(js_bool(out.env, held)); }
};

template <>
struct Slot<double> : Given<double> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    given = double_from(in.env, value, in.name().c_str());
  }
};

/// Forgets the stream of an external: it is freed when the call that runs on it has ended.
void close_embedder(napi_env env, napi_value external);
void close_detector(napi_env env, napi_value external);

// ---- Calls that stand otherwise in the header ----

imprint_status embedder_create(const imprint_context* context, const imprint_audio_format* format, uint64_t payload,
                               const imprint_embed_options* options, NewStream<imprint_audio_embedder>* out,
                               imprint_error* error);
imprint_status embedder_process(Stream<imprint_audio_embedder>* stream, imprint_byte_view samples, Samples* out,
                                imprint_error* error);
imprint_status embedder_flush(Stream<imprint_audio_embedder>* stream, Samples* out, imprint_error* error);
imprint_status embedder_result(Stream<imprint_audio_embedder>* stream, imprint_embed_result* result,
                               imprint_error* error);
imprint_status detector_create(const imprint_context* context, const imprint_audio_format* format,
                               const imprint_detect_options* options, NewStream<imprint_audio_detector>* out,
                               imprint_error* error);
imprint_status detector_process(Stream<imprint_audio_detector>* stream, imprint_byte_view samples, bool* done,
                                imprint_error* error);
imprint_status detector_finish(Stream<imprint_audio_detector>* stream, imprint_error* error);
imprint_status detector_result(Stream<imprint_audio_detector>* stream, imprint_detection* result,
                               imprint_error* error);
imprint_status audible_label_make(const imprint_context* context, const imprint_audio_format* format,
                                  double programme_lufs, Samples* out, imprint_error* error);
imprint_status audible_label_find(const imprint_context* context, const imprint_audio_format* format,
                                  imprint_byte_view samples, imprint_audible_found* found, imprint_error* error);

}  // namespace imprint_node
