// The label in Ogg: a comment of a stream of Vorbis or Opus (TC260-PG-202510A), of the first one where there are
// several.
#include "aigc/carriers.h"
#include "aigc/vorbis_label.h"
#include "container/ogg_pages.h"

namespace imprint::aigc {

Result<std::vector<MetadataBlock>> ogg_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<container::OggStream> streams, container::read_ogg_streams(file, limits));
  std::vector<MetadataBlock> out;
  for (const container::OggStream& stream : streams)
    add_comment_blocks(stream.comments, "ogg", &stream == &streams.front(), limits, out, problems);
  return out;
}

Result<Bytes> write_ogg(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<container::OggStream> streams, container::read_ogg_streams(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::string text, order.edit(nullptr));
  std::vector<Bytes> comments;
  for (const container::OggStream& stream : streams) {
    const bool first = &stream == &streams.front();
    IMPRINT_ASSIGN_OR_RETURN(Bytes list, relabelled_comments(stream.comments, first ? &text : nullptr, limits));
    comments.push_back(std::move(list));
  }
  return container::with_ogg_comments(file, streams, comments, limits);
}

}  // namespace imprint::aigc
