// Calls on signed manifests: what they refuse, and what they answer where there is none. Signing itself:
// tests/cli/manifest_test.py.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "data/handling.h"
#include "data/painter.h"
#include "data/test_keys.h"
#include "imprint/imprint.h"

using namespace imprint::test;

namespace {

struct Destroy {
  void operator()(imprint_context* context) const { imprint_context_destroy(context); }
  void operator()(imprint_report* report) const { imprint_report_destroy(report); }
};

std::unique_ptr<imprint_context, Destroy> bare_context() {
  imprint_context* context = nullptr;
  REQUIRE(imprint_context_create(nullptr, &context, nullptr) == IMPRINT_OK);
  return std::unique_ptr<imprint_context, Destroy>(context);
}

imprint_text text(std::string_view value) { return {value.data(), value.size()}; }

int no_answer(void*, imprint_byte_view, uint8_t*, size_t, size_t*) { return 7; }

}  // namespace

TEST_CASE("manifest: what a signer lacks is named") {
  const auto context = bare_context();
  const std::vector<uint8_t> file = png_file(paint(Scene::kFlatArt, 64, 64));
  const imprint_byte_view view{file.data(), file.size()};
  imprint_bytes out{};
  imprint_error error;
  const auto sign = [&](const imprint_signer& signer, const imprint_manifest_options* options = nullptr) {
    return imprint_manifest_sign(context.get(), view, &signer, options, &out, &error);
  };
  imprint_signer signer = IMPRINT_SIGNER_INIT;
  CHECK(sign(signer) == IMPRINT_ERR_INVALID_ARGUMENT);
  signer.sign = no_answer;
  CHECK(sign(signer) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message).find("certificates") != std::string::npos);
  signer.certificates = text("no PEM");
  CHECK(sign(signer) == IMPRINT_ERR_CERTIFICATE);
  signer.private_key = text(test_keys::kP256Pem);
  CHECK(sign(signer) == IMPRINT_ERR_INVALID_ARGUMENT);
  signer.reserved = 1;
  CHECK(sign(signer) == IMPRINT_ERR_UNKNOWN_OPTION);
  imprint_manifest_options options = IMPRINT_MANIFEST_OPTIONS_INIT;
  options.mark_id = 1;
  CHECK(sign(signer, &options) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message).find("has_mark_id") != std::string::npos);
  options = IMPRINT_MANIFEST_OPTIONS_INIT;
  options.thumbnail = 2;
  CHECK(sign(signer, &options) == IMPRINT_ERR_INVALID_ARGUMENT);
  options.thumbnail = 0;
  options.thumbnail_px = 256;
  CHECK(sign(signer, &options) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(std::string(error.message) == "thumbnail_px needs thumbnail");
  options.thumbnail = 1;
  for (const uint32_t px : {31u, 513u}) {
    options.thumbnail_px = px;
    CHECK(sign(signer, &options) == IMPRINT_ERR_INVALID_ARGUMENT);
    CHECK(std::string(error.message).find("thumbnail_px is") != std::string::npos);
  }
  CHECK(imprint_manifest_sign(context.get(), view, nullptr, nullptr, &out, nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(out.data == nullptr);
}

TEST_CASE("manifest: options without a signer are refused by mark and propagate") {
  const auto context = bare_context();
  const std::vector<uint8_t> file = png_file(paint(Scene::kFlatArt, 64, 64));
  const imprint_manifest_options options = IMPRINT_MANIFEST_OPTIONS_INIT;
  imprint_mark_options mark = IMPRINT_MARK_OPTIONS_INIT;
  mark.manifest = &options;
  imprint_bytes out{};
  CHECK(imprint_mark(context.get(), {file.data(), file.size()}, text("P"), text("1"), &mark, &out, nullptr, nullptr) ==
        IMPRINT_ERR_INVALID_ARGUMENT);
  imprint_propagate_options propagate = IMPRINT_PROPAGATE_OPTIONS_INIT;
  propagate.manifest = &options;
  imprint_report* report = nullptr;
  CHECK(imprint_propagate(context.get(), {file.data(), file.size()}, text("P"), text("1"), &propagate, &out, &report,
                          nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(report == nullptr);
}

TEST_CASE("manifest: none is an answer, a broken one beside the file is invalid") {
  const auto context = bare_context();
  const std::vector<uint8_t> file = png_file(paint(Scene::kFlatArt, 64, 64));
  const imprint_byte_view view{file.data(), file.size()};
  imprint_bytes store{};
  CHECK(imprint_manifest_read(context.get(), view, &store, nullptr) == IMPRINT_OK);
  CHECK(store.data == nullptr);
  imprint_report* report = nullptr;
  REQUIRE(imprint_manifest_verify(context.get(), view, {nullptr, 0}, 1, &report, nullptr) == IMPRINT_OK);
  std::unique_ptr<imprint_report, Destroy> owned(report);
  CHECK(imprint_report_get_manifest_state(report) == IMPRINT_MANIFEST_STATE_NONE);
  CHECK(imprint_report_get_layer_state(report, IMPRINT_LAYER_MANIFEST) == IMPRINT_LAYER_STATE_ABSENT);
  CHECK(imprint_report_get_pair_agreement(report, IMPRINT_PAIR_MANIFEST_AIGC) == IMPRINT_AGREEMENT_NOT_COMPARABLE);
  CHECK(imprint_report_get_crjson(report).data == nullptr);
  REQUIRE(imprint_manifest_verify(context.get(), view, view, 1, &report, nullptr) == IMPRINT_OK);
  owned.reset(report);
  CHECK(imprint_report_get_manifest_state(report) == IMPRINT_MANIFEST_STATE_INVALID);
  CHECK(imprint_manifest_verify(context.get(), view, {file.data(), 0}, 1, &report, nullptr) == IMPRINT_ERR_TRUNCATED);
  CHECK(imprint_manifest_verify(context.get(), view, {nullptr, 0}, -1, &report, nullptr) ==
        IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(imprint_report_get_manifest_state(nullptr) == 0);
}

TEST_CASE("manifest: what is to be trusted has to be certificates") {
  const auto context = bare_context();
  const auto add = [&](int use, const std::string& pem) {
    return imprint_context_add_manifest_trust(context.get(), static_cast<imprint_trust_use>(use), text(pem), nullptr);
  };
  CHECK(add(IMPRINT_TRUST_USE_SIGNER, "no PEM") == IMPRINT_ERR_CERTIFICATE);
  CHECK(add(IMPRINT_TRUST_USE_TSA, test_keys::kSm2PublicPem) == IMPRINT_ERR_CERTIFICATE);
  CHECK(add(0, "no PEM") == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(add(4, "no PEM") == IMPRINT_ERR_INVALID_ARGUMENT);
}
