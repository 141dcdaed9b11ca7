// What every kind of sound promises: names of what is refused, budgets, the end of a file, damage.
#include "unit/codec/sound/sound_files.h"

#include <filesystem>
#include <fstream>
#include <limits>

#include "container/ogg_pages.h"
#ifdef IMPRINT_WITH_SOUND
#include "codec/sound/vorbis_books.h"
#endif

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr audio::PcmFormat kMono{8000, 1};

struct Refusal {
  std::string name;
  Bytes file;
  Code code;
  std::string words;
};

Bytes spoilt(Bytes file, size_t at, const std::string& bytes) {
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
  return file;
}

std::vector<Refusal> refusals() {
  const Samples s = notes_of(kMono, 100);
  const PcmSpec plain{.format = kMono};
  const Bytes wav = pcm_wav(plain, s), aiff = pcm_aiff(plain, s);
  const size_t data = 12 + 24, comm = 12 + 8, ssnd = 12 + 26;
  std::vector<Refusal> out = {
      {"nothing", {}, Code::kUnsupportedFormat, "empty"},
      {"text", bytes_of("no sound at all"), Code::kUnsupportedFormat, "whose sound is not read"},
      {"picture", bytes_of("GIF89a and so on"), Code::kUnsupportedFormat, "a GIF picture"},
      {"AMR", bytes_of("#!AMR\n and more"), Code::kUnsupportedFormat, "an AMR sound file"},
      {"M4A", m4a_file(), Code::kUnsupportedFormat, "ffmpeg"},
      {"header alone", bytes_of("RIFF\0\0\1\0WAVE"s), Code::kTruncated, "cut short"},
      {"no data", pcm_wav(plain, std::string()), Code::kMalformed, "is empty"},
      {"length of data 2^32 - 1", spoilt(wav, data + 4, "\xFF\xFF\xFF\xFF"), Code::kMalformed, "never filled in"},
      {"ten hours by header", spoilt(wav, data + 4, "\0\0\0\x70"s), Code::kMalformed, "are left"},
      {"RF64 that lies", spoilt(pcm_wav({.format = kMono, .wide = true}, s), 12 + 8 + 8, "\xFF\xFF\xFF\xFF"), Code::kMalformed, "are left"},
      {"less than a frame", pcm_wav({.format = {8000, 2}}, "abc"s), Code::kMalformed, "less than one frame"},
      {"0 channels", spoilt(wav, 22, "\0\0"s), Code::kMalformed, "0 channels"},
      {"9 channels", pcm_wav({.format = {8000, 9}}, Samples(90)), Code::kUnsupportedFormat, "9 channels"},
      {"1 GHz", pcm_wav({.format = {1'000'000'000, 1}}, s), Code::kUnsupportedFormat, "1000000000 Hz"},
      {"0 Hz", spoilt(wav, 24, "\0\0\0\0"s), Code::kMalformed, "0 Hz"},
      {"frames of another size", spoilt(wav, 32, "\3\0"s), Code::kMalformed, "frames of 3 bytes"},
      {"short fmt", bytes_of("RIFF\x1C\0\0\0WAVEfmt \4\0\0\0\1\0\1\0data\4\0\0\0abcd"s), Code::kMalformed, "chunk fmt of 4 bytes"},
      {"A-law", pcm_wav({.format = kMono, .kind = Kind::kUnsigned, .bytes = 1, .tag = 6}, s), Code::kUnsupportedFormat, "A-law"},
      {"unknown coding", pcm_wav({.format = kMono, .tag = 999}, s), Code::kUnsupportedFormat, "coding 999"},
      {"GUID of its own", spoilt(pcm_wav({.format = kMono, .valid_bits = 16}, s), 20 + 30, "xx"), Code::kUnsupportedFormat, "GUID"},
      {"floats of 16 bits", pcm_wav({.format = kMono, .tag = 3}, s), Code::kUnsupportedFormat, "floats of 16 bits"},
      {"integers of 64 bits", pcm_wav({.format = kMono, .kind = Kind::kFloat, .bytes = 8, .tag = 1}, s), Code::kUnsupportedFormat, "64 bits"},
      {"AIFF, frames that are not there", spoilt(aiff, comm + 2, "\0\0\1\0"s), Code::kTruncated, "claims 256 frames"},
      {"AIFF, no frames", spoilt(aiff, comm + 2, "\0\0\0\0"s), Code::kMalformed, "0 frames"},
      {"AIFF, a rate that is none", spoilt(aiff, comm + 8, "\x7F\xFF"), Code::kMalformed, "0 Hz"},
      {"AIFF, offset past the end", spoilt(aiff, ssnd + 8, "\x7F\xFF\xFF\xFF"), Code::kMalformed, "before its samples begin"},
      {"AIFC, coded", pcm_aiff({.format = kMono, .type = "ulaw"}, s), Code::kUnsupportedFormat, "ulaw"},
      {"NaN", pcm_wav({.format = kMono, .kind = Kind::kFloat, .bytes = 4}, "\0\0\xC0\x7F"s), Code::kMalformed, "sample 0 is not a number"},
      {"Inf", pcm_wav({.format = kMono, .kind = Kind::kFloat, .bytes = 4}, "\0\0\0\0\0\0\x80\x7F"s), Code::kMalformed, "sample 1"},
      {"huge double", pcm_wav({.format = kMono, .kind = Kind::kFloat, .bytes = 8}, "\0\0\0\0\0\0\xE0\x7F"s), Code::kMalformed, "sample 0"},
  };
#ifdef IMPRINT_WITH_SOUND
  const Bytes flac = coded_sound({}, kMono, s);
  const std::vector<Refusal> more = {
      {"FLAC past its end", spoilt(flac, 5, "\xFF\xFF\xFF"), Code::kTruncated, "metadata block"},
      {"FLAC without frames", Bytes(flac.begin(), flac.begin() + 42), Code::kTruncated, ""},
      {"FLAC of 12 bits", spoilt(flac, 8 + 12, "\x00\xB0"s), Code::kUnsupportedFormat, "12 bits"},
      {"FLAC of 1 Hz", spoilt(flac, 8 + 10, "\0\0\x10"s), Code::kUnsupportedFormat, "1 Hz"},
      {"FLAC of ten hours", spoilt(flac, 8 + 14, "\x70\0\0\0"s), Code::kLimitExceeded, "are believed"},
      {"FLAC of a minute", spoilt(flac, 8 + 14, "\0\7\xA1\0"s), Code::kTruncated, "claims 499968 frames"},
      {"Ogg without sound of ours", bytes_of(ogg_page(7, 0, 2, 0, {"fishead\0"s})), Code::kUnsupportedFormat, "no stream of Vorbis or Opus"},
      {"Ogg, cut head", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\0\0\0\0\1"s})), Code::kMalformed, "cut short"},
      {"Ogg, two packets first", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\0\0\0\0\1"s, "x"})), Code::kMalformed, "the first packet alone"},
      {"Vorbis of version 1", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\1\0\0\0\1\x40\x1F\0\0"s + std::string(12, '\0') + "\xB8\1"})), Code::kMalformed, "block sizes"},
      {"Vorbis, head alone", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\0\0\0\0\1\x40\x1F\0\0"s + std::string(12, '\0') + "\x99\1"})), Code::kTruncated, ""},
      {"Vorbis of blocks of 2^15", bytes_of(ogg_page(7, 0, 2, 0, {"\1vorbis\0\0\0\0\1\x40\x1F\0\0"s + std::string(12, '\0') + "\xF8\1"})), Code::kMalformed, "block sizes"},
      {"Ogg, no books", ogg_file(), Code::kMalformed, ""},
      {"MP3 of tags", mp3_file(id3_tag({.padding = 9})), Code::kDecodeFailed, ""},
      {"ID3 with high bits", spoilt(mp3_file(id3_tag({.padding = 9})), 6, "\xFF"), Code::kMalformed, ""},
  };
  out.insert(out.end(), more.begin(), more.end());
#else
  out.push_back({"FLAC", flac_file(), Code::kUnsupportedFormat, "without libsndfile"});
#endif
  return out;
}

TEST_CASE("sound: what cannot be read is refused by name, and nothing is written") {
  for (const Refusal& r : refusals()) {
    INFO(r.name);
    const auto samples = read_all(r.file);
    if (r.name == "MP3 of tags") continue;  // words in the place of sound: whatever libmpg123 makes of them
    REQUIRE_FALSE(samples.ok());
    INFO(samples.status().message());
    CHECK(samples.status().code() == r.code);
    CHECK(samples.status().message().find(r.words) != std::string::npos);
  }
}

struct Kept {
  std::string name;
  Bytes file;
};
std::vector<Kept> kinds() {
  const Samples s = notes_of(kMono, 4000);
  std::vector<Kept> out = {{"WAV", pcm_wav({.format = kMono}, s)}, {"AIFF", pcm_aiff({.format = kMono}, s)}};
#ifdef IMPRINT_WITH_SOUND
  out.push_back({"FLAC", coded_sound({}, kMono, s)});
  out.push_back({"Vorbis", coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS}, kMono, s)});
  out.push_back({"Opus", coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS}, {48000, 1}, s)});
  out.push_back({"MP3", coded_sound({.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}, kMono, s)});
#endif
  return out;
}

TEST_CASE("sound: samples count against a budget of their own, and memory is asked for") {
  for (const Kept& k : kinds()) {
    INFO(k.name);
    Limits limits;
    limits.max_decoded_samples = 3000;
    const auto few = read_all(k.file, 500, limits);
    CHECK(few.status().code() == Code::kLimitExceeded);
    CHECK(few.status().message().find("max_decoded_samples 3000") != std::string::npos);
    CHECK(limits.status().code() == Code::kLimitExceeded);
    Limits enough;
    const auto all = read_all(k.file, 500, enough);
    REQUIRE(all.ok());
    CHECK(enough.spent(Resource::kDecodedSamples) == all->size());
    Limits small_file;
    small_file.max_file_bytes = k.file.size() - 1;
    CHECK(codec::probe_sound(k.file, small_file).status().message().find("max_file_bytes") != std::string::npos);
    Limits poor;
    poor.max_memory_bytes = 1000;
    if (k.name != "WAV" && k.name != "AIFF") CHECK(codec::open_sound(k.file, poor).status().code() == Code::kLimitExceeded);
  }
}

TEST_CASE("sound: a written file may not grow beyond max_file_bytes") {
  for (const Kept& k : kinds()) {
    INFO(k.name);
    Limits limits;
    limits.max_file_bytes = k.file.size() + 20000;
    std::mt19937 random(1);
    std::normal_distribution<float> noise(0, 0.3f);
    Samples longer(400000);
    for (float& s : longer) s = noise(random);
    const auto out = codec::encode_sound_like(k.file, feed_of(longer), limits);
    CHECK(out.status().code() == Code::kLimitExceeded);
    CHECK(out.status().message().find("max_file_bytes") != std::string::npos);
  }
}

TEST_CASE("sound: what a feed does wrong is said, and its own errors are handed on") {
  for (const Kept& k : kinds()) {
    INFO(k.name);
    const auto with = [&](const codec::SoundFeed& feed) { return codec::encode_sound_like(k.file, feed, {}).status(); };
    CHECK(with([](std::span<float>) -> Result<size_t> { return size_t{0}; }).message() == "the feed gave no sound at all");
    CHECK(with([](std::span<float> room) -> Result<size_t> { return room.size() + 1; }).code() == Code::kInvalidArgument);
    CHECK(with([](std::span<float>) -> Result<size_t> { return Status{Code::kCancelled, "stopped"}; }).message() == "stopped");
    CHECK(with([](std::span<float> room) -> Result<size_t> {
            room[0] = std::numeric_limits<float>::quiet_NaN();
            return size_t{1};
          }).code() == Code::kMalformed);
  }
}

TEST_CASE("sound: blocks of any size give the same samples, and odd ones are refused") {
  for (const Kept& k : kinds()) {
    INFO(k.name);
    const Samples all = read_all(k.file, 100000).value();
    CHECK(read_all(k.file, 1).value() == all);
    CHECK(read_all(k.file, 333).value() == all);
    const auto source = codec::open_sound(k.file, {});
    CHECK(source.value()->read({}).status().code() == Code::kInvalidArgument);
  }
  const auto stereo = codec::open_sound(pcm_wav({}, Samples(20)), {});
  Samples room(3);
  CHECK(stereo.value()->read(room).status().code() == Code::kInvalidArgument);
}

TEST_CASE("sound: a file that is cut anywhere is refused, or gives the beginning of its sound") {
  for (const Kept& k : kinds()) {
    INFO(k.name);
    const size_t whole = read_all(k.file)->size();
    for (size_t size = 0; size < k.file.size(); size += 1 + k.file.size() / 997) {
      const Bytes cut(k.file.begin(), k.file.begin() + static_cast<std::ptrdiff_t>(size));
      const auto samples = read_all(cut);
      // Ogg that ends with a page; MP3 without a header that counts its frames.
      if (k.name != "Vorbis" && k.name != "Opus" && k.name != "MP3") CHECK_FALSE(samples.ok());
      else if (samples.ok()) CHECK(samples->size() < whole);
    }
  }
}

#ifdef IMPRINT_WITH_SOUND
TEST_CASE("sound: codebooks of Vorbis that would fill the memory are refused by their number") {
  const Bytes file = coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS}, {44100, 2}, Samples(2000));
  const Bytes setup = container::read_ogg_streams(file, {})->front().headers.front();
  CHECK(codec::check_vorbis_books(setup).ok());
  for (size_t size = 8; size < 3000; ++size) CHECK_FALSE(codec::check_vorbis_books(ByteView(setup).first(size)).ok());
  // One book in order of length: 2^23 entries in 12 bytes.
  const Bytes bomb = bytes_of("\5vorbis\0BCV\1\0\0\0\x80"s + std::string(40, '\xFF'));
  const Status refused = codec::check_vorbis_books(bomb);
  CHECK(refused.code() == Code::kLimitExceeded);
  CHECK(refused.message().find("8388608 entries") != std::string::npos);
}
#endif

TEST_CASE("sound: bad files of the shared set are refused, the others are read and written again") {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(IMPRINT_SHARED_DATA) / "audio";
  if (!fs::exists(root)) return;
  size_t read = 0, refused = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path().string());
    std::ifstream in(entry.path(), std::ios::binary);
    const Bytes file{std::istreambuf_iterator<char>(in), {}};
    const auto samples = read_all(file, 4096);
    INFO(samples.status().message());
    const bool bad = entry.path().parent_path().filename() == "bad" || entry.path().extension() == ".m4a";
    CHECK(samples.ok() != bad);
    ++(samples.ok() ? read : refused);
    if (!samples.ok()) continue;
    const auto info = codec::probe_sound(file, {});
    CHECK(samples->size() == info->frames * info->format.channels);
    const auto again = read_all(rewritten(file, samples.value()).file, 4096);
    REQUIRE(again.ok());
    CHECK(again->size() == samples->size());
    if (info->form != codec::SampleForm::kLossy) CHECK(again.value() == samples.value());
  }
  MESSAGE(read << " files read, " << refused << " refused");
}

}  // namespace
