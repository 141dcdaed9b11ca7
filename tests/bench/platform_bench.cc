// Time and memory of the calls that touch metadata alone, on files of about 10 MB that it paints itself; one JSON
// object.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "data/handling.h"
#include "data/painter.h"
#include "imprint/imprint.hpp"

namespace {

using Json = nlohmann::ordered_json;
using imprint::test::Scene;

constexpr std::string_view kProducer = "001191000000000000000K10000", kPlatform = "001191000000000000000K20000";

double cpu_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

// Highest resident memory since it was last forgotten, in bytes; 0 where the kernel does not tell.
size_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
  return 0;
}
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

// The least of `runs` runs, and the memory of the first above what was there before.
template <typename Call>
Json measure(int runs, Call&& call) {
  forget_peak();
  const size_t before = peak_bytes();
  double wall = 1e9, cpu = 1e9;
  size_t memory = 0;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const double used = cpu_ms();
    call();
    cpu = std::min(cpu, cpu_ms() - used);
    wall = std::min(wall, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    if (i == 0) memory = peak_bytes() - before;
  }
  return {{"cpu_ms_min", cpu}, {"wall_ms_min", wall}, {"memory_bytes", memory}};
}

Json bench(const char* format, const std::vector<uint8_t>& file, int runs) {
  const imprint::Context context;
  imprint::AigcLabel label;
  label.label = imprint::text("1");
  label.content_producer = imprint::text(kProducer);
  label.produce_id = imprint::text("a1");
  const std::vector<uint8_t> labelled = context.write_aigc(file, label).file.to_vector();
  bool good = true;
  Json out{{"format", format}, {"bytes", labelled.size()}};
  out["lint"] =
      measure(runs, [&] { good &= context.lint_aigc(labelled).lint_status() == IMPRINT_LINT_STATUS_CONFORMING; });
  out["propagate"] = measure(
      runs, [&] { good &= context.propagate(labelled, kPlatform, "p-1").file.size() > labelled.size() - 4096; });
  if (!good) out["lint"] = out["propagate"] = nullptr;
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::strcmp(argv[1], "--smoke") == 0;
  const int runs = smoke ? 1 : 15;
  const uint32_t side_px = smoke ? 256 : 1850;
  Json out = Json::array();
  out.push_back(bench("PNG", imprint::test::png_file(imprint::test::paint(Scene::kNoise, side_px, side_px)), runs));
  const uint32_t jpeg_px = smoke ? 256 : 3200;
  out.push_back(
      bench("JPEG", imprint::test::jpeg_file(imprint::test::paint(Scene::kNoise, jpeg_px, jpeg_px), 95), runs));
  std::printf("%s\n", out.dump(2).c_str());
  return std::any_of(out.begin(), out.end(), [](const Json& one) { return one["lint"].is_null(); }) ? 1 : 0;
}
