// A piece of metadata as every container has it, whatever it is wrapped in: an XMP packet, an EXIF structure or a text.
// A carrier file cuts its container into blocks and puts changed ones back; what a block means is decided here, once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "aigc/aigc.h"
#include "aigc/exif_label.h"
#include "aigc/label_parser.h"

namespace imprint::aigc {

enum class BlockKind { kXmp, kExif, kText };

// The shape that the guide gives to a carrier. Where it gives none, any will do.
enum class ExpectedShape { kAny, kBare, kWrapped };

struct MetadataBlock {
  BlockKind kind = BlockKind::kText;
  std::string carrier;               // "png:tEXt:AIGC"
  std::string bytes;                 // the packet, the TIFF structure, the text
  Context context = Context::kFree;  // of a text
  ExpectedShape expected = ExpectedShape::kAny;
  std::vector<Deviation> place;  // what is wrong with where it stands; given to each label found in it
};

// Where a label may stand in bytes that are not meant for one: at their start, or behind an identifier of up to 64
// bytes. npos: nowhere, told by a glance.
size_t raw_label_start(std::string_view bytes);

// A text of EXIF as a block of its own, for who does not have the structure around it in one piece.
MetadataBlock exif_text_block(ExifText text, std::string carrier);

// Adds what the block holds to `out`.
void read_block(const MetadataBlock& block, const Limits& limits, ReadResult& out);

// Makes room for the one label that is to be written elsewhere in the file. kChanged: `bytes` holds spaces where a
// label or the remains of one stood, its size is the same. kDrop: the block was nothing but a label.
enum class Cleaned { kUntouched, kChanged, kDrop };
Cleaned clean_block(MetadataBlock& block, const Limits& limits);

// What a container gives to its carrier for writing: how its main packet is edited.
struct WriteOrder {
  // `old_packet`: null when the file has none. For a carrier that is no packet: the text of the label.
  std::function<Result<std::string>(const std::string* old_packet)> edit;
  bool only_label = true;  // the packet takes the one label of the file: others are taken out
};

Result<std::string> edited_packet(const MetadataBlock* old_packet, const WriteOrder& order);

}  // namespace imprint::aigc
