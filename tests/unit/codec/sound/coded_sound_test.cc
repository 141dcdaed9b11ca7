// FLAC, Ogg and MP3: round trips, what stays, and at which rate they are coded.
#ifdef IMPRINT_WITH_SOUND
#include "unit/codec/sound/sound_files.h"

#include "codec/sound/mp3_stream.h"
#include "container/flac_blocks.h"
#include "container/mp3_file.h"
#include "container/ogg_pages.h"

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr int kFlac16 = SF_FORMAT_FLAC | SF_FORMAT_PCM_16, kFlac24 = SF_FORMAT_FLAC | SF_FORMAT_PCM_24, kFlac8 = SF_FORMAT_FLAC | SF_FORMAT_PCM_S8;
constexpr int kVorbis = SF_FORMAT_OGG | SF_FORMAT_VORBIS, kOpus = SF_FORMAT_OGG | SF_FORMAT_OPUS, kMp3 = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;

TEST_CASE("sound: FLAC of every depth, rate and number of channels gives the same samples again") {
  for (const audio::PcmFormat format : {audio::PcmFormat{8000, 1}, {22050, 2}, {44100, 2}, {48000, 6}, {96000, 1}, {192000, 8}})
    for (const int kind : {kFlac8, kFlac16, kFlac24}) {
      INFO(format.rate_hz << " " << format.channels << " " << kind);
      Samples samples = notes_of(format, 5003);
      for (float& s : samples) s = kind == kFlac8 ? std::round(s * 128) / 128 : s;
      const Bytes file = coded_sound({.format = kind}, format, samples);
      const auto info = codec::probe_sound(file, {});
      REQUIRE_MESSAGE(info.ok(), info.status().message());
      CHECK(info->frames == 5003);
      CHECK(info->format.rate_hz == format.rate_hz);
      CHECK(info->format.channels == format.channels);
      CHECK(info->form == (kind == kFlac8 ? codec::SampleForm::kPcm8 : kind == kFlac16 ? codec::SampleForm::kPcm16 : codec::SampleForm::kPcm24));
      CHECK(read_all(file).value() == samples);
      const codec::WrittenSound out = rewritten(file, samples);
      CHECK(read_all(out.file).value() == samples);
      CHECK(out.notes.empty());
      CHECK(rewritten(file, samples).file == out.file);  // the same bytes each time
    }
}

TEST_CASE("sound: new samples of FLAC are rounded and held at full scale") {
  const Bytes file = coded_sound({}, {8000, 1}, Samples(100));
  Samples wanted(100, 2.0f);
  wanted[1] = -2.0f;
  wanted[2] = 1.5f / 32768;
  const Samples got = read_all(rewritten(file, wanted).file).value();
  CHECK(got[0] == 32767.0f / 32768);
  CHECK(got[1] == -1.0f);
  CHECK(got[2] == 2.0f / 32768);
}

Bytes flac_with(const std::vector<FlacBlockSpec>& more, const Samples& samples, const std::string& before = "", const std::string& behind = "") {
  const Bytes plain = coded_sound({}, {44100, 1}, samples);
  const auto split = container::split_flac(plain, {});
  std::vector<container::FlacBlock> blocks = {split->blocks.front()};
  for (const FlacBlockSpec& b : more) blocks.push_back({static_cast<uint8_t>(b.type), as_bytes(b.data)});
  std::vector<ByteView> id3;
  if (!before.empty()) id3.push_back(as_bytes(before));
  Bytes frames(split->frames.begin(), split->frames.end());
  append(frames, as_bytes(behind));
  return container::join_flac(id3, blocks, frames).value();
}
std::string cue_sheet(uint64_t frames) {
  return std::string(395, '\0') + '\1' + big_endian(frames, 8) + '\xAA' + std::string(27, '\0');
}

