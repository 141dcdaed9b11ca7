// Small files and labels for the tests of this room.
#pragma once

#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "aigc/aigc.h"
#include "aigc/xmp_scan.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"
#include "unit/containers.h"
#include "unit/rows.h"

namespace aigc_test {

using namespace imprint;
using namespace std::string_literals;

inline const std::string kCode = "001191000000000000000K10000";  // invented, with a right check character

inline aigc::Label sample() { return aigc::first_write(kCode, "a1"); }

// The bytes that labelling-rules and spec/aigc-label.md give for sample().
inline const std::string kBare =
    R"({"Label":"1","ContentProducer":"001191000000000000000K10000","ProduceID":"a1","ReservedCode1":"",)"
    R"("ContentPropagator":"001191000000000000000K10000","PropagateID":"a1","ReservedCode2":""})";
inline const std::string kWrapped = "{\"AIGC\":" + kBare + "}";

inline std::vector<std::string> codes(const std::vector<aigc::Deviation>& deviations) {
  std::vector<std::string> out;
  for (const auto& d : deviations) out.push_back(d.code);
  std::sort(out.begin(), out.end());
  return out;
}

using Codes = std::vector<std::string>;

// --- XMP ---

inline std::string packet(const std::string& description) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
         description + "\n </rdf:RDF>\n</x:xmpmeta>\n" + std::string(40, ' ') + "\n<?xpacket end=\"w\"?>";
}
inline std::string description(const std::string& attributes, const std::string& children) {
  return "  <rdf:Description rdf:about=\"\"" + attributes + ">" + children + "</rdf:Description>";
}
inline const std::string kTc260Declared = " xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"";
inline const std::string kDcDeclared = " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
inline const std::string kForeign = "<dc:title>a &amp; b  <!-- kept --></dc:title>";
inline std::string packet_with_label(const std::string& json = kBare) {
  return packet(description(kTc260Declared, "<TC260:AIGC>" + json + "</TC260:AIGC>"));
}

// --- PNG ---

struct Chunk {
  std::string type, data;
};

inline Bytes png(const std::vector<Chunk>& before_image, const std::vector<Chunk>& behind_image = {}) {
  Bytes out;
  container::append_png_signature(out);
  container::append_png_chunk(out, "IHDR", as_bytes("\0\0\0\1\0\0\0\1\x8\0\0\0\0"s));
  for (const Chunk& c : before_image) container::append_png_chunk(out, c.type, as_bytes(c.data));
  container::append_png_chunk(out, "IDAT", as_bytes("pixels are not looked at"));
  for (const Chunk& c : behind_image) container::append_png_chunk(out, c.type, as_bytes(c.data));
  container::append_png_chunk(out, "IEND", {});
  return out;
}

inline Chunk text_chunk(const std::string& keyword, const std::string& text) { return {"tEXt", keyword + '\0' + text}; }

inline Chunk itxt_chunk(const std::string& keyword, const std::string& text) {
  return {"iTXt", std::string(as_text(container::make_png_itxt(keyword, text)))};
}

inline std::string deflated(const std::string& text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                   static_cast<uLong>(text.size())) == Z_OK);
  out.resize(size);
  return out;
}

inline Chunk ztxt_chunk(const std::string& keyword, const std::string& text) {
  return {"zTXt", keyword + "\0\0"s + deflated(text)};
}

inline Chunk compressed_itxt_chunk(const std::string& keyword, const std::string& text) {
  return {"iTXt", keyword + "\0\1\0\0\0"s + deflated(text)};
}

inline constexpr const char* kXmpKeyword = "XML:com.adobe.xmp";

// --- JPEG ---

struct Segment {
  uint8_t marker;
  std::string data;
};

