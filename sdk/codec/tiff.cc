// TIFF pixels through libtiff (TIFF 6.0): grey and RGB of 8 or 16 bits as they are stored, everything else that libtiff
// knows as RGBA of 8 bits, read only.
#include <algorithm>
#include <cstring>
#include <string>

#include "codec/codec_table.h"
#include "codec/pixel_room.h"
#include "codec/tiff_memory.h"
#include "codec/tiff_strips.h"
#include "container/tiff_file.h"

namespace imprint::codec {
namespace {

using image::PixelFormat;

struct Layout {
  uint32_t width_px = 0, height_px = 0;
  uint16_t bits = 1, samples = 1, photometric = 0, planar = PLANARCONFIG_CONTIG, sample_format = SAMPLEFORMAT_UINT;
  uint16_t compression = COMPRESSION_NONE, fill_order = FILLORDER_MSB2LSB, orientation = ORIENTATION_TOPLEFT,
           predictor = 1;
  uint16_t extra = EXTRASAMPLE_UNSPECIFIED;  // the kind of the one extra sample
  uint16_t extras = 0;
  uint32_t rows_per_strip = 0, tile_width = 0, tile_height = 0;
  bool tiled = false;

  bool grey() const { return photometric == PHOTOMETRIC_MINISBLACK; }
  uint32_t colours() const { return grey() ? 1 : 3; }
  bool has_alpha() const { return extras == 1; }
  // Samples that are the pixels of a view, byte for byte.
  bool direct() const {
    return (bits == 8 || bits == 16) && planar == PLANARCONFIG_CONTIG && sample_format == SAMPLEFORMAT_UINT &&
           fill_order == FILLORDER_MSB2LSB && (grey() || photometric == PHOTOMETRIC_RGB) &&
           (extras == 0 || (extras == 1 && extra == EXTRASAMPLE_UNASSALPHA)) && samples == colours() + extras &&
           compression != COMPRESSION_JPEG && compression != COMPRESSION_OJPEG;
  }
  bool lossless() const {
    constexpr uint16_t kKnown[] = {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,
                                   COMPRESSION_PACKBITS};
    return std::find(std::begin(kKnown), std::end(kKnown), compression) != std::end(kKnown);
  }
  PixelFormat pixel_format() const {
    if (!direct()) return PixelFormat::kRgba8;
    if (bits == 8)
      return grey()        ? (has_alpha() ? PixelFormat::kGrayAlpha8 : PixelFormat::kGray8)
             : has_alpha() ? PixelFormat::kRgba8
                           : PixelFormat::kRgb8;
    return grey()        ? (has_alpha() ? PixelFormat::kGrayAlpha16 : PixelFormat::kGray16)
           : has_alpha() ? PixelFormat::kRgba16
                         : PixelFormat::kRgb16;
  }
};

Status tiff_error(const TiffMemory& tiff, Code code, const char* what) {
  return {code, std::string("TIFF ") + what + (tiff.error().empty() ? "" : ": " + tiff.error())};
}

Result<Layout> layout_of(const TiffMemory& memory, const Limits& limits) {
  TIFF* t = memory.get();
  if (t == nullptr) return tiff_error(memory, Code::kMalformed, "cannot be opened");
  Layout l;
  if (TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &l.width_px) != 1 || TIFFGetField(t, TIFFTAG_IMAGELENGTH, &l.height_px) != 1)
    return tiff_error(memory, Code::kMalformed, "has no size");
  IMPRINT_RETURN_IF_ERROR(check_dimensions(l.width_px, l.height_px, limits));
  TIFFGetFieldDefaulted(t, TIFFTAG_BITSPERSAMPLE, &l.bits);
  TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLESPERPIXEL, &l.samples);
  TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &l.photometric);
  TIFFGetFieldDefaulted(t, TIFFTAG_PLANARCONFIG, &l.planar);
  TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLEFORMAT, &l.sample_format);
  TIFFGetFieldDefaulted(t, TIFFTAG_COMPRESSION, &l.compression);
  TIFFGetFieldDefaulted(t, TIFFTAG_FILLORDER, &l.fill_order);
  TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &l.orientation);
  if (l.compression == COMPRESSION_LZW || l.compression == COMPRESSION_ADOBE_DEFLATE ||
      l.compression == COMPRESSION_DEFLATE)
    TIFFGetFieldDefaulted(t, TIFFTAG_PREDICTOR, &l.predictor);
  uint16_t* kinds = nullptr;
  TIFFGetFieldDefaulted(t, TIFFTAG_EXTRASAMPLES, &l.extras, &kinds);
  if (l.extras > 0 && kinds != nullptr) l.extra = kinds[0];
  l.tiled = TIFFIsTiled(t) != 0;
  if (l.tiled && (TIFFGetField(t, TIFFTAG_TILEWIDTH, &l.tile_width) != 1 ||
                  TIFFGetField(t, TIFFTAG_TILELENGTH, &l.tile_height) != 1))
    return tiff_error(memory, Code::kMalformed, "has tiles without a size");
  if (!l.tiled) TIFFGetFieldDefaulted(t, TIFFTAG_ROWSPERSTRIP, &l.rows_per_strip);
  l.rows_per_strip = std::clamp(l.rows_per_strip, 1u, l.height_px);
  return l;
}

