// Files that are written whole: what is replaced, what is written through, what is refused, and what is left behind.
#include "disk/new_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

using namespace imprint::disk;

namespace {

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/imprint-disk-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string at(const std::string& name) const { return path_ + "/" + name; }
  size_t files() const { return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(path_), {})); }

 private:
  std::string path_;
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::span<const uint8_t> bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

Reason write(const std::string& path, std::string_view text, Existing existing, unsigned mode = 0644,
             Hand hand = Hand::kOwn) {
  NewFile file(path, existing, mode, hand);
  if (Reason reason = file.open(); !reason.empty()) return reason;
  if (Reason reason = file.write(bytes(text)); !reason.empty()) return reason;
  return file.finish();
}

struct stat status(const std::string& path) {
  struct stat info {};
  REQUIRE(::lstat(path.c_str(), &info) == 0);
  return info;
}

}  // namespace

TEST_CASE("new file: its bytes are at its name, under its mode, and an existing one is kept or replaced") {
  const Folder folder;
  const mode_t mask = ::umask(027);
  CHECK(write(folder.at("a"), "one", Existing::kKeep, 0666) == "");
  ::umask(mask);
  CHECK((status(folder.at("a")).st_mode & 07777) == 0640);
  CHECK(write(folder.at("a"), "two", Existing::kKeep) == kExists);
  CHECK(check_target(folder.at("a"), Existing::kKeep) == kExists);
  CHECK(content(folder.at("a")) == "one");
  CHECK(check_target(folder.at("a"), Existing::kReplace) == "");
  CHECK(write(folder.at("a"), "two", Existing::kReplace) == "");
  CHECK(content(folder.at("a")) == "two");
  CHECK(write(folder.at("b"), "", Existing::kReplace, 0600) == "");
  CHECK((status(folder.at("b")).st_mode & 07777) == 0600);
  CHECK(folder.files() == 2);
}

TEST_CASE("new file: a child's hand does the same, also for a program that ignores its children") {
  const Folder folder;
  put(folder.at("a"), "one");
  CHECK(write(folder.at("a"), "two", Existing::kReplace, 0644, Hand::kChild) == "");
  CHECK(content(folder.at("a")) == "two");
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  CHECK(write(folder.at("a"), "three", Existing::kReplace, 0644, Hand::kChild) == "");
  ::signal(SIGCHLD, before);
  CHECK(content(folder.at("a")) == "three");
  CHECK(folder.files() == 1);
}

TEST_CASE("new file: what is replaced hands on its mode and owner, not its set-id bits") {
  const Folder folder;
  put(folder.at("a"), "one");
  REQUIRE(::chmod(folder.at("a").c_str(), 04604) == 0);
  if (::geteuid() == 0) REQUIRE(::chown(folder.at("a").c_str(), 1234, 4321) == 0);
  REQUIRE(::chmod(folder.at("a").c_str(), 04604) == 0);
  const struct stat before = status(folder.at("a"));
  CHECK(write(folder.at("a"), "two", Existing::kReplace) == "");
  const struct stat after = status(folder.at("a"));
  CHECK((after.st_mode & 07777) == 0604);
  CHECK(after.st_uid == before.st_uid);
  CHECK(after.st_gid == before.st_gid);
  CHECK(content(folder.at("a")) == "two");
}

