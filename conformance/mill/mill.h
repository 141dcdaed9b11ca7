// The mill: everything that happens to pictures on their way, as ladders of steps from weak to strong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mill/random.h"
#include "model/outcome.h"
#include "pictures/picture.h"

namespace imprint_conform {

// What the detector gets: a PNG with the changed pixels, or, of the ladder "container", that very file.
struct Milled {
  Bytes bytes;
  std::string extension;  // "png", "jpg", "webp", "avif", "gif"
};

struct MillStep {
  std::string parameter;
  bool quick = false;  // one of the twenty of --quick
};

struct MillLadder {
  std::string name;
  BothLanguages title;
  BothLanguages unit;  // of the parameter
  std::vector<MillStep> steps;
  bool ordered = true;  // from weak to strong; false: a list of kinds, for which "holds to" says nothing
  Milled (*attack)(const cv::Mat& rgb8, const std::string& parameter, Random& random) = nullptr;
};

// All of spec/conformance.md 5, in the order of the report.
const std::vector<MillLadder>& all_ladders();
const MillLadder& ladder_named(std::string_view name);  // ConformError, which lists the names

// The step's output. A pure function: the same four arguments give the same bytes. The picture is first brought to
// 8-bit RGB on white (to_rgb8). Parameters between the steps are taken too; one that the ladder cannot take is a
// ConformError that names the ladder, the limits and the value.
Milled apply(const MillLadder& ladder, const std::string& parameter, const Picture& picture, uint64_t seed);
Milled apply(std::string_view ladder, const std::string& parameter, const Picture& picture, uint64_t seed);

// The seed of one step on one picture: other pictures and steps get other noise, and another run gets the same.
uint64_t seed_for(std::string_view picture_id, std::string_view ladder, std::string_view parameter, uint64_t run_seed);

// SHA-256 over mill_version, names and parameters: report.json's attacks_sha256.
std::string ladders_sha256();
// Changes whenever a step's output does.
inline constexpr std::string_view kMillVersion = "1";

// Attacks that need several marked pictures of one size; all 8-bit RGB, else ConformError. What somebody without the
// key takes for the mark in a picture is its difference from its own smoothed self (adaptive Wiener filter of 5 x 5).
// The mean of that over `marked`, times `gain`, is taken off `target`: removal by averaging.
Picture remove_average(const std::vector<Picture>& marked, const Picture& target, double gain = 1.0);
// That of one marked picture, times `gain`, is put on an unmarked one: a forged mark.
Picture copy_residual(const Picture& marked, const Picture& unmarked, double gain = 1.0);
// The mean of copies of one picture that carry different payloads: collusion.
Picture mean_of_copies(const std::vector<Picture>& copies);

}  // namespace imprint_conform
