// The conversions of values.h.
#include "values.h"

#include <cmath>
#include <cstring>

namespace imprint_node {
namespace {

constexpr double kLargestWhole = 9007199254740991.0;  // Number.MAX_SAFE_INTEGER

void wipe(std::string& text) {
  volatile char* data = text.data();
  for (size_t i = 0; i < text.size(); ++i) data[i] = 0;
}

double whole_from(napi_env env, napi_value value, const char* name) {
  const double number = double_from(env, value, name);
  if (!(std::fabs(number) <= kLargestWhole) || std::floor(number) != number)
    throw range_error(std::string(name) + " has to be a whole number");
  return number;
}

}  // namespace

void check(napi_env env, napi_status status) {
  if (status == napi_ok) return;
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  const napi_extended_error_info* info = nullptr;
  napi_get_last_error_info(env, &info);
  throw JsError(pending ? JsError::Kind::kPending : JsError::Kind::kPlain,
                info != nullptr && info->error_message != nullptr ? info->error_message : "a value could not be taken");
}

void raise(napi_env env, const JsError& error) {
  switch (error.kind) {
    case JsError::Kind::kType: napi_throw_type_error(env, nullptr, error.what()); break;
    case JsError::Kind::kRange: napi_throw_range_error(env, nullptr, error.what()); break;
    case JsError::Kind::kPlain: napi_throw_error(env, nullptr, error.what()); break;
    case JsError::Kind::kPending: break;
  }
}

Arena::~Arena() {
  for (std::string& text : texts_) wipe(text);
}

imprint_text Arena::text(napi_env env, napi_value value, const char* name) {
  if (is_absent(env, value)) return {nullptr, 0};
  const imprint_byte_view raw = view_of(env, value);  // a path that is no UTF-8
  if (raw.data != nullptr) {
    texts_.emplace_back(reinterpret_cast<const char*>(raw.data), raw.size);
  } else {
    texts_.push_back(string_from(env, value, name));
  }
  return {texts_.back().data(), texts_.back().size()};
}

imprint_byte_view Arena::bytes(napi_env env, napi_value value, const char* name) {
  if (is_absent(env, value)) return {nullptr, 0};
  const imprint_byte_view view = view_of(env, value);
  if (view.data == nullptr) throw type_error(std::string(name) + " has to be a Buffer or another view of bytes");
  blocks_.push_back(std::unique_ptr<uint8_t[]>(new uint8_t[view.size + 1]));  // one more, so that empty is not NULL
  std::memcpy(blocks_.back().get(), view.data, view.size);
  return {blocks_.back().get(), view.size};
}

imprint_number_view Arena::numbers(napi_env env, napi_value value, const char* name) {
  if (is_absent(env, value)) return {nullptr, 0};
  bool is_array = false;
  check(env, napi_is_array(env, value, &is_array));
  if (!is_array) throw type_error(std::string(name) + " has to be an array of numbers");
  uint32_t count = 0;
  check(env, napi_get_array_length(env, value, &count));
  auto* const out = static_cast<double*>(zeroed((size_t{count} + 1) * sizeof(double)));
  for (uint32_t i = 0; i < count; ++i) {
    napi_value one = nullptr;
    check(env, napi_get_element(env, value, i, &one));
    out[i] = double_from(env, one, name);
  }
  return {out, count};
}

void* Arena::zeroed(size_t size) {
  blocks_.push_back(std::unique_ptr<uint8_t[]>(new uint8_t[size]()));
  return blocks_.back().get();
}

napi_valuetype type_of(napi_env env, napi_value value) {
  napi_valuetype type = napi_undefined;
  if (value != nullptr) check(env, napi_typeof(env, value, &type));
  return type;
}

std::string string_from(napi_env env, napi_value value, const char* name) {
  if (type_of(env, value) != napi_string) throw type_error(std::string(name) + " has to be a string");
  size_t size = 0;
  check(env, napi_get_value_string_utf8(env, value, nullptr, 0, &size));
  std::string out(size, '\0');
  check(env, napi_get_value_string_utf8(env, value, out.data(), size + 1, &size));
  return out;
}

double double_from(napi_env env, napi_value value, const char* name) {
  if (type_of(env, value) != napi_number) throw type_error(std::string(name) + " has to be a number");
  double out = 0;
  check(env, napi_get_value_double(env, value, &out));
  return out;
}

uint64_t uint64_from(napi_env env, napi_value value, const char* name) {
  if (type_of(env, value) == napi_bigint) {
    uint64_t out = 0;
    bool lossless = false;
    check(env, napi_get_value_bigint_uint64(env, value, &out, &lossless));
    if (!lossless) throw range_error(std::string(name) + " has to be in 0..2^64-1");
    return out;
  }
  const double number = whole_from(env, value, name);
  if (number < 0) throw range_error(std::string(name) + " must not be negative");
  return static_cast<uint64_t>(number);
}

int64_t int64_from(napi_env env, napi_value value, const char* name) {
  if (type_of(env, value) != napi_bigint) return static_cast<int64_t>(whole_from(env, value, name));
  int64_t out = 0;
  bool lossless = false;
  check(env, napi_get_value_bigint_int64(env, value, &out, &lossless));
  if (!lossless) throw range_error(std::string(name) + " does not fit into 64 bits");
  return out;
}

uint32_t uint32_from(napi_env env, napi_value value, const char* name) {
  const double number = whole_from(env, value, name);
  if (number < 0 || number > UINT32_MAX) throw range_error(std::string(name) + " has to be in 0..2^32-1");
  return static_cast<uint32_t>(number);
}

imprint_byte_view view_of(napi_env env, napi_value value) {
  static const uint8_t kEmpty = 0;
  if (value == nullptr) return {nullptr, 0};
  bool is = false;
  void* data = nullptr;
  size_t size = 0;
  // Typed arrays of any kind, DataView and Buffer; the size is in bytes.
  if (napi_is_typedarray(env, value, &is) == napi_ok && is) {
    napi_typedarray_type type = napi_uint8_array;
    size_t length = 0;
    check(env, napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr));
    static constexpr size_t kWidth[] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8};  // in the order of napi_typedarray_type
    size = length * (static_cast<size_t>(type) < sizeof kWidth / sizeof *kWidth ? kWidth[type] : 1);
  } else if (napi_is_dataview(env, value, &is) == napi_ok && is) {
    check(env, napi_get_dataview_info(env, value, &size, &data, nullptr, nullptr));
  } else if (napi_is_arraybuffer(env, value, &is) == napi_ok && is) {
    check(env, napi_get_arraybuffer_info(env, value, &data, &size));
  } else {
    return {nullptr, 0};
  }
  return {data != nullptr ? static_cast<const uint8_t*>(data) : &kEmpty, data != nullptr ? size : 0};
}

