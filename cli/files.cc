#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace imprint_cli {
namespace {

constexpr size_t kMaxFileBytes = size_t{512} << 20;

std::string why() { return std::strerror(errno); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool close() {
    const int fd = fd_;
    fd_ = -1;
    return fd <= STDERR_FILENO || ::close(fd) == 0;
  }

 private:
  int fd_;
};

Bytes read_all(int fd, const std::string& path) {
  Bytes out;
  uint8_t buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n == 0) return out;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw CommandError(kFailed, path + ": " + why());
    out.insert(out.end(), buffer, buffer + n);
    if (out.size() > kMaxFileBytes)
      throw CommandError(kFailed, path + ": larger than the limit of " + std::to_string(kMaxFileBytes) + " bytes");
  }
}

void write_all(int fd, std::span<const uint8_t> bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw CommandError(kFailed, path + ": " + why());
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

// Without `force` never replaces a file that appeared meanwhile; where the file system cannot promise that, looks again first.
bool move_into_place(const std::string& temporary, const std::string& path, bool force) {
  if (!force) {
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    check_output(path, false);
  }
  return ::rename(temporary.c_str(), path.c_str()) == 0;
}

}  // namespace

Bytes read_file(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO, "standard input");
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw CommandError(kFailed, path + ": " + why());
  struct stat info {};
  if (::fstat(file.get(), &info) == 0 && S_ISDIR(info.st_mode)) throw CommandError(kFailed, path + ": is a directory");
  return read_all(file.get(), path);
}

void check_output(const std::string& path, bool force) {
  if (path != "-" && !force && exists(path)) throw CommandError(kFailed, path + ": exists already; --force overwrites it");
}

void write_file(const std::string& path, std::span<const uint8_t> bytes, bool force, unsigned mode) {
  if (path == "-") return write_all(STDOUT_FILENO, bytes, "standard output");
  check_output(path, force);
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.get() < 0) throw CommandError(kFailed, path + ": " + why());
  try {
    write_all(file.get(), bytes, path);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(file.get(), mode & ~mask) != 0 || ::fsync(file.get()) != 0 || !file.close() ||
        !move_into_place(temporary, path, force))
      throw CommandError(kFailed, path + ": " + why());
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

}  // namespace imprint_cli
