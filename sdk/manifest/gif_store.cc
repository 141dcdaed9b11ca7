// GIF: an application extension "C2PA_GIF" 01 00 00 in sub-blocks, before all other blocks.
#include <algorithm>

#include "container/gif_blocks.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr std::string_view kId{"C2PA_GIF\x01\0\0", 11};
constexpr size_t kMostPerBlock = 255;

bool holds_store(const container::GifBlock& block) { return container::gif_application_id(block) == kId; }

// In the first sub-block of an extension whose introduction is damaged.
bool hides_store(const container::GifBlock& block) {
  constexpr size_t kDataAt = 4 + kId.size();  // behind introducer, label, length and name; the length of the sub-block
  return block.raw.size() > kDataAt && block.raw[0] == container::kGifExtension &&
         looks_like_store(block.raw.subspan(kDataAt));
}

}  // namespace

Result<std::optional<Located>> locate_gif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::GifBlocks gif, container::split_gif(file, limits));
  std::optional<Located> out;
  for (const container::GifBlock& block : gif.blocks) {
    if (!holds_store(block) && hides_store(block))
      return Status{Code::kManifestMalformed, "a manifest store stands in a GIF extension that is none of its kind"};
    if (!holds_store(block)) continue;
    if (out) return Status{Code::kManifestMalformed, "the GIF holds two C2PA extensions"};
    out.emplace();
    out->store = container::gif_extension_data(block);
    out->ranges.push_back({static_cast<size_t>(block.raw.data() - file.data()), block.raw.size()});
  }
  return out;
}

Result<Placed> place_gif(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::GifBlocks gif, container::split_gif(file, limits));
  const Bytes wrapped = wrap_gif(store);
  Placed out;
  append(out.file, gif.header);
  // Extensions came with the version of 1989.
  constexpr std::string_view kVersion = "GIF89a";
  std::copy(kVersion.begin(), kVersion.end(), out.file.begin());
  out.range = {out.file.size(), wrapped.size()};
  append(out.file, wrapped);
  const container::GifBlock* last = nullptr;
  for (const container::GifBlock& block : gif.blocks) {
    if (!holds_store(block)) append(out.file, block.raw);
    last = &block;
  }
  // The trailer, and what stands behind it.
  append(out.file,
         file.subspan(last == nullptr ? gif.header.size()
                                      : static_cast<size_t>(last->raw.data() + last->raw.size() - file.data())));
  return out;
}

Bytes wrap_gif(ByteView store) {
  Bytes out = {container::kGifExtension, container::kGifApplication, static_cast<uint8_t>(kId.size())};
  append(out, as_bytes(kId));
  for (size_t at = 0; at < store.size(); at += kMostPerBlock) {
    const ByteView block = store.subspan(at, std::min(kMostPerBlock, store.size() - at));
    out.push_back(static_cast<uint8_t>(block.size()));
    append(out, block);
  }
  out.push_back(0);
  return out;
}

}  // namespace imprint::manifest
