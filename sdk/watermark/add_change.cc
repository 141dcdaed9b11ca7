#include "watermark/add_change.h"

#include <cstdint>
#include <limits>
#include <mutex>
#include <vector>

#include "base/simd.h"
#include "image/enlarge.h"

namespace imprint::watermark {
namespace {

// Samples are whole numbers, so it is enough to round the change, once for all colours of a pixel.
template <typename Sample>
struct Levels;
template <>
struct Levels<uint8_t> {
  using Step = int16_t;     // of a sample
  using Squares = int32_t;  // of a row's steps, each at most kMaxChange and a half
};
template <>
struct Levels<uint16_t> {
  using Step = int32_t;
  using Squares = int64_t;
};

// To the nearest whole number, ties to even, for |v| < 2^22: adding this leaves no bits for the fraction.
constexpr float kRounder = 12582912.f;

template <typename Sample>
[[gnu::always_inline]] inline void round_steps(const float* change, float scale, typename Levels<Sample>::Step* out,
                                               size_t count) {
  for (size_t i = 0; i < count; ++i)
    out[i] =
        static_cast<typename Levels<Sample>::Step>(static_cast<int32_t>((change[i] * scale + kRounder) - kRounder));
}

template <typename Sample>
[[gnu::always_inline]] inline void add_steps(Sample* to, const typename Levels<Sample>::Step* steps, size_t count,
                                             Change& total) {
  constexpr int32_t top = std::numeric_limits<Sample>::max();
  typename Levels<Sample>::Squares squares = 0;
  int32_t largest = 0;
  for (size_t i = 0; i < count; ++i) {
    const int32_t before = to[i];
    const int32_t after = std::min(std::max(before + steps[i], 0), top);
    to[i] = static_cast<Sample>(after);
    const int32_t difference = after - before;
    squares += static_cast<typename Levels<Sample>::Squares>(difference) * difference;
    largest = std::max(largest, difference < 0 ? -difference : difference);
  }
  total += {static_cast<double>(squares), static_cast<double>(count), static_cast<double>(largest)};
}

IMPRINT_SIMD
void round_row(const float* change, float scale, int16_t* out, size_t count) {
  round_steps<uint8_t>(change, scale, out, count);
}
IMPRINT_SIMD
void round_row(const float* change, float scale, int32_t* out, size_t count) {
  round_steps<uint16_t>(change, scale, out, count);
}
IMPRINT_SIMD
void add_row(uint8_t* to, const int16_t* steps, size_t count, Change& total) { add_steps(to, steps, count, total); }
IMPRINT_SIMD
void add_row(uint16_t* to, const int32_t* steps, size_t count, Change& total) { add_steps(to, steps, count, total); }

// Rows without alpha are changed in place. With alpha, colour samples of visible pixels are gathered, changed and put
// back.
template <typename Sample>
class RowAdder {
 public:
  RowAdder(const image::FormatTraits& t, uint32_t width)
      : t_(t),
        width_(width),
        scale_(static_cast<float>(t.max_value() / 255.0)),
        steps_(width),
        sample_steps_(static_cast<size_t>(width) * t.colour_channels) {
    if (t.has_alpha()) samples_.resize(sample_steps_.size());
  }

  void operator()(Sample* row, const float* change, Change& total) {
    round_row(change, scale_, steps_.data(), width_);
    if (t_.channels == 1) return add_row(row, steps_.data(), width_, total);
    size_t n = 0;
    if (!t_.has_alpha()) {
      for (uint32_t x = 0; x < width_; ++x)
        for (uint32_t c = 0; c < 3; ++c) sample_steps_[n++] = steps_[x];
      return add_row(row, sample_steps_.data(), n, total);
    }
    each_visible(row, [&](uint32_t x, Sample* pixel) {
      for (uint32_t c = 0; c < t_.colour_channels; ++c, ++n) {
        samples_[n] = pixel[c];
        sample_steps_[n] = steps_[x];
      }
    });
    add_row(samples_.data(), sample_steps_.data(), n, total);
    n = 0;
    each_visible(row, [&](uint32_t, Sample* pixel) {
      for (uint32_t c = 0; c < t_.colour_channels; ++c) pixel[c] = samples_[n++];
    });
  }

 private:
  template <typename Do>
  void each_visible(Sample* row, Do what) const {
    for (uint32_t x = 0; x < width_; ++x, row += t_.channels)
      if (row[t_.colour_channels] != 0) what(x, row);
  }

  const image::FormatTraits t_;
  uint32_t width_;
  float scale_;
  std::vector<typename Levels<Sample>::Step> steps_, sample_steps_;  // of a pixel, of a colour sample
  std::vector<Sample> samples_;
};

// Rows [begin, end) of the picture. `change` is of the picture's size or smaller; then it is enlarged row by row, so
// that no plane of the picture's size is needed.
template <typename Sample>
Change add_rows(image::MutableView picture, const image::Plane& change, int begin, int end) {
  const auto width = static_cast<int>(picture.width_px), height = static_cast<int>(picture.height_px);
  const bool same_size = change.width == width && change.height == height;
  image::Enlarger enlarger(change, width, height);
  RowAdder<Sample> add(image::traits(picture.format), picture.width_px);
  Change total;
  for (int y = begin; y < end; ++y)
    add(reinterpret_cast<Sample*>(picture.row(static_cast<uint32_t>(y))), same_size ? change.row(y) : enlarger.row(y),
        total);
  return total;
}

}  // namespace

Change add_to_picture(image::MutableView picture, const image::Plane& change, Team& team) {
  std::mutex mutex;
  Change total;
  team.share(static_cast<int>(picture.height_px), [&](int begin, int end) {
    const bool wide = image::traits(picture.format).bytes_per_sample == 2;
    const Change part =
        wide ? add_rows<uint16_t>(picture, change, begin, end) : add_rows<uint8_t>(picture, change, begin, end);
    const std::lock_guard lock(mutex);
    total += part;
  });
  const double scale = image::traits(picture.format).max_value() / 255.0;
  total.squares /= scale * scale;
  total.largest /= scale;
  return total;
}

}  // namespace imprint::watermark
