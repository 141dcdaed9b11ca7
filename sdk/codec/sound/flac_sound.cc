// FLAC (RFC 9639) through libsndfile, which sees STREAMINFO and the frames alone (spec/formats.md 11.1, 11.2).
#include <algorithm>
#include <cmath>

#include "codec/sound/sndfile_memory.h"
#include "codec/sound/sound_codec.h"
#include "container/flac_blocks.h"
#include "container/mp3_file.h"

namespace imprint::codec {
namespace {

using container::FlacBlock;

constexpr uint8_t kSeekTable = 3, kCueSheet = 5;           // 8.1
constexpr size_t kStreamInfoBytes = 34;                    // 8.2
constexpr size_t kCueHead = 396, kTrackBytes = 36;         // 8.7, 8.7.1
constexpr uint64_t kDecoderBytes = uint64_t{8} << 20;      // 8 channels of 65535 samples, twice, and what libFLAC and libsndfile keep
constexpr uint64_t kEncoderBytes = uint64_t{8} << 20;

struct FlacStream {
  container::FlacFile file;
  ByteView frames;  // without what trails
  ByteView trailing;
  unsigned bits = 0;
  SoundInfo info;
  Bytes head;  // a file that has STREAMINFO as its only block
};

Result<SampleForm> form_of(unsigned bits) {
  if (bits == 8) return SampleForm::kPcm8;
  if (bits == 16) return SampleForm::kPcm16;
  if (bits == 24) return SampleForm::kPcm24;
  return Status{Code::kUnsupportedFormat, "FLAC of " + std::to_string(bits) + " bits is not read; 8, 16 and 24 are"};
}

Result<FlacStream> read_flac_stream(ByteView file, const Limits& limits) {
  FlacStream out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::split_flac(file, limits));
  const ByteView info = out.file.blocks.front().data;
  if (info.size() != kStreamInfoBytes)
    return Status{Code::kMalformed, "FLAC has a STREAMINFO of " + std::to_string(info.size()) + " bytes, not 34"};
  const uint64_t fields = read_be64(&info[10]);  // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of frames
  out.info.format = {static_cast<uint32_t>(fields >> 44), static_cast<uint32_t>(fields >> 41 & 7) + 1};
  IMPRINT_RETURN_IF_ERROR(check_file_format("FLAC", out.info.format));
  out.bits = static_cast<unsigned>(fields >> 36 & 31) + 1;
  IMPRINT_ASSIGN_OR_RETURN(out.info.form, form_of(out.bits));
  out.info.frames = fields & ((uint64_t{1} << 36) - 1);
  out.info.container = container::Format::kFlac;
  // Tags of MP3 are met behind the frames of FLAC, too.
  if (out.file.frames.empty()) return Status{Code::kTruncated, "FLAC ends before its first frame"};
  IMPRINT_ASSIGN_OR_RETURN(const container::Mp3File tagged, container::split_mp3(out.file.frames, limits));
  if (!tagged.id3.empty()) return Status{Code::kMalformed, "FLAC has a tag where its first frame has to be"};
  out.frames = tagged.sound;
  out.trailing = out.file.frames.subspan(out.frames.size());
  IMPRINT_ASSIGN_OR_RETURN(out.head, container::join_flac({}, {{container::kFlacStreamInfo, info}}, {}));
  return out;
}

// Samples come and go as integers of 32 bits, which are exact; the floats of libsndfile have another full scale each way.
class FlacDecoder : public SoundDecoder {
 public:
  static Result<std::unique_ptr<SoundDecoder>> open(ByteView file, const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(FlacStream stream, read_flac_stream(file, limits));
    std::unique_ptr<FlacDecoder> out(new FlacDecoder);
    IMPRINT_ASSIGN_OR_RETURN(out->memory, limits.reserve(kDecoderBytes, "FLAC decoder"));
    out->info = stream.info;
    out->coded_bytes = stream.frames.size();
    out->head_ = std::move(stream.head);
    IMPRINT_ASSIGN_OR_RETURN(out->reader_, SndfileReader::open({out->head_, stream.frames}, "FLAC", SF_FORMAT_FLAC));
    return std::unique_ptr<SoundDecoder>(std::move(out));
  }

