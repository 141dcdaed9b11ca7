// Small files of every sound format, built byte by byte. What stands in the place of sound is a few words that no
// decoder sees.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "unit/containers.h"

namespace imprint::test {

inline const std::string kSoundBytes =
    "\xFF\xFBthe coded sound\0\xFF\xE0 of this file"s;  // with what looks like frames

// --- WAV and AIFF ---

inline std::string riff_chunk(const RiffChunk& c, bool big) {
  const size_t size = c.data.size();
  return c.type + (big ? big_endian(size, 4) : little_endian(size, 4)) + c.data + (size % 2 == 1 ? "\0"s : "");
}

struct WavSpec {
  std::vector<RiffChunk> before = {}, behind = {};  // around the sound
  std::string sound = kSoundBytes;
  bool wide = false;  // RF64, the lengths in ds64
  std::string trailing = "";
};

inline Bytes wav_file(const WavSpec& spec = {}) {
  std::string body;
  for (const RiffChunk& c : spec.before) body += riff_chunk(c, false);
  body += riff_chunk({"fmt ", "\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"s}, false);
  std::string data = riff_chunk({"data", spec.sound}, false);
  if (spec.wide) data.replace(4, 4, "\xFF\xFF\xFF\xFF");
  body += data;
  for (const RiffChunk& c : spec.behind) body += riff_chunk(c, false);
  if (!spec.wide) return bytes_of("RIFF" + little_endian(body.size() + 4, 4) + "WAVE" + body + spec.trailing);
  const size_t length = body.size() + 4 + 36;
  const std::string ds64 = riff_chunk(
      {"ds64", little_endian(length, 8) + little_endian(spec.sound.size(), 8) + little_endian(7, 8) + "\0\0\0\0"s},
      false);
  return bytes_of("RF64\xFF\xFF\xFF\xFFWAVE" + ds64 + body + spec.trailing);
}

inline Bytes aiff_file(const std::vector<RiffChunk>& behind = {}) {
  std::string body = riff_chunk({"COMM", "\0\1\0\0\0\7\0\x08\x40\x0B\xFA\0\0\0\0\0\0\0"s}, true);
  body += riff_chunk({"SSND", "\0\0\0\0\0\0\0\0"s + kSoundBytes}, true);
  for (const RiffChunk& c : behind) body += riff_chunk(c, true);
  return bytes_of("FORM" + big_endian(body.size() + 4, 4) + "AIFF" + body);
}

inline RiffChunk info_chunk(const std::vector<RiffChunk>& texts) {
  std::string data = "INFO";
  for (const RiffChunk& t : texts) data += riff_chunk(t, false);
  return {"LIST", data};
}

// --- ID3v2 ---

inline std::string sync_safe(size_t value) {
  std::string out;
  for (int shift = 21; shift >= 0; shift -= 7) out.push_back(static_cast<char>(value >> shift & 0x7F));
  return out;
}

inline std::string id3_frame_of(int version, const std::string& id, const std::string& data,
                                const std::string& flags = "\0\0"s) {
  if (version == 2) return id + big_endian(data.size(), 3) + data;
  return id + (version == 4 ? sync_safe(data.size()) : big_endian(data.size(), 4)) + flags + data;
}
inline std::string txxx_data(const std::string& name, const std::string& value, char encoding = 3) {
  return encoding + name + "\0"s + value;
}

struct Id3Spec {
  int version = 4;
  uint8_t flags = 0;  // 0x80 unsynchronisation, 0x40 extended header, 0x10 footer
  std::string frames = "";
  size_t padding = 0;
  std::string extended = "";
};
inline std::string id3_tag(const Id3Spec& spec) {
  std::string body = spec.extended + spec.frames + std::string(spec.padding, '\0');
  if (spec.version != 4 && (spec.flags & 0x80) != 0) {
    std::string coded;
    for (size_t i = 0; i < body.size(); ++i) {
      coded += body[i];
      const bool last = i + 1 == body.size();
      if (body[i] == '\xFF' && (last || uint8_t(body[i + 1]) >= 0xE0 || body[i + 1] == '\0')) coded += '\0';
    }
    body = coded;
  }
  const std::string header = std::string("ID3") + char(spec.version) + '\0' + char(spec.flags) + sync_safe(body.size());
  return header + body + ((spec.flags & 0x10) != 0 ? "3DI" + header.substr(3) : "");
}

// --- MP3 ---

// MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes each.
inline std::string mp3_frames(int count = 2) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += "\xFF\xFB\x90\x64"s + kSoundBytes + std::string(413 - kSoundBytes.size(), char('a' + i));
  return out;
}
inline std::string id3v1() { return "TAG" + std::string(125, 'v'); }
inline std::string ape_tag(const std::vector<std::pair<std::string, std::string>>& items) {
  std::string body;
  for (const auto& [key, value] : items) body += little_endian(value.size(), 4) + "\0\0\0\0"s + key + "\0"s + value;
  const auto frame = [&](uint32_t flags) {
    return "APETAGEX" + little_endian(2000, 4) + little_endian(body.size() + 32, 4) + little_endian(items.size(), 4) +
           little_endian(flags, 4) + std::string(8, '\0');
  };
  return frame(0xA0000000) + body + frame(0x80000000);
}
inline Bytes mp3_file(const std::string& before = "", const std::string& behind = "") {
  return bytes_of(before + mp3_frames() + behind);
}

