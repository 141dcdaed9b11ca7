// Stepping through DER, for what OpenSSL would unpack outside of our own room. For this room only.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace imprint::crypto {

struct DerItem {
  uint8_t tag = 0;  // the first byte: class, form and number below 31
  ByteView whole, content;
};

// The item that `rest` begins with, which `rest` is then behind. None where there is no item of a definite length.
std::optional<DerItem> next_der(ByteView& rest);
// The same, if it has this tag.
std::optional<DerItem> next_der(ByteView& rest, uint8_t tag);

inline constexpr uint8_t kDerInteger = 0x02, kDerOctets = 0x04, kDerOid = 0x06, kDerEnumerated = 0x0A,
                         kDerSequence = 0x30, kDerFirstTagged = 0xA0;

}  // namespace imprint::crypto
