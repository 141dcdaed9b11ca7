#include <algorithm>
#include <cmath>

#include "base/simd.h"
#include "base/team.h"
#include "crypto/keyed_stream.h"
#include "transform/wavelet.h"
#include "watermark/add_change.h"
#include "watermark/decode.h"
#include "watermark/mask.h"
#include "watermark/pattern.h"
#include "watermark/visibility.h"
#include "watermark/watermark.h"

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
  const std::vector<image::Plane> maps = masking_maps(luma, amplitude_in_flats(size));
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(0.4));
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

  IMPRINT_RETURN_IF_ERROR(options.progress.reach(0.8));  // the last: half a change is none
  const Change total = add_to_picture(picture, change, team);
  report.psnr_db = 10 * std::log10(255.0 * 255.0 / std::max(total.squares / std::max(total.count, 1.0), 1e-9));
  report.max_change = total.largest;
  return report;
}

}  // namespace imprint::watermark
