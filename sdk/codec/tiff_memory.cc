#include "codec/tiff_memory.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace imprint::codec {

// What libtiff calls. It reports errors through a handler of the whole process, or since 4.5 of the handle, which is
// used here.
struct TiffCalls {
  static TiffMemory& of(thandle_t handle) { return *static_cast<TiffMemory*>(handle); }

  static tmsize_t read(thandle_t handle, void* to, tmsize_t size) {
    TiffMemory& m = of(handle);
    const ByteView bytes = m.writes_ ? ByteView(m.written_) : m.reading_;
    const size_t count = m.at_ >= bytes.size() ? 0 : std::min(static_cast<size_t>(size), bytes.size() - m.at_);
    if (count > 0) std::memcpy(to, bytes.data() + m.at_, count);
    m.at_ += count;
    return static_cast<tmsize_t>(count);
  }

  static tmsize_t write(thandle_t handle, void* from, tmsize_t size) {
    TiffMemory& m = of(handle);
    const auto count = static_cast<size_t>(size);
    if (!m.writes_ || m.at_ > m.max_bytes_ || count > m.max_bytes_ - m.at_) return -1;
    if (m.written_.size() < m.at_ + count) m.written_.resize(m.at_ + count);
    if (count > 0) std::memcpy(m.written_.data() + m.at_, from, count);
    m.at_ += count;
    return size;
  }

  static toff_t seek(thandle_t handle, toff_t offset, int whence) {
    TiffMemory& m = of(handle);
    const size_t end = m.writes_ ? m.written_.size() : m.reading_.size();
    m.at_ = static_cast<size_t>(offset) + (whence == SEEK_CUR ? m.at_ : whence == SEEK_END ? end : 0);
    return m.at_;
  }

  static int close(thandle_t) { return 0; }
  static toff_t size(thandle_t handle) {
    return of(handle).writes_ ? of(handle).written_.size() : of(handle).reading_.size();
  }

  static int error(TIFF*, void* memory, const char*, const char* format, va_list arguments) {
    char text[256];
    std::vsnprintf(text, sizeof text, format, arguments);
    std::string& first = static_cast<TiffMemory*>(memory)->error_;
    if (first.empty()) first = text;
    return 1;
  }
  static int quiet(TIFF*, void*, const char*, const char*, va_list) { return 1; }

  static TIFF* open(TiffMemory& m, const char* mode, uint64_t max_allocation) {
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
    if (options == nullptr) return nullptr;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, static_cast<tmsize_t>(max_allocation));
    TIFFOpenOptionsSetErrorHandlerExtR(options, error, &m);
    TIFFOpenOptionsSetWarningHandlerExtR(options, quiet, nullptr);
    TIFF* tiff = TIFFClientOpenExt("memory", mode, &m, read, write, seek, close, size, nullptr, nullptr, options);
    TIFFOpenOptionsFree(options);
    return tiff;
  }
};

// m: nothing is mapped; c: one large strip stays one.
TiffMemory::TiffMemory(ByteView bytes, const Limits& limits) : reading_(bytes) {
  tiff_ = TiffCalls::open(*this, "rmc", limits.max_memory_bytes);
}

TiffMemory::TiffMemory(bool little_endian, const Limits& limits) : max_bytes_(limits.max_file_bytes), writes_(true) {
  tiff_ = TiffCalls::open(*this, little_endian ? "w+l" : "w+b", limits.max_memory_bytes);
}

TiffMemory::~TiffMemory() {
  if (tiff_ != nullptr) TIFFClose(tiff_);
}

}  // namespace imprint::codec
