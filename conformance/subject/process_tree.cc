#include "subject/process_tree.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace imprint_conform {
namespace {

struct Process {
  pid_t pid, parent;
  uint64_t resident_pages;
};

// What getdents64(2) writes.
struct Entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[1];
};

pid_t number_of(const char* text) {
  pid_t number = 0;
  for (; *text >= '0' && *text <= '9'; ++text) number = number * 10 + (*text - '0');
  return *text == 0 ? number : 0;
}

void put_path(char* to, const char* name) {
  for (const char* from = "/proc/"; *from != 0; ++from) *to++ = *from;
  for (; *name != 0; ++name) *to++ = *name;
  for (const char* from = "/stat"; *from != 0; ++from) *to++ = *from;
  *to = 0;
}

// The field `skip` blanks further on; fields are parted by one blank each.
const char* skip_fields(const char* at, int skip) {
  for (; skip > 0 && *at != 0; ++at) skip -= *at == ' ';
  return at;
}

uint64_t digits_at(const char* at) {
  uint64_t number = 0;
  for (; *at >= '0' && *at <= '9'; ++at) number = number * 10 + static_cast<uint64_t>(*at - '0');
  return number;
}

// proc(5): "pid (name) state ppid ...", resident pages are field 24. The name may hold blanks and brackets.
bool read_process(const char* name, Process& process) {
  char path[64], text[1024];
  process.pid = number_of(name);
  if (process.pid <= 0) return false;
  put_path(path, name);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  if (size <= 0) return false;
  text[size] = 0;
  const char* at = nullptr;
  for (const char* c = text; *c != 0; ++c) {
    if (*c == ')') at = c;
  }
  if (at == nullptr || at[1] == 0) return false;
  process.parent = static_cast<pid_t>(digits_at(skip_fields(at + 2, 1)));
  process.resident_pages = digits_at(skip_fields(at + 2, 21));
  return true;
}

constexpr size_t kMostProcesses = 8192;

size_t read_all(Process* processes) {
  const int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  alignas(Entry) char buffer[8192];
  size_t count = 0;
  for (;;) {
    const long size = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
    if (size <= 0) break;
    for (long at = 0; at < size && count < kMostProcesses;) {
      const Entry* entry = reinterpret_cast<const Entry*>(buffer + at);
      if (read_process(entry->name, processes[count])) ++count;
      at += entry->length;
    }
  }
  close(folder);
  return count;
}

bool holds(const ProcessTree& tree, pid_t pid) {
  for (size_t i = 0; i < tree.count; ++i) {
    if (tree.pids[i] == pid) return true;
  }
  return false;
}

}  // namespace

void read_tree(pid_t root, ProcessTree& tree) {
  static Process processes[kMostProcesses];
  const size_t all = read_all(processes);
  const uint64_t page_bytes = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  tree.count = 0;
  tree.resident_bytes = 0;
  tree.more = false;
  // Parents may come after their children in /proc: go on until nothing is new.
  for (bool found = true; found;) {
    found = false;
    for (size_t i = 0; i < all; ++i) {
      const Process& process = processes[i];
      if ((process.parent != root && !holds(tree, process.parent)) || holds(tree, process.pid)) continue;
      if (tree.count == ProcessTree::kMost) {
        tree.more = true;
        return;
      }
      tree.pids[tree.count++] = process.pid;
      tree.resident_bytes += process.resident_pages * page_bytes;
      found = true;
    }
  }
}

}  // namespace imprint_conform
