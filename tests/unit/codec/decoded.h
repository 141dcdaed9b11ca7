// Decoding in tests of codecs: one way to get the picture, one to get the status.
#pragma once

#include <doctest/doctest.h>

#include <utility>

#include "codec/codec.h"

namespace imprint::test {

inline codec::Picture decoded(const Bytes& file) {
  auto picture = codec::decode(file, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  return std::move(picture).value();
}

inline Status decode_status(const Bytes& file) { return codec::decode(file, {}).status(); }

}  // namespace imprint::test
