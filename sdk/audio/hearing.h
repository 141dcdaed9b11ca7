// How much a gain may waver before it is heard, from the spectrum of one frame (spec/audio-mark-format.md §7.2).
// Source of the model: Schroeder, Atal, Hall, JASA 66(6), 1979 (spreading); Johnston, IEEE J-SAC 6(2), 1988 (offsets).
#pragma once

#include <array>
#include <span>
#include <vector>

namespace imprint::audio {

class Hearing {
 public:
  // Of a spectrum of `bins` bins, `bin_hz` apart from 0 on.
  Hearing(double bin_hz, size_t bins);

  // depth_db(b): root mean square of a gain, in dB, whose noise lies `below_mask_db` below what hides it, at most
  // `max_depth_db`. `power` is that of each bin.
  void depths(std::span<const float> power, double below_mask_db, double max_depth_db, std::span<float> depth_db);

 private:
  static constexpr int kBands = 25;  // of one Bark
  struct Band {
    size_t first = 0, end = 0;
  };
  void measure(std::span<const float> power);

  std::array<Band, kBands> bands_{};
  std::array<Band, kBands> around_{};  // of a narrow band and what is beside it: by this its tonality is told
  int used_ = 0;                       // bands that have bins
  std::array<std::array<double, kBands>, kBands> spread_{};  // from j to b
  std::array<double, kBands> energy_{}, tonality_{};
  std::array<float, kBands + 2> band_depth_db_{};
  std::vector<float> place_;  // of a bin between the middles of bands
  std::vector<float> logs_;
};

}  // namespace imprint::audio
