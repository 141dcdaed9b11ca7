// Finding a ladder, applying a step, and the digest of them all.
#include "mill/mill.h"

#include <opencv2/core.hpp>

#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"

namespace imprint_conform {

const MillLadder& ladder_named(std::string_view name) {
  std::string names;
  for (const MillLadder& ladder : all_ladders()) {
    if (ladder.name == name) return ladder;
    names += (names.empty() ? "" : ", ") + ladder.name;
  }
  throw ConformError("there is no attack \"" + std::string(name) + "\"; the attacks are " + names);
}

Milled apply(const MillLadder& ladder, const std::string& parameter, const Picture& picture, uint64_t seed) {
  Random random(seed);
  try {
    return ladder.attack(to_rgb8(picture).pixels, parameter, random);
  } catch (const cv::Exception& e) {
    throw ConformError("attack " + ladder.name + " " + parameter + " failed: " + e.err);
  }
}

Milled apply(std::string_view ladder, const std::string& parameter, const Picture& picture, uint64_t seed) {
  return apply(ladder_named(ladder), parameter, picture, seed);
}

// FNV-1a (Fowler, Noll, Vo) over the three names, with a zero after each, and the bytes of the run's seed.
uint64_t seed_for(std::string_view picture_id, std::string_view ladder, std::string_view parameter, uint64_t run_seed) {
  uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3; };
  for (const std::string_view part : {picture_id, ladder, parameter}) {
    for (const char c : part) add(static_cast<uint8_t>(c));
    add(0);
  }
  for (int shift = 0; shift < 64; shift += 8) add(static_cast<uint8_t>(run_seed >> shift));
  return hash;
}

std::string ladders_sha256() {
  Sha256 sha;
  sha.add(kMillVersion);
  for (const MillLadder& ladder : all_ladders()) {
    sha.add("\n" + ladder.name + (ladder.ordered ? ":" : "?"));
    for (const MillStep& step : ladder.steps) sha.add(" " + step.parameter + (step.quick ? "*" : ""));
  }
  return sha.finish_hex();
}

}  // namespace imprint_conform
