#include "disk/target.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

namespace imprint::disk {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxLinks = 40;  // as Linux (path_resolution(7))

// "/dev/stdout" leads to "/proc/self/fd/1". What that link says is no name ("pipe:[4711]") or not the file as it was
// opened (appended to, or deleted), so it is the descriptor itself that is meant.
int own_descriptor(const fs::path& link) {
  std::error_code error;
  const fs::path folder = fs::canonical(link.parent_path(), error);
  if (error || folder != "/proc/" + std::to_string(::getpid()) + "/fd") return -1;
  const std::string name = link.filename();
  int number = -1;
  const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), number);
  return wrong == std::errc() && end == name.data() + name.size() ? number : -1;
}

Reason classify(Target& target) {
  const mode_t mode = target.old.st_mode;
  if (S_ISREG(mode)) {
    target.kind = TargetKind::kRegular;
  } else if (S_ISFIFO(mode) || S_ISCHR(mode)) {
    target.kind = TargetKind::kStream;
  } else if (S_ISDIR(mode)) {
    return reason_of(EISDIR);
  } else {
    return S_ISBLK(mode) ? "is a block device, which is not written to" : "is a socket, which is not written to";
  }
  return {};
}

// Nothing at this name: is there a folder to make it in?
Reason check_folder(Target& target) {
  struct stat folder {};
  if (::stat(target.folder.c_str(), &folder) != 0) return system_reason();
  if (!S_ISDIR(folder.st_mode)) return reason_of(ENOTDIR);
  if (target.name.empty()) return reason_of(EISDIR);
  target.kind = TargetKind::kNothing;
  return {};
}

}  // namespace

Reason reason_of(int error) { return std::strerror(error); }
Reason system_reason() { return reason_of(errno); }

Reason find_target(const std::string& path, Target& target) {
  fs::path at = path;
  for (int links = 0; links <= kMaxLinks; ++links) {
    target.linked = links > 0;
    target.folder = at.has_parent_path() ? at.parent_path() : fs::path(".");
    target.name = at.filename();
    if (::lstat(at.c_str(), &target.old) != 0) return errno == ENOENT ? check_folder(target) : system_reason();
    if (!S_ISLNK(target.old.st_mode)) return classify(target);
    target.descriptor = own_descriptor(at);
    if (target.descriptor >= 0) {
      target.kind = TargetKind::kDescriptor;
      return {};
    }
    std::error_code error;
    const fs::path next = fs::read_symlink(at, error);
    if (error) return error.message();
    at = at.parent_path() / next;  // an absolute link replaces what stands before it
  }
  return reason_of(ELOOP);
}

}  // namespace imprint::disk