// A strip or a tile: what it covers of the picture, and its own size.
struct Block {
  uint32_t x = 0, y = 0, width = 0, height = 0;
  uint32_t full_width = 0, full_height = 0;
};

std::vector<Block> blocks_of(const Layout& l) {
  std::vector<Block> out;
  const uint32_t width = l.tiled ? l.tile_width : l.width_px, height = l.tiled ? l.tile_height : l.rows_per_strip;
  if (width == 0 || height == 0) return out;
  for (uint32_t y = 0; y < l.height_px; y += height)
    for (uint32_t x = 0; x < l.width_px; x += width) {
      Block b{x, y, std::min(width, l.width_px - x), std::min(height, l.height_px - y), width, height};
      if (!l.tiled) b.full_height = b.height;
      out.push_back(b);
    }
  return out;
}

size_t count_of_blocks(const Layout& l) {
  const uint64_t width = l.tiled ? l.tile_width : l.width_px, height = l.tiled ? l.tile_height : l.rows_per_strip;
  if (width == 0 || height == 0) return 0;
  const uint64_t planes = l.planar == PLANARCONFIG_SEPARATE ? l.samples : 1;
  return static_cast<size_t>(planes * ((l.width_px + width - 1) / width) * ((l.height_px + height - 1) / height));
}

// Of a strip or tile, decoded; the planes of one that is stored plane by plane together.
uint64_t block_bytes(const Layout& l) {
  const uint64_t width = l.tiled ? l.tile_width : l.width_px, height = l.tiled ? l.tile_height : l.rows_per_strip;
  return width * height * l.samples * ((l.bits + 7) / 8);
}

uint64_t most_a_byte(uint16_t compression) {
  switch (compression) {
    case COMPRESSION_NONE: return 1;
    case COMPRESSION_PACKBITS: return kMostByPackBits;
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE: return kMostByDeflate;
    case COMPRESSION_LZW: return kMostByLzw;
    default: return 0;  // others are converted, and some code white rows in next to nothing
  }
}

uint64_t coded_bytes(TIFF* t, size_t blocks) {
  uint64_t out = 0;
  for (uint32_t i = 0; i < blocks; ++i) out += TIFFGetStrileByteCount(t, i);
  return out;
}

// libtiff reads a block whole, however little of it is needed, and sets its decoder up for each. Blocks may share
// bytes.
Status spend_on_blocks(uint64_t blocks, uint64_t coded, const Limits& limits) {
  constexpr uint64_t kStepsABlock = 4000, kBytesAStep = 8;
  return limits.spend(Resource::kSteps, kStepsABlock * blocks + coded / kBytesAStep, "TIFF strips or tiles");
}

