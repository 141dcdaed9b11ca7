#include "runner/ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "model/error.h"

namespace imprint_conform {

using nlohmann::json;

std::map<std::string, json> records_of_ledger(const std::filesystem::path& file) {
  std::map<std::string, json> records;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  while (std::getline(in, line)) {
    const json entry = json::parse(line, nullptr, false);
    if (entry.is_object() && entry.contains("job")) records[entry["job"].get<std::string>()] = entry.at("record");
  }
  return records;
}

Ledger::Ledger(const std::filesystem::path& file, const json& run) {
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) throw ConformError(file.string() + ": " + std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) throw ConformError(file.string() + ": another run is writing here");
    read(file, run);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

Ledger::~Ledger() { ::close(file_); }

void Ledger::read(const std::filesystem::path& file, const json& run) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  off_t whole = 0;
  bool first = true;
  while (std::getline(in, line)) {
    if (in.eof()) break;  // no line feed behind it: cut
    const json entry = json::parse(line, nullptr, false);
    if (entry.is_discarded()) break;
    if (first) {
      if (entry != json{{"run", run}}) {
        throw ConformError(
            file.string() +
            ": holds another run (other subject, rules, corpus or options); give another folder or --fresh");
      }
    } else {
      records_[entry.at("job").get<std::string>()] = entry.at("record");
    }
    first = false;
    whole += static_cast<off_t>(line.size()) + 1;
  }
  if (::ftruncate(file_, whole) != 0 || ::lseek(file_, 0, SEEK_END) < 0)
    throw ConformError(file.string() + ": " + std::strerror(errno));
  if (first) append(json{{"run", run}}.dump());
}

void Ledger::append(const std::string& line) {
  const std::string whole = line + '\n';
  size_t done = 0;
  while (done < whole.size()) {
    const ssize_t n = ::write(file_, whole.data() + done, whole.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw ConformError(std::string("ledger: ") + std::strerror(errno));
    done += static_cast<size_t>(n);
  }
}

bool Ledger::has(const std::string& job) const {
  const std::lock_guard lock(mutex_);
  return records_.contains(job);
}

void Ledger::add(const std::string& job, const json& record) {
  const std::lock_guard lock(mutex_);
  append(json{{"job", job}, {"record", record}}.dump(-1, ' ', false, json::error_handler_t::replace));
  records_[job] = record;
}

}  // namespace imprint_conform
