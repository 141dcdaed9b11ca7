// read and write: the container is told by its bytes, its carrier does the rest, and what was written is read again.
#include "aigc/aigc.h"

#include <algorithm>
#include <array>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/mark_id_declaration.h"
#include "aigc/text_forms.h"
#include "aigc/xmp_packet.h"

namespace imprint::aigc {
namespace {

constexpr std::array kCarriers = {
    Carrier{container::Format::kPng, png_blocks, write_png},
    Carrier{container::Format::kJpeg, jpeg_blocks, write_jpeg},
    Carrier{container::Format::kWebp, webp_blocks, write_webp},
    Carrier{container::Format::kGif, gif_blocks, write_gif},
    Carrier{container::Format::kTiff, tiff_blocks, write_tiff},
    Carrier{container::Format::kAvif, heif_blocks, write_heif},
    Carrier{container::Format::kHeic, heif_blocks, write_heif},
    Carrier{container::Format::kWav, wav_blocks, write_wav, false},
    Carrier{container::Format::kAiff, wav_blocks, write_wav, false},
    Carrier{container::Format::kMp3, mp3_blocks, write_mp3, false},
    Carrier{container::Format::kFlac, flac_blocks, write_flac, false},
    Carrier{container::Format::kOgg, ogg_blocks, write_ogg, false},
    Carrier{container::Format::kM4a, m4a_blocks, write_m4a, false},
};

// 6.1 c. That two labels agree makes them no fewer.
void mark_second_labels(std::vector<Found>& labels) {
  for (size_t i = 1; i < labels.size(); ++i) {
    const bool agrees = labels[i].label == labels[0].label;
    labels[i].deviations.push_back(deviation(Rule::kSecondLabel, std::string(agrees ? "it agrees" : "it disagrees") +
                                                                     " with the one in " + labels[0].carrier));
  }
}

bool is_presentable(const std::string& address) {
  constexpr size_t kMaxAddressBytes = 2048;
  return address.size() <= kMaxAddressBytes &&
         std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

// Each is told in full; what has more is no file that anyone labelled.
Status check_counts(const ReadResult& found) {
  constexpr size_t kMaxLabels = 64, kMaxProblems = 1024;
  if (found.labels.size() > kMaxLabels)
    return limit_exceeded("count of AIGC labels (so far)", found.labels.size(), "max_labels", kMaxLabels);
  if (found.problems.size() > kMaxProblems)
    return limit_exceeded("count of unreadable metadata (so far)", found.problems.size(), "max_problems", kMaxProblems);
  return {};
}

// XML 1.0 has no place for control characters, and a file that claims UTF-8 must be UTF-8.
Status check_companion(const char* name, const std::string& value) {
  if (value.empty()) return {};
  const bool control = std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control) return {Code::kAigcValue, std::string(name) + " holds a control character"};
  if (!is_utf8(value)) return {Code::kAigcValue, std::string(name) + " is not UTF-8"};
  if (trim(value).empty()) return {Code::kAigcValue, std::string(name) + " is blank"};
  return {};
}

Status check_companions(const Companions& companions) {
  IMPRINT_RETURN_IF_ERROR(check_companion("DigitalSourceType", companions.digital_source_type));
  IMPRINT_RETURN_IF_ERROR(check_companion("AISystemUsed", companions.ai_system_used));
  IMPRINT_RETURN_IF_ERROR(check_companion("AISystemVersionUsed", companions.ai_system_version_used));
  IMPRINT_RETURN_IF_ERROR(check_companion("AIPromptInformation", companions.ai_prompt_information));
  return check_companion("AIPromptWriterName", companions.ai_prompt_writer_name);
}

Status check_no_companions(const Companions& companions) {
  for (const auto member : {&Companions::digital_source_type, &Companions::ai_system_used, &Companions::ai_system_version_used,
                            &Companions::ai_prompt_information, &Companions::ai_prompt_writer_name})
    if (!(companions.*member).empty())
      return {Code::kUnsupportedFormat, "IPTC properties go into XMP, which is not written in sound files: \"" + excerpt(companions.*member) + "\""};
  return {};
}

// In these, offsets say what lies where, and two things may share bytes.
bool has_offsets(ByteView file) {
  const container::Format format = container::sniff(file);
  return format == container::Format::kTiff || format == container::Format::kAvif || format == container::Format::kHeic;
}

// The remains of a label, which writing takes out unless something else of the file shares their bytes.
const Deviation* remains_in(const ReadResult& found) {
  const auto at = std::find_if(found.problems.begin(), found.problems.end(), [](const Deviation& one) { return one.code == "GB-LABEL-UNREADABLE"; });
  return at == found.problems.end() ? nullptr : &*at;
}

Status check_written(ByteView file, const Label& label, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const ReadResult found, read(file, limits));
  if (found.labels.size() != 1 || !(found.labels[0].label == label))
    return {Code::kReadBackFailed, "the written file shows " + std::to_string(found.labels.size()) +
                                       " labels instead of exactly the one that was written"};
  const Deviation* left = has_offsets(file) ? remains_in(found) : nullptr;
  if (left == nullptr) return {};
  return {Code::kReadBackFailed, "the file's old label shares bytes with other metadata, and would not go whole: " + left->message};
}

}  // namespace

