#include "exchange.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/http.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

namespace imprint_cli {
namespace {

constexpr auto kProgramTime = std::chrono::seconds(60);
constexpr int kAuthoritySeconds = 30;

// A child with pipes to its standard input and from its standard output; killed if it still runs when this goes.
class Child {
 public:
  explicit Child(const std::vector<std::string>& words) {
    std::vector<char*> arguments;  // made before the fork: other threads may hold what making them needs
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0) fail();
    if (::pipe2(out, O_CLOEXEC) != 0) fail();
    pid_ = ::fork();
    if (pid_ < 0) fail();
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::signal(SIGPIPE, SIG_DFL);
      ::execv(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Child() {
    close_input();
    ::close(from_);
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int to() const { return to_; }
  int from() const { return from_; }
  void close_input() {
    if (to_ >= 0) ::close(to_);
    to_ = -1;
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  [[noreturn]] static void fail() { throw CommandError(kFailed, std::string("program: ") + std::strerror(errno)); }
  pid_t pid_ = -1;
  int to_ = -1, from_ = -1;
};

// A program need not read all of its input.
bool write_some(Child& child, std::span<const uint8_t>& rest) {
  const ssize_t n = ::write(child.to(), rest.data(), rest.size());
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  rest = rest.subspan(static_cast<size_t>(n));
  return !rest.empty();
}

// False at the end of what the child says.
bool read_some(Child& child, Bytes& answer, size_t capacity) {
  uint8_t buffer[4096];
  const ssize_t n = ::read(child.from(), buffer, sizeof buffer);
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  answer.insert(answer.end(), buffer, buffer + n);
  if (answer.size() > capacity)
    throw CommandError(kFailed, "the program answers more than " + std::to_string(capacity) + " bytes");
  return n != 0;
}

Bytes exchange_with(Child& child, std::span<const uint8_t> request, size_t capacity, const std::string& command,
                    std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  ::fcntl(child.to(), F_SETFL, O_NONBLOCK);
  Bytes answer;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd wanted[2] = {{child.from(), POLLIN, 0}, {child.to(), POLLOUT, 0}};
    const int ready = left <= 0 ? 0 : ::poll(wanted, child.to() < 0 ? 1 : 2, static_cast<int>(left));
    if (ready == 0) throw CommandError(kFailed, command + ": no answer within " + std::to_string(limit.count()) + " s");
    if (ready < 0 && errno != EINTR) throw CommandError(kFailed, command + ": " + std::strerror(errno));
    if (ready < 0) continue;
    if (child.to() >= 0 && wanted[1].revents != 0 && !write_some(child, request)) child.close_input();
    if (wanted[0].revents != 0 && !read_some(child, answer, capacity)) return answer;
  }
}

std::string openssl_reason() {
  const unsigned long code = ERR_peek_last_error();
  char text[256] = "no reason given";
  if (code != 0) ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  return text;
}

// The cause, where the last error only says what could not be done for it.
std::string first_reason() {
  const char* data = nullptr;
  int flags = 0;
  const unsigned long code = ERR_peek_error_all(nullptr, nullptr, nullptr, &data, &flags);
  const char* reason = ERR_SYSTEM_ERROR(code) ? std::strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);
  std::string text = reason == nullptr ? "no reason given" : reason;
  if ((flags & ERR_TXT_STRING) != 0 && data != nullptr && *data != '\0') text += std::string(": ") + data;
  ERR_clear_error();
  return text;
}

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

struct FreeText {
  void operator()(char* text) const { OPENSSL_free(text); }
};
using OpensslText = std::unique_ptr<char, FreeText>;

struct Url {
  OpensslText host, port, path;
};

Url parse_url(const std::string& url) {
  char *host = nullptr, *port = nullptr, *path = nullptr;
  int tls = 0;
  const int good = OSSL_HTTP_parse_url(url.c_str(), &tls, nullptr, &host, &port, nullptr, &path, nullptr, nullptr);
  Url out{OpensslText(host), OpensslText(port), OpensslText(path)};
  if (good != 1) throw CommandError(kFailed, "--tsa " + url + ": no URL (" + openssl_reason() + ")");
  if (tls != 0)
    throw CommandError(kFailed,
                       "--tsa " + url + ": only http:// is spoken here; for https:// give --tsa-command, such as curl");
  return out;
}

// OpenSSL's own way would try again for the whole time what was refused at once.
Bio connected(const Url& at, const std::string& url) {
  ERR_clear_error();
  Bio out(BIO_new(BIO_s_connect()));
  if (!out) throw std::bad_alloc();
  BIO_set_conn_hostname(out.get(), at.host.get());
  BIO_set_conn_port(out.get(), at.port.get());
  BIO_set_nbio(out.get(), 1);
  const time_t end = ::time(nullptr) + kAuthoritySeconds;
  while (BIO_do_connect(out.get()) <= 0) {
    if (!BIO_should_retry(out.get()))
      throw CommandError(kFailed, "--tsa " + url + ": no connection (" + first_reason() + ")");
    if (BIO_wait(out.get(), end, 50) <= 0)
      throw CommandError(kFailed,
                         "--tsa " + url + ": no connection within " + std::to_string(kAuthoritySeconds) + " s");
  }
  return out;
}

Bytes read_all(BIO* from, size_t capacity) {
  Bytes out;
  uint8_t buffer[4096];
  for (int n = BIO_read(from, buffer, sizeof buffer); n > 0; n = BIO_read(from, buffer, sizeof buffer)) {
    out.insert(out.end(), buffer, buffer + n);
    if (out.size() > capacity) throw CommandError(kFailed, "the time-stamp authority answers too much");
  }
  return out;
}

}  // namespace

Bytes ask_program(const std::string& command, std::span<const uint8_t> request, size_t capacity) {
  ::signal(SIGPIPE, SIG_IGN);
  Child child({"/bin/sh", "-c", command});
  Bytes answer = exchange_with(child, request, capacity, command, kProgramTime);
  const int code = child.wait();
  if (code != 0) throw CommandError(kFailed, command + ": exit code " + std::to_string(code));
  return answer;
}

Answer run_program(const std::vector<std::string>& words, std::span<const uint8_t> request, size_t capacity,
                   std::chrono::seconds limit) {
  ::signal(SIGPIPE, SIG_IGN);
  Child child(words);
  Bytes answer = exchange_with(child, request, capacity, words.front(), limit);
  return {std::move(answer), child.wait()};
}

Bytes ask_authority(const std::string& url, std::span<const uint8_t> request, size_t capacity) {
  ::signal(SIGPIPE, SIG_IGN);
  const Url at = parse_url(url);
  const Bio socket = connected(at, url);
  const Bio body(BIO_new_mem_buf(request.data(), static_cast<int>(request.size())));
  const Bio answer(OSSL_HTTP_transfer(nullptr, at.host.get(), at.port.get(), at.path.get(), 0, nullptr, nullptr,
                                      socket.get(), nullptr, nullptr, nullptr, 0, nullptr,
                                      "application/timestamp-query", body.get(), "application/timestamp-reply", 1,
                                      capacity, kAuthoritySeconds, 0));
  if (!answer) throw CommandError(kFailed, "--tsa " + url + ": " + openssl_reason());
  return read_all(answer.get(), capacity);
}

}  // namespace imprint_cli
