#include "watermark/writer.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/simd.h"
#include "crypto/keyed_stream.h"
#include "transform/wavelet.h"
#include "watermark/decode.h"
#include "watermark/mask.h"
#include "watermark/visibility.h"

namespace imprint::watermark {
namespace {

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

constexpr int kOriginGrid = 32;  // cells of the coarse look that an origin is drawn from

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

}  // namespace

Result<Writer> Writer::make(uint32_t width_px, uint32_t height_px, uint64_t payload, const Key& key, const EmbedOptions& options) {
  const uint32_t shortest = std::min(width_px, height_px);
  if (shortest < kMinSidePx)
    return Status{Code::kImageTooSmall, "shortest side " + std::to_string(shortest) + " px is under the " + std::to_string(kMinSidePx) +
                                            " px that a watermark needs"};
  Writer out;
  out.raster_ = marking_raster(width_px, height_px);
  out.size_ = shortest / static_cast<double>(kCanonicalSide);
  Amplitudes amplitudes = carrier_amplitudes(payload, plan_carriers(key), carrier_slope(out.size_));
  silence_unsampled(amplitudes, out.size_);
  out.bands_ = split_into_bands(amplitudes, out.raster_);
  out.payload_ = payload;
  out.key_ = key;
  out.options_ = options;
  return out;
}

image::Plane Writer::luma_of(image::View picture) const { return image::luma_resized(picture, raster_.width, raster_.height); }

// So that what is common to many marked pictures averages out.
Origin Writer::draw_origin(const image::Plane& luma) const {
  const image::Plane coarse = image::shrink(luma, kOriginGrid, kOriginGrid);
  std::string purpose = "imprint-origin-v1";
  for (int shift = 56; shift >= 0; shift -= 8) purpose.push_back(static_cast<char>(payload_ >> shift & 0xFF));
  for (float v : coarse.values) purpose.push_back(static_cast<char>(std::lround(std::clamp(v, 0.f, 255.f))));
  crypto::KeyedStream stream(key_.bytes, purpose);
  const auto draw = [&] { return stream.next_u32() * (static_cast<double>(kPeriod) / 4294967296.0); };
  const double x = draw(), y = draw();
  return {x, y};
}

Writer::Masked Writer::mask(const image::Plane& luma, Origin origin, Team& team) const {
  const std::vector<image::Plane> maps = masking_maps(luma, amplitude_in_flats(size_));
  return {synthesise(raster_, origin, bands_, maps, team), watermark::margin_db(bands_, maps, 1, size_)};
}

double Writer::most_gain() const { return visibility_budget(size_) / visibility_at_gain_1(size_); }

double Writer::gain_for(const image::Plane& change) const {
  if (options_.min_psnr_db <= 0) return most_gain();
  return std::min(most_gain(), wanted_change(options_.min_psnr_db) / std::sqrt(std::max(mean_square(change), 1e-9)));
}

Change Writer::add(Masked masked, double gain, image::MutableView picture, Team& team) const {
  limit_change(masked.change.values.data(), static_cast<float>(gain * options_.strength), masked.change.values.size());
  return add_to_picture(picture, masked.change, team);
}

double Writer::visibility(double gain) const { return gain * options_.strength * visibility_at_gain_1(size_); }

Result<Robustness> Writer::robustness(double margin_db, double gain) const {
  const Robustness offered = robustness_of(margin_db + 20 * std::log10(std::max(gain * options_.strength, 1e-9)));
  if (offered >= options_.least_robustness) return offered;
  return Status{Code::kTooWeak, std::string("the picture offers a watermark of ") + name(offered) + " robustness, wanted is " +
                                    name(options_.least_robustness) + "; use a larger picture, a higher strength, no quality floor, or ask for less"};
}

}  // namespace imprint::watermark
