// Subjects that misbehave: each gives the right end, nothing of it stays alive, and the next call is as good as any.
#include "subject/call.h"

#include <doctest/doctest.h>

#include <thread>

#include "conformance/subject/folder.h"
#include "subject/process.h"

using namespace imprint_conform;
using namespace imprint_conform_test;

namespace {

// A subject whose `lint` is a shell script that gets {in}, and whose `mark` gets {in} and {out}.
class Shell {
 public:
  explicit Shell(const std::string& body) {
    folder.write("in.png", "picture");
    subject.folder = folder.path();
    subject.limits = {10, 256, 1, 8};
    const std::string script = folder.script("tool", body);
    const auto words = [](std::vector<std::string> all) {
      CommandTemplate command;
      for (const std::string& word : all) command.push_back({{word}});
      return command;
    };
    subject.commands["lint"] = words({"./tool", "{in}"});
    subject.commands["mark"] = words({"./tool", "{in}", "{out}"});
  }
  CallResult lint() { return callee()->call("lint", {{"in", folder.path("in.png")}}); }
  CallResult mark() { return callee()->call("mark", {{"in", folder.path("in.png")}, {"out", folder.path("out.png")}}); }
  std::unique_ptr<Callee> callee() { return make_callee(subject, {folder.path("work"), ""}); }

  Folder folder;
  Subject subject;
};

// Whether a process runs whose command line holds `words`.
bool runs(const std::string& words) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (!std::isdigit(static_cast<unsigned char>(entry.path().filename().string()[0]))) continue;
    std::string line = read_all(entry.path().string() + "/cmdline");
    for (char& c : line) c = c == 0 ? ' ' : c;
    if (holds(line, words)) return true;
  }
  return false;
}

// A sleep that can be told from everybody else's.
std::string sleep_of(int which) { return "sleep " + std::to_string(700000 + which) + "." + std::to_string(getpid()); }

}  // namespace

TEST_CASE("call: exit code, both outputs and the file come back, and the folder is gone") {
  Shell shell("cat \"$1\" > \"$2\"; echo said; echo at \"$PWD\" >&2; exit 3");
  const CallResult result = shell.mark();
  CHECK(result.ended == Ended::kExited);
  CHECK(result.answered());
  CHECK(result.exit_code == 3);
  CHECK(result.out == "said\n");
  CHECK(result.err == "at {work}\n");
  CHECK(read_all(shell.folder.path("out.png")) == "picture");
  CHECK(std::filesystem::is_empty(shell.folder.path("work")));
  CHECK(nothing_left());
  CHECK(holds(refusal([&] { shell.mark(); }), "stands there already"));
}

TEST_CASE("call: a verb that the subject lacks is not called") {
  Shell shell("exit 0");
  CHECK_FALSE(shell.callee()->can("embed"));
  CHECK(shell.callee()->call("embed", {}).ended == Ended::kNotCalled);
}

TEST_CASE("call: an empty environment but for three, an own folder, nothing on stdin, the input a copy") {
  Shell shell(
      "env | cut -d= -f1 | sort | tr '\\n' ' '; echo \"$LANG\"; test \"$HOME\" = \"$PWD\" && echo home; cat; echo "
      "spoilt > \"$1\"");
  setenv("IMPRINT_TEST_SECRET", "x", 1);
  const CallResult result = shell.lint();
  unsetenv("IMPRINT_TEST_SECRET");
  CHECK(result.out == "HOME LANG PATH PWD C.UTF-8\nhome\n");  // PWD is the shell's own doing
  CHECK(read_all(shell.folder.path("in.png")) == "picture");
}

TEST_CASE("call: no network where the kernel allows it, and told otherwise") {
  Shell shell("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' \\n'");
  const CallResult result = shell.lint();
  if (result.network_closed) {
    CHECK(result.out == "lo");
  } else {
    MESSAGE("this kernel gives no network namespace");
  }
}

TEST_CASE("call: what hangs is stopped after its time") {
  Shell shell("echo begun; " + sleep_of(1));
  shell.subject.limits.seconds = 1;
  const CallResult result = shell.lint();
  CHECK(result.ended == Ended::kTimedOut);
  CHECK_FALSE(result.answered());
  CHECK(result.out == "begun\n");
  CHECK(result.seconds >= 1);
  CHECK(result.seconds < 5);
  CHECK_FALSE(runs(sleep_of(1)));
  CHECK(nothing_left());
}

TEST_CASE("call: what ignores every polite signal is stopped all the same") {
  Shell shell("trap '' TERM INT HUP; while :; do " + sleep_of(2) + "; done");
  shell.subject.limits.seconds = 1;
  CHECK(shell.lint().ended == Ended::kTimedOut);
  CHECK_FALSE(runs(sleep_of(2)));
}

TEST_CASE("call: what forks away or leaves daemons in sessions of their own is gone with its call") {
  Shell shell("(" + sleep_of(3) + " &) ; setsid sh -c '(setsid " + sleep_of(3) + " &) ; " + sleep_of(3) +
              "' & sleep 0.2; echo done");
  const CallResult result = shell.lint();
  CHECK(result.ended == Ended::kExited);
  CHECK(result.exit_code == 0);
  CHECK(result.out == "done\n");
  CHECK_FALSE(runs(sleep_of(3)));
  CHECK(nothing_left());
}

