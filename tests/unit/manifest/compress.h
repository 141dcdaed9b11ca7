// Compressed manifests to read: the library decompresses only.
#pragma once

#include <brotli/encode.h>

#include "unit/manifest/support.h"

namespace imprint::test {

inline Bytes brotli(ByteView bytes) {
  size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  Bytes out(size);
  REQUIRE(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, bytes.size(), bytes.data(), &size,
                                out.data()) == BROTLI_TRUE);
  out.resize(size);
  return out;
}
inline std::string label_of(ByteView superbox) {
  const auto parsed = manifest::parse_superbox(superbox);
  REQUIRE(parsed.ok());
  return parsed->label;
}
inline Bytes compressed_box(const std::string& label, ByteView contents) {
  return manifest::make_superbox(manifest::uuid_of("c2cm"), label, contents);
}
inline Bytes compressed(ByteView superbox) {
  return compressed_box(label_of(superbox), manifest::make_box("brob", brotli(superbox)));
}
inline Bytes store_with(ByteView manifests) {
  return manifest::make_superbox(manifest::uuid_of("c2pa"), "c2pa", manifests);
}

}  // namespace imprint::test