TEST_CASE("sound: blocks of FLAC stay, the seek table goes, a cue sheet only while it is true") {
  const Samples old = notes_of({44100, 1}, 3000), longer = notes_of({44100, 1}, 4000);
  const std::string picture(5000, 'p'), comments = vorbis_comments({"TITLE=x", "AIGC={}"});
  const std::vector<FlacBlockSpec> blocks = {{3, std::string(36, 's')}, {4, comments}, {5, cue_sheet(3000)}, {6, picture}, {2, "appldata"}, {1, std::string(99, '\0')}};
  const Bytes file = flac_with(blocks, old, id3_tag({.padding = 20}), id3v1());
  CHECK(read_all(file).value() == old);
  const auto types = [](const Bytes& bytes) {
    std::vector<int> out;
    const auto split = container::split_flac(bytes, {});
    for (const auto& b : split->blocks) out.push_back(b.type);
    return out;
  };
  const codec::WrittenSound same = rewritten(file, notes_of({44100, 1}, 3000, 9));
  CHECK(types(same.file) == std::vector<int>{0, 4, 5, 6, 2, 1});
  CHECK(same.notes.empty());
  const codec::WrittenSound out = rewritten(file, longer);
  CHECK(types(out.file) == std::vector<int>{0, 4, 6, 2, 1});
  REQUIRE(out.notes.size() == 1);
  CHECK(out.notes[0].find("cue sheet") != std::string::npos);
  CHECK(types(rewritten(file, old, {{0, 10}}).file) == std::vector<int>{0, 4, 6, 2, 1});
  const auto split = container::split_flac(out.file, {});
  CHECK(as_text(split->blocks[1].data) == comments);
  CHECK(as_text(split->blocks[2].data) == picture);
  CHECK(as_text(split->id3[0]) == id3_tag({.padding = 20}));
  CHECK(as_text(ByteView(out.file).last(128)) == id3v1());
  CHECK(read_all(out.file).value() == longer);
}

TEST_CASE("sound: Vorbis and Opus come back in length and likeness, with their comments, serial number and about their rate") {
  struct Row {
    int format;
    audio::PcmFormat pcm;
    double level, least_snr_db;
  };
  for (const Row& row : {Row{kVorbis, {44100, 2}, 0.5, 12}, Row{kVorbis, {44100, 2}, 0.1, 20}, Row{kVorbis, {22050, 1}, 0.6, 10},
                         Row{kVorbis, {48000, 1}, 0.8, 8}, Row{kVorbis, {8000, 1}, 0.5, 5}, Row{kVorbis, {48000, 5}, 0.5, 6}, Row{kOpus, {48000, 2}, 0.75, 12},
                         Row{kOpus, {48000, 1}, 0.9, 8}, Row{kOpus, {48000, 6}, 0.8, 8}}) {
    INFO(row.format << " " << row.pcm.rate_hz << " " << row.pcm.channels << " " << row.level);
    const size_t frames = 4 * row.pcm.rate_hz + 123;
    const Samples samples = notes_of(row.pcm, frames);
    Bytes file = coded_sound({.format = row.format, .level = row.level}, row.pcm, samples);
    REQUIRE(container::set_ogg_serial(file, 4711, {}).ok());
    auto streams = container::read_ogg_streams(file, {});
    const std::string list = vorbis_comments({"TITLE=x", "AIGC={\"Label\":\"1\"}"}, "the first encoder") + (row.format == kVorbis ? "\1" : "");
    const Bytes comments(list.begin(), list.end());
    file = container::with_ogg_comments(file, streams.value(), {comments}, {}).value();

    const auto info = codec::probe_sound(file, {});
    REQUIRE_MESSAGE(info.ok(), info.status().message());
    CHECK(info->frames == frames);
    CHECK(info->format.channels == row.pcm.channels);
    CHECK(info->form == codec::SampleForm::kLossy);
    const Samples first = read_all(file).value();
    CHECK(first.size() == samples.size());
    CHECK(snr_db(samples, first) > row.least_snr_db);

    const codec::WrittenSound out = rewritten(file, first);
    const auto again = container::read_ogg_streams(out.file, {});
    REQUIRE(again.ok());
    CHECK(again->front().serial == 4711);
    CHECK(again->front().comments == comments);
    const Samples second = read_all(out.file).value();
    CHECK(second.size() == samples.size());
    CHECK(snr_db(first, second) > row.least_snr_db);
    const double ratio = static_cast<double>(out.file.size()) / static_cast<double>(file.size());
    CHECK(ratio > 0.8);
    CHECK(ratio < 1.2);
    CHECK(rewritten(file, first).file == out.file);
  }
}

