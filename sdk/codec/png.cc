// PNG pixels through libpng. libpng is shown only the chunks that make pixels, so nothing else in a file can fail, cost
// memory or be lost there; all other chunks are carried over by us. Section numbers are those of W3C PNG 3rd edition.
#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <optional>

#include "codec/codec_table.h"
#include "codec/pixel_room.h"
#include "codec/png_header.h"
#include "codec/png_indexed.h"
#include "container/exif.h"
#include "container/png_chunks.h"

namespace imprint::codec {
namespace {

using container::PngChunk;
using image::PixelFormat;

// A marked picture has noise in its lowest bits, in which zlib's search for repeated strings finds next to nothing: run
// lengths over filtered rows come out smaller than level 6 and in a sixth of its time (measured: spec/formats.md 2.3).
constexpr int kStrategy = Z_RLE;
constexpr size_t kIdatBytes = size_t{1} << 20;  // of one IDAT chunk; each costs 12 bytes and a call

image::Orientation orientation_of(const std::vector<PngChunk>& chunks, const Limits& limits) {
  for (const PngChunk& chunk : chunks) {
    if (chunk.type != "eXIf") continue;
    ByteView tiff = chunk.data;  // 11.3.5.3 has no prefix, some writers copy the one of JPEG
    if (as_text(tiff).starts_with(std::string_view("Exif\0\0", 6))) tiff = tiff.subspan(6);
    return static_cast<image::Orientation>(container::exif_orientation(tiff, limits).value_or(1));
  }
  return image::Orientation::kUpright;
}

// --- libpng ---------------------------------------------------------------------------------------------------

// libpng leaves by longjmp, which runs no destructors: everything that owns something lives outside of run_guarded().
struct Trap {
  std::jmp_buf jump;
  char message[160] = "";
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  auto* trap = static_cast<Trap*>(png_get_error_ptr(png));
  std::snprintf(trap->message, sizeof trap->message, "%s", message);
  std::longjmp(trap->jump, 1);
}

// Warnings are about data that is there but not needed, such as bytes after the last row.
void on_warning(png_structp, png_const_charp) {}

template <typename Body>
bool run_guarded(Trap& trap, const Body& body) {
  if (setjmp(trap.jump) != 0) return false;
  body();
  return true;
}

// The chunks for libpng, read as if they were one file.
struct Source {
  std::vector<ByteView> pieces;
  size_t piece = 0;
  uint64_t coded_bytes = 0;  // in all IDAT chunks
};

void read_pieces(png_structp png, png_bytep to, size_t size) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  while (size > 0) {
    if (source->piece == source->pieces.size()) png_error(png, "the data ends too early");
    ByteView& piece = source->pieces[source->piece];
    const size_t taken = std::min(size, piece.size());
    std::memcpy(to, piece.data(), taken);
    to += taken;
    size -= taken;
    piece = piece.subspan(taken);
    if (piece.empty()) ++source->piece;
  }
}

struct Reader {
  png_structp png = nullptr;
  png_infop info = nullptr;
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
};

// No gamma, no profile, no background: samples come out as stored.
void request_samples(png_structp png, const PngHeader& header) {
  if (header.indexed()) png_set_palette_to_rgb(png);
  if (header.grey_palette) png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, -1, -1);  // equal samples: exact
  if (header.colour_type == kPngGray && header.depth < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (header.transparency != nullptr) png_set_tRNS_to_alpha(png);
  if (header.depth == 16 && std::endian::native == std::endian::little) png_set_swap(png);
}

void read_pixels(Reader& reader, Source& source, const PngHeader& header, const Limits& limits,
                 image::MutableView out) {
  png_structp png = reader.png;
  png_set_read_fn(png, &source, read_pieces);
  png_set_user_limits(png, limits.max_dimension_px, limits.max_dimension_px);
  png_set_chunk_malloc_max(png, 1 << 16);
  png_set_chunk_cache_max(png, 1);
  png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);  // the walker has checked them all
  png_read_info(png, reader.info);
  request_samples(png, header);
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader.info);
  if (png_get_rowbytes(png, reader.info) != out.stride_bytes) png_error(png, "header chunks contradict each other");
  for (int pass = 0; pass < passes; ++pass)
    for (uint32_t y = 0; y < out.height_px; ++y) png_read_row(png, out.row(y), nullptr);
  png_read_end(png, nullptr);
}

