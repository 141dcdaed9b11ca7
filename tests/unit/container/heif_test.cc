#include <doctest/doctest.h>

#include <algorithm>

#include "container/heif_edit.h"
#include "container/heif_items.h"
#include "unit/containers.h"
#include "unit/rows.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

HeifFile whole_heif(const Bytes& file) {
  auto heif = read_heif(file, "HEIF", {});
  REQUIRE_MESSAGE(heif.ok(), heif.status().message());
  return std::move(heif).value();
}

std::string data_of(const HeifFile& heif, const HeifItem& item) {
  const auto data = heif_item_data(heif, item, {});
  REQUIRE_MESSAGE(data.ok(), data.status().message());
  return std::string(as_text(data.value()));
}

Status set_status(const Bytes& file, std::optional<uint32_t> id = std::nullopt) {
  return set_heif_xmp(whole_heif(file), id, as_bytes("packet"), {}).status();
}

struct HeifRow {
  std::string name;
  HeifSpec spec;
};
const HeifItemSpec kInMdat = xmp_item("old packet"), kInIdat = xmp_item("old packet", 1),
                   kCoded = {5, "av01", "\0"s, "a thumbnail in pieces", 0, 0, 3},
                   kGrid = {6, "grid", "\0"s, "eight by", 1, 0};
const HeifRow kRows[] = {
    {"iloc version 0", {.iloc_version = 0, .items = {kCoded}}},
    {"iloc version 1, idat", {.items = {kGrid, kCoded}}},
    {"iloc version 2", {.iloc_version = 2, .items = {kGrid, kCoded}}},
    {"base of 32 bits", {.base = 4, .items = {kGrid, kCoded}}},
    {"base of 64 bits", {.offset = 8, .length = 8, .base = 8, .items = {kCoded}}},
    {"base, offsets of no bytes", {.offset = 0, .base = 4, .items = {{6, "av01", "\0"s, "one piece"}}}},
    {"old packet in mdat", {.items = {kInMdat, kGrid, kCoded}}},
    {"old packet in idat", {.items = {kInIdat, kGrid, kCoded}}},
    {"old packet with a base", {.base = 8, .items = {kCoded, kInMdat}}},
    {"meta behind mdat", {.items = {kGrid, kCoded}, .meta_last = true}},
    {"meta behind mdat, without a size", {.items = {kGrid, kCoded}, .meta_last = true, .open_end = true}},
    {"mdat without a size", {.items = {kGrid, kCoded}, .open_end = true}},
    {"tracks", {.items = {kGrid, kCoded}, .tracks = true}},
    {"groups", {.more_in_meta = box("grpl", box("altr", "\0\0\0\0\0\0\0\x63\0\0\0\0"s))}},
};

// Of every item but XMP.
std::string others(const HeifFile& heif) {
  std::string out;
  for (const HeifItem& item : heif.items)
    if (item.type != "mime") out += std::to_string(item.id) + data_of(heif, item) + "|";
  return out;
}

// What the first chunk of a track begins with; the two lists of the sample must agree.
std::string chunk(const Bytes& file) {
  const size_t stco = as_text(file).find("stco"), co64 = as_text(file).find("co64");
  if (stco == std::string::npos) return "";
  const size_t at = read_be32(&file[stco + 12]);
  CHECK(read_be32(&file[stco + 16]) == at + 4);
  CHECK(read_be64(&file[co64 + 12]) == at);
  return std::string(as_text(file).substr(at, 9));
}

