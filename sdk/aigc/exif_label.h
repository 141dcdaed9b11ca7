// The texts of an EXIF structure that can hold a label (CIPA DC-008), and how one is taken out without moving anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "container/exif.h"

namespace imprint::aigc {

struct ExifText {
  std::string tag;            // "UserComment", "IFD0:UserComment", "ImageDescription", "XPComment", …
  std::string value;          // UTF-8 as far as it can be told, without the character code
  bool user_comment = false;  // in whichever directory
  bool usual_tag = false;     // UserComment of the Exif IFD, which the image guide's annex B names
  bool ascii_prefix = false;  // the character code is "ASCII\0\0\0"
  bool utf16 = false;         // of Windows: UTF-16, little endian
  size_t begin = 0, end = 0;  // in the structure, the character code included
};

std::vector<ExifText> exif_texts(std::string_view tiff, const Limits& limits);

// One text; its place is in the bytes that `field` points into, which begin at `start`. Zeros at the end of an ASCII text are none
// of it.
// Pay for it first (spec/limits.md): directories may share bytes.
Status pay_for_exif_text(const container::ExifField& field, const Limits& limits);
ExifText exif_text_of(const container::ExifField& field, const uint8_t* start);

// As many bytes as a text that is set aside: spaces, in a UserComment behind the ASCII character code.
std::string blank_exif_value(size_t size, bool user_comment);

// Fills the text with spaces: a UserComment as DC-008 wants one that is set aside, with the ASCII character code.
void blank_exif_text(std::string& tiff, const ExifText& text);

}  // namespace imprint::aigc
