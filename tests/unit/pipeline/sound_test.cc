// Sound through the calls of all media: marked, read back, verified, carried on, refused.
#include <cmath>

#include "aigc/aigc.h"
#include "pipeline/mark.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/propagate.h"
#include "pipeline/report_json.h"
#include "unit/audio/sounds.h"
#include "unit/codec/sound/sound_files.h"
#include "unit/manifest/support.h"
#include "unit/rows.h"

using namespace imprint;
using namespace imprint::pipeline;

namespace {

const std::string kProducer = "001191000000000000000K10000";
const std::string kPlatform = "001191110102MACQD9K64020000";
constexpr audio::PcmFormat kMono{44100, 1};

// Like music, in both channels, seven seconds.
test::Samples music(audio::PcmFormat format = kMono, double seconds = 7) {
  const std::vector<float> one = audio::band(seconds, format.rate_hz);
  test::Samples out;
  for (const float v : one)
    for (uint32_t c = 0; c < format.channels; ++c) out.push_back(std::round(std::clamp(v, -0.9f, 0.9f) * 32768) / 32768);
  return out;
}

const Bytes& wav() {
  static const Bytes file = test::pcm_wav({.format = kMono}, music());
  return file;
}

Result<Marked> try_marked(ByteView file, const MarkOptions& options = {}, const std::string& id = "s1", const Limits& limits = {}) {
  return mark(file, kProducer, id, watermark::open_key(), options, limits);
}
Marked marked(ByteView file, const MarkOptions& options = {}) {
  Result<Marked> out = try_marked(file, options);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}
MarkOptions without_label() {
  MarkOptions out;
  out.visible = false;
  out.waiver = "the editor asked, contract 7";
  return out;
}
Evidence verified(ByteView file, const VerifyOptions& options = {}) {
  Result<Evidence> out = verify(file, {watermark::open_key()}, options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

struct SoundRow {
  const char* name;
  Bytes (*make)();
};
const SoundRow kSounds[] = {
    {"WAV", [] { return wav(); }},
    {"WAV, stereo, 24 bits, 48 kHz", [] { return test::pcm_wav({.format = {48000, 2}, .bytes = 3}, music({48000, 2})); }},
    {"WAV, float", [] { return test::pcm_wav({.format = kMono, .kind = test::Kind::kFloat, .bytes = 4}, music()); }},
    {"WAV, a telephone's", [] { return test::pcm_wav({.format = {8000, 1}}, music({8000, 1}, 10)); }},
    {"RF64", [] { return test::pcm_wav({.format = kMono, .wide = true}, music()); }},
    {"AIFF", [] { return test::pcm_aiff({.format = kMono}, music()); }},
#ifdef IMPRINT_WITH_SOUND
    {"FLAC", [] { return test::coded_sound({}, kMono, music()); }},
    {"Ogg Vorbis", [] { return test::coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS, .level = 0.4}, kMono, music()); }},
    {"Ogg Opus", [] { return test::coded_sound({.format = SF_FORMAT_OGG | SF_FORMAT_OPUS, .level = 0.5}, {48000, 1}, music({48000, 1})); }},
    {"MP3", [] { return test::coded_sound({.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}, kMono, music()); }},
#endif
};

void is_marked(const SoundRow& row) {
  const Bytes file = row.make();
  const Marked done = marked(file);
  const Evidence& told = done.evidence;
  CHECK(std::string(told.medium->name) == "audio");
  CHECK(told.visible.state == LayerState::kPresent);
  CHECK(told.watermark.state == LayerState::kPresent);
  CHECK(told.agreement == Agreement::kAgree);
  REQUIRE(told.watermark.embedded_sound);
  CHECK(told.watermark.embedded_sound->depth_db > 0.2);
  const Evidence seen = verified(done.bytes);
  CHECK(seen.verdict.state == State::kGenerated);
  CHECK(seen.visible.state == LayerState::kPresent);
  CHECK(seen.visible.audible->place == label::AudiblePlace::kStart);
  CHECK(seen.watermark.detection.payload == mark_id(kProducer, "s1"));
  CHECK(seen.agreement == Agreement::kAgree);
  CHECK(seen.format == container::sniff(file));
  CHECK(std::fabs(seen.seconds - verified(file).seconds - 1.08) < 0.08);  // the rhythm, and 0.2 s of silence
}

}  // namespace

