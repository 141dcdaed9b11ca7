#include "disk/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace imprint::disk {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;  // by which a file grows that is longer than it says

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

ReadResult refused(int error) { return {error == ENOENT || error == ENOTDIR ? ReadFault::kMissing : ReadFault::kRefused, reason_of(error), 0, {}}; }

}  // namespace

ReadResult read_file(const std::string& path, uint64_t limit) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (file.fd < 0) return refused(errno);
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return refused(errno);
  if (S_ISDIR(info.st_mode)) return refused(EISDIR);
  if (!S_ISREG(info.st_mode)) return {ReadFault::kRefused, "is no regular file", 0, {}};
  const auto size = static_cast<uint64_t>(info.st_size);
  if (size > limit) return {ReadFault::kTooLarge, {}, size, {}};
  ReadResult out;
  out.bytes.reserve(size + 1);
  out.bytes.resize(size);
  size_t done = 0;
  for (;;) {
    // One byte more than it says tells whether it grew.
    if (done == out.bytes.size()) out.bytes.resize(std::min<uint64_t>(done == size ? size + 1 : done + kPieceBytes, limit + 1));
    const ssize_t n = ::read(file.fd, out.bytes.data() + done, out.bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return refused(errno);
    if (n == 0) break;
    done += static_cast<size_t>(n);
    if (done > limit) return {ReadFault::kTooLarge, {}, done, {}};
  }
  out.bytes.resize(done);
  return out;
}

}  // namespace imprint::disk
