// Character codes of UserComment: CIPA DC-008-2023, 4.6.6.2 (table 9 in older editions).
#include "aigc/exif_label.h"

#include <algorithm>
#include <optional>

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

}  // namespace

ExifText exif_user_comment_text(std::string_view stored) {
  ExifText out;
  out.tag = "UserComment";
  out.usual_tag = true;
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

std::vector<ExifText> exif_texts(std::string_view tiff, const Limits& limits) {
  const auto place = [&](ExifText text, std::string_view stored) {
    text.begin = static_cast<size_t>(stored.data() - tiff.data());
    text.end = text.begin + stored.size();
    return text;
  };
  std::vector<ExifText> out;
  const auto description = container::exif_image_description(as_bytes(tiff), limits);
  if (description && !description->empty()) {
    ExifText text;
    text.tag = "ImageDescription";
    text.value = as_text(*description);
    out.push_back(place(std::move(text), as_text(*description)));
  }
  const auto comment = container::exif_user_comment(as_bytes(tiff), limits);
  if (comment && !comment->empty()) out.push_back(place(exif_user_comment_text(as_text(*comment)), as_text(*comment)));
  return out;
}

std::string blank_exif_value(size_t size, bool user_comment) {
  std::string out(size, ' ');
  if (user_comment && size >= kAscii.size()) std::copy(kAscii.begin(), kAscii.end(), out.begin());
  return out;
}

void blank_exif_text(std::string& tiff, const ExifText& text) {
  const size_t size = text.end - text.begin;
  tiff.replace(text.begin, size, blank_exif_value(size, text.usual_tag));
}

}  // namespace imprint::aigc
