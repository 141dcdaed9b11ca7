// Paints the pictures that tests run on: no media files, any size and format, the same samples for the same seed.
#pragma once

#include <cstdint>
#include <string>

#include "image/view.h"

namespace imprint::test {

enum class Scene {
  kSky,       // smooth gradient with soft clouds: the least room for a mark
  kTerrain,   // fractal heights with light from the side: texture of every size
  kPortrait,  // a shaded head before a blurred ground, hair of fine strands
  kFlatArt,   // discs and bars of one colour each, hard edges
  kText,      // lines of glyph-like blocks on paper
  kNoise,     // every sample on its own
};
inline constexpr Scene kAllScenes[] = {Scene::kSky,     Scene::kTerrain, Scene::kPortrait,
                                       Scene::kFlatArt, Scene::kText,    Scene::kNoise};
std::string name_of(Scene scene);

// Those of the public ABI.
inline constexpr image::PixelFormat kPublicFormats[] = {
    image::PixelFormat::kRgb8,  image::PixelFormat::kRgba8, image::PixelFormat::kBgr8,   image::PixelFormat::kBgra8,
    image::PixelFormat::kGray8, image::PixelFormat::kRgb16, image::PixelFormat::kRgba16, image::PixelFormat::kGray16};
std::string name_of(image::PixelFormat format);

// `scene` at any size. Formats with alpha get a fully transparent disc in the upper left and a soft rim around it.
image::Image paint(Scene scene, uint32_t width_px, uint32_t height_px,
                   image::PixelFormat format = image::PixelFormat::kRgb8, uint32_t seed = 1);

// One grey level, [0, 1], opaque.
image::Image fill(double grey, uint32_t width_px, uint32_t height_px,
                  image::PixelFormat format = image::PixelFormat::kRgb8);

// Sample `channel` of a pixel as stored, 0..255 or 0..65535.
uint32_t sample(const image::Image& picture, uint32_t x, uint32_t y, uint32_t channel);
void set_sample(image::Image& picture, uint32_t x, uint32_t y, uint32_t channel, uint32_t value);

// Peak signal to noise over the colour samples of two pictures of one size and format, peak 255 or 65535. 999 when equal.
double psnr_db(const image::Image& a, const image::Image& b);

}  // namespace imprint::test