TEST_CASE("sound: Opus is decoded at 48 kHz and says again at which rate its sound once was") {
  const Bytes file = coded_sound({.format = kOpus, .rate_hz = 16000}, {48000, 1}, notes_of({48000, 1}, 48000));
  CHECK(codec::probe_sound(file, {})->format.rate_hz == 48000);
  CHECK(read_all(file)->size() == 48000);
  const Bytes out = rewritten(file, Samples(24000)).file;
  const auto sound = container::read_ogg_sound(out, {});
  CHECK(read_le32(&sound->head[12]) == 16000);
  CHECK(read_all(out)->size() == 24000);
}

TEST_CASE("sound: Ogg with a second stream, a wrong checksum or a missing page is refused by name") {
  const Bytes one = coded_sound({.format = kVorbis}, {44100, 1}, notes_of({44100, 1}, 200000));
  Bytes two = one;
  append(two, one);
  const auto chained = codec::open_sound(two, {});
  CHECK(chained.status().code() == Code::kUnsupportedFormat);
  CHECK(chained.status().message().find("second stream") != std::string::npos);
  CHECK(codec::check_sound_writable(two, {}).code() == Code::kUnsupportedFormat);
  Bytes damaged = one;
  damaged[one.size() - 100] ^= 1;
  CHECK(codec::open_sound(damaged, {}).status().message().find("wrong checksum") != std::string::npos);
  // Without a page in the middle.
  std::vector<size_t> pages;
  for (size_t i = 0; i + 4 < one.size(); ++i)
    if (as_text(ByteView(one).subspan(i, 4)) == "OggS") pages.push_back(i);
  REQUIRE(pages.size() > 5);
  Bytes missing(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(pages[3]));
  missing.insert(missing.end(), one.begin() + static_cast<std::ptrdiff_t>(pages[4]), one.end());
  CHECK(codec::open_sound(missing, {}).status().message().find("does not follow") != std::string::npos);
}

