// Sized structs: what lets an old caller meet a new library and the other way round (spec/abi.md 3).
#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <memory>
#include <vector>

#include "data/calls.h"
#include "data/painter.h"
#include "imprint/imprint.h"

using imprint::test::as_abi;

namespace {

const imprint_context_options kContextOptions = IMPRINT_CONTEXT_OPTIONS_INIT;
const imprint_mark_options kMarkOptions = IMPRINT_MARK_OPTIONS_INIT;
const imprint_verify_options kVerifyOptions = IMPRINT_VERIFY_OPTIONS_INIT;
const imprint_embed_options kEmbedOptions = IMPRINT_EMBED_OPTIONS_INIT;
const imprint_embed_result kEmbedResult = IMPRINT_EMBED_RESULT_INIT;
const imprint_detect_options kDetectOptions = IMPRINT_DETECT_OPTIONS_INIT;
const imprint_detection kDetection = IMPRINT_DETECTION_INIT;
const imprint_label_options kLabelOptions = IMPRINT_LABEL_OPTIONS_INIT;
const imprint_label_placement kLabelPlacement = IMPRINT_LABEL_PLACEMENT_INIT;
const imprint_label_find_options kFindOptions = IMPRINT_LABEL_FIND_OPTIONS_INIT;
const imprint_label_found kLabelFound = IMPRINT_LABEL_FOUND_INIT;
const imprint_log_entry kLogEntry = IMPRINT_LOG_ENTRY_INIT;
const imprint_log_summary kLogSummary = IMPRINT_LOG_SUMMARY_INIT;
const imprint_audio_format kAudioFormat = IMPRINT_AUDIO_FORMAT_INIT;
const imprint_audible_found kAudibleFound = IMPRINT_AUDIBLE_FOUND_INIT;
const imprint_aigc_label kAigcLabel = IMPRINT_AIGC_LABEL_INIT;
const imprint_lint_options kLintOptions = IMPRINT_LINT_OPTIONS_INIT;
const imprint_derive_options kDeriveOptions = IMPRINT_DERIVE_OPTIONS_INIT;
const imprint_transplant_options kTransplantOptions = IMPRINT_TRANSPLANT_OPTIONS_INIT;
const imprint_propagate_options kPropagateOptions = IMPRINT_PROPAGATE_OPTIONS_INIT;

constexpr size_t kTail = 24;       // bytes that a later header might append
constexpr uint8_t kGarbage = 0xA5; // what lies behind a caller's smaller struct

struct DestroyContext {
  void operator()(imprint_context* context) const { imprint_context_destroy(context); }
};
using Context = std::unique_ptr<imprint_context, DestroyContext>;

Context make_context() {
  imprint_context* context = nullptr;
  REQUIRE(imprint_context_create(nullptr, &context, nullptr) == IMPRINT_OK);
  return Context(context);
}

// Room for a struct and a tail, aligned for any of them.
template <typename Struct>
class Room {
 public:
  Room(const Struct& init, size_t struct_size, uint8_t behind) {
    std::memset(bytes_, behind, sizeof bytes_);
    std::memcpy(bytes_, &init, std::min(struct_size, sizeof(Struct)));
    const auto size = static_cast<uint32_t>(struct_size);
    std::memcpy(bytes_, &size, sizeof size);
  }
  Struct* get() { return reinterpret_cast<Struct*>(bytes_); }
  uint8_t* bytes() { return bytes_; }

