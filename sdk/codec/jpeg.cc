// JPEG pixels through libjpeg-turbo. The picture is coded again with the file's own tables and sampling; all segments
// that are not picture data are carried over by us. Clause numbers are those of ITU-T T.81.
#include <algorithm>
#include <cstring>

#include "codec/codec_table.h"
#include "codec/jpeg_codec.h"
#include "codec/jpeg_frame.h"
#include "codec/pixel_room.h"
#include "container/exif.h"
#include "container/jpeg_segments.h"
#include "container/mpf.h"

namespace imprint::codec {
namespace {

using container::JpegSegment;
using container::JpegSegments;
using image::PixelFormat;

PixelFormat decoded_format(const JpegFrame& frame) {
  return frame.components == 1 ? PixelFormat::kGray8 : PixelFormat::kRgb8;
}

image::Orientation orientation_of(const JpegSegments& file, const Limits& limits) {
  for (const JpegSegment& segment : file.segments) {
    if (segment.marker != container::kJpegApp1 || !container::starts_with(segment.data, container::kExifPrefix))
      continue;
    const ByteView tiff = segment.data.subspan(container::kExifPrefix.size());
    return static_cast<image::Orientation>(container::exif_orientation(tiff, limits).value_or(1));
  }
  return image::Orientation::kUpright;
}

uint64_t coded_bytes(const JpegSegments& file) {
  uint64_t out = 0;
  for (const JpegSegment& segment : file.segments)
    if (segment.marker == container::kJpegSos) out += segment.raw.size();
  return out;
}

// --- Reading --------------------------------------------------------------------------------------------------

// A progressive file that was cut between two scans decodes without complaint, only coarser. Complete means that every
// coefficient came down to its last bit (G.1.1.1). Files that end in EOI may leave bits out on purpose.
bool progressive_bits_missing(const jpeg_decompress_struct& state) {
  if (state.coef_bits == nullptr) return false;
  for (int c = 0; c < state.num_components; ++c)
    for (int k = 0; k < DCTSIZE2; ++k)
      if (state.coef_bits[c][k] != 0) return true;
  return false;
}

void read_pixels(jpeg_decompress_struct& state, bool has_eoi, image::MutableView out) {
  state.out_color_space = state.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&state);
  if (!has_eoi && progressive_bits_missing(state)) ERREXIT(&state, JWRN_HIT_MARKER);
  if (state.output_width != out.width_px || state.output_height != out.height_px ||
      static_cast<uint32_t>(state.output_components) != traits(out.format).channels)
    ERREXIT(&state, JERR_BAD_LENGTH);
  while (state.output_scanline < state.output_height) {
    JSAMPROW row = out.row(state.output_scanline);
    jpeg_read_scanlines(&state, &row, 1);
  }
  jpeg_finish_decompress(&state);
}

Result<PictureInfo> probe_jpeg(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments header, container::split_jpeg_header(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const JpegFrame frame, read_jpeg_frame(header, limits));
  return PictureInfo{frame.width_px, frame.height_px, decoded_format(frame), container::Format::kJpeg};
}

Result<Picture> decode_jpeg(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments split, container::split_jpeg(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const JpegFrame frame, read_jpeg_frame(split, limits));
  IMPRINT_RETURN_IF_ERROR(check_jpeg_scans(split, frame, limits));

  const uint64_t pixels = uint64_t{frame.width_px} * frame.height_px;
  IMPRINT_RETURN_IF_ERROR(check_coded_size("JPEG pixels", coded_bytes(split), kMostByHuffman, pixels));
  // A progressive picture is kept as coefficients of 16 bits until the last scan is in.
  const uint64_t coefficients = frame.progressive ? 2 * pixels * frame.components : 0;
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(frame.width_px, frame.height_px, decoded_format(frame),
                                                         container::Format::kJpeg, limits, coefficients));
  picture.orientation = orientation_of(split, limits);
  const image::MutableView out = picture.pixels.view();
  Trap trap;
  set_trap(trap);
  Decompressor decompressor;
  const bool done = run_guarded(trap, [&] {
    read_header(decompressor.state, trap, file.first(file.size() - split.trailing.size()));
    read_pixels(decompressor.state, split.has_eoi, out);
  });
  if (!done) return decode_status(trap, split);
  return picture;
}

// --- Writing --------------------------------------------------------------------------------------------------

// Every component keeps its name, its sampling factors and its quantisation table, 8-bit or 16-bit.
void copy_components(const jpeg_decompress_struct& source, jpeg_compress_struct& target) {
  for (int i = 0; i < source.num_components; ++i) {
    const jpeg_component_info& from = source.comp_info[i];
    jpeg_component_info& to = target.comp_info[i];
    to.component_id = from.component_id;
    to.h_samp_factor = from.h_samp_factor;
    to.v_samp_factor = from.v_samp_factor;
    to.quant_tbl_no = from.quant_tbl_no;
    const int n = from.quant_tbl_no;
    if (n < 0 || n >= NUM_QUANT_TBLS || source.quant_tbl_ptrs[n] == nullptr) ERREXIT1(&target, JERR_NO_QUANT_TABLE, n);
    if (target.quant_tbl_ptrs[n] == nullptr)
      target.quant_tbl_ptrs[n] = jpeg_alloc_quant_table(reinterpret_cast<j_common_ptr>(&target));
    std::memcpy(target.quant_tbl_ptrs[n]->quantval, source.quant_tbl_ptrs[n]->quantval, sizeof(JQUANT_TBL::quantval));
  }
}

