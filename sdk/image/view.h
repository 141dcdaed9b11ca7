// Pixels: View borrows, Image owns. Rows from top to bottom, samples interleaved, 16-bit samples in native byte order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace imprint::image {

// The first eight are the pixel formats of the public ABI, in its order; the rest are met in files only.
enum class PixelFormat : uint32_t {
  kRgb8 = 1, kRgba8, kBgr8, kBgra8, kGray8, kRgb16, kRgba16, kGray16,
  kGrayAlpha8 = 100, kGrayAlpha16,
};

struct FormatTraits {
  uint32_t channels;          // samples per pixel, alpha included
  uint32_t colour_channels;   // 1 or 3; alpha, if any, is the last sample
  uint32_t bytes_per_sample;  // 1 or 2
  bool blue_first;
  bool has_alpha() const { return channels != colour_channels; }
  uint32_t bytes_per_pixel() const { return channels * bytes_per_sample; }
  uint32_t max_value() const { return bytes_per_sample == 1 ? 255 : 65535; }
};

constexpr FormatTraits traits(PixelFormat format) {
  switch (format) {
    case PixelFormat::kRgb8: return {3, 3, 1, false};
    case PixelFormat::kRgba8: return {4, 3, 1, false};
    case PixelFormat::kBgr8: return {3, 3, 1, true};
    case PixelFormat::kBgra8: return {4, 3, 1, true};
    case PixelFormat::kGray8: return {1, 1, 1, false};
    case PixelFormat::kRgb16: return {3, 3, 2, false};
    case PixelFormat::kRgba16: return {4, 3, 2, false};
    case PixelFormat::kGray16: return {1, 1, 2, false};
    case PixelFormat::kGrayAlpha8: return {2, 1, 1, false};
    case PixelFormat::kGrayAlpha16: return {2, 1, 2, false};
  }
  return {0, 0, 0, false};
}

template <typename Byte>
struct BasicView {
  Byte* data = nullptr;
  uint32_t width_px = 0;
  uint32_t height_px = 0;
  size_t stride_bytes = 0;  // from one row to the next, >= width_px * bytes per pixel
  PixelFormat format = PixelFormat::kRgb8;

  Byte* row(uint32_t y) const { return data + static_cast<size_t>(y) * stride_bytes; }
  operator BasicView<const Byte>() const { return {data, width_px, height_px, stride_bytes, format}; }
};
using View = BasicView<const uint8_t>;   // read only
using MutableView = BasicView<uint8_t>;

// Zeros that take no memory until they are written to: what a damaged file does not decode to is not paid for. A vector with it
// must not grow again after it has shrunk.
template <typename T>
struct UntouchedZeros {
  using value_type = T;
  UntouchedZeros() = default;
  template <typename U>
  UntouchedZeros(const UntouchedZeros<U>&) {}  // NOLINT: implicit on purpose, as allocators convert

  T* allocate(size_t count) {
    void* memory = std::calloc(count, sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t) { std::free(memory); }
  template <typename U>
  void construct(U*) noexcept {}
  template <typename U, typename First, typename... More>
  void construct(U* at, First&& first, More&&... more) {
    ::new (static_cast<void*>(at)) U(std::forward<First>(first), std::forward<More>(more)...);
  }
  template <typename U>
  bool operator==(const UntouchedZeros<U>&) const {
    return true;
  }
};
using Samples = std::vector<uint8_t, UntouchedZeros<uint8_t>>;

struct Image {
  Samples samples;
  uint32_t width_px = 0;
  uint32_t height_px = 0;
  PixelFormat format = PixelFormat::kRgb8;

  Image() = default;
  Image(uint32_t width, uint32_t height, PixelFormat pixel_format)
      : samples(static_cast<size_t>(width) * height * traits(pixel_format).bytes_per_pixel()),
        width_px(width), height_px(height), format(pixel_format) {}

  size_t stride_bytes() const { return static_cast<size_t>(width_px) * traits(format).bytes_per_pixel(); }
  View view() const { return {samples.data(), width_px, height_px, stride_bytes(), format}; }
  MutableView view() { return {samples.data(), width_px, height_px, stride_bytes(), format}; }
};

// How a viewer turns the stored pixels, with the numbers of EXIF tag 0x0112 (CIPA DC-008, "Orientation").
enum class Orientation : uint8_t {
  kUpright = 1, kMirrorHorizontal, kRotate180, kMirrorVertical, kTranspose, kRotate90Cw, kTransverse, kRotate90Ccw,
};

}  // namespace imprint::image
