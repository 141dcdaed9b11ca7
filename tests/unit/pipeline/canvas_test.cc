#include "pipeline/canvas.h"

#include <doctest/doctest.h>

#include <cstring>

#include "container/attached.h"
#include "container/exif.h"

using namespace imprint;
using namespace imprint::pipeline;
using container::Attached;
using container::Format;
using image::Image;
using image::PixelFormat;

namespace {

Image gradient(PixelFormat format, uint32_t width = 40, uint32_t height = 24) {
  Image out(width, height, format);
  const image::FormatTraits t = traits(format);
  for (uint32_t y = 0; y < height; ++y)
    for (uint32_t x = 0; x < width; ++x)
      for (uint32_t c = 0; c < t.channels; ++c) {
        const bool alpha = c == t.colour_channels;
        const uint32_t value = alpha ? 255 : 20 + x * 3 + y * 2 + c * 9;
        uint8_t* at = out.view().row(y) + (x * t.channels + c) * t.bytes_per_sample;
        const uint16_t wide = static_cast<uint16_t>(value * 257);
        if (t.bytes_per_sample == 2)
          std::memcpy(at, &wide, sizeof wide);
        else
          *at = static_cast<uint8_t>(value);
      }
  return out;
}

Bytes file_of(const Image& picture, Format format, const Attached& attached = {}) {
  std::vector<std::string> left_out;
  const auto bare = codec::encode(picture.view(), format, 95);
  REQUIRE_MESSAGE(bare.ok(), bare.status().message());
  return container::attach(bare.value(), attached, left_out).value();
}

Bytes profile_for(std::string_view space) {
  Bytes out(128, 0);
  std::copy(space.begin(), space.end(), out.begin() + 16);
  return out;
}

struct Done {
  Bytes file;
  codec::Picture picture;
  std::vector<std::string> notes;
  bool notes_say(std::string_view text) const {
    for (const std::string& note : notes)
      if (note.find(text) != std::string::npos) return true;
    return false;
  }
};

Done converted(const Bytes& file, Format to) {
  const Conversion conversion{to, 92};
  REQUIRE(converts(file, conversion));
  const Status allowed = check_conversion(file, conversion, {});
  REQUIRE_MESSAGE(allowed.ok(), allowed.message());
  auto canvas = Canvas::open(file, conversion, {});
  REQUIRE_MESSAGE(canvas.ok(), canvas.status().message());
  Done out;
  auto made = canvas->encode(file, {}, out.notes);
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  out.file = std::move(made).value();
  CHECK(container::sniff(out.file) == to);
  auto picture = codec::decode(out.file, {});
  REQUIRE(picture.ok());
  out.picture = std::move(picture).value();
  return out;
}

int largest_difference(const Image& a, const Image& b) {
  REQUIRE(a.format == b.format);
  REQUIRE(a.samples.size() == b.samples.size());
  int out = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) out = std::max(out, std::abs(a.samples[i] - b.samples[i]));
  return out;
}

bool has_webp() { return codec::check_encodable(Format::kWebp).ok(); }

}  // namespace

TEST_CASE("canvas: a PNG becomes JPEG and WebP and comes back, with its pixels, profile, Exif and XMP") {
  const Image picture = gradient(PixelFormat::kRgb8);
  Attached attached;
  attached.icc = profile_for("RGB ");
  attached.exif.assign(14, 0);
  std::memcpy(attached.exif.data(), "II*\0\x08\0\0\0", 8);
  attached.xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
  Bytes file = file_of(picture, Format::kPng, attached);
  for (const Format to : {Format::kJpeg, has_webp() ? Format::kWebp : Format::kPng, Format::kPng}) {
    if (container::sniff(file) == to) continue;
    CAPTURE(container::format_name(to));
    Done done = converted(file, to);
    CHECK(largest_difference(done.picture.pixels, picture) < 12);
    const auto read = container::attached_to(done.file, {});
    CHECK((read->icc == attached.icc && read->exif == attached.exif && read->xmp == attached.xmp));
    CHECK(done.notes_say("other metadata did not"));
    file = std::move(done.file);
  }
}

TEST_CASE("canvas: alpha that shows nothing goes, alpha that shows something is refused where there is no room for it") {
  Image picture = gradient(PixelFormat::kRgba8);
  CHECK(converted(file_of(picture, Format::kPng), Format::kJpeg).picture.pixels.format == PixelFormat::kRgb8);
  picture.samples[7] = 254;
  const Bytes file = file_of(picture, Format::kPng);
  const auto refused = Canvas::open(file, {Format::kJpeg, 92}, {});
  CHECK(refused.status().code() == Code::kUnsupportedPixels);
  CHECK(refused.status().message().find("transparent") != std::string::npos);
  if (has_webp()) CHECK(converted(file, Format::kWebp).picture.pixels.format == PixelFormat::kRgba8);
  CHECK(converted(file_of(gradient(PixelFormat::kGrayAlpha8), Format::kPng), Format::kJpeg).picture.pixels.format == PixelFormat::kGray8);
}

