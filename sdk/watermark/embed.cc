#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "base/simd.h"
#include "base/team.h"
#include "crypto/keyed_stream.h"
#include "image/enlarge.h"
#include "transform/wavelet.h"
#include "watermark/decode.h"
#include "watermark/mask.h"
#include "watermark/pattern.h"
#include "watermark/visibility.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr float kMaxChange = 22.f;  // levels, of any pixel; enlarging may overshoot by half a level

Amplitudes carrier_amplitudes(uint64_t payload, const CarrierPlan& plan, double slope) {
  Amplitudes out(static_cast<size_t>(kRadiusMax) * kRadiusMax, 0.f);
  const auto law = [slope](Carrier c) { return std::pow(static_cast<double>(c.u * c.u + c.v * c.v), -slope / 2); };
  for (size_t i = 0; i < plan.pilots.size(); ++i)
    out[carrier_index(plan.pilots[i])] = static_cast<float>(kPilotGain * plan.pilot_signs[i] * law(plan.pilots[i]));
  const std::vector<int8_t> signs = payload_carrier_signs(payload, plan);
  for (size_t i = 0; i < plan.payload.size(); ++i)
    out[carrier_index(plan.payload[i])] = static_cast<float>(signs[i] * law(plan.payload[i]));
  // To unit mean square, so that the masking maps are in luma levels: a product of two cosines has mean square 1/4.
  double squares = 0;
  for (float a : out) squares += static_cast<double>(a) * a;
  for (float& a : out) a *= static_cast<float>(2 / std::sqrt(squares));
  return out;
}

// Gain of wavelet band `band` on a carrier: what the smoothing steps before it let through less what its own lets
// through.
double band_gain(Carrier c, const Raster& raster, int band) {
  const double fx = c.u * raster.step_x() / kPeriod, fy = c.v * raster.step_y() / kPeriod;  // cycles per raster sample
  double before = 1;
  for (int k = 0; k < band; ++k) before *= transform::atrous_gain(fx, 1 << k) * transform::atrous_gain(fy, 1 << k);
  const double after = before * transform::atrous_gain(fx, 1 << band) * transform::atrous_gain(fy, 1 << band);
  // The last band also takes what is left, so that the bands sum to the whole carrier.
  return band + 1 == kPatternBands ? before : before - after;
}

std::vector<Amplitudes> split_into_bands(const Amplitudes& all, const Raster& raster) {
  std::vector<Amplitudes> bands(kPatternBands, all);
  for (int band = 0; band < kPatternBands; ++band)
    for (int v = 1; v <= kRadiusMax; ++v)
      for (int u = 1; u <= kRadiusMax; ++u) {
        const Carrier c{static_cast<uint8_t>(u), static_cast<uint8_t>(v)};
        float& amplitude = bands[static_cast<size_t>(band)][carrier_index(c)];
        if (amplitude != 0) amplitude *= static_cast<float>(band_gain(c, raster, band));
      }
  return bands;
}

// Beyond this frequency a wave is not itself any more on the picture's own pixels: such carriers stay silent.
constexpr double kMaxCyclesPerPx = 0.45;

void silence_unsampled(Amplitudes& amplitudes, double pixels_per_canonical) {
  const double max_index = kMaxCyclesPerPx * kPeriod * pixels_per_canonical;
  for (int v = 1; v <= kRadiusMax; ++v)
    for (int u = 1; u <= kRadiusMax; ++u)
      if (std::max(u, v) > max_index) amplitudes[carrier_index({static_cast<uint8_t>(u), static_cast<uint8_t>(v)})] = 0;
}

// Root mean square of the change that keeps `psnr_db` after rounding, which adds 1/12 of a level squared.
double wanted_change(double psnr_db) {
  return std::sqrt(std::max(255.0 * 255.0 * std::pow(10.0, -psnr_db / 10.0) - 1.0 / 12, 1e-4));
}

// Coarse look of a picture, quantised: what the origin of its pattern is drawn from.
constexpr int kOriginGrid = 32;

