// WAV, RF64, BW64, AIFF and AIFC: samples by our own hand, so that what does not change stays to the bit (spec/formats.md 11.1, 11.2).
#include <algorithm>

#include "codec/sound/pcm_layout.h"
#include "codec/sound/pcm_places.h"
#include "codec/sound/sound_codec.h"

namespace imprint::codec {
namespace {

constexpr uint32_t kElsewhere = 0xFFFFFFFF;  // the length of data stands in ds64
constexpr size_t kChunkHead = 8;

class PcmDecoder : public SoundDecoder {
 public:
  explicit PcmDecoder(PcmLayout layout) : layout_(std::move(layout)), left_(layout_.samples) {
    info = layout_.info;
    coded_bytes = left_.size();
  }

  Result<size_t> read(std::span<float> samples) override {
    const size_t count = std::min(samples.size(), left_.size() / layout_.coding.bytes);
    decode_samples(layout_.coding, left_.first(count * layout_.coding.bytes), samples.first(count));
    left_ = left_.subspan(count * layout_.coding.bytes);
    return count;
  }

 private:
  PcmLayout layout_;
  ByteView left_;
};

Result<std::unique_ptr<SoundDecoder>> open_pcm(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(PcmLayout layout, read_pcm_layout(file, limits));
  return std::unique_ptr<SoundDecoder>(std::make_unique<PcmDecoder>(std::move(layout)));
}

Status check_pcm_writable(ByteView, const Limits&) { return {}; }

// New samples as bytes; where they are what the old ones decode to, the old bytes, which may say more than a float can.
class SampleWriter {
 public:
  SampleWriter(const PcmLayout& layout, SoundInsertions inserted)
      : layout_(layout), inserted_(inserted), old_(kBlockFrames * layout.info.format.channels) {}

  void append(std::span<const float> samples, Bytes& out) {
    const size_t begin = out.size(), channels = layout_.info.format.channels;
    out.resize(begin + samples.size() * layout_.coding.bytes);
    encode_samples(layout_.coding, samples, &out[begin]);
    for (size_t done = 0, run = 0; done < samples.size(); done += run) {
      const Place place = old_place(frame_);
      run = static_cast<size_t>(std::min<uint64_t>((samples.size() - done) / channels, place.run)) * channels;
      if (place.there) keep(place.frame, samples.subspan(done, run), &out[begin + done * layout_.coding.bytes]);
      frame_ += run / channels;
    }
  }

 private:
  struct Place {
    bool there = false;
    uint64_t frame = 0, run = 0;  // of the old sound; how many frames from here on lie alike
  };
  Place old_place(uint64_t frame) const {
    const uint64_t frames = layout_.info.frames;
    constexpr uint64_t kAll = ~uint64_t{0};
    uint64_t old = frame, next = kAll;  // the old one's number, and where the next insertion stands
    for (const SoundInsertion& one : inserted_) {
      if (old < one.at) {
        next = one.at;
        break;
      }
      if (old - one.at < one.frames) return {false, 0, one.frames - (old - one.at)};
      old -= one.frames;
    }
    return old < frames ? Place{true, old, std::min(next, frames) - old} : Place{false, 0, next - old};
  }

  void keep(uint64_t frame, std::span<const float> samples, uint8_t* out) {
    const size_t bytes = layout_.coding.bytes;
    const ByteView stored = layout_.samples.subspan(static_cast<size_t>(frame) * layout_.frame_bytes(), samples.size() * bytes);
    const std::span<float> old(old_.data(), samples.size());
    decode_samples(layout_.coding, stored, old);
    for (size_t i = 0; i < samples.size(); ++i)
      if (samples[i] == old[i]) std::copy_n(&stored[i * bytes], bytes, out + i * bytes);
  }

  const PcmLayout& layout_;
  SoundInsertions inserted_;
  std::vector<float> old_;
  uint64_t frame_ = 0;
};

// Puts the file together, with the samples where the old ones stood, and then fills in what follows from their number.
class PcmRewriter {
 public:
  PcmRewriter(const PcmLayout& layout, const Limits& limits) : layout_(layout), limits_(limits) {}

