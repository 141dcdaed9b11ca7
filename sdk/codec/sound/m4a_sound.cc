// M4A by the program ffmpeg that the caller named (spec/formats.md 11.4): it sees the sound's file and gives samples, or the other way round.
// What stands around the sound is taken from the original by our own hand.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>

#include "base/program.h"
#include "codec/sound/pcm_coding.h"
#include "codec/sound/sound_codec.h"
#include "container/mp4_edit.h"
#include "container/mp4_sound.h"

namespace imprint::codec {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "M4A";
constexpr unsigned kSampleBytes = sizeof(float);
constexpr uint64_t kHeadBytes = 4096;  // of WAV, with what ffmpeg may put before the samples
constexpr uint64_t kProgramBytes = uint64_t{2} << 30;                // of addresses; the libraries of ffmpeg alone take some 400 MB
constexpr double kStartSeconds = 30, kBytesASecond = 8e6;            // of samples: a tenth of what an old machine does

// A file that lies in memory while this lives.
class MappedFile {
 public:
  static Result<MappedFile> open(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file < 0 || ::fstat(file, &about) != 0) {
      if (file >= 0) ::close(file);
      return Status{Code::kDecodeFailed, "ffmpeg gave no sound"};
    }
    const auto size = static_cast<size_t>(about.st_size);
    void* const data = size == 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (data == MAP_FAILED) return Status{Code::kDecodeFailed, "ffmpeg gave no sound"};
    return MappedFile(data, size);
  }
  MappedFile(MappedFile&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
  }

  ByteView bytes() const { return {static_cast<const uint8_t*>(data_), size_}; }

 private:
  MappedFile(void* data, size_t size) : data_(data), size_(size) {}
  void* data_;
  size_t size_;
};

Status write_file(const fs::path& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return {};
  return {Code::kFileWrite, "a temporary file of " + std::to_string(bytes.size()) + " bytes cannot be written"};
}

// A program that is asked to read a stranger's file opens that file, and no other that it names.
std::vector<std::string> ffmpeg_words(const Limits& limits) {
  return {limits.ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-threads", "1", "-protocol_whitelist", "file"};
}

void add(std::vector<std::string>& words, std::initializer_list<std::string> more) { words.insert(words.end(), more); }

ProgramLimits program_limits(uint64_t written, uint64_t samples_bytes) {
  return {kStartSeconds + static_cast<double>(samples_bytes) / kBytesASecond, written, kProgramBytes};
}

struct M4a {
  container::Mp4File file;
  container::Mp4Sound sound;
};

Result<M4a> read_m4a(ByteView file, const Limits& limits) {
  if (limits.ffmpeg.empty())
    return Status{Code::kUnsupportedFormat,
                  "sound of M4A (AAC) is neither decoded nor coded by this library: name the program ffmpeg that does it (--ffmpeg PROGRAM; "
                  "imprint_context_set_ffmpeg()), or convert the file first, for example with ffmpeg -i IN.m4a OUT.wav"};
  M4a out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::read_mp4(file, kName, limits));
  IMPRINT_ASSIGN_OR_RETURN(out.sound, container::mp4_sound(out.file, kName));
  for (const char* encrypted : {"enca", "drms", "p608"})
    if (out.sound.coding == encrypted)
      return Status{Code::kUnsupportedFormat, "M4A has sound of the coding " + std::string(out.sound.coding) + ", which is encrypted; it is not read"};
  return out;
}

class M4aDecoder : public SoundDecoder {
 public:
  static Result<std::unique_ptr<SoundDecoder>> open(ByteView file, const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(const M4a m4a, read_m4a(file, limits));
    IMPRINT_ASSIGN_OR_RETURN(TemporaryFolder folder, TemporaryFolder::make());
    std::unique_ptr<M4aDecoder> out(new M4aDecoder(std::move(folder), limits));
    out->coded_bytes = m4a.sound.media_bytes;
    IMPRINT_RETURN_IF_ERROR(write_file(out->folder_.path() / "in.m4a", file));
    IMPRINT_RETURN_IF_ERROR(out->decode("start.wav", true));
    IMPRINT_ASSIGN_OR_RETURN(const MappedFile start, MappedFile::open(out->folder_.path() / "start.wav"));
    IMPRINT_ASSIGN_OR_RETURN(const auto wav, kWavSound.open(start.bytes(), limits));
    out->info = {wav->info.format, 0, container::Format::kM4a, SampleForm::kLossy};
    return std::unique_ptr<SoundDecoder>(std::move(out));
  }

  // All of it is decoded once somebody wants the first sample: most calls that look at the headers want none.
  Result<size_t> read(std::span<float> samples) override {
    if (!wav_) {
      IMPRINT_RETURN_IF_ERROR(decode("all.wav", false));
      IMPRINT_ASSIGN_OR_RETURN(MappedFile all, MappedFile::open(folder_.path() / "all.wav"));
      samples_.emplace(std::move(all));
      IMPRINT_ASSIGN_OR_RETURN(wav_, kWavSound.open(samples_->bytes(), limits_));
      if (!(wav_->info.format == info.format)) return Status{Code::kMalformed, "M4A changes its sample rate or channels after its start"};
    }
    return wav_->read(samples);
  }

 private:
  M4aDecoder(TemporaryFolder folder, const Limits& limits) : folder_(std::move(folder)), limits_(limits) {}

