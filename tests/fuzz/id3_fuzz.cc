// Tags around MPEG audio: the parts are the file again, a tag keeps its frames when one is added, an APE tag its items.
// The data of frames and objects stand where they are said to.
#include <algorithm>

#include "container/id3_object.h"
#include "container/mp3_file.h"
#include "fuzz.h"

using namespace imprint;

namespace {

// As they are, or with a zero behind each FF.
bool stands_for(ByteView stored, ByteView data) {
  if (std::equal(stored.begin(), stored.end(), data.begin(), data.end())) return true;
  size_t n = 0;
  for (size_t at = 0; at < stored.size(); ++at, ++n) {
    if (n == data.size() || stored[at] != data[n]) return false;
    if (stored[at] == 0xFF && at + 1 < stored.size() && stored[at + 1] == 0) ++at;
  }
  return n == data.size();
}

void check_places(const container::Id3Tag& tag) {
  constexpr size_t kLooked = 8;  // each costs a walk over the tag
  for (size_t i = 0; i < std::min(tag.frames.size(), kLooked); ++i) {
    const container::Id3Frame& frame = tag.frames[i];
    if (!frame.data) continue;
    const auto object = container::read_id3_object(frame);
    const size_t head = object ? object->head : 0;
    FUZZ_REQUIRE(head <= frame.data->size());
    const container::Id3Extent at = container::id3_extent(tag, frame, head, frame.data->size() - head);
    FUZZ_REQUIRE(at.at <= tag.raw.size() && at.size <= tag.raw.size() - at.at);
    FUZZ_REQUIRE(stands_for(tag.raw.subspan(at.at, at.size), ByteView(*frame.data).subspan(head)));
  }
}

void check_plain(const container::Id3Tag& tag, ByteView added, fuzz::Run& run) {
  const auto out = container::with_id3_frames(tag, std::vector<std::optional<Bytes>>(tag.frames.size()), added,
                                              container::Id3Form::kPlain);
  FUZZ_REQUIRE(out.ok() && (out.value()[5] & (tag.version == 4 ? 0x90 : 0x80)) == 0);
  const auto again = container::read_id3(out.value(), run.call());
  if (!again.ok() || again->frames.size() != tag.frames.size() + 1) return;  // as below
  for (size_t i = 0; tag.version != 4 && i < tag.frames.size(); ++i)
    FUZZ_REQUIRE(again->frames[i].data == tag.frames[i].data);
}

void check_tag(ByteView raw, fuzz::Run& run) {
  const auto tag = container::read_id3(raw, run.call());
  if (!tag.ok()) return;
  check_places(tag.value());
  const size_t count = tag.value().frames.size();
  const int version = tag.value().version;
  const Bytes added =
      container::id3_frame(version, version == 2 ? "TXX" : "TXXX", as_bytes(std::string_view("\0AIGC\0{}", 8)));
  check_plain(tag.value(), added, run);
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