TEST_CASE("sound: MP3 comes back in length and likeness, with its tags and rate") {
  struct Row {
    audio::PcmFormat pcm;
    int mode;
    double level;
  };
  for (const Row& row : {Row{{44100, 2}, SF_BITRATE_MODE_CONSTANT, 0.667}, Row{{44100, 1}, SF_BITRATE_MODE_CONSTANT, 0.9}, Row{{48000, 2}, SF_BITRATE_MODE_VARIABLE, 0.2},
                         Row{{44100, 2}, SF_BITRATE_MODE_AVERAGE, 0.5}, Row{{32000, 2}, SF_BITRATE_MODE_CONSTANT, 0.0}, Row{{22050, 1}, SF_BITRATE_MODE_CONSTANT, 0.4},
                         Row{{16000, 2}, SF_BITRATE_MODE_VARIABLE, 0.4}, Row{{8000, 1}, SF_BITRATE_MODE_CONSTANT, 0.5}, Row{{11025, 1}, SF_BITRATE_MODE_AVERAGE, 0.6}}) {
    INFO(row.pcm.rate_hz << " " << row.pcm.channels << " " << row.mode);
    const size_t frames = 5 * row.pcm.rate_hz + 77;
    const Samples samples = notes_of(row.pcm, frames);
    const Bytes bare = coded_sound({.format = kMp3, .level = row.level, .mode = row.mode}, row.pcm, samples);
    const auto parts = container::split_mp3(bare, {});
    const std::string front = id3_tag({.version = 3, .frames = id3_frame_of(3, "TXXX", txxx_data("AIGC", "{}", 0)), .padding = 100});
    const std::string back = ape_tag({{"Title", "x"}}) + id3v1();
    const Bytes file = join({as_bytes(front), parts->sound, as_bytes(back)});

    const auto info = codec::probe_sound(file, {});
    REQUIRE_MESSAGE(info.ok(), info.status().message());
    CHECK(info->frames == frames);
    CHECK(info->format.rate_hz == row.pcm.rate_hz);
    CHECK(info->format.channels == row.pcm.channels);
    const auto first = read_all(file);
    REQUIRE_MESSAGE(first.ok(), first.status().message());
    CHECK(first->size() == samples.size());
    CHECK(snr_db(samples, first.value()) > 8);

    const codec::WrittenSound out = rewritten(file, first.value());
    CHECK(as_text(out.file).starts_with(front));
    CHECK(as_text(out.file).ends_with(back));
    REQUIRE(out.notes.size() == 1);
    CHECK(out.notes[0].find("encoder") != std::string::npos);
    const auto old_stream = codec::read_mp3_stream(parts->sound), stream = codec::read_mp3_stream(container::split_mp3(out.file, {})->sound);
    REQUIRE(stream.ok());
    CHECK(stream->constant_rate == old_stream->constant_rate);
    CHECK(stream->first.channels == row.pcm.channels);
    const double ratio = static_cast<double>(stream->sound_bytes) / static_cast<double>(old_stream->sound_bytes);
    CHECK(ratio > 0.85);
    CHECK(ratio < 1.15);
    if (stream->constant_rate) CHECK(stream->kbit_a_second() == old_stream->kbit_a_second());
    const Samples second = read_all(out.file).value();
    CHECK(second.size() == samples.size());
    CHECK(snr_db(first.value(), second) > 8);
    CHECK(rewritten(file, first.value()).file == out.file);
  }
}

TEST_CASE("sound: an MP3 without the header of its encoder is read whole") {
  const Bytes file = coded_sound({.format = kMp3}, {44100, 1}, notes_of({44100, 1}, 44100));
  const auto stream = codec::read_mp3_stream(file);
  const size_t header = container::read_mpeg_frame(file)->bytes;
  const Bytes bare(file.begin() + static_cast<std::ptrdiff_t>(header), file.end());
  const auto without = codec::read_mp3_stream(bare);
  CHECK(without->frames == stream->frames + stream->delay + stream->padding);
  const auto samples = read_all(bare);
  REQUIRE_MESSAGE(samples.ok(), samples.status().message());
  CHECK(samples->size() == without->frames);
  // Frames of 130 bytes have no room for the header: each time the delay of the encoder is added.
  const Bytes low = coded_sound({.format = kMp3, .level = 0.8, .mode = SF_BITRATE_MODE_CONSTANT}, {22050, 1}, notes_of({22050, 1}, 22050));
  CHECK(codec::probe_sound(low, {})->frames > 22050);
  const codec::WrittenSound out = rewritten(low, notes_of({22050, 1}, 22050));
  CHECK(out.notes[0].find("no room") != std::string::npos);
  CHECK(out.frames == 22050);
  CHECK(read_all(out.file)->size() == codec::probe_sound(out.file, {})->frames);
}

