// Manifests in sound: what else is in the file stays, what others write is read, and what cannot hold one says why.
#include "container/flac_blocks.h"
#include "container/id3_object.h"
#include "container/mp3_file.h"
#include "container/mp4_meta.h"
#include "container/sound_chunks.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

constexpr std::string_view kMediaType = "application/c2pa", kFormer = "application/x-c2pa-manifest-store";

// A frame as others write it, of version 2.3 or 2.4.
std::string geob(int version, const std::string& type, ByteView store, const std::string& flags = "\0\0"s) {
  return id3_frame_of(version, "GEOB", "\0"s + type + "\0c2pa\0c2pa manifest store\0"s + std::string(as_text(store)), flags);
}
Bytes some_store() { return store_bytes(Recipe{}); }
Bytes mp3_with(const std::string& frames, int version = 4, uint8_t flags = 0) {
  return mp3_file(id3_tag({.version = version, .flags = flags, .frames = frames}));
}

std::string refusal(const Bytes& file) {
  const auto found = store_of(file, {});
  REQUIRE_FALSE(found.ok());
  CHECK(found.status().code() == Code::kManifestMalformed);
  return found.status().message();
}

container::Id3Tag first_tag(const Bytes& file) {
  const auto tags = container::split_leading_id3(file, {});
  REQUIRE((tags.ok() && !tags->empty()));
  auto tag = container::read_id3(tags->front(), {});
  REQUIRE_MESSAGE(tag.ok(), tag.status().message());
  return std::move(tag).value();
}

// "TIT2=…" of every frame but the store's.
std::vector<std::string> texts_of(const Bytes& file) {
  std::vector<std::string> out;
  for (const container::Id3Frame& frame : first_tag(file).frames)
    if (!container::read_id3_object(frame)) out.push_back(std::string(frame.id) + "=" + std::string(as_text(*frame.data)));
  return out;
}

}  // namespace

TEST_CASE("sound: of a WAV every chunk stays, the store is the last, and lengths are even and right") {
  for (const bool wide : {false, true}) {
    const Bytes file = wav_file({.before = {{"bext", "odd"}}, .behind = {{"AIGC", "{}"}, {"LIST", "INFO"}}, .sound = "odd",
                                 .wide = wide, .trailing = "behind"});
    const Bytes made = sign_ok(sign_ok(file).file).file;
    const auto old = container::split_sound(file, {}), now = container::split_sound(made, {});
    REQUIRE(old.ok());
    REQUIRE_MESSAGE(now.ok(), now.status().message());
    REQUIRE(now->chunks.size() == old->chunks.size() + 1);
    for (size_t i = 0; i < old->chunks.size(); ++i) {
      CHECK(now->chunks[i].type == old->chunks[i].type);
      if (old->chunks[i].type != "ds64") CHECK(as_text(now->chunks[i].raw) == as_text(old->chunks[i].raw));
    }
    CHECK(now->chunks.back().type == "C2PA");
    CHECK(now->chunks.back().data.size() % 2 == 0);
    CHECK(as_text(now->trailing) == "behind");
    if (wide) CHECK(read_le64(&made[20]) == made.size() - 8 - 6);
    CHECK(validate_ok(made).state == State::kTrusted);
  }
}

TEST_CASE("sound: a WAV whose last chunk lacks its padding gets it, and the samples stay") {
  Bytes file = wav_file({.sound = "odd"});
  file.pop_back();
  file[4] = static_cast<uint8_t>(file[4] - 1);
  const Bytes made = sign_ok(file).file;
  CHECK(as_text(container::split_sound(made, {})->find("data")->data) == "odd");
  CHECK(validate_ok(made).state == State::kTrusted);
}

