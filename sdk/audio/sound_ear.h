// Sound as the reader sees it: levels over time and log-frequency (spec/audio-mark-format.md §8.1).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/pcm.h"
#include "audio/sound_format.h"
#include "audio/windows.h"
#include "transform/real_fft.h"

namespace imprint::audio {

inline constexpr int kCellsPerOctave = 24;
inline constexpr int kPeriodCells = kCellsPerOctave * kPeriodOctaves;
inline constexpr int kCells = kPeriodCells + kCellsPerOctave / 2;  // from kReferenceHz on, to 11.3 kHz

inline constexpr double kReadWindowSeconds = 0.0464;

// Level of each cell in one window: natural logarithm of its mean amplitude; 0 where the rate has no such frequency.
struct Moment {
  std::array<float, kCells> level{};
};

// Cuts a stream into moments. Bounded memory: one window.
class SoundEar {
 public:
  explicit SoundEar(PcmFormat format);
  // Whole sound frames that were checked. Appends what is heard.
  void hear(std::span<const float> samples, std::vector<Moment>& out);
  double moments_per_second() const { return static_cast<double>(format_.rate_hz) / framing_.hop; }
  // Of the middle of moment 0 from the start of the stream.
  double first_seconds() const { return (framing_.hop - framing_.window / 2.0) / format_.rate_hz; }

 private:
  struct Cell {
    size_t first = 0, end = 0;  // bins; none: the rate has no such frequency
    float first_share = 1, last_share = 1;
  };
  Moment measure();

  PcmFormat format_;
  Framing framing_;
  transform::RealFft fft_;
  Windows windows_;
  std::vector<float> window_;
  std::vector<float> power_;
  std::array<Cell, kCells> cells_{};
};

}  // namespace imprint::audio
