#include "container/png_chunks.h"

#include <doctest/doctest.h>
#include <zlib.h>

using namespace imprint;
using namespace imprint::container;
using namespace std::string_view_literals;

namespace {

Bytes png_of(std::initializer_list<std::pair<std::string_view, std::string_view>> chunks) {
  Bytes file;
  append_png_signature(file);
  for (const auto& [type, data] : chunks) append_png_chunk(file, type, as_bytes(data));
  return file;
}

constexpr std::string_view kHeader{"\0\0\0\1\0\0\0\1\x8\0\0\0\0", 13};

Bytes small_png() { return png_of({{"IHDR", kHeader}, {"vpAg", "unknown"}, {"IDAT", "pixels"}, {"IEND", ""}}); }

std::string deflated(const std::string& text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                   static_cast<uLong>(text.size())) == Z_OK);
  out.resize(size);
  return out;
}

Result<PngText> parse(std::string_view type, std::string_view data, const Limits& limits = {}) {
  PngChunk chunk;
  chunk.type = type;
  chunk.data = as_bytes(data);
  return parse_png_text(chunk, limits);
}

}  // namespace

TEST_CASE("png_chunks: signature, chunks and trailing bytes put together are the file again") {
  Bytes file = small_png();
  append(file, as_bytes("after the end"));
  const auto split = split_png(file, {});
  REQUIRE(split.ok());
  REQUIRE(split.value().chunks.size() == 4);
  CHECK(split.value().chunks[1].type == "vpAg");
  CHECK(as_text(split.value().chunks[1].data) == "unknown");
  CHECK(as_text(split.value().trailing) == "after the end");
  Bytes again;
  append_png_signature(again);
  for (const auto& chunk : split.value().chunks) append(again, chunk.raw);
  append(again, split.value().trailing);
  CHECK(again == file);
}

TEST_CASE("png_chunks: the CRC written is the one of the specification's IEND example") {
  const Bytes file = png_of({{"IEND", ""}});
  CHECK(as_text(ByteView(file).last(12)) == "\0\0\0\0IEND\xAE\x42\x60\x82"sv);
}

TEST_CASE("png_chunks: a damaged chunk is marked, its neighbours are not") {
  Bytes file = small_png();
  file[8 + 25 + 8] ^= 1;  // first data byte of vpAg
  const auto split = split_png(file, {});
  REQUIRE(split.ok());
  CHECK(split.value().chunks[0].crc_ok);
  CHECK_FALSE(split.value().chunks[1].crc_ok);
  CHECK(split.value().chunks[2].crc_ok);
}

TEST_CASE("png_chunks: a file cut at any byte is refused as truncated") {
  const Bytes file = small_png();
  for (size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(split_png(ByteView(file).first(size), {}).status().code() == Code::kTruncated);
  }
  CHECK(split_png(file, {}).ok());
}

TEST_CASE("png_chunks: refusals say what is wrong") {
  CHECK(split_png(as_bytes("GIF89a.."), {}).status().code() == Code::kMalformed);
  CHECK(split_png(png_of({{"IDAT", ""}, {"IEND", ""}}), {}).status().message() ==
        "PNG starts with chunk IDAT instead of IHDR");
  CHECK(split_png(png_of({{"IHDR", "short"}, {"IEND", ""}}), {}).status().message() == "IHDR of 5 bytes instead of 13");
  CHECK(split_png(png_of({{"IHDR", kHeader}, {"IHDR", kHeader}, {"IEND", ""}}), {}).status().message() ==
        "second IHDR chunk at byte 33");
  CHECK(split_png(png_of({{"IHDR", kHeader}, {"I AT", ""}}), {}).status().message() ==
        "PNG chunk type is not four letters at byte 33");
}

TEST_CASE("png_chunks: a length beyond 2^31-1 and one beyond the file are different refusals") {
  Bytes file = small_png();
  file[33] = 0x80;
  CHECK(split_png(file, {}).status().code() == Code::kMalformed);
  file[33] = 0x7f;
  CHECK(split_png(file, {}).status().code() == Code::kTruncated);
}

TEST_CASE("png_chunks: limits on chunks and bytes hold at their edge") {
  const Bytes file = small_png();
  Limits limits;
  limits.max_segments = 4;
  CHECK(split_png(file, limits).ok());
  limits.max_segments = 3;
  CHECK(split_png(file, limits).status().message() == "chunk count 4 exceeds max_segments 3");
  limits = {};
  limits.max_file_bytes = file.size() - 1;
  CHECK(split_png(file, limits).status().code() == Code::kLimitExceeded);
}

TEST_CASE("png_chunks: the header reader stops at the pixels and needs nothing after them") {
  const Bytes file = small_png();
  const auto header = split_png_header(ByteView(file).first(file.size() - 12), {});
  REQUIRE(header.ok());
  REQUIRE(header.value().size() == 2);
  CHECK(header.value()[1].type == "vpAg");
}