  Result<size_t> read(std::span<float> samples) override {
    const size_t wanted = std::min(samples.size(), kBlockFrames * info.format.channels);
    integers_.resize(wanted);
    const sf_count_t count = sf_read_int(reader_->get(), integers_.data(), static_cast<sf_count_t>(wanted));
    IMPRINT_RETURN_IF_ERROR(reader_->check());
    const size_t given = static_cast<size_t>(std::max<sf_count_t>(count, 0));
    for (size_t i = 0; i < given; ++i) samples[i] = static_cast<float>(integers_[i]) / 2147483648.0f;
    return given;
  }

 private:
  Bytes head_;
  std::unique_ptr<SndfileReader> reader_;
  std::vector<int> integers_;
};

Status check_flac_writable(ByteView, const Limits&) { return {}; }

Result<Bytes> code_flac(const FlacStream& old, SoundFeeder& feed, const Limits& limits) {
  const int form = old.bits == 8 ? SF_FORMAT_PCM_S8 : old.bits == 16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24;
  IMPRINT_ASSIGN_OR_RETURN(const Reservation memory, limits.reserve(kEncoderBytes, "FLAC encoder"));
  const audio::PcmFormat format = old.info.format;
  IMPRINT_ASSIGN_OR_RETURN(const auto writer,
                           SndfileWriter::open("FLAC", SF_FORMAT_FLAC | form, format.rate_hz, format.channels, limits));
  const double scale = std::ldexp(1.0, static_cast<int>(old.bits) - 1);
  std::vector<int> integers;
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::span<const float> samples, feed.next());
    if (samples.empty()) return writer->close();
    integers.resize(samples.size());
    for (size_t i = 0; i < samples.size(); ++i) {
      const long value = std::lrint(std::clamp(samples[i] * scale, -scale, scale - 1));
      integers[i] = static_cast<int>(static_cast<uint32_t>(value) << (32 - old.bits));
    }
    const auto count = static_cast<sf_count_t>(integers.size());
    IMPRINT_RETURN_IF_ERROR(writer->check(count, sf_write_int(writer->get(), integers.data(), count)));
  }
}

// 8.7: the last track is the lead-out, and its offset the length of the sound.
bool cue_sheet_fits(ByteView sheet, uint64_t frames) {
  if (sheet.size() < kCueHead + kTrackBytes) return false;
  return read_be64(&sheet[sheet.size() - kTrackBytes]) == frames;
}

Result<WrittenSound> encode_flac(ByteView original, SoundFeeder& feed, SoundInsertions inserted, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const FlacStream old, read_flac_stream(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes coded, code_flac(old, feed, limits));
  IMPRINT_ASSIGN_OR_RETURN(const container::FlacFile made, container::split_flac(coded, limits));
  WrittenSound out;
  std::vector<FlacBlock> blocks = {made.blocks.front()};
  for (size_t i = 1; i < old.file.blocks.size(); ++i) {
    const FlacBlock& block = old.file.blocks[i];
    const bool stale = block.type == kCueSheet && (!inserted.empty() || !cue_sheet_fits(block.data, feed.frames()));
    if (stale && out.notes.empty())
      out.notes.emplace_back("the cue sheet of the FLAC was left out: its places are not those of the new sound");
    if (!stale && block.type != kSeekTable) blocks.push_back(block);
  }
  const Bytes frames = join({made.frames, old.trailing});
  IMPRINT_ASSIGN_OR_RETURN(out.file, container::join_flac(old.file.id3, blocks, frames));
  return out;
}

}  // namespace

const SoundCodec kFlacSound = {container::Format::kFlac, FlacDecoder::open, check_flac_writable, encode_flac};

}  // namespace imprint::codec