// Of many samples, or of a strip or tile that is decoded whole: no more than eight bytes a pixel but for what is free.
Status check_block(const Layout& l, uint64_t picture) {
  constexpr uint64_t kFreeBytes = uint64_t{64} << 20, kBytesAPixel = 8;
  const uint64_t block = l.direct() && !l.tiled ? 0 : block_bytes(l),
                 most = std::max(kFreeBytes, kBytesAPixel * picture);
  return block <= most ? Status{} : limit_exceeded("TIFF strip or tile of bytes", block, "eight a pixel", most);
}

// Are so many pixels there? Tiles may be larger than the picture, not without bound.
Status check_claim(const TiffMemory& memory, const Layout& l, size_t file_bytes, const Limits& limits) {
  constexpr uint64_t kFreeTile = 1 << 22, kTilePerPicture = 4;
  const uint64_t picture = uint64_t{l.width_px} * l.height_px, tile = uint64_t{l.tile_width} * l.tile_height;
  if (l.tiled && tile > std::max(kFreeTile, kTilePerPicture * picture))
    return limit_exceeded("tile of pixels", tile, "four times the picture's", kTilePerPicture * picture);
  const size_t blocks = count_of_blocks(l);
  if (blocks > file_bytes) return {Code::kTruncated, "TIFF lists fewer strips or tiles than its size asks for"};
  const uint64_t coded = coded_bytes(memory.get(), blocks);
  IMPRINT_RETURN_IF_ERROR(spend_on_blocks(blocks, coded, limits));
  IMPRINT_RETURN_IF_ERROR(check_block(l, picture));
  const uint64_t factor = most_a_byte(l.compression);
  if (factor == 0) return check_free_pixels("TIFF picture", picture, pixels_shown_by(file_bytes));
  const uint64_t bits =
      uint64_t{l.bits} * (l.photometric == PHOTOMETRIC_YCBCR ? 1 : l.samples);  // colours may be fewer
  // Blank strips may be the same bytes again and again: then they show as much as those once.
  if (coded > file_bytes) return check_free_pixels("TIFF picture", picture, factor * file_bytes * 8 / bits);
  return check_coded_size("TIFF pixels", coded, factor, picture * bits / 8);
}

// Strips lie in the picture as they are decoded; tiles are copied to their places.
Status read_direct(const TiffMemory& memory, const Layout& l, image::MutableView out) {
  const size_t pixel = traits(out.format).bytes_per_pixel();
  const std::vector<Block> blocks = blocks_of(l);
  Bytes tile(l.tiled ? size_t{l.tile_width} * l.tile_height * pixel : 0);
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const Block& b = blocks[i];
    uint8_t* to = l.tiled ? tile.data() : out.row(b.y);
    const auto size = static_cast<tmsize_t>(size_t{b.full_width} * b.full_height * pixel);
    const tmsize_t got =
        l.tiled ? TIFFReadEncodedTile(memory.get(), i, to, size) : TIFFReadEncodedStrip(memory.get(), i, to, size);
    if (got != size) return tiff_error(memory, Code::kDecodeFailed, "pixels cannot be decoded");
    for (uint32_t y = 0; l.tiled && y < b.height; ++y)
      std::copy_n(tile.data() + size_t{y} * b.full_width * pixel, b.width * pixel, out.row(b.y + y) + b.x * pixel);
  }
  return {};
}

// libtiff's own conversion multiplies alpha in; here it is divided out again.
uint8_t divided(uint32_t value, uint32_t alpha) {
  return static_cast<uint8_t>(alpha == 0 ? 0 : std::min(255u, (value * 255 + alpha / 2) / alpha));
}

