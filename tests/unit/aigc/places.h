// Every place in which the reader finds a label, as files made by code.
#pragma once

#include <functional>

#include "aigc/text_forms.h"
#include "unit/aigc/support.h"

namespace aigc_test {

namespace made = imprint::test;

using Make = std::function<Bytes(const std::string&)>;

// A format with the carrier that the guide gives it. `make` wants an XMP packet.
struct Format {
  std::string name;
  std::string carrier;
  Make make;
};

inline std::string label_packet(const std::string& text) {
  return packet(description(kTc260Declared, "<TC260:AIGC>" + aigc::xml_escape(text) + "</TC260:AIGC>"));
}
inline std::string foreign_packet() { return packet(description(kDcDeclared, kForeign)); }

inline Bytes tiff_with_xmp(const std::string& xmp, bool little, bool big, uint16_t type = 1) {
  return made::tiff_file({.little = little, .big = big, .fields = {{700, type, xmp}}});
}

inline const Format kFormats[] = {
    {"PNG", "png:iTXt:XML:com.adobe.xmp", [](const std::string& xmp) { return png({itxt_chunk(kXmpKeyword, xmp)}); }},
    {"JPEG", "jpeg:APP1:xmp",
     [](const std::string& xmp) {
       return jpeg({kJfif, xmp_segment(xmp)});
     }},
    {"WebP", "webp:XMP",
     [](const std::string& xmp) {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP ", xmp}});
     }},
    {"GIF", "gif:application:xmp", [](const std::string& xmp) { return made::gif_file(made::gif_xmp(xmp)); }},
    {"TIFF", "tiff:IFD0:xmp", [](const std::string& xmp) { return tiff_with_xmp(xmp, true, false); }},
    {"AVIF", "avif:item:xmp", [](const std::string& xmp) { return made::heif_file({.items = {made::xmp_item(xmp)}}); }},
    {"HEIC", "heic:item:xmp",
     [](const std::string& xmp) {
       return made::heif_file({.brand = "heic", .base = 4, .items = {made::xmp_item(xmp)}});
     }},
};

// A place where a label was met. `make` wants the text of the label.
struct Place {
  std::string name;
  std::string carrier;
  std::string shape;  // that it is made with
  Codes codes;        // of the label found there
  std::string main_carrier;
  Make make;
};

inline std::string raw_profile(const std::string& what, const std::string& bytes) {
  std::string out = "\n" + what + "\n" + std::to_string(bytes.size()) + "\n";
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<uint8_t>(c) >> 4];
    out += "0123456789abcdef"[static_cast<uint8_t>(c) & 15];
  }
  return out + "\n";
}

inline Bytes heif_with(const std::string& brand, const made::HeifItemSpec& item) {
  return made::heif_file({.brand = brand, .items = {item}});
}

inline Segment extended_xmp(const std::string& part, size_t offset, size_t total) {
  return {0xE1, std::string(container::kExtendedXmpPrefix) + "0123456789ABCDEF0123456789ABCDEF" +
                    made::big_endian(total, 4) + made::big_endian(offset, 4) + part};
}

using P = const std::string&;

// --- XMP in the place of the guide, and in others ---

inline const std::string kPngMain = "png:iTXt:XML:com.adobe.xmp";

