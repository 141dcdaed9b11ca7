// The two steps of `find`: a coarse look at every place and size, a fine one at the best of them.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "image/plane.h"
#include "label/find.h"
#include "label/find_template.h"

namespace imprint::label {

// The picture at falling sizes: each half as large as the one before.
class Pyramid {
 public:
  explicit Pyramid(image::Plane base);
  const image::Plane& base() const { return levels_.front(); }
  int shortest() const { return std::min(base().width, base().height); }
  // The smallest level on which `length` of the base is still `wanted`; `factor` is its size over that of the base.
  const image::Plane& level_for(double length, double wanted, double& factor) const;

 private:
  std::vector<image::Plane> levels_;
};

// A place for a block of letters, in pixels of the pyramid's base.
struct Candidate {
  size_t text = 0;
  const Shape* shape = nullptr;
  double left = 0, top = 0;  // of the block
  double ink_height = 0;     // of a line
  double score = 0;          // [-1, 1]; negative: dark ink

  double width() const { return shape->block_width() * ink_height / shape->ink_height; }
  double height() const { return shape->block_height() * ink_height / shape->ink_height; }
};

// For each size the best place of each text in each corner.
class CoarseSearch {
 public:
  explicit CoarseSearch(const Pyramid& pyramid) : pyramid_(pyramid) {}
  // `shapes` by text, NULL where a text does not fit; sizes by the ink height in base pixels.
  void add_candidates(const std::vector<const Shape*>& shapes, double ink_height, std::vector<Candidate>& to);

 private:
  struct Tap {
    int row, column;
    float weight;
  };
  // What of a shape is looked for in a corner: so much of it as stands next to the corner.
  struct Part {
    int width = 0, height = 0;
    double border = 0;
    std::vector<Tap> taps;  // sum to 0, squares to 1
  };
  struct Window;
  using Parts = std::array<Part, 4>;  // by corner
  const Parts& parts_of(const Shape& master, double ink_px);
  static Part cut_part(const Shape& shape, Corner corner, double ink_px);
  Window window_at(Corner corner, double ink_height, double ink_px) const;
  static void search(const Window& window, const Part& part, Candidate& best);

  const Pyramid& pyramid_;
  std::map<std::pair<const Shape*, int>, Parts> parts_;
};

struct Fit {
  Candidate place;
  double ink_level = 0, ground_level = 0;  // luma of both, 0..255
  double weakest_part = 1;                 // least correlation of about one character; of the last, narrow step alone
};
// Moves and scales a candidate to where its letters, about `ink_px` high, correlate best.
Fit refine(const Pyramid& pyramid, const Candidate& start, double ink_px, bool wide);

// A block of letters, and the pixel of the upright picture at its upper left corner.
struct DrawnBlock {
  const TextBlock& block;
  double left_px = 0, top_px = 0;
};
// What find() would say of letters at a place that is known; Found::text is the caller's to fill.
Result<Found> read_drawn(image::View picture, image::Orientation orientation, const DrawnBlock& drawn);

}  // namespace imprint::label
