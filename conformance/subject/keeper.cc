#include "subject/keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <initializer_list>

#include "subject/process_tree.h"

namespace imprint_conform {
namespace {

// Where the keeper's own descriptors lie after tidy(); everything above is closed.
enum Place { kIn = 3, kOut, kErr, kControl, kReport, kStart, kPlaces };

size_t length_of(const char* text) {
  size_t length = 0;
  while (text[length] != 0) ++length;
  return length;
}

bool write_file(const char* path, const char* text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = write(file, text, length_of(text)) == static_cast<ssize_t>(length_of(text));
  close(file);
  return done;
}

// "1000 1000 1": oneself and nobody else.
void put_map(char* to, unsigned id) {
  char digits[12];
  int count = 0;
  do digits[count++] = static_cast<char>('0' + id % 10);
  while ((id /= 10) != 0);
  for (int copy = 0; copy < 2; ++copy) {
    for (int i = count; i > 0; --i) *to++ = digits[i - 1];
    *to++ = ' ';
  }
  *to++ = '1';
  *to = 0;
}

void close_from(unsigned first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
  for (unsigned fd = first; fd < 65536; ++fd) close(static_cast<int>(fd));
}

// Descriptors of other calls, which this copy of the suite holds too, would keep their pipes open.
void tidy(const KeeperOrder& order, int start) {
  const int given[] = {order.in, order.out, order.err, order.control, order.report, start};
  int high[kPlaces - kIn];
  for (int i = 0; i < kPlaces - kIn; ++i) high[i] = fcntl(given[i], F_DUPFD, kPlaces + 64);
  for (int i = 0; i < kPlaces - kIn; ++i) dup2(high[i], kIn + i);
  for (int i = kControl; i < kPlaces; ++i) fcntl(i, F_SETFD, FD_CLOEXEC);
  close_from(kPlaces);
}

void limit(int what, uint64_t most) {
  const rlimit both{most, most};
  setrlimit(static_cast<__rlimit_resource_t>(what), &both);
}

void reset_signals() {
  for (int number = 1; number < 32; ++number) {
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become_program(const KeeperOrder& order) {
  setsid();
  reset_signals();
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, order.file_bytes);
  limit(RLIMIT_DATA, order.memory_bytes * 2);  // not RLIMIT_AS: runtimes reserve addresses that they never use
  int error = 0;
  if (chdir(order.folder) != 0 || dup2(kIn, 0) < 0 || dup2(kOut, 1) < 0 || dup2(kErr, 2) < 0) error = errno;
  for (int fd : {kIn, kOut, kErr}) close(fd);
  if (error == 0) {
    execve(order.program, order.argv, order.environment);
    error = errno;
  }
  if (write(kStart, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

// Reaps what has ended; whether nobody is left.
bool reap_all(pid_t program, int& status) {
  for (;;) {
    int one = 0;
    const pid_t reaped = waitpid(-1, &one, WNOHANG);
    if (reaped == program) status = one;
    if (reaped <= 0) return reaped < 0 && errno == ECHILD;
  }
}

// Freezes everything first, so that nothing is forked while it is killed; then reaps until nobody is left.
void kill_all(pid_t program, int& status) {
  static ProcessTree tree;
  int number = SIGSTOP;
  while (!reap_all(program, status)) {
    read_tree(getpid(), tree);
    for (size_t i = 0; i < tree.count; ++i) kill(tree.pids[i], number);
    if (number == SIGKILL) {
      const timespec while_they_die{0, 1000000};
      nanosleep(&while_they_die, nullptr);
    }
    number = SIGKILL;
  }
}

// Reaps what has ended; whether the program itself has.
bool reap(pid_t program, int& status) {
  for (;;) {
    int one = 0;
    const pid_t reaped = waitpid(-1, &one, WNOHANG);
    if (reaped <= 0) return false;
    if (reaped == program) {
      status = one;
      return true;
    }
  }
}

Stopped too_large(const KeeperOrder& order, KeeperReport& report) {
  static ProcessTree tree;
  read_tree(getpid(), tree);
  if (tree.resident_bytes > report.peak_bytes) report.peak_bytes = tree.resident_bytes;
  if (tree.more) return Stopped::kProcesses;
  return tree.resident_bytes > order.memory_bytes ? Stopped::kMemory : Stopped::kNo;
}

// Waits for the program's end, a word of the suite, or the moment to look at its memory: often at first, every 50 ms
// later.
void watch(const KeeperOrder& order, pid_t program, int ended, KeeperReport& report) {
  int wait_ms = 2;
  for (;;) {
    pollfd fds[] = {{kControl, POLLIN, 0}, {ended, POLLIN, 0}};
    const int ready = poll(fds, 2, wait_ms);
    if (ready > 0 && fds[0].revents != 0) {
      report.stopped = Stopped::kAsked;
      return;
    }
    if (ready > 0) {
      signalfd_siginfo told;
      if (read(ended, &told, sizeof told) < 0 && errno != EAGAIN) _exit(125);
      if (reap(program, report.status)) return;
      continue;
    }
    report.stopped = too_large(order, report);
    if (report.stopped != Stopped::kNo) return;
    if (wait_ms < 50) wait_ms += wait_ms / 2;
  }
}

void tell(const KeeperReport& report) {
  if (write(kReport, &report, sizeof report) < 0) _exit(123);
}

}  // namespace

bool close_network() {
  if (unshare(CLONE_NEWNET) == 0) return true;
  char users[32], groups[32];
  put_map(users, geteuid());
  put_map(groups, getegid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  // Without the maps the program's files would belong to nobody.
  return write_file("/proc/self/setgroups", "deny") && write_file("/proc/self/uid_map", users) &&
         write_file("/proc/self/gid_map", groups);
}

void keep(const KeeperOrder& order) {
  KeeperReport report;
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int start[2];
  if (pipe(start) != 0) _exit(124);
  // The reading end has to survive tidy(): it takes the place of stdin, which the keeper does not need.
  dup2(start[0], 0);
  tidy(order, start[1]);
  fcntl(0, F_SETFD, FD_CLOEXEC);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  reset_signals();
  sigprocmask(SIG_BLOCK, &children, nullptr);
  const int ended = signalfd(-1, &children, SFD_NONBLOCK | SFD_CLOEXEC);
  report.network_closed = close_network() ? 1 : 0;

  const pid_t program = fork();
  if (program == 0) become_program(order);
  for (int fd : {kIn, kOut, kErr, kStart}) close(fd);
  if (program < 0 || read(0, &report.start_error, sizeof report.start_error) < 0) report.start_error = errno;
  tell(report);
  if (report.start_error == 0) watch(order, program, ended, report);
  kill_all(program, report.status);
  tell(report);
  _exit(0);
}

}  // namespace imprint_conform
