// WebP files drawn by code: coded by libwebp, put together chunk by chunk.
#pragma once

#include <webp/encode.h>

#include <string_view>

#include "base/bytes.h"
#include "image/view.h"

namespace imprint::test {

// Different in every channel; alpha in steps, never fully transparent, where coders may change what is under it.
inline image::Image webp_picture(uint32_t width_px, uint32_t height_px, image::PixelFormat format) {
  image::Image out(width_px, height_px, format);
  const uint32_t channels = traits(format).channels;
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < width_px; ++x)
      for (uint32_t c = 0; c < channels; ++c)
        out.view().row(y)[x * channels + c] = static_cast<uint8_t>(c == 3 ? 255 - x : 3 * x + 5 * y + 60 * c);
  return out;
}

// `quality` 0 to 100, or below 0 for lossless.
inline Bytes make_webp(const image::Image& picture, float quality = -1) {
  const bool alpha = traits(picture.format).has_alpha();
  const int width = static_cast<int>(picture.width_px), height = static_cast<int>(picture.height_px);
  const int stride = static_cast<int>(picture.stride_bytes());
  const uint8_t* samples = picture.samples.data();
  uint8_t* coded = nullptr;
  size_t size = 0;
  if (quality < 0)
    size = (alpha ? WebPEncodeLosslessRGBA : WebPEncodeLosslessRGB)(samples, width, height, stride, &coded);
  else
    size = (alpha ? WebPEncodeRGBA : WebPEncodeRGB)(samples, width, height, stride, quality, &coded);
  Bytes out(coded, coded + size);
  WebPFree(coded);
  return out;
}

inline void append_le(Bytes& out, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

inline Bytes webp_chunk(std::string_view type, ByteView data) {
  Bytes out(type.begin(), type.end());
  append_le(out, data.size(), 4);
  append(out, data);
  if (data.size() % 2 == 1) out.push_back(0);
  return out;
}

inline Bytes webp_of(const std::vector<Bytes>& chunks) {
  Bytes body;
  append(body, as_bytes("WEBP"));
  for (const Bytes& chunk : chunks) append(body, chunk);
  Bytes out;
  append(out, as_bytes("RIFF"));
  append_le(out, body.size(), 4);
  append(out, body);
  return out;
}

// The chunks of a simple file: all behind its RIFF header.
inline Bytes chunks_of(const Bytes& file) { return {file.begin() + 12, file.end()}; }

constexpr uint8_t kWebpAnimation = 0x02, kWebpExif = 0x08, kWebpAlpha = 0x10;  // RFC 9649 2.7.1, flags
inline Bytes vp8x(uint8_t flags, uint32_t width_px, uint32_t height_px) {
  Bytes data = {flags, 0, 0, 0};
  append_le(data, width_px - 1, 3);
  append_le(data, height_px - 1, 3);
  return webp_chunk("VP8X", data);
}

inline Bytes anim() { return webp_chunk("ANIM", Bytes(6)); }

// `x_px` and `y_px` are even.
inline Bytes anmf(uint32_t x_px, uint32_t y_px, uint32_t width_px, uint32_t height_px, ByteView frame_chunks) {
  Bytes data;
  append_le(data, x_px / 2, 3);
  append_le(data, y_px / 2, 3);
  append_le(data, width_px - 1, 3);
  append_le(data, height_px - 1, 3);
  append_le(data, 100, 3);
  data.push_back(0);
  append(data, frame_chunks);
  return webp_chunk("ANMF", data);
}

}  // namespace imprint::test
