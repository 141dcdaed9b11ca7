// Every frame of an animated WebP as a viewer shows it, and an animation of changed ones (spec/formats.md 9.1). Section
// numbers are those of RFC 9649.
#include "codec/webp_frames.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "codec/pixel_room.h"
#include "container/exif.h"
#include "container/webp_edit.h"

namespace imprint::codec {
namespace {

using container::WebpChunk;
using container::WebpChunks;

constexpr size_t kFrameHeaderBytes = 16;
constexpr size_t kFlagsAt = 15;                           // in that header
constexpr uint8_t kNoBlend = 0x02, kToBackground = 0x01;  // its flags
constexpr uint8_t kAlphaFlag = 0x10;                      // of VP8X, 2.7.1
constexpr size_t kPixel = 4;                              // bytes of RGBA8

uint32_t read_le24(const uint8_t* p) { return uint32_t{p[2]} << 16 | uint32_t{p[1]} << 8 | p[0]; }
void write_le24(uint8_t* p, uint32_t value) {
  for (size_t i = 0; i < 3; ++i) p[i] = static_cast<uint8_t>(value >> (8 * i));
}

struct Animation {
  WebpChunks split;
  WebpFeatures canvas;
  size_t frames = 0;
};

// Nothing for a still picture.
Result<std::optional<Animation>> open_animation(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(WebpChunks split, container::split_webp(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpFeatures canvas, webp_canvas(split, limits));
  if (!canvas.animation) return std::optional<Animation>();
  const auto frames = static_cast<size_t>(
      std::count_if(split.chunks.begin(), split.chunks.end(), [](const WebpChunk& c) { return c.type == "ANMF"; }));
  if (frames == 0) return Status{Code::kMalformed, "animated WebP has no frame"};
  IMPRINT_RETURN_IF_ERROR(check_free_pixels("WebP canvas", uint64_t{canvas.width_px} * canvas.height_px,
                                            pixels_shown_by(split.riff.size())));
  return std::optional(Animation{std::move(split), canvas, frames});
}

Result<Animation> require_animation(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(std::optional<Animation> animation, open_animation(file, limits));
  if (animation) return *std::move(animation);
  return Status{Code::kUnsupportedPixels, "a WebP that is no animation has no frames"};
}

Result<Reservation> canvases_of(const Animation& animation, size_t most, const Limits& limits) {
  return take_canvases(animation.canvas.width_px, animation.canvas.height_px, std::min(animation.frames, most), limits);
}

class WebpComposer {
 public:
  explicit WebpComposer(const Animation& animation)
      : canvas_(animation.canvas), composer_(canvas_.width_px, canvas_.height_px) {}

  // The canvas with the frame of `anmf`, the next one.
  Result<image::View> show(const WebpChunk& anmf) {
    const std::string name = "WebP frame " + std::to_string(++number_);
    IMPRINT_ASSIGN_OR_RETURN(const WebpFrame frame, plan_webp_frame(canvas_, anmf, name));
    image::Image pixels(frame.place.rect.width_px, frame.place.rect.height_px, image::PixelFormat::kRgba8);
    const Status read = decode_webp_bitstream(frame.bitstream, pixels.view());
    if (!read.ok()) return Status{read.code(), name + ": " + read.message()};
    return composer_.show(std::as_const(pixels).view(), frame.place);
  }

 private:
  WebpFeatures canvas_;
  Composer composer_;
  size_t number_ = 0;
};

// --- writing --------------------------------------------------------------------------------------------------

bool looks_alike(const uint8_t* a, const uint8_t* b) {
  return std::memcmp(a, b, kPixel) == 0 || (a[3] == 0 && b[3] == 0);
}

// Where two canvases differ; offsets are even, as ANMF states halves of them. Never empty: a frame has a pixel.
Rect changed_between(image::View before, image::View after) {
  Rect rect = bounds_of(before.width_px, before.height_px, [&](uint32_t x, uint32_t y) {
    return !looks_alike(before.row(y) + x * kPixel, after.row(y) + x * kPixel);
  });
  if (rect.empty()) return {0, 0, 1, 1};
  const uint32_t odd_x = rect.x_px % 2, odd_y = rect.y_px % 2;
  return {rect.x_px - odd_x, rect.y_px - odd_y, rect.width_px + odd_x, rect.height_px + odd_y};
}

image::View part_of(image::View canvas, const Rect& rect) {
  canvas.data = canvas.row(rect.y_px) + rect.x_px * kPixel;
  canvas.width_px = rect.width_px;
  canvas.height_px = rect.height_px;
  return canvas;
}

bool has_transparency(image::View pixels) {
  return !bounds_of(pixels.width_px, pixels.height_px, [&](uint32_t x, uint32_t y) {
            return pixels.row(y)[x * kPixel + 3] != 255;
          }).empty();
}

// The old frame's header with a new place: it replaces what is there, and stays. Duration and reserved bits are its
// own.
Bytes header_at(ByteView old, const Rect& rect) {
  Bytes out(old.begin(), old.end());
  write_le24(&out[0], rect.x_px / 2);
  write_le24(&out[3], rect.y_px / 2);
  write_le24(&out[6], rect.width_px - 1);
  write_le24(&out[9], rect.height_px - 1);
  out[kFlagsAt] = static_cast<uint8_t>((out[kFlagsAt] & ~kToBackground) | kNoBlend);
  return out;
}

// `pixels` in the place of the frame's old ones, coded like them; unknown chunks of the frame stay (2.7.1.1).
Result<Bytes> frame_like(const WebpFrame& old, const Rect& rect, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<WebpChunk> parts, container::split_webp_frame(old.bitstream, limits));
  const auto lossy =
      std::find_if(parts.begin(), parts.end(), [](const WebpChunk& part) { return part.type == "VP8 "; });
  IMPRINT_ASSIGN_OR_RETURN(const Bytes coded, code_webp_chunks(pixels, lossy == parts.end() ? nullptr : &*lossy));
  Bytes data = header_at(old.header, rect);
  append(data, coded);
  for (const WebpChunk& part : parts)
    if (!is_webp_picture(part.type)) append(data, part.raw);
  Bytes out;
  container::append_webp_chunk(out, "ANMF", data);
  return out;
}

// --- the three calls ------------------------------------------------------------------------------------------

Result<std::optional<FramesInfo>> probe_webp_frames(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Animation> animation, open_animation(file, limits));
  if (!animation) return std::optional<FramesInfo>();
  return std::optional(FramesInfo{animation->canvas.width_px, animation->canvas.height_px, animation->frames,
                                  webp_orientation(animation->split, limits)});
}

class WebpSource : public FrameSource {
 public:
  WebpSource(Animation animation, size_t most, Reservation canvases)
      : animation_(std::move(animation)), left_(most), canvases_(std::move(canvases)), composer_(animation_) {}

