// WAV, RF64 and BW64: a RIFF chunk "C2PA", the last one.
#include "container/sound_chunks.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr std::string_view kWavType = "C2PA";

}  // namespace

Result<std::optional<Located>> locate_wav(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::SoundChunks wav, container::split_sound(file, limits));
  std::optional<Located> out;
  for (const container::SoundChunk& chunk : wav.chunks) {
    if (chunk.type != kWavType && looks_like_store(chunk.data))
      return Status{Code::kManifestMalformed, "a manifest store stands in a WAV chunk that is none of its kind"};
    if (chunk.type != kWavType) continue;
    if (out) return Status{Code::kManifestMalformed, "the WAV holds two chunks C2PA"};
    if (chunk.data.size() > kMaxStoreBytes)
      return limit_exceeded("manifest store", chunk.data.size(), "max_store_bytes", kMaxStoreBytes);
    out.emplace();
    out->store.assign(chunk.data.begin(), chunk.data.end());
    out->ranges.push_back({static_cast<size_t>(chunk.raw.data() - file.data()), chunk.raw.size()});
    out->padding = static_cast<size_t>((chunk.raw.data() + chunk.raw.size()) - (chunk.data.data() + chunk.data.size()));
  }
  return out;
}

Result<Placed> place_wav(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::SoundChunks wav, container::split_sound(file, limits));
  std::vector<std::optional<Bytes>> replaced(wav.chunks.size());
  for (size_t i = 0; i < replaced.size(); ++i)
    if (wav.chunks[i].type == kWavType) replaced[i] = Bytes{};
  const Bytes wrapped = wrap_wav(store);
  Placed out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::with_sound_chunks(wav, replaced, wav.chunks.size(), wrapped));
  // Padding of the chunk before it may be new, and a stray byte behind the file gone.
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> placed, locate_wav(out.file, limits));
  if (!placed || placed->ranges.front().length != wrapped.size())
    return Status{Code::kInternal, "the chunk of the manifest is not where it was put"};
  out.range = placed->ranges.front();
  return out;
}

Bytes wrap_wav(ByteView store) { return container::sound_chunk(kWavType, store, false); }

}  // namespace imprint::manifest
