// Ogg with Vorbis or Opus, through libsndfile (spec/formats.md 11.1 to 11.3).
#include <algorithm>
#include <array>

#include "codec/sound/sndfile_memory.h"
#include "codec/sound/sound_codec.h"
#include "codec/sound/vorbis_books.h"
#include "container/ogg_pages.h"

namespace imprint::codec {
namespace {

using namespace std::string_view_literals;

constexpr size_t kVorbisHead = 30, kOpusHead = 19;           // Vorbis I 4.2.2; RFC 7845 5.1
constexpr uint32_t kOpusRateHz = 48000;                      // RFC 7845 4: of its granule positions
constexpr uint64_t kCoderBytes = uint64_t{24} << 20;         // books and windows of libvorbis; libopus takes less
constexpr uint64_t kVorbisSpare = 8192, kOpusSpare = 5760;   // frames of a packet
constexpr uint32_t kMostNominal = 0x7FFFFFFF;                 // bit/s; what is more is negative, and means nothing
constexpr uint32_t kOpusLeast = 16000, kOpusMost = 256000;   // bit/s of a channel that are asked for

struct OggSoundFile {
  container::OggSound sound;
  container::OggStream stream;
  bool opus = false;
  uint32_t channels = 0, rate_hz = 0;  // as the first packet has it; of Opus the rate of what was coded
  uint32_t bits_a_second = 0;          // of Vorbis, nominal; 0 = not said
};

// Vorbis I 4.2.2. libvorbis refuses the same, and libsndfile 1.2 then leaves its memory lying.
Status check_vorbis_head(ByteView head) {
  const unsigned shorter = head[28] & 15u, longer = head[28] >> 4;
  if (read_le32(&head[7]) == 0 && shorter >= 6 && longer <= 13 && shorter <= longer && (head[29] & 1) != 0) return {};
  return {Code::kMalformed, "Ogg has a first packet of Vorbis with another version than 0, or with block sizes that there are not"};
}

Status read_head(OggSoundFile& out) {
  const ByteView head = out.sound.head;
  out.opus = out.sound.codec == "Opus"sv;
  if (head.size() < (out.opus ? kOpusHead : kVorbisHead))
    return {Code::kMalformed, std::string("Ogg has a first packet of ") + out.sound.codec + " that is cut short"};
  out.channels = head[out.opus ? 9 : 11];
  out.rate_hz = read_le32(&head[12]);
  if (!out.opus) IMPRINT_RETURN_IF_ERROR(check_vorbis_head(head));
  if (!out.opus && read_le32(&head[20]) <= kMostNominal) out.bits_a_second = read_le32(&head[20]);
  IMPRINT_RETURN_IF_ERROR(check_file_format("Ogg", {out.opus ? kOpusRateHz : out.rate_hz, out.channels}));
  if (out.opus && head[18] > 1)
    return {Code::kUnsupportedFormat, "Ogg with Opus of the channel mapping " + std::to_string(head[18]) + " is not read; 0 and 1 are"};
  return {};
}

Result<OggSoundFile> read_ogg_file(ByteView file, const Limits& limits) {
  OggSoundFile out;
  IMPRINT_ASSIGN_OR_RETURN(out.sound, container::read_ogg_sound(file, limits));
  IMPRINT_RETURN_IF_ERROR(read_head(out));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<container::OggStream> streams, container::read_ogg_streams(file, limits));
  out.stream = std::move(streams.front());
  if (!out.opus) IMPRINT_RETURN_IF_ERROR(check_vorbis_books(out.stream.headers.front()));
  return out;
}

class OggDecoder : public SoundDecoder {
 public:
  static Result<std::unique_ptr<SoundDecoder>> open(ByteView file, const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(const OggSoundFile ogg, read_ogg_file(file, limits));
    std::unique_ptr<OggDecoder> out(new OggDecoder);
    IMPRINT_ASSIGN_OR_RETURN(out->memory, limits.reserve(kCoderBytes, "Ogg decoder"));
    IMPRINT_ASSIGN_OR_RETURN(out->reader_, SndfileReader::open({file}, "Ogg", SF_FORMAT_OGG));
    // libsndfile would give 8 kHz for a file that says so of its source; Opus has a bandwidth of its own.
    int rate_hz = kOpusRateHz;
    if (ogg.opus) sf_command(out->reader_->get(), SFC_SET_ORIGINAL_SAMPLERATE, &rate_hz, sizeof rate_hz);
    out->coded_bytes = ogg.sound.sound_bytes;
    out->spare_frames = ogg.opus ? kOpusSpare : kVorbisSpare;
    out->info.container = container::Format::kOgg;
    out->info.format = {ogg.opus ? kOpusRateHz : ogg.rate_hz, ogg.channels};
    IMPRINT_RETURN_IF_ERROR(out->take_frames(ogg));
    return std::unique_ptr<SoundDecoder>(std::move(out));
  }

  Result<size_t> read(std::span<float> samples) override {
    const size_t wanted = std::min(samples.size(), kBlockFrames * info.format.channels);
    const sf_count_t count = sf_read_float(reader_->get(), samples.data(), static_cast<sf_count_t>(wanted));
    IMPRINT_RETURN_IF_ERROR(reader_->check());
    return static_cast<size_t>(std::max<sf_count_t>(count, 0));
  }

