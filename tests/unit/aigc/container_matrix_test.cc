// The matrix of uniqueness and of containers: labels twice in a file, files cut at every byte, written into, refused.
#include "container/heif_items.h"
#include "unit/aigc/places.h"

using namespace aigc_test;

namespace {

// --- uniqueness ---

std::string two_properties(const std::string& second) {
  return packet(
      description(kTc260Declared, "<TC260:AIGC>" + kBare + "</TC260:AIGC><TC260:AIGC>" + second + "</TC260:AIGC>"));
}

std::string labelled_2(std::string text) { return text.replace(text.find("\"1\""), 3, "\"2\""); }

struct Twice {
  std::string name, second;
};
const Twice kTwice[] = {{"the same label twice in a packet", kBare}, {"two labels in a packet", labelled_2(kBare)}};
struct TwiceInFormat {
  std::string name;
  const Twice& twice;
  const Format& format;
};
const made::Product<kTwice, kFormats, TwiceInFormat> kTwiceInFormats;

void check_twice(const TwiceInFormat& row) {
  const Bytes file = row.format.make(two_properties(row.twice.second));
  const auto found = read_ok(file);
  REQUIRE(found.labels.size() == 2);
  CHECK(found.labels[0].deviations.empty());
  CHECK(codes(found.labels[1].deviations) == Codes{"GB-SECOND-LABEL"});
  const bool agree = row.twice.second == kBare;
  CHECK(found.labels[1].deviations[0].message.find(agree ? "it agrees" : "it disagrees") != std::string::npos);
  check_replaced(file, row.format.carrier);
}
TEST_ROWS("matrix, uniqueness", kTwiceInFormats, check_twice);

struct TwoCarriers {
  std::string name;
  Bytes (*make)(const std::string& second);  // wrapped
  std::string carrier;
};
const TwoCarriers kTwoCarriers[] = {
    {"PNG XMP and tEXt",
     [](P t) {
       return png({itxt_chunk(kXmpKeyword, label_packet(kBare)), text_chunk("AIGC", t)});
     },
     kPngMain},
    {"JPEG XMP and EXIF",
     [](P t) {
       return jpeg({xmp_segment(label_packet(kBare)), exif_segment(exif(kAsciiCode + t))});
     },
     "jpeg:APP1:xmp"},
    {"WebP XMP and EXIF",
     [](P t) {
       return made::webp_file(
           {made::vp8x_chunk(12), made::kVp8, {"XMP ", label_packet(kBare)}, {"EXIF", exif(kAsciiCode + t)}});
     },
     "webp:XMP"},
    {"GIF XMP and comment",
     [](P t) { return made::gif_file(made::gif_xmp(label_packet(kBare)), made::gif_comment(t)); },
     "gif:application:xmp"},
    {"TIFF XMP and UserComment",
     [](P t) {
       return made::tiff_file({.fields = {{700, 7, label_packet(kBare)}}, .exif_fields = {{37510, 7, kAsciiCode + t}}});
     },
     "tiff:IFD0:xmp"},
    {"AVIF XMP and Exif",
     [](P t) {
       return made::heif_file({.items = {made::xmp_item(label_packet(kBare)), made::exif_item(exif(kAsciiCode + t))}});
     },
     "avif:item:xmp"},
    {"HEIC XMP and Exif",
     [](P t) {
       return made::heif_file(
           {.brand = "heic", .items = {made::xmp_item(label_packet(kBare), 1), made::exif_item(exif(kAsciiCode + t))}});
     },
     "heic:item:xmp"},
};
void check_two_carriers(const TwoCarriers& row, const std::string& second, const char* word) {
  const Bytes file = row.make(second);
  const auto found = read_ok(file);
  REQUIRE(found.labels.size() == 2);
  const auto& deviations = found.labels[1].deviations;
  const auto again = std::find_if(deviations.begin(), deviations.end(),
                                  [](const aigc::Deviation& d) { return d.code == "GB-SECOND-LABEL"; });
  REQUIRE(again != deviations.end());
  CHECK(again->message.find(word) != std::string::npos);
  CHECK(again->message.find(row.carrier) != std::string::npos);
  check_replaced(file, row.carrier);
}
void check_agreeing(const TwoCarriers& row) { check_two_carriers(row, kWrapped, "it agrees"); }
void check_disagreeing(const TwoCarriers& row) { check_two_carriers(row, labelled_2(kWrapped), "it disagrees"); }
TEST_ROWS("matrix, uniqueness, two that agree", kTwoCarriers, check_agreeing);
TEST_ROWS("matrix, uniqueness, two that disagree", kTwoCarriers, check_disagreeing);

// --- containers: cut at every byte, and written into without a label before ---

struct Container {
  std::string name;
  Bytes (*make)();
};
const Container kContainers[] = {
    {"PNG", [] { return png({}); }},
    {"PNG with XMP", [] { return png({itxt_chunk(kXmpKeyword, foreign_packet())}); }},
    {"JPEG", [] { return jpeg({kJfif}); }},
    {"JPEG with XMP",
     [] {
       return jpeg({kJfif, xmp_segment(foreign_packet())});
     }},
    {"WebP without VP8X", [] { return made::webp_file({made::kVp8}); }},
    {"WebP without VP8X, lossless with alpha, odd", [] { return made::webp_file({made::kVp8lAlpha}); }},
    {"WebP with XMP and bytes behind it",
     [] {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP ", foreign_packet()}}, "behind");
     }},
    {"GIF", [] { return made::gif_file(made::kGifLoop + made::kGifControl); }},
    {"GIF87a", [] { return made::gif_file("", "", "GIF87a", "behind"); }},
    {"GIF with XMP", [] { return made::gif_file(made::gif_xmp(foreign_packet())); }},
    {"TIFF, little endian", [] { return made::tiff_file({}); }},
    {"TIFF, big endian, two pages",
     [] {
       return made::tiff_file({.little = false, .next_page = {{270, 2, "page two\0"s}}});
     }},
    {"TIFF with XMP and EXIF",
     [] {
       return made::tiff_file({.fields = {{700, 1, foreign_packet()}}, .exif_fields = {{37500, 7, "a maker's note"}}});
     }},
    {"BigTIFF", [] { return made::tiff_file({.big = true}); }},
    {"AVIF", [] { return made::heif_file({.iloc_version = 0}); }},
    {"AVIF with XMP in idat", [] { return made::heif_file({.items = {made::xmp_item(foreign_packet(), 1)}}); }},
    {"AVIF with tracks", [] { return made::heif_file({.tracks = true}); }},
    {"AVIF, meta behind the data", [] { return made::heif_file({.meta_last = true}); }},
    {"AVIF, last box without a size", [] { return made::heif_file({.open_end = true}); }},
    {"AVIF, meta last and without a size", [] { return made::heif_file({.meta_last = true, .open_end = true}); }},
    {"HEIC with Exif and XMP",
     [] {
       return made::heif_file(
           {.brand = "heic", .base = 4, .items = {made::exif_item(exif("")), made::xmp_item(foreign_packet())}});
     }},
    {"HEIC, offsets of no bytes", [] { return made::heif_file({.brand = "heic", .offset = 0, .base = 4}); }},
    {"HEIC, 64 bits", [] { return made::heif_file({.brand = "heic", .iloc_version = 2, .offset = 8, .length = 8}); }},
};

// The bytes of every item but XMP: what must not change whatever moves.
std::string item_bytes(const Bytes& file) {
  std::string out;
  const auto heif = container::read_heif(file, "HEIF", {});
  if (!heif.ok()) return out;
  for (const auto& item : heif.value().items)
    if (item.type != "mime") out += text_of(container::heif_item_data(heif.value(), item, {}).value()) + "|";
  return out;
}

void check_written(const Container& row) {
  const Bytes file = row.make();
  CHECK(read_ok(file).labels.empty());
  const Bytes written = write_ok(file);
  const auto found = only_label(written);
  CHECK(found.label == sample());
  CHECK(found.deviations.empty());
  CHECK(write_ok(written) == written);
  const bool foreign = text_of(file).find(kForeign) != std::string::npos;
  CHECK((text_of(written).find(kForeign) != std::string::npos) == foreign);
  CHECK(item_bytes(written) == item_bytes(file));
  // A longer one and back again: nothing piles up.
  aigc::Label longer = sample();
  longer.reserved_code1 = std::string(3000, 'x');
  const Bytes grown = write_ok(written, longer);
  CHECK(only_label(grown).label == longer);
  CHECK(item_bytes(grown) == item_bytes(file));
  const Bytes back = write_ok(grown);
  CHECK(only_label(back).label == sample());
  CHECK(text_of(back).find("xxxx") == std::string::npos);
  CHECK(back.size() <= written.size() + 2048);
}
TEST_ROWS("matrix, container, written and rewritten", kContainers, check_written);

void check_cut(const Container& row) { check_cut_at_every_byte(write_ok(row.make())); }
TEST_ROWS("matrix, container, cut at every byte", kContainers, check_cut);

// --- containers that are refused ---

struct Refused {
  std::string name;
  Bytes (*make)();
  Code code;
  std::string words;
};
const Refused kRefused[] = {
    {"BMP", [] { return made::bytes_of("BM" + std::string(12, '\0') + "\x28\0\0\0"s); }, Code::kUnsupportedFormat,
     "BMP has no place"},
    {"no picture", [] { return made::bytes_of("hello"); }, Code::kUnsupportedFormat, "no format known here"},
    {"WebP that begins with metadata",
     [] {
       return made::webp_file({{"EXIF", "x"}, made::kVp8});
     },
     Code::kMalformed, "begins with none"},
    {"WebP with a VP8X of 4 bytes",
     [] {
       return made::webp_file({{"VP8X", "\0\0\0\0"s}, made::kVp8});
     },
     Code::kMalformed, "VP8X"},
    {"WebP without a key frame",
     [] {
       return made::webp_file({{"VP8 ", "no key frame"}});
     },
     Code::kMalformed, "key frame"},
    {"AVIF without meta",
     [] { return made::bytes_of(made::box("ftyp", "avis\0\0\0\0avis"s) + made::box("mdat", "x")); },
     Code::kUnsupportedFormat, "no box meta"},
    {"AVIF in fragments", [] { return made::heif_file({.more_boxes = made::box("moof", "")}); },
     Code::kUnsupportedFormat, "moof"},
    {"AVIF with a second list of items", [] { return made::heif_file({.more_boxes = made::box("meco", "")}); },
     Code::kUnsupportedFormat, "meco"},
    {"AVIF with an item that runs to the end of the file",
     [] {
       auto item = made::exif_item("");
       item.data.clear();
       return made::heif_file({.items = {item}});
     },
     Code::kUnsupportedFormat, "runs to the end"},
    {"AVIF with compressed XMP",
     [] {
       return heif_with("avif", {2, "mime", "XMP\0application/rdf+xml\0deflate\0"s, "packed", 0, 1});
     },
     Code::kMalformed, "coded as deflate"},
    {"TIFF with XMP that is no text",
     [] {
       return made::tiff_file({.fields = {{700, 3, "\1\0\2\0\3\0\4\0"s}}});
     },
     Code::kMalformed, "700"},
    {"XMP with a document type", [] { return kFormats[2].make("<!DOCTYPE x>" + label_packet(kBare)); },
     Code::kXmpMalformed, "document type"},
};
void check_refused(const Refused& row) {
  const auto written = aigc::write(row.make(), sample(), {}, {});
  CHECK(written.status().code() == row.code);
  CHECK_MESSAGE(written.status().message().find(row.words) != std::string::npos, written.status().message());
}
TEST_ROWS("matrix, container, refused", kRefused, check_refused);

void check_limit(const Format& format) {
  const Bytes file = format.make(label_packet(kBare));
  Limits limits;
  limits.max_metadata_bytes = 50;
  const auto found = aigc::read(file, limits);
  if (found.ok()) CHECK((found->labels.empty() || format.name == "JPEG"));  // a segment is bounded by itself
  if (!found.ok()) CHECK(found.status().code() == Code::kLimitExceeded);
  limits.max_segments = 0;
  CHECK(aigc::read(file, limits).status().code() == Code::kLimitExceeded);
}
TEST_ROWS("matrix, container, limits", kFormats, check_limit);

}  // namespace
