// The two calls of the room: check the words, draw the label.
#include "label/label.h"

#include <algorithm>
#include <cmath>

#include "label/blend.h"
#include "label/plate.h"
#include "label/text_block.h"
#include "label/words.h"

namespace imprint::label {
namespace {

using image::Orientation;

Status invalid(std::string message) { return {Code::kInvalidArgument, std::move(message)}; }

Status check_picture(const image::MutableView& picture) {
  const uint32_t bytes_per_pixel = traits(picture.format).bytes_per_pixel();
  if (bytes_per_pixel == 0)
    return {Code::kUnsupportedPixels, "pixel format " + std::to_string(static_cast<uint32_t>(picture.format))};
  if (picture.data == nullptr || picture.width_px == 0 || picture.height_px == 0)
    return invalid("picture without pixels");
  if (picture.stride_bytes / bytes_per_pixel < picture.width_px)
    return invalid("stride of " + std::to_string(picture.stride_bytes) + " bytes holds fewer than " +
                   std::to_string(picture.width_px) + " pixels");
  return {};
}

Status check_options(const DrawOptions& options) {
  if (!(options.height_percent >= kMinHeightPercent && options.height_percent <= kMaxHeightPercent))
    return invalid("height_percent " + std::to_string(options.height_percent) + " is outside 5 to 50");
  if (options.orientation < Orientation::kUpright || options.orientation > Orientation::kRotate90Ccw)
    return invalid("orientation " + std::to_string(static_cast<int>(options.orientation)) + " is outside 1 to 8");
  if (options.corner < Corner::kLowerRight || options.corner > Corner::kAutomatic)
    return invalid("corner " + std::to_string(static_cast<int>(options.corner)));
  if (options.style < Style::kPlate || options.style > Style::kOutlined)
    return invalid("style " + std::to_string(static_cast<int>(options.style)));
  return {};
}

Result<std::u32string> read_text(const std::string& utf8, const Font& font) {
  IMPRINT_ASSIGN_OR_RETURN(std::u32string text, read_characters(utf8));
  IMPRINT_RETURN_IF_ERROR(check_elements(text));
  for (const char32_t c : text)
    if (!font.has(c)) return Status(Code::kGlyphMissing, "the label font has no glyph for " + code_point_name(c));
  return text;
}

// Rounded up: 5 % of 1023 px are 52 px. The 1e-9 takes back what binary fractions add to a product like 5.1 % of 1000.
Result<uint32_t> wanted_ink_height(uint32_t shortest_px, double percent) {
  const auto height = static_cast<uint32_t>(std::ceil(shortest_px * percent / 100.0 - 1e-9));
  if (height >= kMinInkHeightPx) return height;
  return Status(Code::kLabelDoesNotFit, "ink of " + std::to_string(height) + " px on a shortest side of " +
                                            std::to_string(shortest_px) + " px is below " +
                                            std::to_string(kMinInkHeightPx) + " px that a glyph takes at least");
}

// A calmer corner has to be clearly calmer to be preferred to one before it: labels of one series stay in one place.
constexpr double kClearlyCalmer = 0.8;

// The plate in the corner asked for, or in the calmest one.
Result<Placement> choose_place(const UprightPixels& pixels, Size text, const Spacing& spacing, Corner corner) {
  const Size picture{pixels.width_px(), pixels.height_px()};
  if (corner != Corner::kAutomatic) return place_plate(picture, text, spacing, corner);
  IMPRINT_ASSIGN_OR_RETURN(Placement best, place_plate(picture, text, spacing, Corner::kLowerRight));
  double least = activity(pixels, best);
  for (const Corner other : {Corner::kLowerLeft, Corner::kUpperRight, Corner::kUpperLeft}) {
    IMPRINT_ASSIGN_OR_RETURN(const Placement place, place_plate(picture, text, spacing, other));
    const double detail = activity(pixels, place);
    if (detail >= least * kClearlyCalmer) continue;
    least = detail;
    best = place;
  }
  return best;
}

uint32_t less_both_sides(uint32_t length, uint32_t side) { return length > 2 * side ? length - 2 * side : 0; }

}  // namespace

Status check_text(const std::string& text) {
  IMPRINT_ASSIGN_OR_RETURN(const Font font, Font::open());
  return read_text(text, font).status();
}

Result<Placement> draw(image::MutableView picture, const DrawOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_picture(picture));
  IMPRINT_RETURN_IF_ERROR(check_options(options));
  IMPRINT_ASSIGN_OR_RETURN(const Font font, Font::open());
  IMPRINT_ASSIGN_OR_RETURN(const std::u32string text, read_text(options.text, font));

  const UprightPixels pixels(picture, options.orientation);
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  IMPRINT_ASSIGN_OR_RETURN(const uint32_t ink_height, wanted_ink_height(shortest, options.height_percent));
  const Spacing spacing = spacing_for(ink_height);
  const uint32_t room = less_both_sides(pixels.width_px(), spacing.margin_px + spacing.pad_x_px);
  IMPRINT_ASSIGN_OR_RETURN(const TextBlock block,
                           set_text(font, text, ink_height, room, options.style == Style::kOutlined));
  IMPRINT_ASSIGN_OR_RETURN(
      Placement plate, choose_place(pixels, {block.ink.width_px, block.ink.height_px}, spacing, options.corner));
  plate.ink_height_px = block.ink_height_px;
  plate.ink_height_percent = 100.0 * block.ink_height_px / shortest;
  Backing backing = choose_backing(pixels, plate, options.style);
  if (options.style == Style::kOutlined) backing.contour = &block.contour;
  blend(pixels, plate, spacing.radius_px, block.ink, backing);  // the first write: nothing fails after it
  return plate;
}

}  // namespace imprint::label
