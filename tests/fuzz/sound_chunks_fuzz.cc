// Chunks of WAV and AIFF: what was taken apart is the file again, a new chunk is found in it, and the others are what
// they were.
#include "container/sound_chunks.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto split = container::split_sound(file, run.call());
  if (!split.ok()) return 0;
  const container::SoundChunks& sound = split.value();
  Bytes again(sound.header.begin(), sound.header.end());
  for (const auto& chunk : sound.chunks) {
    FUZZ_REQUIRE(chunk.type.size() == 4 && chunk.data.size() + 8 <= chunk.raw.size());
    append(again, chunk.raw);
    (void)container::split_info(chunk, run.call());
  }
  append(again, sound.trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  const Bytes added = container::sound_chunk("AIGC", as_bytes("odd"), sound.big_endian);
  const auto out = container::with_sound_chunks(sound, std::vector<std::optional<Bytes>>(sound.chunks.size()),
                                                sound.chunks.size(), added);
  FUZZ_REQUIRE(out.ok());
  const auto twice = container::split_sound(out.value(), run.call());
  FUZZ_REQUIRE(twice.ok() && twice.value().chunks.size() == sound.chunks.size() + 1);
  for (size_t i = 0; i < sound.chunks.size(); ++i) {
    const ByteView before = sound.chunks[i].data, after = twice.value().chunks[i].data;
    // The lengths in ds64 are new.
    FUZZ_REQUIRE(before.size() == after.size() && (i == 0 || as_text(before) == as_text(after)));
  }
  return 0;
}
