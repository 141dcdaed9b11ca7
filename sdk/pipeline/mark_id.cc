#include "pipeline/mark_id.h"

#include <algorithm>

namespace imprint::pipeline {
namespace {

// `parts` with a zero byte between them.
Bytes joined(std::initializer_list<std::string_view> parts) {
  Bytes out;
  for (const std::string_view part : parts) {
    append(out, as_bytes(part));
    out.push_back(0);
  }
  out.pop_back();
  return out;
}

uint64_t first_8_bytes(const crypto::Digest& digest) {
  return uint64_t{read_be32(digest.data())} << 32 | read_be32(digest.data() + 4);
}

}  // namespace

uint64_t mark_id(std::string_view content_producer, std::string_view produce_id) {
  return first_8_bytes(crypto::sha256(joined({"imprint-mark-id-v1", content_producer, produce_id})));
}

MarkIdKey mark_id_key(const std::array<uint8_t, 32>& bytes) {
  MarkIdKey key;
  key.bytes = bytes;
  Bytes message = joined({"imprint-mark-id-key-id-v1", as_text(bytes)});
  key.id = to_hex16(first_8_bytes(crypto::sha256(message)));
  crypto::wipe(message.data(), message.size());
  return key;
}

uint64_t keyed_mark_id(const MarkIdKey& key, std::string_view content_producer, std::string_view produce_id) {
  return first_8_bytes(crypto::hmac_sha256(key.bytes, joined({"imprint-mark-id-v2", content_producer, produce_id})));
}

std::vector<KeyedMarkId> keyed_mark_ids(const std::vector<MarkIdKey>& keys, std::string_view content_producer,
                                        std::string_view produce_id) {
  std::vector<KeyedMarkId> out;
  for (const MarkIdKey& key : keys) out.push_back({key.id, keyed_mark_id(key, content_producer, produce_id)});
  return out;
}

bool holds_key(const std::vector<KeyedMarkId>& ids, std::string_view key_id) {
  return std::any_of(ids.begin(), ids.end(), [&](const KeyedMarkId& one) { return one.key_id == key_id; });
}

std::string to_hex16(uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (size_t i = 0; i < 16; ++i) out[15 - i] = kDigits[value >> (4 * i) & 15];
  return out;
}

}  // namespace imprint::pipeline
