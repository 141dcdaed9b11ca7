// Styles, the calmest corner, the EU form, other fonts and logos: judged by the pixels.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "data/painter.h"
#include "label/label.h"
#include "pictures.h"

using namespace imprint;
using namespace imprint::label;
using namespace imprint::label::test;
namespace made = imprint::test;

namespace {

Placement draw_on(Image& picture, const DrawOptions& options) {
  const Result<Placement> placed = draw(picture.view(), options);
  REQUIRE_MESSAGE(placed.ok(), placed.status().message());
  return placed.value();
}

DrawOptions in_style(Style style) {
  DrawOptions options;
  options.style = style;
  return options;
}

// The least contrast between a full pixel of ink (white or 16-grey) and the pixels beside it that hold no ink at all.
// Where ink lies is read from a drawing on flat grey, whose geometry is the same.
double least_contrast(const Image& drawn, const Image& on_grey, const Placement& plate) {
  const auto is_ink = [&](uint32_t x, uint32_t y) {
    const uint32_t v = get(on_grey, x, y).green / 257;
    return v >= 254 || v <= 17;
  };
  const Pixel middle = grey(140);
  double least = 99;
  for (uint32_t y = plate.y_px + 1; y + 1 < plate.y_px + plate.height_px; ++y)
    for (uint32_t x = plate.x_px + 1; x + 1 < plate.x_px + plate.width_px; ++x) {
      if (!is_ink(x, y)) continue;
      for (const auto& [dx, dy] : {std::pair{2, 0}, {-2, 0}, {0, 2}, {0, -2}}) {
        const uint32_t nx = x + static_cast<uint32_t>(dx), ny = y + static_cast<uint32_t>(dy);
        if (!(get(on_grey, nx, ny) == middle)) continue;
        least = std::min(least, contrast(luminance(get(drawn, x, y)), luminance(get(drawn, nx, ny))));
      }
    }
  return least;
}

uint32_t changed_pixels(const Image& a, const Image& b) {
  uint32_t count = 0;
  for (uint32_t y = 0; y < a.height_px; ++y)
    for (uint32_t x = 0; x < a.width_px; ++x) count += !(get(a, x, y) == get(b, x, y));
  return count;
}

}  // namespace

TEST_CASE("style: plain letters stand 4.5:1 from all that lies around them, on every picture") {
  // On this grey a plain label has no plate, so what changes is ink.
  Image on_grey = flat(640, 480, PixelFormat::kRgb8, grey(140));
  const Placement plate = draw_on(on_grey, in_style(Style::kPlain));
  double worst = 99;
  for (uint32_t seed = 1; seed <= 3; ++seed)
    for (const made::Scene scene : made::kAllScenes) {
      Image picture = made::paint(scene, 640, 480, PixelFormat::kRgb8, seed);
      draw_on(picture, in_style(Style::kPlain));
      worst = std::min(worst, least_contrast(picture, on_grey, plate));
    }
  for (uint32_t g = 0; g <= 255; g += 5) {
    Image picture = flat(640, 480, PixelFormat::kRgb8, grey(g));
    draw_on(picture, in_style(Style::kPlain));
    worst = std::min(worst, least_contrast(picture, on_grey, plate));
  }
  for (const Pixel& colour :
       {Pixel{65535, 0, 0}, {0, 65535, 0}, {0, 0, 65535}, {65535, 65535, 0}, {0, 65535, 65535}, {65535, 0, 65535}}) {
    Image picture = flat(640, 480, PixelFormat::kRgb8, colour);
    draw_on(picture, in_style(Style::kPlain));
    worst = std::min(worst, least_contrast(picture, on_grey, plate));
  }
  CHECK(worst >= 4.5);
  CHECK(worst < 99);
  MESSAGE("least contrast " << worst);
}

