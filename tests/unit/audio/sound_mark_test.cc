// The audio mark from both sides: what is marked is read, what is not is not.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "unit/audio/sounds.h"

using namespace imprint;
using namespace imprint::audio;
using payload::open_key;
using payload::private_key;

namespace {

constexpr PcmFormat kMono{44100, 1};

double rms(const std::vector<float>& x, size_t first, size_t end) {
  double sum = 0;
  for (size_t i = first; i < end; ++i) sum += static_cast<double>(x[i]) * x[i];
  return std::sqrt(sum / static_cast<double>(end - first));
}

}  // namespace

TEST_CASE("sound mark: is read at every rate, in one channel and in several") {
  for (uint32_t rate : {8000u, 11025u, 16000u, 22050u, 24000u, 32000u, 44100u, 48000u, 96000u, 192000u}) {
    CAPTURE(rate);
    const std::vector<float> mono = band(6.5, rate);
    CHECK(listen(marked(mono, {rate, 1}), {rate, 1}).payload == kSoundPayload);
  }
  for (uint32_t channels : {2u, 6u, 8u}) {
    const std::vector<float> mono = band(6.5, 16000);
    std::vector<float> many;
    for (float v : mono)
      for (uint32_t c = 0; c < channels; ++c)
        many.push_back(c % 2 == 1 ? -v : v);  // out of phase: a mono sum is silence
    CHECK(listen(marked(many, {16000, channels}), {16000, channels}).payload == kSoundPayload);
  }
}

TEST_CASE("sound mark: the answer tells stretch, time scale and pitch") {
  const std::vector<float> sound = marked(band(9, 44100), kMono);
  const SoundDetection as_is = listen(sound, kMono);
  REQUIRE(as_is.found);
  CHECK(as_is.key_id == "open");
  CHECK(as_is.p_value <= 1e-6);
  CHECK(as_is.end_seconds - as_is.start_seconds >= 5.9);
  CHECK(as_is.time_scale == doctest::Approx(1).epsilon(0.003));
  CHECK(std::abs(as_is.pitch_shift_semitones) < 0.3);
  for (double factor : {0.9, 1.06}) {
    const SoundDetection found = listen(faster(sound, factor), kMono);
    REQUIRE(found.found);
    CHECK(found.payload == kSoundPayload);
    CHECK(found.time_scale == doctest::Approx(factor).epsilon(0.004));
    CHECK(found.pitch_shift_semitones == doctest::Approx(12 * std::log2(factor)).epsilon(0.2));
  }
  CHECK_FALSE(listen(faster(sound, 0.9), kMono, {open_key()}, {.search = false}).found);
}

TEST_CASE("sound mark: read from any place on, and under 20 dB of noise") {
  std::vector<float> sound = marked(band(14, 44100), kMono);
  CHECK(listen({sound.begin() + 77777, sound.begin() + 77777 + 8 * 44100}, kMono).payload == kSoundPayload);
  const std::vector<float> hiss = white(14, 44100, static_cast<float>(0.1 * rms(sound, 0, sound.size())));
  for (size_t i = 0; i < sound.size(); ++i) sound[i] += hiss[i];
  CHECK(listen(sound, kMono).payload == kSoundPayload);
}

TEST_CASE("sound mark: a wrong key finds nothing, unmarked sound holds nothing, the right key among others is named") {
  const payload::Key mine = private_key({1, 2, 3}), other = private_key({3, 2, 1});
  const std::vector<float> sound = band(8, 22050), hidden = marked(sound, {22050, 1}, mine, 7);
  const SoundDetection found = listen(hidden, {22050, 1}, {other, mine, open_key()});
  CHECK(found.payload == 7);
  CHECK(found.key_id == mine.id);
  CHECK_FALSE(listen(hidden, {22050, 1}, {other, open_key()}).found);
  CHECK_FALSE(listen(sound, {22050, 1}, {mine, open_key()}).found);
  CHECK_FALSE(listen(white(8, 22050), {22050, 1}).found);
}

TEST_CASE("sound mark: hands of any size give the same sound and the same answer") {
  const std::vector<float> sound = band(7, 16000);
  const PcmFormat format{16000, 2};
  std::vector<float> stereo;
  for (float v : sound) stereo.insert(stereo.end(), {v, 0.5f * v});
  const std::vector<float> whole = marked(stereo, format);
  REQUIRE(whole.size() == stereo.size());
  SoundWriter writer = SoundWriter::make(format, kSoundPayload, open_key()).value();
  SoundReader reader = SoundReader::make(format, {open_key()}).value();
  std::vector<float> pieces;
  size_t most_behind = 0;
  for (size_t at = 0, size = 2; at < stereo.size(); at += size, size = 2 + size * 7 % 3000 / 2 * 2) {
    const std::span<const float> piece(stereo.data() + at, std::min(size, stereo.size() - at));
    REQUIRE(writer.process(piece, pieces).ok());
    most_behind = std::max(most_behind, at + piece.size() - pieces.size());
  }
  writer.flush(pieces);
  CHECK(most_behind <= 2 * writer.delay_frames());
  CHECK(pieces == whole);
  for (size_t at = 0; at < whole.size(); at += 1234)
    REQUIRE(reader.process(std::span(whole).subspan(at, std::min<size_t>(1234, whole.size() - at))).ok());
  reader.finish();
  const SoundDetection one = listen(whole, format), other = reader.result();
  CHECK(other.payload == kSoundPayload);
  CHECK(other.p_value == one.p_value);
}