TEST_CASE("new file: an access list is handed on, and with it who may not read") {
  const Folder folder;
  put(folder.at("a"), "one");
  // acl(5): user 1234 may read, the group may nothing, which the mode's group bits (the mask) do not say.
  static constexpr uint8_t kList[] = {2, 0,    0,    0,    1,    0,    6,  0, 0xFF, 0xFF, 0xFF, 0xFF, 2,    0,   4,
                                      0, 0xD2, 4,    0,    0,    4,    0,  0, 0,    0xFF, 0xFF, 0xFF, 0xFF, 16,  0,
                                      4, 0,    0xFF, 0xFF, 0xFF, 0xFF, 32, 0, 0,    0,    0xFF, 0xFF, 0xFF, 0xFF};
  const char* name = "system.posix_acl_access";
  if (::setxattr(folder.at("a").c_str(), name, kList, sizeof kList, 0) != 0) return;  // a file system without lists
  CHECK((status(folder.at("a")).st_mode & 07777) == 0640);
  CHECK(write(folder.at("a"), "two", Existing::kReplace) == "");
  uint8_t got[sizeof kList] = {};
  CHECK(::getxattr(folder.at("a").c_str(), name, got, sizeof got) == sizeof kList);
  CHECK(std::equal(std::begin(kList), std::end(kList), got));
}

TEST_CASE("new file: another owner's file is not replaced by one who cannot give it back") {
  if (::geteuid() != 0) return;
  const Folder folder;
  REQUIRE(::chmod(folder.at(".").c_str(), 0777) == 0);
  put(folder.at("a"), "one");
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(2);
    const Reason reason = write(folder.at("a"), "two", Existing::kReplace);
    ::_exit(reason.find("owner and group cannot be kept") != reason.npos ? 0 : 1);
  }
  int result = -1;
  ::waitpid(child, &result, 0);
  CHECK(result == 0);
  CHECK(content(folder.at("a")) == "one");
  CHECK(folder.files() == 1);
}

TEST_CASE("new file: a link is followed, and what it leads to is replaced or made") {
  const Folder folder;
  std::filesystem::create_directory(folder.at("sub"));
  put(folder.at("sub/file"), "one");
  std::filesystem::create_symlink("sub/file", folder.at("near"));
  std::filesystem::create_symlink(folder.at("near"), folder.at("far"));
  CHECK(write(folder.at("far"), "two", Existing::kKeep) == kExists);
  CHECK(write(folder.at("far"), "two", Existing::kReplace) == "");
  CHECK(content(folder.at("sub/file")) == "two");
  CHECK(S_ISLNK(status(folder.at("far")).st_mode));
  CHECK(S_ISLNK(status(folder.at("near")).st_mode));
  std::filesystem::create_symlink("sub/new", folder.at("dangling"));
  CHECK(write(folder.at("dangling"), "x", Existing::kKeep) == kExists);
  CHECK(write(folder.at("dangling"), "x", Existing::kReplace) == "");
  CHECK(content(folder.at("sub/new")) == "x");
  std::filesystem::create_symlink("loop", folder.at("loop"));
  CHECK(write(folder.at("loop"), "x", Existing::kReplace) == "Too many levels of symbolic links");
}

TEST_CASE("new file: pipes and character devices are written through and stay") {
  const Folder folder;
  REQUIRE(::mkfifo(folder.at("pipe").c_str(), 0600) == 0);
  std::string got;
  std::thread reader([&] { got = content(folder.at("pipe")); });
  CHECK(write(folder.at("pipe"), "through", Existing::kReplace) == "");
  reader.join();
  CHECK(got == "through");
  CHECK(S_ISFIFO(status(folder.at("pipe")).st_mode));
  CHECK(write("/dev/null", "x", Existing::kReplace) == "");
  CHECK(S_ISCHR(status("/dev/null").st_mode));
  CHECK(write("/dev/full", "x", Existing::kReplace) == "No space left on device");
  CHECK(write("/dev/null", "x", Existing::kKeep) == kExists);
  // A descriptor of this process, where it stands in its file.
  put(folder.at("log"), "before ");
  const int log = ::open(folder.at("log").c_str(), O_WRONLY | O_APPEND);
  CHECK(write("/dev/fd/" + std::to_string(log), "after", Existing::kReplace) == "");
  ::close(log);
  CHECK(content(folder.at("log")) == "before after");
  CHECK(folder.files() == 2);
}

