// What stands at the name of an output, links followed: a file to replace, something to write through, or nothing yet.
#pragma once

#include <sys/stat.h>

#include <string>

namespace imprint::disk {

// Why something could not be done, without the path ("No space left on device"); empty = it was done.
using Reason = std::string;
Reason reason_of(int error);
Reason system_reason();  // of errno

enum class TargetKind {
  kNothing,     // and its folder is there
  kRegular,     // `old` is its stat
  kStream,      // a pipe or a character device such as /dev/null: is written through, and stays what it is
  kDescriptor,  // of this process, named by a link such as /dev/stdout
};

struct Target {
  TargetKind kind = TargetKind::kNothing;
  bool linked = false;       // the name that was asked for is a link
  std::string folder, name;  // where the links end
  struct stat old {};
  int descriptor = -1;

  bool exists() const { return linked || kind != TargetKind::kNothing; }
};

// Refuses folders, block devices and sockets, and names in folders that are not there.
[[nodiscard]] Reason find_target(const std::string& path, Target& target);

}  // namespace imprint::disk
