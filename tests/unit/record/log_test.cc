// Chain, age, and what is left after kills and with two writers.
#include "record/log.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "record/line.h"

using namespace imprint;
using namespace imprint::record;

namespace {

constexpr int64_t kNow = 1795516200;  // 2026-11-24T10:30:00Z

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/imprint-log-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string log() const { return path_ + "/log.jsonl"; }

 private:
  std::string path_;
};

Entry entry(int64_t time_s, const std::string& id = "id-1") {
  return {time_s, "001191000000000000000K00000", id, "customer 7, contract 12", std::string(64, 'a')};
}

void fill(const std::string& log, int count, int64_t first_s, int64_t step_s) {
  for (int i = 0; i < count; ++i) REQUIRE(append(log, entry(first_s + i * step_s, "id-" + std::to_string(i + 1))).ok());
}

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1)
    lines.push_back(text.substr(at, end - at));
  return lines;
}
std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// "log:3: ..." -> 3; 0 when the chain holds.
int broken_line(const std::string& log) {
  const Result<Summary> result = verify(log);
  if (result.ok()) return 0;
  CHECK(result.status().code() == Code::kLogBroken);
  const std::string& message = result.status().message();
  return std::atoi(message.c_str() + log.size() + 1);
}

}  // namespace

TEST_CASE("log: records chain from the first on, and verify tells what is there") {
  const Folder folder;
  fill(folder.log(), 3, kNow, 60);
  const Result<Summary> summary = verify(folder.log());
  REQUIRE(summary.ok());
  CHECK(summary->records == 3);
  CHECK(summary->first_sequence == 1);
  CHECK(summary->last_sequence == 3);
  CHECK(summary->first_time_s == kNow);
  CHECK(summary->last_time_s == kNow + 120);
  CHECK(summary->torn_bytes == 0);
  const auto last = nlohmann::json::parse(lines_of(content(folder.log())).back());
  CHECK(last["hash"] == summary->head);
  CHECK(last["waiver"] == "customer 7, contract 12");
  CHECK(last["time"] == "2026-11-24T10:32:00Z");
  CHECK((std::filesystem::status(folder.log()).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("log: a known line has the bytes of the specification") {
  const std::string line = write_record(1, kNoHash, entry(kNow));
  CHECK(
      line ==
      R"({"seq":1,"time":"2026-11-24T10:30:00Z","prev":"0000000000000000000000000000000000000000000000000000000000000000",)"
      R"("kind":"unlabelled_copy","producer":"001191000000000000000K00000","produce_id":"id-1","waiver":"customer 7, contract 12",)"
      R"("file_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
      R"("hash":")" +
          read_line(line).value().hash + "\"}");
}

TEST_CASE("log: a record says of a keyed mark_id under which key, and nothing of others") {
  Entry keyed = entry(kNow);
  keyed.mark_id_key = "0123456789abcdef";
  const std::string line = write_record(1, kNoHash, keyed);
  CHECK(line.find(R"("waiver":"customer 7, contract 12","mark_id_key":"0123456789abcdef","file_sha256":)") != std::string::npos);
  CHECK(read_line(line).ok());
  CHECK(write_record(1, kNoHash, entry(kNow)).find("mark_id_key") == std::string::npos);
}

TEST_CASE("log: every change of a record, and every record that goes, comes or moves, is named by its line") {
  const Folder folder;
  fill(folder.log(), 5, kNow, 60);
  const std::string whole = content(folder.log());
  const std::vector<std::string> lines = lines_of(whole);
  REQUIRE(lines.size() == 5);
  const auto with = [&](std::vector<std::string> changed) {
    put(folder.log(), joined(changed));
    return broken_line(folder.log());
  };
  auto changed = lines;
  changed[2].replace(changed[2].find("customer 7"), 10, "customer 8");
  CHECK(with(changed) == 3);
  changed = lines;
  changed.erase(changed.begin() + 1);
  CHECK(with(changed) == 2);
  changed = lines;
  std::swap(changed[3], changed[4]);
  CHECK(with(changed) == 4);
  changed = lines;
  changed.insert(changed.begin() + 2, changed[1]);
  CHECK(with(changed) == 3);
  changed = lines;
  changed.erase(changed.begin());
  CHECK(with(changed) == 1);
  changed = lines;
  changed[3] = write_record(4, std::string(64, 'b'), entry(kNow));
  CHECK(with(changed) == 4);
  changed = lines;
  changed[1] = "";
  CHECK(with(changed) == 2);
  changed = lines;
  changed.insert(changed.begin() + 3, write_purge(3, std::string(64, 'c'), kNow));
  CHECK(with(changed) == 4);
  // Any single byte.
  for (size_t i = 0; i < whole.size(); i += 37) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    put(folder.log(), damaged);
    CHECK_MESSAGE(broken_line(folder.log()) > 0, i);
  }
  put(folder.log(), whole);
  CHECK(broken_line(folder.log()) == 0);
}

TEST_CASE("log: a write that was cut off is no record; the next append takes its place") {
  const Folder folder;
  fill(folder.log(), 2, kNow, 60);
  const std::string whole = content(folder.log());
  const size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (size_t kept : {last + 1, last + 100, whole.size() - 1}) {
    put(folder.log(), whole.substr(0, kept));
    const Result<Summary> torn = verify(folder.log());
    REQUIRE(torn.ok());
    CHECK(torn->records == 1);
    CHECK(torn->torn_bytes == kept - last);
    REQUIRE(append(folder.log(), entry(kNow, "again")).ok());
    const Result<Summary> mended = verify(folder.log());
    REQUIRE(mended.ok());
    CHECK(mended->records == 2);
    CHECK(mended->torn_bytes == 0);
  }
  // The very first record was cut off.
  put(folder.log(), whole.substr(0, 50));
  REQUIRE(append(folder.log(), entry(kNow)).ok());
  CHECK(verify(folder.log())->records == 1);
}

TEST_CASE("log: nothing is appended to a log whose last record is damaged") {
  const Folder folder;
  fill(folder.log(), 2, kNow, 60);
  std::string damaged = content(folder.log());
  damaged[damaged.size() - 100] = static_cast<char>(damaged[damaged.size() - 100] ^ 1);
  put(folder.log(), damaged);
  CHECK(append(folder.log(), entry(kNow)).status().code() == Code::kLogBroken);
  CHECK(content(folder.log()) == damaged);
}

TEST_CASE("log: entries that say nothing or too much are refused") {
  const Folder folder;
  const auto code = [&](Entry e) { return append(folder.log(), e).status().code(); };
  Entry e = entry(kNow);
  e.waiver.clear();
  CHECK(code(e) == Code::kInvalidArgument);
  e = entry(kNow);
  e.waiver = std::string(kMaxWaiverBytes + 1, 'x');
  CHECK(code(e) == Code::kInvalidArgument);
  e = entry(kNow);
  e.produce_id.clear();
  CHECK(code(e) == Code::kInvalidArgument);
  e = entry(kNow);
  e.producer = "\xff";
  CHECK(code(e) == Code::kInvalidArgument);
  e = entry(kNow);
  e.file_sha256 = "abc";
  CHECK(code(e) == Code::kInvalidArgument);
  e = entry(kNow);
  e.mark_id_key = "0123456789ABCDEF";
  CHECK(code(e) == Code::kInvalidArgument);
  CHECK(code(entry(-1)) == Code::kInvalidArgument);
  CHECK_FALSE(std::filesystem::exists(folder.log()));
  e = entry(kNow);
  e.waiver = "\"quoted\" \\ \n line, 协议 12";
  CHECK(code(e) == Code::kOk);
  CHECK(verify(folder.log())->records == 1);
  CHECK(verify("/nonexistent/log").status().code() == Code::kLogFile);
}

TEST_CASE("log: six months back is the same day, or the last one of a shorter month") {
  for (const auto& [now, then] : {std::pair{"2026-11-24T10:30:00Z", "2026-05-24T10:30:00Z"},
                                  {"2026-08-31T00:00:00Z", "2026-02-28T00:00:00Z"},
                                  {"2024-08-30T23:59:59Z", "2024-02-29T23:59:59Z"},
                                  {"2026-03-31T12:00:00Z", "2025-09-30T12:00:00Z"}})
    CHECK(to_text(six_months_before(from_text(now).value())) == then);
  for (const char* wrong : {"", "2026", "2026-13-01", "2026-02-30", "2026-11-24 10:30:00", "2026-11-24T25:00:00Z",
                            "+026-11-24", "2026-11-2x"})
    CHECK_FALSE(from_text(wrong).ok());
  CHECK(from_text("2026-11-24").value() == kNow - 10 * 3600 - 1800);
}

TEST_CASE("log: purge takes what is older than six months to the second, and refuses what is younger") {
  const Folder folder;
  const int64_t limit = six_months_before(kNow);
  REQUIRE(append(folder.log(), entry(limit - 86400, "old")).ok());
  REQUIRE(append(folder.log(), entry(limit - 1, "just old")).ok());
  REQUIRE(append(folder.log(), entry(limit, "just young")).ok());
  REQUIRE(append(folder.log(), entry(kNow, "new")).ok());
  const std::string before = content(folder.log());

  const Result<Purged> refused = purge(folder.log(), limit + 1, {kNow, kNow});
  CHECK(refused.status().code() == Code::kLogTooYoung);
  CHECK(refused.status().message().find(":3:") != std::string::npos);
  CHECK(content(folder.log()) == before);

  const Result<Purged> done = purge(folder.log(), limit, {kNow, kNow});
  REQUIRE(done.ok());
  CHECK(done->removed == 2);
  CHECK(done->left.records == 2);
  CHECK(done->left.first_sequence == 3);
  const Result<Summary> left = verify(folder.log());
  REQUIRE_MESSAGE(left.ok(), left.status().message());
  CHECK(left->records == 2);
  CHECK(left->first_sequence == 3);
  CHECK(lines_of(content(folder.log())).size() == 3);

  // The chain goes on, and a second purge follows the first.
  REQUIRE(append(folder.log(), entry(kNow + 1, "newer")).ok());
  CHECK(purge(folder.log(), limit, {kNow, kNow})->removed == 0);
  const int64_t later = kNow + 400 * 86400;
  CHECK(purge(folder.log(), kNow + 2, {later, later})->removed == 3);
  const Result<Summary> none = verify(folder.log());
  REQUIRE(none.ok());
  CHECK(none->records == 0);
  CHECK(none->last_sequence == 5);
  const Result<Head> next = append(folder.log(), entry(later));
  REQUIRE(next.ok());
  CHECK(next->sequence == 6);
  CHECK(verify(folder.log())->records == 1);
}

TEST_CASE("log: a purge is told no time that is still to come, nor one before the newest record") {
  const Folder folder;
  const int64_t limit = six_months_before(kNow);
  REQUIRE(append(folder.log(), entry(limit - 1, "old")).ok());
  REQUIRE(append(folder.log(), entry(limit + 60, "a minute too young")).ok());
  REQUIRE(append(folder.log(), entry(kNow, "new")).ok());
  const std::string before = content(folder.log());
  const auto code = [&](int64_t before_s, const Now& now) {
    const Code result = purge(folder.log(), before_s, now).status().code();
    if (result != Code::kOk) CHECK(content(folder.log()) == before);
    return result;
  };
  CHECK(code(kNow, {kNow + 400 * 86400, kNow}) == Code::kLogClock);
  CHECK(code(kNow, {kNow + kClockTolerance_s + 1, kNow}) == Code::kLogClock);
  CHECK(code(kNow, {std::numeric_limits<int64_t>::max(), kNow}) == Code::kLogClock);
  // Within the tolerance the clock counts: the record that is a minute too young stays.
  CHECK(code(limit + 61, {kNow + kClockTolerance_s, kNow}) == Code::kLogTooYoung);
  // Set back, by the caller or by the system.
  CHECK(code(0, {kNow - kClockTolerance_s - 1, kNow}) == Code::kLogClock);
  CHECK(code(0, {kNow - 86400, kNow - 86400}) == Code::kLogClock);
  CHECK(code(0, {kNow, kNow - 86400}) == Code::kLogClock);
  CHECK(purge(folder.log(), limit, {kNow + kClockTolerance_s, kNow})->removed == 1);
  CHECK(verify(folder.log())->records == 2);
}

TEST_CASE("log: a purge keeps the mode of the log, and leaves nothing beside it") {
  const Folder folder;
  REQUIRE(append(folder.log(), entry(0, "old")).ok());
  REQUIRE(append(folder.log(), entry(kNow, "new")).ok());
  REQUIRE(::chmod(folder.log().c_str(), 0640) == 0);
  REQUIRE(purge(folder.log(), 1, {kNow, kNow})->removed == 1);
  struct stat info {};
  REQUIRE(::stat(folder.log().c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
  const std::filesystem::path at = std::filesystem::path(folder.log()).parent_path();
  CHECK(std::distance(std::filesystem::directory_iterator(at), {}) == 1);
}

TEST_CASE("log: export gives the records of a span as JSON, and none of a broken log") {
  const Folder folder;
  fill(folder.log(), 5, kNow, 60);
  const Result<Bytes> some = export_records(folder.log(), kNow + 60, kNow + 180);
  REQUIRE(some.ok());
  const auto json = nlohmann::json::parse(as_text(some.value()));
  CHECK(json["log_records"] == 5);
  REQUIRE(json["records"].size() == 2);
  CHECK(json["records"][0]["seq"] == 2);
  CHECK(json["head"] == verify(folder.log())->head);
  CHECK(nlohmann::json::parse(as_text(export_records(folder.log(), 0, 1).value()))["records"].empty());
  std::string damaged = content(folder.log());
  damaged[30] = 'x';
  put(folder.log(), damaged);
  CHECK(export_records(folder.log(), 0, kNow * 2).status().code() == Code::kLogBroken);
}

namespace {

// Appends until killed; tells each acknowledged record through `pipe` as "sequence hash\n".
[[noreturn]] void write_for_ever(const std::string& log, int pipe, int writer) {
  for (int i = 0;; ++i) {
    const Result<Head> head = append(log, entry(kNow + i, "writer-" + std::to_string(writer)));
    if (!head.ok()) {
      std::fprintf(stderr, "writer: %s\n", head.status().message().c_str());
      ::_exit(1);
    }
    const std::string told = std::to_string(head->sequence) + " " + head->hash + "\n";
    if (::write(pipe, told.data(), told.size()) != static_cast<ssize_t>(told.size())) ::_exit(2);
  }
}

struct Writer {
  pid_t pid;
  int pipe;
  std::string told;

  static Writer start(const std::string& log, int number) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
      ::close(ends[0]);
      write_for_ever(log, ends[1], number);
    }
    ::close(ends[1]);
    return {pid, ends[0], {}};
  }
  // Reads some; false at the end of the pipe.
  bool listen() {
    char buffer[4096];
    const ssize_t n = ::read(pipe, buffer, sizeof buffer);
    if (n > 0) told.append(buffer, static_cast<size_t>(n));
    return n > 0;
  }
  void kill() {
    ::kill(pid, SIGKILL);
    while (listen()) {
    }
    ::close(pipe);
    int status = 0;
    ::waitpid(pid, &status, 0);
    CHECK(WIFSIGNALED(status));
  }
};

}  // namespace

// IMPRINT_LOG_APPENDS=10000 for the figure in spec/log.md.
TEST_CASE("log: two writers, twenty kills: the chain is whole and nothing acknowledged is lost") {
  const char* asked = std::getenv("IMPRINT_LOG_APPENDS");
  const uint64_t appends = asked == nullptr ? 600 : static_cast<uint64_t>(std::atoll(asked));
  constexpr uint64_t kKills = 20;
  const Folder folder;
  std::mt19937 random(1);
  std::vector<std::string> acknowledged;
  uint64_t told = 0, kills = 0;
  Writer writers[2] = {Writer::start(folder.log(), 0), Writer::start(folder.log(), 1)};
  while (kills < kKills || told < appends) {
    for (Writer& writer : writers) writer.listen();
    told = acknowledged.size();
    for (Writer& writer : writers)
      told += static_cast<uint64_t>(std::count(writer.told.begin(), writer.told.end(), '\n'));
    if (told < appends * (kills + 1) / (kKills + 1)) continue;
    const size_t victim = random() % 2;
    ::usleep(random() % 3000);
    writers[victim].kill();
    for (const std::string& line : lines_of(writers[victim].told)) acknowledged.push_back(line);
    writers[victim] = Writer::start(folder.log(), static_cast<int>(victim));
    ++kills;
  }
  for (Writer& writer : writers) {
    writer.kill();
    for (const std::string& line : lines_of(writer.told)) acknowledged.push_back(line);
  }
  const Result<Summary> summary = verify(folder.log());
  REQUIRE_MESSAGE(summary.ok(), summary.status().message());
  CHECK(summary->records >= acknowledged.size());
  CHECK(summary->records <= acknowledged.size() + kKills + 2);  // at most one unacknowledged record a kill
  std::set<std::string> held;
  for (const std::string& line : lines_of(content(folder.log()))) {
    const auto json = nlohmann::json::parse(line);
    held.insert(std::to_string(json["seq"].get<uint64_t>()) + " " + json["hash"].get<std::string>());
  }
  uint64_t lost = 0;
  for (const std::string& line : acknowledged) lost += held.count(line) == 0;
  CHECK(lost == 0);
  CHECK(acknowledged.size() >= appends);
  MESSAGE("acknowledged " << acknowledged.size() << ", records " << summary->records << ", kills " << kills);
}
