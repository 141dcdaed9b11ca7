// What following, cancelling and batching calls costs and gains: calls_bench [--smoke | --warm-up] (README.md). Prints JSON.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <imprint/imprint.hpp>
#include <nlohmann/json.hpp>
#include <cstdio>
#include <thread>
#include <vector>

#include "data/handling.h"
#include "data/painter.h"

namespace {

using imprint::test::Scene;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

template <typename Call>
double ms_of(Call call) {
  const auto begin = Clock::now();
  call();
  return ms_since(begin);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// Before anything else of the library was called.
nlohmann::json first_calls(const std::vector<uint8_t>& file) {
  const imprint::Context context;
  nlohmann::json out;
  out["first_verify_ms"] = ms_of([&] { context.verify(file); });
  std::vector<double> later;
  for (int i = 0; i < 5; ++i) later.push_back(ms_of([&] { context.verify(file); }));
  out["later_verify_ms"] = median(later);
  return out;
}

double derive_us() {
  constexpr int kTimes = 10000;
  const imprint::Context context;
  return ms_of([&] {
           for (int i = 0; i < kTimes; ++i) (void)context.derive();
         }) * 1000 / kTimes;
}

// Processor time of the two, by turns.
double followed_over_plain(const std::vector<uint8_t>& file, int runs) {
  const imprint::Context context;
  imprint::DeriveOptions options;
  options.progress = [](void*, double) { return 0; };
  options.event = [](void*, const imprint_event*) {};
  std::vector<double> plain, followed;
  for (int i = 0; i < runs; ++i) {
    plain.push_back(ms_of([&] { context.verify(file); }));
    followed.push_back(ms_of([&] { context.derive(options).verify(file); }));
  }
  return *std::min_element(followed.begin(), followed.end()) / *std::min_element(plain.begin(), plain.end());
}

// Cancelled at moments all over a search in vain: how long the call still takes.
nlohmann::json cancelling(const std::vector<uint8_t>& file, int runs) {
  const imprint::Context context;
  const double whole = ms_of([&] { context.verify(file); });
  std::vector<double> late;
  for (int i = 0; i < runs; ++i) {
    imprint::Context child = context.derive();
    Clock::time_point ended;
    std::thread caller([&] {
      try {
        child.verify(file);
      } catch (const imprint::Error&) {
      }
      ended = Clock::now();
    });
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(whole * i / runs));
    const auto asked = Clock::now();
    child.cancel();
    caller.join();
    late.push_back(std::max(0.0, std::chrono::duration<double, std::milli>(ended - asked).count()));
  }
  return {{"runs", runs}, {"median_ms", median(late)}, {"most_ms", *std::max_element(late.begin(), late.end())}};
}

nlohmann::json batches(const std::vector<std::vector<uint8_t>>& files, int count) {
  nlohmann::json out;
  for (const uint32_t threads : {1u, 2u}) {
    imprint::ContextOptions options;
    options.threads = threads;
    const imprint::Context context(options);
    std::vector<imprint::BatchItem> items(static_cast<size_t>(count));
    for (size_t i = 0; i < items.size(); ++i) items[i].file = {files[i % files.size()].data(), files[i % files.size()].size()};
    out["verify_ms"].push_back(ms_of([&] { context.verify_batch(items); }));
  }
  out["files"] = count;
  out["one_over_two_threads"] = out["verify_ms"][0].get<double>() / out["verify_ms"][1].get<double>();
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "--warm-up") == 0) {  // needs a process in which nothing was called before
    std::printf("{\"warm_up_ms\": %.1f}\n", ms_of([] { imprint::Context().warm_up(); }));
    return 0;
  }
  const bool smoke = argc > 1 && std::strcmp(argv[1], "--smoke") == 0;
  const uint32_t width = smoke ? 320 : 1152, height = smoke ? 240 : 896;
  std::vector<std::vector<uint8_t>> files;
  for (const Scene scene : {Scene::kTerrain, Scene::kPortrait, Scene::kSky, Scene::kText})
    files.push_back(imprint::test::png_file(imprint::test::paint(scene, width, height)));
  nlohmann::json out;
  out["first"] = first_calls(files[0]);
  imprint::Context().warm_up();
  out["derive_us"] = derive_us();
  out["followed_over_plain"] = followed_over_plain(files[0], smoke ? 2 : 15);
  out["cancel"] = cancelling(files[0], smoke ? 3 : 60);
  out["batch"] = batches(files, smoke ? 8 : 200);
  std::printf("%s\n", out.dump(1).c_str());
  return 0;
}
