// Writes the corpus of sound_decode: small files of each kind. make_sound_corpora FOLDER
#define DOCTEST_CONFIG_IMPLEMENT
#include <filesystem>
#include <fstream>

#include "unit/codec/sound/sound_files.h"

using namespace imprint;
using namespace imprint::test;

namespace {

void write(const std::filesystem::path& path, const Bytes& bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  const std::filesystem::path folder = std::filesystem::path(argv[1]) / "sound_decode";
  std::filesystem::create_directories(folder);
  const audio::PcmFormat mono{8000, 1}, stereo{8000, 2};
  const Samples s = notes_of(mono, 200), two = notes_of(stereo, 100);
  const RiffChunk cue{"cue ", little_endian(1, 4) + little_endian(1, 4) + little_endian(9, 4) + "data" + little_endian(0, 8) + little_endian(9, 4)};
  const RiffChunk list{"LIST", "adtlltxt" + little_endian(20, 4) + little_endian(1, 4) + little_endian(30, 4) + std::string(12, '\0')};
  const RiffChunk loops{"smpl", std::string(28, '\0') + little_endian(1, 4) + std::string(12, '\0') + little_endian(5, 4) + little_endian(50, 4) + std::string(8, '\0')};
  write(folder / "u8.wav", pcm_wav({.format = mono, .bytes = 1}, s));
  write(folder / "s16_places.wav", pcm_wav({.format = stereo, .before = {cue}, .behind = {list, loops}}, two));
  write(folder / "s24_valid_20.wav", pcm_wav({.format = mono, .bytes = 3, .valid_bits = 20}, s));
  write(folder / "s32_wide.wav", pcm_wav({.format = mono, .bytes = 4, .wide = true}, s));
  write(folder / "f32_fact.wav", pcm_wav({.format = mono, .kind = Kind::kFloat, .bytes = 4, .before = {{"fact", little_endian(200, 4)}}}, s));
  write(folder / "f64.wav", pcm_wav({.format = mono, .kind = Kind::kFloat, .bytes = 8}, s));
  write(folder / "s16_marks.aiff", pcm_aiff({.format = stereo, .behind = {{"MARK", "\0\1\0\1\0\0\0\5\3abc"s}}}, two));
  write(folder / "sowt.aifc", pcm_aiff({.format = mono, .type = "sowt"}, s));
  write(folder / "fl64.aifc", pcm_aiff({.format = mono, .kind = Kind::kFloat, .bytes = 8, .type = "fl64"}, s));
  write(folder / "s16.flac", coded_sound({}, stereo, two));
  write(folder / "s24.flac", coded_sound({.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24}, mono, s));
  write(folder / "vorbis.ogg", coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS}, mono, notes_of(mono, 2000)));
  write(folder / "opus.ogg", coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS, .level = 0.95}, {48000, 1}, notes_of({48000, 1}, 3000)));
  write(folder / "opus_6.ogg", coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS, .level = 0.99}, {48000, 6}, notes_of({48000, 6}, 1000)));
  const int mp3 = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  write(folder / "average.mp3", coded_sound({.format = mp3, .level = 0.9, .mode = SF_BITRATE_MODE_AVERAGE}, {44100, 1}, notes_of({44100, 1}, 3000)));
  write(folder / "constant.mp3", coded_sound({.format = mp3, .level = 1, .mode = SF_BITRATE_MODE_CONSTANT}, mono, notes_of(mono, 3000)));
  std::string layer_2;
  for (int i = 0; i < 3; ++i) layer_2 += "\xFF\xFD\x40\xC0"s + std::string(204, '\0');
  write(folder / "layer_2.mp3", bytes_of(layer_2));
  // A head that libvorbis refuses: libsndfile left its memory lying (found by fuzzing).
  write(folder / "vorbis_version_10.ogg", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\x0A\0\0\0\1\x40\x1F\0\0"s + std::string(12, '\0') + "\x99\1"}) +
                                                   ogg_page(7, 1, 0, 0, {"\3vorbis" + vorbis_comments({}) + "\1", "\5vorbis"}) + ogg_page(7, 2, 4, 9, {"sound"})));
  return 0;
}