void set_like(const jpeg_decompress_struct& source, jpeg_compress_struct& target) {
  target.image_width = source.image_width;
  target.image_height = source.image_height;
  target.input_components = source.num_components;
  target.in_color_space = source.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&target);
  jpeg_set_colorspace(&target, source.jpeg_color_space);
  copy_components(source, target);
  target.optimize_coding = has_standard_huffman_tables(source, target) ? FALSE : TRUE;
  target.restart_interval = source.restart_interval;
  if (source.progressive_mode) jpeg_simple_progression(&target);
  target.write_JFIF_header = FALSE;  // the original's own are carried over
  target.write_Adobe_marker = FALSE;
}

void write_pixels(jpeg_compress_struct& target, image::View pixels) {
  jpeg_start_compress(&target, TRUE);
  while (target.next_scanline < target.image_height) {
    JSAMPROW row = const_cast<uint8_t*>(pixels.row(target.next_scanline));  // libjpeg only reads it
    jpeg_write_scanlines(&target, &row, 1);
  }
  jpeg_finish_compress(&target);
}

// Segments that make up the coded picture, which the new one replaces.
bool is_picture_data(uint8_t marker) {
  constexpr uint8_t kDnl = 0xDC, kDhp = 0xDE, kExp = 0xDF;
  return container::is_jpeg_frame_header(marker) || marker == container::kJpegDht || marker == container::kJpegDac ||
         (marker >= 0xD0 && marker <= container::kJpegDri) || marker == kDnl || marker == kDhp || marker == kExp;
}

void set_fresh(jpeg_compress_struct& target, image::View pixels, int quality) {
  target.image_width = pixels.width_px;
  target.image_height = pixels.height_px;
  target.input_components = static_cast<int>(traits(pixels.format).channels);
  target.in_color_space = pixels.format == PixelFormat::kGray8 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&target);
  jpeg_set_quality(&target, quality, TRUE);
  target.optimize_coding = TRUE;
}

}  // namespace

Result<Bytes> write_bare_jpeg(const JpegSegments& split, ByteView original, image::View pixels) {
  Trap trap;
  set_trap(trap);
  Decompressor source;
  Compressor target;
  Sink sink(std::max<size_t>(original.size(), 4096));
  const bool done = run_guarded(trap, [&] {
    read_header(source.state, trap, original);
    target.state.err = &trap.manager;
    jpeg_create_compress(&target.state);
    target.state.dest = &sink.manager;
    set_like(source.state, target.state);
    write_pixels(target.state, pixels);
  });
  if (done) return std::move(sink.bytes);
  if (target.state.dest == nullptr && trap.code != JERR_OUT_OF_MEMORY) return decode_status(trap, split);
  return encode_status(trap);
}

Bytes with_coded_picture(ByteView original, const JpegSegments& split, ByteView bare, const Limits& limits) {
  Bytes out;
  out.reserve(bare.size() + original.size() / 4);
  append(out, split.segments.front().raw);
  for (const JpegSegment& segment : split.segments)
    if (!is_picture_data(segment.marker)) append(out, segment.raw);
  append(out, bare.subspan(2));  // without its SOI, with its EOI
  append(out, split.trailing);
  container::restore_mpf_offsets(original, out, limits);
  return out;
}

static Result<Bytes> encode_like_jpeg(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments split, container::split_jpeg(original, limits));
  IMPRINT_RETURN_IF_ERROR(check_jpeg_tables(split));
  const ByteView picture = original.first(original.size() - split.trailing.size());
  IMPRINT_ASSIGN_OR_RETURN(const Bytes bare, write_bare_jpeg(split, picture, pixels));
  return with_coded_picture(original, split, bare, limits);
}

Result<Bytes> encode_jpeg(image::View pixels, int quality) {
  if (pixels.format != PixelFormat::kRgb8 && pixels.format != PixelFormat::kGray8)
    return Status{Code::kUnsupportedPixels, "a JPEG is made of RGB8 or GRAY8 pixels"};
  Trap trap;
  set_trap(trap);
  Compressor target;
  Sink sink(4096);
  const bool done = run_guarded(trap, [&] {
    target.state.err = &trap.manager;
    jpeg_create_compress(&target.state);
    target.state.dest = &sink.manager;
    set_fresh(target.state, pixels, quality);
    write_pixels(target.state, pixels);
  });
  if (done) return std::move(sink.bytes);
  return encode_status(trap);
}

// T.81 has neither alpha nor, in the baseline process, more than 8 bits.
static PixelFormat stored_in_jpeg(PixelFormat pixels, bool) {
  return traits(pixels).colour_channels == 1 ? PixelFormat::kGray8 : PixelFormat::kRgb8;
}

const Codec kJpegCodec = {container::Format::kJpeg, probe_jpeg, decode_jpeg, encode_like_jpeg, nullptr, encode_jpeg, stored_in_jpeg};

}  // namespace imprint::codec
