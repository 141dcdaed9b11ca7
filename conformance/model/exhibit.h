// What the judges look at: one thing that a subject did, or a file that it gave, and what each reader saw of it.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace imprint_conform {

// How a call of a subject ended.
enum class Ended { kNotCalled, kExited, kSignalled, kTimedOut, kOutOfMemory, kTooMuchOutput, kNotStarted };
std::string_view word_of(Ended ended);

struct Exhibit {
  std::string id;  // "mark/portrait-1/png": sorts it, and names it in reports
  std::string
      act;  // what was asked: "mark", "mark_again", "mark_unlabelled", "propagate", "log_export", "spoilt" or "given"
  std::string picture;                   // of the corpus, or the name of a given file
  std::string medium = "image", format;  // of the output: "png", "jpeg", "webp", ...
  std::map<std::string, std::string>
      asked;  // "producer", "produce_id", "propagator", "declared", "upload": what the call was told

  Ended ended = Ended::kNotCalled;
  int exit_code = 0;
  std::string said;      // the beginning of what it said on stderr
  std::string output;    // sha256 of the file that came out; empty: none
  std::string original;  // sha256 of what went in; empty: not known

  // By reader: "lint", "verify", "exiftool", "visible", "quality", "before_after", "crjson", "log", ... What a reader
  // could not read is {"error": why}; a reader that did not run is absent.
  std::map<std::string, nlohmann::json> readings;

  const nlohmann::json* reading(const std::string& reader) const;  // null: absent
};

nlohmann::json to_json(const Exhibit& exhibit);
Exhibit exhibit_of(const nlohmann::json& record);  // what to_json() wrote

}  // namespace imprint_conform
