// Painted pictures of a run: several jobs ask for each, and painting one takes most of a second.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace imprint_conform {

// From any thread.
class Paintings {
 public:
  // SHA-256 over all of `list`, painted on all cores; the first ones stay in memory.
  std::string digest(const std::vector<CorpusPicture>& list);
  // The caller's own copy.
  Picture of(const CorpusPicture& picture);

 private:
  void keep(const std::string& id, const Picture& picture);

  std::mutex mutex_;
  std::map<std::string, Picture> kept_;
};

}  // namespace imprint_conform
