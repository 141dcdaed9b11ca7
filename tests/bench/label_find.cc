// Labels drawn, handled and looked for again; and looked for where none is (README.md). JSON lines on stdout.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/handling.h"
#include "data/painter.h"
#include "label/find.h"
#include "label/label.h"
#include "picture_files.h"

using namespace imprint;
using namespace imprint::test;
using Json = nlohmann::ordered_json;

namespace {

struct Source {
  std::string name;
  image::Image picture;
};

struct Change {
  const char* name;
  image::Image (*apply)(const image::Image&);
};

image::Image scaled(const image::Image& p, double by) {
  return resize(p, static_cast<uint32_t>(p.width_px * by + 0.5), static_cast<uint32_t>(p.height_px * by + 0.5));
}
image::Image cropped(const image::Image& p, double share) {
  const auto x = static_cast<uint32_t>(p.width_px * share), y = static_cast<uint32_t>(p.height_px * share);
  return crop(p, x, y, p.width_px - 2 * x, p.height_px - 2 * y);
}

const Change kChanges[] = {
    {"none", [](const image::Image& p) { return p; }},
    {"jpeg50", [](const image::Image& p) { return read_file(jpeg_file(p, 50)); }},
    {"resize0.5", [](const image::Image& p) { return scaled(p, 0.5); }},
    {"resize0.7", [](const image::Image& p) { return scaled(p, 0.7); }},
    {"resize2", [](const image::Image& p) { return scaled(p, 2); }},
    {"crop1%", [](const image::Image& p) { return cropped(p, 0.01); }},
    {"crop2%", [](const image::Image& p) { return cropped(p, 0.02); }},
    {"resize0.5+jpeg50", [](const image::Image& p) { return read_file(jpeg_file(scaled(p, 0.5), 50)); }},
};

std::vector<Source> load_all(const std::vector<std::string>& folders) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Source> out;
  for (const auto& path : paths) out.push_back({path.filename().string(), bench::read_picture(path)});
  return out;
}

std::vector<Source> paint_all(uint32_t seeds) {
  std::vector<Source> out;
  for (const Scene scene : kAllScenes)
    for (uint32_t seed = 1; seed <= seeds; ++seed)
      for (const auto& [w, h] : {std::pair{640u, 480u}, {480u, 640u}, {768u, 512u}, {300u, 300u}})
        out.push_back({name_of(scene) + std::to_string(seed), paint(scene, w, h, image::PixelFormat::kRgb8, seed)});
  return out;
}

struct Looked {
  label::Found found;
  double ms;
};
Looked look(const image::Image& picture) {
  const std::clock_t start = std::clock();
  auto found = label::find(picture.view(), {});
  const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;  // of processor
  if (!found.ok()) std::fprintf(stderr, "%s\n", found.status().message().c_str());
  return {found.ok() ? found.value() : label::Found{}, ms};
}

struct Row {
  int tries = 0, found = 0, right_text = 0, legible = 0;
  double least_score = 1, worst_percent = 0, sum_ms = 0;
  std::vector<double> scores, parts;
};

void print(const std::string& what, Row& r) {
  std::sort(r.scores.begin(), r.scores.end());
  Json line{{"what", what},
            {"tries", r.tries},
            {"found", r.found},
            {"right_text", r.right_text},
            {"legible", r.legible},
            {"worst_percent_error", r.worst_percent},
            {"mean_cpu_ms", r.sum_ms / std::max(1, r.tries)}};
  if (!r.scores.empty()) {
    line["score_min"] = r.scores.front();
    line["score_1%"] = r.scores[r.scores.size() / 100];
    line["score_median"] = r.scores[r.scores.size() / 2];
    line["score_99%"] = r.scores[r.scores.size() * 99 / 100];
    line["score_max"] = r.scores.back();
  }
  if (!r.parts.empty()) line["weakest_part_min"] = *std::min_element(r.parts.begin(), r.parts.end());
  std::printf("%s\n", line.dump().c_str());
  std::fflush(stdout);
}

