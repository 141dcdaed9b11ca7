// The log's file, locked for as long as the object lives.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace imprint::record {

enum class Access { kRead, kAppend, kReplace };  // shared, exclusive (made if missing), exclusive

class LockedFile {
 public:
  // Waits for the lock. A file that was replaced while we waited (purge) is opened again. Errors: kLogFile.
  static Result<LockedFile> open(const std::string& path, Access access);
  ~LockedFile();
  LockedFile(LockedFile&& other) noexcept;
  LockedFile& operator=(LockedFile&&) = delete;

  uint64_t size() const { return size_; }
  // Exactly `count` bytes, which are there.
  Result<std::string> read(uint64_t offset, size_t count) const;
  // Cuts the file to `size`, adds `text` by one write and makes both durable; on an error the file is as long as
  // before.
  Status append(uint64_t size, std::string_view text);
  // Puts a new file with this content in its place, durably.
  Status replace(std::string_view head, uint64_t kept_from);

 private:
  LockedFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  Status failed(const char* what) const;

  int fd_;
  std::string path_;
  uint64_t size_ = 0;
};

}  // namespace imprint::record
