// Which texts, which sizes, and what the answer means.
#include "label/find.h"

#include <algorithm>
#include <cmath>

#include "label/find_search.h"
#include "label/plate.h"
#include "label/words.h"

namespace imprint::label {
namespace {

using image::Orientation;
using image::Plane;

// 5 % of it are letters of 24 px, as many as the fine step looks at.
constexpr uint32_t kBasePx = 480;
constexpr double kFineInkPx = 22, kMiddleInkPx = 12;
// From a little below the least height (a picture may have been cropped, or a label pasted) to the highest that `draw`
// takes.
constexpr double kFirstPercent = 4.4, kLastPercent = 52, kPercentStep = 1.09;
// Lower letters than draw() makes: pictures are made smaller after they are labelled.
constexpr double kLeastSoughtPx = 3;
// Of the best coarse score: what lies below it does not win.
constexpr double kWorthALook = 0.6;
constexpr size_t kMiddleLooks = 8, kFineLooks = 3;

// Correlation from which letters count as found. Tuned with tests/bench/label_find, figures in spec/label.md 7.4.
constexpr double kFoundFrom = 0.65;
// And the least of any part of a character's width: 智能生成 is not 人工智能生成.
constexpr double kPartFoundFrom = 0.5;
// A longer text that fits almost as well holds the shorter one.
constexpr double kAsGood = 0.08;

// GB 45438-2025 5.2 e less the error of measuring; WCAG 2.2 1.4.11; spec/label.md 6.
constexpr double kLegiblePercent = 4.9, kLegibleContrast = 3.0, kLegibleInkPx = 7.5;

Plane turned(const Plane& stored, Orientation orientation) {
  const bool from_right = orientation == Orientation::kMirrorHorizontal || orientation == Orientation::kRotate180 ||
                          orientation == Orientation::kTransverse || orientation == Orientation::kRotate90Ccw;
  const bool from_bottom = orientation == Orientation::kMirrorVertical || orientation == Orientation::kRotate180 ||
                           orientation == Orientation::kTransverse || orientation == Orientation::kRotate90Cw;
  const bool swapped = orientation >= Orientation::kTranspose;
  Plane upright(swapped ? stored.height : stored.width, swapped ? stored.width : stored.height);
  for (int y = 0; y < stored.height; ++y)
    for (int x = 0; x < stored.width; ++x) {
      const int sx = from_right ? stored.width - 1 - x : x, sy = from_bottom ? stored.height - 1 - y : y;
      (swapped ? upright.row(x)[y] : upright.row(y)[x]) = stored.row(sy)[sx];
    }
  return upright;
}

Plane base_of(image::View picture, Orientation orientation) {
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  const double factor = std::min(1.0, static_cast<double>(kBasePx) / shortest);
  const auto scaled = [&](uint32_t length) { return std::max(1, static_cast<int>(std::lround(length * factor))); };
  Plane base = image::luma_resized(picture, scaled(picture.width_px), scaled(picture.height_px));
  return orientation == Orientation::kUpright ? base : turned(base, orientation);
}

// Room for a line at kMasterInkPx when the ink is `percent` of the shortest side (spec/label.md 3.3).
double room_at(const Plane& base, double percent) {
  const double ink = std::min(base.width, base.height) * percent / 100;
  return (base.width - 2 * 1.2 * ink) * kMasterInkPx / ink;
}

bool stronger(const Candidate& a, const Candidate& b) { return std::abs(a.score) > std::abs(b.score); }

void keep_best(std::vector<Candidate>& candidates, size_t count) {
  count = std::min(count, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end(),
                    stronger);
  candidates.resize(count);
}

// Of neighbouring sizes of one text in one place only the best is worth a second look.
std::vector<Candidate> distinct(std::vector<Candidate> all, size_t count) {
  std::sort(all.begin(), all.end(), stronger);
  std::vector<Candidate> kept;
  for (const Candidate& c : all) {
    const auto same = [&](const Candidate& k) {
      return k.text == c.text && std::abs(std::log(k.ink_height / c.ink_height)) < 0.12 &&
             std::abs(k.left - c.left) < c.ink_height && std::abs(k.top - c.top) < c.ink_height;
    };
    if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(c);
    if (kept.size() == count || std::abs(c.score) < kWorthALook * std::abs(kept.front().score)) break;
  }
  return kept;
}

std::vector<Candidate> look_everywhere(const Pyramid& pyramid, std::vector<ShapeSet>& texts) {
  CoarseSearch search(pyramid);
  std::vector<Candidate> found;
  for (double percent = kFirstPercent; percent <= kLastPercent; percent *= kPercentStep) {
    const double ink = pyramid.shortest() * percent / 100;
    if (ink < kLeastSoughtPx) continue;
    std::vector<const Shape*> shapes;
    for (ShapeSet& text : texts) shapes.push_back(text.for_room(room_at(pyramid.base(), percent)));
    search.add_candidates(shapes, ink, found);
  }
  return found;
}

Fit best_fit(const Pyramid& pyramid, const std::vector<Candidate>& coarse) {
  std::vector<Candidate> middle;
  for (const Candidate& c : distinct(coarse, kMiddleLooks))
    middle.push_back(refine(pyramid, c, kMiddleInkPx, true).place);
  keep_best(middle, kFineLooks);
  Fit best;
  for (const Candidate& c : middle) {
    const Fit fit = refine(pyramid, c, kFineInkPx, false);
    const double more = std::abs(fit.place.score) - std::abs(best.place.score);
    const bool wider = best.place.shape == nullptr || fit.place.width() > best.place.width() * 1.05;
    if (more > (wider ? -kAsGood : best.place.width() > fit.place.width() * 1.05 ? kAsGood : 0.0)) best = fit;
  }
  return best;
}

double luminance(double level) {
  const double s = std::clamp(level, 0.0, 255.0) / 255;
  return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}

double contrast_between(double a, double b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

// The plate that belongs to a block of letters, cut to the picture.
Placement plate_around(const Candidate& c, double to_picture, uint32_t width, uint32_t height) {
  Placement p;
  p.ink_height_px = static_cast<uint32_t>(std::lround(c.ink_height * to_picture));
  const Spacing spacing = spacing_for(p.ink_height_px);
  const auto inside = [](double value, uint32_t length) {
    return static_cast<uint32_t>(std::clamp(std::round(value), 0.0, static_cast<double>(length)));
  };
  p.x_px = inside(c.left * to_picture - spacing.pad_x_px, width);
  p.y_px = inside(c.top * to_picture - spacing.pad_y_px, height);
  p.width_px = inside((c.left + c.width()) * to_picture + spacing.pad_x_px, width) - p.x_px;
  p.height_px = inside((c.top + c.height()) * to_picture + spacing.pad_y_px, height) - p.y_px;
  p.ink_height_percent = 100.0 * c.ink_height * to_picture / std::min(width, height);
  return p;
}

Legibility judge(const Found& found, double ink_px) {
  if (found.placement.ink_height_percent < kLegiblePercent) return Legibility::kTooLow;
  if (found.contrast < kLegibleContrast) return Legibility::kTooFaint;
  return ink_px < kLegibleInkPx ? Legibility::kTooFewPixels : Legibility::kLegible;
}

void measure(const Fit& fit, double to_picture, uint32_t width, uint32_t height, Found& found) {
  found.placement = plate_around(fit.place, to_picture, width, height);
  found.contrast = contrast_between(fit.ink_level, fit.ground_level);
  found.legibility = judge(found, fit.place.ink_height * to_picture);
}

Status check(const image::View& picture) {
  if (traits(picture.format).bytes_per_pixel() == 0)
    return {Code::kUnsupportedPixels, "pixel format " + std::to_string(static_cast<uint32_t>(picture.format))};
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  if (picture.data == nullptr) return {Code::kInvalidArgument, "picture without pixels"};
  if (shortest >= kMinFindSidePx) return {};
  return {Code::kImageTooSmall, "a shortest side of " + std::to_string(shortest) + " px is below the " +
                                    std::to_string(kMinFindSidePx) + " px from which a label can be told from chance"};
}

Result<std::vector<std::string>> texts_to_find(const FindOptions& options) {
  std::vector<std::string> texts = built_in_texts();
  if (options.text.empty()) return texts;
  IMPRINT_RETURN_IF_ERROR(check_find(options.text, options.font));
  if (std::find(texts.begin(), texts.end(), options.text) == texts.end()) texts.insert(texts.begin(), options.text);
  return texts;
}

Result<Font> font_of_named(const FindOptions& options) {
  if (options.text.empty()) return Font::open();
  IMPRINT_ASSIGN_OR_RETURN(const std::u32string characters, read_characters(options.text));
  return Font::for_text(characters, options.font);
}

}  // namespace

const std::vector<std::string>& built_in_texts() {
  static const std::vector<std::string> texts = {
      "AI生成",         "人工智能生成",        "AI合成",         "人工智能合成",
      "AI生成合成",     "人工智能生成合成",    "本内容由AI生成", "本内容由人工智能生成",
      "本图片由AI生成", "AI生成 AI-generated", "疑似AI生成",     "可能为AI生成",
      "AI GENERATED",   "AI MODIFIED"};
  return texts;
}

Status check_find(const std::string& text, ByteView font) {
  DrawOptions words;
  words.text = text;
  words.font = font;
  for (const char* eu : kEuTexts)
    if (text == eu) words.form = Form::kEuIcon;
  return check_words(words);
}

Result<Found> find(image::View picture, const FindOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check(picture));
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<std::string> texts, texts_to_find(options));
  IMPRINT_ASSIGN_OR_RETURN(const Font font, Font::open());
  IMPRINT_ASSIGN_OR_RETURN(const Font named, font_of_named(options));
  std::vector<ShapeSet> shapes;
  for (const std::string& text : texts) {
    IMPRINT_ASSIGN_OR_RETURN(std::u32string characters, read_characters(text));
    shapes.emplace_back(text == options.text ? named : font, std::move(characters));
  }
  const Pyramid pyramid(base_of(picture, options.orientation));
  const Fit fit = best_fit(pyramid, look_everywhere(pyramid, shapes));
  Found found;
  found.score = std::abs(fit.place.score);
  found.weakest_part = fit.weakest_part;
  if (fit.place.shape == nullptr || found.score < kFoundFrom || fit.weakest_part < kPartFoundFrom) return found;
  const bool swapped = options.orientation >= Orientation::kTranspose;
  const uint32_t width = swapped ? picture.height_px : picture.width_px,
                 height = swapped ? picture.width_px : picture.height_px;
  const double to_picture = static_cast<double>(std::min(width, height)) / pyramid.shortest();
  found.found = true;
  found.text = texts[fit.place.text];
  measure(fit, to_picture, width, height, found);
  return found;
}

Result<Found> read_drawn(image::View picture, Orientation orientation, const DrawnBlock& drawn) {
  const Pyramid pyramid(base_of(picture, orientation));
  const bool swapped = orientation >= Orientation::kTranspose;
  const uint32_t width = swapped ? picture.height_px : picture.width_px,
                 height = swapped ? picture.width_px : picture.height_px;
  const double to_picture = static_cast<double>(std::min(width, height)) / pyramid.shortest();
  const Shape shape = shape_of(drawn.block, drawn.block.letter_height_px);
  Candidate place;
  place.shape = &shape;
  place.left = drawn.left_px / to_picture;
  place.top = drawn.top_px / to_picture;
  place.ink_height = shape.ink_height / to_picture;
  const Fit fit = refine(pyramid, place, kFineInkPx, false);
  Found found;
  found.score = std::abs(fit.place.score);
  found.weakest_part = fit.weakest_part;
  found.found = found.score >= kFoundFrom && fit.weakest_part >= kPartFoundFrom;
  measure(fit, to_picture, width, height, found);
  return found;
}

}  // namespace imprint::label