TEST_CASE("sound mark: silence stays silence, outside the band nothing changes, and a tone is left nearly alone") {
  std::vector<float> sound = white(3, 44100);
  std::fill(sound.begin() + 44100, sound.begin() + 88200, 0.f);
  const std::vector<float> out = marked(sound, kMono);
  CHECK(rms(out, 44100 + 2000, 88200 - 2000) < 1e-9);
  std::vector<float> low(2 * 44100), tone(2 * 44100);
  for (size_t i = 0; i < low.size(); ++i) {
    low[i] = 0.3f * static_cast<float>(std::sin(0.0142 * static_cast<double>(i)));   // 100 Hz
    tone[i] = 0.3f * static_cast<float>(std::sin(0.1425 * static_cast<double>(i)));  // 1 kHz
  }
  const auto change = [&](const std::vector<float>& in) {
    std::vector<float> added = marked(in, kMono);
    for (size_t i = 0; i < in.size(); ++i) added[i] -= in[i];
    return rms(added, 4410, 80000) / rms(in, 4410, 80000);
  };
  CHECK(change(low) < 0.01);
  CHECK(change(tone) < 0.05);  // 0.4 dB
  CHECK(change(white(2, 44100)) > 0.1);
}

TEST_CASE("sound mark: before an attack nothing rises") {
  std::vector<float> sound(44100, 0.f);
  for (size_t i = 22050; i < sound.size(); ++i)
    sound[i] = 0.5f * static_cast<float>(std::sin(0.3 * static_cast<double>(i)) *
                                         std::exp(-1e-4 * static_cast<double>(i - 22050)));
  const std::vector<float> out = marked(sound, kMono);
  CHECK(rms(out, 22050 - 1200, 22050 - 441) < 1e-3);
}

TEST_CASE("sound mark: origins change, so that periods of three seconds do not repeat for ever") {
  const std::vector<float> sound = white(66, 8000), out = marked(sound, {8000, 1});
  // The reader finds the mark in the first section as in the last.
  CHECK(listen({out.begin(), out.begin() + 8 * 8000}, {8000, 1}).found);
  CHECK(listen({out.end() - 6 * 8000, out.end()}, {8000, 1}).found);
}

TEST_CASE("sound mark: bad formats and samples are refused by name, and nothing is taken") {
  for (PcmFormat format : {PcmFormat{0, 1}, PcmFormat{7999, 1}, PcmFormat{192001, 2}, PcmFormat{1'000'000'000, 1},
                           PcmFormat{44100, 0}, PcmFormat{44100, 9}}) {
    CHECK(SoundWriter::make(format, 1, open_key()).status().code() == Code::kInvalidArgument);
    CHECK(SoundReader::make(format, {open_key()}).status().code() == Code::kInvalidArgument);
  }
  CHECK(SoundReader::make(kMono, {}).status().code() == Code::kInvalidArgument);
  for (double strength : {0.0, -1.0, 1.1, std::nan("")})
    CHECK(SoundWriter::make(kMono, 1, open_key(), {strength}).status().code() == Code::kInvalidArgument);
  SoundWriter writer = SoundWriter::make({44100, 2}, 1, open_key()).value();
  SoundReader reader = SoundReader::make({44100, 2}, {open_key()}).value();
  std::vector<float> out;
  for (float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e30f}) {
    const std::vector<float> samples = {0.f, bad};
    CHECK(writer.process(samples, out).code() == Code::kMalformed);
    CHECK(reader.process(samples).code() == Code::kMalformed);
  }
  const std::vector<float> odd(3);
  CHECK(writer.process(odd, out).code() == Code::kInvalidArgument);
  writer.flush(out);
  CHECK(out.empty());
}

TEST_CASE("sound mark: no sound, one sample and a click are no trouble") {
  for (size_t size : {size_t{0}, size_t{1}, size_t{100}, size_t{44100}}) {
    std::vector<float> sound(size, 0.f);
    if (size > 50) sound[50] = 1;
    CHECK(marked(sound, kMono).size() == size);
    CHECK_FALSE(listen(sound, kMono).found);
  }
  const std::vector<float> loud(44100 * 3, 60000.f), out = marked(loud, kMono);
  CHECK(std::all_of(out.begin(), out.end(), [](float v) { return std::isfinite(v); }));
  CHECK_FALSE(listen(loud, kMono).found);
}