 private:
  alignas(16) uint8_t bytes_[sizeof(Struct) + kTail];
};

template <typename Struct>
void check_macro(const Struct& init, size_t size_by_library) {
  CHECK(init.struct_size == sizeof(Struct));
  CHECK(size_by_library == sizeof(Struct));
  std::vector<uint8_t> bytes(sizeof(Struct));
  std::memcpy(bytes.data(), &init, sizeof(Struct));
  for (size_t i = sizeof(uint32_t); i < bytes.size(); ++i) CHECK(bytes[i] == 0);
}

// `call` uses the struct and answers a status; `wanted` is what the defaults give.
template <typename Struct>
void check_option_sizes(const Struct& init, imprint_status wanted, const std::function<imprint_status(const Struct*)>& call) {
  CHECK(call(&init) == wanted);
  for (size_t size = sizeof(uint32_t); size <= sizeof(Struct); ++size) {
    Room<Struct> room(init, size, kGarbage);
    INFO("struct_size ", size);
    CHECK(call(room.get()) == wanted);
  }
  for (size_t size = 0; size < sizeof(uint32_t); ++size) {
    Room<Struct> room(init, size, 0);
    CHECK(call(room.get()) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
  Room<Struct> newer(init, sizeof(Struct) + kTail, 0);
  CHECK(call(newer.get()) == wanted);
  for (size_t i = 0; i < kTail; ++i) {
    Room<Struct> sets(init, sizeof(Struct) + kTail, 0);
    sets.bytes()[sizeof(Struct) + i] = 1;
    CHECK(call(sets.get()) == IMPRINT_ERR_UNKNOWN_OPTION);
  }
}

// A result struct keeps its struct_size, is filled as far as it reaches, and nothing behind it changes.
template <typename Struct>
void check_result_sizes(const Struct& init, const std::function<imprint_status(Struct*)>& call) {
  Struct whole = init;
  REQUIRE(call(&whole) == IMPRINT_OK);
  CHECK(std::memcmp(&whole, &init, sizeof(Struct)) != 0);
  std::vector<uint8_t> full(sizeof(Struct));
  std::memcpy(full.data(), &whole, sizeof(Struct));
  for (size_t size : {sizeof(uint32_t), sizeof(uint32_t) + 3, sizeof(Struct) / 2, sizeof(Struct), sizeof(Struct) + kTail}) {
    Room<Struct> room(init, size, kGarbage);
    INFO("struct_size ", size);
    REQUIRE(call(room.get()) == IMPRINT_OK);
    CHECK(room.get()->struct_size == size);
    const size_t filled = std::min(size, sizeof(Struct));
    CHECK(std::memcmp(room.bytes() + sizeof(uint32_t), full.data() + sizeof(uint32_t), filled - sizeof(uint32_t)) == 0);
    for (size_t i = filled; i < sizeof(Struct) + kTail; ++i) CHECK(room.bytes()[i] == kGarbage);
  }
  for (size_t size = 0; size < sizeof(uint32_t); ++size) {
    Room<Struct> room(init, size, 0);
    CHECK(call(room.get()) == IMPRINT_ERR_INVALID_ARGUMENT);
  }
}

// No picture at all: calls read their options first and then answer IMPRINT_ERR_UNSUPPORTED_FORMAT.
constexpr uint8_t kNoPicture[] = "nothing that a walker of containers knows";
constexpr imprint_byte_view kFile{kNoPicture, sizeof kNoPicture};
constexpr imprint_text kName{"Studio", 6};

}  // namespace

TEST_CASE("every _INIT macro sets struct_size and nothing else") {
  check_macro(kContextOptions, imprint_sizeof_context_options());
  check_macro(kMarkOptions, imprint_sizeof_mark_options());
  check_macro(kVerifyOptions, imprint_sizeof_verify_options());
  check_macro(kEmbedOptions, imprint_sizeof_embed_options());
  check_macro(kEmbedResult, imprint_sizeof_embed_result());
  check_macro(kDetectOptions, imprint_sizeof_detect_options());
  check_macro(kDetection, imprint_sizeof_detection());
  check_macro(kLabelOptions, imprint_sizeof_label_options());
  check_macro(kLabelPlacement, imprint_sizeof_label_placement());
  check_macro(kAigcLabel, imprint_sizeof_aigc_label());
  check_macro(kLintOptions, imprint_sizeof_lint_options());
  check_macro(kPropagateOptions, imprint_sizeof_propagate_options());
  check_macro(kFindOptions, imprint_sizeof_label_find_options());
  check_macro(kLabelFound, imprint_sizeof_label_found());
  check_macro(kLogEntry, imprint_sizeof_log_entry());
  check_macro(kLogSummary, imprint_sizeof_log_summary());
  check_macro(kAudioFormat, imprint_sizeof_audio_format());
  check_macro(kAudibleFound, imprint_sizeof_audible_found());
}

TEST_CASE("context options of every size are read as far as they reach") {
  check_option_sizes<imprint_context_options>(kContextOptions, IMPRINT_OK, [](const imprint_context_options* options) {
    imprint_context* context = nullptr;
    const imprint_status status = imprint_context_create(options, &context, nullptr);
    CHECK((context != nullptr) == (status == IMPRINT_OK));
    imprint_context_destroy(context);
    return status;
  });
}

TEST_CASE("derive options of every size are read as far as they reach") {
  const Context context = make_context();
  check_option_sizes<imprint_derive_options>(kDeriveOptions, IMPRINT_OK, [&](const imprint_derive_options* options) {
    imprint_context* child = nullptr;
    const imprint_status status = imprint_context_derive(context.get(), options, &child, nullptr);
    CHECK((child != nullptr) == (status == IMPRINT_OK));
    imprint_context_destroy(child);
    return status;
  });
}

TEST_CASE("mark and verify options of every size are read as far as they reach") {
  const Context context = make_context();
  check_option_sizes<imprint_mark_options>(
      kMarkOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_mark_options* options) {
        imprint_bytes out{};
        return imprint_mark(context.get(), kFile, kName, kName, options, &out, nullptr, nullptr);
      });
  check_option_sizes<imprint_verify_options>(
      kVerifyOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_verify_options* options) {
        imprint_report* report = nullptr;
        return imprint_verify(context.get(), kFile, options, &report, nullptr);
      });
}

