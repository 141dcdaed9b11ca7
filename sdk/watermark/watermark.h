// The invisible mark: 64 bits hidden in the pixels under a key, read back without the original
// (spec/watermark-format.md).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/progress.h"
#include "base/status.h"
#include "image/view.h"
#include "payload/attempts.h"
#include "payload/key.h"
#include "payload/reading.h"
#include "watermark/robustness.h"

namespace imprint::watermark {

inline constexpr uint32_t kMinSidePx = 160;  // below, too few carriers are left under the Nyquist frequency
using payload::kMaxPValue;
using payload::Key;

inline constexpr size_t kMostMarks = 33;  // under one key, in one call of detect_all()

struct EmbedOptions {
  double strength = 1.0;    // share of what may be seen of the mark, (0, 1] (§7.3)
  double min_psnr_db = 0;   // over the colour samples, to 0.1 dB; the amplitude is lowered to keep it. 0: no such floor
  // A picture that offers less is refused, unchanged.
  Robustness least_robustness = Robustness::kLow;
  uint32_t threads = 1;       // the result does not depend on it
  Progress progress = {};
};

struct EmbedReport {
  double psnr_db = 0;    // over the colour samples, measured after rounding
  double max_change = 0; // largest change of a sample, in 8-bit levels
  double visibility = 0; // what the mark is expected to show of itself, 1 = Butteraugli's 3-norm of 1 (§7.3)
  Robustness robustness = Robustness::kLow;
};

// Changes the colour samples of `picture`; alpha and fully transparent pixels stay. On error nothing is changed.
Result<EmbedReport> embed(image::MutableView picture, uint64_t payload, const Key& key, const EmbedOptions& options);

struct DetectOptions {
  bool search =
      true;  // false: only the hypothesis that the whole picture is there, upright, mirrored or turned by 90 degrees
  uint32_t threads = 1;  // the answer does not depend on it
  Progress progress = {};
};

// Pixels of the picture, from its upper left.
struct Box {
  uint32_t x_px = 0, y_px = 0, width_px = 0, height_px = 0;
};

// How the pattern lies in a picture in which a mark was found.
struct Pose {
  double pixels_per_canonical = 0;
  double rotation_deg = 0;  // of the pattern in this picture, counter-clockwise as seen, (-90, 90]
  Box place;                // where it was heard
};

// Its attempts are geometries under which the carriers were read and put to the test (§8.5).
struct Detection : payload::Reading, Pose {};

// The marks that were found, in the order of their keys, those of one key in the order in which they were found, each
// with its place; or one answer that says "not found". Every key is judged on the whole picture. The search goes on to
// the next key until it has found one that is not open: what anybody can write never keeps a private mark from being
// looked for. Put the open key last: it is searched for when nothing else was found. What the whole picture does not
// answer for is looked for place by place (spec/watermark-format.md §8.6). Error only for pictures that cannot hold a
// mark (a side under kMinSidePx is not one: the answer is "not found"), and kCancelled.
Result<std::vector<Detection>> detect_all(image::View picture, const std::vector<Key>& keys,
                                          const DetectOptions& options);

// The first of them.
Result<Detection> detect(image::View picture, const std::vector<Key>& keys, const DetectOptions& options);

}  // namespace imprint::watermark
