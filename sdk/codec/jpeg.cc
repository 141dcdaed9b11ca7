// JPEG pixels through libjpeg-turbo. The picture is coded again with the file's own tables and sampling; all segments
// that are not picture data are carried over by us. Clause numbers are those of ITU-T T.81.
// jpeglib.h needs cstdio and does not say so, jerror.h needs jpeglib.h:
// clang-format off
#include <cstdio>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include <algorithm>
#include <csetjmp>
#include <cstring>

#include "codec/codec_table.h"
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

// --- libjpeg's errors -----------------------------------------------------------------------------------------

// libjpeg is left by longjmp, which runs no destructors: everything that owns something lives outside of run_guarded().
struct Trap {
  jpeg_error_mgr manager;  // first, so that libjpeg's pointer to it is one to the trap
  std::jmp_buf jump;
  int code = 0;
  char message[JMSG_LENGTH_MAX] = "";
};

[[noreturn]] void leave(j_common_ptr codec) {
  auto* trap = reinterpret_cast<Trap*>(codec->err);
  trap->code = codec->err->msg_code;
  codec->err->format_message(codec, trap->message);
  std::longjmp(trap->jump, 1);
}

// libjpeg goes on after damage and makes the missing pixels up; a mark on those would be a mark in vain, so its
// warnings end the decoding. The exceptions say nothing about the pixels: stray bytes after a scan that is complete, a
// JFIF version or an Adobe transform from the future, and an end that is missing (whether data was missing with it
// shows as JWRN_HIT_MARKER).
bool is_harmless(int code) {
  return code == JWRN_EXTRANEOUS_DATA || code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM || code == JWRN_JPEG_EOF;
}

void on_message(j_common_ptr codec, int level) {
  if (level < 0 && !is_harmless(codec->err->msg_code)) leave(codec);
}

void on_output(j_common_ptr) {}

void set_trap(Trap& trap) {
  jpeg_std_error(&trap.manager);
  trap.manager.error_exit = leave;
  trap.manager.emit_message = on_message;
  trap.manager.output_message = on_output;
}

template <typename Body>
bool run_guarded(Trap& trap, const Body& body) {
  if (setjmp(trap.jump) != 0) return false;
  body();
  return true;
}

Status decode_status(const Trap& trap, const JpegSegments& file) {
  switch (trap.code) {
    case JERR_OUT_OF_MEMORY: return {Code::kOutOfMemory, "no memory to decode the JPEG"};
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
      return {Code::kUnsupportedPixels, std::string("JPEG is not supported: ") + trap.message};
    default: break;
  }
  if (!file.has_eoi) return {Code::kTruncated, std::string("JPEG is cut short: ") + trap.message};
  return {Code::kDecodeFailed, std::string("JPEG pixels cannot be decoded: ") + trap.message};
}

// --- Reading --------------------------------------------------------------------------------------------------

struct Decompressor {
  jpeg_decompress_struct state{};
  Decompressor() = default;
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&state); }  // harmless on a state that was never created
};

void read_header(jpeg_decompress_struct& state, Trap& trap, ByteView picture) {
  state.err = &trap.manager;
  jpeg_create_decompress(&state);
  jpeg_mem_src(&state, picture.data(), static_cast<unsigned long>(picture.size()));
  jpeg_read_header(&state, TRUE);
}

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

struct Compressor {
  jpeg_compress_struct state{};
  Compressor() = default;
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  ~Compressor() { jpeg_destroy_compress(&state); }
};

// libjpeg's output goes straight into bytes of ours.
struct Sink {
  jpeg_destination_mgr manager{};  // first, as in Trap
  Bytes bytes;
  size_t used = 0;

  explicit Sink(size_t expected_bytes) : bytes(expected_bytes) {
    manager.init_destination = [](j_compress_ptr codec) { of(codec).offer(); };
    manager.empty_output_buffer = [](j_compress_ptr codec) -> boolean {
      Sink& sink = of(codec);
      sink.used = sink.bytes.size();  // libjpeg calls when all that was offered is full
      if (!sink.grow()) ERREXIT1(codec, JERR_OUT_OF_MEMORY, 0);
      sink.offer();
      return TRUE;
    };
    manager.term_destination = [](j_compress_ptr codec) {
      Sink& sink = of(codec);
      sink.bytes.resize(sink.bytes.size() - sink.manager.free_in_buffer);
    };
  }