TEST_ROWS("sound: every kind carries label, watermark and AIGC label, and says so to verify", kSounds, is_marked);

TEST_CASE("sound: without its mark it is the sound that came, behind the label") {
  MarkOptions options;
  options.watermark = false;
  const Marked done = marked(wav(), options);
  const test::Samples before = test::read_all(wav()).value(), after = test::read_all(done.bytes).value();
  REQUIRE(after.size() > before.size());
  CHECK(std::equal(before.begin(), before.end(), after.end() - static_cast<std::ptrdiff_t>(before.size())));
  CHECK(done.evidence.watermark.note == "left out on request");
}

TEST_CASE("sound: the label stands where it is asked for") {
  for (const label::AudiblePlace place : {label::AudiblePlace::kStart, label::AudiblePlace::kEnd, label::AudiblePlace::kMiddle}) {
    MarkOptions options;
    options.audible.place = place;
    const Evidence seen = verified(marked(wav(), options).bytes);
    REQUIRE(seen.visible.audible);
    CHECK(seen.visible.audible->place == place);
  }
}

TEST_CASE("sound: under a waiver the label is left out, and never without") {
  const Marked done = marked(wav(), without_label());
  CHECK(done.evidence.visible.state == LayerState::kAbsent);
  CHECK(test::read_all(done.bytes)->size() == test::read_all(wav())->size());
  CHECK(verified(done.bytes).visible.state == LayerState::kAbsent);
  MarkOptions bare;
  bare.visible = false;
  const Result<Marked> refused = try_marked(wav(), bare);
  CHECK(refused.status().code() == Code::kInvalidArgument);
  CHECK(refused.status().message().find("audible label") != std::string::npos);
}

TEST_CASE("sound: finish reads what the caller put in, and takes nothing else") {
  const Marked done = marked(wav());
  // The sound of a marked file without its metadata: what a generator has before it finishes.
  const Bytes bare = test::pcm_wav({.format = kMono}, test::read_all(done.bytes).value());
  MarkOptions options;
  options.finished = true;
  const Marked finished = marked(bare, options);
  CHECK(finished.evidence.action == "finish");
  CHECK(test::read_all(finished.bytes).value() == test::read_all(bare).value());
  CHECK(try_marked(wav(), options).status().code() == Code::kReadBackFailed);
  // Its mark is that of another content, and so is its refusal; under another known key it would pass reading back.
  CHECK(try_marked(bare, options, "another").status().code() == Code::kAlreadyLabelled);
  const payload::Key mine = payload::private_key({1, 2, 3});
  const Bytes two = test::pcm_wav({.format = kMono}, audio::marked(test::read_all(done.bytes).value(), kMono, mine));
  options.known_keys = {mine};
  const Result<Marked> refused = try_marked(two, options);
  CHECK(refused.status().code() == Code::kAlreadyLabelled);
  CHECK(refused.status().message().find(mine.id) != std::string::npos);
}

TEST_CASE("sound: what is there is not written over without a word") {
  const Bytes theirs = test::pcm_wav({.format = kMono}, audio::marked(music(), kMono));
  const Result<Marked> refused = try_marked(theirs);
  CHECK(refused.status().code() == Code::kAlreadyLabelled);
  CHECK(refused.status().message().find(to_hex16(audio::kSoundPayload)) != std::string::npos);
  CHECK(try_marked(marked(wav()).bytes).status().code() == Code::kAlreadyLabelled);
}

