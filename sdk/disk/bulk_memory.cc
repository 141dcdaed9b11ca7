#include "disk/bulk_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>

namespace imprint::disk {
namespace {

// What has been taken, by where it begins: whoever gives it back may not know how large it is.
struct Taken {
  std::mutex mutex;
  std::map<void*, size_t> sizes;
};
Taken& taken() {
  static Taken* const all = new Taken;  // outlives whatever is destroyed at the end of the process
  return *all;
}

// A file without a name, whose room is taken at once: writing to a mapped file on a full disk would end the process.
int open_nameless(size_t bytes) {
  const char* const wanted = std::getenv("TMPDIR");
  const int file = ::open(wanted != nullptr && *wanted != '\0' ? wanted : "/var/tmp", O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  if (::fallocate(file, 0, 0, static_cast<off_t>(bytes)) == 0) return file;
  ::close(file);
  return -1;
}

void* map_bulk(size_t bytes) {
  const int file = open_nameless(bytes);
  if (file >= 0) {
    void* const start = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (start != MAP_FAILED) return start;
  }
  return ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

}  // namespace

void* take_bulk(size_t bytes) {
  void* const start = map_bulk(bytes);
  if (start == MAP_FAILED) throw std::bad_alloc();
  try {
    const std::lock_guard<std::mutex> lock(taken().mutex);
    taken().sizes.emplace(start, bytes);
  } catch (...) {
    ::munmap(start, bytes);
    throw;
  }
  return start;
}

bool give_back_bulk(void* start) noexcept {
  size_t bytes = 0;
  {
    const std::lock_guard<std::mutex> lock(taken().mutex);
    const auto found = taken().sizes.find(start);
    if (found == taken().sizes.end()) return false;
    bytes = found->second;
    taken().sizes.erase(found);
  }
  ::munmap(start, bytes);
  return true;
}

}  // namespace imprint::disk
