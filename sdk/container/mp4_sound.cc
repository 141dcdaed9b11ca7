#include "container/mp4_sound.h"

#include <optional>
#include <string>

namespace imprint::container {
namespace {

Result<std::optional<BmffBox>> child_of(const BmffBox& parent, std::string_view type, const char* format) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(parent, format));
  for (const BmffBox& box : children.boxes)
    if (box.type == type) return std::optional(box);
  return std::optional<BmffBox>();
}

Result<std::optional<BmffBox>> at_path(BmffBox box, std::initializer_list<std::string_view> path, const char* format) {
  std::optional<BmffBox> here = box;
  for (const std::string_view type : path) {
    IMPRINT_ASSIGN_OR_RETURN(here, child_of(*here, type, format));
    if (!here) return here;
  }
  return here;
}

// 8.4.3: version, 4 bytes, type of the handler.
bool is_of_sound(const BmffBox& handler) { return handler.data.size() >= 12 && as_text(handler.data.subspan(8, 4)) == "soun"; }

// 8.5.2, 12.2.3: version, count; in the entry 6 bytes, index, 8 bytes, channels, bits.
Status read_entry(const BmffBox& stsd, const char* format, Mp4Sound& out) {
  if (stsd.data.size() < 8) return {Code::kMalformed, std::string(format) + " box stsd is too short"};
  IMPRINT_ASSIGN_OR_RETURN(const BmffBox entry, read_box(stsd.data.subspan(8), format));
  if (entry.data.size() < 20) return {Code::kMalformed, std::string(format) + " has an entry of sound that is too short"};
  out.coding = entry.type;
  out.bits = read_be16(&entry.data[18]);
  return {};
}

Status read_track(const BmffBox& track, const char* format, Mp4Sound& out) {
  ++out.tracks;
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<BmffBox> chapters, at_path(track, {"tref", "chap"}, format));
  out.chapters = out.chapters || chapters.has_value();
  if (!out.coding.empty()) return {};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<BmffBox> media, child_of(track, "mdia", format));
  if (!media) return {};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<BmffBox> handler, child_of(*media, "hdlr", format));
  if (!handler || !is_of_sound(*handler)) return {};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<BmffBox> stsd, at_path(*media, {"minf", "stbl", "stsd"}, format));
  return stsd ? read_entry(*stsd, format, out) : Status();
}

Result<BmffBox> moov_of(const Mp4File& mp4, const char* format) { return read_box(mp4.moov, format); }

}  // namespace

Result<Mp4Sound> mp4_sound(const Mp4File& mp4, const char* format) {
  Mp4Sound out;
  for (const BmffBox& box : mp4.boxes)
    if (box.type == "mdat") out.media_bytes += box.data.size();
  IMPRINT_ASSIGN_OR_RETURN(const BmffBox moov, moov_of(mp4, format));
  IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(moov, format));
  for (const BmffBox& box : children.boxes)
    if (box.type == "trak") IMPRINT_RETURN_IF_ERROR(read_track(box, format, out));
  if (out.coding.empty()) return Status{Code::kUnsupportedFormat, std::string(format) + " has no track of sound"};
  if (mp4.udta.empty()) return out;
  IMPRINT_ASSIGN_OR_RETURN(const BmffBox udta, read_box(mp4.udta, format));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<BmffBox> list, child_of(udta, "chpl", format));
  out.chapters = out.chapters || list.has_value();
  return out;
}

}  // namespace imprint::container
