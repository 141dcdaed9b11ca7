// CBOR (RFC 8949) as C2PA uses it: a bounded decoder, and an encoder in the deterministic form of RFC 8949 4.2.1.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::manifest::cbor {

enum class Kind : uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kBoolean, kNull, kFloat, kOther };

class Value {
 public:
  Value() = default;  // null
  static Value integer(int64_t n);
  static Value unsigned_integer(uint64_t n);
  static Value bytes(ByteView b);
  static Value text(std::string_view t);
  static Value boolean(bool b);
  static Value real(double d);
  static Value array(std::vector<Value> items);
  static Value tag(uint64_t number, Value content);
  // Keys that are texts. Order does not matter: the encoder sorts.
  static Value map(std::initializer_list<std::pair<std::string_view, Value>> members);
  static Value map_of(std::vector<Value> keys_and_values);  // alternating
  static Value other(uint64_t simple);                      // undefined and the simple values without a meaning here

  void set(std::string_view key, Value value);  // of a map; replaces
  void push(Value value);                       // to an array

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  // Of kUnsigned the number, of kNegative n of -1 - n, of kTag its number, of kBoolean 0 or 1.
  uint64_t number() const { return number_; }
  bool is_integer(int64_t n) const;
  double real() const { return real_; }
  const std::string& text() const { return data_; }   // of kText
  ByteView bytes() const { return as_bytes(data_); }  // of kBytes
  const std::vector<Value>& items() const {
    return items_;
  }  // of kArray; of kMap keys and values alternating; of kTag one
  size_t size() const { return kind_ == Kind::kMap ? items_.size() / 2 : items_.size(); }
  const Value& key(size_t i) const { return items_[2 * i]; }
  const Value& value(size_t i) const { return items_[2 * i + 1]; }

  // The value of a map's key; null pointer when this is no map or has no such key.
  const Value* find(std::string_view key) const;
  const Value* find(int64_t key) const;
  // The same, of the wanted kind only.
  const Value* find(std::string_view key, Kind kind) const;
  std::string text_at(std::string_view key) const;  // empty when there is none

 private:
  friend class Decoder;
  Kind kind_ = Kind::kNull;
  uint64_t number_ = 0;
  double real_ = 0;
  std::string data_;
  std::vector<Value> items_;
};

Bytes encode(const Value& value);

// Bounds of the decoder (spec/manifest-format.md 2.2): they hold for one call.
inline constexpr int kMaxDepth = 32;
inline constexpr size_t kMaxItems = 65536;

bool valid_utf8(std::string_view text);  // RFC 3629: no overlong forms, no surrogates

// Exactly one item that takes all of `bytes`. kMalformed: not well-formed, a duplicate key, text that is not UTF-8.
// kLimitExceeded: kMaxDepth, kMaxItems or the budget of steps. Indefinite lengths and unsorted maps are read.
Result<Value> decode(ByteView bytes, const Limits& limits = {});

}  // namespace imprint::manifest::cbor
