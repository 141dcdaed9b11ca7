#include <doctest/doctest.h>

#include "container/mp4_edit.h"
#include "container/mp4_sound.h"
#include "unit/sounds.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

Mp4File read_ok(const Bytes& file) {
  auto out = read_mp4(file, "M4A", {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

Bytes labelled(const Bytes& file, const std::string& text, bool drop_others = false) {
  const Mp4File mp4 = read_ok(file);
  std::vector<Mp4Change> changes;
  for (const Mp4Text& t : mp4.texts)
    if (drop_others) changes.push_back({t.box, {}});
  auto out = with_mp4_label(mp4, as_bytes(text), std::move(changes), "M4A");
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// What the first two chunks begin with, as the list of chunks says.
std::string chunks_of(const Bytes& file) {
  const std::string text(as_text(file));
  const bool wide = text.find("co64") != std::string::npos;
  const size_t at = text.find(wide ? "co64" : "stco") + 12;
  const auto offset = [&](size_t i) { return wide ? read_be64(&file[at + 8 * i]) : read_be32(&file[at + 4 * i]); };
  return text.substr(offset(0), 5) + text.substr(offset(1), 5);
}

const std::string kFirstChunks = kSoundBytes.substr(0, 10);

}  // namespace

TEST_CASE("mp4: a label goes into files of every shape, and chunks stay where they are pointed at") {
  for (const M4aSpec& spec : std::vector<M4aSpec>{
           {},
           {.moov_first = true},
           {.moov_first = true, .wide = true},
           {.udta = mp4_itunes({{"\xA9nam", "a title"}}), .moov_first = true},
           {.udta = mp4_keys({{"title", "x"}}), .moov_first = true},
           {.udta = mp4_keys({{"title", "x"}, {"AIGC", "old"}}, false), .moov_first = true, .udta_end = "\0\0\0\0"s},
           {.udta = "\0\0\0\0"s, .moov_first = true},
           {.more_in_moov = mp4_keys({{"title", "x"}}), .moov_first = true},
           {.moov_first = true, .open_end = true},
           {.open_end = true},
       }) {
    const Bytes file = m4a_file(spec);
    REQUIRE(chunks_of(file) == kFirstChunks);
    const Bytes out = labelled(file, "the label");
    CHECK(chunks_of(out) == kFirstChunks);
    const Mp4File again = read_ok(out);
    size_t main = 0;
    for (const Mp4Text& t : again.texts) main += t.main ? 1u : 0u;
    CHECK(main == 1);
    CHECK(again.texts.size() >= read_ok(file).texts.size());
    CHECK(labelled(out, "the label") == out);
    const Bytes longer = labelled(out, std::string(5000, 'x'));
    CHECK(chunks_of(longer) == kFirstChunks);
    CHECK(labelled(longer, "the label") == out);
  }
}

TEST_CASE("mp4: texts are found wherever they stand, by their place") {
  const std::string freeform =
      box("----", box("mean", "\0\0\0\0com.apple.iTunes"s) + box("name", "\0\0\0\0AIGC"s) + mp4_data("f"));
  const Bytes file = m4a_file({.udta = mp4_keys({{"AIGC", "a"}}) +
                                       box("meta", "\0\0\0\0"s + mp4_handler("mdir") +
                                                       box("ilst", box("\xA9"
                                                                       "cmt",
                                                                       mp4_data("b")) +
                                                                       freeform)) +
                                       box("\xA9"
                                           "des",
                                           "\0\3\x55\xC4"
                                           "des more"s) +
                                       box("AIGC", "raw"),
                               .more_in_moov = mp4_keys({{"AIGC", "c"}}),
                               .more_in_trak = mp4_keys({{"AIGC", "d"}}) + box("udta", box("AIGC", "e")),
                               .more_boxes = mp4_keys({{"AIGC", "g"}})});
  std::vector<std::string> found;
  for (const Mp4Text& t : read_ok(file).texts)
    found.push_back(t.place + ":" + t.name + "=" + std::string(as_text(t.value)) + (t.main ? "!" : ""));
  CHECK(found == std::vector<std::string>{"file:keys:AIGC=g", "trak:keys:AIGC=d", "trak:udta:AIGC=e", "keys:AIGC=a!",
                                          "ilst:\u00A9"
                                          "cmt=b",
                                          "ilst:AIGC=f",
                                          "udta:\u00A9"
                                          "des=des",
                                          "udta:AIGC=raw", "moov:keys:AIGC=c"});
  const Bytes alone = labelled(file, "the label", true);
  const Mp4File again = read_ok(alone);
  REQUIRE(again.texts.size() == 1);
  CHECK(again.texts[0].main);
  CHECK(chunks_of(alone) == kFirstChunks);
}

TEST_CASE("mp4: offsets that are not mended are refused when bytes move, and only then") {
  const auto status = [](const M4aSpec& spec) {
    const Bytes file = m4a_file(spec);
    return with_mp4_label(read_ok(file), as_bytes("the label"), {}, "M4A").status();
  };
  CHECK(status({.more_boxes = box("moof", "")}).code() == Code::kUnsupportedFormat);
  CHECK(status({.more_in_trak = box("mdia", box("minf", box("stbl", box("saio", "")))), .moov_first = true}).code() ==
        Code::kUnsupportedFormat);
  const Bytes file = m4a_file({.udta = mp4_keys({{"AIGC", "the label"}}), .more_boxes = box("moof", "")});
  CHECK(with_mp4_label(read_ok(file), as_bytes("the label"), {}, "M4A").value() == file);
  CHECK(status({.more_in_trak = box("mdia", box("minf", box("stbl", box("stco", "\0\0\0\0\0\0\0\x9"s)))),
                .moov_first = true})
            .code() == Code::kMalformed);
}

TEST_CASE("mp4: broken files are refused by name, and nesting costs nothing") {
  const auto status = [](const Bytes& file) { return read_mp4(file, "M4A", {}).status(); };
  CHECK(status(bytes_of(box("ftyp", "M4A \0\0\0\0"s))).message() == "M4A has no box moov");
  CHECK(status(m4a_file({.more_boxes = box("moov", "")})).message() == "M4A has two boxes moov");
  CHECK(status(m4a_file({.udta = box("meta", "\0\0\0\0"s + mp4_handler("mdta") + box("keys", "\0\0\0\0\0\0\0\x9"s))}))
            .message()
            .find("fewer keys") != std::string::npos);
  const Bytes file = m4a_file();
  for (size_t size = 1; size < file.size(); ++size)
    CHECK_FALSE(status(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size))).ok());
  Limits limits;
  limits.max_segments = 3;
  CHECK(read_mp4(file, "M4A", limits).status().code() == Code::kLimitExceeded);
  limits = {};
  limits.max_metadata_bytes = 3;
  CHECK(read_mp4(m4a_file({.udta = box("AIGC", "long")}), "M4A", limits).status().code() == Code::kLimitExceeded);
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep = box("trak", deep);
  CHECK(with_mp4_label(read_ok(m4a_file({.more_in_moov = deep, .moov_first = true})), as_bytes("x"), {}, "M4A").ok());
}

TEST_CASE("mp4: a box goes behind ftyp, or in the place of another, and chunks stay where they are pointed at") {
  for (const M4aSpec& spec : std::vector<M4aSpec>{{}, {.moov_first = true}, {.moov_first = true, .wide = true}}) {
    const Bytes file = m4a_file(spec);
    const auto first = with_mp4_box(read_ok(file), {}, bytes_of(box("uuid", "a box")), "M4A");
    REQUIRE(first.ok());
    const Mp4File mp4 = read_ok(first.value());
    REQUIRE(mp4.boxes[1].type == "uuid");
    const auto second = with_mp4_box(mp4, mp4.boxes[1].raw, bytes_of(box("uuid", "another, longer box")), "M4A");
    REQUIRE(second.ok());
    CHECK(as_text(read_ok(second.value()).boxes[1].data) == "another, longer box");
    // And back: nothing else has changed.
    const auto back = with_mp4_box(read_ok(second.value()), read_ok(second.value()).boxes[1].raw, {}, "M4A");
    REQUIRE(back.ok());
    CHECK(back.value() == file);
  }
  CHECK(with_mp4_box(read_ok(bytes_of(box("moov", ""))), {}, {}, "M4A").status().code() == Code::kMalformed);
}

TEST_CASE("mp4: how its sound is coded, and what is beside it") {
  const auto sound = [](const std::string& in_moov, const std::string& udta = "") {
    return mp4_sound(read_ok(m4a_file({.udta = udta, .more_in_moov = in_moov})), "M4A");
  };
  CHECK(sound("").status().code() == Code::kUnsupportedFormat);
  const auto plain = sound(sound_track("alac", 24) + sound_track("mp4a"));
  REQUIRE(plain.ok());
  CHECK(plain->coding == "alac");
  CHECK(plain->bits == 24);
  CHECK(plain->tracks == 3);
  CHECK(plain->media_bytes > 0);
  CHECK_FALSE(plain->chapters);
  CHECK(sound(sound_track("mp4a", 16, box("tref", box("chap", "\0\0\0\2"s))))->chapters);
  CHECK(sound(sound_track("mp4a"), box("chpl", "list"))->chapters);
  const auto broken = [&](const std::string& stsd) {
    return sound(box("trak", box("mdia", box("hdlr", std::string(8, '\0') + "soun") + box("minf", box("stbl", box("stsd", stsd)))))).status().code();
  };
  CHECK(broken("") == Code::kMalformed);
  CHECK(broken(std::string(8, '\0')) != Code::kOk);
  CHECK(broken(std::string(8, '\0') + box("mp4a", "short")) == Code::kMalformed);
}

TEST_CASE("mp4: metadata of another file go around a sound, and nothing else moves") {
  const Bytes from = m4a_file({.udta = mp4_keys({{"AIGC", "{}"}}) + mp4_itunes({{"\xA9nam", "a title"}}), .more_in_moov = box("meta", "of moov")});
  for (const M4aSpec& spec : std::vector<M4aSpec>{{}, {.moov_first = true}, {.udta = mp4_itunes({{"\xA9too", "its encoder"}}), .moov_first = true, .wide = true}}) {
    const Bytes made = m4a_file(spec);
    const auto both = with_mp4_metadata(read_ok(made), read_ok(from), "M4A");
    REQUIRE(both.ok());
    CHECK(std::ranges::equal(read_ok(both.value()).udta, read_ok(from).udta));
    CHECK(as_text(both.value()).find("its encoder") == std::string_view::npos);
    CHECK(as_text(both.value()).find("of moov") != std::string_view::npos);
    CHECK(chunks_of(both.value()) == chunks_of(made));
  }
}
