#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <string>

#include "codec/codec.h"
#include "container/jpeg_segments.h"
#include "unit/codec/decoded.h"
#include "unit/codec/jpeg_samples.h"

using namespace imprint;
using namespace imprint::test;
using namespace imprint::container;
using codec::decode;
using codec::encode_like;
using codec::probe;
using image::PixelFormat;

namespace {

Bytes rewritten(const Bytes& file) {
  const codec::Picture picture = decoded(file);
  auto out = encode_like(file, picture.pixels.view(), {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

JpegSegments segments_of(const Bytes& file) {
  auto split = split_jpeg(file, {});
  REQUIRE(split.ok());
  return std::move(split).value();
}

// All tables of a file, each as its own string: one DQT segment may hold several.
std::set<std::string> quantisation_tables(const Bytes& file) {
  std::set<std::string> out;
  for (const auto& segment : segments_of(file).segments) {
    if (segment.marker != kJpegDqt) continue;
    for (ByteView rest = segment.data; !rest.empty();) {
      const size_t size = rest[0] >> 4 ? 129 : 65;
      out.insert(std::string(as_text(rest.first(size))));
      rest = rest.subspan(size);
    }
  }
  return out;
}

Bytes first(const Bytes& file, uint8_t marker) {
  for (const auto& segment : segments_of(file).segments)
    if (segment.marker == marker) return Bytes(segment.raw.begin(), segment.raw.end());
  return {};
}

// Marker, precision, size, and name, sampling and table of each component.
Bytes frame_of(const Bytes& file) {
  for (const auto& segment : segments_of(file).segments)
    if (is_jpeg_frame_header(segment.marker)) return Bytes(segment.raw.begin(), segment.raw.end());
  return {};
}

size_t count(const Bytes& file, uint8_t marker) {
  const auto split = segments_of(file);
  return static_cast<size_t>(std::count_if(split.segments.begin(), split.segments.end(),
                                           [&](const JpegSegment& s) { return s.marker == marker; }));
}

// Root of the mean squared difference.
double distance(const image::Image& a, const image::Image& b) {
  REQUIRE(a.samples.size() == b.samples.size());
  double sum = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) sum += std::pow(double(a.samples[i]) - double(b.samples[i]), 2);
  return std::sqrt(sum / static_cast<double>(a.samples.size()));
}

Bytes with_segment(const Bytes& file, uint8_t marker, std::string_view data) {
  Bytes out(file.begin(), file.begin() + 2);
  append_jpeg_segment(out, marker, as_bytes(data));
  append(out, ByteView(file).subspan(2));
  return out;
}

size_t find_frame(const Bytes& file) {
  for (const auto& segment : segments_of(file).segments)
    if (is_jpeg_frame_header(segment.marker)) return static_cast<size_t>(segment.raw.data() - file.data());
  return 0;
}

struct Choice {
  const char* name;
  JpegSpec spec;
};

std::vector<Choice> choices() {
  std::vector<Choice> out;
  for (const auto& [name, sampling] : {std::pair{"4:4:4", std::array{1, 1}},
                                       {"4:2:2", std::array{2, 1}},
                                       {"4:2:0", std::array{2, 2}},
                                       {"4:4:0", std::array{1, 2}},
                                       {"4:1:1", std::array{4, 1}}}) {
    JpegSpec spec;
    spec.luma_sampling = sampling;
    out.push_back({name, spec});
    spec.progressive = true;
    out.push_back({name, spec});
  }
  JpegSpec gray;
  gray.input = gray.stored = JCS_GRAYSCALE;
  gray.luma_sampling = {1, 1};
  out.push_back({"grey", gray});
  gray.luma_sampling = {2, 2};  // means nothing for one component, but is met
  out.push_back({"grey 2x2", gray});
  gray.progressive = true;
  out.push_back({"grey progressive", gray});
  JpegSpec rgb;
  rgb.stored = JCS_RGB;
  rgb.luma_sampling = {1, 1};
  out.push_back({"RGB", rgb});
  JpegSpec restarts;
  restarts.restart_interval = 2;
  out.push_back({"restart markers", restarts});
  restarts.progressive = true;
  out.push_back({"restart markers, progressive", restarts});
  JpegSpec optimised;
  optimised.optimised = true;
  out.push_back({"optimised", optimised});
  JpegSpec coarse;
  coarse.quality = 8;  // values above 255: 16-bit tables, SOF1
  out.push_back({"16-bit tables", coarse});
  JpegSpec odd;
  odd.width_px = 37, odd.height_px = 19;
  odd.adjust = [](jpeg_compress_struct& c) {
    c.comp_info[0].component_id = 7;
    c.comp_info[2].quant_tbl_no = 0;
  };
  out.push_back({"odd size, names and tables", odd});
  return out;
}

}  // namespace

TEST_CASE("jpeg: every sampling, process and colour space decodes near to what was drawn") {
  for (const Choice& choice : choices()) {
    const JpegSpec& spec = choice.spec;
    CAPTURE(choice.name);
    CAPTURE(spec.progressive);
    const Bytes file = make_jpeg(spec);
    const codec::Picture picture = decoded(file);
    const PixelFormat format = spec.input == JCS_GRAYSCALE ? PixelFormat::kGray8 : PixelFormat::kRgb8;
    REQUIRE(picture.pixels.format == format);
    CHECK(picture.format == Format::kJpeg);
    const double error = distance(picture.pixels, drawn_picture(spec.width_px, spec.height_px, format));
    CHECK(error < (spec.quality < 10 ? 40.0 : 8.0));
    if (spec.quality < 10) CHECK(frame_of(file)[1] == 0xC1);
    const auto info = probe(file, {});
    REQUIRE(info.ok());
    CHECK(info.value().pixel_format == format);
    CHECK(info.value().width_px == spec.width_px);
    CHECK(info.value().height_px == spec.height_px);
  }
}

TEST_CASE("jpeg: rewriting keeps tables, frame, restart interval, Huffman kind and nearly all samples") {
  for (const Choice& choice : choices()) {
    const JpegSpec& spec = choice.spec;
    CAPTURE(choice.name);
    CAPTURE(spec.progressive);
    const Bytes file = make_jpeg(spec);
    const Bytes out = rewritten(file);
    CHECK(quantisation_tables(out) == quantisation_tables(file));
    CHECK(frame_of(out) == frame_of(file));
    CHECK(first(out, kJpegDri) == first(file, kJpegDri));
    CHECK(count(out, kJpegSos) == count(file, kJpegSos));
    if (!spec.optimised && !spec.progressive) CHECK(first(out, kJpegDht) == first(file, kJpegDht));
    CHECK(distance(decoded(out).pixels, decoded(file).pixels) < 3.0);
  }
}

TEST_CASE("jpeg: changed pixels are written") {
  const Bytes file = make_jpeg({});
  codec::Picture picture = decoded(file);
  for (uint8_t& sample : picture.pixels.samples) sample = static_cast<uint8_t>(sample / 2 + 20);
  const auto out = encode_like(file, picture.pixels.view(), {});
  REQUIRE(out.ok());
  CHECK(distance(decoded(out.value()).pixels, picture.pixels) < 3.0);
}

TEST_CASE("jpeg: all application and comment segments stay in order, and none is doubled") {
  JpegSpec spec;
  spec.adjust = [](jpeg_compress_struct& c) {
    c.density_unit = 1, c.X_density = 300, c.Y_density = 299, c.write_Adobe_marker = TRUE;
  };
  spec.write_markers = [](jpeg_compress_struct& c) {
    for (const auto& [marker, text] :
         {std::pair{0xE1, "Exif"}, {0xE2, "ICC_PROFILE"}, {0xFE, "a comment"}, {0xEB, "JP"}, {0xE1, "second"}})
      jpeg_write_marker(&c, marker, reinterpret_cast<const JOCTET*>(text), static_cast<unsigned>(std::strlen(text)));
  };
  Bytes file = make_jpeg(spec);
  append(file, as_bytes("behind the end"));
  const Bytes out = rewritten(file);

  const auto kept = [](const JpegSegments& split) {
    std::string all;
    for (const auto& s : split.segments)
      if ((s.marker >= kJpegApp0 && s.marker <= kJpegApp15) || s.marker == kJpegCom) all += as_text(s.raw);
    return all;
  };
  CHECK(kept(segments_of(out)) == kept(segments_of(file)));
  CHECK(count(out, kJpegApp0) == 1);
  CHECK(count(out, kJpegApp14) == 1);
  CHECK(count(out, kJpegEoi) == 1);
  CHECK(as_text(segments_of(out).trailing) == "behind the end");
}

TEST_CASE("jpeg: a file without JFIF gets none, and its component names still tell the colours") {
  for (const J_COLOR_SPACE stored : {JCS_YCbCr, JCS_RGB}) {
    JpegSpec spec;
    spec.stored = stored;
    spec.luma_sampling = {1, 1};
    spec.adjust = [](jpeg_compress_struct& c) { c.write_JFIF_header = c.write_Adobe_marker = FALSE; };
    const Bytes file = make_jpeg(spec);
    CHECK(distance(decoded(file).pixels, drawn_picture(40, 24, PixelFormat::kRgb8)) < 8.0);
    const Bytes out = rewritten(file);
    CHECK(count(out, kJpegApp0) == 0);
    CHECK(count(out, kJpegApp14) == 0);
    CHECK(distance(decoded(out).pixels, decoded(file).pixels) < 3.0);
  }
}

TEST_CASE("jpeg: the orientation of the first EXIF segment is told and the pixels are not turned") {
  const Bytes plain = make_jpeg({});
  CHECK(decoded(plain).orientation == image::Orientation::kUpright);
  const std::string exif("Exif\0\0MM\0*\0\0\0\x8\0\1\1\x12\0\3\0\0\0\1\0\x8\0\0\0\0\0\0", 32);
  const Bytes turned = with_segment(plain, kJpegApp1, exif);
  CHECK(decoded(turned).orientation == image::Orientation::kRotate90Ccw);
  CHECK(decoded(turned).pixels.samples == decoded(plain).pixels.samples);
}

TEST_CASE("jpeg: what is not supported is refused by its name, by probe and decode alike") {
  const auto refused = [](const Bytes& file, const std::string& what) {
    CAPTURE(what);
    CHECK(probe(file, {}).status().code() == Code::kUnsupportedPixels);
    const Status status = decode_status(file);
    CHECK(status.code() == Code::kUnsupportedPixels);
    CHECK(status.message() ==
          what + " JPEG is not supported; 8-bit grey and three-colour JPEG, baseline or progressive, is");
  };
  JpegSpec four;
  four.input = JCS_CMYK;
  four.luma_sampling = {1, 1};
  four.stored = JCS_CMYK;
  refused(make_jpeg(four), "CMYK");
  four.stored = JCS_YCCK;
  refused(make_jpeg(four), "YCCK");
  JpegSpec arithmetic;
  arithmetic.arithmetic = true;
  refused(make_jpeg(arithmetic), "arithmetic-coded");

  const Bytes good = make_jpeg({});
  const size_t frame = find_frame(good);
  const auto patched = [&](size_t offset, uint8_t value) {
    Bytes file = good;
    file[frame + offset] = value;
    return file;
  };
  refused(patched(1, 0xC3), "lossless");
  refused(patched(1, 0xC5), "hierarchical");
  refused(patched(1, 0xCB), "lossless arithmetic-coded");
  refused(patched(1, 0xCF), "hierarchical arithmetic-coded");
  refused(patched(1, 0xF7), "JPEG-LS");
  refused(patched(4, 12), "12-bit");
  refused(patched(9, 2), "2-component");
  Bytes dnl = patched(5, 0);
  dnl[frame + 6] = 0;
  refused(dnl, "height-after-scan (DNL)");
}

TEST_CASE("jpeg: sampling factors that do not divide each other are refused as unsupported") {
  Bytes file = make_jpeg({});
  const size_t frame = find_frame(file);
  file[frame + 11] = 0x31;  // luma three times as wide
  file[frame + 14] = 0x21;  // chroma twice
  CHECK(decode_status(file).code() == Code::kUnsupportedPixels);
}

TEST_CASE("jpeg: limits refuse a size before anything of that size is made") {
  const Bytes file = make_jpeg({});
  Limits limits;
  limits.max_pixels = 40 * 24;
  CHECK(decode(file, limits).ok());
  limits.max_pixels -= 1;
  CHECK(decode(file, limits).status().message() == "pixel count 960 exceeds max_pixels 959");
  CHECK(probe(file, limits).status().code() == Code::kLimitExceeded);
}

TEST_CASE("jpeg: more scans than any encoder writes are refused, by number and by work") {
  JpegSpec spec;
  spec.progressive = true;
  const Bytes file = make_jpeg(spec);
  const JpegSegments split = segments_of(file);
  const auto last_scan = std::find_if(split.segments.rbegin(), split.segments.rend(),
                                      [](const JpegSegment& s) { return s.marker == kJpegSos; });
  Bytes many(file.begin(), file.end() - 2);
  for (int i = 0; i < 500; ++i) append(many, last_scan->raw);
  append(many, as_bytes("\xFF\xD9"));
  CHECK(decode_status(many).message() == "JPEG scan count 510 exceeds the limit of 500");

  Bytes some(file.begin(), file.end() - 2);
  for (int i = 0; i < 11; ++i) append(some, last_scan->raw);
  append(some, as_bytes("\xFF\xD9"));
  Limits limits;
  limits.max_pixels = 960;
  CHECK(decode(file, limits).ok());
  CHECK(decode(some, limits).status().message() == "JPEG pixels times scans 20160 exceeds 20 x max_pixels 19200");
}

TEST_CASE("jpeg: cut at any byte, a file is refused unless it still gives every sample") {
  JpegSpec progressive;
  progressive.progressive = true;
  JpegSpec restarts;
  restarts.restart_interval = 1;
  JpegSpec separate;  // one scan for each component, sequential
  static const jpeg_scan_info kScans[] = {{1, {0}, 0, 63, 0, 0}, {1, {1}, 0, 63, 0, 0}, {1, {2}, 0, 63, 0, 0}};
  separate.adjust = [](jpeg_compress_struct& c) { c.scan_info = kScans, c.num_scans = 3; };
  for (JpegSpec spec : {JpegSpec{}, progressive, restarts, separate}) {
    const Bytes file = make_jpeg(spec);
    const auto whole = decoded(file).pixels.samples;
    size_t accepted = 0;
    for (size_t size = 0; size < file.size(); ++size) {
      CAPTURE(size);
      const auto cut = decode(ByteView(file).first(size), {});
      if (!cut.ok()) continue;
      ++accepted;
      CHECK(cut.value().pixels.samples == whole);
    }
    CHECK(accepted >= 2);  // without EOI, and with its first byte only
    CHECK(accepted <= 3);
  }
}

TEST_CASE("jpeg: a file without EOI gets one when it is rewritten") {
  const Bytes file = make_jpeg({});
  CHECK(segments_of(rewritten(Bytes(file.begin(), file.end() - 2))).has_eoi);
}

TEST_CASE("jpeg: a cut file is called cut, a damaged one damaged") {
  JpegSpec spec;
  spec.restart_interval = 1;
  const Bytes file = make_jpeg(spec);
  CHECK(decode_status(Bytes(file.begin(), file.end() - 20)).code() == Code::kTruncated);
  Bytes shorter(file.begin(), file.end() - 20);
  append(shorter, as_bytes("\xFF\xD9"));
  CHECK(decode_status(shorter).code() == Code::kDecodeFailed);
  Bytes wrong_restart = file;
  for (size_t i = file.size() - 1; i > 0; --i)
    if (wrong_restart[i - 1] == 0xFF && wrong_restart[i] >= 0xD0 && wrong_restart[i] <= 0xD7) {
      wrong_restart[i] ^= 4;
      break;
    }
  CHECK(decode_status(wrong_restart).code() == Code::kDecodeFailed);
}

TEST_CASE("jpeg: stray bytes between a complete scan and EOI are no damage") {
  const Bytes file = make_jpeg({});
  Bytes stray(file.begin(), file.end() - 2);
  append(stray, Bytes(9, 0));
  append(stray, as_bytes("\xFF\xD9"));
  CHECK(decoded(stray).pixels.samples == decoded(file).pixels.samples);
}

TEST_CASE("jpeg: headers without a picture, or with part of one, are refused") {
  const Bytes file = make_jpeg({});
  const JpegSegments split = segments_of(file);
  const auto without = [&](auto&& dropped) {
    Bytes out;
    for (const auto& segment : split.segments)
      if (!dropped(segment.marker)) append(out, segment.raw);
    return decode_status(out);
  };
  CHECK(without([](uint8_t m) { return is_jpeg_frame_header(m); }).message() == "JPEG has no frame header");
  CHECK(without([](uint8_t m) { return m == kJpegSos; }).message() == "JPEG ends before its first scan");
  CHECK(without([](uint8_t m) { return m == kJpegDqt; }).code() == Code::kDecodeFailed);

  JpegSpec separate;
  static const jpeg_scan_info kScans[] = {{1, {0}, 0, 63, 0, 0}, {2, {1, 2}, 0, 63, 0, 0}};
  separate.adjust = [](jpeg_compress_struct& c) { c.scan_info = kScans, c.num_scans = 2; };
  const Bytes two = make_jpeg(separate);
  const JpegSegments parts = segments_of(two);
  Bytes luma_only(two.data(), parts.segments[parts.segments.size() - 2].raw.data());
  append(luma_only, as_bytes("\xFF\xD9"));
  CHECK(decode_status(luma_only).message() == "JPEG has scans for 1 of its 3 components");
}

TEST_CASE("jpeg: tables that change between scans can be read but not written") {
  JpegSpec separate;
  static const jpeg_scan_info kScans[] = {{1, {0}, 0, 63, 0, 0}, {2, {1, 2}, 0, 63, 0, 0}};
  separate.adjust = [](jpeg_compress_struct& c) { c.scan_info = kScans, c.num_scans = 2; };
  const Bytes file = make_jpeg(separate);
  CHECK(encode_like(file, decoded(file).pixels.view(), {}).ok());
  Bytes changed;
  size_t scans = 0;
  for (const auto& segment : segments_of(file).segments) {
    if (segment.marker == kJpegSos && ++scans == 2) append(changed, first(file, kJpegDqt));
    append(changed, segment.raw);
  }
  CHECK(encode_like(changed, decoded(changed).pixels.view(), {}).status().code() == Code::kUnsupportedPixels);
}

TEST_CASE("jpeg: quantisation values that an encoder cannot divide by can be read but not written") {
  JpegSpec spec;
  spec.quality = 8;  // 16-bit tables
  const Bytes file = make_jpeg(spec);
  const Bytes dqt = first(file, kJpegDqt);
  const size_t last_value =
      static_cast<size_t>(std::search(file.begin(), file.end(), dqt.begin(), dqt.end()) - file.begin()) + 4 + 127;
  for (const int value : {0, 1, 8191, 8192, 65535}) {
    const bool writable = value >= 1 && value <= 8191;
    CAPTURE(value);
    Bytes changed = file;
    changed[last_value] = static_cast<uint8_t>(value >> 8);
    changed[last_value + 1] = static_cast<uint8_t>(value);
    const auto out = encode_like(changed, decoded(changed).pixels.view(), {});
    CHECK(out.ok() == writable);
    if (!writable) CHECK(out.status().code() == Code::kUnsupportedPixels);
  }
}

TEST_CASE("jpeg: a file of its own shows the picture, and is smaller for less quality") {
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kGray8}) {
    image::Image picture(61, 43, format);
    const size_t channels = traits(format).channels;
    for (size_t i = 0; i < picture.samples.size(); ++i) picture.samples[i] = static_cast<uint8_t>(i / channels * 3 / 61);
    const auto fine = codec::encode_jpeg(picture.view(), 95), coarse = codec::encode_jpeg(picture.view(), 10);
    REQUIRE(fine.ok());
    REQUIRE(coarse.ok());
    CHECK(coarse->size() < fine->size());
    const codec::Picture read = decoded(fine.value());
    CHECK(read.pixels.format == format);
    REQUIRE(read.pixels.samples.size() == picture.samples.size());
    int worst = 0;
    for (size_t i = 0; i < picture.samples.size(); ++i)
      worst = std::max(worst, std::abs(picture.samples[i] - read.pixels.samples[i]));
    CHECK(worst <= 4);
  }
  const image::Image alpha(8, 8, PixelFormat::kRgba8);
  CHECK(codec::encode_jpeg(alpha.view(), 80).status().code() == Code::kUnsupportedPixels);
  const image::Image wide(65501, 1, PixelFormat::kGray8);
  CHECK(codec::encode_jpeg(wide.view(), 80).status().code() == Code::kEncodeFailed);
}
