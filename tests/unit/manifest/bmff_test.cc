// The hash of BMFF files, and the box that carries their store.
#include "manifest/bmff_hash.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

Bytes film(const std::string& more = "") {
  return bytes_of(box("ftyp", "isom\0\0\2\0isom"s) + box("free", "filling") + more + box("mdat", "the frames"));
}

// `file` with a manifest whose hash has `exclusions`, and fits.
Bytes build_bmff(const Bytes& file, const Value& exclusions, const std::string& label = "c2pa.hash.bmff.v3",
                 bool offsets = true, const std::string& excluded_too = "") {
  Recipe r;
  r.hard_binding = false;
  const auto with_hash = [&](ByteView hash) {
    Recipe full = r;
    full.boxes.push_back(cbor_box(
        label, Value::map({{"alg", Value::text("sha256")}, {"hash", Value::bytes(hash)}, {"exclusions", exclusions}})));
    const Bytes wrapped = wrap_bmff(store_bytes(full));
    const size_t at = read_be32(file.data());
    Bytes out(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at));
    append(out, wrapped);
    append(out, ByteView(file).subspan(at));
    return out;
  };
  const Bytes placed = with_hash(Bytes(32, 0));
  crypto::Hasher hasher(crypto::HashAlgorithm::kSha256);
  for (size_t at = 0; at < placed.size(); at += read_be32(&placed[at])) {
    const std::string type(as_text(ByteView(placed).subspan(at + 4, 4)));
    if (type == "ftyp" || type == "uuid" || type == excluded_too) continue;
    if (offsets) hasher.add(as_bytes(big_endian(at, 8)));
    hasher.add(ByteView(placed).subspan(at, read_be32(&placed[at])));
  }
  return with_hash(hasher.finish());
}
Value with_path(const std::string& path) {
  std::vector<Value> list = bmff_exclusions().items();
  list.push_back(Value::map({{"xpath", Value::text(path)}, {"length", Value()}, {"data", Value()}}));
  return Value::array(list);
}

}  // namespace

TEST_CASE("bmff: a film's manifest is read, not written") {
  const Bytes file = build_bmff(film(), bmff_exclusions());
  const Validation v = validate_ok(file);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  CHECK(codes(v, Outcome::kSuccess).contains("assertion.bmffHash.match"));
  const auto refused = sign_file(film(), content_of(), signer_of(signer_leaf()), nullptr, {});
  CHECK(refused.status().code() == Code::kUnsupportedFormat);
  CHECK(validate_ok(film()).state == State::kNone);
}

TEST_CASE("bmff: version 1 of the hash knows no offsets, version 2 and 3 do") {
  CHECK(validate_ok(build_bmff(film(), bmff_exclusions(), "c2pa.hash.bmff", false)).state == State::kTrusted);
  CHECK(validate_ok(build_bmff(film(), bmff_exclusions(), "c2pa.hash.bmff.v2", true)).state == State::kTrusted);
  for (const auto& [label, offsets] : {std::pair{"c2pa.hash.bmff", true}, std::pair{"c2pa.hash.bmff.v2", false}})
    CHECK(failures(validate_ok(build_bmff(film(), bmff_exclusions(), label, offsets))) ==
          std::set<std::string>{"assertion.bmffHash.mismatch"});
}

TEST_CASE("bmff: a changed frame, a box added, boxes in another order") {
  const Bytes file = build_bmff(film(), bmff_exclusions());
  Bytes bad = file;
  bad.back() ^= 1;
  CHECK(failures(validate_ok(bad)) == std::set<std::string>{"assertion.bmffHash.mismatch"});
  bad = file;
  append(bad, as_bytes(box("free", "x")));
  CHECK(validate_ok(bad).state == State::kInvalid);
  const size_t tail = bytes_of(box("mdat", "the frames")).size(), filling = bytes_of(box("free", "filling")).size();
  bad = file;
  std::rotate(bad.end() - static_cast<std::ptrdiff_t>(tail + filling), bad.end() - static_cast<std::ptrdiff_t>(tail),
              bad.end());
  CHECK(validate_ok(bad).state == State::kInvalid);
}

TEST_CASE("bmff: what is left out beside the usual is said, and a side file may leave nothing out") {
  const Bytes file = build_bmff(film(), with_path("/mdat"), "c2pa.hash.bmff.v3", true, "mdat");
  const Validation v = validate_ok(file);
  CHECK(v.state == State::kTrusted);
  CHECK(codes(v, Outcome::kInformational).contains("assertion.bmffHash.additionalExclusionsPresent"));
  Bytes foreign = file;
  foreign.back() ^= 1;
  CHECK(failures(validate_ok(foreign, trust_of(), locate_bmff(file, {}).value()->store)) ==
        std::set<std::string>{"assertion.bmffHash.mismatch"});
}

TEST_CASE("bmff: two boxes with stores are refused") {
  Bytes file = build_bmff(film(), bmff_exclusions());
  append(file, wrap_bmff(locate_bmff(file, {}).value()->store));
  const Validation v = validate_ok(file);
  CHECK(v.state == State::kInvalid);
  CHECK(failures(v) == std::set<std::string>{"claim.malformed"});
}