TEST_CASE("options of single layers of every size are read as far as they reach") {
  const Context context = make_context();
  check_option_sizes<imprint_embed_options>(
      kEmbedOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_embed_options* options) {
        imprint_bytes out{};
        return imprint_watermark_embed_file(context.get(), kFile, 1, options, &out, nullptr, nullptr);
      });
  check_option_sizes<imprint_detect_options>(
      kDetectOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_detect_options* options) {
        imprint_detection detection = IMPRINT_DETECTION_INIT;
        return imprint_watermark_detect_file(context.get(), kFile, options, &detection, nullptr);
      });
  check_option_sizes<imprint_label_options>(kLabelOptions, IMPRINT_OK, [&](const imprint_label_options* options) {
    imprint::image::Image picture = imprint::test::fill(0.5, 200, 100);
    imprint_image image = as_abi(picture);
    return imprint_label_draw(context.get(), &image, options, nullptr, nullptr);
  });
  check_option_sizes<imprint_label_find_options>(kFindOptions, IMPRINT_OK, [&](const imprint_label_find_options* options) {
    imprint::image::Image picture = imprint::test::fill(0.5, 200, 100);
    const imprint_image image = as_abi(picture);
    imprint_label_found found = IMPRINT_LABEL_FOUND_INIT;
    return imprint_label_find(context.get(), &image, options, &found, nullptr);
  });
  // An empty entry too: nothing is written.
  check_option_sizes<imprint_log_entry>(kLogEntry, IMPRINT_ERR_TRUNCATED, [&](const imprint_log_entry* entry) {
    return imprint_log_append({"/nonexistent/log", 16}, entry, nullptr, nullptr);
  });
  // An empty label is refused for its values, once its struct has been read.
  check_option_sizes<imprint_aigc_label>(kAigcLabel, IMPRINT_ERR_AIGC_VALUE, [&](const imprint_aigc_label* label) {
    imprint_bytes out{};
    return imprint_aigc_write(context.get(), kFile, label, &out, nullptr, nullptr);
  });
}

TEST_CASE("lint and propagate options of every size are read as far as they reach") {
  const Context context = make_context();
  check_option_sizes<imprint_lint_options>(
      kLintOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_lint_options* options) {
        imprint_report* report = nullptr;
        return imprint_aigc_lint(context.get(), kFile, options, &report, nullptr);
      });
  check_option_sizes<imprint_propagate_options>(
      kPropagateOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_propagate_options* options) {
        imprint_bytes out{};
        imprint_report* report = nullptr;
        return imprint_propagate(context.get(), kFile, kName, kName, options, &out, &report, nullptr);
      });
  check_option_sizes<imprint_transplant_options>(
      kTransplantOptions, IMPRINT_ERR_UNSUPPORTED_FORMAT, [&](const imprint_transplant_options* options) {
        imprint_bytes out{};
        return imprint_transplant(context.get(), kFile, kFile, options, &out, nullptr, nullptr);
      });
}

