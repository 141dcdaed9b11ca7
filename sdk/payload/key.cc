#include "payload/key.h"

#include <algorithm>
#include <string_view>

namespace imprint::payload {
namespace {

std::string hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (uint8_t b : bytes) {
    out += kDigits[b >> 4];
    out += kDigits[b & 15];
  }
  return out;
}

}  // namespace

Key open_key() {
  Key key;
  key.id = "open";
  key.bytes = crypto::sha256(as_bytes("imprint-open-watermark-key-v1"));
  return key;
}

Key private_key(const std::array<uint8_t, 32>& bytes) {
  Key key;
  key.bytes = bytes;
  constexpr std::string_view kPrefix{"imprint-key-id-v1\0", 18};
  Bytes message(kPrefix.begin(), kPrefix.end());
  append(message, bytes);
  const crypto::Digest digest = crypto::sha256(message);
  crypto::wipe(message.data(), message.size());
  key.id = hex(ByteView(digest).first(8));
  return key;
}

}  // namespace imprint::payload