TEST_CASE("sound: of an MP3 the frames of sound, other tags and every text stay, whatever the tag's version and flags") {
  const std::string behind = ape_tag({{"Title", "x"}}) + id3v1();
  const std::string second = id3_tag({.frames = id3_frame_of(4, "TPE1", "\3x")});
  for (const std::string& tag : {
           ""s,
           id3_tag({.version = 2, .flags = 0x80, .frames = id3_frame_of(2, "TT2", kId3Title)}),
           id3_tag({.version = 3, .frames = id3_frame_of(3, "TIT2", kId3Title), .padding = 5000}),
           id3_tag({.version = 3, .flags = 0xC0, .frames = id3_frame_of(3, "TIT2", kId3Title), .extended = "\0\0\0\6\0\0\0\0\0\0"s}),
           id3_tag({.flags = 0x80, .frames = id3_frame_of(4, "TIT2", "\0a\xFF\0\xE0\xFF\0\0z\xFF\0"s)}),
           id3_tag({.flags = 0x50, .frames = id3_frame_of(4, "TIT2", kId3Title), .extended = kId3Extended}),
       }) {
    const Bytes file = mp3_file(tag + (tag.empty() ? "" : second), behind);
    const Bytes made = sign_ok(sign_ok(file).file).file;
    const auto old = container::split_mp3(file, {}), now = container::split_mp3(made, {});
    REQUIRE(now.ok());
    CHECK(as_text(now->sound) == as_text(old->sound));
    CHECK(as_text(now->ape) == as_text(old->ape));
    CHECK(as_text(now->trailing) == id3v1());
    REQUIRE(now->id3.size() == (tag.empty() ? 1 : 2));
    if (!tag.empty()) {
      CHECK(texts_of(made) == texts_of(file));
      CHECK(as_text(now->id3[1]) == second);
      CHECK(first_tag(made).version == first_tag(file).version);
      // Of version 2.3 others do not find what follows it.
      CHECK(as_text(first_tag(made).extended) == (first_tag(file).version == 4 ? as_text(first_tag(file).extended) : ""));
    }
    // Nothing between the bytes of the store: no unsynchronisation, and no footer.
    CHECK((first_tag(made).flags & 0x90) == 0);
    const Located found = *store_of(made, {}).value();
    CHECK(as_text(ByteView(made).subspan(found.ranges[0].start, found.ranges[0].length)) == as_text(found.store));
    CHECK(validate_ok(made).state == State::kTrusted);
  }
}

TEST_CASE("sound: padding of a tag is used up before anything moves") {
  const std::string frames = id3_frame_of(3, "TIT2", "\0a title"s);
  const Bytes file = mp3_file(id3_tag({.version = 3, .frames = frames, .padding = 20000}));
  CHECK(sign_ok(file).file.size() == file.size());
}

TEST_CASE("sound: of a FLAC blocks and frames stay") {
  for (const std::string& tag : {""s, id3_tag({.version = 3, .frames = id3_frame_of(3, "TIT2", "\0x"s)})}) {
    const Bytes file = flac_file({{4, vorbis_comments({"AIGC={}"})}, {1, std::string(20, '\0')}}, tag);
    const Bytes made = sign_ok(file).file;
    CHECK(container::sniff(made) == container::Format::kFlac);
    CHECK(as_text(ByteView(made).last(file.size() - tag.size())) == as_text(ByteView(file).subspan(tag.size())));
    CHECK(container::split_flac(made, {})->id3.size() == 1);
  }
}

TEST_CASE("sound: of an M4A every other box stays, and chunks are where they are pointed at") {
  for (const M4aSpec& spec : std::vector<M4aSpec>{{.udta = mp4_itunes({{"\xA9nam", "x"}})},
                                                  {.moov_first = true},
                                                  {.moov_first = true, .wide = true},
                                                  {.more_boxes = box("free", "room"), .moov_first = true},
                                                  {.moov_first = true, .open_end = true}}) {
    const Bytes file = m4a_file(spec), made = sign_ok(file).file;
    const auto chunk = [&](const Bytes& bytes) {
      const std::string name = spec.wide ? "co64" : "stco";
      const auto at = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
      const auto entry = static_cast<size_t>(at - bytes.begin()) + 12;
      const size_t offset = spec.wide ? static_cast<size_t>(read_be64(&bytes[entry])) : read_be32(&bytes[entry]);
      return std::string(as_text(ByteView(bytes).subspan(offset, kSoundBytes.size())));
    };
    CHECK(chunk(file) == kSoundBytes);
    CHECK(chunk(made) == kSoundBytes);
    const auto mp4 = container::read_mp4(made, "M4A", {});
    REQUIRE(mp4.ok());
    CHECK(mp4->boxes[1].type == "uuid");
    CHECK(mp4->boxes.size() == container::read_mp4(file, "M4A", {})->boxes.size() + 1);
    CHECK(validate_ok(made).state == State::kTrusted);
    // Another in its place, longer: everything moves again.
    Content longer = content_of();
    longer.notice.assign(500, 'n');
    const Bytes again = sign_ok(made, signer_of(signer_leaf()), nullptr, longer).file;
    CHECK(chunk(again) == kSoundBytes);
    CHECK(validate_ok(again).state == State::kTrusted);
  }
}

