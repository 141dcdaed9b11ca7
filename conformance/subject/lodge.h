// Where keepers come from: one small process of the suite's own, begun before pictures and models of readers are in
// memory. A fork of the suite itself would copy the tables of all its pages, for each call.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace imprint_conform {

// What keeper.h asks for. The descriptors stay the caller's.
struct LodgeOrder {
  std::string program;
  std::vector<std::string> argv, environment;
  std::string folder;
  uint64_t memory_bytes = 0, file_bytes = 0;
  int in = -1, out = -1, err = -1, control = -1, report = -1;
};

// Begins it, if it has not begun: best done by a program that has no threads yet. It ends with this process.
void open_lodge();

// Makes it start a keeper; from any thread. Empty, or why it could not.
std::string ask_lodge(const LodgeOrder& order);

}  // namespace imprint_conform