TEST_CASE("style: on calm ground plain letters have no plate, on noise they have one") {
  const Image calm = flat(640, 480, PixelFormat::kRgb8, grey(30)), rough = noise(640, 480, PixelFormat::kRgb8, 3);
  Image on_calm = calm, on_rough = rough;
  const Placement plate = draw_on(on_calm, in_style(Style::kPlain));
  draw_on(on_rough, in_style(Style::kPlain));
  const uint32_t area = plate.width_px * plate.height_px;
  CHECK(changed_pixels(calm, on_calm) < area / 3);
  CHECK(changed_pixels(rough, on_rough) > area * 9 / 10);
}

TEST_CASE("style: an outlined letter has its contour between itself and the picture") {
  for (const uint32_t background : {0u, 90u, 130u, 255u}) {
    Image picture = flat(640, 480, PixelFormat::kRgb8, grey(background));
    const Placement plate = draw_on(picture, in_style(Style::kOutlined));
    uint32_t inks = 0, contours = 0;
    for (uint32_t y = plate.y_px; y < plate.y_px + plate.height_px; ++y)
      for (uint32_t x = plate.x_px; x < plate.x_px + plate.width_px; ++x) {
        const uint32_t v = get(picture, x, y).green / 257;
        const bool white_ink = background < 118;
        inks += v == (white_ink ? 255u : 16u);
        contours += v == (white_ink ? 16u : 255u);
      }
    CAPTURE(background);
    CHECK(inks > 300);
    if (background != 255) CHECK(contours > 200);
  }
}

TEST_CASE("style: the ink of every style is 5.0 to 5.3 % on landscape, portrait and square") {
  for (const Style style : {Style::kPlate, Style::kPlain, Style::kOutlined})
    for (const auto& [width, height] : {std::pair{1500u, 1000u}, {1000u, 1500u}, {1024u, 1024u}}) {
      Image picture = flat(width, height, PixelFormat::kGray8, grey(20));
      const Placement plate = draw_on(picture, in_style(style));
      const double percent = 100.0 * measured_ink_height(picture, plate) / std::min(width, height);
      CHECK(percent >= 5.0);
      CHECK(percent <= 5.3);
    }
}

TEST_CASE("corner: the automatic one is the calmest, and the lower right among equals") {
  DrawOptions automatic;
  automatic.corner = Corner::kAutomatic;
  for (const auto& [calm_left, calm_top] : {std::pair{false, false}, {true, false}, {false, true}, {true, true}}) {
    const Image rough = noise(600, 400, PixelFormat::kRgb8, 5);
    const bool left = calm_left, top = calm_top;  // clang 14 captures no structured bindings
    Image picture = painted(600, 400, PixelFormat::kRgb8, [&](uint32_t x, uint32_t y) {
      return (x < 300) == left && (y < 200) == top ? grey(80) : get(rough, x, y);
    });
    const Placement plate = draw_on(picture, automatic);
    CHECK((plate.x_px < 300) == calm_left);
    CHECK((plate.y_px < 200) == calm_top);
  }
  Image even = flat(600, 400, PixelFormat::kRgb8, grey(80));
  const Placement first = draw_on(even, automatic);
  CHECK(first.x_px > 300);
  CHECK(first.y_px > 200);
  // A label that is there already is detail: the next one goes elsewhere.
  const Placement second = draw_on(even, automatic);
  CHECK((second.x_px < 300 || second.y_px < 200));
}

TEST_CASE("form: the EU icon takes its three texts alone, and GB 45438 none of them") {
  for (const char* text : {"AI", "AI GENERATED", "AI MODIFIED", "AI生成", "AI generated"}) {
    DrawOptions options;
    options.text = text;
    const bool eu = std::find(std::begin(kEuTexts), std::end(kEuTexts), std::string(text)) != std::end(kEuTexts);
    options.form = Form::kEuIcon;
    CHECK(check_words(options).ok() == eu);
    options.form = Form::kGb45438;
    CHECK(check_words(options).ok() == (std::string(text) == "AI生成"));
  }
  // Round ends: the corner of the plate's box is picture.
  DrawOptions options;
  options.form = Form::kEuIcon;
  options.text = "AI GENERATED";
  Image picture = flat(640, 480, PixelFormat::kGray8, grey(20));
  const Placement plate = draw_on(picture, options);
  const uint32_t inset = plate.height_px / 8;
  CHECK(get(picture, plate.x_px + inset, plate.y_px + inset / 2) == grey(20));
  CHECK(measured_ink_height(picture, plate) >= 24);
}

