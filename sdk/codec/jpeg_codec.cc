#include "codec/jpeg_codec.h"

#include <algorithm>
#include <cstring>

namespace imprint::codec {
namespace {

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

bool same_table(const JHUFF_TBL* a, const JHUFF_TBL* b) {
  if (std::memcmp(a->bits + 1, b->bits + 1, 16) != 0) return false;
  size_t values = 0;
  for (int length = 1; length <= 16; ++length) values += a->bits[length];
  return std::memcmp(a->huffval, b->huffval, std::min(values, sizeof a->huffval)) == 0;
}

}  // namespace

void set_trap(Trap& trap) {
  jpeg_std_error(&trap.manager);
  trap.manager.error_exit = leave;
  trap.manager.emit_message = on_message;
  trap.manager.output_message = on_output;
}

Status decode_status(const Trap& trap, const container::JpegSegments& file) {
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

Status encode_status(const Trap& trap) {
  if (trap.code == JERR_OUT_OF_MEMORY) return {Code::kOutOfMemory, "no memory to encode the JPEG"};
  return {Code::kEncodeFailed, std::string("JPEG pixels cannot be encoded: ") + trap.message};
}

void read_header(jpeg_decompress_struct& state, Trap& trap, ByteView picture) {
  state.err = &trap.manager;
  jpeg_create_decompress(&state);
  jpeg_mem_src(&state, picture.data(), static_cast<unsigned long>(picture.size()));
  jpeg_read_header(&state, TRUE);
}

bool has_standard_huffman_tables(const jpeg_decompress_struct& source, const jpeg_compress_struct& target) {
  for (int i = 0; i < 2; ++i) {
    const JHUFF_TBL *dc = source.dc_huff_tbl_ptrs[i], *ac = source.ac_huff_tbl_ptrs[i];
    if (dc != nullptr && !same_table(dc, target.dc_huff_tbl_ptrs[i])) return false;
    if (ac != nullptr && !same_table(ac, target.ac_huff_tbl_ptrs[i])) return false;
  }
  return true;
}

}  // namespace imprint::codec
