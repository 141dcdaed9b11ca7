// The two calls of the room: check the words, draw the label.
#include "label/label.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "label/blend.h"
#include "label/find.h"
#include "label/find_search.h"
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

// Rounded up: 5 % of 1023 px are 52 px. The 1e-9 takes back what binary fractions add to a product like 5.1 % of 1000.
uint32_t wanted_ink_height(uint32_t shortest_px, double percent) {
  return static_cast<uint32_t>(std::ceil(shortest_px * percent / 100.0 - 1e-9));
}

// A calmer corner has to be clearly calmer to be preferred to one before it: labels of one series stay in one place.
constexpr double kClearlyCalmer = 0.8;

// The plate in the corner asked for, or in each of them.
Result<std::vector<Placement>> candidate_places(Size picture, Size text, const Spacing& spacing, Corner corner) {
  std::vector<Corner> corners = {corner};
  if (corner == Corner::kAutomatic)
    corners = {Corner::kLowerRight, Corner::kLowerLeft, Corner::kUpperRight, Corner::kUpperLeft};
  std::vector<Placement> out;
  for (const Corner one : corners) {
    IMPRINT_ASSIGN_OR_RETURN(const Placement place, place_plate(picture, text, spacing, one));
    out.push_back(place);
  }
  return out;
}

size_t calmest(const std::vector<Ground>& grounds) {
  size_t best = 0;
  for (size_t i = 1; i < grounds.size(); ++i)
    if (grounds[i].activity < grounds[best].activity * kClearlyCalmer) best = i;
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
  return Font::for_text(text, options.font).status();
}

// All that does not depend on pixels, and what the pixels looked at had under each place.
struct FrameLabel::Setting {
  uint32_t width_px = 0, height_px = 0;  // of the stored picture
  Orientation orientation = Orientation::kUpright;
  Style style = Style::kPlate;
  uint32_t radius_px = 0, pad_x_px = 0;
  std::string text;
  TextBlock block;
  Logo logo;
  std::vector<Placement> places;
  std::vector<Ground> grounds;  // one for each place

  Status check_size(const image::MutableView& frame) const {
    IMPRINT_RETURN_IF_ERROR(check_picture(frame));
    if (frame.width_px == width_px && frame.height_px == height_px) return {};
    return invalid("frame of another size than the label was prepared for");
  }
};

Result<FrameLabel> FrameLabel::prepare(uint32_t width_px, uint32_t height_px, const DrawOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_options(options));
  IMPRINT_ASSIGN_OR_RETURN(const std::u32string text, read_text(options));
  IMPRINT_ASSIGN_OR_RETURN(const Font font, Font::for_text(text, options.font));

  auto setting = std::make_shared<Setting>();
  Setting& s = *setting;
  s.width_px = width_px;
  s.height_px = height_px;
  s.orientation = options.orientation;
  s.style = options.style;
  s.text = options.text;
  const bool turned = options.orientation >= Orientation::kTranspose;
  const Size picture = turned ? Size{height_px, width_px} : Size{width_px, height_px};
  const uint32_t shortest = std::min(width_px, height_px);
  const uint32_t asked = wanted_ink_height(shortest, options.height_percent);
  const uint32_t ink_height = std::max(asked, kMinInkHeightPx);
  const Spacing spacing = spacing_for(ink_height);
  s.pad_x_px = spacing.pad_x_px;
  IMPRINT_ASSIGN_OR_RETURN(s.logo, Logo::at_height(options.logo, ink_height));
  const uint32_t room = less(picture.width_px, 2 * (spacing.margin_px + spacing.pad_x_px) + s.logo.space_px());
  const auto explained = [&](Status status) {
    if (status.code() != Code::kLabelDoesNotFit || asked >= kMinInkHeightPx) return status;
    return Status(Code::kLabelDoesNotFit, status.message() + "; on a shortest side of " + std::to_string(shortest) +
                                              " px there is no room for letters of " + std::to_string(kMinInkHeightPx) +
                                              " px, and nobody reads lower ones");
  };
  Result<TextBlock> block = set_text(font, text, ink_height, room, options.style == Style::kOutlined);
  if (!block.ok()) return explained(block.status());
  s.block = std::move(block).value();
  const Size content{s.block.ink.width_px + s.logo.space_px(), std::max(s.block.ink.height_px, s.logo.height_px())};
  Result<std::vector<Placement>> places = candidate_places(picture, content, spacing, options.corner);
  if (!places.ok()) return explained(places.status());
  s.places = std::move(places).value();
  for (Placement& place : s.places) {
    place.ink_height_px = s.block.ink_height_px;
    place.ink_height_percent = 100.0 * s.block.ink_height_px / shortest;
    place.raised = asked < kMinInkHeightPx;
  }
  s.radius_px = options.form == Form::kEuIcon ? s.places.front().height_px / 2 : spacing.radius_px;
  s.grounds.resize(s.places.size());
  return FrameLabel(std::move(setting));
}

