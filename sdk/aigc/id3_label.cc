// Frames are those of "ID3 tag version 2.4.0 - Native Frames" (2000); version 2.2 names them by three letters.
#include "aigc/id3_label.h"

#include <algorithm>

#include "aigc/deviations.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

using container::Id3Frame;
using container::Id3Tag;
using namespace std::string_view_literals;

constexpr std::string_view kLabelName = "AIGC";
enum Encoding : uint8_t { kLatin1 = 0, kUtf16Marked = 1, kUtf16Big = 2, kUtf8 = 3 };  // section 4 of the structure

bool is_wide(uint8_t encoding) { return encoding == kUtf16Marked || encoding == kUtf16Big; }

std::string decode(uint8_t encoding, ByteView bytes) {
  if (encoding == kUtf16Big) return utf8_of_utf16(bytes, false);
  if (encoding == kUtf16Marked) {
    const bool big = bytes.size() >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF;
    return utf8_of_utf16(bytes, !big);
  }
  const std::string_view text = as_text(bytes);
  // Many write UTF-8 and call it Latin-1.
  return encoding == kUtf8 || is_utf8(text) ? std::string(text) : utf8_of_latin1(text);
}

// Up to the zero that ends a description, and what follows; without one everything is the text.
struct Described {
  std::string description, text;
};
Described split_described(uint8_t encoding, ByteView bytes) {
  const size_t width = is_wide(encoding) ? 2 : 1;
  for (size_t at = 0; at + width <= bytes.size(); at += width)
    if (std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    bytes.begin() + static_cast<std::ptrdiff_t>(at + width), [](uint8_t b) { return b == 0; }))
      return {std::string(trim(decode(encoding, bytes.first(at)))), decode(encoding, bytes.subspan(at + width))};
  return {"", decode(encoding, bytes)};
}

MetadataBlock text_block(std::string text, std::string carrier, std::string_view frame) {
  MetadataBlock block;
  block.carrier = std::move(carrier);
  block.bytes = std::move(text);
  block.place.push_back(deviation(Rule::kCarrier, "a frame " + std::string(frame) + " of ID3v2"));
  return block;
}

std::optional<Id3Piece> user_text(const Id3Frame& frame, const std::string& carrier) {
  const ByteView data = *frame.data;
  Described found = split_described(data[0], data.subspan(1));
  const std::string name = excerpt(found.description);
  Id3Piece piece;
  piece.block = text_block(std::move(found.text), name.empty() ? carrier : carrier + ":" + name, frame.id);
  if (!names_label(found.description)) return piece;
  piece.block.context = Context::kNamed;
  piece.main = found.description == kLabelName;
  return piece;
}

// Comments and lyrics: encoding, three letters of language, description, text.
std::optional<Id3Piece> comment(const Id3Frame& frame, const std::string& carrier) {
  const ByteView data = *frame.data;
  if (data.size() < 4) return std::nullopt;
  Id3Piece piece;
  piece.block = text_block(split_described(data[0], data.subspan(4)).text, carrier, frame.id);
  return piece;
}

// XMP: a private frame of the owner "XMP" (ISO 16684-3).
std::optional<Id3Piece> private_data(const Id3Frame& frame, const std::string& carrier) {
  constexpr std::string_view kOwner = "XMP\0"sv;
  const std::string_view data = as_text(*frame.data);
  if (!data.starts_with(kOwner)) return std::nullopt;
  Id3Piece piece;
  piece.head = kOwner.size();
  piece.block = text_block(std::string(data.substr(kOwner.size())), carrier + ":xmp", frame.id);
  piece.block.kind = BlockKind::kXmp;
  return piece;
}

std::optional<Id3Piece> piece_of(const Id3Frame& frame, const std::string& prefix) {
  if (!frame.data || frame.data->empty()) return std::nullopt;
  const std::string carrier = prefix + ":" + std::string(frame.id);
  if (frame.id == "TXXX" || frame.id == "TXX") return user_text(frame, carrier);
  if (frame.id == "COMM" || frame.id == "COM" || frame.id == "USLT" || frame.id == "ULT")
    return comment(frame, carrier);
  if (frame.id == "PRIV") return private_data(frame, carrier);
  if (frame.id[0] != 'T') return std::nullopt;
  Id3Piece piece;
  piece.block = text_block(decode((*frame.data)[0], ByteView(*frame.data).subspan(1)), carrier, frame.id);
  return piece;
}