TEST_CASE("sound: the watermark alone") {
  Replacement nobody;
  const Result<MarkedFile> out = embed_file(wav(), 77, watermark::open_key(), {}, {}, nobody, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  REQUIRE(out->sound);
  CHECK(out->sound->seconds_heard > 5);
  const Result<FoundMarks> found = detect_file(out->bytes, {watermark::open_key()}, {}, {});
  REQUIRE(found.ok());
  CHECK(found->front().payload == 77);
  const auto* stretch = std::get_if<audio::Stretch>(&found->front().where);
  REQUIRE(stretch != nullptr);
  CHECK(stretch->end_seconds - stretch->start_seconds > 4);
  CHECK(stretch->time_scale == doctest::Approx(1).epsilon(0.01));
  CHECK_FALSE(detect_file(wav(), {watermark::open_key()}, {}, {})->front().found);
}

TEST_CASE("sound: what asks for pictures is refused by name") {
  MarkOptions psnr, robust, converted;
  psnr.embed.min_psnr_db = 40;
  robust.embed.least_robustness = watermark::Robustness::kHigh;
  converted.conversion.to = container::Format::kPng;
  CHECK(try_marked(wav(), psnr).status().message().find("min_psnr_db") != std::string::npos);
  CHECK(try_marked(wav(), robust).status().message().find("least_robustness") != std::string::npos);
  CHECK(try_marked(wav(), converted).status().code() == Code::kUnsupportedFormat);
}

TEST_CASE("sound: what cannot carry a mark is refused, and no file comes of it") {
  for (const test::Samples& sound : {test::Samples(44100 * 5, 0.f), test::Samples(200, 0.1f)}) {
    CAPTURE(sound.size());
    CHECK(try_marked(test::pcm_wav({.format = kMono}, sound), without_label()).status().code() == Code::kReadBackFailed);
  }
}

TEST_CASE("sound: the manifest is the last layer, and agrees") {
  MarkOptions options;
  ManifestSigning signing;
  signing.signer = test::signer_of(test::signer_leaf());
  signing.now = test::kNow;
  signing.source_type = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  options.manifest = &signing;
  options.manifest_trust = test::trust_of();
  const Marked done = marked(wav(), options);
  CHECK(done.evidence.manifest.validation.state == manifest::State::kTrusted);
  CHECK(done.evidence.manifest_watermark == Agreement::kAgree);
  CHECK(done.evidence.manifest_aigc == Agreement::kAgree);
  VerifyOptions trusting;
  trusting.manifest_trust = test::trust_of();
  Bytes spoilt = done.bytes;
  spoilt[spoilt.size() / 2] ^= 1;
  CHECK(verified(done.bytes, trusting).manifest.validation.state == manifest::State::kTrusted);
  CHECK(verified(spoilt, trusting).manifest.validation.state == manifest::State::kInvalid);
}

TEST_CASE("sound: a platform propagates, and carries the label to a faster copy") {
  const Bytes file = marked(wav()).bytes;
  const Result<Propagated> out = propagate(file, {watermark::open_key()}, kPlatform, "p-2", {}, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  CHECK(verified(out->bytes).aigc.found.labels.front().label.content_propagator == kPlatform);
  // Without metadata: the watermark is a trace, and so is the rhythm.
  const Bytes stripped = test::pcm_wav({.format = kMono}, audio::faster(test::read_all(file).value(), 1.04));
  CHECK(verified(stripped).verdict.state == State::kSuspected);
  const Result<Propagated> copied = transplant(file, stripped, {watermark::open_key()}, {}, {});
  REQUIRE_MESSAGE(copied.ok(), copied.status().message());
  CHECK(verified(copied->bytes).agreement == Agreement::kAgree);
  CHECK(transplant(file, wav(), {watermark::open_key()}, {}, {}).status().code() == Code::kOtherPicture);
}

TEST_CASE("sound: a cut or emptied file is an error or evidence, never more") {
  const Bytes file = marked(wav()).bytes;
  for (const size_t left : {size_t{0}, size_t{11}, size_t{44}, size_t{60}, file.size() / 3, file.size() - 1}) {
    CAPTURE(left);
    const Result<Evidence> seen = verify(ByteView(file).first(left), {watermark::open_key()}, {}, {});
    if (seen.ok()) CHECK(seen->watermark.state != LayerState::kAbsent);
    CHECK_FALSE(try_marked(ByteView(file).first(left)).ok());
  }
}

TEST_CASE("sound: one call hears no more samples than its budget, and can be cancelled") {
  Limits few;
  few.max_decoded_samples = 100000;
  CHECK(try_marked(wav(), {}, "s1", few).status().code() == Code::kLimitExceeded);
  const std::atomic<bool> cancelled = true;
  const Limits given_up = Limits{}.for_call(Progress(nullptr, &cancelled));
  CHECK(try_marked(wav(), {}, "s1", given_up).status().code() == Code::kCancelled);
}
