// The addon: what is exported, the calls that are bound by hand, and what is compared when it is loaded.
#include <utility>

#include "audio.h"
#include "generated.h"

namespace imprint_node {
namespace {

constexpr size_t kMarksAtFirst = IMPRINT_WATERMARK_MAX_MARKS;

Environment& environment_of(napi_env env) {
  void* data = nullptr;
  check(env, napi_get_instance_data(env, &data));
  return *static_cast<Environment*>(data);
}

// ---- Calls that stand otherwise in the header ----

template <typename Picture, typename Function>
imprint_status all_marks(Function function, const imprint_context* context, Picture picture,
                         const imprint_detect_options* options, Detections* out, imprint_error* error) {
  size_t count = kMarksAtFirst;
  do {  // nearly always once
    out->assign(count, imprint_detection IMPRINT_DETECTION_INIT);
    const imprint_status status = function(context, picture, options, out->data(), out->size(), &count, error);
    if (status != IMPRINT_OK) return status;
  } while (count > out->size());
  out->resize(count);
  return IMPRINT_OK;
}

imprint_status detect_all(const imprint_context* context, const imprint_image* image,
                          const imprint_detect_options* options, Detections* out, imprint_error* error) {
  return all_marks(imprint_watermark_detect_all, context, image, options, out, error);
}

imprint_status detect_all_file(const imprint_context* context, imprint_byte_view file,
                               const imprint_detect_options* options, Detections* out, imprint_error* error) {
  return all_marks(imprint_watermark_detect_all_file, context, file, options, out, error);
}

imprint_status mark_batch(const imprint_context* context, Batch* batch, const imprint_mark_options* options,
                          imprint_existing existing, imprint_error* error) {
  return imprint_mark_batch(context, batch->items.data(), batch->items.size(), options, existing, error);
}

imprint_status verify_batch(const imprint_context* context, Batch* batch, const imprint_verify_options* options,
                            imprint_error* error) {
  return imprint_verify_batch(context, batch->items.data(), batch->items.size(), options, error);
}

imprint_status propagate_batch(const imprint_context* context, Batch* batch, const imprint_propagate_options* options,
                               imprint_existing existing, imprint_error* error) {
  return imprint_propagate_batch(context, batch->items.data(), batch->items.size(), options, existing, error);
}

// The context of a new handle, as an output of its call.
struct NewContext {
  ContextHolder* holder;
};

imprint_status create(const imprint_context_options* options, NewContext* out, imprint_error* error) {
  return imprint_context_create(options, &out->holder->handle, error);
}

}  // namespace

template <>
struct Slot<NewContext*> : NoInput {
  std::unique_ptr<ContextHolder> owned = std::make_unique<ContextHolder>();
  NewContext held{owned.get()};
  NewContext* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) {
    napi_value external = nullptr;
    const auto finalizer = [](napi_env, void* data, void*) {
      const std::unique_ptr<ContextHolder> holder(static_cast<ContextHolder*>(data));
      imprint_context_destroy(holder->handle);
    };
    check(out.env, napi_create_external(out.env, owned.get(), finalizer, nullptr, &external));
    static_cast<void>(owned.release());
    out.add(external);
  }
};

