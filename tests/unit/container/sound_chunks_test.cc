#include "container/sound_chunks.h"

#include <doctest/doctest.h>

#include "unit/sounds.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

Status sound_status(const Bytes& file) { return split_sound(file, {}).status(); }

// As it is when nothing is asked for.
Bytes same(const Bytes& file, ByteView added = {}) {
  const auto split = split_sound(file, {});
  REQUIRE_MESSAGE(split.ok(), split.status().message());
  auto out = with_sound_chunks(*split.operator->(), std::vector<std::optional<Bytes>>(split.value().chunks.size()),
                               split.value().chunks.size(), added);
  REQUIRE(out.ok());
  return std::move(out).value();
}

Bytes with_length(Bytes file, uint32_t length, size_t at = 4) {
  for (int i = 0; i < 4; ++i) file[at + static_cast<size_t>(i)] = static_cast<uint8_t>(length >> (8 * i));
  return file;
}

}  // namespace

TEST_CASE("sound_chunks: WAV, RF64 and AIFF put together again are the file") {
  for (const Bytes& file :
       {wav_file(), wav_file({.before = {{"JUNK", "odd"}}, .behind = {{"LIST", "INFO"}}, .trailing = "behind"}),
        wav_file({.sound = "odd sound", .wide = true}), aiff_file(), aiff_file({{"ID3 ", "x"}})})
    CHECK(same(file) == file);
}

TEST_CASE("sound_chunks: a new chunk puts the lengths right, of RF64 in ds64") {
  const Bytes chunk = sound_chunk("AIGC", as_bytes("odd"), false);
  CHECK(chunk.size() == 12);
  const Bytes wav = same(wav_file(), chunk);
  CHECK(read_le32(&wav[4]) == wav.size() - 8);
  const Bytes wide = same(wav_file({.wide = true}), chunk);
  CHECK(read_le32(&wide[4]) == 0xFFFFFFFF);
  CHECK(read_le64(&wide[20]) == wide.size() - 8);
  const Bytes aiff = same(aiff_file(), sound_chunk("ID3 ", as_bytes("x"), true));
  CHECK(read_be32(&aiff[4]) == aiff.size() - 8);
}

TEST_CASE("sound_chunks: padding that was forgotten behind the last chunk, or not counted, is there before a new one") {
  const Bytes whole = wav_file({.sound = "odd"}), chunk = sound_chunk("AIGC", as_bytes("ab"), false);
  const Bytes unpadded(whole.begin(), whole.end() - 1);
  CHECK(same(with_length(unpadded, static_cast<uint32_t>(unpadded.size() - 8)), chunk) == same(whole, chunk));
  CHECK(same(with_length(whole, static_cast<uint32_t>(whole.size() - 9)), chunk) == same(whole, chunk));
}

TEST_CASE("sound_chunks: lengths that lie are refused by name") {
  const Bytes file = wav_file();
  const size_t data = static_cast<size_t>(std::string(as_text(file)).find("data"));
  struct Row {
    Bytes file;
    Code code;
    std::string words;
  };
  for (const Row& row : std::vector<Row>{
           {with_length(file, 0), Code::kMalformed, "never filled in"},
           {with_length(file, 0xFFFFFFFF), Code::kMalformed, "never filled in"},
           {with_length(file, 3), Code::kMalformed, "below 4"},
           {with_length(file, 100000), Code::kTruncated, "cut short"},
           {with_length(file, 0xFFFFFFFF, data + 4), Code::kMalformed, "never filled in"},
           {with_length(file, 5000, data + 4), Code::kMalformed, "claims 5000 bytes"},
           {wav_file({.sound = ""}), Code::kMalformed, "holds no sound"},
           {bytes_of("RIFF\4\0\0\0WAVE"s), Code::kMalformed, "no chunk fmt"},
           {wav_file({.behind = {{"\1bad", "x"}}}), Code::kMalformed, "no text"},
           {bytes_of("RF64\xFF\xFF\xFF\xFFWAVEfmt \0\0\0\0"s + std::string(40, '\0')), Code::kMalformed, "ds64"},
           {bytes_of("FORM\0\0"s), Code::kTruncated, "inside its header"},
       }) {
    const Status status = sound_status(row.file);
    CHECK_MESSAGE(status.code() == row.code, status.message());
    CHECK_MESSAGE(status.message().find(row.words) != std::string::npos, status.message());
  }
}

TEST_CASE("sound_chunks: cut at any byte, a file is refused") {
  for (const Bytes& file : {wav_file(), wav_file({.wide = true}), aiff_file()})
    for (size_t size = 1; size < file.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(sound_status(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size))).ok());
    }
}

TEST_CASE("sound_chunks: a list of texts is cut and joined, another list is left alone") {
  const Bytes file = wav_file({.behind = {info_chunk({{"IART", "me"}, {"ICMT", "odd"}}), {"LIST", "adtlxxxx"}}});
  const auto split = split_sound(file, {});
  REQUIRE(split.ok());
  const SoundChunk* list = split.value().find("LIST");
  const auto texts = split_info(*list, {});
  REQUIRE(texts.ok());
  REQUIRE(texts.value().size() == 2);
  CHECK(as_text(texts.value()[1].data) == "odd");
  const Bytes again = info_list({texts.value()[0].raw, texts.value()[1].raw});
  CHECK(std::equal(again.begin(), again.end(), list->raw.begin(), list->raw.end()));
  CHECK(split_info(split.value().chunks.back(), {}).value().empty());
}

TEST_CASE("sound_chunks: more chunks than max_segments are refused, and lists in lists are one chunk") {
  Limits limits;
  limits.max_segments = 2;
  CHECK(split_sound(wav_file(), limits).ok());
  CHECK(split_sound(wav_file({.behind = {{"JUNK", ""}}}), limits).status().code() == Code::kLimitExceeded);
  std::string nested;
  for (int i = 0; i < 1000; ++i) nested = riff_chunk({"LIST", "INFO" + nested}, false);
  CHECK(split_sound(wav_file({.behind = {{"LIST", "INFO" + nested}}}), {}).value().chunks.size() == 3);
}
