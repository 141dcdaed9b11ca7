// The visible label: words drawn into the pixels (spec/label.md).
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/status.h"
#include "image/view.h"

namespace imprint::label {

// kAutomatic takes the corner where the picture under the plate is calmest (spec/label.md 4.1).
enum class Corner { kLowerRight, kLowerLeft, kUpperRight, kUpperLeft, kAutomatic };

// What stands between picture and ink (spec/label.md 5): a rounded plate; a plate no stronger than the contrast needs,
// on calm pictures none; a contour around the letters.
enum class Style { kPlate, kPlain, kOutlined };

inline constexpr double kMinHeightPercent = 5.0;  // GB 45438-2025 5.2 e
inline constexpr double kMaxHeightPercent = 50.0;
// Letters are never drawn lower, whatever percentage is asked for: below it nobody reads them (spec/label.md 3.2, 7.3).
inline constexpr uint32_t kMinInkHeightPx = 8;

// Whose rules the words follow: GB 45438-2025 5.2 b, or the icon of the EU code of practice (spec/label.md 2.2).
enum class Form { kGb45438, kEuIcon };
inline constexpr const char* kEuTexts[] = {"AI", "AI GENERATED", "AI MODIFIED"};

struct DrawOptions {
  std::string text = "AI生成";                // UTF-8, as check_text wants it
  Corner corner = Corner::kLowerRight;        // of the upright picture
  double height_percent = kMinHeightPercent;  // ink height in percent of the shortest side, [5, 50]
  Style style = Style::kPlate;
  Form form = Form::kGb45438;
  ByteView font;     // used for the whole text when the embedded font lacks one of its characters; empty = none
  image::View logo;  // RGBA8 or RGB8, drawn left of the words at their height; data NULL = none
  // Of the stored pixels (EXIF); the label stands upright for the viewer.
  image::Orientation orientation = image::Orientation::kUpright;
};

// Where the label landed, in pixels of the upright picture (as a viewer shows it).
struct Placement {
  uint32_t x_px = 0, y_px = 0, width_px = 0, height_px = 0;  // words and padding
  uint32_t ink_height_px = 0;                                // drawn ink of a line, top to bottom (spec/label.md 3.1)
  double ink_height_percent = 0.0;                           // of the shortest side, >= height_percent
  bool raised = false;  // by draw: the height asked for would be under kMinInkHeightPx, which was drawn instead
};

struct Found;

// Whether `draw` takes the text: UTF-8 of 1 to 40 characters that holds an AI element (AI, 人工智能) and a generation
// element (生成, 合成), GB 45438-2025 5.2 b, and that the font can show. Errors: kLabelText (says what is missing or
// wrong), kGlyphMissing (names the character, "U+9F98").
Status check_text(const std::string& text);
// The same by the form and with the font of `options`. Also: kInvalidArgument for a file that is no font.
Status check_words(const DrawOptions& options);

// Draws into `picture`, sRGB-encoded and with straight alpha. Every pixel outside the plate and every alpha of an
// opaque pixel stay as they were; alpha under the plate is raised until the label shows. Time and memory go with the
// label's area, and once over the picture to read the label back where it was drawn. On error nothing is drawn. Errors: those of
// check_text; kLabelDoesNotFit (with the sizes); kReadBackFailed; kInvalidArgument; kUnsupportedPixels. Threads: safe on different
// pictures.
Result<Placement> draw(image::MutableView picture, const DrawOptions& options);

// One label on many pictures of one size, the frames of an animation: the same place, tone and backing on each, such that
// the contrast holds on all that it looked at (spec/label.md 5.5). draw() is this with one picture. Errors: those of draw(); drawing
// does not read back, read() does.
class FrameLabel {
 public:
  static Result<FrameLabel> prepare(uint32_t width_px, uint32_t height_px, const DrawOptions& options);
  // Every frame, before the first is drawn on.
  Status look(image::View frame);
  Result<Placement> draw(image::MutableView frame) const;
  // Reads the label of a frame that was drawn on, after encoding or other handling that leaves its size: one text at one place, so
  // pictures of any size can be asked. kReadBackFailed unless it counts as found and legible there (spec/label.md 7.2, 7.3).
  Result<Found> read(image::View frame) const;
  const Placement& place() const;  // after look()

 private:
  struct Setting;
  explicit FrameLabel(std::shared_ptr<Setting> setting) : setting_(std::move(setting)) {}
  std::shared_ptr<Setting> setting_;
};

}  // namespace imprint::label
