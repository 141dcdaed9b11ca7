// Small files of every picture format, built byte by byte. Their pixels are a few words that no codec ever sees.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "container/bmff_boxes.h"
#include "container/gif_blocks.h"
#include "container/tiff.h"
#include "container/webp_edit.h"

namespace imprint::test {

using namespace std::string_literals;

inline std::string big_endian(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = bytes; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}
inline std::string little_endian(uint64_t value, size_t bytes) {
  std::string out = big_endian(value, bytes);
  return {out.rbegin(), out.rend()};
}
inline Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

// --- WebP (RFC 9649) ---

struct RiffChunk {
  std::string type, data;
};

inline const RiffChunk kVp8 = {"VP8 ", "\x10\0\0\x9d\x01\x2a\x28\0\x18\0pixels"s};  // 40 x 24
inline const RiffChunk kVp8lAlpha = {"VP8L", "\x2f\x27\xC0\x05\x10pixels!"s};       // 40 x 24, alpha; odd length
inline RiffChunk vp8x_chunk(uint8_t flags) { return {"VP8X", std::string(1, char(flags)) + "\0\0\0\x27\0\0\x17\0\0"s}; }

inline Bytes webp_file(const std::vector<RiffChunk>& chunks, const std::string& trailing = "") {
  Bytes body;
  for (const RiffChunk& c : chunks) container::append_webp_chunk(body, c.type, as_bytes(c.data));
  return bytes_of("RIFF" + little_endian(body.size() + 4, 4) + "WEBP" + std::string(as_text(body)) + trailing);
}

// --- GIF ---

inline std::string sub_blocks(const std::string& data) {
  std::string out;
  for (size_t at = 0; at < data.size(); at += 255) {
    const std::string part = data.substr(at, 255);
    out += std::string(1, static_cast<char>(part.size())) + part;
  }
  return out + "\0"s;
}
inline std::string gif_extension(uint8_t label, const std::string& rest) { return "!"s + char(label) + rest; }
inline const std::string kGifLoop = gif_extension(0xFF, "\x0BNETSCAPE2.0\x03\x01\0\0\0"s);
inline const std::string kGifControl = gif_extension(0xF9, "\x04\0\0\0\0\0"s);
inline std::string gif_xmp(const std::string& packet) {
  Bytes out;
  container::append_gif_xmp(out, as_bytes(packet));
  return std::string(as_text(out));
}
inline std::string gif_comment(const std::string& text) { return gif_extension(0xFE, sub_blocks(text)); }

inline Bytes gif_file(const std::string& before_image, const std::string& behind_image = "",
                      const std::string& version = "GIF89a", const std::string& trailing = "") {
  const std::string table = "\0\0\0\xFF\xFF\xFF"s;
  const std::string image = ",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"s;
  return bytes_of(version + "\x01\0\x01\0\x80\0\0"s + table + before_image + image + behind_image + ";" + trailing);
}

// --- TIFF 6.0 and BigTIFF ---

struct TiffField {
  uint16_t tag, type;
  std::string value;  // bytes; of a number, its bytes in the order of the file
};

struct TiffSpec {
  bool little = true, big = false;
  std::vector<TiffField> fields = {};       // beside width, height and the strip, in the order of their tags
  std::vector<TiffField> exif_fields = {};  // of an Exif IFD; none when empty
  std::vector<TiffField> next_page = {};    // of a second page; none when empty
};

class TiffMaker {
 public:
  explicit TiffMaker(const TiffSpec& spec) : spec_(spec) {}

  Bytes make() && {
    out_ = spec_.little ? "II" : "MM";
    out_ += number(spec_.big ? 43 : 42, 2);
    if (spec_.big) out_ += number(8, 2) + number(0, 2);
    const size_t header = out_.size();
    out_ += number(0, width());
    const size_t strip = out_.size();
    out_ += "the pixels of the strip!";
    std::vector<TiffField> fields = {
        {256, 3, number(6, 2)}, {257, 3, number(4, 2)}, {273, 4, number(strip, 4)}, {279, 4, number(24, 4)}};
    fields.insert(fields.end(), spec_.fields.begin(), spec_.fields.end());
    if (!spec_.exif_fields.empty()) {
      const size_t exif = directory(spec_.exif_fields, 0);
      fields.push_back({34665, spec_.big ? uint16_t{16} : uint16_t{4}, number(exif, width())});
    }
    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.tag < b.tag; });
    const size_t next = spec_.next_page.empty() ? 0 : directory(spec_.next_page, 0);
    const size_t first = directory(fields, next);
    out_.replace(header, width(), number(first, width()));
    return bytes_of(out_);
  }

 private:
  size_t width() const { return spec_.big ? 8 : 4; }
  std::string number(uint64_t value, size_t bytes) const {
    return spec_.little ? little_endian(value, bytes) : big_endian(value, bytes);
  }

  size_t directory(const std::vector<TiffField>& fields, size_t next) {
    std::string entries;
    for (const TiffField& f : fields) {
      const size_t size = f.type == 3 ? 2 : f.type == 4 ? 4 : f.type == 16 ? 8 : 1;
      std::string value = f.value;
      if (value.size() > width()) {
        if (out_.size() % 2 == 1) out_ += '\0';
        value = number(out_.size(), width());
        out_ += f.value;
      }
      value.resize(width(), '\0');
      entries += number(f.tag, 2) + number(f.type, 2) + number(f.value.size() / size, width()) + value;
    }
    if (out_.size() % 2 == 1) out_ += '\0';
    const size_t at = out_.size();
    out_ += number(fields.size(), spec_.big ? 8 : 2) + entries + number(next, width());
    return at;
  }

  const TiffSpec& spec_;
  std::string out_;
};
inline Bytes tiff_file(const TiffSpec& spec) { return TiffMaker(spec).make(); }