constexpr uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

// 5.6: IDAT chunks stand together. A reader that took them otherwise would see other pixels than we do.
Result<Source> pixel_source(const std::vector<PngChunk>& chunks, const PngHeader& header) {
  Source source{{kSignature, chunks.front().raw}};
  if (header.palette) source.pieces.push_back(header.palette->raw);
  if (header.transparency) source.pieces.push_back(header.transparency->raw);
  const PngChunk* last = nullptr;
  for (const PngChunk& chunk : chunks) {
    if (chunk.type == "IEND") source.pieces.push_back(chunk.raw);
    if (chunk.type != "IDAT") continue;
    IMPRINT_RETURN_IF_ERROR(check_png_crc(chunk));
    if (last != nullptr && last + 1 != &chunk)
      return Status{Code::kMalformed, "PNG chunk " + std::string((last + 1)->type) + " stands between IDAT chunks"};
    last = &chunk;
    source.pieces.push_back(chunk.raw);
    source.coded_bytes += chunk.data.size();
  }
  if (last == nullptr) return Status{Code::kMalformed, "PNG has no IDAT chunk"};
  return source;
}

Result<Picture> decode_png(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::PngChunks split, container::split_png(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const PngHeader header, read_png_header(split.chunks, limits));
  IMPRINT_ASSIGN_OR_RETURN(Source source, pixel_source(split.chunks, header));

  IMPRINT_RETURN_IF_ERROR(check_coded_size("PNG pixels", source.coded_bytes, kMostByDeflate, header.raw_bytes()));
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(header.width_px, header.height_px, header.decoded_format(),
                                                         container::Format::kPng, limits));
  picture.orientation = orientation_of(split.chunks, limits);
  const image::MutableView out = picture.pixels.view();
  Trap trap;
  Reader reader;
  const bool done = run_guarded(trap, [&] {
    reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &trap, on_error, on_warning);
    if (reader.png != nullptr) reader.info = png_create_info_struct(reader.png);
    if (reader.info != nullptr) read_pixels(reader, source, header, limits, out);
  });
  if (reader.info == nullptr) return Status{Code::kOutOfMemory, "no memory for libpng"};
  if (!done) return Status{Code::kDecodeFailed, std::string("PNG pixels cannot be decoded: ") + trap.message};
  return picture;
}

Result<PictureInfo> probe_png(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<PngChunk> chunks, container::split_png_header(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const PngHeader header, read_png_header(chunks, limits));
  return PictureInfo{header.width_px, header.height_px, header.decoded_format(), container::Format::kPng};
}

// --- Writing --------------------------------------------------------------------------------------------------

