// The label among Vorbis comments (TC260-PG-202510A: AIGC=…), which FLAC, Vorbis and Opus share.
#pragma once

#include <string>
#include <vector>

#include "aigc/metadata_block.h"
#include "container/vorbis_comment.h"

namespace imprint::aigc {

// All blocks of the list, or a problem when it cannot be read. `prefix`: "flac"; not `in_place`: a further list, which
// no label belongs in.
void add_comment_blocks(ByteView list, const std::string& prefix, bool in_place, const Limits& limits,
                        std::vector<MetadataBlock>& out, std::vector<Deviation>& problems);

// The list with the label in its first comment of that name, or behind all, where there is `text`; every other label
// out.
Result<Bytes> relabelled_comments(ByteView list, const std::string* text, const Limits& limits);

}  // namespace imprint::aigc
