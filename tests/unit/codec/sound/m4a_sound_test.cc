// M4A through the program ffmpeg: Debian's, where it is there, and scripts that behave badly in its place (spec/formats.md 11.4).
#include <filesystem>
#include <fstream>

#include "base/program.h"
#include "container/mp4_edit.h"
#include "container/mp4_sound.h"
#include "unit/codec/sound/sound_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using audio::PcmFormat;

bool has_ffmpeg() {
  static const bool has = run_program({"ffmpeg", "-version"}, {}, {}).ok();
  return has;
}

Limits by(const std::string& program) {
  Limits limits;
  limits.ffmpeg = program;
  return limits;
}

void save(const fs::path& path, ByteView bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Bytes load(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes{std::istreambuf_iterator<char>(in), {}};
}

// `samples` as ffmpeg codes them with `words`.
Bytes coded(const Samples& samples, PcmFormat format, std::vector<std::string> words) {
  const auto folder = TemporaryFolder::make();
  REQUIRE(folder.ok());
  save(folder->path() / "in.wav", pcm_wav({.format = format}, samples));
  words.insert(words.begin(), {"ffmpeg", "-nostdin", "-v", "error", "-i", (folder->path() / "in.wav").string()});
  words.insert(words.end(), {"-f", "ipod", (folder->path() / "out.m4a").string()});
  const Status made = run_program(words, {}, {});
  REQUIRE_MESSAGE(made.ok(), made.message());
  return load(folder->path() / "out.m4a");
}

size_t count_of(const Bytes& file, std::string_view word) {
  size_t count = 0;
  for (size_t at = as_text(file).find(word); at != std::string_view::npos; at = as_text(file).find(word, at + 1)) ++count;
  return count;
}

// A program that does as `script` says in place of ffmpeg.
std::string acting(const TemporaryFolder& folder, const std::string& script) {
  const fs::path path = folder.path() / "ffmpeg";
  std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
  fs::permissions(path, fs::perms::owner_all);
  return path.string();
}

TEST_CASE("M4A: without a named program it is refused with the words for that" ) {
  const auto refused = codec::probe_sound(m4a_file(), {});
  CHECK(refused.status().code() == Code::kUnsupportedFormat);
  CHECK(refused.status().message().find("--ffmpeg") != std::string::npos);
}

TEST_CASE("M4A: AAC and ALAC are read, written and read again; the metadata stay byte for byte" * doctest::skip(!has_ffmpeg())) {
  struct Row {
    PcmFormat format;
    std::vector<std::string> words;
    double least_db;
  };
  const Row rows[] = {{{44100, 2}, {"-c:a", "aac", "-b:a", "192k"}, 15},
                      {{48000, 1}, {"-c:a", "aac", "-b:a", "96k"}, 15},
                      {{22050, 1}, {"-c:a", "aac", "-b:a", "64k"}, 15},
                      {{48000, 6}, {"-c:a", "aac", "-b:a", "384k"}, 6},
                      {{44100, 2}, {"-c:a", "alac"}, 200}};
  for (const auto& [format, words, least_db] : rows) {
    CAPTURE(format.rate_hz);
    CAPTURE(format.channels);
    const Samples samples = notes_of(format, 2 * format.rate_hz);
    std::vector<std::string> tagged = words;
    tagged.insert(tagged.end(), {"-metadata", "title=Notes", "-metadata", "comment=kept as it is"});
    const Bytes file = coded(samples, format, tagged);
    const Limits limits = by("ffmpeg");
    const auto info = codec::probe_sound(file, limits);
    REQUIRE_MESSAGE(info.ok(), info.status().message());
    CHECK(info->format == format);
    const auto read = read_all(file, 1000, limits);
    REQUIRE_MESSAGE(read.ok(), read.status().message());
    CHECK(snr_db(samples, read.value()) > least_db);

    Samples softer = read.value();
    for (float& sample : softer) sample *= 0.5f;
    const auto made = codec::encode_sound_like(file, feed_of(softer), limits);
    REQUIRE_MESSAGE(made.ok(), made.status().message());
    const auto again = read_all(made->file, 1000, limits);
    REQUIRE_MESSAGE(again.ok(), again.status().message());
    CHECK(again->size() >= softer.size());
    CHECK(snr_db(softer, again.value()) > (least_db > 100 ? 70 : least_db));
    const auto old_mp4 = container::read_mp4(file, "M4A", {}), new_mp4 = container::read_mp4(made->file, "M4A", {});
    REQUIRE(old_mp4.ok());
    REQUIRE(new_mp4.ok());
    CHECK(std::ranges::equal(old_mp4->udta, new_mp4->udta));
    CHECK(count_of(made->file, "Notes") == 1);
    CHECK(container::mp4_sound(new_mp4.value(), "M4A")->coding == container::mp4_sound(old_mp4.value(), "M4A")->coding);
    CHECK(codec::encode_sound_like(file, feed_of(softer), limits)->file == made->file);
  }
}

TEST_CASE("M4A: user data of the original takes the place of the program's, keys and XMP too" * doctest::skip(!has_ffmpeg())) {
  const Samples samples = notes_of({44100, 1}, 44100);
  const Bytes plain = coded(samples, {44100, 1}, {"-c:a", "aac"});
  const auto mp4 = container::read_mp4(plain, "M4A", {});
  REQUIRE(mp4.ok());
  const auto labelled = container::with_mp4_label(mp4.value(), as_bytes("{\"AIGC\":1}"), {}, "M4A");
  REQUIRE(labelled.ok());
  const auto made = codec::encode_sound_like(labelled.value(), feed_of(samples), by("ffmpeg"));
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  CHECK(count_of(made->file, "{\"AIGC\":1}") == 1);
  CHECK(read_all(made->file, 1000, by("ffmpeg")).ok());
}

TEST_CASE("M4A: a file that is damaged, cut or no sound is refused with what the program says" * doctest::skip(!has_ffmpeg())) {
  const Bytes file = coded(notes_of({44100, 1}, 44100), {44100, 1}, {"-c:a", "aac"});
  const Limits limits = by("ffmpeg");
  for (const size_t part : {2u, 3u, 5u, 8u}) {
    const auto cut = read_all(ByteView(file).first(file.size() * (part - 1) / part), 1000, limits);
    CHECK_FALSE(cut.ok());
  }
  const auto no_sound = codec::probe_sound(m4a_file(), limits);
  CHECK_FALSE(no_sound.ok());
  Bytes encrypted = file;
  const size_t entry = as_text(encrypted).find("mp4a");
  REQUIRE(entry != std::string_view::npos);
  std::copy_n("enca", 4, encrypted.begin() + static_cast<std::ptrdiff_t>(entry));
  CHECK(codec::probe_sound(encrypted, limits).status().message().find("encrypted") != std::string::npos);
}

TEST_CASE("M4A: samples are counted against the budget, and believed by the bytes that hold them" * doctest::skip(!has_ffmpeg())) {
  const Bytes file = coded(notes_of({44100, 1}, 3 * 44100), {44100, 1}, {"-c:a", "aac"});
  Limits limits = by("ffmpeg");
  limits.max_decoded_samples = 44100;
  CHECK(read_all(file, 1000, limits).status().code() == Code::kLimitExceeded);
  const Bytes hours = coded(Samples(size_t{8000} * 1500, 0.0f), {8000, 1}, {"-c:a", "aac", "-b:a", "8k"});  // 12 million samples of silence
  CHECK(hours.size() < 100'000);
  const auto refused = read_all(hours, 1000, by("ffmpeg"));
  if (!refused.ok()) CHECK(refused.status().code() == Code::kLimitExceeded);
  else CHECK(refused->size() <= 6'000'000 + 64 * hours.size());
}

TEST_CASE("M4A: a program that behaves badly costs an error and nothing else") {
  const auto folder = TemporaryFolder::make();
  REQUIRE(folder.ok());
  const Bytes file = m4a_file({.more_in_moov = sound_track("mp4a")});
  const auto code = [&](const std::string& script) { return codec::probe_sound(file, by(acting(folder.value(), script))).status().code(); };
  CHECK(code("exit 0") == Code::kDecodeFailed);  // and no file
  CHECK(code("echo broken >&2; exit 1") == Code::kDecodeFailed);
  CHECK(code("for last; do :; done; echo no WAV > $last") != Code::kOk);
  CHECK(code("for last; do :; done; : > $last") == Code::kDecodeFailed);
  CHECK(code("for last; do :; done; exec head -c 999999999 /dev/zero > $last") == Code::kLimitExceeded);
  CHECK(codec::probe_sound(file, by((folder->path() / "missing").string())).status().code() == Code::kFileNotFound);
}

}  // namespace
}  // namespace imprint::test