TEST_CASE("new file: folders, and names in folders that are not there, are refused") {
  const Folder folder;
  put(folder.at("file"), "x");
  CHECK(check_target(folder.at(""), Existing::kReplace) == "Is a directory");
  CHECK(check_target(folder.at("."), Existing::kReplace) == "Is a directory");
  CHECK(check_target(folder.at("missing/a"), Existing::kReplace) == "No such file or directory");
  CHECK(check_target(folder.at("file/a"), Existing::kReplace) == "Not a directory");
  CHECK(check_target(folder.at(std::string(256, 'a')), Existing::kReplace) == "File name too long");
  CHECK(write(folder.at("missing/a"), "x", Existing::kKeep) == "No such file or directory");
  CHECK(folder.files() == 1);
}

TEST_CASE("new file: names of 255 bytes are written and replaced") {
  const Folder folder;
  const std::string name = folder.at(std::string(255, 'n'));
  CHECK(write(name, "one", Existing::kKeep) == "");
  CHECK(write(name, "two", Existing::kReplace) == "");
  CHECK(content(name) == "two");
  CHECK(folder.files() == 1);
}

TEST_CASE("new file: nothing is seen before the end, and nothing is left of what was not ended") {
  const Folder folder;
  put(folder.at("old"), "old");
  for (const char* name : {"old", "new"}) {
    NewFile file(folder.at(name), Existing::kReplace, 0644);
    REQUIRE(file.open() == "");
    REQUIRE(file.write(bytes("half")) == "");
    CHECK(folder.files() == 1);
  }
  CHECK(folder.files() == 1);
  CHECK(content(folder.at("old")) == "old");
}

// Without /proc, as in a bare chroot, a nameless file would never get a name. `what` gets the folder as "/".
template <typename What>
int without_proc(const Folder& folder, What what) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::chroot(folder.at("").c_str()) != 0 || ::chdir("/") != 0) ::_exit(77);
    ::_exit(what() ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("new file: where files need a name from the start, the rules are the same") {
  const Folder folder;
  put(folder.at("old"), "old");
  REQUIRE(::chmod(folder.at("old").c_str(), 0604) == 0);
  const int result = without_proc(folder, [] {
    const bool kept = write("/old", "x", Existing::kKeep) == kExists;
    const bool made = write("/new", "new", Existing::kKeep, 0600).empty();
    const bool replaced = write("/old", "newer", Existing::kReplace, 0644, Hand::kChild).empty();
    std::optional<NewFile> half(std::in_place, "/half", Existing::kKeep, 0644);
    const bool begun = half->open().empty() && half->write(bytes("half")).empty();
    half.reset();
    std::optional<NewFile> late(std::in_place, "/late", Existing::kKeep, 0644);
    const bool waiting = late->open().empty();
    put("/late", "theirs");
    const bool left_alone = late->finish() == kExists;
    late.reset();
    return kept && made && replaced && begun && waiting && left_alone;
  });
  if (result == 77) return;  // not allowed to here
  CHECK(result == 0);
  CHECK(content(folder.at("old")) == "newer");
  CHECK((status(folder.at("old")).st_mode & 07777) == 0604);
  CHECK(content(folder.at("new")) == "new");
  CHECK((status(folder.at("new")).st_mode & 07777) == 0600);
  CHECK(content(folder.at("late")) == "theirs");
  CHECK(folder.files() == 3);
}

TEST_CASE("new file: what appeared meanwhile is kept, or replaced when that was asked") {
  const Folder folder;
  for (const Existing existing : {Existing::kKeep, Existing::kReplace}) {
    std::filesystem::remove(folder.at("a"));
    NewFile file(folder.at("a"), existing, 0644);
    REQUIRE(file.open() == "");
    REQUIRE(file.write(bytes("ours")) == "");
    put(folder.at("a"), "theirs");
    CHECK(file.finish() == (existing == Existing::kKeep ? kExists : ""));
    CHECK(content(folder.at("a")) == (existing == Existing::kKeep ? "theirs" : "ours"));
    CHECK(folder.files() == 1);
  }
}
