// GIF blocks: what was taken apart is the file again when put together.
#include "container/gif_blocks.h"
#include "fuzz.h"

using namespace imprint;

namespace {

void check_extension(const container::GifBlock& block) {
  if (block.kind != container::kGifExtension) return;
  const Bytes data = container::gif_extension_data(block);
  FUZZ_REQUIRE(container::with_gif_extension_data(block, data) == Bytes(block.raw.begin(), block.raw.end()));
  const auto packet = container::gif_xmp_packet(block);
  if (!packet) return;
  Bytes again;
  container::append_gif_xmp(again, *packet);
  FUZZ_REQUIRE(again == Bytes(block.raw.begin(), block.raw.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto split = container::split_gif(file, run.call());
  if (!split.ok()) return 0;
  Bytes again(split.value().header.begin(), split.value().header.end());
  for (const auto& block : split.value().blocks) {
    FUZZ_REQUIRE(block.raw.back() == 0);  // the block terminator
    append(again, block.raw);
    check_extension(block);
  }
  again.push_back(0x3B);
  append(again, split.value().trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  return 0;
}
