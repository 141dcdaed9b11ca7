// Hashes box by box, as they come with compressed manifests.
#include "manifest/boxes_hash.h"
#include "unit/manifest/compress.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

using Codes = std::set<std::string>;

struct Part {
  std::string name;
  Bytes bytes;
};

// The boxes of png_picture() and jpeg_picture(), by hand.
std::vector<Part> png_parts() {
  return {{"PNGh", bytes_of("\x89PNG\r\n\x1a\n")},
          {"IHDR", bytes_of(png_chunk("IHDR", "\0\0\0\1\0\0\0\1\x08\0\0\0\0"s))},
          {"tEXt", bytes_of(png_chunk("tEXt", "Title\0a picture"s))},
          {"IDAT", bytes_of(png_chunk("IDAT", "pixels"))},
          {"IEND", bytes_of(png_chunk("IEND", ""))}};
}
std::vector<Part> jpeg_parts() {
  return {{"SOI", bytes_of("\xFF\xD8")},
          {"APP0", bytes_of(jpeg_segment(0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0"s))},
          {"COM", bytes_of(jpeg_segment(0xFE, "a comment"))},
          {"SOF0", bytes_of(jpeg_segment(0xC0, "\x08\0\1\0\1\1\1\x11\0"s))},
          {"SOS", bytes_of(jpeg_segment(0xDA, "\1\1\0\0\x3F\0"s) + "pixels")},
          {"EOI", bytes_of("\xFF\xD9")}};
}
constexpr size_t kBeforeStore = 2;  // boxes before the manifest, in both

Value entry(const std::string& name, ByteView bytes) {
  return Value::map({{"names", Value::array({Value::text(name)})},
                     {"alg", Value::text("sha256")},
                     {"hash", Value::bytes(crypto::digest(crypto::HashAlgorithm::kSha256, bytes))},
                     {"pad", Value::bytes({})}});
}
Value store_entry() {
  return Value::map({{"names", Value::array({Value::text("C2PA")})},
                     {"hash", Value::bytes(Bytes{0})},
                     {"excluded", Value::boolean(true)}});
}
std::vector<Value> entries_of(const std::vector<Part>& parts, bool with_store = true) {
  std::vector<Value> out;
  for (const Part& part : parts) {
    if (with_store && out.size() == kBeforeStore) out.push_back(store_entry());
    out.push_back(entry(part.name, part.bytes));
  }
  return out;
}

Bytes store_of_entries(const std::vector<Value>& entries) {
  Recipe r;
  r.hard_binding = false;
  r.boxes.push_back(cbor_box("c2pa.hash.boxes", Value::map({{"boxes", Value::array(entries)}})));
  return store_bytes(r);
}

struct BoxesRow {
  std::string name;
  std::function<void(std::vector<Value>& entries)> edit = [](auto&) {};
  std::function<void(Bytes& file)> damage = [](auto&) {};
  Codes failures = {};
  Codes notes = {};
};
const std::string kMismatch = "assertion.boxesHash.mismatch", kUnknown = "assertion.boxesHash.unknownBox",
                  kMalformed = "assertion.boxesHash.malformed";
void set_names(Value& entry, const std::vector<Value>& names) { entry.set("names", Value::array(names)); }

const BoxesRow kBoxesRows[] = {
    {"whole"},
    {"a byte of the last but one box changed", [](auto&) {}, [](Bytes& f) { f[f.size() - 3] ^= 1; }, {kMismatch}},
    {"a box listed and not there", [](auto& e) { e.push_back(entry("more", {})); }, [](auto&) {}, {kMismatch}},
    {"a box there and not listed", [](auto& e) { e.pop_back(); }, [](auto&) {}, {kUnknown}},
    {"a box in the middle that is not listed", [](auto& e) { e.erase(e.begin() + 3); }, [](auto&) {}, {kMismatch}},
    {"the manifest is not listed", [](auto& e) { e.erase(e.begin() + kBeforeStore); }, [](auto&) {}, {kMismatch}},
    {"two boxes change places", [](auto& e) { std::swap(e[3], e[4]); }, [](auto&) {}, {kMismatch}},
    {"bytes behind the last box", [](auto&) {}, [](Bytes& f) { f.push_back(7); }, {kUnknown}},
    {"bytes behind the last box, which are listed", [](auto& e) { e.push_back(entry("c2pa.after", Bytes{7})); },
     [](Bytes& f) { f.push_back(7); }},
    {"a box that is left out is said",
     [](auto& e) { e[4].set("excluded", Value::boolean(true)); },
     [](Bytes& f) { f[f.size() - 3] ^= 0; },
     {},
     {"assertion.boxesHash.additionalExclusionsPresent"}},
    {"exclusions in a box",
     [](auto& e) { e[4].set("exclusions", Value::array({Value::map({})})); },
     [](auto&) {},
     {"assertion.unsupported"}},
    {"the manifest among others",
     [](auto& e) {
       set_names(e[1], {*e[1].find("names")->items().begin(), Value::text("C2PA")});
       e.erase(e.begin() + kBeforeStore);
     },
     [](auto&) {},
     {kMalformed}},
    {"an entry without names", [](auto& e) { set_names(e[0], {}); }, [](auto&) {}, {kMalformed}},
    {"a name that is no text", [](auto& e) { set_names(e[0], {Value::bytes({})}); }, [](auto&) {}, {kMalformed}},
    {"an entry without a hash", [](auto& e) { e[4].set("hash", Value()); }, [](auto&) {}, {kMismatch}},
    {"a hash of another algorithm",
     [](auto& e) { e[4].set("alg", Value::text("md5")); },
     [](auto&) {},
     {"algorithm.unsupported"}},
    {"no entries", [](auto& e) { e.clear(); }, [](auto&) {}, {kMalformed}},
};

void check(const BoxesRow& row, const std::vector<Part>& parts, const Bytes& picture) {
  std::vector<Value> entries = entries_of(parts);
  row.edit(entries);
  Bytes file = with_store(picture, store_of_entries(entries));
  row.damage(file);
  const Validation v = validate_ok(file);
  CAPTURE(told(v));
  CHECK(failures(v) == row.failures);
  CHECK(v.state == (row.failures.empty() ? State::kTrusted : State::kInvalid));
  for (const std::string& note : row.notes) CHECK(codes(v, Outcome::kInformational).contains(note));
  CHECK(codes(v, Outcome::kSuccess).contains("assertion.boxesHash.match") == row.failures.empty());
}
// The last byte but two of a PNG is of a checksum: IEND's, which is read. The damage is to IDAT there.
void check_png_boxes(const BoxesRow& row) {
  BoxesRow adapted = row;
  if (row.name.starts_with("a byte"))
    adapted.damage = [](Bytes& f) {
      std::string text(as_text(f));
      f[text.find("pixels")] ^= 1;
    };
  check(adapted, png_parts(), png_picture());
}
void check_jpeg_boxes(const BoxesRow& row) { check(row, jpeg_parts(), jpeg_picture()); }
TEST_ROWS("boxes hash of a PNG", kBoxesRows, check_png_boxes);
TEST_ROWS("boxes hash of a JPEG", kBoxesRows, check_jpeg_boxes);

}  // namespace

TEST_CASE("boxes hash: several boxes under one hash") {
  std::vector<Part> parts = png_parts();
  std::vector<Value> entries = entries_of(parts);
  Bytes both = parts[3].bytes;
  append(both, parts[4].bytes);
  entries.resize(4);
  entries.push_back(entry("IDAT", both));
  set_names(entries.back(), {Value::text("IDAT"), Value::text("IEND")});
  CHECK(validate_ok(with_store(png_picture(), store_of_entries(entries))).state == State::kTrusted);
}

TEST_CASE("boxes hash: the place and size of the manifest are free, so that it may be compressed") {
  const Bytes store = store_of_entries(entries_of(jpeg_parts()));
  const auto parsed = parse_superbox(store);
  const Bytes small = store_with(compressed(parsed->children[0].raw));
  CHECK(validate_ok(with_store(jpeg_picture(), small)).state == State::kTrusted);
}

TEST_CASE("boxes hash: the segments of a large store are one box") {
  Recipe r;
  r.hard_binding = false;
  r.boxes.push_back(cbor_box("c2pa.hash.boxes", Value::map({{"boxes", Value::array(entries_of(jpeg_parts()))}})));
  r.boxes.push_back({"org.example.large", "json", bytes_of("\"" + std::string(150000, 'x') + "\""), true});
  CHECK(validate_ok(with_store(jpeg_picture(), store_bytes(r))).state == State::kTrusted);
}

TEST_CASE("boxes hash: a side file lists the boxes without a manifest, and leaves none out") {
  std::vector<Value> entries = entries_of(png_parts(), false);
  CHECK(validate_ok(png_picture(), trust_of(), store_of_entries(entries)).state == State::kTrusted);
  entries[2].set("excluded", Value::boolean(true));
  CHECK(failures(validate_ok(png_picture(), trust_of(), store_of_entries(entries))) == Codes{kMismatch});
  CHECK(failures(validate_ok(gif_file(kGifLoop), trust_of(), store_of_entries(entries))) ==
        Codes{"assertion.unsupported"});
}
