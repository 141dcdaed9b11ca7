// The label in WAV: a chunk AIGC (TC260-PG-202510A). In AIFF, of which the guide says nothing: a frame TXXX in its
// chunk ID3. Lists of texts, ID3 in WAV, XMP and chunks that begin like a label are met.
#include <algorithm>
#include <array>
#include <optional>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/id3_label.h"
#include "aigc/text_forms.h"
#include "container/sound_chunks.h"

namespace imprint::aigc {
namespace {

using container::SoundChunk;
using container::SoundChunks;

constexpr std::string_view kLabelType = "AIGC";
constexpr std::string_view kXmpType = "_PMX";  // XMP specification, part 3
constexpr std::string_view kManifestType = "C2PA";

bool is_id3(std::string_view type) { return equals_ignoring_case(type, "ID3 "); }

bool is_content(std::string_view type) {
  constexpr std::array<std::string_view, 9> kTypes = {"data", "fmt ", "fact", "ds64", "COMM",
                                                      "SSND", "FVER", "JUNK", "C2PA"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

std::string prefix_of(const SoundChunks& sound) { return sound.big_endian ? "aiff" : "wav"; }

MetadataBlock chunk_block(const SoundChunks& sound, const SoundChunk& chunk, size_t head, const std::string& place) {
  MetadataBlock block;
  block.carrier = prefix_of(sound) + ":" + place;
  block.bytes = as_text(chunk.data.subspan(head));
  block.place.push_back(deviation(Rule::kCarrier, "text in a chunk " + excerpt(chunk.type)));
  return block;
}

// A chunk that is a text as a whole: the label's own, XMP, or one that begins like a label.
std::optional<MetadataBlock> text_in(const SoundChunks& sound, const SoundChunk& chunk) {
  if (chunk.type == kLabelType) {
    MetadataBlock block = chunk_block(sound, chunk, 0, std::string(kLabelType));
    block.context = Context::kNamed;
    if (sound.big_endian) return block;
    block.place.clear();
    block.expected = ExpectedShape::kBare;
    return block;
  }
  if (chunk.type == kXmpType) {
    MetadataBlock block = chunk_block(sound, chunk, 0, "xmp");
    block.kind = BlockKind::kXmp;
    return block;
  }
  if (is_content(chunk.type)) return std::nullopt;
  const size_t start = raw_label_start(as_text(chunk.data));
  if (start == std::string_view::npos) return std::nullopt;
  return chunk_block(sound, chunk, start, excerpt(chunk.type) + ":raw");
}

MetadataBlock info_block(const SoundChunk& text) {
  MetadataBlock block;
  block.carrier = "wav:INFO:" + excerpt(text.type);
  block.bytes = as_text(text.data);
  if (names_label(text.type)) block.context = Context::kNamed;
  block.place.push_back(deviation(Rule::kCarrier, "a list INFO"));
  return block;
}

// Blocks are copied, so their size is bounded first.
Status check_sizes(const SoundChunks& sound, const Limits& limits) {
  constexpr size_t kGlance = 256;
  for (const SoundChunk& chunk : sound.chunks) {
    if (chunk.data.size() <= limits.max_metadata_bytes) continue;
    const SoundChunk start{chunk.type, chunk.data.first(std::min(kGlance, chunk.data.size())), {}};
    if (is_id3(chunk.type) || chunk.type == "LIST" || text_in(sound, start))
      return limit_exceeded("size of a chunk " + excerpt(chunk.type), chunk.data.size(), "max_metadata_bytes",
                            limits.max_metadata_bytes);
  }
  return {};
}

using Replacements = std::vector<std::optional<Bytes>>;

class Writer {
 public:
  Writer(const SoundChunks& sound, const std::string& text, const Limits& limits)
      : sound_(sound), text_(text), limits_(limits), replaced_(sound.chunks.size()) {}

  Result<Bytes> run() && {
    for (size_t i = 0; i < sound_.chunks.size(); ++i) IMPRINT_RETURN_IF_ERROR(write(i));
    Bytes added;
    if (!placed_) {
      IMPRINT_ASSIGN_OR_RETURN(added, new_chunk());
    }
    return container::with_sound_chunks(sound_, replaced_, place(), added);
  }

 private:
  Bytes chunk_of(std::string_view type, ByteView data) const {
    return container::sound_chunk(type, data, sound_.big_endian);
  }

  Result<Bytes> new_chunk() const {
    if (!sound_.big_endian) return chunk_of(kLabelType, as_bytes(text_));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes tag, id3_with_label(text_));
    return chunk_of("ID3 ", tag);
  }

  // Behind all others, but before a manifest that ends the file: a signer looks for it there.
  size_t place() const {
    return sound_.chunks.back().type == kManifestType ? sound_.chunks.size() - 1 : sound_.chunks.size();
  }

  Status write(size_t i) {
    const SoundChunk& chunk = sound_.chunks[i];
    if (is_id3(chunk.type)) return write_id3(i);
    if (chunk.type == "LIST" && !sound_.big_endian) return write_list(i);
    if (!sound_.big_endian && !placed_ && chunk.type == kLabelType) {
      replaced_[i] = chunk_of(kLabelType, as_bytes(text_));
      placed_ = true;
      return {};
    }
    std::optional<MetadataBlock> block = text_in(sound_, chunk);
    if (!block) return {};
    const size_t head = chunk.data.size() - block->bytes.size();
    const Cleaned cleaned = clean_block(*block, limits_);
    if (cleaned == Cleaned::kDrop) replaced_[i] = Bytes{};
    if (cleaned != Cleaned::kChanged) return {};
    Bytes data(chunk.data.begin(), chunk.data.begin() + static_cast<std::ptrdiff_t>(head));
    append(data, as_bytes(block->bytes));
    replaced_[i] = chunk_of(chunk.type, data);
    return {};
  }

  Status write_id3(size_t i) {
    const SoundChunk& chunk = sound_.chunks[i];
    const bool takes = sound_.big_endian && !placed_;
    IMPRINT_ASSIGN_OR_RETURN(const Bytes tag, relabelled_id3(chunk.data, takes ? &text_ : nullptr, limits_));
    placed_ |= takes;
    if (!std::equal(tag.begin(), tag.end(), chunk.data.begin(), chunk.data.end()))
      replaced_[i] = chunk_of(chunk.type, tag);
    return {};
  }

  Status write_list(size_t i) {
    IMPRINT_ASSIGN_OR_RETURN(const std::vector<SoundChunk> texts, container::split_info(sound_.chunks[i], limits_));
    std::vector<ByteView> kept;
    for (const SoundChunk& text : texts) {
      MetadataBlock block = info_block(text);
      if (clean_block(block, limits_) != Cleaned::kDrop) kept.push_back(text.raw);
    }
    if (kept.size() != texts.size()) replaced_[i] = container::info_list(kept);
    return {};
  }

  const SoundChunks& sound_;
  const std::string& text_;
  const Limits& limits_;
  Replacements replaced_;
  bool placed_ = false;
};

void add_info_blocks(const SoundChunk& list, const Limits& limits, std::vector<MetadataBlock>& out,
                     std::vector<Deviation>& problems) {
  const auto texts = container::split_info(list, limits);
  if (!texts.ok())
    return problems.push_back(problem_in("wav:INFO", deviation(Rule::kMetadataDamaged, texts.status().message())));
  for (const SoundChunk& text : texts.value()) out.push_back(info_block(text));
}

}  // namespace

Result<std::vector<MetadataBlock>> wav_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundChunks sound, container::split_sound(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(sound, limits));
  std::vector<MetadataBlock> out;
  bool first_id3 = true;
  for (const SoundChunk& chunk : sound.chunks) {
    if (is_id3(chunk.type)) {
      add_id3_blocks(chunk.data, prefix_of(sound) + ":ID3", sound.big_endian && first_id3, limits, out, problems);
      first_id3 = false;
    } else if (chunk.type == "LIST" && !sound.big_endian) {
      add_info_blocks(chunk, limits, out, problems);
    } else if (auto block = text_in(sound, chunk)) {
      out.push_back(std::move(*block));
    }
  }
  return out;
}

Result<Bytes> write_wav(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundChunks sound, container::split_sound(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(sound, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::string text, order.edit(nullptr));
  return Writer(sound, text, limits).run();
}

}  // namespace imprint::aigc
