// A voice as the audible label, and labels at several places, through mark() and the calls for the label alone.
#include <cmath>
#include <nlohmann/json.hpp>

#include "aigc/aigc.h"
#include "pipeline/mark.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/report_json.h"
#include "pipeline/sound_label_file.h"
#include "unit/audio/sounds.h"
#include "unit/audio/voices.h"
#include "unit/codec/sound/sound_files.h"
#include "unit/rows.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

const std::string kProducer = "001191000000000000000K10000";
constexpr audio::PcmFormat kMono{44100, 1};
constexpr audio::PcmFormat kClipFormat{22050, 1};

test::Samples music(audio::PcmFormat format = kMono, double seconds = 7) {
  test::Samples out;
  for (const float v : audio::band(seconds, format.rate_hz))
    for (uint32_t c = 0; c < format.channels; ++c) out.push_back(std::round(std::clamp(v, -0.9f, 0.9f) * 32768) / 32768);
  return out;
}

const Bytes& clip() {
  static const Bytes file = test::pcm_wav({.format = kClipFormat}, audio::voice(3, kClipFormat.rate_hz));
  return file;
}
const Bytes& other_clip() {
  static const Bytes file = test::pcm_wav({.format = kClipFormat}, audio::voice(3, kClipFormat.rate_hz, 2));
  return file;
}
const Bytes& wav() {
  static const Bytes file = test::pcm_wav({.format = kMono}, music());
  return file;
}

MarkOptions with_clip(ByteView clip, bool rhythm = true) {
  MarkOptions out;
  out.audible.clip = clip;
  out.audible.rhythm = rhythm;
  return out;
}
Result<Marked> try_marked(ByteView file, const MarkOptions& options, const Limits& limits = {}) {
  return mark(file, kProducer, "s1", watermark::open_key(), options, limits);
}
Marked marked(ByteView file, const MarkOptions& options) {
  Result<Marked> out = try_marked(file, options);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}
Evidence verified(ByteView file) { return verify(file, {watermark::open_key()}, {}, {}).value(); }
nlohmann::json visible_of(const Evidence& evidence) { return nlohmann::json::parse(to_json(evidence))["visible"]; }

struct SoundRow {
  const char* name;
  Bytes (*make)();
};
const SoundRow kSounds[] = {
    {"WAV", [] { return wav(); }},
    {"WAV, a telephone's", [] { return test::pcm_wav({.format = {8000, 1}}, music({8000, 1}, 10)); }},
    {"WAV, 6 channels of 48 kHz", [] { return test::pcm_wav({.format = {48000, 6}, .bytes = 3}, music({48000, 6})); }},
    {"AIFF", [] { return test::pcm_aiff({.format = kMono}, music()); }},
#ifdef IMPRINT_WITH_SOUND
    {"FLAC", [] { return test::coded_sound({}, {96000, 1}, music({96000, 1})); }},
    {"Ogg Vorbis", [] { return test::coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS, .level = 0.4}, {44100, 2}, music({44100, 2})); }},
    {"Ogg Opus", [] { return test::coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS, .level = 0.5}, {48000, 1}, music({48000, 1})); }},
    {"MP3", [] { return test::coded_sound({.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}, kMono, music()); }},
#endif
};

void speaks(const SoundRow& row) {
  const Bytes file = row.make();
  const Marked done = marked(file, with_clip(clip()));
  CHECK(done.evidence.visible.state == LayerState::kPresent);
  REQUIRE(done.evidence.visible.placed);
  CHECK(done.evidence.visible.placed->voice_score > 0.85);
  CHECK(done.evidence.watermark.state == LayerState::kPresent);
  const nlohmann::json told = visible_of(done.evidence);
  CHECK(told["text"] == "short-long short-short");
  CHECK(told["voice"]["supplied_by"] == "caller");
  CHECK(told["spans_s"].size() == 1);
  CHECK(told["place"] == "start");
  // Who has no clip hears the rhythm behind it.
  const Evidence seen = verified(done.bytes);
  CHECK(seen.verdict.state == State::kGenerated);
  CHECK(seen.visible.state == LayerState::kPresent);
  CHECK(seen.visible.audible->start_seconds == doctest::Approx(3.2).epsilon(0.03));
  CHECK(std::fabs(seen.seconds - verified(file).seconds - 4.28) < 0.1);  // the voice, the rhythm, and twice 0.2 s of silence
}

}  // namespace

TEST_ROWS("spoken: every kind of sound says the clip and then the rhythm", kSounds, speaks);

