#include "base/program.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

using namespace imprint;
namespace fs = std::filesystem;

namespace {

// What `script` says and how it ends.
Status run(const std::string& script, ProgramLimits limits = {}, const Progress& progress = {}) {
  return run_program({"/bin/sh", "-c", script}, limits, progress);
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

bool says(const Status& status, const std::string& words) { return status.message().find(words) != std::string::npos; }

}  // namespace

TEST_CASE("program: it ends well, or with a status and its last words") {
  CHECK(run("exit 0").ok());
  const Status failed = run("echo first >&2; echo 'no such codec' >&2; exit 3");
  CHECK(failed.code() == Code::kDecodeFailed);
  CHECK(says(failed, "sh ended with status 3"));
  CHECK(says(failed, "no such codec"));
  CHECK(says(run("kill -SEGV $$"), "signal 11"));
  const Status long_winded = run("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1");
  CHECK(says(long_winded, "line 2999"));
  CHECK(long_winded.message().size() < 600);
  for (const char letter : long_winded.message()) CHECK(static_cast<unsigned char>(letter) >= 0x20);
}

TEST_CASE("program: one that is not there is named") {
  for (const char* name : {"/nowhere/ffmpeg", "imprint-no-such-program", "/"}) {
    const Status missing = run_program({name, "-version"}, {}, {});
    CHECK(missing.code() == Code::kFileNotFound);
    CHECK(says(missing, name));
  }
  CHECK(run_program({"sh", "-c", "exit 0"}, {}, {}).ok());  // by PATH
}

TEST_CASE("program: it has no input, a bare environment and no file of ours") {
  ::setenv("IMPRINT_TEST_SECRET", "hidden", 1);
  const Status told = run("read word; echo \"[$word] $(env | sort | tr '\\n' ' ')\" >&2; exit 1");
  CHECK(says(told, "[] LC_ALL=C.UTF-8"));
  CHECK_FALSE(says(told, "hidden"));
  std::ifstream open_here("/dev/zero");
  CHECK(says(run("ls /proc/self/fd | tr '\\n' ' ' >&2; exit 1"), "0 1 2 3"));  // 3 is the folder that ls reads
  CHECK_FALSE(says(run("ls /proc/self/fd | tr '\\n' ' ' >&2; exit 1"), "4"));
}

TEST_CASE("program: its limits hold") {
  auto folder = TemporaryFolder::make();
  REQUIRE(folder.ok());
  const std::string file = (folder->path() / "out").string();
  const Status wrote = run("exec head -c 100000 /dev/zero > " + file, {.file_bytes = 1000});
  CHECK(wrote.code() == Code::kLimitExceeded);
  CHECK(says(wrote, "1000 bytes"));
  CHECK(fs::file_size(file) <= 1000);
  Status slow;
  CHECK(seconds_of([&] { slow = run("sleep 60", {.seconds = 0.3}); }) < 5);
  CHECK(slow.code() == Code::kLimitExceeded);
}

TEST_CASE("program: a cancelled call ends it, and what it started") {
  auto folder = TemporaryFolder::make();
  REQUIRE(folder.ok());
  const std::string alive = (folder->path() / "alive").string();
  std::atomic<bool> cancelled = false;
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    cancelled = true;
  });
  Status ended;
  CHECK(seconds_of([&] {
          ended = run("(while true; do date +%N > " + alive + "; sleep 0.05; done) & wait", {}, Progress({}, &cancelled));
        }) < 5);
  later.join();
  CHECK(ended.code() == Code::kCancelled);
  const auto words = [&] {
    std::ifstream in(alive);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const std::string last = words();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  CHECK(words() == last);
}

TEST_CASE("program: one that leaves a child with the pipe behind does not hold us") {
  Status ended;
  CHECK(seconds_of([&] { ended = run("sleep 30 & exit 0"); }) < 5);
  CHECK(ended.ok());
}

TEST_CASE("temporary folder: nobody else's, and gone with what is in it") {
  fs::path path;
  {
    auto folder = TemporaryFolder::make();
    REQUIRE(folder.ok());
    path = folder->path();
    CHECK((fs::status(path).permissions() & fs::perms::all) == fs::perms::owner_all);
    std::ofstream(path / "file") << "content";
    const TemporaryFolder moved = std::move(folder).value();
    CHECK(fs::exists(path / "file"));
  }
  CHECK_FALSE(fs::exists(path));
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  CHECK(TemporaryFolder::make().status().code() == Code::kFileWrite);
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}
