#include "runner/progress.h"

#include <unistd.h>

#include <cstdio>

namespace imprint_conform {
namespace {

std::string in_words(double seconds) {
  const auto whole = static_cast<uint64_t>(seconds + 0.5);
  if (whole >= 3600) return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
  if (whole >= 60) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole) + " s";
}

}  // namespace

Progress::Progress(uint64_t total, uint64_t done, bool quiet)
    : total_(total), done_(done), before_(done), quiet_(quiet || ::isatty(STDERR_FILENO) == 0) {}

Progress::~Progress() {
  if (!quiet_) std::fputs("\r\033[K", stderr);
}

void Progress::finished(const std::string& job) {
  const std::lock_guard lock(mutex_);
  ++done_;
  const auto now = std::chrono::steady_clock::now();
  if (quiet_ || (done_ < total_ && now - shown_ < std::chrono::milliseconds(200))) return;
  shown_ = now;
  show(job);
}

void Progress::show(const std::string& job) {
  const double seconds = std::chrono::duration<double>(shown_ - start_).count();
  const uint64_t now_done = done_ - before_;
  const double left = now_done ? seconds / static_cast<double>(now_done) * static_cast<double>(total_ - done_) : 0;
  std::fprintf(stderr, "\r\033[K%llu of %llu, %s left: %s", static_cast<unsigned long long>(done_),
               static_cast<unsigned long long>(total_), in_words(left).c_str(), job.c_str());
  std::fflush(stderr);
}

}  // namespace imprint_conform
