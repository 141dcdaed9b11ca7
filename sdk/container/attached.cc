// Sections: W3C PNG 3rd edition 11.3; ITU-T T.81 annex B with CIPA DC-008 4.7.2, ICC.1 annex B.4 and XMP part 3 1.1.3 (JPEG);
// RFC 9649 2.7 (WebP); TIFF 6.0 with XMP part 3 1.1.7 and ICC.1 annex B.3.
#include "container/attached.h"

#include <zlib.h>

#include <algorithm>
#include <map>

#include "container/jpeg_segments.h"
#include "container/png_chunks.h"
#include "container/tiff_file.h"
#include "container/webp_chunks.h"
#include "container/webp_edit.h"

namespace imprint::container {
namespace {

constexpr std::string_view kXmpKeyword = "XML:com.adobe.xmp";
constexpr std::string_view kIccPrefix{"ICC_PROFILE\0", 12};
constexpr size_t kMostInSegment = 65533, kMostIccPieces = 255;

// Some writers copy the prefix of JPEG along.
ByteView without_exif_prefix(ByteView exif) { return starts_with(exif, kExifPrefix) ? exif.subspan(kExifPrefix.size()) : exif; }

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

Result<Attached> of_png(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const PngChunks png, split_png(file, limits, "IDAT"));
  Attached out;
  for (const PngChunk& chunk : png.chunks) {
    if (!chunk.crc_ok) continue;
    if (chunk.type == "eXIf" && out.exif.empty()) out.exif = copy_of(without_exif_prefix(chunk.data));
    if (chunk.type == "iCCP" && out.icc.empty())
      if (const auto profile = parse_png_profile(chunk, limits); profile.ok()) out.icc = copy_of(as_bytes(profile.value()));
    if (chunk.type == "iTXt" && out.xmp.empty())
      if (auto text = parse_png_text(chunk, limits); text.ok() && text->keyword == kXmpKeyword) out.xmp = std::move(text->text);
  }
  return out;
}

// Pieces are numbered from 1, and each says how many there are.
Bytes joined_profile(const std::map<uint8_t, ByteView>& pieces, size_t count) {
  Bytes out;
  if (pieces.size() != count || count == 0 || pieces.begin()->first != 1 || pieces.rbegin()->first != count) return out;
  for (const auto& [number, piece] : pieces) append(out, piece);
  return out;
}

Result<Attached> of_jpeg(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments jpeg, split_jpeg_header(file, limits));
  Attached out;
  std::map<uint8_t, ByteView> profile;
  size_t count = 0;
  for (const JpegSegment& segment : jpeg.segments) {
    const ByteView data = segment.data;
    if (segment.marker == kJpegApp1 && starts_with(data, kExifPrefix) && out.exif.empty()) out.exif = copy_of(without_exif_prefix(data));
    if (segment.marker == kJpegApp1 && starts_with(data, kXmpPrefix) && out.xmp.empty())
      out.xmp = std::string(as_text(data.subspan(kXmpPrefix.size())));
    if (segment.marker != kJpegApp2 || !starts_with(data, kIccPrefix) || data.size() < kIccPrefix.size() + 2) continue;
    count = data[kIccPrefix.size() + 1];
    profile.emplace(data[kIccPrefix.size()], data.subspan(kIccPrefix.size() + 2));
  }
  out.icc = joined_profile(profile, count);
  return out;
}

Result<Attached> of_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks webp, split_webp(file, limits));
  Attached out;
  if (const WebpChunk* chunk = webp.find("ICCP")) out.icc = copy_of(chunk->data);
  if (const WebpChunk* chunk = webp.find("EXIF")) out.exif = copy_of(without_exif_prefix(chunk->data));
  if (const WebpChunk* chunk = webp.find("XMP ")) out.xmp = std::string(as_text(chunk->data));
  return out;
}

Result<Attached> of_tiff(ByteView file, const Limits& limits) {
  constexpr uint16_t kXmp = 700, kIccProfile = 34675;
  IMPRINT_ASSIGN_OR_RETURN(const TiffFile tiff, open_tiff(file, limits));
  const auto value = [&](uint16_t tag) -> ByteView {
    const auto entry = tiff.tiff.find(tiff.pages.front().at, tag, limits);
    return entry ? tiff.tiff.text(*entry).value_or(ByteView()) : ByteView();
  };
  return Attached{copy_of(value(kIccProfile)), {}, std::string(as_text(value(kXmp)))};
}

// --- Writing --------------------------------------------------------------------------------------------------

// 11.3.2.3: name, method 0, zlib stream.
Result<Bytes> packed_profile(ByteView icc) {
  constexpr std::string_view kName{"ICC profile\0\0", 13};
  Bytes out = copy_of(as_bytes(kName));
  uLongf size = compressBound(static_cast<uLong>(icc.size()));
  out.resize(kName.size() + size);
  if (compress2(out.data() + kName.size(), &size, icc.data(), static_cast<uLong>(icc.size()), Z_BEST_COMPRESSION) != Z_OK)
    return Status{Code::kOutOfMemory, "no memory to pack a colour profile"};
  out.resize(kName.size() + size);
  return out;
}

