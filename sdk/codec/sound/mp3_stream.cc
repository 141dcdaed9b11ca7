// Xing and LAME headers: gabriel.mp3-tech.org/mp3infotag.html; VBRI: of Fraunhofer's encoder.
#include "codec/sound/mp3_stream.h"

#include <algorithm>
#include <optional>
#include <string>

namespace imprint::codec {
namespace {

using container::MpegFrame;
using container::read_mpeg_frame;

constexpr size_t kMostBefore = 65536;  // of zeros or rests of a cut frame before the first one
constexpr size_t kMostBehind = 2881;   // of a last frame that is cut: 320 kbit/s of layer II at 16 kHz
constexpr uint32_t kHasFrames = 1, kHasBytes = 2, kHasPlaces = 4, kHasQuality = 8;

bool alike(const MpegFrame& a, const MpegFrame& b) {
  return a.layer == b.layer && a.rate_hz == b.rate_hz && a.channels == b.channels;
}

// Where the first frame begins that another follows, or that ends the sound.
std::optional<size_t> first_frame(ByteView sound) {
  for (size_t at = 0; at < sound.size() && at <= kMostBefore; ++at) {
    const std::optional<MpegFrame> frame = read_mpeg_frame(sound.subspan(at));
    if (!frame || (at != 0 && frame->bytes == 0)) continue;
    if (at == 0 && frame->bytes == 0) return at;  // free format, refused by name
    const size_t next = at + frame->bytes;
    if (next > sound.size()) continue;
    if (next == sound.size()) return at;
    const std::optional<MpegFrame> second = read_mpeg_frame(sound.subspan(next));
    if (second && alike(*frame, *second)) return at;
  }
  return std::nullopt;
}

// The frame without sound that encoders put first.
struct InfoHeader {
  bool there = false;
  bool vbri = false;  // Fraunhofer's, which libmpg123 takes for a frame with sound
  std::optional<uint32_t> frames;  // behind it
  size_t size_at = 0;  // where it states the bytes of all; 0 = nowhere
  uint32_t delay = 0, padding = 0;
};

// libmpg123 complains to standard error of another size than that of its file.
void put_be32(uint8_t* p, size_t value) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<uint8_t>(value >> 8 * (3 - i));
}

InfoHeader read_info(ByteView bytes, const MpegFrame& frame) {
  InfoHeader out;
  if (frame.layer != 3) return out;
  const size_t side = frame.first_edition ? (frame.channels == 1 ? 17 : 32) : (frame.channels == 1 ? 9 : 17);
  constexpr size_t kVbri = 4 + 32;
  if (bytes.size() >= kVbri + 18 && as_text(bytes.subspan(kVbri, 4)) == "VBRI") {
    out.there = out.vbri = true;
    out.frames = read_be32(&bytes[kVbri + 14]);
    return out;
  }
  size_t at = 4 + side;
  if (bytes.size() < at + 8) return out;
  const std::string_view mark = as_text(bytes.subspan(at, 4));
  if (mark != "Xing" && mark != "Info") return out;
  out.there = true;
  const uint32_t flags = read_be32(&bytes[at + 4]);
  at += 8;
  if ((flags & kHasFrames) != 0 && bytes.size() >= at + 4) out.frames = read_be32(&bytes[at]);
  at += (flags & kHasFrames) != 0 ? 4 : 0;
  if ((flags & kHasBytes) != 0 && bytes.size() >= at + 4) out.size_at = at;
  at += ((flags & kHasBytes) != 0 ? 4 : 0) + ((flags & kHasPlaces) != 0 ? 100 : 0) + ((flags & kHasQuality) != 0 ? 4 : 0);
  // LAME: nine letters of the encoder, 12 bytes of others, then delay and padding of 12 bits each.
  if (bytes.size() >= at + 24 && bytes[at] != 0) {
    out.delay = uint32_t{bytes[at + 21]} << 4 | bytes[at + 22] >> 4;
    out.padding = (bytes[at + 22] & 15u) << 8 | bytes[at + 23];
  }
  return out;
}

Status check_rest(ByteView sound, size_t end) {
  const ByteView rest = sound.subspan(end);
  if (rest.size() <= kMostBehind || std::all_of(rest.begin(), rest.end(), [](uint8_t b) { return b == 0; })) return {};
  return {Code::kMalformed, "MP3 has something else than a frame behind " + std::to_string(end) + " bytes of sound, with " +
                                std::to_string(rest.size()) + " left"};
}

// Frames that follow each other from the first byte on.
struct Run {
  uint64_t count = 0;
  size_t bytes = 0;
  size_t last_bytes = 0;
  bool constant_rate = true;
};

Result<Run> run_of(ByteView frames, const MpegFrame& first) {
  Run out;
  while (out.bytes < frames.size()) {
    const std::optional<MpegFrame> frame = read_mpeg_frame(frames.subspan(out.bytes));
    if (!frame || frame->bytes == 0 || frame->bytes > frames.size() - out.bytes) break;
    if (!alike(*frame, first))
      return Status{Code::kUnsupportedFormat,
                    "MP3 changes its rate, layer or channels at frame " + std::to_string(out.count) + ", and such a file is not read"};
    out.constant_rate = out.constant_rate && frame->kbit_a_second == first.kbit_a_second;
    out.bytes += frame->bytes;
    out.last_bytes = frame->bytes;
    ++out.count;
  }
  return out;
}

}  // namespace

