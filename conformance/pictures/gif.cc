// GIF by giflib: the first frame on its canvas.
#include <cstring>

#include "model/error.h"
#include "pictures/formats.h"
#include "pictures/palette.h"

#if defined(IMPRINT_WITH_GIF)
#include <gif_lib.h>

#include <memory>

namespace imprint_conform {
namespace {

struct Source {
  ByteSpan file;
  size_t at = 0;
};

int give_bytes(GifFileType* gif, GifByteType* to, int count) {
  auto* source = static_cast<Source*>(gif->UserData);
  const size_t there = std::min<size_t>(static_cast<size_t>(count), source->file.size() - source->at);
  if (there > 0) std::memcpy(to, source->file.data() + source->at, there);
  source->at += there;
  return static_cast<int>(there);
}
int take_bytes(GifFileType* gif, const GifByteType* from, int count) {
  auto* out = static_cast<Bytes*>(gif->UserData);
  out->insert(out->end(), from, from + count);
  return count;
}

struct CloseRead {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, CloseRead>;

[[noreturn]] void refuse_gif(int code) {
  const char* text = GifErrorString(code);
  refuse("GIF", text != nullptr ? text : "its bytes are broken");
}

// GIF89a 23: the graphic control extension before the frame; byte 0 bit 0 says that byte 3 is a transparent index.
void read_extension(GifFileType& gif, int& transparent) {
  int code = 0;
  GifByteType* block = nullptr;
  if (DGifGetExtension(&gif, &code, &block) == GIF_ERROR) refuse_gif(gif.Error);
  if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr && block[0] >= 4)
    transparent = (block[1] & 1) != 0 ? block[4] : -1;
  while (block != nullptr)
    if (DGifGetExtensionNext(&gif, &block) == GIF_ERROR) refuse_gif(gif.Error);
}

// Walks to the description of the first frame; its transparent index or -1.
int find_frame(GifFileType& gif) {
  int transparent = -1;
  for (;;) {
    GifRecordType type = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(&gif, &type) == GIF_ERROR) refuse_gif(gif.Error);
    if (type == EXTENSION_RECORD_TYPE) read_extension(gif, transparent);
    if (type == TERMINATE_RECORD_TYPE) refuse("GIF", "there is no frame in it");
    if (type != IMAGE_DESC_RECORD_TYPE) continue;
    if (DGifGetImageDesc(&gif) == GIF_ERROR) refuse_gif(gif.Error);
    return transparent;
  }
}

struct Frame {
  const ColorMapObject* colours;
  int left, top, width, height, transparent;
};

void put_row(const Frame& frame, const Bytes& row, cv::Mat& canvas, int y) {
  const int at_y = frame.top + y;
  if (at_y >= canvas.rows) return;
  for (int x = 0; x < frame.width && frame.left + x < canvas.cols; ++x) {
    if (row[static_cast<size_t>(x)] == frame.transparent || row[static_cast<size_t>(x)] >= frame.colours->ColorCount)
      continue;
    const GifColorType& c = frame.colours->Colors[row[static_cast<size_t>(x)]];
    uint8_t* to = canvas.ptr(at_y) + (frame.left + x) * canvas.channels();
    to[0] = c.Red, to[1] = c.Green, to[2] = c.Blue;
    if (canvas.channels() == 4) to[3] = 255;
  }
}

// GIF89a appendix E: every 8th row from 0, every 8th from 4, every 4th from 2, every 2nd from 1.
void read_rows(GifFileType& gif, const Frame& frame, cv::Mat& canvas) {
  constexpr int kFirst[] = {0, 4, 2, 1}, kStep[] = {8, 8, 4, 2};
  Bytes row(static_cast<size_t>(frame.width));
  const auto one = [&](int y) {
    if (DGifGetLine(&gif, row.data(), frame.width) == GIF_ERROR) refuse_gif(gif.Error);
    put_row(frame, row, canvas, y);
  };
  if (!gif.Image.Interlace)
    for (int y = 0; y < frame.height; ++y) one(y);
  else
    for (int pass = 0; pass < 4; ++pass)
      for (int y = kFirst[pass]; y < frame.height; y += kStep[pass]) one(y);
}

struct CloseWrite {
  void operator()(GifFileType* gif) const { EGifCloseFile(gif, nullptr); }
};

}  // namespace

Read read_gif(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  Source source{file};
  int code = 0;
  Gif gif(DGifOpen(&source, give_bytes, &code));
  if (gif == nullptr) refuse_gif(code);
  check_size("GIF", static_cast<uint64_t>(gif->SWidth), static_cast<uint64_t>(gif->SHeight), max_pixels);
  const int transparent = find_frame(*gif);
  const GifImageDesc& at = gif->Image;
  const Frame frame{
      at.ColorMap != nullptr ? at.ColorMap : gif->SColorMap, at.Left, at.Top, at.Width, at.Height, transparent};
  if (frame.colours == nullptr) refuse("GIF", "its frame has no colours");
  check_size("GIF frame", static_cast<uint64_t>(at.Width), static_cast<uint64_t>(at.Height), max_pixels);
  const bool covers = at.Left == 0 && at.Top == 0 && at.Width >= gif->SWidth && at.Height >= gif->SHeight;
  Read read;
  read.facts.width = static_cast<uint32_t>(gif->SWidth);
  read.facts.height = static_cast<uint32_t>(gif->SHeight);
  read.facts.has_alpha = transparent >= 0 || !covers;
  read.facts.channels = read.facts.has_alpha ? 4 : 3;
  if (!with_pixels) return read;
  read.picture.pixels = cv::Mat::zeros(gif->SHeight, gif->SWidth, CV_8UC(read.facts.channels));
  read_rows(*gif, frame, read.picture.pixels);
  return read;
}

Bytes encode_gif(const Picture& picture, int colours) {
  check_can_hold(picture, "GIF", false, false, false);
  const Indexed indexed = in_colours(picture, colours);
  int size = 2;
  while (size < static_cast<int>(indexed.colours.size())) size *= 2;
  std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)> map(GifMakeMapObject(size, nullptr), GifFreeMapObject);
  Bytes out;
  int code = 0;
  std::unique_ptr<GifFileType, CloseWrite> gif(EGifOpen(&out, take_bytes, &code));
  if (map == nullptr || gif == nullptr) throw ConformError("GIF cannot be written: no memory");
  for (size_t i = 0; i < indexed.colours.size(); ++i)
    map->Colors[i] = {indexed.colours[i][0], indexed.colours[i][1], indexed.colours[i][2]};
  bool good = EGifPutScreenDesc(gif.get(), picture.width(), picture.height(), 8, 0, map.get()) == GIF_OK &&
              EGifPutImageDesc(gif.get(), 0, 0, picture.width(), picture.height(), false, nullptr) == GIF_OK;
  for (int y = 0; good && y < picture.height(); ++y)
    good = EGifPutLine(gif.get(), const_cast<uint8_t*>(indexed.indices.ptr(y)), picture.width()) == GIF_OK;
  good = EGifCloseFile(gif.release(), &code) == GIF_OK && good;  // writes the end
  if (!good)
    throw ConformError("GIF cannot be written: " + std::to_string(picture.width()) + " x " +
                       std::to_string(picture.height()) + " px");
  return out;
}

}  // namespace imprint_conform

#else

namespace imprint_conform {

Read read_gif(ByteSpan, bool, uint64_t) { refuse("GIF", "this build has no reader for it"); }
Bytes encode_gif(const Picture&, int) { throw ConformError("GIF cannot be written: this build has no giflib"); }

}  // namespace imprint_conform

#endif
