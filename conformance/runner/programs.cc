#include "runner/programs.h"

#include <cstdlib>
#include <filesystem>

#include "subject/process.h"

namespace imprint_conform {

std::string output_of(const std::vector<std::string>& words) {
  const char* path = std::getenv("PATH");
  ProcessOrder order;
  order.argv = words;
  order.environment = {std::string("PATH=") + (path ? path : "/usr/bin:/bin"), "LANG=C.UTF-8"};
  // A folder of its own would be empty: these programs read the file that they are given and write nothing.
  order.folder = std::filesystem::temp_directory_path().string();
  order.memory_bytes = uint64_t{1} << 30;
  order.output_bytes = uint64_t{16} << 20;
  order.folder_bytes = ~uint64_t{0};
  Process process(order);
  process.close_input();
  process.wait(Process::Clock::now() + std::chrono::seconds(60));
  if (process.running()) process.stop(Ended::kTimedOut, "a minute is over");
  return process.end().ended == Ended::kExited && process.end().exit_code == 0 ? process.take_out() : std::string();
}

}  // namespace imprint_conform