TEST_CASE("sound: an M4A in fragments, with auxiliary data, or with offsets that cannot grow is refused") {
  const auto code = [](const Bytes& file) {
    return sign_file(file, content_of(), signer_of(signer_leaf()), nullptr, {}).status().code();
  };
  CHECK(code(m4a_file({.more_boxes = box("moof", ""), .moov_first = true})) == Code::kUnsupportedFormat);
  CHECK(code(m4a_file({.more_boxes = box("sidx", ""), .moov_first = true})) == Code::kUnsupportedFormat);
  CHECK(code(m4a_file({.more_in_trak = box("mdia", box("minf", box("stbl", box("saio", "")))), .moov_first = true})) ==
        Code::kUnsupportedFormat);
  Bytes far = m4a_file({.moov_first = true});
  const std::string name = "stco";
  const auto at = std::search(far.begin(), far.end(), name.begin(), name.end());
  std::fill(at + 12, at + 16, uint8_t{0xFF});
  CHECK(code(far) == Code::kLimitExceeded);
}

TEST_CASE("sound: the media types in use are read, and one is written") {
  const Bytes store = some_store();
  for (const std::string& type : {std::string(kMediaType), std::string(kFormer), "application/jumbf"s})
    for (const int version : {3, 4}) {
      const Bytes file = mp3_with(id3_frame_of(version, "TIT2", "\0x"s) + geob(version, type, store), version);
      const auto found = store_of(file, {});
      REQUIRE_MESSAGE(found.ok(), found.status().message());
      REQUIRE(found.value());
      CHECK(as_text(found.value()->store) == as_text(store));
      const Bytes made = sign_ok(file).file;
      CHECK(as_text(made).find(kMediaType) != std::string_view::npos);
      CHECK(as_text(made).find(kFormer) == std::string_view::npos);
      CHECK(as_text(made).find("application/jumbf") == std::string_view::npos);
    }
  // Texts of UTF-16.
  const std::string wide = "\1"s + std::string(kMediaType) + "\0\xFF\xFE"s + "c\0\0\0"s + "\xFF\xFEx\0\0\0"s + std::string(as_text(store));
  CHECK(store_of(mp3_with(id3_frame_of(4, "GEOB", wide)), {}).value()->store == store);
  // Objects of others are nobody's manifest.
  CHECK_FALSE(store_of(mp3_with(geob(4, "application/json", as_bytes("{}"))), {}).value());
  CHECK_FALSE(store_of(mp3_with(geob(4, "application/jumbf", as_bytes("another JUMBF"))), {}).value());
}

TEST_CASE("sound: a store under unsynchronisation is read, and stands where its coded bytes do") {
  Bytes store = some_store();
  append(store, as_bytes("\xFF\xE0\xFF\0\xFF"s));  // padding that says something
  std::string coded;
  for (size_t i = 0; i < store.size(); ++i) {
    coded += static_cast<char>(store[i]);
    const bool last = i + 1 == store.size();
    if (store[i] == 0xFF && (last || store[i + 1] >= 0xE0 || store[i + 1] == 0)) coded += '\0';
  }
  const std::string before = id3_frame_of(3, "TIT2", kId3Title);
  for (const Bytes& file : {mp3_with(before + geob(3, std::string(kMediaType), store), 3, 0x80),
                            mp3_with(geob(4, std::string(kMediaType), as_bytes(coded), "\0\2"s)),
                            mp3_with(geob(4, std::string(kMediaType), as_bytes(coded)), 4, 0x80)}) {
    const auto found = store_of(file, {});
    REQUIRE_MESSAGE(found.ok(), found.status().message());
    CHECK(found.value()->store == store);
    const Range range = found.value()->ranges[0];
    CHECK(as_text(ByteView(file).subspan(range.start, range.length)) == coded);
  }
}

TEST_CASE("sound: two stores, one in another tag, in another frame or in none, are malformed") {
  const Bytes store = some_store();
  const std::string one = geob(4, std::string(kMediaType), store), tag = id3_tag({.frames = one});
  CHECK(refusal(mp3_with(one + one)).find("two manifest stores") != std::string::npos);
  CHECK(refusal(mp3_file(id3_tag({.frames = id3_frame_of(4, "TIT2", "\3x")}) + tag)).find("not the first") != std::string::npos);
  CHECK(refusal(mp3_file(tag + tag)).find("not the first") != std::string::npos);
  CHECK(refusal(mp3_with(geob(4, "image/png", store))).find("none of its kind") != std::string::npos);
  CHECK(refusal(mp3_with(id3_frame_of(4, "PRIV", "c2pa\0"s + std::string(as_text(store))))).find("none of its kind") != std::string::npos);
  CHECK(refusal(mp3_with(geob(4, std::string(kMediaType), {}))).find("holds nothing") != std::string::npos);
  CHECK(refusal(wav_file({.behind = {{"C2PA", "x"}, {"C2PA", "x"}}})).find("two chunks") != std::string::npos);
  CHECK(refusal(wav_file({.behind = {{"c2pa", std::string(as_text(store))}}})).find("none of its kind") != std::string::npos);
}

