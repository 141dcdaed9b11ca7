// RIFF: "Multimedia Programming Interface and Data Specifications 1.0" (1991). RF64 and ds64: EBU Tech 3306, ITU-R
// BS.2088. IFF: "Audio Interchange File Format 1.3" (1989).
#include "container/sound_chunks.h"

#include <algorithm>
#include <string>

namespace imprint::container {
namespace {

constexpr size_t kFormHeader = 12, kChunkHeader = 8;
constexpr uint32_t kElsewhere = 0xFFFFFFFF;  // in RF64: the length stands in ds64; in RIFF: it was never filled in
constexpr size_t kDs64Bytes = 28;            // lengths of file and data, count of samples, length of the table

uint32_t read_32(const uint8_t* p, bool big_endian) { return big_endian ? read_be32(p) : read_le32(p); }

void put_32(uint8_t* p, uint64_t value, bool big_endian) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<uint8_t>(value >> 8 * (big_endian ? 3 - i : i));
}

bool is_wide(const SoundChunks& file) { return as_text(file.header.first(4)) != "RIFF" && !file.big_endian; }

class Walker {
 public:
  Walker(SoundChunks& out, const Limits& limits) : out_(out), limits_(limits) {}

  Status walk(ByteView file) {
    IMPRINT_RETURN_IF_ERROR(read_header(file));
    ByteView rest = form_.subspan(kFormHeader);
    while (!rest.empty()) {
      IMPRINT_ASSIGN_OR_RETURN(const SoundChunk chunk, next(rest));
      out_.chunks.push_back(chunk);
      rest = rest.subspan(chunk.raw.size());
    }
    return check_content();
  }

  // Chunks one behind the other, without the rules for a whole file.
  Status walk_list(ByteView chunks) {
    form_ = chunks;
    for (ByteView rest = chunks; !rest.empty(); rest = rest.subspan(out_.chunks.back().raw.size())) {
      IMPRINT_ASSIGN_OR_RETURN(const SoundChunk chunk, next(rest));
      out_.chunks.push_back(chunk);
    }
    return {};
  }

 private:
  Status malformed(const std::string& what) const { return {Code::kMalformed, std::string(out_.format) + " " + what}; }

  Status read_header(ByteView file) {
    if (file.size() < kFormHeader) return {Code::kTruncated, std::string(out_.format) + " ends inside its header"};
    out_.header = file.first(kFormHeader);
    uint64_t length = read_32(&file[4], out_.big_endian);
    if (length == kElsewhere && is_wide(out_)) {
      IMPRINT_ASSIGN_OR_RETURN(length, length_of_ds64(file));
    } else if (length == kElsewhere || length == 0) {
      return malformed("was written to a pipe: the length in its header was never filled in");
    }
    if (length < 4) return malformed("has a length below 4 in its header");
    if (length > file.size() - kChunkHeader)
      return {Code::kTruncated, std::string(out_.format) + " of " + std::to_string(length) +
                                    " bytes is cut short after " + std::to_string(file.size() - kChunkHeader)};
    form_ = file.first(static_cast<size_t>(length) + kChunkHeader);
    out_.trailing = file.subspan(form_.size());
    return {};
  }

  // It has to be the first chunk.
  Result<uint64_t> length_of_ds64(ByteView file) {
    const ByteView rest = file.subspan(kFormHeader);
    if (rest.size() < kChunkHeader + kDs64Bytes)
      return Status{Code::kTruncated, std::string(out_.format) + " ends inside its chunk ds64"};
    if (as_text(rest.first(4)) != "ds64" || read_le32(&rest[4]) < kDs64Bytes)
      return malformed("keeps its length in a chunk ds64, which is not there or too short");
    data_length_ = read_le64(&rest[kChunkHeader + 8]);
    return read_le64(&rest[kChunkHeader]);
  }

  Result<SoundChunk> next(ByteView rest) {
    if (out_.chunks.size() == limits_.max_segments)
      return limit_exceeded(std::string(out_.format) + " chunk count", out_.chunks.size() + 1, "max_segments",
                            limits_.max_segments);
    const std::string place = "chunk at byte " + std::to_string(form_.size() - rest.size());
    if (rest.size() < kChunkHeader) return malformed(place + " has no room for its header");
    const std::string_view type = as_text(rest.first(4));
    if (std::any_of(type.begin(), type.end(), [](char c) { return c < ' ' || c > '~'; }))
      return malformed(place + " has a type that is no text");
    uint64_t length = read_32(&rest[4], out_.big_endian);
    if (length == kElsewhere && type == "data") {
      if (!data_length_)
        return malformed(place + " was written to a pipe: the length of the sound was never filled in");
      length = *data_length_;
    }
    const size_t left = rest.size() - kChunkHeader;
    if (length > left)
      return malformed(place + " claims " + std::to_string(length) + " bytes, but " + std::to_string(left) +
                       " are left");
    const auto bytes = static_cast<size_t>(length);
    // Writers forget the padding behind the last chunk, where nothing follows.
    return SoundChunk{type, rest.subspan(kChunkHeader, bytes),
                      rest.first(kChunkHeader + std::min(left, bytes + bytes % 2))};
  }

