// The fresh folder of one call: its input is copied in, its output moved out, and then it is gone.
#pragma once

#include <map>
#include <string>

#include "subject/process.h"
#include "subject/subject.h"

namespace imprint_conform {

class CallFolder {
 public:
  explicit CallFolder(const std::string& work_folder);
  ~CallFolder();
  CallFolder(const CallFolder&) = delete;
  CallFolder& operator=(const CallFolder&) = delete;

  const std::string& path() const { return path_; }

  // The values as the program gets them: {in}, {out} and {work} below this folder.
  std::map<std::string, std::string> take_in(const std::map<std::string, std::string>& values);
  // Moves the output to where the caller wants it. A complaint when the program left no plain file there; empty: fine,
  // or nothing.
  std::string give_out();
  // `text` without the folder's path.
  std::string scrubbed(std::string text) const;

 private:
  std::string path_, out_inside_, out_outside_;
};

// PATH, LANG and HOME, and nothing else.
std::vector<std::string> environment_of(const std::string& home);

ProcessOrder order_of(const Limits& limits, std::vector<std::string> argv, const std::string& folder);

}  // namespace imprint_conform
