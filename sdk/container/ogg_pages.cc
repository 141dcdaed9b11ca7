// Section numbers are those of RFC 3533.
#include "container/ogg_pages.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace imprint::container {
namespace {

using namespace std::string_view_literals;

constexpr size_t kPageHeader = 27;  // 6, with the count of segments
constexpr size_t kSegment = 255;
constexpr uint8_t kContinued = 1, kFirst = 2, kLast = 4;  // header type, 6 (3)
constexpr uint64_t kStepsAPage = 60;                      // spec/limits.md 2.1

constexpr std::array<uint32_t, 256> crc_table() {  // 6 (8): polynomial 04C11DB7, from the highest bit, no inversion
  std::array<uint32_t, 256> out{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i << 24;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x80000000u) != 0 ? 0x04C11DB7u : 0u);
    out[i] = crc;
  }
  return out;
}
constexpr std::array<uint32_t, 256> kCrc = crc_table();

uint32_t crc_over(uint32_t crc, ByteView bytes) {
  for (const uint8_t byte : bytes) crc = crc << 8 ^ kCrc[crc >> 24 ^ byte];
  return crc;
}
// Of a page, as if its own field were zero.
uint32_t page_crc(ByteView page) {
  constexpr std::array<uint8_t, 4> kZero = {};
  return crc_over(crc_over(crc_over(0, page.first(22)), kZero), page.subspan(26));
}
void put_le32(uint8_t* p, uint32_t value) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<uint8_t>(value >> (8 * i));
}

struct Page {
  ByteView raw;
  size_t index = 0;  // counted over the file
  size_t at = 0;     // byte of the file
  uint8_t type() const { return raw[5]; }
  uint32_t serial() const { return read_le32(&raw[14]); }
  uint32_t number() const { return read_le32(&raw[18]); }
  ByteView lacing() const { return raw.subspan(kPageHeader, raw[26]); }
  ByteView data() const { return raw.subspan(kPageHeader + raw[26]); }
  bool crc_ok() const { return page_crc(raw) == read_le32(&raw[22]); }
};

Status at_page(Code code, const Page& page, const std::string& what) {
  return {code, "Ogg page at byte " + std::to_string(page.at) + " " + what};
}

class Pages {
 public:
  Pages(ByteView file, const Limits& limits) : file_(file), limits_(limits) {}

  // None behind the last.
  Result<std::optional<Page>> next() {
    if (at_ == file_.size()) return std::optional<Page>();
    IMPRINT_RETURN_IF_ERROR(limits_.spend(Resource::kSteps, kStepsAPage, "pages of an Ogg file"));
    Page page{file_.subspan(at_), index_++, at_};
    if (as_text(page.raw.first(std::min<size_t>(4, page.raw.size()))) != "OggS"sv.substr(0, page.raw.size()))
      return at_page(Code::kMalformed, page, "is none");
    const Status cut = at_page(Code::kTruncated, page, "is cut short");
    if (page.raw.size() < kPageHeader || page.raw.size() < kPageHeader + page.raw[26]) return cut;
    if (page.raw[4] != 0)
      return at_page(Code::kMalformed, page, "is of version " + std::to_string(page.raw[4]) + ", not 0");
    size_t bytes = kPageHeader + page.raw[26];
    for (const uint8_t segment : page.lacing()) bytes += segment;
    if (bytes > page.raw.size()) return cut;
    page.raw = page.raw.first(bytes);
    at_ += bytes;
    return std::optional<Page>(page);
  }

 private:
  ByteView file_;
  const Limits& limits_;
  size_t at_ = 0, index_ = 0;
};

struct Codec {
  const char* name;
  std::string_view first;     // the packet that identifies the stream begins with it
  std::string_view comments;  // and so does that with the comments
  size_t more_headers;
};
constexpr std::array kCodecs = {Codec{"Vorbis", "\x01vorbis"sv, "\x03vorbis"sv, 1},
                                Codec{"Opus", "OpusHead"sv, "OpusTags"sv, 0}};

