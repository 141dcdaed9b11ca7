#include "disk/new_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace imprint::disk {
namespace {

constexpr int kAttempts = 100;         // at a name that nobody has
constexpr mode_t kPermissions = 0777;  // set-id bits are for programs that somebody trusted as they were
constexpr const char* kAccessList = "system.posix_acl_access";

// Short, so that a file whose own name has all of its 255 bytes has room for it.
std::string temporary_name() {
  static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz234567";
  uint8_t random[8] = {};
  if (::getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) return {};
  std::string name = ".imprint-";
  for (const uint8_t byte : random) name += kLetters[byte & 31];
  return name;
}

constexpr const char* kOwnName = "/proc/self/fd/%d";
std::string own_name(int fd) {
  char name[32];
  std::snprintf(name, sizeof name, kOwnName, fd);
  return name;
}

// File systems that know no files without a name (NFS, FAT, overlays of old kernels).
bool knows_no_nameless(int error) {
  return error == EOPNOTSUPP || error == EISDIR || error == EINVAL || error == ENOENT;
}

// Some file systems sync no folders.
bool synced(int folder) { return ::fsync(folder) == 0 || errno == EINVAL || errno == EOPNOTSUPP; }

}  // namespace

Reason check_target(const std::string& path, Existing existing) {
  Target target;
  if (Reason reason = find_target(path, target); !reason.empty()) return reason;
  return existing == Existing::kKeep && target.exists() ? kExists : Reason();
}

bool sync_folder_of(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const bool done = synced(folder);
  ::close(folder);
  return done;
}

NewFile::~NewFile() {
  if (!temporary_.empty()) ::unlinkat(folder_, temporary_.c_str(), 0);
  close();
  if (folder_ >= 0) ::close(folder_);
}

bool NewFile::close() {
  const int file = file_;
  file_ = -1;
  return file < 0 || ::close(file) == 0;
}

Reason NewFile::open() {
  if (Reason reason = find_target(path_, target_); !reason.empty()) return reason;
  if (existing_ == Existing::kKeep && target_.exists()) return kExists;
  return is_through() ? open_through() : open_beside();
}

