// An MP3 file as what stands before and behind its frames: ID3v2 tags, the sound, an APE tag, ID3v1. Borrowed from the
// file.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct ApeItem {
  std::string_view key;
  ByteView value;
  bool text = false;  // UTF-8; else bytes, or an address
  ByteView raw;       // all of it
};

struct Mp3File {
  std::vector<ByteView> id3;  // leading tags of version 2
  ByteView sound;             // nothing of it is looked at
  ByteView ape;               // the tag with its header and footer; empty = none
  ByteView trailing;          // ID3v1
};

// Errors as split_leading_id3().
Result<Mp3File> split_mp3(ByteView file, const Limits& limits);

// APE tag, versions 1 and 2 (wiki.hydrogenaud.io). kMalformed when the items are not as many as it says, or run past
// its end.
Result<std::vector<ApeItem>> split_ape(ByteView ape, const Limits& limits);

// The tag with these items alone, whole as they were; nothing when there are none.
Bytes with_ape_items(ByteView ape, const std::vector<ByteView>& items);

}  // namespace imprint::container