const Codec* codec_of(ByteView first_packet) {
  const auto* found = std::find_if(kCodecs.begin(), kCodecs.end(),
                                   [&](const Codec& c) { return as_text(first_packet).starts_with(c.first); });
  return found == kCodecs.end() ? nullptr : found;
}
const Codec& codec_named(const char* name) {
  return *std::find_if(kCodecs.begin(), kCodecs.end(),
                       [&](const Codec& c) { return c.name == std::string_view(name); });
}

// A stream while its header is read.
class HeaderReader {
 public:
  HeaderReader(const Codec& codec, uint32_t serial, const Limits& limits) : codec_(&codec), limits_(&limits) {
    stream_.serial = serial;
    stream_.codec = codec.name;
  }

  bool done() const { return packets_.size() == 1 + codec_->more_headers; }

  Status take(const Page& page) {
    if (!page.crc_ok()) return at_page(Code::kMalformed, page, "has a wrong checksum");
    if (packets_.empty() && packet_.empty()) stream_.first_page = page.index;
    stream_.last_page = page.index;
    ByteView rest = page.data();
    for (const uint8_t segment : page.lacing()) {
      if (done()) {
        stream_.sound_on_last = true;
        break;
      }
      append(packet_, rest.first(segment));
      rest = rest.subspan(segment);
      if (packet_.size() > limits_->max_metadata_bytes)
        return limit_exceeded("size of an Ogg header", packet_.size(), "max_metadata_bytes",
                              limits_->max_metadata_bytes);
      if (segment == kSegment) continue;
      packets_.push_back(std::move(packet_));
      packet_.clear();
    }
    return done() ? finish(page) : Status();
  }

  OggStream stream() && { return std::move(stream_); }

 private:
  Status finish(const Page& page) {
    if (!as_text(packets_[0]).starts_with(codec_->comments))
      return at_page(Code::kMalformed, page, std::string("ends a header of ") + codec_->name + " without comments");
    stream_.comments.assign(packets_[0].begin() + static_cast<std::ptrdiff_t>(codec_->comments.size()),
                            packets_[0].end());
    stream_.headers.assign(std::make_move_iterator(packets_.begin() + 1), std::make_move_iterator(packets_.end()));
    return {};
  }

  const Codec* codec_;
  const Limits* limits_;
  OggStream stream_;
  Bytes packet_;
  std::vector<Bytes> packets_;
};

// 5 and 6: packets cut into segments, at most 255 a page; a page on which none ends has no granule position.
void append_pages(Bytes& out, uint32_t serial, uint32_t& number, const std::vector<ByteView>& packets) {
  Bytes lacing, data;
  bool continued = false, any_ends = false;
  const auto flush = [&](bool goes_on) {
    const size_t begin = out.size();
    append(out, as_bytes("OggS"));
    out.push_back(0);
    out.push_back(continued ? kContinued : uint8_t{0});
    out.insert(out.end(), 8, any_ends ? uint8_t{0} : uint8_t{0xFF});
    out.resize(out.size() + 12);
    put_le32(&out[begin + 14], serial);
    put_le32(&out[begin + 18], number++);
    out.push_back(static_cast<uint8_t>(lacing.size()));
    append(out, lacing);
    append(out, data);
    put_le32(&out[begin + 22], page_crc(ByteView(out).subspan(begin)));
    lacing.clear();
    data.clear();
    continued = goes_on;
    any_ends = false;
  };
  for (const ByteView packet : packets) {
    size_t at = 0;
    for (bool ends = false; !ends;) {
      const size_t bytes = std::min(kSegment, packet.size() - at);
      ends = bytes < kSegment;
      lacing.push_back(static_cast<uint8_t>(bytes));
      append(data, packet.subspan(at, bytes));
      at += bytes;
      any_ends |= ends;
      if (lacing.size() == kSegment) flush(!ends);
    }
  }
  if (!lacing.empty()) flush(false);
}

