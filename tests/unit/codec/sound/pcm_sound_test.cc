// WAV and AIFF: to the bit where nothing changes, everything but the samples kept.
#include "unit/codec/sound/sound_files.h"

#include "container/sound_chunks.h"

using namespace imprint;
using namespace imprint::test;
using codec::SampleForm;

namespace {

struct Row {
  std::string name;
  Bytes file;
  SampleForm form;
  size_t frames = 0;
};

Samples grid(audio::PcmFormat format, size_t frames, unsigned bytes) {
  Samples out = notes_of(format, frames);
  const float scale = std::ldexp(1.0f, std::min(8 * static_cast<int>(bytes), 24) - 1);
  for (float& s : out) s = std::round(s * scale) / scale;
  return out;
}

std::vector<Row> rows(audio::PcmFormat format, size_t frames) {
  std::vector<Row> out;
  constexpr SampleForm kForms[] = {SampleForm::kPcm8, SampleForm::kPcm16, SampleForm::kPcm24, SampleForm::kPcm32};
  for (unsigned bytes = 1; bytes <= 4; ++bytes) {
    const Samples s = grid(format, frames, bytes);
    const std::string bits = std::to_string(8 * bytes);
    PcmSpec spec{.format = format, .bytes = bytes};
    out.push_back({"WAV " + bits, pcm_wav(spec, s), kForms[bytes - 1], frames});
    out.push_back({"AIFF " + bits, pcm_aiff(spec, s), kForms[bytes - 1], frames});
    spec.type = "NONE";
    out.push_back({"AIFC " + bits, pcm_aiff(spec, s), kForms[bytes - 1], frames});
    spec.type = "sowt";
    out.push_back({"AIFC sowt " + bits, pcm_aiff(spec, s), kForms[bytes - 1], frames});
    spec.valid_bits = 8 * bytes;
    out.push_back({"extensible " + bits, pcm_wav(spec, s), kForms[bytes - 1], frames});
    spec.wide = true;
    out.push_back({"RF64 " + bits, pcm_wav(spec, s), kForms[bytes - 1], frames});
  }
  for (unsigned bytes : {4u, 8u}) {
    PcmSpec spec{.format = format, .kind = Kind::kFloat, .bytes = bytes};
    const SampleForm form = bytes == 4 ? SampleForm::kFloat32 : SampleForm::kFloat64;
    Samples s = notes_of(format, frames);
    s[1] = 2.5f;  // beyond full scale, which floats may be
    out.push_back({"WAV float " + std::to_string(bytes), pcm_wav(spec, s), form, frames});
    spec.type = bytes == 4 ? "fl32" : "FL64";
    out.push_back({"AIFC " + spec.type, pcm_aiff(spec, s), form, frames});
    spec.valid_bits = 8 * bytes;
    out.push_back({"extensible float " + std::to_string(bytes), pcm_wav(spec, s), form, frames});
  }
  return out;
}

constexpr audio::PcmFormat kFormats[] = {{8000, 1}, {11025, 2}, {44100, 1}, {48000, 2}, {96000, 6}, {192000, 8}};

TEST_CASE("sound: WAV and AIFF of every form, rate and number of channels come back byte for byte") {
  for (const audio::PcmFormat format : kFormats)
    for (const Row& row : rows(format, 1501)) {
      INFO(row.name << " of " << format.channels << " channels at " << format.rate_hz);
      const auto info = codec::probe_sound(row.file, {});
      REQUIRE_MESSAGE(info.ok(), info.status().message());
      CHECK(info->format.rate_hz == format.rate_hz);
      CHECK(info->format.channels == format.channels);
      CHECK(info->frames == row.frames);
      CHECK(info->form == row.form);
      CHECK(codec::check_sound_writable(row.file, {}).ok());
      const auto samples = read_all(row.file);
      REQUIRE_MESSAGE(samples.ok(), samples.status().message());
      CHECK(samples->size() == row.frames * format.channels);
      const codec::WrittenSound out = rewritten(row.file, samples.value());
      CHECK(out.file == row.file);
      CHECK(out.frames == row.frames);
    }
}

TEST_CASE("sound: samples are what was stored, at full scale 1") {
  const PcmSpec spec{.format = {8000, 1}};
  const auto s16 = read_all(pcm_wav(spec, "\0\x80\xFF\x7F\0\0\1\0\0\x40"s));
  CHECK(s16.value() == Samples{-1.0f, 32767.0f / 32768, 0, 1.0f / 32768, 0.5f});
  const PcmSpec u8{.format = {8000, 1}, .bytes = 1};
  CHECK(read_all(pcm_wav(u8, "\0\x80\xFF"s)).value() == Samples{-1.0f, 0, 127.0f / 128});
  PcmSpec raw{.format = {8000, 1}, .kind = Kind::kUnsigned, .bytes = 1, .type = "raw "};
  CHECK(read_all(pcm_aiff(raw, {-1.0f, 0.5f})).value() == Samples{-1.0f, 0.5f});
}

TEST_CASE("sound: new samples are rounded to the nearest, even at halves, and held at full scale") {
  const Samples wanted = {1.0f, 1.5f, -1.0f, -7.0f, 0.5f / 32768, 1.5f / 32768, -0.5f / 32768, -2.6f / 32768};
  const Bytes file = pcm_wav({.format = {8000, 1}}, Samples(8));
  const Samples got = read_all(rewritten(file, wanted).file).value();
  const float top = 32767.0f / 32768;
  CHECK(got == Samples{top, top, -1, -1, 0, 2.0f / 32768, 0, -3.0f / 32768});
  const Bytes floats = pcm_wav({.format = {8000, 1}, .kind = Kind::kFloat, .bytes = 4}, Samples(8));
  CHECK(read_all(rewritten(floats, wanted).file).value() == wanted);
}

TEST_CASE("sound: bits that do not count stay zero in new samples") {
  const Bytes file = pcm_wav({.format = {8000, 1}, .bytes = 3, .valid_bits = 20}, Samples(4));
  const Bytes out = rewritten(file, {0.3f, -0.3f, 1.0f, -1.0f}).file;
  const auto chunks = container::split_sound(out, {});
  const ByteView data = chunks->find("data")->data;
  REQUIRE(data.size() == 12);
  for (size_t i = 0; i < 12; i += 3) CHECK((data[i] & 15) == 0);
  CHECK(std::abs(read_all(out).value()[0] - 0.3f) < 1.0f / (1 << 19));
}

TEST_CASE("sound: integers of 32 bits that no float can state stay where they are not touched") {
  std::string data;
  std::mt19937 random(5);
  for (int i = 0; i < 4000; ++i) data += little_endian(random(), 4);
  const Bytes file = pcm_wav({.format = {48000, 2}, .bytes = 4}, data);
  Samples samples = read_all(file).value();
  samples[1001] += 0.25f;
  const Bytes out = rewritten(file, samples).file;
  REQUIRE(out.size() == file.size());
  const size_t head = file.size() - data.size();
  for (size_t i = 0; i < data.size(); ++i)
    if (i / 4 != 1001) REQUIRE(out[head + i] == file[head + i]);
  CHECK(out != file);
  // Also behind what was put before them.
  Samples longer(200);
  longer.insert(longer.end(), samples.begin(), samples.end());
  const Bytes moved = rewritten(file, longer, {{0, 100}}).file;
  CHECK(std::equal(file.end() - 8000, file.end(), moved.end() - 8000));
}

const std::vector<RiffChunk> kBefore = {{"JUNK", std::string(28, 'j')}, {"bext", std::string(603, 'b')}};
const std::vector<RiffChunk> kBehind = {info_chunk({{"ICMT", "a comment"}}), {"odd ", "123"}, {"iXML", "<BWFXML/>"}};

TEST_CASE("sound: every chunk but the sound stays in its place, whatever the new length") {
  for (const bool aiff : {false, true})
    for (const size_t frames : {1u, 999u, 1000u, 1003u, 5000u}) {
      INFO(aiff << " " << frames);
      PcmSpec spec{.format = {22050, 1}, .bytes = 3, .before = kBefore, .behind = kBehind, .trailing = "behind the file"};
      const Samples old = notes_of(spec.format, 1000), wanted = notes_of(spec.format, frames, 2);
      const Bytes file = aiff ? pcm_aiff(spec, old) : pcm_wav(spec, old);
      const Bytes out = rewritten(file, wanted).file;
      CHECK(out == (aiff ? pcm_aiff(spec, wanted) : pcm_wav(spec, wanted)));
      CHECK(read_all(out).value() == wanted);
    }
}

TEST_CASE("sound: counts of frames in fact and ds64 follow") {
  const RiffChunk fact{"fact", little_endian(100, 4)};
  PcmSpec spec{.format = {8000, 1}, .kind = Kind::kFloat, .bytes = 4, .before = {fact}, .behind = {{"last", "x"}}, .wide = true};
  const Bytes file = pcm_wav(spec, Samples(100));
  spec.before[0].data = little_endian(250, 4);
  const Samples longer = notes_of(spec.format, 250);
  CHECK(rewritten(file, longer).file == pcm_wav(spec, longer));
}

std::string cue_chunk(const std::vector<uint32_t>& places) {
  std::string out = little_endian(places.size(), 4);
  for (size_t i = 0; i < places.size(); ++i)
    out += little_endian(i + 1, 4) + little_endian(places[i], 4) + "data" + little_endian(0, 8) + little_endian(places[i], 4);
  return out;
}
std::string smpl_chunk(uint32_t first, uint32_t last) {
  return std::string(28, 's') + little_endian(1, 4) + little_endian(0, 4) + little_endian(7, 4) + little_endian(0, 4) + little_endian(first, 4) +
         little_endian(last, 4) + little_endian(0, 8);
}
std::string adtl_chunk(uint32_t first_length, uint32_t second_length) {
  const auto region = [](uint32_t id, uint32_t length) { return riff_chunk({"ltxt", little_endian(id, 4) + little_endian(length, 4) + "rgn " + std::string(8, '\0')}, false); };
  return "adtl" + riff_chunk({"labl", little_endian(1, 4) + "a name\0"s}, false) + region(1, first_length) + region(2, second_length);
}

TEST_CASE("sound: cue points, loops and regions move with what is put before them") {
  PcmSpec spec{.format = {8000, 1}, .before = {{"cue ", cue_chunk({10, 60, 0xFFFFFFFF})}}, .behind = {{"smpl", smpl_chunk(20, 80)}, {"LIST", adtl_chunk(40, 30)}}};
  const Samples old = notes_of(spec.format, 100);
  const Bytes file = pcm_wav(spec, old);
  const auto with = [&](size_t at) {
    Samples out = old;
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), 1000, 0.25f);
    return out;
  };
  spec.before[0].data = cue_chunk({1010, 1060, 0xFFFFFFFF});
  spec.behind[0].data = smpl_chunk(1020, 1080);
  CHECK(rewritten(file, with(0), {{0, 1000}}).file == pcm_wav(spec, with(0)));
  // Between the first cue point and the second; the region of the first spans it.
  spec.before[0].data = cue_chunk({10, 1060, 0xFFFFFFFF});
  spec.behind = {{"smpl", smpl_chunk(20, 1080)}, {"LIST", adtl_chunk(1040, 30)}};
  CHECK(rewritten(file, with(40), {{40, 1000}}).file == pcm_wav(spec, with(40)));
  // At several places: each moves by what stands before it, and the region of the first cue point spans two.
  Samples thrice = with(40);
  thrice.insert(thrice.begin() + 1049, 7, -0.5f);
  thrice.insert(thrice.begin() + 1087, 5, 0.5f);
  spec.before[0].data = cue_chunk({10, 1067, 0xFFFFFFFF});
  spec.behind = {{"smpl", smpl_chunk(20, 1092)}, {"LIST", adtl_chunk(1047, 35)}};
  CHECK(rewritten(file, thrice, {{40, 1000}, {49, 7}, {80, 5}}).file == pcm_wav(spec, thrice));
  // Nothing was put in: they stay.
  CHECK(rewritten(file, old).file == file);
}