// Another origin for every picture and payload, so that what is common to many marked pictures averages out
// (spec/watermark-format.md §7.4).
Origin draw_origin(const image::Plane& luma, uint64_t payload, const Key& key) {
  const image::Plane coarse = image::shrink(luma, kOriginGrid, kOriginGrid);
  std::string purpose = "imprint-origin-v1";
  for (int shift = 56; shift >= 0; shift -= 8) purpose.push_back(static_cast<char>(payload >> shift & 0xFF));
  for (float v : coarse.values) purpose.push_back(static_cast<char>(std::lround(std::clamp(v, 0.f, 255.f))));
  crypto::KeyedStream stream(key.bytes, purpose);
  const auto draw = [&] { return stream.next_u32() * (static_cast<double>(kPeriod) / 4294967296.0); };
  const double x = draw(), y = draw();
  return {x, y};
}

constexpr size_t kLanes =
    16;  // sums that are kept apart, so that a loop can be vectorised without changing the order of additions

IMPRINT_SIMD
float row_squares(const float* values, size_t count) {
  float sums[kLanes] = {};
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (size_t lane = 0; lane < kLanes; ++lane) sums[lane] += values[i + lane] * values[i + lane];
  for (; i < count; ++i) sums[0] += values[i] * values[i];
  float sum = 0;
  for (float lane : sums) sum += lane;
  return sum;
}

IMPRINT_SIMD
void limit_change(float* change, float gain, size_t count) {
  for (size_t i = 0; i < count; ++i) change[i] = std::min(std::max(change[i] * gain, -kMaxChange), kMaxChange);
}

double mean_square(const image::Plane& p) {
  double sum = 0;
  for (int y = 0; y < p.height; ++y) sum += row_squares(p.row(y), static_cast<size_t>(p.width));
  return sum / static_cast<double>(p.values.size());
}

struct Change {
  double squares = 0;
  double count = 0;  // of colour samples that may change
  double largest = 0;
  void operator+=(const Change& o) {
    squares += o.squares;
    count += o.count;
    largest = std::max(largest, o.largest);
  }
};

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
  return total;
}

Status check_size(image::MutableView picture) {
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  if (shortest < kMinSidePx)
    return {Code::kImageTooSmall, "shortest side " + std::to_string(shortest) + " px is under the " +
                                      std::to_string(kMinSidePx) + " px that a watermark needs"};
  return {};
}

Status check_robustness(Robustness offered, Robustness least) {
  if (offered >= least) return {};
  return {Code::kTooWeak, std::string("the picture offers a watermark of ") + name(offered) + " robustness, wanted is " +
                              name(least) + "; use a larger picture, a higher strength, no quality floor, or ask for less"};
}

}  // namespace

Result<EmbedReport> embed(image::MutableView picture, uint64_t payload, const Key& key, const EmbedOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_size(picture));
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  const CarrierPlan plan = plan_carriers(key);
  Team team(options.threads);
  const image::Plane luma = image::luma_resized(picture, raster.width, raster.height);

  const double size = std::min(picture.width_px, picture.height_px) / static_cast<double>(kCanonicalSide);
  Amplitudes amplitudes = carrier_amplitudes(payload, plan, carrier_slope(size));
  silence_unsampled(amplitudes, size);
  const std::vector<Amplitudes> bands = split_into_bands(amplitudes, raster);
  const std::vector<image::Plane> maps = masking_maps(luma);
  image::Plane change = synthesise(raster, draw_origin(luma, payload, key), bands, maps, team);

  double gain = visibility_budget(size) / visibility_at_gain_1(size);
  if (options.min_psnr_db > 0)
    gain = std::min(gain, wanted_change(options.min_psnr_db) / std::sqrt(std::max(mean_square(change), 1e-9)));
  gain *= options.strength;
  EmbedReport report;
  report.visibility = gain * visibility_at_gain_1(size);
  report.robustness = robustness_of(margin_db(bands, maps, gain, size));
  IMPRINT_RETURN_IF_ERROR(check_robustness(report.robustness, options.least_robustness));
  limit_change(change.values.data(), static_cast<float>(gain), change.values.size());

  Change total = add_to_picture(picture, change, team);
  const double scale = image::traits(picture.format).max_value() / 255.0;
  total.squares /= scale * scale;
  total.largest /= scale;
  report.psnr_db = 10 * std::log10(255.0 * 255.0 / std::max(total.squares / std::max(total.count, 1.0), 1e-9));
  report.max_change = total.largest;
  return report;
}

}  // namespace imprint::watermark
