// A file that is written whole: its bytes are at their name all at once, or nothing has changed. For the tool's outputs
// and for the log; stands on the system alone (spec/decisions/0011-one-writer-of-files.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "disk/target.h"

namespace imprint::disk {

enum class Existing { kKeep, kReplace };

// Who gives the new file a name that is taken, which takes two calls of the system: this process, or a child of its
// own, which a SIGKILL of this one does not reach. For programs that may start processes.
enum class Hand { kOwn, kChild };

inline constexpr const char* kExists = "exists already";

// Would open() refuse `path`? To be asked before any work is done.
[[nodiscard]] Reason check_target(const std::string& path, Existing existing);

// The name of a file in this folder is durable.
[[nodiscard]] bool sync_folder_of(const std::string& path);

// open(), write() as often as needed, finish(). Without finish() nothing is left behind, whatever ends the program.
//
// A regular file that is replaced hands its mode (not the set-id bits), access list, owner and group on to the new one,
// or is not replaced. Links are followed, and what they lead to is replaced. Other names of the file (hard links) keep
// the old bytes. Pipes and character devices are written through.
class NewFile {
 public:
  // `mode` as in open(2), for a file that is not there yet.
  NewFile(std::string path, Existing existing, unsigned mode, Hand hand = Hand::kOwn)
      : path_(std::move(path)), existing_(existing), mode_(mode), hand_(hand) {}
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  [[nodiscard]] Reason open();
  [[nodiscard]] Reason write(std::span<const uint8_t> bytes);
  [[nodiscard]] Reason finish();  // durable, in place

 private:
  bool is_through() const { return target_.kind == TargetKind::kStream || target_.kind == TargetKind::kDescriptor; }
  Reason open_through();
  Reason open_beside();
  bool open_named(unsigned mode);
  Reason take_over_rights() const;
  Reason place();
  Reason place_new();
  Reason place_over();
  int link_and_rename(const char* temporary) const;
  int rename_by_child(const char* temporary) const;
  bool is_in_place() const;
  Reason sync_folder() const;
  bool close();

  std::string path_;
  Existing existing_;
  unsigned mode_;
  Hand hand_;
  Target target_;
  int folder_ = -1, file_ = -1;
  std::string temporary_;  // its name as long as it has one of its own
};

}  // namespace imprint::disk