// Version 2.4 has UTF-8. Those before it have Latin-1, which a label of ASCII needs no more than, and UTF-16.
Bytes label_frame(int version, const std::string& text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  Bytes data;
  if (version == 4 || ascii) {
    data.push_back(version == 4 ? kUtf8 : kLatin1);
    append(data, as_bytes(kLabelName));
    data.push_back(0);
    append(data, as_bytes(text));
  } else {
    data.push_back(kUtf16Marked);
    append(data, utf16_of_utf8(kLabelName));
    data.insert(data.end(), 2, 0);
    append(data, utf16_of_utf8(text));
  }
  return container::id3_frame(version, version == 2 ? "TXX" : "TXXX", data);
}

// What becomes of a frame whose block was cleaned. UTF-8 has no byte FF, so that XMP needs no unsynchronisation.
void put_cleaned(const Id3Tag& tag, Id3Piece& piece, const Limits& limits,
                 std::vector<std::optional<Bytes>>& replaced) {
  const Cleaned cleaned = clean_block(piece.block, limits);
  if (cleaned == Cleaned::kDrop) replaced[piece.frame] = Bytes{};
  if (cleaned != Cleaned::kChanged) return;
  const Id3Frame& frame = tag.frames[piece.frame];
  Bytes data(frame.data->begin(), frame.data->begin() + static_cast<std::ptrdiff_t>(piece.head));
  append(data, as_bytes(piece.block.bytes));
  replaced[piece.frame] = container::id3_frame(tag.version, frame.id, data);
}

}  // namespace

bool names_label(std::string_view name) {
  for (size_t at = 0; at + kLabelName.size() <= name.size(); ++at)
    if (equals_ignoring_case(name.substr(at, kLabelName.size()), kLabelName)) return true;
  return false;
}

std::vector<Id3Piece> id3_pieces(const Id3Tag& tag, const std::string& prefix, bool in_place) {
  std::vector<Id3Piece> out;
  bool has_main = false;
  for (size_t i = 0; i < tag.frames.size(); ++i) {
    std::optional<Id3Piece> piece = piece_of(tag.frames[i], prefix);
    if (!piece) continue;
    piece->frame = i;
    if (piece->main && in_place) {
      piece->block.place.clear();
      piece->block.expected = ExpectedShape::kBare;
    }
    piece->main = piece->main && in_place && !has_main;
    has_main |= piece->main;
    out.push_back(std::move(*piece));
  }
  return out;
}

Result<Bytes> relabelled_id3(ByteView raw, const std::string* text, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Id3Tag tag, container::read_id3(raw, limits));
  std::vector<std::optional<Bytes>> replaced(tag.frames.size());
  Bytes added = text != nullptr ? label_frame(tag.version, *text) : Bytes{};
  bool changed = !added.empty();
  for (Id3Piece& piece : id3_pieces(tag, "", text != nullptr)) {
    if (piece.main) {
      replaced[piece.frame] = std::move(added);
      added.clear();
    } else {
      put_cleaned(tag, piece, limits, replaced);
    }
    changed |= replaced[piece.frame].has_value();
  }
  if (!changed) return Bytes(raw.begin(), raw.end());
  IMPRINT_ASSIGN_OR_RETURN(Bytes out, container::with_id3_frames(tag, replaced, added));
  append(out, raw.subspan(tag.raw.size()));  // of a chunk that is larger than its tag
  return out;
}

Result<Bytes> id3_with_label(const std::string& text) { return container::new_id3(label_frame(4, text)); }

void add_id3_blocks(ByteView raw, const std::string& prefix, bool in_place, const Limits& limits,
                    std::vector<MetadataBlock>& out, std::vector<Deviation>& problems) {
  const Result<Id3Tag> tag = container::read_id3(raw, limits);
  if (!tag.ok()) {
    problems.push_back(problem_in(prefix + ":ID3v2", deviation(Rule::kMetadataDamaged, tag.status().message())));
    return;
  }
  for (Id3Piece& piece : id3_pieces(tag.value(), prefix, in_place)) out.push_back(std::move(piece.block));
}

}  // namespace imprint::aigc
