// Sound in memory over the C ABI: streams of every sample format, the audible label, refusals.
#include <cmath>
#include <functional>
#include <limits>

#include <doctest/doctest.h>
#include <imprint/imprint.hpp>

#include "unit/audio/band.h"

using namespace imprint;

namespace {

constexpr uint32_t kRate = 44100;
constexpr uint64_t kPayload = 0x0123456789ABCDEF;

const std::vector<float>& music() {
  static const std::vector<float> sound = audio::band(7, kRate);
  return sound;
}

template <typename Sample>
std::vector<Sample> as_samples(const std::vector<float>& sound) {
  std::vector<Sample> out;
  for (const float v : sound) {
    if constexpr (std::is_same_v<Sample, float>) out.push_back(v);
    else out.push_back(static_cast<Sample>(std::ldexp(std::clamp(double{v}, -0.99, 0.99), static_cast<int>(8 * sizeof(Sample)) - 1)));
  }
  return out;
}

// In pieces of `frames`.
template <typename Sample>
std::vector<Sample> marked(const Context& context, const std::vector<Sample>& sound, size_t frames) {
  AudioEmbedder<Sample> embedder(context, kRate, 1, kPayload);
  std::vector<Sample> out;
  const auto add = [&](const std::vector<Sample>& more) { out.insert(out.end(), more.begin(), more.end()); };
  for (size_t at = 0; at < sound.size(); at += frames) add(embedder.process(std::span(sound).subspan(at, std::min(frames, sound.size() - at))));
  add(embedder.flush());
  CHECK(embedder.result().depth_db > 0.3);
  CHECK(embedder.result().marked_s > static_cast<double>(sound.size()) / kRate - 1);
  CHECK(embedder.result().psnr_db == 0);
  return out;
}

template <typename Sample>
Detection heard(const Context& context, const std::vector<Sample>& sound) {
  AudioDetector<Sample> detector(context, kRate, 1);
  for (size_t at = 0; at < sound.size(); at += 4000)
    if (detector.process(std::span(sound).subspan(at, std::min<size_t>(4000, sound.size() - at)))) break;
  detector.finish();
  return detector.result();
}

imprint_status status_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.status();
  }
  return IMPRINT_OK;
}

}  // namespace

TEST_CASE_TEMPLATE("audio: a stream is marked and read", Sample, float, int16_t, int32_t) {
  const Context context;
  const std::vector<Sample> sound = as_samples<Sample>(music()), out = marked(context, sound, 10007);
  REQUIRE(out.size() == sound.size());
  const Detection found = heard(context, out);
  CHECK(found.found == 1);
  CHECK(found.payload == kPayload);
  CHECK(std::string(found.key_id) == "open");
  CHECK(found.p_value < 1e-6);
  CHECK(found.end_s > found.start_s);
  CHECK(found.time_scale == doctest::Approx(1).epsilon(0.01));
  CHECK(found.width_px == 0);
  CHECK(heard(context, sound).found == 0);
}

TEST_CASE("audio: pieces of any size give the same samples") {
  const Context context;
  const std::vector<int16_t> sound = as_samples<int16_t>(audio::band(1.5, kRate)), whole = marked(context, sound, sound.size());
  CHECK(marked(context, sound, 1) == whole);
  CHECK(marked(context, sound, 999) == whole);
}

TEST_CASE("audio: packed samples of 24 bits hold what 32 hold of them") {
  const Context context;
  imprint_audio_format format = IMPRINT_AUDIO_FORMAT_INIT;
  format.rate_hz = kRate;
  format.channels = 1;
  const std::vector<int32_t> sound = as_samples<int32_t>(music());
  std::vector<uint8_t> packed;
  for (const int32_t v : sound)
    for (const int shift : {8, 16, 24}) packed.push_back(static_cast<uint8_t>(static_cast<uint32_t>(v) >> shift));
  std::vector<uint8_t> out;
  format.samples = IMPRINT_SAMPLE_INT24;
  imprint_audio_embedder* embedder = nullptr;
  REQUIRE(imprint_audio_embedder_create(context.get(), &format, kPayload, nullptr, &embedder, nullptr) == IMPRINT_OK);
  const size_t room = sound.size() + imprint_audio_embedder_get_delay(embedder);
  out.resize(3 * room);
  size_t first = 0, rest = 0;
  REQUIRE(imprint_audio_embedder_process(embedder, packed.data(), sound.size(), out.data(), room, &first, nullptr) == IMPRINT_OK);
  REQUIRE(imprint_audio_embedder_flush(embedder, out.data() + 3 * first, room - first, &rest, nullptr) == IMPRINT_OK);
  imprint_audio_embedder_destroy(embedder);
  REQUIRE(first + rest == sound.size());
  std::vector<int32_t> wide;
  for (size_t i = 0; i < sound.size(); ++i)
    wide.push_back(static_cast<int32_t>(uint32_t{out[3 * i]} << 8 | uint32_t{out[3 * i + 1]} << 16 | uint32_t{out[3 * i + 2]} << 24));
  const Detection found = heard(context, wide);
  CHECK(found.payload == kPayload);
}

