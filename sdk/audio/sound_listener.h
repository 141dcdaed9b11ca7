// What a stretch of sound says cell by cell, about what surrounds each (spec/audio-mark-format.md §8.1).
#pragma once

#include <span>
#include <vector>

#include "audio/box_sums.h"
#include "audio/sound_ear.h"

namespace imprint::audio {

class SoundListener {
 public:
  SoundListener(std::span<const Moment> moments, double moments_per_second);

  // Levels about their surroundings, in the surroundings' deviations: [cell][moment], 0 where nothing is.
  std::vector<float> even() const;
  // The same values by what is loud in its place: noise that was added covers the mark where it is not.
  std::vector<float> loud(std::vector<float> even) const;

 private:
  struct Reach {  // of a box to either side
    int along, across;
  };
  Reach reach(double seconds, double octaves) const;
  size_t place(int x, int y) const {
    return static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x);
  }
  float mean(int x, int y, Reach box) const {
    return sums_.sum(x, y, box.along, box.across) / counts_.sum(x, y, box.along, box.across);
  }
  template <typename Body>
  void each(Body body) const;

  int width_;
  double per_second_;
  std::vector<float> level_, there_;
  BoxSums counts_, sums_;
};

}  // namespace imprint::audio