inline const Place kXmpPlaces[] = {
    {"PNG iTXt", kPngMain, "bare", {}, kPngMain, [](P t) { return png({itxt_chunk(kXmpKeyword, label_packet(t))}); }},
    {"PNG iTXt behind the image",
     kPngMain,
     "bare",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({}, {itxt_chunk(kXmpKeyword, label_packet(t))}); }},
    {"PNG compressed iTXt",
     kPngMain,
     "bare",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({compressed_itxt_chunk(kXmpKeyword, label_packet(t))}); }},
    {"PNG zTXt with XMP",
     "png:zTXt:XML:com.adobe.xmp",
     "bare",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({ztxt_chunk(kXmpKeyword, label_packet(t))}); }},
    {"PNG tEXt with XMP",
     "png:tEXt:XML:com.adobe.xmp",
     "bare",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({text_chunk(kXmpKeyword, label_packet(t))}); }},
    {"PNG raw profile xmp",
     "png:tEXt:Raw profile type xmp",
     "bare",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({text_chunk("Raw profile type xmp", raw_profile("xmp", label_packet(t)))}); }},
    {"JPEG APP1",
     "jpeg:APP1:xmp",
     "bare",
     {},
     "jpeg:APP1:xmp",
     [](P t) {
       return jpeg({kJfif, xmp_segment(label_packet(t))});
     }},
    {"JPEG second packet",
     "jpeg:APP1:xmp",
     "bare",
     {},
     "jpeg:APP1:xmp",
     [](P t) {
       return jpeg({xmp_segment(foreign_packet()), xmp_segment(label_packet(t))});
     }},
    {"JPEG extended XMP in two parts",
     "jpeg:APP1:extended-xmp",
     "bare",
     {"GB-CARRIER"},
     "jpeg:APP1:xmp",
     [](P t) {
       const std::string xmp = label_packet(t);
       return jpeg({xmp_segment(foreign_packet()), extended_xmp(xmp.substr(200), 200, xmp.size()),
                    extended_xmp(xmp.substr(0, 200), 0, xmp.size())});
     }},
    {"WebP XMP",
     "webp:XMP",
     "bare",
     {},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP ", label_packet(t)}});
     }},
    {"WebP XMP without VP8X",
     "webp:XMP",
     "bare",
     {},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::kVp8lAlpha, {"XMP ", label_packet(t)}});
     }},
    {"WebP XMP before the image",
     "webp:XMP",
     "bare",
     {},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::vp8x_chunk(4), {"XMP ", label_packet(t)}, made::kVp8});
     }},
    {"WebP second XMP",
     "webp:XMP",
     "bare",
     {},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP ", foreign_packet()}, {"XMP ", label_packet(t)}});
     }},
    {"WebP XMP with a zero in its type",
     "webp:XMP",
     "bare",
     {"GB-CARRIER"},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::vp8x_chunk(4), made::kVp8, {"XMP\0"s, label_packet(t)}});
     }},
    {"GIF application extension",
     "gif:application:xmp",
     "bare",
     {},
     "gif:application:xmp",
     [](P t) { return made::gif_file(made::kGifLoop + made::gif_xmp(label_packet(t)) + made::kGifControl); }},
    {"GIF XMP behind the image",
     "gif:application:xmp",
     "bare",
     {},
     "gif:application:xmp",
     [](P t) { return made::gif_file("", made::gif_xmp(label_packet(t))); }},
    {"GIF second XMP",
     "gif:application:xmp",
     "bare",
     {},
     "gif:application:xmp",
     [](P t) { return made::gif_file(made::gif_xmp(foreign_packet()), made::gif_xmp(label_packet(t))); }},
    {"GIF XMP in sub-blocks",
     "gif:application:xmp",
     "bare",
     {"GB-CARRIER"},
     "gif:application:xmp",
     [](P t) {
       return made::gif_file(made::gif_extension(0xFF, "\x0BXMP DataXMP" + made::sub_blocks(label_packet(t))));
     }},
    {"TIFF tag 700, little endian",
     "tiff:IFD0:xmp",
     "bare",
     {},
     "tiff:IFD0:xmp",
     [](P t) { return tiff_with_xmp(label_packet(t), true, false); }},
    {"TIFF tag 700, big endian, UNDEFINED",
     "tiff:IFD0:xmp",
     "bare",
     {},
     "tiff:IFD0:xmp",
     [](P t) { return tiff_with_xmp(label_packet(t), false, false, 7); }},
    {"BigTIFF tag 700, little endian",
     "tiff:IFD0:xmp",
     "bare",
     {},
     "tiff:IFD0:xmp",
     [](P t) { return tiff_with_xmp(label_packet(t), true, true); }},
    {"BigTIFF tag 700, big endian",
     "tiff:IFD0:xmp",
     "bare",
     {},
     "tiff:IFD0:xmp",
     [](P t) { return tiff_with_xmp(label_packet(t), false, true, 7); }},
    {"TIFF tag 700 of the second page",
     "tiff:IFD1:xmp",
     "bare",
     {"GB-CARRIER"},
     "tiff:IFD0:xmp",
     [](P t) {
       return made::tiff_file({.fields = {{700, 1, foreign_packet()}}, .next_page = {{700, 1, label_packet(t)}}});
     }},
    {"AVIF item",
     "avif:item:xmp",
     "bare",
     {},
     "avif:item:xmp",
     [](P t) { return heif_with("avif", made::xmp_item(label_packet(t))); }},
    {"AVIF item in idat",
     "avif:item:xmp",
     "bare",
     {},
     "avif:item:xmp",
     [](P t) { return heif_with("avif", made::xmp_item(label_packet(t), 1)); }},
    {"AVIF item in two extents",
     "avif:item:xmp",
     "bare",
     {},
     "avif:item:xmp",
     [](P t) {
       auto item = made::xmp_item(label_packet(t));
       item.pieces = 2;
       return heif_with("avif", item);
     }},
    {"AVIF item without a reference",
     "avif:item:xmp",
     "bare",
     {},
     "avif:item:xmp",
     [](P t) { return heif_with("avif", made::xmp_item(label_packet(t), 0, 0)); }},
    {"AVIF item about another item",
     "avif:item:xmp",
     "bare",
     {"GB-CARRIER"},
     "avif:item:xmp",
     [](P t) { return heif_with("avif", made::xmp_item(label_packet(t), 0, 9)); }},
    {"AVIF box uuid",
     "avif:uuid:xmp",
     "bare",
     {"GB-CARRIER"},
     "avif:item:xmp",
     [](P t) {
       return made::heif_file({.more_boxes = made::box("uuid",
                                                       "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94"
                                                       "\x91\xE3\xAF\xAC" +
                                                           label_packet(t))});
     }},
    {"HEIC item",
     "heic:item:xmp",
     "bare",
     {},
     "heic:item:xmp",
     [](P t) { return heif_with("heic", made::xmp_item(label_packet(t))); }},
    {"HEIC item, iloc version 0",
     "heic:item:xmp",
     "bare",
     {},
     "heic:item:xmp",
     [](P t) {
       return made::heif_file({.brand = "heic", .iloc_version = 0, .items = {made::xmp_item(label_packet(t))}});
     }},
    {"HEIC item, iloc version 2, 64 bits",
     "heic:item:xmp",
     "bare",
     {},
     "heic:item:xmp",
     [](P t) {
       return made::heif_file({.brand = "heic",
                               .iloc_version = 2,
                               .offset = 8,
                               .length = 8,
                               .base = 8,
                               .items = {made::xmp_item(label_packet(t))}});
     }},
};