struct Writer {
  png_structp png = nullptr;
  png_infop info = nullptr;
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

bool try_append(Bytes& out, ByteView more) noexcept {
  try {
    append(out, more);
    return true;
  } catch (...) {
    return false;
  }
}

void write_bytes(png_structp png, png_bytep data, size_t size) {
  if (!try_append(*static_cast<Bytes*>(png_get_io_ptr(png)), {data, size})) png_error(png, "out of memory");
}

void flush_bytes(png_structp) {}

// What the new IHDR says: as stored where the pixels still fit, else the 8-bit or alpha form they were expanded to; `indexed` again if
// they went into a palette.
PngHeader written_header(const PngHeader& stored, bool indexed) {
  PngHeader written = stored;
  written.palette = written.transparency = nullptr;
  if (stored.depth < 8) written.depth = 8;
  if (indexed) return written;
  if (stored.indexed()) written.colour_type = stored.grey_palette ? kPngGray : kPngRgb;
  if (stored.transparency != nullptr) written.colour_type |= PNG_COLOR_MASK_ALPHA;
  return written;
}

void write_pixels(Writer& writer, Bytes& out, const PngHeader& header, ByteView palette, image::View pixels) {
  png_structp png = writer.png;
  png_set_write_fn(png, &out, write_bytes, flush_bytes);
  png_set_user_limits(png, header.width_px, header.height_px);
  if (!header.indexed()) {  // neighbouring indices say nothing of each other: there libpng's defaults are right
    png_set_compression_strategy(png, kStrategy);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
  }
  png_set_compression_buffer_size(png, kIdatBytes);
  png_set_IHDR(png, writer.info, header.width_px, header.height_px, header.depth, header.colour_type, header.interlace,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (header.indexed()) {
    png_color colours[256];
    for (size_t i = 0; i * 3 < palette.size(); ++i) colours[i] = {palette[i * 3], palette[i * 3 + 1], palette[i * 3 + 2]};
    png_set_PLTE(png, writer.info, colours, static_cast<int>(palette.size() / 3));
  }
  png_write_info(png, writer.info);
  if (header.depth == 16 && std::endian::native == std::endian::little) png_set_swap(png);
  const int passes = png_set_interlace_handling(png);
  for (int pass = 0; pass < passes; ++pass)
    for (uint32_t y = 0; y < pixels.height_px; ++y) png_write_row(png, pixels.row(y));
  png_write_end(png, writer.info);
}

// A PNG of nothing but IHDR, the PLTE of an indexed picture, IDAT and IEND.
Result<Bytes> write_bare_png(const PngHeader& header, ByteView palette, image::View pixels) {
  Bytes out;
  Trap trap;
  Writer writer;
  const bool done = run_guarded(trap, [&] {
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &trap, on_error, on_warning);
    if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
    if (writer.info != nullptr) write_pixels(writer, out, header, palette, pixels);
  });
  if (writer.info == nullptr) return Status{Code::kOutOfMemory, "no memory for libpng"};
  if (!done) return Status{Code::kEncodeFailed, std::string("PNG pixels cannot be encoded: ") + trap.message};
  return out;
}

// 11.3.4.1 bKGD: the background colour in the terms of the new IHDR; nothing where the old one was damaged.
std::optional<Bytes> converted_background(ByteView stored, const PngHeader& from, ByteView new_palette) {
  if (from.indexed()) {
    const ByteView palette = from.palette->data;
    if (stored.size() != 1 || size_t{stored[0]} * 3 + 3 > palette.size()) return std::nullopt;
    const uint8_t* rgb = &palette[size_t{stored[0]} * 3];
    if (from.grey_palette) return Bytes{0, rgb[0]};
    if (!new_palette.empty()) return Bytes{nearest_index(new_palette, rgb)};
    return Bytes{0, rgb[0], 0, rgb[1], 0, rgb[2]};
  }
  if (from.depth >= 8) return Bytes(stored.begin(), stored.end());
  const uint32_t max = (1u << from.depth) - 1;
  if (stored.size() != 2 || read_be16(stored.data()) > max) return std::nullopt;
  return Bytes{0, static_cast<uint8_t>(read_be16(stored.data()) * 255 / max)};
}

// 11.3.2.7 sBIT: once the pixels have changed, all their bits count. Who believed otherwise would shift ours away.
bool says_all_bits_count(const PngChunk& sbit, const PngHeader& written) {
  const size_t channels = ((written.colour_type & PNG_COLOR_MASK_COLOR) != 0 ? 3u : 1u) +
                          ((written.colour_type & PNG_COLOR_MASK_ALPHA) != 0 ? 1u : 0u);
  return sbit.data.size() == channels &&
         std::all_of(sbit.data.begin(), sbit.data.end(), [&](uint8_t bits) { return bits == written.depth; });
}

// Whether a chunk of the original would no longer be true (or legal) beside the new pixels. Table in spec/formats.md.
bool is_outdated(const PngChunk& chunk, const PngHeader& stored, const PngHeader& written) {
  if (chunk.type == "PLTE" || chunk.type == "hIST") return stored.indexed();
  if (chunk.type == "tRNS") return stored.transparency != nullptr;
  if (chunk.type == "sBIT") return !says_all_bits_count(chunk, written);
  return chunk.type == "iDOT";  // Apple: byte offsets into the old IDAT
}

void append_carried_over(Bytes& out, const PngChunk& chunk, const PngHeader& stored, const PngHeader& written, ByteView new_palette) {
  if (chunk.type == "PLTE" && !new_palette.empty()) return container::append_png_chunk(out, "PLTE", new_palette);
  if (is_outdated(chunk, stored, written)) return;
  if (chunk.type != "bKGD" || (!stored.indexed() && stored.depth >= 8)) return append(out, chunk.raw);
  if (const auto background = converted_background(chunk.data, stored, new_palette))
    container::append_png_chunk(out, chunk.type, *background);
}

Result<Bytes> encode_like_png(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::PngChunks split, container::split_png(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const PngHeader stored, read_png_header(split.chunks, limits));
  const std::optional<IndexedPixels> indexed =
      stored.indexed() && pixels.format == PixelFormat::kRgb8 ? to_indexed(pixels, stored.palette->data) : std::nullopt;
  const ByteView palette = indexed ? ByteView(indexed->palette) : ByteView();
  const PngHeader written = written_header(stored, indexed.has_value());
  IMPRINT_ASSIGN_OR_RETURN(const Bytes bare, write_bare_png(written, palette, indexed ? indexed->pixels.view() : pixels));
  // The bare file is signature, IHDR, PLTE, the IDAT chunks and an empty IEND.
  constexpr size_t kHeaderEnd = 8 + 25, kChunkBytes = 12;
  const size_t idat_start = kHeaderEnd + (indexed ? kChunkBytes + palette.size() : 0);
  const ByteView idat = ByteView(bare).subspan(idat_start, bare.size() - idat_start - kChunkBytes);

  Bytes out;
  out.reserve(idat.size() + original.size() / 8);
  append(out, ByteView(bare).first(kHeaderEnd));
  bool pixels_written = false;
  for (const PngChunk& chunk : std::span(split.chunks).subspan(1)) {
    if (chunk.type != "IDAT") {
      append_carried_over(out, chunk, stored, written, palette);
    } else if (!pixels_written) {
      append(out, idat);
      pixels_written = true;
    }
  }
  if (!pixels_written) return Status{Code::kMalformed, "PNG has no IDAT chunk"};
  append(out, split.trailing);
  return out;
}

PixelFormat stored_in_png(PixelFormat pixels, bool opaque) {
  if (!opaque) return pixels;
  switch (pixels) {
    case PixelFormat::kRgba8: return PixelFormat::kRgb8;
    case PixelFormat::kRgba16: return PixelFormat::kRgb16;
    case PixelFormat::kGrayAlpha8: return PixelFormat::kGray8;
    case PixelFormat::kGrayAlpha16: return PixelFormat::kGray16;
    default: return pixels;
  }
}

Result<Bytes> encode_png(image::View pixels, int) {
  const image::FormatTraits t = traits(pixels.format);
  PngHeader header;
  header.width_px = pixels.width_px;
  header.height_px = pixels.height_px;
  header.depth = static_cast<uint8_t>(8 * t.bytes_per_sample);
  header.colour_type = static_cast<uint8_t>((t.colour_channels == 3 ? PNG_COLOR_MASK_COLOR : 0) | (t.has_alpha() ? PNG_COLOR_MASK_ALPHA : 0));
  return write_bare_png(header, {}, pixels);
}

}  // namespace

const Codec kPngCodec = {container::Format::kPng, probe_png, decode_png, encode_like_png, nullptr, encode_png, stored_in_png};

}  // namespace imprint::codec
