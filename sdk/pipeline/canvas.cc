#include "pipeline/canvas.h"

#include <algorithm>
#include <utility>

#include "container/attached.h"
#include "container/exif.h"
#include "container/tiff_file.h"
#include "image/adapt.h"

namespace imprint::pipeline {
namespace {

using container::Attached;
using container::Format;

// ICC.1 7.2.6: the colour space that a profile is for.
bool profile_fits(ByteView icc, image::PixelFormat pixels) {
  constexpr size_t kHeaderBytes = 128, kColourSpaceAt = 16;
  if (icc.size() < kHeaderBytes) return false;
  return as_text(icc.subspan(kColourSpaceAt, 4)) == (traits(pixels).colour_channels == 1 ? "GRAY" : "RGB ");
}

// XMP part 2, tiff:Orientation, as attribute or as element: its digit becomes 1.
void set_xmp_upright(std::string& xmp) {
  constexpr std::string_view kName = "tiff:Orientation";
  constexpr size_t kMostBetween = 4;  // `="`, ` = "`, `>`
  for (size_t at = xmp.find(kName); at != std::string::npos; at = xmp.find(kName, at + 1)) {
    const size_t behind = at + kName.size();
    const size_t digit = std::string_view(xmp).substr(behind, kMostBetween + 1).find_first_of("12345678");
    if (digit != std::string_view::npos) xmp[behind + digit] = '1';
  }
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string told(Format from, const Conversion& conversion, const std::vector<std::string>& left_out) {
  std::string out = std::string("converted from ") + container::format_name(from) + " to " + container::format_name(conversion.to);
  if (conversion.to != Format::kPng) out += " of quality " + std::to_string(conversion.quality);
  out += "; colour profile, Exif and XMP went along, other metadata did not";
  return left_out.empty() ? out : out + ", nor did the " + listed(left_out) + ", for which the new format or pixels have no room";
}

Status check_one_page(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile tiff, container::open_tiff(file, limits));
  const auto pictures = std::count_if(tiff.pages.begin(), tiff.pages.end(), [](const auto& page) { return page.pixels; });
  if (pictures <= 1) return {};
  return {Code::kUnsupportedPixels, "a TIFF of " + std::to_string(pictures) + " pages is not converted: it would become a single picture"};
}

}  // namespace

bool converts(ByteView file, const Conversion& conversion) {
  return conversion.to != Format::kUnknown && container::sniff(file) != conversion.to;
}

Status check_conversion(ByteView file, const Conversion& conversion, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(codec::check_encodable(conversion.to));
  const Format from = container::sniff(file);
  if (from != Format::kPng && from != Format::kJpeg && from != Format::kWebp && from != Format::kTiff)
    return {Code::kUnsupportedFormat, "this is " + container::describe(file) + "; PNG, JPEG, WebP and TIFF can be converted"};
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  if (frames) return {Code::kUnsupportedPixels, "an animation is not converted: it would become a single picture"};
  return from == Format::kTiff ? check_one_page(file, limits) : Status();
}

Result<Canvas> Canvas::open(ByteView file, const Conversion& conversion, const Limits& limits) {
  Canvas out;
  IMPRINT_ASSIGN_OR_RETURN(out.picture_, codec::decode(file, limits));
  out.conversion_ = conversion;
  out.converts_ = converts(file, conversion);
  if (!out.converts_) return out;
  image::Image& pixels = out.picture_.pixels;
  out.stored_ = pixels.format;
  const bool opaque = image::is_opaque(std::as_const(pixels).view());
  IMPRINT_ASSIGN_OR_RETURN(const image::PixelFormat wanted, codec::stored_as(pixels.format, opaque, conversion.to));
  if (!opaque && !traits(wanted).has_alpha())
    return Status{Code::kUnsupportedPixels, std::string("the picture has transparent pixels, which ") + container::format_name(conversion.to) +
                                                " cannot store; convert it to PNG or WebP, or put it on a ground first"};
  // Both are held at once.
  IMPRINT_ASSIGN_OR_RETURN(const Reservation memory, limits.reserve(pixels.samples.size(), "the picture to convert"));
  if (wanted != pixels.format) pixels = image::adapted(std::as_const(pixels).view(), wanted);
  out.turned_ = out.picture_.orientation != image::Orientation::kUpright;
  if (out.turned_) pixels = image::upright(std::as_const(pixels).view(), out.picture_.orientation);
  out.picture_.orientation = image::Orientation::kUpright;
  return out;
}

Result<Bytes> Canvas::encode(ByteView file, const Limits& limits, std::vector<std::string>& notes) const {
  if (!converts_) return codec::encode_like(file, picture_.pixels.view(), limits);
  IMPRINT_ASSIGN_OR_RETURN(const Bytes bare, codec::encode(picture_.pixels.view(), conversion_.to, conversion_.quality));
  IMPRINT_ASSIGN_OR_RETURN(Attached attached, container::attached_to(file, limits));
  std::vector<std::string> left_out;
  if (!attached.icc.empty() && !profile_fits(attached.icc, picture_.pixels.format)) {
    attached.icc.clear();
    left_out.push_back("colour profile");
  }
  if (turned_) {
    container::set_exif_upright(attached.exif, limits);
    set_xmp_upright(attached.xmp);
  }
  IMPRINT_ASSIGN_OR_RETURN(Bytes out, container::attach(bare, attached, left_out));
  if (conversion_.of_pixels) return out;
  notes.push_back(told(container::sniff(file), conversion_, left_out));
  if (traits(stored_).bytes_per_sample != traits(picture_.pixels.format).bytes_per_sample)
    notes.push_back("samples of 16 bits became samples of 8");
  return out;
}

}  // namespace imprint::pipeline
