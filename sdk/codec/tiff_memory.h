// libtiff on bytes in memory instead of a file.
#pragma once

#include <tiffio.h>

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::codec {

// A TIFF that libtiff reads from borrowed bytes, or writes to bytes of its own. Neither copied nor moved: libtiff holds
// its address.
class TiffMemory {
 public:
  TiffMemory(ByteView bytes, const Limits& limits);
  // `little_endian` samples; at most max_file_bytes are written.
  TiffMemory(bool little_endian, const Limits& limits);
  ~TiffMemory();
  TiffMemory(const TiffMemory&) = delete;
  TiffMemory& operator=(const TiffMemory&) = delete;

  TIFF* get() const { return tiff_; }  // null when it cannot be opened
  const std::string& error() const { return error_; }
  ByteView written() const { return written_; }

 private:
  friend struct TiffCalls;
  ByteView reading_;
  Bytes written_;
  size_t at_ = 0, max_bytes_ = 0;
  bool writes_ = false;
  std::string error_;
  TIFF* tiff_ = nullptr;
};

}  // namespace imprint::codec
