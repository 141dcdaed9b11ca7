// GIF pixels: the first image alone, read only; gif_frames.cc has all of them.
#include <algorithm>

#include "codec/codec_table.h"
#include "codec/gif_frames.h"
#include "codec/gif_image.h"
#include "codec/pixel_room.h"

namespace imprint::codec {
namespace {

using container::GifBlock;
using container::GifBlocks;
using image::PixelFormat;

Result<GifImage> plan_first_image(const GifBlocks& split, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_dimensions(split.width_px, split.height_px, limits));
  const auto image = std::find_if(split.blocks.begin(), split.blocks.end(),
                                  [](const GifBlock& block) { return block.kind == container::kGifImage; });
  if (image == split.blocks.end()) return Status{Code::kMalformed, "GIF has no image"};
  IMPRINT_ASSIGN_OR_RETURN(GifImage plan, plan_gif_image(split, *image, "the first GIF image"));
  IMPRINT_RETURN_IF_ERROR(check_free_pixels("GIF canvas", uint64_t{split.width_px} * split.height_px, pixels_of(plan.rect)));
  return plan;
}

PixelFormat format_of(const GifImage& image) {
  return image.transparent_index < 0 && image.covers_canvas ? PixelFormat::kRgb8 : PixelFormat::kRgba8;
}

Result<PictureInfo> probe_gif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, container::split_gif(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const GifImage image, plan_first_image(split, limits));
  return PictureInfo{split.width_px, split.height_px, format_of(image), container::Format::kGif};
}

// The part of the canvas that the image covers.
image::MutableView part_of(image::MutableView canvas, const Rect& rect) {
  canvas.data = canvas.row(rect.y_px) + size_t{rect.x_px} * traits(canvas.format).channels;
  canvas.width_px = rect.width_px;
  canvas.height_px = rect.height_px;
  return canvas;
}

Result<Picture> decode_gif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, container::split_gif(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const GifImage image, plan_first_image(split, limits));
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(split.width_px, split.height_px, format_of(image),
                                                         container::Format::kGif, limits));
  IMPRINT_RETURN_IF_ERROR(read_gif_image(split, image, part_of(picture.pixels.view(), image.rect)));
  return picture;
}

}  // namespace

const Codec kGifCodec = {container::Format::kGif, probe_gif, decode_gif, nullptr, &kGifFrames};

}  // namespace imprint::codec
