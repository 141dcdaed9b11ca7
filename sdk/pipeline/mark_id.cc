#include "pipeline/mark_id.h"

#include "crypto/hash.h"

namespace imprint::pipeline {

uint64_t mark_id(std::string_view content_producer, std::string_view produce_id) {
  Bytes message;
  append(message, as_bytes("imprint-mark-id-v1"));
  message.push_back(0);
  append(message, as_bytes(content_producer));
  message.push_back(0);
  append(message, as_bytes(produce_id));
  const crypto::Digest digest = crypto::sha256(message);
  return uint64_t{read_be32(digest.data())} << 32 | read_be32(digest.data() + 4);
}

std::string to_hex16(uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (size_t i = 0; i < 16; ++i) out[15 - i] = kDigits[value >> (4 * i) & 15];
  return out;
}

}  // namespace imprint::pipeline
