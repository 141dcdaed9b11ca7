// Looks for marks where none can be, many times, and compares what comes out with the bound of the p-values. How to run
// and read it: README.md.
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "survival_plot.h"
#include "tally.h"
#include "quiet_trial.h"

namespace imprint::bench {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  uint64_t calls = 100000, seed = 1;
  unsigned threads = 2;
  uint32_t keys = 1;
  double minutes = 1e9, searched = 1;
  Sides sides;
  std::vector<std::string> media;
  std::string plot, json;
};

constexpr const char* kUsage =
    "usage: false_positive [--calls N] [--threads N] [--seed N] [--minutes N] [--searched SHARE] [--keys N]\n"
    "                      [--min-side PX] [--max-side PX] [--media FOLDER]... [--plot FILE.png] [--json FILE] [--smoke]\n";

bool set_option(const std::string& name, const char* value, Arguments& a) {
  const auto number = [&] { return std::strtoull(value, nullptr, 10); };
  const std::map<std::string, std::function<void()>> options = {
      {"--calls", [&] { a.calls = number(); }},
      {"--threads", [&] { a.threads = static_cast<unsigned>(number()); }},
      {"--seed", [&] { a.seed = number(); }},
      {"--minutes", [&] { a.minutes = std::strtod(value, nullptr); }},
      {"--searched", [&] { a.searched = std::strtod(value, nullptr); }},
      {"--keys", [&] { a.keys = std::max(1u, static_cast<uint32_t>(number())); }},
      {"--min-side", [&] { a.sides.min_px = static_cast<uint32_t>(number()); }},
      {"--max-side", [&] { a.sides.max_px = static_cast<uint32_t>(number()); }},
      {"--media", [&] { a.media.push_back(value); }},
      {"--plot", [&] { a.plot = value; }},
      {"--json", [&] { a.json = value; }},
  };
  const auto option = options.find(name);
  if (option == options.end()) return false;
  option->second();
  return true;
}

bool parse(int argc, char** argv, Arguments& a) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--smoke") {
      a.calls = 100;
      a.sides.max_px = 128;
    } else if (++i == argc || !set_option(word, argv[i], a)) {
      return false;
    }
  }
  return a.calls > 0 && a.threads > 0 && a.sides.min_px >= 16 && a.sides.min_px <= a.sides.max_px;
}

// ---- the run ----

class Run {
 public:
  explicit Run(const Arguments& a) : arguments_(a), sources_(load_sources(a.media)) {}

  // Calls `save` now and then, and at the end.
  template <typename Save>
  void go(Save save) {
    const auto end = start_ + std::chrono::duration<double>(arguments_.minutes * 60);
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < arguments_.threads; ++i) workers.emplace_back([this, end] { work(end); });
    for (auto saved = start_; busy_ > 0; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
      if (std::chrono::steady_clock::now() - saved < std::chrono::minutes(2)) continue;
      saved = std::chrono::steady_clock::now();
      save(tally());
    }
    for (std::thread& worker : workers) worker.join();
    save(tally());
  }

  size_t sources() const { return sources_.size(); }
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  template <typename Time>
  void work(Time end) {
    const uint64_t inputs = (arguments_.calls + arguments_.keys - 1) / arguments_.keys;
    for (uint64_t i = next_++; i < inputs && std::chrono::steady_clock::now() < end; i = next_++) {
      const std::vector<Trial> trials =
          run_trials(sources_, arguments_.sides, arguments_.searched, arguments_.keys, Random(arguments_.seed, i));
      const std::lock_guard lock(mutex_);
      for (const Trial& trial : trials) tally_.add(trial);
    }
    --busy_;
  }
  Tally tally() {
    const std::lock_guard lock(mutex_);
    return tally_;
  }

  const Arguments& arguments_;
  std::vector<image::Image> sources_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<uint64_t> next_ = 0;
  std::atomic<unsigned> busy_ = arguments_.threads;
  std::mutex mutex_;
  Tally tally_;
};

// ---- the report ----

Json bins_of(const Histogram& h) {
  Json out = Json::array();
  for (int bin = 0; bin < Histogram::kBins; ++bin)
    if (h.count(bin) > 0) out.push_back({std::round(Histogram::edge(bin) * 100) / 100, h.count(bin)});
  return out;
}

Json survival_of(const Histogram& h, double words) {
  Json out = Json::array();
  constexpr int kPerHalf = static_cast<int>(0.5 / Histogram::kStep + 0.5),
                kZero = static_cast<int>(-Histogram::kLow / Histogram::kStep + 0.5);
  for (int bin = kZero; h.at_least(bin) > 0; bin += kPerHalf) {
    const double t = Histogram::edge(bin),
                 share = static_cast<double>(h.at_least(bin)) / static_cast<double>(h.total());
    out.push_back({{"t", std::round(t * 10) / 10},
                   {"count", h.at_least(bin)},
                   {"share", share},
                   {"bound", tail_bound(t, words)}});
  }
  return out;
}

// Of the best of so many words.
Json agreement_json(const Histogram& h, double words = 1) {
  return {{"count", h.total()},
          {"largest", h.largest()},
          {"bound_holds", bound_holds(h, words)},
          {"survival", survival_of(h, words)},
          {"histogram", bins_of(h)}};
}

bool as_it_should_be(const Tally& t) {
  return t.hits == 0 && bound_holds(t.open_agreement) && bound_holds(t.private_agreement) &&
         bound_holds(t.best_words, kWords);
}

Json report(const Tally& t, const Arguments& a, const Run& run) {
  return {{"calls", t.calls},
          {"hits", t.hits},
          {"calls_with_search", t.searched},
          {"hit_rate_at_most_95", rate_bound_95(t.hits, t.calls)},
          {"hits_allowed_by_p_value", static_cast<double>(t.calls) * watermark::kMaxPValue},
          {"smallest_p_value", t.smallest_p_value},
          {"attempts", t.attempts},
          {"calls_with_open_key", t.open_key},
          {"calls_on_pictures_marked_under_another_key", t.marked},
          {"seed", a.seed},
          {"side_px", {a.sides.min_px, a.sides.max_px}},
          {"sources", run.sources()},
          {"keys_per_input", a.keys},
          {"threads", a.threads},
          {"seconds", std::round(run.seconds())},
          {"observed_attempts", t.observed_attempts},
          {"frames_per_observed_attempt", kFrames},
          {"agreement_open_key", agreement_json(t.open_agreement)},
          {"agreement_private_keys", agreement_json(t.private_agreement)},
          {"agreement_needed", agreement_needed(watermark::kMaxPValue)},
          {"agreement_best_words", agreement_json(t.best_words, kWords)}};
}

int run(int argc, char** argv) {
  Arguments a;
  if (!parse(argc, argv, a)) {
    std::fputs(kUsage, stderr);
    return 1;
  }
  Run trials(a);
  Tally last;
  trials.go([&](const Tally& t) {
    last = t;
    std::fprintf(stderr, "%llu calls, %llu hits, %.0f s\n", static_cast<unsigned long long>(t.calls),
                 static_cast<unsigned long long>(t.hits), trials.seconds());
    if (!a.json.empty()) std::ofstream(a.json) << report(t, a, trials).dump(1) << '\n';
    if (!a.plot.empty()) draw_survival(t, a.plot.c_str());
  });
  if (a.json.empty()) std::printf("%s\n", report(last, a, trials).dump(1).c_str());
  return as_it_should_be(last) ? 0 : 1;
}

}  // namespace
}  // namespace imprint::bench

int main(int argc, char** argv) { return imprint::bench::run(argc, argv); }