void clean(const std::string& what, const std::vector<Source>& sources) {
  Row row;
  for (const Source& s : sources) {
    const Looked l = look(s.picture);
    row.tries++;
    row.found += l.found.found;
    row.sum_ms += l.ms;
    row.scores.push_back(l.found.score);
    if (l.found.score > 0.65)
      std::fprintf(stderr, "%s %.3f %s at %u,%u ink %u\n", s.name.c_str(), l.found.score, l.found.text.c_str(),
                   l.found.placement.x_px, l.found.placement.y_px, l.found.placement.ink_height_px);
  }
  print(what, row);
}

void marked(const std::vector<Source>& sources, label::Style style, const char* style_name, uint32_t salt) {
  std::map<std::string, Row> rows;
  uint32_t n = salt;
  for (const Source& s : sources) {
    label::DrawOptions options;
    options.style = style;
    const auto& texts = label::built_in_texts();
    // Half of them the default; the others in turn, in all corners and some larger.
    ++n;
    options.text = n % 2 ? texts[0] : texts[(n / 2) % texts.size()];
    options.corner = static_cast<label::Corner>((n / 3) % 4);
    options.height_percent = n % 5 == 0 ? 8 : 5;
    if (std::string(options.text).find("生成") == std::string::npos && options.text.find("合成") == std::string::npos)
      options.form = label::Form::kEuIcon;
    image::Image drawn = to_rgb8(s.picture);
    auto placed = label::draw(drawn.view(), options);
    if (!placed.ok()) {
      std::fprintf(stderr, "%s: %s\n", s.name.c_str(), placed.status().message().c_str());
      continue;
    }
    for (const Change& change : kChanges) {
      const image::Image p = change.apply(drawn);
      if (std::min(p.width_px, p.height_px) < label::kMinFindSidePx) continue;
      const Looked l = look(p);
      Row& row = rows[change.name];
      row.tries++;
      row.found += l.found.found;
      row.right_text += l.found.found && l.found.text == options.text;
      row.legible += l.found.found && l.found.legibility == label::Legibility::kLegible;
      row.sum_ms += l.ms;
      row.scores.push_back(l.found.score);
      row.parts.push_back(l.found.weakest_part);
      if (l.found.found && std::string(change.name) != "crop2%" && std::string(change.name) != "crop1%")
        row.worst_percent =
            std::max(row.worst_percent, std::abs(l.found.placement.ink_height_percent - placed->ink_height_percent));
      if (!l.found.found || l.found.text != options.text)
        std::fprintf(stderr, "%s %s %s %s corner %d: %.3f %s ink %u\n", style_name, change.name, s.name.c_str(),
                     options.text.c_str(), static_cast<int>(options.corner), l.found.score, l.found.text.c_str(),
                     placed->ink_height_px);
    }
  }
  for (const Change& change : kChanges) print(std::string(style_name) + " " + change.name, rows[change.name]);
}

}  // namespace

// label_find [--half 0|1] [FOLDER...]
int main(int argc, char** argv) {
  std::vector<std::string> folders(argv + 1, argv + argc);
  int half = -1;
  if (folders.size() >= 2 && folders[0] == "--half") {
    half = folders[1][0] - '0';
    folders.erase(folders.begin(), folders.begin() + 2);
  }
  std::vector<Source> sources = load_all(folders), chosen;
  for (size_t i = 0; i < sources.size(); ++i)
    if (half < 0 || static_cast<int>(i % 2) == half) chosen.push_back(std::move(sources[i]));
  const std::vector<Source> drawn = paint_all(half < 0 ? 12 : 4);
  clean("clean files", chosen);
  clean("clean painted", drawn);
  uint32_t salt = 0;
  for (const auto& [style, name] : {std::pair{label::Style::kPlate, "plate"},
                                    {label::Style::kPlain, "plain"},
                                    {label::Style::kOutlined, "outlined"}})
    marked(chosen.empty() ? drawn : chosen, style, name, salt += 5);
}