// In place: libtiff's raster has a number of 32 bits for each pixel, which is what RGBA takes.
Status read_converted(const TiffMemory& memory, const Layout& l, image::MutableView out) {
  char why[1024] = {};
  if (TIFFRGBAImageOK(memory.get(), why) != 1)
    return {Code::kUnsupportedPixels, std::string("TIFF pixels are not supported: ") + why};
  auto* raster = reinterpret_cast<uint32_t*>(out.data);  // of an Image, and so aligned
  if (TIFFReadRGBAImageOriented(memory.get(), l.width_px, l.height_px, raster, l.orientation, 1) != 1)
    return tiff_error(memory, Code::kDecodeFailed, "pixels cannot be decoded");
  uint8_t* to = out.data;
  for (size_t i = 0; i < size_t{l.width_px} * l.height_px; ++i, to += 4) {
    uint32_t p = 0;
    std::memcpy(&p, to, sizeof p);
    const uint32_t alpha = TIFFGetA(p);
    to[0] = divided(TIFFGetR(p), alpha);
    to[1] = divided(TIFFGetG(p), alpha);
    to[2] = divided(TIFFGetB(p), alpha);
    to[3] = static_cast<uint8_t>(alpha);
  }
  return {};
}

PictureInfo info_of(const Layout& l) { return {l.width_px, l.height_px, l.pixel_format(), container::Format::kTiff}; }

// libtiff compares every entry of a directory with every other, sorts what it knows anew for each tag that it does not,
// and keeps a copy of every value: values that share bytes must not add up.
Result<container::TiffFile> open_for_libtiff(ByteView file, const Limits& limits) {
  constexpr uint64_t kStepsAPair = 16;
  IMPRINT_ASSIGN_OR_RETURN(container::TiffFile tiff, container::open_tiff(file, limits));
  const container::TiffPage& page = tiff.pages.front();
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, kStepsAPair * page.entries * page.entries, "TIFF directory"));
  const uint64_t values = tiff.tiff.value_bytes(page.at, page.entries),
                 shared = values - std::min<uint64_t>(values, file.size());
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kInflatedBytes, shared, "TIFF values that share bytes"));
  return tiff;
}

Result<PictureInfo> probe_tiff(ByteView file, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(open_for_libtiff(file, limits).status());
  const TiffMemory memory(file, limits);
  IMPRINT_ASSIGN_OR_RETURN(const Layout l, layout_of(memory, limits));
  return info_of(l);
}

Result<Picture> decode_tiff(ByteView file, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(open_for_libtiff(file, limits).status());
  const TiffMemory memory(file, limits);
  IMPRINT_ASSIGN_OR_RETURN(const Layout l, layout_of(memory, limits));
  IMPRINT_RETURN_IF_ERROR(check_claim(memory, l, file.size(), limits));
  const uint64_t block = l.direct() && !l.tiled ? 0 : block_bytes(l);
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(l.width_px, l.height_px, l.pixel_format(),
                                                         container::Format::kTiff, limits, block));
  const bool turned = l.orientation >= 1 && l.orientation <= 8;
  if (turned) picture.orientation = static_cast<image::Orientation>(l.orientation);
  IMPRINT_RETURN_IF_ERROR(l.direct() ? read_direct(memory, l, picture.pixels.view())
                                     : read_converted(memory, l, picture.pixels.view()));
  return picture;
}

Status check_rewritable(const container::TiffFile& file, const Layout& l) {
  const auto refuse = [](const std::string& what) {
    return Status{Code::kUnsupportedPixels,
                  "TIFF pixels can be written as grey or RGB of 8 or 16 bits, one page, uncompressed or compressed by "
                  "LZW, Deflate or PackBits; this file " +
                      what};
  };
  const auto pictures = std::count_if(file.pages.begin(), file.pages.end(), [](const auto& p) { return p.pixels; });
  if (pictures > 1) return refuse("has " + std::to_string(pictures) + " pages");
  if (!l.lossless()) return refuse("is compressed by scheme " + std::to_string(l.compression));
  if (!l.direct()) return refuse("stores its samples in another way");
  return {};
}

