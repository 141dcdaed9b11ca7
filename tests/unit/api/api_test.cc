// The ABI against callers who make mistakes: each is answered, none crashes.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include "api/guard.h"
#include "data/handling.h"
#include "data/painter.h"
#include "imprint/imprint.h"
#include "payload/key.h"

using namespace imprint::test;

namespace {

struct DestroyContext {
  void operator()(imprint_context* context) const { imprint_context_destroy(context); }
};
using ContextPtr = std::unique_ptr<imprint_context, DestroyContext>;

ContextPtr make_context(const imprint_context_options* options = nullptr) {
  imprint_context* context = nullptr;
  REQUIRE(imprint_context_create(options, &context, nullptr) == IMPRINT_OK);
  return ContextPtr(context);
}

imprint_image as_abi(imprint::image::Image& picture) {
  return {picture.samples.data(), picture.width_px, picture.height_px, picture.stride_bytes(),
          static_cast<imprint_pixel_format>(picture.format)};
}
imprint_byte_view as_abi(const std::vector<uint8_t>& file) { return {file.data(), file.size()}; }

constexpr imprint_text kName{"Studio", 6};
constexpr imprint_byte_view kNoFile{nullptr, 0};

}  // namespace

TEST_CASE("api: destroying and freeing NULL does nothing") {
  imprint_context_destroy(nullptr);
  imprint_report_destroy(nullptr);
  imprint_bytes_free(nullptr);
  imprint_bytes empty{};
  imprint_bytes_free(&empty);
  CHECK(empty.data == nullptr);
}

TEST_CASE("api: getters of a NULL report give zero") {
  uint64_t id = 5;
  CHECK(imprint_report_get_state(nullptr) == 0);
  CHECK(imprint_report_get_layer_state(nullptr, IMPRINT_LAYER_AIGC) == 0);
  CHECK(imprint_report_get_agreement(nullptr) == 0);
  CHECK(imprint_report_get_mark_id(nullptr, &id) == 0);
  CHECK(id == 5);
  CHECK(imprint_report_get_json(nullptr).data == nullptr);
  CHECK(imprint_report_get_json(nullptr).size == 0);
}