TEST_CASE("call: an end by signal is told with its number") {
  CHECK(Shell("kill -SEGV $$").lint().signal == 11);
  const CallResult result = Shell("kill -KILL $$").lint();
  CHECK(result.ended == Ended::kSignalled);
  CHECK(result.signal == 9);
}

TEST_CASE("call: 10 GB into one file, into many files, and onto both outputs are stopped at the limit") {
  for (const char* body :
       {"head -c 10G /dev/zero > \"$2\"", "i=0; while :; do i=$((i+1)); head -c 2M /dev/zero > f$i; done", "yes",
        "yes >&2", "head -c 10G /dev/zero | cat > big; exit 0",
        "trap '' XFSZ; head -c 10G /dev/zero > \"$2\"; exit 0"}) {
    CAPTURE(body);
    Shell shell(body);
    const CallResult result = shell.mark();
    CHECK(result.ended == Ended::kTooMuchOutput);
    CHECK(result.out.size() <= (1 << 20));
    CHECK_FALSE(std::filesystem::exists(shell.folder.path("out.png")));
    CHECK(std::filesystem::is_empty(shell.folder.path("work")));
  }
  CHECK(nothing_left());
}

TEST_CASE("call: what stays just under its limits is left alone") {
  Shell shell("head -c 1000000 /dev/zero; head -c 8000000 /dev/zero > \"$2\"");
  const CallResult result = shell.mark();
  CHECK(result.ended == Ended::kExited);
  CHECK(result.out.size() == 1000000);
  CHECK(std::filesystem::file_size(shell.folder.path("out.png")) == 8000000);
}

TEST_CASE("call: memory is counted over all processes of the call") {
  // tail keeps the last line, which never ends.
  Shell one("tail -n 1 /dev/zero");
  one.subject.limits.memory_mb = 64;
  CHECK(one.lint().ended == Ended::kOutOfMemory);
  Shell several("for i in 1 2 3; do (head -c 40M /dev/zero; sleep 5) | tail -n 1 & done; wait");
  several.subject.limits.memory_mb = 64;
  CHECK(several.lint().ended == Ended::kOutOfMemory);
  Shell little("(head -c 20M /dev/zero; sleep 0.3) | tail -c 1 > /dev/null");
  little.subject.limits.memory_mb = 64;
  const CallResult result = little.lint();
  CHECK(result.ended == Ended::kExited);
  CHECK(result.peak_memory > 0);
  CHECK(result.peak_memory < (uint64_t{64} << 20));
}

TEST_CASE("call: what cannot be started is told as that") {
  Shell shell("exit 0");
  shell.subject.commands["lint"][0].words[0] = "no-such-program-of-anybody";
  CallResult result = shell.lint();
  CHECK(result.ended == Ended::kNotStarted);
  CHECK(holds(result.complaint, "no-such-program-of-anybody is no program"));
  const std::string file = shell.folder.write("broken", "#!/no/such/interpreter\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  shell.subject.commands["lint"][0].words[0] = "./broken";
  result = shell.lint();
  CHECK(result.ended == Ended::kNotStarted);
  CHECK(holds(result.complaint, "No such file"));
  CHECK(nothing_left());
}

TEST_CASE("call: an output that is no plain file is a complaint") {
  Shell shell("ln -s /etc/passwd \"$2\"");
  const CallResult result = shell.mark();
  CHECK(result.ended == Ended::kExited);
  CHECK_FALSE(result.answered());
  CHECK(result.complaint == "its output is no plain file");
  CHECK_FALSE(std::filesystem::exists(shell.folder.path("out.png")));
}

TEST_CASE("call: many threads at once, each with its own answer") {
  Shell shell("cat \"$1\"; cat \"$1\" > \"$2\"; (sleep 0.05 &); exit 0");
  const auto callee = shell.callee();
  std::vector<std::thread> threads;
  std::vector<int> good(6, 0);
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 8; ++i) {
        const std::string name = std::to_string(t) + "-" + std::to_string(i);
        const std::string in = shell.folder.write(name + ".in", name), out = shell.folder.path(name + ".out");
        const CallResult result = callee->call("mark", {{"in", in}, {"out", out}});
        good[static_cast<size_t>(t)] += result.answered() && result.out == name && read_all(out) == name ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : good) CHECK(count == 8);
  CHECK(nothing_left());
}

TEST_CASE("call: after one that broke, the next one is as good as any") {
  Shell shell("if test -e ../marker; then echo fine; else touch ../marker; kill -ABRT $$; fi");
  CHECK(shell.lint().ended == Ended::kSignalled);
  CHECK(shell.lint().out == "fine\n");
}

TEST_CASE("folder: a subject of files can do nothing") {
  Shell shell("exit 0");
  shell.subject.kind = SubjectKind::kFolder;
  CHECK_FALSE(shell.callee()->can("mark"));
  CHECK(shell.lint().ended == Ended::kNotCalled);
}