Result<Bytes> onto_png(ByteView bare, const Attached& attached) {
  constexpr size_t kHeader = 8 + 25;  // signature and IHDR
  Bytes out = copy_of(bare.first(kHeader));
  if (!attached.icc.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(const Bytes packed, packed_profile(attached.icc));
    append_png_chunk(out, "iCCP", packed);
  }
  if (!attached.exif.empty()) append_png_chunk(out, "eXIf", attached.exif);
  if (!attached.xmp.empty()) append_png_chunk(out, "iTXt", make_png_itxt(kXmpKeyword, attached.xmp));
  append(out, bare.subspan(kHeader));
  return out;
}

// False when it takes more than one segment.
bool append_prefixed(Bytes& out, uint8_t marker, std::string_view prefix, ByteView data) {
  if (data.size() > kMostInSegment - prefix.size()) return false;
  Bytes segment = copy_of(as_bytes(prefix));
  append(segment, data);
  append_jpeg_segment(out, marker, segment);
  return true;
}

bool append_jpeg_profile(Bytes& out, ByteView icc) {
  constexpr size_t kMostInPiece = kMostInSegment - kIccPrefix.size() - 2;
  const size_t count = (icc.size() + kMostInPiece - 1) / kMostInPiece;
  if (count > kMostIccPieces) return false;
  for (size_t i = 0; i < count; ++i) {
    std::string prefix(kIccPrefix);
    prefix += static_cast<char>(i + 1);
    prefix += static_cast<char>(count);
    const size_t at = i * kMostInPiece;
    append_prefixed(out, kJpegApp2, prefix, icc.subspan(at, std::min(kMostInPiece, icc.size() - at)));
  }
  return true;
}

Result<Bytes> onto_jpeg(ByteView bare, const Attached& attached, std::vector<std::string>& left_out) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments split, split_jpeg_header(bare, {}));
  // JFIF wants its own segment to be the first.
  const size_t front = split.segments.size() > 1 && split.segments[1].marker == kJpegApp0 ? 2 : 1;
  size_t at = 0;
  for (size_t i = 0; i < front; ++i) at += split.segments[i].raw.size();
  Bytes out = copy_of(bare.first(at));
  if (!attached.exif.empty() && !append_prefixed(out, kJpegApp1, kExifPrefix, attached.exif)) left_out.push_back("Exif");
  if (!attached.xmp.empty() && !append_prefixed(out, kJpegApp1, kXmpPrefix, as_bytes(attached.xmp))) left_out.push_back("XMP");
  if (!attached.icc.empty() && !append_jpeg_profile(out, attached.icc)) left_out.push_back("colour profile");
  append(out, bare.subspan(at));
  return out;
}

Result<Bytes> onto_webp(ByteView bare, const Attached& attached) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks webp, split_webp(bare, {}));
  const uint8_t flags = static_cast<uint8_t>((attached.icc.empty() ? 0 : kWebpIccFlag) | (attached.exif.empty() ? 0 : kWebpExifFlag) |
                                             (attached.xmp.empty() ? 0 : kWebpXmpFlag));
  if (flags == 0) return copy_of(bare);
  IMPRINT_ASSIGN_OR_RETURN(const Bytes header, extended_webp_header(webp, flags));
  Bytes before = header, behind;
  if (!attached.icc.empty()) append_webp_chunk(before, "ICCP", attached.icc);
  if (!attached.exif.empty()) append_webp_chunk(behind, "EXIF", attached.exif);
  if (!attached.xmp.empty()) append_webp_chunk(behind, "XMP ", as_bytes(attached.xmp));
  std::vector<ByteView> parts = {before};
  for (const WebpChunk& chunk : webp.chunks)
    if (chunk.type != "VP8X") parts.push_back(chunk.raw);
  parts.push_back(behind);
  return join_webp(parts, webp.trailing);
}

}  // namespace

Result<Attached> attached_to(ByteView file, const Limits& limits) {
  switch (sniff(file)) {
    case Format::kPng: return of_png(file, limits);
    case Format::kJpeg: return of_jpeg(file, limits);
    case Format::kWebp: return of_webp(file, limits);
    case Format::kTiff: return of_tiff(file, limits);
    default: return Status{Code::kUnsupportedFormat, "this is " + describe(file) + ", whose metadata is not carried to another format"};
  }
}

Result<Bytes> attach(ByteView bare, const Attached& attached, std::vector<std::string>& left_out) {
  switch (sniff(bare)) {
    case Format::kPng: return onto_png(bare, attached);
    case Format::kJpeg: return onto_jpeg(bare, attached, left_out);
    case Format::kWebp: return onto_webp(bare, attached);
    default: return Status{Code::kInternal, "metadata for a format that is not converted to"};
  }
}

}  // namespace imprint::container
