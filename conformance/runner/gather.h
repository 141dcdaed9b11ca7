// The calls that a run makes, as a list of jobs: each makes its input, calls the subject, has the readers look, and
// gives a record for the ledger. A record depends on the run's options and on nothing else, so jobs may run in any
// order and on any number of threads.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/exhibit.h"
#include "pictures/picture.h"
#include "readers/readers.h"
#include "runner/options.h"
#include "subject/call.h"
#include "subject/subject.h"

namespace imprint_conform {

// A picture or sound that goes in: painted, or a file of the caller's.
struct InputPicture {
  std::string id;
  std::filesystem::path file;     // of a file
  std::function<Picture()> draw;  // of a painted picture
  bool dressed = false;           // goes in with colour profile, EXIF and XMP
  std::function<Bytes()> sound;   // of drawn sound: its WAV
};

struct Gathering {
  const RunOptions& options;
  const Subject& subject;
  Callee& callee;
  Readers& readers;
  std::vector<InputPicture> pictures;
  std::filesystem::path folder;  // where files of jobs are made
  std::vector<InputPicture> sounds = {};
};

struct Job {
  std::string id;
  std::function<nlohmann::json(Gathering&)> run;
};

// What the subject claims and has commands for, at the scale that was asked for. `left_out`: what the suite skips, by
// job.
std::vector<Job> plan(const Gathering& gathering);

// ---- What jobs share
// ---------------------------------------------------------------------------------------------------

// One call on a file of its own. `extra` are further placeholders.
struct Asked {
  std::string id, act, verb, picture, format;
  Bytes input;
  std::map<std::string, std::string> placeholders;
  std::map<std::string, std::string> told;  // into Exhibit::asked
};
struct Done {
  Exhibit exhibit;
  CallResult result;
  Bytes output;
  std::filesystem::path in, out;
};
// Calls, and reads nothing yet.
Done ask(Gathering& gathering, const Asked& asked);
// Adds the readings of the output, with those that need what went in.
void read_output(Gathering& gathering, Done& done);
// The files of a call are not kept; of an exhibit that may have to be shown stays a small picture.
void forget(const Done& done);
std::string thumbnail_of(ByteSpan file);  // "data:image/jpeg;base64,...", at most 160 px; empty: no picture

// {"detected", "payload", "p_value"} of what `detect` said, by the subject's pointers; {"error"} where it cannot be
// read.
nlohmann::json detection_of(const Subject& subject, const CallResult& result);

// The file of `picture` in `format`; a caller's file that is in it already stays as it is. Of sound, its WAV.
Bytes encoded(const InputPicture& picture, const std::string& format);

std::string producer_of(const Subject& subject);
std::string number_for(const std::string& what, uint64_t seed);  // a number of its own for each `what`
std::string payload_for(const std::string& picture);             // 16 hex digits

// mill_jobs.cc
std::vector<Job> mill_jobs(const Gathering& gathering);

}  // namespace imprint_conform
