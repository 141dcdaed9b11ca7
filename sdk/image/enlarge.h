// Bicubic enlargement, a row at a time: no plane of the large size is needed.
#pragma once

#include <array>
#include <vector>

#include "image/plane.h"

namespace imprint::image {

// Rows of `source` enlarged to width * height samples; the centres of both coincide and edges repeat. One thread at a time;
// rows may be asked for in any order and are fast in rising order. `source` has to outlive it.
class Enlarger {
 public:
  Enlarger(const Plane& source, int width, int height);
  const float* row(int y);  // `width` values, valid until the next call

 private:
  struct Taps {
    int first = 0;                    // index of the first of four source samples, may lie outside
    std::array<float, 4> weights{};
  };
  static Taps taps_at(int i, int from, int to);
  const float* widened(int source_row);  // a row of the source at full width

  const Plane& source_;
  int width_, height_;
  std::vector<Taps> columns_;
  std::array<std::vector<float>, 4> rows_;           // source row r is kept in rows_[r % 4]
  std::array<int, 4> held_{-1, -1, -1, -1};
  std::vector<float> padded_, out_;
};

}  // namespace imprint::image
