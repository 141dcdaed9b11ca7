#include "label/audible/voice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "label/audible/label_listener.h"
#include "label/audible/resample.h"
#include "label/audible/rhythm.h"
#include "unit/audio/band.h"
#include "unit/audio/voices.h"

using namespace imprint;
using namespace imprint::label;

namespace {

using Format = imprint::audio::PcmFormat;
using Samples = std::vector<float>;

constexpr Format kFormats[] = {{8000, 1}, {16000, 1}, {22050, 2}, {44100, 2}, {48000, 6}, {96000, 1}};

Samples on_all(const Samples& mono, uint32_t channels) {
  Samples out;
  for (const float v : mono) out.insert(out.end(), channels, v);
  return out;
}

Result<Voice> try_voice(const Samples& samples, Format format) {
  VoiceTaker taker(format);
  IMPRINT_RETURN_IF_ERROR(taker.take(samples));
  return std::move(taker).finish();
}
Voice voice_of(double seconds = 3, uint32_t rate_hz = 22050, uint32_t seed = 1) {
  Result<Voice> out = try_voice(imprint::audio::voice(seconds, rate_hz, seed), {rate_hz, 1});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// Music at about -`db`.
Samples programme(Format format, double seconds = 6, float gain = 1) {
  Samples one = imprint::audio::band(seconds, format.rate_hz);
  for (float& v : one) v *= gain;
  return on_all(one, format.channels);
}

PlannedLabels planned(const Samples& sound, Format format, const AudibleParts& parts, const std::vector<uint64_t>& places = {0}) {
  LabelPlanner planner = LabelPlanner::make(format).value();
  REQUIRE(planner.take(sound).ok());
  Result<PlannedLabels> out = planner.plan(parts, places);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

Samples with(const Samples& sound, const PlannedLabels& labels) {
  const uint32_t channels = labels.format().channels;
  Samples out;
  size_t done = 0;
  for (size_t i = 0; i < labels.count(); ++i) {
    const size_t at = static_cast<size_t>(labels.at_frame(i)) * channels;
    out.insert(out.end(), sound.begin() + static_cast<std::ptrdiff_t>(done), sound.begin() + static_cast<std::ptrdiff_t>(at));
    done = at;
    CHECK(out.size() == labels.start(i) * channels);
    const size_t begin = out.size();
    out.resize(begin + static_cast<size_t>(labels.frames(i)) * channels);
    // In two pieces, as a file is written.
    const size_t cut = out.size() - begin > 1000 * channels ? 1000 * channels : 0;
    labels.fill(i, 0, std::span(out).subspan(begin, cut));
    labels.fill(i, cut / channels, std::span(out).subspan(begin + cut));
  }
  out.insert(out.end(), sound.begin() + static_cast<std::ptrdiff_t>(done), sound.end());
  return out;
}

Result<HeardLabels> heard(const Samples& sound, const PlannedLabels& labels) {
  IMPRINT_ASSIGN_OR_RETURN(LabelListener listener, LabelListener::make(labels));
  const size_t piece = 4099 * labels.format().channels;
  for (size_t at = 0; at < sound.size(); at += piece)
    IMPRINT_RETURN_IF_ERROR(listener.take(std::span(sound).subspan(at, std::min(piece, sound.size() - at))));
  return std::move(listener).finish();
}

double tone_error_db(uint32_t from_hz, uint32_t to_hz, double hz) {
  Samples in(from_hz);
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / from_hz));
  const Samples out = resampled(in, from_hz, to_hz).value();
  CHECK(out.size() == to_hz);
  double off = 0, count = 0;
  for (size_t i = to_hz / 4; i < to_hz * 3 / 4; ++i, ++count) {
    const double wanted = hz < 0.5 * to_hz ? std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / to_hz) : 0.0;
    off += std::pow(double{out[i]} - wanted, 2);
  }
  return 10 * std::log10(2 * off / count);
}

}  // namespace

TEST_CASE("voice: a tone at another rate is the same tone, and one that the rate cannot hold is gone") {
  for (const auto& [from, to] : {std::pair{44100u, 48000u}, {48000u, 44100u}, {8000u, 96000u}, {96000u, 8000u}, {22050u, 44101u}, {192000u, 11025u}}) {
    CAPTURE(from);
    CAPTURE(to);
    for (const double share : {0.05, 0.3, 0.78}) CHECK(tone_error_db(from, to, share * 0.5 * std::min(from, to)) < -70);
    if (to < from) CHECK(tone_error_db(from, to, 0.55 * to) < -80);
  }
  const Samples same = imprint::audio::voice(0.1, 8000);
  CHECK(resampled(same, 8000, 8000).value() == same);
  CHECK(resampled({}, 8000, 9000)->empty());
}

