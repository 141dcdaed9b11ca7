// The track of sound in an MP4 (ISO/IEC 14496-12 8.5.2): how it is coded.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/status.h"
#include "container/mp4_meta.h"

namespace imprint::container {

struct Mp4Sound {
  std::string_view coding;   // of the first track of sound: "mp4a", "alac", ...
  unsigned bits = 0;         // of a sample, as its entry states; of codings without loss alone it means something
  uint64_t media_bytes = 0;  // in all boxes mdat
  size_t tracks = 0;         // of any kind
  bool chapters = false;     // a list of them in udta, or a track that another points at as its chapters
};
// kMalformed where a box does not hold what it has to; kUnsupportedFormat for a file without a track of sound.
Result<Mp4Sound> mp4_sound(const Mp4File& mp4, const char* format);

}  // namespace imprint::container
