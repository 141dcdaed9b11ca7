// Texts of MP4: a label that is put is found again, and putting it twice changes nothing; metadata of a file stay what they are around its own
// sound; how that is coded is told from within the file.
#include <algorithm>

#include "container/mp4_edit.h"
#include "container/mp4_sound.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto mp4 = container::read_mp4(file, "M4A", run.call());
  if (!mp4.ok()) return 0;
  const auto sound = container::mp4_sound(mp4.value(), "M4A");
  if (sound.ok()) {
    const ByteView coding = as_bytes(sound->coding);
    FUZZ_REQUIRE(coding.size() == 4 && coding.data() >= file.data() && coding.data() + 4 <= file.data() + file.size());
    FUZZ_REQUIRE(sound->media_bytes <= file.size() && sound->tracks >= 1);
  }
  const auto around = container::with_mp4_metadata(mp4.value(), mp4.value(), "M4A");
  if (around.ok()) {
    const auto same = container::read_mp4(around.value(), "M4A", run.call());
    FUZZ_REQUIRE(same.ok() && std::ranges::equal(same.value().udta, mp4.value().udta));
  }
  std::vector<container::Mp4Change> changes;
  for (const auto& text : mp4.value().texts) {
    FUZZ_REQUIRE(text.value.size() <= text.box.size() && text.box.data() >= file.data() &&
                 text.box.data() + text.box.size() <= file.data() + file.size());
    changes.push_back({text.box, {}});
  }
  const auto once = container::with_mp4_label(mp4.value(), as_bytes("a label"), std::move(changes), "M4A");
  if (!once.ok()) return 0;
  const auto again = container::read_mp4(once.value(), "M4A", run.call());
  FUZZ_REQUIRE(again.ok());
  const auto& texts = again.value().texts;
  FUZZ_REQUIRE(texts.size() == 1 && texts[0].main && as_text(texts[0].value) == "a label");
  const auto twice = container::with_mp4_label(again.value(), as_bytes("a label"), {}, "M4A");
  FUZZ_REQUIRE(twice.ok() && twice.value() == once.value());
  return 0;
}
