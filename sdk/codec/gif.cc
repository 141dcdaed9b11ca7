// GIF pixels through giflib, read only. giflib is shown the screen descriptor and the first image alone, so nothing
// else in a file can fail or cost memory there. Section numbers are those of the GIF89a specification.
#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>

#include "codec/codec_table.h"
#include "container/gif_blocks.h"

namespace imprint::codec {
namespace {

using container::GifBlock;
using container::GifBlocks;
using image::PixelFormat;

// The first image and its place on the canvas.
struct GifPlan {
  const GifBlock* image = nullptr;
  uint32_t x_px = 0, y_px = 0, width_px = 0, height_px = 0;
  bool interlaced = false;
  int transparent_index = -1;  // -1: none
  PixelFormat format = PixelFormat::kRgb8;
};

// 23: the graphic control extension before the image. A damaged one counts as absent.
int transparent_index_of(const GifBlocks& split, const GifBlock* image) {
  int index = -1;
  for (const GifBlock* block = split.blocks.data(); block != image; ++block) {
    if (block->label != container::kGifGraphicControl || block->raw.size() != 8 || block->raw[2] != 4) continue;
    index = (block->raw[3] & 1) != 0 ? block->raw[6] : -1;
  }
  return index;
}

std::string at_text(const GifPlan& plan) {
  return std::to_string(plan.width_px) + " x " + std::to_string(plan.height_px) + " at " + std::to_string(plan.x_px) +
         "," + std::to_string(plan.y_px);
}

// 20: the image descriptor.
GifPlan read_descriptor(const GifBlocks& split, const GifBlock& image) {
  const uint8_t* p = image.raw.data();
  GifPlan plan{&image, read_le16(p + 1), read_le16(p + 3), read_le16(p + 5), read_le16(p + 7)};
  plan.interlaced = (p[9] & 0x40) != 0;
  plan.transparent_index = transparent_index_of(split, &image);
  const bool covers_canvas = plan.width_px == split.width_px && plan.height_px == split.height_px;
  plan.format = plan.transparent_index < 0 && covers_canvas ? PixelFormat::kRgb8 : PixelFormat::kRgba8;
  return plan;
}

Result<GifPlan> plan_gif(const GifBlocks& split, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_dimensions(split.width_px, split.height_px, limits));
  const auto image = std::find_if(split.blocks.begin(), split.blocks.end(),
                                  [](const GifBlock& block) { return block.kind == container::kGifImage; });
  if (image == split.blocks.end()) return Status{Code::kMalformed, "GIF has no image"};
  const GifPlan plan = read_descriptor(split, *image);
  if (plan.width_px == 0 || plan.height_px == 0 || plan.x_px + plan.width_px > split.width_px ||
      plan.y_px + plan.height_px > split.height_px)
    return Status{Code::kMalformed, "the first GIF image, " + at_text(plan) + ", does not fit on its canvas of " +
                                        std::to_string(split.width_px) + " x " + std::to_string(split.height_px)};
  return plan;
}

// --- giflib ---------------------------------------------------------------------------------------------------

// The blocks for giflib, read as if they were one file.
struct Source {
  std::array<ByteView, 2> pieces;
};

int read_pieces(GifFileType* gif, GifByteType* to, int wanted) {
  auto* source = static_cast<Source*>(gif->UserData);
  int given = 0;
  for (ByteView& piece : source->pieces) {
    const size_t taken = std::min(piece.size(), static_cast<size_t>(wanted - given));
    if (taken == 0) continue;
    std::memcpy(to + given, piece.data(), taken);
    given += static_cast<int>(taken);
    piece = piece.subspan(taken);
  }
  return given;
}

struct CloseGif {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using GifReader = std::unique_ptr<GifFileType, CloseGif>;

Status gif_status(int error) {
  if (error == D_GIF_ERR_NOT_ENOUGH_MEM) return {Code::kOutOfMemory, "no memory to decode the GIF"};
  const char* words = GifErrorString(error);
  return {Code::kDecodeFailed, std::string("GIF pixels cannot be decoded: ") + (words ? words : "damaged image data")};
}

// A colour for every index; `known` tells those that the file gives. A transparent pixel shows no colour, so its index
// need not be in the table.
struct Palette {
  std::array<std::array<uint8_t, 4>, 256> rgba{};
  size_t known = 0;
  int transparent_index = -1;
  bool has(uint8_t index) const { return index < known || index == transparent_index; }
};

Result<Palette> palette_of(const GifFileType& gif, int transparent_index) {
  const ColorMapObject* map = gif.Image.ColorMap != nullptr ? gif.Image.ColorMap : gif.SColorMap;
  if (map == nullptr) return Status{Code::kUnsupportedPixels, "GIF without a colour table is not supported"};
  Palette palette;
  palette.known = static_cast<size_t>(std::clamp(map->ColorCount, 0, 256));
  palette.transparent_index = transparent_index;
  for (size_t i = 0; i < palette.known; ++i)
    palette.rgba[i] = {map->Colors[i].Red, map->Colors[i].Green, map->Colors[i].Blue, 255};
  if (transparent_index >= 0) palette.rgba[static_cast<size_t>(transparent_index)][3] = 0;
  return palette;
}

Status paint_row(const std::vector<uint8_t>& indices, const Palette& palette, uint8_t* to, uint32_t channels) {
  for (const uint8_t index : indices) {
    if (!palette.has(index))
      return {Code::kDecodeFailed, "GIF pixels cannot be decoded: colour " + std::to_string(index) + " is beyond the " +
                                       std::to_string(palette.known) + " of the table"};
    std::copy_n(palette.rgba[index].begin(), channels, to);
    to += channels;
  }
  return {};
}

// Appendix E: the rows of an interlaced image come in four passes.
std::vector<uint32_t> row_order(const GifPlan& plan) {
  constexpr std::array<std::array<uint32_t, 2>, 4> kPasses = {{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
  std::vector<uint32_t> rows;
  rows.reserve(plan.height_px);
  if (!plan.interlaced)
    for (uint32_t y = 0; y < plan.height_px; ++y) rows.push_back(y);
  else
    for (const auto& [first, step] : kPasses)
      for (uint32_t y = first; y < plan.height_px; y += step) rows.push_back(y);
  return rows;
}

Status read_pixels(GifFileType& gif, const GifPlan& plan, image::MutableView out) {
  GifRecordType kind = UNDEFINED_RECORD_TYPE;
  if (DGifGetRecordType(&gif, &kind) == GIF_ERROR || DGifGetImageDesc(&gif) == GIF_ERROR) return gif_status(gif.Error);
  IMPRINT_ASSIGN_OR_RETURN(const Palette palette, palette_of(gif, plan.transparent_index));
  const uint32_t channels = traits(out.format).channels;
  std::vector<uint8_t> indices(plan.width_px);
  for (const uint32_t y : row_order(plan)) {
    if (DGifGetLine(&gif, indices.data(), static_cast<int>(plan.width_px)) == GIF_ERROR) return gif_status(gif.Error);
    uint8_t* to = out.row(plan.y_px + y) + size_t{plan.x_px} * channels;
    IMPRINT_RETURN_IF_ERROR(paint_row(indices, palette, to, channels));
  }
  return {};
}

Result<PictureInfo> probe_gif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, container::split_gif(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const GifPlan plan, plan_gif(split, limits));
  return PictureInfo{split.width_px, split.height_px, plan.format, container::Format::kGif};
}

Result<Picture> decode_gif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, container::split_gif(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const GifPlan plan, plan_gif(split, limits));
  Source source{{split.header, plan.image->raw}};
  int error = 0;
  const GifReader gif(DGifOpen(&source, read_pieces, &error));
  if (gif == nullptr) return gif_status(error);
  Picture picture{image::Image(split.width_px, split.height_px, plan.format), image::Orientation::kUpright,
                  container::Format::kGif};
  IMPRINT_RETURN_IF_ERROR(read_pixels(*gif, plan, picture.pixels.view()));
  return picture;
}

}  // namespace

const Codec kGifCodec = {container::Format::kGif, probe_gif, decode_gif, nullptr};

}  // namespace imprint::codec
