#include "watermark_settings.h"

#include <algorithm>
#include <iterator>

#include "files.h"

namespace imprint_cli {
namespace {

struct Step {
  const char* name;
  imprint_robustness robustness;
};
constexpr Step kSteps[] = {
    {"low", IMPRINT_ROBUSTNESS_LOW}, {"medium", IMPRINT_ROBUSTNESS_MEDIUM}, {"high", IMPRINT_ROBUSTNESS_HIGH}};

}  // namespace

void add_watermark_settings(CLI::App& command, WatermarkSettings& s) {
  command.add_option("--strength", s.strength, "share of what may be seen of the watermark, up to 1");
  command.add_option("--min-psnr", s.min_psnr_db, "quality floor in dB (default none: how visible the watermark is decides)");
  command.add_option("--least-robustness", s.least_robustness,
                     "low, medium or high: refuse a picture that offers less to the watermark (default: take what there is)");
}

imprint_robustness robustness_named(const std::string& name) {
  if (name.empty()) return IMPRINT_ROBUSTNESS_ANY;
  const auto* step = std::find_if(std::begin(kSteps), std::end(kSteps), [&](const Step& s) { return name == s.name; });
  if (step == std::end(kSteps)) throw CommandError(kFailed, "robustness is \"" + name + "\", not low, medium or high");
  return step->robustness;
}

const char* robustness_name(imprint_robustness robustness) {
  for (const Step& step : kSteps)
    if (step.robustness == robustness) return step.name;
  return "unknown";
}

}  // namespace imprint_cli
