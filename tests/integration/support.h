// Shared by the suites that use the library as a program does: public header, painted files, one context.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/handling.h"
#include "data/painter.h"
#include "imprint/imprint.hpp"

namespace imprint::test {

inline constexpr std::string_view kProducer = "001191110102MACQD9K64010000";
inline constexpr std::string_view kProduceId = "2026-000123";

using File = std::vector<uint8_t>;

inline const Context& context() {
  static const Context shared;
  return shared;
}

// Status of a mark, and whether its outputs stayed as they were when it refused.
struct Attempt {
  imprint_status status = IMPRINT_OK;
  bool out_untouched = false;
  std::string message;
  Bytes file;
  Report report;
};

inline Attempt try_mark(std::span<const uint8_t> file, const imprint_mark_options& options = MarkOptions(),
                        std::string_view producer = kProducer, std::string_view produce_id = kProduceId) {
  static uint8_t sentinel = 0;
  imprint_bytes out{&sentinel, 77};
  imprint_report* report = reinterpret_cast<imprint_report*>(&sentinel);
  imprint_error error;
  Attempt attempt;
  attempt.status = imprint_mark(context().get(), {file.data(), file.size()}, text(producer), text(produce_id), &options, &out,
                                &report, &error);
  attempt.out_untouched = out.data == &sentinel && out.size == 77 && report == nullptr;
  attempt.message = error.message;
  if (attempt.status != IMPRINT_OK) return attempt;
  *attempt.file.out() = out;
  attempt.report = Report(report);
  return attempt;
}

struct VerifyAttempt {
  imprint_status status = IMPRINT_OK;
  Report report;
};
inline VerifyAttempt try_verify(std::span<const uint8_t> file, const imprint_verify_options& options = VerifyOptions()) {
  imprint_report* report = nullptr;
  const imprint_status status = imprint_verify(context().get(), {file.data(), file.size()}, &options, &report, nullptr);
  return {status, Report(report)};
}

inline File painted_jpeg(Scene scene, uint32_t width_px, uint32_t height_px, int quality = 90) {
  return jpeg_file(paint(scene, width_px, height_px), quality);
}
inline File painted_png(Scene scene, uint32_t width_px, uint32_t height_px,
                        image::PixelFormat format = image::PixelFormat::kRgb8) {
  return png_file(paint(scene, width_px, height_px, format));
}

}  // namespace imprint::test