TEST_CASE("font: a missing character asks for a font, a file that is none is refused") {
  DrawOptions options;
  options.text = "AI生成 龘";
  const Status missing = check_words(options);
  CHECK(missing.code() == Code::kGlyphMissing);
  CHECK(missing.message().find("U+9F98") != std::string::npos);
  CHECK(missing.message().find("font file") != std::string::npos);
  const Bytes no_font(100, 7);
  options.font = no_font;
  CHECK(check_words(options).code() == Code::kInvalidArgument);
  options.text = "AI生成";  // needs none, so none is opened
  CHECK(check_words(options).ok());
}

TEST_CASE("font: another font draws what the embedded one lacks, at the same height") {
  const char* const places[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                                "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"};
  for (const char* place : places) {
    std::ifstream file(place, std::ios::binary);
    if (!file) continue;
    const Bytes font{std::istreambuf_iterator<char>(file), {}};
    DrawOptions options;
    options.form = Form::kGb45438;
    options.text = std::string(place).find("CJK") != std::string::npos ? "AI生成 龘" : "AI\xC3\xA9";
    options.font = font;
    if (std::string(place).find("CJK") == std::string::npos) {
      CHECK(check_words(options).code() == Code::kLabelText);  // the elements are asked for with every font
      options.text = "AI生成 é";
      CHECK(check_words(options).code() == Code::kGlyphMissing);  // that font has no ideographs
      CHECK(check_words(options).message().find("given font") != std::string::npos);
      continue;
    }
    Image picture = flat(900, 600, PixelFormat::kGray8, grey(20));
    const Placement plate = draw_on(picture, options);
    CHECK(measured_ink_height(picture, plate) >= 30);
  }
}

TEST_CASE("logo: it stands left of the words at their height, in its colours, and asks for room") {
  Image logo(40, 20, PixelFormat::kRgba8);
  for (uint32_t y = 0; y < 20; ++y)
    for (uint32_t x = 0; x < 40; ++x) set(logo, x, y, x < 20 ? Pixel{65535, 0, 0, 65535} : Pixel{0, 65535, 0, 0});
  DrawOptions options;
  Image without = flat(800, 600, PixelFormat::kRgb8, grey(20)), with = without,
        grey_one = flat(800, 600, PixelFormat::kGray8, grey(20));
  const Placement bare = draw_on(without, options);
  options.logo = std::as_const(logo).view();
  const Placement plate = draw_on(with, options);
  CHECK(plate.width_px == bare.width_px + 60 + 12);  // 30 px of ink: a logo of 60 px, a gap of 0.4
  CHECK(plate.ink_height_px == bare.ink_height_px);
  const uint32_t left = plate.x_px + 18, middle = plate.y_px + plate.height_px / 2;
  CHECK(get(with, left + 10, middle) == Pixel{65535, 0, 0});
  CHECK(get(with, left + 50, middle) == get(with, left - 4, middle));  // its transparent half shows the plate
  draw_on(grey_one, options);
  CHECK(get(grey_one, left + 10, middle).green / 257 == 54);  // luma of red
  Image wide(170, 20, PixelFormat::kRgb8);
  options.logo = std::as_const(wide).view();
  CHECK(draw(with.view(), options).status().code() == Code::kInvalidArgument);
  Image deep(20, 20, PixelFormat::kRgb16);
  options.logo = std::as_const(deep).view();
  CHECK(draw(with.view(), options).status().code() == Code::kInvalidArgument);
}