// --- EXIF; the text goes into `exif` as it is stored ---

struct ExifPlace {
  std::string name, carrier;
  bool guide;  // annex B names it
  std::string main_carrier;
  Make make;  // wants the EXIF structure
};

inline const ExifPlace kExifPlaces[] = {
    {"JPEG APP1", "jpeg:APP1:exif", true, "jpeg:APP1:xmp", [](P e) { return jpeg({exif_segment(e)}); }},
    {"WebP EXIF", "webp:EXIF", true, "webp:XMP",
     [](P e) {
       return made::webp_file({made::vp8x_chunk(8), made::kVp8, {"EXIF", e}});
     }},
    {"WebP EXIF with the prefix of JPEG", "webp:EXIF", true, "webp:XMP",
     [](P e) {
       return made::webp_file({made::vp8x_chunk(8), made::kVp8, {"EXIF", "Exif\0\0"s + e}});
     }},
    {"PNG eXIf", "png:eXIf", false, kPngMain,
     [](P e) {
       return png({{"eXIf", e}});
     }},
    {"PNG raw profile", "png:tEXt:Raw profile type exif", false, kPngMain,
     [](P e) { return png({text_chunk("Raw profile type exif", raw_profile("exif", "Exif\0\0"s + e))}); }},
    {"AVIF item", "avif:item:Exif", false, "avif:item:xmp", [](P e) { return heif_with("avif", made::exif_item(e)); }},
    {"HEIC item", "heic:item:Exif", false, "heic:item:xmp", [](P e) { return heif_with("heic", made::exif_item(e)); }},
};

// --- texts ---