TEST_CASE("spoken: the voice alone is told by mark, and nothing false by verify") {
  const Marked done = marked(wav(), with_clip(clip(), false));
  const nlohmann::json told = visible_of(done.evidence);
  CHECK(told["state"] == "present");
  CHECK(told["text"] == "a voice supplied by the caller");
  CHECK(told["span_s"][0] == 0.0);
  CHECK(told["span_s"][1].get<double>() == doctest::Approx(3).epsilon(0.02));
  CHECK_FALSE(told.contains("unit_s"));
  CHECK(told["voice"]["likeness"].get<double>() > 0.9);
  const Evidence seen = verified(done.bytes);
  CHECK(seen.visible.state == LayerState::kAbsent);
  CHECK(seen.visible.note.find("words are not recognised") != std::string::npos);
}

TEST_CASE("spoken: a clip is a file of any kind that is read") {
  const test::Samples spoken = audio::voice(2, 48000);
  CHECK(try_marked(wav(), with_clip(test::pcm_aiff({.format = {48000, 1}, .bytes = 3}, spoken))).ok());
#ifdef IMPRINT_WITH_SOUND
  CHECK(try_marked(wav(), with_clip(test::coded_sound({}, {48000, 1}, spoken))).ok());
  CHECK(try_marked(wav(), with_clip(test::coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS, .level = 0.5}, {48000, 1}, spoken))).ok());
  CHECK(try_marked(wav(), with_clip(test::coded_sound({.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}, {48000, 1}, spoken))).ok());
#endif
}

TEST_CASE("spoken: what is no clip is refused by name, and no file comes of it") {
  const auto why = [](ByteView clip) { return try_marked(wav(), with_clip(clip)).status(); };
  const Bytes text = test::bytes_of("hello, this is no sound at all"), silent = test::pcm_wav({.format = kClipFormat}, test::Samples(44100));
  CHECK(why(text).code() == Code::kUnsupportedFormat);
  CHECK(why(text).message().starts_with("audible clip: "));
  CHECK(why(silent).message().find("is silent") != std::string::npos);
  CHECK(why(test::pcm_wav({.format = kClipFormat}, audio::voice(0.6, 22050))).message().find("1 s or more") != std::string::npos);
  CHECK(why(test::pcm_wav({.format = kClipFormat}, audio::voice(31, 22050))).message().find("longer than 30 s") != std::string::npos);
  Bytes cut = clip();
  cut.resize(cut.size() / 2);
  CHECK(why(cut).message().starts_with("audible clip: "));
  // Pictures have no use for one.
  Limits few;
  few.max_decoded_samples = 400'000;
  CHECK(try_marked(wav(), with_clip(clip()), few).status().code() == Code::kLimitExceeded);
}

TEST_CASE("spoken: a clip that did not survive its encoding is an error, not a file") {
  const watermark::Key key = watermark::open_key();
  MarkOptions mine = with_clip(clip(), false), theirs = with_clip(other_clip(), false);
  mine.watermark = theirs.watermark = false;
  const Limits limits;
  const MarkJob job{wav(), 1, key, mine, limits}, another{wav(), 1, key, theirs, limits};
  Evidence done;
  const std::unique_ptr<Marking> marking = kSound.begin(job), other = kSound.begin(another);
  const Bytes good = marking->apply(done).value(), bad = other->apply(done).value();
  CHECK(marking->read_back(good, done).ok());
  const Status refused = marking->read_back(bad, done);
  CHECK(refused.code() == Code::kReadBackFailed);
  CHECK(refused.message().find("is not that of the clip") != std::string::npos);
  CHECK(marking->read_back(wav(), done).code() == Code::kReadBackFailed);
}

TEST_CASE("spoken: at several places the programme is what it was, to the sample, between the labels") {
  MarkOptions options;
  options.watermark = false;
  options.audible.at_seconds = {0, 2.5, 4.0, 7.0};
  for (const bool voiced : {false, true}) {
    if (voiced) options.audible.clip = clip();
    const Marked done = marked(wav(), options);
    REQUIRE(done.evidence.visible.placed);
    const auto& spans = done.evidence.visible.placed->spans;
    REQUIRE(spans.size() == 4);
    CHECK(visible_of(done.evidence)["spans_s"].size() == 4);
    CHECK(visible_of(done.evidence).contains("voice") == voiced);
    const test::Samples before = test::read_all(wav()).value(), after = test::read_all(done.bytes).value();
    const double silence = 0.2;
    const auto same = [&](double from, double to, double at) {
      const auto begin = static_cast<std::ptrdiff_t>(std::llround(from * 44100)), end = static_cast<std::ptrdiff_t>(std::llround(to * 44100));
      return std::equal(before.begin() + begin, before.begin() + end, after.begin() + static_cast<std::ptrdiff_t>(std::llround(at * 44100)));
    };
    CHECK(same(0, 2.5, spans[0].end_seconds + silence));
    CHECK(same(2.5, 4, spans[1].end_seconds + silence));
    CHECK(same(4, 7, spans[2].end_seconds + silence));
    CHECK(spans[1].start_seconds == doctest::Approx(spans[0].end_seconds + 0.2 + 2.5 + 0.2).epsilon(1e-4));
    CHECK(after.size() == static_cast<size_t>(std::llround(spans[3].end_seconds * 44100)));
  }
}

