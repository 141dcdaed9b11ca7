// The texts of an EXIF structure that can hold a label (CIPA DC-008), and how one is taken out without moving anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace imprint::aigc {

struct ExifText {
  const char* tag = "";       // "UserComment", "ImageDescription"
  std::string value;          // UTF-8 as far as it can be told, without the character code
  bool usual_tag = false;     // UserComment, which the image guide's annex B names
  bool ascii_prefix = false;  // the character code is "ASCII\0\0\0"
  size_t begin = 0, end = 0;  // in the structure, the character code included
};

std::vector<ExifText> exif_texts(std::string_view tiff, const Limits& limits);

// A UserComment as stored, with its character code. No place.
ExifText exif_user_comment_text(std::string_view stored);

// As many bytes as a text that is set aside: spaces, in a UserComment behind the ASCII character code.
std::string blank_exif_value(size_t size, bool user_comment);

// Fills the text with spaces: a UserComment as DC-008 wants one that is set aside, with the ASCII character code.
void blank_exif_text(std::string& tiff, const ExifText& text);

}  // namespace imprint::aigc
