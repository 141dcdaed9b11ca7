// mark_id: the 64 bits that tie the watermark to the AIGC label (spec/mark-id.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"

namespace imprint::pipeline {

// Version 1: anybody can compute it.
uint64_t mark_id(std::string_view content_producer, std::string_view produce_id);

// A provider's secret for version 2; wiped when it goes.
struct MarkIdKey {
  std::string id;  // 16 hex digits, gives nothing away
  std::array<uint8_t, 32> bytes{};

  MarkIdKey() = default;
  MarkIdKey(const MarkIdKey&) = default;
  MarkIdKey& operator=(const MarkIdKey&) = default;
  ~MarkIdKey() { crypto::wipe(bytes.data(), bytes.size()); }
};
MarkIdKey mark_id_key(const std::array<uint8_t, 32>& bytes);

// Version 2: whoever has the secret can compute it.
uint64_t keyed_mark_id(const MarkIdKey& key, std::string_view content_producer, std::string_view produce_id);

struct KeyedMarkId {
  std::string key_id;
  uint64_t value = 0;
};
// Under each of the keys, in their order.
std::vector<KeyedMarkId> keyed_mark_ids(const std::vector<MarkIdKey>& keys, std::string_view content_producer,
                                        std::string_view produce_id);
bool holds_key(const std::vector<KeyedMarkId>& ids, std::string_view key_id);

std::string to_hex16(uint64_t value);  // 16 lower-case digits

}  // namespace imprint::pipeline
