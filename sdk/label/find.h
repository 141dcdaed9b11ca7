// Finding a drawn label again (spec/label.md, section 7).
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "image/view.h"
#include "label/label.h"

namespace imprint::label {

struct FindOptions {
  std::string text;  // look for this text too, beside the built-in ones; empty = only those
  ByteView font;     // it was drawn with, where the embedded one lacks a character; empty = none
  image::Orientation orientation = image::Orientation::kUpright;  // of the stored pixels (EXIF)
};

// Why a label that was found cannot be relied on to be read.
enum class Legibility { kLegible = 1, kTooLow, kTooFaint, kTooFewPixels };

struct Found {
  bool found = false;
  std::string text;
  Placement placement;      // as `draw` gives it, in pixels of the upright picture; the plate cut to the picture
  double score = 0;         // correlation of the letters with the picture, [0, 1]; of the best try if not found
  double weakest_part = 1;  // the least correlation of a part about one character wide
  double contrast = 1;      // WCAG ratio between ink and ground
  Legibility legibility = Legibility::kLegible;
};

// Texts that `find` knows without being told.
const std::vector<std::string>& built_in_texts();

// Whether find() takes a text: as check_words() in the form that has it.
Status check_find(const std::string& text, ByteView font);

// The shortest side that can be searched: below it letters are too small to tell from chance.
inline constexpr uint32_t kMinFindSidePx = 100;

// Looks in the four corners, at every size that `draw` allows. Time goes with the pixels read once, plus some 15 ms;
// memory with a plane of 480 px. Errors: kImageTooSmall under kMinFindSidePx; kInvalidArgument; kUnsupportedPixels; for
// `text` those of check_text.
Result<Found> find(image::View picture, const FindOptions& options);

}  // namespace imprint::label
