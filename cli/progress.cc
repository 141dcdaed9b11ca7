#include "progress.h"

#include <unistd.h>

#include <cstdio>

namespace imprint_cli {
namespace {

constexpr auto kPause = std::chrono::milliseconds(100);
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

Progress::Progress(size_t count) : count_(count), on_(count > 1 && ::isatty(STDERR_FILENO) == 1) {}

void Progress::clear() {
  if (!visible_) return;
  std::fputs(kClearLine, stderr);
  visible_ = false;
}

void Progress::show(size_t done) {
  const Clock::time_point now = Clock::now();
  if (!on_ || done == 0 || done == count_ || now - shown_ < kPause) return;
  const double passed_s = std::chrono::duration<double>(now - start_).count();
  const auto left_s = static_cast<long>(passed_s * static_cast<double>(count_ - done) / static_cast<double>(done) + 0.5);
  std::fprintf(stderr, "%s%zu of %zu, %ld:%02ld left", kClearLine, done, count_, left_s / 60, left_s % 60);
  shown_ = now;
  visible_ = true;
}

}  // namespace imprint_cli