  Result<Bytes> run(SoundFeeder& feed, SoundInsertions inserted) {
    IMPRINT_ASSIGN_OR_RETURN(const auto moved, moved_places(layout_, inserted));
    const container::SoundChunks& old = layout_.chunks;
    append(out_, old.header);
    for (size_t i = 0; i < old.chunks.size(); ++i) {
      begins_at_.push_back(out_.size());
      if (i == layout_.sound) IMPRINT_RETURN_IF_ERROR(write_sound(feed, inserted));
      else append(out_, moved[i] ? ByteView(*moved[i]) : old.chunks[i].raw);
      if (out_.size() % 2 == 1) out_.push_back(0);
    }
    IMPRINT_RETURN_IF_ERROR(container::put_sound_length(old, out_));
    IMPRINT_RETURN_IF_ERROR(put_counts(feed.frames()));
    const bool stray = old.trailing.size() == 1 && old.trailing[0] == 0 && old.chunks.back().raw.size() % 2 == 1;
    if (!stray) append(out_, old.trailing);
    return std::move(out_);
  }

 private:
  Status write_sound(SoundFeeder& feed, SoundInsertions inserted) {
    const container::SoundChunk& old = layout_.chunks.chunks[layout_.sound];
    append(out_, old.raw.first(kChunkHead));
    append(out_, layout_.lead);
    out_.reserve(out_.size() + old.raw.size() + 4096);
    SampleWriter writer(layout_, inserted);
    while (true) {
      IMPRINT_ASSIGN_OR_RETURN(const std::span<const float> samples, feed.next());
      if (samples.empty()) break;
      if (out_.size() > limits_.max_file_bytes)
        return limit_exceeded("file size", out_.size(), "max_file_bytes", limits_.max_file_bytes);
      writer.append(samples, out_);
    }
    return put_sound_size(out_.size() - begins_at_.back() - kChunkHead);
  }

  Status put_sound_size(uint64_t bytes) {
    const size_t at = begins_at_.back() + 4;
    sound_bytes_ = bytes;
    if (!layout_.chunks.big_endian && read_le32(&out_[at]) == kElsewhere) return {};  // RF64; put_counts() does it
    if (bytes >= kElsewhere) return limit_exceeded("size of the sound", bytes, "what its chunk can state,", kElsewhere - 1);
    put(at, bytes, 4);
    return {};
  }

  Status put_counts(uint64_t frames) {
    const bool wide = as_text(layout_.chunks.header.first(4)) != "RIFF";
    for (size_t i = 0; i < begins_at_.size(); ++i) {
      const container::SoundChunk& chunk = layout_.chunks.chunks[i];
      const size_t data = begins_at_[i] + kChunkHead;
      if (i == layout_.description && layout_.chunks.big_endian) {
        if (frames > 0xFFFFFFFF) return limit_exceeded("number of frames", frames, "what COMM can state,", 0xFFFFFFFF);
        put(data + 2, frames, 4);
      } else if (chunk.type == "fact" && chunk.data.size() >= 4) {
        put(data, std::min<uint64_t>(frames, kElsewhere), 4);
      } else if (i == 0 && wide && chunk.type == "ds64" && chunk.data.size() >= 24) {
        put(data + 8, sound_bytes_, 8);
        put(data + 16, frames, 8);
      }
    }
    return {};
  }

  void put(size_t at, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
      out_[at + static_cast<size_t>(i)] = static_cast<uint8_t>(value >> 8 * (layout_.chunks.big_endian ? bytes - 1 - i : i));
  }

  const PcmLayout& layout_;
  const Limits& limits_;
  Bytes out_;
  std::vector<size_t> begins_at_;  // of each chunk
  uint64_t sound_bytes_ = 0;
};

Result<WrittenSound> encode_pcm(ByteView original, SoundFeeder& feed, SoundInsertions inserted, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const PcmLayout layout, read_pcm_layout(original, limits));
  WrittenSound out;
  IMPRINT_ASSIGN_OR_RETURN(out.file, PcmRewriter(layout, limits).run(feed, inserted));
  return out;
}

}  // namespace

const SoundCodec kWavSound = {container::Format::kWav, open_pcm, check_pcm_writable, encode_pcm};
const SoundCodec kAiffSound = {container::Format::kAiff, open_pcm, check_pcm_writable, encode_pcm};

}  // namespace imprint::codec
