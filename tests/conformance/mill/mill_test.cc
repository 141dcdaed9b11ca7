// The ladders as a whole: complete, repeatable, refusing what they cannot take.
#include "mill/mill.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "conformance/mill/mill_pictures.h"
#include "mill/parameters.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/quality.h"

using namespace imprint_conform;
using imprint_conform_test::painted;

namespace {

const std::set<std::string> kByChance = {"crop_random",     "perspective", "bend",     "drop_lines", "noise",
                                         "salt_and_pepper", "text",        "stickers", "erase"};

std::string error_of(std::string_view ladder, const std::string& parameter) {
  try {
    apply(ladder, parameter, painted(40, 40), 1);
  } catch (const ConformError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("mill: names are different, titles stand in both languages, twenty steps are quick") {
  std::set<std::string> names;
  int quick = 0;
  for (const MillLadder& ladder : all_ladders()) {
    CAPTURE(ladder.name);
    CHECK(names.insert(ladder.name).second);
    CHECK_FALSE(ladder.title.en.empty());
    CHECK_FALSE(ladder.title.zh.empty());
    CHECK_FALSE(ladder.steps.empty());
    std::set<std::string> parameters;
    for (const MillStep& step : ladder.steps) {
      CHECK(parameters.insert(step.parameter).second);
      quick += step.quick;
    }
  }
  CHECK(quick == 20);
  CHECK(&ladder_named("jpeg") == &all_ladders()[1]);
}

TEST_CASE("mill: every step takes every kind of picture, and gives the same bytes again") {
  for (const MillLadder& ladder : all_ladders())
    for (const MillStep& step : ladder.steps) {
      CAPTURE(ladder.name);
      CAPTURE(step.parameter);
      const Picture p = painted(64, 48);
      const Milled first = apply(ladder, step.parameter, p, 5);
      CHECK(first.bytes == apply(ladder, step.parameter, p, 5).bytes);
      CHECK(first.extension == extension_of(*format_of(first.bytes)));
      CHECK((first.extension == "png" || ladder.name == "container"));
      const bool other = apply(ladder, step.parameter, p, 6).bytes != first.bytes;
      if (kByChance.count(ladder.name) == 0 && ladder.name != "pipeline") CHECK_FALSE(other);
      if (kByChance.count(ladder.name) != 0 && ladder.name != "crop_random") CHECK(other);
    }
  for (const MillLadder& ladder : all_ladders())
    for (const Picture& p : {painted(40, 64, CV_8UC4), painted(64, 40, CV_16UC3), painted(33, 47, CV_8UC1),
                             painted(300, 20), painted(3, 5)}) {
      CAPTURE(ladder.name);
      CAPTURE(p.width());
      const bool too_small = ladder.name == "drop_lines" || ladder.name == "shift" || ladder.name == "double_jpeg";
      const std::string& strongest = ladder.steps.back().parameter;
      if (too_small && p.width() == 3)
        CHECK_THROWS_AS(apply(ladder, strongest, p, 1), ConformError);
      else if (!(too_small && p.height() == 20))
        CHECK(facts_of(apply(ladder, strongest, p, 1).bytes).width > 0);
    }
}

TEST_CASE("mill: in an ordered ladder the last step is farther from the picture than the first") {
  const Picture p = painted(160, 120);
  for (const MillLadder& ladder : all_ladders()) {
    if (!ladder.ordered || ladder.steps.size() < 2) continue;
    if (ladder.name == "median_sharpen") continue;  // sharpening makes more of what a small median leaves of noise
    const Picture weak = decode(apply(ladder, ladder.steps.front().parameter, p, 3).bytes);
    const Picture strong = decode(apply(ladder, ladder.steps.back().parameter, p, 3).bytes);
    CAPTURE(ladder.name);
    const auto change = [&](const Picture& x) {
      return std::abs(std::log(1.0 * x.width() * x.height() / (160.0 * 120)));
    };
    if (weak.pixels.size() == p.pixels.size() && strong.pixels.size() == p.pixels.size())
      CHECK(mean_difference(strong, p) > mean_difference(weak, p));
    else
      CHECK(change(strong) > change(weak));
  }
}

TEST_CASE("mill: parameters between the steps are taken, others are refused by name, limit and value") {
  CHECK(error_of("jpeg", "66").empty());
  CHECK(error_of("crop_centre", "0.33").empty());
  CHECK(error_of("jpeg", "101") == "attack jpeg: its parameter is a number from 1 to 100; it is \"101\"");
  CHECK(error_of("jpeg", "50.5") == "attack jpeg: its parameter is a whole number; it is \"50.5\"");
  CHECK(error_of("median", "4") == "attack median: its parameter is odd; it is \"4\"");
  CHECK(error_of("mirror", "x").find("h or v") != std::string::npos);
  CHECK(error_of("pipeline", "fax").find("\"fax\"") != std::string::npos);
  CHECK(error_of("sepia", "1").find("there is no attack \"sepia\"; the attacks are identity, jpeg") == 0);
  for (const char* bad : {"", " 5", "5 ", "1e1", "nan", "inf", "0x5", "--1", "+"}) {
    CAPTURE(bad);
    CHECK_FALSE(error_of("noise", bad).empty());
    CHECK_THROWS_AS(number_of("x", bad, -10, 10), ConformError);
  }
  CHECK(number_of("x", "+0.25", -1, 1) == 0.25);
  for (const char* bad : {"75", "75-50-25", "a-b", "75-shift-", "-"}) CHECK_FALSE(error_of("double_jpeg", bad).empty());
  for (const char* bad : {"jpeg", "jpeg-", "bmp-5", "exif-9", "gif-1"}) CHECK_FALSE(error_of("container", bad).empty());
  for (const char* bad : {"1x", "1x2x3"}) CHECK_FALSE(error_of("shift", bad).empty());
}

TEST_CASE("mill: seeds differ by picture, ladder, parameter and run") {
  std::set<uint64_t> seeds = {seed_for("a", "b", "c", 1), seed_for("x", "b", "c", 1), seed_for("a", "x", "c", 1),
                              seed_for("a", "b", "x", 1), seed_for("a", "b", "c", 2), seed_for("ab", "", "c", 1)};
  CHECK(seeds.size() == 6);
  CHECK(seed_for("a", "b", "c", 1) == seed_for("a", "b", "c", 1));
  CHECK(ladders_sha256().size() == 64);
}

TEST_CASE("mill: random numbers are even, and bells have deviation 1") {
  Random random(9);
  double sum = 0, square = 0, even = 0;
  constexpr int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double z = random.normal();
    sum += z;
    square += z * z;
    even += random.uniform();
  }
  CHECK(std::abs(sum / n) < 0.01);
  CHECK(square / n == doctest::Approx(1).epsilon(0.02));
  CHECK(even / n == doctest::Approx(0.5).epsilon(0.01));
}
