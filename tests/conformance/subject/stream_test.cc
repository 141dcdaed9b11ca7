// A stream answers call after call; what breaks it is told, and the next call finds a new one.
#include <doctest/doctest.h>

#include <thread>

#include "conformance/subject/folder.h"
#include "subject/call.h"

using namespace imprint_conform;
using namespace imprint_conform_test;

namespace {

// Shell that reads a request into $line, with $id and $in taken out of it.
const std::string kLoop =
    "while IFS= read -r line; do id=$(printf %s \"$line\" | sed 's/.*\"id\":\\([0-9]*\\).*/\\1/'); "
    "in=$(printf %s \"$line\" | sed 's/.*\"in\":\"\\([^\"]*\\)\".*/\\1/'); out=$(printf %s \"$line\" | sed "
    "'s/.*\"out\":\"\\([^\"]*\\)\".*/\\1/'); n=$((n+1)); ";

class Stream {
 public:
  explicit Stream(const std::string& body, bool adapter = false) {
    folder.write("a.png", "picture");
    subject.kind = SubjectKind::kStream;
    subject.folder = folder.path();
    subject.limits = {2, 256, 1, 8};
    subject.adapter_protocol = adapter;
    folder.script("tool", kLoop + body + "\ndone");
    subject.stream = {{{"./tool"}}};
    subject.commands = {{"detect", {}}, {"embed", {}}};
    callee = make_callee(subject, {folder.path("work"), ""});
  }
  CallResult detect() { return callee->call("detect", {{"in", folder.path("a.png")}}); }
  CallResult embed() {
    std::filesystem::remove(folder.path("out.png"));
    return callee->call("embed", {{"in", folder.path("a.png")}, {"out", folder.path("out.png")}, {"payload", "00ff"}});
  }

  Folder folder;
  Subject subject;
  std::unique_ptr<Callee> callee;
};

}  // namespace

TEST_CASE("stream: one process answers many calls, with files in and out") {
  {
    Stream stream(
        "test -z \"$out\" || test \"$out\" = \"$line\" || cat \"$in\" > \"$out\"; echo "
        "\"{\\\"id\\\":$id,\\\"ok\\\":true,\\\"n\\\":$n,\\\"at\\\":\\\"$in\\\"}\"");
    CallResult result = stream.embed();
    CHECK(result.answered());
    CHECK(result.exit_code == 0);
    CHECK(holds(result.out, "\"n\":1"));
    CHECK(holds(result.out, "{work}/in/a.png"));
    CHECK(read_all(stream.folder.path("out.png")) == "picture");
    for (int i = 2; i < 6; ++i) CHECK(holds(stream.detect().out, "\"n\":" + std::to_string(i)));
    CHECK(stream.callee->call("lint", {}).ended == Ended::kNotCalled);
  }
  CHECK(nothing_left());
}

TEST_CASE("stream: not ok is exit code 1, or what it says") {
  Stream plain("echo \"{\\\"id\\\":$id,\\\"ok\\\":false,\\\"reason\\\":\\\"too small\\\"}\"");
  CallResult result = plain.detect();
  CHECK(result.answered());
  CHECK(result.exit_code == 1);
  CHECK(result.err == "too small");
  Stream coded("echo \"{\\\"id\\\":$id,\\\"ok\\\":false,\\\"exit\\\":3}\"");
  CHECK(coded.detect().exit_code == 3);
}

TEST_CASE("stream: an answer that cannot be read is told, and the next call finds a new process") {
  struct Wrong {
    const char *answer, *says;
  };
  for (const Wrong& wrong :
       {Wrong{"echo 'no json'", "no JSON object"}, Wrong{"echo '[1]'", "no JSON object"},
        Wrong{"echo '{\"id\":99,\"ok\":true}'", "not the id"},
        Wrong{"echo \"{\\\"id\\\":$id}\"", "neither ok nor not ok"},
        Wrong{"echo \"{\\\"id\\\":$id,\\\"ok\\\":true,\\\"exit\\\":\\\"x\\\"}\"", "exit in its answer"},
        Wrong{"printf '{\"id\":%s,\"ok\":true}\\n{}\\n' $id", "answered twice"}}) {
    CAPTURE(wrong.answer);
    Stream stream("if test -e ../marker; then echo \"{\\\"id\\\":$id,\\\"ok\\\":true}\"; else touch ../marker; " +
                  std::string(wrong.answer) + "; fi");
    const CallResult broken = stream.detect();
    CHECK(broken.ended == Ended::kExited);
    CHECK_FALSE(broken.answered());
    CHECK(holds(broken.complaint, wrong.says));
    CHECK(stream.detect().answered());
  }
}

TEST_CASE("stream: a crash, a hang, a flood and a file too large have their ends, and the next call is good") {
  struct Wrong {
    const char* body;
    Ended ended;
  };
  for (const Wrong& wrong : {Wrong{"kill -SEGV $$", Ended::kSignalled}, Wrong{"exit 4", Ended::kExited},
                             Wrong{"sleep 1000", Ended::kTimedOut}, Wrong{"yes | tr -d '\\n'", Ended::kTooMuchOutput},
                             Wrong{"exec head -c 1G /dev/zero > \"$out\"", Ended::kTooMuchOutput},
                             Wrong{"exec 0<&-; sleep 1000", Ended::kTimedOut}}) {
    CAPTURE(wrong.body);
    Stream stream("if test -e ../marker; then echo \"{\\\"id\\\":$id,\\\"ok\\\":true}\"; else touch ../marker; " +
                  std::string(wrong.body) + "; fi");
    const CallResult broken = stream.embed();
    CHECK(broken.ended == wrong.ended);
    CHECK_FALSE(broken.answered());
    CHECK(stream.embed().answered());
  }
  CHECK(nothing_left());
}

TEST_CASE("stream: limits hold per call, not per life") {
  Stream stream("head -c 400000 /dev/zero >&2; sleep 0.7; echo \"{\\\"id\\\":$id,\\\"ok\\\":true}\"");
  for (int i = 0; i < 4; ++i) CHECK(stream.detect().answered());
}

TEST_CASE("stream: a process that is not there is told as that") {
  Stream stream("exit 0");
  stream.subject.stream = {{{"no-such-program-of-anybody"}}};
  const CallResult result = make_callee(stream.subject, {stream.folder.path("work"), ""})
                                ->call("detect", {{"in", stream.folder.path("a.png")}});
  CHECK(result.ended == Ended::kNotStarted);
}

TEST_CASE("stream: the protocol of the robustness harness") {
  Stream good(
      "echo \"$line\" | grep -q '\"payload_hex\":\"00ff\"' && echo '{\"ms\":1}' || echo '{\"error\":\"no payload\"}'",
      true);
  CHECK(good.embed().exit_code == 0);
  const CallResult refused = good.detect();
  CHECK(refused.answered());
  CHECK(refused.exit_code == 1);
  CHECK(refused.err == "no payload");
}

TEST_CASE("stream: threads wait for each other") {
  Stream stream("echo \"{\\\"id\\\":$id,\\\"ok\\\":true}\"");
  std::vector<std::thread> threads;
  std::vector<int> good(4, 0);
  for (size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) good[t] += stream.detect().answered() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : good) CHECK(count == 5);
}
