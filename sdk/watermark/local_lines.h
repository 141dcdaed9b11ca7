// Lines as they are heard from place to place: one spectrum of a whole plane, read through windows that lie anywhere in
// it (spec/watermark-format.md §8.3, Places).
#pragma once

#include <vector>

#include "watermark/lines.h"

namespace imprint::watermark {

// Places in rows, about `step_px` apart, from edge to edge of the plane but for `margin_px`.
struct PlaceGrid {
  PlaceGrid(int width_px, int height_px, double margin_px, double step_px);
  size_t size() const { return x.size() * y.size(); }
  Point at(size_t place) const { return {x[place % x.size()], y[place / x.size()]}; }
  std::vector<double> x, y;  // of columns and rows
};

// A product of the spectrum with a Hann window around a frequency is what a window of the plane says, for all its
// places at once.
class LocalLines {
 public:
  // The window falls to a half at `window_px` / 2 from its middle. `lines` has to outlive this.
  LocalLines(const LineReader& lines, PlaceGrid places, double window_px);

  const PlaceGrid& places() const { return places_; }
  // The two lines of each carrier at every place: out[place * carriers.size() + carrier]. Phases are those of the whole
  // plane, so that a mark has the same shift at all of its places.
  std::vector<LinePair> read(const std::vector<Carrier>& carriers, const Geometry& geometry) const;
  // Power of the carriers' lines at every place, in units of the noise, each line limited.
  std::vector<float> power(const std::vector<Carrier>& carriers, const Geometry& geometry) const;

 private:
  static constexpr int kFractions = 16;  // of a bin, to which a frequency is rounded for the window
  struct Axis {
    int half = 0;               // bins to each side
    size_t places = 0;          // filled up to whole vectors
    std::vector<float> re, im;  // [fraction][bin][place]: window times the wave that brings the place to the middle
  };
  using Heard = std::vector<std::complex<float>>;
  static Axis axis_of(const std::vector<double>& places, int bins, double window_px);
  float hear(double fx, double fy, Heard& out) const;  // the gain; 0 where there is no such line

  const LineReader& lines_;
  PlaceGrid places_;
  Axis x_, y_;
};

}  // namespace imprint::watermark
