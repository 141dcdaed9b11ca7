// PNG files drawn by code, written without libpng: stored filters, own Adam7, any colour type and depth.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "container/png_chunks.h"

namespace imprint::test {

using Chunk = std::pair<std::string, Bytes>;

inline Bytes bytes_of(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

struct PngSpec {
  uint32_t width_px = 13, height_px = 11;
  uint8_t depth = 8, colour_type = 2;
  bool interlaced = false;
  std::vector<Chunk> before = {};  // between IHDR and IDAT
  std::vector<Chunk> after = {};   // between IDAT and IEND
};

inline uint32_t channels_of(uint8_t colour_type) {
  switch (colour_type) {
    case 2: return 3;
    case 4: return 2;
    case 6: return 4;
    default: return 1;
  }
}

// The stored sample of channel c at (x, y): an uneven pattern that reaches all values of small depths.
inline uint32_t stored_sample(const PngSpec& spec, uint32_t x, uint32_t y, uint32_t c) {
  const uint32_t v = x * 2654435u + y * 40503u + c * 977u + x * y * 31u;
  return spec.depth == 16 ? (v ^ (v >> 7)) & 0xFFFF : (v >> 3) & ((1u << spec.depth) - 1);
}

// One filtered row (filter 0) of the pixels x0, x0 + dx, … of row y.
inline void append_row(Bytes& out, const PngSpec& spec, uint32_t y, uint32_t x0, uint32_t dx) {
  out.push_back(0);
  uint32_t bits = 0, count = 0;
  for (uint32_t x = x0; x < spec.width_px; x += dx)
    for (uint32_t c = 0; c < channels_of(spec.colour_type); ++c) {
      const uint32_t v = stored_sample(spec, x, y, c);
      if (spec.depth == 16) append_be16(out, static_cast<uint16_t>(v));
      if (spec.depth == 8) out.push_back(static_cast<uint8_t>(v));
      if (spec.depth >= 8) continue;
      bits = bits << spec.depth | v;
      count += spec.depth;
      if (count == 8) out.push_back(static_cast<uint8_t>(bits)), bits = count = 0;
    }
  if (count > 0) out.push_back(static_cast<uint8_t>(bits << (8 - count)));
}

inline Bytes filtered_rows(const PngSpec& spec) {
  Bytes out;
  if (!spec.interlaced) {
    for (uint32_t y = 0; y < spec.height_px; ++y) append_row(out, spec, y, 0, 1);
    return out;
  }
  // W3C PNG 8.1, Adam7
  constexpr uint32_t kPasses[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                      {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
  for (const auto& [x0, y0, dx, dy] : kPasses)
    for (uint32_t y = y0; y < spec.height_px && x0 < spec.width_px; y += dy) append_row(out, spec, y, x0, dx);
  return out;
}

inline Bytes zlib_packed(const Bytes& data) {
  uLongf size = compressBound(static_cast<uLong>(data.size()));
  Bytes out(size);
  compress(out.data(), &size, data.data(), static_cast<uLong>(data.size()));
  out.resize(size);
  return out;
}

inline Bytes ihdr_of(const PngSpec& spec) {
  Bytes out;
  append_be32(out, spec.width_px);
  append_be32(out, spec.height_px);
  const uint8_t rest[] = {spec.depth, spec.colour_type, 0, 0, static_cast<uint8_t>(spec.interlaced)};
  append(out, rest);
  return out;
}

inline Bytes png_of(const std::vector<Chunk>& chunks) {
  Bytes out;
  container::append_png_signature(out);
  for (const auto& [type, data] : chunks) container::append_png_chunk(out, type, data);
  return out;
}

inline Bytes make_png(const PngSpec& spec) {
  std::vector<Chunk> chunks = {{"IHDR", ihdr_of(spec)}};
  chunks.insert(chunks.end(), spec.before.begin(), spec.before.end());
  chunks.push_back({"IDAT", zlib_packed(filtered_rows(spec))});
  chunks.insert(chunks.end(), spec.after.begin(), spec.after.end());
  chunks.push_back({"IEND", {}});
  return png_of(chunks);
}

// `entries` RGB triples (i, 2i, 255 - i).
inline Chunk palette_chunk(uint32_t entries) {
  Bytes data;
  for (uint32_t i = 0; i < entries; ++i)
    for (const uint32_t v : {i, 2 * i, 255 - i}) data.push_back(static_cast<uint8_t>(v));
  return {"PLTE", data};
}

}  // namespace imprint::test
