#include "manifest/cbor.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace imprint::manifest::cbor {

// ---- values ----

Value Value::unsigned_integer(uint64_t n) {
  Value v;
  v.kind_ = Kind::kUnsigned;
  v.number_ = n;
  return v;
}

Value Value::integer(int64_t n) {
  Value v = unsigned_integer(n < 0 ? static_cast<uint64_t>(-1 - n) : static_cast<uint64_t>(n));
  if (n < 0) v.kind_ = Kind::kNegative;
  return v;
}

Value Value::bytes(ByteView b) {
  Value v;
  v.kind_ = Kind::kBytes;
  v.data_.assign(as_text(b));
  return v;
}

Value Value::text(std::string_view t) {
  Value v;
  v.kind_ = Kind::kText;
  v.data_.assign(t);
  return v;
}

Value Value::boolean(bool b) {
  Value v;
  v.kind_ = Kind::kBoolean;
  v.number_ = b;
  return v;
}

Value Value::real(double d) {
  Value v;
  v.kind_ = Kind::kFloat;
  v.real_ = d;
  return v;
}

Value Value::array(std::vector<Value> items) {
  Value v;
  v.kind_ = Kind::kArray;
  v.items_ = std::move(items);
  return v;
}

Value Value::tag(uint64_t number, Value content) {
  Value v;
  v.kind_ = Kind::kTag;
  v.number_ = number;
  v.items_.push_back(std::move(content));
  return v;
}

Value Value::map(std::initializer_list<std::pair<std::string_view, Value>> members) {
  Value v;
  v.kind_ = Kind::kMap;
  for (const auto& [key, value] : members) v.set(key, value);
  return v;
}

Value Value::map_of(std::vector<Value> keys_and_values) {
  Value v;
  v.kind_ = Kind::kMap;
  v.items_ = std::move(keys_and_values);
  return v;
}

Value Value::other(uint64_t simple) {
  Value v;
  v.kind_ = Kind::kOther;
  v.number_ = simple;
  return v;
}

void Value::set(std::string_view key, Value value) {
  for (size_t i = 0; i < size(); ++i)
    if (this->key(i).is(Kind::kText) && this->key(i).text() == key) {
      items_[2 * i + 1] = std::move(value);
      return;
    }
  items_.push_back(Value::text(key));
  items_.push_back(std::move(value));
}

void Value::push(Value value) { items_.push_back(std::move(value)); }

bool Value::is_integer(int64_t n) const {
  const Value wanted = integer(n);
  return kind_ == wanted.kind_ && number_ == wanted.number_;
}

const Value* Value::find(std::string_view key) const {
  if (kind_ != Kind::kMap) return nullptr;
  for (size_t i = 0; i < size(); ++i)
    if (this->key(i).is(Kind::kText) && this->key(i).text() == key) return &value(i);
  return nullptr;
}

const Value* Value::find(int64_t key) const {
  if (kind_ != Kind::kMap) return nullptr;
  for (size_t i = 0; i < size(); ++i)
    if (this->key(i).is_integer(key)) return &value(i);
  return nullptr;
}

const Value* Value::find(std::string_view key, Kind kind) const {
  const Value* found = find(key);
  return found != nullptr && found->is(kind) ? found : nullptr;
}

std::string Value::text_at(std::string_view key) const {
  const Value* found = find(key, Kind::kText);
  return found == nullptr ? std::string() : found->text();
}

// ---- encoder ----

namespace {

constexpr uint8_t kMajorOf[] = {0, 1, 2, 3, 4, 5, 6};  // of kUnsigned … kTag

void append_head(Bytes& out, uint8_t major, uint64_t n) {
  const auto first = static_cast<uint8_t>(major << 5);
  const int bytes = n < 24 ? 0 : n < 0x100 ? 1 : n < 0x10000 ? 2 : n < 0x100000000 ? 4 : 8;
  if (bytes == 0) {
    out.push_back(static_cast<uint8_t>(first | n));
    return;
  }
  out.push_back(static_cast<uint8_t>(first | (bytes == 1 ? 24 : bytes == 2 ? 25 : bytes == 4 ? 26 : 27)));
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(n >> shift));
}

void append_value(Bytes& out, const Value& v);

void append_map(Bytes& out, const Value& map) {
  std::vector<std::pair<Bytes, const Value*>> members;
  for (size_t i = 0; i < map.size(); ++i) members.emplace_back(encode(map.key(i)), &map.value(i));
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  append_head(out, 5, members.size());
  for (const auto& [key, value] : members) {
    append(out, key);
    append_value(out, *value);
  }
}

