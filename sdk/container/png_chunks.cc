// Walks PNG chunks and reads the three kinds of text chunk. Section numbers are those of W3C PNG 3rd edition.
#include "container/png_chunks.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace imprint::container {
namespace {

constexpr std::string_view kSignature{"\x89PNG\r\n\x1a\n", 8};  // 5.2
constexpr size_t kFrameBytes = 12;                              // length, type and CRC around the data, 5.3
constexpr uint32_t kMaxChunkBytes = 0x7fffffff;                 // 5.3
constexpr size_t kMaxKeywordBytes = 79;                         // 11.3.3.1

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::string at_byte(size_t offset) { return " at byte " + std::to_string(offset); }

uint32_t chunk_crc(ByteView type_and_data) {
  // A chunk's length fits 31 bits and the type adds four, so the cast keeps the value.
  return static_cast<uint32_t>(
      crc32(crc32(0, nullptr, 0), type_and_data.data(), static_cast<uInt>(type_and_data.size())));
}

Status check_signature(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  const size_t compared = std::min(file.size(), kSignature.size());
  if (as_text(file.first(compared)) != kSignature.substr(0, compared))
    return {Code::kMalformed, "not a PNG: the first 8 bytes are not the PNG signature"};
  if (compared < kSignature.size())
    return {Code::kTruncated, "PNG ends after " + std::to_string(file.size()) + " bytes, inside its signature"};
  return {};
}

// Hands out one chunk after the other; the CRC is the caller's to check.
class Walker {
 public:
  Walker(ByteView file, const Limits& limits) : file_(file), limits_(limits), at_(kSignature.size()) {}

  Result<PngChunk> next() {
    if (++count_ > limits_.max_segments)
      return limit_exceeded("chunk count", count_, "max_segments", limits_.max_segments);
    const size_t left = file_.size() - at_;
    if (left == 0) return Status{Code::kTruncated, "PNG ends without an IEND chunk"};
    if (left < kFrameBytes) return Status{Code::kTruncated, "PNG ends inside a chunk" + at_byte(at_)};
    const uint32_t length = read_be32(&file_[at_]);
    const std::string_view type = as_text(file_.subspan(at_ + 4, 4));
    IMPRINT_RETURN_IF_ERROR(check_header(length, type, left));
    const PngChunk chunk{type, file_.subspan(at_ + 8, length), file_.subspan(at_, kFrameBytes + length), true};
    at_ += chunk.raw.size();
    return chunk;
  }

  size_t position() const { return at_; }

 private:
  Status check_header(uint32_t length, std::string_view type, size_t left) const {
    if (!std::all_of(type.begin(), type.end(), is_letter))
      return {Code::kMalformed, "PNG chunk type is not four letters" + at_byte(at_)};
    const std::string name = "PNG chunk " + std::string(type) + at_byte(at_);
    if (length > kMaxChunkBytes) return {Code::kMalformed, name + " claims " + std::to_string(length) + " bytes"};
    if (length > left - kFrameBytes)
      return {Code::kTruncated, name + " claims " + std::to_string(length) + " bytes, but " +
                                    std::to_string(left - kFrameBytes) + " are left"};
    if ((type == "IHDR") != (count_ == 1))
      return {Code::kMalformed, count_ == 1 ? "PNG starts with chunk " + std::string(type) + " instead of IHDR"
                                            : "second IHDR chunk" + at_byte(at_)};
    if (type == "IHDR" && length != 13)
      return {Code::kMalformed, "IHDR of " + std::to_string(length) + " bytes instead of 13"};
    return {};
  }

  ByteView file_;
  const Limits& limits_;
  size_t at_;
  uint32_t count_ = 0;
};

// Takes the bytes up to the next zero off the front of `rest`.
std::optional<std::string_view> take_until_zero(std::string_view& rest) {
  const size_t zero = rest.find('\0');
  if (zero == std::string_view::npos) return std::nullopt;
  const std::string_view taken = rest.substr(0, zero);
  rest.remove_prefix(zero + 1);
  return taken;
}

// zlib's state, released on every way out.
struct Inflater {
  z_stream stream{};
  bool ready = inflateInit(&stream) == Z_OK;
  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
};

// Inflates piece by piece, so that a bomb costs the limit and not what it claims to hold.
Result<std::string> inflate_bounded(std::string_view packed, const Limits& limits) {
  Inflater inflater;
  if (!inflater.ready) return Status{Code::kOutOfMemory, "no memory to inflate a PNG chunk"};
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  Bytef piece[16384];
  for (int state = Z_OK; state != Z_STREAM_END;) {
    stream.next_out = piece;
    stream.avail_out = sizeof piece;
    state = inflate(&stream, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END)
      return Status{Code::kMalformed, "compressed text chunk cannot be inflated"};
    const size_t got = sizeof piece - stream.avail_out;
    if (text.size() + got > limits.max_metadata_bytes)
      return limit_exceeded("inflated text size (so far)", text.size() + got, "max_metadata_bytes",
                            limits.max_metadata_bytes);
    IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kInflatedBytes, got, "text chunks"));
    text.append(reinterpret_cast<const char*>(piece), got);
  }
  return text;
}

