#include "crypto/der.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

namespace imprint::crypto {

std::optional<DerItem> next_der(ByteView& rest) {
  constexpr int kBroken = 0x80, kIndefinite = 0x01;
  if (rest.empty()) return std::nullopt;
  const uint8_t* at = rest.data();
  long length = 0;
  int number = 0, form = 0;
  const int flags = ASN1_get_object(&at, &length, &number, &form, static_cast<long>(rest.size()));
  ERR_clear_error();
  if ((flags & (kBroken | kIndefinite)) != 0 || number > 30 || length < 0) return std::nullopt;
  const auto header = static_cast<size_t>(at - rest.data()), size = static_cast<size_t>(length);
  if (size > rest.size() - header) return std::nullopt;
  const DerItem out{rest[0], rest.first(header + size), rest.subspan(header, size)};
  rest = rest.subspan(header + size);
  return out;
}

std::optional<DerItem> next_der(ByteView& rest, uint8_t tag) {
  if (rest.empty() || rest[0] != tag) return std::nullopt;
  return next_der(rest);
}

}  // namespace imprint::crypto