// Doubles only: what is written here has no use for shorter ones.
void append_real(Bytes& out, double d) {
  uint64_t bits = 0;
  std::memcpy(&bits, &d, sizeof bits);
  out.push_back(0xFB);
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(bits >> shift));
}

void append_value(Bytes& out, const Value& v) {
  switch (v.kind()) {
    case Kind::kUnsigned:
    case Kind::kNegative: return append_head(out, kMajorOf[static_cast<size_t>(v.kind())], v.number());
    case Kind::kBytes:
    case Kind::kText:
      append_head(out, kMajorOf[static_cast<size_t>(v.kind())], v.bytes().size());
      return append(out, v.bytes());
    case Kind::kArray:
      append_head(out, 4, v.size());
      for (const Value& item : v.items()) append_value(out, item);
      return;
    case Kind::kMap: return append_map(out, v);
    case Kind::kTag: append_head(out, 6, v.number()); return append_value(out, v.items().front());
    case Kind::kBoolean: return out.push_back(v.number() != 0 ? 0xF5 : 0xF4);
    case Kind::kNull: return out.push_back(0xF6);
    case Kind::kFloat: return append_real(out, v.real());
    case Kind::kOther: return append_head(out, 7, v.number());
  }
}

}  // namespace

bool valid_utf8(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    const auto first = static_cast<uint8_t>(s[i]);
    const size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    if (length == 0 || s.size() - i < length) return false;
    uint32_t point = length == 1 ? first : first & (0x7Fu >> length);
    for (size_t k = 1; k < length; ++k) {
      const auto next = static_cast<uint8_t>(s[i + k]);
      if (next >> 6 != 2) return false;
      point = point << 6 | (next & 0x3F);
    }
    constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
    i += length;
  }
  return true;
}

Bytes encode(const Value& value) {
  Bytes out;
  append_value(out, value);
  return out;
}

// ---- decoder ----

namespace {

Status broken(const std::string& what, size_t offset) {
  return {Code::kMalformed, "CBOR: " + what + " at offset " + std::to_string(offset)};
}

double half_to_double(uint16_t half) {
  const int exponent = half >> 10 & 31, mantissa = half & 0x3FF;
  const double magnitude = exponent == 0    ? std::ldexp(mantissa, -24)
                           : exponent == 31 ? (mantissa == 0 ? INFINITY : NAN)
                                            : std::ldexp(mantissa + 1024, exponent - 25);
  return half & 0x8000 ? -magnitude : magnitude;
}

}  // namespace

