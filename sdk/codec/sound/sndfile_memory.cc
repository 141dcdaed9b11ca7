#include "codec/sound/sndfile_memory.h"

#include <algorithm>
#include <cstring>

namespace imprint::codec {

// What libsndfile calls. No exception goes through it.
struct SndfileReads {
  static SndfileReader& of(void* user) { return *static_cast<SndfileReader*>(user); }
  static sf_count_t size(void* user) { return of(user).size_; }
  static sf_count_t tell(void* user) { return of(user).at_; }

  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    SndfileReader& r = of(user);
    const sf_count_t from = whence == SEEK_CUR ? r.at_ : whence == SEEK_END ? r.size_ : 0;
    if (offset < -from || offset > r.size_ - from) return -1;
    return r.at_ = from + offset;
  }

  static sf_count_t read(void* to, sf_count_t wanted, void* user) {
    SndfileReader& r = of(user);
    sf_count_t done = 0, skip = r.at_;
    for (const ByteView piece : r.pieces_) {
      if (done == wanted) break;
      const auto size = static_cast<sf_count_t>(piece.size());
      if (skip >= size) {
        skip -= size;
        continue;
      }
      const sf_count_t count = std::min(wanted - done, size - skip);
      if (count > 0) std::memcpy(static_cast<char*>(to) + done, piece.data() + skip, static_cast<size_t>(count));
      done += count;
      skip = 0;
    }
    r.at_ += done;
    return done;
  }
};

struct SndfileWrites {
  static SndfileWriter& of(void* user) { return *static_cast<SndfileWriter*>(user); }
  static sf_count_t size(void* user) { return static_cast<sf_count_t>(of(user).out_.size()); }
  static sf_count_t tell(void* user) { return static_cast<sf_count_t>(of(user).at_); }

  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    SndfileWriter& w = of(user);
    const sf_count_t from = whence == SEEK_CUR ? tell(user) : whence == SEEK_END ? size(user) : 0;
    if (offset < -from || offset > size(user) - from) return -1;
    w.at_ = static_cast<size_t>(from + offset);
    return from + offset;
  }

  static sf_count_t read(void* to, sf_count_t wanted, void* user) {
    SndfileWriter& w = of(user);
    const size_t count = std::min(static_cast<size_t>(wanted), w.out_.size() - w.at_);
    if (count > 0) std::memcpy(to, w.out_.data() + w.at_, count);
    w.at_ += count;
    return static_cast<sf_count_t>(count);
  }

  static sf_count_t write(const void* from, sf_count_t wanted, void* user) {
    SndfileWriter& w = of(user);
    const auto count = static_cast<size_t>(wanted);
    try {
      if (w.at_ > w.max_bytes_ || count > w.max_bytes_ - w.at_) w.full_ = true;
      else if (w.out_.size() < w.at_ + count) w.out_.resize(w.at_ + count);
    } catch (...) {
      w.full_ = true;
    }
    if (w.full_) return 0;
    if (count > 0) std::memcpy(w.out_.data() + w.at_, from, count);
    w.at_ += count;
    return wanted;
  }
};

Result<std::unique_ptr<SndfileReader>> SndfileReader::open(std::vector<ByteView> pieces, const char* kind, int major) {
  std::unique_ptr<SndfileReader> out(new SndfileReader(std::move(pieces), kind));
  for (const ByteView piece : out->pieces_) out->size_ += static_cast<sf_count_t>(piece.size());
  SF_VIRTUAL_IO calls = {SndfileReads::size, SndfileReads::seek, SndfileReads::read, nullptr, SndfileReads::tell};
  out->file_.reset(sf_open_virtual(&calls, SFM_READ, &out->info_, out.get()));
  if (!out->file_)
    return Status{Code::kDecodeFailed, std::string(kind) + " was not taken by libsndfile: damaged, or of a coding that it does not know"};
  if ((out->info_.format & SF_FORMAT_TYPEMASK) != major)
    return Status{Code::kDecodeFailed, std::string(kind) + " is taken for another kind of file by libsndfile"};
  return out;
}

Status SndfileReader::check() const {
  if (sf_error(file_.get()) == SF_ERR_NO_ERROR) return {};
  return {Code::kDecodeFailed, std::string(kind_) + " was not decoded to its end: " + sf_strerror(file_.get())};
}

Result<std::unique_ptr<SndfileWriter>> SndfileWriter::open(const char* kind, int format, uint32_t rate_hz, uint32_t channels,
                                                           const Limits& limits) {
  std::unique_ptr<SndfileWriter> out(new SndfileWriter(kind, limits));
  SF_VIRTUAL_IO calls = {SndfileWrites::size, SndfileWrites::seek, SndfileWrites::read, SndfileWrites::write, SndfileWrites::tell};
  SF_INFO info{};
  info.format = format;
  info.samplerate = static_cast<int>(rate_hz);
  info.channels = static_cast<int>(channels);
  out->file_.reset(sf_open_virtual(&calls, SFM_WRITE, &info, out.get()));
  if (!out->file_)
    return Status{Code::kEncodeFailed, std::string(kind) + " of " + std::to_string(channels) + " channels at " + std::to_string(rate_hz) +
                                           " Hz is not written by libsndfile"};
  return out;
}

Status SndfileWriter::check(sf_count_t asked, sf_count_t written) const {
  if (full_) return {Code::kLimitExceeded, std::string(kind_) + " grows beyond max_file_bytes " + std::to_string(max_bytes_)};
  if (asked == written && sf_error(file_.get()) == SF_ERR_NO_ERROR) return {};
  return {Code::kEncodeFailed, std::string(kind_) + " was not coded: " + sf_strerror(file_.get())};
}

Result<Bytes> SndfileWriter::close() {
  const int error = sf_close(file_.release());
  if (full_) return Status{Code::kLimitExceeded, std::string(kind_) + " grows beyond max_file_bytes " + std::to_string(max_bytes_)};
  if (error != 0) return Status{Code::kEncodeFailed, std::string(kind_) + " was not ended: " + sf_error_number(error)};
  return std::move(out_);
}

}  // namespace imprint::codec
