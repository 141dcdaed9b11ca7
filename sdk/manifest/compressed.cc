#include "manifest/compressed.h"

#include <brotli/decode.h>

#include <algorithm>
#include <memory>

namespace imprint::manifest {
namespace {

// A stream that breaks costs at least this, as its decoder may have filled a window of 16 MiB and handed out nothing.
constexpr size_t kCostOfBroken = 2u << 20;

Status too_large() {
  return {Code::kLimitExceeded,
          "decompressed manifests exceed " + std::to_string(kMaxInflatedBytes) + " bytes in one store"};
}

// The decoder hands out what it has piece by piece, so that a bomb ends at the limit. Its window is at most 16 MiB
// (RFC 7932 9.1); the larger ones of later Brotli are off.
Result<Bytes> decompress(ByteView stream, size_t& room) {
  if (room == 0) return too_large();
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!decoder) return Status{Code::kOutOfMemory, "no memory for a Brotli decoder"};
  Bytes out;
  const uint8_t* next = stream.data();
  for (size_t left = stream.size();;) {
    size_t no_room = 0, ready = 0;
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(decoder.get(), &left, &next, &no_room, nullptr, nullptr);
    const uint8_t* part = BrotliDecoderTakeOutput(decoder.get(), &ready);
    if (ready > room) return room = 0, too_large();
    room -= ready;
    append(out, {part, ready});
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (result == BROTLI_DECODER_RESULT_SUCCESS && left == 0) return out;
    room -= std::min(room, kCostOfBroken);
    if (result == BROTLI_DECODER_RESULT_SUCCESS)
      return Status{Code::kMalformed, std::to_string(left) + " bytes follow the Brotli stream"};
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
      return Status{Code::kTruncated, "a Brotli stream of " + std::to_string(stream.size()) + " bytes has no end"};
    return Status{Code::kMalformed, std::string("not a Brotli stream: ") +
                                        BrotliDecoderErrorString(BrotliDecoderGetErrorCode(decoder.get()))};
  }
}

Result<ByteView> stream_of(const Superbox& compressed) {
  const auto is_brotli = [](const ContentBox& c) { return c.type == "brob"; };
  const auto count = std::count_if(compressed.contents.begin(), compressed.contents.end(), is_brotli);
  if (count != 1)
    return Status{Code::kManifestMalformed, "a compressed manifest with " + std::to_string(count) + " boxes brob"};
  return compressed.content("brob")->payload;
}

}  // namespace

Result<Inflated> inflate_manifest(const Superbox& compressed, InflateBudget& budget) {
  IMPRINT_ASSIGN_OR_RETURN(const ByteView stream, stream_of(compressed));
  Inflated out;
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, decompress(stream, budget.bytes));
  IMPRINT_ASSIGN_OR_RETURN(out.box, parse_superbox(out.bytes, budget.boxes));
  if (out.box.raw.size() != out.bytes.size())
    return Status{Code::kManifestMalformed, "bytes follow the manifest that was compressed"};
  if (!is_manifest(out.box))  // and so no compressed manifest in a compressed one
    return Status{Code::kManifestMalformed, "what was compressed is neither a manifest nor an update manifest"};
  if (out.box.label != compressed.label)
    return Status{Code::kManifestMalformed,
                  "the compressed manifest is called \"" + out.box.label + "\", its box \"" + compressed.label + "\""};
  return out;
}

}  // namespace imprint::manifest
