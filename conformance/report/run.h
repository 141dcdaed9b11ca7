// run.json: what differs between two runs of the same thing: clock, host, durations, paths, and the page's thumbnails.
// Nothing in it decides anything.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/report.h"

namespace imprint_conform {

struct Run {
  std::string start;                             // "2026-12-01T02:39:10Z"
  std::map<std::string, double> durations_s;     // by part of the run: "mark", "robustness/jpeg", "total"
  std::map<std::string, double> peak_memory_mb;  // by subject command: "detect"
  std::string host;
  uint64_t cores = 0;
  double load = 0;                                // 1 minute, at the start
  std::map<std::string, std::string> tool_paths;  // name -> path
  std::string report_sha256;                      // of the report.json that this run wrote
  std::map<std::string, std::string> thumbnails;  // as Report::thumbnails
};

std::string run_json(const Run& run);
// ConformError where it is no run.json.
Run run_of(std::string_view json);

// Whether `uri` is a picture in itself ("data:image/jpeg;base64,..."), of at most `kThumbnailBytes`, and nothing else.
inline constexpr size_t kThumbnailBytes = 64u << 10;
bool is_thumbnail(std::string_view uri);

}  // namespace imprint_conform
