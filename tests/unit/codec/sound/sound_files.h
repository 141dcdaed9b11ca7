// Sounds and files of them, made by code: WAV and AIFF byte by byte, the others by libsndfile in memory.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "codec/sound/sound.h"
#include "unit/sounds.h"
#ifdef IMPRINT_WITH_SOUND
#include "codec/sound/sndfile_memory.h"
#include "container/ogg_pages.h"
#endif

namespace imprint::test {

using Samples = std::vector<float>;

// Three notes and soft noise, other ones in each channel; every value fits 16 bits exactly.
inline Samples notes_of(audio::PcmFormat format, size_t frames, uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 0.01);
  Samples out(frames * format.channels);
  for (size_t i = 0; i < frames; ++i)
    for (uint32_t c = 0; c < format.channels; ++c) {
      double sum = noise(random);
      for (const double hz : {220.0, 554.4, 1318.5}) sum += 0.15 * std::sin(2 * std::numbers::pi * hz * (1 + 0.1 * c) * static_cast<double>(i) / format.rate_hz);
      out[i * format.channels + c] = static_cast<float>(std::round(sum * 32768) / 32768);
    }
  return out;
}

// All that a file holds, read in blocks of `frames`.
inline Result<Samples> read_all(ByteView file, size_t frames = 777, const Limits& limits = {}) {
  IMPRINT_ASSIGN_OR_RETURN(const std::unique_ptr<codec::SoundSource> source, codec::open_sound(file, limits));
  Samples out, block(frames * source->info().format.channels);
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const size_t count, source->read(block));
    if (count == 0) return out;
    out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

inline codec::SoundFeed feed_of(const Samples& samples) {
  return [&samples, at = size_t{0}](std::span<float> room) mutable -> Result<size_t> {
    const size_t count = std::min(room.size(), samples.size() - at);
    std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(at), count, room.begin());
    at += count;
    return count;
  };
}

inline codec::WrittenSound rewritten(ByteView file, const Samples& samples, const std::vector<codec::SoundInsertion>& inserted = {}) {
  auto out = codec::encode_sound_like(file, feed_of(samples), {}, inserted);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// Of the difference, where both are there.
inline double snr_db(const Samples& a, const Samples& b) {
  double signal = 0, noise = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    signal += double{a[i]} * a[i];
    noise += (double{a[i]} - b[i]) * (double{a[i]} - b[i]);
  }
  return 10 * std::log10(signal / std::max(noise, 1e-30));
}

// --- WAV and AIFF ---

enum class Kind { kUnsigned, kSigned, kFloat };

inline std::string pcm_bytes(const Samples& samples, Kind kind, unsigned bytes, bool big) {
  std::string out;
  for (const float s : samples) {
    uint64_t bits = 0;
    if (kind == Kind::kFloat && bytes == 4) bits = std::bit_cast<uint32_t>(s);
    else if (kind == Kind::kFloat) bits = std::bit_cast<uint64_t>(double{s});
    else bits = static_cast<uint64_t>(std::llround(std::ldexp(double{s}, static_cast<int>(8 * bytes) - 1))) + (kind == Kind::kUnsigned ? 128 : 0);
    out += big ? big_endian(bits & (bytes == 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * bytes) - 1), static_cast<int>(bytes))
               : little_endian(bits & (bytes == 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * bytes) - 1), static_cast<int>(bytes));
  }
  return out;
}

struct PcmSpec {
  audio::PcmFormat format = {44100, 2};
  Kind kind = Kind::kSigned;
  unsigned bytes = 2;
  unsigned valid_bits = 0;  // not 0: WAVE_FORMAT_EXTENSIBLE
  std::vector<RiffChunk> before = {}, behind = {};
  bool wide = false;       // RF64
  std::string type = "";   // of AIFC
  std::string trailing = "";
  int tag = 0;             // of fmt, where it is another
};

inline std::string fmt_data(const PcmSpec& spec) {
  const bool extensible = spec.valid_bits != 0;
  const int tag = spec.tag != 0 ? spec.tag : spec.kind == Kind::kFloat ? 3 : 1;
  const uint32_t frame = spec.bytes * spec.format.channels;
  std::string out = little_endian(static_cast<uint64_t>(extensible ? 0xFFFE : tag), 2) + little_endian(spec.format.channels, 2) +
                    little_endian(spec.format.rate_hz, 4) + little_endian(uint64_t{spec.format.rate_hz} * frame, 4) + little_endian(frame, 2) +
                    little_endian(spec.bytes * 8, 2);
  if (extensible)
    out += little_endian(22, 2) + little_endian(spec.valid_bits, 2) + little_endian(0, 4) + little_endian(static_cast<uint64_t>(tag), 2) +
           "\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"s;
  return out;
}

