#include "codec/gif_coding.h"

#include <gif_lib.h>

#include <memory>
#include <string>

#include "container/gif_blocks.h"

namespace imprint::codec {
namespace {

int append_bytes(GifFileType* gif, const GifByteType* data, int size) {
  append(*static_cast<Bytes*>(gif->UserData), {data, static_cast<size_t>(size)});
  return size;
}

struct CloseGif {
  void operator()(GifFileType* gif) const { EGifCloseFile(gif, nullptr); }
};
using GifWriter = std::unique_ptr<GifFileType, CloseGif>;

struct FreeMap {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};
using ColourMap = std::unique_ptr<ColorMapObject, FreeMap>;

ColourMap make_map(const std::vector<Colour>& colours) {
  int places = 2;  // 21: a power of two
  while (static_cast<size_t>(places) < colours.size()) places *= 2;
  ColourMap map(GifMakeMapObject(places, nullptr));
  if (map == nullptr) return map;
  for (size_t i = 0; i < colours.size(); ++i)
    map->Colors[i] = {static_cast<GifByteType>(colours[i] >> 16), static_cast<GifByteType>(colours[i] >> 8),
                      static_cast<GifByteType>(colours[i])};
  return map;
}

bool put_image(GifFileType* gif, const GifIndexed& image, const ColorMapObject* map) {
  const auto x = static_cast<int>(image.rect.x_px), y = static_cast<int>(image.rect.y_px),
             width = static_cast<int>(image.rect.width_px), height = static_cast<int>(image.rect.height_px);
  if (EGifPutScreenDesc(gif, width, height, 8, 0, nullptr) == GIF_ERROR ||
      EGifPutImageDesc(gif, x, y, width, height, false, map) == GIF_ERROR)
    return false;
  std::vector<GifPixelType> row(image.rect.width_px);
  for (uint32_t at = 0; at < image.rect.height_px; ++at) {
    const uint8_t* from = &image.indices[size_t{at} * row.size()];
    row.assign(from, from + row.size());
    if (EGifPutLine(gif, row.data(), width) == GIF_ERROR) return false;
  }
  return true;
}

}  // namespace

Result<Bytes> code_gif_image(const GifIndexed& image) {
  const ColourMap map = make_map(image.colours);
  Bytes file;
  int error = 0;
  GifWriter gif(EGifOpen(&file, append_bytes, &error));
  if (gif == nullptr || map == nullptr) return Status{Code::kOutOfMemory, "no memory to code the GIF"};
  if (!put_image(gif.get(), image, map.get())) {
    const char* words = GifErrorString(gif->Error);
    return Status{Code::kEncodeFailed, std::string("GIF pixels cannot be coded: ") + (words ? words : "giflib failed")};
  }
  gif.reset();  // writes the trailer
  IMPRINT_ASSIGN_OR_RETURN(const container::GifBlocks split, container::split_gif(file, {}));
  if (split.blocks.size() != 1) return Status{Code::kEncodeFailed, "giflib wrote no image"};
  return Bytes(split.blocks.front().raw.begin(), split.blocks.front().raw.end());
}

}  // namespace imprint::codec