  Result<std::optional<image::View>> next() override {
    const std::vector<WebpChunk>& chunks = animation_.split.chunks;
    while (at_ < chunks.size() && chunks[at_].type != "ANMF") ++at_;
    if (at_ == chunks.size() || left_ == 0) return std::optional<image::View>();
    --left_;
    IMPRINT_ASSIGN_OR_RETURN(const image::View canvas, composer_.show(chunks[at_++]));
    return std::optional(canvas);
  }

 private:
  Animation animation_;
  size_t at_ = 0, left_;
  Reservation canvases_;
  WebpComposer composer_;
};

Result<std::unique_ptr<FrameSource>> open_webp_frames(ByteView file, size_t most, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(Animation animation, require_animation(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(Reservation canvases, canvases_of(animation, most, limits));
  return std::unique_ptr<FrameSource>(std::make_unique<WebpSource>(std::move(animation), most, std::move(canvases)));
}

class WebpFrameWriter {
 public:
  WebpFrameWriter(const WebpFeatures& canvas, const Limits& limits)
      : canvas_(canvas), limits_(limits), shown_(canvas.width_px, canvas.height_px, image::PixelFormat::kRgba8) {}

  // The frame that leads from the canvas of the last call, at first an empty one, to `edited`.
  Result<Bytes> next(const WebpChunk& anmf, image::Image edited) {
    IMPRINT_ASSIGN_OR_RETURN(const WebpFrame old, plan_webp_frame(canvas_, anmf, "a WebP frame"));
    const image::View after = std::as_const(edited).view();
    const Rect rect = changed_between(std::as_const(shown_).view(), after);
    const image::View pixels = part_of(after, rect);
    transparency_ = transparency_ || has_transparency(pixels);
    IMPRINT_ASSIGN_OR_RETURN(Bytes out, frame_like(old, rect, pixels, limits_));
    shown_ = std::move(edited);
    written_ += out.size();
    if (written_ > limits_.max_file_bytes)
      return limit_exceeded("size of the written WebP", written_, "max_file_bytes", limits_.max_file_bytes);
    return out;
  }

  bool has_transparent_frame() const { return transparency_; }

 private:
  WebpFeatures canvas_;
  const Limits& limits_;
  image::Image shown_;
  bool transparency_ = false;
  uint64_t written_ = 0;
};

image::Image copy_of(image::View canvas) {
  image::Image out(canvas.width_px, canvas.height_px, canvas.format);
  std::copy_n(canvas.data, out.samples.size(), out.samples.begin());
  return out;
}

// The edited frames, one for each ANMF chunk in order.
Result<std::vector<Bytes>> edited_frames(const Animation& animation, const FrameEdit& edit, const Limits& limits,
                                         bool& transparency) {
  IMPRINT_ASSIGN_OR_RETURN(const Reservation canvases, canvases_of(animation, kAllFrames, limits));
  WebpComposer composer(animation);
  WebpFrameWriter writer(animation.canvas, limits);
  std::vector<Bytes> out;
  for (const WebpChunk& chunk : animation.split.chunks) {
    if (chunk.type != "ANMF") continue;
    IMPRINT_ASSIGN_OR_RETURN(const image::View composed, composer.show(chunk));
    image::Image canvas = copy_of(composed);
    IMPRINT_RETURN_IF_ERROR(edit(canvas.view()));
    IMPRINT_ASSIGN_OR_RETURN(Bytes frame, writer.next(chunk, std::move(canvas)));
    out.push_back(std::move(frame));
  }
  transparency = writer.has_transparent_frame();
  return out;
}

Result<Bytes> edit_webp_frames(ByteView file, Touch, const FrameEdit& edit, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Animation animation, require_animation(file, limits));
  bool transparency = false;
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<Bytes> frames, edited_frames(animation, edit, limits, transparency));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes header,
                           container::extended_webp_header(animation.split, transparency ? kAlphaFlag : 0));
  std::vector<ByteView> chunks = {header};
  size_t number = 0;
  for (const WebpChunk& chunk : animation.split.chunks) {
    if (&chunk == &animation.split.chunks.front()) continue;  // VP8X
    chunks.push_back(chunk.type == "ANMF" ? ByteView(frames[number++]) : chunk.raw);
  }
  return container::join_webp(chunks, animation.split.trailing);
}

