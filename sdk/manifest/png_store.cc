// PNG: one chunk caBX, behind the last eXIf, else right after IHDR. Checksums of IDAT are not computed: the hard binding covers those bytes.
#include <algorithm>

#include "container/png_chunks.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr std::string_view kPngType = "caBX";

}  // namespace

Result<std::optional<Located>> locate_png(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::PngChunks png, container::split_png(file, limits, "IDAT"));
  std::optional<Located> out;
  for (const container::PngChunk& chunk : png.chunks) {
    if (chunk.type != kPngType && looks_like_store(chunk.data))
      return Status{Code::kManifestMalformed, "a manifest store stands in a PNG chunk that is none of its kind"};
    if (chunk.type != kPngType) continue;
    if (out) return Status{Code::kManifestMalformed, "the PNG holds two chunks caBX"};
    out.emplace();
    out->store.assign(chunk.data.begin(), chunk.data.end());
    out->ranges.push_back({static_cast<size_t>(chunk.raw.data() - file.data()), chunk.raw.size()});
  }
  return out;
}

Result<Placed> place_png(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::PngChunks png, container::split_png(file, limits, "IDAT"));
  Placed out;
  out.file.reserve(file.size() + store.size() + 12);
  container::append_png_signature(out.file);
  // Up to 13.59 ExifTool reads no eXIf behind a caBX.
  const auto is_exif = [](const container::PngChunk& chunk) { return chunk.type == "eXIf"; };
  const auto last_exif = std::find_if(png.chunks.rbegin(), png.chunks.rend(), is_exif);
  const size_t behind = last_exif == png.chunks.rend() ? 0 : static_cast<size_t>(png.chunks.rend() - last_exif) - 1;
  for (size_t i = 0; i < png.chunks.size(); ++i) {
    const container::PngChunk& chunk = png.chunks[i];
    if (chunk.type != kPngType) append(out.file, chunk.raw);
    if (i != behind) continue;
    out.range.start = out.file.size();
    container::append_png_chunk(out.file, kPngType, store);
    out.range.length = out.file.size() - out.range.start;
  }
  append(out.file, png.trailing);
  return out;
}

Bytes wrap_png(ByteView store) {
  Bytes out;
  container::append_png_chunk(out, kPngType, store);
  return out;
}

}  // namespace imprint::manifest
