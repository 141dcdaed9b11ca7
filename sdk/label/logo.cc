// Resampled by area, with premultiplied alpha so that transparent pixels lend no colour.
#include "label/logo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace imprint::label {
namespace {

using image::View;

// Of one pixel: colours times alpha, and alpha; 0..255.
using Premultiplied = std::array<double, 4>;

Premultiplied pixel_at(View picture, uint32_t x, uint32_t y) {
  const image::FormatTraits t = traits(picture.format);
  const uint8_t* p = picture.row(y) + static_cast<size_t>(x) * t.channels;
  const double alpha = t.has_alpha() ? p[t.colour_channels] : 255.0;
  const auto colour = [&](uint32_t i) {
    return p[t.colour_channels == 1 ? 0 : t.blue_first ? 2 - i : i] * alpha / 255;
  };
  return {colour(0), colour(1), colour(2), alpha};
}

// Mean of the picture over [left, right) x [top, bottom), in its pixels.
Premultiplied mean_over(View picture, double left, double right, double top, double bottom) {
  Premultiplied sum{};
  double area = 0;
  const auto last_x = std::min(picture.width_px, static_cast<uint32_t>(std::ceil(right))),
             last_y = std::min(picture.height_px, static_cast<uint32_t>(std::ceil(bottom)));
  for (auto y = static_cast<uint32_t>(top); y < last_y; ++y)
    for (auto x = static_cast<uint32_t>(left); x < last_x; ++x) {
      const double share = (std::min(right, x + 1.0) - std::max(left, static_cast<double>(x))) *
                           (std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y)));
      const Premultiplied p = pixel_at(picture, x, y);
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += share * p[i];
      area += share;
    }
  for (double& s : sum) s /= std::max(area, 1e-9);
  return sum;
}

uint8_t rounded(double value) { return static_cast<uint8_t>(std::clamp(std::lround(value), 0l, 255l)); }

}  // namespace

Result<Logo> Logo::at_height(View picture, uint32_t height_px) {
  Logo logo;
  if (picture.data == nullptr) return logo;
  if (traits(picture.format).bytes_per_sample != 1 || picture.width_px == 0 || picture.height_px == 0)
    return Status(Code::kInvalidArgument, "a logo has 8 bits a sample and at least one pixel");
  if (picture.width_px > uint64_t{kMostWidths} * picture.height_px)
    return Status(Code::kInvalidArgument, "a logo of " + std::to_string(picture.width_px) + " x " +
                                              std::to_string(picture.height_px) + " px is more than " +
                                              std::to_string(kMostWidths) + " times as wide as high");
  logo.height_px_ = height_px;
  logo.width_px_ = std::max<uint32_t>(
      1, static_cast<uint32_t>((uint64_t{picture.width_px} * height_px + picture.height_px / 2) / picture.height_px));
  logo.gap_px_ = std::max(2u, (height_px * 40 + 50) / 100);
  const double step_x = static_cast<double>(picture.width_px) / logo.width_px_,
               step_y = static_cast<double>(picture.height_px) / height_px;
  logo.rgba_.reserve(size_t{4} * logo.width_px_ * height_px);
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < logo.width_px_; ++x) {
      const Premultiplied mean = mean_over(picture, x * step_x, (x + 1) * step_x, y * step_y, (y + 1) * step_y);
      for (size_t i = 0; i < 3; ++i) logo.rgba_.push_back(rounded(mean[i] * 255 / std::max(mean[3], 1e-9)));
      logo.rgba_.push_back(rounded(mean[3]));
    }
  return logo;
}

void Logo::draw(const UprightPixels& pixels, const Placement& plate, uint32_t left_px) const {
  const uint32_t top = (plate.height_px - height_px_) / 2;
  const uint8_t* colour = rgba_.data();
  for (uint32_t y = 0; y < height_px_; ++y)
    for (uint32_t x = 0; x < width_px_; ++x, colour += 4)
      blend_colour(pixels, plate.x_px + left_px + x, plate.y_px + top + y, colour, colour[3]);
}

}  // namespace imprint::label
