// The matrix of sound files: labels in every place, twice in a file, damaged, of other writers.
#include "unit/aigc/support.h"
#include "unit/sounds.h"

using namespace aigc_test;

namespace {

namespace made = imprint::test;
using P = const std::string&;

std::string txxx(int version, P name, P value, char encoding) {
  return made::id3_frame_of(version, version == 2 ? "TXX" : "TXXX", made::txxx_data(name, value, encoding));
}
std::string id3(int version, P value) {
  return made::id3_tag({.version = version, .frames = txxx(version, "AIGC", value, version == 4 ? 3 : 0)});
}

std::string wide(P text, bool mark = true) {
  std::string out = mark ? "\xFF\xFE"s : "";
  for (const char c : text) out += std::string(1, c) + "\0"s;
  return out;
}

// --- places ---

struct Place {
  std::string name, carrier;
  Codes codes;  // of the label found there
  std::string main_carrier;
  Bytes (*make)(P label);
};
const Place kPlaces[] = {
    {"WAV",
     "wav:AIGC",
     {},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"AIGC", t}}});
     }},
    {"WAV with a closing zero",
     "wav:AIGC",
     {},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"AIGC", t + "\0"s}}});
     }},
    {"WAV, before the sound",
     "wav:AIGC",
     {},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.before = {{"AIGC", t}}});
     }},
    {"RF64",
     "wav:AIGC",
     {},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"AIGC", t}}, .wide = true});
     }},
    {"WAV, list INFO",
     "wav:INFO:AIGC",
     {"GB-CARRIER"},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {made::info_chunk({{"IART", "me"}, {"AIGC", t + "\0"s}})}});
     }},
    {"WAV, comment",
     "wav:INFO:ICMT",
     {"GB-CARRIER"},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {made::info_chunk({{"ICMT", t}})}});
     }},
    {"WAV, ID3",
     "wav:ID3:TXXX:AIGC",
     {"GB-CARRIER"},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"id3 ", id3(3, t)}}});
     }},
    {"WAV, another chunk",
     "wav:note:raw",
     {"GB-CARRIER"},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"note", t}}});
     }},
    {"WAV, XMP",
     "wav:xmp",
     {"GB-CARRIER"},
     "wav:AIGC",
     [](P t) {
       return made::wav_file({.behind = {{"_PMX", packet_with_label(t)}}});
     }},
    {"AIFF",
     "aiff:ID3:TXXX:AIGC",
     {},
     "aiff:ID3:TXXX:AIGC",
     [](P t) {
       return made::aiff_file({{"ID3 ", id3(4, t)}});
     }},
    {"AIFF, chunk AIGC",
     "aiff:AIGC",
     {"GB-CARRIER"},
     "aiff:ID3:TXXX:AIGC",
     [](P t) {
       return made::aiff_file({{"AIGC", t}});
     }},
    {"MP3, 2.2", "mp3:TXX:AIGC", {}, "mp3:TXX:AIGC", [](P t) { return made::mp3_file(id3(2, t)); }},
    {"MP3, 2.3", "mp3:TXXX:AIGC", {}, "mp3:TXXX:AIGC", [](P t) { return made::mp3_file(id3(3, t)); }},
    {"MP3, 2.4", "mp3:TXXX:AIGC", {}, "mp3:TXXX:AIGC", [](P t) { return made::mp3_file(id3(4, t)); }},
    {"MP3, UTF-16",
     "mp3:TXXX:AIGC",
     {},
     "mp3:TXXX:AIGC",
     [](P t) {
       return made::mp3_file(made::id3_tag(
           {.version = 3, .frames = made::id3_frame_of(3, "TXXX", "\1"s + wide("AIGC") + "\0\0"s + wide(t))}));
     }},
    {"MP3, UTF-16, unsynchronised",
     "mp3:TXXX:AIGC",
     {},
     "mp3:TXXX:AIGC",
     [](P t) {
       return made::mp3_file(
           made::id3_tag({.version = 3,
                          .flags = 0x80,
                          .frames = made::id3_frame_of(3, "TXXX", "\1"s + wide("AIGC") + "\0\0"s + wide(t))}));
     }},
    {"MP3, footer",
     "mp3:TXXX:AIGC",
     {},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.flags = 0x10, .frames = txxx(4, "AIGC", t, 3)})); }},
    {"MP3, another description",
     "mp3:TXXX:my_aigc",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.frames = txxx(4, "my_aigc", t, 3)})); }},
    {"MP3, no description",
     "mp3:TXXX",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.frames = made::id3_frame_of(4, "TXXX", "\3" + t)})); }},
    {"MP3, comment",
     "mp3:COMM",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.frames = made::id3_frame_of(4, "COMM", "\3eng\0"s + t)})); }},
    {"MP3, title",
     "mp3:TIT2",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.frames = made::id3_frame_of(4, "TIT2", "\3" + t)})); }},
    {"MP3, XMP",
     "mp3:PRIV:xmp",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) {
       return made::mp3_file(made::id3_tag({.frames = made::id3_frame_of(4, "PRIV", "XMP\0"s + packet_with_label(t))}));
     }},
    {"MP3, second tag",
     "mp3:TXXX:AIGC",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) { return made::mp3_file(made::id3_tag({.padding = 5}) + id3(4, t)); }},
    {"MP3, APE",
     "mp3:APE:AIGC",
     {"GB-CARRIER"},
     "mp3:TXXX:AIGC",
     [](P t) {
       return made::mp3_file("", made::ape_tag({{"Title", "x"}, {"AIGC", t}}) + made::id3v1());
     }},
    {"FLAC",
     "flac:comment:AIGC",
     {},
     "flac:comment:AIGC",
     [](P t) {
       return made::flac_file({{4, made::vorbis_comments({"a=b", "AIGC=" + t})}, {1, "\0\0"s}});
     }},
    {"FLAC, lower case",
     "flac:comment:aigc",
     {},
     "flac:comment:AIGC",
     [](P t) {
       return made::flac_file({{4, made::vorbis_comments({"aigc=" + t})}});
     }},
    {"FLAC, description",
     "flac:comment:DESCRIPTION",
     {"GB-CARRIER"},
     "flac:comment:AIGC",
     [](P t) {
       return made::flac_file({{4, made::vorbis_comments({"DESCRIPTION=" + t})}});
     }},
    {"FLAC, ID3",
     "flac:ID3:TXXX:AIGC",
     {"GB-CARRIER"},
     "flac:comment:AIGC",
     [](P t) { return made::flac_file({}, id3(4, t)); }},
    {"FLAC, second list",
     "flac:comment:AIGC",
     {"GB-CARRIER"},
     "flac:comment:AIGC",
     [](P t) {
       return made::flac_file({{4, made::vorbis_comments({})}, {4, made::vorbis_comments({"AIGC=" + t})}});
     }},
    {"Vorbis",
     "ogg:comment:AIGC",
     {},
     "ogg:comment:AIGC",
     [](P t) { return made::ogg_file({.comments = {"AIGC=" + t}}); }},
    {"Opus",
     "ogg:comment:AIGC",
     {},
     "ogg:comment:AIGC",
     [](P t) {
       return made::ogg_file({.opus = true, .comments = {"x=y", "AIGC=" + t}});
     }},
    {"Vorbis, second of a chain",
     "ogg:comment:AIGC",
     {"GB-CARRIER"},
     "ogg:comment:AIGC",
     [](P t) {
       return made::bytes_of(made::ogg_stream({.serial = 1}) +
                             made::ogg_stream({.comments = {"AIGC=" + t}, .serial = 2}));
     }},
    {"M4A",
     "m4a:keys:AIGC",
     {},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.udta = made::mp4_keys({{"title", "x"}, {"AIGC", t}}), .moov_first = true});
     }},
    {"M4A, meta in moov",
     "m4a:moov:keys:AIGC",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.more_in_moov = made::mp4_keys({{"AIGC", t}})});
     }},
    {"M4A, meta in a track",
     "m4a:trak:keys:AIGC",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.more_in_trak = made::mp4_keys({{"AIGC", t}}), .moov_first = true});
     }},
    {"M4A, meta of the file",
     "m4a:file:keys:AIGC",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.more_boxes = made::mp4_keys({{"AIGC", t}})});
     }},
    {"M4A, handler mdir without keys",
     "m4a:ilst:AIGC",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.udta = made::mp4_itunes({{"AIGC", t}}), .moov_first = true});
     }},
    {"M4A, comment of iTunes",
     "m4a:ilst:\u00A9"
     "cmt",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       return made::m4a_file({.udta = made::mp4_itunes({{"\xA9"
                                                         "cmt",
                                                         t}})});
     }},
    {"M4A, user data",
     "m4a:udta:AIGC",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) { return made::m4a_file({.udta = made::box("AIGC", t), .moov_first = true, .udta_end = "\0\0\0\0"s}); }},
    {"M4A, XMP",
     "m4a:uuid:xmp",
     {"GB-CARRIER"},
     "m4a:keys:AIGC",
     [](P t) {
       const std::string uuid = "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
       return made::m4a_file({.more_boxes = made::box("uuid", uuid + packet_with_label(t))});
     }},
};

