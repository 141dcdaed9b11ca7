// One reader a format, for codec.cc: each file of this folder that sees a library implements one.
#pragma once

#include "pictures/codec.h"

namespace imprint_conform {

// What a reader gives: the facts always, the pixels (as stored, orientation not applied) if they were asked for.
struct Read {
  FileFacts facts;
  Picture picture;
};
using Reader = Read (*)(ByteSpan file, bool with_pixels, uint64_t max_pixels);

Read read_png(ByteSpan file, bool with_pixels, uint64_t max_pixels);
Read read_jpeg(ByteSpan file, bool with_pixels, uint64_t max_pixels);
Read read_webp(ByteSpan file, bool with_pixels, uint64_t max_pixels);
Read read_gif(ByteSpan file, bool with_pixels, uint64_t max_pixels);
Read read_avif(ByteSpan file, bool with_pixels, uint64_t max_pixels);
Read read_tiff(ByteSpan file, bool with_pixels, uint64_t max_pixels);

// ConformError if a side is 0 or the picture larger than the limit.
void check_size(std::string_view format, uint64_t width, uint64_t height, uint64_t max_pixels);
[[noreturn]] void refuse(std::string_view format, std::string_view why);  // "PNG cannot be read: ..."

// Sets the facts of an embedded profile.
void note_icc(FileFacts& facts, const void* profile, size_t bytes);
// Sets the orientation by an EXIF block (TIFF header first, or after "Exif\0\0"), if it states one.
void note_exif(FileFacts& facts, ByteSpan exif);

// ConformError unless the picture has 8 bits and one of these numbers of channels.
void check_can_hold(const Picture& picture, std::string_view format, bool grey, bool alpha, bool deep);
void check_number(std::string_view what, int value, int least, int most);

}  // namespace imprint_conform
