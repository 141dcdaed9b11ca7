#include "codec/pixel_room.h"

#include <string>

namespace imprint::codec {
namespace {

// Below this a claim costs no more than a snapshot of a phone, whoever makes it.
constexpr uint64_t kFreePixels = 16'000'000;
constexpr uint64_t kFreePerShown = 16;
// A sky of one colour, coded well, has some ten thousand pixels a byte.
constexpr uint64_t kShownPerByte = 1024;

}  // namespace

Status check_coded_size(const char* what, uint64_t coded_bytes, uint64_t most_a_byte, uint64_t claimed) {
  if (claimed / most_a_byte <= coded_bytes) return {};
  return {Code::kTruncated, std::string(what) + ": " + std::to_string(coded_bytes) + " bytes of them are there, and " +
                                std::to_string(claimed) + " cannot come out of those"};
}

uint64_t pixels_shown_by(uint64_t coded_bytes) { return kShownPerByte * coded_bytes; }

Status check_free_pixels(const char* what, uint64_t claimed_px, uint64_t shown_px) {
  if (claimed_px <= kFreePixels || (claimed_px - kFreePixels) / kFreePerShown <= shown_px) return {};
  return {Code::kLimitExceeded, std::string(what) + " of " + std::to_string(claimed_px) + " pixels, of which the file has " +
                                    std::to_string(shown_px) + " for certain: at most " +
                                    std::to_string(kFreePixels + kFreePerShown * shown_px) + " are believed"};
}

Result<Picture> make_picture(uint32_t width_px, uint32_t height_px, image::PixelFormat pixel_format, container::Format format,
                             const Limits& limits, uint64_t further_bytes) {
  const uint64_t pixels = uint64_t{width_px} * height_px;
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kDecodedPixels, pixels, "pixels"));
  Picture out;
  IMPRINT_ASSIGN_OR_RETURN(out.memory, limits.reserve(pixels * traits(pixel_format).bytes_per_pixel() + further_bytes, "picture"));
  out.pixels = image::Image(width_px, height_px, pixel_format);
  out.format = format;
  return out;
}

}  // namespace imprint::codec