napi_value property(napi_env env, napi_value object, const char* name) {
  napi_value out = nullptr;
  check(env, napi_get_named_property(env, object, name, &out));
  return out;
}

void set(napi_env env, napi_value object, const char* name, napi_value value) {
  check(env, napi_set_named_property(env, object, name, value));
}

napi_value js_object(napi_env env) {
  napi_value out = nullptr;
  check(env, napi_create_object(env, &out));
  return out;
}

napi_value js_null(napi_env env) {
  napi_value out = nullptr;
  check(env, napi_get_null(env, &out));
  return out;
}

napi_value js_undefined(napi_env env) {
  napi_value out = nullptr;
  check(env, napi_get_undefined(env, &out));
  return out;
}

napi_value js_bool(napi_env env, bool value) {
  napi_value out = nullptr;
  check(env, napi_get_boolean(env, value, &out));
  return out;
}

napi_value js_number(napi_env env, double value) {
  napi_value out = nullptr;
  check(env, napi_create_double(env, value, &out));
  return out;
}

napi_value js_bigint(napi_env env, uint64_t value) {
  napi_value out = nullptr;
  check(env, napi_create_bigint_uint64(env, value, &out));
  return out;
}

napi_value js_string(napi_env env, const char* data, size_t size) {
  napi_value out = nullptr;
  check(env, napi_create_string_utf8(env, data, size, &out));
  return out;
}

napi_value js_buffer(napi_env env, const void* data, size_t size) {
  napi_value out = nullptr;
  check(env, napi_create_buffer_copy(env, size, data, nullptr, &out));
  return out;
}

}  // namespace imprint_node
