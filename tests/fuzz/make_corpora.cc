// Makes the corpora of files with metadata: make_corpora FOLDER. Run by hand when a format is added; what it made is
// committed, so that a replay needs no program.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "unit/containers.h"
#include "unit/sounds.h"

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

std::vector<File> waves() {
  return {{"plain.wav", wav_file()},
          {"labelled_odd.wav", wav_file({.behind = {{"AIGC", kLabel}}, .sound = "odd", .trailing = "behind"})},
          {"rf64.wav", wav_file({.behind = {info_chunk({{"ICMT", kWrapped}})}, .wide = true})},
          {"id3.wav", wav_file({.behind = {{"id3 ", id3_tag({.version = 3, .frames = id3_frame_of(3, "TXXX", txxx_data("AIGC", kLabel, 0))})}}})},
          {"id3.aiff", aiff_file({{"ID3 ", id3_tag({.frames = id3_frame_of(4, "TXXX", txxx_data("AIGC", kLabel))})}})}};
}

std::vector<File> mp3s() {
  const std::string title = id3_frame_of(3, "TIT2", "\0a\xFF\xE0\xFF\0z"s);
  return {{"plain.mp3", mp3_file()},
          {"v22.mp3", mp3_file(id3_tag({.version = 2, .frames = id3_frame_of(2, "TXX", txxx_data("AIGC", kLabel, 0))}))},
          {"v23_unsync.mp3", mp3_file(id3_tag({.version = 3, .flags = 0x80, .frames = title, .padding = 30}), ape_tag({{"AIGC", kLabel}}) + id3v1())},
          {"v24_footer.mp3", mp3_file(id3_tag({.flags = 0x10, .frames = id3_frame_of(4, "TXXX", txxx_data("AIGC", kLabel))}))}};
}

std::vector<File> flacs() {
  return {{"plain.flac", flac_file()},
          {"labelled.flac", flac_file({{4, vorbis_comments({"TITLE=x", "AIGC=" + kLabel})}, {1, std::string(20, '\0')}}, id3_tag({}))}};
}

std::vector<File> oggs() {
  return {{"vorbis.ogg", ogg_file({.comments = {"AIGC=" + kLabel}})},
          {"opus.ogg", ogg_file({.opus = true})},
          {"chained.ogg", bytes_of(ogg_stream({.serial = 1, .comments_and_setup_apart = true}) + ogg_stream({.opus = true, .serial = 2}))}};
}

std::vector<File> m4as() {
  return {{"plain.m4a", m4a_file()},
          {"itunes_first.m4a", m4a_file({.udta = mp4_itunes({{"\xA9" "cmt", kWrapped}}), .moov_first = true})},
          {"keys_wide.m4a", m4a_file({.udta = mp4_keys({{"title", "x"}, {"AIGC", kLabel}}, false), .moov_first = true, .wide = true, .udta_end = "\0\0\0\0"s})}};
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
      {"tiff_file", tiffs()}, {"heif", heifs()}, {"webp_chunks", webps()}, {"gif_blocks", gifs()},
      {"sound_chunks", waves()}, {"id3", mp3s()}, {"flac_blocks", flacs()}, {"ogg_pages", oggs()}, {"mp4_meta", m4as()}};
  for (const auto& [target, files] : all)
    for (const File& file : files) {
      save(root / target, file, target == std::string("ogg_pages") ? "\0"s : "");  // checksums are put right, says the first byte
      save(root / "aigc_read", file, "\0"s);  // a whole file, says the first byte
    }
  return 0;
}