void check_set(const HeifRow& row) {
  const Bytes file = heif_file(row.spec);
  const HeifFile before = whole_heif(file);
  std::optional<uint32_t> id;
  for (const HeifItem& item : before.items)
    if (item.type == "mime") id = item.id;
  for (const std::string& packet : {"short"s, "old length"s, std::string(5000, 'x')}) {
    CAPTURE(packet);
    const auto out = set_heif_xmp(before, id, as_bytes(packet), {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    const HeifFile after = whole_heif(out.value());
    REQUIRE(after.items.size() == before.items.size() + (id ? 0 : 1));
    CHECK(others(after) == others(before));
    CHECK(chunk(out.value()) == (row.spec.tracks ? "the coded" : ""));
    const auto item =
        std::find_if(after.items.begin(), after.items.end(), [](const HeifItem& i) { return i.type == "mime"; });
    CHECK(data_of(after, *item) == packet);
    CHECK(item->content_type == "application/rdf+xml");
    CHECK(item->describes_primary);
    CHECK(as_text(out.value()).find("old packet") == std::string::npos);
    CHECK(set_heif_xmp(after, item->id, as_bytes(packet), {}).value() == out.value());
    // Only the box that holds it grows from now on, and back.
    const Bytes longer = set_heif_xmp(after, item->id, as_bytes(packet + std::string(6000, 'y')), {}).value();
    CHECK(others(whole_heif(longer)) == others(before));
    CHECK(data_of(whole_heif(longer), *item) == packet + std::string(6000, 'y'));
  }
}
TEST_ROWS("heif_edit: a packet is set and every item keeps its bytes", kRows, check_set);

void check_truncated(const HeifRow& row) {
  const Bytes file = heif_file(row.spec);
  for (size_t size = 0; size < file.size(); ++size) {
    const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    const auto heif = read_heif(part, "HEIF", {});
    if (!heif.ok()) {
      const bool open_meta = row.spec.meta_last && row.spec.open_end;  // ends wherever the file does
      CHECK((heif.status().code() == Code::kTruncated || (open_meta && heif.status().code() == Code::kMalformed)));
    } else {
      for (const HeifItem& item : heif->items) (void)heif_item_data(heif.value(), item, {});
    }
  }
}
TEST_ROWS("heif_items: cut at any byte", kRows, check_truncated);

}  // namespace

TEST_CASE("heif_items: items, their types and what they describe are listed") {
  const Bytes file = heif_file({.items = {xmp_item("packet"), exif_item("II*"), kGrid}});
  const HeifFile heif = whole_heif(file);
  REQUIRE(heif.items.size() == 4);
  CHECK(heif.primary == 1);
  CHECK(heif.max_id == 6);
  CHECK(heif.items[1].name == "XMP");
  CHECK(heif.items[1].content_type == "application/rdf+xml");
  CHECK(heif.items[1].content_encoding.empty());
  CHECK(heif.items[1].describes_primary);
  CHECK_FALSE(heif.items[3].describes);
  CHECK(data_of(heif, heif.items[3]) == "eight by");
  CHECK(heif.location(7) == nullptr);
}

TEST_CASE("heif_items: lists that do not fit their box, and limits, are refused") {
  Bytes file = heif_file({.items = {kGrid}});
  const size_t iloc = as_text(file).find("iloc");
  Bytes bad = file;
  bad[iloc + 4] = 3;  // version
  CHECK(read_heif(bad, "HEIF", {}).status().code() == Code::kMalformed);
  bad = file;
  bad[iloc + 8] = 0x54;  // offsets of five bytes
  CHECK(read_heif(bad, "HEIF", {}).status().code() == Code::kMalformed);
  bad = file;
  bad[iloc + 11] = 9;  // nine items
  CHECK(read_heif(bad, "HEIF", {}).status().code() == Code::kMalformed);
  bad = file;
  bad[as_text(file).find("pitm") - 1] = 0;  // a box inside another that has no size
  CHECK(read_heif(bad, "HEIF", {}).status().message() == "HEIF box pitm inside another has no size");
  CHECK(read_heif(heif_file({.more_in_meta = box("pitm", "\0\0\0\0\0\1"s)}), "HEIF", {}).status().message() ==
        "HEIF box meta holds two boxes pitm");
  Limits limits;
  limits.max_segments = 5;
  CHECK(read_heif(file, "HEIF", limits).status().code() == Code::kLimitExceeded);
  limits = {};
  limits.max_metadata_bytes = 7;
  const HeifFile heif = whole_heif(file);
  CHECK(heif_item_data(heif, heif.items[1], limits).status().code() == Code::kLimitExceeded);
}

TEST_CASE("heif_edit: files whose offsets are not mended are refused by name") {
  const auto moov = [](const std::string& inside) {
    return heif_file({.more_boxes = box("moov", box("trak", box("mdia", box("minf", box("stbl", inside)))))});
  };
  CHECK(set_status(heif_file({.more_boxes = box("moof", "")})).code() == Code::kUnsupportedFormat);
  CHECK(set_status(heif_file({.more_boxes = box("mfra", "")})).code() == Code::kUnsupportedFormat);
  CHECK(set_status(moov(box("saio", ""))).code() == Code::kUnsupportedFormat);
  CHECK(set_status(moov(box("stco", "\0\0\0\0\0\0\0\2abcd"s))).code() == Code::kMalformed);
  CHECK(set_status(bytes_of(box("ftyp", "avif\0\0\0\0avif"s))).code() == Code::kUnsupportedFormat);
  CHECK(set_status(heif_file({}), 9).code() == Code::kMalformed);
  CHECK(set_status(heif_file({.items = {{0xFFFF, "grid", "\0"s, "x"}}})).code() == Code::kLimitExceeded);
  // A primary item of 32 bits beside references of 16: the new reference could not name it.
  const HeifItemSpec described = {7, "mime", "x\0text/plain\0"s, "words", 0, 1};
  CHECK(set_status(heif_file({.items = {described}, .primary = 0x10001})).code() == Code::kUnsupportedFormat);
  CHECK(set_status(heif_file({.items = {described}})).ok());
  // An item that is said to lie over the list of items.
  Bytes file = heif_file({.items = {kCoded}});
  const size_t iloc = as_text(file).find("iloc");
  file[iloc + 20 + 3] = static_cast<uint8_t>(iloc);  // the first extent of the picture
  CHECK(set_status(file).code() == Code::kMalformed);
}

TEST_CASE("heif_edit: an item may lie beside a list of chunks, which changes, and not over it") {
  Bytes file = heif_file({.items = {kCoded}, .tracks = true});
  const size_t first_extent = as_text(file).find("iloc") + 20, chunks = as_text(file).find("stco") + 12;
  const auto with_extent_at = [&](size_t at) {
    for (int i = 0; i < 4; ++i) file[first_extent + static_cast<size_t>(i)] = static_cast<uint8_t>(at >> (24 - 8 * i));
    return set_status(file);
  };
  const size_t size = read_be32(&file[first_extent + 4]);
  CHECK(with_extent_at(chunks - size).ok());
  CHECK(with_extent_at(chunks - size + 1).message().ends_with("has an item over a list of chunks"));
  CHECK(with_extent_at(chunks + 7).code() == Code::kMalformed);  // the last byte of two offsets
}

TEST_CASE("heif_edit: patches are applied where they were asked for") {
  const Bytes file = heif_file({.items = {exif_item("II*")}});
  const HeifFile heif = whole_heif(file);
  const auto ranges = heif_ranges(heif, heif.items[1]);
  const auto out = set_heif_xmp(heif, std::nullopt, as_bytes("packet"), {{ranges.value()[0].at + 10, Bytes{'M', 'M'}}});
  REQUIRE(out.ok());
  const HeifFile after = whole_heif(out.value());
  CHECK(data_of(after, after.items[1]) == "\0\0\0\6Exif\0\0MM*"s);
}

TEST_CASE("heif_edit: a new item does not take the number of one that is only referred from") {
  const std::string reference = box("cdsc", big_endian(7, 2) + big_endian(1, 2) + big_endian(1, 2));
  const Bytes file = heif_file({.items = {}, .more_in_meta = box("iref", "\0\0\0\0"s + reference)});
  const HeifFile heif = whole_heif(file);
  CHECK(heif.max_id == 7);
  const auto out = set_heif_xmp(heif, std::nullopt, as_bytes("packet"), {});
  REQUIRE(out.ok());
  const HeifFile after = whole_heif(out.value());
  REQUIRE(after.items.size() == 2);
  CHECK(after.items[1].id == 8);
  CHECK(after.items[1].describes_primary);
}

TEST_CASE("heif_edit: an item whose number another has, too, is not written") {
  const Bytes file = heif_file({.items = {xmp_item("packet"), exif_item("II*")}});
  CHECK(set_status(file, 2).ok());
  Bytes twice = file;
  const size_t exif = as_text(file).find("Exif");
  twice[exif - 3] = 2;  // its number, 3
  CHECK(set_status(twice, 2).code() == Code::kMalformed);
}
