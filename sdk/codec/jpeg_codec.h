// What the parts of this room that work with libjpeg share: its errors, the lives of its structs, its output, and the segments around
// the coded picture.
#pragma once

// jpeglib.h needs cstdio and does not say so, jerror.h needs jpeglib.h:
// clang-format off
#include <cstdio>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include <csetjmp>

#include "container/jpeg_segments.h"
#include "image/view.h"

namespace imprint::codec {

// libjpeg is left by longjmp, which runs no destructors: everything that owns something lives outside of run_guarded().
struct Trap {
  jpeg_error_mgr manager;  // first, so that libjpeg's pointer to it is one to the trap
  std::jmp_buf jump;
  int code = 0;
  char message[JMSG_LENGTH_MAX] = "";
};
void set_trap(Trap& trap);

template <typename Body>
bool run_guarded(Trap& trap, const Body& body) {
  if (setjmp(trap.jump) != 0) return false;
  body();
  return true;
}

// What the error of a decoder means for the caller, and of one that wrote `target`.
Status decode_status(const Trap& trap, const container::JpegSegments& file);
Status encode_status(const Trap& trap);

struct Decompressor {
  jpeg_decompress_struct state{};
  Decompressor() = default;
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&state); }  // harmless on a state that was never created
};

void read_header(jpeg_decompress_struct& state, Trap& trap, ByteView picture);

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

// Whether the file has the Huffman tables of K.3, that is, was not optimised; no table at all means those too (Motion
// JPEG). `target` has just been given them by jpeg_set_defaults().
bool has_standard_huffman_tables(const jpeg_decompress_struct& source, const jpeg_compress_struct& target);

// A JPEG of nothing but tables, frame and scans, with the tables and sampling of `original`, whose segments are `split`.
Result<Bytes> write_bare_jpeg(const container::JpegSegments& split, ByteView original, image::View pixels);
// `original` with its coded picture replaced by that of `bare`.
Bytes with_coded_picture(ByteView original, const container::JpegSegments& split, ByteView bare, const Limits& limits);

}  // namespace imprint::codec
