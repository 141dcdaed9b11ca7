// WebP chunks: what was taken apart is the file again when put together.
#include "container/webp_chunks.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  const auto split = container::split_webp(file, fuzz::small_limits());
  if (!split.ok()) return 0;
  Bytes again(file.begin(), file.begin() + 12);
  for (const auto& chunk : split.value().chunks) {
    FUZZ_REQUIRE(chunk.type.size() == 4 && chunk.data.size() + 8 <= chunk.raw.size());
    append(again, chunk.raw);
  }
  FUZZ_REQUIRE(again.size() == split.value().riff.size());
  append(again, split.value().trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  return 0;
}