TEST_CASE("voice: silence at its ends is cut off, and nothing of the sentence") {
  const Samples sentence = imprint::audio::voice(2, 16000);
  for (const auto& [before, behind] : {std::pair{0.0, 0.0}, {0.7, 1.3}, {0.005, 3.0}}) {
    Samples clip(static_cast<size_t>(before * 16000));
    clip.insert(clip.end(), sentence.begin(), sentence.end());
    clip.resize(clip.size() + static_cast<size_t>(behind * 16000));
    const Result<Voice> voice = try_voice(clip, {16000, 1});
    REQUIRE(voice.ok());
    CHECK(voice->rate_hz == 16000);
    CHECK(std::fabs(static_cast<double>(voice->samples.size()) / 16000 - 2) < 0.05);
    CHECK(*std::max_element(voice->samples.begin(), voice->samples.end()) <= 1);
    CHECK(std::fabs(voice->samples.front()) < 1e-3);
    CHECK(std::fabs(voice->samples.back()) < 1e-3);
  }
}

TEST_CASE("voice: channels are mixed, and low frequencies are not") {
  const Samples one = imprint::audio::voice(2, 16000);
  const Voice mono = try_voice(one, {16000, 1}).value();
  CHECK(try_voice(on_all(one, 2), {16000, 2})->samples == mono.samples);
  Samples surround = on_all(one, 6);
  for (size_t i = 3; i < surround.size(); i += 6) surround[i] = 0.4f;
  const Voice mixed = try_voice(surround, {16000, 6}).value();
  REQUIRE(mixed.samples.size() == mono.samples.size());
  for (size_t i = 0; i < mono.samples.size(); i += 97) CHECK(mixed.samples[i] == doctest::Approx(mono.samples[i]).epsilon(1e-4));
}

TEST_CASE("voice: what is silent, too short or too long is refused by name") {
  CHECK(try_voice(Samples(32000), {16000, 1}).status().message().find("is silent") != std::string::npos);
  CHECK(try_voice({}, {16000, 1}).status().message().find("is silent") != std::string::npos);
  Samples against = on_all(imprint::audio::voice(2, 16000), 2);
  for (size_t i = 1; i < against.size(); i += 2) against[i] = -against[i];
  CHECK(try_voice(against, {16000, 2}).status().message().find("is silent") != std::string::npos);
  Samples brief = imprint::audio::voice(0.5, 16000);
  brief.resize(64000);
  const Status short_one = try_voice(brief, {16000, 1}).status();
  CHECK(short_one.code() == Code::kInvalidArgument);
  CHECK(short_one.message() == "the audible clip has 0.5 s of sound between its silences; a spoken label has 1 s or more");
  CHECK(try_voice(Samples(30 * 16000, 0.1f), {16000, 1}).ok());
  const Status long_one = try_voice(Samples(30 * 16000 + 1, 0.1f), {16000, 1}).status();
  CHECK(long_one.code() == Code::kInvalidArgument);
  CHECK(long_one.message().find("longer than 30 s") != std::string::npos);
}

TEST_CASE("voice: it is as loud as its programme within the bounds, at any rate and in any channels, and never over -1 dBTP") {
  const Voice voice = voice_of();
  for (const Format format : kFormats)
    for (const double lufs : {-60.0, -20.0, -16.0}) {
      CAPTURE(format.rate_hz);
      CAPTURE(lufs);
      const Result<Samples> fitted = fitted_voice(voice, format, lufs);
      REQUIRE_MESSAGE(fitted.ok(), fitted.status().message());
      CHECK(static_cast<double>(fitted->size()) / format.rate_hz == doctest::Approx(static_cast<double>(voice.samples.size()) / voice.rate_hz).epsilon(1e-3));
      Samples all = on_all(fitted.value(), format.channels);
      if (format.channels == 6)
        for (size_t i = 3; i < all.size(); i += 6) all[i] = 0;
      const Loudness loudness = loudness_of(all, format).value();
      CHECK(loudness.true_peak_db < -0.9);
      if (loudness.true_peak_db < -1.1) CHECK(loudness.integrated_lufs == doctest::Approx(std::max(lufs, -23.0)).epsilon(0.02));
      else CHECK(loudness.integrated_lufs <= std::max(lufs, -23.0) + 0.1);
    }
}

