// Makes the corpora of files with metadata: make_corpora FOLDER. Run by hand when a format is added; what it made is
// committed, so that a replay needs no program.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::test;
namespace fs = std::filesystem;

namespace {

const std::string kLabel =
    R"({"Label":"1","ContentProducer":"001191000000000000000K10000","ProduceID":"a1","ReservedCode1":"",)"
    R"("ContentPropagator":"001191000000000000000K10000","PropagateID":"a1","ReservedCode2":""})";
const std::string kWrapped = "{\"AIGC\":" + kLabel + "}";
const std::string kPacket =
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
    "<rdf:Description rdf:about=\"\" xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"><TC260:AIGC>" +
    kLabel + "</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>";

struct File {
  const char* name;
  Bytes bytes;
};

std::vector<File> tiffs() {
  return {{"little.tiff", tiff_file({})},
          {"big_endian_xmp.tiff", tiff_file({.little = false, .fields = {{700, 1, kPacket}}})},
          {"two_pages_exif.tiff", tiff_file({.fields = {{270, 2, kWrapped}},
                                             .exif_fields = {{37510, 7, "ASCII\0\0\0"s + kWrapped}},
                                             .next_page = {{700, 7, kPacket}}})},
          {"bigtiff.tiff", tiff_file({.big = true, .fields = {{700, 7, kPacket}}})}};
}

std::vector<File> heifs() {
  return {{"plain.avif", heif_file({})},
          {"tracks_meta_last.avif", heif_file({.meta_last = true, .tracks = true})},
          {"idat_open_end.avif", heif_file({.items = {xmp_item(kPacket, 1)}, .open_end = true})},
          {"exif_base.heic", heif_file({.brand = "heic", .base = 4, .items = {xmp_item(kPacket), exif_item("II*")}})},
          {"wide.heic", heif_file({.brand = "heic", .iloc_version = 2, .offset = 8, .length = 8, .base = 8})}};
}

std::vector<File> webps() {
  return {{"simple_lossy.webp", webp_file({kVp8})},
          {"simple_alpha_odd.webp", webp_file({kVp8lAlpha})},
          {"xmp_trailing.webp", webp_file({vp8x_chunk(4), kVp8, {"XMP ", kPacket}, {"AIGC", kLabel}}, "behind")}};
}

std::vector<File> gifs() {
  return {{"xmp_loop.gif", gif_file(kGifLoop + gif_xmp(kPacket) + kGifControl)},
          {"comment_87a.gif", gif_file("", gif_comment(kWrapped), "GIF87a", "behind")},
          {"xmp_in_sub_blocks.gif", gif_file(gif_extension(0xFF, "\x0BXMP DataXMP" + sub_blocks(kPacket)))}};
}

void save(const fs::path& folder, const File& file, const std::string& first = "") {
  fs::create_directories(folder);
  std::ofstream out(folder / file.name, std::ios::binary);
  out << first << as_text(file.bytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "make_corpora FOLDER\n"), 1;
  const fs::path root = argv[1];
  const std::vector<std::pair<const char*, std::vector<File>>> all = {
      {"tiff_file", tiffs()}, {"heif", heifs()}, {"webp_chunks", webps()}, {"gif_blocks", gifs()}};
  for (const auto& [target, files] : all)
    for (const File& file : files) {
      save(root / target, file);
      save(root / "aigc_read", file, "\0"s);  // a whole file, says the first byte
    }
  return 0;
}
