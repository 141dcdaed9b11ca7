// The one reader of sized structs: what lets an old caller meet a new library, and a new caller an old one (spec/abi.md 3).
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/status.h"
#include "imprint/imprint.h"
#include "watermark/robustness.h"

namespace imprint::api {

// No struct of this header will ever be larger; a larger size is an uninitialised one.
inline constexpr size_t kMaxStructBytes = 4096;

// The caller's struct over all-zero defaults. A larger struct is fine as long as what we do not know is zero.
template <typename Options>
Result<Options> read_options(const Options* given, const char* name) {
  Options options{};
  options.struct_size = sizeof(Options);
  if (given == nullptr) return options;
  const size_t size = given->struct_size;
  if (size < sizeof(uint32_t) || size > kMaxStructBytes)
    return Status{Code::kInvalidArgument, std::string(name) + ".struct_size is " + std::to_string(size) + "; use its _INIT macro"};
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (size_t i = sizeof(Options); i < size; ++i)
    if (bytes[i] != 0) return Status{Code::kUnknownOption, std::string(name) + " sets an option that this library does not know"};
  std::memcpy(&options, given, std::min(size, sizeof(Options)));
  options.struct_size = sizeof(Options);
  return options;
}

// For outputs: asked before any work is done, so that a wrong struct changes nothing.
template <typename Struct>
Status check_result(const Struct* out, const char* name) {
  if (out == nullptr || (out->struct_size >= sizeof(uint32_t) && out->struct_size <= kMaxStructBytes)) return {};
  return {Code::kInvalidArgument, std::string(name) + ".struct_size is " + std::to_string(out->struct_size) + "; use its _INIT macro"};
}

// Copies as much of `value` as the caller's struct has room for. `out` may be NULL and has passed check_result().
template <typename Struct>
void write_result(const Struct& value, Struct* out) {
  if (out == nullptr) return;
  const uint32_t size = out->struct_size;
  std::memcpy(out, &value, std::min<size_t>(size, sizeof(Struct)));
  out->struct_size = size;
}

// Members kept for later must be zero, or they could never get a meaning.
inline Status reserved_zero(uint32_t value, const char* name) {
  return value == 0 ? Status{} : Status{Code::kUnknownOption, std::string(name) + ".reserved is not 0"};
}

// Absent when data is NULL.
inline bool present(imprint_text text) { return text.data != nullptr; }
inline std::string to_string(imprint_text text) { return present(text) ? std::string(text.data, text.size) : std::string(); }

// Zero means the default; anything else must lie in [low, high].
Result<double> in_range(double value, double fallback, double low, double high, const char* name);

Result<watermark::Robustness> to_robustness(imprint_robustness least);

// Words of a visible label that the caller found; absent and empty = none.
Result<std::string> to_explicit_label(imprint_text text);

Status flag_only(uint32_t value, const char* name);  // 0 or 1

}  // namespace imprint::api
