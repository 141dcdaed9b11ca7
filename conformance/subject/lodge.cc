#include "subject/lodge.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

#include "subject/keeper.h"

namespace imprint_conform {
namespace {

constexpr size_t kMostWords = 4096;
constexpr size_t kMostText = size_t{1} << 20;  // of all words of an order, with their ends
constexpr int kDescriptors = 5;

// Before the words of an order: program, folder, those of argv, those of the environment, each ending in a zero.
struct Header {
  uint64_t memory_bytes, file_bytes;
  uint32_t argv, environment;  // words
  uint32_t text;               // bytes
};

bool write_all(int to, const char* from, size_t size) {
  while (size > 0) {
    const ssize_t done = send(to, from, size, MSG_NOSIGNAL);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    from += done;
    size -= static_cast<size_t>(done);
  }
  return true;
}

bool read_all(int from, char* to, size_t size) {
  while (size > 0) {
    const ssize_t done = read(from, to, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    to += done;
    size -= static_cast<size_t>(done);
  }
  return true;
}

// A header and the descriptors that travel with it.
struct Letter {
  Header header{};
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptors * sizeof(int))] = {};
  iovec part{&header, sizeof header};
  msghdr message{};

  Letter() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
  }
};

bool send_letter(int to, Letter& letter, const int (&descriptors)[kDescriptors]) {
  cmsghdr* with = CMSG_FIRSTHDR(&letter.message);
  with->cmsg_level = SOL_SOCKET;
  with->cmsg_type = SCM_RIGHTS;
  with->cmsg_len = CMSG_LEN(sizeof descriptors);
  std::memcpy(CMSG_DATA(with), descriptors, sizeof descriptors);
  ssize_t done = 0;
  do done = sendmsg(to, &letter.message, MSG_NOSIGNAL);
  while (done < 0 && errno == EINTR);
  return done == static_cast<ssize_t>(sizeof letter.header);
}

bool receive_letter(int from, Letter& letter, int (&descriptors)[kDescriptors]) {
  ssize_t done = 0;
  do done = recvmsg(from, &letter.message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
  while (done < 0 && errno == EINTR);
  const cmsghdr* with = CMSG_FIRSTHDR(&letter.message);
  if (done != static_cast<ssize_t>(sizeof letter.header) || with == nullptr) return false;
  if (with->cmsg_type != SCM_RIGHTS || with->cmsg_len != CMSG_LEN(sizeof descriptors)) return false;
  std::memcpy(descriptors, CMSG_DATA(with), sizeof descriptors);
  return true;
}

// The next `count` words from `at`, as execve(2) wants them.
char** take_words(char*& at, uint32_t count, char** to) {
  char** const first = to;
  for (uint32_t i = 0; i < count; ++i, at += std::strlen(at) + 1) *to++ = at;
  *to = nullptr;
  return first;
}

[[noreturn]] void keep_as_told(const Header& header, char* text, const int (&descriptors)[kDescriptors]) {
  static char* argv[kMostWords + 1];
  static char* environment[kMostWords + 1];
  KeeperOrder order{};
  order.program = text;
  char* at = text + std::strlen(text) + 1;
  order.folder = at;
  at += std::strlen(at) + 1;
  order.argv = take_words(at, header.argv, argv);
  order.environment = take_words(at, header.environment, environment);
  order.in = descriptors[0];
  order.out = descriptors[1];
  order.err = descriptors[2];
  order.control = descriptors[3];
  order.report = descriptors[4];
  order.memory_bytes = header.memory_bytes;
  order.file_bytes = header.file_bytes;
  keep(order);
}

// One order after the other, until the suite is gone. A keeper that cannot be forked tells so by its report's end.
[[noreturn]] void be_lodge(int orders) {
  static char text[kMostText];
  setsid();                  // no key at the terminal ends it before the suite has told its keepers
  signal(SIGCHLD, SIG_IGN);  // nobody waits for keepers: they report
  for (;;) {
    Letter letter;
    int descriptors[kDescriptors];
    if (!receive_letter(orders, letter, descriptors) || !read_all(orders, text, letter.header.text)) _exit(0);
    if (fork() == 0) keep_as_told(letter.header, text, descriptors);
    for (const int fd : descriptors) close(fd);
  }
}

struct Lodge {
  int orders = -1;
  int error = 0;
  std::mutex one_order_at_a_time;

  Lodge() {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
      error = errno;
      return;
    }
    const pid_t child = fork();
    if (child == 0) {
      close(pair[1]);
      be_lodge(pair[0]);
    }
    error = child < 0 ? errno : 0;
    close(pair[0]);
    orders = pair[1];
  }
};

Lodge& lodge() {
  static Lodge one;
  return one;
}

}  // namespace

void open_lodge() { lodge(); }

std::string ask_lodge(const LodgeOrder& order) {
  Lodge& at = lodge();
  if (at.error != 0) return std::string("no process for a subject: ") + std::strerror(at.error);
  std::string text;
  const auto add = [&](const std::string& word) { text.append(word.c_str(), std::strlen(word.c_str()) + 1); };
  add(order.program);
  add(order.folder);
  for (const std::string& word : order.argv) add(word);
  for (const std::string& word : order.environment) add(word);
  if (order.argv.size() > kMostWords || order.environment.size() > kMostWords || text.size() > kMostText)
    return "its command line and environment are longer than " + std::to_string(kMostText) + " bytes or " +
           std::to_string(kMostWords) + " words";
  Letter letter;
  letter.header = {order.memory_bytes, order.file_bytes, static_cast<uint32_t>(order.argv.size()),
                   static_cast<uint32_t>(order.environment.size()), static_cast<uint32_t>(text.size())};
  const std::lock_guard lock(at.one_order_at_a_time);
  if (!send_letter(at.orders, letter, {order.in, order.out, order.err, order.control, order.report}) ||
      !write_all(at.orders, text.data(), text.size()))
    return std::string("no process for a subject: ") + std::strerror(errno);
  return "";
}

}  // namespace imprint_conform
