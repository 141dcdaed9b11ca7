// What a marked picture meets on its way to the next person; the mark must still name it.
#include <doctest/doctest.h>

#include "integration/support.h"

using namespace imprint::test;
using imprint::image::Image;

namespace {

constexpr Scene kScenes[] = {Scene::kPortrait, Scene::kFlatArt, Scene::kTerrain};

Image marked_pixels(Scene scene) {
  return read_file(context().mark(painted_png(scene, 720, 600), kProducer, kProduceId).file.to_vector());
}

bool suspected(const File& file) {
  const imprint::Report report = context().verify(file);
  return report.state() == IMPRINT_STATE_SUSPECTED && report.mark_id() == imprint::mark_id(kProducer, kProduceId);
}

}  // namespace

TEST_CASE("handling: JPEG of quality 50") {
  for (Scene scene : kScenes) {
    CAPTURE(name_of(scene));
    CHECK(suspected(jpeg_file(marked_pixels(scene), 50)));
  }
}

TEST_CASE("handling: JPEG of quality 75, for a page of text") {
  CHECK(suspected(jpeg_file(marked_pixels(Scene::kText), 75)));
}

TEST_CASE("handling: half the size, then JPEG of quality 75") {
  for (Scene scene : kScenes) {
    CAPTURE(name_of(scene));
    CHECK(suspected(jpeg_file(resize(marked_pixels(scene), 360, 300), 75)));
  }
}

TEST_CASE("handling: twice the size") {
  CHECK(suspected(png_file(resize(marked_pixels(Scene::kPortrait), 1440, 1200))));
}

TEST_CASE("handling: half of the picture cut away") {
  for (Scene scene : {Scene::kPortrait, Scene::kFlatArt, Scene::kText}) {
    CAPTURE(name_of(scene));
    CHECK(suspected(png_file(crop(marked_pixels(scene), 31, 17, 510, 424))));
  }
}

TEST_CASE("handling: turned by five degrees, then JPEG of quality 80") {
  for (Scene scene : kScenes) {
    CAPTURE(name_of(scene));
    CHECK(suspected(jpeg_file(rotate(marked_pixels(scene), 5), 80)));
  }
}

TEST_CASE("handling: turned or mirrored by a viewer") {
  const Image picture = marked_pixels(Scene::kPortrait);
  for (uint8_t number = 2; number <= 8; ++number) {
    CAPTURE(number);
    CHECK(suspected(png_file(orient(picture, static_cast<imprint::image::Orientation>(number)))));
  }
}