void check_place(const Place& row) {
  const Bytes file = row.make(kBare);
  const auto found = only_label(file);
  CHECK(found.label == sample());
  CHECK(found.carrier == row.carrier);
  CHECK(codes(found.deviations) == row.codes);
  check_replaced(file, row.main_carrier);
}
TEST_ROWS("sound matrix, places", kPlaces, check_place);

// A free text with a wrapper is a label too; what the guide wants there is the bare one.
void check_wrapped(const Place& row) {
  const auto found = only_label(row.make(kWrapped));
  CHECK(found.label == sample());
  Codes expected = row.codes;
  if (row.codes.empty()) expected = {"GB-SHAPE"};
  CHECK(codes(found.deviations) == expected);
}
TEST_ROWS("sound matrix, wrapped", kPlaces, check_wrapped);

// --- uniqueness ---

struct Twice {
  std::string name;
  Bytes (*make)();
  std::string main_carrier;
};
const Twice kTwice[] = {
    {"WAV, two chunks",
     [] {
       return made::wav_file({.before = {{"AIGC", kBare}}, .behind = {{"AIGC", kBare}}});
     },
     "wav:AIGC"},
    {"WAV, chunk and list",
     [] {
       return made::wav_file({.behind = {made::info_chunk({{"AIGC", kBare}}), {"AIGC", kBare}}});
     },
     "wav:AIGC"},
    {"AIFF, two frames",
     [] {
       return made::aiff_file(
           {{"ID3 ", made::id3_tag({.frames = txxx(4, "AIGC", kBare, 3) + txxx(4, "AIGC", kBare, 3)})}});
     },
     "aiff:ID3:TXXX:AIGC"},
    {"MP3, two tags", [] { return made::mp3_file(id3(3, kBare) + id3(4, kBare)); }, "mp3:TXXX:AIGC"},
    {"MP3, ID3 and APE",
     [] {
       return made::mp3_file(id3(3, kBare), made::ape_tag({{"AIGC", kBare}}));
     },
     "mp3:TXXX:AIGC"},
    {"FLAC, two comments",
     [] {
       return made::flac_file({{4, made::vorbis_comments({"AIGC=" + kBare, "aigc=" + kBare})}});
     },
     "flac:comment:AIGC"},
    {"Ogg, two streams",
     [] {
       return made::bytes_of(made::ogg_stream({.comments = {"AIGC=" + kBare}, .serial = 1}) +
                             made::ogg_stream({.opus = true, .comments = {"AIGC=" + kBare}, .serial = 2}));
     },
     "ogg:comment:AIGC"},
    {"M4A, two keys",
     [] {
       return made::m4a_file({.udta = made::mp4_keys({{"AIGC", kBare}, {"AIGC", kBare}}), .moov_first = true});
     },
     "m4a:keys:AIGC"},
};
void check_twice(const Twice& row) {
  const auto found = read_ok(row.make());
  REQUIRE(found.labels.size() == 2);
  const Codes second = codes(found.labels[1].deviations);
  CHECK(std::count(second.begin(), second.end(), "GB-SECOND-LABEL") == 1);
  check_replaced(row.make(), row.main_carrier);
}
TEST_ROWS("sound matrix, uniqueness", kTwice, check_twice);

}  // namespace

