#include "record/locked_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/bytes.h"
#include "disk/new_file.h"

namespace imprint::record {
namespace {

constexpr size_t kCopyBytes = 1 << 16;

Status file_failed(const std::string& path, const char* what) {
  return {Code::kLogFile, path + ": cannot " + what + ": " + std::strerror(errno)};
}

// Records name people and agreements: nobody else's to read.
int open_for(const std::string& path, Access access) {
  const int flags = access == Access::kRead ? O_RDONLY : access == Access::kAppend ? O_RDWR | O_CREAT : O_RDWR;
  return ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

bool lock(int fd, Access access) {
  int result = 0;
  do result = ::flock(fd, access == Access::kRead ? LOCK_SH : LOCK_EX);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

bool still_at(int fd, const std::string& path, uint64_t& size) {
  struct stat ours {
  }, named{};
  if (::fstat(fd, &ours) != 0) return false;
  size = static_cast<uint64_t>(ours.st_size);
  return ::stat(path.c_str(), &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

}  // namespace

LockedFile::~LockedFile() {
  if (fd_ >= 0) ::close(fd_);
}
LockedFile::LockedFile(LockedFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), size_(other.size_) {}

Status LockedFile::failed(const char* what) const { return file_failed(path_, what); }

Result<LockedFile> LockedFile::open(const std::string& path, Access access) {
  for (;;) {
    const int fd = open_for(path, access);
    if (fd < 0) return file_failed(path, "open the log");
    LockedFile file(fd, path);
    if (!lock(fd, access)) return file.failed("lock the log");
    if (still_at(fd, path, file.size_)) return file;
  }
}

Result<std::string> LockedFile::read(uint64_t offset, size_t count) const {
  std::string text(count, '\0');
  for (size_t done = 0; done < count;) {
    const ssize_t n = ::pread(fd_, text.data() + done, count - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) errno = EIO;
    if (n <= 0) return failed("read the log");
    done += static_cast<size_t>(n);
  }
  return text;
}

Status LockedFile::append(uint64_t size, std::string_view text) {
  if (size != size_ && ::ftruncate(fd_, static_cast<off_t>(size)) != 0) return failed("cut off an unfinished record");
  const bool is_new = size == 0;
  ssize_t n = 0;
  do n = ::pwrite(fd_, text.data(), text.size(), static_cast<off_t>(size));
  while (n < 0 && errno == EINTR);
  if (n != static_cast<ssize_t>(text.size()) || ::fsync(fd_) != 0 || (is_new && !disk::sync_folder_of(path_))) {
    if (n >= 0 && n < static_cast<ssize_t>(text.size())) errno = ENOSPC;
    const Status status = failed("append to the log");
    // What was not acknowledged shall not be there; should this fail too, the record merely stays.
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) return status;
    return status;
  }
  size_ = size + text.size();
  return {};
}

Status LockedFile::replace(std::string_view head, uint64_t kept_from) {
  disk::NewFile fresh(path_, disk::Existing::kReplace, 0600);
  const auto done = [this](const disk::Reason& reason) {
    return reason.empty() ? Status() : Status(Code::kLogFile, path_ + ": cannot replace the log: " + reason);
  };
  IMPRINT_RETURN_IF_ERROR(done(fresh.open()));
  IMPRINT_RETURN_IF_ERROR(done(fresh.write(as_bytes(head))));
  for (uint64_t at = kept_from; at < size_; at += kCopyBytes) {
    IMPRINT_ASSIGN_OR_RETURN(const std::string part,
                             read(at, static_cast<size_t>(std::min<uint64_t>(kCopyBytes, size_ - at))));
    IMPRINT_RETURN_IF_ERROR(done(fresh.write(as_bytes(part))));
  }
  // Writers that wait for our lock wake up with the old file and open the new one (still_at).
  return done(fresh.finish());
}

}  // namespace imprint::record