TEST_CASE("voice: one whose peaks leave it too quiet beside the programme is refused with both loudnesses") {
  Samples clicks(3 * 16000);
  for (size_t i = 0; i < clicks.size(); ++i) clicks[i] = i % 2000 == 0 ? 1.0f : 0.002f * std::sin(static_cast<float>(i));
  const Voice voice = try_voice(clicks, {16000, 1}).value();
  CHECK(fitted_voice(voice, {16000, 1}, -60).ok());
  const Status refused = fitted_voice(voice, {16000, 1}, -8).status();
  CHECK(refused.code() == Code::kInvalidArgument);
  CHECK(refused.message().find("beside a programme of -8.0 LUFS") != std::string::npos);
}

TEST_CASE("voice: put before the rhythm it is heard where it was put, at every rate and place") {
  const Voice voice = voice_of();
  for (const Format format : kFormats)
    for (const AudibleParts parts : {AudibleParts{&voice, true}, AudibleParts{&voice, false}, AudibleParts{}}) {
      CAPTURE(format.rate_hz);
      CAPTURE(parts.rhythm);
      const Samples sound = programme(format);
      const uint64_t end = sound.size() / format.channels;
      const PlannedLabels labels = planned(sound, format, parts, {0, end / 3, end});
      const Samples out = with(sound, labels);
      const Result<HeardLabels> told = heard(out, labels);
      REQUIRE_MESSAGE(told.ok(), told.status().message());
      REQUIRE(told->spans.size() == 3);
      CHECK(told->spans[0].start_seconds == 0);
      CHECK(told->spans[2].end_seconds == doctest::Approx(static_cast<double>(out.size()) / format.channels / format.rate_hz).epsilon(1e-3));
      if (parts.voice != nullptr) CHECK(told->voice_score > 0.97);
      CHECK(*std::max_element(out.begin(), out.end()) < 1);
      const auto found = find_audible_label(out, format);
      CHECK(found->found == parts.rhythm);
    }
}

TEST_CASE("voice: another voice, another place, silence and a quiet one do not read back") {
  const Voice mine = voice_of(3, 22050, 1), other = voice_of(3, 22050, 2);
  const Format format{22050, 1};
  const Samples sound = programme(format);
  const PlannedLabels labels = planned(sound, format, {&mine, false}, {0, 40000}), others = planned(sound, format, {&other, false}, {0, 40000});
  REQUIRE(heard(with(sound, labels), labels).ok());
  const auto fails = [&](const Samples& spoilt, const char* why) {
    const Status status = heard(spoilt, labels).status();
    CHECK(status.code() == Code::kReadBackFailed);
    CHECK_MESSAGE(status.message().find(why) != std::string::npos, status.message());
  };
  fails(with(sound, others), "its voice is not that of the clip");
  Samples late = with(sound, labels);
  late.insert(late.begin(), 22050 / 4, 0.0f);
  fails(late, "its voice is not that of the clip");
  Samples second = with(sound, labels);
  const auto begin = second.begin() + static_cast<std::ptrdiff_t>(labels.start(1));
  std::fill(begin, begin + static_cast<std::ptrdiff_t>(labels.frames(1)), 0.0f);
  fails(second, "the audible label at 5.");
  Samples quiet = with(sound, labels);
  for (size_t i = 0; i < labels.frames(0); ++i) quiet[i] *= 0.03f;
  fails(quiet, "too quiet");
  fails(Samples(22050), "the sound ends before it");
  const PlannedLabels rhythm = planned(sound, format, {}, {0, 40000});
  Samples without = with(sound, rhythm);
  std::fill(without.begin(), without.begin() + static_cast<std::ptrdiff_t>(rhythm.frames(0)), 0.0f);
  CHECK(heard(without, rhythm).status().message().find("its rhythm is not found") != std::string::npos);
}

TEST_CASE("voice: places rise and lie within the sound") {
  LabelPlanner planner = LabelPlanner::make({16000, 1}).value();
  REQUIRE(planner.take(Samples(16000)).ok());
  const auto plan = [&](std::vector<uint64_t> places) { return planner.plan({}, places).status(); };
  CHECK(plan({0, 5, 16000}).ok());
  CHECK(plan({}).code() == Code::kInvalidArgument);
  CHECK(plan({5, 5}).message().find("must rise") != std::string::npos);
  CHECK(plan({16001}).message() == "a place of the audible label is at 1.000063 s, and the sound ends at 1.000000 s");
  CHECK(planner.plan({nullptr, false}, AudiblePlace::kStart).status().code() == Code::kInvalidArgument);
}
