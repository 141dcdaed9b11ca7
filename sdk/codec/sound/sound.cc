// The kinds of this build, and the calls that pick one by what the file holds.
#include "codec/sound/sound.h"

#include <algorithm>

#include "codec/sound/sound_codec.h"

namespace imprint::codec {
namespace {

const SoundCodec* const kCodecs[] = {
    &kWavSound, &kAiffSound, &kM4aSound,
#if IMPRINT_WITH_SOUND
    &kFlacSound, &kOggSound, &kMp3Sound,
#endif
};

// spec/limits.md 3: a minute is free, of silence too; behind it as many as a byte gives where there is something to hear: speech in Opus at
// 6 kbit/s has 64. Listening to a sample costs what decoding a picture's pixel does three times over, so fewer are free.
constexpr uint64_t kFreeSamples = 6'000'000, kSamplesAByte = 64;

Status check_free_samples(uint64_t samples, uint64_t coded_bytes) {
  if (samples <= most_samples(coded_bytes)) return {};
  return {Code::kLimitExceeded, "sound of " + std::to_string(samples) + " samples in " + std::to_string(coded_bytes) +
                                    " bytes: at most " + std::to_string(most_samples(coded_bytes)) + " are believed"};
}

Status unsupported(ByteView file) {
  const container::Format format = container::sniff(file);
  if (container::is_sound(format))
    return {Code::kUnsupportedFormat, std::string("this build is without libsndfile (IMPRINT_WITH_SOUND=OFF): sound of ") +
                                          container::format_name(format) + " is not read; WAV and AIFF are"};
  return {Code::kUnsupportedFormat, "this is " + container::describe(file) + ", whose sound is not read; WAV, AIFF, FLAC, Ogg and MP3 are"};
}

Result<const SoundCodec*> codec_for(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (file.empty()) return Status{Code::kUnsupportedFormat, "the file is empty"};
  const container::Format format = container::sniff(file);
  const auto found = std::find_if(std::begin(kCodecs), std::end(kCodecs), [&](const SoundCodec* c) { return c->format == format; });
  if (found == std::end(kCodecs)) return unsupported(file);
  return *found;
}

Result<std::unique_ptr<SoundDecoder>> open_decoder(const SoundCodec& codec, ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<SoundDecoder> decoder, codec.open(file, limits));
  const SoundInfo& info = decoder->info;
  // Frames of a file are below 2^48 and channels below 9 (the walkers see to it).
  IMPRINT_RETURN_IF_ERROR(check_free_samples(info.frames * info.format.channels, decoder->coded_bytes));
  return decoder;
}

// Counts what a decoder gives, and holds it against what the file claims.
class CountedSource : public SoundSource {
 public:
  CountedSource(std::unique_ptr<SoundDecoder> decoder, const Limits& limits) : decoder_(std::move(decoder)), limits_(limits) {}

  const SoundInfo& info() const override { return decoder_->info; }

  Result<size_t> read(std::span<float> samples) override {
    const uint32_t channels = info().format.channels;
    if (samples.empty() || samples.size() % channels != 0)
      return Status{Code::kInvalidArgument,
                    "room for " + std::to_string(samples.size()) + " samples, which is none for frames of " + std::to_string(channels)};
    IMPRINT_RETURN_IF_ERROR(failed_);
    Result<size_t> count = next(samples);
    failed_ = count.status();
    return count;
  }

 private:
  Result<size_t> next(std::span<float> samples) {
    IMPRINT_ASSIGN_OR_RETURN(const size_t count, decoder_->read(samples));
    if (count == 0) {
      IMPRINT_RETURN_IF_ERROR(check_end());
      return count;
    }
    IMPRINT_RETURN_IF_ERROR(limits_.spend(Resource::kDecodedSamples, count, "sound"));
    IMPRINT_RETURN_IF_ERROR(audio::check_samples(samples.first(count), info().format, given_));
    given_ += count;
    IMPRINT_RETURN_IF_ERROR(check_free_samples(given_, decoder_->coded_bytes));
    return count;
  }

  Status check_end() const {
    const uint64_t frames = given_ / info().format.channels;
    const std::string kind = container::format_name(info().container);
    if (frames + decoder_->spare_frames < info().frames)
      return {Code::kTruncated,
              kind + " claims " + std::to_string(info().frames) + " frames of sound and ends after " + std::to_string(frames)};
    if (frames == 0) return {Code::kMalformed, kind + " holds no sound"};
    return {};
  }

  std::unique_ptr<SoundDecoder> decoder_;
  Limits limits_;
  uint64_t given_ = 0;  // samples
  Status failed_;
};

}  // namespace

uint64_t most_samples(uint64_t coded_bytes) { return kFreeSamples + kSamplesAByte * coded_bytes; }

Status check_file_format(const char* kind, audio::PcmFormat format) {
  if (format.channels == 0) return {Code::kMalformed, std::string(kind) + " has 0 channels"};
  if (format.rate_hz == 0) return {Code::kMalformed, std::string(kind) + " has a sample rate of 0 Hz"};
  const Status refused = audio::check_format(format);
  return refused.ok() ? refused : Status{Code::kUnsupportedFormat, std::string(kind) + ": " + refused.message()};
}

Result<SoundInfo> probe_sound(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundCodec* codec, codec_for(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::unique_ptr<SoundDecoder> decoder, open_decoder(*codec, file, limits));
  return decoder->info;
}

Result<std::unique_ptr<SoundSource>> open_sound(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundCodec* codec, codec_for(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<SoundDecoder> decoder, open_decoder(*codec, file, limits));
  return std::unique_ptr<SoundSource>(std::make_unique<CountedSource>(std::move(decoder), limits));
}

Status check_sound_writable(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundCodec* codec, codec_for(file, limits));
  IMPRINT_RETURN_IF_ERROR(open_decoder(*codec, file, limits).status());
  return codec->check_writable(file, limits);
}

Result<WrittenSound> encode_sound_like(ByteView original, const SoundFeed& next, const Limits& limits, SoundInsertions inserted) {
  IMPRINT_ASSIGN_OR_RETURN(const SoundCodec* codec, codec_for(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<SoundDecoder> decoder, open_decoder(*codec, original, limits));
  const audio::PcmFormat format = decoder->info.format;
  decoder.reset();
  IMPRINT_RETURN_IF_ERROR(codec->check_writable(original, limits));
  SoundFeeder feed(next, format);
  IMPRINT_ASSIGN_OR_RETURN(WrittenSound out, codec->encode_like(original, feed, inserted, limits));
  if (out.file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", out.file.size(), "max_file_bytes", limits.max_file_bytes);
  out.frames = feed.frames();
  return out;
}

}  // namespace imprint::codec