class Decoder {
 public:
  Decoder(ByteView bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

  Result<Value> whole() {
    IMPRINT_ASSIGN_OR_RETURN(Value value, item(0));
    if (at_ != bytes_.size()) return broken(std::to_string(bytes_.size() - at_) + " bytes left over", at_);
    return value;
  }

 private:
  struct Head {
    uint8_t major = 0, info = 0;
    uint64_t n = 0;
    bool indefinite = false;
  };

  Result<Head> head() {
    if (at_ >= bytes_.size()) return broken("the data ends early", at_);
    Head h;
    h.major = bytes_[at_] >> 5;
    h.info = bytes_[at_] & 31;
    const size_t start = at_++;
    if (h.info < 24)
      h.n = h.info;
    else if (h.info < 28) {
      const size_t length = size_t{1} << (h.info - 24);
      if (bytes_.size() - at_ < length) return broken("the data ends early", start);
      for (size_t i = 0; i < length; ++i) h.n = h.n << 8 | bytes_[at_++];
    } else if (h.info == 31 && h.major >= 2 && h.major != 6)
      h.indefinite = true;
    else
      return broken("a reserved head", start);
    return h;
  }

  Status count() {
    if (++items_ > kMaxItems) return {Code::kLimitExceeded, "CBOR items exceed " + std::to_string(kMaxItems)};
    return limits_.spend(Resource::kSteps, kStepsAnItem, "CBOR");
  }

  Result<Value> item(int depth) {
    if (depth > kMaxDepth)
      return Status{Code::kLimitExceeded, "CBOR nesting exceeds " + std::to_string(kMaxDepth) + " levels"};
    IMPRINT_RETURN_IF_ERROR(count());
    const size_t start = at_;
    IMPRINT_ASSIGN_OR_RETURN(const Head h, head());
    switch (h.major) {
      case 0: return Value::unsigned_integer(h.n);
      case 1: return negative(h.n);
      case 2:
      case 3: return string(h, start);
      case 4: return array(h, depth);
      case 5: return map(h, depth, start);
      case 6: {
        IMPRINT_ASSIGN_OR_RETURN(Value content, item(depth + 1));
        return Value::tag(h.n, std::move(content));
      }
      default: return simple(h, start);
    }
  }

  static Value negative(uint64_t n) {
    Value v = Value::unsigned_integer(n);
    v.kind_ = Kind::kNegative;
    return v;
  }

  Status take_string(uint64_t length, size_t start, std::string& out) {
    if (bytes_.size() - at_ < length)
      return broken("a string of " + std::to_string(length) + " bytes runs past the end", start);
    out.append(as_text(bytes_.subspan(at_, static_cast<size_t>(length))));
    at_ += static_cast<size_t>(length);
    return {};
  }

  Result<Value> string(const Head& h, size_t start) {
    Value v;
    v.kind_ = h.major == 2 ? Kind::kBytes : Kind::kText;
    if (!h.indefinite) IMPRINT_RETURN_IF_ERROR(take_string(h.n, start, v.data_));
    while (h.indefinite && !at_break()) {
      IMPRINT_ASSIGN_OR_RETURN(const Head chunk, head());
      if (chunk.major != h.major || chunk.indefinite) return broken("a string in pieces of another kind", start);
      IMPRINT_RETURN_IF_ERROR(count());
      IMPRINT_RETURN_IF_ERROR(take_string(chunk.n, start, v.data_));
    }
    if (h.major == 3 && !valid_utf8(v.data_)) return broken("text that is not UTF-8", start);
    return v;
  }

  // True, and past it, at the end of something of indefinite length.
  bool at_break() {
    if (at_ >= bytes_.size() || bytes_[at_] != 0xFF) return false;
    ++at_;
    return true;
  }

  Status items_of(const Head& h, uint64_t count, int depth, std::vector<Value>& out) {
    for (uint64_t i = 0; h.indefinite ? !at_break() : i < count; ++i) {
      IMPRINT_ASSIGN_OR_RETURN(Value v, item(depth + 1));
      out.push_back(std::move(v));
    }
    return {};
  }

  Result<Value> array(const Head& h, int depth) {
    std::vector<Value> items;
    IMPRINT_RETURN_IF_ERROR(items_of(h, h.n, depth, items));
    return Value::array(std::move(items));
  }

  Result<Value> map(const Head& h, int depth, size_t start) {
    std::vector<Value> items;
    if (h.n > kMaxItems) return Status{Code::kLimitExceeded, "CBOR items exceed " + std::to_string(kMaxItems)};
    IMPRINT_RETURN_IF_ERROR(items_of(h, 2 * h.n, depth, items));
    if (items.size() % 2 != 0) return broken("a map with a key and no value", start);
    IMPRINT_RETURN_IF_ERROR(limits_.spend(Resource::kSteps, kStepsAMap + kStepsAKey * (items.size() / 2), "CBOR"));
    std::vector<Bytes> keys;
    for (size_t i = 0; i < items.size(); i += 2) keys.push_back(encode(items[i]));
    std::sort(keys.begin(), keys.end());
    if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) return broken("a map with a key twice", start);
    return Value::map_of(std::move(items));
  }

  static double real_of(const Head& h) {
    if (h.info == 25) return half_to_double(static_cast<uint16_t>(h.n));
    if (h.info == 27) {
      double d = 0;
      std::memcpy(&d, &h.n, sizeof d);
      return d;
    }
    float f = 0;
    const auto bits = static_cast<uint32_t>(h.n);
    std::memcpy(&f, &bits, sizeof f);
    return f;
  }

  static Result<Value> simple(const Head& h, size_t start) {
    if (h.indefinite) return broken("an end of nothing", start);
    if (h.info == 20 || h.info == 21) return Value::boolean(h.info == 21);
    if (h.info == 22) return Value();
    if (h.info >= 25) return Value::real(real_of(h));
    if (h.info == 24 && h.n < 32) return broken("a simple value in a long form", start);
    return Value::other(h.n);
  }

  // An item of a byte becomes a value of a hundred, made and destroyed; keys are coded again and sorted
  // (spec/limits.md 2.1).
  static constexpr uint64_t kStepsAnItem = 40, kStepsAMap = 50, kStepsAKey = 100;

  ByteView bytes_;
  const Limits& limits_;
  size_t at_ = 0;
  size_t items_ = 0;
};

Result<Value> decode(ByteView bytes, const Limits& limits) { return Decoder(bytes, limits).whole(); }

}  // namespace imprint::manifest::cbor
