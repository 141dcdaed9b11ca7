// Reads and judges IHDR, PLTE and tRNS. Section numbers are those of W3C PNG 3rd edition.
#include "codec/png_header.h"

#include <string>

namespace imprint::codec {
namespace {

using container::PngChunk;
using image::PixelFormat;

constexpr uint8_t kColourBit = 2, kAlphaBit = 4;

// Table 11.1: allowed combinations of colour type and bit depth.
bool depth_allowed(uint8_t colour_type, uint8_t depth) {
  const bool small = depth == 1 || depth == 2 || depth == 4;
  switch (colour_type) {
    case kPngGray: return small || depth == 8 || depth == 16;
    case kPngIndexed: return small || depth == 8;
    case kPngRgb:
    case kPngGrayAlpha:
    case kPngRgba: return depth == 8 || depth == 16;
    default: return false;
  }
}

Result<PngHeader> parse_ihdr(const PngChunk& chunk, const Limits& limits) {
  const uint8_t* p = chunk.data.data();  // 13 bytes, the walker has seen to it
  PngHeader header;
  header.width_px = read_be32(p);
  header.height_px = read_be32(p + 4);
  header.depth = p[8];
  header.colour_type = p[9];
  header.interlace = p[12];
  if (!depth_allowed(header.colour_type, header.depth))
    return Status{Code::kMalformed, "PNG colour type " + std::to_string(header.colour_type) + " with bit depth " +
                                        std::to_string(header.depth) + " does not exist"};
  if (p[10] != 0 || p[11] != 0 || header.interlace > 1)
    return Status{Code::kMalformed, "PNG compression, filter or interlace method is not one of the standard's"};
  IMPRINT_RETURN_IF_ERROR(check_dimensions(header.width_px, header.height_px, limits));
  return header;
}

// 11.2.2 and 11.3.1.1: lengths of PLTE and tRNS.
Status check_colour_chunks(const PngHeader& header) {
  if (header.indexed() && header.palette == nullptr) return {Code::kMalformed, "indexed PNG has no PLTE chunk"};
  const size_t palette_bytes = header.palette ? header.palette->data.size() : 0;
  if (header.palette && (palette_bytes == 0 || palette_bytes % 3 != 0 || palette_bytes / 3 > 1u << header.depth))
    return {Code::kMalformed,
            "PLTE of " + std::to_string(palette_bytes) + " bytes at bit depth " + std::to_string(header.depth)};
  if (header.transparency == nullptr) return {};
  const size_t size = header.transparency->data.size();
  const bool fits =
      header.indexed() ? size >= 1 && size <= palette_bytes / 3 : size == (header.colour_type == kPngGray ? 2u : 6u);
  if (fits) return {};
  return {Code::kMalformed,
          "tRNS of " + std::to_string(size) + " bytes in a PNG of colour type " + std::to_string(header.colour_type)};
}

// 5.4: an upper-case first letter says that the picture cannot be shown without knowing the chunk.
Status check_known_if_critical(const PngChunk& chunk) {
  const bool critical = chunk.type[0] >= 'A' && chunk.type[0] <= 'Z';
  if (!critical || chunk.type == "IHDR" || chunk.type == "PLTE" || chunk.type == "IDAT" || chunk.type == "IEND")
    return {};
  return {Code::kUnsupportedPixels, "PNG has the unknown critical chunk " + std::string(chunk.type)};
}

// With alpha or a colour profile, which is one for RGB, it stays colour.
bool is_grey_palette(const PngHeader& header, const std::vector<PngChunk>& chunks) {
  if (!header.indexed() || header.transparency != nullptr) return false;
  for (const PngChunk& chunk : chunks) {
    if (chunk.type == "IDAT") break;
    if (chunk.type == "iCCP") return false;
  }
  const ByteView rgb = header.palette->data;
  for (size_t i = 0; i < rgb.size(); i += 3)
    if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) return false;
  return true;
}

}  // namespace

Status check_png_crc(const PngChunk& chunk) {
  if (chunk.crc_ok) return {};
  return {Code::kMalformed, "PNG chunk " + std::string(chunk.type) + " has a wrong CRC"};
}

Result<PngHeader> read_png_header(const std::vector<PngChunk>& chunks, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_png_crc(chunks.front()));
  IMPRINT_ASSIGN_OR_RETURN(PngHeader header, parse_ihdr(chunks.front(), limits));
  const bool may_have_trns = (header.colour_type & kAlphaBit) == 0;
  for (const PngChunk& chunk : chunks) {
    if (chunk.type == "IDAT") break;
    IMPRINT_RETURN_IF_ERROR(check_known_if_critical(chunk));
    if (chunk.type == "acTL")
      return Status{Code::kUnsupportedPixels, "animated PNG is not supported; still pictures are"};
    const bool palette = chunk.type == "PLTE" && header.indexed();
    const bool transparency = chunk.type == "tRNS" && may_have_trns;
    if (!palette && !transparency) continue;
    IMPRINT_RETURN_IF_ERROR(check_png_crc(chunk));
    const PngChunk*& place = palette ? header.palette : header.transparency;
    if (place != nullptr) return Status{Code::kMalformed, "PNG has two " + std::string(chunk.type) + " chunks"};
    place = &chunk;
  }
  IMPRINT_RETURN_IF_ERROR(check_colour_chunks(header));
  header.grey_palette = is_grey_palette(header, chunks);
  return header;
}

uint64_t PngHeader::raw_bytes() const {
  const uint64_t channels = indexed() ? 1 : ((colour_type & kColourBit) != 0 ? 3u : 1u) + ((colour_type & kAlphaBit) != 0 ? 1u : 0u);
  return height_px * (1 + (width_px * channels * depth + 7) / 8);
}

PixelFormat PngHeader::decoded_format() const {
  const bool wide = depth == 16;
  const bool alpha = transparency != nullptr || (colour_type & kAlphaBit) != 0;
  if ((colour_type & kColourBit) != 0 && !grey_palette) {
    if (alpha) return wide ? PixelFormat::kRgba16 : PixelFormat::kRgba8;
    return wide ? PixelFormat::kRgb16 : PixelFormat::kRgb8;
  }
  if (alpha) return wide ? PixelFormat::kGrayAlpha16 : PixelFormat::kGrayAlpha8;
  return wide ? PixelFormat::kGray16 : PixelFormat::kGray8;
}

}  // namespace imprint::codec
