// General encapsulated objects in ID3v2 tags: a file within a frame, with its media type ("ID3 tag version 2.4.0 - Native
// Frames", 4.15).
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "container/id3.h"

namespace imprint::container {

// Borrowed from the frame.
struct Id3Object {
  std::string_view media_type;
  ByteView data;    // the object itself
  size_t head = 0;  // bytes of the frame's data before it
};

// None when the frame is of another kind (GEOB; GEO in version 2.2), compressed or encrypted, or its texts have no end.
std::optional<Id3Object> read_id3_object(const Id3Frame& frame);

// A frame of such an object, without flags. Texts are of ASCII. kLimitExceeded beyond what the size of a frame can state.
Result<Bytes> id3_object_frame(int version, std::string_view media_type, std::string_view file_name,
                               std::string_view description, ByteView data);

}  // namespace imprint::container