 private:
  static Sink& of(j_compress_ptr codec) { return *reinterpret_cast<Sink*>(codec->dest); }
  void offer() {
    manager.next_output_byte = bytes.data() + used;
    manager.free_in_buffer = bytes.size() - used;
  }
  bool grow() noexcept {
    try {
      bytes.resize(bytes.size() * 2);
      return true;
    } catch (...) {
      return false;
    }
  }
};

bool same_table(const JHUFF_TBL* a, const JHUFF_TBL* b) {
  if (std::memcmp(a->bits + 1, b->bits + 1, 16) != 0) return false;
  size_t values = 0;
  for (int length = 1; length <= 16; ++length) values += a->bits[length];
  return std::memcmp(a->huffval, b->huffval, std::min(values, sizeof a->huffval)) == 0;
}

// Whether the file has the Huffman tables of K.3, that is, was not optimised; no table at all means those too (Motion
// JPEG). `target` has just been given them by jpeg_set_defaults().
bool has_standard_huffman_tables(const jpeg_decompress_struct& source, const jpeg_compress_struct& target) {
  for (int i = 0; i < 2; ++i) {
    const JHUFF_TBL *dc = source.dc_huff_tbl_ptrs[i], *ac = source.ac_huff_tbl_ptrs[i];
    if (dc != nullptr && !same_table(dc, target.dc_huff_tbl_ptrs[i])) return false;
    if (ac != nullptr && !same_table(ac, target.ac_huff_tbl_ptrs[i])) return false;
  }
  return true;
}

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

// A JPEG of nothing but tables, frame and scans.
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
  if (trap.code == JERR_OUT_OF_MEMORY) return Status{Code::kOutOfMemory, "no memory to encode the JPEG"};
  if (target.state.dest == nullptr) return decode_status(trap, split);
  return Status{Code::kEncodeFailed, std::string("JPEG pixels cannot be encoded: ") + trap.message};
}

// Segments that make up the coded picture, which the new one replaces.
bool is_picture_data(uint8_t marker) {
  constexpr uint8_t kDnl = 0xDC, kDhp = 0xDE, kExp = 0xDF;
  return container::is_jpeg_frame_header(marker) || marker == container::kJpegDht || marker == container::kJpegDac ||
         (marker >= 0xD0 && marker <= container::kJpegDri) || marker == kDnl || marker == kDhp || marker == kExp;
}

Result<Bytes> encode_like_jpeg(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments split, container::split_jpeg(original, limits));
  IMPRINT_RETURN_IF_ERROR(check_jpeg_tables(split));
  const ByteView picture = original.first(original.size() - split.trailing.size());
  IMPRINT_ASSIGN_OR_RETURN(const Bytes bare, write_bare_jpeg(split, picture, pixels));

  Bytes out;
  out.reserve(bare.size() + original.size() / 4);
  append(out, split.segments.front().raw);
  for (const JpegSegment& segment : split.segments)
    if (!is_picture_data(segment.marker)) append(out, segment.raw);
  append(out, ByteView(bare).subspan(2));  // without its SOI, with its EOI
  append(out, split.trailing);
  container::restore_mpf_offsets(original, out, limits);
  return out;
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
  if (trap.code == JERR_OUT_OF_MEMORY) return Status{Code::kOutOfMemory, "no memory to encode the JPEG"};
  return Status{Code::kEncodeFailed, std::string("JPEG pixels cannot be encoded: ") + trap.message};
}

// T.81 has neither alpha nor, in the baseline process, more than 8 bits.
static PixelFormat stored_in_jpeg(PixelFormat pixels, bool) {
  return traits(pixels).colour_channels == 1 ? PixelFormat::kGray8 : PixelFormat::kRgb8;
}

const Codec kJpegCodec = {container::Format::kJpeg, probe_jpeg, decode_jpeg, encode_like_jpeg, nullptr, encode_jpeg, stored_in_jpeg};

}  // namespace imprint::codec
