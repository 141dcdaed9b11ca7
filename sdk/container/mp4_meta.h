// The texts of the metadata of an MP4 (ISO/IEC 14496-12) and its like: keys of QuickTime, items of iTunes, user data.
// Borrowed from the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/bmff_boxes.h"

namespace imprint::container {

struct Mp4Text {
  std::string
      place;  // "keys", "ilst", "udta"; before it "moov:", "trak:" or "file:" where it does not stand in moov/udta
  std::string name;  // of the key, the item or the box: "AIGC", "©cmt"
  ByteView value;    // as it is stored
  bool utf16 = false;
  bool main = false;  // the key AIGC in moov/udta/meta, where the guide has the label
  ByteView box;       // that goes when the text goes
};

struct Mp4Xmp {
  ByteView box;     // uuid BE7ACFCB-97A9-42E8-9C71-999491E3AFAC, at the top or in moov/udta
  ByteView packet;  // in it
};

// A box meta with handler mdta in moov/udta.
struct Mp4Keys {
  BmffBox meta;
  std::vector<std::string_view> names;
  ByteView keys, ilst;          // boxes; empty = none
  std::vector<ByteView> loose;  // items with the number that the next key would get
};

struct Mp4File {
  ByteView file;
  std::vector<BmffBox> boxes;
  ByteView moov, udta;  // boxes; udta is the one in moov; empty = none
  std::vector<Mp4Keys> keys;
  std::vector<Mp4Text> texts;
  std::vector<Mp4Xmp> xmp;
};

// kTruncated when a box runs past the end, kMalformed when one is smaller than its header, when a list of keys does not
// fit its box and when there is no moov. kLimitExceeded beyond max_segments boxes, or a text beyond max_metadata_bytes.
// `format` names the file in messages.
Result<Mp4File> read_mp4(ByteView file, const char* format, const Limits& limits);

// What boxes a box holds, and what stands before the first and behind the last of them: the version of a box meta, the
// zeros that end a QuickTime udta.
struct Mp4Children {
  ByteView before;
  std::vector<BmffBox> boxes;
  ByteView behind;
};
Result<Mp4Children> mp4_children(const BmffBox& parent, const char* format);

}  // namespace imprint::container
