// MPEG audio through libsndfile: layers I to III are read, layer III is written (spec/formats.md 11.1 to 11.3).
#include <algorithm>

#include "codec/sound/mp3_stream.h"
#include "codec/sound/sndfile_memory.h"
#include "codec/sound/sound_codec.h"
#include "container/mp3_file.h"

namespace imprint::codec {
namespace {

constexpr uint64_t kCoderBytes = uint64_t{4} << 20;  // of libmpg123 and LAME
constexpr uint64_t kSpareFrames = 4 * 1152;          // the delays of encoder and decoder, and a frame that needs one before it

struct Mp3Parts {
  container::Mp3File file;
  Mp3Stream stream;
};

Result<Mp3Parts> read_parts(ByteView file, const Limits& limits) {
  Mp3Parts out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::split_mp3(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(out.stream, read_mp3_stream(out.file.sound));
  IMPRINT_RETURN_IF_ERROR(check_file_format("MP3", {out.stream.first.rate_hz, out.stream.first.channels}));
  return out;
}

// libmpg123 takes a file without a count for as long as its first frame says, and libsndfile ends there. Copies of the last frame behind
// it make it long enough; they are not listened to.
class Tail {
 public:
  Tail() = default;
  explicit Tail(const Mp3Stream& stream) {
    if (!stream.header.empty()) return;
    const uint64_t needed = (stream.frames / stream.first.samples + 2) * (stream.first.bytes + 1);
    if (needed <= stream.coded.size()) return;
    while (copies_.size() < kTailBytes) append(copies_, stream.last);
    times_ = (needed - stream.coded.size()) / copies_.size() + 1;
  }
  void append_to(std::vector<ByteView>& pieces) const { pieces.insert(pieces.end(), static_cast<size_t>(times_), ByteView(copies_)); }

 private:
  static constexpr size_t kTailBytes = 65536;
  Bytes copies_;
  uint64_t times_ = 0;
};

class Mp3Decoder : public SoundDecoder {
 public:
  static Result<std::unique_ptr<SoundDecoder>> open(ByteView file, const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(const Mp3Parts parts, read_parts(file, limits));
    std::unique_ptr<Mp3Decoder> out(new Mp3Decoder);
    IMPRINT_ASSIGN_OR_RETURN(out->memory, limits.reserve(kCoderBytes, "MP3 decoder"));
    out->tail_ = Tail(parts.stream);
    out->header_ = parts.stream.header;
    std::vector<ByteView> pieces = {out->header_, parts.stream.coded};
    out->tail_.append_to(pieces);
    IMPRINT_ASSIGN_OR_RETURN(out->reader_, SndfileReader::open(std::move(pieces), "MP3", SF_FORMAT_MPEG));
    out->coded_bytes = parts.stream.coded.size();
    out->spare_frames = kSpareFrames;
    out->info.container = container::Format::kMp3;
    out->info.format = {parts.stream.first.rate_hz, parts.stream.first.channels};
    out->info.frames = parts.stream.frames;
    out->left_ = parts.stream.frames * out->info.format.channels;
    const SF_INFO& theirs = out->reader_->info();
    if (theirs.channels != static_cast<int>(out->info.format.channels) || theirs.samplerate != static_cast<int>(out->info.format.rate_hz))
      return Status{Code::kDecodeFailed, "MP3 has frames that its decoder reads otherwise"};
    return std::unique_ptr<SoundDecoder>(std::move(out));
  }

  Result<size_t> read(std::span<float> samples) override {
    const size_t wanted = static_cast<size_t>(std::min<uint64_t>({samples.size(), kBlockFrames * info.format.channels, left_}));
    if (wanted == 0) return wanted;
    const sf_count_t count = sf_read_float(reader_->get(), samples.data(), static_cast<sf_count_t>(wanted));
    IMPRINT_RETURN_IF_ERROR(reader_->check());
    left_ -= static_cast<uint64_t>(std::max<sf_count_t>(count, 0));
    return static_cast<size_t>(std::max<sf_count_t>(count, 0));
  }

 private:
  Bytes header_;
  Tail tail_;
  uint64_t left_ = 0;  // samples
  std::unique_ptr<SndfileReader> reader_;
};

Status check_mp3_writable(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp3Parts parts, read_parts(file, limits));
  if (parts.stream.first.layer == 3) return {};
  return {Code::kUnsupportedFormat,
          "MPEG audio of layer " + std::string(parts.stream.first.layer, 'I') + " can be read but not written; layer III can"};
}

// The compression level at which libsndfile sets LAME to a bit rate: from 320 to 32 kbit/s, at the lower rates less.
double level_of(const Mp3Stream& stream) {
  const uint32_t rate_hz = stream.first.rate_hz;
  const double most = rate_hz >= 32000 ? 320 : rate_hz >= 16000 ? 160 : 64, least = rate_hz >= 32000 ? 32 : 8;
  // The half keeps what it truncates to an integer on the right side.
  return std::clamp((most - stream.kbit_a_second() - 0.5) / (most - least), 0.0, 1.0);
}

Result<Bytes> code_mp3(const Mp3Stream& old, SoundFeeder& feed, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Reservation memory, limits.reserve(kCoderBytes, "MP3 encoder"));
  constexpr int kForm = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  IMPRINT_ASSIGN_OR_RETURN(const auto writer, SndfileWriter::open("MP3", kForm, old.first.rate_hz, old.first.channels, limits));
  int mode = old.constant_rate ? SF_BITRATE_MODE_CONSTANT : SF_BITRATE_MODE_AVERAGE;
  double level = level_of(old);
  sf_command(writer->get(), SFC_SET_BITRATE_MODE, &mode, sizeof mode);
  sf_command(writer->get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::span<const float> samples, feed.next());
    if (samples.empty()) return writer->close();
    const auto count = static_cast<sf_count_t>(samples.size());
    IMPRINT_RETURN_IF_ERROR(writer->check(count, sf_write_float(writer->get(), samples.data(), count)));
  }
}

std::string delay_note(const Mp3Stream& made) {
  if (made.delay + made.padding == 0)
    return "the MP3 begins with some 1100 samples that its encoder needs; frames of this bit rate have no room for a header that says so";
  return "the MP3 begins with " + std::to_string(made.delay) + " samples and ends with " + std::to_string(made.padding) +
         " that its encoder needs; its header says so, and players that do not read it play them";
}

Result<WrittenSound> encode_mp3(ByteView original, SoundFeeder& feed, SoundInsertions, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Mp3Parts old, read_parts(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes coded, code_mp3(old.stream, feed, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Mp3Parts made, read_parts(coded, limits));
  std::vector<ByteView> pieces = old.file.id3;
  pieces.insert(pieces.end(), {made.file.sound, old.file.ape, old.file.trailing});
  WrittenSound out;
  out.file = join(pieces);
  out.notes.push_back(delay_note(made.stream));
  return out;
}

}  // namespace

const SoundCodec kMp3Sound = {container::Format::kMp3, Mp3Decoder::open, check_mp3_writable, encode_mp3};

}  // namespace imprint::codec
