// The label in MP3: a frame TXXX of ID3v2 (TC260-PG-202510A), of the first tag where there are several. Labels in an
// APE tag are met.
#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/id3_label.h"
#include "aigc/text_forms.h"
#include "container/mp3_file.h"

namespace imprint::aigc {
namespace {

using container::ApeItem;
using container::Mp3File;

MetadataBlock ape_block(const ApeItem& item) {
  MetadataBlock block;
  block.carrier = "mp3:APE:" + excerpt(item.key);
  block.bytes = as_text(item.value);
  if (names_label(item.key)) block.context = Context::kNamed;
  block.place.push_back(deviation(Rule::kCarrier, "an item " + excerpt(item.key) + " of APE"));
  return block;
}

Result<Bytes> cleaned_ape(ByteView ape, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<ApeItem> items, container::split_ape(ape, limits));
  std::vector<ByteView> kept;
  for (const ApeItem& item : items) {
    MetadataBlock block = ape_block(item);
    if (!item.text || clean_block(block, limits) != Cleaned::kDrop) kept.push_back(item.raw);
  }
  if (kept.size() == items.size()) return Bytes(ape.begin(), ape.end());
  return container::with_ape_items(ape, kept);
}

}  // namespace

Result<std::vector<MetadataBlock>> mp3_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp3File mp3, container::split_mp3(file, limits));
  std::vector<MetadataBlock> out;
  for (const ByteView tag : mp3.id3) add_id3_blocks(tag, "mp3", tag.data() == file.data(), limits, out, problems);
  if (mp3.ape.empty()) return out;
  const auto items = container::split_ape(mp3.ape, limits);
  if (!items.ok())
    problems.push_back(problem_in("mp3:APE", deviation(Rule::kMetadataDamaged, items.status().message())));
  if (items.ok())
    for (const ApeItem& item : items.value())
      if (item.text) out.push_back(ape_block(item));
  return out;
}

Result<Bytes> write_mp3(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp3File mp3, container::split_mp3(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::string text, order.edit(nullptr));
  std::vector<Bytes> made;
  if (mp3.id3.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(Bytes tag, id3_with_label(text));
    made.push_back(std::move(tag));
  }
  for (const ByteView tag : mp3.id3) {
    IMPRINT_ASSIGN_OR_RETURN(Bytes relabelled,
                             relabelled_id3(tag, tag.data() == file.data() ? &text : nullptr, limits));
    made.push_back(std::move(relabelled));
  }
  std::vector<ByteView> pieces(made.begin(), made.end());
  pieces.push_back(mp3.sound);
  Bytes ape;
  if (!mp3.ape.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(ape, cleaned_ape(mp3.ape, limits));
  }
  pieces.push_back(ape);
  pieces.push_back(mp3.trailing);
  return join(pieces);
}

}  // namespace imprint::aigc