Reason NewFile::open_through() {
  if (target_.kind == TargetKind::kDescriptor) {
    file_ = ::fcntl(target_.descriptor, F_DUPFD_CLOEXEC, 0);
    return file_ < 0 ? system_reason() : Reason();
  }
  file_ =
      ::openat(AT_FDCWD, (target_.folder + "/" + target_.name).c_str(), O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
  struct stat now {};
  if (file_ < 0 || ::fstat(file_, &now) != 0) return system_reason();
  return S_ISREG(now.st_mode) ? "changed while it was opened" : Reason();
}

Reason NewFile::open_beside() {
  folder_ = ::open(target_.folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) return system_reason();
  // What replaces a file is its owner's alone until it has that file's rights.
  const unsigned mode = target_.kind == TargetKind::kRegular ? 0600 : mode_;
  file_ = ::openat(folder_, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
  if (file_ < 0 && !knows_no_nameless(errno)) return system_reason();
  if (file_ >= 0 && ::access(own_name(file_).c_str(), F_OK) == 0) return {};
  close();  // without /proc it would never get a name
  return open_named(mode) ? Reason() : system_reason();
}

bool NewFile::open_named(unsigned mode) {
  for (int i = 0; i < kAttempts; ++i) {
    const std::string name = temporary_name();
    file_ =
        name.empty() ? -1 : ::openat(folder_, name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file_ >= 0) temporary_ = name;
    if (file_ >= 0 || errno != EEXIST) break;
  }
  return file_ >= 0;
}

Reason NewFile::write(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_reason();
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
  return {};
}

Reason NewFile::finish() {
  if (is_through()) return close() ? Reason() : system_reason();
  if (target_.kind == TargetKind::kRegular)
    if (Reason reason = take_over_rights(); !reason.empty()) return reason;
  if (::fsync(file_) != 0) return system_reason();
  if (Reason reason = place(); !reason.empty()) return reason;
  if (Reason reason = sync_folder(); !reason.empty()) return reason;
  return close() ? Reason() : system_reason();
}

Reason NewFile::take_over_rights() const {
  struct stat ours {};
  if (::fstat(file_, &ours) != 0) return system_reason();
  const struct stat& old = target_.old;
  if ((ours.st_uid != old.st_uid || ours.st_gid != old.st_gid) && ::fchown(file_, old.st_uid, old.st_gid) != 0)
    return "its owner and group cannot be kept: " + system_reason();
  if (::fchmod(file_, old.st_mode & kPermissions) != 0) return system_reason();
  // With an access list the mode's group bits say what anybody on it may do: alone they would say it of the group.
  const std::string at = target_.folder + "/" + target_.name;
  const ssize_t size = ::lgetxattr(at.c_str(), kAccessList, nullptr, 0);
  if (size <= 0) return {};
  std::vector<char> list(static_cast<size_t>(size));
  if (::lgetxattr(at.c_str(), kAccessList, list.data(), list.size()) != size ||
      ::fsetxattr(file_, kAccessList, list.data(), list.size(), 0) != 0)
    return "its access list cannot be kept: " + system_reason();
  return {};
}

Reason NewFile::place() {
  if (target_.kind == TargetKind::kRegular) return place_over();
  const Reason reason = place_new();
  // Appeared meanwhile.
  return reason == kExists && existing_ == Existing::kReplace ? place_over() : reason;
}

// Never replaces anything, and has no moment at which a temporary name could stay.
Reason NewFile::place_new() {
  const char* name = target_.name.c_str();
  if (temporary_.empty()) {
    const bool linked = ::linkat(AT_FDCWD, own_name(file_).c_str(), folder_, name, AT_SYMLINK_FOLLOW) == 0;
    return linked ? Reason() : errno == EEXIST ? kExists : system_reason();
  }
  if (::renameat2(folder_, temporary_.c_str(), folder_, name, RENAME_NOREPLACE) == 0) {
    temporary_.clear();
    return {};
  }
  if (errno != EINVAL && errno != ENOSYS) return errno == EEXIST ? kExists : system_reason();
  if (::linkat(folder_, temporary_.c_str(), folder_, name, 0) != 0) return errno == EEXIST ? kExists : system_reason();
  return {};  // the temporary name goes with this object
}

// No call gives a nameless file a name that is taken, so it gets one of its own for the time between two calls.
Reason NewFile::place_over() {
  if (!temporary_.empty()) {
    if (::renameat(folder_, temporary_.c_str(), folder_, target_.name.c_str()) != 0) return system_reason();
    temporary_.clear();
    return {};
  }
  int error = EEXIST;
  for (int i = 0; error == EEXIST && i < kAttempts; ++i) {
    const std::string name = temporary_name();
    if (name.empty()) return system_reason();
    error = hand_ == Hand::kChild ? rename_by_child(name.c_str()) : link_and_rename(name.c_str());
  }
  return error == 0 ? Reason() : reason_of(error);
}

// 0 or the error. Without memory from the heap: a child calls it.
int NewFile::link_and_rename(const char* temporary) const {
  char ours[32];
  std::snprintf(ours, sizeof ours, kOwnName, file_);
  if (::linkat(AT_FDCWD, ours, folder_, temporary, AT_SYMLINK_FOLLOW) != 0) return errno;
  if (::renameat(folder_, temporary, folder_, target_.name.c_str()) == 0) return 0;
  const int error = errno;
  ::unlinkat(folder_, temporary, 0);
  return error;
}

int NewFile::rename_by_child(const char* temporary) const {
  const pid_t child = ::fork();
  if (child < 0) return link_and_rename(temporary);
  if (child == 0) {
    ::setsid();  // nor does a SIGKILL of the group
    ::_exit(link_and_rename(temporary));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return is_in_place() ? 0 : EIO;  // who started us ignores its children, and so do we
  return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

bool NewFile::is_in_place() const {
  struct stat ours {
  }, named{};
  return ::fstat(file_, &ours) == 0 && ::fstatat(folder_, target_.name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

Reason NewFile::sync_folder() const {
  const int folder = ::openat(folder_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Who may write into a folder need not be allowed to read it.
  const bool done = folder >= 0 ? synced(folder) : ::syncfs(file_) == 0;
  const Reason reason = done ? Reason() : "written, but its folder was not synced: " + system_reason();
  if (folder >= 0) ::close(folder);
  return reason;
}

}  // namespace imprint::disk
