// Marking and verifying files: what every caller of the library sees.
#include <doctest/doctest.h>

#include <thread>

#include "integration/support.h"

using namespace imprint::test;
using imprint::image::PixelFormat;

namespace {

void check_marked(const File& file) {
  const Attempt marked = try_mark(file);
  REQUIRE_MESSAGE(marked.status == IMPRINT_OK, marked.message);
  for (const imprint::Report& report : {context().verify(marked.file), context().verify(marked.file.to_vector())}) {
    CHECK(report.state() == IMPRINT_STATE_GENERATED);
    CHECK(report.agreement() == IMPRINT_AGREEMENT_AGREE);
    CHECK(report.layer_state(IMPRINT_LAYER_WATERMARK) == IMPRINT_LAYER_STATE_PRESENT);
    CHECK(report.layer_state(IMPRINT_LAYER_AIGC) == IMPRINT_LAYER_STATE_PRESENT);
    CHECK(report.mark_id() == imprint::mark_id(kProducer, kProduceId));
  }
  CHECK(marked.report.state() == IMPRINT_STATE_GENERATED);
  CHECK(marked.report.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(marked.report.layer_state(IMPRINT_LAYER_VISIBLE) == IMPRINT_LAYER_STATE_PRESENT);
}

}  // namespace

TEST_CASE("mark and verify: painted PNG of every scene") {
  for (Scene scene : {Scene::kSky, Scene::kTerrain, Scene::kPortrait, Scene::kFlatArt, Scene::kText}) {
    CAPTURE(name_of(scene));
    check_marked(painted_png(scene, 640, 512));
  }
}

TEST_CASE("mark and verify: painted JPEG of every scene") {
  for (Scene scene : {Scene::kSky, Scene::kTerrain, Scene::kPortrait, Scene::kFlatArt, Scene::kText}) {
    CAPTURE(name_of(scene));
    check_marked(painted_jpeg(scene, 640, 512));
    check_marked(jpeg_file(paint(scene, 512, 600), 95, true));
  }
}

TEST_CASE("mark and verify: PNG in every pixel format") {
  for (PixelFormat format : {PixelFormat::kRgba8, PixelFormat::kGray8, PixelFormat::kRgb16, PixelFormat::kRgba16,
                             PixelFormat::kGray16, PixelFormat::kGrayAlpha8, PixelFormat::kGrayAlpha16}) {
    CAPTURE(name_of(format));
    check_marked(painted_png(Scene::kPortrait, 512, 480, format));
  }
  check_marked(jpeg_file(paint(Scene::kPortrait, 512, 480, PixelFormat::kGray8), 90));
}

TEST_CASE("mark: the visible label is drawn first, so the watermark lies over it and reads") {
  const File file = painted_png(Scene::kPortrait, 512, 512);
  imprint::MarkOptions no_visible;
  no_visible.no_visible = 1;
  no_visible.waiver = imprint::text("requested by user 17, agreement 4.2");
  const imprint::image::Image with = read_file(context().mark(file, kProducer, kProduceId).file.to_vector());
  const imprint::image::Image without = read_file(context().mark(file, kProducer, kProduceId, no_visible).file.to_vector());
  const imprint::image::Image before = read_file(file);
  CHECK(psnr_db(before, without) > 41.9);
  CHECK(psnr_db(before, with) < psnr_db(before, without));
  // The label's plate is opaque words on a plain ground; the mark has changed that ground by a few levels.
  imprint::MarkOptions no_watermark;
  no_watermark.no_watermark = 1;
  const imprint::image::Image plate = read_file(context().mark(file, kProducer, kProduceId, no_watermark).file.to_vector());
  size_t plate_pixels = 0, changed = 0;
  for (uint32_t y = 400; y < 512; ++y)
    for (uint32_t x = 300; x < 512; ++x) {
      if (sample(plate, x, y, 0) == sample(before, x, y, 0)) continue;
      ++plate_pixels;
      changed += sample(plate, x, y, 0) != sample(with, x, y, 0) ? 1 : 0;
    }
  CHECK(plate_pixels > 500);
  CHECK(changed > plate_pixels / 4);
}

TEST_CASE("mark: no visible label without a waiver") {
  const File file = painted_png(Scene::kPortrait, 400, 400);
  imprint::MarkOptions options;
  options.no_visible = 1;
  const Attempt refused = try_mark(file, options);
  CHECK(refused.status == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(refused.out_untouched);
  options.waiver = imprint::text("requested by user 17, agreement 4.2");
  const Attempt done = try_mark(file, options);
  REQUIRE(done.status == IMPRINT_OK);
  CHECK(done.report.layer_state(IMPRINT_LAYER_VISIBLE) == IMPRINT_LAYER_STATE_ABSENT);
  CHECK(done.report.json().find("requested by user 17, agreement 4.2") != std::string_view::npos);
}

TEST_CASE("mark: a refusal leaves every output as it was and says why") {
  const File good = painted_png(Scene::kPortrait, 400, 400);
  const File tiny = painted_png(Scene::kTerrain, 100, 100);
  File cut(good.begin(), good.begin() + 300);
  const File text(200, 'x');
  imprint::MarkOptions bad_text, bad_key, bad_corner, bad_height;
  bad_text.text = imprint::text("hello");
  bad_key.key_id = imprint::text("0000000000000000");
  bad_corner.corner = static_cast<imprint_corner>(9);
  bad_height.height_percent = 4.9;
  const imprint::MarkOptions defaults;
  struct Case {
    const File& file;
    const imprint_mark_options& options;
    std::string_view producer, produce_id;
    imprint_status wanted;
  };
  const Case cases[] = {
      {tiny, defaults, kProducer, kProduceId, IMPRINT_ERR_IMAGE_TOO_SMALL},
      {cut, defaults, kProducer, kProduceId, IMPRINT_ERR_TRUNCATED},
      {text, defaults, kProducer, kProduceId, IMPRINT_ERR_UNSUPPORTED_FORMAT},
      {good, bad_text, kProducer, kProduceId, IMPRINT_ERR_LABEL_TEXT},
      {good, bad_key, kProducer, kProduceId, IMPRINT_ERR_KEY_INVALID},
      {good, bad_corner, kProducer, kProduceId, IMPRINT_ERR_INVALID_ARGUMENT},
      {good, bad_height, kProducer, kProduceId, IMPRINT_ERR_INVALID_ARGUMENT},
      {good, defaults, "", kProduceId, IMPRINT_ERR_AIGC_VALUE},
      {good, defaults, kProducer, "back\\slash", IMPRINT_ERR_AIGC_VALUE},
      {good, defaults, "001191110102MACQD9K65010000", kProduceId, IMPRINT_ERR_PROVIDER_CODE},
  };
  for (const Case& c : cases) {
    const Attempt attempt = try_mark(c.file, c.options, c.producer, c.produce_id);
    CAPTURE(attempt.message);
    CHECK(attempt.status == c.wanted);
    CHECK(attempt.out_untouched);
    CHECK_FALSE(attempt.message.empty());
  }
}

TEST_CASE("mark: pictures too small for a watermark can be marked without it") {
  imprint::MarkOptions options;
  options.no_watermark = 1;
  const Attempt done = try_mark(painted_png(Scene::kTerrain, 100, 100), options);
  REQUIRE_MESSAGE(done.status == IMPRINT_OK, done.message);
  const imprint::Report report = context().verify(done.file);
  CHECK(report.state() == IMPRINT_STATE_GENERATED);
  CHECK(report.agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK_FALSE(report.mark_id().has_value());
}

TEST_CASE("mark: a labelled file is refused, whoever its producer is") {
  const Attempt first = try_mark(painted_png(Scene::kPortrait, 512, 400));
  REQUIRE(first.status == IMPRINT_OK);
  for (std::string_view producer : {std::string_view("OtherStudio"), kProducer}) {
    const Attempt again = try_mark(first.file, imprint::MarkOptions(), producer);
    CHECK(again.status == IMPRINT_ERR_ALREADY_LABELLED);
    CHECK(again.out_untouched);
  }
}

TEST_CASE("mark: a file becomes another format on request, and carries every layer") {
  imprint::MarkOptions options;
  options.convert_to = IMPRINT_PICTURE_FORMAT_JPEG;
  options.quality = 80;
  const Attempt made = try_mark(painted_png(Scene::kPortrait, 512, 480), options);
  REQUIRE_MESSAGE(made.status == IMPRINT_OK, made.message);
  const File jpeg = made.file.to_vector();
  CHECK((jpeg[0] == 0xFF && jpeg[1] == 0xD8));
  const imprint::Report report = context().verify(jpeg);
  CHECK(report.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(report.layer_state(IMPRINT_LAYER_VISIBLE) == IMPRINT_LAYER_STATE_PRESENT);
  CHECK(read_file(jpeg).width_px == 512);
}

TEST_CASE("mark: a conversion that cannot be is refused before any work") {
  const File png = painted_png(Scene::kTerrain, 300, 300);
  imprint::MarkOptions options;
  options.quality = 101;
  CHECK(try_mark(png, options).status == IMPRINT_ERR_INVALID_ARGUMENT);
  options.quality = 0;
  options.convert_to = static_cast<imprint_picture_format>(4);
  CHECK(try_mark(png, options).status == IMPRINT_ERR_INVALID_ARGUMENT);
  options.convert_to = IMPRINT_PICTURE_FORMAT_PNG;
  imprint::Bytes out;
  CHECK(imprint_finish(context().get(), {png.data(), png.size()}, imprint::text(kProducer), imprint::text("1"), &options, out.out(), nullptr,
                       nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
}

TEST_CASE("verify: a file that lost its metadata is suspected by its watermark") {
  const Attempt marked = try_mark(painted_png(Scene::kPortrait, 512, 480));
  REQUIRE(marked.status == IMPRINT_OK);
  const imprint::Report report = context().verify(png_file(read_file(marked.file.to_vector())));
  CHECK(report.state() == IMPRINT_STATE_SUSPECTED);
  CHECK(report.layer_state(IMPRINT_LAYER_AIGC) == IMPRINT_LAYER_STATE_ABSENT);
  CHECK(report.layer_state(IMPRINT_LAYER_WATERMARK) == IMPRINT_LAYER_STATE_PRESENT);
  CHECK(report.mark_id() == imprint::mark_id(kProducer, kProduceId));
}

TEST_CASE("verify: an unmarked file shows nothing, unless its uploader declares it") {
  const File file = painted_jpeg(Scene::kTerrain, 400, 300);
  CHECK(context().verify(file).state() == IMPRINT_STATE_NONE_FOUND);
  CHECK(context().verify(file).agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  imprint::VerifyOptions declared;
  declared.declared = 1;
  CHECK(context().verify(file, declared).state() == IMPRINT_STATE_POSSIBLE);
}

TEST_CASE("verify: what was not asked for is not checked, and that is no finding") {
  imprint::VerifyOptions metadata_only;
  metadata_only.no_watermark = 1;
  const imprint::Report report = context().verify(painted_png(Scene::kTerrain, 300, 300), metadata_only);
  CHECK(report.layer_state(IMPRINT_LAYER_WATERMARK) == IMPRINT_LAYER_STATE_NOT_CHECKED);
  CHECK(report.state() == IMPRINT_STATE_INCONCLUSIVE);
}

TEST_CASE("verify: a label moved to another picture disagrees with that picture's watermark") {
  const imprint::Bytes own = context().mark(painted_png(Scene::kPortrait, 512, 480), kProducer, "1").file;
  imprint::AigcLabel stolen;
  stolen.label = imprint::text("1");
  stolen.content_producer = imprint::text(kProducer);
  stolen.produce_id = imprint::text("2");
  CHECK(context().verify(context().write_aigc(own, stolen).file).agreement() == IMPRINT_AGREEMENT_DISAGREE);
}

namespace {

// A provider with a mark_id key, and everybody else.
struct Keyed {
  imprint::Context provider, others;
  std::string id;
  imprint::MarkOptions options;
  Keyed() : id(provider.add_mark_id_key(imprint::Key{1, 2, 3})) { options.mark_id_key_id = imprint::text(id); }
};

bool says(const imprint::Report& report, std::string_view words) { return report.json().find(words) != std::string_view::npos; }

}  // namespace

TEST_CASE("keyed mark_id: who has the key compares, everybody else is told that it is missing") {
  const Keyed k;
  const imprint::Marked marked = k.provider.mark(painted_png(Scene::kPortrait, 512, 480), kProducer, kProduceId, k.options);
  CHECK(marked.report.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(marked.report.mark_id() == k.provider.mark_id_keyed(k.id, kProducer, kProduceId));
  CHECK(marked.report.mark_id() != imprint::mark_id(kProducer, kProduceId));
  const imprint::Report own = k.provider.verify(marked.file), strange = k.others.verify(marked.file);
  CHECK(own.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(says(own, "\"version\": 2"));
  CHECK(strange.agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK(says(strange, "\"missing_mark_id_key\": \"" + k.id + "\""));
  CHECK(strange.state() == IMPRINT_STATE_GENERATED);
  imprint::Context other;
  other.add_mark_id_key(imprint::Key{9});
  CHECK(other.verify(marked.file).agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  // Version 1 stays what it was, beside a key too.
  const imprint::Marked plain = k.provider.mark(painted_png(Scene::kPortrait, 512, 480), kProducer, kProduceId);
  CHECK(k.others.verify(plain.file).agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(k.provider.verify(plain.file).agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(says(k.provider.verify(plain.file), "\"version\": 1"));
}

TEST_CASE("keyed mark_id: a forged declaration turns a disagreement into nothing to compare, and into nothing else") {
  const Keyed k;
  const imprint::Bytes plain = k.provider.mark(painted_png(Scene::kPortrait, 512, 480), kProducer, "1").file;
  const auto with_label = [&](std::string_view produce_id, std::string_view declared) {
    imprint::AigcLabel label;
    label.label = imprint::text("1");
    label.content_producer = imprint::text(kProducer);
    label.produce_id = imprint::text(produce_id);
    if (!declared.empty()) label.mark_id_key_id = imprint::text(declared);
    return k.provider.write_aigc(plain, label).file;
  };
  const std::string unknown = "0123456789abcdef";
  CHECK(k.others.verify(with_label("2", "")).agreement() == IMPRINT_AGREEMENT_DISAGREE);
  CHECK(k.others.verify(with_label("2", unknown)).agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK(k.others.verify(with_label("2", unknown)).state() == IMPRINT_STATE_GENERATED);
  CHECK(k.provider.verify(with_label("2", k.id)).agreement() == IMPRINT_AGREEMENT_DISAGREE);
  CHECK(k.others.verify(with_label("1", unknown)).agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(k.provider.verify(with_label("1", k.id)).agreement() == IMPRINT_AGREEMENT_AGREE);
  // A keyed mark whose label was rewritten without the words: for everybody without the key it is another picture's.
  const imprint::Bytes keyed = k.provider.mark(painted_png(Scene::kPortrait, 512, 480), kProducer, "1", k.options).file;
  imprint::AigcLabel bare;
  bare.label = imprint::text("1");
  bare.content_producer = imprint::text(kProducer);
  bare.produce_id = imprint::text("1");
  CHECK(k.others.verify(k.others.write_aigc(keyed, bare).file).agreement() == IMPRINT_AGREEMENT_DISAGREE);
  CHECK(k.provider.verify(k.others.write_aigc(keyed, bare).file).agreement() == IMPRINT_AGREEMENT_AGREE);
}

TEST_CASE("keyed mark_id: transplanting takes the key, propagating writes the words where the records knew the picture") {
  const Keyed k;
  const File original = painted_png(Scene::kPortrait, 512, 480);
  const imprint::Bytes labelled = k.provider.mark(original, kProducer, kProduceId, k.options).file;
  imprint::EmbedOptions embed;
  const imprint::Bytes stripped = k.provider.embed_watermark_file(original, k.provider.mark_id_keyed(k.id, kProducer, kProduceId), embed).file;
  const imprint::Marked carried = k.provider.transplant(labelled, stripped);
  CHECK(says(carried.report, "\"basis\": \"watermark\""));
  CHECK(k.provider.verify(carried.file).agreement() == IMPRINT_AGREEMENT_AGREE);
  try {
    k.others.transplant(labelled, stripped);
    CHECK(false);
  } catch (const imprint::Error& error) {
    CHECK(error.status() == IMPRINT_ERR_OTHER_PICTURE);
    CHECK(std::string(error.what()).find("its key " + k.id + " was not given") != std::string::npos);
  }
  imprint::TransplantOptions vouched;
  vouched.vouched = 1;
  CHECK(says(k.others.transplant(labelled, stripped, vouched).report, "\"basis\": \"caller\""));

  imprint::PropagateOptions known;
  known.producer = imprint::text(kProducer);
  known.produce_id = imprint::text(kProduceId);
  const imprint::Marked told = k.provider.propagate(stripped, kProducer, "p-1", known);
  CHECK(says(told.report, "the mark of ProduceID"));
  CHECK(k.others.verify(told.file).agreement() == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK(k.provider.verify(told.file).agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(says(k.others.propagate(stripped, kProducer, "p-1", known).report, "not the mark of ProduceID"));
  // Of a label that is there nothing of the producer's changes.
  const imprint::Marked handed_on = k.others.propagate(labelled, kProducer, "p-2");
  CHECK(k.provider.verify(handed_on.file).agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(says(handed_on.report, "ImprintMarkID"));
}

TEST_CASE("threads: one context serves four threads that mark and verify") {
  const File files[4] = {painted_png(Scene::kPortrait, 400, 384), painted_jpeg(Scene::kFlatArt, 400, 384),
                         painted_png(Scene::kText, 384, 420), painted_jpeg(Scene::kSky, 512, 384)};
  int good[4] = {};
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int round = 0; round < 3; ++round) {
        const std::string id = std::to_string(t) + "-" + std::to_string(round);
        const Attempt marked = try_mark(files[t], imprint::MarkOptions(), kProducer, id);
        if (marked.status != IMPRINT_OK) continue;
        const VerifyAttempt seen = try_verify(marked.file);
        if (seen.status == IMPRINT_OK && seen.report.mark_id() == imprint::mark_id(kProducer, id)) ++good[t];
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (int g : good) CHECK(g == 3);
}