TEST_CASE("audio: the rhythm is made and heard") {
  const Context context;
  const std::vector<float> label = context.make_audible_label(kRate, 2, -18);
  CHECK(label.size() / 2 == doctest::Approx(0.88 * kRate).epsilon(0.001));
  std::vector<float> sound(2 * kRate, 0.f);
  sound.insert(sound.end(), label.begin(), label.end());
  sound.resize(sound.size() + 2 * kRate, 0.f);
  const AudibleFound found = context.find_audible_label(sound, kRate, 2);
  CHECK(found.found == 1);
  CHECK(found.start_s == doctest::Approx(1).epsilon(0.02));
  CHECK(found.unit_s == doctest::Approx(0.08).epsilon(0.03));
  CHECK(found.label_lufs == doctest::Approx(-18).epsilon(0.1));
  CHECK((found.too_quiet == 0 && found.wrong_timing == 0));
  CHECK(context.find_audible_label(std::vector<float>(4 * kRate, 0.f), kRate, 2).found == 0);
}

TEST_CASE("audio: what cannot be is refused, and nothing is taken") {
  const Context context;
  CHECK(status_of([&] { AudioEmbedder<float>(context, 7999, 1, 1); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { AudioEmbedder<float>(context, kRate, 9, 1); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { AudioDetector<float>(context, 192001, 1); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  EmbedOptions of_pictures, of_files, unknown_key;
  of_pictures.min_psnr_db = 40;
  of_files.log_path = {"x", 1};
  unknown_key.key_id = {"0123456789abcdef", 16};
  CHECK(status_of([&] { AudioEmbedder<float>(context, kRate, 1, 1, of_pictures); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { AudioEmbedder<float>(context, kRate, 1, 1, of_files); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { AudioEmbedder<float>(context, kRate, 1, 1, unknown_key); }) != IMPRINT_OK);

  AudioEmbedder<float> embedder(context, kRate, 1, kPayload);
  const std::vector<float> bad = {0, std::numeric_limits<float>::quiet_NaN()};
  CHECK(status_of([&] { embedder.process(bad); }) == IMPRINT_ERR_MALFORMED);
  CHECK(embedder.flush().empty());
  CHECK(status_of([&] { embedder.process(music()); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { embedder.flush(); }) == IMPRINT_ERR_INVALID_ARGUMENT);

  AudioEmbedder<float> stereo(context, kRate, 2, kPayload);
  CHECK_THROWS_AS(stereo.process(std::vector<float>(3)), std::invalid_argument);
  CHECK_THROWS_AS(context.find_audible_label(std::vector<float>(3), kRate, 2), std::invalid_argument);

  AudioDetector<float> detector(context, kRate, 1);
  CHECK(status_of([&] { detector.process(bad); }) == IMPRINT_ERR_MALFORMED);
  CHECK(detector.result().found == 0);  // at any time
  detector.finish();
  CHECK(status_of([&] { detector.process(music()); }) == IMPRINT_ERR_INVALID_ARGUMENT);

  imprint_audio_format format = IMPRINT_AUDIO_FORMAT_INIT;
  format.rate_hz = kRate;
  format.channels = 1;
  size_t frames = 0;
  float one = 0;
  CHECK(imprint_audible_label_make(context.get(), &format, -20, &one, 1, &frames, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  format.samples = static_cast<imprint_sample_format>(9);
  CHECK(imprint_audible_label_make(context.get(), &format, -20, nullptr, 0, &frames, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  imprint_audio_embedder* made = nullptr;
  CHECK(imprint_audio_embedder_create(nullptr, &format, 1, nullptr, &made, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_audio_embedder_process(nullptr, nullptr, 0, nullptr, 0, nullptr, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_audio_embedder_get_delay(nullptr) == 0);
  imprint_audio_embedder_destroy(nullptr);
  imprint_audio_detector_destroy(nullptr);
}

std::string box(const std::string& type, const std::string& data) {
  const auto size = static_cast<char>(data.size() + 8);
  return std::string(3, '\0') + size + type + data;
}

TEST_CASE("ffmpeg: named once, by no derived context, and asked only when M4A is heard") {
  using namespace std::string_literals;
  Context context;
  const std::string track = box("hdlr", "\0\0\0\0\0\0\0\0soun"s + std::string(13, '\0')) +
                            box("minf", box("stbl", box("stsd", "\0\0\0\0\0\0\0\1"s + box("mp4a", std::string(28, '\0')))));
  const std::string m4a = box("ftyp", "M4A \0\0\2\0M4A "s) + box("moov", box("trak", box("mdia", track)));
  const std::vector<uint8_t> file(m4a.begin(), m4a.end());
  const auto heard = [&] { return std::string(context.verify(file).json()); };
  CHECK(heard().find("--ffmpeg PROGRAM") != std::string::npos);
  CHECK(status_of([&] { context.set_ffmpeg(""); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { context.set_ffmpeg("a\0b"s); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_context_set_ffmpeg(context.get(), {nullptr, 0}, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_context_set_ffmpeg(nullptr, {"ffmpeg", 6}, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  context.set_ffmpeg("/nowhere/ffmpeg");
  CHECK(heard().find("/nowhere/ffmpeg does not start") != std::string::npos);
  imprint_context* child = nullptr;
  REQUIRE(imprint_context_derive(context.get(), nullptr, &child, nullptr) == IMPRINT_OK);
  CHECK(imprint_context_set_ffmpeg(child, {"ffmpeg", 6}, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  imprint_context_destroy(child);
}