inline Bytes pcm_wav(const PcmSpec& spec, const std::string& data) {
  std::string body = riff_chunk({"fmt ", fmt_data(spec)}, false);
  for (const RiffChunk& c : spec.before) body += riff_chunk(c, false);
  std::string sound = riff_chunk({"data", data}, false);
  if (spec.wide) sound.replace(4, 4, "\xFF\xFF\xFF\xFF");
  body += sound;
  for (const RiffChunk& c : spec.behind) body += riff_chunk(c, false);
  if (!spec.wide) return bytes_of("RIFF" + little_endian(body.size() + 4, 4) + "WAVE" + body + spec.trailing);
  const uint64_t frames = data.size() / spec.bytes / spec.format.channels;
  const std::string ds64 = riff_chunk({"ds64", little_endian(body.size() + 4 + 36, 8) + little_endian(data.size(), 8) + little_endian(frames, 8) + "\0\0\0\0"s}, false);
  return bytes_of("RF64\xFF\xFF\xFF\xFFWAVE" + ds64 + body + spec.trailing);
}
inline Bytes pcm_wav(const PcmSpec& spec, const Samples& samples) {
  return pcm_wav(spec, pcm_bytes(samples, spec.bytes == 1 ? Kind::kUnsigned : spec.kind, spec.bytes, false));
}

// 80 bits of SANE.
inline std::string extended(uint32_t value) {
  int exponent = 31;
  while ((value >> exponent & 1) == 0) --exponent;
  return big_endian(static_cast<uint64_t>(16383 + exponent), 2) + big_endian(uint64_t{value} << (63 - exponent), 8);
}

inline Bytes pcm_aiff(const PcmSpec& spec, const Samples& samples) {
  std::string body;
  for (const RiffChunk& c : spec.before) body += riff_chunk(c, true);
  std::string comm = big_endian(spec.format.channels, 2) + big_endian(samples.size() / spec.format.channels, 4) + big_endian(spec.bytes * 8, 2) +
                     extended(spec.format.rate_hz);
  if (!spec.type.empty()) {
    body += riff_chunk({"FVER", "\xA2\x80\x51\x40"s}, true);
    comm += spec.type + "\x03raw"s;
  }
  body += riff_chunk({"COMM", comm}, true);
  body += riff_chunk({"SSND", "\0\0\0\2\0\0\0\0ab"s + pcm_bytes(samples, spec.kind, spec.bytes, spec.type != "sowt")}, true);
  for (const RiffChunk& c : spec.behind) body += riff_chunk(c, true);
  return bytes_of("FORM" + big_endian(body.size() + 4, 4) + (spec.type.empty() ? "AIFF" : "AIFC") + body + spec.trailing);
}

#ifdef IMPRINT_WITH_SOUND
// --- the others ---

struct CodedSpec {
  int format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
  double level = -1;  // of compression, [0, 1]
  int mode = -1;      // of the bit rate of MP3
  int rate_hz = 0;    // that Opus says its sound had
};
inline Bytes coded_sound(const CodedSpec& spec, audio::PcmFormat format, const Samples& samples) {
  auto writer = codec::SndfileWriter::open("sample", spec.format, format.rate_hz, format.channels, {});
  if (!writer.ok()) std::abort();  // programs without doctest call this, too
  SNDFILE* file = writer.value()->get();
  CodedSpec set = spec;
  if (set.mode >= 0) sf_command(file, SFC_SET_BITRATE_MODE, &set.mode, sizeof set.mode);
  if (set.level >= 0) sf_command(file, SFC_SET_COMPRESSION_LEVEL, &set.level, sizeof set.level);
  if (set.rate_hz > 0) sf_command(file, SFC_SET_ORIGINAL_SAMPLERATE, &set.rate_hz, sizeof set.rate_hz);
  for (size_t at = 0; at < samples.size();) {
    const size_t count = std::min(samples.size() - at, size_t{1024} * format.channels);
    std::vector<int> integers(count);
    for (size_t i = 0; i < count; ++i) integers[i] = static_cast<int>(std::clamp(double{samples[at + i]}, -1.0, 0.9999999) * 2147483648.0);
    if ((spec.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC) sf_write_int(file, integers.data(), static_cast<sf_count_t>(count));
    else sf_write_float(file, &samples[at], static_cast<sf_count_t>(count));
    at += count;
  }
  auto out = writer.value()->close();
  if (!out.ok()) std::abort();
  if ((spec.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG && !container::set_ogg_serial(out.value(), 77, {}).ok()) std::abort();
  return std::move(out).value();
}
#endif

}  // namespace imprint::test