// 2.7.1: the extended format states its canvas before anything else, up to 2^24 pixels wide. libwebp would call one
// that is too large damaged.
Status check_extended_canvas(const WebpChunks& split, const Limits& limits) {
  const WebpChunk& first = split.chunks.front();
  if (first.type != "VP8X") return {};
  if (first.data.size() < 10) return {Code::kMalformed, "WebP chunk VP8X is shorter than 10 bytes"};
  return check_dimensions(uint64_t{read_le24(&first.data[4])} + 1, uint64_t{read_le24(&first.data[7])} + 1, limits);
}

}  // namespace

const FrameCodec kWebpFrames = {probe_webp_frames, open_webp_frames, edit_webp_frames};

Result<WebpFeatures> webp_canvas(const WebpChunks& split, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_extended_canvas(split, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpFeatures features, webp_features(split.riff));
  IMPRINT_RETURN_IF_ERROR(check_dimensions(features.width_px, features.height_px, limits));
  return features;
}

image::Orientation webp_orientation(const WebpChunks& split, const Limits& limits) {
  const WebpChunk* exif = split.find("EXIF");
  if (exif == nullptr) return image::Orientation::kUpright;
  ByteView tiff = exif->data;  // 2.7.1.5 has no prefix, some writers copy the one of JPEG
  if (as_text(tiff).starts_with(std::string_view("Exif\0\0", 6))) tiff = tiff.subspan(6);
  return static_cast<image::Orientation>(container::exif_orientation(tiff, limits).value_or(1));
}

Result<WebpFrame> plan_webp_frame(const WebpFeatures& canvas, const WebpChunk& anmf, const std::string& what) {
  if (anmf.data.size() < kFrameHeaderBytes) return Status{Code::kMalformed, "WebP chunk ANMF is shorter than 16 bytes"};
  const uint8_t* p = anmf.data.data();
  WebpFrame out;
  out.header = anmf.data.first(kFrameHeaderBytes);
  out.bitstream = anmf.data.subspan(kFrameHeaderBytes);
  Rect& rect = out.place.rect;
  rect = {2 * read_le24(p), 2 * read_le24(p + 3), read_le24(p + 6) + 1, read_le24(p + 9) + 1};
  out.place.blend = (p[kFlagsAt] & kNoBlend) == 0;
  out.place.disposal = (p[kFlagsAt] & kToBackground) != 0 ? Disposal::kClear : Disposal::kKeep;
  if (rect.x_px + rect.width_px > canvas.width_px || rect.y_px + rect.height_px > canvas.height_px)
    return Status{Code::kMalformed, what + " does not fit on its canvas"};
  IMPRINT_ASSIGN_OR_RETURN(const WebpFeatures frame, webp_features(out.bitstream));
  if (frame.width_px == rect.width_px && frame.height_px == rect.height_px) return out;
  return Status{Code::kMalformed, what + " has another size than it claims"};
}

}  // namespace imprint::codec