// Holds the pages of a file of one stream against each other.
class SoundPages {
 public:
  Status take(const Page& page) {
    const bool begins = (page.type() & kFirst) != 0;
    if (begins != (page.index == 0)) return begins ? several(page) : at_page(Code::kMalformed, page, "begins no stream");
    if (begins) IMPRINT_RETURN_IF_ERROR(begin(page));
    if (page.serial() != out_.serial) return several(page);
    if (!page.crc_ok()) return at_page(Code::kMalformed, page, "has a wrong checksum");
    if (page.number() != next_number_++) return at_page(Code::kMalformed, page, "does not follow the page before it");
    return take_place(page);
  }
  OggSound result() && { return std::move(out_); }

 private:
  static Status several(const Page& page) {
    return at_page(Code::kUnsupportedFormat, page,
                   "belongs to a second stream; sound is read from files with one, so take it apart first");
  }

  Status begin(const Page& page) {
    const Codec* codec = codec_of(page.data());
    if (codec == nullptr)
      return {Code::kUnsupportedFormat, "Ogg holds no stream of Vorbis or Opus; sound of other streams is not read"};
    const ByteView lacing = page.lacing();
    const bool one = std::find_if(lacing.begin(), lacing.end(), [](uint8_t s) { return s != kSegment; }) == lacing.end() - 1;
    if (!one) return at_page(Code::kMalformed, page, "has something else than the first packet alone");
    out_.serial = page.serial();
    out_.codec = codec->name;
    out_.head.assign(page.data().begin(), page.data().end());
    next_number_ = page.number();
    return {};
  }

  // 6 (4): no packet ends on a page without a place. Those of headers are 0.
  Status take_place(const Page& page) {
    constexpr uint64_t kNone = ~uint64_t{0}, kMost = uint64_t{1} << 48;
    const uint64_t place = read_le64(&page.raw[6]);
    if (place == kNone) return {};
    if (place < out_.last_place || place > kMost)
      return at_page(Code::kMalformed, page, "has the place " + std::to_string(place) + " behind " + std::to_string(out_.last_place));
    out_.last_place = place;
    if (place != 0) out_.sound_bytes += page.data().size();
    return {};
  }

  OggSound out_;
  uint32_t next_number_ = 0;
};

// Writes the file again, page by page.
class Rewriter {
 public:
  Rewriter(ByteView file, const std::vector<OggStream>& old, const std::vector<Bytes>& comments, const Limits& limits)
      : file_(file), old_(old), comments_(comments), limits_(limits) {
    for (size_t i = 0; i < old.size(); ++i)
      if (comments[i] != old[i].comments) begins_at_[old[i].first_page] = i;
  }

  Result<Bytes> run() && {
    out_.reserve(file_.size() + 4096);
    Pages pages(file_, limits_);
    while (true) {
      IMPRINT_ASSIGN_OR_RETURN(const std::optional<Page> page, pages.next());
      if (!page) break;
      IMPRINT_RETURN_IF_ERROR(write(*page));
    }
    return std::move(out_);
  }

 private:
  Status write(const Page& page) {
    const uint32_t serial = page.serial();
    if ((page.type() & kFirst) != 0) moved_[serial] = 0;  // a chained stream may use a number again
    const auto begins = begins_at_.find(page.index);
    if (begins != begins_at_.end()) {
      header_of_[serial] = begins->second;
      IMPRINT_RETURN_IF_ERROR(lay_header(begins->second, page));
    }
    const auto header = header_of_.find(serial);
    if (header != header_of_.end()) return leave_header(header->second, page);
    return write_moved(page, moved_[serial]);
  }

  Status lay_header(size_t index, const Page& page) {
    const OggStream& stream = old_[index];
    if (stream.sound_on_last)
      return at_page(Code::kMalformed, page,
                     "begins a header that ends on a page with sound; such a file is not changed");
    const ByteView name = as_bytes(codec_named(stream.codec).comments);
    Bytes packet(name.begin(), name.end());
    append(packet, comments_[index]);
    std::vector<ByteView> packets = {packet};
    for (const Bytes& header : stream.headers) packets.emplace_back(header);
    uint32_t& number = next_number_[stream.serial];
    number = page.number();
    append_pages(out_, stream.serial, number, packets);
    return {};
  }

