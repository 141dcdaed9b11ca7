// The files of tests/data/handling.h in the bytes that the SDK owns.
#pragma once

#include "base/bytes.h"
#include "data/handling.h"

namespace imprint::test {

inline Bytes owned(const std::vector<uint8_t>& file) { return {file.begin(), file.end()}; }
inline Bytes png_bytes(const image::Image& picture) { return owned(png_file(picture)); }
inline Bytes jpeg_bytes(const image::Image& picture, int quality, bool full_chroma = false) {
  return owned(jpeg_file(picture, quality, full_chroma));
}
inline image::Image read_bytes(ByteView file) { return read_file({file.begin(), file.end()}); }

}  // namespace imprint::test
