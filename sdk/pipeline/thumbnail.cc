#include "pipeline/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "codec/codec.h"
#include "image/adapt.h"

namespace imprint::pipeline {
namespace {

using image::Image;
using image::View;

constexpr int kQuality = 80;
constexpr uint32_t kColours = 3;

// A sample of the picture falls into one cell of the thumbnail, or into two.
struct Share {
  uint32_t cell = 0;
  float here = 0, next = 0;  // of the cell's area
};

// `to` <= `from`, so that no sample reaches over a whole cell.
std::vector<Share> shares_of(uint32_t from, uint32_t to) {
  std::vector<Share> out(from);
  for (uint64_t i = 0; i < from; ++i) {
    const uint64_t begin = i * to, cell = begin / from, middle = std::min(begin + to, (cell + 1) * from);
    const auto part = [&](uint64_t length) { return static_cast<float>(length) / static_cast<float>(from); };
    out[i] = {static_cast<uint32_t>(cell), part(middle - begin), part(begin + to - middle)};
  }
  return out;
}

template <typename Sample>
float sample(const uint8_t* at, uint32_t i) {
  Sample value;
  std::memcpy(&value, at + i * sizeof(Sample), sizeof value);
  return value;
}

// 0..255, over white.
template <typename Sample>
void read_row(View picture, uint32_t y, std::vector<float>& rgb) {
  const image::FormatTraits t = traits(picture.format);
  const float scale = 255.f / static_cast<float>(t.max_value());
  const uint8_t* at = picture.row(y);
  for (size_t x = 0; x < picture.width_px; ++x, at += t.bytes_per_pixel()) {
    const float alpha = t.has_alpha() ? sample<Sample>(at, t.colour_channels) * scale / 255.f : 1.f;
    for (uint32_t c = 0; c < kColours; ++c) {
      const uint32_t stored = t.colour_channels == 1 ? 0 : t.blue_first ? kColours - 1 - c : c;
      rgb[x * kColours + c] = sample<Sample>(at, stored) * scale * alpha + 255.f * (1.f - alpha);
    }
  }
}

void read_row(View picture, uint32_t y, std::vector<float>& rgb) {
  if (traits(picture.format).bytes_per_sample == 2)
    read_row<uint16_t>(picture, y, rgb);
  else
    read_row<uint8_t>(picture, y, rgb);
}

void add(const float* from, float weight, float* to, size_t count) {
  for (size_t i = 0; i < count; ++i) to[i] += from[i] * weight;
}

// Each cell is the mean of its area; a row at a time, so that nothing of the picture's own size is made.
Image shrunk(View picture, uint32_t width_px, uint32_t height_px) {
  const std::vector<Share> columns = shares_of(picture.width_px, width_px),
                           rows = shares_of(picture.height_px, height_px);
  const size_t line_size = size_t{width_px} * kColours;
  std::vector<float> row(size_t{picture.width_px} * kColours), line(line_size + kColours);
  std::vector<float> sum(line_size * (size_t{height_px} + 1));
  for (uint32_t y = 0; y < picture.height_px; ++y) {
    read_row(picture, y, row);
    std::fill(line.begin(), line.end(), 0.f);
    for (size_t x = 0; x < columns.size(); ++x) {
      float* cell = &line[size_t{columns[x].cell} * kColours];
      add(&row[x * kColours], columns[x].here, cell, kColours);
      add(&row[x * kColours], columns[x].next, cell + kColours, kColours);
    }
    float* cells = &sum[size_t{rows[y].cell} * line_size];
    add(line.data(), rows[y].here, cells, line_size);
    add(line.data(), rows[y].next, cells + line_size, line_size);
  }
  Image out(width_px, height_px, image::PixelFormat::kRgb8);
  std::transform(sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(out.samples.size()), out.samples.begin(),
                 [](float v) { return static_cast<uint8_t>(std::clamp(std::lround(v), 0L, 255L)); });
  return out;
}

}  // namespace

Result<Bytes> thumbnail_of(ByteView file, uint32_t longest_px, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::Picture picture, codec::decode(file, limits));
  const View pixels = picture.pixels.view();
  const double factor = std::min(1.0, static_cast<double>(longest_px) / std::max(pixels.width_px, pixels.height_px));
  const auto scaled = [&](uint32_t side) { return std::max(1u, static_cast<uint32_t>(std::lround(side * factor))); };
  const Image small = image::upright(shrunk(pixels, scaled(pixels.width_px), scaled(pixels.height_px)).view(), picture.orientation);
  return codec::encode_jpeg(small.view(), kQuality);
}

}  // namespace imprint::pipeline
