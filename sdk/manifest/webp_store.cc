// WebP: a RIFF chunk "C2PA", the last one. A file without VP8X stays without it, as other chunks of its kind are
// allowed there.
#include "container/webp_edit.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr std::string_view kWebpType = "C2PA";

}  // namespace

Result<std::optional<Located>> locate_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::WebpChunks webp, container::split_webp(file, limits));
  std::optional<Located> out;
  for (const container::WebpChunk& chunk : webp.chunks) {
    if (chunk.type != kWebpType && looks_like_store(chunk.data))
      return Status{Code::kManifestMalformed, "a manifest store stands in a WebP chunk that is none of its kind"};
    if (chunk.type != kWebpType) continue;
    if (out) return Status{Code::kManifestMalformed, "the WebP holds two chunks C2PA"};
    out.emplace();
    out->store.assign(chunk.data.begin(), chunk.data.end());
    out->ranges.push_back({static_cast<size_t>(chunk.raw.data() - file.data()), chunk.raw.size()});
    out->padding = static_cast<size_t>((chunk.raw.data() + chunk.raw.size()) - (chunk.data.data() + chunk.data.size()));
  }
  return out;
}

Result<Placed> place_webp(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::WebpChunks webp, container::split_webp(file, limits));
  const Bytes wrapped = wrap_webp(store);
  std::vector<ByteView> chunks;
  for (const container::WebpChunk& chunk : webp.chunks)
    if (chunk.type != kWebpType) chunks.push_back(chunk.raw);
  chunks.push_back(wrapped);
  Placed out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::join_webp(chunks, webp.trailing));
  out.range = {out.file.size() - webp.trailing.size() - wrapped.size(), wrapped.size()};
  return out;
}

Bytes wrap_webp(ByteView store) {
  Bytes out;
  container::append_webp_chunk(out, kWebpType, store);
  return out;
}

}  // namespace imprint::manifest
