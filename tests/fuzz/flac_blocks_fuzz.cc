// Blocks of FLAC and their comments: what was taken apart is the file again.
#include "container/flac_blocks.h"
#include "container/vorbis_comment.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto split = container::split_flac(file, run.call());
  if (!split.ok()) return 0;
  const auto again = container::join_flac(split.value().id3, split.value().blocks, split.value().frames);
  FUZZ_REQUIRE(again.ok() && again.value() == Bytes(file.begin(), file.end()));
  for (const auto& block : split.value().blocks) {
    const auto comments = container::read_vorbis_comments(block.data, run.call());
    if (comments.ok()) FUZZ_REQUIRE(as_text(container::write_vorbis_comments(comments.value())) == as_text(block.data));
  }
  return 0;
}