Result<std::string> text_of(std::string_view stored, bool compressed, const Limits& limits) {
  if (compressed) return inflate_bounded(stored, limits);
  if (stored.size() > limits.max_metadata_bytes)
    return limit_exceeded("text size", stored.size(), "max_metadata_bytes", limits.max_metadata_bytes);
  return std::string(stored);
}

// 11.3.3.4, between keyword and text: compression flag, method, language tag, translated keyword.
Result<bool> take_itxt_header(std::string_view& rest) {
  if (rest.size() < 2) return Status{Code::kMalformed, "iTXt chunk ends before its compression flag"};
  const char flag = rest[0], method = rest[1];
  rest.remove_prefix(2);
  if (flag != 0 && flag != 1) return Status{Code::kMalformed, "iTXt compression flag is neither 0 nor 1"};
  if (flag == 1 && method != 0) return Status{Code::kMalformed, "iTXt compression method is not 0"};
  if (!take_until_zero(rest) || !take_until_zero(rest))
    return Status{Code::kMalformed, "iTXt chunk ends before its text"};
  return flag == 1;
}

// 11.3.3.3, between keyword and text: the compression method.
Status take_method(std::string_view& rest, const char* type) {
  if (rest.empty() || rest[0] != 0) return {Code::kMalformed, type + std::string(" compression method is not 0")};
  rest.remove_prefix(1);
  return {};
}

}  // namespace

Result<PngChunks> split_png(ByteView file, const Limits& limits, std::string_view unchecked) {
  IMPRINT_RETURN_IF_ERROR(check_signature(file, limits));
  Walker walker(file, limits);
  PngChunks out;
  do {
    IMPRINT_ASSIGN_OR_RETURN(PngChunk chunk, walker.next());
    chunk.crc_ok = chunk.type == unchecked ||
                   chunk_crc(chunk.raw.subspan(4, 4 + chunk.data.size())) == read_be32(chunk.raw.last(4).data());
    out.chunks.push_back(chunk);
  } while (out.chunks.back().type != "IEND");
  out.trailing = file.subspan(walker.position());
  return out;
}

Result<std::vector<PngChunk>> split_png_header(ByteView file, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_signature(file, limits));
  Walker walker(file, limits);
  std::vector<PngChunk> out;
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(PngChunk chunk, walker.next());
    if (chunk.type == "IDAT" || chunk.type == "IEND") return out;
    chunk.crc_ok = chunk_crc(chunk.raw.subspan(4, 4 + chunk.data.size())) == read_be32(chunk.raw.last(4).data());
    out.push_back(chunk);
  }
}

void append_png_signature(Bytes& out) { append(out, as_bytes(kSignature)); }

void append_png_chunk(Bytes& out, std::string_view type, ByteView data) {
  append_be32(out, static_cast<uint32_t>(data.size()));
  const size_t start = out.size();
  append(out, as_bytes(type));
  append(out, data);
  append_be32(out, chunk_crc(ByteView(out).subspan(start)));
}

Result<PngText> parse_png_text(const PngChunk& chunk, const Limits& limits) {
  const std::string type(chunk.type);
  if (type != "tEXt" && type != "zTXt" && type != "iTXt")
    return Status{Code::kInvalidArgument, type + " is not a text chunk"};
  std::string_view rest = as_text(chunk.data);
  const auto keyword = take_until_zero(rest);
  if (!keyword) return Status{Code::kMalformed, type + " chunk has no zero byte after its keyword"};
  if (keyword->empty() || keyword->size() > kMaxKeywordBytes)
    return Status{Code::kMalformed,
                  type + " keyword of " + std::to_string(keyword->size()) + " bytes, allowed are 1 to 79"};

  Result<bool> compressed = false;
  if (type == "zTXt") {
    IMPRINT_RETURN_IF_ERROR(take_method(rest, "zTXt"));
    compressed = true;
  }
  if (type == "iTXt") compressed = take_itxt_header(rest);
  IMPRINT_RETURN_IF_ERROR(compressed.status());
  IMPRINT_ASSIGN_OR_RETURN(std::string text, text_of(rest, compressed.value(), limits));
  return PngText{std::string(*keyword), std::move(text), compressed.value()};
}

// 11.3.2.3: name, compression method, zlib stream.
Result<std::string> parse_png_profile(const PngChunk& chunk, const Limits& limits) {
  std::string_view rest = as_text(chunk.data);
  if (!take_until_zero(rest)) return Status{Code::kMalformed, "iCCP chunk has no zero byte after its name"};
  IMPRINT_RETURN_IF_ERROR(take_method(rest, "iCCP"));
  return inflate_bounded(rest, limits);
}

Bytes make_png_itxt(std::string_view keyword, std::string_view text) {
  Bytes out;
  out.reserve(keyword.size() + 5 + text.size());
  append(out, as_bytes(keyword));
  out.insert(out.end(), 5, 0);  // ends the keyword; not compressed, method 0; no language; no translated keyword
  append(out, as_bytes(text));
  return out;
}

}  // namespace imprint::container
