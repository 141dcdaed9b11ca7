// WebP pixels through libwebp. Section numbers are those of RFC 9649.
#include <algorithm>
#include <string>
#include <utility>

#include "codec/codec_table.h"
#include "codec/pixel_room.h"
#include "codec/webp_bitstream.h"
#include "codec/webp_frames.h"
#include "container/webp_chunks.h"
#include "container/webp_edit.h"

namespace imprint::codec {
namespace {

using container::WebpChunk;
using container::WebpChunks;
using image::PixelFormat;

// What there is to decode: a still picture, or the first frame of an animation and its place on the canvas.
struct WebpPlan {
  uint32_t width_px = 0, height_px = 0;  // of the canvas
  PixelFormat format = PixelFormat::kRgb8;
  ByteView bitstream;
  Rect rect;  // on the canvas
};

Result<WebpPlan> plan_webp(const WebpChunks& split, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpFeatures features, webp_canvas(split, limits));
  WebpPlan plan{features.width_px,
                features.height_px,
                features.alpha ? PixelFormat::kRgba8 : PixelFormat::kRgb8,
                split.riff,
                {0, 0, features.width_px, features.height_px}};
  if (!features.animation) {
    IMPRINT_RETURN_IF_ERROR(check_free_pixels("WebP picture", pixels_of(plan.rect), pixels_shown_by(split.riff.size())));
    return plan;
  }
  const WebpChunk* chunk = split.find("ANMF");
  if (chunk == nullptr) return Status{Code::kMalformed, "animated WebP has no frame"};
  IMPRINT_ASSIGN_OR_RETURN(const WebpFrame frame, plan_webp_frame(features, *chunk, "the first frame of the WebP"));
  plan.format = PixelFormat::kRgba8;
  plan.bitstream = frame.bitstream;
  plan.rect = frame.place.rect;
  const uint64_t shown = std::min(pixels_of(plan.rect), pixels_shown_by(chunk->data.size()));
  IMPRINT_RETURN_IF_ERROR(check_free_pixels("WebP canvas", uint64_t{plan.width_px} * plan.height_px, shown));
  return plan;
}

// What an animation's first frame leaves free stays transparent; what it covers it replaces, since blending over
// nothing changes nothing.
image::MutableView part_of(image::MutableView canvas, const Rect& rect) {
  canvas.data = canvas.row(rect.y_px) + size_t{rect.x_px} * traits(canvas.format).channels;
  canvas.width_px = rect.width_px;
  canvas.height_px = rect.height_px;
  return canvas;
}

Result<PictureInfo> probe_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpPlan plan, plan_webp(split, limits));
  return PictureInfo{plan.width_px, plan.height_px, plan.format, container::Format::kWebp};
}

Result<Picture> decode_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpPlan plan, plan_webp(split, limits));
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(plan.width_px, plan.height_px, plan.format,
                                                         container::Format::kWebp, limits));
  picture.orientation = webp_orientation(split, limits);
  IMPRINT_RETURN_IF_ERROR(decode_webp_bitstream(plan.bitstream, part_of(picture.pixels.view(), plan.rect)));
  return picture;
}

// The coded picture's chunks in the place of the old ones, all else as it was.
Result<Bytes> encode_webp_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(original, limits));
  if (split.find("ANIM") != nullptr || split.find("ANMF") != nullptr)
    return Status{Code::kUnsupportedPixels,
                  "an animated WebP cannot be written; mark its frames before they are put together"};
  IMPRINT_ASSIGN_OR_RETURN(const Bytes fresh, code_webp_chunks(pixels, split.find("VP8 ")));
  std::vector<ByteView> chunks;
  bool placed = false;
  for (const WebpChunk& chunk : split.chunks) {
    if (!is_webp_picture(chunk.type))
      chunks.push_back(chunk.raw);
    else if (!std::exchange(placed, true))
      chunks.push_back(fresh);
  }
  return container::join_webp(chunks, split.trailing);
}

image::PixelFormat stored_in_webp(image::PixelFormat pixels, bool opaque) {
  return traits(pixels).has_alpha() && !opaque ? image::PixelFormat::kRgba8 : image::PixelFormat::kRgb8;
}

}  // namespace

const Codec kWebpCodec = {container::Format::kWebp, probe_webp,       decode_webp,   encode_webp_like,
                          &kWebpFrames,             code_webp_file, stored_in_webp};

}  // namespace imprint::codec
