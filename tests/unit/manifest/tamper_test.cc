// Signed pictures with one byte changed, cut off at each byte, or with their parts in another order.
#include "container/jpeg_segments.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

bool passes(ByteView file) {
  const auto v = validate(file, {}, trust_of(), {});
  return v.ok() && v->state >= State::kValid;
}

Range store_range(const Bytes& file) { return carrier_for(file).value()->locate(file, {}).value()->ranges[0]; }

void check_outside(const PictureRow& row) {
  const Bytes file = sign_ok(row.make()).file;
  const Range store = store_range(file);
  // The box ftyp of BMFF is never signed.
  const bool bmff = carrier_for(file).value()->bmff;
  for (size_t i = bmff ? read_be32(file.data()) : 0; i < file.size(); ++i) {
    if (i == store.start) i = store.end();
    if (i == file.size()) break;
    for (const uint8_t change : {uint8_t{1}, uint8_t{0x80}}) {
      Bytes bad = file;
      bad[i] ^= change;
      CAPTURE(i);
      CHECK_FALSE(passes(bad));
    }
  }
}
TEST_ROWS("a byte of the content changed", kPictures, check_outside);

void check_truncated(const PictureRow& row) {
  const Bytes file = sign_ok(row.make()).file, store = store_of(file);
  for (size_t size = 0; size < file.size(); ++size) CHECK_FALSE(passes(ByteView(file).first(size)));
  for (size_t size = 0; size < store.size(); ++size) {
    if (size > 8)
      CHECK_FALSE(passes(with_store(file, ByteView(store).first(size))));  // a box head is what JPEG repeats
    const auto side = validate(row.make(), ByteView(store).first(size), trust_of(), {});
    CHECK((!side.ok() || side->state < State::kValid));
  }
}
TEST_ROWS("cut off", kPictures, check_truncated);

void check_appended(const PictureRow& row) {
  Bytes file = sign_ok(row.make()).file;
  append(file, as_bytes("more"));
  CHECK_FALSE(passes(file));
}
TEST_ROWS("bytes appended", kPictures, check_appended);

std::string describe(const Bytes& store, size_t at) {
  const auto root_box = parse_superbox(store);
  const auto inside = [&](ByteView part) {
    const auto begin = static_cast<size_t>(part.data() - store.data());
    return begin <= at && at < begin + part.size();
  };
  const Superbox& manifest = root_box->children[0];
  for (const Superbox& child : manifest.children) {
    if (!inside(child.raw)) continue;
    const ByteView description = child.hashed.first(read_be32(child.hashed.data()));
    if (inside(description) || inside(child.raw.first(8))) return "description of " + child.label;
    return child.label;
  }
  return "above";
}

}  // namespace

// Names and box types stand outside all hashes; the signature's own parts are covered by the signature.
TEST_CASE("tamper: a byte of the store changed never changes what is said") {
  const Bytes file = sign_ok(png_picture()).file, store = store_of(file);
  const Validation good = validate_ok(file);
  std::set<std::string> unsigned_parts;
  for (size_t i = 0; i < store.size(); ++i)
    for (const int bit : {0, 5}) {
      Bytes bad = store;
      bad[i] = static_cast<uint8_t>(bad[i] ^ 1u << bit);
      const Bytes changed = with_store(file, bad);
      const auto v = validate(changed, {}, trust_of(), {});
      if (!v.ok() || v->state < State::kValid) continue;
      unsigned_parts.insert(describe(store, i));
      const ManifestInfo &a = *good.active_manifest(), &b = *v->active_manifest();
      CHECK(a.generator == b.generator);
      CHECK(a.actions == b.actions);
      CHECK(a.source_types == b.source_types);
      CHECK(a.aigc_json == b.aigc_json);
      CHECK(a.soft_bindings[0].value == b.soft_bindings[0].value);
      CHECK(a.signature.common_name == b.signature.common_name);
      CHECK(a.signature.certificate.serial_hex == b.signature.certificate.serial_hex);
    }
  for (const std::string& part : unsigned_parts) MESSAGE(part);
  CHECK_FALSE(unsigned_parts.contains("c2pa.claim.v2"));
}

