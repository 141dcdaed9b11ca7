// Hides a mark in a stream of sound, with bounded memory and delay (spec/audio-mark-format.md §7).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "audio/gain_pattern.h"
#include "audio/hearing.h"
#include "audio/pcm.h"
#include "audio/windows.h"
#include "payload/key.h"
#include "transform/real_fft.h"

namespace imprint::audio {

struct WriteOptions {
  double strength = 1.0;  // share of the depth that is hidden, (0, 1]
};

struct WriteReport {
  uint64_t frames = 0;       // sound frames that were written
  double depth_db = 0;       // root mean square of the gain over cells that have sound
  double seconds_heard = 0;  // in which there was sound to mark
};

class SoundWriter {
 public:
  // Error: kInvalidArgument.
  static Result<SoundWriter> make(PcmFormat format, uint64_t payload, const Key& key, const WriteOptions& options = {});

  // Takes whole sound frames and appends marked ones to `out`, not more than delay_frames() behind. On error nothing is
  // taken.
  Status process(std::span<const float> samples, std::vector<float>& out);
  // Appends what is still owed: as many frames came out as went in. Then the writer is done.
  void flush(std::vector<float>& out);

  uint32_t delay_frames() const { return static_cast<uint32_t>(framing_.window); }
  WriteReport report() const;

 private:
  SoundWriter(PcmFormat format, uint64_t payload, const Key& key, const WriteOptions& options);
  void mark_window(std::vector<float>& out);
  void choose_gains();
  bool is_attack() const;
  void draw_origin(std::span<const float> power);
  void set_pattern(double seconds);

  PcmFormat format_;
  Framing framing_;
  Windows windows_;
  Key key_;
  uint64_t payload_;
  double strength_;
  GainPattern pattern_;
  Hearing hearing_;
  transform::RealFft fft_;

  std::vector<float> window_;               // square root of Hann's, both ways
  std::vector<std::vector<float>> output_;  // of each channel, one window
  std::vector<std::vector<std::complex<float>>> spectra_;
  std::vector<float> power_, depth_db_, gain_, value_;
  std::vector<float> bin_place_;  // in the pattern, of each marked bin
  size_t first_bin_ = 0, end_bin_ = 0;

  uint64_t taken_ = 0, given_ = 0, hops_ = 0;
  double origin_ = 0, last_origin_ = 0;  // seconds from the start of the stream
  double section_start_ = -1;            // seconds; < 0: no sound yet
  uint32_t section_ = 0;
  double squares_ = 0, cells_ = 0;
  uint64_t heard_hops_ = 0;
};

}  // namespace imprint::audio
