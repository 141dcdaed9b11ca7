// Where a manifest store stands in each container (C2PA 2.x "Embedding manifests"; spec/manifest-format.md 3).
#pragma once

#include <array>
#include <optional>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/format.h"

namespace imprint::manifest {

struct Range {
  size_t start = 0, length = 0;
  size_t end() const { return start + length; }
  bool operator==(const Range&) const = default;
};

// A store as it was found.
struct Located {
  Bytes store;
  std::vector<Range> ranges;  // of the file, all that carries the store: chunk, segments or box with their headers
  size_t padding = 0;         // bytes that end the last range and make a length even: an exclusion may leave them in
  // Wider ranges, each with the whole store in it, that others leave out of their hash instead: it is noted, not refused.
  std::vector<Range> around = {};
};

// A file with room for a store.
struct Placed {
  Bytes file;
  Range range;  // what carries the store
};

struct Carrier {
  container::Format format;
  const char* media_type;
  Result<std::optional<Located>> (*locate)(ByteView file, const Limits& limits);
  // `file` with `store` in the place of the one it had, if any. Everything else stays, byte for byte.
  Result<Placed> (*place)(ByteView file, ByteView store, const Limits& limits);
  // What goes into Placed::range for another store of the same size.
  Bytes (*wrap)(ByteView store);
  bool bmff = false;  // the hard binding is c2pa.hash.bmff.v3, not c2pa.hash.data
};

// Null when files of this format carry no manifests here.
const Carrier* carrier_of(container::Format format);
Result<const Carrier*> carrier_for(ByteView file);  // kUnsupportedFormat
// Whether C2PA 2.x names no place for a manifest in files of this format: none can be in one.
bool has_no_place(container::Format format);

// A manifest store that came without the file that it is of (.c2pa).
bool is_lone_store(ByteView file);

// The store of `file`, which may be one itself; none is an answer. kUnsupportedFormat; kLimitExceeded for the file itself.
Result<std::optional<Located>> store_of(ByteView file, const Limits& limits);

inline constexpr size_t kMaxStoreBytes = 64u << 20;

// One file per container.
Result<std::optional<Located>> locate_png(ByteView file, const Limits& limits);
Result<Placed> place_png(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_png(ByteView store);
Result<std::optional<Located>> locate_jpeg(ByteView file, const Limits& limits);
Result<Placed> place_jpeg(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_jpeg(ByteView store);
Result<std::optional<Located>> locate_webp(ByteView file, const Limits& limits);
Result<Placed> place_webp(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_webp(ByteView store);
Result<std::optional<Located>> locate_gif(ByteView file, const Limits& limits);
Result<Placed> place_gif(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_gif(ByteView store);
Result<std::optional<Located>> locate_tiff(ByteView file, const Limits& limits);
Result<Placed> place_tiff(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_tiff(ByteView store);
Result<std::optional<Located>> locate_wav(ByteView file, const Limits& limits);  // RF64 and BW64, too
Result<Placed> place_wav(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_wav(ByteView store);
// MP3 and FLAC: where they stand in the leading tags is one thing, what follows the tags another.
Result<std::optional<Located>> locate_id3(ByteView file, const Limits& limits);
Result<Placed> place_mp3(ByteView file, ByteView store, const Limits& limits);
Result<Placed> place_flac(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_id3(ByteView store);
// AVIF and HEIC; M4A, whose offsets stand elsewhere; locating also in MP4, MOV and their like, which are read only.
Result<std::optional<Located>> locate_bmff(ByteView file, const Limits& limits);
Result<Placed> place_bmff(ByteView file, ByteView store, const Limits& limits);
Result<Placed> place_m4a(ByteView file, ByteView store, const Limits& limits);
Bytes wrap_bmff(ByteView store);

// Of the box uuid that holds a store, and where in the box it stands.
inline constexpr std::array<uint8_t, 16> kC2paBoxUuid = {0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C,
                                                         0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81};
inline constexpr size_t kBoxUuidOffset = 8;

}  // namespace imprint::manifest
