#include "subject/keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <initializer_list>

#include "subject/process_tree.h"

namespace imprint_conform {
namespace {

// Where the keeper's own descriptors lie after tidy(); everything above is closed.
enum Place { kIn = 3, kOut, kErr, kControl, kReport, kStart, kStatus, kPlaces };

constexpr uint64_t kMostThreads = 1024;  // threads and processes of one call together
constexpr const char* kMostThreadsText = "1024";

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
void tidy(const KeeperOrder& order, int start, int status) {
  const int given[] = {order.in, order.out, order.err, order.control, order.report, start, status};
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

// Whether a namespace of processes has a limit of its own, as since Linux 6.14; before that the same file is
// everybody's.
bool has_own_process_limit() {
  utsname system;
  if (getpid() != 1 || uname(&system) != 0) return false;
  long parts[2] = {0, 0};
  const char* at = system.release;
  for (long& part : parts) {
    for (; *at >= '0' && *at <= '9'; ++at) part = part * 10 + (*at - '0');
    if (*at == '.') ++at;
  }
  return parts[0] > 6 || (parts[0] == 6 && parts[1] >= 14);
}

// A fork bomb runs into this before it slows the machine, and is told by too_large(). RLIMIT_NPROC does not count for
// root.
void limit_processes() {
  if (has_own_process_limit()) write_file("/proc/sys/kernel/pid_max", kMostThreadsText);
  if (geteuid() != 0) limit(RLIMIT_NPROC, kMostThreads);
}

// Process 1 of its namespace, if it has one: waits for the program, reaps its orphans, and takes all of them along.
[[noreturn]] void be_porter(const KeeperOrder& order) {
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  limit_processes();
  const pid_t program = fork();
  if (program == 0) become_program(order);
  if (program < 0) {
    const int error = errno;
    if (write(kStart, &error, sizeof error) < 0) _exit(122);
  }
  for (int fd : {kIn, kOut, kErr, kStart}) close(fd);
  for (int status = 0; program > 0;) {
    const pid_t reaped = waitpid(-1, &status, 0);
    if (reaped == program) {
      if (write(kStatus, &status, sizeof status) < 0) _exit(121);
      break;
    }
    if (reaped < 0 && errno != EINTR) break;
  }
  _exit(0);
}

// Kills the porter, which is enough where it has a namespace; then whatever else there is, until nobody is left.
void kill_all(pid_t porter) {
  static ProcessTree tree;
  kill(porter, SIGKILL);
  for (int number = SIGSTOP;; number = SIGKILL) {
    pid_t reaped = 0;
    while ((reaped = waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (reaped < 0 && errno == ECHILD) return;
    // Frozen first, so that nothing is forked while the others are killed.
    read_tree(getpid(), tree);
    for (size_t i = 0; i < tree.count; ++i) kill(tree.pids[i], number);
    const timespec while_they_die{0, 500000};
    nanosleep(&while_they_die, nullptr);
  }
}

// Whether the porter has ended.
bool reap(pid_t porter) {
  for (;;) {
    const pid_t reaped = waitpid(-1, nullptr, WNOHANG);
    if (reaped == porter) return true;
    if (reaped <= 0) return false;
  }
}

Stopped too_large(const KeeperOrder& order, pid_t porter, KeeperReport& report) {
  static ProcessTree tree;
  read_tree(porter, tree);
  if (tree.resident_bytes > report.peak_bytes) report.peak_bytes = tree.resident_bytes;
  if (tree.more) return Stopped::kProcesses;
  return tree.resident_bytes > order.memory_bytes ? Stopped::kMemory : Stopped::kNo;
}

// Waits for the porter's end, a word of the suite, or the moment to look at the memory, which means to read all of
// /proc: often at first, every 100 ms later. What a process may allocate between two looks is bounded by its
// RLIMIT_DATA.
Stopped watch(const KeeperOrder& order, pid_t porter, int ended, KeeperReport& report) {
  int wait_ms = 15;
  for (;;) {
    pollfd fds[] = {{kControl, POLLIN, 0}, {ended, POLLIN, 0}};
    const int ready = poll(fds, 2, wait_ms);
    if (ready > 0 && fds[0].revents != 0) return Stopped::kAsked;
    if (ready > 0) {
      signalfd_siginfo told;
      if (read(ended, &told, sizeof told) < 0 && errno != EAGAIN) _exit(125);
      if (reap(porter)) return Stopped::kNo;
      continue;
    }
    const Stopped stopped = too_large(order, porter, report);
    if (stopped != Stopped::kNo) return stopped;
    if (wait_ms < 100) wait_ms += wait_ms / 2;
  }
}

// As the porter told it. One that could not tell was killed by somebody else, such as a kernel without memory.
int read_status(int from) {
  int status = SIGKILL;
  fcntl(from, F_SETFL, O_NONBLOCK);
  if (read(from, &status, sizeof status) < static_cast<ssize_t>(sizeof status)) return SIGKILL;
  return status;
}

void tell(const KeeperReport& report) {
  if (write(kReport, &report, sizeof report) < 0) _exit(123);
}

// An empty network namespace for the calling process, a namespace of processes for its children: both, or the first
// alone. Whether the network is closed.
bool enter_namespaces() {
  if (unshare(CLONE_NEWNET | CLONE_NEWPID) == 0 || unshare(CLONE_NEWNET) == 0) return true;
  char users[32], groups[32];
  put_map(users, geteuid());
  put_map(groups, getegid());
  constexpr int kUser = CLONE_NEWUSER | CLONE_NEWNET;
  if (unshare(kUser | CLONE_NEWPID) != 0 && unshare(kUser) != 0) return false;
  // Without the maps the program's files would belong to nobody.
  return write_file("/proc/self/setgroups", "deny") && write_file("/proc/self/uid_map", users) &&
         write_file("/proc/self/gid_map", groups);
}

// Its own descriptors are in place afterwards: it reads how the start went from 0, and the program's end from 1.
void arrange(const KeeperOrder& order) {
  int start[2], status[2];
  if (pipe(start) != 0 || pipe(status) != 0) _exit(124);
  dup2(start[0], 0);
  dup2(status[0], 1);
  tidy(order, start[1], status[1]);
  for (int fd : {0, 1}) fcntl(fd, F_SETFD, FD_CLOEXEC);
  reset_signals();
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, nullptr);
}

int end_of_children() {
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  return signalfd(-1, &children, SFD_NONBLOCK | SFD_CLOEXEC);
}

}  // namespace

void keep(const KeeperOrder& order) {
  KeeperReport report;
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  arrange(order);
  const int ended = end_of_children();
  report.network_closed = enter_namespaces() ? 1 : 0;

  const pid_t porter = fork();
  if (porter == 0) be_porter(order);
  if (porter < 0) report.start_error = errno;
  for (int fd : {kIn, kOut, kErr, kStart, kStatus}) close(fd);
  if (porter > 0 && read(0, &report.start_error, sizeof report.start_error) < 0) report.start_error = errno;
  tell(report);
  if (report.start_error == 0) report.stopped = watch(order, porter, ended, report);
  if (porter > 0) kill_all(porter);
  report.status = read_status(1);
  tell(report);
  _exit(0);
}

}  // namespace imprint_conform
