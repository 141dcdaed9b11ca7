#include "pipeline/manifest_trace.h"

#include <algorithm>
#include <array>

#include "container/format.h"
#include "container/id3_object.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"
#include "container/sound_chunks.h"
#include "container/webp_chunks.h"
#include "manifest/carrier.h"

namespace imprint::pipeline {
namespace {

// C2PA 2.x, "Embedding manifests into BMFF-based assets".
constexpr std::array<uint8_t, 16> kBoxUuid = {0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C,
                                              0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81};

bool png_has(ByteView file, const Limits& limits) {
  // It may stand behind the image data, too.
  const auto png = container::split_png(file, limits, "IDAT");
  return png.ok() && std::any_of(png->chunks.begin(), png->chunks.end(), [](const auto& c) { return c.type == "caBX"; });
}

bool jpeg_has(ByteView file, const Limits& limits) {
  const auto split = container::split_jpeg_header(file, limits);
  return split.ok() && std::any_of(split->segments.begin(), split->segments.end(), [](const auto& s) {
           return s.marker == container::kJpegApp11 && container::starts_with(s.data, "JP");
         });
}

// In AIFF no manifest is read, but one that is there no longer fits a file that changes.
bool chunk_has(ByteView file, const Limits& limits) {
  const auto chunks = container::split_sound(file, limits);
  return chunks.ok() && chunks->find("C2PA") != nullptr;
}

// A general object of one of the two media types in use.
bool id3_has(ByteView file, const Limits& limits) {
  const auto tags = container::split_leading_id3(file, limits);
  if (!tags.ok()) return false;
  for (const ByteView raw : tags.value()) {
    const auto tag = container::read_id3(raw, limits);
    if (!tag.ok()) continue;
    for (const container::Id3Frame& frame : tag->frames) {
      const auto object = container::read_id3_object(frame);
      if (object && object->media_type.find("c2pa") != std::string_view::npos) return true;
    }
  }
  return false;
}

bool webp_has(ByteView file, const Limits& limits) {
  const auto chunks = container::split_webp(file, limits);
  return chunks.ok() && chunks->find("C2PA") != nullptr;
}

// Walks the boxes at the top; one that claims too much ends the walk.
bool bmff_has(ByteView file, const Limits& limits) {
  constexpr size_t kHeader = 8;
  size_t at = 0;
  for (uint32_t count = 0; count < limits.max_segments && file.size() - at >= kHeader; ++count) {
    uint64_t size = read_be32(file.data() + at);
    size_t header = kHeader;
    if (size == 1 && file.size() - at >= kHeader + 8) {
      size = uint64_t{read_be32(file.data() + at + 8)} << 32 | read_be32(file.data() + at + 12);
      header += 8;
    } else if (size == 0) {
      size = file.size() - at;
    }
    if (size < header || size > file.size() - at) return false;
    const ByteView box = file.subspan(at, static_cast<size_t>(size));
    const bool uuid = as_text(box.subspan(4, 4)) == "uuid" && box.size() >= header + kBoxUuid.size();
    if (uuid && std::equal(kBoxUuid.begin(), kBoxUuid.end(), box.begin() + static_cast<std::ptrdiff_t>(header)))
      return true;
    at += static_cast<size_t>(size);
  }
  return false;
}

bool store_found(ByteView file, const Limits& limits) {
  const auto found = manifest::store_of(file, limits);
  return found.ok() && found.value();
}

}  // namespace

bool has_manifest(ByteView file, const Limits& limits) {
  switch (container::sniff(file)) {
    case container::Format::kPng: return png_has(file, limits);
    case container::Format::kJpeg: return jpeg_has(file, limits);
    case container::Format::kWebp: return webp_has(file, limits);
    case container::Format::kAvif:
    case container::Format::kHeic:
    case container::Format::kM4a: return bmff_has(file, limits);
    case container::Format::kWav:
    case container::Format::kAiff: return chunk_has(file, limits);
    case container::Format::kMp3:
    case container::Format::kFlac: return id3_has(file, limits);
    case container::Format::kGif:
    case container::Format::kTiff: return store_found(file, limits);
    default: return false;
  }
}

}  // namespace imprint::pipeline
