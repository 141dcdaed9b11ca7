// Tags around MPEG audio: the parts are the file again, a tag keeps its frames when one is added, an APE tag its items.
#include "container/id3.h"
#include "container/mp3_file.h"
#include "fuzz.h"

using namespace imprint;

namespace {

void check_tag(ByteView raw, fuzz::Run& run) {
  const auto tag = container::read_id3(raw, run.call());
  if (!tag.ok()) return;
  const size_t count = tag.value().frames.size();
  const int version = tag.value().version;
  const Bytes added =
      container::id3_frame(version, version == 2 ? "TXX" : "TXXX", as_bytes(std::string_view("\0AIGC\0{}", 8)));
  const auto out = container::with_id3_frames(tag.value(), std::vector<std::optional<Bytes>>(count), added);
  FUZZ_REQUIRE(out.ok());
  FUZZ_REQUIRE(container::id3_bytes(out.value()) == out.value().size());
  const auto again = container::read_id3(out.value(), run.call());
  if (!again.ok()) return;  // sizes of 2.4 that are read by what follows may be read otherwise now
  if (version != 4) FUZZ_REQUIRE(again.value().frames.size() == count + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const auto split = container::split_mp3(file, run.call());
  if (!split.ok()) return 0;
  const container::Mp3File& mp3 = split.value();
  Bytes again;
  for (const ByteView tag : mp3.id3) {
    append(again, tag);
    check_tag(tag, run);
  }
  append(again, mp3.sound);
  append(again, mp3.ape);
  append(again, mp3.trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));
  if (mp3.ape.empty()) return 0;
  const auto items = container::split_ape(mp3.ape, run.call());
  if (!items.ok() || items.value().empty()) return 0;
  std::vector<ByteView> all;
  for (const auto& item : items.value()) all.push_back(item.raw);
  const Bytes ape = container::with_ape_items(mp3.ape, all);
  FUZZ_REQUIRE(ape.size() == mp3.ape.size());
  return 0;
}