TEST_CASE("bmff: too many exclusions are malformed") {
  std::vector<Value> list = bmff_exclusions().items();
  list.resize(257, Value::map({{"xpath", Value::text("/none")}}));
  CHECK(failures(validate_ok(build_bmff(film(), Value::array(list)))) ==
        std::set<std::string>{"assertion.bmffHash.malformed"});
}

TEST_CASE("bmff: an exclusion with too many conditions or parts, and one with flags of another size, are malformed") {
  const auto with = [](const std::string& key, const Value& value) {
    std::vector<Value> list = bmff_exclusions().items();
    list.push_back(Value::map({{"xpath", Value::text("/none")}, {key, value}}));
    return failures(validate_ok(build_bmff(film(), Value::array(list))));
  };
  const std::set<std::string> malformed = {"assertion.bmffHash.malformed"};
  const Value part = Value::map({{"offset", Value::unsigned_integer(0)}, {"length", Value::unsigned_integer(1)}});
  const Value condition = Value::map({{"offset", Value::unsigned_integer(0)}, {"value", Value::bytes(Bytes{1})}});
  CHECK(with("subset", Value::array(std::vector<Value>(16, part))).empty());
  CHECK(with("subset", Value::array(std::vector<Value>(17, part))) == malformed);
  CHECK(with("data", Value::array(std::vector<Value>(16, condition))).empty());
  CHECK(with("data", Value::array(std::vector<Value>(17, condition))) == malformed);
  CHECK(with("flags", Value::bytes(Bytes(3, 0))).empty());
  CHECK(with("flags", Value::bytes(Bytes(4, 0))) == malformed);
}

TEST_CASE("bmff: the ranges that are left out are limited") {
  std::string many;
  for (int i = 0; i < 9000; ++i) many += box("skip", "");
  std::vector<Value> list = bmff_exclusions().items(), parts;
  for (size_t i = 0; i < 8; ++i)
    parts.push_back(Value::map({{"offset", Value::unsigned_integer(i)}, {"length", Value::unsigned_integer(1)}}));
  list.push_back(Value::map({{"xpath", Value::text("/skip")}, {"subset", Value::array(parts)}}));
  CHECK(failures(validate_ok(build_bmff(film(many), Value::array(list)))) ==
        std::set<std::string>{"assertion.bmffHash.malformed"});
}

// QuickTime's meta has no version and flags, and its udta may end in four zero bytes.
TEST_CASE("bmff: boxes inside boxes need not be well formed where no path leads") {
  const std::string plain_meta = box("meta", box("hdlr", "mdta") + box("keys", "")),
                    full_meta = box("meta", "\0\0\0\0"s + box("hdlr", ""));
  for (const std::string& moov :
       {box("moov", plain_meta), box("moov", full_meta), box("moov", box("udta", box("name", "x") + "\0\0\0\0"s)),
        box("moov", "\0\0\1\0trak"s)}) {
    const Validation v = validate_ok(build_bmff(film(moov), bmff_exclusions()));
    CAPTURE(told(v));
    CHECK(v.state == State::kTrusted);
  }
  const Validation cut = validate_ok(build_bmff(film(), bmff_exclusions()));
  REQUIRE(cut.state == State::kTrusted);
}

TEST_CASE("bmff: a path into either kind of meta is followed") {
  for (const std::string& head : {""s, "\0\0\0\0"s}) {
    const std::string meta = box("meta", head + box("hdlr", "mdta") + box("keys", "free"));
    const Bytes file = build_bmff(film(box("moov", meta)), with_path("/moov/meta/keys"));
    // The hash of the file does not leave it out, so one that follows the path finds another.
    CHECK(failures(validate_ok(file)) == std::set<std::string>{"assertion.bmffHash.mismatch"});
  }
}

TEST_CASE("bmff: what somebody added to boxes that are left out is noted") {
  const std::string code = "assertion.bmffHash.additionalExclusionsPresent";
  std::vector<Value> list = bmff_exclusions().items();
  list.push_back(Value::map({{"xpath", Value::text("/free")}}));
  const Bytes bare = bytes_of(box("ftyp", "isom\0\0\2\0isom"s) + box("mdat", "the frames"));
  const Bytes file = build_bmff(bare, Value::array(list), "c2pa.hash.bmff.v3", true, "free");
  CHECK_FALSE(codes(validate_ok(file), Outcome::kInformational).contains(code));
  Bytes padded = file, hiding = file;
  append(padded, make_box("free", Bytes(16, 0)));
  append(hiding, make_box("free", Bytes(16, 7)));
  CHECK(validate_ok(padded).state == State::kTrusted);
  CHECK_FALSE(codes(validate_ok(padded), Outcome::kInformational).contains(code));
  CHECK(validate_ok(hiding).state == State::kTrusted);
  CHECK(codes(validate_ok(hiding), Outcome::kInformational).contains(code));
}