 private:
  // libsndfile knows where a stream begins that was cut out of a longer one.
  Status take_frames(const OggSoundFile& ogg) {
    SF_INFO now{};
    sf_command(reader_->get(), SFC_GET_CURRENT_SF_INFO, &now, sizeof now);
    if (now.channels != static_cast<int>(ogg.channels) || now.samplerate != static_cast<int>(info.format.rate_hz))
      return {Code::kMalformed, "Ogg has a first packet that its decoder reads otherwise"};
    // More than the last page says: it begins before the place 0, and how long it is shows at its end.
    const auto frames = static_cast<uint64_t>(std::max<sf_count_t>(now.frames, 0));
    info.frames = frames <= ogg.sound.last_place ? frames : 0;
    return {};
  }

  std::unique_ptr<SndfileReader> reader_;
};

Status check_ogg_writable(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const OggSoundFile ogg, read_ogg_file(file, limits));
  if (ogg.stream.sound_on_last) return {Code::kMalformed, "Ogg has sound on the page on which its header ends"};
  return {};
}

double clamped(double level) { return std::clamp(level, 0.0, 1.0); }

// The compression level of libsndfile for Opus: from 256 to 6 kbit/s a channel.
double opus_level(const OggSoundFile& ogg, uint64_t frames) {
  const double seconds = static_cast<double>(std::max<uint64_t>(frames, 1)) / kOpusRateHz;
  const double rate = static_cast<double>(ogg.sound.sound_bytes) * 8 / seconds / ogg.channels;
  return clamped(1 - (std::clamp(rate, double{kOpusLeast}, double{kOpusMost}) - 6000) / 250000);
}

Result<std::unique_ptr<SndfileWriter>> open_vorbis(const OggSoundFile& ogg, double level, const Limits& limits) {
  auto writer = SndfileWriter::open("Ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, ogg.rate_hz, ogg.channels, limits);
  if (writer.ok()) sf_command(writer.value()->get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  return writer;
}

// What libvorbis says that it would take, in the header of a file without sound.
Result<uint32_t> nominal_rate(const OggSoundFile& ogg, double level, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const auto writer, open_vorbis(ogg, level, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes file, writer->close());
  IMPRINT_ASSIGN_OR_RETURN(const container::OggSound made, container::read_ogg_sound(file, limits));
  if (made.head.size() < kVorbisHead) return Status{Code::kEncodeFailed, "Ogg: libvorbis wrote no first packet"};
  return read_le32(&made.head[20]);
}

// The level at which libvorbis states the rate of the old file: 2^-7 of its range apart.
Result<double> vorbis_level(const OggSoundFile& ogg, uint64_t frames, const Limits& limits) {
  const double seconds = static_cast<double>(std::max<uint64_t>(frames, 1)) / ogg.rate_hz;
  const double wanted = ogg.bits_a_second != 0 ? ogg.bits_a_second : static_cast<double>(ogg.sound.sound_bytes) * 8 / seconds;
  double fine = 0, coarse = 1;
  for (int step = 0; step < 7; ++step) {
    const double middle = (fine + coarse) / 2;
    IMPRINT_ASSIGN_OR_RETURN(const uint32_t rate, nominal_rate(ogg, middle, limits));
    (rate < wanted ? coarse : fine) = middle;
  }
  return (fine + coarse) / 2;
}

Result<std::unique_ptr<SndfileWriter>> open_like(const OggSoundFile& ogg, uint64_t frames, const Limits& limits) {
  if (!ogg.opus) {
    IMPRINT_ASSIGN_OR_RETURN(const double level, vorbis_level(ogg, frames, limits));
    return open_vorbis(ogg, level, limits);
  }
  IMPRINT_ASSIGN_OR_RETURN(auto writer, SndfileWriter::open("Ogg", SF_FORMAT_OGG | SF_FORMAT_OPUS, kOpusRateHz, ogg.channels, limits));
  double level = opus_level(ogg, frames);
  int rate_hz = static_cast<int>(std::min(ogg.rate_hz, 0x7FFFFFFFu));
  sf_command(writer->get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  sf_command(writer->get(), SFC_SET_ORIGINAL_SAMPLERATE, &rate_hz, sizeof rate_hz);
  return writer;
}

Result<WrittenSound> encode_ogg(ByteView original, SoundFeeder& feed, SoundInsertions, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const OggSoundFile ogg, read_ogg_file(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Reservation memory, limits.reserve(kCoderBytes, "Ogg encoder"));
  IMPRINT_ASSIGN_OR_RETURN(const auto writer, open_like(ogg, ogg.sound.last_place, limits));
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::span<const float> samples, feed.next());
    if (samples.empty()) break;
    const auto count = static_cast<sf_count_t>(samples.size());
    IMPRINT_RETURN_IF_ERROR(writer->check(count, sf_write_float(writer->get(), samples.data(), count)));
  }
  IMPRINT_ASSIGN_OR_RETURN(Bytes coded, writer->close());
  IMPRINT_RETURN_IF_ERROR(container::set_ogg_serial(coded, ogg.sound.serial, limits));  // theirs is drawn at random
  IMPRINT_ASSIGN_OR_RETURN(const auto made, container::read_ogg_streams(coded, limits));
  WrittenSound out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::with_ogg_comments(coded, made, {ogg.stream.comments}, limits));
  return out;
}

}  // namespace

const SoundCodec kOggSound = {container::Format::kOgg, OggDecoder::open, check_ogg_writable, encode_ogg};

}  // namespace imprint::codec