inline const Segment kJfif = {0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0"s};

inline Bytes jpeg(const std::vector<Segment>& segments) {
  Bytes out = {0xFF, 0xD8};
  for (const Segment& s : segments) container::append_jpeg_segment(out, s.marker, as_bytes(s.data));
  container::append_jpeg_segment(out, 0xDB, as_bytes(std::string(65, '\1')));
  container::append_jpeg_segment(out, 0xDA, as_bytes("\1\1\0\0\77\0"s));
  append(out, as_bytes("scan\xFF\0data\xFF\xD9"s));
  return out;
}

inline Segment xmp_segment(const std::string& xmp) { return {0xE1, std::string(container::kXmpPrefix) + xmp}; }
inline Segment exif_segment(const std::string& tiff) { return {0xE1, std::string(container::kExifPrefix) + tiff}; }

inline std::string base64(const std::string& text) {
  const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < text.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (i + k < text.size() ? static_cast<uint8_t>(text[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += i + k > text.size() ? '=' : letters[bits >> (18 - 6 * k) & 63];
  }
  return out;
}

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? "\\"s + c : std::string(1, c);
  return out + "\"";
}

// Little-endian EXIF with an ImageDescription and a UserComment as stored; either may be empty.
inline std::string exif(const std::string& comment, const std::string& image_description = "") {
  const auto u16 = [](size_t v) { return std::string{static_cast<char>(v), static_cast<char>(v >> 8)}; };
  const auto u32 = [&](size_t v) { return u16(v & 0xFFFF) + u16(v >> 16); };
  // Values of up to four bytes would stand in the entry; the tests use longer ones.
  const size_t description_at = 8 + 2 + 2 * 12 + 4, exif_at = description_at + image_description.size();
  const size_t comment_at = exif_at + 2 + 12 + 4;
  std::string out = "II*\0"s + u32(8);
  out += u16(2);
  out += u16(0x010E) + u16(2) + u32(image_description.size()) + u32(description_at);
  out += u16(0x8769) + u16(4) + u32(1) + u32(exif_at) + u32(0);
  out += image_description;
  out += u16(1) + u16(0x9286) + u16(7) + u32(comment.size()) + u32(comment_at) + u32(0);
  return out + comment;
}
inline const std::string kAsciiCode = "ASCII\0\0\0"s;

// --- files ---

inline aigc::ReadResult read_ok(ByteView file) {
  auto result = aigc::read(file, {});
  REQUIRE_MESSAGE(result.ok(), result.status().message());
  return std::move(result).value();
}

inline Bytes write_ok(ByteView file, const aigc::Label& label = sample(), const aigc::Companions& companions = {}) {
  auto result = aigc::write(file, label, companions, {});
  REQUIRE_MESSAGE(result.ok(), result.status().message());
  return std::move(result).value();
}

inline std::vector<container::PngChunk> chunks_of(const Bytes& file) {
  auto split = container::split_png(file, {});
  REQUIRE(split.ok());
  return std::move(split->chunks);
}

inline std::vector<container::JpegSegment> segments_of(const Bytes& file) {
  auto split = container::split_jpeg(file, {});
  REQUIRE(split.ok());
  return std::move(split->segments);
}

inline std::string text_of(ByteView bytes) { return std::string(as_text(bytes)); }

inline aigc::Found only_label(const Bytes& file) {
  auto found = read_ok(file);
  REQUIRE(found.labels.size() == 1);
  CHECK(found.problems.empty());
  return std::move(found.labels[0]);
}

// Exactly the new label, in the carrier of the format, and no byte of the old one.
inline void check_replaced(const Bytes& file, const std::string& carrier) {
  const aigc::Label label = aigc::first_write(kCode, "the-new-one");
  const Bytes written = write_ok(file, label);
  const auto found = only_label(written);
  CHECK(found.label == label);
  CHECK(found.carrier == carrier);
  CHECK(found.shape == "bare");
  CHECK(found.deviations.empty());
  CHECK(text_of(written).find("\"a1\"") == std::string::npos);
  CHECK(text_of(written).find("&quot;a1") == std::string::npos);
  CHECK(write_ok(written, label) == written);
}

// `file` holds the label sample(): what is cut off may hide it, and never changes it.
inline void check_cut_at_every_byte(const Bytes& file) {
  for (size_t cut = 0; cut < file.size(); ++cut) {
    CAPTURE(cut);
    const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(cut));
    const auto result = aigc::read(part, {});
    if (result.ok()) {
      CHECK(result.value().labels.size() <= 1);
      for (const auto& found : result.value().labels) CHECK(found.label == sample());
    } else {
      const Code code = result.status().code();
      CHECK((code == Code::kTruncated || code == Code::kMalformed || code == Code::kUnsupportedFormat));
      CHECK_FALSE(result.status().message().empty());
    }
  }
}

}  // namespace aigc_test
