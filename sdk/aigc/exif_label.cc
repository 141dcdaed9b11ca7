// Character codes of UserComment: CIPA DC-008-2023, 4.6.6.2 (table 9 in older editions).
#include "aigc/exif_label.h"

#include <algorithm>

#include "aigc/text_forms.h"
#include "base/bytes.h"
#include "container/exif.h"

namespace imprint::aigc {
namespace {

constexpr std::string_view kAscii{"ASCII\0\0\0", 8}, kUnicode{"UNICODE\0", 8}, kJis{"JIS\0\0\0\0\0", 8},
    kUndefined{"\0\0\0\0\0\0\0\0", 8};

// The label is ASCII by Annex E, so wherever it is written in 16-bit units every other byte is zero; which one tells
// the byte order better than the structure's own, which many writers ignore. Some write UTF-8 after this code.
std::string text_of_unicode(std::string_view body) {
  if (body.starts_with("\xFF\xFE")) return utf8_of_utf16(as_bytes(body.substr(2)), true);
  if (body.starts_with("\xFE\xFF")) return utf8_of_utf16(as_bytes(body.substr(2)), false);
  if (body.size() >= 2 && body[0] == '\0') return utf8_of_utf16(as_bytes(body), false);
  if (body.size() >= 2 && body[1] == '\0') return utf8_of_utf16(as_bytes(body), true);
  return std::string(body);
}

struct TagName {
  uint16_t tag;
  const char* name;
};
constexpr TagName kTagNames[] = {{container::kExifImageDescription, "ImageDescription"},
                                 {container::kExifSoftware, "Software"},
                                 {container::kExifArtist, "Artist"},
                                 {container::kExifCopyright, "Copyright"},
                                 {container::kExifUserComment, "UserComment"},
                                 {container::kExifXpTitle, "XPTitle"},
                                 {container::kExifXpComment, "XPComment"},
                                 {container::kExifXpKeywords, "XPKeywords"},
                                 {container::kExifXpSubject, "XPSubject"},
                                 {container::kExifMakerNote, "MakerNote"}};

// Where the tag belongs: UserComment and MakerNote into the Exif IFD, all others into IFD0.
bool belongs_to_exif_ifd(uint16_t tag) {
  return tag == container::kExifUserComment || tag == container::kExifMakerNote;
}

bool is_utf16(uint16_t tag) { return tag >= container::kExifXpTitle && tag <= container::kExifXpSubject; }

ExifText user_comment_text(std::string_view stored) {
  ExifText out;
  out.tag = "UserComment";
  out.user_comment = out.usual_tag = true;
  const std::string_view code = stored.substr(0, kAscii.size());
  out.ascii_prefix = code == kAscii;
  if (code == kUnicode) {
    out.value = text_of_unicode(stored.substr(code.size()));
  } else if (out.ascii_prefix || code == kJis || code == kUndefined) {
    out.value = stored.substr(code.size());
  } else {
    out.value = stored;
  }
  return out;
}

}  // namespace

Status pay_for_exif_text(const container::ExifField& field, const Limits& limits) {
  constexpr uint64_t kStepsAByte = 8;  // measured: copying, converting from UTF-16, looking for a label
  return limits.spend(Resource::kSteps, kStepsAByte * field.value.size(), "EXIF texts");
}

ExifText exif_text_of(const container::ExifField& field, const uint8_t* start) {
  const bool utf16 = is_utf16(field.tag), user_comment = field.tag == container::kExifUserComment;
  ByteView stored = field.value;
  while (!utf16 && !user_comment && !stored.empty() && stored.back() == 0) stored = stored.first(stored.size() - 1);
  ExifText out = user_comment ? user_comment_text(as_text(stored)) : ExifText();
  if (!user_comment) out.value = utf16 ? utf8_of_utf16(stored, true) : std::string(as_text(stored));
  out.utf16 = utf16;
  for (const TagName& name : kTagNames)
    if (name.tag == field.tag) out.tag = name.name;
  if (field.in_exif_ifd != belongs_to_exif_ifd(field.tag)) {
    out.tag.insert(0, field.in_exif_ifd ? "Exif:" : "IFD0:");
    out.usual_tag = false;
  }
  out.begin = static_cast<size_t>(field.value.data() - start);
  out.end = out.begin + stored.size();
  return out;
}

std::vector<ExifText> exif_texts(std::string_view tiff, const Limits& limits) {
  std::vector<ExifText> out;
  for (const container::ExifField& field : container::exif_fields(as_bytes(tiff), limits)) {
    if (!pay_for_exif_text(field, limits).ok()) break;  // Limits::status keeps it
    out.push_back(exif_text_of(field, as_bytes(tiff).data()));
    if (out.back().begin == out.back().end) out.pop_back();
  }
  return out;
}

std::string blank_exif_value(size_t size, bool user_comment) {
  std::string out(size, ' ');
  if (user_comment && size >= kAscii.size()) std::copy(kAscii.begin(), kAscii.end(), out.begin());
  return out;
}

void blank_exif_text(std::string& tiff, const ExifText& text) {
  const size_t size = text.end - text.begin;
  tiff.replace(text.begin, size, text.utf16 ? std::string(size, '\0') : blank_exif_value(size, text.user_comment));
}

}  // namespace imprint::aigc