TEST_CASE("spoken: cue points move by what is put before them") {
  const std::string cue = test::little_endian(2, 4) + test::little_endian(1, 4) + test::little_endian(50000, 4) + "data" + test::little_endian(0, 8) + test::little_endian(50000, 4) +
                          test::little_endian(2, 4) + test::little_endian(200000, 4) + "data" + test::little_endian(0, 8) + test::little_endian(200000, 4);
  const Bytes file = test::pcm_wav({.format = kMono, .before = {{"cue ", cue}}}, music());
  MarkOptions options;
  options.watermark = false;
  options.audible.at_seconds = {1, 4};
  const Bytes out = marked(file, options).bytes;
  const std::string_view text(reinterpret_cast<const char*>(out.data()), out.size());
  const size_t at = text.find("cue ");
  REQUIRE(at != std::string_view::npos);
  const uint32_t label = static_cast<uint32_t>(std::llround(0.88 * 44100) + 2 * std::llround(0.2 * 44100));
  CHECK(read_le32(&out[at + 8 + 4 + 4]) == 50000 + label);
  CHECK(read_le32(&out[at + 8 + 4 + 24 + 20]) == 200000 + 2 * label);
}

TEST_CASE("spoken: places that do not rise, lie behind the end or are too many are refused") {
  const auto refused = [](std::vector<double> at) {
    MarkOptions options;
    options.audible.at_seconds = std::move(at);
    const Status status = try_marked(wav(), options).status();
    CHECK(status.code() == Code::kInvalidArgument);
    return status.message();
  };
  CHECK(refused({3, 2}).find("number 2 is 2.0") != std::string::npos);
  CHECK(refused({-1}).find("number 1") != std::string::npos);
  CHECK(refused({std::nan("")}).find("number 1") != std::string::npos);
  CHECK(refused({1, 7.1}).find("the sound ends at 7.0") != std::string::npos);
  CHECK(refused({1, 1.000001}).find("must rise") != std::string::npos);
  std::vector<double> many;
  for (int i = 0; i < 257; ++i) many.push_back(0.01 * i);
  CHECK(refused(many).find("at most 256") != std::string::npos);
}

TEST_CASE("spoken: the manifest says which part who made") {
  const MarkOptions both = with_clip(clip()), alone = with_clip(clip(), false);
  const watermark::Key key = watermark::open_key();
  for (const MarkOptions* options : {&both, &alone}) {
    const Limits limits;
    const MarkJob job{wav(), 1, key, *options, limits};
    const std::unique_ptr<Marking> marking = kSound.begin(job);
    Evidence done;
    REQUIRE(marking->apply(done).ok());
    const std::vector<manifest::Action> actions = marking->actions();
    REQUIRE(actions.size() == (options == &both ? 2 : 1));
    CHECK(actions[0].source_type.empty());
    CHECK(actions[0].description == "audible label: a voice supplied by the caller");
  }
}

TEST_CASE("spoken: the label alone goes into a file and is found there") {
  const Bytes labelled = aigc::write(wav(), aigc::first_write(kProducer, "s1"), {}, {}).value();
  const Result<LabelledSound> out = label_sound_file(labelled, {.place = label::AudiblePlace::kEnd}, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  CHECK(out->start_seconds == doctest::Approx(7.2).epsilon(0.01));
  CHECK(out->end_seconds - out->start_seconds == doctest::Approx(0.88).epsilon(0.03));
  CHECK(read_aigc(out->bytes, {})->aigc.found.labels.size() == 1);
  CHECK(find_in_sound_file(out->bytes, {})->place == label::AudiblePlace::kEnd);
  CHECK_FALSE(find_in_sound_file(wav(), {})->found);
  const Result<LabelledSound> spoken = label_sound_file(wav(), {.clip = clip(), .rhythm = false}, {});
  REQUIRE(spoken.ok());
  CHECK(spoken->start_seconds == 0);
  CHECK(spoken->end_seconds == doctest::Approx(3).epsilon(0.02));
  CHECK_FALSE(find_in_sound_file(spoken->bytes, {})->found);
  CHECK(label_sound_file(wav(), {.at_seconds = {8}}, {}).status().code() == Code::kInvalidArgument);
}