Status FrameLabel::look(image::View frame) {
  // UprightPixels serves readers and writers; nothing is written here.
  const image::MutableView view{const_cast<uint8_t*>(frame.data), frame.width_px, frame.height_px, frame.stride_bytes,
                                frame.format};
  IMPRINT_RETURN_IF_ERROR(setting_->check_size(view));
  const UprightPixels pixels(view, setting_->orientation);
  for (size_t i = 0; i < setting_->places.size(); ++i) {
    Ground ground = survey(pixels, setting_->places[i]);
    if (setting_->places.size() > 1) ground.activity = activity(pixels, setting_->places[i]);
    setting_->grounds[i].add(ground);
  }
  return {};
}

Result<Placement> FrameLabel::draw(image::MutableView frame) const {
  const Setting& s = *setting_;
  IMPRINT_RETURN_IF_ERROR(s.check_size(frame));
  const UprightPixels pixels(frame, s.orientation);
  const Placement& plate = place();
  Backing backing = choose_backing(s.grounds[calmest(s.grounds)], s.style);
  backing.radius_px = s.radius_px;
  backing.indent_px = s.logo.space_px();
  if (s.style == Style::kOutlined) backing.contour = &s.block.contour;
  blend(pixels, plate, s.block.ink, backing);  // the first write: nothing fails after it
  s.logo.draw(pixels, plate, s.pad_x_px);
  return plate;
}

const Placement& FrameLabel::place() const { return setting_->places[calmest(setting_->grounds)]; }

Result<Found> FrameLabel::read(image::View frame) const {
  const Setting& s = *setting_;
  const Placement& plate = place();
  const uint32_t indent = s.logo.space_px();
  const DrawnBlock drawn{s.block, plate.x_px + indent + (plate.width_px - indent - s.block.ink.width_px) / 2.0,
                         plate.y_px + (plate.height_px - s.block.ink.height_px) / 2.0};
  IMPRINT_ASSIGN_OR_RETURN(Found found, read_drawn(frame, s.orientation, drawn));
  found.text = s.text;
  if (found.found && found.legibility == Legibility::kLegible) return found;
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "score %.2f of 0.65, contrast %.1f:1, ink %u px", found.score, found.contrast,
                found.placement.ink_height_px);
  return Status(Code::kReadBackFailed, "the visible label cannot be read where it was drawn (" + std::string(numbers) +
                                           "); choose another corner or style, or a greater height");
}

namespace {

// The pixels under a plate, to put them back.
class Kept {
 public:
  Kept(const UprightPixels& pixels, const Placement& plate)
      : pixels_(pixels), plate_(plate), size_(traits(pixels.format()).bytes_per_pixel()) {
    each([this](const uint8_t* pixel) { bytes_.insert(bytes_.end(), pixel, pixel + size_); });
  }
  void restore() const {
    auto from = bytes_.begin();
    each([&](uint8_t* pixel) {
      std::copy_n(from, size_, pixel);
      from += static_cast<std::ptrdiff_t>(size_);
    });
  }

 private:
  template <typename Body>
  void each(Body&& body) const {
    for (uint32_t y = 0; y < plate_.height_px; ++y)
      for (uint32_t x = 0; x < plate_.width_px; ++x) body(pixels_.at(plate_.x_px + x, plate_.y_px + y));
  }

  UprightPixels pixels_;
  Placement plate_;
  size_t size_;
  std::vector<uint8_t> bytes_;
};

}  // namespace

Result<Placement> draw(image::MutableView picture, const DrawOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_picture(picture));
  IMPRINT_ASSIGN_OR_RETURN(FrameLabel label, FrameLabel::prepare(picture.width_px, picture.height_px, options));
  IMPRINT_RETURN_IF_ERROR(label.look(picture));
  const Kept kept(UprightPixels(picture, options.orientation), label.place());
  IMPRINT_ASSIGN_OR_RETURN(const Placement placed, label.draw(picture));
  const Status read = label.read(picture).status();
  if (read.ok()) return placed;
  kept.restore();
  return read;
}

}  // namespace imprint::label
