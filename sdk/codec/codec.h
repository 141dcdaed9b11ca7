// Pixels in and out of files. Pixels go through the format's library; everything else in the file stays byte for byte.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/format.h"
#include "image/view.h"

namespace imprint::codec {

struct Picture {
  image::Image pixels;                                            // as stored, not turned
  image::Orientation orientation = image::Orientation::kUpright;  // how a viewer turns them
  container::Format format = container::Format::kUnknown;
  Reservation memory = {};  // that the pixels take
};

// What decode() would produce, read from the headers alone. Refuses what decode() refuses for its size.
struct PictureInfo {
  uint32_t width_px = 0;
  uint32_t height_px = 0;
  image::PixelFormat pixel_format = image::PixelFormat::kRgb8;
  container::Format format = container::Format::kUnknown;
};

Result<PictureInfo> probe(ByteView file, const Limits& limits);
Result<Picture> decode(ByteView file, const Limits& limits);

// kUnsupportedFormat unless encode_like() can write the format of `file`; looks at its first bytes alone. Call before work
// that ends in writing.
Status check_writable(ByteView file, const Limits& limits);

// `original` with its pixels replaced by `pixels` (same size and format as decode() gave): every chunk or segment that
// is not pixel data stays, JPEG keeps its quantisation tables and subsampling, PNG its depth and interlacing.
Result<Bytes> encode_like(ByteView original, image::View pixels, const Limits& limits);

// --- Changes that coarse tables would round away -------------------------------------------------------------------

// Whether the luma table of a JPEG is so coarse that a faint change may be lost in it (spec/formats.md 3.2); false for other files, and
// for JPEG that encode_keeping() does not take.
bool rounds_changes_away(ByteView file, const Limits& limits);
// As encode_like(), of such a file, for pixels `after` that were made of `before` by a change of luma. A coefficient goes to the next
// step of its table where the change goes at least `threshold` of the way, (0, 0.5]; 0.5 is ordinary rounding. `before` is rounded as
// ever, so that what did not change stays as it was. kUnsupportedPixels where rounds_changes_away() is false.
Result<Bytes> encode_keeping(ByteView original, image::View before, image::View after, double threshold, const Limits& limits);

// --- Other formats: PNG, JPEG and, where it is built, WebP --------------------------------------------------------

// kUnsupportedFormat when no picture is converted to `to`.
Status check_encodable(container::Format to);
// How `to` stores such pixels: with as many bits and colours as it has. Alpha goes when it is `opaque`, or when `to` has none.
Result<image::PixelFormat> stored_as(image::PixelFormat pixels, bool opaque, container::Format to);
// A file of its own, without metadata, of pixels as stored_as() has them; lossy formats at `quality`, [1, 100]. kEncodeFailed for
// sides that the format cannot state.
Result<Bytes> encode(image::View pixels, container::Format to, int quality);

// A baseline JPEG of its own, without metadata: RGB8 or GRAY8, sides up to 65500 px, quality [1, 100] as libjpeg has it.
Result<Bytes> encode_jpeg(image::View pixels, int quality);

// Files that are drawn on frame by frame: animated WebP and every GIF (spec/formats.md 9).
struct FramesInfo {
  uint32_t width_px = 0, height_px = 0;  // of the canvas
  size_t count = 0;
  image::Orientation orientation = image::Orientation::kUpright;
};
// Nothing for a file that goes through decode() and encode_like().
Result<std::optional<FramesInfo>> probe_frames(ByteView file, const Limits& limits);

// The frames of an animation one after the other.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  // The canvas with the next frame, RGBA8, as a viewer shows it, valid until the next call. Nothing behind the last one.
  virtual Result<std::optional<image::View>> next() = 0;
};
// The first `most` frames, which are counted as decoded pixels before the first is. `file` has to outlive the source.
inline constexpr size_t kAllFrames = std::numeric_limits<size_t>::max();
Result<std::unique_ptr<FrameSource>> open_frames(ByteView file, size_t most, const Limits& limits);

// Calls `look` with the canvas of each frame in turn.
using FrameLook = std::function<Status(image::View canvas)>;
Status each_frame(ByteView file, const FrameLook& look, const Limits& limits);

// What `edit` does to a canvas, which tells how colours are chosen where a GIF has no room for all of them: something is drawn over a
// part of it and has to stay exact, or every pixel is changed by little and neighbours have to keep their mean.
enum class Touch { kDrawn, kShaded };
// `file` with each frame's canvas changed by `edit`, which is called in order and changes pixels at will. Timing, loop
// count and all that is not pixels stay.
using FrameEdit = std::function<Status(image::MutableView canvas)>;
Result<Bytes> edit_frames(ByteView file, Touch touch, const FrameEdit& edit, const Limits& limits);

}  // namespace imprint::codec
