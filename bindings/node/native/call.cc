// The parameters that need more than a line, and reports.
#include "call.h"

#include "generated.h"

namespace imprint_node {
namespace {

size_t bytes_per_pixel(imprint_pixel_format format) {
  switch (format) {
    case IMPRINT_FORMAT_RGB8:
    case IMPRINT_FORMAT_BGR8: return 3;
    case IMPRINT_FORMAT_RGBA8:
    case IMPRINT_FORMAT_BGRA8: return 4;
    case IMPRINT_FORMAT_GRAY8: return 1;
    case IMPRINT_FORMAT_RGB16: return 6;
    case IMPRINT_FORMAT_RGBA16: return 8;
    case IMPRINT_FORMAT_GRAY16: return 2;
    default: throw range_error("a pixel format that there is not");
  }
}

napi_value marks_of(napi_env env, const imprint_report* report) {
  napi_value out = nullptr;
  check(env, napi_create_array(env, &out));
  imprint_detection mark = IMPRINT_DETECTION_INIT;
  for (size_t number = 0; number < imprint_report_get_mark_count(report); ++number)
    if (imprint_report_get_mark(report, number, &mark, nullptr) != 0)
      check(env, napi_set_element(env, out, static_cast<uint32_t>(number), shown(env, kDetection, &mark)));
  return out;
}

napi_value text_or_null(napi_env env, imprint_text text) {
  return text.data == nullptr ? js_null(env) : js_string(env, text.data, text.size);
}

/// An object with a property for each enumerator.
template <typename Value>
napi_value by_name(napi_env env, const Enumeration& enumeration, Value&& value) {
  napi_value out = js_object(env);
  for (size_t row = 0; row < enumeration.count; ++row)
    set(env, out, enumeration.rows[row].name, value(enumeration.rows[row].value));
  return out;
}

}  // namespace

napi_value shown(napi_env env, const imprint_report* report) {
  napi_value out = js_object(env);
  uint64_t mark_id = 0;
  set(env, out, "state", enumerator(env, kState, imprint_report_get_state(report)));
  set(env, out, "layers", by_name(env, kLayer, [&](int layer) {
        return enumerator(env, kLayerState, imprint_report_get_layer_state(report, static_cast<imprint_layer>(layer)));
      }));
  set(env, out, "agreement", enumerator(env, kAgreement, imprint_report_get_agreement(report)));
  set(env, out, "pairs", by_name(env, kPair, [&](int pair) {
        return enumerator(env, kAgreement, imprint_report_get_pair_agreement(report, static_cast<imprint_pair>(pair)));
      }));
  set(env, out, "manifestState", enumerator(env, kManifestState, imprint_report_get_manifest_state(report)));
  set(env, out, "markId", imprint_report_get_mark_id(report, &mark_id) != 0 ? js_bigint(env, mark_id) : js_null(env));
  set(env, out, "marks", marks_of(env, report));
  const imprint_lint_status lint = imprint_report_get_lint_status(report);
  set(env, out, "lintStatus", lint == 0 ? js_null(env) : enumerator(env, kLintStatus, lint));
  set(env, out, "findings", by_name(env, kSeverity, [&](int severity) {
        return js_number(env, static_cast<double>(
                                  imprint_report_get_finding_count(report, static_cast<imprint_severity>(severity))));
      }));
  set(env, out, "json", text_or_null(env, imprint_report_get_json(report)));
  set(env, out, "crjson", text_or_null(env, imprint_report_get_crjson(report)));
  return out;
}

void Pixels::take(Inputs& in) {
  const napi_value value = in.take();
  if (type_of(in.env, value) != napi_object)
    throw type_error("pixels have to be an object with data, width, height and format");
  image.width_px = uint32_from(in.env, property(in.env, value, "width"), "width");
  image.height_px = uint32_from(in.env, property(in.env, value, "height"), "height");
  image.format = static_cast<imprint_pixel_format>(
      enumerator_from(in.env, kPixelFormat, property(in.env, value, "format"), "format"));
  image.stride_bytes = static_cast<size_t>(uint64_from(in.env, property(in.env, value, "stride"), "stride"));
  const imprint_byte_view data = in.job.arena.bytes(in.env, property(in.env, value, "data"), "data");
  // Both factors fit into 32 bits, and a stride is no longer than the data, unless it is refused.
  const size_t row = image.width_px * bytes_per_pixel(image.format);
  if (data.data == nullptr || image.height_px == 0 || image.width_px == 0 || image.stride_bytes < row ||
      image.stride_bytes > data.size || (data.size - row) / image.stride_bytes < image.height_px - 1u)
    throw range_error("data of " + std::to_string(data.size) + " bytes are no " + std::to_string(image.width_px) +
                      " x " + std::to_string(image.height_px) + " pixels of this format with rows " +
                      std::to_string(image.stride_bytes) + " bytes apart");
  image.data = const_cast<uint8_t*>(data.data);  // the arena's copy
  size = data.size;
}

void Slot<Detections*>::give(Outputs& out) {
  napi_value all = nullptr;
  check(out.env, napi_create_array(out.env, &all));
  for (size_t i = 0; i < held.size(); ++i)
    check(out.env, napi_set_element(out.env, all, static_cast<uint32_t>(i), shown(out.env, kDetection, &held[i])));
  out.add(all);
}

Batch::~Batch() {
  for (imprint_batch_item& item : items) {
    imprint_bytes_free(&item.out);
    imprint_report_destroy(item.report);
  }
}

void Slot<Batch*>::take(Inputs& in) {
  const napi_value array = in.take();
  uint32_t count = 0;
  check(in.env, napi_get_array_length(in.env, array, &count));
  held.items.resize(count, imprint_batch_item IMPRINT_BATCH_ITEM_INIT);
  for (uint32_t i = 0; i < count; ++i) {
    napi_value one = nullptr;
    check(in.env, napi_get_element(in.env, array, i, &one));
    fill_into(in.env, in.job, kBatchItem, one, &held.items[i]);
  }
}

// For each {data, report}, or {failure: {status, code, message}}.
void Slot<Batch*>::give(Outputs& out) {
  for (imprint_batch_item& item : held.items) {
    napi_value one = js_object(out.env);
    if (item.error.status != IMPRINT_OK) {
      napi_value failure = js_object(out.env);
      set(out.env, failure, "status", js_number(out.env, item.error.status));
      set(out.env, failure, "code", js_string(out.env, std::string(imprint_status_name(item.error.status))));
      set(out.env, failure, "message", js_string(out.env, std::string(item.error.message)));
      set(out.env, one, "failure", failure);
    } else {
      set(out.env, one, "data",
          item.out.data == nullptr ? js_null(out.env) : js_buffer(out.env, item.out.data, item.out.size));
      set(out.env, one, "report", item.report == nullptr ? js_null(out.env) : shown(out.env, item.report));
    }
    out.add(one);
  }
}

}  // namespace imprint_node
