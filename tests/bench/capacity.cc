// How much of the mark a handled picture still carries: the information in its payload carriers under the geometry and
// shift that the reader would have to find, beside what the reader reads. One JSON object.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <string>

#include "data/handling.h"
#include "data/painter.h"
#include "picture_files.h"
#include "watermark/format.h"
#include "payload/frame.h"
#include "watermark/front_end.h"
#include "watermark/pattern.h"
#include "payload/polar.h"
#include "watermark/synchroniser.h"
#include "watermark/watermark.h"

namespace imprint::bench {
namespace {

using image::Image;
using namespace watermark;
using Json = nlohmann::ordered_json;

constexpr uint64_t kPayload = 0x0123456789abcdef;
constexpr int kFullLevels = 4, kSearchLevels = 5;  // of the front end, as the reader takes them
constexpr uint32_t kSearchSide = 768;              // the reader shrinks what is larger

struct Handling {
  const char* name;
  double crop = 1;   // share of the area that stays, a third of the way from the upper left corner
  double scale = 1;  // then
  int jpeg = 0;      // then: quality, 0 = none
};
constexpr Handling kHandlings[] = {
    {"crop to 25 %, resize 0.5, JPEG 50", 0.25, 0.5, 50},
    {"crop to 10 %", 0.1, 1, 0},
    {"resize 0.25", 1, 0.25, 0},
    {"JPEG 10", 1, 1, 10},
};

uint32_t part(uint32_t whole, double share) { return std::max(16u, static_cast<uint32_t>(std::lround(whole * share))); }

struct Handled {
  Image picture;
  double left = 0, top = 0;  // of what stayed, in pixels of the whole
  double width = 0, height = 0;
};

Handled handle(const Image& marked, const Handling& how) {
  Handled out{marked, 0, 0, static_cast<double>(marked.width_px), static_cast<double>(marked.height_px)};
  if (how.crop < 1) {
    const uint32_t width = part(marked.width_px, std::sqrt(how.crop)),
                   height = part(marked.height_px, std::sqrt(how.crop));
    const uint32_t x = (marked.width_px - width) / 3, y = (marked.height_px - height) / 3;
    out = {test::crop(marked, x, y, width, height), static_cast<double>(x), static_cast<double>(y),
           static_cast<double>(width), static_cast<double>(height)};
  }
  if (how.scale != 1)
    out.picture =
        test::resize(out.picture, part(out.picture.width_px, how.scale), part(out.picture.height_px, how.scale));
  if (how.jpeg > 0) out.picture = test::read_file(test::jpeg_file(out.picture, how.jpeg));
  return out;
}

LineReader lines_of(const Image& picture, uint32_t width, uint32_t height, int levels) {
  return LineReader(
      front_end(image::luma_resized(picture.view(), static_cast<int>(width), static_cast<int>(height)), levels));
}

// Where the pattern lies in a marked picture that nobody has touched.
Sync sync_of(const Image& marked, const CarrierPlan& plan) {
  const Raster raster = marking_raster(marked.width_px, marked.height_px);
  const LineReader lines = lines_of(marked, raster.width, raster.height, kFullLevels);
  Synchroniser synchroniser(lines, plan, std::max(raster.width, raster.height));
  Sync sync{{raster.step_x(), 0, 0, raster.step_y()}, {}};
  synchroniser.hear(sync);
  return sync;
}

// Generalised mutual information of the code's bits and these likelihood ratios, at the scale that suits them best.
double information_bits(const std::vector<float>& llrs, const CarrierPlan& plan) {
  const std::vector<int8_t> signs = payload_carrier_signs(kPayload, plan);
  std::vector<double> code(kCodeBits, 0.0);
  for (size_t i = 0; i < llrs.size(); ++i) code[i % kCodeBits] += signs[i] * llrs[i];
  double best = 0;
  for (double scale = 0.05; scale <= 2; scale *= 1.1) {
    double bits = 0;
    for (double l : code) bits += 1 - std::log2(1 + std::exp(-scale * l));
    best = std::max(best, bits);
  }
  return best;
}

double carried_bits(const Image& marked, const Sync& sync, const Handled& handled, const CarrierPlan& plan) {
  const uint32_t shortest = std::min(handled.picture.width_px, handled.picture.height_px);
  const double shrink = std::min(1.0, kSearchSide / static_cast<double>(shortest));
  const uint32_t width = part(handled.picture.width_px, shrink), height = part(handled.picture.height_px, shrink);
  const LineReader lines = lines_of(handled.picture, width, height, kSearchLevels);
  // Pixels of the whole picture per pixel that is looked at; canonical pixels per pixel of the whole.
  const double sx = handled.width / width, sy = handled.height / height;
  const Raster raster = marking_raster(marked.width_px, marked.height_px);
  const double cx = raster.canonical_width / marked.width_px, cy = raster.canonical_height / marked.height_px;
  const Geometry geometry{cx * sx, 0, 0, cy * sy};
  Shift shift = sync.shift;
  shift.x -= (handled.left + handled.width / 2 - marked.width_px / 2.0) * cx;
  shift.y -= (handled.top + handled.height / 2 - marked.height_px / 2.0) * cy;
  return information_bits(hear_carriers(read_all_lines(lines, plan, geometry), plan, shift).llrs, plan);
}

struct Outcome {
  double bits;
  bool read;
};

Json summary(const Handling& how, std::vector<Outcome> outcomes) {
  std::sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) { return a.bits < b.bits; });
  const auto share = [&](auto&& holds) {
    return static_cast<double>(std::count_if(outcomes.begin(), outcomes.end(), holds)) /
           static_cast<double>(outcomes.size());
  };
  Json out{{"handling", how.name},
           {"bits_min", outcomes.front().bits},
           {"bits_median", outcomes[outcomes.size() / 2].bits},
           {"bits_max", outcomes.back().bits},
           {"share_enough", share([](const Outcome& o) { return o.bits >= kPayloadBits; })},
           {"share_read", share([](const Outcome& o) { return o.read; })}};
  const auto first_read = std::find_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.read; });
  if (first_read != outcomes.end()) out["bits_min_read"] = first_read->bits;
  return out;
}

