// The pilots' correlation at all shifts of a grid at once: what an inverse Fourier transform of their lines would give,
// at a quarter of its cost (spec/watermark-format.md §8.4).
#pragma once

#include <array>
#include <vector>

#include "watermark/lines.h"

namespace imprint::watermark {

// Keeps its working memory: one thread at a time.
class Correlation {
 public:
  // Shifts per axis. Pilots lie below kPeriod / 4 cycles per period, so that half the canonical pixels show the peak.
  static constexpr int kShifts = kPeriod / 2;
  static_assert(kPilotRadiusMax < kShifts / 2);

  explicit Correlation(const CarrierPlan& plan);

  // The smallest and the largest sum over the pilots of sign * gain * line, the shift undone.
  struct Range {
    float lowest = 0, highest = 0;
  };
  Range run(const std::vector<LinePair>& pilots);

  // The largest value of the last run, of polarity -1 the smallest.
  struct Peak {
    float value = 0;
    double x = 0, y = 0;  // canonical pixels from the picture's centre, modulo kPeriod; odd whole numbers
  };
  Peak peak(int polarity) const;
  // … and the next ones, each in another row of the grid's quarter.
  std::array<Peak, 4> peaks(int polarity) const;

 private:
  // The grid is symmetric about 0 and about half a period on both axes, and so are cosine and sine: a quarter of a
  // quarter is computed, for each parity of u and v.
  static constexpr int kQuarter = kShifts / 4;
  static constexpr int kKinds = 4;     // cosine or sine along x by cosine or sine along y
  static constexpr int kParities = 4;  // of v and u
  static constexpr int kPerRow = kShifts / kQuarter * kShifts;  // values of a row of the quarter and of its mirror images
  struct Group {  // the pilots of one v and one parity of u, summed along x
    int v = 0;
    alignas(32) std::array<std::array<float, kQuarter>, kKinds> along_x{};
  };
  Peak peak_of(int row, float value) const;
  void sum_along_x(const std::vector<LinePair>& pilots);
  friend void correlate(const Group* groups, const std::array<size_t, kParities + 1>& begins, float* values,
                        Range* ranges);

  const CarrierPlan& plan_;
  std::vector<Group> groups_;  // by parity
  std::array<size_t, kParities + 1> begins_{};
  std::vector<size_t> group_of_;  // each pilot's
  std::vector<float> values_;     // kQuarter rows of kPerRow
  std::array<Range, kQuarter> ranges_{};
};

}  // namespace imprint::watermark
