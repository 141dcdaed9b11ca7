// PNG chunks: what was taken apart is the file again when put together, and every text is read or refused.
#include "container/png_chunks.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const Limits limits = run.call();
  const auto header = container::split_png_header(file, limits);
  const auto split = container::split_png(file, limits);
  if (!split.ok()) return 0;
  FUZZ_REQUIRE(header.ok());
  Bytes again;
  container::append_png_signature(again);
  for (const auto& chunk : split.value().chunks) {
    append(again, chunk.raw);
    const auto text = container::parse_png_text(chunk, limits);
    if (text.ok()) FUZZ_REQUIRE(text.value().text.size() <= limits.max_metadata_bytes);
  }
  append(again, split.value().trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  return 0;
}