TEST_CASE("sound: markers of an AIFF move, and damaged lists stay as they are") {
  const auto marks = [](uint32_t second) { return "\0\2\0\1"s + big_endian(0, 4) + "\3abc\0\2"s + big_endian(second, 4) + "\2xy\0"s; };
  PcmSpec spec{.format = {8000, 1}, .behind = {{"MARK", marks(50)}}};
  const Samples old = notes_of(spec.format, 100);
  Samples longer(30, 0.5f);
  longer.insert(longer.end(), old.begin(), old.end());
  const Bytes file = pcm_aiff(spec, old);
  std::string moved = marks(80);
  moved.replace(4, 4, big_endian(30, 4));
  spec.behind[0].data = moved;
  CHECK(rewritten(file, longer, {{0, 30}}).file == pcm_aiff(spec, longer));
  for (const std::string& damaged : {"\xFF\xFF"s, "\xFF\xFF\0\1\0"s, "\0"s, "\0\2\0\1\0\0\0\5\xFF"s}) {
    spec.behind[0].data = damaged;
    const Bytes odd = pcm_aiff(spec, old);
    const codec::SoundInsertion one[] = {{0, 30}};
    CHECK(codec::encode_sound_like(odd, feed_of(longer), {}, one).ok());
  }
  PcmSpec wav{.format = {8000, 1}, .behind = {{"cue ", "\xFF\xFF\xFF\xFFxx"s}, {"smpl", "short"}, {"LIST", "adtlltxt\xFF\xFF\xFF\x7F"s}}};
  const Bytes out = rewritten(pcm_wav(wav, old), longer, {{0, 30}}).file;
  CHECK(out == pcm_wav(wav, longer));
}

TEST_CASE("sound: a place that its chunk cannot state any more is refused") {
  const Bytes file = pcm_wav({.format = {8000, 1}, .before = {{"cue ", cue_chunk({50})}}}, Samples(100));
  const Samples samples(100);
  const codec::SoundInsertion one[] = {{0, 0xFFFFFFFF}};
  const auto out = codec::encode_sound_like(file, feed_of(samples), {}, one);
  CHECK(out.status().code() == Code::kLimitExceeded);
}

}  // namespace