namespace {

// The APP11 segments of a JPEG whose store goes over several, and what stands around them.
struct Pieces {
  Bytes before, after;
  std::vector<Bytes> segments;
  Bytes file() const {
    Bytes out = before;
    for (const Bytes& s : segments) append(out, s);
    append(out, after);
    return out;
  }
};
Pieces pieces_of(const Bytes& file) {
  Pieces out;
  const auto jpeg = container::split_jpeg(file, {});
  REQUIRE(jpeg.ok());
  for (const auto& segment : jpeg->segments)
    if (segment.marker == container::kJpegApp11)
      out.segments.emplace_back(segment.raw.begin(), segment.raw.end());
    else
      append(out.segments.empty() ? out.before : out.after, segment.raw);
  append(out.after, jpeg->trailing);
  return out;
}
Pieces large() {
  Content content = content_of();
  content.notice.assign(150'000, 'n');
  const Bytes file = sign_ok(jpeg_picture(), signer_of(signer_leaf()), nullptr, content).file;
  const Pieces out = pieces_of(file);
  REQUIRE(out.segments.size() == 3);
  REQUIRE(out.file() == file);
  return out;
}

struct SegmentRow {
  std::string name;
  std::function<void(Pieces& p)> change;
};
const SegmentRow kSegments[] = {
    {"the second and third changed places", [](Pieces& p) { std::swap(p.segments[1], p.segments[2]); }},
    {"the first comes last",
     [](Pieces& p) { std::rotate(p.segments.begin(), p.segments.begin() + 1, p.segments.end()); }},
    {"the second twice", [](Pieces& p) { p.segments.insert(p.segments.begin() + 1, p.segments[1]); }},
    {"the first twice", [](Pieces& p) { p.segments.insert(p.segments.begin(), p.segments[0]); }},
    {"all of them twice",
     [](Pieces& p) {
       const std::vector<Bytes> again = p.segments;
       p.segments.insert(p.segments.end(), again.begin(), again.end());
     }},
    {"the second is missing", [](Pieces& p) { p.segments.erase(p.segments.begin() + 1); }},
    {"the last is missing", [](Pieces& p) { p.segments.pop_back(); }},
    {"a comment between them",
     [](Pieces& p) { p.segments.insert(p.segments.begin() + 1, bytes_of(jpeg_segment(0xFE, "x"))); }},
    {"another box between them",
     [](Pieces& p) {
       p.segments.insert(p.segments.begin() + 1,
                         bytes_of(jpeg_segment(0xEB, "JP\0\x09\0\0\0\1\0\0\0\x10jumbsome JUMBF"s)));
     }},
    {"a comment before them", [](Pieces& p) { append(p.before, bytes_of(jpeg_segment(0xFE, "x"))); }},
    {"a segment of the same box behind the picture's headers",
     [](Pieces& p) { p.after.insert(p.after.begin(), p.segments[2].begin(), p.segments[2].end()); }},
    {"the body of the last is longer than the box",
     [](Pieces& p) {
       Bytes& last = p.segments.back();
       const auto size = static_cast<uint16_t>(read_be16(&last[2]) + 3);
       last[2] = static_cast<uint8_t>(size >> 8);
       last[3] = static_cast<uint8_t>(size);
       append(last, as_bytes("xyz"));
     }},
};
void check_segments(const SegmentRow& row) {
  Pieces p = large();
  CHECK(passes(p.file()));
  row.change(p);
  CHECK_FALSE(passes(p.file()));
}
TEST_ROWS("segments of a JPEG", kSegments, check_segments);

}  // namespace

TEST_CASE("tamper: two stores in one file are refused") {
  const Bytes file = sign_ok(png_picture()).file;
  const Range range = store_range(file);
  Bytes twice(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(range.end()));
  append(twice, ByteView(file).subspan(range.start));
  const Validation v = validate_ok(twice);
  CHECK(v.state == State::kInvalid);
}
