#include "subject/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "model/error.h"
#include "subject/keeper.h"
#include "subject/lodge.h"

namespace imprint_conform {
namespace {

constexpr auto kLookAtFolderEvery = std::chrono::milliseconds(200);

void close_fd(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

struct Pair {
  int read = -1, write = -1;
};

Pair make_pipe() {
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) != 0) throw ConformError(std::string("no pipe for a subject: ") + std::strerror(errno));
  return {fds[0], fds[1]};
}

// A socket in place of a pipe: writing to a program that has gone is an error there, and no signal.
Pair make_input() {
  int fds[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
    throw ConformError(std::string("no socket for a subject: ") + std::strerror(errno));
  }
  return {fds[0], fds[1]};
}

void do_not_block(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

bool can_run(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

// As execvp(3) looks for it, but before the fork. Empty: nowhere.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return can_run(name) ? name : "";
  const char* path = std::getenv("PATH");
  std::string folders = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  for (size_t at = 0; at <= folders.size();) {
    const size_t end = std::min(folders.find(':', at), folders.size());
    const std::string candidate = folders.substr(at, end - at) + "/" + name;
    if (end > at && can_run(candidate)) return candidate;
    at = end + 1;
  }
  return "";
}

int milliseconds_until(Process::Clock::time_point when) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - Process::Clock::now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, 3600 * 1000));
}

}  // namespace

uint64_t bytes_below(const std::string& folder) {
  namespace fs = std::filesystem;
  uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
  while (!error && at != end) {
    std::error_code gone;
    if (at->symlink_status(gone).type() == fs::file_type::regular) {
      const uintmax_t size = at->file_size(gone);
      if (!gone) bytes += size;
    }
    at.increment(error);
  }
  return bytes;
}

Process::Process(const ProcessOrder& order)
    : folder_(order.folder),
      output_bytes_(order.output_bytes),
      folder_bytes_(order.folder_bytes),
      next_look_at_folder_(Clock::now() + kLookAtFolderEvery) {
  program_ = find_program(order.argv.at(0));
  if (program_.empty()) {
    end_.ended = Ended::kNotStarted;
    end_.complaint = order.argv[0] + " is no program that can be run";
    return;
  }
  start(order);
}

void Process::start(const ProcessOrder& order) {
  Pair in = make_input(), out = make_pipe(), err = make_pipe(), control = make_pipe(), report = make_pipe();
  LodgeOrder keeper{program_, order.argv, order.environment, folder_, order.memory_bytes, order.folder_bytes};
  keeper.in = in.read;
  keeper.out = out.write;
  keeper.err = err.write;
  keeper.control = control.read;
  keeper.report = report.write;
  in_ = in.write;
  out_fd_ = out.read;
  err_fd_ = err.read;
  control_ = control.write;
  report_ = report.read;
  for (int fd : {in_, out_fd_, err_fd_}) do_not_block(fd);
  const std::string complaint = ask_lodge(keeper);
  for (int* fd : {&in.read, &out.write, &err.write, &control.read, &report.write}) close_fd(*fd);
  if (!complaint.empty()) {
    end_.ended = Ended::kNotStarted;
    end_.complaint = complaint;
    return;
  }
  KeeperReport started;
  const bool told = read_report(started);
  end_.network_closed = told && started.network_closed != 0;
  if (!told || started.start_error != 0) settle(Ended::kNotStarted, "");
}

Process::~Process() {
  stop(Ended::kSignalled, "");
  for (int* fd : {&in_, &out_fd_, &err_fd_, &control_, &report_}) close_fd(*fd);
}

// False at its end.
bool Process::take_from(int& fd, std::string& to) {
  std::array<char, 65536> part;
  for (;;) {
    const ssize_t size = read(fd, part.data(), part.size());
    if (size > 0) {
      said_bytes_ += static_cast<uint64_t>(size);
      if (said_bytes_ <= output_bytes_) to.append(part.data(), static_cast<size_t>(size));
      if (said_bytes_ > output_bytes_) return true;  // check_sizes() ends it
      continue;
    }
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return true;
    close_fd(fd);
    return false;
  }
}

void Process::check_sizes() {
  if (said_bytes_ > output_bytes_) {
    stop(Ended::kTooMuchOutput, "said more than " + std::to_string(output_bytes_) + " bytes");
  } else if (Clock::now() >= next_look_at_folder_) {
    if (bytes_below(folder_) > folder_bytes_)
      stop(Ended::kTooMuchOutput, "wrote more than " + std::to_string(folder_bytes_) + " bytes");
    next_look_at_folder_ = Clock::now() + kLookAtFolderEvery;
  }
}

