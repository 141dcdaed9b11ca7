// The two calls of the room: check the words, draw the label.
#include "label/label.h"

#include <algorithm>
#include <cmath>

#include "label/blend.h"
#include "label/logo.h"
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

Result<std::u32string> read_text(const DrawOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(std::u32string text, read_characters(options.text));
  IMPRINT_RETURN_IF_ERROR(options.form == Form::kEuIcon ? check_eu_text(options.text) : check_elements(text));
  return text;
}

// The first character that a font lacks; 0 for none.
char32_t missing_from(const Font& font, std::u32string_view text) {
  const auto it = std::find_if(text.begin(), text.end(), [&](char32_t c) { return !font.has(c); });
  return it == text.end() ? 0 : *it;
}

// The embedded font, or the caller's where that lacks a character.
Result<Font> font_for(std::u32string_view text, ByteView given) {
  IMPRINT_ASSIGN_OR_RETURN(Font embedded, Font::open());
  const char32_t missing = missing_from(embedded, text);
  if (missing == 0) return embedded;
  if (given.empty())
    return Status(Code::kGlyphMissing, "the label font has no glyph for " + code_point_name(missing) +
                                           "; name a font file that has it, such as NotoSansCJK-Bold.ttc");
  IMPRINT_ASSIGN_OR_RETURN(Font font, Font::open(given));
  if (const char32_t also = missing_from(font, text); also != 0)
    return Status(Code::kGlyphMissing, "the given font has no glyph for " + code_point_name(also));
  return font;
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

uint32_t less(uint32_t length, uint32_t by) { return length > by ? length - by : 0; }

}  // namespace

Status check_text(const std::string& text) {
  DrawOptions options;
  options.text = text;
  return check_words(options);
}

Status check_words(const DrawOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(const std::u32string text, read_text(options));
  return font_for(text, options.font).status();
}

Result<Placement> draw(image::MutableView picture, const DrawOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_picture(picture));
  IMPRINT_RETURN_IF_ERROR(check_options(options));
  IMPRINT_ASSIGN_OR_RETURN(const std::u32string text, read_text(options));
  IMPRINT_ASSIGN_OR_RETURN(const Font font, font_for(text, options.font));

  const UprightPixels pixels(picture, options.orientation);
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  IMPRINT_ASSIGN_OR_RETURN(const uint32_t ink_height, wanted_ink_height(shortest, options.height_percent));
  const Spacing spacing = spacing_for(ink_height);
  IMPRINT_ASSIGN_OR_RETURN(const Logo logo, Logo::at_height(options.logo, ink_height));
  const uint32_t room = less(pixels.width_px(), 2 * (spacing.margin_px + spacing.pad_x_px) + logo.space_px());
  IMPRINT_ASSIGN_OR_RETURN(const TextBlock block,
                           set_text(font, text, ink_height, room, options.style == Style::kOutlined));
  const Size content{block.ink.width_px + logo.space_px(), std::max(block.ink.height_px, logo.height_px())};
  IMPRINT_ASSIGN_OR_RETURN(Placement plate, choose_place(pixels, content, spacing, options.corner));
  plate.ink_height_px = block.ink_height_px;
  plate.ink_height_percent = 100.0 * block.ink_height_px / shortest;
  Backing backing = choose_backing(pixels, plate, options.style);
  backing.radius_px = options.form == Form::kEuIcon ? plate.height_px / 2 : spacing.radius_px;
  backing.indent_px = logo.space_px();
  if (options.style == Style::kOutlined) backing.contour = &block.contour;
  blend(pixels, plate, block.ink, backing);  // the first write: nothing fails after it
  logo.draw(pixels, plate, spacing.pad_x_px);
  return plate;
}

}  // namespace imprint::label
