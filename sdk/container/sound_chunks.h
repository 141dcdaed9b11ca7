// WAV (RIFF, and RF64 and BW64 beyond 4 GiB) and AIFF (IFF) as a list of chunks. Borrowed from the file; unknown chunks
// are kept.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct SoundChunk {
  std::string_view type;  // four letters, "fmt " with its space
  ByteView data;          // without type, length and padding
  ByteView raw;           // all of it, with the padding that is there
};

struct SoundChunks {
  const char* format = "WAV";  // "AIFF"
  bool big_endian = false;     // AIFF
  ByteView header;             // 12 bytes: "RIFF", "RF64", "BW64" or "FORM", length, kind
  std::vector<SoundChunk> chunks;
  ByteView trailing;  // bytes behind the length that the header states

  const SoundChunk* find(std::string_view type) const;  // the first of this type, or nullptr
};

// Refuses a file that is shorter than its header says (kTruncated), and as kMalformed: a length that was never filled
// in, a chunk that runs past the end or whose type is no text, a file without a description of its sound (fmt, COMM) or
// whose sound (data, SSND) is empty. kLimitExceeded beyond max_segments chunks. Lists are not looked into.
Result<SoundChunks> split_sound(ByteView file, const Limits& limits);

// The chunks of a list of type "INFO" in a WAV; none where `list` is no such list. Refuses the same.
Result<std::vector<SoundChunk>> split_info(const SoundChunk& list, const Limits& limits);
// The list with these chunks alone.
Bytes info_list(const std::vector<ByteView>& chunks);

Bytes sound_chunk(std::string_view type, ByteView data, bool big_endian);  // with its padding

// The file with each chunk as `replaced` has it (as it was where there is none, dropped where it is empty) and `added`
// before the chunk `place`, or behind all. The lengths of header and ds64 are put right. kLimitExceeded beyond what
// they can state.
Result<Bytes> with_sound_chunks(const SoundChunks& old, const std::vector<std::optional<Bytes>>& replaced, size_t place,
                                ByteView added);

// Puts the lengths of header and ds64 right in `out`, which begins with those of `old` and has all chunks and nothing
// behind them. The same error.
Status put_sound_length(const SoundChunks& old, Bytes& out);

}  // namespace imprint::container
