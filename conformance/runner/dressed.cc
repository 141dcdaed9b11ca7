#include "runner/dressed.h"

#include <zlib.h>

#include <array>
#include <string_view>

#include "model/error.h"

namespace imprint_conform {
namespace {

void put16(Bytes& out, uint32_t value) {
  out.push_back(static_cast<uint8_t>(value >> 8));
  out.push_back(static_cast<uint8_t>(value));
}
void put32(Bytes& out, uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}
void put(Bytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }
void put(Bytes& out, const Bytes& bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

// ---- ICC.1:2001-04, a matrix profile
// ----------------------------------------------------------------------------------

Bytes text_tag(std::string_view type, std::string_view words) {
  Bytes tag;
  put(tag, type);
  put32(tag, 0);
  if (type == "desc") put32(tag, static_cast<uint32_t>(words.size() + 1));
  put(tag, words);
  tag.push_back(0);
  if (type == "desc") tag.resize(tag.size() + 4 + 4 + 2 + 1 + 67, 0);  // no Unicode and no script name
  return tag;
}

// s15Fixed16 numbers.
Bytes xyz_tag(double x, double y, double z) {
  Bytes tag;
  put(tag, "XYZ ");
  put32(tag, 0);
  for (const double value : {x, y, z}) put32(tag, static_cast<uint32_t>(value * 65536 + 0.5));
  return tag;
}

Bytes gamma_tag() {
  Bytes tag;
  put(tag, "curv");
  put32(tag, 0);
  put32(tag, 1);
  put16(tag, 0x0233);  // 2.2 as u8Fixed8
  return tag;
}

struct Tag {
  const char* name;
  Bytes body;
};

Bytes profile_header(uint32_t size) {
  Bytes header;
  put32(header, size);
  put32(header, 0);
  put32(header, 0x02400000);
  put(header, "mntrRGB XYZ ");
  for (const uint32_t part : {2026u, 1u, 1u, 0u, 0u, 0u}) put16(header, part);
  put(header, "acsp");
  header.resize(68, 0);
  put32(header, 0xf6d6);  // D50
  put32(header, 0x10000);
  put32(header, 0xd32d);
  header.resize(128, 0);
  return header;
}

}  // namespace

Bytes wide_profile() {
  const std::array<Tag, 9> tags{{{"desc", text_tag("desc", "Wide test profile")},
                                 {"cprt", text_tag("text", "No rights reserved")},
                                 {"wtpt", xyz_tag(0.9642, 1.0, 0.8249)},
                                 {"rXYZ", xyz_tag(0.5151, 0.2412, 0.0)},
                                 {"gXYZ", xyz_tag(0.2919, 0.6922, 0.0419)},
                                 {"bXYZ", xyz_tag(0.1572, 0.0666, 0.7841)},
                                 {"rTRC", gamma_tag()},
                                 {"gTRC", gamma_tag()},
                                 {"bTRC", gamma_tag()}}};
  Bytes table, bodies;
  put32(table, static_cast<uint32_t>(tags.size()));
  const size_t first = 128 + 4 + 12 * tags.size();
  for (const Tag& tag : tags) {
    put(table, tag.name);
    put32(table, static_cast<uint32_t>(first + bodies.size()));
    put32(table, static_cast<uint32_t>(tag.body.size()));
    put(bodies, tag.body);
    while (bodies.size() % 4 != 0) bodies.push_back(0);
  }
  Bytes profile = profile_header(static_cast<uint32_t>(first + bodies.size()));
  put(profile, table);
  put(profile, bodies);
  return profile;
}

namespace {

// ---- EXIF 2.32, big endian: Make, Orientation 6, DateTime
// -------------------------------------------------------------

Bytes exif_block() {
  constexpr std::string_view maker = "Example Camera";  // 14 letters and a NUL
  constexpr std::string_view date = "2026:01:02 03:04:05";
  constexpr uint32_t kBehindTable = 8 + 2 + 3 * 12 + 4;
  Bytes exif;
  put(exif, "MM");
  put16(exif, 42);
  put32(exif, 8);
  put16(exif, 3);
  const auto entry = [&](uint32_t tag, uint32_t type, uint32_t count, uint32_t value) {
    put16(exif, tag);
    put16(exif, type);
    put32(exif, count);
    put32(exif, value);
  };
  entry(0x010f, 2, maker.size() + 1, kBehindTable);
  entry(0x0112, 3, 1, 6u << 16);
  entry(0x0132, 2, date.size() + 1, kBehindTable + maker.size() + 1);
  put32(exif, 0);
  put(exif, maker);
  exif.push_back(0);
  put(exif, date);
  exif.push_back(0);
  return exif;
}

constexpr std::string_view kPacket =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmp:Rating=\"4\">"
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A picture with a title</rdf:li></rdf:Alt></dc:title>"
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";

Bytes png_chunk(std::string_view type, const Bytes& body) {
  Bytes typed;
  put(typed, type);
  put(typed, body);
  Bytes chunk;
  put32(chunk, static_cast<uint32_t>(body.size()));
  put(chunk, typed);
  put32(chunk, static_cast<uint32_t>(crc32(0, typed.data(), static_cast<uInt>(typed.size()))));
  return chunk;
}

Bytes deflated(const Bytes& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  Bytes out(size);
  if (compress2(out.data(), &size, bytes.data(), static_cast<uLong>(bytes.size()), 9) != Z_OK)
    throw ConformError("zlib cannot compress a profile");
  out.resize(size);
  return out;
}

Bytes png_chunks() {
  Bytes profile;
  put(profile, "wide");
  profile.push_back(0);
  profile.push_back(0);
  put(profile, deflated(wide_profile()));
  Bytes text;
  put(text, "XML:com.adobe.xmp");
  text.resize(text.size() + 5, 0);
  put(text, kPacket);
  Bytes chunks = png_chunk("iCCP", profile);
  put(chunks, png_chunk("eXIf", exif_block()));
  put(chunks, png_chunk("iTXt", text));
  return chunks;
}

Bytes jpeg_segment(std::string_view signature, const Bytes& body, uint8_t marker) {
  Bytes segment{0xff, marker};
  put16(segment, static_cast<uint32_t>(2 + signature.size() + body.size()));
  put(segment, signature);
  put(segment, body);
  return segment;
}

Bytes jpeg_segments() {
  using namespace std::string_view_literals;
  Bytes segments = jpeg_segment("Exif\0\0"sv, exif_block(), 0xe1);
  put(segments, jpeg_segment("http://ns.adobe.com/xap/1.0/\0"sv, Bytes(kPacket.begin(), kPacket.end()), 0xe1));
  put(segments, jpeg_segment("ICC_PROFILE\0\1\1"sv, wide_profile(), 0xe2));
  return segments;
}

// Behind SOI, and behind JFIF's APP0 where there is one, which wants to be first.
size_t jpeg_place(ByteSpan file) {
  const bool jfif = file.size() > 6 && file[2] == 0xff && file[3] == 0xe0;
  return jfif ? 4 + size_t{file[4]} * 256 + file[5] : 2;
}

}  // namespace

Bytes dressed(ByteSpan file) {
  const auto format = format_of(file);
  if (!format || (*format != FileFormat::kPng && *format != FileFormat::kJpeg))
    throw ConformError("only PNG and JPEG are dressed");
  constexpr size_t kBehindIhdr = 33;
  const bool png = *format == FileFormat::kPng;
  const size_t at = png ? kBehindIhdr : jpeg_place(file);
  if (at > file.size()) throw ConformError("the file is cut short");
  const Bytes more = png ? png_chunks() : jpeg_segments();
  Bytes out(file.begin(), file.begin() + static_cast<long>(at));
  put(out, more);
  out.insert(out.end(), file.begin() + static_cast<long>(at), file.end());
  return out;
}

}  // namespace imprint_conform
