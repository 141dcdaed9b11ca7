#include "aigc/vorbis_label.h"

#include "aigc/deviations.h"
#include "aigc/id3_label.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

using container::VorbisComments;

constexpr std::string_view kFieldName = "AIGC";

struct Piece {
  MetadataBlock block;
  bool main = false;
};

// Names of comments are the same in either case (Vorbis I, 5.2.1).
Piece piece_of(std::string_view comment, const std::string& prefix, bool in_place) {
  const auto [name, value] = container::split_vorbis_comment(comment);
  Piece piece;
  piece.block.carrier = prefix + ":comment" + (name.empty() ? "" : ":" + excerpt(name));
  piece.block.bytes = value;
  piece.main = in_place && equals_ignoring_case(name, kFieldName);
  if (piece.main) {
    piece.block.expected = ExpectedShape::kBare;
  } else {
    piece.block.place.push_back(deviation(Rule::kCarrier, "a comment " + excerpt(name)));
  }
  if (names_label(name)) piece.block.context = Context::kNamed;
  return piece;
}

}  // namespace

void add_comment_blocks(ByteView list, const std::string& prefix, bool in_place, const Limits& limits,
                        std::vector<MetadataBlock>& out, std::vector<Deviation>& problems) {
  const Result<VorbisComments> comments = container::read_vorbis_comments(list, limits);
  if (!comments.ok()) {
    problems.push_back(problem_in(prefix + ":comment", deviation(Rule::kMetadataDamaged, comments.status().message())));
    return;
  }
  for (const std::string_view comment : comments->comments) out.push_back(piece_of(comment, prefix, in_place).block);
}

Result<Bytes> relabelled_comments(ByteView list, const std::string* text, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(VorbisComments comments, container::read_vorbis_comments(list, limits));
  const std::string label = text != nullptr ? std::string(kFieldName) + "=" + *text : "";
  bool placed = text == nullptr;
  std::vector<std::string_view> kept;
  for (const std::string_view comment : comments.comments) {
    Piece piece = piece_of(comment, "", text != nullptr);
    if (piece.main && !placed) {
      kept.push_back(label);
      placed = true;
    } else if (clean_block(piece.block, limits) != Cleaned::kDrop) {
      kept.push_back(comment);
    }
  }
  if (!placed) kept.push_back(label);
  comments.comments = std::move(kept);
  return container::write_vorbis_comments(comments);
}

}  // namespace imprint::aigc