TEST_CASE("sound: an MP3 of variable rate without a header, or with one that lies, is read whole") {
  Samples samples(44100 * 20);  // silence takes the smallest frames, and they come first
  const Samples loud = notes_of({44100, 1}, 44100 * 5);
  std::copy(loud.begin(), loud.end(), samples.begin() + 44100 * 10);
  const Bytes file = coded_sound({.format = kMp3, .level = 0.3, .mode = SF_BITRATE_MODE_VARIABLE}, {44100, 1}, samples);
  const size_t header = container::read_mpeg_frame(file)->bytes;
  const ByteView bare = ByteView(file).subspan(header);
  const auto got = read_all(bare);
  REQUIRE_MESSAGE(got.ok(), got.status().message());
  CHECK(got->size() == codec::read_mp3_stream(bare)->frames);
  CHECK(got->size() > samples.size());
  Bytes lying = file;
  const size_t count = 4 + 17 + 8;  // behind the mark and its flags
  CHECK(as_text(ByteView(file).subspan(4 + 17, 4)) == "Xing");
  lying[count + 2] = 0;
  lying[count + 3] = 5;
  const auto whole = read_all(lying);
  REQUIRE_MESSAGE(whole.ok(), whole.status().message());
  CHECK(whole->size() == got->size());
}

TEST_CASE("sound: MP3 that is cut, broken off, of free format or of changing rate") {
  const Samples samples = notes_of({44100, 1}, 3 * 44100);
  const Bytes file = coded_sound({.format = kMp3, .level = 0.7, .mode = SF_BITRATE_MODE_CONSTANT}, {44100, 1}, samples);
  CHECK(codec::open_sound(ByteView(file).first(file.size() / 2), {}).status().code() == Code::kTruncated);
  const size_t header = container::read_mpeg_frame(file)->bytes;
  const ByteView bare = ByteView(file).subspan(header);
  CHECK(read_all(bare.first(bare.size() - 30)).ok());  // a last frame that is cut
  Bytes broken(bare.begin(), bare.end());
  std::fill(broken.begin() + 20000, broken.begin() + 25000, uint8_t{0x55});
  CHECK(codec::open_sound(broken, {}).status().code() == Code::kMalformed);
  Bytes free_format(bare.begin(), bare.end());
  free_format[2] &= 0x0F;
  CHECK(codec::read_mp3_stream(free_format).status().message().find("free format") != std::string::npos);
  Bytes changing(bare.begin(), bare.end());
  append(changing, ByteView(coded_sound({.format = kMp3}, {22050, 1}, samples)));
  CHECK(codec::open_sound(changing, {}).status().code() == Code::kUnsupportedFormat);
}

TEST_CASE("sound: layer II is read and not written") {
  // MPEG-1 layer II, 64 kbit/s, 44.1 kHz, one channel: 208 bytes a frame, no sound in it.
  std::string frames;
  for (int i = 0; i < 20; ++i) frames += "\xFF\xFD\x40\xC0"s + std::string(204, '\0');
  const Bytes file = bytes_of(frames);
  const auto info = codec::probe_sound(file, {});
  REQUIRE_MESSAGE(info.ok(), info.status().message());
  CHECK(info->frames == 20 * 1152);
  const Status refused = codec::check_sound_writable(file, {});
  CHECK(refused.code() == Code::kUnsupportedFormat);
  CHECK(refused.message().find("layer II") != std::string::npos);
}

TEST_CASE("sound: longer and shorter, in every coded kind") {
  for (const int format : {kFlac16, kFlac24, kVorbis, kOpus, kMp3}) {
    const audio::PcmFormat pcm{48000, 2};
    const Bytes file = coded_sound({.format = format}, pcm, notes_of(pcm, 48000));
    for (const size_t frames : {1u, 100u, 1024u, 20000u, 100000u}) {
      INFO(format << " " << frames);
      const codec::WrittenSound out = rewritten(file, notes_of(pcm, frames, 3));
      CHECK(out.frames == frames);
      const auto again = read_all(out.file);
      REQUIRE_MESSAGE(again.ok(), again.status().message());
      CHECK(again->size() == 2 * frames);
    }
  }
}

}  // namespace
#endif
