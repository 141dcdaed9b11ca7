// Sound files written into, cut at every byte, limited, refused.
#include "aigc/notice.h"
#include "unit/aigc/support.h"
#include "unit/sounds.h"

using namespace aigc_test;

namespace {

namespace made = imprint::test;

// --- containers ---

struct Container {
  std::string name;
  Bytes (*make)();
  std::vector<std::string> kept;  // that must stand in the file afterwards
};
const Container kContainers[] = {
    {"WAV", [] { return made::wav_file(); }, {}},
    {"WAV, odd and trailing",
     [] {
       return made::wav_file({.behind = {{"JUNK", "odd"}}, .sound = "odd", .trailing = "behind"});
     },
     {"behind"}},
    {"WAV with list, ID3 and XMP",
     [] {
       return made::wav_file(
           {.behind = {made::info_chunk({{"IART", "an artist"}}),
                       {"id3 ", made::id3_tag({.frames = made::id3_frame_of(4, "TIT2", "\3a title")})},
                       {"_PMX", packet("")}}});
     },
     {"an artist", "a title", "xmpmeta"}},
    {"WAV with a manifest",
     [] {
       return made::wav_file({.behind = {{"C2PA", "a manifest"}}});
     },
     {"a manifest"}},
    {"RF64", [] { return made::wav_file({.wide = true}); }, {}},
    {"AIFF", [] { return made::aiff_file(); }, {}},
    {"AIFF with ID3",
     [] {
       return made::aiff_file(
           {{"ID3 ", made::id3_tag({.version = 3, .frames = made::id3_frame_of(3, "TIT2", "\0a title"s)})}});
     },
     {"a title"}},
    {"MP3 without tags", [] { return made::mp3_file(); }, {}},
    {"MP3, every tag",
     [] {
       return made::mp3_file(
           made::id3_tag({.version = 3, .frames = made::id3_frame_of(3, "TIT2", "\0a title"s), .padding = 300}),
           made::ape_tag({{"Artist", "an artist"}}) + made::id3v1());
     },
     {"a title", "an artist", made::id3v1()}},
    {"MP3, 2.2",
     [] { return made::mp3_file(made::id3_tag({.version = 2, .frames = made::id3_frame_of(2, "TT2", "\0a title"s)})); },
     {"a title"}},
    {"MP3, footer",
     [] {
       return made::mp3_file(made::id3_tag({.flags = 0x10, .frames = made::id3_frame_of(4, "TIT2", "\3a title")}));
     },
     {"a title"}},
    {"FLAC without comments", [] { return made::flac_file(); }, {}},
    {"FLAC",
     [] {
       return made::flac_file(
           {{4, made::vorbis_comments({"TITLE=a title"})}, {6, "a picture"}, {1, std::string(9, '\0')}});
     },
     {"TITLE=a title", "a picture"}},
    {"FLAC behind ID3",
     [] { return made::flac_file({}, made::id3_tag({.frames = made::id3_frame_of(4, "TIT2", "\3a title")})); },
     {"a title"}},
    {"Vorbis", [] { return made::ogg_file(); }, {"TITLE=x"}},
    {"Opus", [] { return made::ogg_file({.opus = true}); }, {"TITLE=x"}},
    {"M4A", [] { return made::m4a_file(); }, {}},
    {"M4A of iTunes, moov first",
     [] {
       return made::m4a_file({.udta = made::mp4_itunes({{"\xA9nam", "a title"}}), .moov_first = true});
     },
     {"a title"}},
};

// Bytes of the sound, which no container may lose or touch. MP3 repeats the words in each frame.
void check_sound(const Bytes& before, const Bytes& after) {
  const auto count = [](const Bytes& file) {
    size_t n = 0;
    const std::string text = text_of(file);
    for (size_t at = text.find(made::kSoundBytes); at != std::string::npos; at = text.find(made::kSoundBytes, at + 1))
      ++n;
    return n;
  };
  CHECK(count(before) == count(after));
}

void check_written(const Container& row) {
  const Bytes file = row.make();
  CHECK(read_ok(file).labels.empty());
  const Bytes written = write_ok(file);
  const auto found = only_label(written);
  CHECK(found.label == sample());
  CHECK(found.deviations.empty());
  CHECK(write_ok(written) == written);
  check_sound(file, written);
  for (const std::string& kept : row.kept) CHECK(text_of(written).find(kept) != std::string::npos);
  // A longer one and back again: nothing piles up.
  aigc::Label longer = sample();
  longer.reserved_code1 = std::string(3000, 'x');
  const Bytes grown = write_ok(written, longer);
  CHECK(only_label(grown).label == longer);
  check_sound(file, grown);
  const Bytes back = write_ok(grown);
  CHECK(only_label(back).label == sample());
  CHECK(text_of(back).find("xxxxx") == std::string::npos);
  CHECK(back.size() <= written.size() + 4096);
  for (const std::string& kept : row.kept) CHECK(text_of(back).find(kept) != std::string::npos);
}
TEST_ROWS("sound matrix, container, written and rewritten", kContainers, check_written);

void check_cut(const Container& row) { check_cut_at_every_byte(write_ok(row.make())); }
TEST_ROWS("sound matrix, container, cut at every byte", kContainers, check_cut);

void check_limit(const Container& row) {
  Limits limits;
  limits.max_segments = 0;
  const auto found = aigc::read(write_ok(row.make()), limits);
  // What cannot be cut into parts is a problem; a stream of Ogg is bounded by steps and no part of a list.
  if (found.ok()) CHECK((found->labels.empty() && !found->problems.empty()));
  if (!found.ok()) CHECK(found.status().code() == Code::kLimitExceeded);
}
TEST_ROWS("sound matrix, container, limits", kContainers, check_limit);

// --- refused ---

struct Refused {
  std::string name;
  Bytes (*make)();
  Code code;
  std::string words;
};
const Refused kRefused[] = {
    {"WAV from a pipe",
     [] {
       auto f = made::wav_file();
       std::fill_n(f.begin() + 4, 4, uint8_t{0xFF});
       return f;
     },
     Code::kMalformed, "never filled in"},
    {"WAV whose ID3 is damaged",
     [] {
       return made::wav_file({.behind = {{"id3 ", "junk"}}});
     },
     Code::kMalformed, "ID3v2"},
    {"MP3 whose tag is damaged", [] { return made::mp3_file(made::id3_tag({.frames = "?" + std::string(30, 'x')})); },
     Code::kMalformed, "neither frame nor padding"},
    {"MP3 whose APE tag is damaged",
     [] {
       return made::mp3_file("", [] {
         auto a = made::ape_tag({{"a", "b"}});
         a[16] = 9;
         a[a.size() - 16] = 9;
         return a;
       }());
     },
     Code::kMalformed, "APE"},
    {"FLAC whose comments are damaged",
     [] {
       return made::flac_file({{4, "\xFF\xFF\xFF\xFF"}});
     },
     Code::kMalformed, "Vorbis comments"},
    {"Ogg with Speex", [] { return made::bytes_of(made::ogg_page(1, 0, 2, 0, {"Speex   "})); },
     Code::kUnsupportedFormat, "no stream of Vorbis or Opus"},
    {"M4A in fragments", [] { return made::m4a_file({.more_boxes = made::box("moof", "")}); }, Code::kUnsupportedFormat,
     "moof"},
    {"AAC",
     [] {
       const std::string adts =
           "\xFF\xF1\x50\x80\x01\x7F\xFC"
           "abcd"s;
       return made::bytes_of(adts + adts);
     },
     Code::kUnsupportedFormat, "ADTS"},
    {"AMR", [] { return made::bytes_of("#!AMR\n123"); }, Code::kUnsupportedFormat, "AMR"},
};
void check_refused(const Refused& row) {
  const auto written = aigc::write(row.make(), sample(), {}, {});
  CHECK_MESSAGE(written.status().code() == row.code, written.status().message());
  CHECK_MESSAGE(written.status().message().find(row.words) != std::string::npos, written.status().message());
}
TEST_ROWS("sound matrix, refused", kRefused, check_refused);

}  // namespace