void Process::wait(Clock::time_point deadline, bool for_a_line) {
  while (running() && !(for_a_line && has_line())) {
    const int left_ms = milliseconds_until(deadline);
    if (left_ms == 0) return;
    pollfd fds[] = {{report_, POLLIN, 0}, {out_fd_, POLLIN, 0}, {err_fd_, POLLIN, 0}};
    if (poll(fds, 3, std::min(left_ms, milliseconds_until(next_look_at_folder_) + 1)) < 0 && errno != EINTR) {
      throw ConformError(std::string("cannot wait for a subject: ") + std::strerror(errno));
    }
    if (out_fd_ >= 0 && fds[1].revents != 0) take_from(out_fd_, out_);
    if (err_fd_ >= 0 && fds[2].revents != 0) take_from(err_fd_, err_);
    if (fds[0].revents != 0) settle(Ended::kExited, "");
    if (running()) check_sizes();
  }
}

void Process::stop(Ended reason, const std::string& complaint) {
  if (!running()) return;
  close_fd(control_);  // its end is the word
  settle(reason, complaint);
}

bool Process::read_report(KeeperReport& report) {
  char* to = reinterpret_cast<char*>(&report);
  size_t have = 0;
  while (have < sizeof report) {
    const ssize_t size = read(report_, to + have, sizeof report - have);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    have += static_cast<size_t>(size);
  }
  return true;
}

void Process::take_end() {
  KeeperReport report;
  const bool told = read_report(report);
  end_.peak_bytes = report.peak_bytes;
  if (!told || report.start_error != 0) {
    end_.ended = Ended::kNotStarted;
    end_.complaint = told ? std::strerror(report.start_error) : "the process that looks after it ended";
  } else if (report.stopped == Stopped::kMemory || report.stopped == Stopped::kProcesses) {
    end_.ended = Ended::kOutOfMemory;
    end_.complaint =
        report.stopped == Stopped::kMemory ? "used more memory than its limit" : "started more than 512 processes";
  } else if (report.stopped == Stopped::kAsked) {
    end_.ended = Ended::kNotCalled;  // settle() knows why
  } else if (WIFSIGNALED(report.status)) {
    end_.ended = WTERMSIG(report.status) == SIGXFSZ ? Ended::kTooMuchOutput : Ended::kSignalled;
    end_.signal = WTERMSIG(report.status);
  } else {
    end_.ended = Ended::kExited;
    end_.exit_code = WEXITSTATUS(report.status);
  }
}

// Reads how it ended. `reason` stands when the keeper stopped it because the suite said so.
void Process::settle(Ended reason, const std::string& complaint) {
  take_end();
  if (end_.ended == Ended::kNotCalled) {
    end_.ended = reason;
    end_.complaint = complaint;
  }
  if (out_fd_ >= 0) take_from(out_fd_, out_);
  if (err_fd_ >= 0) take_from(err_fd_, err_);
  const bool whole = end_.ended == Ended::kExited || end_.ended == Ended::kSignalled;
  if (whole && (said_bytes_ > output_bytes_ || bytes_below(folder_) >= folder_bytes_)) {
    end_.ended = Ended::kTooMuchOutput;
    end_.complaint = "wrote more than its limit";
  }
}

void Process::begin_request(const std::string& folder) {
  folder_ = folder;
  said_bytes_ = 0;
}

bool Process::send(const std::string& text, Clock::time_point deadline) {
  size_t sent = 0;
  while (running() && sent < text.size()) {
    const ssize_t size = ::send(in_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (size > 0) {
      sent += static_cast<size_t>(size);
      continue;
    }
    if (size < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (milliseconds_until(deadline) == 0) return false;
    pollfd fds[] = {{in_, POLLOUT, 0}, {report_, POLLIN, 0}};
    poll(fds, 2, milliseconds_until(deadline));
    if (fds[1].revents != 0) return false;
  }
  return sent == text.size();
}

void Process::close_input() { close_fd(in_); }

std::string Process::take_line() {
  const size_t end = out_.find('\n');
  if (end == std::string::npos) return "";
  std::string line = out_.substr(0, end);
  out_.erase(0, end + 1);
  return line;
}

std::string Process::take_out() { return std::exchange(out_, {}); }
std::string Process::take_err() { return std::exchange(err_, {}); }

}  // namespace imprint_conform
