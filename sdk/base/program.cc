#include "base/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <system_error>

namespace imprint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLookEveryMs = 50;        // whether the caller cancelled
constexpr size_t kKeptBytes = 400;      // of what a program says

std::string name_of(const std::string& program) { return std::filesystem::path(program).filename().string(); }

// What a child is to be given, freed whatever happens.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
};

// A child in a process group of its own, and the pipe that it complains into.
class Child {
 public:
  Child() = default;
  ~Child() {
    end();
    if (said_ >= 0) ::close(said_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Status start(const std::vector<std::string>& words, const ProgramLimits& limits) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {Code::kInternal, std::string("no pipe: ") + std::strerror(errno)};
    said_ = pipe[0];
    const int failed = spawn(words, pipe[1]);
    ::close(pipe[1]);
    if (failed != 0) {
      pid_ = -1;
      return {failed == ENOENT || failed == EACCES ? Code::kFileNotFound : Code::kInternal,
              "the program " + words.front() + " does not start: " + std::strerror(failed)};
    }
    hold(RLIMIT_CPU, static_cast<uint64_t>(std::ceil(limits.seconds)));
    hold(RLIMIT_FSIZE, limits.file_bytes);
    hold(RLIMIT_AS, limits.memory_bytes);
    hold(RLIMIT_CORE, 0);
    return {};
  }

  // Keeps the end of what has been said; false once there will be no more.
  bool listen(std::string& text) const {
    pollfd waiting{said_, POLLIN, 0};
    if (::poll(&waiting, 1, kLookEveryMs) <= 0) return true;
    std::array<char, 1024> block;
    const ssize_t count = ::read(said_, block.data(), block.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    text.append(block.data(), static_cast<size_t>(count));
    if (text.size() > kKeptBytes) text.erase(0, text.size() - kKeptBytes);
    return count > 0;
  }

  // Whether it is through, and then how it ended, as waitpid() tells it.
  bool ended(int& how) {
    if (::waitpid(pid_, &how, WNOHANG) != pid_) return false;
    ::kill(-pid_, SIGKILL);  // what it left behind
    pid_ = -1;
    return true;
  }

 private:
  int spawn(const std::vector<std::string>& words, int complaints) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::array<char*, 2> environment = {const_cast<char*>("LC_ALL=C.UTF-8"), nullptr};
    SpawnSettings with;
    posix_spawn_file_actions_addopen(&with.files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&with.files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&with.files, complaints, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&with.files, STDERR_FILENO + 1);
    posix_spawnattr_setpgroup(&with.attributes, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&with.attributes, &none);
    posix_spawnattr_setflags(&with.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    return posix_spawnp(&pid_, words.front().c_str(), &with.files, &with.attributes, arguments.data(), environment.data());
  }

  // Set once it runs, since posix_spawn() has no place for limits. The hard one lies higher: at it the system kills without saying why.
  void hold(__rlimit_resource resource, uint64_t most) const {
    const rlimit limit{static_cast<rlim_t>(most), static_cast<rlim_t>(most + 1)};
    ::prlimit(pid_, resource, &limit, nullptr);
  }

  void end() {
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

  pid_t pid_ = -1;
  int said_ = -1;
};

std::string last_words(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  for (char& letter : text)
    if (static_cast<unsigned char>(letter) < 0x20) letter = ' ';
  return text.empty() ? "" : ": " + text;
}

Status verdict(const std::string& name, int how, const std::string& said, const ProgramLimits& limits) {
  if (WIFEXITED(how)) {
    if (WEXITSTATUS(how) == 0) return {};
    return {Code::kDecodeFailed, name + " ended with status " + std::to_string(WEXITSTATUS(how)) + last_words(said)};
  }
  const int signal = WTERMSIG(how);
  if (signal == SIGXFSZ)
    return {Code::kLimitExceeded, name + " wrote more than the " + std::to_string(limits.file_bytes) + " bytes that it may"};
  if (signal == SIGXCPU) return {Code::kLimitExceeded, name + " took more processor time than it may"};
  return {Code::kDecodeFailed, name + " was ended by signal " + std::to_string(signal) + last_words(said)};
}

}  // namespace

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code failed;
  const std::filesystem::path place = std::filesystem::temp_directory_path(failed);
  if (failed) return Status{Code::kFileWrite, "no place for temporary files: " + failed.message()};
  std::string name = (place / "imprint-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return Status{Code::kFileWrite, "no folder can be made in " + place.string() + ": " + std::strerror(errno)};
  return TemporaryFolder(name);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Status run_program(const std::vector<std::string>& words, const ProgramLimits& limits, const Progress& progress) {
  Child child;
  IMPRINT_RETURN_IF_ERROR(child.start(words, limits));
  const std::string name = name_of(words.front());
  const auto deadline = Clock::now() + std::chrono::duration<double>(limits.seconds);
  std::string said;
  bool listening = true;
  for (int how = 0;;) {
    if (listening) listening = child.listen(said);
    if (child.ended(how)) {
      for (int more = 0; listening && more < 8; ++more) listening = child.listen(said);  // a stray child may hold the pipe open
      return verdict(name, how, said, limits);
    }
    if (progress.is_cancelled()) return Progress::cancelled();
    if (Clock::now() > deadline)
      return {Code::kLimitExceeded, name + " was not through after " + std::to_string(std::lround(limits.seconds)) + " s"};
    if (!listening) ::poll(nullptr, 0, 1);
  }
}

}  // namespace imprint