  // An old page of a header goes; the last one shows by how much those behind it move.
  Status leave_header(size_t index, const Page& page) {
    if (page.index != old_[index].last_page) return {};
    if ((page.type() & kLast) != 0) return at_page(Code::kMalformed, page, "ends a stream without sound");
    moved_[page.serial()] = next_number_[page.serial()] - (page.number() + 1);
    header_of_.erase(page.serial());
    return {};
  }

  Status write_moved(const Page& page, uint32_t by) {
    const size_t begin = out_.size();
    append(out_, page.raw);
    if (by == 0) return {};
    if (!page.crc_ok()) return at_page(Code::kMalformed, page, "has a wrong checksum, which a new number would hide");
    put_le32(&out_[begin + 18], page.number() + by);
    put_le32(&out_[begin + 22], page_crc(ByteView(out_).subspan(begin)));
    return {};
  }

  ByteView file_;
  const std::vector<OggStream>& old_;
  const std::vector<Bytes>& comments_;
  const Limits& limits_;
  Bytes out_;
  std::map<size_t, size_t> begins_at_;                // headers that change, by the page on which they begin
  std::map<uint32_t, size_t> header_of_;              // those that have begun and not ended, by serial number
  std::map<uint32_t, uint32_t> next_number_, moved_;  // of pages, by serial number; modulo 2^32
};

}  // namespace

Result<std::vector<OggStream>> read_ogg_streams(ByteView file, const Limits& limits) {
  std::vector<OggStream> out;
  std::map<uint32_t, HeaderReader> open;
  Pages pages(file, limits);
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<Page> page, pages.next());
    if (!page) break;
    if ((page->type() & kFirst) != 0) {
      if (const Codec* codec = codec_of(page->data())) {
        if (open.size() >= limits.max_segments)
          return limit_exceeded("count of Ogg streams", open.size() + 1, "max_segments", limits.max_segments);
        open.insert_or_assign(page->serial(), HeaderReader(*codec, page->serial(), limits));
      }
      continue;
    }
    const auto reader = open.find(page->serial());
    if (reader == open.end()) continue;
    IMPRINT_RETURN_IF_ERROR(reader->second.take(*page));
    if (!reader->second.done()) continue;
    if (out.size() == limits.max_segments)
      return limit_exceeded("count of Ogg streams", out.size() + 1, "max_segments", limits.max_segments);
    out.push_back(std::move(reader->second).stream());
    open.erase(reader);
  }
  if (!open.empty()) return Status{Code::kTruncated, "Ogg ends inside the header of a stream"};
  if (out.empty())
    return Status{Code::kUnsupportedFormat,
                  "Ogg holds no stream of Vorbis or Opus; labels of other streams are not known"};
  return out;
}

Result<Bytes> with_ogg_comments(ByteView file, const std::vector<OggStream>& old, const std::vector<Bytes>& comments,
                                const Limits& limits) {
  return Rewriter(file, old, comments, limits).run();
}

Result<OggSound> read_ogg_sound(ByteView file, const Limits& limits) {
  SoundPages sound;
  Pages pages(file, limits);
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<Page> page, pages.next());
    if (!page) break;
    IMPRINT_RETURN_IF_ERROR(sound.take(*page));
  }
  return std::move(sound).result();
}

Status set_ogg_serial(Bytes& file, uint32_t serial, const Limits& limits) {
  Pages pages(file, limits);
  while (true) {
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<Page> page, pages.next());
    if (!page) return {};
    uint8_t* raw = file.data() + page->at;
    put_le32(raw + 14, serial);
    put_le32(raw + 22, page_crc(page->raw));
  }
}

}  // namespace imprint::container
