// libsndfile on bytes in memory instead of a file.
#pragma once

#include <sndfile.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::codec {

struct CloseSndfile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SndfileHandle = std::unique_ptr<SNDFILE, CloseSndfile>;

// Borrowed pieces, read as if they were one file. Neither copied nor moved: libsndfile holds its address.
class SndfileReader {
 public:
  // `kind` names the file in messages, `major` is what it has to turn out to be (SF_FORMAT_FLAC). kDecodeFailed.
  static Result<std::unique_ptr<SndfileReader>> open(std::vector<ByteView> pieces, const char* kind, int major);

  const SF_INFO& info() const { return info_; }
  SNDFILE* get() const { return file_.get(); }
  // What libsndfile complained of while it read. kDecodeFailed.
  Status check() const;

 private:
  friend struct SndfileReads;
  SndfileReader(std::vector<ByteView> pieces, const char* kind) : pieces_(std::move(pieces)), kind_(kind) {}
  std::vector<ByteView> pieces_;
  const char* kind_;
  sf_count_t at_ = 0, size_ = 0;
  SF_INFO info_{};
  SndfileHandle file_;
};

// A file that libsndfile writes to memory.
class SndfileWriter {
 public:
  // `format` as in SF_INFO; at most max_file_bytes are taken. kEncodeFailed.
  static Result<std::unique_ptr<SndfileWriter>> open(const char* kind, int format, uint32_t rate_hz, uint32_t channels, const Limits& limits);

  SNDFILE* get() const { return file_.get(); }
  // After each block: kLimitExceeded, kEncodeFailed.
  Status check(sf_count_t asked, sf_count_t written) const;
  // Ends the file.
  Result<Bytes> close();

 private:
  friend struct SndfileWrites;
  SndfileWriter(const char* kind, const Limits& limits) : kind_(kind), max_bytes_(limits.max_file_bytes) {}
  const char* kind_;
  uint64_t max_bytes_;
  bool full_ = false;
  size_t at_ = 0;
  Bytes out_;
  SndfileHandle file_;
};

}  // namespace imprint::codec
