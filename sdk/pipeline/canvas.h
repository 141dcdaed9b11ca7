// The pixels of a file while they are worked on, and the way back into a file: of the same format, or of another one on request.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "codec/codec.h"

namespace imprint::pipeline {

struct Conversion {
  container::Format to = container::Format::kUnknown;  // PNG, JPEG or WebP; unknown = the file stays what it is
  int quality = 92;                                    // of JPEG and WebP, [1, 100]
  bool of_pixels = false;  // the file is no more than the form in which pixels were handed over: no conversion is told of
};

// Whether `file` is to become another format than it has. One that has it already is not coded anew from scratch.
bool converts(ByteView file, const Conversion& conversion);

// What can be refused from the headers of `file`. kUnsupportedFormat: the two formats; kUnsupportedPixels: animations.
Status check_conversion(ByteView file, const Conversion& conversion, const Limits& limits);

class Canvas {
 public:
  // Conversion turns the pixels upright and brings them to what the new format stores. kUnsupportedPixels for transparent pixels
  // where it has no alpha.
  static Result<Canvas> open(ByteView file, const Conversion& conversion, const Limits& limits);

  codec::Picture& picture() { return picture_; }
  // `file` is what open() was given. Colour profile, Exif and XMP go along in a conversion; `notes` gets what does not.
  Result<Bytes> encode(ByteView file, const Limits& limits, std::vector<std::string>& notes) const;

 private:
  codec::Picture picture_;
  bool converts_ = false, turned_ = false;
  Conversion conversion_;
  image::PixelFormat stored_ = image::PixelFormat::kRgb8;  // before the conversion
};

}  // namespace imprint::pipeline
