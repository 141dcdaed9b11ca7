// From a geometry to the payload: find the shift, weigh the carriers, decode (spec/watermark-format.md §8.4).
#pragma once

#include <array>
#include <optional>

#include "payload/signs.h"
#include "watermark/correlation.h"
#include "watermark/lines.h"

namespace imprint::watermark {

// All lines under one geometry.
struct Lines {
  std::vector<LinePair> pilots;
  std::vector<LinePair> payload;
};
Lines read_all_lines(const LineReader& reader, const CarrierPlan& plan, const Geometry& geometry);

struct Shift {
  double x = 0, y = 0;  // of the pattern's origin from the picture's centre, canonical pixels modulo kPeriod
  double sigma = 0;     // correlation with the pilots, in standard deviations of noise
  int polarity = 1;     // -1: the picture is a negative, and all signs are inverted
};

// Finds the shift that the pilots agree on. Keeps its working memory: one thread at a time.
class ShiftFinder {
 public:
  explicit ShiftFinder(const CarrierPlan& plan);
  Shift coarse(const std::vector<LinePair>& pilots);  // to two canonical pixels
  Shift near_peak(const std::vector<LinePair>& pilots);  // to 1/8, near the coarse one
  Shift fine(const std::vector<LinePair>& pilots);       // to 1/8, the best one near several
  Shift fine(const std::vector<LinePair>& pilots, int polarity);
  // The best one within a few pixels of `near`, which is taken in eighths: in steps of 1, 1/2, 1/4 and 1/8, or as many of
  // them.
  static constexpr int kAllSteps = 4;
  Shift refine(Shift near, const std::vector<LinePair>& pilots, int steps = kAllSteps) const;

 private:
  struct Extremes {  // of a negative and of a positive picture
    Correlation::Range range;
    double deviation = 0;  // of noise; 0 where there is nothing
  };
  Extremes extremes(const std::vector<LinePair>& pilots);
  Shift finest(const Extremes& found, const std::vector<LinePair>& pilots, int polarity) const;

  const CarrierPlan& plan_;
  Correlation correlation_;
};

// Correlation of the pilots at one shift and polarity, under as many geometries as one likes.
class PilotSum {
 public:
  PilotSum(const CarrierPlan& plan, const Shift& shift);
  double sigma(const std::vector<LinePair>& pilots) const;  // in standard deviations of noise

 private:
  std::vector<std::array<std::complex<float>, 2>> turns_;  // what both lines of a pilot are multiplied with
};

// Takes the pilots of the mark at a shift out of the lines, as if all had one amplitude.
void take_out(std::vector<LinePair>& pilots, const CarrierPlan& plan, const Shift& shift);

// What the payload carriers say at a shift.
struct Heard {
  std::vector<float> llrs;  // log likelihood ratio of each carrier's sign, positive for +1
  // Their power beyond that of the numbers beside them in which no mark can be, in standard deviations of noise. A
  // readable mark gives 3 and more.
  double excess_sigma = 0;
};
Heard hear_carriers(const Lines& lines, const CarrierPlan& plan, const Shift& shift);

// Empty when no word of the list is a frame.
std::optional<Decoded> decode(const std::vector<float>& llrs, const CarrierPlan& plan, int list_size);

// The signs of the payload carriers, in the order of the plan.
std::vector<int8_t> payload_carrier_signs(uint64_t payload, const CarrierPlan& plan);

}  // namespace imprint::watermark
