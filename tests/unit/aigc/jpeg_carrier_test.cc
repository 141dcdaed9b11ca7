// Labels in JPEG segments: where they are found, and that nothing else in the file moves when one is written.
#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

const std::string kGuid = "0123456789ABCDEF0123456789ABCDEF";

Segment extended(const std::string& part, size_t offset, size_t total, const std::string& guid = kGuid) {
  Bytes numbers;
  append_be32(numbers, static_cast<uint32_t>(total));
  append_be32(numbers, static_cast<uint32_t>(offset));
  return {0xE1, std::string(container::kExtendedXmpPrefix) + guid + text_of(numbers) + part};
}

std::vector<Segment> extended_parts(const std::string& xmp) {
  const size_t half = xmp.size() / 2;
  return {extended(xmp.substr(half), half, xmp.size()), extended(xmp.substr(0, half), 0, xmp.size())};  // out of order
}

struct Place {
  std::vector<Segment> segments;
  std::string carrier;
  Codes codes;
};

std::vector<Place> places() {
  const Segment foreign_xmp = xmp_segment(packet(description(kDcDeclared, kForeign)));
  std::vector<Segment> with_extended = {kJfif, foreign_xmp};
  for (const Segment& s : extended_parts(packet_with_label())) with_extended.push_back(s);
  return {
      {{kJfif, xmp_segment(packet_with_label())}, "jpeg:APP1:xmp", {}},
      {{foreign_xmp, xmp_segment(packet_with_label())}, "jpeg:APP1:xmp", {}},
      {with_extended, "jpeg:APP1:extended-xmp", {"GB-CARRIER"}},
      {{exif_segment(exif(kAsciiCode + kWrapped))}, "jpeg:APP1:exif:UserComment", {}},
      {{exif_segment(exif(kAsciiCode + kBare))}, "jpeg:APP1:exif:UserComment", {"GB-SHAPE"}},
      {{exif_segment(exif(kWrapped))}, "jpeg:APP1:exif:UserComment", {"GB-EXIF-PREFIX"}},
      {{exif_segment(exif(kAsciiCode + "a comment", kWrapped))}, "jpeg:APP1:exif:ImageDescription", {"GB-CARRIER"}},
      {{kJfif, {0xE0, "AIGC" + kBare}}, "jpeg:APP0:raw", {"GB-CARRIER"}},
      {{{0xEA, "SomeApp\0AIGC"s + kBare}}, "jpeg:APP10:raw", {"GB-CARRIER"}},
      {{{0xEA, kWrapped}}, "jpeg:APP10:raw", {"GB-CARRIER"}},
      {{{0xFE, kWrapped}}, "jpeg:COM:raw", {"GB-CARRIER"}},
  };
}

std::vector<int> markers(const Bytes& file) {
  std::vector<int> out;
  for (const auto& s : segments_of(file)) out.push_back(s.marker);
  return out;
}

}  // namespace

TEST_CASE("jpeg: a label is found in every place, with its deviations") {
  for (const Place& place : places()) {
    CAPTURE(place.carrier);
    const auto found = read_ok(jpeg(place.segments));
    REQUIRE(found.labels.size() == 1);
    CHECK(found.problems.empty());
    CHECK(found.labels[0].carrier == place.carrier);
    CHECK(found.labels[0].label == sample());
    CHECK(codes(found.labels[0].deviations) == place.codes);
  }
}

TEST_CASE("jpeg: wherever the old label stood, exactly the new one is left") {
  const aigc::Label label = aigc::first_write(kCode, "new");
  for (const Place& place : places()) {
    CAPTURE(place.carrier);
    const Bytes written = write_ok(jpeg(place.segments), label);
    const auto found = read_ok(written);
    REQUIRE(found.labels.size() == 1);
    CHECK(found.problems.empty());
    CHECK(found.labels[0].label == label);
    CHECK(found.labels[0].carrier == "jpeg:APP1:xmp");
    CHECK(found.labels[0].deviations.empty());
    CHECK(text_of(written).find("\"a1\"") == std::string::npos);
    CHECK(write_ok(written, label) == written);
  }
}

TEST_CASE("jpeg: a new packet goes behind JFIF and EXIF, everything else stays byte for byte") {
  const Segment exif_app1 = exif_segment(exif(kAsciiCode + "a comment"));
  const std::vector<Segment> behind = {
      {0xE2, "ICC_PROFILE\0\1\1 profile"s}, {0xEB, "JP jumbf"}, {0xFE, "made by hand"}};
  for (const std::vector<Segment>& front : {std::vector<Segment>{}, {kJfif}, {exif_app1}, {kJfif, exif_app1}}) {
    std::vector<Segment> all = front;
    all.insert(all.end(), behind.begin(), behind.end());
    Bytes original = jpeg(all);
    append(original, as_bytes("motion video"));
    const std::string written = text_of(write_ok(original));
    size_t head = 2;
    for (const Segment& s : front) head += s.data.size() + 4;
    CHECK(written.substr(0, head) == text_of(original).substr(0, head));
    CHECK(written.ends_with(text_of(original).substr(head)));
    CHECK(written[head + 1] == '\xE1');
  }
}

