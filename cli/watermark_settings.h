// How strongly a picture is marked: options that `mark` and `watermark embed` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "imprint/imprint.h"

namespace imprint_cli {

struct WatermarkSettings {
  double strength = 0, min_psnr_db = 0;
  std::string least_robustness;
};

void add_watermark_settings(CLI::App& command, WatermarkSettings& settings);

// low, medium or high; empty: any.
imprint_robustness robustness_named(const std::string& name);
const char* robustness_name(imprint_robustness robustness);

template <typename Options>
void give(const WatermarkSettings& settings, Options& options) {
  options.strength = settings.strength;
  options.min_psnr_db = settings.min_psnr_db;
  options.least_robustness = robustness_named(settings.least_robustness);
}

}  // namespace imprint_cli