// --- FLAC, Vorbis, Opus ---

inline std::string vorbis_comments(const std::vector<std::string>& comments, const std::string& vendor = "a writer") {
  std::string out = little_endian(vendor.size(), 4) + vendor + little_endian(comments.size(), 4);
  for (const std::string& c : comments) out += little_endian(c.size(), 4) + c;
  return out;
}

struct FlacBlockSpec {
  int type;
  std::string data;
};
inline Bytes flac_file(const std::vector<FlacBlockSpec>& more = {}, const std::string& before = "") {
  std::vector<FlacBlockSpec> blocks = {{0, std::string(34, 's')}};
  blocks.insert(blocks.end(), more.begin(), more.end());
  std::string out = before + "fLaC";
  for (const FlacBlockSpec& b : blocks)
    out += char(b.type | (&b == &blocks.back() ? 0x80 : 0)) + big_endian(b.data.size(), 3) + b.data;
  return bytes_of(out + "\xFF\xF8" + kSoundBytes);
}

inline uint32_t ogg_crc(const std::string& page) {
  uint32_t crc = 0;
  for (const char c : page) {
    crc ^= uint32_t{static_cast<uint8_t>(c)} << 24;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x80000000u) != 0 ? 0x04C11DB7u : 0u);
  }
  return crc;
}

// One page with the packets that it holds whole.
inline std::string ogg_page(uint32_t serial, uint32_t number, uint8_t type, uint64_t granule,
                            const std::vector<std::string>& packets) {
  std::string lacing, data;
  for (const std::string& p : packets) {
    lacing += std::string(p.size() / 255, '\xFF') + char(p.size() % 255);
    data += p;
  }
  std::string page = "OggS\0"s + char(type) + little_endian(granule, 8) + little_endian(serial, 4) +
                     little_endian(number, 4) + "\0\0\0\0"s + char(lacing.size()) + lacing + data;
  return page.replace(22, 4, little_endian(ogg_crc(page), 4));
}

struct OggSpec {
  bool opus = false;
  std::vector<std::string> comments = {"TITLE=x"};
  uint32_t serial = 77;
  int sound_pages = 3;
  bool comments_and_setup_apart = false;
};
inline std::string ogg_stream(const OggSpec& spec) {
  const std::string list = vorbis_comments(spec.comments);
  uint32_t number = 0;
  std::string out;
  if (spec.opus) {
    out = ogg_page(spec.serial, number++, 2, 0, {"OpusHead\1\1\0\0\x80\xBB\0\0\0\0\0"s});
    out += ogg_page(spec.serial, number++, 0, 0, {"OpusTags" + list});
  } else {
    out = ogg_page(spec.serial, number++, 2, 0, {"\1vorbis\0\0\0\0\1\x44\xAC\0\0"s});
    const std::string tags = "\3vorbis" + list + "\1", setup = "\5vorbis" + std::string(600, 'b');
    if (spec.comments_and_setup_apart) {
      out += ogg_page(spec.serial, number++, 0, 0, {tags});
      out += ogg_page(spec.serial, number++, 0, 0, {setup});
    } else {
      out += ogg_page(spec.serial, number++, 0, 0, {tags, setup});
    }
  }
  for (int i = 1; i <= spec.sound_pages; ++i)
    out += ogg_page(spec.serial, number++, i == spec.sound_pages ? 4 : 0, uint64_t{960} * static_cast<uint64_t>(i),
                    {kSoundBytes + char('0' + i), std::string(300, 'p')});
  return out;
}
inline Bytes ogg_file(const OggSpec& spec = {}) { return bytes_of(ogg_stream(spec)); }