inline const Place kTextPlaces[] = {
    {"PNG tEXt AIGC", "png:tEXt:AIGC", "wrapped", {}, kPngMain, [](P t) { return png({text_chunk("AIGC", t)}); }},
    {"PNG zTXt AIGC",
     "png:zTXt:AIGC",
     "wrapped",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({ztxt_chunk("AIGC", t)}); }},
    {"PNG iTXt AIGC",
     "png:iTXt:AIGC",
     "wrapped",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({itxt_chunk("AIGC", t)}); }},
    {"PNG compressed iTXt AIGC",
     "png:iTXt:AIGC",
     "wrapped",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({compressed_itxt_chunk("AIGC", t)}); }},
    {"PNG tEXt of another keyword",
     "png:tEXt:Comment",
     "wrapped",
     {"GB-CARRIER"},
     kPngMain,
     [](P t) { return png({text_chunk("Comment", t)}); }},
    {"JPEG APP0",
     "jpeg:APP0:raw",
     "prefixed+bare",
     {"GB-CARRIER"},
     "jpeg:APP1:xmp",
     [](P t) {
       return jpeg({kJfif, {0xE0, "AIGC" + t}});
     }},
    {"JPEG APP10",
     "jpeg:APP10:raw",
     "wrapped",
     {"GB-CARRIER"},
     "jpeg:APP1:xmp",
     [](P t) {
       return jpeg({{0xEA, t}});
     }},
    {"JPEG comment",
     "jpeg:COM:raw",
     "wrapped",
     {"GB-CARRIER"},
     "jpeg:APP1:xmp",
     [](P t) {
       return jpeg({{0xFE, t}});
     }},
    {"WebP chunk AIGC",
     "webp:AIGC:raw",
     "bare",
     {"GB-CARRIER"},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::kVp8, {"AIGC", t}});
     }},
    {"WebP chunk of an application",
     "webp:appx:raw",
     "wrapped",
     {"GB-CARRIER"},
     "webp:XMP",
     [](P t) {
       return made::webp_file({made::vp8x_chunk(0), made::kVp8, {"appx", t}});
     }},
    {"GIF comment",
     "gif:comment",
     "wrapped",
     {"GB-CARRIER"},
     "gif:application:xmp",
     [](P t) { return made::gif_file("", made::gif_comment(t)); }},
    {"GIF extension AIGC",
     "gif:application:raw",
     "bare",
     {"GB-CARRIER"},
     "gif:application:xmp",
     [](P t) {
       return made::gif_file(made::gif_extension(0xFF,
                                                 "\x0B"
                                                 "AIGC   1.00" +
                                                     made::sub_blocks(t)));
     }},
    {"TIFF ImageDescription",
     "tiff:IFD0:ImageDescription",
     "wrapped",
     {"GB-CARRIER"},
     "tiff:IFD0:xmp",
     [](P t) {
       return made::tiff_file({.fields = {{270, 2, t + "\0"s}}});
     }},
    {"BigTIFF ImageDescription",
     "tiff:IFD0:ImageDescription",
     "wrapped",
     {"GB-CARRIER"},
     "tiff:IFD0:xmp",
     [](P t) {
       return made::tiff_file({.little = false, .big = true, .fields = {{270, 2, t + "\0"s}}});
     }},
    {"TIFF UserComment",
     "tiff:IFD0:exif:UserComment",
     "wrapped",
     {"GB-CARRIER"},
     "tiff:IFD0:xmp",
     [](P t) {
       return made::tiff_file({.exif_fields = {{37510, 7, kAsciiCode + t}}});
     }},
    {"BigTIFF UserComment",
     "tiff:IFD0:exif:UserComment",
     "wrapped",
     {"GB-CARRIER"},
     "tiff:IFD0:xmp",
     [](P t) {
       return made::tiff_file({.big = true, .exif_fields = {{37510, 7, kAsciiCode + t}}});
     }},
    {"AVIF item of JSON",
     "avif:item:raw",
     "wrapped",
     {"GB-CARRIER"},
     "avif:item:xmp",
     [](P t) {
       return heif_with("avif", {4, "mime", "AIGC\0application/json\0"s, t, 0, 1});
     }},
    {"HEIC item of text in idat",
     "heic:item:raw",
     "bare",
     {"GB-CARRIER"},
     "heic:item:xmp",
     [](P t) {
       return heif_with("heic", {4, "mime", "\0text/plain\0"s, t, 1, 1});
     }},
};

}  // namespace aigc_test
