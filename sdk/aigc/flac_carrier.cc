// The label in FLAC: a Vorbis comment (TC260-PG-202510A). A tag of ID3v2 in front of the file is no place of FLAC's,
// and met there.
#include <algorithm>

#include "aigc/carriers.h"
#include "aigc/id3_label.h"
#include "aigc/vorbis_label.h"
#include "container/flac_blocks.h"

namespace imprint::aigc {
namespace {

using container::FlacBlock;
using container::FlacFile;

constexpr const char* kId3Prefix = "flac:ID3";

size_t first_comments(const FlacFile& flac) {
  const auto at = std::find_if(flac.blocks.begin(), flac.blocks.end(),
                               [](const FlacBlock& b) { return b.type == container::kFlacComments; });
  return static_cast<size_t>(at - flac.blocks.begin());
}

// RFC 9639 8.6 asks for a name of the writer, which may be empty.
Bytes new_comments() { return container::write_vorbis_comments({"", {}, {}}); }

}  // namespace

Result<std::vector<MetadataBlock>> flac_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const FlacFile flac, container::split_flac(file, limits));
  std::vector<MetadataBlock> out;
  for (const ByteView tag : flac.id3) add_id3_blocks(tag, kId3Prefix, false, limits, out, problems);
  const size_t first = first_comments(flac);
  for (size_t i = first; i < flac.blocks.size(); ++i)
    if (flac.blocks[i].type == container::kFlacComments)
      add_comment_blocks(flac.blocks[i].data, "flac", i == first, limits, out, problems);
  return out;
}

Result<Bytes> write_flac(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const FlacFile flac, container::split_flac(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::string text, order.edit(nullptr));
  std::vector<Bytes> tags;
  for (const ByteView tag : flac.id3) {
    IMPRINT_ASSIGN_OR_RETURN(Bytes cleaned, relabelled_id3(tag, nullptr, limits));
    tags.push_back(std::move(cleaned));
  }
  const size_t first = first_comments(flac);
  std::vector<FlacBlock> blocks;
  std::vector<Bytes> lists(flac.blocks.size() + 1);
  for (size_t i = 0; i < flac.blocks.size(); ++i) {
    blocks.push_back(flac.blocks[i]);
    if (flac.blocks[i].type != container::kFlacComments) continue;
    IMPRINT_ASSIGN_OR_RETURN(lists[i], relabelled_comments(flac.blocks[i].data, i == first ? &text : nullptr, limits));
    blocks.back().data = lists[i];
  }
  if (first == flac.blocks.size()) {
    IMPRINT_ASSIGN_OR_RETURN(lists.back(), relabelled_comments(new_comments(), &text, limits));
    blocks.insert(blocks.begin() + 1, FlacBlock{container::kFlacComments, lists.back()});
  }
  return container::join_flac({tags.begin(), tags.end()}, blocks, flac.frames);
}

}  // namespace imprint::aigc
