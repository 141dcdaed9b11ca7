// The frames of an MP3, one behind the other (ISO/IEC 11172-3, 2.4.1), and what the header of Xing and LAME says of them.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/mpeg_audio.h"

namespace imprint::codec {

struct Mp3Stream {
  container::MpegFrame first;
  ByteView coded;  // from the first frame with sound to the last whole one
  Bytes header;    // the frame before them where it counts them, with the right size of all; else empty
  uint64_t frames = 0;   // of sound, what the header of LAME says to leave out not among them
  uint64_t sound_bytes = 0;
  ByteView last;        // frame
  bool constant_rate = true;
  uint32_t delay = 0, padding = 0;  // samples at the ends that players leave out; 0 where nothing says so

  uint32_t kbit_a_second() const;  // in the mean; the one of all frames where they have one
};

// `sound` without tags. kMalformed when there are no frames, or something else between them; kTruncated when there are fewer than the
// header says; kUnsupportedFormat for free format, and for a rate, layer or number of channels that changes.
Result<Mp3Stream> read_mp3_stream(ByteView sound);

}  // namespace imprint::codec