  Status decode(const char* name, bool start) const {
    const uint64_t most = std::min(most_samples(coded_bytes), limits_.left(Resource::kDecodedSamples)) * kSampleBytes + kHeadBytes;
    std::vector<std::string> words = ffmpeg_words(limits_);
    add(words, {"-f", "mov", "-i", (folder_.path() / "in.m4a").string(), "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"});
    if (start) add(words, {"-t", "0.1"});
    add(words, {"-c:a", "pcm_f32le", "-fflags", "+bitexact", "-rf64", "auto", "-f", "wav", "-y", (folder_.path() / name).string()});
    const Status done = run_program(words, program_limits(most, most), limits_.progress);
    if (done.code() != Code::kLimitExceeded) return done;
    return {Code::kLimitExceeded, "M4A: " + done.message()};
  }

  TemporaryFolder folder_;
  const Limits limits_;
  std::optional<MappedFile> samples_;
  std::unique_ptr<SoundDecoder> wav_;  // reads samples_
};

Status check_m4a_writable(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const M4a m4a, read_m4a(file, limits));
  if (m4a.sound.coding == "mp4a" || m4a.sound.coding == "alac") return {};
  return {Code::kUnsupportedFormat, "M4A has sound of the coding " + std::string(m4a.sound.coding) + ", which is read and not written; AAC and ALAC are"};
}

// What comes is written as it comes, little end first.
Result<uint64_t> write_samples(SoundFeeder& feed, const fs::path& path) {
  std::ofstream out(path, std::ios::binary);
  uint64_t bytes = 0;
  Bytes block;
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::span<const float> samples, feed.next());
    if (samples.empty()) break;
    block.resize(samples.size() * kSampleBytes);
    encode_samples({.bytes = kSampleBytes, .bits = 32, .is_float = true}, samples, block.data());
    out.write(reinterpret_cast<const char*>(block.data()), static_cast<std::streamsize>(block.size()));
    bytes += block.size();
  }
  out.close();
  if (!out) return Status{Code::kFileWrite, "a temporary file of " + std::to_string(bytes) + " bytes of samples cannot be written"};
  return bytes;
}

// Bits a second that the file had, rounded to thousands. AAC of ffmpeg is of low complexity: where the old was of high efficiency it needs more.
uint64_t bit_rate(const container::Mp4Sound& old, double seconds, audio::PcmFormat format) {
  constexpr double kLeast = 64'000, kLeastMore = 32'000, kMost = 256'000;  // of one channel, of each further, of each
  const double had = 8.0 * static_cast<double>(old.media_bytes) / std::max(seconds, 0.1);
  const double least = kLeast + kLeastMore * (format.channels - 1);
  return static_cast<uint64_t>(std::lround(std::clamp(had, least, std::max(least, kMost * format.channels)) / 1000)) * 1000;
}

void add_coding(const M4a& m4a, double seconds, audio::PcmFormat format, std::vector<std::string>& words, WrittenSound& out) {
  const uint64_t rate = bit_rate(m4a.sound, seconds, format);
  if (m4a.sound.coding == "alac") {
    add(words, {"-c:a", "alac", "-sample_fmt", m4a.sound.bits > 16 ? "s32p" : "s16p"});
    return;
  }
  add(words, {"-c:a", "aac", "-b:a", std::to_string(rate)});
  out.notes.push_back("the sound was coded anew as AAC at " + std::to_string(rate / 1000) + " kbit/s by the program ffmpeg");
}

void tell_of_rest(const M4a& m4a, SoundInsertions inserted, WrittenSound& out) {
  if (m4a.sound.tracks > 1) out.notes.emplace_back("tracks beside that of the sound, such as chapters or pictures, were left out of the M4A");
  if (m4a.sound.chapters && !inserted.empty()) out.notes.emplace_back("chapters of the M4A stay at the times that they had");
}

Result<Bytes> made_by_ffmpeg(const std::vector<std::string>& words, const fs::path& file, uint64_t samples_bytes, const Limits& limits) {
  const Status done = run_program(words, program_limits(limits.max_file_bytes, samples_bytes), limits.progress);
  if (done.code() == Code::kDecodeFailed) return Status{Code::kEncodeFailed, done.message()};
  IMPRINT_RETURN_IF_ERROR(done);
  IMPRINT_ASSIGN_OR_RETURN(const MappedFile made, MappedFile::open(file));
  return Bytes(made.bytes().begin(), made.bytes().end());
}

Result<WrittenSound> encode_m4a(ByteView original, SoundFeeder& feed, SoundInsertions inserted, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const M4a m4a, read_m4a(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const TemporaryFolder folder, TemporaryFolder::make());
  const fs::path samples = folder.path() / "samples", file = folder.path() / "out.m4a";
  IMPRINT_ASSIGN_OR_RETURN(const uint64_t bytes, write_samples(feed, samples));
  const audio::PcmFormat format = feed.format();
  std::vector<std::string> words = ffmpeg_words(limits);
  add(words, {"-f", "f32le", "-ar", std::to_string(format.rate_hz), "-ac", std::to_string(format.channels), "-i", samples.string(), "-map_metadata", "-1"});
  WrittenSound out;
  const double seconds = static_cast<double>(bytes) / kSampleBytes / format.channels / format.rate_hz;
  add_coding(m4a, seconds, format, words, out);
  add(words, {"-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-f", "ipod", "-y", file.string()});
  IMPRINT_ASSIGN_OR_RETURN(const Bytes coded, made_by_ffmpeg(words, file, bytes, limits));
  IMPRINT_ASSIGN_OR_RETURN(const container::Mp4File made, container::read_mp4(coded, kName, limits));
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::with_mp4_metadata(made, m4a.file, kName));
  tell_of_rest(m4a, inserted, out);
  return out;
}

}  // namespace

const SoundCodec kM4aSound = {container::Format::kM4a, M4aDecoder::open, check_m4a_writable, encode_m4a};

}  // namespace imprint::codec