// --- M4A ---

inline std::string mp4_data(const std::string& text) { return box("data", "\0\0\0\1\0\0\0\0"s + text); }
inline std::string mp4_handler(const std::string& type) {
  return box("hdlr", std::string(8, '\0') + type + std::string(13, '\0'));
}
struct Mp4Key {
  std::string name, value;
};
// As QuickTime has it, and as `version` says with the version that ISO/IEC 14496-12 gives a box meta.
inline std::string mp4_keys(const std::vector<Mp4Key>& keys, bool version = true) {
  std::string names = "\0\0\0\0"s + big_endian(keys.size(), 4), items;
  for (size_t i = 0; i < keys.size(); ++i) {
    names += big_endian(keys[i].name.size() + 8, 4) + "mdta" + keys[i].name;
    items += box(big_endian(i + 1, 4), mp4_data(keys[i].value));
  }
  return box("meta", (version ? "\0\0\0\0"s : "") + mp4_handler("mdta") + box("keys", names) + box("ilst", items));
}
inline std::string mp4_itunes(const std::vector<Mp4Key>& items) {
  std::string list;
  for (const Mp4Key& i : items) list += box(i.name, mp4_data(i.value));
  return box("meta", "\0\0\0\0"s + mp4_handler("mdir") + box("ilst", list + box("free", "room")));
}

// A track with the handler of sound and one entry of that coding.
inline std::string sound_track(const std::string& coding, unsigned bits = 16, const std::string& more = "") {
  const std::string entry = std::string(18, '\0') + big_endian(bits, 2) + std::string(8, '\0');
  const std::string stsd = box("stsd", std::string(7, '\0') + "\1" + box(coding, entry));
  return box("trak", more + box("mdia", box("hdlr", std::string(8, '\0') + "soun" + std::string(13, '\0')) + box("minf", box("stbl", stsd))));
}

struct M4aSpec {
  std::string udta = "";  // what it holds; none when empty
  std::string more_in_moov = "", more_in_trak = "", more_boxes = "";
  bool moov_first = false, wide = false, open_end = false;  // co64; the last box without a size
  std::string udta_end = "";
};
inline Bytes m4a_file(const M4aSpec& spec = {}) {
  const std::string ftyp = box("ftyp", "M4A \0\0\2\0M4A mp42isom"s);
  const auto moov = [&](size_t offset) {
    const std::string list =
        "\0\0\0\0\0\0\0\2"s + big_endian(offset, spec.wide ? 8 : 4) + big_endian(offset + 5, spec.wide ? 8 : 4);
    const std::string stbl = box("stbl", box("stsz", std::string(12, '\0')) + box(spec.wide ? "co64" : "stco", list));
    const std::string trak = box("trak", box("tkhd", "track") + box("mdia", box("minf", stbl)) + spec.more_in_trak);
    return box("moov", box("mvhd", "movie") + trak + (spec.udta.empty() ? "" : box("udta", spec.udta + spec.udta_end)) +
                           spec.more_in_moov);
  };
  std::string out;
  if (spec.moov_first) {
    out = ftyp + moov(ftyp.size() + moov(0).size() + spec.more_boxes.size() + 8) + spec.more_boxes +
          box("mdat", kSoundBytes);
  } else {
    out = ftyp + spec.more_boxes + box("mdat", kSoundBytes) + moov(ftyp.size() + spec.more_boxes.size() + 8);
  }
  if (spec.open_end) {
    const size_t last = spec.moov_first ? out.size() - kSoundBytes.size() - 8 : out.size() - moov(0).size();
    out.replace(last, 4, "\0\0\0\0"s);
  }
  return bytes_of(out);
}

}  // namespace imprint::test
