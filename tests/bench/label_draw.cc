// Time and memory of drawing a label on 12 MP, beside the size of the label (README.md). JSON on stdout.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/painter.h"
#include "label/find.h"
#include "label/label.h"

using namespace imprint;
using Json = nlohmann::ordered_json;

namespace {

struct Case {
  const char* name;
  label::DrawOptions options;
};

std::vector<Case> cases() {
  std::vector<Case> all = {
      {"plate", {}}, {"plain", {}}, {"outlined", {}}, {"plate, automatic corner", {}}, {"plate, two lines", {}}};
  all[1].options.style = label::Style::kPlain;
  all[2].options.style = label::Style::kOutlined;
  all[3].options.corner = label::Corner::kAutomatic;
  all[4].options.text = "本内容由人工智能生成合成，仅供参考，请谨慎甄别";
  all[4].options.height_percent = 8;
  return all;
}

double cpu_ms(std::clock_t since) { return 1000.0 * static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC; }

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// In a process of its own, because a peak never falls: how much it rises by one drawing.
long growth_kib(const image::Image& picture, const label::DrawOptions& options) {
  int ends[2];
  if (::pipe(ends) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    image::Image own = picture;
    const long before = peak_kib();
    const bool drawn = label::draw(own.view(), options).ok();
    const long growth = drawn ? peak_kib() - before : -1;
    const ssize_t written = ::write(ends[1], &growth, sizeof growth);
    ::_exit(written == sizeof growth ? 0 : 1);
  }
  long growth = -1;
  if (::read(ends[0], &growth, sizeof growth) != sizeof growth) growth = -1;
  ::close(ends[0]);
  ::close(ends[1]);
  ::waitpid(child, nullptr, 0);
  return growth;
}

}  // namespace

// label_draw [--smoke]
int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::string(argv[1]) == "--smoke";
  const uint32_t width = smoke ? 400 : 4000, height = smoke ? 300 : 3000;
  const image::Image picture = test::paint(test::Scene::kTerrain, width, height);
  Json out{{"width_px", width}, {"height_px", height}, {"picture_kib", picture.samples.size() / 1024}};
  for (const Case& c : cases()) {
    image::Image work = picture;
    std::vector<double> times;
    label::Placement placed;
    for (int i = 0; i < (smoke ? 1 : 15); ++i) {
      work.samples = picture.samples;
      const std::clock_t start = std::clock();
      const auto drawn = label::draw(work.view(), c.options);
      times.push_back(cpu_ms(start));
      if (!drawn.ok()) return std::fprintf(stderr, "%s\n", drawn.status().message().c_str()), 1;
      placed = drawn.value();
    }
    out["draw"].push_back({{"what", c.name},
                           {"label_px", uint64_t{placed.width_px} * placed.height_px},
                           {"cpu_ms_median", median(times)},
                           {"peak_growth_kib", growth_kib(picture, c.options)}});
  }
  std::vector<double> times;
  for (int i = 0; i < (smoke ? 1 : 15); ++i) {
    const std::clock_t start = std::clock();
    if (!label::find(picture.view(), {}).ok()) return 1;
    times.push_back(cpu_ms(start));
  }
  out["find_cpu_ms_median"] = median(times);
  std::printf("%s\n", out.dump(1).c_str());
}
