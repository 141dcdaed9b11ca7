// Between JavaScript's values and C++'s: reading arguments, making answers. What goes wrong is a JsError, and never
// crosses node_api.
#pragma once
#include <imprint/imprint.h>
#include <node_api.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>

namespace imprint_node {

/// A wrong argument: becomes a TypeError or RangeError of the caller. With `pending`, JavaScript has thrown already.
struct JsError : std::runtime_error {
  enum class Kind { kType, kRange, kPlain, kPending };
  JsError(Kind kind_in, const std::string& what) : std::runtime_error(what), kind(kind_in) {}
  Kind kind;
};
inline JsError type_error(const std::string& what) { return {JsError::Kind::kType, what}; }
inline JsError range_error(const std::string& what) { return {JsError::Kind::kRange, what}; }

/// Throws for a status that is not napi_ok.
void check(napi_env env, napi_status status);

/// Hands a JsError on to JavaScript.
void raise(napi_env env, const JsError& error);

/// What a call is given lives here until it has ended: copies, so that the caller may change and transfer his buffers
/// at once, also while a parser reads them. Text is wiped at the end, since keys are among it.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  imprint_text text(napi_env env, napi_value value, const char* name);
  imprint_byte_view bytes(napi_env env, napi_value value, const char* name);
  /// Of an array of numbers.
  imprint_number_view numbers(napi_env env, napi_value value, const char* name);
  /// Zeroed, aligned for any struct of the header.
  void* zeroed(size_t size);

 private:
  std::deque<std::string> texts_;
  std::deque<std::unique_ptr<uint8_t[]>> blocks_;
};

napi_valuetype type_of(napi_env env, napi_value value);
inline bool is_absent(napi_env env, napi_value value) {
  const napi_valuetype type = type_of(env, value);
  return type == napi_undefined || type == napi_null;
}

std::string string_from(napi_env env, napi_value value, const char* name);
double double_from(napi_env env, napi_value value, const char* name);
/// Of a number that is a whole one, or a BigInt.
uint64_t uint64_from(napi_env env, napi_value value, const char* name);
int64_t int64_from(napi_env env, napi_value value, const char* name);
uint32_t uint32_from(napi_env env, napi_value value, const char* name);
/// Where the bytes of a Uint8Array or another view of an ArrayBuffer are; {NULL, 0} for what is none.
imprint_byte_view view_of(napi_env env, napi_value value);

napi_value property(napi_env env, napi_value object, const char* name);
void set(napi_env env, napi_value object, const char* name, napi_value value);

napi_value js_object(napi_env env);
napi_value js_null(napi_env env);
napi_value js_undefined(napi_env env);
napi_value js_bool(napi_env env, bool value);
napi_value js_number(napi_env env, double value);
napi_value js_bigint(napi_env env, uint64_t value);
napi_value js_string(napi_env env, const char* data, size_t size);
inline napi_value js_string(napi_env env, const std::string& text) { return js_string(env, text.data(), text.size()); }
napi_value js_buffer(napi_env env, const void* data, size_t size);

}  // namespace imprint_node
