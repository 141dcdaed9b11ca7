// Paints and marks the pictures of watermark-v1/ again: make_pictures FOLDER. How they came about; those in the
// repository stay as they are, because every later reader has to read them.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <imprint/imprint.hpp>

#include "data/handling.h"
#include "data/painter.h"

namespace {

using namespace imprint::test;
using imprint::image::Image;
using imprint::image::Orientation;
using imprint::image::PixelFormat;

constexpr uint64_t kPayload = 0x0123456789ABCDEF;

imprint_image as_public(Image& picture) {
  return {picture.samples.data(), picture.width_px, picture.height_px, picture.stride_bytes(),
          static_cast<imprint_pixel_format>(picture.format)};
}

class Marker {
 public:
  Marker() {
    std::array<uint8_t, IMPRINT_KEY_BYTES> key{};
    for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(i);
    private_id_ = context_.add_key(key);
  }
  Image open(Image picture, uint64_t payload = kPayload) const { return marked(std::move(picture), payload, {}); }
  Image with_private_key(Image picture) const {
    imprint::EmbedOptions options;
    options.key_id = imprint::text(private_id_);
    return marked(std::move(picture), kPayload, options);
  }

 private:
  Image marked(Image picture, uint64_t payload, const imprint::EmbedOptions& options) const {
    imprint_image view = as_public(picture);
    context_.embed_watermark(view, payload, options);
    return picture;
  }
  imprint::Context context_;
  std::string private_id_;
};

void store(const std::filesystem::path& folder, const char* name, const Image& picture) {
  const std::vector<uint8_t> file = png_file(picture, 9);
  std::ofstream out(folder / (std::string(name) + ".png"), std::ios::binary);
  out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  if (!out.flush()) throw std::runtime_error(std::string(name) + ".png cannot be written");
  std::printf("%-24s %u x %u, %zu bytes\n", name, picture.width_px, picture.height_px, file.size());
}

Image turned(const Image& picture) { return crop(rotate(picture, 17), 80, 80, 300, 300); }

Image handled(const Image& picture) {
  const Image part = crop(picture, 61, 37, 390, 330);
  return read_file(jpeg_file(resize(part, 312, 264), 80));
}

void store_all(const std::filesystem::path& folder) {
  const Marker mark;
  store(folder, "portrait", mark.open(paint(Scene::kPortrait, 240, 280)));
  store(folder, "flat_art", mark.open(paint(Scene::kFlatArt, 300, 240), 0));
  store(folder, "text", mark.open(paint(Scene::kText, 240, 240, PixelFormat::kRgba8)));
  store(folder, "terrain_gray8", mark.open(paint(Scene::kTerrain, 320, 320, PixelFormat::kGray8)));
  store(folder, "sky_gray16", mark.open(paint(Scene::kSky, 240, 220, PixelFormat::kGray16)));
  store(folder, "sky_private", mark.with_private_key(paint(Scene::kSky, 280, 240)));
  store(folder, "portrait_quarter_turn",
        orient(mark.open(paint(Scene::kPortrait, 240, 280)), Orientation::kRotate90Cw));
  store(folder, "portrait_turned", turned(mark.open(paint(Scene::kPortrait, 460, 460))));
  store(folder, "portrait_handled", handled(mark.open(paint(Scene::kPortrait, 520, 440))));
  // Marked by what may be seen of them, in sizes that lie apart: the exponent of the amplitudes goes with the size.
  store(folder, "thumbnail_160", mark.open(paint(Scene::kPortrait, 200, 160)));
  store(folder, "flat_art_1024", mark.open(paint(Scene::kFlatArt, 1024, 1024)));
  store(folder, "flat_art_half", resize(mark.open(paint(Scene::kFlatArt, 1024, 1024)), 512, 512));
  store(folder, "unmarked_portrait", paint(Scene::kPortrait, 256, 200));
  store(folder, "unmarked_text", paint(Scene::kText, 320, 240));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_pictures FOLDER\n");
    return 1;
  }
  try {
    store_all(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "make_pictures: %s\n", error.what());
    return 1;
  }
  return 0;
}
