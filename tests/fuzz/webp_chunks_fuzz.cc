// WebP chunks: what was taken apart is the file again when put together.
#include "container/webp_chunks.h"
#include "container/webp_edit.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto split = container::split_webp(file, run.call());
  if (!split.ok()) return 0;
  Bytes again(file.begin(), file.begin() + 12);
  for (const auto& chunk : split.value().chunks) {
    FUZZ_REQUIRE(chunk.type.size() == 4 && chunk.data.size() + 8 <= chunk.raw.size());
    append(again, chunk.raw);
  }
  FUZZ_REQUIRE(again.size() == split.value().riff.size());
  append(again, split.value().trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  const auto header = container::extended_webp_header(split.value(), container::kWebpXmpFlag);
  if (!header.ok()) return 0;
  std::vector<ByteView> chunks = {header.value()};
  for (const auto& chunk : split.value().chunks) chunks.push_back(chunk.raw);
  const auto joined = container::join_webp(chunks, split.value().trailing);
  FUZZ_REQUIRE(joined.ok());
  const auto twice = container::split_webp(joined.value(), {});
  FUZZ_REQUIRE(twice.ok() && twice.value().chunks.size() == chunks.size());
  FUZZ_REQUIRE(twice.value().chunks[0].type == "VP8X" && (twice.value().chunks[0].data[0] & 4) != 0);
  return 0;
}