TEST_CASE("sound: damaged metadata is a problem of the reader, and no error") {
  for (const Bytes& file : {made::mp3_file(made::id3_tag({.frames = "?" + std::string(30, 'x')})),
                            made::flac_file({{4, "\xFF\xFF\xFF\xFF"}}), made::wav_file({.behind = {{"id3 ", "junk"}}}),
                            made::wav_file({.behind = {{"LIST", "INFOjunk"}}})})
    CHECK(codes(read_ok(file).problems) == Codes{"GB-METADATA-DAMAGED"});
}

TEST_CASE("sound: a label beyond ASCII is UTF-16 where ID3 has no UTF-8") {
  aigc::Label label = sample();
  label.reserved_code1 = "\u8c46\u5305 \U0001F3B5";
  for (const int version : {2, 3, 4}) {
    auto written = aigc::write(made::mp3_file(id3(version, kBare)), label, {}, {}, aigc::Check::kCarry);
    REQUIRE_MESSAGE(written.ok(), written.status().message());
    CHECK(only_label(written.value()).label == label);
  }
}

TEST_CASE("sound: what iFlytek writes is read, and named") {
  std::string text = kWrapped;
  text.replace(0, 8, "{\"AIGC:").replace(text.find("\"PropagateID\":\"a1\""), 18, "\"PropagateID\":\"%!s(MISSING)\"");
  const auto found = only_label(made::mp3_file(id3(4, text)));
  CHECK(found.label.propagate_id == "%!s(MISSING)");
  CHECK(found.shape == "wrapped");
  CHECK(codes(found.deviations) == Codes{"GB-JSON-FORM", "GB-PROPAGATOR-DIFFERS", "GB-SHAPE"});
}
