// GIF files drawn by code through giflib.
#pragma once

#include <gif_lib.h>

#include <array>
#include <vector>

#include "base/bytes.h"

namespace imprint::test {

struct GifFrame {
  int x_px = 0, y_px = 0, width_px = 13, height_px = 11;
  bool interlaced = false;
  int transparent_index = -1;  // -1: no graphic control extension
  int colours = 0;             // of a table of its own; 0: none
};

struct GifSpec {
  int width_px = 13, height_px = 11;
  int colours = 64;  // of the global table; 0: none
  std::vector<GifFrame> frames = {{}};
};

constexpr int kFirstFrameIndices = 7;  // drawn_index() of the first frame is below this
inline uint8_t drawn_index(int x, int y, size_t frame) {
  return static_cast<uint8_t>(frame == 0 ? (x * 3 + y * 5) % kFirstFrameIndices : 1);
}

// Tables of frames are told from the global one by their blue.
inline std::array<uint8_t, 3> table_colour(int index, bool own_table) {
  return {static_cast<uint8_t>(index * 3 + 10), static_cast<uint8_t>(250 - index),
          static_cast<uint8_t>(own_table ? 200 : 40)};
}

inline ColorMapObject* make_table(int colours, bool own_table) {
  if (colours == 0) return nullptr;
  ColorMapObject* map = GifMakeMapObject(colours, nullptr);
  for (int i = 0; i < colours; ++i) {
    const auto c = table_colour(i, own_table);
    map->Colors[i] = {c[0], c[1], c[2]};
  }
  return map;
}

inline void put_rows(GifFileType* gif, const GifFrame& frame, size_t number) {
  constexpr int kFirst[] = {0, 4, 2, 1}, kStep[] = {8, 8, 4, 2};
  std::vector<uint8_t> row(static_cast<size_t>(frame.width_px));
  for (int pass = 0; pass < (frame.interlaced ? 4 : 1); ++pass)
    for (int y = frame.interlaced ? kFirst[pass] : 0; y < frame.height_px; y += frame.interlaced ? kStep[pass] : 1) {
      for (int x = 0; x < frame.width_px; ++x) row[static_cast<size_t>(x)] = drawn_index(x, y, number);
      EGifPutLine(gif, row.data(), frame.width_px);
    }
}

inline void put_frame(GifFileType* gif, const GifFrame& frame, size_t number) {
  if (frame.transparent_index >= 0) {
    const uint8_t control[4] = {1, 0, 0, static_cast<uint8_t>(frame.transparent_index)};
    EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, control);
  }
  ColorMapObject* own = make_table(frame.colours, true);
  EGifPutImageDesc(gif, frame.x_px, frame.y_px, frame.width_px, frame.height_px, frame.interlaced, own);
  if (own != nullptr) GifFreeMapObject(own);
  put_rows(gif, frame, number);
}

inline Bytes make_gif(const GifSpec& spec) {
  Bytes out;
  const auto write = [](GifFileType* gif, const GifByteType* data, int size) {
    append(*static_cast<Bytes*>(gif->UserData), {data, static_cast<size_t>(size)});
    return size;
  };
  int error = 0;
  GifFileType* gif = EGifOpen(&out, write, &error);
  EGifSetGifVersion(gif, true);
  ColorMapObject* global = make_table(spec.colours, false);
  EGifPutScreenDesc(gif, spec.width_px, spec.height_px, 8, 0, global);
  if (global != nullptr) GifFreeMapObject(global);
  for (size_t i = 0; i < spec.frames.size(); ++i) put_frame(gif, spec.frames[i], i);
  EGifCloseFile(gif, &error);
  return out;
}

}  // namespace imprint::test