std::vector<Image> pictures_of(const std::vector<std::string>& folders) {
  std::vector<Image> out;
  for (const std::string& folder : folders)
    for (const auto& path : picture_files(folder)) out.push_back(read_picture(path));
  if (folders.empty())
    for (const test::Scene scene : test::kAllScenes) out.push_back(test::paint(scene, 768, 512));
  return out;
}

int run(const std::vector<std::string>& folders) {
  const CarrierPlan plan = plan_carriers(open_key());
  std::vector<Image> marked = pictures_of(folders);
  if (marked.empty()) {
    std::fprintf(stderr, "capacity: no PNG or JPEG file in these folders\n");
    return 1;
  }
  std::vector<Sync> syncs;
  for (Image& picture : marked) {
    if (!embed(picture.view(), kPayload, open_key(), {}).ok()) return 1;
    syncs.push_back(sync_of(picture, plan));
  }
  Json out{{"pictures", marked.size()}, {"payload_bits", kPayloadBits}, {"frame_bits", kFrameBits}};
  bool possible = true;
  for (const Handling& how : kHandlings) {
    std::vector<Outcome> outcomes;
    for (size_t i = 0; i < marked.size(); ++i) {
      const Handled handled = handle(marked[i], how);
      const Result<Detection> found = detect(handled.picture.view(), {open_key()}, {});
      outcomes.push_back(
          {carried_bits(marked[i], syncs[i], handled, plan), found.ok() && found->found && found->payload == kPayload});
      possible &= !outcomes.back().read || outcomes.back().bits >= kPayloadBits;
    }
    out["handlings"].push_back(summary(how, outcomes));
  }
  std::printf("%s\n", out.dump(2).c_str());
  if (!possible) std::fprintf(stderr, "capacity: more was read than was measured to be there\n");
  return possible ? 0 : 1;
}

}  // namespace
}  // namespace imprint::bench

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--help") {
    std::printf("usage: capacity [FOLDER]...    PNG and JPEG files; none: painted pictures\n");
    return 0;
  }
  try {
    return imprint::bench::run({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    std::fprintf(stderr, "capacity: %s\n", e.what());
    return 1;
  }
}