  Status check_content() const {
    const char* description = out_.big_endian ? "COMM" : "fmt ";
    const char* sound = out_.big_endian ? "SSND" : "data";
    if (out_.find(description) == nullptr) return malformed(std::string("has no chunk ") + description);
    const SoundChunk* samples = out_.find(sound);
    if (samples == nullptr) return malformed(std::string("has no chunk ") + sound);
    if (samples->data.empty()) return malformed(std::string("holds no sound: its chunk ") + sound + " is empty");
    return {};
  }

  SoundChunks& out_;
  const Limits& limits_;
  ByteView form_;
  std::optional<uint64_t> data_length_;
};

void append_padded(Bytes& out, ByteView chunk) {
  append(out, chunk);
  if (chunk.size() % 2 == 1) out.push_back(0);
}

}  // namespace

const SoundChunk* SoundChunks::find(std::string_view type) const {
  const auto found = std::find_if(chunks.begin(), chunks.end(), [&](const SoundChunk& c) { return c.type == type; });
  return found == chunks.end() ? nullptr : &*found;
}

Result<SoundChunks> split_sound(ByteView file, const Limits& limits) {
  SoundChunks out;
  out.big_endian = !file.empty() && file[0] == 'F';
  out.format = out.big_endian ? "AIFF" : "WAV";
  IMPRINT_RETURN_IF_ERROR(Walker(out, limits).walk(file));
  return out;
}

Result<std::vector<SoundChunk>> split_info(const SoundChunk& list, const Limits& limits) {
  SoundChunks out;
  out.format = "list INFO of a WAV:";
  if (list.type != "LIST" || list.data.size() < 4 || as_text(list.data.first(4)) != "INFO")
    return std::vector<SoundChunk>{};
  IMPRINT_RETURN_IF_ERROR(Walker(out, limits).walk_list(list.data.subspan(4)));
  return std::move(out.chunks);
}

Bytes info_list(const std::vector<ByteView>& chunks) {
  Bytes data = {'I', 'N', 'F', 'O'};
  for (const ByteView chunk : chunks) append_padded(data, chunk);
  return sound_chunk("LIST", data, false);
}

Bytes sound_chunk(std::string_view type, ByteView data, bool big_endian) {
  Bytes out(type.begin(), type.end());
  out.resize(kChunkHeader);
  put_32(&out[4], data.size(), big_endian);
  append_padded(out, data);
  return out;
}

Status put_sound_length(const SoundChunks& old, Bytes& out) {
  const uint64_t length = out.size() - kChunkHeader;
  // In RF64 the header keeps its mark, and ds64 has the length.
  if (is_wide(old) && read_le32(&old.header[4]) == kElsewhere) {
    put_32(&out[kFormHeader + kChunkHeader], length, false);
    put_32(&out[kFormHeader + kChunkHeader + 4], length >> 32, false);
    return {};
  }
  if (length >= kElsewhere)
    return limit_exceeded("size of a RIFF file", length, "what its header can state,", kElsewhere - 1);
  put_32(&out[4], length, old.big_endian);
  return {};
}

Result<Bytes> with_sound_chunks(const SoundChunks& old, const std::vector<std::optional<Bytes>>& replaced, size_t place,
                                ByteView added) {
  size_t bytes = old.header.size() + added.size() + old.trailing.size();
  for (size_t i = 0; i < old.chunks.size(); ++i)
    bytes += (replaced[i] ? replaced[i]->size() : old.chunks[i].raw.size()) + 1;
  Bytes out;
  out.reserve(bytes);
  append(out, old.header);
  for (size_t i = 0; i <= old.chunks.size(); ++i) {
    if (i == place) append_padded(out, added);
    if (i < old.chunks.size()) append_padded(out, replaced[i] ? ByteView(*replaced[i]) : old.chunks[i].raw);
  }
  IMPRINT_RETURN_IF_ERROR(put_sound_length(old, out));
  // Padding that the header did not count.
  const bool stray = old.trailing.size() == 1 && old.trailing[0] == 0 && old.chunks.back().raw.size() % 2 == 1;
  if (!stray) append(out, old.trailing);
  return out;
}

}  // namespace imprint::container
