// Frame headers of MPEG audio (ISO/IEC 11172-3, 2.4.1.3; 13818-3 for the lower rates).
#include "container/mpeg_audio.h"

#include <algorithm>
#include <array>

#include "container/id3.h"

namespace imprint::container {
namespace {

constexpr size_t kMpegHeader = 4, kAdtsHeader = 7;
constexpr size_t kMostTags = 16;  // more in a row are no tags that anyone wrote

// kbit/s by the four bits of the header: layers I, II, III of MPEG-1; I and II/III of MPEG-2. 0 = free or reserved.
constexpr std::array<std::array<uint16_t, 16>, 5> kBitRates = {{
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 0},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0},
}};
constexpr std::array<uint32_t, 3> kRatesHz = {44100, 48000, 32000};  // of MPEG-1; halved for MPEG-2, again for 2.5

// Bytes of the frame that begins here; 0 when none does, or its header does not tell.
size_t mpeg_frame_bytes(ByteView at) {
  const std::optional<MpegFrame> frame = read_mpeg_frame(at);
  return frame ? frame->bytes : 0;
}

size_t adts_frame_bytes(ByteView at) {
  if (at.size() < kAdtsHeader || at[0] != 0xFF || (at[1] & 0xF6) != 0xF0) return 0;
  const size_t bytes = size_t{at[3] & 3u} << 11 | size_t{at[4]} << 3 | at[5] >> 5;
  return bytes >= kAdtsHeader ? bytes : 0;
}

template <typename FrameBytes>
bool begins_with(ByteView sound, const FrameBytes& frame_bytes) {
  const size_t first = frame_bytes(sound);
  if (first == 0 || first > sound.size()) return false;
  return first == sound.size() || frame_bytes(sound.subspan(first)) != 0;
}

}  // namespace

std::optional<MpegFrame> read_mpeg_frame(ByteView at) {
  if (at.size() < kMpegHeader || at[0] != 0xFF || (at[1] & 0xE0) != 0xE0) return std::nullopt;
  const unsigned version = at[1] >> 3 & 3, layer_bits = at[1] >> 1 & 3, rate_bits = at[2] >> 2 & 3;
  if (version == 1 || layer_bits == 0 || rate_bits == 3 || at[2] >> 4 == 15) return std::nullopt;
  MpegFrame out;
  out.layer = 4 - layer_bits;
  out.first_edition = version == 3;
  const size_t row = out.first_edition ? out.layer - 1 : out.layer == 1 ? 3 : 4;
  out.rate_hz = kRatesHz[rate_bits] >> (out.first_edition ? 0 : version == 2 ? 1 : 2);
  out.kbit_a_second = kBitRates[row][at[2] >> 4];
  out.channels = at[3] >> 6 == 3 ? 1 : 2;
  out.samples = out.layer == 1 ? 384 : out.layer == 3 && !out.first_edition ? 576 : 1152;
  const size_t padding = at[2] >> 1 & 1, bits_a_second = out.kbit_a_second * size_t{1000};
  if (bits_a_second == 0) return out;  // free format: as long as what lies between two headers
  out.bytes = out.layer == 1 ? (12 * bits_a_second / out.rate_hz + padding) * 4
                             : out.samples / 8 * bits_a_second / out.rate_hz + padding;
  return out;
}

size_t bytes_of_leading_id3(ByteView file) {
  size_t at = 0;
  for (size_t i = 0; i < kMostTags; ++i) {
    const size_t bytes = id3_bytes(file.subspan(at));
    if (bytes == 0) break;
    at = bytes > file.size() - at ? file.size() : at + bytes;
  }
  return at;
}

bool begins_with_mpeg_frames(ByteView sound) { return begins_with(sound, mpeg_frame_bytes); }

bool is_adts_frame(ByteView sound) { return begins_with(sound, adts_frame_bytes); }

}  // namespace imprint::container