Result<Carrier> carrier_of(ByteView file) {
  const container::Format format = container::sniff(file);
  for (const Carrier& carrier : kCarriers)
    if (carrier.format == format) return carrier;
  if (format == container::Format::kBmp)
    return Status{Code::kUnsupportedFormat, "BMP has no place for metadata, so none for the AIGC label"};
  return Status{Code::kUnsupportedFormat,
                "this is " + container::describe(file) +
                    "; the AIGC label goes into PNG, JPEG, WebP, GIF, TIFF, AVIF, HEIC, WAV, AIFF, MP3, FLAC, Ogg and M4A"};
}

Result<ReadResult> read(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Carrier carrier, carrier_of(file));
  ReadResult out;
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<MetadataBlock> blocks, carrier.blocks(file, limits, out.problems));
  for (const MetadataBlock& block : blocks) {
    read_block(block, limits, out);
    IMPRINT_RETURN_IF_ERROR(check_counts(out));
  }
  IMPRINT_RETURN_IF_ERROR(limits.status());  // without a block, too: what was not read for lack of budget gives none
  mark_second_labels(out.labels);
  for (Found& found : out.labels) {
    IMPRINT_ASSIGN_OR_RETURN(found.mark_id_key, read_mark_id_key(found.label.reserved_code1, limits));
  }
  if (!is_presentable(out.remote_manifest)) out.remote_manifest.clear();
  return out;
}

Result<Bytes> write(ByteView file, const Label& label, const Companions& companions, const Limits& limits,
                    Check check) {
  IMPRINT_RETURN_IF_ERROR(check == Check::kStrict ? check_for_writing(label)
                                                  : check_for_carrying(label, check == Check::kCarry));
  IMPRINT_RETURN_IF_ERROR(check_companions(companions));
  IMPRINT_ASSIGN_OR_RETURN(const Carrier carrier, carrier_of(file));
  if (!carrier.in_xmp) IMPRINT_RETURN_IF_ERROR(check_no_companions(companions));
  const auto edit = [&](const std::string* old_packet) -> Result<std::string> {
    if (!carrier.in_xmp) return to_json(label);
    return set_in_xmp(old_packet != nullptr ? *old_packet : new_xmp_packet(), to_json(label), companions, limits);
  };
  IMPRINT_ASSIGN_OR_RETURN(Bytes out, carrier.write(file, {edit}, limits));
  IMPRINT_RETURN_IF_ERROR(check_written(out, label, limits));
  return out;
}

bool takes_companions(ByteView file) {
  const Result<Carrier> carrier = carrier_of(file);
  return carrier.ok() && carrier->in_xmp;
}

}  // namespace imprint::aigc