TEST_CASE("jpeg: an EXIF comment that is no label stays, one that is is blanked in place") {
  const std::string comment = exif(kAsciiCode + "holiday, AIGC", "a description");
  CHECK(text_of(write_ok(jpeg({exif_segment(comment)}))).find(comment) != std::string::npos);
  const Bytes written = write_ok(jpeg({exif_segment(exif(kAsciiCode + kWrapped, "a description"))}));
  CHECK(text_of(written).find(exif(kAsciiCode + std::string(kWrapped.size(), ' '), "a description")) !=
        std::string::npos);
}

TEST_CASE("jpeg: extended XMP without a label and the link to it are not touched") {
  const std::string link = " xmlns:xmpNote='http://ns.adobe.com/xmp/note/' xmpNote:HasExtendedXMP='" + kGuid + "'";
  const Segment main = xmp_segment(packet(description(link, "")));
  std::vector<Segment> segments = {kJfif, main};
  for (const Segment& s : extended_parts(packet(description(kDcDeclared, kForeign)))) segments.push_back(s);
  const Bytes written = write_ok(jpeg(segments));
  CHECK(text_of(written).find(link) != std::string::npos);
  const auto kept = segments_of(written);
  CHECK(as_text(kept[3].data) == segments[2].data);
  CHECK(as_text(kept[4].data) == segments[3].data);
  CHECK(markers(written) == markers(jpeg(segments)));
}

TEST_CASE("jpeg: extended XMP that does not fit together is reported and left alone") {
  const std::string xmp = packet_with_label();
  const size_t total = xmp.size();
  const std::vector<std::vector<Segment>> cases = {
      {extended(xmp.substr(0, 100), 0, total)},
      {extended(xmp.substr(0, 100), 0, total), extended(xmp.substr(90), 90, total)},
      {extended(xmp.substr(100), 100, total)},
      {extended(xmp, 0, total - 1)},
      {extended(xmp, 0, 0xFFFFFFFF)},
  };
  for (const auto& segments : cases) {
    const auto found = read_ok(jpeg(segments));
    CHECK(found.labels.empty());
    CHECK(codes(found.problems) == Codes{"GB-METADATA-DAMAGED"});
    const Bytes written = write_ok(jpeg(segments));
    for (const Segment& s : segments) CHECK(text_of(written).find(s.data) != std::string::npos);
  }
  CHECK(read_ok(jpeg({{0xE1, std::string(container::kExtendedXmpPrefix) + "short"}})).problems.empty());
}

TEST_CASE("jpeg: a packet that outgrows its segment uses its padding, then is refused") {
  const auto with_filler = [](size_t filler) {
    return jpeg({kJfif, xmp_segment(packet(description(kTc260Declared + kDcDeclared,
                                                       "<dc:x>" + std::string(filler, 'x') + "</dc:x>")))});
  };
  const std::string element = "<TC260:AIGC>" + kBare + "</TC260:AIGC>";
  const size_t without_filler = packet(description(kTc260Declared + kDcDeclared, "<dc:x></dc:x>")).size();
  const size_t fits = 65502 - without_filler - element.size();
  const auto packet_size = [](const Bytes& file) {
    return segments_of(file)[2].data.size() - container::kXmpPrefix.size();
  };

  CHECK(packet_size(write_ok(with_filler(fits - 1))) == 65501);
  CHECK(packet_size(write_ok(with_filler(fits))) == 65502);
  const Bytes padded = write_ok(with_filler(fits + 30));
  CHECK(packet_size(padded) == 65502);
  CHECK(write_ok(padded) == padded);
  const auto refused = aigc::write(with_filler(fits + 100), sample(), {}, {});
  CHECK(refused.status().code() == Code::kLimitExceeded);
  CHECK(refused.status().message().find("65502") != std::string::npos);
}

TEST_CASE("jpeg: a damaged packet is a problem of the reader and a refusal of the writer") {
  const Bytes cut = jpeg({xmp_segment(packet_with_label().substr(0, 300)), kJfif});
  CHECK(codes(read_ok(cut).problems) == Codes{"GB-LABEL-UNREADABLE"});
  CHECK(aigc::write(cut, sample(), {}, {}).status().code() == Code::kXmpMalformed);
  const Bytes doctype = jpeg({xmp_segment("<!DOCTYPE x [<!ENTITY a \"b\">]>" + packet_with_label())});
  CHECK(codes(read_ok(doctype).problems) == Codes{"GB-XMP-DOCTYPE"});
  CHECK(read_ok(doctype).labels.empty());
  const Bytes plain = jpeg({xmp_segment("<x><DigitalSourceType></x>")});
  CHECK(codes(read_ok(plain).problems) == Codes{"GB-XMP-MALFORMED"});
}

TEST_CASE("jpeg: a file cut behind its headers can still be labelled") {
  Bytes file = {0xFF, 0xD8};
  container::append_jpeg_segment(file, 0xE0, as_bytes(kJfif.data));
  CHECK(read_ok(write_ok(file)).labels.size() == 1);
}