TEST_CASE("sound: there is no XMP for companions or a notice") {
  CHECK(aigc::write(made::mp3_file(), sample(), {"", "a model", ""}, {}).status().code() == Code::kUnsupportedFormat);
  CHECK(aigc::write_notice(made::wav_file(), "a notice", {}).status().message() ==
        "a notice goes into XMP, which is not written in WAV");
}

TEST_CASE("sound: a new chunk of WAV stands behind all others, and before a manifest") {
  const std::string wav = text_of(write_ok(made::wav_file({.behind = {{"JUNK", "xx"}, {"C2PA", "yy"}}})));
  CHECK(wav.find("JUNK") < wav.find("AIGC"));
  CHECK(wav.find("AIGC") < wav.find("C2PA"));
}

TEST_CASE("sound: the bytes of the guide") {
  const std::string mp3 = text_of(write_ok(made::mp3_file()));
  CHECK(mp3.substr(0, 10) == "ID3\4\0\0"s + made::sync_safe(10 + 6 + 185));
  CHECK(mp3.substr(10, 16) == "TXXX"s + made::sync_safe(6 + 185) + "\0\0\3AIGC\0"s);
  CHECK(mp3.substr(26, 185) == kBare);
  const std::string wav = text_of(write_ok(made::wav_file()));
  CHECK(wav.substr(wav.size() - 194) == "AIGC\xB9\0\0\0"s + kBare + "\0"s);
  const std::string flac = text_of(write_ok(made::flac_file()));
  CHECK(flac.find("\xBE\0\0\0AIGC="s + kBare) != std::string::npos);
  const std::string m4a = text_of(write_ok(made::m4a_file()));
  CHECK(m4a.find("\0\0\0\x0CmdtaAIGC"s) != std::string::npos);
  CHECK(m4a.find("data\0\0\0\1\0\0\0\0"s + kBare) != std::string::npos);
}
