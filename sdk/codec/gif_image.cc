// One image of a GIF through giflib, which is shown the screen descriptor and that image alone, so nothing else in a
// file can fail or cost memory there. Section numbers are those of the GIF89a specification.
#include "codec/gif_image.h"

#include "codec/pixel_room.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>

namespace imprint::codec {
namespace {

using container::GifBlock;
using container::GifBlocks;
using image::PixelFormat;

std::string at_text(const Rect& rect) {
  return std::to_string(rect.width_px) + " x " + std::to_string(rect.height_px) + " at " + std::to_string(rect.x_px) +
         "," + std::to_string(rect.y_px);
}

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
std::vector<uint32_t> row_order(const GifImage& image) {
  constexpr std::array<std::array<uint32_t, 2>, 4> kPasses = {{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
  std::vector<uint32_t> rows;
  rows.reserve(image.rect.height_px);
  if (!image.interlaced)
    for (uint32_t y = 0; y < image.rect.height_px; ++y) rows.push_back(y);
  else
    for (const auto& [first, step] : kPasses)
      for (uint32_t y = first; y < image.rect.height_px; y += step) rows.push_back(y);
  return rows;
}

Status read_pixels(GifFileType& gif, const GifImage& image, image::MutableView out) {
  GifRecordType kind = UNDEFINED_RECORD_TYPE;
  if (DGifGetRecordType(&gif, &kind) == GIF_ERROR || DGifGetImageDesc(&gif) == GIF_ERROR) return gif_status(gif.Error);
  IMPRINT_ASSIGN_OR_RETURN(const Palette palette, palette_of(gif, image.transparent_index));
  const uint32_t channels = traits(out.format).channels;
  std::vector<uint8_t> indices(image.rect.width_px);
  for (const uint32_t y : row_order(image)) {
    if (DGifGetLine(&gif, indices.data(), static_cast<int>(image.rect.width_px)) == GIF_ERROR)
      return gif_status(gif.Error);
    uint8_t* to = out.row(y);
    IMPRINT_RETURN_IF_ERROR(paint_row(indices, palette, to, channels));
  }
  return {};
}

}  // namespace

const GifBlock* gif_control_of(const GifBlocks& split, const GifBlock* image) {
  const GifBlock* found = nullptr;
  for (const GifBlock* block = image; block != split.blocks.data() && found == nullptr;) {
    --block;
    if (block->kind == container::kGifImage) break;
    if (block->label == container::kGifGraphicControl && block->raw.size() == 8 && block->raw[2] == 4) found = block;
  }
  return found;
}

// 20: the image descriptor.
Result<GifImage> plan_gif_image(const GifBlocks& split, const GifBlock& block, const char* what) {
  const uint8_t* p = block.raw.data();
  GifImage image{&block, {read_le16(p + 1), read_le16(p + 3), read_le16(p + 5), read_le16(p + 7)}};
  const Rect& rect = image.rect;
  if (rect.width_px == 0 || rect.height_px == 0 || rect.x_px + rect.width_px > split.width_px ||
      rect.y_px + rect.height_px > split.height_px)
    return Status{Code::kMalformed, std::string(what) + ", " + at_text(rect) + ", does not fit on its canvas of " +
                                        std::to_string(split.width_px) + " x " + std::to_string(split.height_px)};
  image.interlaced = (p[9] & 0x40) != 0;
  const GifBlock* control = gif_control_of(split, &block);
  if (control != nullptr && (control->raw[3] & 1) != 0) image.transparent_index = control->raw[6];
  IMPRINT_RETURN_IF_ERROR(check_coded_size("GIF pixels", block.raw.size(), kMostByLzw, pixels_of(rect)));
  image.covers_canvas = rect.width_px == split.width_px && rect.height_px == split.height_px;
  return image;
}

Status read_gif_image(const GifBlocks& split, const GifImage& image, image::MutableView out) {
  Source source{{split.header, image.block->raw}};
  int error = 0;
  const GifReader gif(DGifOpen(&source, read_pieces, &error));
  if (gif == nullptr) return gif_status(error);
  return read_pixels(*gif, image, out);
}

}  // namespace imprint::codec
