#include <algorithm>
#include <cmath>

#include "crypto/keyed_stream.h"
#include "transform/wavelet.h"
#include "watermark/decode.h"
#include "watermark/mask.h"
#include "watermark/pattern.h"
#include "watermark/watermark.h"

namespace imprint::watermark {
namespace {

constexpr double kSlope = 0.15;         // amplitude of a carrier falls as radius^-kSlope (§4.3)
constexpr double kMaxGain = 1.0;       // on the masking maps: what a picture hides, not what the quality floor would allow (§7.3)
constexpr double kSizeSlope = 0.25;    // a larger picture shows the pattern larger, and has more of it to read: less is enough
constexpr float kMaxChange = 22.f;     // levels, of any pixel

Amplitudes carrier_amplitudes(uint64_t payload, const CarrierPlan& plan) {
  Amplitudes out(static_cast<size_t>(kRadiusMax) * kRadiusMax, 0.f);
  const auto law = [](Carrier c) { return std::pow(static_cast<double>(c.u * c.u + c.v * c.v), -kSlope / 2); };
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

// Gain of wavelet band `band` on a carrier: what the smoothing steps before it let through less what its own lets through.
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

void silence_unsampled(Amplitudes& amplitudes, image::MutableView picture) {
  const double canonical_per_px = static_cast<double>(kCanonicalSide) / std::min(picture.width_px, picture.height_px);
  const double max_index = kMaxCyclesPerPx * kPeriod / canonical_per_px;
  for (int v = 1; v <= kRadiusMax; ++v)
    for (int u = 1; u <= kRadiusMax; ++u)
      if (std::max(u, v) > max_index) amplitudes[carrier_index({static_cast<uint8_t>(u), static_cast<uint8_t>(v)})] = 0;
}

double size_gain(image::MutableView picture) {
  const double pixels_per_canonical = std::min(picture.width_px, picture.height_px) / static_cast<double>(kCanonicalSide);
  return kMaxGain * std::pow(std::max(pixels_per_canonical, 1.0), -kSizeSlope);
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
  const image::Plane coarse = image::resize(luma, kOriginGrid, kOriginGrid);
  std::string purpose = "imprint-origin-v1";
  for (int shift = 56; shift >= 0; shift -= 8) purpose.push_back(static_cast<char>(payload >> shift & 0xFF));
  for (float v : coarse.values) purpose.push_back(static_cast<char>(std::lround(std::clamp(v, 0.f, 255.f))));
  crypto::KeyedStream stream(key.bytes, purpose);
  const auto draw = [&] { return stream.next_u32() * (static_cast<double>(kPeriod) / 4294967296.0); };
  const double x = draw(), y = draw();
  return {x, y};
}

double mean_square(const image::Plane& p) {
  double sum = 0;
  for (float v : p.values) sum += static_cast<double>(v) * v;
  return sum / static_cast<double>(p.values.size());
}

struct Change {
  double squares = 0;
  double count = 0;    // of colour samples that may change
  double largest = 0;
};

template <typename Sample>
void add_row(Sample* to, const float* change, uint32_t width, const image::FormatTraits& t, double scale, Change& total) {
  const auto top = static_cast<float>(t.max_value());
  double squares = 0;
  float largest = 0;
  uint32_t changed = 0;
  for (uint32_t x = 0; x < width; ++x, to += t.channels) {
    if (t.has_alpha() && to[t.colour_channels] == 0) continue;
    ++changed;
    const float add = change[x] * static_cast<float>(scale);
    for (uint32_t c = 0; c < t.colour_channels; ++c) {
      const float before = to[c];
      const float after = std::clamp(std::nearbyint(before + add), 0.f, top);
      to[c] = static_cast<Sample>(after);
      const float difference = after - before;
      squares += static_cast<double>(difference) * difference;
      largest = std::max(largest, std::fabs(difference));
    }
  }
  total.squares += squares;
  total.count += static_cast<double>(changed) * t.colour_channels;
  total.largest = std::max(total.largest, static_cast<double>(largest));
}

Change add_to_picture(image::MutableView picture, const image::Plane& change) {
  const image::FormatTraits t = image::traits(picture.format);
  const double scale = t.max_value() / 255.0;
  Change total;
  for (uint32_t y = 0; y < picture.height_px; ++y) {
    const float* row = change.row(static_cast<int>(y));
    if (t.bytes_per_sample == 2)
      add_row(reinterpret_cast<uint16_t*>(picture.row(y)), row, picture.width_px, t, scale, total);
    else
      add_row(picture.row(y), row, picture.width_px, t, scale, total);
  }
  total.squares /= scale * scale;
  total.largest /= scale;
  return total;
}

Status check_size(image::MutableView picture) {
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  if (shortest < kMinSidePx)
    return {Code::kImageTooSmall, "shortest side " + std::to_string(shortest) + " px is under the " +
                                      std::to_string(kMinSidePx) + " px that a watermark needs"};
  return {};
}

}  // namespace

Result<EmbedReport> embed(image::MutableView picture, uint64_t payload, const Key& key, const EmbedOptions& options) {
  IMPRINT_RETURN_IF_ERROR(check_size(picture));
  const Raster raster = marking_raster(picture.width_px, picture.height_px);
  const CarrierPlan plan = plan_carriers(key);
  image::Plane luma = image::luma(picture);
  if (raster.width != luma.width || raster.height != luma.height) luma = image::resize(luma, raster.width, raster.height);

  Amplitudes amplitudes = carrier_amplitudes(payload, plan);
  silence_unsampled(amplitudes, picture);
  image::Plane change = synthesise(raster, draw_origin(luma, payload, key), split_into_bands(amplitudes, raster), masking_maps(luma));
  if (change.width != static_cast<int>(picture.width_px) || change.height != static_cast<int>(picture.height_px))
    change = image::resize(change, static_cast<int>(picture.width_px), static_cast<int>(picture.height_px));
  const double allowed = wanted_change(options.min_psnr_db) / std::sqrt(std::max(mean_square(change), 1e-9));
  const auto gain = static_cast<float>(options.strength * std::min(size_gain(picture), allowed));
  for (float& v : change.values) v = std::clamp(v * gain, -kMaxChange, kMaxChange);

  const Change total = add_to_picture(picture, change);
  EmbedReport report;
  report.psnr_db = 10 * std::log10(255.0 * 255.0 / std::max(total.squares / std::max(total.count, 1.0), 1e-9));
  report.max_change = total.largest;
  return report;
}

}  // namespace imprint::watermark
