// What two views of ExifTool tell of a file before and after.
#include <doctest/doctest.h>

#include "readers/readers.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

const json kStored{{"File:ExifByteOrder", "II"}, {"IFD0:ImageWidth", 800}, {"IFD0:StripOffsets", "8 900"}, {"IFD0:StripByteCounts", "892 12"},
                   {"IFD0:Compression", "LZW"}};

json with(json tags, const char* name, const json& value) {
  tags[name] = value;
  return tags;
}

}  // namespace

TEST_CASE("tags: how a TIFF stores its pixels is no EXIF, what it says of the picture is") {
  CHECK_FALSE(has_exif(kStored));
  CHECK(lost_tags(kStored, json::object(), false).empty());
  CHECK_FALSE(has_exif(with(kStored, "IFD0:Orientation", 6)));       // a rule of its own
  CHECK_FALSE(has_exif(with(kStored, "ExifIFD:UserComment", "x")));  // the label's place
  const json camera = with(kStored, "IFD0:Model", "A camera");
  CHECK(has_exif(camera));
  CHECK(lost_tags(camera, with(camera, "IFD0:StripOffsets", "8 1000"), false).empty());
  CHECK(lost_tags(camera, kStored, false) == std::vector<std::string>{"IFD0:Model"});
  CHECK(lost_tags(camera, with(camera, "IFD0:Model", "Another"), false) == std::vector<std::string>{"IFD0:Model"});
  for (const char* name : {"ExifIFD:DateTimeOriginal", "GPS:GPSLatitude"}) CHECK(has_exif(json{{name, "1"}}));
  CHECK_FALSE(has_exif(json{{"XMP-dc:Title", "a title"}}));
}

TEST_CASE("tags: XMP of others is told when it is gone, that of the label is not") {
  const json before{{"XMP-dc:Title", "a title"}, {"XMP-TC260:Aigc", "{}"}, {"IFD0:Model", "A camera"}};
  CHECK(lost_tags(before, json::object(), true) == std::vector<std::string>{"XMP-dc:Title"});
  CHECK(lost_tags(before, before, true).empty());
}