TEST_CASE("png_chunks: all three text chunks give keyword and text") {
  const auto plain = parse("tEXt", "Title\0Blue \xE9"sv);
  REQUIRE(plain.ok());
  CHECK(plain.value().keyword == "Title");
  CHECK(plain.value().text == "Blue \xE9");
  CHECK_FALSE(plain.value().compressed);

  const std::string packed = "Title" + std::string(2, '\0') + deflated("squeezed");
  const auto zipped = parse("zTXt", packed);
  REQUIRE(zipped.ok());
  CHECK(zipped.value().text == "squeezed");
  CHECK(zipped.value().compressed);

  const auto international = parse("iTXt", "Title\0\0\0de\0Titel\0\xE8\x93\x9D"sv);
  REQUIRE(international.ok());
  CHECK(international.value().text == "\xE8\x93\x9D");

  const std::string both = "Title" + std::string("\0\1\0\0\0", 5) + deflated("squeezed");
  const auto packed_international = parse("iTXt", both);
  REQUIRE(packed_international.ok());
  CHECK(packed_international.value().text == "squeezed");
  CHECK(packed_international.value().compressed);
}

TEST_CASE("png_chunks: what make_png_itxt writes is read back") {
  const Bytes data = make_png_itxt("XML:com.adobe.xmp", "<x/>");
  const auto text = parse("iTXt", as_text(data));
  REQUIRE(text.ok());
  CHECK(text.value().keyword == "XML:com.adobe.xmp");
  CHECK(text.value().text == "<x/>");
  CHECK_FALSE(text.value().compressed);
}

TEST_CASE("png_chunks: damaged text chunks are refused") {
  CHECK(parse("tEXt", "no zero").status().code() == Code::kMalformed);
  CHECK(parse("tEXt", "\0empty keyword"sv).status().code() == Code::kMalformed);
  CHECK(parse("tEXt", std::string(79, 'k') + '\0').ok());
  CHECK(parse("tEXt", std::string(80, 'k') + '\0').status().code() == Code::kMalformed);
  CHECK(parse("zTXt", "k\0\1x"sv).status().message() == "zTXt compression method is not 0");
  CHECK(parse("zTXt", "k\0"sv).status().code() == Code::kMalformed);
  CHECK(parse("zTXt", "k\0\0not deflated"sv).status().code() == Code::kMalformed);
  CHECK(parse("iTXt", "k\0\2\0\0\0"sv).status().message() == "iTXt compression flag is neither 0 nor 1");
  CHECK(parse("iTXt", "k\0\1\1\0\0"sv).status().message() == "iTXt compression method is not 0");
  CHECK(parse("iTXt", "k\0\0\0de\0Titel"sv).status().message() == "iTXt chunk ends before its text");
  CHECK(parse("iTXt", "k\0\0"sv).status().message() == "iTXt chunk ends before its compression flag");
  CHECK(parse("IDAT", "k\0"sv).status().code() == Code::kInvalidArgument);
}

TEST_CASE("png_chunks: the checksum of a type can be taken on trust, and only of that") {
  Bytes file;
  append_png_signature(file);
  append_png_chunk(file, "IHDR", Bytes(13));
  append_png_chunk(file, "IDAT", Bytes(4));
  append_png_chunk(file, "tEXt", Bytes(4));
  append_png_chunk(file, "IEND", {});
  file[file.size() - 12 - 16 - 1] ^= 1;  // of IDAT
  file[file.size() - 12 - 1] ^= 1;       // of tEXt
  const auto checked = split_png(file, {}), trusted = split_png(file, {}, "IDAT");
  REQUIRE(checked.ok());
  REQUIRE(trusted.ok());
  CHECK_FALSE(checked.value().chunks[1].crc_ok);
  CHECK(trusted.value().chunks[1].crc_ok);
  CHECK_FALSE(trusted.value().chunks[2].crc_ok);
}

TEST_CASE("png_chunks: compressed text cut short is refused") {
  const std::string packed = "k" + std::string(2, '\0') + deflated(std::string(1000, 'a') + "b");
  CHECK(parse("zTXt", packed).ok());
  CHECK(parse("zTXt", std::string_view(packed).substr(0, packed.size() - 8)).status().code() == Code::kMalformed);
}

TEST_CASE("png_chunks: text inflates up to the limit and not one byte further") {
  Limits limits;
  limits.max_metadata_bytes = 100'000;
  const std::string head = "k" + std::string(2, '\0');
  CHECK(parse("zTXt", head + deflated(std::string(100'000, 'a')), limits).ok());
  CHECK(parse("zTXt", head + deflated(std::string(100'001, 'a')), limits).status().code() == Code::kLimitExceeded);
  CHECK(parse("tEXt", "k" + std::string(1, '\0') + std::string(100'001, 'a'), limits).status().code() ==
        Code::kLimitExceeded);
}
