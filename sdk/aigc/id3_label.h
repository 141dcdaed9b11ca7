// The label in an ID3v2 tag: a frame TXXX with the description AIGC (TC260-PG-202510A), and every text in which one may
// be met.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aigc/metadata_block.h"
#include "container/id3.h"

namespace imprint::aigc {

struct Id3Piece {
  size_t frame = 0;
  size_t head = 0;  // bytes of the frame's data before the block, where it is XMP
  MetadataBlock block;
  bool main = false;  // the first TXXX of this name; takes the label where `in_place`
};

// `prefix` names the tag in carriers: "mp3", "wav:ID3". Not `in_place`: another part of the file is the label's place,
// and this one a deviation.
std::vector<Id3Piece> id3_pieces(const container::Id3Tag& tag, const std::string& prefix, bool in_place);

// The tag as it is to be: the label in its main frame, or behind all frames, where there is `text`; every other label
// out. The same bytes when nothing changes.
Result<Bytes> relabelled_id3(ByteView tag, const std::string* text, const Limits& limits);

// A tag with the label alone.
Result<Bytes> id3_with_label(const std::string& text);

// All blocks of the tag, or a problem when it cannot be read.
void add_id3_blocks(ByteView tag, const std::string& prefix, bool in_place, const Limits& limits,
                    std::vector<MetadataBlock>& out, std::vector<Deviation>& problems);

// By its name: a text called AIGC is a label or a broken one (Annex E a: "its name contains AIGC").
bool names_label(std::string_view name);

}  // namespace imprint::aigc
