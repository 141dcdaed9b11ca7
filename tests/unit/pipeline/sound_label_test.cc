// Where the rooms for sound meet: a label that stands in a file stays when its sound is replaced.
#include <doctest/doctest.h>

#include "aigc/aigc.h"
#include "unit/codec/sound/sound_files.h"

using namespace imprint;
using namespace imprint::test;

namespace {

TEST_CASE("sound and label: the AIGC label stays when the sound of its file is replaced") {
  const audio::PcmFormat format{48000, 1};
  const Samples old = notes_of(format, 9600), wanted = notes_of(format, 12000, 2);
  std::vector<Bytes> files = {pcm_wav({.format = format}, old), pcm_wav({.format = format, .wide = true}, old), pcm_aiff({.format = format}, old)};
#ifdef IMPRINT_WITH_SOUND
  for (const int kind : {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS, SF_FORMAT_OGG | SF_FORMAT_OPUS, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III})
    files.push_back(coded_sound({.format = kind}, format, old));
#endif
  for (const Bytes& file : files) {
    INFO(container::describe(file));
    const auto labelled = aigc::write(file, aigc::first_write("001191000000000000000K10000", "a1"), {}, {});
    REQUIRE_MESSAGE(labelled.ok(), labelled.status().message());
    const auto before = aigc::read(labelled.value(), {});
    REQUIRE(before->labels.size() == 1);
    CHECK(read_all(labelled.value()).value() == read_all(file).value());
    const codec::WrittenSound out = rewritten(labelled.value(), wanted, {{0, 2400}});
    const auto after = aigc::read(out.file, {});
    REQUIRE(after->labels.size() == 1);
    CHECK(after->labels[0].raw == before->labels[0].raw);
    CHECK(after->labels[0].carrier == before->labels[0].carrier);
    CHECK(read_all(out.file)->size() == wanted.size());
    // And a label is written behind, without a sample changing.
    const auto again = aigc::write(out.file, aigc::first_write("001191000000000000000K10000", "b2"), {}, {});
    REQUIRE(again.ok());
    CHECK(read_all(again.value()).value() == read_all(out.file).value());
  }
}

}  // namespace