// The same layout, empty.
void set_layout(TIFF* t, const Layout& l) {
  TIFFSetField(t, TIFFTAG_IMAGEWIDTH, l.width_px);
  TIFFSetField(t, TIFFTAG_IMAGELENGTH, l.height_px);
  TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, l.bits);
  TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, l.samples);
  TIFFSetField(t, TIFFTAG_PHOTOMETRIC, l.photometric);
  TIFFSetField(t, TIFFTAG_PLANARCONFIG, l.planar);
  TIFFSetField(t, TIFFTAG_COMPRESSION, l.compression);
  if (l.predictor != 1) TIFFSetField(t, TIFFTAG_PREDICTOR, l.predictor);
  if (l.extras == 1) TIFFSetField(t, TIFFTAG_EXTRASAMPLES, 1, &l.extra);
  if (l.tiled) {
    TIFFSetField(t, TIFFTAG_TILEWIDTH, l.tile_width);
    TIFFSetField(t, TIFFTAG_TILELENGTH, l.tile_height);
  } else {
    TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, l.rows_per_strip);
  }
}

// The pixels of each strip or tile, coded as the original's are.
Result<std::vector<Bytes>> code_blocks(image::View pixels, const Layout& l, bool little_endian, const Limits& limits) {
  TiffMemory memory(little_endian, limits);
  if (memory.get() == nullptr) return tiff_error(memory, Code::kEncodeFailed, "cannot be coded");
  set_layout(memory.get(), l);
  const size_t pixel = traits(pixels.format).bytes_per_pixel();
  const std::vector<Block> blocks = blocks_of(l);
  Bytes buffer;
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const Block& b = blocks[i];
    buffer.assign(size_t{b.full_width} * b.full_height * pixel, 0);
    for (uint32_t y = 0; y < b.height; ++y)
      std::copy_n(pixels.row(b.y + y) + b.x * pixel, b.width * pixel, buffer.data() + size_t{y} * b.full_width * pixel);
    const auto size = static_cast<tmsize_t>(buffer.size());
    const tmsize_t put = l.tiled ? TIFFWriteEncodedTile(memory.get(), i, buffer.data(), size)
                                 : TIFFWriteEncodedStrip(memory.get(), i, buffer.data(), size);
    if (put < 0) return tiff_error(memory, Code::kEncodeFailed, "cannot be coded");
  }
  if (TIFFFlushData(memory.get()) != 1) return tiff_error(memory, Code::kEncodeFailed, "cannot be coded");
  std::vector<Bytes> out;
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const uint64_t at = TIFFGetStrileOffset(memory.get(), i), size = TIFFGetStrileByteCount(memory.get(), i);
    if (at > memory.written().size() || size > memory.written().size() - at)
      return tiff_error(memory, Code::kEncodeFailed, "cannot be coded");
    const ByteView coded = memory.written().subspan(static_cast<size_t>(at), static_cast<size_t>(size));
    out.emplace_back(coded.begin(), coded.end());
  }
  return out;
}

Status check_decodes_to(ByteView file, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Picture back, decode_tiff(file, limits));
  const size_t row = size_t{pixels.width_px} * traits(pixels.format).bytes_per_pixel();
  for (uint32_t y = 0; y < pixels.height_px; ++y)
    if (!std::equal(pixels.row(y), pixels.row(y) + row, back.pixels.view().row(y)))
      return {Code::kEncodeFailed, "TIFF pixels do not read back: strips or tiles of the file overlap something else"};
  return {};
}

Result<Bytes> encode_tiff_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile file, open_for_libtiff(original, limits));
  const TiffMemory memory(original, limits);
  IMPRINT_ASSIGN_OR_RETURN(const Layout l, layout_of(memory, limits));
  IMPRINT_RETURN_IF_ERROR(check_claim(memory, l, original.size(), limits));
  IMPRINT_RETURN_IF_ERROR(check_rewritable(file, l));
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<Bytes> blocks, code_blocks(pixels, l, file.tiff.little_endian(), limits));
  IMPRINT_ASSIGN_OR_RETURN(Bytes out, replace_strips(original, file, blocks, limits));
  IMPRINT_RETURN_IF_ERROR(check_decodes_to(out, pixels, limits));
  return out;
}

}  // namespace

const Codec kTiffCodec = {container::Format::kTiff, probe_tiff, decode_tiff, encode_tiff_like};

}  // namespace imprint::codec