namespace {

// ---- Small ones ----

ContextHolder& holder_from(napi_env env, napi_value value) {
  void* data = nullptr;
  if (type_of(env, value) != napi_external) throw type_error("a context is needed");
  check(env, napi_get_value_external(env, value, &data));
  return *static_cast<ContextHolder*>(data);
}

template <typename Body>
napi_value guarded(napi_env env, Body&& body) {
  try {
    return body();
  } catch (const JsError& error) {
    raise(env, error);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

napi_value first_argument(napi_env env, napi_callback_info info) {
  napi_value value = nullptr;
  size_t count = 1;
  check(env, napi_get_cb_info(env, info, &count, &value, nullptr, nullptr));
  return value;
}

// Wipes the keys; calls that run have what they need.
napi_value close(napi_env env, napi_callback_info info) {
  return guarded(env, [&] {
    ContextHolder& holder = holder_from(env, first_argument(env, info));
    imprint_context_destroy(std::exchange(holder.handle, nullptr));
    return js_undefined(env);
  });
}

template <void Close(napi_env, napi_value)>
napi_value close_stream(napi_env env, napi_callback_info info) {
  return guarded(env, [&] {
    Close(env, first_argument(env, info));
    return js_undefined(env);
  });
}

napi_value cancel(napi_env env, napi_callback_info info) {
  return guarded(env, [&] {
    environment_of(env).cancel(uint64_from(env, first_argument(env, info), "id"));
    return js_undefined(env);
  });
}

napi_value stop(napi_env env, napi_callback_info) {
  return guarded(env, [&] {
    environment_of(env).stop();
    return js_undefined(env);
  });
}

napi_value status_name(napi_env env, napi_callback_info info) {
  return guarded(env, [&] {
    const auto status = static_cast<imprint_status>(uint32_from(env, first_argument(env, info), "status"));
    return js_string(env, std::string(imprint_status_name(status)));
  });
}

constexpr Function kByHand[] = {
    {"contextCreate", at_once<create>},
    {"contextClose", close},
    {"cancel", cancel},
    {"stop", stop},
    {"statusName", status_name},
    {"watermarkDetectAll", on_a_worker<detect_all>},
    {"watermarkDetectAllFile", on_a_worker<detect_all_file>},
    {"markBatch", on_a_worker<mark_batch>},
    {"verifyBatch", on_a_worker<verify_batch>},
    {"propagateBatch", on_a_worker<propagate_batch>},
    {"audioEmbedderCreate", on_a_worker<embedder_create>},
    {"audioEmbedderProcess", on_a_worker<embedder_process>},
    {"audioEmbedderFlush", on_a_worker<embedder_flush>},
    {"audioEmbedderResult", on_a_worker<embedder_result>},
    {"audioEmbedderClose", close_stream<close_embedder>},
    {"audioDetectorCreate", on_a_worker<detector_create>},
    {"audioDetectorProcess", on_a_worker<detector_process>},
    {"audioDetectorFinish", on_a_worker<detector_finish>},
    {"audioDetectorResult", on_a_worker<detector_result>},
    {"audioDetectorClose", close_stream<close_detector>},
    {"audibleLabelMake", on_a_worker<audible_label_make>},
    {"audibleLabelFind", on_a_worker<audible_label_find>},
};

void compare_with_library() {
  if (imprint_abi_version() != IMPRINT_ABI_VERSION)
    throw JsError(JsError::Kind::kPlain, "libimprint has ABI version " + std::to_string(imprint_abi_version()) +
                                             ", this package is for " + std::to_string(IMPRINT_ABI_VERSION));
  for (const SizeCheck& size : kSizes)
    if (size.there() < size.here)
      throw JsError(JsError::Kind::kPlain, std::string("libimprint is older than this package: ") + size.name + " is " +
                                               std::to_string(size.there()) + " bytes there, " +
                                               std::to_string(size.here) + " here");
}

void add(napi_env env, napi_value exports, const Function& function) {
  napi_value made = nullptr;
  check(env, napi_create_function(env, function.name, NAPI_AUTO_LENGTH, function.callback, nullptr, &made));
  set(env, exports, function.name, made);
}

}  // namespace

Frame::Frame(napi_env env, napi_callback_info info) : environment(&environment_of(env)) {
  size_t count = 0;
  check(env, napi_get_cb_info(env, info, &count, nullptr, nullptr, nullptr));
  values.resize(count);
  check(env, napi_get_cb_info(env, info, &count, values.data(), nullptr, nullptr));
}

ContextHolder* Frame::context(napi_env env) const {
  if (is_absent(env, values.at(0))) return nullptr;
  ContextHolder& holder = holder_from(env, values.at(0));
  if (holder.handle == nullptr) throw JsError(JsError::Kind::kPlain, "the context is closed");
  return &holder;
}

}  // namespace imprint_node

NAPI_MODULE_INIT() {
  using namespace imprint_node;
  return guarded(env, [&] {
    compare_with_library();
    auto environment = std::make_unique<Environment>(env);
    const auto finalizer = [](napi_env, void* data, void*) { delete static_cast<Environment*>(data); };
    check(env, napi_set_instance_data(env, environment.get(), finalizer, nullptr));
    static_cast<void>(environment.release());
    for (const Function& function : kFunctions) add(env, exports, function);
    for (const Function& function : kByHand) add(env, exports, function);
    set(env, exports, "version", js_string(env, std::string(imprint_version())));
    return exports;
  });
}
