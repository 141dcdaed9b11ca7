#include "quiet_trial.h"

#include <algorithm>
#include <cmath>

#include "data/handling.h"
#include "data/painter.h"
#include "picture_files.h"
#include "payload/frame.h"
#include "watermark/front_end.h"
#include "payload/polar.h"
#include "watermark/search.h"
#include "watermark/synchroniser.h"

namespace imprint::bench {
namespace {

using image::Image;
using namespace watermark;

constexpr uint32_t kSourceSide = 512;  // shortest side of a source; more would be cut away anyway
constexpr uint32_t kPaintings = 4;     // of each scene
constexpr uint32_t kRegionMin = kMinSidePx, kRegionMax = 440;

// ---- sources ----

Image shrunk(const Image& picture) {
  const uint32_t shortest = std::min(picture.width_px, picture.height_px);
  if (shortest <= kSourceSide) return picture;
  return test::resize(picture, picture.width_px * kSourceSide / shortest, picture.height_px * kSourceSide / shortest);
}

void add_folder(const std::string& folder, std::vector<Image>& sources) {
  for (const auto& path : picture_files(folder)) {
    const Image picture = read_picture(path);
    if (std::min(picture.width_px, picture.height_px) >= kRegionMin) sources.push_back(shrunk(picture));
  }
}

// ---- inputs ----

Key random_key(Random& random) {
  std::array<uint8_t, 32> bytes{};
  for (uint8_t& b : bytes) b = static_cast<uint8_t>(random.bits() >> 32);
  return private_key(bytes);
}

Image random_region(const Image& source, Random& random) {
  const auto side = [&](uint32_t whole) {
    return kRegionMin + random.below(std::min(whole, kRegionMax) - kRegionMin + 1);
  };
  const uint32_t width = side(source.width_px), height = side(source.height_px);
  return test::crop(source, random.below(source.width_px - width + 1), random.below(source.height_px - height + 1),
                    width, height);
}

// Any size, with sides that are stretched by up to a tenth against each other.
Image resized(const Image& picture, Sides sides, Random& random) {
  const double scale = random.between(sides.min_px, sides.max_px) / std::min(picture.width_px, picture.height_px);
  const auto length = [&](uint32_t side) {
    return std::clamp(static_cast<uint32_t>(side * scale * random.between(0.95, 1.05)), sides.min_px, sides.max_px);
  };
  const uint32_t width = length(picture.width_px), height = length(picture.height_px);
  return test::resize(picture, width, height);
}

Image cut_to(const Image& picture, Sides sides) {
  const uint32_t width = std::min(picture.width_px, sides.max_px), height = std::min(picture.height_px, sides.max_px);
  return test::crop(picture, 0, 0, width, height);
}

Image handled(Image picture, Sides sides, Random& random) {
  if (random.chance(0.35)) picture = test::rotate(picture, random.between(-180, 180));
  picture = random.chance(0.8) ? resized(picture, sides, random) : cut_to(picture, sides);
  if (random.chance(0.5)) picture = test::read_file(test::jpeg_file(picture, static_cast<int>(random.between(40, 96))));
  return picture;
}

struct Input {
  Image picture;
  Key key;  // that nothing was marked with
  bool open_key = false, marked = false;
};

// A third is marked: under the open key and read with a private one, or under a private key and read with any other.
Input random_input(const std::vector<Image>& sources, Sides sides, Random& random) {
  Input in;
  in.picture = random_region(sources[random.below(sources.size())], random);
  in.marked = random.chance(1.0 / 3);
  in.open_key = random.chance(0.5);
  if (in.marked) {
    const Key other = !in.open_key && random.chance(0.5) ? open_key() : random_key(random);
    in.marked = embed(in.picture.view(), random.bits(), other, {}).ok();
  }
  in.key = in.open_key ? open_key() : random_key(random);
  in.picture = handled(std::move(in.picture), sides, random);
  return in;
}

// ---- agreement ----

using Signs = std::vector<int8_t>;

double length_of(const std::vector<float>& llrs) {
  double squares = 0;
  for (float v : llrs) squares += static_cast<double>(v) * v;
  return std::sqrt(squares);
}

float agreement(const Signs& signs, const std::vector<float>& llrs, double length) {
  float sum = 0;
  for (size_t i = 0; i < llrs.size(); ++i) sum += static_cast<float>(signs[i]) * llrs[i];
  return static_cast<float>(sum / length);
}

float agreement_of_best_word(const std::vector<float>& llrs, double length, const CarrierPlan& plan) {
  std::vector<float> code(kCodeBits, 0.f);
  for (size_t i = 0; i < llrs.size(); ++i) code[i % kCodeBits] += static_cast<float>(plan.payload_signs[i]) * llrs[i];
  const std::vector<uint8_t> word = polar_encode(polar_decode(code, version_bits(), kMaxListSize).front());
  Signs signs = plan.payload_signs;
  for (size_t i = 0; i < signs.size(); ++i)
    if (word[i % kCodeBits] != 0) signs[i] = static_cast<int8_t>(-signs[i]);
  return agreement(signs, llrs, length);
}

constexpr int kObserved = 10;     // hypotheses per call, the likeliest ones
constexpr int kSearchLevels = 5;  // of the front end, as in sdk/watermark/detect.cc

// The carriers under the hypotheses that the search likes best, as detect() hears them. The frames are drawn
// first: none of them knows the picture.
void observe(const Input& in, Random& random, Trial& out) {
  const CarrierPlan plan = plan_carriers(in.key);
  std::vector<Signs> frames;
  for (int i = 0; i < kFrames; ++i) frames.push_back(payload_carrier_signs(random.bits(), plan));
  const image::Plane heard = front_end(image::luma(in.picture.view()), kSearchLevels);
  const LineReader lines(heard);
  Synchroniser synchroniser(lines, plan, std::max(heard.width, heard.height));
  Team alone(1);
  const double full_frame = std::min(heard.width, heard.height) / static_cast<double>(kCanonicalSide);
  for (const Hypothesis& h : search_similarity(Evidence(lines), plan, {full_frame / 3, full_frame * 6}, kObserved, alone)) {
    Sync sync = synchroniser.synchronise(h.geometry);
    const std::vector<float> llrs = synchroniser.hear(sync).llrs;
    const double length = length_of(llrs);
    if (length <= 0) continue;
    if (out.observed_attempts++ == 0) out.best_word = agreement_of_best_word(llrs, length, plan);
    for (const Signs& signs : frames) out.agreements.push_back(agreement(signs, llrs, length));
  }
}

}  // namespace

std::vector<Image> load_sources(const std::vector<std::string>& folders) {
  std::vector<Image> sources;
  for (test::Scene scene : test::kAllScenes)
    for (uint32_t seed = 1; seed <= kPaintings; ++seed)
      sources.push_back(test::paint(scene, kRegionMax, kRegionMax, image::PixelFormat::kRgb8, seed));
  for (const std::string& folder : folders) add_folder(folder, sources);
  return sources;
}

std::vector<Trial> run_trials(const std::vector<Image>& sources, Sides sides, double searched_share, uint32_t keys,
                              Random random) {
  Input in = random_input(sources, sides, random);
  std::vector<Trial> out(keys);
  for (Trial& trial : out) {
    trial.open_key = in.open_key;
    trial.marked = in.marked;
    trial.searched = random.chance(searched_share);
    trial.detection = detect(in.picture.view(), {in.key}, {.search = trial.searched}).value();
    if (trial.searched) observe(in, random, trial);
    in.key = random_key(random);
    in.open_key = false;
  }
  return out;
}

}  // namespace imprint::bench
