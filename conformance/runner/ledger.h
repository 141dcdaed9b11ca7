// What a run has done so far, a line of JSON for each finished job: a run that was killed goes on where it stopped.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

namespace imprint_conform {

// The records of a ledger that nobody writes to any more; none where the file is not there.
std::map<std::string, nlohmann::json> records_of_ledger(const std::filesystem::path& file);

class Ledger {
 public:
  // Opens or makes `file`. `run` is what the run consists of (digests of subject, rubric, corpus and options): a ledger
  // of another run is refused. A last line that was cut by a kill is dropped.
  Ledger(const std::filesystem::path& file, const nlohmann::json& run);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  bool has(const std::string& job) const;
  // Safe from several threads; on disk as far as a kill of this process is concerned when it returns.
  void add(const std::string& job, const nlohmann::json& record);
  // By job, so in the same order however the jobs were shared out.
  const std::map<std::string, nlohmann::json>& records() const { return records_; }

 private:
  void read(const std::filesystem::path& file, const nlohmann::json& run);
  void append(const std::string& line);

  mutable std::mutex mutex_;
  std::map<std::string, nlohmann::json> records_;
  int file_ = -1;
};

}  // namespace imprint_conform