TEST_CASE("sound: whatever bit of the frame's head is damaged, the manifest does not vanish") {
  for (const int version : {2, 3, 4}) {
    const std::string title = id3_frame_of(version, version == 2 ? "TT2" : "TIT2", "\0x"s);
    const Bytes file = sign_ok(mp3_with(title, version)).file;
    const Range store = store_of(file, {}).value()->ranges[0];
    const size_t head = version == 2 ? 6 : 10, texts = 1 + kMediaType.size() + 1 + 5 + 20;
    for (size_t at = store.start - head - texts; at < store.start; ++at)
      for (int bit = 0; bit < 8; ++bit) {
        Bytes bad = file;
        bad[at] = static_cast<uint8_t>(bad[at] ^ 1u << bit);
        CAPTURE(version);
        CAPTURE(at);
        CAPTURE(bit);
        const auto v = validate(bad, {}, trust_of(), {});
        CHECK((!v.ok() || v->state == State::kInvalid));
      }
  }
}

namespace {

// `file` signed so that its hash leaves out `range` of what was placed, whatever is there.
template <typename Choose>
Validation with_exclusion(const Bytes& file, Choose choose) {
  Recipe r;
  Range range{1, 1};
  Bytes made = file;
  for (int i = 0; i < 6; ++i) {
    const Range last = range;
    made = with_store(file, store_bytes(r, range, Bytes(32, 0)));
    range = choose(*store_of(made, {}).value());
    if (range == last) break;
  }
  return validate_ok(with_store(file, store_bytes(r, range, hash_without(made, range))));
}

}  // namespace

TEST_CASE("sound: others leave out the whole tag or the whole frame, which is noted; nothing else passes") {
  const Bytes file = mp3_with(id3_frame_of(4, "TIT2", "\3x"));
  const std::string note = "assertion.dataHash.additionalExclusionsPresent";
  const Validation exact = with_exclusion(file, [](const Located& l) { return l.ranges[0]; });
  CHECK(exact.state == State::kTrusted);
  CHECK_FALSE(codes(exact, Outcome::kInformational).contains(note));
  for (const size_t which : {size_t{0}, size_t{1}}) {
    const Validation wide = with_exclusion(file, [&](const Located& l) { return l.around[which]; });
    CAPTURE(told(wide));
    CHECK(wide.state == State::kTrusted);
    CHECK(codes(wide, Outcome::kInformational).contains(note));
  }
  for (const size_t more : {size_t{1}, size_t{9}}) {
    const Validation wider = with_exclusion(
        file, [&](const Located& l) { return Range{l.ranges[0].start - more, l.ranges[0].length + more}; });
    CHECK(failures(wider) == std::set<std::string>{"assertion.dataHash.mismatch"});
  }
}

TEST_CASE("sound: Ogg and AIFF have no place, and say so; a side file does") {
  for (const Bytes& file : {ogg_file(), ogg_file({.opus = true}), aiff_file()}) {
    const auto made = sign_file(file, content_of(), signer_of(signer_leaf()), nullptr, {});
    CHECK(made.status().code() == Code::kUnsupportedFormat);
    CHECK(made.status().message().find("C2PA names no place") != std::string::npos);
    CHECK(made.status().message().find("side file") != std::string::npos);
    CHECK(store_of(file, {}).status().code() == Code::kUnsupportedFormat);
    const auto side = sign_sidecar(file, content_of(), signer_of(signer_leaf()), nullptr, {});
    REQUIRE(side.ok());
    CHECK(validate_ok(file, trust_of(), side->store).state == State::kTrusted);
  }
}

TEST_CASE("sound: what a tag cannot hold is refused, and sizes that lie are named") {
  Content large = content_of();
  large.notice.assign(size_t{17} << 20, 'n');
  const auto code = [&](const Bytes& file) {
    return sign_file(file, large, signer_of(signer_leaf()), nullptr, {}).status().code();
  };
  CHECK(code(mp3_with(id3_frame_of(2, "TT2", "\0x"s), 2)) == Code::kLimitExceeded);
  CHECK(code(mp3_file()) == Code::kLimitExceeded);  // max_metadata_bytes: it could not be read again
  CHECK(store_of(mp3_with("GEOB\0\0\x7F\x7F\0\0"s), {}).status().code() == Code::kMalformed);
  CHECK(store_of(mp3_with("GEOB\0\0\0\1\0\0\0"s), {}).ok());
  Bytes cut = mp3_with(geob(4, std::string(kMediaType), some_store()));
  cut[6] = 1;
  CHECK(store_of(cut, {}).status().code() == Code::kTruncated);
  std::string many;
  for (int i = 0; i < 65537; ++i) many += id3_frame_of(4, "GEOB", "x");
  CHECK(store_of(mp3_with(many), {}).status().code() == Code::kLimitExceeded);
}