// --- AVIF and HEIC ---

inline std::string box(const std::string& type, const std::string& data) {
  return big_endian(data.size() + 8, 4) + type + data;
}

struct HeifItemSpec {
  uint32_t id;
  std::string type;  // "av01", "mime", "Exif"
  std::string more;  // behind the type in infe: name, content type
  std::string data;
  int method = 0;      // 1: in idat
  uint32_t about = 0;  // the item that a reference "cdsc" names; 0: none
  size_t pieces = 1;   // extents
};

struct HeifSpec {
  std::string brand = "avif";
  int iloc_version = 1;
  size_t offset = 4, length = 4, base = 0;   // widths in iloc
  std::vector<HeifItemSpec> items = {};      // beside item 1, the picture
  bool meta_last = false, open_end = false;  // the last box has no size
  bool tracks = false;                       // a box moov with a list of chunks
  std::string more_in_meta = "", more_boxes = "";
  uint32_t primary = 1;
};

class HeifMaker {
 public:
  explicit HeifMaker(const HeifSpec& spec) : spec_(spec) {
    spec_.items.insert(spec_.items.begin(), {1, spec.brand == "avif" ? "av01" : "hvc1", "\0"s, "the coded picture"});
    for (const HeifItemSpec& i : spec_.items) (i.method == 1 ? idat_ : mdat_) += i.data;
  }

  Bytes make() && {
    const std::string ftyp = box("ftyp", spec_.brand + "\0\0\0\0"s + "mif1" + spec_.brand);
    const size_t meta_size = meta(0).size(), moov_size = moov(0).size();
    const size_t data_at = ftyp.size() + (spec_.meta_last ? 0 : meta_size + moov_size) + 8;
    const std::string head = meta(data_at) + moov(data_at);
    std::string last = spec_.meta_last ? head : box("mdat", mdat_);
    if (spec_.open_end) last.replace(0, 4, big_endian(0, 4));
    return bytes_of(ftyp + (spec_.meta_last ? box("mdat", mdat_) : head) + last + spec_.more_boxes);
  }

 private:
  std::string moov(size_t data_at) const {
    if (!spec_.tracks) return "";
    const std::string stco = box("stco", "\0\0\0\0\0\0\0\2"s + big_endian(data_at, 4) + big_endian(data_at + 4, 4));
    const std::string co64 = box("co64", "\0\0\0\0\0\0\0\1"s + big_endian(data_at, 8));
    return box("moov", box("trak", box("mdia", box("minf", box("stbl", stco + co64)))));
  }

  std::string meta(size_t data_at) const {
    std::string infos, references;
    for (const HeifItemSpec& i : spec_.items) {
      infos += box("infe", "\2\0\0\0"s + big_endian(i.id, 2) + "\0\0"s + i.type + i.more);
      if (i.about != 0) references += box("cdsc", big_endian(i.id, 2) + big_endian(1, 2) + big_endian(i.about, 2));
    }
    std::string out = "\0\0\0\0"s + box("hdlr", "\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"s);
    const bool wide = spec_.primary > 0xFFFF;
    out += box("pitm", std::string(1, char(wide)) + "\0\0\0"s + big_endian(spec_.primary, wide ? 4 : 2));
    out += box("iloc", iloc(data_at)) + box("iinf", "\0\0\0\0"s + big_endian(spec_.items.size(), 2) + infos);
    if (!references.empty()) out += box("iref", "\0\0\0\0"s + references);
    if (!idat_.empty()) out += box("idat", idat_);
    return box("meta", out + spec_.more_in_meta);
  }

  std::string iloc(size_t data_at) const {
    const size_t id_bytes = spec_.iloc_version < 2 ? 2 : 4;
    std::string out = std::string(1, char(spec_.iloc_version)) + "\0\0\0"s;
    out += big_endian(spec_.offset << 12 | spec_.length << 8 | spec_.base << 4, 2);
    out += big_endian(spec_.items.size(), id_bytes);
    size_t in_mdat = data_at, in_idat = 0;
    for (const HeifItemSpec& i : spec_.items) {
      size_t& at = i.method == 1 ? in_idat : in_mdat;
      const size_t base = spec_.base > 0 ? at : 0;
      out += big_endian(i.id, id_bytes);
      if (spec_.iloc_version > 0) out += big_endian(static_cast<uint64_t>(i.method), 2);
      out += big_endian(0, 2) + big_endian(base, spec_.base) + big_endian(i.pieces, 2);
      for (size_t p = 0; p < i.pieces; ++p) {
        const size_t begin = i.data.size() * p / i.pieces, end = i.data.size() * (p + 1) / i.pieces;
        out += big_endian(at + begin - base, spec_.offset) + big_endian(end - begin, spec_.length);
      }
      at += i.data.size();
    }
    return out;
  }

  HeifSpec spec_;
  std::string mdat_, idat_;
};
inline Bytes heif_file(const HeifSpec& spec) { return HeifMaker(spec).make(); }

inline const std::string kXmpInfo = "XMP\0application/rdf+xml\0"s;
inline HeifItemSpec xmp_item(const std::string& packet, int method = 0, uint32_t about = 1) {
  return {2, "mime", kXmpInfo, packet, method, about};
}
inline HeifItemSpec exif_item(const std::string& tiff) { return {3, "Exif", "\0"s, "\0\0\0\6Exif\0\0"s + tiff, 0, 1}; }

}  // namespace imprint::test
