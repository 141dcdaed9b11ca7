// WAVE formats: "Multimedia Programming Interface and Data Specifications 1.0", Microsoft's mmreg.h and ksmedia.h. COMM and SSND: "Audio
// Interchange File Format 1.3"; compression types of AIFC: its draft of 1991 and Apple's list.
#include "codec/sound/pcm_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "codec/sound/sound_codec.h"

namespace imprint::codec {
namespace {

using namespace std::string_view_literals;
using container::Format;

constexpr uint16_t kTagPcm = 1, kTagFloat = 3, kTagExtensible = 0xFFFE;
constexpr size_t kFmtBytes = 16, kExtensibleBytes = 40, kCommBytes = 18, kSsndHead = 8;
// What follows the tag in the GUIDs of KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT.
constexpr std::string_view kGuidTail = "\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"sv;

Status malformed(const PcmLayout& out, const std::string& what) {
  return {Code::kMalformed, std::string(out.chunks.format) + " " + what};
}
Status unsupported(const PcmLayout& out, const std::string& what) {
  return {Code::kUnsupportedFormat,
          std::string(out.chunks.format) + " with " + what + " is not read; integers of 8 to 32 bits and floats are"};
}

struct TagName {
  uint16_t tag;
  const char* name;
};
constexpr std::array kTags = {TagName{2, " (MS ADPCM)"},     TagName{6, " (A-law)"}, TagName{7, " (mu-law)"},
                              TagName{0x11, " (IMA ADPCM)"}, TagName{0x31, " (GSM)"}, TagName{0x50, " (MPEG)"},
                              TagName{0x55, " (MP3)"},       TagName{0xFF, " (AAC)"}, TagName{0x161, " (WMA)"},
                              TagName{0x2000, " (AC-3)"}};

Status unsupported_tag(const PcmLayout& out, uint16_t tag) {
  const auto* found = std::find_if(kTags.begin(), kTags.end(), [&](const TagName& t) { return t.tag == tag; });
  return unsupported(out, "the coding " + std::to_string(tag) + (found == kTags.end() ? "" : found->name));
}

SampleForm form_of(const PcmCoding& coding) {
  if (coding.is_float) return coding.bytes == 4 ? SampleForm::kFloat32 : SampleForm::kFloat64;
  constexpr SampleForm kForms[] = {SampleForm::kPcm8, SampleForm::kPcm16, SampleForm::kPcm24, SampleForm::kPcm32};
  return kForms[coding.bytes - 1];
}

// `bits` of a sample that takes `bytes`.
Status set_coding(PcmLayout& out, bool is_float, unsigned bits, size_t bytes) {
  const bool fits = is_float ? (bits == 32 || bits == 64) && bytes * 8 == bits
                             : bits >= 8 && bits <= 32 && bytes <= 4 && bytes * 8 >= bits;
  if (!fits)
    return unsupported(out, std::string(is_float ? "floats" : "integers") + " of " + std::to_string(bits) + " bits in " +
                                std::to_string(bytes) + " bytes");
  out.coding.is_float = is_float;
  out.coding.bits = bits;
  out.coding.bytes = static_cast<unsigned>(bytes);
  return {};
}

Status read_fmt(PcmLayout& out, ByteView fmt) {
  if (fmt.size() < kFmtBytes) return malformed(out, "has a chunk fmt of " + std::to_string(fmt.size()) + " bytes, not 16");
  uint16_t tag = read_le16(&fmt[0]);
  out.info.format = {read_le32(&fmt[4]), read_le16(&fmt[2])};
  IMPRINT_RETURN_IF_ERROR(check_file_format("WAV", out.info.format));
  const size_t frame_bytes = read_le16(&fmt[12]);
  const unsigned stored_bits = read_le16(&fmt[14]);
  unsigned bits = stored_bits;
  if (tag == kTagExtensible) {
    if (fmt.size() < kExtensibleBytes)
      return malformed(out, "has an extensible chunk fmt of " + std::to_string(fmt.size()) + " bytes, not 40");
    tag = read_le16(&fmt[24]);
    if (as_text(fmt.subspan(26, kGuidTail.size())) != kGuidTail)
      return unsupported(out, "a coding of its own (its GUID is no common one)");
    const unsigned valid = read_le16(&fmt[18]);
    if (tag == kTagPcm && valid != 0) bits = valid;
  }
  if (tag != kTagPcm && tag != kTagFloat) return unsupported_tag(out, tag);
  const size_t bytes = (stored_bits + 7u) / 8;
  if (frame_bytes != bytes * out.info.format.channels)
    return malformed(out, "has frames of " + std::to_string(frame_bytes) + " bytes for " + std::to_string(out.info.format.channels) +
                              " samples of " + std::to_string(stored_bits) + " bits");
  out.coding.is_unsigned = tag == kTagPcm && bytes == 1;
  return set_coding(out, tag == kTagFloat, bits, bytes);
}

// SANE's 80 bits: sign, exponent of 15 bits, mantissa of 64 with its first bit. To the nearest hertz; 0 for what is no rate.
uint32_t rate_of(const uint8_t* p) {
  const int exponent = read_be16(p);
  if (exponent < 16383 || exponent > 16383 + 31) return 0;
  const double rate = std::ldexp(static_cast<double>(read_be64(p + 2)), exponent - 16383 - 63);
  return static_cast<uint32_t>(std::min(std::round(rate), 4294967295.0));
}

struct AifcType {
  std::string_view name;
  unsigned bits;  // 0: as COMM says
  bool is_float, is_unsigned, little_endian;
};
constexpr std::array kAifcTypes = {AifcType{"NONE", 0, false, false, false}, AifcType{"twos", 0, false, false, false},
                                   AifcType{"sowt", 0, false, false, true},  AifcType{"raw ", 8, false, true, false},
                                   AifcType{"in24", 24, false, false, false}, AifcType{"in32", 32, false, false, false},
                                   AifcType{"fl32", 32, true, false, false}, AifcType{"FL32", 32, true, false, false},
                                   AifcType{"fl64", 64, true, false, false}, AifcType{"FL64", 64, true, false, false}};

Status read_comm(PcmLayout& out, ByteView comm, bool is_aifc) {
  if (comm.size() < kCommBytes + (is_aifc ? 4 : 0))
    return malformed(out, "has a chunk COMM of " + std::to_string(comm.size()) + " bytes");
  out.info.format = {rate_of(&comm[8]), read_be16(&comm[0])};
  IMPRINT_RETURN_IF_ERROR(check_file_format("AIFF", out.info.format));
  out.info.frames = read_be32(&comm[2]);
  if (out.info.frames == 0) return malformed(out, "states 0 frames of sound: their number was never filled in");
  AifcType type = kAifcTypes[0];
  if (is_aifc) {
    const std::string_view name = as_text(comm.subspan(kCommBytes, 4));
    const auto* found = std::find_if(kAifcTypes.begin(), kAifcTypes.end(), [&](const AifcType& t) { return t.name == name; });
    if (found == kAifcTypes.end()) {
      const bool shown = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
      return unsupported(out, shown ? "the coding " + std::string(name) : "a coding whose name is no text");
    }
    type = *found;
  }
  const unsigned bits = type.bits != 0 ? type.bits : read_be16(&comm[6]);
  out.coding.is_unsigned = type.is_unsigned;
  out.coding.big_endian = !type.little_endian;
  return set_coding(out, type.is_float, bits, (bits + 7u) / 8);
}

Status place_samples(PcmLayout& out) {
  ByteView bytes = out.chunks.chunks[out.sound].data;
  if (out.chunks.big_endian) {
    const uint64_t lead = bytes.size() < kSsndHead ? kSsndHead : kSsndHead + uint64_t{read_be32(bytes.data())};
    if (lead > bytes.size()) return malformed(out, "has a chunk SSND that ends before its samples begin");
    out.lead = bytes.first(static_cast<size_t>(lead));
    bytes = bytes.subspan(out.lead.size());
  }
  const uint64_t there = bytes.size() / out.frame_bytes();
  if (!out.chunks.big_endian) out.info.frames = there;
  if (there == 0) return malformed(out, "holds less than one frame of sound");
  if (out.info.frames > there)
    return {Code::kTruncated, "AIFF claims " + std::to_string(out.info.frames) + " frames of sound and has " + std::to_string(there)};
  out.samples = bytes.first(static_cast<size_t>(out.info.frames) * out.frame_bytes());
  return {};
}

}  // namespace

Result<PcmLayout> read_pcm_layout(ByteView file, const Limits& limits) {
  PcmLayout out;
  IMPRINT_ASSIGN_OR_RETURN(out.chunks, container::split_sound(file, limits));
  const bool aiff = out.chunks.big_endian;
  const auto place = [&](std::string_view type) { return static_cast<size_t>(out.chunks.find(type) - out.chunks.chunks.data()); };
  out.description = place(aiff ? "COMM" : "fmt ");
  out.sound = place(aiff ? "SSND" : "data");
  const ByteView description = out.chunks.chunks[out.description].data;
  const bool aifc = as_text(out.chunks.header.subspan(8)) == "AIFC";
  IMPRINT_RETURN_IF_ERROR(aiff ? read_comm(out, description, aifc) : read_fmt(out, description));
  IMPRINT_RETURN_IF_ERROR(place_samples(out));
  out.info.container = aiff ? Format::kAiff : Format::kWav;
  out.info.form = form_of(out.coding);
  return out;
}

}  // namespace imprint::codec
