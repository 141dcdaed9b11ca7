#include "files.h"

#include <fcntl.h>
#include <imprint/imprint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "disk/new_file.h"

namespace imprint_cli {
namespace {

constexpr uint64_t kDefaultMaxBytes = uint64_t{512} << 20;  // the library's own (spec/abi.md 8)
constexpr size_t kPieceBytes = 1 << 20;

uint64_t max_bytes = kDefaultMaxBytes;

std::string why() { return std::strerror(errno); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

[[noreturn]] void too_large(const std::string& path, const std::string& size) {
  throw CommandError(kFailed, path + ": " + size + " bytes exceed the limit of " + std::to_string(max_bytes) +
                                  " bytes for a file (--max-file-bytes)",
                     imprint_status_name(IMPRINT_ERR_LIMIT_EXCEEDED));
}

// Fills `to` as far as the file goes.
size_t read_into(int fd, std::span<uint8_t> to, const std::string& path) {
  size_t done = 0;
  while (done < to.size()) {
    const ssize_t n = ::read(fd, to.data() + done, to.size() - done);
    if (n == 0) break;
    if (n < 0 && errno != EINTR) throw CommandError(kFailed, path + ": " + why(), kInput);
    if (n > 0) done += static_cast<size_t>(n);
  }
  return done;
}

// One piece after the other into memory of exactly their size, each wiped and freed behind: they may hold a key.
Bytes join(Bytes first, std::vector<Bytes> pieces) {
  if (pieces.empty()) return first;
  size_t size = first.size();
  for (const Bytes& piece : pieces) size += piece.size();
  Bytes out;
  out.reserve(size);
  pieces.insert(pieces.begin(), std::move(first));
  for (Bytes& piece : pieces) {
    out.insert(out.end(), piece.begin(), piece.end());
    if (!piece.empty()) ::explicit_bzero(piece.data(), piece.size());
    Bytes().swap(piece);
  }
  return out;
}

// `expected`: the size that the file has by its name, 0 when nobody knows. One byte more is asked for, which tells the
// end; a stream costs what it gave, at most the limit.
Bytes read_all(int fd, uint64_t expected, const std::string& path) {
  Bytes first(static_cast<size_t>(expected));
  first.resize(read_into(fd, first, path));
  std::vector<Bytes> pieces;
  for (uint64_t size = first.size();;) {
    const uint64_t most = size == expected && expected > 0 ? 1 : kPieceBytes;
    Bytes piece(static_cast<size_t>(std::min(most, max_bytes - size + 1)));
    piece.resize(read_into(fd, piece, path));
    if (piece.empty()) return join(std::move(first), std::move(pieces));
    size += piece.size();
    if (size > max_bytes) too_large(path, "more than " + std::to_string(max_bytes));
    pieces.push_back(std::move(piece));
  }
}

imprint::disk::Existing existing(bool force) {
  return force ? imprint::disk::Existing::kReplace : imprint::disk::Existing::kKeep;
}

// A folder is no file to write, and what its user meant is one in it.
std::string advice(const std::string& path, const imprint::disk::Reason& reason) {
  if (reason == imprint::disk::kExists) return "; --force overwrites it";
  if (!names_folder(path)) return "";
  const std::string slash = path.ends_with('/') ? "" : "/";
  return "; name a file in the folder, or let '" + path + slash + "{name}' keep the input's name";
}

void require_done(const std::string& path, const imprint::disk::Reason& reason) {
  if (!reason.empty()) throw CommandError(kFailed, path + ": " + reason + advice(path, reason), kOutput);
}

void write_all(int fd, std::span<const uint8_t> bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw CommandError(kFailed, path + ": " + why(), kOutput);
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
}

}  // namespace

void limit_files(uint64_t bytes) { max_bytes = bytes == 0 ? kDefaultMaxBytes : bytes; }

Bytes read_file(const std::string& path) {
  const bool standard = path == "-";
  const Descriptor file(standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  const std::string name = standard ? "standard input" : path;
  struct stat info {};
  if (file.get() < 0 || ::fstat(file.get(), &info) != 0) throw CommandError(kFailed, name + ": " + why(), kInput);
  if (S_ISDIR(info.st_mode)) throw CommandError(kFailed, name + ": is a directory", kInput);
  const uint64_t expected = S_ISREG(info.st_mode) ? static_cast<uint64_t>(info.st_size) : 0;
  if (expected > max_bytes) too_large(name, std::to_string(expected));
  return read_all(file.get(), expected, name);
}

int worse(int a, int b) {
  const auto rank = [](int code) { return code == kFailed ? 3 : code == kUnsupported ? 2 : code == kAbsent ? 1 : 0; };
  return rank(a) >= rank(b) ? a : b;
}

bool names_folder(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

void check_output(const std::string& path, bool force) {
  if (path != "-") require_done(path, imprint::disk::check_target(path, existing(force)));
}

void write_file(const std::string& path, std::span<const uint8_t> bytes, bool force, unsigned mode) {
  if (path == "-") return write_all(STDOUT_FILENO, bytes, "standard output");
  imprint::disk::NewFile file(path, existing(force), mode, imprint::disk::Hand::kChild);
  require_done(path, file.open());
  require_done(path, file.write(bytes));
  require_done(path, file.finish());
}

}  // namespace imprint_cli