TEST_CASE("the format of sound of every size is read as far as it reaches") {
  const Context context = make_context();
  imprint_audio_format mono = kAudioFormat;
  mono.rate_hz = 44100;
  mono.channels = 1;
  const auto make = [&](const imprint_audio_format* format) {
    size_t frames = 0;
    return imprint_audible_label_make(context.get(), format, -20, nullptr, 0, &frames, nullptr);
  };
  CHECK(make(&mono) == IMPRINT_OK);
  Room<imprint_audio_format> without_samples(mono, sizeof(mono) - sizeof(mono.samples), kGarbage);
  CHECK(make(without_samples.get()) == IMPRINT_OK);
  Room<imprint_audio_format> newer(mono, sizeof(mono) + kTail, 0);
  CHECK(make(newer.get()) == IMPRINT_OK);
  newer.bytes()[sizeof(mono)] = 1;
  CHECK(make(newer.get()) == IMPRINT_ERR_UNKNOWN_OPTION);
  check_result_sizes<imprint_audible_found>(kAudibleFound, [&](imprint_audible_found* found) {
    std::vector<float> label(44100);
    size_t frames = 0;
    REQUIRE(imprint_audible_label_make(context.get(), &mono, -20, label.data(), label.size(), &frames, nullptr) == IMPRINT_OK);
    return imprint_audible_label_find(context.get(), &mono, label.data(), label.size(), found, nullptr);
  });
}

TEST_CASE("reserved members must be zero, or they could never get a meaning") {
  const Context context = make_context();
  imprint_bytes out{};
  imprint_label_options label = kLabelOptions;
  label.reserved = 1;
  CHECK(imprint_label_draw_file(context.get(), kFile, &label, &out, nullptr, nullptr) == IMPRINT_ERR_UNKNOWN_OPTION);
}

TEST_CASE("results of every size are filled as far as they reach") {
  const Context context = make_context();
  using imprint::test::as_abi;
using imprint::test::Scene;
using imprint::test::status_of;
  check_result_sizes<imprint_embed_result>(kEmbedResult, [&](imprint_embed_result* result) {
    imprint::image::Image picture = imprint::test::paint(Scene::kTerrain, 256, 220);
    imprint_image image = as_abi(picture);
    return imprint_watermark_embed(context.get(), &image, 0x0123456789ABCDEF, nullptr, result, nullptr);
  });
  imprint::image::Image marked = imprint::test::paint(Scene::kPortrait, 256, 256);
  imprint_image image = as_abi(marked);
  REQUIRE(imprint_watermark_embed(context.get(), &image, 0x0123456789ABCDEF, nullptr, nullptr, nullptr) == IMPRINT_OK);
  imprint_detect_options whole = IMPRINT_DETECT_OPTIONS_INIT;
  whole.no_search = 1;
  check_result_sizes<imprint_detection>(kDetection, [&](imprint_detection* result) {
    return imprint_watermark_detect(context.get(), &image, &whole, result, nullptr);
  });
  check_result_sizes<imprint_label_placement>(kLabelPlacement, [&](imprint_label_placement* result) {
    imprint::image::Image picture = imprint::test::fill(0.5, 200, 100);
    imprint_image target = as_abi(picture);
    return imprint_label_draw(context.get(), &target, nullptr, result, nullptr);
  });
  check_result_sizes<imprint_label_found>(kLabelFound, [&](imprint_label_found* result) {
    imprint::image::Image picture = imprint::test::fill(0.5, 300, 200);
    imprint_image target = as_abi(picture);
    REQUIRE(imprint_label_draw(context.get(), &target, nullptr, nullptr, nullptr) == IMPRINT_OK);
    return imprint_label_find(context.get(), &target, nullptr, result, nullptr);
  });
}