TEST_CASE("canvas: 16 bits become 8 where the format has no more, and that is said") {
  const Done done = converted(file_of(gradient(PixelFormat::kRgb16), Format::kPng), Format::kJpeg);
  CHECK(largest_difference(done.picture.pixels, gradient(PixelFormat::kRgb8)) < 12);
  CHECK(done.notes_say("16 bits"));
  CHECK_FALSE(converted(file_of(gradient(PixelFormat::kRgb8), Format::kPng), Format::kJpeg).notes_say("16 bits"));
}

TEST_CASE("canvas: a profile of another colour space than the new pixels have stays behind, and is named") {
  Attached grey;
  grey.icc = profile_for("GRAY");
  const Bytes file = file_of(gradient(PixelFormat::kGray8), Format::kPng, grey);
  const Done kept = converted(file, Format::kJpeg);
  CHECK(container::attached_to(kept.file, {})->icc == grey.icc);
  CHECK_FALSE(kept.notes_say("nor did"));
  if (!has_webp()) return;
  const Done lost = converted(file, Format::kWebp);
  CHECK(container::attached_to(lost.file, {})->icc.empty());
  CHECK(lost.notes_say("nor did the colour profile"));
}

TEST_CASE("canvas: a picture that viewers turn is turned, and says so no more") {
  Attached attached;
  attached.exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
  attached.xmp = R"(<x tiff:Orientation="6"><tiff:Orientation>6</tiff:Orientation><y tiff:OrientationOf="none 6"/></x>)";
  attached.xmp += "tiff:Orientation";
  const Image stored = gradient(PixelFormat::kRgb8);
  const Bytes file = file_of(stored, Format::kJpeg, attached);
  REQUIRE(codec::decode(file, {})->orientation == image::Orientation::kRotate90Cw);
  const Done done = converted(file, Format::kPng);
  CHECK(done.picture.pixels.width_px == stored.height_px);
  CHECK(done.picture.orientation == image::Orientation::kUpright);
  // What a viewer shows of the top left corner is the stored bottom left one.
  const uint8_t* corner = std::as_const(done.picture.pixels).view().row(0);
  CHECK(std::abs(corner[0] - stored.view().row(stored.height_px - 1)[0]) < 8);
  const auto read = container::attached_to(done.file, {});
  CHECK(container::exif_orientation(read->exif, {}) == 1);
  CHECK(read->xmp == R"(<x tiff:Orientation="1"><tiff:Orientation>1</tiff:Orientation><y tiff:OrientationOf="none 6"/></x>tiff:Orientation)");
}

TEST_CASE("canvas: what cannot be converted is refused from its headers, and the same format is no conversion") {
  const Bytes png = file_of(gradient(PixelFormat::kRgb8), Format::kPng);
  CHECK_FALSE(converts(png, {Format::kPng, 92}));
  CHECK_FALSE(converts(png, {}));
  CHECK(check_conversion(png, {Format::kTiff, 92}, {}).code() == Code::kUnsupportedFormat);
  const std::string_view gif("GIF89a\1\0\1\0\0\0\0;", 14);
  const Status status = check_conversion(as_bytes(gif), {Format::kPng, 92}, {});
  CHECK(status.code() == Code::kUnsupportedFormat);
  CHECK(status.message().find("PNG, JPEG, WebP and TIFF can be converted") != std::string::npos);
  // Two directories of one strip each.
  Bytes pages = {'I', 'I', 42, 0, 8, 0, 0, 0};
  for (const uint8_t next : {uint8_t{38}, uint8_t{0}}) {
    const std::initializer_list<uint8_t> page = {2, 0, 0x11, 1, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x17, 1, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0};
    pages.insert(pages.end(), page);
    pages.insert(pages.end(), {next, 0, 0, 0});
  }
  CHECK(check_conversion(pages, {Format::kPng, 92}, {}).message().starts_with("a TIFF of 2 pages"));
  if (has_webp())
    CHECK(codec::encode(Image(16384, 1, PixelFormat::kRgb8).view(), Format::kWebp, 90).status().message().find("16383") != std::string::npos);
  Limits small;
  small.max_memory_bytes = 3000;
  CHECK(Canvas::open(png, {Format::kJpeg, 92}, small).status().code() == Code::kLimitExceeded);
}
