// The label in MP4: the key AIGC in moov/udta/meta (TC260-PG-20257A, 202510A). Keys elsewhere, items of iTunes, user
// data and XMP are met.
#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/id3_label.h"
#include "aigc/text_forms.h"
#include "container/mp4_edit.h"

namespace imprint::aigc {
namespace {

using container::Mp4File;
using container::Mp4Text;
using container::Mp4Xmp;

constexpr const char* kFormat = "M4A";

MetadataBlock block_of(const Mp4Text& text) {
  MetadataBlock block;
  block.carrier = "m4a:" + text.place + ":" + excerpt(text.name);
  block.bytes = text.utf16 ? utf8_of_utf16(text.value, false) : std::string(as_text(text.value));
  if (names_label(text.name)) block.context = Context::kNamed;
  if (text.main) {
    block.expected = ExpectedShape::kBare;
  } else {
    block.place.push_back(deviation(Rule::kCarrier, "a text " + excerpt(text.name) + " in " + text.place));
  }
  return block;
}

MetadataBlock block_of(const Mp4Xmp& xmp) {
  MetadataBlock block;
  block.kind = BlockKind::kXmp;
  block.carrier = "m4a:uuid:xmp";
  block.bytes = as_text(xmp.packet);
  block.place.push_back(deviation(Rule::kCarrier, "it stands in a box uuid"));
  return block;
}

}  // namespace

Result<std::vector<MetadataBlock>> m4a_blocks(ByteView file, const Limits& limits, std::vector<Deviation>&) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp4File mp4, container::read_mp4(file, kFormat, limits));
  std::vector<MetadataBlock> out;
  for (const Mp4Text& text : mp4.texts) out.push_back(block_of(text));
  for (const Mp4Xmp& xmp : mp4.xmp) out.push_back(block_of(xmp));
  return out;
}

Result<Bytes> write_m4a(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp4File mp4, container::read_mp4(file, kFormat, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::string label, order.edit(nullptr));
  std::vector<container::Mp4Change> changes;
  for (const Mp4Text& text : mp4.texts) {
    MetadataBlock block = block_of(text);
    if (clean_block(block, limits) == Cleaned::kDrop) changes.push_back({text.box, {}});
  }
  for (const Mp4Xmp& xmp : mp4.xmp) {
    MetadataBlock block = block_of(xmp);
    if (clean_block(block, limits) != Cleaned::kChanged) continue;
    Bytes box(xmp.box.begin(), xmp.box.end() - static_cast<std::ptrdiff_t>(xmp.packet.size()));
    append(box, as_bytes(block.bytes));
    changes.push_back({xmp.box, std::move(box)});
  }
  return container::with_mp4_label(mp4, as_bytes(label), std::move(changes), kFormat);
}

}  // namespace imprint::aigc