uint32_t Mp3Stream::kbit_a_second() const {
  if (constant_rate) return first.kbit_a_second;
  const uint64_t all = frames + delay + padding;
  return static_cast<uint32_t>(sound_bytes * 8 * first.rate_hz / std::max<uint64_t>(all, 1) / 1000);
}

Result<Mp3Stream> read_mp3_stream(ByteView sound) {
  const std::optional<size_t> begin = first_frame(sound);
  if (!begin) return Status{Code::kMalformed, "MP3 holds no frames of MPEG audio where its sound begins"};
  Mp3Stream out;
  const ByteView frames = sound.subspan(*begin);
  const MpegFrame leading = *read_mpeg_frame(frames);
  if (leading.kbit_a_second == 0) return Status{Code::kUnsupportedFormat, "MP3 in free format (without a bit rate) is not read"};
  const InfoHeader info = read_info(frames.first(leading.bytes), leading);
  const ByteView sounding = frames.subspan(info.there ? leading.bytes : 0);
  const std::optional<MpegFrame> first = read_mpeg_frame(sounding);
  if (!first || first->bytes == 0) return Status{Code::kMalformed, "MP3 holds a header and no sound"};
  out.first = *first;
  IMPRINT_ASSIGN_OR_RETURN(const Run run, run_of(sounding, *first));
  if (info.frames && run.count + 1 < *info.frames)
    return Status{Code::kTruncated, "MP3 states " + std::to_string(*info.frames) + " frames and has " + std::to_string(run.count)};
  if (run.count == 0) return Status{Code::kTruncated, "MP3 ends inside its first frame"};
  const size_t lead = info.there ? leading.bytes : 0;
  IMPRINT_RETURN_IF_ERROR(check_rest(frames, lead + run.bytes));
  out.coded = sounding.first(run.bytes);
  if (info.frames && !info.vbri && (*info.frames == run.count || *info.frames == run.count + 1)) {
    out.delay = info.delay;
    out.padding = info.padding;
    out.header.assign(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(lead));
    if (info.size_at != 0) put_be32(&out.header[info.size_at], lead + run.bytes);
  }
  out.sound_bytes = run.bytes;
  out.last = sounding.subspan(run.bytes - run.last_bytes, run.last_bytes);
  out.constant_rate = run.constant_rate;
  const uint64_t all = run.count * first->samples, left_out = uint64_t{out.delay} + out.padding;
  out.frames = all > left_out ? all - left_out : 0;
  return out;
}

}  // namespace imprint::codec
