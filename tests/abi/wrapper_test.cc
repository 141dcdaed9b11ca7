// imprint.hpp: every call once through, and what it adds to the ABI: owned handles and exceptions.
#include <doctest/doctest.h>

#include <utility>

#include "data/calls.h"
#include "data/handling.h"
#include "data/painter.h"
#include "data/test_keys.h"
#include "imprint/imprint.hpp"

using namespace imprint::test;

namespace {

constexpr uint64_t kPayload = 0xFEDCBA9876543210;

}  // namespace

TEST_CASE("wrapper: the loaded library matches the header") {
  CHECK(imprint::library_matches_header());
  CHECK(imprint::version() == imprint_version());
  CHECK(imprint::abi_version() == IMPRINT_ABI_VERSION);
  CHECK(imprint::watermark_format_version() == 1);
  CHECK(imprint::watermark_min_side_px() == IMPRINT_WATERMARK_MIN_SIDE_PX);
  CHECK(imprint::watermark_payload_bits() == 64);
  CHECK(imprint::status_name(IMPRINT_ERR_TRUNCATED) == "IMPRINT_ERR_TRUNCATED");
}

TEST_CASE("wrapper: mark and verify a file") {
  const imprint::Context context;
  const auto file = png_file(paint(Scene::kPortrait, 512, 400));
  const imprint::Marked marked = context.mark(file, "001191110102MACQD9K64010000", "2026-000123");
  CHECK(marked.file.size() > file.size());
  CHECK(marked.report.state() == IMPRINT_STATE_GENERATED);
  CHECK(marked.report.mark_id() == imprint::mark_id("001191110102MACQD9K64010000", "2026-000123"));
  const imprint::Report report = context.verify(marked.file);
  CHECK(report.state() == IMPRINT_STATE_GENERATED);
  CHECK(report.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(report.layer_state(IMPRINT_LAYER_AIGC) == IMPRINT_LAYER_STATE_PRESENT);
  CHECK(report.json().find("2026-000123") != std::string_view::npos);
}

TEST_CASE("wrapper: propagate, lint, compare and transplant") {
  imprint::Context context;
  context.add_trust(test_keys::kSm2PublicPem);
  CHECK(status_of([&] { context.add_trust("no PEM"); }) == IMPRINT_ERR_KEY_INVALID);
  context.add_trust_for("somebody", test_keys::kSm2PublicPem);
  CHECK(status_of([&] { context.add_trust_for("somebody", "no PEM"); }) == IMPRINT_ERR_KEY_INVALID);
  CHECK(status_of([&] { context.add_trust_for("", test_keys::kSm2PublicPem); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  const auto file = png_file(paint(Scene::kPortrait, 512, 400));
  imprint::MarkOptions mark;
  mark.signing_key = imprint::text(test_keys::kSm2Pem);
  const imprint::Marked marked = context.mark(file, "001191110102MACQD9K64010000", "2026-000123", mark);
  CHECK(marked.report.json().find("\"trust\": \"not_trusted\"") != std::string_view::npos);
  CHECK(context.verify(marked.file).json().find("\"trust\": \"trusted\"") != std::string_view::npos);
  imprint::PropagateOptions options;
  options.signing_key = imprint::text(test_keys::kP256Pem);
  const imprint::Marked propagated = context.propagate(marked.file, "Platform", "p-1", options);
  CHECK(propagated.report.state() == IMPRINT_STATE_GENERATED);
  CHECK(context.lint_aigc(propagated.file).lint_status() == IMPRINT_LINT_STATUS_DEVIATING);  // a name, no code
  CHECK(context.lint_aigc(file).lint_status() == IMPRINT_LINT_STATUS_ABSENT);
  CHECK(context.lint_aigc(file).finding_count(IMPRINT_SEVERITY_INFO) == 1);
  CHECK(context.verify(file).lint_status() == 0);
  CHECK(context.compare_aigc(propagated.file, file).lint_status() == IMPRINT_LINT_STATUS_NOT_CONFORMING);
  CHECK(context.propagate(file, "Platform", "p-1").file.empty());
  const auto copy = jpeg_file(read_file(marked.file.to_vector()), 85);
  const imprint::Marked carried = context.transplant(propagated.file, copy);
  CHECK(carried.report.agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(status_of([&] { context.transplant(file, copy); }) == IMPRINT_ERR_NO_LABEL);
  CHECK(status_of([&] { context.transplant(marked.file, jpeg_file(paint(Scene::kTerrain, 512, 400), 85)); }) ==
        IMPRINT_ERR_OTHER_PICTURE);
}

TEST_CASE("wrapper: every layer on pixels and on files") {
  imprint::Context context;
  CHECK(imprint::generate_key() != imprint::generate_key());
  imprint::Key key{};
  for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(i);
  const std::string id = context.add_key(key);
  CHECK(id.size() == IMPRINT_KEY_ID_CHARS);
  CHECK(status_of([&] { context.add_mark_id_key(key); }) == IMPRINT_ERR_KEY_INVALID);
  key[0] = 1;
  const std::string mark_id_key = context.add_mark_id_key(key);
  CHECK(mark_id_key.size() == IMPRINT_KEY_ID_CHARS);
  CHECK(context.mark_id_keyed(mark_id_key, "a", "b") != imprint::mark_id("a", "b"));
  CHECK(status_of([&] { context.mark_id_keyed(id, "a", "b"); }) == IMPRINT_ERR_KEY_INVALID);

  imprint::image::Image picture = paint(Scene::kTerrain, 512, 400);
  const auto file = png_file(picture);
  imprint_image image = as_abi(picture);
  imprint::EmbedOptions embed;
  embed.key_id = imprint::text(id);
  CHECK(context.embed_watermark(image, kPayload, embed).visibility == doctest::Approx(0.975));
  const imprint::Detection found = context.detect_watermark(image);
  CHECK(found.found == 1);
  CHECK(found.payload == kPayload);
  CHECK(found.key_id == id);
  const imprint::Embedded embedded = context.embed_watermark_file(file, kPayload, embed);
  CHECK(embedded.quality.psnr_db > 36);
  CHECK(embedded.quality.robustness == IMPRINT_ROBUSTNESS_MEDIUM);
  CHECK(context.detect_watermark_file(embedded.file).payload == kPayload);
  CHECK(context.detect_watermark_file(file).found == 0);

  CHECK(context.draw_label(image).ink_height_percent >= 5);
  CHECK(context.find_label(image).found == 1);
  const imprint::Drawn drawn = context.draw_label_file(file);
  CHECK(std::string(context.find_label_file(drawn.file).text) == "AI生成");
  CHECK(drawn.placement.ink_height_percent >= 5);
  CHECK(drawn.file.to_vector() != file);

  imprint::AigcLabel label;
  label.label = imprint::text("1");
  label.content_producer = imprint::text("ExampleStudio");
  label.produce_id = imprint::text("7");
  const imprint::Bytes labelled = context.write_aigc(file, label).file;
  CHECK(context.read_aigc(labelled).state() == IMPRINT_STATE_GENERATED);
  const imprint::Marked reported = context.write_aigc(file, label);
  CHECK(reported.report.json().find("GB-PROVIDER-NAME") != std::string_view::npos);
  CHECK(reported.file.to_vector() == labelled.to_vector());
  label.strict = 1;
  CHECK(status_of([&] { context.write_aigc(file, label); }) == IMPRINT_ERR_PROVIDER_CODE);
  CHECK(imprint::provider_code("91000000000000000K", "10000") == "001191000000000000000K10000");
  CHECK(status_of([] { imprint::provider_code("91000000000000000L"); }) == IMPRINT_ERR_PROVIDER_CODE);
  CHECK(drawn.placement.manifest_broken == 0);
  imprint::TransplantOptions vouched;
  vouched.vouched = 1;
  label.strict = 0;
  label.produce_id = imprint::text("8");
  CHECK(context.transplant(labelled, file, vouched).report.json().find("\"basis\": \"caller\"") != std::string_view::npos);
  CHECK(context.read_aigc(file).layer_state(IMPRINT_LAYER_AIGC) == IMPRINT_LAYER_STATE_ABSENT);
}

TEST_CASE("wrapper: errors are exceptions that carry the status") {
  const imprint::Context context;
  const std::vector<uint8_t> no_picture(100, 'x');
  imprint::image::Image small = paint(Scene::kNoise, 64, 64);
  imprint_image image = as_abi(small);
  CHECK(status_of([&] { context.verify(no_picture); }) == IMPRINT_ERR_UNSUPPORTED_FORMAT);
  CHECK(status_of([&] { context.mark(no_picture, "a", "b"); }) == IMPRINT_ERR_UNSUPPORTED_FORMAT);
  CHECK(status_of([&] { context.read_aigc(no_picture); }) == IMPRINT_ERR_UNSUPPORTED_FORMAT);
  CHECK(status_of([&] { context.embed_watermark(image, 1); }) == IMPRINT_ERR_IMAGE_TOO_SMALL);
  CHECK(status_of([&] { context.write_aigc(no_picture, imprint::AigcLabel()); }) == IMPRINT_ERR_AIGC_VALUE);
  imprint::LabelOptions options;
  options.text = imprint::text("");
  CHECK(status_of([&] { context.draw_label(image, options); }) == IMPRINT_ERR_LABEL_TEXT);
}

TEST_CASE("wrapper: handles move and leave nothing behind") {
  imprint::Context first;
  imprint::Context second = std::move(first);
  CHECK(first.get() == nullptr);
  CHECK(second.get() != nullptr);
  const auto file = png_file(fill(0.5, 32, 32));
  imprint::AigcLabel label;
  label.label = imprint::text("1");
  label.content_producer = imprint::text("ExampleStudio");
  label.produce_id = imprint::text("7");
  imprint::Bytes bytes = second.write_aigc(file, label).file;
  const size_t size = bytes.size();
  imprint::Bytes moved = std::move(bytes);
  CHECK(bytes.empty());
  CHECK(moved.size() == size);
  bytes = std::move(moved);
  CHECK(bytes.size() == size);
  CHECK(imprint::Report().state() == 0);
  CHECK_FALSE(imprint::Report().mark_id().has_value());
  CHECK(imprint::Report().json().empty());
}