TEST_CASE("api: NULL where something is needed is the caller's mistake, in every call") {
  const ContextPtr context = make_context();
  const std::vector<uint8_t> file = png_file(fill(0.5, 32, 32));
  const imprint_byte_view view = as_abi(file);
  imprint::image::Image picture = fill(0.5, 32, 32);
  imprint_image image = as_abi(picture);
  imprint_bytes out{};
  imprint_report* report = nullptr;
  imprint_detection detection = IMPRINT_DETECTION_INIT;
  imprint_aigc_label label = IMPRINT_AIGC_LABEL_INIT;
  uint8_t key[IMPRINT_KEY_BYTES] = {};
  imprint_error error;
  const imprint_status answers[] = {
      imprint_context_create(nullptr, nullptr, &error),
      imprint_context_add_key(nullptr, key, nullptr, &error),
      imprint_context_add_key(context.get(), nullptr, nullptr, &error),
      imprint_context_add_mark_id_key(nullptr, key, nullptr, &error),
      imprint_context_add_mark_id_key(context.get(), nullptr, nullptr, &error),
      imprint_key_generate(nullptr, &error),
      imprint_mark(nullptr, view, kName, kName, nullptr, &out, nullptr, &error),
      imprint_mark(context.get(), view, kName, kName, nullptr, nullptr, nullptr, &error),
      imprint_mark(context.get(), {nullptr, 7}, kName, kName, nullptr, &out, nullptr, &error),
      imprint_verify(nullptr, view, nullptr, &report, &error),
      imprint_verify(context.get(), view, nullptr, nullptr, &error),
      imprint_mark_id(kName, kName, nullptr, &error),
      imprint_mark_id_keyed(nullptr, kName, kName, kName, nullptr, &error),
      imprint_mark_id_keyed(context.get(), kName, kName, kName, nullptr, &error),
      imprint_watermark_embed(nullptr, &image, 1, nullptr, nullptr, &error),
      imprint_watermark_embed(context.get(), nullptr, 1, nullptr, nullptr, &error),
      imprint_watermark_embed_file(nullptr, view, 1, nullptr, &out, nullptr, &error),
      imprint_watermark_embed_file(context.get(), view, 1, nullptr, nullptr, nullptr, &error),
      imprint_watermark_detect(nullptr, &image, nullptr, &detection, &error),
      imprint_watermark_detect(context.get(), nullptr, nullptr, &detection, &error),
      imprint_watermark_detect(context.get(), &image, nullptr, nullptr, &error),
      imprint_watermark_detect_file(nullptr, view, nullptr, &detection, &error),
      imprint_watermark_detect_file(context.get(), view, nullptr, nullptr, &error),
      imprint_label_draw(nullptr, &image, nullptr, nullptr, &error),
      imprint_label_draw(context.get(), nullptr, nullptr, nullptr, &error),
      imprint_label_draw_file(nullptr, view, nullptr, &out, nullptr, &error),
      imprint_label_draw_file(context.get(), view, nullptr, nullptr, nullptr, &error),
      imprint_aigc_read(nullptr, view, &report, &error),
      imprint_aigc_read(context.get(), view, nullptr, &error),
      imprint_aigc_write(nullptr, view, &label, &out, nullptr, &error),
      imprint_aigc_write(context.get(), view, nullptr, &out, nullptr, &error),
      imprint_aigc_write(context.get(), view, &label, nullptr, nullptr, &error),
  };
  int index = 0;
  for (const imprint_status answer : answers) {
    CAPTURE(index++);
    CHECK(answer == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  CHECK(out.data == nullptr);
  CHECK(report == nullptr);
}

TEST_CASE("api: errors and optional outputs may be NULL, an empty file is truncated") {
  const ContextPtr context = make_context();
  imprint_report* report = nullptr;
  CHECK(imprint_verify(context.get(), kNoFile, nullptr, &report, nullptr) == IMPRINT_ERR_TRUNCATED);
  CHECK(imprint_verify(nullptr, kNoFile, nullptr, nullptr, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
}

TEST_CASE("api: values outside their enum or range are refused by name") {
  const ContextPtr context = make_context();
  imprint::image::Image picture = paint(Scene::kTerrain, 256, 256);
  const auto before = picture.samples;
  imprint_image image = as_abi(picture);
  imprint_error error;

  for (int format : {0, 9, 100, 101}) {
    imprint_image wrong = image;
    wrong.format = static_cast<imprint_pixel_format>(format);
    CHECK(imprint_watermark_embed(context.get(), &wrong, 1, nullptr, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
    CHECK(std::string(error.message).find("format") != std::string::npos);
  }
  imprint_label_options label = IMPRINT_LABEL_OPTIONS_INIT;
  label.corner = static_cast<imprint_corner>(6);
  CHECK(imprint_label_draw(context.get(), &image, &label, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message).find("corner is 6") != std::string::npos);
  label = IMPRINT_LABEL_OPTIONS_INIT;
  label.orientation = 9;
  CHECK(imprint_label_draw(context.get(), &image, &label, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);

  const double nan = std::nan("");
  for (double height : {4.99, 50.1, -5.0, nan}) {
    label = IMPRINT_LABEL_OPTIONS_INIT;
    label.height_percent = height;
    CHECK(imprint_label_draw(context.get(), &image, &label, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  for (double strength : {1.01, -0.5, nan}) {
    imprint_embed_options embed = IMPRINT_EMBED_OPTIONS_INIT;
    embed.strength = strength;
    CHECK(imprint_watermark_embed(context.get(), &image, 1, &embed, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  for (double floor_db : {29.9, 60.1, nan}) {
    imprint_embed_options embed = IMPRINT_EMBED_OPTIONS_INIT;
    embed.min_psnr_db = floor_db;
    CHECK(imprint_watermark_embed(context.get(), &image, 1, &embed, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  for (int least : {4, -1}) {
    imprint_embed_options embed = IMPRINT_EMBED_OPTIONS_INIT;
    embed.least_robustness = static_cast<imprint_robustness>(least);
    CHECK(imprint_watermark_embed(context.get(), &image, 1, &embed, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  imprint_detect_options detect = IMPRINT_DETECT_OPTIONS_INIT;
  detect.no_search = 2;
  imprint_detection found = IMPRINT_DETECTION_INIT;
  CHECK(imprint_watermark_detect(context.get(), &image, &detect, &found, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(picture.samples == before);
}

TEST_CASE("api: the least robustness is kept, and the result says what there is") {
  const ContextPtr context = make_context();
  imprint::image::Image picture = paint(Scene::kPortrait, 256, 256);
  const auto before = picture.samples;
  imprint_image image = as_abi(picture);
  imprint_embed_options embed = IMPRINT_EMBED_OPTIONS_INIT;
  imprint_embed_result result = IMPRINT_EMBED_RESULT_INIT;
  imprint_error error;
  embed.least_robustness = IMPRINT_ROBUSTNESS_HIGH;
  CHECK(imprint_watermark_embed(context.get(), &image, 1, &embed, &result, &error) == IMPRINT_ERR_TOO_WEAK);
  CHECK(std::string(error.message).find("medium robustness, wanted is high") != std::string::npos);
  CHECK(picture.samples == before);
  embed.least_robustness = IMPRINT_ROBUSTNESS_MEDIUM;
  REQUIRE(imprint_watermark_embed(context.get(), &image, 1, &embed, &result, &error) == IMPRINT_OK);
  CHECK(result.robustness == IMPRINT_ROBUSTNESS_MEDIUM);
  CHECK(result.visibility > 0.5);
}

TEST_CASE("api: a result struct without its _INIT is refused before any pixel changes") {
  const ContextPtr context = make_context();
  imprint::image::Image picture = paint(Scene::kTerrain, 256, 256);
  const auto before = picture.samples;
  imprint_image image = as_abi(picture);
  imprint_embed_result result{};
  imprint_label_placement placement{};
  CHECK(imprint_watermark_embed(context.get(), &image, 1, nullptr, &result, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_label_draw(context.get(), &image, nullptr, &placement, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(picture.samples == before);
}

TEST_CASE("api: rows that overlap and samples at odd addresses are refused") {
  const ContextPtr context = make_context();
  imprint::image::Image picture = paint(Scene::kTerrain, 256, 256, imprint::image::PixelFormat::kRgb16);
  imprint_image image = as_abi(picture);
  const auto answer = [&](const imprint_image& wrong) {
    imprint_image copy = wrong;
    return imprint_watermark_embed(context.get(), &copy, 1, nullptr, nullptr, nullptr);
  };
  imprint_image wrong = image;
  wrong.stride_bytes -= 2;
  CHECK(answer(wrong) == IMPRINT_ERR_INVALID_ARGUMENT);
  wrong = image;
  wrong.height_px = 255;
  wrong.stride_bytes += 1;
  CHECK(answer(wrong) == IMPRINT_ERR_INVALID_ARGUMENT);
  wrong = image;
  wrong.height_px = 255;
  wrong.data = picture.samples.data() + 1;
  CHECK(answer(wrong) == IMPRINT_ERR_INVALID_ARGUMENT);
  wrong = image;
  wrong.data = nullptr;
  CHECK(answer(wrong) == IMPRINT_ERR_INVALID_ARGUMENT);
  wrong = image;
  wrong.width_px = 0;
  CHECK(answer(wrong) == IMPRINT_ERR_INVALID_ARGUMENT);
}

TEST_CASE("api: keys get one id each, unknown ids are refused") {
  const ContextPtr context = make_context();
  imprint::image::Image picture = paint(Scene::kPortrait, 384, 384);
  imprint_image image = as_abi(picture);
  uint8_t key[IMPRINT_KEY_BYTES] = {1, 2, 3};
  char id[IMPRINT_KEY_ID_CHARS + 1], again[IMPRINT_KEY_ID_CHARS + 1];
  imprint_embed_options options = IMPRINT_EMBED_OPTIONS_INIT;
  options.key_id = {"0123456789abcdef", 16};
  CHECK(imprint_watermark_embed(context.get(), &image, 1, &options, nullptr, nullptr) == IMPRINT_ERR_KEY_INVALID);
  REQUIRE(imprint_context_add_key(context.get(), key, id, nullptr) == IMPRINT_OK);
  REQUIRE(imprint_context_add_key(context.get(), key, again, nullptr) == IMPRINT_OK);
  CHECK(std::strcmp(id, again) == 0);
  CHECK(std::strlen(id) == IMPRINT_KEY_ID_CHARS);
  options.key_id = {id, IMPRINT_KEY_ID_CHARS};
  CHECK(imprint_watermark_embed(context.get(), &image, 1, &options, nullptr, nullptr) == IMPRINT_OK);
  imprint_detection found = IMPRINT_DETECTION_INIT;
  REQUIRE(imprint_watermark_detect(context.get(), &image, nullptr, &found, nullptr) == IMPRINT_OK);
  CHECK(std::string(found.key_id) == id);
}

TEST_CASE("api: a mark_id key has an id, and is no watermark key; nor is a watermark key one") {
  const ContextPtr context = make_context();
  uint8_t key[IMPRINT_KEY_BYTES], mark_key[IMPRINT_KEY_BYTES] = {4, 5, 6};
  for (uint8_t i = 0; i < IMPRINT_KEY_BYTES; ++i) key[i] = i;
  char id[IMPRINT_KEY_ID_CHARS + 1];
  REQUIRE(imprint_context_add_mark_id_key(context.get(), key, id, nullptr) == IMPRINT_OK);
  CHECK(std::string(id) == "740c376f6877c567");
  CHECK(imprint_context_add_mark_id_key(context.get(), key, nullptr, nullptr) == IMPRINT_OK);
  CHECK(imprint_context_add_key(context.get(), key, nullptr, nullptr) == IMPRINT_ERR_KEY_INVALID);
  REQUIRE(imprint_context_add_key(context.get(), mark_key, nullptr, nullptr) == IMPRINT_OK);
  CHECK(imprint_context_add_mark_id_key(context.get(), mark_key, nullptr, nullptr) == IMPRINT_ERR_KEY_INVALID);
  const imprint::payload::Key open = imprint::payload::open_key();
  CHECK(imprint_context_add_mark_id_key(context.get(), open.bytes.data(), nullptr, nullptr) == IMPRINT_ERR_KEY_INVALID);

  uint64_t made = 0;
  const imprint_text named{id, IMPRINT_KEY_ID_CHARS}, a{"a", 1}, b{"b", 1}, zero{"a\0b", 3};
  CHECK(imprint_mark_id_keyed(context.get(), named, a, b, &made, nullptr) == IMPRINT_OK);
  CHECK(made == 0x6491346354472C9A);
  CHECK(imprint_mark_id_keyed(context.get(), {"0123456789abcdef", 16}, a, b, &made, nullptr) == IMPRINT_ERR_KEY_INVALID);
  CHECK(imprint_mark_id_keyed(context.get(), named, zero, b, &made, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  imprint_mark_options options = IMPRINT_MARK_OPTIONS_INIT;
  options.mark_id_key_id = {"0123456789abcdef", 16};
  imprint_bytes out{};
  const std::vector<uint8_t> file = png_file(fill(0.5, 32, 32));
  imprint_error error;
  CHECK(imprint_mark(context.get(), as_abi(file), kName, kName, &options, &out, nullptr, &error) == IMPRINT_ERR_KEY_INVALID);
  CHECK(std::string(error.message).find("mark_id key") != std::string::npos);
}

TEST_CASE("api: all marks are given, those under given keys first; the open key can be left out of reading") {
  imprint_context_options options = IMPRINT_CONTEXT_OPTIONS_INIT;
  const ContextPtr context = make_context();
  options.no_open_key = 1;
  const ContextPtr closed = make_context(&options);
  const uint8_t key[IMPRINT_KEY_BYTES] = {1, 2, 3};
  char id[IMPRINT_KEY_ID_CHARS + 1];
  imprint_detection found[3] = {IMPRINT_DETECTION_INIT, IMPRINT_DETECTION_INIT, IMPRINT_DETECTION_INIT};
  size_t count = 9;
  imprint_error error;
  imprint::image::Image picture = paint(Scene::kPortrait, 512, 512);
  imprint_image image = as_abi(picture);
  imprint_detect_options whole = IMPRINT_DETECT_OPTIONS_INIT;
  whole.no_search = 1;
  const auto detect = [&](const ContextPtr& with, size_t capacity) {
    return imprint_watermark_detect_all(with.get(), &image, &whole, capacity == 0 ? nullptr : found, capacity, &count, &error);
  };
  CHECK(detect(closed, 3) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message) == "no key to read with: the open key is switched off, and no other was given");
  REQUIRE(detect(context, 3) == IMPRINT_OK);
  CHECK(count == 0);
  CHECK(found[0].found == 0);
  CHECK(found[0].p_value == 1);

  for (const ContextPtr* one : {&context, &closed})
    REQUIRE(imprint_context_add_key(one->get(), key, id, nullptr) == IMPRINT_OK);
  imprint_embed_options embed = IMPRINT_EMBED_OPTIONS_INIT;
  embed.key_id = {id, IMPRINT_KEY_ID_CHARS};
  REQUIRE(imprint_watermark_embed(context.get(), &image, 5, &embed, nullptr, nullptr) == IMPRINT_OK);
  REQUIRE(imprint_watermark_embed(closed.get(), &image, 6, nullptr, nullptr, nullptr) == IMPRINT_OK);  // the open key still writes
  REQUIRE(detect(context, 3) == IMPRINT_OK);
  CHECK(count == 2);
  CHECK(found[0].payload == 5);
  CHECK(std::string(found[0].key_id) == id);
  CHECK(found[1].payload == 6);
  CHECK(std::string(found[1].key_id) == "open");
  CHECK(found[2].found == 0);
  REQUIRE(detect(context, 0) == IMPRINT_OK);
  CHECK(count == 2);
  REQUIRE(detect(closed, 1) == IMPRINT_OK);
  CHECK(count == 1);
  for (const size_t one : {size_t{0}, size_t{1}}) {
    const uint32_t right = found[one].struct_size;
    found[one].struct_size = 12;
    CHECK(detect(context, 3) == IMPRINT_ERR_INVALID_ARGUMENT);
    found[one].struct_size = right;
  }
  CHECK(imprint_watermark_detect_all(context.get(), &image, &whole, nullptr, 1, &count, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_watermark_detect_all(context.get(), &image, &whole, found, 1, nullptr, &error) == IMPRINT_ERR_INVALID_ARGUMENT);

  const std::vector<uint8_t> file = png_file(picture);
  imprint_report* made = nullptr;
  imprint_verify_options verify = IMPRINT_VERIFY_OPTIONS_INIT;
  verify.no_search = 1;
  REQUIRE(imprint_verify(context.get(), as_abi(file), &verify, &made, &error) == IMPRINT_OK);
  const std::unique_ptr<imprint_report, decltype(&imprint_report_destroy)> report(made, imprint_report_destroy);
  CHECK(imprint_report_get_mark_count(report.get()) == 2);
  imprint_detection mark = IMPRINT_DETECTION_INIT;
  imprint_agreement with_label = IMPRINT_AGREEMENT_AGREE;
  CHECK(imprint_report_get_mark(report.get(), 1, &mark, &with_label) == 1);
  CHECK(mark.payload == 6);
  CHECK(with_label == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK(imprint_report_get_mark(report.get(), 2, &mark, nullptr) == 0);
  CHECK(imprint_report_get_mark(report.get(), 0, nullptr, nullptr) == 1);
  CHECK(imprint_report_get_mark_count(nullptr) == 0);
}

namespace {

imprint_text as_abi(const std::string& words) { return {words.data(), words.size()}; }

struct Looked {
  imprint_status status;
  imprint_state state = static_cast<imprint_state>(0);
  std::string json = {}, why = {};
};

// A plain picture, and the words of a visible label that its caller found in it; by verify, or by propagate.
Looked look(imprint_text words, bool propagate) {
  static const std::vector<uint8_t> file = png_file(paint(Scene::kFlatArt, 64, 64));
  const ContextPtr context = make_context();
  imprint_verify_options verifying = IMPRINT_VERIFY_OPTIONS_INIT;
  imprint_propagate_options propagating = IMPRINT_PROPAGATE_OPTIONS_INIT;
  verifying.explicit_label = propagating.explicit_label = words;
  imprint_report* report = nullptr;
  imprint_bytes out{};
  imprint_error error;
  Looked looked{propagate ? imprint_propagate(context.get(), as_abi(file), kName, kName, &propagating, &out, &report, &error)
                          : imprint_verify(context.get(), as_abi(file), &verifying, &report, &error)};
  looked.why = error.message;
  CHECK((report != nullptr) == (looked.status == IMPRINT_OK));
  if (report != nullptr) {
    looked.state = imprint_report_get_state(report);
    looked.json = imprint_report_get_json(report).data;
  }
  if (propagate) CHECK((out.size > 0) == (looked.state == IMPRINT_STATE_SUSPECTED));
  imprint_bytes_free(&out);
  imprint_report_destroy(report);
  return looked;
}

}  // namespace

TEST_CASE("api: words of a visible label that the caller found are evidence, and none are none") {
  for (const bool propagate : {false, true}) {
    CAPTURE(propagate);
    for (const imprint_text none : {imprint_text{nullptr, 0}, imprint_text{"", 0}, imprint_text{nullptr, 9}}) {
      const Looked looked = look(none, propagate);
      CHECK(looked.status == IMPRINT_OK);
      CHECK(looked.state == IMPRINT_STATE_NONE_FOUND);
      CHECK(looked.json.find("explicit_by_caller") == std::string::npos);
    }
    const Looked looked = look({"由豆包AI生成", 17}, propagate);
    CHECK(looked.status == IMPRINT_OK);
    CHECK(looked.state == IMPRINT_STATE_SUSPECTED);
    CHECK(looked.json.find("\"explicit_by_caller\": \"由豆包AI生成\"") != std::string::npos);
    CHECK(looked.json.find("a visible label was found by the caller: 由豆包AI生成") != std::string::npos);
  }
}

TEST_CASE("api: words of a visible label that the caller found are checked before any work") {
  for (const bool propagate : {false, true}) {
    CAPTURE(propagate);
    CHECK(look(as_abi(std::string(256, 'x')), propagate).status == IMPRINT_OK);
    for (const std::string& wrong : {std::string(257, 'x'), std::string("AI\n生成"), std::string("\xC0\x80"), std::string(" ")}) {
      const Looked looked = look(as_abi(wrong), propagate);
      CHECK(looked.status == IMPRINT_ERR_INVALID_ARGUMENT);
      CHECK(looked.why.find("explicit_label ") == 0);
    }
  }
}

TEST_CASE("api: threads are taken from 1 to 64") {
  imprint_context_options options = IMPRINT_CONTEXT_OPTIONS_INIT;
  options.threads = 64;
  const ContextPtr context = make_context(&options);
  imprint::image::Image picture = fill(0.5, 300, 300);
  imprint_image image = as_abi(picture);
  CHECK(imprint_watermark_embed(context.get(), &image, 7, nullptr, nullptr, nullptr) == IMPRINT_OK);
  options.threads = 65;
  imprint_context* refused = nullptr;
  imprint_error error;
  CHECK(imprint_context_create(&options, &refused, &error) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message) == "threads is 65, not in [1, 64]");
  CHECK(refused == nullptr);
}

TEST_CASE("api: what exceeds the context's limits is refused with value and limit") {
  imprint_context_options options = IMPRINT_CONTEXT_OPTIONS_INIT;
  options.max_dimension_px = 300;
  options.max_pixels = 50000;
  options.max_file_bytes = 2000;
  const ContextPtr context = make_context(&options);
  imprint_error error;
  imprint_detection found = IMPRINT_DETECTION_INIT;
  imprint::image::Image wide = fill(0.5, 301, 10), many = fill(0.5, 300, 200);
  imprint_image image = as_abi(wide);
  CHECK(imprint_watermark_detect(context.get(), &image, nullptr, &found, &error) == IMPRINT_ERR_LIMIT_EXCEEDED);
  CHECK(std::string(error.message) == "width 301 exceeds max_dimension_px 300");
  image = as_abi(many);
  CHECK(imprint_watermark_detect(context.get(), &image, nullptr, &found, &error) == IMPRINT_ERR_LIMIT_EXCEEDED);
  const std::vector<uint8_t> file = png_file(paint(Scene::kNoise, 64, 64));
  imprint_report* report = nullptr;
  CHECK(imprint_verify(context.get(), as_abi(file), nullptr, &report, &error) == IMPRINT_ERR_LIMIT_EXCEEDED);
  CHECK(imprint_watermark_detect_file(context.get(), as_abi(file), nullptr, &found, &error) == IMPRINT_ERR_LIMIT_EXCEEDED);
  CHECK(report == nullptr);
}

TEST_CASE("api: a successful call clears the error, a long message is cut between characters") {
  imprint_error error;
  for (size_t padding = 0; padding < 3; ++padding) {
    std::string message(padding, 'x');
    while (message.size() < 600) message += "印";
    CHECK(imprint::api::fail(&error, IMPRINT_ERR_INTERNAL, message) == IMPRINT_ERR_INTERNAL);
    const std::string cut = error.message;
    CHECK(cut.size() <= sizeof error.message - 1);
    CHECK(cut.size() > sizeof error.message - 4);
    CHECK((cut.size() - padding) % 3 == 0);
    CHECK(message.starts_with(cut));
  }
  uint64_t id = 0;
  CHECK(imprint_mark_id(kName, kName, &id, &error) == IMPRINT_OK);
  CHECK(error.status == IMPRINT_OK);
  CHECK(std::string(error.message).empty());
}

TEST_CASE("api: exceptions stop at the barrier") {
  imprint_error error;
  CHECK(imprint::api::guard(&error, []() -> imprint::Status { throw std::bad_alloc(); }) == IMPRINT_ERR_OUT_OF_MEMORY);
  CHECK(imprint::api::guard(&error, []() -> imprint::Status { throw std::runtime_error("why"); }) == IMPRINT_ERR_INTERNAL);
  CHECK(std::string(error.message) == "why");
  CHECK(imprint::api::guard(&error, []() -> imprint::Status { throw 5; }) == IMPRINT_ERR_INTERNAL);
  CHECK(imprint::api::guard(nullptr, []() -> imprint::Status { throw 5; }) == IMPRINT_ERR_INTERNAL);
}
